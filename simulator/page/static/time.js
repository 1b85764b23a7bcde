// Times of the council: the zone is the council's, wherever the browser is.
let zone;
let styles;

export function setZone(name) {
  zone = name;
  try {
    new Intl.DateTimeFormat('uk-UA', { timeZone: zone });
  } catch {
    zone = undefined; // the browser does not know it: its own
  }
  const style = (options) => new Intl.DateTimeFormat('uk-UA', { timeZone: zone, ...options });
  const hm = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  styles = {
    time: style(hm),
    seconds: style({ ...hm, second: '2-digit' }),
    day: style({ weekday: 'long', day: 'numeric', month: 'long' }),
    year: style({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    weekday: style({ weekday: 'short' }),
    fullWeekday: style({ weekday: 'long' }),
    date: style({ day: '2-digit', month: '2-digit' }),
    shortDate: style({ day: '2-digit', month: '2-digit', year: 'numeric' }),
    longDate: style({ day: 'numeric', month: 'long', year: 'numeric' }),
    field: new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', ...hm }),
  };
}

const as = (name) => (at) => styles[name].format(at);

export const hours = as('time');
export const seconds = as('seconds');
export const day = as('day');
export const dayAndYear = as('year');
// field is the value of a datetime-local field.
export const field = (at) => styles.field.format(at).replace(' ', 'T');
// brief is "ср 25.11, 12:00".
export const brief = (at) => `${as('weekday')(at)} ${as('date')(at)}, ${hours(at)}`;
// hand is "ср 12:00".
export const hand = (at) => `${as('weekday')(at)} ${hours(at)}`;

const units = [['day', 86400e3], ['hour', 3600e3], ['minute', 60e3]];

// relative is "за 2 години" or "3 дні тому".
export function relative(at, now) {
  const words = new Intl.RelativeTimeFormat('uk-UA', { numeric: 'always' });
  const distance = at - now;
  for (const [unit, size] of units) {
    if (Math.abs(distance) >= size) return words.format(Math.trunc(distance / size), unit);
  }
  return distance < 0 ? 'щойно' : 'за мить';
}

// left is "1 год 5 хв".
export function left(distance) {
  const minutes = Math.ceil(distance / 60e3);
  const d = Math.floor(minutes / 1440);
  const h = Math.floor(minutes % 1440 / 60);
  return [d && `${d} дн`, h && `${h} год`, !d && minutes % 60 && `${minutes % 60} хв`].filter(Boolean).join(' ') || 'зараз';
}

// timed is how Telegram shows tg-time: r is relative, otherwise w, d or D, t or T.
export function timed(at, format, now) {
  if (format.toLowerCase() === 'r') return relative(at, now);
  const parts = [];
  if (/w/i.test(format)) parts.push(as('fullWeekday')(at));
  if (format.includes('D')) parts.push(as('longDate')(at));
  else if (format.includes('d')) parts.push(as('shortDate')(at));
  if (format.includes('T')) parts.push(seconds(at));
  else if (format.includes('t')) parts.push(hours(at));
  return parts.join(', ');
}
