// What the appeal is about, as the operator sees it; changing it changes nothing else.

import {element} from './dom.js';
import {send} from './server.js';

export function category({form, url, trouble, quiet, reload}) {
  const box = form.querySelector('[data-category]');
  let looks = null;

  function show(task) {
    const now = JSON.stringify([task.categoryCode, task.categories]);
    if (now === looks) {
      return;
    }
    looks = now;
    box.hidden = !task.categories?.length;
    if (!box.hidden) {
      box.replaceChildren(choice(task));
    }
  }

  function choice(task) {
    const known = task.categories.find((each) => each.id === task.categoryCode);
    const select = element('select', {ariaLabel: 'Тема обращения'},
      ...known ? [] : [element('option', {value: ''}, 'Выберите тему')],
      ...task.categories.map((each) => element('option', {value: each.id}, each.name)));
    select.value = known?.id ?? '';
    select.addEventListener('change', async () => {
      quiet();
      select.disabled = true;
      const answer = await send('PUT', `${url}/category`, {category: select.value});
      select.disabled = false;
      if (answer.ok) {
        await reload();
      } else {
        select.value = known?.id ?? '';
        trouble(answer.problem);
      }
      box.querySelector('select')?.focus();
    });
    return select;
  }

  return {show};
}
