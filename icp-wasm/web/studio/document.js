// The document of a model as the page changes it: copies with one thing changed, the way back, and the fields that a rule has. What a
// document means is decided by the engine, which reads it after every change.

/** A copy with a value at a path; `undefined` takes the key away. */
export const changed = (document, path, value) => {
  const copy = structuredClone(document);
  const last = path.at(-1);
  const place = path.slice(0, -1).reduce((found, key) => found[key], copy);
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
};

/** The texts before and after; changes of one field that follow each other quickly are one. */
export class History {
  #past = [];
  #future = [];
  #field;
  #at = 0;
  static QUICK = 1_000;

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Notes what is there before a change of a field. */
  note(before, field) {
    const now = Date.now();
    const isSame = field !== undefined && field === this.#field && now - this.#at < History.QUICK;
    if (!isSame) this.#past.push(before);
    [this.#field, this.#at, this.#future] = [field, now, []];
  }

  undo(now) {
    this.#field = undefined;
    this.#future.push(now);
    return this.#past.pop();
  }

  redo(now) {
    this.#field = undefined;
    this.#past.push(now);
    return this.#future.pop();
  }

  clear() {
    [this.#past, this.#future, this.#field] = [[], [], undefined];
  }
}

const WORDS = {
  gte: "at least", gt: "more than", lte: "at most", lt: "less than", is: "is", not: "is not", in: "one of", not_in: "none of",
  has: "has", has_any: "has one of", has_all: "has all of", between: "between", rating: "gives", points: "gives points",
  otherwise: "otherwise", penalty: "penalty", when: "when", unless: "but not when", fit: "fits when", misfit: "misfit when",
  within_last: "within the last", ratings: "from point to point", of: "of", max: "at most in all", min: "at least", half_life: "half life",
};

const word = (key) => WORDS[key] ?? String(key).replaceAll("_", " ");

/** Keys whose texts are names, which a slider or field may not change by accident. */
const NAMES = new Set(["id", "name", "description", "reason", "dimension", "attribute", "use", "verdicts", "labels", "weight", "required", "if_unknown", "combine", "say"]);

/** Keys of the points of a curve. */
const POINTS = new Set(["ratings", "points"]);

/** The constants in a part of the document: numbers, texts and lists of texts, each with its path and a label. */
export const constants = (part, path = [], labels = []) => {
  const found = [];
  const isList = (value) => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");
  const isPlain = (value) => typeof value === "number" || typeof value === "string" || isList(value);
  if (isPlain(part)) return [{ path, label: labels.join(" · "), value: part }];
  if (Array.isArray(part)) {
    part.forEach((value, at) => {
      const isPair = part.length === 2 && part.every((one) => typeof one === "number");
      // A point of a curve is a value and what it gives; any other pair has two ends.
      const ends = POINTS.has(path.at(-2)) ? ["at", "it gives"] : ["from", "to"];
      const pair = isPair ? ends[at] : POINTS.has(path.at(-1)) ? `point ${at + 1}` : String(at + 1);
      found.push(...constants(value, [...path, at], [...labels, pair]));
    });
  } else if (part !== null && typeof part === "object") {
    for (const [key, value] of Object.entries(part)) {
      if (NAMES.has(key)) continue;
      found.push(...constants(value, [...path, key], [...labels, word(key)]));
    }
  }
  return found;
};

/** What one typed for a constant, of the type that it had; undefined for what is none. */
export const typed = (before, text) => {
  if (typeof before === "number") {
    const number = Number(text.trim());
    return text.trim() === "" || !Number.isFinite(number) ? undefined : number;
  }
  if (Array.isArray(before)) return text.split(",").map((one) => one.trim()).filter(Boolean);
  return text;
};
