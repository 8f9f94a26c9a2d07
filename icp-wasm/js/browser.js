import { IcpError } from "./api/errors.js";
import { modelOver } from "./api/model.js";
import { Engine } from "./engine.js";
import { another } from "./instance.js";
import startSmall from "./small/icp.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";

const starts = {
  small: async () => new Engine(await startSmall()),
  full: async () => new Engine(await (await import("./full/icp.js")).default()),
};
const addresses = {
  small: new URL("./small/icp_bg.wasm", import.meta.url),
  full: new URL("./full/icp_bg.wasm", import.meta.url),
};
const loading = new Map();
const engines = new Map();

/** Started anew, after one that failed. */
const again = async (size) => {
  const response = await fetch(addresses[size]);
  return new Engine(another(await WebAssembly.compile(await response.arrayBuffer())));
};

/** Fetches the module. One that could not be fetched, or that has failed, is tried again at the next call. */
export const load = async (size = "small") => {
  const failed = engines.get(size);
  if (failed?.isDead) {
    engines.delete(size);
    loading.set(size, again(size));
  }
  if (!loading.has(size)) loading.set(size, starts[size]());
  try {
    engines.set(size, await loading.get(size));
  } catch (error) {
    loading.delete(size);
    throw error;
  }
};

const engine = (size) => {
  const found = [engines.get(size), engines.get("full")].find((engine) => engine?.isDead === false);
  if (found !== undefined) return found;
  const call = size === "full" ? 'load("full")' : "load()";
  throw new IcpError("not_loaded", `call \`await ${call}\` first, or read the model with \`await Model.load(..)\``);
};

export const Model = modelOver({ engine, load });
