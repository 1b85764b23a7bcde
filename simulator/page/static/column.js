import { get, post } from './api.js';
import { avatar, element, icon, place } from './element.js';
import { Composer } from './composer.js';
import { messageElement } from './message.js';
import { Presses } from './presses.js';
import { ask, complain, toast } from './toast.js';
import { day } from './time.js';

// How many messages stand in the page at once; how long typing is shown, how
// soon what is seen is read, ms.
const mostShown = 200;
const typingLasts = 5_000;
const readAfter = 250;

// Column is one open chat.
export class Column {
  constructor(person, house) {
    this.person = person;
    this.house = house; // bot, now(), and what it does for a column: close, focus, seen
    this.path = `/api/chats/${person.id}`;
    this.shown = new Map(); // message id → element
    this.waiting = []; // steps that came before the chat was read
    this.context = {
      botName: house.bot.name,
      now: house.now,
      starts: (address) => this.starts(address),
      send: (text) => this.composer.send(text),
      edit: (m) => this.composer.edit(m),
      show: (id) => this.shown.get(id)?.scrollIntoView({ block: 'center' }),
      push: (m, b, button) => this.push(m, b, button),
    };
    this.toasts = element('div', { class: 'toasts', role: 'status' });
    this.presses = new Presses(this.path, this.toasts);
    this.composer = new Composer(this);
    this.build();
    this.load();
  }

  build() {
    const { person } = this;
    this.list = element('div', { class: 'messages' });
    this.earlier = element('button', { type: 'button', class: 'earlier', hidden: true, onclick: () => this.loadEarlier() }, 'Раніші повідомлення');
    this.scroller = element('div', { class: 'scroller', role: 'log', tabindex: 0, 'aria-label': `Чат: ${person.name}` },
      element('div', { class: 'roll' }, this.earlier, this.list));
    this.typing = element('small', { class: 'typing', hidden: true }, 'друкує…');
    this.subtitle = element('small', {}, [person.post, person.unit].filter(Boolean).join(' · '));
    this.down = element('button', { type: 'button', class: 'icon down', hidden: true, 'aria-label': 'До останнього повідомлення',
      onclick: () => this.toBottom() }, icon('down'));
    this.pin = element('button', { type: 'button', class: 'pin', hidden: true });
    this.menu = element('div', { popover: true, class: 'menu' });
    const more = element('button', { type: 'button', class: 'icon', 'data-menu': true, 'aria-label': `Ще: ${person.name}`, onclick: () => this.openMenu(more) }, icon('more'));
    this.node = element('section', { class: 'column', 'data-column': person.id, 'aria-label': person.name },
      element('header', { class: 'head' }, avatar(person.id, person.name),
        element('div', { class: 'who' }, element('h2', {}, person.name), this.subtitle, this.typing),
        more,
        element('button', { type: 'button', class: 'icon', 'data-close': true, 'aria-label': `Закрити чат: ${person.name}`,
          onclick: () => this.house.close(this) }, icon('close'))),
      this.pin, this.scroller, this.down, this.toasts, this.composer.node, this.menu);
    this.node.addEventListener('focusin', () => this.house.focus(this));
    this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    // Asking the browser about sizes while the chat changes would make it lay
    // everything out again and again: it tells by itself.
    this.bottom = true;
    new IntersectionObserver(([entry]) => {
      this.visible = entry.isIntersecting;
      this.read();
    }).observe(this.scroller);
  }

  // load reads the chat as it is; what happened since is then put on top.
  async load() {
    this.loading = true;
    this.failed = false;
    try {
      const chat = await get(this.path);
      this.seq = chat.seq;
      this.shown.clear();
      this.list.replaceChildren();
      this.append(chat.messages);
      this.earlier.hidden = !chat.more;
      this.composer.show(chat);
      this.showPin(chat.pinned);
      this.blocked = chat.blocked;
      this.started = chat.started;
      this.unread = chat.unread > 0;
      this.read();
    } catch (error) {
      this.failed = true;
      toast(this.toasts, error.message);
    }
    this.loading = false;
    const steps = this.waiting;
    this.waiting = [];
    steps.forEach((step) => this.apply(step));
  }

  async loadEarlier() {
    const first = this.shown.keys().next().value ?? 0;
    this.earlier.hidden = true;
    try {
      const chat = await get(`${this.path}?before=${first}`);
      const later = [...this.shown];
      this.shown = new Map();
      this.append(chat.messages, this.list.firstChild);
      later.forEach(([id, node]) => this.shown.set(id, node));
      this.earlier.hidden = !chat.more;
    } catch (error) {
      toast(this.toasts, error.message);
      this.earlier.hidden = false;
    }
  }

  // append puts messages in, before a node or at the end, with a line where a day begins.
  append(messages, before = null) {
    const made = document.createDocumentFragment();
    let last = before ? '' : this.lastDay ?? '';
    if (!before && this.shown.size === 0) last = '';
    for (const m of messages) {
      const date = day(m.date * 1000);
      if (date !== last) {
        made.append(element('h3', { class: 'date' }, date));
        last = date;
      }
      const node = messageElement(m, this.context);
      this.shown.set(m.message_id, node);
      made.append(node);
    }
    if (before) {
      if (before.tagName === 'H3' && before.textContent === last) before.remove();
    } else {
      this.lastDay = last;
    }
    this.list.insertBefore(made, before?.isConnected ? before : before ? this.list.firstChild : null);
  }

  // apply changes what one step changes, and nothing else.
  apply(step) {
    if (this.loading) {
      this.waiting.push(step);
      return;
    }
    if (step.seq <= this.seq) return;
    this.seq = step.seq;
    if (step.message) this.put(step.message);
    step.gone?.forEach((id) => this.take(id));
    if (step.action) this.types();
    if (step.expired) this.presses.expired();
    if (step.reload) this.load();
  }

  put(m) {
    const old = this.shown.get(m.message_id);
    if (old) {
      const node = messageElement(m, this.context);
      const focused = old.contains(document.activeElement) ? document.activeElement.dataset.button : null;
      node.classList.add('changed');
      old.replaceWith(node);
      this.shown.set(m.message_id, node);
      if (focused) this.refocus(node, focused);
    } else {
      this.append([m]);
      if (!this.bottom && !m.from?.is_bot) this.toBottom();
      this.down.hidden = this.bottom;
      this.trim();
    }
    if (m.from?.is_bot) {
      this.types(false);
      if (m.board) this.composer.showBoard(m.board, m.message_id);
      if (!old) {
        this.unread = true;
        this.read();
      }
    } else if (!this.started || this.blocked) {
      this.started = true;
      this.blocked = false;
      this.composer.state(true, false);
    }
  }

  // refocus keeps the keyboard's place when the message under it changed.
  refocus(node, label) {
    const same = [...node.querySelectorAll('[data-button]')].find((b) => b.dataset.button === label);
    (same ?? node.querySelector('[data-button]') ?? this.scroller).focus({ preventScroll: true });
  }

  take(id) {
    this.shown.get(id)?.remove();
    this.shown.delete(id);
  }

  // trim forgets the oldest when there are too many; they can be read again.
  trim() {
    if (this.shown.size < mostShown * 1.2 || !this.bottom) return;
    while (this.shown.size > mostShown) {
      this.take(this.shown.keys().next().value);
      this.earlier.hidden = false;
    }
  }

  // The scroller grows upwards (column-reverse): its bottom is 0, and what is
  // added there is seen at once.
  toBottom() {
    this.scroller.scrollTop = 0;
    this.bottom = true;
    this.down.hidden = true;
  }

  scrolled() {
    this.bottom = this.scroller.scrollTop > -60;
    if (this.bottom) this.down.hidden = true;
    const fromTop = this.scroller.scrollHeight - this.scroller.clientHeight + this.scroller.scrollTop;
    if (fromTop < 200 && !this.earlier.hidden && !this.loading) this.loadEarlier();
  }

  // read tells that the messages were seen, soon and once for many.
  read() {
    if (!this.unread || !this.visible || document.hidden || this.reading) return;
    this.reading = setTimeout(() => {
      this.reading = null;
      this.unread = false;
      post(`${this.path}/read`, {}).then(() => this.house.seen(this.person), () => {});
    }, readAfter);
  }

  types(now = true) {
    this.typing.hidden = !now;
    this.subtitle.hidden = now;
    clearTimeout(this.typingEnds);
    if (now) this.typingEnds = setTimeout(() => this.types(false), typingLasts);
  }

  showPin(pinned) {
    this.pin.hidden = !pinned;
    if (!pinned) return;
    this.pin.replaceChildren(element('b', {}, 'Закріплене'), element('span', {}, pinned.text));
    this.pin.onclick = () => this.context.show(pinned.message_id);
  }

  // starts is the payload when the address opens this bot; null for any other.
  starts(address) {
    const found = new RegExp(`^(?:https?://)?t\\.me/${this.house.bot.username}(?:\\?start=([\\w-]*))?$`, 'i').exec(address);
    return found ? found[1] ?? '' : null;
  }

  // push does what the button is for.
  async push(m, b, button) {
    if (b.callback_data) {
      await this.presses.press(m.message_id, b.callback_data, button);
    } else if (b.url) {
      const start = this.starts(b.url);
      if (start !== null) this.composer.send(`/start ${start}`.trim());
      else if (/^(https?|tel|mailto):/i.test(b.url)) open(b.url, '_blank', 'noopener');
    } else if (b.copy_text) {
      await navigator.clipboard.writeText(b.copy_text.text).catch(() => {});
      toast(this.toasts, 'Скопійовано');
    } else if (b.switch_inline_query_current_chat !== undefined) {
      this.composer.type(`@${this.house.bot.username} ${b.switch_inline_query_current_chat}`);
    } else {
      toast(this.toasts, 'Такі кнопки ця сторінка не натискає.');
    }
  }

  openMenu(anchor) {
    const line = (text, does, attributes = {}) => element('button', { type: 'button', ...attributes,
      onclick: () => { this.menu.hidePopover(); does(); } }, text);
    this.menu.replaceChildren(
      this.blocked
        ? line('Розблокувати бота', () => this.block(false), { 'data-block': 'false' })
        : line('Заблокувати бота', () => this.block(true), { 'data-block': 'true', disabled: !this.started }),
      line('Відкрити бота за посиланням…', () => this.followLink(), { 'data-link': true }));
    this.menu.showPopover();
    place(this.menu, anchor);
    this.menu.querySelector('button:enabled').focus();
  }

  async block(blocked) {
    await post(`${this.path}/block`, { blocked }).catch(complain(this.toasts));
  }

  async followLink() {
    const input = element('input', { type: 'text', 'aria-label': 'Посилання або код', placeholder: `https://t.me/${this.house.bot.username}?start=…` });
    if (!await ask('Посилання, за яким відкривають бота', 'Відкрити', input)) return;
    const text = input.value.trim();
    const start = this.starts(text) ?? text;
    if (/^[\w-]*$/.test(start)) this.composer.send(`/start ${start}`.trim());
    else toast(this.toasts, 'Це не посилання на цього бота.');
  }
}
