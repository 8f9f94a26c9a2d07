// The type of a JavaScript value, found without trusting it: no inherited property is read, and no method of it called.

const toString = Object.prototype.toString;
const getPrototypeOf = Object.getPrototypeOf;
const getTime = Date.prototype.getTime;
const toISOString = Date.prototype.toISOString;
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size").get;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, "size").get;

/** A wrong argument as a message quotes it. */
export const found = (value) =>
  typeof value === "string" ? `text \`${value.slice(0, 40)}\`` : `a value of type ${typeName(value)}`;

/** `[object Date]` and the like; what a value says of itself, so it is checked before it is believed. */
export const tag = (value) => toString.call(value);

const answers = (method, value) => {
  try {
    return method.call(value);
  } catch {
    return undefined;
  }
};

/** The milliseconds of a Date of any realm, else undefined. */
export const time = (value) => (tag(value) === "[object Date]" ? answers(getTime, value) : undefined);

export const isMap = (value) => tag(value) === "[object Map]" && answers(mapSize, value) !== undefined;

export const isSet = (value) => tag(value) === "[object Set]" && answers(setSize, value) !== undefined;

/** Whether it is `{..}` or has no prototype; the plain objects of other realms count. */
export const isPlain = (value) => {
  const prototype = getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return tag(value) === "[object Object]" && getPrototypeOf(prototype) === null && isObjectPrototype(prototype);
};

const isObjectPrototype = (prototype) =>
  Object.hasOwn(prototype, "isPrototypeOf") && Object.hasOwn(prototype, "__proto__");

/** The day of a time in UTC, as `YYYY-MM-DD`. */
export const isoDay = (milliseconds) => {
  const text = toISOString.call(new Date(milliseconds));
  return text.slice(0, text.indexOf("T"));
};

/** The name of a value's type, for messages. */
export const typeName = (value) => {
  if (typeof value !== "object") return typeof value;
  if (value === null) return "null";
  const own = Array.isArray(value) ? Array.prototype : getPrototypeOf(value);
  const constructor = own && Object.getOwnPropertyDescriptor(own, "constructor")?.value;
  const name = typeof constructor === "function" && Object.getOwnPropertyDescriptor(constructor, "name")?.value;
  return typeof name === "string" && name ? name : tag(value).slice(8, -1);
};

/** Whether a text has no half of a surrogate pair; engines before 2023 lack the method. */
export const isWellFormed = (text) =>
  text.isWellFormed
    ? text.isWellFormed()
    : !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
