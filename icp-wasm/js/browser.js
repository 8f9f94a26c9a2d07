import { IcpError } from "./api/errors.js";
import { modelOver } from "./api/model.js";
import { Engine } from "./engine.js";
import { another } from "./instance.js";
import startSmall from "./small/icp.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";

// From the least to the largest: each can do what those before it can.
const starts = {
  small: async () => new Engine(await startSmall()),
  yaml: async () => new Engine(await (await import("./yaml/icp.js")).default()),
  full: async () => new Engine(await (await import("./full/icp.js")).default()),
};
const addresses = {
  small: new URL("./small/icp_bg.wasm", import.meta.url),
  yaml: new URL("./yaml/icp_bg.wasm", import.meta.url),
  full: new URL("./full/icp_bg.wasm", import.meta.url),
};
const sizes = Object.keys(starts);
const loading = new Map();
const engines = new Map();

/** Started anew, after one that failed. */
const again = async (size) => {
  const response = await fetch(addresses[size]);
  return new Engine(another(await WebAssembly.compile(await response.arrayBuffer())));
};

/** The engine of this size, or the smallest that is there of those above. */
const found = (size) => {
  const there = sizes.slice(sizes.indexOf(size)).map((larger) => engines.get(larger));
  return there.find((engine) => engine?.isDead === false);
};

/**
 * Fetches a module, unless one that can do as much is there. One that could not be fetched, or that has failed, is tried
 * again at the next call.
 */
const fetched = async (size) => {
  if (found(size) !== undefined) return;
  if (engines.get(size)?.isDead) {
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
  const there = found(size);
  if (there !== undefined) return there;
  const call = size === "full" ? 'load("full")' : "load()";
  throw new IcpError("not_loaded", `call \`await ${call}\` first, or read the model with \`await Model.load(..)\``);
};

/** What reads at once has to have the words for mistakes at hand. */
export const load = (size = "small") => fetched(size === "small" ? "yaml" : size);

export const Model = modelOver({ engine, load: fetched });
