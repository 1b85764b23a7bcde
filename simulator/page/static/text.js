import { element } from './element.js';
import { dayAndYear, hours, timed } from './time.js';

// formatted is a message's text with its entities as nodes. What is unknown
// stays text.
export function formatted(text, entities = [], context) {
  const whole = document.createDocumentFragment();
  const sorted = entities
    .filter((e) => e.length > 0 && e.offset >= 0 && e.offset < text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  fill(whole, text, 0, text.length, sorted, context);
  return whole;
}

// fill puts the text between two places into parent, entities within entities.
function fill(parent, text, from, to, entities, context) {
  let at = from;
  let afterBlock = false;
  let rest = entities;
  const plain = (until, beforeBlock) => {
    let part = text.slice(at, until);
    // A block stands on lines of its own: the line breaks around it are its.
    if (afterBlock && part.startsWith('\n')) part = part.slice(1);
    if (beforeBlock && part.endsWith('\n')) part = part.slice(0, -1);
    if (part) parent.append(part);
  };
  while (rest.length > 0) {
    const e = rest[0];
    const end = Math.min(e.offset + e.length, to);
    const inner = rest.slice(1).filter((x) => x.offset < end);
    rest = rest.slice(1).filter((x) => x.offset >= end);
    if (e.offset < at) continue;
    const block = blocks.has(e.type);
    plain(e.offset, block);
    const node = (shapes[e.type] || shapes.unknown)(e, text.slice(e.offset, end), context);
    if (node.dataset?.own !== 'text') fill(node.firstElementChild ?? node, text, e.offset, end, inner, context);
    parent.append(node);
    at = end;
    afterBlock = block;
  }
  plain(to, false);
}

const blocks = new Set(['pre', 'blockquote', 'expandable_blockquote']);

const simple = (tag) => () => element(tag);

const shapes = {
  bold: simple('b'),
  italic: simple('i'),
  underline: simple('u'),
  strikethrough: simple('s'),
  code: simple('code'),
  blockquote: simple('blockquote'),
  custom_emoji: simple('span'),
  unknown: simple('span'),
  mention: () => element('span', { class: 'link' }),
  hashtag: () => element('span', { class: 'link' }),
  cashtag: () => element('span', { class: 'link' }),
  text_mention: () => element('span', { class: 'link' }),
  pre: (e) => element('pre', { 'data-language': e.language, tabindex: 0 }),
  spoiler: () => element('span', { class: 'spoiler', role: 'button', tabindex: 0, 'aria-label': 'Прихований текст: показати',
    onclick: reveal, onkeydown: (event) => (event.key === 'Enter' || event.key === ' ') && reveal(event) }, element('span', { class: 'veiled' })),
  expandable_blockquote: () => element('blockquote', { class: 'folded', tabindex: 0, role: 'button', 'aria-expanded': 'false',
    onclick: unfold, onkeydown: (event) => event.key === 'Enter' && unfold(event) }),
  text_link: (e, text, context) => link(e.url, context),
  url: (e, text, context) => link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, context),
  email: (e, text, context) => link(`mailto:${text}`, context),
  phone_number: (e, text, context) => link(`tel:${text}`, context),
  bot_command: (e, text, context) => element('button', { type: 'button', class: 'link', onclick: () => context.send(text) }),
  date_time: (e, text, context) => {
    const at = e.unix_time * 1000;
    const words = e.date_time_format ? timed(at, e.date_time_format, context.now()) : text;
    return element('time', { 'data-own': 'text', datetime: new Date(at).toISOString(), class: 'link',
      title: `${dayAndYear(at)}, ${hours(at)}` }, words);
  },
};

function reveal(event) {
  const hidden = event.currentTarget;
  if (hidden.classList.contains('seen')) return;
  event.preventDefault();
  hidden.classList.add('seen');
  for (const name of ['role', 'tabindex', 'aria-label']) hidden.removeAttribute(name);
}

function unfold(event) {
  const folded = event.currentTarget.classList.toggle('folded');
  event.currentTarget.setAttribute('aria-expanded', String(!folded));
}

const known = /^(https?|mailto|tel):/i;

// link opens elsewhere; one to the bot itself starts it, as Telegram does.
function link(address, context) {
  const start = context.starts(address);
  if (start !== null) {
    return element('button', { type: 'button', class: 'link', onclick: () => context.send(`/start ${start}`.trim()) });
  }
  if (!known.test(address)) return element('span', { class: 'link', title: address });
  return element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' });
}
