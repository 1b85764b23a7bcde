// element makes an HTML element: element('p', {class: 'x', onclick: f}, 'text', child).
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((c) => c !== undefined && c !== null && c !== false));
  return made;
}

const svg = 'http://www.w3.org/2000/svg';

// icon is one of the page's drawings, by the name of its symbol.
export function icon(name) {
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg, 'use');
  use.setAttribute('href', `#i-${name}`);
  drawing.append(use);
  return drawing;
}

export const byId = (id) => document.getElementById(id);

// place puts an open popover under or over the element that opened it.
export function place(popover, anchor) {
  const a = anchor.getBoundingClientRect();
  const p = popover.getBoundingClientRect();
  const below = a.bottom + 6 + p.height < innerHeight;
  popover.style.left = `${Math.max(8, Math.min(a.left, innerWidth - p.width - 8))}px`;
  popover.style.top = `${Math.max(8, below ? a.bottom + 6 : a.top - p.height - 6)}px`;
}

// avatar is a person's picture: their initials on a colour of their own.
export function avatar(id, name) {
  const initials = name.split(' ').slice(0, 2).map((word) => word[0]).join('');
  return element('span', { class: 'avatar', 'data-hue': Math.abs(id) % 7, 'aria-hidden': 'true' }, initials);
}
