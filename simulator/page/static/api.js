// get and post speak to the page's server; a refusal is an Error with words for people.
export const get = (path) => answer(fetch(path));

export const post = (path, body) => answer(fetch(path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
}));

export const upload = (path, form) => answer(fetch(path, { method: 'POST', body: form }));

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Error('Демонстрація не відповідає.');
  }
  if (response.status === 204) return null;
  let body;
  try {
    body = await response.json();
  } catch {
    throw new Error(`Дивна відповідь сервера (${response.status}).`);
  }
  if (!response.ok) throw new Error(body.error || `Помилка ${response.status}.`);
  return body;
}

// listen opens the stream. It comes back by itself after a break; on.lost and
// on.hello tell about that.
export function listen(on) {
  const source = new EventSource('/api/stream');
  source.onerror = () => {
    on.lost();
    // The browser gives up only when it was refused: the server is starting.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(on), 1000);
  };
  for (const name of ['hello', 'status', 'step']) {
    source.addEventListener(name, (event) => on[name](JSON.parse(event.data)));
  }
}
