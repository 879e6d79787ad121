// The conversation: what was said, with its files, what it said before, and a mark at what is new.

import {element} from './dom.js';
import {releasable} from './release.js';

/** Keeps a box showing a conversation; what comes later bears a mark. */
export function talk(box, toNew) {
  const shown = new Map();
  toNew.addEventListener('click', () => {
    toEnd();
    toNew.hidden = true;
    box.focus();
  });
  box.addEventListener('scroll', () => {
    if (isAtEnd()) {
      toNew.hidden = true;
    }
  });

  function show(conversation) {
    const first = shown.size === 0;
    const stayAtEnd = isAtEnd();
    let news = false;
    for (const said of conversation) {
      const known = shown.get(said.id);
      // As it is now: what was ticked here is no news.
      if (known && JSON.stringify(known.said) === JSON.stringify(said)) {
        continue;
      }
      const mark = known
        ? known.content === contentOf(said) ? known.mark : 'изменено'
        : first ? '' : 'новое';
      const bubble = bubbleOf(said, mark);
      if (known) {
        known.bubble.replaceWith(bubble);
      } else {
        box.append(bubble);
      }
      news ||= mark !== '' && said.author === 'RESIDENT' && mark !== known?.mark;
      shown.set(said.id, {said, bubble, mark, content: contentOf(said)});
    }
    if (first) {
      toUnanswered(conversation);
    } else if (stayAtEnd) {
      toEnd();
    } else if (news) {
      toNew.hidden = false;
    }
  }

  function isAtEnd() {
    return box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  }

  function toEnd() {
    box.scrollTop = box.scrollHeight;
  }

  /** Shows what nobody has answered yet from its beginning. */
  function toUnanswered(conversation) {
    let from = conversation.length;
    for (let i = from - 1; i >= 0 && !answers(conversation[i]); i--) {
      from = conversation[i].author === 'RESIDENT' ? i : from;
    }
    const said = conversation[from];
    if (said) {
      box.scrollTop = shown.get(said.id).bubble.offsetTop - box.offsetTop - 10;
    } else {
      toEnd();
    }
  }

  return {show};
}

/** What an operator has to look at anew when it changes, unlike a file that has come. */
function contentOf(said) {
  return JSON.stringify([said.text, said.edited, said.files.map((file) => file.id)]);
}

function answers(said) {
  return said.author !== 'RESIDENT' && said.author !== 'BOT';
}

/** Something said, as it is shown; the mark is a word, such as «новое», or empty. */
export function bubbleOf(said, mark = '') {
  const whose = said.author === 'RESIDENT' ? '' : said.author === 'BOT' ? 'bot' : 'ours';
  if (whose === 'bot') {
    return botBubbleOf(said);
  }
  const failed = said.delivery === 'UNREACHABLE' || said.delivery === 'DEAD';
  return element('article', {className: `appeal-said ${whose} ${mark ? 'new' : ''}`},
    element('div', {className: 'appeal-who'},
      element('b', {}, said.name || (whose ? '' : 'Житель')),
      element('span', {},
        mark ? element('span', {className: 'appeal-mark'}, mark) : '',
        element('time', {dateTime: said.at.at}, said.at.words),
        said.link ? element('span', {}, ' · ', inChat(said, 'в чате')) : '')),
    element('div', {className: 'appeal-words'}, said.text),
    filesOf(said.files, said),
    earlierOf(said),
    said.trouble
      ? element('div', {className: `appeal-delivery ${failed ? 'failed' : ''}`}, said.trouble)
      : '');
}

/** What the bot says is always alike: the first line will do. */
function botBubbleOf(said) {
  const [first, ...rest] = said.text.split('\n');
  return element('details', {className: 'appeal-said bot'},
    element('summary', {}, `${said.name}, ${said.at.words}. ${first}`,
      said.trouble ? ` (${said.trouble})` : ''),
    element('div', {className: 'appeal-words'}, rest.join('\n').trim()));
}

/** The messenger's own view of a message. */
function inChat(said, words) {
  return element('a', {href: said.link, target: '_blank', rel: 'noopener noreferrer',
                       title: 'Открыть это сообщение в самом чате'}, words);
}

function earlierOf(said) {
  if (!said.edited) {
    return '';
  }
  return element('details', {className: 'appeal-earlier'},
    element('summary', {}, `Изменено ${said.edited.words}. Как было раньше`),
    element('ol', {}, ...said.earlier.map((version) => element('li', {},
      element('time', {dateTime: version.at.at}, version.at.words),
      element('div', {className: 'appeal-words'}, version.text || 'Без слов'),
      filesOf(version.files, said)))));
}

function filesOf(files, said) {
  const photos = files.filter((file) => file.kind === 'PHOTO' && file.state === 'STORED');
  const others = files.filter((file) => !photos.includes(file));
  const shown = [
    ...photos.map((file, i) => photoOf(file, photos.length > 1 ? ` ${i + 1} из ${photos.length}` : '')),
    ...others.map((file) => fileOf(file, said))];
  return element('div', {className: 'appeal-files'}, ...[...photos, ...others].map((file, i) =>
    releasable(file, shown[i], files.length > 1 ? ` (${i + 1} из ${files.length})` : '')));
}

function photoOf(file, which) {
  return element('a', {href: file.url, target: '_blank', rel: 'noopener', className: 'appeal-photo'},
    element('img', {src: file.url, alt: `Фото${which}: открыть`}));
}

function fileOf(file, said) {
  const name = [file.name, file.size].filter(Boolean).join(', ');
  if (file.state === 'EXPECTED') {
    return element('span', {className: 'appeal-file'}, `${name}: загружается…`);
  }
  if (file.state === 'TOO_BIG') {
    return missing(`${name}: больше 20 МБ, такие файлы Телеграм боту не отдаёт.`,
      'Попросите жителя прислать файл поменьше или показать его на приёме.', said);
  }
  if (file.state !== 'STORED') {
    return missing(`${name}: получить не удалось.`, 'Попросите жителя прислать файл ещё раз.', said);
  }
  const link = element('a', {href: file.url, target: '_blank', rel: 'noopener', download: ''}, name);
  const player = playerOf(file);
  return player
    ? element('figure', {className: 'appeal-media'}, player, element('figcaption', {}, link))
    : element('span', {className: 'appeal-file'}, link);
}

/** What we don't have can still be looked at where it was sent, if the messenger has a link to it. */
function missing(words, advice, said) {
  return element('span', {className: 'appeal-file'}, `${words} `,
    said.link ? inChat(said, 'Открыть в чате') : 'Ссылки на сообщение в этом чате нет.', ` ${advice}`);
}

function playerOf(file) {
  const kind = {VOICE: 'audio', AUDIO: 'audio', VIDEO: 'video'}[file.kind];
  if (!kind) {
    return null;
  }
  const player = element(kind,
    {controls: true, preload: 'metadata', src: file.url, ariaLabel: file.name});
  player.addEventListener('error', () =>
    player.replaceWith('Здесь не воспроизводится, но можно скачать:'));
  return player;
}
