// What is due first stands first, until an operator chooses another order.
if (!location.hash.includes('sorting=')) {
  const order = encodeURIComponent('[{"sortBy":"dueDate","sortOrder":"asc"},{"sortBy":"created","sortOrder":"asc"}]');
  const hash = location.hash || '#/';
  history.replaceState(null, '', `${hash}${hash.includes('?') ? '&' : '?'}sorting=${order}`);
}
