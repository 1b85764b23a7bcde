import { post } from './api.js';
import { alertBox, toast } from './toast.js';

// How long a button spins before Telegram's clients give up, ms.
const patience = 15_000;

// How many answers are kept that came before the server told their press.
const mostEarly = 20;

// Presses are the buttons of one chat that wait for the bot's answer.
export class Presses {
  constructor(path, toasts) {
    this.path = path;
    this.toasts = toasts;
    this.waiting = new Map(); // press → what stops its button
    this.early = new Map(); // press → answer
  }

  async press(message, data, button) {
    if (button.getAttribute('aria-busy')) return;
    button.setAttribute('aria-busy', 'true');
    const stop = () => button.removeAttribute('aria-busy');
    try {
      const { press } = await post(`${this.path}/press`, { message, data });
      const timer = setTimeout(() => this.giveUp(press), patience);
      this.waiting.set(press, () => { clearTimeout(timer); stop(); });
      const answer = this.early.get(press);
      if (answer) this.answered(answer);
    } catch (error) {
      stop();
      toast(this.toasts, error.message);
    }
  }

  // answered shows the bot's answer, if it is to a press of this chat's.
  answered(answer) {
    if (!this.waiting.has(answer.press)) {
      this.early.set(answer.press, answer);
      if (this.early.size > mostEarly) this.early.delete(this.early.keys().next().value);
      return;
    }
    this.settle(answer.press);
    if (answer.alert && answer.text) alertBox(answer.text);
    else if (answer.text) toast(this.toasts, answer.text, 'bot');
    if (answer.url && /^https?:/i.test(answer.url)) open(answer.url, '_blank', 'noopener');
  }

  // expired: the bot can no longer answer what was pressed so far.
  expired() { [...this.waiting.keys()].forEach((press) => this.giveUp(press)); }

  giveUp(press) {
    this.settle(press);
    toast(this.toasts, 'Бот не відповів.');
  }

  settle(press) {
    this.waiting.get(press)();
    this.waiting.delete(press);
    this.early.delete(press);
  }
}
