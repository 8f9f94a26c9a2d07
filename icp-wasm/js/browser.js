// The package icp-wasm in browsers: it fetches the parts that a model takes.
import { IcpError } from "./api/errors.js";
import { modelOver } from "./api/model.js";
import { isFull } from "./api/options.js";
import { COMMON, builds } from "./builds.js";
import { Engine } from "./engine.js";
import { another } from "./instance.js";
import { addresses } from "./modules.js";
import { more } from "./more.js";
import { needs, withNeeds } from "./needs.js";
import startSmall from "./small/icp.js";
import { handed, wholeEngine } from "./whole.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";

/** The ways out where the files of the package are not beside its code. */
const BESIDE = "with a bundler that copies no files, put `pkg/small` and `pkg/full` beside what it writes, or import `icp-wasm/inline`";
const NO_MODULE =
  `a page of HTML came where a module was asked for. In Vite's development server up to version 7, add \`optimizeDeps: { exclude: ["icp-wasm"] }\`; ${BESIDE}`;

const compiled = async (addressOf) => {
  let address = "a module of icp-wasm";
  const failed = (why) => new IcpError("fetch", `${address}: ${why}`);
  try {
    address = addressOf();
  } catch (error) {
    throw failed(`this code has no address beside which it would be (${error.message}): import \`icp-wasm/inline\``);
  }
  if (typeof fetch !== "function") throw failed("there is no `fetch` in this host: import `icp-wasm/inline`");
  try {
    const response = await fetch(address);
    if (response.status === 404) throw failed(`the server answered with 404: ${BESIDE}`);
    if (!response.ok) throw failed(`the server answered with ${response.status}`);
    const type = response.headers.get("content-type") ?? "";
    if (type.startsWith("text/html")) throw failed(NO_MODULE);
    return await (type === "application/wasm" ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    throw error instanceof IcpError ? error : failed(error.message);
  }
};

/** The id of the build that a module is from. */
const buildOf = (module) => String(WebAssembly.Module.customSections(module, "build").map((bytes) => new Uint8Array(bytes)));

/** One promise for each key, kept unless it fails: then the next call tries again. */
const once = (kept, key, promise) => {
  if (!kept.has(key)) {
    const promised = promise();
    kept.set(key, promised);
    promised.catch(() => kept.delete(key));
  }
  return kept.get(key);
};

const LATER = {
  details: "reasons, criteria and questions are not there yet: `await model.loadDetails()` first",
  words: "explanations, descriptions and findings are not there yet: `await model.loadWords()` first",
};

const absent = (_, part) => {
  throw new IcpError("not_loaded", LATER[part]);
};

/** One of the two modules: its engine, and what is on the way to it. */
class Host {
  #module;
  #compiled;
  #engines = new Map();
  #fetched = new Map();
  #joined = new WeakMap();
  #made = new WeakSet();
  engine;

  constructor(name, start) {
    this.#module = { ...builds[name], addresses: addresses[name], start };
  }

  /** Whether an engine is of this module. */
  made(engine) {
    return this.#made.has(engine);
  }

  /** The engine, if it is alive and has all of these parts. */
  with(wanted) {
    const there = this.engine?.isDead === false && wanted.every((part) => this.engine.has(part));
    return there ? this.engine : undefined;
  }

  async #start() {
    const { has, start, addresses } = this.#module;
    const isFirst = this.#compiled === undefined;
    this.#compiled ??= await compiled(addresses.icp_bg);
    const exports = isFirst ? await start({ module_or_path: this.#compiled }) : another(this.#compiled);
    this.engine = new Engine(exports, has, absent);
    this.#made.add(this.engine);
  }

  /** The functions that give the addresses of a part's files. */
  #files(part) {
    const { addresses, shared } = this.#module;
    return [part, ...COMMON.filter((_, at) => shared.common[at].includes(part))].map((name) => addresses[name]);
  }

  /** The modules of a part: its files, then what it shares with others. */
  #fetch(part) {
    const { chunks, shared } = this.#module.shared;
    const bytes = (at) => Uint8Array.from(atob(chunks[at]), (char) => char.charCodeAt(0));
    const files = () => this.#files(part).map((address) => once(this.#fetched, address, () => compiled(address)));
    const all = () => Promise.all([...files(), ...shared[part].map((at) => WebAssembly.compile(bytes(at)))]);
    return once(this.#fetched, part, all);
  }

  /** Fetches what is not there; the parts come beside the module. */
  async load(parts) {
    const wanted = withNeeds(parts);
    if (this.engine?.isDead) {
      this.engine = undefined;
      this.#engines.clear();
    }
    const started = once(this.#engines, "engine", () => this.#start());
    const missing = wanted.filter((part) => this.#module.parts.includes(part) && !this.engine?.has(part));
    await Promise.all([started, ...missing.map((part) => this.#fetch(part))]);
    await Promise.all(missing.map((part) => this.join(this.engine, part)));
  }

  /** Joins a part to an engine of this module. */
  async join(engine, part) {
    if (engine.has(part)) return;
    if (!this.#joined.has(engine)) this.#joined.set(engine, new Map());
    await once(this.#joined.get(engine), part, async () => {
      const first = (needs[part] ?? []).map((other) => this.join(engine, other));
      const [modules] = await Promise.all([this.#fetch(part), ...first]);
      // A cache may hold one of the files since before the last update.
      for (const [at, address] of this.#files(part).entries()) {
        if (buildOf(modules[at]) === buildOf(this.#compiled)) continue;
        throw new IcpError("fetch", `${address()} is of another build than the module: reload the page`);
      }
      await Promise.all(modules.map((module) => WebAssembly.instantiate(module, engine.imports)));
      engine.join(part);
    });
  }
}

const small = new Host("small", startSmall);
const full = new Host("full", async (options) => (await import("./full/icp.js")).default(options));

/** The engine over a module that was handed over. */
let given;

const engine = (wanted) => {
  if (given !== undefined) return given();
  const found = small.with(wanted) ?? full.with(wanted);
  if (found !== undefined) return found;
  const call = wanted.includes("regex") ? 'load("full")' : "load()";
  throw new IcpError("not_loaded", `call \`await ${call}\` first, or read the model with \`await Model.load(..)\``);
};

const fetched = async (wanted) => {
  if (given !== undefined) return;
  if (small.with(wanted) === undefined && full.with(wanted) === undefined) {
    await (wanted.includes("mistakes") ? full : small).load(wanted);
  }
};

/** Reading without a promise needs the messages of mistakes at hand. */
export const load = async (size) => {
  const module = handed(size);
  if (module === undefined) return full.load(isFull(size) ? ["words", "yaml", "regex"] : ["words", "yaml"]);
  given = wholeEngine(() => module);
  given();
};

export const Model = modelOver({ engine, load: fetched, join: (engine, part) => (full.made(engine) ? full : small).join(engine, part), atOnce: ["details", "words", "mistakes"], extend: more });
