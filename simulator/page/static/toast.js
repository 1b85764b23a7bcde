import { byId, element } from './element.js';

// How long a passing line is seen, ms.
const lasting = 3500;

// toast shows a passing line: from the bot, or the page's own word.
export function toast(place, text, from = 'page') {
  const made = element('p', { class: `toast ${from}`, 'data-toast': from }, text);
  place.append(made);
  setTimeout(() => made.remove(), lasting + text.length * 30);
}

// complain shows why something was refused.
export const complain = (place) => (error) => toast(place, error.message);

// alertBox is a window to be closed.
export function alertBox(text) {
  byId('alert-text').textContent = text;
  const box = byId('alert');
  if (!box.open) box.showModal();
}

// ask asks something and tells whether the answer was yes; fields are put into the window.
export function ask(title, yes, ...fields) {
  const box = byId('ask');
  byId('ask-title').textContent = title;
  byId('ask-yes').textContent = yes;
  byId('ask-body').replaceChildren(...fields);
  box.returnValue = '';
  box.showModal();
  (box.querySelector('#ask-body input:not([type=checkbox]), #ask-body textarea') ?? byId('ask-yes')).focus();
  return new Promise((resolve) => {
    box.addEventListener('close', () => resolve(box.returnValue === 'yes'), { once: true });
  });
}
