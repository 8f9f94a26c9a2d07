// How far a batch on another thread is, and what ends it early.
import { setImmediate } from "node:timers/promises";
import { IcpError } from "./api/errors.js";
import { optionsOf } from "./api/options.js";
import { typeName } from "./api/value.js";

/** Lets everything else run that is due. */
export const turn = () => setImmediate();

/** The progress of a batch on another thread: the signal that stops it, and the function that is told the number of rows. */
export class Progress {
  #signal;
  #onProgress;
  #stop;
  #rows = 0;
  #failure;

  constructor(options) {
    const { signal, onProgress } = optionsOf(options);
    if (signal !== undefined && !(signal instanceof AbortSignal)) {
      throw new IcpError("argument", `\`signal\`: expected an AbortSignal, found a value of type ${typeName(signal)}`);
    }
    if (onProgress !== undefined && typeof onProgress !== "function") {
      throw new IcpError("argument", `\`onProgress\`: expected a function, found a value of type ${typeName(onProgress)}`);
    }
    this.#signal = signal;
    this.#onProgress = onProgress;
    this.check();
  }

  get isWatched() {
    return this.#onProgress !== undefined;
  }

  /** Throws what ended it: the signal's reason, or what the caller's function threw. */
  check() {
    this.#signal?.throwIfAborted();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  onAbort(stop) {
    this.#stop = stop;
    this.#signal?.addEventListener("abort", stop, { once: true });
  }

  /** Reports how many rows are done, when it is more than before. */
  report(rows, stop) {
    if (rows <= this.#rows || this.#failure !== undefined) return;
    this.#rows = rows;
    try {
      this.#onProgress?.(rows);
    } catch (error) {
      this.#failure = { error };
      stop?.();
    }
  }

  end() {
    if (this.#stop) this.#signal?.removeEventListener("abort", this.#stop);
  }
}
