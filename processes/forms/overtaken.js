// Tasklist shows the form that arrives last. After two quick clicks that may be the form of the first
// task, beside the name and the address of the second one.

const TASK = /([?&])task=([^&]*)&?/;

/** Whether another task than this form's is open; then its form is fetched anew. */
export function overtaken(camForm) {
  const open = TASK.exec(location.hash)?.[2];
  if (!open || decodeURIComponent(open) === camForm.taskId) {
    return false;
  }
  camForm.on('submit', () => { camForm.submitPrevented = true; });
  const there = location.href;
  // Tasklist fetches nothing for a task that is open already: it closes it, and opens it again.
  addEventListener('hashchange', () => location.replace(there), {once: true});
  location.replace(location.href.replace(TASK, '$1'));
  return true;
}
