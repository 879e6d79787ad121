// What every part of the form needs of the page.

/** A new element; its children are nodes or words, never markup. */
export function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Words as they are compared: small letters, «е» for «ё». */
export function folded(words) {
  return words.toLowerCase().replaceAll('ё', 'е');
}
