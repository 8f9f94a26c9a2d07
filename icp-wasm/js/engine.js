// One instance of the module as the engine of `Model`; nothing else calls its exports.
import { IcpError } from "./api/errors.js";
import { decoded, encoded } from "./api/utf8.js";

/** In place of the form of a text: an answer as JSON. */
const AS_JSON = 0xffff_ffff;

/**
 * One instance of the module: texts and frames go through its memory. The code of its parts, `details`, `words`, `changes`, `edits`, `regex`,
 * `written` and `yaml`, is joined to it when it is needed; `absent(engine, part)` joins one at once, or throws what its user is to do about it.
 */
export class Engine {
  #exports;
  #parts;
  #absent;
  #bytes = new Uint8Array();
  #numbers = new Float64Array();
  #input = 0;
  #room = 0;
  #isDead = false;

  constructor(exports, parts, absent) {
    this.#exports = exports;
    this.#parts = new Set();
    this.#absent = absent;
    this.isDay = (day) => this.#run(() => exports.is_day(day)) === 1;
    for (const part of parts) this.join(part);
  }

  get #memory() {
    // The memory that was looked at is gone once it has grown.
    if (this.#bytes.length === 0) this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    return this.#bytes;
  }

  get numbers() {
    if (this.#numbers.length === 0) {
      this.#numbers = new Float64Array(this.#exports.memory.buffer, this.#exports.numbers(), 9);
    }
    return this.#numbers;
  }

  /** Whatever ends a call half-way (no memory, no stack) leaves the instance in a state that nobody knows. */
  #run(call) {
    if (this.#isDead) throw new IcpError("internal", "this instance has failed before: read the model again");
    try {
      return call();
    } catch (error) {
      this.#isDead = true;
      throw new IcpError("internal", `the module failed: ${error}`);
    }
  }

  get isDead() {
    return this.#isDead;
  }

  has(part) {
    return this.#parts.has(part);
  }

  /** The imports of the modules of a part. */
  get imports() {
    return { __wasm_split: this.#exports };
  }

  /** Uses a part whose modules have been instantiated. */
  join(part) {
    if (part === "words") this.#run(() => this.#exports.enable_words());
    if (part === "regex") this.#run(() => this.#exports.enable_regex());
    if (part === "written") this.#run(() => this.#exports.enable_written());
    if (part === "yaml") this.#run(() => this.#exports.enable_yaml());
    this.#parts.add(part);
  }

  /** Runs what is in a part. */
  #in(part, call) {
    if (!this.has(part) && !this.#isDead) this.#absent(this, part);
    return this.#run(call);
  }

  #inDetails(call) {
    return this.#in("details", call);
  }

  #put(bytes) {
    if (bytes.length > this.#room) {
      this.#room = Math.max(1024, 2 * bytes.length);
      this.#input = this.#exports.input(this.#room);
    }
    this.#memory.set(bytes, this.#input);
    return bytes.length;
  }

  answer() {
    const start = this.#exports.answer();
    return decoded(this.#memory.subarray(start, start + this.#exports.answer_length()));
  }

  /** Opens a model by a text. Reading one gives the room back. */
  #opened(text, call) {
    const opened = this.#run(() => call(this.#put(encoded(text))));
    this.#room = 0;
    return opened;
  }

  open(source, text) {
    return this.#opened(text, (bytes) => this.#exports.open(source, bytes));
  }

  withSource(model, source, text) {
    return this.#opened(text, (bytes) => this.#exports.with_source(model, source, bytes));
  }

  replace(model, request) {
    return this.#opened(request, (bytes) => this.#exports.replace(model, bytes));
  }

  withLists(model, lists) {
    return this.#opened(lists, (bytes) => this.#exports.with_lists(model, bytes));
  }

  without(model, criterion) {
    return this.#opened(criterion, (bytes) => this.#exports.without(model, bytes));
  }

  describe(model, form) {
    this.#in("words", () => this.#exports.describe(model, form));
    return this.answer();
  }

  source(model) {
    this.#inDetails(() => this.#exports.source(model));
    return this.answer();
  }

  close(model) {
    if (!this.#isDead) this.#exports.close(model);
  }

  about(model) {
    this.#run(() => this.#exports.about(model));
    return this.answer();
  }

  fingerprint(model) {
    this.#inDetails(() => this.#exports.fingerprint(model));
    return this.answer();
  }

  document(model) {
    this.#inDetails(() => this.#exports.document(model));
    return this.answer();
  }

  findings(model, day) {
    this.#in("words", () => this.#exports.findings(model, day));
    return this.answer();
  }

  scoreRanges(model) {
    this.#in("words", () => this.#exports.score_ranges(model));
    return this.answer();
  }

  criteria(model) {
    this.#inDetails(() => this.#exports.criteria(model));
    return this.answer();
  }

  foreign(frame) {
    this.#run(() => this.#exports.foreign(this.#put(frame)));
    return this.answer();
  }

  score(model, frame, day, lenient) {
    return this.#run(() => this.#exports.score(model, this.#put(frame), day, lenient)) === 0;
  }

  assess(model, frame, day, lenient) {
    const failed = this.#inDetails(() => this.#exports.assess(model, this.#put(frame), day, lenient));
    return failed ? null : this.answer();
  }

  /** A look at the module's memory, good until the next call. */
  assessNumbers(model, frame, day, lenient) {
    const failed = this.#inDetails(() => this.#exports.assess_numbers(model, this.#put(frame), day, lenient));
    if (failed) return null;
    const [start, count] = this.numbers;
    return new Float64Array(this.#memory.buffer, start, count);
  }

  newTexts() {
    return this.answer();
  }

  explain(form, model, frame, day, lenient) {
    const failed = this.#in("words", () => this.#exports.explain(form, model, this.#put(frame), day, lenient));
    return failed ? null : this.answer();
  }

  questions(model, frame, day, lenient) {
    const failed = this.#inDetails(() => this.#exports.questions(model, this.#put(frame), day, lenient));
    return failed ? null : this.answer();
  }

  /** The goal lies behind the account. As JSON, or in words of a form. */
  changes(model, frame, goal, day, lenient, most, form = AS_JSON) {
    const text = encoded(goal);
    const both = new Uint8Array(frame.length + text.length);
    both.set(frame);
    both.set(text, frame.length);
    const call = () => {
      this.#put(both);
      return this.#exports.changes(form, model, frame.length, text.length, day, lenient, most);
    };
    const failed = form === AS_JSON ? this.#run(call) : this.#in("words", call);
    return failed ? null : this.answer();
  }
}
