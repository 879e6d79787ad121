// Answer templates: chosen by typing, inserted with everything filled in that the server knows.

import {ask} from './server.js';
import {picker} from './picker.js';

/** What a template asks for and the server does not know, as its Placeholder names it. */
const GAP = /\[(?:имя жителя|телефон|адрес|срок ответа|тема)\]/;

export function templates({form, url, text, trouble, quiet}) {
  const box = form.querySelector('[data-templates]');
  const button = form.querySelector('[data-open-templates]');
  let loaded = null;
  button.addEventListener('click', toggle);

  async function toggle() {
    if (!box.hidden) {
      close();
      return;
    }
    quiet();
    if (!loaded) {
      const answer = await ask(`${url}/templates`);
      if (!answer.ok) {
        trouble(answer.problem);
        return;
      }
      loaded = answer.body;
    }
    const list = picker({
      label: 'Шаблоны ответов',
      placeholder: 'Начните писать слово из шаблона, Enter вставит',
      none: 'Такого шаблона нет. Добавить можно на странице «Шаблоны ответов».',
      choices: loaded.map((each, i) =>
        ({value: String(i), name: each.title, hint: each.subject ?? '', text: each.text})),
      choose: (choice) => insert(choice.text),
      close,
    });
    box.replaceChildren(list.node);
    box.hidden = false;
    button.ariaExpanded = 'true';
    list.focus();
  }

  function close() {
    box.hidden = true;
    button.ariaExpanded = 'false';
    text.focus();
  }

  /** In the place of what is selected, so that the browser's own undo takes it back. */
  function insert(words) {
    close();
    const start = text.selectionStart;
    if (!document.execCommand('insertText', false, words)) {
      text.setRangeText(words, start, text.selectionEnd, 'end');
      text.dispatchEvent(new Event('input', {bubbles: true}));
    }
    selectGap(start);
  }

  function selectGap(from) {
    const gap = GAP.exec(text.value.slice(from));
    if (gap) {
      text.setSelectionRange(from + gap.index, from + gap.index + gap[0].length);
    }
  }

  /** What nobody has filled in yet; null when nothing is left. Selects it. */
  function unfilled() {
    const gap = GAP.exec(text.value);
    if (!gap) {
      return null;
    }
    text.focus();
    selectGap(0);
    return gap[0];
  }

  return {toggle, unfilled};
}
