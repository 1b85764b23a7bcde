import { get } from './api.js';
import { byId, element } from './element.js';
import { seconds } from './time.js';

// Wire is the log of what went between the bot and Telegram, the latest first.
export class Wire {
  constructor() {
    this.fresh = []; // oldest first
    this.most = 200;
    this.names = new Map();
    this.list = byId('log');
    this.panel = byId('wire');
    byId('filter').addEventListener('change', () => this.load());
    this.panel.addEventListener('toggle', () => this.panel.open && this.load());
  }

  // show begins anew: names are the people's, by id.
  show(names, most) {
    this.names = names;
    this.most = most;
    return this.load();
  }

  // chats are what can be filtered by.
  chats(people) {
    const filter = byId('filter');
    const chosen = filter.value;
    filter.replaceChildren(element('option', { value: '' }, 'усі чати'),
      ...people.map((p) => element('option', { value: p.id }, p.name)));
    filter.value = people.some((p) => String(p.id) === chosen) ? chosen : '';
    if (filter.value !== chosen) this.load();
  }

  async load() {
    const chat = byId('filter').value;
    this.fresh = [];
    this.list.replaceChildren();
    try {
      const lines = await get(`/api/log${chat ? `?chat=${chat}` : ''}`);
      this.last = lines.at(-1)?.seq ?? 0;
      this.fresh = [...lines, ...this.fresh.filter((l) => l.seq > this.last)];
    } catch {
      // The page says already that the server does not answer.
    }
    this.draw();
  }

  add(line) {
    const chat = byId('filter').value;
    if (!this.panel.open || chat && String(line.chat) !== chat) return;
    this.fresh.push(line);
    if (this.fresh.length > this.most) this.fresh.shift();
  }

  // draw puts what is fresh on top and forgets what is too old.
  draw() {
    if (this.fresh.length === 0) {
      byId('quiet-wire').hidden = this.list.childElementCount > 0;
      return;
    }
    this.list.prepend(...this.fresh.reverse().map((line) => this.row(line)));
    this.fresh = [];
    while (this.list.childElementCount > this.most) this.list.lastChild.remove();
    byId('quiet-wire').hidden = true;
  }

  row(line) {
    const what = line.kind === 'call' ? line.name : line.kind === 'update' ? line.name : `${line.name}: не дочекалося`;
    const who = this.names.get(line.chat);
    const details = element('details', { 'data-line': line.seq, 'data-kind': line.kind },
      element('summary', {},
        element('time', {}, seconds(Date.parse(line.at))),
        element('b', { title: line.kind === 'call' ? 'бот → Telegram' : 'Telegram → бот' }, `${line.kind === 'call' ? '←' : '→'} ${what}`),
        !line.ok && line.code ? element('em', {}, String(line.code)) : '',
        element('small', {}, [who, line.note].filter(Boolean).join(' · '))));
    details.addEventListener('toggle', () => details.open && unfold(details, line.seq), { once: true });
    return element('li', { class: line.ok ? '' : 'failed' }, details);
  }
}

async function unfold(details, seq) {
  const whole = element('pre', { tabindex: 0, 'aria-label': 'JSON' }, '…');
  details.append(whole);
  try {
    whole.textContent = JSON.stringify(await get(`/api/log/${seq}`), null, 2);
  } catch (error) {
    whole.textContent = error.message;
  }
}
