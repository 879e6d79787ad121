// Every few seconds: says that somebody has this appeal open, and learns who else does and whether
// anything has changed. Only then the form asks for the whole task.

import {send} from './server.js';

const EVERY = 3_000;
const TYPING_FOR = 5_000;

/**
 * Begins to ask, until the form is no longer in the page.
 *
 * @param version what the form shows, as the server named it
 * @param answered called whenever the server can be reached
 * @param changed called when there is something else to show
 * @param refused called when the server says no; true ends the asking
 * @param left called once the form has left the page
 */
export function live({form, url, text, version, answered, changed, refused, left}) {
  const here = form.querySelector('[data-here]');
  let typedAt = -TYPING_FOR;
  let timer = setTimeout(beat, 0);
  let over = false;
  text.addEventListener('input', () => { typedAt = performance.now(); });
  document.addEventListener('visibilitychange', seen);
  addEventListener('pagehide', leave);

  function seen() {
    if (!document.hidden) {
      clearTimeout(timer);
      beat();
    }
  }

  async function beat() {
    if (over) {
      return;
    }
    if (!form.isConnected) {
      leave();
      left();
      return;
    }
    if (!document.hidden) {
      const typing = performance.now() - typedAt < TYPING_FOR;
      const answer = await send('PUT', `${url}/live`, {typing});
      if (answer.ok) {
        tell(answer.body.here);
        answered();
        if (answer.body.version !== version()) {
          await changed();
        }
      } else if (await refused(answer)) {
        stop();
        return;
      }
    }
    clearTimeout(timer);
    timer = setTimeout(beat, EVERY);
  }

  function tell(colleagues) {
    here.hidden = colleagues.length === 0;
    here.textContent = colleagues.length === 0 ? '' : `Сейчас здесь: ${colleagues
      .map((each) => each.typing ? `${each.name} (пишет)` : each.name).join(', ')}`;
  }

  function stop() {
    over = true;
    clearTimeout(timer);
    tell([]);
    document.removeEventListener('visibilitychange', seen);
    removeEventListener('pagehide', leave);
  }

  /** Colleagues needn't wait until the server notices. */
  function leave() {
    if (!over) {
      stop();
      send('DELETE', `${url}/live`, {}, true);
    }
  }
}
