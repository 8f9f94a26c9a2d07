// Elements. Whatever users or models wrote becomes text, never markup.

/** An element with properties, `aria-` and `data-` attributes among them, and children that are elements or texts. */
export const h = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.includes("-") || ["for", "role", "scope"].includes(key)) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

let count = 0;
/** An id that no other element has. */
export const fresh = (word) => `${word}-${++count}`;

/** Changes a text only when it is another, so that nothing is announced or drawn twice. */
export const say = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

export const show = (element, isShown) => {
  if (element.hidden === isShown) element.hidden = !isShown;
};

/** A text of the library with what stands in backticks as code. */
export const words = (text) => text.split("`").map((part, i) => (i % 2 === 1 ? h("code", {}, part) : part));

/** `a, b and c`. */
export const listed = (words) => new Intl.ListFormat("en").format(words);

/** The name of an attribute on the page. */
export const titleOf = ({ title, name }) => title ?? capital(name.replaceAll("_", " "));

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
