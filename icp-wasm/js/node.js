import { readFileSync } from "node:fs";
import { modelOver } from "./api/model.js";
import { Engine } from "./engine.js";
import { initSync as startFull } from "./full/icp.js";
import { parts as fullParts } from "./full/parts.js";
import { another } from "./instance.js";
import { initSync as startSmall } from "./small/icp.js";
import { parts as smallParts } from "./small/parts.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";

const modules = {
  small: { has: [], start: startSmall, address: new URL("./small/icp_bg.wasm", import.meta.url), parts: smallParts },
  full: {
    has: ["words", "mistakes"],
    start: startFull,
    address: new URL("./full/icp_bg.wasm", import.meta.url),
    parts: fullParts,
  },
};

const compiled = (address) => new WebAssembly.Module(readFileSync(address));

/** Reads a part and joins it to an engine. */
const join = (engine, part, { file, shared }) => {
  const rest = shared.map((text) => new WebAssembly.Module(Buffer.from(text, "base64")));
  for (const module of [compiled(file), ...rest]) new WebAssembly.Instance(module, engine.imports);
  engine.join(part);
};

/** Read and compiled when it is first needed; started anew when it has failed. */
const started = (of) => {
  of.module ??= compiled(of.address);
  if (of.engine === undefined || of.engine.isDead) {
    const exports = of.engine ? another(of.module) : of.start({ module: of.module });
    of.engine = new Engine(exports, of.has, (engine, part) => join(engine, part, of.parts[part]));
  }
  return of.engine;
};

const engine = (wanted) => {
  const of = wanted.includes("mistakes") ? modules.full : modules.small;
  const found = started(of);
  for (const part of wanted) if (!found.has(part)) join(found, part, of.parts[part]);
  return found;
};

/** Here nothing has to be fetched: it only makes the first score as fast as the others. */
export const load = async (size = "small") => {
  engine(size === "full" ? ["words", "matches"] : ["words"]);
};

export const Model = modelOver({ engine, load: engine, loadWords: () => {} });
