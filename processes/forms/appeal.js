// The operator's form: brings its parts together and finishes the task.
// The reply goes to the server as a draft and never becomes a process variable.

import {category} from './category.js';
import {element} from './dom.js';
import {draft} from './draft.js';
import {earlierAppeals} from './earlier.js';
import {heldText} from './held.js';
import {limit} from './limit.js';
import {live} from './live.js';
import {outcomes} from './outcomes.js';
import {overtaken} from './overtaken.js';
import {privately} from './private.js';
import {ask, csrf} from './server.js';
import {talk} from './talk.js';
import {templates} from './templates.js';

/** Called by the form's cam-script. */
export function open(camForm) {
  if (overtaken(camForm)) {
    return;
  }
  const form = camForm.formElement[0];
  const at = (name) => form.querySelector(`[data-${name}]`);
  const url = `/workplace/tasks/${encodeURIComponent(camForm.taskId)}`;
  const text = at('text');
  let task = null;
  let chosen = null;
  let ended = false;
  let loginAsked = false;

  const parts = {form, url, text, task: () => task, trouble, quiet, reload};
  const conversation = talk(at('talk'), at('new'));
  const due = limit(form);
  const words = draft({
    ...parts,
    inPrivate: () => inPrivate.chosen(),
    choose: (it) => inPrivate.choose(it),
    kept: (answer) => answer.ok && taken(answer.body.takenBy),
  });
  const decisions = outcomes({...parts, decide});
  const ready = templates(parts);
  const earlier = earlierAppeals(parts);
  const subject = category(parts);
  const held = heldText({...parts, ask, csrf, element, over});
  const inPrivate = privately({...parts, element, keep: () => words.keep(), send: decide});

  // Tasklist's own ways of completing pass here too: without a decision of ours they do nothing.
  camForm.on('submit', () => {
    if (!chosen) {
      camForm.submitPrevented = true;
    }
  });
  camForm.on('submit-success', () => {
    words.settle();
    // The list of tasks leads on to the next one.
    dispatchEvent(new CustomEvent('medchat-finished', {detail: camForm.taskId}));
  });
  camForm.on('submit-failed', () => {
    if (chosen) {
      chosen = null;
      afterFailure();
    }
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      decisions.pressFirst();
    } else if (event.key === 'Escape' && decisions.isAsking()) {
      decisions.close();
    }
  });
  document.addEventListener('keydown', shortcut);
  text.addEventListener('input', () => {
    count();
    quiet();
  });

  load();

  async function load() {
    const answer = await ask(url);
    if (!answer.ok) {
      trouble(answer.problem);
      return;
    }
    task = answer.body;
    note(words.begin() ? 'Здесь ваш текст, который не успел сохраниться.' : '');
    show();
    decisions.buttons();
    count();
    live({
      ...parts,
      version: () => task.version,
      answered: backAgain,
      changed: reload,
      refused,
      left: leave,
    });
  }

  function shortcut(event) {
    if (!form.isConnected) {
      document.removeEventListener('keydown', shortcut);
    } else if (event.altKey && event.code === 'KeyT' && !at('reply').hidden && !ended) {
      event.preventDefault();
      ready.toggle();
    }
  }

  /** After a login in another window, or once the connection is there again. */
  function backAgain() {
    words.retry();
    if (loginAsked) {
      loginAsked = false;
      quiet();
    }
  }

  /** What stands in the way of asking on; true when there is nothing more to ask. */
  async function refused(problem) {
    // Without its login a window has no token either: only a look tells that from a real refusal.
    const answer = problem.status === 403 ? await ask(url) : problem;
    if (answer.ok) {
      return false;
    }
    if (answer.problem.login) {
      words.rescue();
      if (!loginAsked) {
        loginAsked = true;
        trouble(answer.problem);
      }
    } else if (answer.status === 410 || answer.status === 404) {
      if (!chosen) {
        await words.keep();
        const unsent = text.value.trim() ? ' Ваш текст остаётся здесь, жителю он не отправлен.' : '';
        over({detail: `${answer.problem.detail}${unsent}`});
      }
      return true;
    }
    return false;
  }

  function leave() {
    document.removeEventListener('keydown', shortcut);
    if (!chosen) {
      words.leave();
    }
  }

  // ---- showing

  function show() {
    at('number').textContent = task.number;
    at('about').textContent = [task.municipality, task.categories?.length ? '' : task.category]
      .filter(Boolean).join(' · ');
    due.show(task);
    subject.show(task);
    at('emergency').hidden = !task.emergency;
    // Where there is nothing to choose, only the model can say what to do.
    at('instruction').hidden = task.outcomes.length > 0 || !task.instruction;
    at('instruction').textContent = task.instruction ?? '';
    at('ordered').hidden = !task.ordered;
    at('ordered').textContent = task.ordered ?? '';
    at('reply').hidden = !task.outcomes.some((outcome) => outcome.asks === 'TEXT');
    conversation.show(task.conversation);
    earlier.show(task);
    at('history-box').hidden = task.history.length === 0;
    at('history').replaceChildren(...task.history.map((event) =>
      element('li', {}, element('time', {dateTime: event.at.at}, event.at.words), ' ', event.line)));
    at('masked').hidden = !task.masked;
    at('passed').hidden = task.masked;
    taken(task.takenBy);
    held.show(task);
    inPrivate.show(task);
  }

  /** Shows at once what has changed on the server. */
  async function reload() {
    const answer = await ask(url);
    if (answer.ok) {
      task = answer.body;
      show();
    } else {
      await refused(answer);
    }
  }

  function taken(who) {
    at('taken').hidden = !who;
    at('taken').textContent = who
      ? `Над этой задачей уже работает ${who}. Договоритесь, кто ответит жителю.`
      : '';
  }

  function count() {
    const length = text.value.trim().length;
    at('count').textContent = `${length} из ${task?.longestReply ?? 4096}`;
    at('count').classList.toggle('over', task !== null && length > task.longestReply);
  }

  // ---- deciding

  async function decide(outcome, organisation = null) {
    quiet();
    const gap = outcome?.asks === 'TEXT' ? ready.unfilled() : null;
    if (gap) {
      trouble({detail: `В тексте осталось ${gap}: впишите или уберите.`});
      return;
    }
    busy(true);
    const answer = await words.keep(outcome?.value ?? null);
    if (!answer.ok) {
      busy(false);
      if (answer.status === 409 && !answer.problem.taken) {
        over(answer.problem);
      } else if (answer.problem.personal) {
        inPrivate.refused(outcome, answer.problem);
      } else if (answer.problem.findings) {
        held.offer(outcome, answer.problem);
      } else {
        trouble(answer.problem, answer.problem.taken ? () => takeOver(outcome, organisation) : null);
      }
      return;
    }
    chosen = outcome ?? {};
    variable('outcome', outcome?.value);
    variable('redirectTo', organisation);
    const scope = camForm.formElement.scope?.();
    if (scope?.complete) {
      // Tasklist's own way: it closes the task and refreshes the list.
      scope.$evalAsync(() => scope.complete());
    } else {
      camForm.submit(() => {});
    }
  }

  async function takeOver(outcome, organisation) {
    const answer = await words.keep(null, true);
    if (answer.ok) {
      await decide(outcome, organisation);
    } else {
      trouble(answer.problem);
    }
  }

  function variable(name, value) {
    const variables = camForm.variableManager;
    if (variables.variables[name]) {
      variables.destroyVariable(name);
    }
    if (value) {
      variables.createVariable({name, type: 'String', value});
    }
  }

  /** The engine has refused: find out why, the text is where it was. */
  async function afterFailure() {
    const answer = await ask(url);
    busy(false);
    if (answer.ok) {
      trouble({detail: 'Задачу не удалось завершить. Ваш текст сохранён; попробуйте ещё раз.'});
    } else if (answer.status === 410) {
      over({detail: `${answer.problem.detail} Ваш текст сохранён, жителю он не отправлен.`});
    } else {
      trouble(answer.problem);
    }
  }

  // ---- telling

  function trouble(problem, takeOverNow = null) {
    const box = at('trouble');
    box.replaceChildren(problem.detail ?? 'Что-то пошло не так. Ваш текст на месте.');
    if (takeOverNow) {
      box.append(element('button', {type: 'button', onclick: takeOverNow}, 'Взять задачу себе'));
    }
    if (problem.login) {
      box.append(' ', element('a', {href: '/login'}, 'Войти'));
    }
    box.hidden = false;
    box.scrollIntoView({block: 'nearest'});
  }

  function note(words) {
    at('note').hidden = !words;
    at('note').textContent = words;
  }

  function quiet() {
    at('trouble').hidden = true;
    held.withdrawOffer();
  }

  function over(problem) {
    ended = true;
    decisions.close();
    busy(true);
    taken(null);
    trouble(problem);
  }

  function busy(is) {
    form.querySelectorAll('button').forEach((button) => { button.disabled = is; });
  }
}
