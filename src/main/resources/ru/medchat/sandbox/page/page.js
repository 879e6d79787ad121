// The resident's page: who I am, where I am, what I am about to say.

import * as faults from './faults.js';
import * as server from './server.js';
import {draw, hue, initials, make, preview} from './bubbles.js';
import {fullOf, nextOpening, timeOf} from './time.js';

const $ = (id) => document.getElementById(id);
const NEAR_THE_END = 120;

const state = {
  info: null, people: [], chats: [], messages: [],
  me: Number(localStorage.getItem('persona')) || 1001,
  chat: null, atEnd: true, replyTo: null, file: null, offset: 0, unread: new Set(),
  startWith: new URLSearchParams(location.search).get('start'),
};

const now = () => new Date(Date.now() + state.offset);
const privateChat = () => ({
  id: state.me, type: 'private', title: state.info.botName,
  lastMessage: state.chats.find((chat) => chat.id === state.me)?.lastMessage,
  replyKeyboard: state.chats.find((chat) => chat.id === state.me)?.replyKeyboard,
});
const shownChats = () => [privateChat(), ...state.chats.filter((chat) => chat.type !== 'private')];
const currentChat = () => shownChats().find((chat) => chat.id === state.chat);

function toast(text) {
  $('toast').textContent = text;
  $('toast').classList.add('shown');
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => $('toast').classList.remove('shown'), 3500);
}

const attempt = (work) => work().catch((failure) => toast(failure.message));

function setAvatar(element, id, name) {
  element.textContent = initials(name);
  element.className = `avatar ${hue(id)}`;
}

function drawPersona() {
  const me = state.people.find((person) => person.id === state.me) ?? state.people[0];
  state.me = me.id;
  $('persona').replaceChildren(...state.people.map((person) => {
    const option = make('option', '', person.note ? `${person.firstName}, ${person.note}` : person.firstName);
    option.value = person.id;
    option.selected = person.id === state.me;
    return option;
  }));
  setAvatar($('my-avatar'), me.id, me.firstName);
}

function chatButton(chat) {
  const button = make('button', 'chat');
  button.type = 'button';
  button.dataset.testid = `chat-${chat.id}`;
  button.setAttribute('aria-current', String(chat.id === state.chat));
  const avatar = make('span');
  setAvatar(avatar, chat.type === 'private' ? 0 : chat.id, chat.title);
  avatar.setAttribute('aria-hidden', 'true');
  const text = make('span', 'chat-text');
  const line = make('div', 'chat-line');
  line.append(make('b', '', chat.type === 'private' ? `${chat.title}, личный чат` : chat.title));
  const last = chat.lastMessage;
  if (last) {
    line.append(make('span', 'hint', timeOf(new Date(last.date))));
  }
  const who = last && chat.type !== 'private' && last.fromId !== state.me ? `${last.fromName}: ` : '';
  text.append(line, make('div', 'preview', last ? who + preview(last) : 'Сообщений ещё нет'));
  button.append(avatar, text);
  if (state.unread.has(chat.id)) {
    const dot = make('span', 'dot');
    dot.title = 'Есть новые сообщения';
    button.append(dot);
  }
  button.addEventListener('click', () => open(chat.id));
  return button;
}

function drawChats() {
  const wanted = $('chat-search').value.trim().toLowerCase();
  const found = shownChats().filter((chat) => chat.title.toLowerCase().includes(wanted));
  found.sort((a, b) => recency(b) - recency(a));
  const focused = document.activeElement?.dataset?.testid;
  $('chats').replaceChildren(...found.map(chatButton));
  if (focused?.startsWith('chat-') && focused !== 'chat-search') {
    $('chats').querySelector(`[data-testid="${focused}"]`)?.focus();
  }
  if (!found.length) {
    $('chats').append(make('p', 'hint', 'Такого чата нет.'));
  }
}

/** The private chat stands first; then whatever was last talked in. */
function recency(chat) {
  if (chat.type === 'private') {
    return Infinity;
  }
  return chat.lastMessage ? Date.parse(chat.lastMessage.date) : 0;
}

function drawTalk(toEnd) {
  const chat = currentChat();
  document.body.classList.toggle('in-talk', Boolean(chat));
  $('empty').hidden = Boolean(chat);
  $('talk-top').hidden = !chat;
  if (!chat) {
    $('write').hidden = true;
    $('start').hidden = true;
    $('messages').replaceChildren();
    return;
  }
  const isGroup = chat.type !== 'private';
  $('talk-title').textContent = chat.title;
  $('talk-note').textContent = isGroup ? 'Чат муниципалитета' : 'Бот, личный чат';
  setAvatar($('talk-avatar'), isGroup ? chat.id : 0, chat.title);
  const box = $('messages');
  state.atEnd ||= Boolean(toEnd);
  const view = {place: chat.id, me: state.me, isGroup, onReply: replyTo, onPress: press};
  draw(box, state.messages, view);
  stayAtEnd();
  const mustStart = !isGroup && (state.startWith || !state.messages.length);
  $('start').hidden = !mustStart;
  $('write').hidden = !isGroup && !state.messages.length;
  drawReplyKeyboard(chat);
}

/** The keyboard the bot shows instead of one's own. */
function drawReplyKeyboard(chat) {
  const rows = chat.replyKeyboard ?? [];
  $('instead').hidden = !rows.length;
  $('instead').replaceChildren(...rows.map((row) => {
    const line = make('div');
    line.append(...row.map((each) => {
      const button = make('button', '', each.place ? `📍 ${each.text}` : each.text);
      button.type = 'button';
      button.dataset.testid = 'reply-button';
      button.addEventListener('click', () =>
        each.place ? $('where').showModal() : attempt(() => say(each.text)));
      return button;
    }));
    return line;
  }));
}

async function showPlace() {
  const [latitude, longitude] = $('where-place').value.split(',').map(Number);
  await server.showPlace(state.chat, state.me, latitude, longitude);
  await Promise.all([loadMessages(true), loadChats()]);
}

/** Whoever reads the newest message goes on to; whoever has scrolled up is left alone. */
function stayAtEnd() {
  if (state.atEnd) {
    $('messages').scrollTop = $('messages').scrollHeight;
  }
}

async function loadChats() {
  state.chats = await server.chats();
  drawChats();
  const chat = currentChat();
  if (chat) {
    drawReplyKeyboard(chat);
  }
}

async function loadMessages(toEnd) {
  const chat = state.chat;
  if (chat === null) {
    return;
  }
  const messages = await server.messages(chat);
  if (chat === state.chat) {
    state.messages = messages;
    state.unread.delete(chat);
    drawTalk(toEnd);
  }
}

function open(chatId) {
  if (chatId !== state.chat) {
    state.chat = chatId;
    state.messages = [];
    forgetDraft();
  }
  state.unread.delete(chatId);
  history.replaceState(null, '', `#${chatId}`);
  drawChats();
  drawTalk(true);
  attempt(async () => {
    await loadMessages(true);
    if (!$('write').hidden && matchMedia('(hover: hover)').matches) {
      $('text').focus();
    }
  });
}

function forgetDraft() {
  state.replyTo = null;
  state.file = null;
  $('text').value = '';
  $('attach').value = '';
  drawDraft();
}

function drawDraft() {
  $('reply').hidden = !state.replyTo;
  if (state.replyTo) {
    $('reply-name').textContent = state.replyTo.fromName;
    $('reply-text').textContent = preview(state.replyTo);
  }
  $('attached').hidden = !state.file;
  $('attached-name').textContent = state.file?.name ?? '';
  const text = $('text');
  text.style.height = 'auto';
  if (text.scrollHeight) {
    text.style.height = `${text.scrollHeight}px`;
  }
}

function replyTo(message) {
  state.replyTo = message;
  drawDraft();
  $('text').focus();
}

async function say(text, file) {
  await server.write(state.chat, state.me, text, state.replyTo?.messageId, file);
  forgetDraft();
  await Promise.all([loadMessages(true), loadChats()]);
}

function press(button, message, data) {
  button.disabled = true;
  setTimeout(() => { button.disabled = false; }, 1500);
  attempt(() => server.press(state.chat, state.me, message.messageId, data));
}

function showAnswer({userId, text, alert}) {
  if (userId !== state.me || !text) {
    return;
  }
  if (alert) {
    $('alert-text').textContent = text;
    $('alert').showModal();
  } else {
    toast(text);
  }
}

async function loadClock() {
  const clock = await server.clock();
  state.offset = new Date(clock.now) - Date.now();
  document.querySelector('.clock').classList.toggle('moved', !clock.real);
  $('clock-kind').textContent = clock.real ? 'Время Медчата, Москва' : 'Время Медчата переведено, Москва';
  drawClock();
}

const drawClock = () => { $('clock-now').textContent = fullOf(now()); };

const moveClock = (how) => attempt(async () => {
  await server.moveClock(how);
  await loadClock();
});

function drawLinks() {
  const {product, mail} = state.info;
  const links = [
    ['Медчат', product], ['Tasklist', `${product}/camunda/app/tasklist/`],
    ['Cockpit', `${product}/camunda/app/cockpit/`],
  ];
  if (mail) {
    links.push(['Письма', '/mail']);
  }
  $('links').replaceChildren(...links.map(([name, address]) => {
    const link = make('a', '', name);
    link.href = address;
    return link;
  }));
}

function listenToScrolling() {
  const box = $('messages');
  box.addEventListener('scroll', () => {
    state.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_THE_END;
  });
  box.addEventListener('load', stayAtEnd, true);
  new ResizeObserver(stayAtEnd).observe(box);
}

/** A link to the bot opens its private chat, as the messenger would do it. */
function listenToInvitations() {
  $('messages').addEventListener('click', (event) => {
    const link = event.target.closest('.keyboard a');
    const url = link ? new URL(link.href) : null;
    if (url?.hostname === 't.me' && url.searchParams.has('start')) {
      event.preventDefault();
      state.startWith = url.searchParams.get('start');
      open(state.me);
    }
  });
}

function listenToPeople() {
  $('persona').addEventListener('change', (event) => {
    const wasPrivate = state.chat === state.me;
    state.me = Number(event.target.value);
    localStorage.setItem('persona', state.me);
    drawPersona();
    if (wasPrivate) {
      open(state.me);
    } else {
      drawChats();
      drawTalk();
    }
  });
  $('chat-search').addEventListener('input', drawChats);
  $('back').addEventListener('click', () => {
    state.chat = null;
    history.replaceState(null, '', location.pathname);
    drawTalk();
    drawChats();
  });
  $('reply-cancel').addEventListener('click', () => { state.replyTo = null; drawDraft(); });
  $('attached-cancel').addEventListener('click', () => { state.file = null; $('attach').value = ''; drawDraft(); });
  $('attach').addEventListener('change', (event) => { state.file = event.target.files[0] ?? null; drawDraft(); });
  $('text').addEventListener('input', drawDraft);
  $('text').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      $('write').requestSubmit();
    }
  });
  $('write').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = $('text').value.trim();
    if (text || state.file) {
      attempt(() => say(text, state.file));
    }
  });
  $('start').addEventListener('click', () => {
    const payload = state.startWith;
    state.startWith = null;
    history.replaceState(null, '', `${location.pathname}#${state.chat}`);
    attempt(() => say(payload ? `/start ${payload}` : '/start'));
  });
  $('where').addEventListener('close', () => {
    if ($('where').returnValue === 'show') {
      attempt(showPlace);
    }
  });
  document.querySelectorAll('[data-advance]').forEach((button) =>
    button.addEventListener('click', () => moveClock({advance: button.dataset.advance})));
  $('clock-open').addEventListener('click', () => moveClock({at: nextOpening(now()).toISOString()}));
  $('clock-real').addEventListener('click', () => moveClock({real: true}));
}

function listenToServer() {
  server.listen({
    connected: () => attempt(() =>
      Promise.all([loadChats(), loadMessages(), loadClock(), faults.refresh()])),
    chat: (chatId) => {
      if (chatId === state.chat) {
        attempt(() => loadMessages());
      } else {
        state.unread.add(chatId);
      }
      attempt(loadChats);
    },
    callback: showAnswer,
    clock: () => attempt(loadClock),
    faults: faults.refresh,
  });
}

await attempt(async () => {
  [state.info, state.people] = await Promise.all([server.info(), server.people()]);
  drawPersona();
  drawLinks();
  await Promise.all([loadChats(), loadClock()]);
  listenToPeople();
  listenToInvitations();
  listenToScrolling();
  listenToServer();
  setInterval(drawClock, 1000);
  const linked = Number(location.hash.slice(1));
  if (state.startWith) {
    open(state.me);
  } else if (shownChats().some((chat) => chat.id === linked)) {
    open(linked);
  }
});
