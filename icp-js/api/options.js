// Options of all methods: their names and the two words that several of them share.
import { IcpError } from "./errors.js";
import { found, typeName } from "./value.js";

const NO_OPTIONS = Object.freeze({ __proto__: null });

// Every option of any method of any package, so that one object of options may go to several.
const KNOWN = new Set(
  (
    "asOf onInvalid maxChanges icp details words asOfColumn missingColumns allowEmptyColumns keep prefix bounds reasons verdicts labels perIcp " +
    "perCriterion texts maxText qualified rank threads signal onProgress transfer name id"
  ).split(" "),
);

const plain = (name) => name.toLowerCase().replaceAll("_", "");

/** Options whose names are all known: one that is written otherwise would do nothing, unseen. */
export const optionsOf = (options) => {
  if (options === undefined) return NO_OPTIONS;
  if (typeof options === "object" && options !== null) {
    for (const name of Object.keys(options)) if (!KNOWN.has(name)) unknown(name);
    return options;
  }
  throw new IcpError("argument", `\`options\`: expected an object, found a value of type ${typeName(options)}`);
};

const unknown = (name) => {
  const meant = [...KNOWN].find((known) => plain(known) === plain(name));
  const way = meant === undefined ? `; there are ${[...KNOWN].join(", ")}` : `; did you mean \`${meant}\`?`;
  throw new IcpError("argument", `\`options\`: expected options by their names, found \`${name.slice(0, 40)}\`${way}`);
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

/** A goal of the icp that an option names, if there is one. */
export const goalOf = (goal, icp) => {
  if (icp === undefined) return goal;
  if (typeof icp !== "string") throw new IcpError("argument", `\`icp\`: expected the id of an icp, found ${found(icp)}`);
  if (typeof goal === "string" || typeof goal === "number") return { goal, icp };
  // What is no goal stays what it is, and is refused as such.
  return typeof goal === "object" && goal !== null ? { ...goal, icp } : goal;
};

/** How many attributes may change together; the largest number stands for as many as usual. */
export const mostOf = (maxChanges) => {
  if (maxChanges === undefined) return 0xffff_ffff;
  if (Number.isInteger(maxChanges) && maxChanges >= 0 && maxChanges < 0xffff_ffff) return maxChanges;
  throw new IcpError("argument", `\`maxChanges\`: expected a number from 1 to 3, found ${found(maxChanges)}`);
};
