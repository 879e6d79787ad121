// Camunda's webapps bring a login form each. There is one login, ours: lead there instead.
function leadToLogin() {
  if (location.hash.startsWith('#/login')) {
    location.replace('/login');
  }
}

addEventListener('hashchange', leadToLogin);
leadToLogin();
