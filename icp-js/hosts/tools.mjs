// What the apps of several hosts use: files, programs, a server of files, and a page in Chromium.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };
/** No program of a host takes longer. */
const LIMIT = 300_000;
const ENV = { ...process.env, CI: "true", NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: undefined };

export const write = (folder, files) => {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof text === "string" ? text : JSON.stringify(text, null, 2));
  }
};

const started = (cwd, program, args, env = {}) => {
  const child = spawn(program, args, { cwd, env: { ...ENV, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: process.platform !== "win32" });
  child.said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (child.said += text));
  child.on("error", (error) => (child.said += error.message));
  return child;
};
const stop = (child) => {
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid);
  } catch {
    // It has ended by itself.
  }
};

/** What a program prints; one that fails is an error with its last lines. */
export const run = (cwd, program, args, env) =>
  new Promise((resolve, reject) => {
    const child = started(cwd, program, args, env);
    const timer = globalThis.setTimeout(() => stop(child), LIMIT);
    child.on("close", (code) => {
      clearTimeout(timer);
      const said = child.said.trim();
      if (code === 0) resolve(said);
      else reject(new Error(`${program} ${args.join(" ")}: ${code ?? "stopped"}\n${said.slice(-3000)}`));
    });
  });

/** A program of a package that is installed in the folder. */
export const bin = (cwd, name, args, env) => run(cwd, join(cwd, "node_modules/.bin", name), args, env);

/** Runs what must do without the package, which is not beside it meanwhile. */
export const without = async (folder, name, work) => {
  const [place, aside] = [join(folder, "node_modules", name), join(folder, "node_modules/.aside")];
  renameSync(place, aside);
  try {
    return await work();
  } finally {
    renameSync(aside, place);
  }
};

/** Starts a server of a host, asks it once, and ends it. `ask` is given the address that it prints. */
export const serving = async (cwd, name, args, ask, env) => {
  const child = started(cwd, join(cwd, "node_modules/.bin", name), args, env);
  try {
    for (let waited = 0; waited < LIMIT; waited += 200) {
      const plain = child.said.replaceAll(/\u001b\[[0-9;]*m/g, "");
      const found = plain.match(/https?:\/\/(?:localhost|127\.0\.0\.1):\d+/);
      if (found !== null && (name !== "next" || plain.includes("Ready"))) return await ask(found[0].replace("localhost", "127.0.0.1"));
      if (child.exitCode !== null) break;
      await setTimeout(200);
    }
    throw new Error(`${name} does not serve\n${child.said.slice(-3000)}`);
  } finally {
    stop(child);
  }
};

/** The title that a page has in the end. */
export const titleOf = async (address) => {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: CHROMIUM.find(existsSync), args: FLAGS });
  const said = [];
  try {
    const page = await browser.newPage();
    page.on("pageerror", (error) => said.push(error.message));
    page.on("console", (message) => said.push(message.text()));
    await page.goto(address);
    await page.waitForFunction("document.title !== '' && document.title !== 'waiting'", undefined, { timeout: 60_000 });
    return await page.title();
  } catch (error) {
    throw new Error([error.message.split("\n")[0], ...said].join("; "));
  } finally {
    await browser.close();
  }
};

/** The title of a page in a folder. */
export const titleIn = async (folder, page = "") => {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const file = join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await titleOf(`http://127.0.0.1:${server.address().port}/${page}`);
  } finally {
    server.close();
  }
};

/** A page that runs the program and says so in its title. */
export const PAGE = '<!doctype html><meta charset="utf-8"><title>waiting</title><link rel="icon" href="data:,"><script type="module" src="./main.js"></script>';
export const MAIN = 'import { run } from "./program.js";\nrun().then((said) => { document.title = said; });\n';
/** The same for a program of Node. */
export const PRINT = 'import { run } from "./program.js";\nrun().then((said) => console.log(said));\n';
