// The two builds of the module that are fetched in parts. The small one opens models and scores; its details (reasons, criteria,
// questions) and the readers of written values and source files are parts of their own. The full one has these inside, and the
// messages of a model's mistakes. Both have the words (explanations, the model in words, findings), the search for changes, what changes
// models, regular expressions and YAML in parts. What parts share is in `shared.js`, and in `common.wasm` and its like if it is large.
import * as sharedFull from "./full/shared.js";
import * as sharedSmall from "./small/shared.js";

export const builds = {
  small: { has: [], parts: ["details", "words", "changes", "edits", "regex", "written", "yaml"], shared: sharedSmall },
  full: { has: ["details", "mistakes", "written"], parts: ["words", "changes", "edits", "regex", "yaml"], shared: sharedFull },
};

/** The files of what parts share, in the order of `common` in `shared.js`. */
export const COMMON = ["common", "common-2", "common-3", "common-4"];
