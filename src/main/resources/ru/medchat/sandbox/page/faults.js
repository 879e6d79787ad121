// The panel that makes Telegram fail on purpose. It is for whoever tests, not for a resident.

import * as server from './server.js';
import {make} from './bubbles.js';

const $ = (id) => document.getElementById(id);

const KINDS = {
  429: 'слишком много запросов', 403: 'бот заблокирован', 400: 'отказ', 502: 'шлюз не отвечает',
  delay: 'ответ опаздывает', drop: 'связь рвётся после отправки',
};

function describe(fault) {
  const where = fault.chatId ? `, чат ${fault.chatId}` : '';
  const method = fault.method === '*' ? 'любой вызов' : fault.method;
  return `${method}${where}: ${KINDS[fault.kind]}, ещё ${fault.times}`;
}

function draw(faults) {
  $('faults-count').textContent = faults.length ? String(faults.length) : '';
  $('faults-list').replaceChildren(...faults.map((fault) => make('li', '', describe(fault))));
  $('faults-clear').disabled = !faults.length;
}

const failed = (failure) => { $('faults-error').textContent = failure.message; };

async function load() {
  draw(await server.faults());
}

function wanted() {
  const form = new FormData($('faults-form'));
  const fault = {
    method: form.get('method').trim() || '*', kind: form.get('kind'), times: Number(form.get('times')),
  };
  const chat = form.get('chatId').trim();
  if (chat) {
    fault.chatId = chat;
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
$('faults-clear').addEventListener('click', () => change(server.clearFaults));

/** Shows what is armed now; the page calls it whenever the server says that this has changed. */
export const refresh = () => load().catch(failed);
