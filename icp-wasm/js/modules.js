// The addresses of the modules, by build and name, for pages. They are written out, so that bundlers see them, and are made when they
// are needed: a bundle may have no address of its own.

export const addresses = {
  small: {
    icp_bg: () => new URL("./small/icp_bg.wasm", import.meta.url),
    details: () => new URL("./small/details.wasm", import.meta.url),
    words: () => new URL("./small/words.wasm", import.meta.url),
    changes: () => new URL("./small/changes.wasm", import.meta.url),
    edits: () => new URL("./small/edits.wasm", import.meta.url),
    regex: () => new URL("./small/regex.wasm", import.meta.url),
    written: () => new URL("./small/written.wasm", import.meta.url),
    yaml: () => new URL("./small/yaml.wasm", import.meta.url),
    common: () => new URL("./small/common.wasm", import.meta.url),
    "common-2": () => new URL("./small/common-2.wasm", import.meta.url),
    "common-3": () => new URL("./small/common-3.wasm", import.meta.url),
    "common-4": () => new URL("./small/common-4.wasm", import.meta.url),
  },
  full: {
    icp_bg: () => new URL("./full/icp_bg.wasm", import.meta.url),
    words: () => new URL("./full/words.wasm", import.meta.url),
    changes: () => new URL("./full/changes.wasm", import.meta.url),
    edits: () => new URL("./full/edits.wasm", import.meta.url),
    regex: () => new URL("./full/regex.wasm", import.meta.url),
    yaml: () => new URL("./full/yaml.wasm", import.meta.url),
    common: () => new URL("./full/common.wasm", import.meta.url),
    "common-2": () => new URL("./full/common-2.wasm", import.meta.url),
    "common-3": () => new URL("./full/common-3.wasm", import.meta.url),
    "common-4": () => new URL("./full/common-4.wasm", import.meta.url),
  },
};
