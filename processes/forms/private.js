// Whether an answer goes to the group, where everybody reads it, or to the resident's private chat.

/** Called by appeal.js with what it has; puts itself in front of the outcome buttons. */
export function privately({form, text, element, keep, send}) {
  const choice = element('input', {type: 'checkbox'});
  const about = element('span', {className: 'appeal-private-about'});
  const box = element('div', {className: 'appeal-private', hidden: true},
    element('label', {}, choice, ' Ответить в личный чат'), about);
  const refusal = element('div', {className: 'appeal-held', hidden: true});
  box.dataset.private = '';
  refusal.dataset.personal = '';
  refusal.setAttribute('role', 'alert');
  form.querySelector('[data-outcomes]').before(refusal, box);
  let touched = false;

  choice.addEventListener('change', () => {
    touched = true;
    refusal.hidden = true;
    keep();
  });
  text.addEventListener('input', () => { refusal.hidden = true; });

  function show({discretion}) {
    box.hidden = !discretion;
    if (!discretion) {
      return;
    }
    if (!touched) {
      choice.checked = discretion.inPrivate;
    }
    const found = discretion.found.map((place) => `${place.reason} «${place.quote}»`);
    about.textContent = found.length
      ? `В сообщении жителя личное: ${found.join(', ')}. В группе будет видно только, что ему написали.`
      : '';
  }

  /** As the operator has chosen; null while they have not. */
  function chosen() {
    return touched ? choice.checked : null;
  }

  /** Chooses for the operator what they had chosen before. */
  function choose(inPrivate) {
    touched = true;
    choice.checked = inPrivate;
  }

  /** What must not be said in the group, and the way that is open. */
  function refused(outcome, problem) {
    const button = element('button', {type: 'button', className: 'first', onclick: () => {
      choose(true);
      refusal.hidden = true;
      send(outcome);
    }}, 'Отправить в личный чат');
    button.dataset.sendPrivately = '';
    refusal.replaceChildren(
      element('b', {}, 'В общий чат это не отправлено: там прочитают все'),
      quoted(text.value.trim(), problem.personal),
      element('ul', {}, ...problem.personal.map((place) =>
        element('li', {}, `${place.reason}: «${place.quote}»`))),
      'Уберите личное или ответьте там, где прочитает только житель.',
      element('div', {className: 'appeal-held-do'}, button));
    refusal.hidden = false;
    refusal.scrollIntoView({block: 'nearest'});
  }

  function quoted(words, places) {
    const quote = element('blockquote', {});
    let from = 0;
    for (const {start, quote: place} of places) {
      quote.append(words.slice(from, start), element('mark', {}, place));
      from = start + place.length;
    }
    quote.append(words.slice(from));
    return quote;
  }

  return {show, chosen, choose, refused};
}
