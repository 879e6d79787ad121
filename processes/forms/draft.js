// The operator's text: kept on the server as it is written, and in this window while it can't be.
// Whatever happens, a session that ends, a lost connection, a closed form, it is there again.

import {send} from './server.js';

const SAVE_AFTER = 700;
const UNSAVED = 'medchat-unsaved:';
/** The task that Tasklist opens after the next login. */
const RETURN = 'medchat-return';

/**
 * @param task what the form shows now
 * @param inPrivate where the text is to go, if that was chosen; else null
 * @param choose chooses that again
 * @param kept called after each answer of the server about the draft
 */
export function draft({form, url, text, task, inPrivate, choose, kept}) {
  const saved = form.querySelector('[data-saved]');
  let onServer = '';
  let choiceOnServer = null;
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
    const rescued = rescuedDraft(task(), onServer);
    if (rescued === null) {
      return false;
    }
    text.value = rescued.text;
    if (rescued.inPrivate !== null) {
      choose(rescued.inPrivate);
    }
    keep();
    return text.value !== onServer;
  }

  function isUnsaved() {
    return text.value !== onServer || inPrivate() !== choiceOnServer;
  }

  /** Keeps the draft; with an outcome, also asks whether it can be. Only the last text counts. */
  function keep(outcome = null, takeOver = false) {
    clearTimeout(timer);
    saving = saving.then(async () => {
      if (!outcome && !takeOver && !isUnsaved()) {
        return {ok: true};
      }
      const words = text.value;
      const choice = inPrivate();
      const answer = await send('PUT', `${url}/draft`,
        {text: words, outcome, takeOver, inPrivate: choice});
      failed = !(answer.ok || answer.status === 409 || answer.status === 422);
      if (!failed) {
        onServer = words;
        choiceOnServer = choice;
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
      JSON.stringify({me, text: text.value, base: onServer, inPrivate: inPrivate()}));
    sessionStorage.setItem(RETURN, id);
  }

  function leave() {
    removeEventListener('pagehide', leave);
    clearTimeout(timer);
    if (task() && isUnsaved()) {
      rescue();
      const draft = {text: text.value, inPrivate: inPrivate()};
      send('PUT', `${url}/draft`, draft, true).then((answer) => {
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
    choiceOnServer = inPrivate();
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

/** What this window rescued of a draft; null when that is nothing, or somebody else's. */
function rescuedDraft(task, onServer) {
  const found = sessionStorage.getItem(UNSAVED + task.number);
  if (found === null) {
    return null;
  }
  forget(task);
  const {me, text, base, inPrivate} = JSON.parse(found);
  if (me !== task.me) {
    return null;
  }
  // Written elsewhere in the meantime: both are worth keeping.
  const words =
    base === onServer || text.includes(onServer) ? text : `${onServer}\n\n${text}`;
  return {text: words, inPrivate: task.discretion ? inPrivate ?? null : null};
}
