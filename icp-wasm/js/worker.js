// The package icp-wasm where a host compiles modules itself and lets no program do so: Cloudflare's workerd, and the edge functions of
// Vercel and Next.js. Both take this address for a compiled module.
import whole from "./full/whole.wasm?module";
import { packageOver } from "./whole.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";

const { load, Model } = packageOver(() => whole);

export { Model, load };
