// The files of the package, by build and part.
import * as sharedFull from "./full/shared.js";
import * as sharedSmall from "./small/shared.js";

/**
 * The small module opens models and scores; its details (reasons, criteria, explanations, questions, findings) are a part of
 * their own, and so are the readers of written values and source files. The full one has both inside, and the messages of a
 * model's mistakes. Both have the search for changes, regular expressions and YAML in parts. What parts share is in `shared.js`, and in `common.wasm`
 * and `common-2.wasm` if it is large. Addresses are written out, so that bundlers see them.
 */
export const modules = {
  small: {
    has: [],
    address: new URL("./small/icp_bg.wasm", import.meta.url),
    parts: {
      details: new URL("./small/details.wasm", import.meta.url),
      changes: new URL("./small/changes.wasm", import.meta.url),
      regex: new URL("./small/regex.wasm", import.meta.url),
      written: new URL("./small/written.wasm", import.meta.url),
      yaml: new URL("./small/yaml.wasm", import.meta.url),
    },
    common: [new URL("./small/common.wasm", import.meta.url), new URL("./small/common-2.wasm", import.meta.url)],
    shared: sharedSmall,
  },
  full: {
    has: ["details", "mistakes", "written"],
    address: new URL("./full/icp_bg.wasm", import.meta.url),
    parts: {
      changes: new URL("./full/changes.wasm", import.meta.url),
      regex: new URL("./full/regex.wasm", import.meta.url),
      yaml: new URL("./full/yaml.wasm", import.meta.url),
    },
    common: [new URL("./full/common.wasm", import.meta.url), new URL("./full/common-2.wasm", import.meta.url)],
    shared: sharedFull,
  },
};
