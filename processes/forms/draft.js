// The operator's text: kept on the server as it is written, and in this window while it can't be.
// Whatever happens, a session that ends, a lost connection, a closed form, it is there again.

import {send} from './server.js';

const SAVE_AFTER = 700;
const UNSAVED = 'medchat-unsaved:';
/** The task that Tasklist opens after the next login. */
const RETURN = 'medchat-return';

/**
 * @param task what the form shows now
 * @param inPrivate where the text is to go, if that was chosen
 * @param kept called after each answer of the server about the draft
 */
export function draft({form, url, text, task, inPrivate, kept}) {
  const saved = form.querySelector('[data-saved]');
  let onServer = '';
  let saving = Promise.resolve();
  let failed = false;
  let timer = 0;
  text.addEventListener('input', () => {
    saved.textContent = '';
    clearTimeout(timer);
    timer = setTimeout(keep, SAVE_AFTER);
  });
  addEventListener('pagehide', leave);

  /** Begins with what the server has. True when this window had something newer. */
  function begin() {
    onServer = task().draft;
    text.value = onServer;
    const rescued = rescuedText(task(), onServer);
    if (rescued === null) {
      return false;
    }
    text.value = rescued;
    keep();
    return true;
  }

  /** Keeps the draft; with an outcome, also asks whether it can be. Only the last text counts. */
  function keep(outcome = null, takeOver = false) {
    clearTimeout(timer);
    saving = saving.then(async () => {
      const words = text.value;
      if (!outcome && !takeOver && words === onServer) {
        return {ok: true};
      }
      const answer = await send('PUT', `${url}/draft`,
        {text: words, outcome, takeOver, inPrivate: inPrivate()});
      failed = !(answer.ok || answer.status === 409 || answer.status === 422);
      if (!failed) {
        onServer = words;
        forget(task());
        saved.textContent = words ? 'Черновик сохранён' : '';
      } else {
        rescue();
        saved.textContent = answer.problem.login
          ? 'Текст сохранён в этом окне' : 'Черновик пока не сохранён';
      }
      kept(answer);
      return answer;
    });
    return saving;
  }

  /** The server can be reached: what it refused it may take now. */
  function retry() {
    if (failed) {
      keep();
    }
  }

  /** Puts what the server does not have yet where it outlives the page, but not the window. */
  function rescue() {
    const {me, number, id} = task();
    sessionStorage.setItem(UNSAVED + number,
      JSON.stringify({me, text: text.value, base: onServer}));
    sessionStorage.setItem(RETURN, id);
  }

  function leave() {
    removeEventListener('pagehide', leave);
    clearTimeout(timer);
    if (task() && text.value !== onServer) {
      rescue();
      const words = text.value;
      send('PUT', `${url}/draft`, {text: words}, true).then((answer) => {
        if (answer.ok) {
          forget(task());
        }
      });
    }
  }

  /** Once decided the words are the server's. */
  function settle() {
    removeEventListener('pagehide', leave);
    clearTimeout(timer);
    onServer = text.value;
    forget(task());
  }

  return {begin, keep, retry, leave, settle, rescue};
}

function forget(task) {
  sessionStorage.removeItem(UNSAVED + task.number);
  if (sessionStorage.getItem(RETURN) === task.id) {
    sessionStorage.removeItem(RETURN);
  }
}

/** What this window rescued of a text; null when that is nothing, or somebody else's. */
function rescuedText(task, onServer) {
  const found = sessionStorage.getItem(UNSAVED + task.number);
  if (found === null) {
    return null;
  }
  forget(task);
  const {me, text, base} = JSON.parse(found);
  if (me !== task.me || text === onServer) {
    return null;
  }
  // Written elsewhere in the meantime: both are worth keeping.
  return base === onServer || text.includes(onServer) ? text : `${onServer}\n\n${text}`;
}
