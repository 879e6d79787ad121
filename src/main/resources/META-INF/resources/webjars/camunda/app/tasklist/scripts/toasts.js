// Tasklist's own notices, for people: the engine's English goes, and what our form says better too.

const ENGLISH = /^[^а-яё]*$/i;

new MutationObserver(() => document
  .querySelectorAll('.alert[ng-repeat] .message:not([hidden])').forEach(mend))
  .observe(document.documentElement, {childList: true, subtree: true});

function mend(message) {
  const toast = message.closest('.alert');
  if (message.textContent.includes('No matching task')) {
    // Mostly a list that was asked for just before the task was done. Where somebody else has done
    // it, the form says who.
    toast.querySelector('.close:not(.ng-hide)')?.click();
  } else if (message.textContent && ENGLISH.test(message.textContent)) {
    message.hidden = true;
    toast.title = message.textContent;
  }
}
