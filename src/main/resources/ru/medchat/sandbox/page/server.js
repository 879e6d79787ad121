// The sandbox's JSON addresses, as functions.

async function ask(path, options) {
  const response = await fetch(path, options);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(body.error ?? `Песочница ответила: ${response.status}`);
  }
  return body;
}

const post = (path, content) =>
  ask(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(content),
  });

export const info = () => ask('/sandbox/info');
export const people = () => ask('/sandbox/people');
export const chats = () => ask('/sandbox/chats');
export const messages = (chatId) => ask(`/sandbox/chats/${chatId}/messages`);
export const faults = () => ask('/sandbox/faults');
export const armFault = (fault) => post('/sandbox/faults', fault);
export const clearFault = (id) => ask(`/sandbox/faults/${id}`, {method: 'DELETE'});
export const clearFaults = () => ask('/sandbox/faults', {method: 'DELETE'});
export const clock = () => ask('/sandbox/clock');
export const moveClock = (how) => post('/sandbox/clock', how);
export const press = (chatId, userId, messageId, data) =>
  post(`/sandbox/chats/${chatId}/callbacks`, {userId, messageId, data});

export const showPlace = (chatId, userId, latitude, longitude) =>
  post(`/sandbox/chats/${chatId}/messages`, {userId, kind: 'location', latitude, longitude});

export function write(chatId, userId, text, replyTo, file) {
  if (!file) {
    return post(`/sandbox/chats/${chatId}/messages`, {userId, text, replyTo});
  }
  const form = new FormData();
  form.append('userId', userId);
  form.append('text', text);
  if (replyTo) {
    form.append('replyTo', replyTo);
  }
  form.append('file', file);
  return ask(`/sandbox/chats/${chatId}/messages`, {method: 'POST', body: form});
}

/** Calls back on every event; after a break it reports everything as changed. */
export function listen({chat, callback, clock: clockMoved, faults: faultsChanged, connected}) {
  const events = new EventSource('/sandbox/events');
  events.addEventListener('open', connected);
  events.addEventListener('chat', (event) => chat(JSON.parse(event.data).chatId));
  events.addEventListener('callback', (event) => callback(JSON.parse(event.data)));
  events.addEventListener('clock', clockMoved);
  events.addEventListener('faults', faultsChanged);
}
