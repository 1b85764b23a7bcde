import { post, upload } from './api.js';
import { element, icon, place } from './element.js';
import { ask, complain, toast } from './toast.js';

// Composer is where a person writes: the field, the menu of commands, files,
// and the reply keyboard under them.
export class Composer {
  constructor(column) {
    this.column = column;
    this.path = column.path;
    const name = column.person.name;
    this.input = element('textarea', { 'data-input': true, rows: 1, placeholder: 'Повідомлення', 'aria-label': `Повідомлення від: ${name}`,
      maxlength: 40960, enterkeyhint: 'send', oninput: () => this.grow(), onkeydown: (event) => this.key(event) });
    this.commands = element('div', { popover: true, class: 'menu commands', 'aria-label': 'Команди' });
    this.slash = element('button', { type: 'button', class: 'icon slash', 'data-commands': true, 'aria-label': 'Команди бота', hidden: true, onclick: () => this.openCommands() }, '/');
    this.file = element('input', { type: 'file', class: 'sr', 'data-attach': true, 'aria-label': `Надіслати файл від: ${name}`, tabindex: -1, onchange: () => this.attach() });
    this.toggle = element('button', { type: 'button', class: 'icon', 'aria-label': 'Клавіатура бота', 'aria-expanded': 'true', hidden: true, onclick: () => this.toggleBoard() }, icon('keys'));
    this.note = element('p', { class: 'editing', hidden: true });
    this.form = element('form', { class: 'compose' },
      this.slash,
      element('button', { type: 'button', class: 'icon', 'aria-label': 'Надіслати файл', onclick: () => this.file.click() }, icon('attach')), this.file,
      this.input, this.toggle,
      element('button', { class: 'icon send', 'data-send': true, 'aria-label': 'Надіслати' }, icon('send')));
    this.form.addEventListener('submit', (event) => { event.preventDefault(); this.submit(); });
    this.start = element('button', { type: 'button', class: 'wide', 'data-start': true, hidden: true, onclick: () => this.send('/start') }, 'Розпочати');
    this.unblock = element('button', { type: 'button', class: 'wide', 'data-unblock': true, hidden: true, onclick: () => column.block(false) }, 'Розблокувати');
    this.board = element('div', { class: 'board', hidden: true, role: 'group', 'aria-label': 'Клавіатура бота' });
    this.node = element('footer', { class: 'foot' }, this.note, this.form, this.start, this.unblock, this.board, this.commands);
  }

  // show puts the chat's state into the foot.
  show(chat) {
    this.slash.hidden = chat.commands.length === 0;
    this.commands.replaceChildren(...chat.commands.map((c) => element('button', { type: 'button', 'data-command': c.command,
      onclick: () => { this.commands.hidePopover(); this.send(`/${c.command}`); } },
    element('b', {}, `/${c.command}`), element('span', {}, c.description))));
    this.showBoard(chat.board ?? { remove_keyboard: true });
    this.state(chat.started, chat.blocked);
  }

  state(started, blocked) {
    this.start.hidden = started || blocked;
    this.unblock.hidden = !blocked;
    this.form.hidden = !started || blocked;
    if (this.form.hidden) this.board.hidden = true;
  }

  showBoard(board, message) {
    this.replyTo = board.force_reply ? message : undefined;
    const rows = board.keyboard ?? [];
    this.once = board.one_time_keyboard;
    this.input.placeholder = board.input_field_placeholder || 'Повідомлення';
    this.board.replaceChildren(...rows.map((row) => element('div', { class: 'keyrow' }, ...row.map((key) => this.replyKey(key)))));
    this.toggle.hidden = rows.length === 0;
    this.board.hidden = rows.length === 0;
    this.toggle.setAttribute('aria-expanded', 'true');
    if (board.force_reply) this.input.focus();
  }

  replyKey(key) {
    const requests = key.request_contact ? 'contact' : key.request_location ? 'location' : undefined;
    return element('button', { type: 'button', class: 'key', 'data-key': key.text, 'data-requests': requests, 'data-style': key.style,
      onclick: () => this.tap(key) }, element('span', {}, key.text));
  }

  async tap(key) {
    const asked = { contact: 'Поділитися своїм номером телефону з ботом?', location: 'Надіслати боту геопозицію?' };
    const what = key.request_contact ? 'contact' : key.request_location ? 'location' : null;
    if (this.once) this.toggleBoard(false);
    if (!what) {
      await this.send(key.text);
    } else if (await ask(asked[what], 'Надіслати')) {
      await post(`${this.path}/${what}`, {}).catch(complain(this.column.toasts));
    }
  }

  toggleBoard(shown = this.board.hidden) {
    this.board.hidden = !shown;
    this.toggle.setAttribute('aria-expanded', String(shown));
  }

  openCommands() {
    this.commands.showPopover();
    place(this.commands, this.slash);
    this.commands.querySelector('button')?.focus();
  }

  key(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
    if (event.key === 'Escape' && this.changing) {
      event.preventDefault();
      this.edit(null);
    }
  }

  // focus goes to what one does here next.
  focus() {
    const next = [this.input, this.start, this.unblock].find((e) => !e.closest('[hidden]'));
    next?.focus();
  }

  // grow makes the field as high as its text, up to what the style allows.
  grow() {
    this.input.style.height = 'auto';
    this.input.style.height = `${this.input.scrollHeight}px`;
  }

  type(text) {
    this.input.value = text;
    this.grow();
    this.input.focus();
  }

  // edit begins to change a message that was sent; null ends that.
  edit(m) {
    this.changing = m;
    this.note.hidden = !m;
    this.note.textContent = m ? 'Зміна повідомлення · Esc — залишити як є' : '';
    this.type(m ? m.text : '');
  }

  async submit() {
    const text = this.input.value;
    if (!text.trim()) return;
    const changing = this.changing;
    this.edit(null);
    const ok = changing ? await this.change(changing, text) : await this.send(text);
    if (!ok && !this.input.value.trim()) this.type(text);
  }

  change(m, text) { return this.post({ edit: m.message_id, text }); }

  send(text) {
    const to = this.replyTo;
    this.replyTo = undefined;
    return this.post({ text, reply_to: to });
  }

  async post(body) {
    try {
      await post(`${this.path}/messages`, body);
      return true;
    } catch (error) {
      toast(this.column.toasts, error.message);
      return false;
    }
  }

  // attach sends the file that was chosen, with a caption if one is given.
  async attach() {
    const file = this.file.files[0];
    if (!file) return;
    const caption = element('input', { type: 'text', maxlength: 1024, 'aria-label': 'Підпис', placeholder: 'Підпис' });
    const picture = /^image\/(png|jpeg)$/.test(file.type);
    const photo = element('input', { type: 'checkbox', checked: true });
    const fields = [element('p', { class: 'chosen' }, file.name), caption];
    if (picture) fields.push(element('label', { class: 'row' }, photo, element('span', {}, 'як фото')));
    if (await ask('Надіслати файл', 'Надіслати', ...fields)) {
      const form = new FormData();
      form.set('file', file);
      form.set('caption', caption.value);
      form.set('as', picture && photo.checked ? 'photo' : 'document');
      await upload(`${this.path}/files`, form).catch(complain(this.column.toasts));
    }
    this.file.value = '';
  }
}
