// What a change of a model costs in the studio, in headless Chromium: `cargo xtask studio`, then `node benches/studio/run.mjs [ROWS...]`.
// Processor time is that of all threads of the page's process, as the kernel counts it, so it holds on a busy machine too.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "../../icp-wasm/web/serve.mjs";
import { model, write } from "./made.mjs";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const CHANGES = 10;
/** Changes after which the browser has compiled the module for good, on other threads; fewer where each has more to do. */
const warm = (rows) => (rows > 200_000 ? 4 : 15);

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
/** Seconds that the threads of processes have run. */
const spent = (pids) =>
  sum(pids.flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0])))) / 1e9;
const resident = (pids) => 1024 * sum(pids.map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1])));

const measure = async (page, pids, rows, folder) => {
  const path = join(folder, `accounts-${rows}.csv`);
  await write(path, rows);
  const bytes = statSync(path).size;
  await page.locator("#as-of").fill("2026-11-21");
  const settled = (what) => page.waitForFunction((what) => document.body.dataset[what] !== undefined && document.body.dataset[what] === document.body.dataset.asked, what, { timeout: 600_000 });
  const empty = resident(pids);
  let before = spent(pids);
  await page.locator("#accounts").setInputFiles(path);
  await page.waitForFunction((rows) => document.querySelector("#accounts-about").textContent.includes(rows), rows.toLocaleString("en"), { timeout: 600_000 });
  const read = spent(pids) - before;
  await page.locator("#model").setInputFiles({ name: "bench.yaml", mimeType: "text/plain", buffer: Buffer.from(model()) });
  await settled("done");
  // Heard of, and not asked for again and again: asking in every frame costs more than some of the changes.
  const change = (what, value) =>
    page.evaluate(
      ([what, value]) =>
        new Promise((done) => {
          const { dataset } = document.body;
          const watch = new MutationObserver(() => dataset[what] === dataset.asked && (watch.disconnect(), done()));
          watch.observe(document.body, { attributes: true });
          const input = document.querySelector('[data-criterion="c1"] input[type="number"]');
          input.value = value;
          input.dispatchEvent(new Event("input", { bubbles: true }));
        }),
      [what, value],
    );
  const times = { first: [], counted: [], done: [] };
  let turn = 0;
  for (const [what, changes] of [["first", 1], ["warm", warm(rows)], ["counted", rows > 200_000 ? 5 : CHANGES], ["done", rows > 200_000 ? 1 : 3]]) {
    for (let one = 0; one < changes; one++) {
      // Of a large table, a change ends what the one before it began, up to 30 ms of which are then counted with it.
      if (rows <= 200_000) await settled("done");
      await page.waitForTimeout(50);
      before = spent(pids);
      await change(what === "done" ? "done" : "counted", 2.5 + (turn++ % 2));
      times[what]?.push(spent(pids) - before);
    }
  }
  const told = await page.locator("#population > p").last().textContent();
  const middle = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
  const ms = (seconds) => `${Math.round(1000 * seconds)} ms`;
  console.log(`| ${rows.toLocaleString("en")} | ${(bytes / 1e6).toFixed(1)} MB | ${ms(read)} | ${ms(times.first[0])} | ${ms(middle(times.counted))} | ${ms(middle(times.done))} | ${/(\d+) MB/.exec(told)[1]} MB | ${((resident(pids) - empty) / 1e6).toFixed(0)} MB |`);
};

const folder = mkdtempSync(join(tmpdir(), "icp-studio-bench-"));
const { server, address } = await serve(0);
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  console.log("| accounts | file | read | the first change | a change: counts and histograms drawn | and causes, rules, near misses | WebAssembly | process |");
  console.log("|---|---|---|---|---|---|---|---|");
  const asked = process.argv.slice(2).map(Number);
  for (const rows of asked.length > 0 ? asked : [100_000, 1_000_000]) {
    // A page, and so a process, of its own.
    const page = await (await browser.newContext()).newPage();
    const session = await browser.newBrowserCDPSession();
    await page.goto(`${address}studio/`);
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    // Those of pages that were not opened do nothing.
    const pids = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
    await measure(page, pids, rows, folder);
    await page.context().close();
  }
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
}
