// A list to choose from by typing: arrows walk, Enter chooses, Escape gives up.

import {element, folded} from './dom.js';

let ids = 0;

/**
 * @param choices [{value, name, hint, text}], hint and text may be absent
 * @param choose called with the choice
 * @param close called when nothing is chosen
 */
export function picker({label, placeholder, choices, choose, close, none}) {
  const id = `appeal-picker-${++ids}`;
  const list = element('ul', {id: `${id}-list`, role: 'listbox', ariaLabel: label});
  const input = element('input', {id, type: 'text', role: 'combobox', placeholder, ariaLabel: label,
                                  autocomplete: 'off', ariaExpanded: 'true', ariaAutoComplete: 'list'});
  input.setAttribute('aria-controls', list.id);
  const node = element('div', {className: 'appeal-picker'}, input, list);
  let offered = [];
  let active = 0;

  input.addEventListener('input', filter);
  input.addEventListener('keydown', (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) {
      walk(active + step);
    } else if (event.key === 'Enter' && !event.ctrlKey) {
      pick(offered[active]);
    } else if (event.key === 'Escape') {
      close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  function filter() {
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    offered = choices.filter((choice) => {
      const all = folded([choice.name, choice.hint, choice.text].filter(Boolean).join(' '));
      return words.every((word) => all.includes(word));
    });
    list.replaceChildren(...offered.map((choice, i) => {
      const option = element('li', {id: `${id}-${i}`, role: 'option', onclick: () => pick(choice)},
        element('b', {}, choice.name),
        choice.hint ? element('span', {className: 'appeal-hint'}, choice.hint) : '',
        choice.text ? element('span', {className: 'appeal-preview'}, choice.text) : '');
      option.dataset.value = choice.value;
      return option;
    }));
    if (offered.length === 0) {
      list.append(element('li', {className: 'appeal-none'}, none));
    }
    list.hidden = false;
    input.ariaExpanded = 'true';
    walk(0);
  }

  function walk(to) {
    active = Math.max(0, Math.min(to, offered.length - 1));
    [...list.children].forEach((option, i) => {
      option.ariaSelected = i === active && offered.length > 0 ? 'true' : 'false';
    });
    const option = list.children[active];
    input.setAttribute('aria-activedescendant', option?.id ?? '');
    if (option) {
      list.scrollTop += Math.min(0, option.offsetTop - list.scrollTop)
        || Math.max(0, option.offsetTop + option.offsetHeight - list.scrollTop - list.clientHeight);
    }
  }

  function pick(choice) {
    if (choice) {
      input.value = choice.name;
      list.hidden = true;
      input.ariaExpanded = 'false';
      choose(choice);
    }
  }

  filter();
  return {node, focus: () => input.focus()};
}
