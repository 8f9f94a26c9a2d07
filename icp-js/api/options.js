import { IcpError } from "./errors.js";
import { found, typeName } from "./value.js";

const NO_OPTIONS = Object.freeze({ __proto__: null });

export const optionsOf = (options) => {
  if (options === undefined) return NO_OPTIONS;
  if (typeof options === "object" && options !== null) return options;
  throw new IcpError("argument", `\`options\`: expected an object, found a value of type ${typeName(options)}`);
};

/** Whether `load` was asked for regular expressions as well. */
export const isFull = (size) => {
  if (size === undefined || size === "small") return false;
  if (size === "full") return true;
  throw new IcpError("argument", `\`load\`: expected small or full, found ${found(size)}`);
};

/** Whether an invalid value counts as missing. */
export const isLenient = (onInvalid) => {
  if (onInvalid === undefined || onInvalid === "error") return false;
  if (onInvalid === "missing") return true;
  throw new IcpError("argument", `\`onInvalid\`: expected error or missing, found ${found(onInvalid)}`);
};
