// The whole module in one piece, which has nothing to fetch: for hosts that hand it over as a module, or have it inside.
import { IcpError } from "./api/errors.js";
import { modelOver } from "./api/model.js";
import { isFull } from "./api/options.js";
import { found } from "./api/value.js";
import { Engine } from "./engine.js";
import { another } from "./instance.js";
import { more } from "./more.js";

const ALL = ["details", "words", "changes", "edits", "mistakes", "regex", "written", "yaml"];

/** An engine over the module, started when it is first needed and anew when it has failed. */
export const wholeEngine = (moduleOf) => {
  let module;
  let engine;
  return () => {
    if (engine === undefined || engine.isDead) {
      module ??= moduleOf();
      engine = new Engine(another(module), ALL, () => {});
    }
    return engine;
  };
};

/** The module that `load({ modules: { whole } })` was handed, or `undefined` where it was called otherwise. */
export const handed = (given) => {
  if (typeof given !== "object" || given === null) return undefined;
  const { whole } = given.modules ?? {};
  if (whole instanceof WebAssembly.Module) return whole;
  throw new IcpError("argument", `\`load\`: expected small, full or { modules: { whole } } with the compiled module of \`icp-wasm/whole.wasm\`, found ${found(whole)}`);
};

/** The package over the whole module. */
export const packageOver = (moduleOf) => {
  let engine = wholeEngine(moduleOf);
  const load = async (given) => {
    const module = handed(given);
    if (module === undefined) isFull(given);
    else engine = wholeEngine(() => module);
    engine();
  };
  const host = { engine: () => engine(), load: async () => void engine(), join: () => {}, atOnce: [], extend: more };
  return { load, Model: modelOver(host) };
};
