// The caught letters: newest first, one of them open.

import {make} from './bubbles.js';
import {fullOf} from './time.js';

const $ = (id) => document.getElementById(id);
const LOOK_AGAIN_AFTER = 3000;

let letters = [];
let open = null;

function show(letter) {
  open = letter.id;
  document.body.classList.add('in-talk');
  $('letter').hidden = false;
  for (const field of ['subject', 'from', 'to', 'text']) {
    $(field).textContent = letter[field];
  }
  $('date').textContent = letter.date ? fullOf(new Date(letter.date)) : '';
  $('html').hidden = !letter.html;
  $('plain').open = !letter.html;
  if (letter.html) {
    $('html').src = `/sandbox/mail/${letter.id}/html`;
  } else {
    $('html').removeAttribute('src');
  }
  drawList();
}

function row(letter) {
  const button = make('button', 'chat');
  button.type = 'button';
  button.dataset.testid = `letter-${letter.id}`;
  button.setAttribute('aria-current', String(letter.id === open));
  const text = make('span', 'chat-text');
  const line = make('div', 'chat-line');
  line.append(make('b', '', letter.subject || 'Без темы'));
  text.append(line, make('div', 'preview', letter.to));
  button.append(text);
  button.addEventListener('click', () => show(letter));
  return button;
}

function drawList() {
  $('letters').replaceChildren(...[...letters].reverse().map(row));
  $('empty').hidden = open !== null;
  $('empty').textContent = letters.length ? 'Выберите письмо слева.' : 'Писем пока нет.';
  if (!letters.length) {
    $('letters').append(make('p', 'hint', 'Писем пока нет.'));
  }
}

async function look() {
  try {
    const found = await (await fetch('/sandbox/mail')).json();
    if (found.length !== letters.length || !found.length) {
      letters = found;
      drawList();
    }
  } catch {
    // The sandbox is being restarted; the next look will find it.
  }
  setTimeout(look, LOOK_AGAIN_AFTER);
}

$('back').addEventListener('click', () => {
  open = null;
  document.body.classList.remove('in-talk');
  $('letter').hidden = true;
  drawList();
});
look();
