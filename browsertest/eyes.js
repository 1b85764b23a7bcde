// What somebody sees of the page. Every function answers null while what it
// looks for is not there.
globalThis.eyes = {
  // What passing lines have said so far.
  heard: [],

  column: (id) => document.querySelector(`[data-column="${id}"]`),

  messages: (id) => [...eyes.column(id)?.querySelectorAll('[data-message]') ?? []],

  // Of what is scrolled far away the browser has no innerText.
  text: (message) => message?.querySelector('[data-text]')?.textContent ?? '',

  // The newest message, if it is the bot's and has the words: while what the
  // person wrote stands last, it has not been answered.
  said: (id, words) => {
    const newest = eyes.messages(id).at(-1);
    return newest?.dataset.from === 'bot' && eyes.text(newest).includes(words);
  },

  // How many messages have the words.
  count: (id, words) => eyes.messages(id).filter((m) => eyes.text(m).includes(words)).length,

  // The newest button with the words on it.
  button: (id, words) => [...eyes.column(id)?.querySelectorAll('[data-button]') ?? []]
    .findLast((b) => b.dataset.button.includes(words)) ?? null,

  // How many messages the person wrote.
  written: (id) => eyes.messages(id).filter((m) => m.dataset.from === 'person').length,

  // The newest message, whoever wrote it: what a test tells when it fails.
  last: (id) => {
    const newest = eyes.messages(id).at(-1);
    return newest ? `${newest.dataset.from}: ${newest.innerText}` : 'no message';
  },

  middle: (element) => {
    const box = element?.getBoundingClientRect();
    return box ? [box.x + box.width / 2, box.y + box.height / 2] : null;
  },

  // Where to click the element: nowhere while it is hidden, off, or covered.
  point: (element) => {
    if (!element || element.disabled) return null;
    element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    const [x, y] = eyes.middle(element);
    return element.contains(document.elementFromPoint(x, y)) ? [x, y] : null;
  },

  // A story has been set up when its time has come and nothing plays.
  set: (at) => document.body.dataset.connection === 'live' && !('playing' in document.body.dataset)
    && Date.parse(document.querySelector('[data-clock]').dateTime) === Date.parse(at),
};

new MutationObserver((changes) => {
  for (const added of changes.flatMap((change) => [...change.addedNodes])) {
    if (added.dataset?.toast) eyes.heard.push(added.innerText);
  }
}).observe(document, { childList: true, subtree: true });
