import { IcpError } from "./errors.js";
import { typeName } from "./value.js";

const NO_OPTIONS = Object.freeze({ __proto__: null });

export const optionsOf = (options) => {
  if (options === undefined) return NO_OPTIONS;
  if (typeof options === "object" && options !== null) return options;
  throw new IcpError("argument", `\`options\`: expected an object, found a value of type ${typeName(options)}`);
};

/** Whether an invalid value counts as missing. */
export const isLenient = (onInvalid) => {
  if (onInvalid === undefined || onInvalid === "error") return false;
  if (onInvalid === "missing") return true;
  throw new IcpError("argument", `\`onInvalid\`: expected error or missing, found a value of type ${typeName(onInvalid)}`);
};
