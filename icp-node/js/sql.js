// `toSql`: options by their names into the addon, and what is refused as an error.
import { IcpError } from "./api/errors.js";
import { typeName } from "./api/value.js";

/** A model that SQL cannot say: every place. */
export class ExportError extends Error {
  constructor(told) {
    super(told.message);
    this.name = "ExportError";
    this.code = told.refusals[0].code;
    this.refusals = told.refusals;
  }
}

const isTexts = (value) => Array.isArray(value) && value.every((item) => typeof item === "string");
const isColumns = (value) => typeof value === "object" && value !== null && Object.values(value).every((item) => typeof item === "string");
const isText = (value) => typeof value === "string";
const isTruth = (value) => typeof value === "boolean";

/** The options, each with whether a value is one, and the words for that. */
const OPTIONS = new Map([
  ["table", [isText, "text"]],
  ["asOf", [isText, "text: a day, a column or a parameter"]],
  ["keep", [isTexts, "a list of texts"]],
  ["columns", [isColumns, "an object of texts"]],
  ["texts", [isTexts, "a list of texts"]],
  ["view", [isText, "text"]],
  ["dbt", [isTruth, "true or false"]],
  ["prefix", [isText, "text"]],
  ["points", [isTruth, "true or false"]],
  ["bounds", [isTruth, "true or false"]],
  ["approximate", [isTruth, "true or false"]],
]);

export const toSql = (engine, id, dialect, options = {}) => {
  if (typeof dialect !== "string") {
    throw new IcpError("argument", `\`dialect\`: expected text, found a value of type ${typeName(dialect)}`);
  }
  if (typeof options !== "object" || options === null) {
    throw new IcpError("argument", `\`options\`: expected an object, found a value of type ${typeName(options)}`);
  }
  const wish = {};
  for (const [name, value] of Object.entries(options)) {
    const known = OPTIONS.get(name);
    if (known === undefined) {
      throw new IcpError("argument", `\`options\`: there is no \`${name.slice(0, 40)}\`; there are ${[...OPTIONS.keys()].join(", ")}`);
    }
    if (value === undefined) continue;
    const [fits, words] = known;
    if (!fits(value)) throw new IcpError("argument", `\`${name}\`: expected ${words}, found a value of type ${typeName(value)}`);
    wish[name] = value;
  }
  const sql = engine.sql(id, dialect, wish);
  if (sql !== null) return sql;
  const told = JSON.parse(engine.answer());
  throw told.refusals === undefined ? new IcpError("argument", told.message) : new ExportError(told);
};
