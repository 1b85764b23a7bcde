import { post } from './api.js';
import { byId } from './element.js';

// How long a slow Telegram takes to answer, ms.
const slow = 3000;

// Weather is what can go wrong, to be switched on and off.
export class Weather {
  constructor(complain) {
    const set = (path, body) => post(path, body).catch(complain);
    this.down = document.querySelector('[data-weather="down"]');
    this.slow = document.querySelector('[data-weather="slow"]');
    this.kill = document.querySelector('[data-bot="kill"]');
    this.restart = document.querySelector('[data-bot="restart"]');
    this.down.onclick = () => set('/api/weather', { down: !on(this.down) });
    this.slow.onclick = () => set('/api/weather', { slow: on(this.slow) ? 0 : slow });
    this.kill.onclick = () => set('/api/bot', { running: false });
    this.restart.onclick = () => set('/api/bot', { running: true });
    byId('limit').addEventListener('submit', (event) => {
      event.preventDefault();
      set('/api/weather', { limit: Number(byId('calls').value) });
    });
  }

  show({ weather, bot, limited, playing }) {
    this.down.setAttribute('aria-checked', String(weather.down));
    this.slow.setAttribute('aria-checked', String(weather.slow > 0));
    byId('limited').hidden = !limited;
    byId('limited').textContent = `Ще буде відхилено викликів: ${limited}`;
    const state = byId('bot-state');
    state.dataset.botState = bot.running ? 'running' : 'stopped';
    state.textContent = bot.running ? 'Бот працює' : 'Бот не працює';
    this.kill.disabled = !bot.running;
    this.restart.disabled = bot.running;
    byId('bot-log').hidden = bot.running || Boolean(playing);
    byId('bot-log').textContent = `Журнал бота: ${bot.log}`;
  }
}

const on = (button) => button.getAttribute('aria-checked') === 'true';
