// The answer for one account: numbers at once, details when they are asked for.
import { IcpError } from "./errors.js";
import { unpacked } from "./unpack.js";
import { found, typeName } from "./value.js";

const FORMATS = { __proto__: null, text: 0, markdown: 1, html: 2, page: 3 };

/** Asks an engine for the assessment, as JSON. */
const toText = (engine, model, frame, day, lenient) => engine.assess(model, frame, day, lenient);

/** Asks an engine for the assessment, as an object. */
const toObject = (engine, model, frame, day, lenient, texts) => {
  const numbers = engine.assessNumbers(model, frame, day, lenient);
  return numbers === null ? null : unpacked(numbers, texts, () => JSON.parse(engine.newTexts(model)));
};

/** Asks an engine for what could still change the answer. */
export const asked = (engine, ...account) => engine.questions(...account);

/** The number of a form for an engine. */
export const formOf = (format) => {
  const form = FORMATS[format];
  if (form !== undefined) return form;
  throw new IcpError("argument", `\`format\`: expected text, markdown, html or page, found ${found(format)}`);
};

/** The form of a text that is no whole page. */
export const fragmentOf = (format) => {
  if (format !== "page") return formOf(format);
  throw new IcpError("argument", "`format`: expected text, markdown or html, found page");
};

/**
 * The answer for one account. The numbers are there at once; the details are made when it is first asked for, from the
 * values as they were.
 */
export class Assessment {
  #ask;
  #frame;
  #day;
  #lenient;
  #place;
  #full;

  constructor(ask, frame, day, lenient, about, numbers) {
    const place = numbers[1];
    this.#ask = ask;
    this.#frame = frame;
    this.#day = day;
    this.#lenient = lenient;
    this.#place = place;
    this.best = about.icps[numbers[0]] ?? null;
    this.icp = about.icps[place];
    this.status = about.statuses[numbers[2]];
    this.score = orNull(numbers[3]);
    this.tier = about.tiers[place][numbers[7]] ?? null;
    this.bounds = numbers[4] === numbers[4] ? [numbers[4], numbers[5]] : null;
    this.coverage = numbers[6];
    this.stage = about.stages[place][numbers[8]] ?? null;
  }

  #told(call) {
    return this.#ask(call, this.#frame, this.#day, this.#lenient);
  }

  get #assessment() {
    this.#full ??= this.#told(toObject);
    return this.#full;
  }

  get #shown() {
    return this.#assessment.icps[this.#place];
  }

  get asOf() {
    return this.#assessment.as_of;
  }

  get source() {
    return this.#assessment.source;
  }

  get reason() {
    return this.#shown.reason;
  }

  get verdicts() {
    return this.#shown.verdicts;
  }

  get labels() {
    return this.#shown.labels;
  }

  get criteria() {
    return this.#shown.criteria;
  }

  get missing() {
    return this.#shown.missing;
  }

  get icps() {
    return this.#assessment.icps;
  }

  get derived() {
    return this.#assessment.derived;
  }

  get issues() {
    return this.#assessment.issues;
  }

  /** All of it, as plain data in the one shape that every language has; made anew at each call. */
  toObject() {
    return this.#told(toObject);
  }

  toJSON() {
    return this.toObject();
  }

  /** The same as JSON, as the core writes it: for a program that only passes it on. */
  toJsonText() {
    return this.#told(toText);
  }

  /** The questions that could still change the answer, the most useful first. */
  nextQuestions() {
    return JSON.parse(this.#told(asked));
  }

  explain(format = "text") {
    const form = formOf(format);
    return this.#told((engine, ...account) => engine.explain(form, ...account));
  }
}

const orNull = (number) => (number === number ? number : null);

/** The assessment explained, as text, Markdown, a fragment or a page of HTML. */
export const explain = (assessment, format) => {
  if (!(assessment instanceof Assessment)) {
    throw new IcpError("argument", `\`assessment\`: expected what \`score\` gave, found a value of type ${typeName(assessment)}`);
  }
  return assessment.explain(format);
};
