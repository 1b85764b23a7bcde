import { avatar, byId, element, icon } from './element.js';

// People is the list on the left: the council by groups, with what is unread.
export class People {
  constructor(open) {
    this.open = open; // (person, beside)
    this.rows = new Map(); // id → {row, button, badge, person}
    this.search = document.querySelector('[data-search]');
    this.search.addEventListener('input', () => this.filter());
    this.search.addEventListener('keydown', (event) => this.searchKey(event));
    byId('list').addEventListener('keydown', (event) => this.listKey(event));
  }

  show(people) {
    const groups = Map.groupBy ? Map.groupBy(people, (p) => p.group) : grouped(people);
    this.rows.clear();
    const sections = [...groups].map(([name, members], i) => element('section', { 'aria-labelledby': `group-${i}` },
      element('h2', { id: `group-${i}` }, name),
      element('ul', {}, ...members.map((p) => this.row(p)))));
    byId('list').replaceChildren(...sections);
    this.tabStop(this.visible()[0]);
    this.filter();
  }

  row(p) {
    const badge = element('b', { class: 'badge', 'data-unread': true, hidden: true });
    const button = element('button', { type: 'button', class: 'person', 'data-person': p.id, tabindex: -1, onclick: (event) => this.open(p, event.shiftKey) },
      avatar(p.id, p.name),
      element('span', { class: 'who' }, element('b', {}, p.name), element('small', {}, p.post), p.unit && !p.post.includes(p.unit) && element('small', {}, p.unit)),
      badge);
    const beside = element('button', { type: 'button', class: 'icon beside', 'data-beside': true, tabindex: -1,
      'aria-label': `Відкрити поруч: ${p.name}`, title: 'Відкрити поруч', onclick: () => this.open(p, true) }, icon('beside'));
    const row = element('li', {}, button, beside);
    this.rows.set(p.id, { row, button, badge, beside, person: p });
    return row;
  }

  // unread shows the number of unread messages of one person.
  unread(id, n) {
    const entry = this.rows.get(id);
    if (!entry || entry.count === n) return;
    entry.count = n;
    entry.badge.hidden = !n;
    entry.badge.textContent = n > 99 ? '99+' : n || '';
    entry.badge.title = n ? `Непрочитаних: ${n}` : '';
  }

  allUnread(counts) {
    for (const id of this.rows.keys()) this.unread(id, counts[id] ?? 0);
    this.total();
  }

  total() {
    const n = [...this.rows.values()].filter((entry) => entry.count).length;
    const badge = byId('all-unread');
    badge.hidden = n === 0;
    badge.textContent = n;
  }

  // mark shows whose chats are open, and which one is in use.
  mark(openIds, activeId) {
    for (const [id, { button, row }] of this.rows) {
      row.classList.toggle('open', openIds.includes(id));
      row.classList.toggle('current', id === activeId);
      if (id === activeId) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  }

  filter() {
    const words = this.search.value.toLocaleLowerCase('uk').split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { row, person } of this.rows.values()) {
      const text = `${person.name} ${person.post} ${person.unit ?? ''} ${person.group}`.toLocaleLowerCase('uk').replaceAll("'", '’');
      row.hidden = !words.every((word) => text.includes(word.replaceAll("'", '’')));
      if (!row.hidden) found++;
    }
    for (const section of byId('list').children) section.hidden = ![...section.querySelectorAll('li')].some((row) => !row.hidden);
    byId('nobody').hidden = found > 0 || this.rows.size === 0;
    this.tabStop(this.visible()[0]);
  }

  visible() { return [...this.rows.values()].filter((entry) => !entry.row.hidden); }

  focus(id) {
    const entry = this.rows.get(id);
    if (!entry || entry.row.hidden) {
      this.search.focus();
    } else {
      this.tabStop(entry);
      entry.button.focus();
    }
  }

  // tabStop is the one row that Tab comes to; arrows go to the others.
  tabStop(entry) {
    for (const other of [this.stop, entry]) {
      other?.button.setAttribute('tabindex', other === entry ? 0 : -1);
      other?.beside.setAttribute('tabindex', other === entry ? 0 : -1);
    }
    this.stop = entry;
  }

  searchKey(event) {
    if (event.key === 'Escape' && this.search.value) {
      this.search.value = '';
      this.filter();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.visible()[0]?.button.focus();
    } else if (event.key === 'Enter' && this.visible().length > 0) {
      this.open(this.visible()[0].person, event.shiftKey);
    }
  }

  listKey(event) {
    const rows = this.visible();
    const at = rows.findIndex(({ row }) => row.contains(event.target));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === 'Escape' || to === -1) {
      this.search.focus();
    } else if (rows[to]) {
      this.tabStop(rows[to]);
      rows[to].button.focus();
    } else {
      return;
    }
    event.preventDefault();
  }
}

function grouped(people) {
  const groups = new Map();
  for (const p of people) groups.set(p.group, [...(groups.get(p.group) ?? []), p]);
  return groups;
}
