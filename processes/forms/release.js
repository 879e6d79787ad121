// Beside each file, for the ministry: whether the public chamber sees it. The server decides who may.

import {element} from './dom.js';
import {send} from './server.js';

/** A box to tick; nothing for everybody else. The second argument tells files of one name apart. */
export function releaseOf(file, which) {
  if (file.released === null || file.released === undefined) {
    return '';
  }
  const box = element('input', {type: 'checkbox', checked: file.released});
  const trouble = element('b', {role: 'alert'});
  box.addEventListener('change', async () => {
    box.disabled = true;
    const answer = await send('PUT', `${file.url}/released`, {released: box.checked});
    box.disabled = false;
    box.checked = answer.ok ? box.checked : !box.checked;
    file.released = box.checked;
    trouble.textContent = answer.ok ? '' : answer.problem.detail ?? 'Не сохранено.';
  });
  return element('label', {className: 'appeal-release'},
    box, element('span', {}, `Показать общественной палате: ${file.name}${which}`), trouble);
}
