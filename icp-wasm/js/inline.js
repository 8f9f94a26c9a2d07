// The package icp-wasm with the module inside its code: for hosts that have no files beside it. It reads nothing and fetches nothing.
import { inlined } from "./inlined.js";
import { packageOver } from "./whole.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";

const compiled = () => new WebAssembly.Module(Uint8Array.from(atob(inlined), (char) => char.charCodeAt(0)));

const { load, Model } = packageOver(compiled);

export { Model, load };
