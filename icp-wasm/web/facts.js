// The facts behind an answer: the values that a rule has read, what it asks for, and what each criterion gives of the most
// that it can. Rules in words come from the library; here values get their titles and units.
import { capital, h, listed } from "./dom.js";

// Grouped from five digits on, since a year has four.
const NUMBER = new Intl.NumberFormat("en", { useGrouping: "min2", maximumFractionDigits: 6 });
const POINTS = new Intl.NumberFormat("en", { useGrouping: "min2", maximumFractionDigits: 2 });

const number = (value) => NUMBER.format(value);
export const points = (value) => POINTS.format(value);

/** Both ends of an interval, or the one that there is. */
const interval = ([low, high]) => {
  if (high === null) return low === null ? "any number" : `from ${number(low)} up`;
  return low === null ? `up to ${number(high)}` : `${number(low)} to ${number(high)}`;
};

const event = ({ event: name, on, count }) => `${name}${count === 1 ? "" : ` ${number(count)} times`} on ${on}`;

const plain = (value, type) => {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return number(value);
  if (typeof value === "string") return value;
  if (type === "number") return interval(value);
  if (value.length === 0) return type === "events" ? "nothing of it happened" : "none";
  return listed(type === "events" ? value.map(event) : value);
};

/** The attributes of a model: their titles, and their values in words. */
export class Facts {
  #attributes;

  constructor(attributes) {
    this.#attributes = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  }

  title(name) {
    return this.#attributes.get(name)?.title ?? name.replaceAll("_", " ");
  }

  titles(names) {
    return listed(names.map((name) => this.title(name)));
  }

  /** The value of an attribute, with its unit; why there is none. */
  value({ attribute: name, value, known, given }) {
    const { type, unit } = this.#attributes.get(name) ?? {};
    if (value === null) return known ? "none" : given === null ? "not known" : `not known from “${given}”`;
    const words = plain(value, type);
    const withUnit = type === "number" && unit ? `${words} ${unit}` : words;
    const isOther = given !== null && typeof value === "string" && given.toLowerCase() !== value.toLowerCase();
    return isOther ? `${withUnit} (given as “${given}”)` : withUnit;
  }

  /** All values that a rule has read. One alone goes without its title where the row is about it. */
  values(inputs, isTitled = inputs.length > 1) {
    return inputs.map((input) => (isTitled ? `${this.title(input.attribute)}: ` : "") + this.value(input)).join("; ");
  }
}

const CRITERIA = {
  fit: "fits",
  partial: "fits in part",
  none: "does not fit",
  misfit: "speaks against it",
  unknown: "not known",
  not_applicable: "does not apply",
};

/** `12 of 24`; while it is not known `0 to 24`. */
const given = ({ status, contribution, max_contribution: most }) => {
  const now = points(contribution);
  if (most === null || most <= 0) return now;
  return status === "unknown" ? `${now} to ${points(most)}` : `${now} of ${points(most)}`;
};

export const criterionName = ({ id, name }) => name ?? capital(id.replaceAll("-", " "));

/** One criterion as a row: its values, how it stands, what is wanted, and what it gives. */
export const criterionRow = (criterion, facts) => {
  const { status, label, inputs, missing, wanted } = criterion;
  const isOpen = status === "unknown" && missing.length > 0;
  const stands = isOpen ? `not known: ${facts.titles(missing)}` : label === null ? CRITERIA[status] : `${label} (${CRITERIA[status]})`;
  // What is not known is named already.
  const read = inputs.filter(({ known, given }) => known || given !== null);
  const values = facts.values(read, inputs.length > 1);
  return h(
    "tr",
    { "data-status": status },
    h("th", { scope: "row" }, criterionName(criterion)),
    h(
      "td",
      {},
      values === "" ? null : h("span", { className: "value" }, values),
      h("span", { className: "stands" }, stands),
      wanted === "" ? null : h("span", { className: "wanted" }, `wanted: ${wanted}`),
    ),
    h("td", { className: "number" }, given(criterion)),
  );
};

/** An exclusion that holds: its values, its rule, and what would lift it. One that may: what settles it. */
export const exclusionLine = ({ reason, missing, when, inputs, lift }, holds, facts) => {
  const settle = !holds && missing.length > 0 ? ` (tell ${facts.titles(missing)})` : "";
  const lifts = lift.map(({ attribute, words }) => `${facts.title(attribute)} ${words}`);
  const rule = `out where ${when}`;
  const rest = holds ? [facts.values(inputs, true), rule, lifts.length > 0 ? `it would not hold with ${lifts.join(", or with ")}` : null] : [rule];
  return h(
    "li",
    holds ? { className: "holds" } : {},
    `${holds ? "Excluded" : "Not ruled out"}: ${reason}${settle}`,
    h("span", { className: "wanted" }, capital(rest.filter(Boolean).join("; "))),
  );
};
