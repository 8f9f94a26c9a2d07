import { watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { Model } from "icp-node";

/** Editors write a file in several steps; it is read once they have settled. */
const SETTLED = 100;

/** A model file that is read again when it changes. While it is broken, the model that was there before stays. */
export class WatchedModel {
  #path;
  #watcher;
  #timer;

  constructor(path) {
    this.#path = resolve(path);
    this.model = Model.fromFile(this.#path);
    this.loadedAt = new Date();
    /** Why the file as it is now was refused, or null. */
    this.refused = null;
    // The folder, since editors put a new file in the place of the old one.
    this.#watcher = watch(dirname(this.#path), (_, name) => {
      if (name !== null && name !== basename(this.#path)) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.reload(), SETTLED);
    });
  }

  /** Reads the file now. The new model serves from the next request on. */
  reload() {
    try {
      const model = Model.fromFile(this.#path);
      if (model.fingerprint !== this.model.fingerprint) {
        this.model = model;
        this.loadedAt = new Date();
      }
      this.refused = null;
    } catch (error) {
      const { code, message, problems = [] } = error;
      this.refused = { at: new Date(), code, message, problems };
    }
  }

  close() {
    clearTimeout(this.#timer);
    this.#watcher.close();
  }
}
