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
