// The module, in the words of the worker: texts go into its memory and come out of it. It decides nothing.
import start from "./pkg/icp.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const PASSES = { score: 0, rules: 1, causes: 2 };

/** A refusal of the module, as it says it. */
export class Refusal extends Error {
  constructor(told) {
    super(told.message ?? told.error?.message ?? "refused");
    this.told = told;
  }
}

export class Engine {
  #exports;

  /** The bytes of the module are only given where there is no page to fetch them for. */
  static async start(bytes) {
    const engine = new Engine();
    engine.#exports = await start(bytes && { module_or_path: bytes });
    return engine;
  }

  get #bytes() {
    return new Uint8Array(this.#exports.memory.buffer);
  }

  /** The bytes that the module takes in all. */
  get size() {
    return this.#exports.memory.buffer.byteLength;
  }

  #put(...parts) {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    let at = this.#exports.input(length);
    for (const part of parts) {
      this.#bytes.set(part, at);
      at += part.length;
    }
    return length;
  }

  #answer() {
    const at = this.#exports.answer();
    return decoder.decode(this.#bytes.subarray(at, at + this.#exports.answer_length()));
  }

  /** The answer as the text that it is: the page reads it, so that no object is copied on the way there. */
  #raw(failed) {
    const answer = this.#answer();
    if (failed) throw new Refusal(JSON.parse(answer));
    return answer;
  }

  #told(failed) {
    const answer = this.#answer();
    if (failed) throw new Refusal(JSON.parse(answer));
    return answer === "" ? null : JSON.parse(answer);
  }

  begin(delimiter) {
    this.#exports.table_begin(delimiter);
  }

  beginSheet() {
    this.#exports.sheet_begin();
  }

  feed(bytes) {
    if (this.#exports.table_feed(this.#put(bytes)) !== 0) this.#told(true);
  }

  end() {
    return this.#told(this.#exports.table_end());
  }

  beginModel(name) {
    this.#exports.begin_model(this.#put(encoder.encode(name)));
    return this.#answer();
  }

  open(text, source, day) {
    const [model, other] = [encoder.encode(text), encoder.encode(source)];
    this.#put(model, other);
    return this.#raw(this.#exports.studio_open(model.length, other.length, day));
  }

  /** The text of a model with changes, each a path and what is there now; the document is the whole that is meant. */
  edit(text, changes, document) {
    const parts = [text, JSON.stringify(changes), JSON.stringify(document)].map((part) => encoder.encode(part));
    this.#put(...parts);
    this.#exports.studio_edit(...parts.map((part) => part.length));
    return this.#answer();
  }

  start(pass) {
    this.#exports.studio_start(PASSES[pass]);
  }

  /** The next part of a pass; true when there is more. */
  step(pass) {
    const done = this.#exports.studio_step(PASSES[pass]);
    if (done === 2) this.#told(true);
    return done === 1;
  }

  counts(pass) {
    return this.#told(this.#exports.studio_counts(PASSES[pass]));
  }

  keep() {
    this.#exports.studio_keep();
  }

  outcome(asked) {
    return this.#told(this.#exports.studio_outcome(this.#put(encoder.encode(JSON.stringify(asked)))));
  }

  rows(asked) {
    this.#exports.studio_rows(this.#put(encoder.encode(JSON.stringify(asked))));
    return this.#told(false);
  }

  row(row) {
    return this.#told(this.#exports.studio_row(row));
  }

  cut(icp, wanted) {
    return this.#told(this.#exports.studio_cut(this.#put(encoder.encode(icp)), wanted));
  }
}
