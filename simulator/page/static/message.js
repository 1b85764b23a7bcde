import { element, icon } from './element.js';
import { formatted } from './text.js';
import { hours, dayAndYear } from './time.js';

// messageElement is one message of a chat with its buttons.
export function messageElement(m, context) {
  const service = serviceText(m);
  if (service) {
    return element('article', { class: 'message service', 'data-message': m.message_id, 'data-from': 'service' },
      element('p', {}, service));
  }
  const bot = m.from?.is_bot;
  const who = bot ? context.botName : 'Ви';
  const made = element('article', {
    class: `message ${bot ? 'in' : 'out'}`,
    'data-message': m.message_id,
    'data-from': bot ? 'bot' : 'person',
    'data-edited': Boolean(m.edit_date),
    'data-silent': Boolean(m.silent),
    'aria-label': `${who}, ${hours(m.date * 1000)}`,
  }, bubble(m, bot, context));
  if (m.reply_markup?.inline_keyboard) {
    made.classList.add('keyed');
    made.append(keyboard(m, context));
  }
  return made;
}

function serviceText(m) {
  if (m.pinned_message) return `Закріплено: «${m.pinned_message.text}»`;
  if (m.new_chat_members) return 'До чату додано учасників';
  if (m.left_chat_member) return 'Учасник вийшов';
  if (m.group_chat_created) return 'Групу створено';
  return '';
}

function bubble(m, bot, context) {
  const bare = m.sticker && !m.text;
  const made = element('div', { class: bare ? 'bubble bare' : 'bubble' });
  if (m.forward_origin) made.append(element('p', { class: 'forwarded' }, `Переслано від: ${originName(m.forward_origin)}`));
  if (m.reply_to_message) made.append(quote(m.reply_to_message, context));
  made.append(...attachments(m));
  const text = m.text ?? m.caption;
  const body = element('div', { class: 'text', 'data-text': true });
  if (text) body.append(formatted(text, m.entities ?? m.caption_entities, context));
  else if (isUnknown(m)) body.append(element('i', {}, 'Повідомлення, якого ця сторінка не показує'));
  body.append(meta(m));
  made.append(body);
  if (!bot && m.text) {
    made.append(element('button', { type: 'button', class: 'icon edit', 'data-edit': true, 'aria-label': 'Змінити повідомлення',
      title: 'Змінити', onclick: () => context.edit(m) }, icon('edit')));
  }
  return made;
}

const contents = ['text', 'caption', 'document', 'photo', 'sticker', 'voice', 'contact', 'location'];

const isUnknown = (m) => !contents.some((name) => m[name]);

const originName = (o) => o.sender_user ? [o.sender_user.first_name, o.sender_user.last_name].filter(Boolean).join(' ') : o.sender_user_name;

function quote(q, context) {
  return element('button', { type: 'button', class: 'quote', onclick: () => context.show(q.message_id) },
    element('b', {}, q.bot ? context.botName : 'Ви'), element('span', {}, q.text || 'повідомлення'));
}

function* attachments(m) {
  if (m.photo?.length) {
    const size = m.photo.at(-1);
    yield element('a', { class: 'photo', 'data-photo': true, href: `/api/files/${size.file_id}`, target: '_blank', rel: 'noopener' },
      element('img', { src: `/api/files/${size.file_id}`, alt: m.caption || 'Фото', width: size.width, height: size.height, loading: 'lazy' }));
  }
  if (m.document) {
    const name = m.document.file_name || 'файл';
    yield element('a', { class: 'file', 'data-file': name, href: `/api/files/${m.document.file_id}?name=${encodeURIComponent(name)}`, download: name },
      element('span', { class: 'sheet' }, icon('file')),
      element('span', {}, element('b', {}, name), element('small', {}, sizeOf(m.document.file_size ?? 0))));
  }
  if (m.contact) {
    yield element('p', { class: 'contact' }, element('b', {}, [m.contact.first_name, m.contact.last_name].filter(Boolean).join(' ')),
      element('span', {}, m.contact.phone_number));
  }
  if (m.location) yield element('p', { class: 'contact' }, element('b', {}, 'Геопозиція'), element('span', {}, `${m.location.latitude}, ${m.location.longitude}`));
  if (m.voice) yield element('p', { class: 'contact' }, element('b', {}, 'Голосове повідомлення'), element('span', {}, `${m.voice.duration ?? 0} с`));
  if (m.sticker) yield element('p', { class: 'sticker' }, m.sticker.emoji || '🖼');
}

function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} Б`;
  if (bytes < 1 << 20) return `${Math.round(bytes / 1024)} КБ`;
  return `${(bytes / (1 << 20)).toLocaleString('uk-UA', { maximumFractionDigits: 1 })} МБ`;
}

function meta(m) {
  const at = m.date * 1000;
  const made = element('span', { class: 'meta' });
  if (m.reaction) made.append(element('span', { class: 'reaction', title: 'Реакція бота' }, m.reaction));
  if (m.silent) {
    const mark = element('span', { class: 'silent', title: 'Прийшло без звуку', role: 'img', 'aria-label': 'без звуку' });
    mark.append(icon('silent'));
    made.append(mark);
  }
  if (m.edit_date) made.append('змінено ');
  made.append(element('time', { datetime: new Date(at).toISOString(), title: `${dayAndYear(at)}, ${hours(at)}` }, hours(at)));
  return made;
}

function keyboard(m, context) {
  const keys = element('div', { class: 'keys' });
  for (const row of m.reply_markup.inline_keyboard) {
    keys.append(element('div', { class: 'keyrow' }, ...row.map((b) => inlineButton(m, b, context))));
  }
  return keys;
}

function inlineButton(m, b, context) {
  const made = element('button', { type: 'button', class: 'key', 'data-button': b.text, 'data-style': b.style,
    disabled: Boolean(b.disabled) }, element('span', {}, b.text));
  const sign = b.url ? '↗' : b.copy_text ? '⧉' : '';
  if (sign) made.append(element('i', { 'aria-hidden': 'true' }, sign));
  made.addEventListener('click', () => context.push(m, b, made));
  return made;
}
