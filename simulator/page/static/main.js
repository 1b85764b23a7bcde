import { get, listen, post } from './api.js';
import { byId, element, place } from './element.js';
import { Clock } from './clock.js';
import { Column } from './column.js';
import { People } from './people.js';
import { Weather } from './weather.js';
import { Wire } from './wire.js';
import { setZone } from './time.js';
import { toast } from './toast.js';
import { startTheme } from './theme.js';

const toasts = element('div', { class: 'toasts page', role: 'status' });
document.body.append(toasts);
const complain = (error) => toast(toasts, error.message);

const clock = new Clock(complain);
const weather = new Weather(complain);
const wire = new Wire();
const people = new People((person, beside) => {
  openChat(person, beside);
  // Whoever has a keyboard goes on typing; a phone's would cover the chat.
  if (!matchMedia('(pointer: coarse)').matches) active.composer.focus();
});

let scene;
let columns = [];
let active;
let playing = '';
let wanted = new URLSearchParams(location.search).get('story');

// --- What is open

function openChat(person, beside) {
  document.body.dataset.tab = 'chats';
  const there = columns.find((c) => c.person.id === person.id);
  if (there) {
    focusOn(there);
    there.read();
  } else {
    const column = new Column(person, house());
    const place = beside || !active ? columns.length : columns.indexOf(active);
    const replaced = columns.splice(place, beside ? 0 : 1, column)[0];
    if (replaced) replaced.node.replaceWith(column.node);
    else byId('columns').append(column.node);
    focusOn(column);
  }
  arrange();
}

const house = () => ({ bot: scene.bot, now: clock.now, close: closeChat, focus: focusOn, seen });

function seen(person) {
  people.unread(person.id, 0);
  people.total();
}

function closeChat(column) {
  const at = columns.indexOf(column);
  columns.splice(at, 1);
  column.node.remove();
  active = undefined;
  if (columns.length > 0) focusOn(columns[Math.max(0, at - 1)]);
  arrange();
}

function focusOn(column) {
  if (active === column) return;
  active = column;
  for (const c of columns) c.node.classList.toggle('active', c === column);
  people.mark(columns.map((c) => c.person.id), column.person.id);
  for (const tab of byId('strip').children) tab.setAttribute('aria-pressed', String(Number(tab.dataset.strip) === column.person.id));
}

// arrange tells everybody what is open.
function arrange() {
  const ids = columns.map((c) => c.person.id);
  byId('empty').hidden = ids.length > 0;
  byId('strip').replaceChildren(...columns.map((c) => element('button', { type: 'button', 'data-strip': c.person.id,
    'aria-pressed': String(c === active), onclick: () => { focusOn(c); c.read(); } }, c.person.name.split(' ').slice(0, 2).join(' '))));
  byId('strip').classList.toggle('many', ids.length > 1);
  people.mark(ids, active?.person.id);
  wire.chats(columns.map((c) => c.person));
  history.replaceState(null, '', ids.length > 0 ? `#${ids.join(',')}` : '#');
}

function openOnly(ids) {
  columns.forEach((c) => c.node.remove());
  columns = [];
  active = undefined;
  const known = ids.map((id) => scene.people.find((p) => p.id === id)).filter(Boolean);
  const tab = document.body.dataset.tab;
  known.forEach((p) => openChat(p, true));
  if (tab !== 'chats' && !wide()) document.body.dataset.tab = tab;
  if (known.length > 0) focusOn(columns[0]);
  arrange();
}

const wide = () => matchMedia('(min-width: 760px)').matches;

// --- What comes over the stream

let latest; // status
let queue = [];
let drawing = false;

// How much one frame may change: ms of work, and messages, whose layout comes
// after; the rest waits for the next one.
const budget = 8;
const mostAtOnce = 6;

function draw() {
  const end = performance.now() + budget;
  let posted = 0;
  while (queue.length > 0 && posted < mostAtOnce && performance.now() < end) {
    try {
      posted += apply(queue.shift());
    } catch (error) {
      console.error(error); // one change that cannot be shown must not stop the others
    }
  }
  people.total();
  wire.draw();
  if (queue.length > 0) requestAnimationFrame(draw);
  else drawing = false;
}

// enqueue keeps the order in which things happened.
function enqueue(change) {
  queue.push(change);
  if (drawing) return;
  drawing = true;
  ready.then(() => requestAnimationFrame(draw));
}

// apply makes one change, and says how many messages that put into the page.
function apply(step) {
  if (step.status) {
    showStatus(step.status);
    return 0;
  }
  if (step.line) wire.add(step.line);
  if (step.unread !== undefined) people.unread(step.chat, step.unread);
  if (step.answer) columns.forEach((c) => c.presses.answered(step.answer));
  let posted = 0;
  for (const c of columns) {
    if (step.chat !== c.person.id && (step.chat || !step.reload)) continue;
    c.apply(step);
    if (step.message) posted++;
  }
  return posted;
}

async function begin(hello) {
  const fresh = scene?.epoch !== hello.epoch;
  if (!fresh && hello.resumed) {
    columns.forEach((c) => c.failed && c.load());
    return;
  }
  const restarted = scene && fresh;
  const open = scene ? columns.map((c) => c.person.id) : fromAddress();
  queue = [];
  scene = await get('/api/scene');
  setZone(scene.zone);
  people.show(scene.people);
  showStories();
  await wire.show(new Map(scene.people.map((p) => [p.id, p.name.split(' ')[0]])), scene.log);
  openOnly(open.length > 0 ? open : scene.stories[0]?.open.slice(0, wide() ? 2 : 1) ?? []);
  if (latest) showStatus(latest);
  if (restarted && !playing) toast(toasts, 'Демонстрація почалася заново: усе прочитано ще раз.');
}

const fromAddress = () => location.hash.slice(1).split(',').map(Number).filter(Boolean);

let ready = Promise.resolve();

listen({
  hello: (hello) => {
    connected(true);
    ready = begin(hello).catch(complain);
  },
  status: (status) => enqueue({ status }),
  step: enqueue,
  lost: () => connected(false),
});

function showStatus(status) {
  latest = status;
  playing = status.playing ?? '';
  document.body.toggleAttribute('data-playing', Boolean(playing));
  banner(playing ? `Грає історія: ${playing}…` : status.problem || (status.bot.running ? '' : 'Бот не працює: ніхто не відповість, доки його не запустити.'));
  clock.show(status);
  weather.show(status);
  people.allUnread(status.unread);
  if (wanted) tell(wanted);
}

let lostSince;

function connected(live) {
  document.body.dataset.connection = live ? 'live' : 'lost';
  clearTimeout(lostSince);
  if (live) byId('connection').textContent = '';
  else lostSince = setTimeout(() => { byId('connection').textContent = 'Немає зв’язку. Пробую ще…'; }, 1000);
}

function banner(text) {
  const line = byId('banner');
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
  line.toggleAttribute('data-playing', Boolean(playing));
}

// --- Stories, tabs

async function tell(name) {
  wanted = null;
  byId('stories').hidePopover?.();
  try {
    const story = await post('/api/story', { name });
    history.replaceState(null, '', location.pathname);
    openOnly(story.open);
  } catch (error) {
    complain(error);
  }
}

function showStories() {
  byId('stories').replaceChildren(element('p', { class: 'hint' }, 'Усе починається заново і грає до обраного часу.'),
    ...scene.stories.map((s) => element('button', { type: 'button', 'data-story': s.name, onclick: () => tell(s.name) }, s.title)));
}

// Escape leads from a chat back to its person in the list.
byId('columns').addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented && active) people.focus(active.person.id);
});

byId('stories').addEventListener('toggle', (event) => event.newState === 'open' && place(byId('stories'), byId('stories-button')));

for (const tab of document.querySelectorAll('[data-go]')) {
  tab.addEventListener('click', () => {
    document.body.dataset.tab = tab.dataset.go;
    if (tab.dataset.go === 'chats') active?.read();
  });
}

new MutationObserver(() => {
  for (const tab of document.querySelectorAll('[data-go]')) tab.setAttribute('aria-pressed', String(tab.dataset.go === document.body.dataset.tab));
}).observe(document.body, { attributes: true, attributeFilter: ['data-tab'] });

document.addEventListener('visibilitychange', () => !document.hidden && columns.forEach((c) => c.read()));

startTheme(byId('theme'));
