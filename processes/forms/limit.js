// Until when to answer, counted down by the product's clock, and how that was worked out; or until
// when the resident is waited for.

import {left, overdue} from '/pages/time-left.js';
import {element} from './dom.js';

const COUNT_DOWN_EVERY = 5_000;
const BURNING = 30;

export function limit(form) {
  const box = form.querySelector('[data-limit]');
  const traceBox = form.querySelector('[data-trace-box]');
  const trace = form.querySelector('[data-trace]');
  let task = null;
  let ahead = 0;
  const timer = setInterval(() => form.isConnected ? countDown() : clearInterval(timer),
    COUNT_DOWN_EVERY);

  function show(now) {
    task = now;
    ahead = Date.parse(task.now) - Date.now();
    const lines = task.limit?.trace ?? [];
    traceBox.hidden = lines.length === 0;
    trace.replaceChildren(...lines.map((line) => element('li', {}, line)));
    countDown();
  }

  function countDown() {
    box.hidden = !task?.limit;
    if (!task?.limit) {
      return;
    }
    if (task.asked) {
      box.classList.remove('passed', 'burning');
      box.replaceChildren(`Ждём ответа жителя до ${task.limit.words}`,
        element('span', {}, `вопрос задан ${task.asked.words}`));
      return;
    }
    const minutes = (Date.parse(task.limit.at) - Date.now() - ahead) / 60_000;
    box.classList.toggle('passed', minutes < 0);
    box.classList.toggle('burning', minutes >= 0 && minutes < BURNING);
    box.replaceChildren(
      minutes < 0 ? `Срок прошёл в ${task.limit.words}` : `Ответить до ${task.limit.words}`,
      element('span', {}, minutes < 0 ? overdue(-minutes) : left(minutes)));
  }

  return {show};
}
