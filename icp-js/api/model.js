// The class `Model` of every package, over an engine that the package brings.
import { Assessment, asked, formOf, fragmentOf } from "./assessment.js";
import { dayOf } from "./day.js";
import { documentOf } from "./document.js";
import { AccountError, IcpError, ModelError } from "./errors.js";
import { AccountFrame, pathsOf } from "./account-frame.js";
import { goalOf, isLenient, mostOf, optionsOf } from "./options.js";
import { found, typeName } from "./value.js";

const JSON_TEXT = 0;
const YAML_TEXT = 1;
const ANY_TEXT = 2;
const OBJECT = 3;

const INSIDE = Symbol();

/** The part that an engine needs to read a model which it refused; `undefined` when it has told every mistake. */
const lacking = (told) => {
  const hasWords = told.startsWith("{");
  const codes = hasWords ? JSON.parse(told).problems.map(({ code }) => code) : [told];
  if (codes.includes("regex.off")) return "regex";
  if (codes.includes("yaml.off")) return "yaml";
  if (codes.includes("written.off")) return "written";
  return hasWords ? undefined : "mistakes";
};

/** When the details and the words are to come: with the model, after it, or not before they are asked for. */
const timesOf = (options) => {
  const { details = "now", words = details } = optionsOf(options);
  if (details !== "now" && details !== "later") {
    throw new IcpError("argument", `\`details\`: expected now or later, found ${found(details)}`);
  }
  if (words !== "now" && words !== "later" && words !== "no") {
    throw new IcpError("argument", `\`words\`: expected now, later or no, found ${found(words)}`);
  }
  return { details, words };
};

const textOf = (text, method) => {
  if (typeof text === "string") return text;
  throw new IcpError("argument", `\`${method}\`: expected text, found a value of type ${typeName(text)}`);
};

/**
 * The class `Model` over what a package brings: `engine(wanted)` gives an engine that has all of these or throws when it is not
 * loaded, `load(wanted)` loads it: `details` (reasons, criteria, questions, findings), `words` (explanations, the model in words), `changes` (the search for them), `regex` (regular expressions),
 * `written` (the readers of written values), `yaml`, `mistakes` (the messages of a model's mistakes). An engine that has none of them
 * reads JSON and scores; `atOnce` is what one has to have that reads without a promise, and `join(engine, part)` gives it a part. A package that can do more has an `extend(Model, inside)`, which adds it.
 */
export const modelOver = (host) => {
  const finished = new FinalizationRegistry(({ engine, id }) => engine.close(id));
  // The frame that is free. A getter of an account may score another one meanwhile.
  let spare = new AccountFrame();

  const made = (engine, id) => new Model(INSIDE, engine, id);

  /** A model, or `undefined` when the engine needs more, which is now wanted. Throws a model's mistakes. */
  const attempt = (wanted, source, input) => {
    const engine = host.engine(wanted);
    const id = engine.open(source, source === OBJECT ? documentOf(input, engine) : input);
    if (id >= 0) return made(engine, id);
    const told = engine.answer();
    const lacks = lacking(told);
    if (lacks === undefined || wanted.includes(lacks)) throw new ModelError(JSON.parse(told));
    wanted.push(lacks);
    // Mistakes are told without the other words.
    if (lacks === "mistakes" && wanted.includes("words")) wanted.splice(wanted.indexOf("words"), 1);
  };
  const fetched = async (wanted) => {
    try {
      await host.load(wanted);
    } catch (error) {
      if (!wanted.includes("mistakes")) throw error;
      throw new IcpError(error.code ?? "internal", `the model has mistakes, and what tells them did not come: ${error.message}`);
    }
  };
  const open = (source, input) => {
    const wanted = source === YAML_TEXT ? [...host.atOnce, "yaml"] : [...host.atOnce];
    let model;
    while (model === undefined) model = attempt(wanted, source, input);
    return model;
  };

  class Model {
    #engine;
    #id;
    #about;
    #fingerprint;
    #ask;

    constructor(inside, engine, id) {
      if (inside !== INSIDE) throw new IcpError("argument", "`Model`: read one with `fromJson`, `fromYaml` or `load`");
      this.#engine = engine;
      this.#id = id;
      this.#about = JSON.parse(engine.about(id));
      this.#about.names = new Map(this.#about.names.map((name, number) => [name, number]));
      this.#about.paths = pathsOf(this.#about.names, this.#about.paths);
      finished.register(this, { engine, id }, this);
      // The texts of assessments, by their numbers.
      const texts = [];
      this.#ask = (call, frame, day, lenient) => {
        const told = call(this.#live(), this.#id, frame, day, lenient, texts);
        if (told === null) throw new AccountError(JSON.parse(engine.answer()));
        return told;
      };
    }

    static fromJson(text) {
      return open(JSON_TEXT, textOf(text, "fromJson"));
    }

    static fromYaml(text) {
      return open(YAML_TEXT, textOf(text, "fromYaml"));
    }

    static fromObject(object) {
      return open(OBJECT, object);
    }

    /** Reads a model from text in either form or from an object, and fetches what that takes. */
    static async load(source, options) {
      const { details, words } = timesOf(options);
      const kind = typeof source === "string" ? ANY_TEXT : OBJECT;
      const isJson = kind === OBJECT || /^[\s\uFEFF]*[[{]/.test(source);
      const wanted = isJson ? [] : ["yaml"];
      if (details === "now") wanted.push("details");
      if (words === "now") wanted.push("words");
      // It is found out when the model is read, but that would be another round trip.
      if (kind === ANY_TEXT && /\bmatches["']?\s*:/.test(source)) wanted.push("regex");
      if (kind === ANY_TEXT && /\b(?:missing|blank|written)["']?\s*:/.test(source)) wanted.push("written");
      let model;
      while (model === undefined) {
        await fetched(wanted);
        model = attempt(wanted, kind, source);
      }
      // They come in the background. A call that needs them before says so.
      if (details === "later") model.loadDetails().catch(() => {});
      if (words === "later") model.loadWords().catch(() => {});
      return model;
    }

    /** Waits for the details, and fetches them where they are not on their way. */
    async loadDetails() {
      await host.join(this.#live(), "details");
    }

    /** Waits for the words, and for the details, which they are about. */
    async loadWords() {
      await host.join(this.#live(), "words");
    }

    /**
     * A model that reads accounts by a source file, from text in either form or from an object; fetches what that takes. The
     * rules stay this model's.
     */
    async withSource(source) {
      const kind = typeof source === "string" ? ANY_TEXT : OBJECT;
      const text = kind === OBJECT ? documentOf(source, this.#live()) : source;
      return this.#changed("written", (engine, id) => engine.withSource(id, kind, text));
    }

    /** The model that a call to the engine makes of this one; fetches the part that the call is in, and what the new model takes. */
    async #changed(part, call) {
      const engine = this.#live();
      const joined = [];
      while (part !== undefined) {
        if (part === "mistakes") return this.#told(joined[0], call);
        await host.join(engine, part);
        joined.push(part);
        const id = call(this.#live(), this.#id);
        if (id >= 0) return made(engine, id);
        part = lacking(engine.answer());
        if (joined.includes(part)) break;
      }
      throw new ModelError(JSON.parse(engine.answer()));
    }

    /** Throws the mistakes of what a call would make: the same model is opened where there are words for them. */
    async #told(part, call) {
      await this.loadDetails();
      const document = this.toJsonText();
      const wanted = ["mistakes"];
      let model;
      while (model === undefined) {
        await fetched(wanted);
        model = attempt(wanted, JSON_TEXT, document);
      }
      try {
        return await model.#changed(part, call);
      } finally {
        model.free();
      }
    }

    /** For the package alone: a model's engine, its number there, and the means to make assessments. */
    static {
      const reach = (model) => ({ engine: model.#live(), id: model.#id, about: model.#about, ask: model.#ask });
      const changed = (model, part, call) => model.#changed(part, call);
      host.extend?.(Model, { open, reach, made, changed });
    }

    #live() {
      if (this.#id < 0) throw new IcpError("freed", "the model was freed");
      return this.#engine;
    }

    get name() {
      return this.#about.name;
    }

    get version() {
      return this.#about.version;
    }

    get fingerprint() {
      this.#fingerprint ??= this.#live().fingerprint(this.#id);
      return this.#fingerprint;
    }

    /** The name and the fingerprint of the source file by which it reads accounts, or null. */
    get source() {
      return JSON.parse(this.#live().source(this.#id));
    }

    get icps() {
      return [...this.#about.icps];
    }

    get attributes() {
      return structuredClone(this.#about.attributes);
    }

    /** The model in words, for people who never read the document. */
    describe(format = "text") {
      return this.#live().describe(this.#id, formOf(format));
    }

    /** Findings: rules that no account can meet, tiers that no score reaches, an overdue review. */
    findings(options) {
      const engine = this.#live();
      return JSON.parse(engine.findings(this.#id, dayOf(optionsOf(options).asOf, engine.isDay)));
    }

    /** The lowest and the highest score of each scorecard. */
    scoreRanges() {
      return JSON.parse(this.#live().scoreRanges(this.#id));
    }

    /** Every criterion of every icp in use, with the attributes that it reads. */
    get criteria() {
      return JSON.parse(this.#live().criteria(this.#id));
    }

    /** The canonical document, on one line. */
    toJsonText() {
      return this.#live().document(this.#id);
    }

    toJSON() {
      return JSON.parse(this.toJsonText());
    }

    score(account, options) {
      const engine = this.#live();
      const { asOf, onInvalid } = optionsOf(options);
      return this.#score(engine, account, dayOf(asOf, engine.isDay), isLenient(onInvalid));
    }

    /** Which missing attribute to ask for next, and whether any could still change the answer. */
    nextQuestions(account, options) {
      const engine = this.#live();
      const { asOf, onInvalid } = optionsOf(options);
      const [day, lenient] = [dayOf(asOf, engine.isDay), isLenient(onInvalid)];
      return JSON.parse(this.#ask(asked, this.#read(account), day, lenient));
    }

    /** The smallest sets of changes with which an account reaches a goal; fetches what that takes. */
    async changes(account, goal, options) {
      const engine = this.#live();
      const { asOf, onInvalid, maxChanges, icp } = optionsOf(options);
      const [day, lenient, most] = [dayOf(asOf, engine.isDay), isLenient(onInvalid), mostOf(maxChanges)];
      // What is no JSON at all is refused like any other goal that is none.
      const wanted = JSON.stringify(goalOf(goal, icp)) ?? "null";
      const bytes = this.#read(account);
      await host.join(engine, "changes");
      const told = (form) => {
        const found = this.#live().changes(this.#id, bytes, wanted, day, lenient, most, form);
        if (found === null) throw new AccountError(JSON.parse(engine.answer()));
        return found;
      };
      // It is no key of the answer: a copy of that, and its JSON, are as the core wrote them.
      const explain = { value: (format = "text") => told(fragmentOf(format)) };
      return Object.defineProperty(JSON.parse(told()), "explain", explain);
    }

    /** Scores many; an error says which `row` it was. */
    scoreBatch(rows, options) {
      const engine = this.#live();
      const { asOf, onInvalid } = optionsOf(options);
      const [day, lenient] = [dayOf(asOf, engine.isDay), isLenient(onInvalid)];
      if (rows === null || typeof rows?.[Symbol.iterator] !== "function" || typeof rows === "string") {
        throw new IcpError("argument", `\`rows\`: expected a list of accounts, found a value of type ${typeName(rows)}`);
      }
      const assessments = [];
      for (const account of rows) assessments.push(this.#score(this.#live(), account, day, lenient, assessments.length));
      return assessments;
    }

    #score(engine, account, day, lenient, row) {
      const bytes = this.#read(account);
      // A getter may have freed the model.
      if (!this.#live().score(this.#id, bytes, day, lenient)) {
        throw new AccountError(JSON.parse(engine.answer()), row);
      }
      return new Assessment(this.#ask, bytes, day, lenient, this.#about, engine.numbers);
    }

    #read(account) {
      const frame = spare ?? new AccountFrame();
      spare = undefined;
      try {
        return frame.write(account, this.#about.names, this.#about.paths, this.#about.limits);
      } finally {
        spare = frame;
      }
    }

    /** Gives its memory back now rather than some time after nobody holds it. Free twice is free once. */
    free() {
      if (this.#id < 0) return;
      finished.unregister(this);
      this.#engine.close(this.#id);
      this.#id = -1;
    }
  }
  if (Symbol.dispose) Object.defineProperty(Model.prototype, Symbol.dispose, { value: Model.prototype.free });
  return Model;
};
