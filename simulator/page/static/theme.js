const names = { '': 'як у системі', light: 'світла', dark: 'темна' };

// startTheme lets the button go round: the system's looks, light, dark.
export function startTheme(button) {
  const set = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    button.setAttribute('aria-label', `Тема: ${names[theme]}`);
    button.title = `Тема: ${names[theme]}`;
  };
  set(localStorage.getItem('theme') ?? '');
  button.addEventListener('click', () => {
    const order = Object.keys(names);
    const next = order[(order.indexOf(document.documentElement.dataset.theme ?? '') + 1) % order.length];
    localStorage.setItem('theme', next);
    set(next);
  });
}
