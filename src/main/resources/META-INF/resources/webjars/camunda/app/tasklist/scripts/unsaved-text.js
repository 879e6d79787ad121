// A session that ended leaves a text in this window: the next login leads back to its task.
const task = sessionStorage.getItem('medchat-return');
sessionStorage.removeItem('medchat-return');
if (task && !/[?&]task=/.test(location.hash)) {
  const hash = location.hash || '#/';
  history.replaceState(null, '', `${hash}${hash.includes('?') ? '&' : '?'}task=${task}`);
}
