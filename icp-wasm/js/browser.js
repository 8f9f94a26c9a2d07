import { IcpError } from "./api/errors.js";
import { modelOver } from "./api/model.js";
import { Engine } from "./engine.js";
import startSmall from "./small/icp.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";

const starts = {
  small: async () => new Engine(await startSmall()),
  full: async () => new Engine(await (await import("./full/icp.js")).default()),
};
const loading = new Map();
const engines = new Map();

/** Fetches the module. One that could not be fetched is tried again at the next call. */
export const load = async (size = "small") => {
  if (!loading.has(size)) loading.set(size, starts[size]());
  try {
    engines.set(size, await loading.get(size));
  } catch (error) {
    loading.delete(size);
    throw error;
  }
};

const engine = (size) => {
  const found = engines.get(size) ?? engines.get("full");
  if (found !== undefined) return found;
  const call = size === "full" ? 'load("full")' : "load()";
  throw new IcpError("not_loaded", `call \`await ${call}\` first, or read the model with \`await Model.load(..)\``);
};

export const Model = modelOver({ engine, load });
