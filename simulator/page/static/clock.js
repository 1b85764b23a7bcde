import { post } from './api.js';
import { byId, element } from './element.js';
import { brief, day, dayAndYear, field, hand, hours, left } from './time.js';

const words = {
  ask: 'запитання «за потреби»',
  remind: 'нагадування',
  missing: 'список тих, хто не подав',
  chase: 'нагадування після строку',
  digest: 'дайджест',
  deadline: 'строк подання планів',
};

// Clock is the council's clock on the right, with its timetable.
export class Clock {
  constructor(complain) {
    this.complain = complain;
    this.at = 0;
    this.clocks = [...document.querySelectorAll('[data-clock]')];
    byId('set').addEventListener('submit', (event) => {
      event.preventDefault();
      this.move({ at: byId('at').value });
    });
    this.switch = document.querySelector('[data-running]');
    this.switch.addEventListener('click', () => this.move({ running: !this.running }));
    byId('jumps').append(this.jump('hour', '+1 год', () => ({ add: '1h' })));
    setInterval(() => this.running && this.tick(), 1000);
  }

  now = () => this.at + (this.running ? performance.now() - this.since : 0);

  move(how) { return post('/api/clock', how).catch(this.complain); }

  show(status) {
    this.at = Date.parse(status.at);
    this.since = performance.now();
    this.running = status.running;
    this.switch.setAttribute('aria-checked', String(status.running));
    this.due = status.due.map((d) => ({ ...d, at: Date.parse(d.at) }));
    this.showJumps(status.jumps);
    this.showDue();
    if (document.activeElement !== byId('at')) byId('at').value = field(this.at);
    this.tick();
  }

  tick() {
    const now = this.now();
    for (const clock of this.clocks) {
      clock.textContent = clock.dataset.clock === 'full' ? hours(now) : `${hand(now)}`;
      clock.dateTime = new Date(now).toISOString();
    }
    byId('day').textContent = dayAndYear(now);
    const next = this.due.find((d) => d.what !== 'deadline');
    const deadline = this.due.find((d) => d.what === 'deadline');
    const say = (d, prefix) => d ? `${prefix}${brief(d.at)} · за ${left(d.at - now)}` : '—';
    document.querySelector('[data-deadline]').textContent = say(deadline, '');
    document.querySelector('[data-next]').textContent = say(next, next ? `${words[next.what]}, ` : '');
  }

  jump(name, label, how) {
    return element('button', { type: 'button', 'data-jump': name, onclick: () => this.move(how()) }, label);
  }

  showJumps(jumps) {
    const key = JSON.stringify(jumps);
    if (key === this.jumps) return;
    this.jumps = key;
    const place = byId('jumps');
    const focused = place.contains(document.activeElement) && document.activeElement.dataset.jump;
    const label = (j) => j.name === 'next' ? 'До наступної події' : `До ${hand(Date.parse(j.at))}`;
    place.replaceChildren(place.firstChild, ...jumps.map((j) => this.jump(j.name, label(j), () => ({ at: field(Date.parse(j.at)) }))));
    if (focused) place.querySelector(`[data-jump="${focused}"]`)?.focus();
  }

  showDue() {
    const key = JSON.stringify(this.due);
    if (key === this.shownDue) return;
    this.shownDue = key;
    const lines = [];
    let last = '';
    for (const d of this.due) {
      const date = day(d.at);
      if (date !== last) lines.push(element('li', { class: 'date' }, date));
      last = date;
      lines.push(element('li', { class: d.what, 'data-due': d.what },
        element('button', { type: 'button', title: 'Перейти до цього часу', onclick: () => this.move({ at: field(d.at) }) },
          element('time', { datetime: new Date(d.at).toISOString() }, hours(d.at)), element('span', {}, words[d.what] ?? d.what))));
    }
    byId('due').replaceChildren(...lines);
  }
}
