// The panel that makes Telegram fail on purpose. It is for whoever shows or tests it, not for a
// resident.

import * as server from './server.js';
import {make} from './bubbles.js';

const $ = (id) => document.getElementById(id);

const KINDS = {
  429: '«слишком много запросов»', 403: '«бот заблокирован»', 400: '«чат не найден»',
  502: 'ошибка шлюза', delay: 'ответ опаздывает', drop: 'связь обрывается',
};
const METHODS = {
  '*': 'Любой вызов', sendmessage: 'Отправка сообщений', getupdates: 'Получение сообщений',
  editmessagetext: 'Правка сообщений', getfile: 'Скачивание файлов',
};
const TIMES = {one: 'раз', few: 'раза', many: 'раз', other: 'раза'};
const OUTAGE = {method: '*', kind: '502', times: 1000};

const plural = new Intl.PluralRules('ru');
const titles = new Map();

const kind = (fault) => fault.description
  ?? (fault.migrateTo ? 'группа стала супергруппой' : KINDS[fault.kind])
    + (fault.kind === '502' && fault.applied ? ', но исполнено' : '')
    + (fault.kind === 'drop' && fault.applied ? ' после исполнения' : '');

function describe(fault) {
  const method = METHODS[fault.method.toLowerCase()] ?? fault.method;
  const where = fault.chatId ? ` · ${titles.get(fault.chatId) ?? fault.chatId}` : '';
  return `${method}${where}: ${kind(fault)}, ещё\u00a0${fault.times}\u00a0${TIMES[plural.select(fault.times)]}`;
}

function row(fault) {
  const item = make('li');
  const takeBack = make('button', '', '×');
  takeBack.type = 'button';
  takeBack.title = 'Убрать эту неполадку';
  takeBack.setAttribute('aria-label', `Убрать: ${describe(fault)}`);
  takeBack.addEventListener('click', () => change(() => server.clearFault(fault.id)));
  item.append(make('span', '', describe(fault)), takeBack);
  return item;
}

function draw(faults) {
  $('faults-count').textContent = faults.length ? String(faults.length) : '';
  $('faults-list').replaceChildren(...faults.map(row));
  $('faults-clear').disabled = !faults.length;
}

const failed = (failure) => { $('faults-error').textContent = failure.message; };

async function load() {
  draw(await server.faults());
}

/** Groups come about while the product starts, so they are asked for when they are needed. */
async function offerChats() {
  for (const chat of await server.chats()) {
    const id = String(chat.id);
    if (!titles.has(id)) {
      $('fault-chat').append(new Option(chat.title, id));
    }
    titles.set(id, chat.title);
  }
}

function wanted() {
  const form = new FormData($('faults-form'));
  const [kind, applied] = form.get('kind').split(' ');
  const fault = {method: form.get('method'), kind, times: Number(form.get('times'))};
  if (applied) {
    fault.applied = true;
  }
  if (form.get('chatId')) {
    fault.chatId = form.get('chatId');
  }
  return fault;
}

async function change(work) {
  $('faults-error').textContent = '';
  try {
    await work();
    await load();
  } catch (failure) {
    failed(failure);
  }
}

$('faults-form').addEventListener('submit', (event) => {
  event.preventDefault();
  change(() => server.armFault(wanted()));
});
$('faults-form').closest('details').addEventListener('toggle', () => change(offerChats));
$('faults-outage').addEventListener('click', () => change(() => server.armFault(OUTAGE)));
$('faults-clear').addEventListener('click', () => change(server.clearFaults));

/** Shows what is armed now; the page calls it whenever the server says that this has changed. */
export const refresh = () => load().catch(failed);
