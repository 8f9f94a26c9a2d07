import { IcpError } from "./api/errors.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One instance of the module: texts and frames go through its memory. */
export class Engine {
  #exports;
  #bytes = new Uint8Array();
  #numbers = new Float64Array();
  #input = 0;
  #room = 0;
  #isDead = false;

  constructor(exports) {
    this.#exports = exports;
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

  close(model) {
    if (!this.#isDead) this.#exports.close(model);
  }

  about(model) {
    this.#run(() => this.#exports.about(model));
    return this.answer();
  }

  document(model) {
    this.#run(() => this.#exports.document(model));
    return this.answer();
  }

  findings(model, day) {
    this.#run(() => this.#exports.findings(model, day));
    return this.answer();
  }

  foreign(frame) {
    this.#run(() => this.#exports.foreign(this.#put(frame)));
    return this.answer();
  }

  score(model, frame, day, lenient) {
    return this.#run(() => this.#exports.score(model, this.#put(frame), day, lenient)) === 0;
  }

  tell(told, model, frame, day, lenient) {
    const failed = this.#run(() => this.#exports.tell(told, model, this.#put(frame), day, lenient));
    return failed ? null : this.answer();
  }
}
