import { Assessment } from "./assessment.js";
import { dayOf } from "./day.js";
import { documentOf } from "./document.js";
import { AccountError, IcpError, ModelError } from "./errors.js";
import { Frame } from "./frame.js";
import { isLenient, optionsOf } from "./options.js";
import { typeName } from "./value.js";

const JSON_TEXT = 0;
const YAML_TEXT = 1;
const ANY_TEXT = 2;
const OBJECT = 3;
// After the assessment and its three forms in words.
const QUESTIONS = 4;

const INSIDE = Symbol();

/** The larger engine for what this one could not read or has no words for; `undefined` when all there is to say is said. */
const larger = (told) => {
  const hasWords = told.startsWith("{");
  const codes = hasWords ? JSON.parse(told).problems.map(({ code }) => code) : [told];
  if (codes.includes("regex.off")) return "full";
  return hasWords ? undefined : "yaml";
};

const textOf = (text, method) => {
  if (typeof text === "string") return text;
  throw new IcpError("argument", `\`${method}\`: expected text, found a value of type ${typeName(text)}`);
};

/**
 * The class `Model` over what a package brings: `engine(size)` gives an engine of at least that size or throws when none
 * is loaded, `load(size)` loads one. A `small` engine reads JSON and has no words for a model's mistakes, a `yaml` one has
 * them and reads YAML too, a `full` one also patterns. A package that can do more has an `extend(Model, inside)`, which adds it.
 */
export const modelOver = (host) => {
  const finished = new FinalizationRegistry(({ engine, id }) => engine.close(id));
  // The frame that is free. A getter of an account may score another one meanwhile.
  let spare = new Frame();

  /** A model, or the size of the engine that is to be asked next. Throws a model's mistakes. */
  const attempt = (size, source, input) => {
    const engine = host.engine(size);
    const id = engine.open(source, source === OBJECT ? documentOf(input, engine) : input);
    if (id >= 0) return { model: new Model(INSIDE, engine, id) };
    const told = engine.answer();
    const next = larger(told);
    if (next === undefined) throw new ModelError(JSON.parse(told));
    return { next };
  };
  const open = (source, input) => {
    let { model, next } = { next: source === YAML_TEXT ? "yaml" : "small" };
    while (model === undefined) ({ model, next } = attempt(next, source, input));
    return model;
  };

  class Model {
    #engine;
    #id;
    #about;
    #ask;

    constructor(inside, engine, id) {
      if (inside !== INSIDE) throw new IcpError("argument", "`Model`: read one with `fromJson`, `fromYaml` or `load`");
      this.#engine = engine;
      this.#id = id;
      this.#about = JSON.parse(engine.about(id));
      this.#about.names = new Map(this.#about.names.map((name, number) => [name, number]));
      finished.register(this, { engine, id }, this);
      this.#ask = (told, frame, day, lenient) => {
        const text = this.#live().tell(told, this.#id, frame, day, lenient);
        if (text === null) throw new AccountError(JSON.parse(engine.answer()));
        return text;
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
    static async load(source) {
      const kind = typeof source === "string" ? ANY_TEXT : OBJECT;
      const isJson = kind === OBJECT || /^[\s\uFEFF]*[[{]/.test(source);
      let { model, next } = { next: isJson ? "small" : "yaml" };
      while (model === undefined) {
        await host.load(next);
        ({ model, next } = attempt(next, kind, source));
      }
      return model;
    }

    /** What only the package sees: a model's engine and number there, and what assessments are made with. */
    static {
      const reach = (model) => ({ engine: model.#live(), id: model.#id, about: model.#about, ask: model.#ask });
      host.extend?.(Model, { open, reach });
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
      return this.#about.fingerprint;
    }

    get icps() {
      return [...this.#about.icps];
    }

    get attributes() {
      return structuredClone(this.#about.attributes);
    }

    /** What its author should know about the model. */
    findings(options) {
      const engine = this.#live();
      return JSON.parse(engine.findings(this.#id, dayOf(optionsOf(options).asOf, engine.isDay)));
    }

    /** The canonical document, on one line. */
    toJson() {
      return this.#live().document(this.#id);
    }

    toJSON() {
      return JSON.parse(this.toJson());
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
      return JSON.parse(this.#ask(QUESTIONS, this.#read(account), day, lenient));
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
      const frame = spare ?? new Frame();
      spare = undefined;
      try {
        return frame.write(account, this.#about.names, this.#about.limits);
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
