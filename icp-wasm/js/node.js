// The package icp-wasm in Node: it reads the parts from disk when they are needed.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { IcpError } from "./api/errors.js";
import { modelOver } from "./api/model.js";
import { isFull } from "./api/options.js";
import { COMMON, builds } from "./builds.js";
import { Engine } from "./engine.js";
import { initSync as startFull } from "./full/icp.js";
import { another } from "./instance.js";
import { more } from "./more.js";
import { withNeeds } from "./needs.js";
import { initSync as startSmall } from "./small/icp.js";
import { handed, wholeEngine } from "./whole.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";

const small = { ...builds.small, folder: "small", start: startSmall };
const full = { ...builds.full, folder: "full", start: startFull };

/** This file, as the host says it. Not written as one address: bundlers would take the modules for files of theirs. */
const here = import.meta.url;

const compiled = (folder, name) => {
  const file = `${folder}/${name}.wasm`;
  try {
    return new WebAssembly.Module(readFileSync(fileURLToPath(new URL(file, here))));
  } catch (error) {
    const way = 'A bundle has no files beside it: leave the package out of it (Next.js: `serverExternalPackages: ["icp-wasm"]`; esbuild: `--external:icp-wasm`), or import `icp-wasm/inline`';
    throw new IcpError("fetch", `${file} of icp-wasm was not read: ${error.message}. ${way}`);
  }
};

/** Reads a part of a module and joins it to its engine, after those that it needs. */
const join = (of, engine, wanted) => {
  for (const part of withNeeds([wanted])) if (!engine.has(part)) add(of, engine, part);
};

const add = ({ folder, shared: { chunks, common, shared } }, engine, part) => {
  const rest = shared[part].map((at) => new WebAssembly.Module(Buffer.from(chunks[at], "base64")));
  for (const [at, name] of COMMON.entries()) if (common[at].includes(part)) rest.push(compiled(folder, name));
  for (const module of [compiled(folder, part), ...rest]) new WebAssembly.Instance(module, engine.imports);
  engine.join(part);
};

/** Joins a part to an engine that may have it. */
const joined = (engine, part) => join(engine === full.engine ? full : small, engine, part);

/** Read and compiled when it is first needed; started anew when it has failed. */
const started = (of) => {
  of.module ??= compiled(of.folder, "icp_bg");
  if (of.engine === undefined || of.engine.isDead) {
    const exports = of.engine ? another(of.module) : of.start({ module: of.module });
    of.engine = new Engine(exports, of.has, (engine, part) => join(of, engine, part));
  }
  return of.engine;
};

let given;

const engine = (wanted) => {
  if (given !== undefined) return given();
  const of = wanted.includes("mistakes") ? full : small;
  const found = started(of);
  for (const part of wanted) join(of, found, part);
  return found;
};

/** Here nothing has to be fetched: it only makes the first score as fast as the others. */
export const load = async (size) => {
  const module = handed(size);
  if (module !== undefined) given = wholeEngine(() => module);
  engine(module === undefined && isFull(size) ? ["details", "words", "regex"] : ["details", "words"]);
};

export const Model = modelOver({ engine, load: engine, join: joined, atOnce: ["details"], extend: more });
