// The decisions that the model offers: a button each, what they ask for, and finishing the task.

import {element} from './dom.js';
import {picker} from './picker.js';

/**
 * @param task what the form shows now
 * @param decide called with an outcome, null where there is nothing to choose, and an organisation
 */
export function outcomes({form, task, text, decide, trouble, quiet}) {
  const row = form.querySelector('[data-outcomes]');
  const step = form.querySelector('[data-step]');

  function buttons() {
    const offered = [...task().outcomes];
    const first = offered.find((outcome) => outcome.value === 'answer')
      ?? offered.find((outcome) => outcome.asks === 'TEXT');
    const order = (outcome) => outcome === first ? 0 : outcome.asks === 'TEXT' ? 1 : 2;
    offered.sort((one, other) => order(one) - order(other));
    if (offered.length === 0) {
      row.append(element('button',
        {type: 'button', className: 'first', onclick: () => decide(null)}, 'Готово'));
    }
    for (const outcome of offered) {
      const button = element('button', {
        type: 'button',
        className: outcome === first ? 'first' : '',
        title: outcome === first ? 'Ctrl+Enter' : '',
        onclick: () => outcome.asks === 'TEXT' ? decide(outcome) : askFirst(outcome),
      }, outcome.label);
      button.dataset.outcome = outcome.value;
      row.append(button);
    }
  }

  /** What goes without words of the operator's own can't be seen before it is done: ask. */
  function askFirst(outcome) {
    quiet();
    let organisation = null;
    const needsOne = outcome.asks === 'ORGANISATION';
    const go = element('button', {type: 'button', className: 'first', onclick: () => {
      if (needsOne && !organisation) {
        trouble({detail: 'Выберите организацию, которой передать обращение.'});
        list.focus();
        return;
      }
      decide(outcome, organisation);
    }}, needsOne ? 'Передать' : 'Да, завершить');
    go.dataset.go = outcome.value;
    const list = needsOne ? picker({
      label: 'Кому передать',
      placeholder: 'Кому передать: начните писать название',
      none: 'Такой организации нет.',
      choices: task().organisations.map((each) => ({value: each.id, name: each.name})),
      choose: (choice) => {
        organisation = choice.value;
        quiet();
        go.focus();
      },
      close,
    }) : null;
    list?.node.addEventListener('input', () => { organisation = null; });
    step.replaceChildren(
      list?.node ?? element('span', {}, `Завершить задачу решением «${outcome.label}»?`
        + (text.value.trim() ? ' Написанный текст отправлен не будет.' : '')),
      go,
      element('button', {type: 'button', onclick: close}, 'Отмена'));
    step.hidden = false;
    (list ?? go).focus();
    step.scrollIntoView({block: 'nearest'});
  }

  function close() {
    const wasIn = step.contains(document.activeElement);
    step.hidden = true;
    step.replaceChildren();
    if (wasIn) {
      row.querySelector('button')?.focus();
    }
  }

  return {
    buttons,
    close,
    isAsking: () => !step.hidden,
    pressFirst: () => row.querySelector('button.first')?.click(),
  };
}
