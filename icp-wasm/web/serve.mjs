// Serves this folder on this machine, with nothing but Node: `node icp-wasm/web/serve.mjs [PORT]`. Any other server of
// files will do as well, as long as it sends `.wasm` as `application/wasm`.
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("./", import.meta.url));
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** The file that a request asks for, if it is one of the page's. */
const fileOf = (url) => {
  try {
    const path = normalize(decodeURIComponent(new URL(url, "http://localhost").pathname));
    const file = join(FOLDER, path.endsWith("/") ? `${path}index.html` : path);
    return TYPES[extname(file)] && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
};

/** Starts a server for this machine only; port 0 takes one that is free. */
export const serve = async (port) => {
  const server = createServer(({ url }, response) => {
    const file = fileOf(url);
    if (file === undefined) return response.writeHead(404).end("not here\n");
    response.writeHead(200, { "content-type": TYPES[extname(file)], "cache-control": "no-cache" });
    response.end(readFileSync(file));
  });
  await new Promise((done, fail) => server.on("error", fail).listen(port, "127.0.0.1", done));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
};

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (existsSync(join(FOLDER, "pkg", "browser.js"))) {
    const { address } = await serve(Number(process.argv[2] ?? 8000));
    console.log(`The form is at ${address} (Ctrl+C ends it)`);
  } else {
    console.error("The package is not built yet: cargo xtask size");
    process.exitCode = 1;
  }
}
