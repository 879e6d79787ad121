// Beside each file, for the ministry: whether the public chamber sees it. The server decides who may.

import {element} from './dom.js';
import {send} from './server.js';

/** What is shown of a file, with a box under it for the ministry; which tells files of one name apart. */
export function releasable(file, shown, which) {
  if (file.released === null || file.released === undefined) {
    return shown;
  }
  const box = element('input', {type: 'checkbox', checked: file.released,
    ariaLabel: `Показать палате: ${file.name}${which}`});
  const trouble = element('b', {role: 'alert'});
  let saving = Promise.resolve();
  box.addEventListener('change', () => {
    const released = box.checked;
    saving = saving.then(async () => {
      const answer = await send('PUT', `${file.url}/released`, {released});
      if (answer.ok) {
        file.released = released;
      } else {
        box.checked = file.released;
      }
      trouble.textContent = answer.ok ? '' : answer.problem.detail ?? 'Не сохранено.';
    });
  });
  return element('div', {className: 'appeal-releasable'}, shown,
    element('label', {title: 'Иначе общественная палата этот файл не увидит'},
      box, ' Показать палате'), trouble);
}
