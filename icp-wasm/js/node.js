import { readFileSync } from "node:fs";
import { modelOver } from "./api/model.js";
import { Engine } from "./engine.js";
import { initSync as startFull } from "./full/icp.js";
import { another } from "./instance.js";
import { initSync as startSmall } from "./small/icp.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";

const starts = { small: startSmall, full: startFull };
const modules = new Map();
const engines = new Map();

/**
 * Read and compiled when it is first needed; started anew when it has failed. Nothing has to be fetched, so there is none
 * between the smallest and the largest.
 */
const engine = (wanted) => {
  const size = wanted === "small" ? "small" : "full";
  let found = engines.get(size);
  if (found === undefined) {
    const module = new WebAssembly.Module(readFileSync(new URL(`./${size}/icp_bg.wasm`, import.meta.url)));
    modules.set(size, module);
    found = new Engine(starts[size]({ module }));
    engines.set(size, found);
  } else if (found.isDead) {
    found = new Engine(another(modules.get(size)));
    engines.set(size, found);
  }
  return found;
};

/** Here nothing has to be fetched: it only makes the first score as fast as the others. */
export const load = async (size = "small") => {
  engine(size);
};

export const Model = modelOver({ engine, load });
