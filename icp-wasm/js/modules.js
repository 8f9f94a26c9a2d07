import { shared as sharedFull } from "./full/shared.js";
import { shared as sharedSmall } from "./small/shared.js";

/**
 * The small module opens models and scores, and has its words in a part of their own. The full one has those inside, and the
 * words of a model's mistakes. Both have regular expressions and YAML in parts. Addresses are written out, so that bundlers
 * see them.
 */
export const modules = {
  small: {
    has: [],
    address: new URL("./small/icp_bg.wasm", import.meta.url),
    parts: {
      words: new URL("./small/words.wasm", import.meta.url),
      matches: new URL("./small/matches.wasm", import.meta.url),
      yaml: new URL("./small/yaml.wasm", import.meta.url),
    },
    shared: sharedSmall,
  },
  full: {
    has: ["words", "mistakes"],
    address: new URL("./full/icp_bg.wasm", import.meta.url),
    parts: {
      matches: new URL("./full/matches.wasm", import.meta.url),
      yaml: new URL("./full/yaml.wasm", import.meta.url),
    },
    shared: sharedFull,
  },
};
