// What Camunda's webapps need to be part of the product.

// They bring a login form each. There is one login, ours: lead there instead.
function leadToLogin() {
  if (location.hash.startsWith('#/login')) {
    location.replace('/login');
  }
}

addEventListener('hashchange', leadToLogin);
leadToLogin();

// Whoever listens to the page needs to know its language; only two of them have ours.
if (/\/app\/(tasklist|welcome)\//.test(location.pathname)) {
  document.documentElement.lang = 'ru';
}

// The webapps ask for news by themselves: the session lasts as long as a person is at the screen,
// and this tells the server so.
const TELL_EVERY = 60_000;
let toldAt = 0;

function tellPresence() {
  if (Date.now() - toldAt < TELL_EVERY) {
    return;
  }
  toldAt = Date.now();
  const token = document.cookie.match(/(?:^|; )MEDCHAT-CSRF=([^;]*)/)?.[1] ?? '';
  fetch('/workplace/presence', {
    method: 'POST', credentials: 'same-origin', headers: {'X-MEDCHAT-CSRF': token},
  }).catch(() => { toldAt = 0; });
}

['pointerdown', 'keydown', 'wheel', 'touchstart'].forEach((sign) =>
  addEventListener(sign, tellPresence, {capture: true, passive: true}));
