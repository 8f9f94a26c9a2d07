// The package icp-wasm in Node: it reads the parts from disk when they are needed.
import { readFileSync } from "node:fs";
import { modelOver } from "./api/model.js";
import { isFull } from "./api/options.js";
import { Engine } from "./engine.js";
import { initSync as startFull } from "./full/icp.js";
import { another } from "./instance.js";
import { modules } from "./modules.js";
import { initSync as startSmall } from "./small/icp.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";

const small = { ...modules.small, start: startSmall };
const full = { ...modules.full, start: startFull };

const compiled = (address) => new WebAssembly.Module(readFileSync(address));

/** Reads a part of a module and joins it to its engine. */
const join = (of, engine, part) => {
  const { chunks, common, shared } = of.shared;
  const rest = shared[part].map((at) => new WebAssembly.Module(Buffer.from(chunks[at], "base64")));
  for (const [at, address] of of.common.entries()) if (common[at].includes(part)) rest.push(compiled(address));
  for (const module of [compiled(of.parts[part]), ...rest]) new WebAssembly.Instance(module, engine.imports);
  engine.join(part);
};

/** Joins a part to an engine that may have it. */
const joined = (engine, part) => {
  if (!engine.has(part)) join(engine === full.engine ? full : small, engine, part);
};

/** Read and compiled when it is first needed; started anew when it has failed. */
const started = (of) => {
  of.module ??= compiled(of.address);
  if (of.engine === undefined || of.engine.isDead) {
    const exports = of.engine ? another(of.module) : of.start({ module: of.module });
    of.engine = new Engine(exports, of.has, (engine, part) => join(of, engine, part));
  }
  return of.engine;
};

const engine = (wanted) => {
  const of = wanted.includes("mistakes") ? full : small;
  const found = started(of);
  for (const part of wanted) if (!found.has(part)) join(of, found, part);
  return found;
};

/** Here nothing has to be fetched: it only makes the first score as fast as the others. */
export const load = async (size) => {
  engine(isFull(size) ? ["details", "regex"] : ["details"]);
};

export const Model = modelOver({ engine, load: engine, join: joined, atOnce: ["details"] });
