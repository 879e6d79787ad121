// A reply that sounds like medical advice: offers to ask a colleague, and lets the colleague decide.

/** Called by appeal.js with what it has; shows itself in the form's data-advice and data-held. */
export function heldText({form, url, text, ask, csrf, element, over, quiet, reload}) {
  const offered = form.querySelector('[data-advice]');
  const box = form.querySelector('[data-held]');
  let looks = null;

  /** What was found in the operator's own words, and the two ways on. */
  function offer(outcome, problem) {
    const words = text.value;
    const send = element('button', {type: 'button', className: 'first', onclick: async () => {
      send.disabled = true;
      const answer = await post('', {outcome: outcome.value, text: words});
      if (answer.ok) {
        quiet();
        await reload();
      } else {
        complain(offered, answer.problem);
        send.disabled = false;
      }
    }}, 'Отправить на подтверждение');
    send.dataset.hold = '';
    offered.replaceChildren(
      element('b', {}, 'Похоже на врачебный совет, жителю пока не отправлено'),
      quoted(words, problem.findings),
      reasons(problem.findings),
      'Перепишите сообщение. Если это не совет, его прочитает и отправит коллега; срок ответа при этом идёт.',
      element('div', {className: 'appeal-held-do'}, send));
    offered.hidden = false;
    offered.scrollIntoView({block: 'nearest'});
  }

  function withdrawOffer() {
    offered.hidden = true;
  }

  /** What waits at the task, or came back; drawn anew only when it has changed. */
  function show(task) {
    const held = task.held;
    const now = JSON.stringify(held);
    if (now === looks) {
      return;
    }
    looks = now;
    box.hidden = !held;
    if (!held) {
      return;
    }
    box.replaceChildren(...(held.note ? returned(held) : waiting(held)));
  }

  function returned(held) {
    return [
      element('b', {}, `${held.returnedBy} не подтверждает: перепишите, пожалуйста`),
      element('p', {}, `Замечание: ${held.note}`),
      quoted(held.text, held.findings)];
  }

  function waiting(held) {
    const about = [
      element('b', {}, held.mine ? 'Ваше сообщение ждёт подтверждения коллеги'
        : 'Ждёт подтверждения коллеги: прочитайте и решите'),
      element('p', {}, `${held.by}, ${held.at.words}, решение «${held.outcome}»${held.inPrivate ? ', в личный чат' : ''}`),
      quoted(held.text, held.findings),
      reasons(held.findings)];
    return held.mine
      ? [...about, element('p', {}, 'Срок ответа идёт. Можно написать иначе: тогда это сообщение не уйдёт.')]
      : [...about, decision(held)];
  }

  function decision(held) {
    const note = element('input', {type: 'text', ariaLabel: 'Замечание автору',
                                   placeholder: 'Замечание автору'});
    const act = async (path, body, then) => {
      const buttons = box.querySelectorAll('button');
      buttons.forEach((button) => { button.disabled = true; });
      const answer = await post(`/${held.id}/${path}`, body);
      if (answer.ok) {
        then();
      } else if (answer.status === 410) {
        over(answer.problem);
      } else {
        complain(box, answer.problem);
        buttons.forEach((button) => { button.disabled = false; });
      }
    };
    const confirm = element('button', {type: 'button', className: 'first',
      onclick: () => act('confirmation', {}, toList)}, 'Это не врачебный совет, отправить');
    const back = element('button', {type: 'button',
      onclick: () => act('return', {note: note.value}, reload)}, 'Вернуть с замечанием');
    confirm.dataset.confirm = '';
    back.dataset.return = '';
    note.dataset.note = '';
    return element('div', {},
      element('div', {className: 'appeal-held-do'}, confirm),
      element('div', {className: 'appeal-held-do'}, note, back));
  }

  /** The task is finished, of which Tasklist knows nothing: lets it look anew, at no task. */
  function toList() {
    const [path, query = ''] = location.hash.split('?');
    const parameters = new URLSearchParams(query);
    ['task', 'detailsTab'].forEach((name) => parameters.delete(name));
    history.replaceState(null, '', `${path}?${parameters}`);
    location.reload();
  }

  function quoted(words, findings) {
    const quote = element('blockquote', {});
    let from = 0;
    for (const found of findings) {
      const start = words.indexOf(found.quote, from);
      if (start >= 0) {
        quote.append(words.slice(from, start), element('mark', {}, found.quote));
        from = start + found.quote.length;
      }
    }
    quote.append(words.slice(from));
    return quote;
  }

  function reasons(findings) {
    return element('ul', {}, ...findings.map((found) =>
      element('li', {}, `${found.reason}: «${found.quote}»`)));
  }

  function complain(where, problem) {
    where.querySelector('.appeal-held-problem')?.remove();
    where.append(element('p', {className: 'appeal-held-problem', role: 'alert'},
      problem.detail ?? 'Не получилось. Попробуйте ещё раз.'));
  }

  function post(path, body) {
    return ask(`${url}/held${path}`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-MEDCHAT-CSRF': csrf()},
      body: JSON.stringify(body),
    });
  }

  return {offer, withdrawOffer, show};
}
