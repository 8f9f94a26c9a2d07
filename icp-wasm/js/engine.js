// One instance of the module as the engine of `Model`; nothing else calls its exports.
import { IcpError } from "./api/errors.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * One instance of the module: texts and frames go through its memory. The code of its parts, `details`, `changes`, `regex`, `written` and `yaml`, is
 * joined to it when it is needed; `absent(engine, part)` joins one at once, or throws what its user is to do about it.
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
    this.#parts = new Set(parts);
    this.#absent = absent;
    this.isDay = (day) => this.#run(() => exports.is_day(day)) === 1;
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
    if (part === "regex") this.#run(() => this.#exports.enable_regex());
    if (part === "written") this.#run(() => this.#exports.enable_written());
    if (part === "yaml") this.#run(() => this.#exports.enable_yaml());
    this.#parts.add(part);
  }

  /** Runs what is in the part `details`. */
  #inDetails(call) {
    if (!this.has("details") && !this.#isDead) this.#absent(this, "details");
    return this.#run(call);
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
    return decoder.decode(this.#memory.subarray(start, start + this.#exports.answer_length()));
  }

  open(source, text) {
    const opened = this.#run(() => this.#exports.open(source, this.#put(encoder.encode(text))));
    // Reading a model gives the room back.
    this.#room = 0;
    return opened;
  }

  withSource(model, source, text) {
    const opened = this.#run(() => this.#exports.with_source(model, source, this.#put(encoder.encode(text))));
    this.#room = 0;
    return opened;
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
    this.#inDetails(() => this.#exports.findings(model, day));
    return this.answer();
  }

  scoreRanges(model) {
    this.#inDetails(() => this.#exports.score_ranges(model));
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

  output(output, model, frame, day, lenient) {
    const failed = this.#inDetails(() => this.#exports.output(output, model, this.#put(frame), day, lenient));
    return failed ? null : this.answer();
  }

  /** The goal lies behind the account. */
  changes(model, frame, goal, day, lenient, most) {
    const text = encoder.encode(goal);
    const both = new Uint8Array(frame.length + text.length);
    both.set(frame);
    both.set(text, frame.length);
    const failed = this.#run(() => {
      this.#put(both);
      return this.#exports.changes(model, frame.length, text.length, day, lenient, most);
    });
    return failed ? null : this.answer();
  }
}
