// The resident's earlier appeals; opening one shows its conversation, to read only.

import {element} from './dom.js';
import {ask} from './server.js';
import {bubbleOf} from './talk.js';

export function earlierAppeals({form, url}) {
  const box = form.querySelector('[data-earlier-box]');
  const list = form.querySelector('[data-earlier]');
  const name = form.querySelector('[data-earlier-count]');
  let looks = null;

  function show(task) {
    const now = JSON.stringify(task.earlier);
    if (now === looks) {
      return;
    }
    looks = now;
    box.hidden = task.earlier.length === 0;
    name.textContent = task.earlier.length;
    list.replaceChildren(...task.earlier.map(lineOf));
  }

  function lineOf(appeal) {
    const talk = element('div', {className: 'appeal-old-talk'});
    const line = element('details', {},
      element('summary', {}, [`${appeal.number}, ${appeal.opened.words}`, appeal.category,
                              appeal.outcome, appeal.rating].filter(Boolean).join(' · ')),
      talk);
    line.dataset.number = appeal.number;
    line.addEventListener('toggle', () => {
      if (line.open && !talk.hasChildNodes()) {
        load(appeal, talk);
      }
    });
    return element('li', {}, line);
  }

  async function load(appeal, talk) {
    talk.replaceChildren('Загружается…');
    const answer = await ask(`${url}/earlier/${encodeURIComponent(appeal.number)}`);
    if (!answer.ok) {
      talk.replaceChildren(answer.problem.detail ?? 'Не получилось открыть. Попробуйте ещё раз.');
      return;
    }
    talk.replaceChildren(...answer.body.map((said) => bubbleOf(said)));
  }

  return {show};
}
