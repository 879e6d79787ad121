// The operator's form: shows an appeal's conversation, keeps the draft, finishes the task.
// The reply goes to the server as a draft and never becomes a process variable.

import {heldText} from './held.js';
import {releaseOf} from './release.js';

const POLL_EVERY = 5000;
const SAVE_AFTER = 700;

/** Called by the form's cam-script. */
export function open(camForm) {
  const form = camForm.formElement[0];
  const at = (name) => form.querySelector(`[data-${name}]`);
  const url = `/workplace/tasks/${encodeURIComponent(camForm.taskId)}`;
  const text = at('text');
  const shown = new Map();
  let task = null;
  let chosen = null;
  let kept = null;
  let saving = Promise.resolve();
  let saveTimer = 0;

  // Tasklist's own ways of completing pass here too: without a decision of ours they do nothing.
  camForm.on('submit', () => {
    if (!chosen) {
      camForm.submitPrevented = true;
    }
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
      at('outcomes').querySelector('button.first')?.click();
    } else if (event.key === 'Escape' && !at('step').hidden) {
      closeStep();
    }
  });
  text.addEventListener('input', () => {
    count();
    quiet();
    at('saved').textContent = '';
    clearTimeout(saveTimer);
    saveTimer = setTimeout(keep, SAVE_AFTER);
  });
  addEventListener('pagehide', leave);

  const held = heldText({form, url, text, ask, csrf, element, over, quiet, reload});

  load();

  async function load() {
    const answer = await ask(url);
    if (!answer.ok) {
      trouble(answer.problem);
      return;
    }
    task = answer.body;
    text.value = task.draft;
    kept = task.draft;
    show();
    buttons();
    count();
    talkToUnanswered();
    setTimeout(poll, POLL_EVERY);
  }

  async function poll() {
    if (!form.isConnected) {
      leave();
      return;
    }
    const answer = document.hidden ? null : await ask(url);
    if (answer?.ok) {
      task = answer.body;
      show();
    } else if (answer?.status === 410 || answer?.status === 404) {
      if (!chosen) {
        const unsent = text.value.trim() ? ' Ваш текст остаётся здесь, жителю он не отправлен.' : '';
        over({detail: `${answer.problem.detail}${unsent}`});
        keep();
      }
      return;
    }
    setTimeout(poll, POLL_EVERY);
  }

  // ---- showing

  function show() {
    at('number').textContent = task.number;
    at('about').textContent = [task.municipality, task.category].filter(Boolean).join(' · ');
    if (task.limit) {
      const limit = at('limit');
      limit.hidden = false;
      limit.classList.toggle('passed', task.limit.passed);
      limit.textContent = task.limit.passed
        ? `Срок прошёл в ${task.limit.words}`
        : `Ответить до ${task.limit.words}`;
    }
    const trace = task.limit?.trace ?? [];
    at('trace-box').hidden = trace.length === 0;
    at('trace').replaceChildren(...trace.map((day) => element('li', {}, day)));
    at('emergency').hidden = !task.emergency;
    // Where there is nothing to choose, only the model can say what to do.
    at('instruction').hidden = task.outcomes.length > 0 || !task.instruction;
    at('instruction').textContent = task.instruction ?? '';
    at('ordered').hidden = !task.ordered;
    at('ordered').textContent = task.ordered ?? '';
    at('reply').hidden = !task.outcomes.some((outcome) => outcome.asks === 'TEXT');
    talk();
    at('history-box').hidden = task.history.length === 0;
    at('history').replaceChildren(...task.history.map((event) =>
      element('li', {}, element('time', {dateTime: event.at.at}, event.at.words), ' ', event.line)));
    taken(task.takenBy);
    held.show(task);
  }

  /** Shows at once what has changed on the server. */
  async function reload() {
    const answer = await ask(url);
    if (answer.ok) {
      task = answer.body;
      show();
    } else {
      over(answer.problem);
    }
  }

  function talk() {
    const box = at('talk');
    const first = shown.size === 0;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
    for (const said of task.conversation) {
      const looks = JSON.stringify(said);
      const known = shown.get(said.id);
      if (known?.looks === looks) {
        continue;
      }
      const bubble = bubbleOf(said);
      if (known) {
        bubble.classList.toggle('new', known.content !== contentOf(said));
        known.bubble.replaceWith(bubble);
      } else {
        bubble.classList.toggle('new', !first);
        box.append(bubble);
      }
      shown.set(said.id, {looks, bubble, content: contentOf(said)});
    }
    if (atEnd) {
      talkToEnd();
    }
  }

  /** What an operator has to look at anew when it changes, unlike a file that has come. */
  function contentOf(said) {
    return JSON.stringify([said.text, said.edited, said.files.map((file) => file.id)]);
  }

  function talkToEnd() {
    at('talk').scrollTop = at('talk').scrollHeight;
  }

  /** Shows what nobody has answered yet from its beginning. */
  function talkToUnanswered() {
    let from = task.conversation.length;
    for (let i = from - 1; i >= 0 && !answers(task.conversation[i]); i--) {
      from = task.conversation[i].author === 'RESIDENT' ? i : from;
    }
    const said = task.conversation[from];
    if (said) {
      at('talk').scrollTop = shown.get(said.id).bubble.offsetTop - at('talk').offsetTop - 10;
    } else {
      talkToEnd();
    }
  }

  function answers(said) {
    return said.author !== 'RESIDENT' && said.author !== 'BOT';
  }

  function bubbleOf(said) {
    const whose = said.author === 'RESIDENT' ? '' : said.author === 'BOT' ? 'bot' : 'ours';
    if (whose === 'bot') {
      return botBubbleOf(said);
    }
    const failed = said.delivery === 'UNREACHABLE' || said.delivery === 'DEAD';
    return element('article', {className: `appeal-said ${whose}`},
      element('div', {className: 'appeal-who'},
        element('b', {}, said.name || (whose ? '' : 'Житель')),
        element('span', {},
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
    return element('div', {className: 'appeal-files'},
      ...photos.map((file, i) => photoOf(file, photos.length > 1 ? ` ${i + 1} из ${photos.length}` : '')),
      ...others.map((file) => fileOf(file, said)),
      ...[...photos, ...others].map((file, i) =>
        releaseOf(file, files.length > 1 ? ` (${i + 1} из ${files.length})` : '')));
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
      return missing(`${name}: больше 20 МБ, здесь не показать. `, said);
    }
    if (file.state !== 'STORED') {
      return missing(`${name}: получить не удалось. `, said);
    }
    const link = element('a', {href: file.url, target: '_blank', rel: 'noopener', download: ''}, name);
    const player = playerOf(file);
    return player
      ? element('figure', {className: 'appeal-media'}, player, element('figcaption', {}, link))
      : element('span', {className: 'appeal-file'}, link);
  }

  /** What we don't have can still be looked at where it was sent. */
  function missing(words, said) {
    return element('span', {className: 'appeal-file'}, words,
      said.link ? inChat(said, 'Открыть в чате') : 'Посмотреть можно только в личном чате с ботом.');
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

  function taken(who) {
    const note = at('taken');
    note.hidden = !who;
    note.textContent = who
      ? `Над этой задачей уже работает ${who}. Договоритесь, кто ответит жителю.`
      : '';
  }

  function count() {
    const left = at('count');
    const length = text.value.trim().length;
    left.textContent = `${length} из ${task?.longestReply ?? 4096}`;
    left.classList.toggle('over', task !== null && length > task.longestReply);
  }

  // ---- keeping the draft

  /** Keeps the draft; with an outcome, also asks whether it can be. Only the last text counts. */
  function keep(outcome = null, takeOver = false) {
    clearTimeout(saveTimer);
    saving = saving.then(async () => {
      const words = text.value;
      if (!outcome && !takeOver && words === kept) {
        return {ok: true};
      }
      const answer = await ask(`${url}/draft`, {
        method: 'PUT',
        headers: {'Content-Type': 'application/json', 'X-MEDCHAT-CSRF': csrf()},
        body: JSON.stringify({text: words, outcome, takeOver}),
      });
      if (answer.ok || answer.status === 409 || answer.status === 422) {
        kept = words;
        at('saved').textContent = words ? 'Черновик сохранён' : '';
      } else if (!outcome) {
        at('saved').textContent = 'Черновик пока не сохранён';
      }
      if (answer.ok) {
        taken(answer.body.takenBy);
      }
      return answer;
    });
    return saving;
  }

  function leave() {
    removeEventListener('pagehide', leave);
    clearTimeout(saveTimer);
    if (task && !chosen && text.value !== kept) {
      kept = text.value;
      fetch(`${url}/draft`, {
        method: 'PUT',
        keepalive: true,
        headers: {'Content-Type': 'application/json', 'X-MEDCHAT-CSRF': csrf()},
        body: JSON.stringify({text: text.value}),
      }).catch(() => {});
    }
  }

  // ---- deciding

  function buttons() {
    const outcomes = [...task.outcomes];
    const first = outcomes.find((outcome) => outcome.value === 'answer')
      ?? outcomes.find((outcome) => outcome.asks === 'TEXT');
    const order = (outcome) => outcome === first ? 0 : outcome.asks === 'TEXT' ? 1 : 2;
    outcomes.sort((one, other) => order(one) - order(other));
    if (outcomes.length === 0) {
      at('outcomes').append(element('button',
        {type: 'button', className: 'first', onclick: () => decide(null)}, 'Готово'));
    }
    for (const outcome of outcomes) {
      const button = element('button', {
        type: 'button',
        className: outcome === first ? 'first' : '',
        title: outcome === first ? 'Ctrl+Enter' : '',
        onclick: () => outcome.asks === 'TEXT' ? decide(outcome) : askFirst(outcome),
      }, outcome.label);
      button.dataset.outcome = outcome.value;
      at('outcomes').append(button);
    }
  }

  /** What goes without words of the operator's own can't be seen before it is done: ask. */
  function askFirst(outcome) {
    quiet();
    const step = at('step');
    const parts = [];
    let organisation = null;
    if (outcome.asks === 'ORGANISATION') {
      organisation = element('select', {id: 'appeal-organisation'},
        element('option', {value: ''}, 'Выберите организацию'),
        ...task.organisations.map((each) => element('option', {value: each.id}, each.name)));
      parts.push(element('label', {htmlFor: 'appeal-organisation'}, 'Кому передать'), organisation);
    } else {
      const unsent = text.value.trim() ? ' Написанный текст отправлен не будет.' : '';
      parts.push(element('span', {}, `Завершить задачу решением «${outcome.label}»?${unsent}`));
    }
    const go = element('button', {type: 'button', className: 'first', onclick: () => {
      if (organisation && !organisation.value) {
        trouble({detail: 'Выберите организацию, которой передать обращение.'});
        organisation.focus();
        return;
      }
      decide(outcome, organisation?.value);
    }}, organisation ? 'Передать' : 'Да, завершить');
    go.dataset.go = outcome.value;
    step.replaceChildren(...parts, go,
      element('button', {type: 'button', onclick: closeStep}, 'Отмена'));
    step.hidden = false;
    (organisation ?? go).focus();
    step.scrollIntoView({block: 'nearest'});
  }

  function closeStep() {
    at('step').hidden = true;
    at('step').replaceChildren();
  }

  async function decide(outcome, organisation = null) {
    quiet();
    busy(true);
    const answer = await keep(outcome?.value ?? null);
    if (!answer.ok) {
      busy(false);
      if (answer.status === 409 && !answer.problem.taken) {
        over(answer.problem);
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
    const answer = await keep(null, true);
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
    box.hidden = false;
    box.scrollIntoView({block: 'nearest'});
  }

  function quiet() {
    at('trouble').hidden = true;
    held.withdrawOffer();
  }

  function over(problem) {
    busy(true);
    closeStep();
    taken(null);
    trouble(problem);
  }

  function busy(is) {
    form.querySelectorAll('button').forEach((button) => { button.disabled = is; });
  }
}

async function ask(url, options = {}) {
  let response;
  try {
    response = await fetch(url, {credentials: 'same-origin', ...options});
  } catch {
    return {ok: false, status: 0, problem: {
      detail: 'Нет связи с сервером. Ваш текст остаётся здесь: попробуйте ещё раз.'}};
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) {
    return {ok: true, body};
  }
  if (response.status === 401) {
    body.detail = 'Сеанс закончился. Войдите в другой вкладке и попробуйте ещё раз: '
      + 'ваш текст остаётся здесь.';
  }
  return {ok: false, status: response.status, problem: body};
}

function csrf() {
  return document.cookie.match(/(?:^|; )MEDCHAT-CSRF=([^;]*)/)?.[1] ?? '';
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
