// Draws messages. Everything people wrote goes in as text, never as HTML.

import {dayOf, timeOf} from './time.js';

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

export const hue = (id) => `hue-${Math.abs(Number(id)) % 8}`;

export function initials(name) {
  const words = name.replace('Медчат · ', '').split(/\s+/);
  return words.slice(0, 2).map((word) => word[0]).join('').toUpperCase();
}

const KINDS = {
  voice: 'Голосовое сообщение', audio: 'Аудио', video: 'Видео', animation: 'Анимация',
  video_note: 'Видеосообщение', sticker: 'Стикер', location: 'Место', contact: 'Контакт', poll: 'Опрос',
  venue: 'Место', dice: 'Кубик',
};

export function preview(message) {
  if (message.text) {
    return message.text;
  }
  return message.photo ? 'Фото' : message.documentName ?? KINDS[message.kind] ?? '';
}

function quoted(original) {
  const quote = make('button', 'quoted');
  quote.type = 'button';
  quote.append(make('b', '', original.fromName));
  quote.append(make('span', '', original.deleted ? 'Сообщение удалено' : preview(original)));
  quote.addEventListener('click', () =>
    document.querySelector(`[data-message-id="${original.messageId}"]`)
      ?.scrollIntoView({behavior: 'smooth', block: 'center'}));
  return quote;
}

function content(message) {
  const parts = [];
  if (message.photo) {
    const link = make('a');
    link.href = message.photo;
    link.target = '_blank';
    const image = make('img');
    image.src = message.photo;
    image.alt = 'Фото';
    link.append(image);
    parts.push(link);
  }
  if (message.document) {
    const link = make('a', '', message.documentName);
    link.href = message.document;
    parts.push(link);
  }
  if (message.kind) {
    parts.push(make('div', 'words', KINDS[message.kind]));
  }
  if (message.deleted) {
    parts.push(make('div', 'words', 'Сообщение удалено'));
  } else if (message.text) {
    parts.push(make('div', 'words', message.text));
  }
  return parts;
}

function keyboard(message, onPress) {
  const rows = make('div', 'keyboard');
  for (const row of message.buttons) {
    const line = make('div');
    for (const each of row) {
      if (each.url) {
        const link = make('a', '', each.text);
        link.href = /^https?:/.test(each.url) ? each.url : '#';
        link.target = '_blank';
        link.rel = 'noreferrer';
        line.append(link);
      } else {
        const button = make('button', '', each.text);
        button.type = 'button';
        button.dataset.testid = 'inline-button';
        button.addEventListener('click', () => onPress(button, message, each.data));
        line.append(button);
      }
    }
    rows.append(line);
  }
  return rows;
}

function bubble(message, byId, me, isGroup, onReply) {
  const box = make('div', 'bubble');
  if (isGroup && message.fromId !== me) {
    const from = make('div', `from ${hue(message.fromId)}`, message.fromName);
    if (message.bot) {
      from.append(make('small', '', ' бот'));
    }
    box.append(from);
  }
  const original = byId.get(message.replyTo);
  if (original) {
    box.append(quoted(original));
  }
  box.append(...content(message));
  const foot = make('div', 'foot');
  if (message.reactions.length && !message.deleted) {
    const reactions = make('div', 'reactions');
    message.reactions.forEach((emoji) => reactions.append(make('span', '', emoji)));
    foot.append(reactions);
  }
  if (!message.deleted) {
    const answer = make('button', 'answer', 'Ответить');
    answer.type = 'button';
    answer.dataset.testid = 'reply';
    answer.addEventListener('click', () => onReply(message));
    foot.append(answer);
  }
  if (message.edited && !message.deleted) {
    foot.append(make('span', '', 'изменено'));
  }
  const time = make('time', '', timeOf(new Date(message.date)));
  time.dateTime = message.date;
  foot.append(time);
  box.append(foot);
  return box;
}

function article(message, byId, {me, isGroup, onReply, onPress}) {
  const element = make('article', 'message');
  element.classList.toggle('mine', message.fromId === me);
  element.classList.toggle('deleted', message.deleted);
  element.dataset.testid = 'message';
  element.dataset.messageId = message.messageId;
  element.dataset.from = message.bot ? 'bot' : message.fromId;
  element.append(bubble(message, byId, me, isGroup, onReply));
  if (message.buttons.length) {
    element.append(keyboard(message, onPress));
  }
  return element;
}

/** Puts the wanted elements into a place and touches none that stands there already. */
function reconcile(place, wanted) {
  let next = place.firstChild;
  for (const element of wanted) {
    if (element === next) {
      next = next.nextSibling;
    } else {
      place.insertBefore(element, next);
    }
  }
  while (next) {
    const superfluous = next;
    next = next.nextSibling;
    superfluous.remove();
  }
}

/** Draws a conversation into its place; what has not changed keeps its element and its focus. */
export function draw(place, messages, view) {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  const before = new Map([...place.children].map((element) => [element.source, element]));
  const wanted = [];
  const add = (source, build) => {
    const element = before.get(source) ?? build();
    element.source = source;
    wanted.push(element);
  };
  let day = '';
  for (const message of messages) {
    const itsDay = dayOf(new Date(message.date));
    if (itsDay !== day) {
      add(`${itsDay} before ${message.messageId}`, () => make('div', 'day', itsDay));
      day = itsDay;
    }
    const source = JSON.stringify([view.place, view.me, message, byId.get(message.replyTo)]);
    add(source, () => article(message, byId, view));
  }
  reconcile(place, wanted);
}
