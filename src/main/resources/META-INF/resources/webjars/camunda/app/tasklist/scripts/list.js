// The list of tasks: what tells them apart, the time left, the way on by keyboard, and the way to
// our other pages. Asks the server once for the whole list, however long it is.

import {left, overdue} from '/pages/time-left.js';

const ASK_AT_LEAST_EVERY = 30_000;
const COUNT_DOWN_EVERY = 5_000;
const BURNING = 30;

const known = new Map();
const shown = new Map();
const bars = new Set();
let around = {ministry: false, administrator: false};
let ahead = 0;
let asking = 0;
let place = 'list';
let lastTask = null;
let openingForm = false;

export default [
  {
    id: 'medchat-card',
    pluginPoint: 'tasklist.card',
    priority: 200,
    render(node, {taskId}) {
      node.className = 'medchat-card';
      shown.set(node, taskId);
      // The node gets its place in the page only after this.
      queueMicrotask(() => draw(node, taskId));
      askSoon();
    },
  },
  {
    id: 'medchat-pages',
    pluginPoint: 'tasklist.navbar.action',
    priority: 400,
    render(node) {
      node.className = 'medchat-pages';
      bars.add(node);
      drawPages(node);
      askSoon();
    },
  },
];

// ---- asking

function askSoon(after = 60) {
  clearTimeout(asking);
  asking = setTimeout(ask, after);
}

async function ask() {
  prune();
  const tasks = new URLSearchParams([...new Set(shown.values())].map((id) => ['task', id]));
  try {
    const answer = await fetch(`/workplace/list?${tasks}`, {credentials: 'same-origin'});
    if (answer.status === 401) {
      location.assign('/login');
      return;
    }
    if (answer.ok) {
      const seen = await answer.json();
      ahead = Date.parse(seen.now) - Date.now();
      around = seen;
      known.clear();
      seen.cards.forEach((card) => known.set(card.task, card));
    }
  } catch {
    // Without a connection what is shown stays; Tasklist itself says that something is wrong.
  }
  shown.forEach((task, node) => draw(node, task));
  bars.forEach(drawPages);
  nameSearch();
  keepPlace();
  askSoon(ASK_AT_LEAST_EVERY);
}

function prune() {
  [...shown.keys()].filter((node) => !node.isConnected).forEach((node) => shown.delete(node));
}

setInterval(() => {
  prune();
  shown.forEach((task, node) => countDown(node, known.get(task)));
}, COUNT_DOWN_EVERY);

// ---- showing

/** Tasklist asks for this label once, and does not have it yet when its labels come late. */
function nameSearch() {
  document.querySelectorAll('input[placeholder="SEARCH_PLACEHOLDER"]').forEach((search) => {
    search.placeholder = 'Искать задачи';
  });
}

function draw(node, taskId) {
  const card = known.get(taskId);
  const task = node.closest('li.task');
  if (!card || !task) {
    return;
  }
  const link = task.querySelector('h4.task a');
  if (link && !link.querySelector('.medchat-number')) {
    link.prepend(element('span', 'medchat-number', card.number), ' ');
  }
  node.replaceChildren(
    element('div', 'medchat-about', [card.municipality, card.category].filter(Boolean).join(' · ')),
    ...words(card),
    ...(card.held ? [element('div', 'medchat-held', 'ждёт подтверждения коллеги')] : []),
    element('div', 'medchat-due', ''));
  countDown(node, card);
}

/** The server leaves the words out for those who may not read them. */
function words(card) {
  if (card.words === null || card.words === undefined) {
    return [];
  }
  return [element('div', card.words ? 'medchat-words' : 'medchat-words none',
    card.words || 'без слов: фото или файл')];
}

function countDown(node, card) {
  const due = node.querySelector('.medchat-due');
  if (!due || !card) {
    return;
  }
  if (card.asked) {
    due.replaceChildren(
      element('b', '', `ждём с ${card.asked.words}`),
      element('span', '', card.due ? `до ${card.due.words}` : 'без срока'));
    return;
  }
  if (!card.due) {
    due.textContent = 'без срока';
    return;
  }
  const minutes = (Date.parse(card.due.at) - Date.now() - ahead) / 60_000;
  due.classList.toggle('burning', minutes >= 0 && (card.burning || minutes < BURNING));
  due.classList.toggle('overdue', minutes < 0);
  due.replaceChildren(
    element('b', '', minutes < 0 ? overdue(-minutes) : left(minutes)),
    element('span', '', `до ${card.due.words}`));
}

function drawPages(node) {
  const pages = [
    ['/deputies', 'Замещение'],
    ['/', 'Начальная страница'],
  ];
  if (around.ministry) {
    pages.unshift(['/burning', 'Горит в регионе']);
  }
  if (around.administrator) {
    pages.splice(-1, 0, ['/calendar', 'Календарь']);
  }
  node.replaceChildren(...pages.map(([href, name]) => {
    const link = element('a', '', name);
    link.href = href;
    link.target = '_self';
    return link;
  }));
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// ---- the way on by keyboard

addEventListener('focusin', ({target}) => {
  const task = target.closest('ol.tasks-list li.task');
  lastTask = task ? taskOf(task) : null;
  place = task ? 'list' : target.closest('.task-details') ? 'form' : 'elsewhere';
});

addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches?.('ol.tasks-list h4.task a')) {
    openingForm = true;
    intoForm(40);
  }
});

addEventListener('keydown', (event) => {
  if (event.altKey && !event.ctrlKey && event.code === 'KeyN') {
    event.preventDefault();
    const items = listed();
    const now = items.findIndex((item) => isOpen(taskOf(item)));
    openTask(items[now + 1] ?? items[0]);
  }
});

// Who has finished a task goes on with what is due first.
addEventListener('medchat-finished', ({detail}) => openNext(detail, 100));

addEventListener('pointerdown', () => { openingForm = false; });

function openNext(finished, tries) {
  const items = listed();
  if (!isOpen(finished) && location.hash.includes('task=')) {
    return; // The operator was quicker.
  }
  if (!isOpen(finished) && items.every((item) => taskOf(item) !== finished)) {
    openTask(items[0]);
  } else if (tries > 0) {
    setTimeout(openNext, 50, finished, tries - 1);
  }
}

function openTask(item) {
  const link = item?.querySelector('h4.task a');
  if (link) {
    link.focus();
    link.click();
    lastTask = taskOf(item);
    openingForm = true;
    intoForm(60);
  }
}

function isOpen(task) {
  return task !== null && location.hash.includes(task);
}

function listed() {
  return [...document.querySelectorAll('ol.tasks-list > li.task')];
}

function taskOf(item) {
  return [...shown].find(([node]) => item.contains(node))?.[1] ?? null;
}

/** From the list into the reply, as soon as the form that Enter has opened is there. */
function intoForm(tries) {
  const reply = document.querySelector('.task-details .appeal [data-text]');
  const ready = reply && reply.offsetParent
    && location.hash.includes(lastTask ?? '')
    && document.querySelector('.appeal [data-number]')?.textContent === known.get(lastTask)?.number;
  if (openingForm && ready) {
    openingForm = false;
    reply.focus();
  } else if (openingForm && tries > 0) {
    setTimeout(intoForm, 100, tries - 1);
  }
}

/** Tasklist makes the list anew when it refreshes: who was in it, or has just answered, is in it. */
function keepPlace() {
  if (document.activeElement && document.activeElement !== document.body) {
    return;
  }
  const items = listed();
  const same = items.find((item) => lastTask !== null && taskOf(item) === lastTask);
  const next = place === 'list' ? same ?? items[0]
    : place === 'form' && !document.querySelector('.task-details .appeal') ? items[0] : null;
  next?.querySelector('h4.task a')?.focus({preventScroll: place === 'list'});
}
