// Asks the service for scores for some seconds, while its model changes, breaks and is mended:
// `node examples/node/load.mjs [SECONDS]`. It prints how long answers took, counted from when each question was due: a
// pause of the service counts for all that came meanwhile. The client is a process of its own, and says how late itself was.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const MODEL = readFileSync(new URL("../models/acme-gtm.yaml", import.meta.url), "utf8");
const BROKEN = MODEL.replace("format: icp/1", "format: icp/1\nnaem: typo");
/** Questions come at this rate a second, whether or not those before are answered: people do not wait for each other. */
const RATE = 500;

/** One exchange with the service. */
export const ask = async (port, method, path, body, agent) => {
  const { status, text } = await exchange(port, method, path, body, agent);
  return { status, body: JSON.parse(text) };
};

const exchange = (port, method, path, body, agent) =>
  new Promise((done, fail) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
    const asked = request({ host: "127.0.0.1", port, method, path, agent, headers }, async (response) => {
      let answer = "";
      try {
        for await (const chunk of response.setEncoding("utf8")) answer += chunk;
        done({ status: response.statusCode, text: answer });
      } catch (error) {
        fail(error);
      }
    });
    asked.on("error", fail).end(text);
  });

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Asks at the rate until it is told to stop: how long each answer took, how late each question was, and what was wrong. */
const asking = (port, agent) => {
  const told = { times: [], late: [], wrong: [], fingerprints: new Set() };
  const open = new Set();
  const start = performance.now();
  let [asked, isOver] = [0, false];
  const one = async (number, due) => {
    const account = { employees: 20 + ((number * 37) % 900), arr: number * 1_000, country: "US", tech_stack: ["HubSpot"] };
    told.late.push(performance.now() - due);
    try {
      const { status, text } = await exchange(port, "POST", "/score", account, agent);
      told.times.push(performance.now() - due);
      const fingerprint = /"fingerprint":"(\w+)"/.exec(text)?.[1];
      if (status === 200 && fingerprint) told.fingerprints.add(fingerprint);
      else told.wrong.push(text);
    } catch (error) {
      told.wrong.push(String(error));
    }
  };
  const tick = () => {
    for (; !isOver; asked++) {
      const due = start + (1_000 * asked) / RATE;
      if (due > performance.now()) break;
      const answer = one(asked, due).finally(() => open.delete(answer));
      open.add(answer);
    }
    if (!isOver) setTimeout(tick, 1);
  };
  tick();
  return async () => {
    isOver = true;
    await Promise.all(open);
    return told;
  };
};

/** Runs the service in a process of its own under load, and gives the times of its answers in milliseconds. */
export const load = async (seconds) => {
  const folder = mkdtempSync(join(tmpdir(), "icp-load-"));
  const file = join(folder, "model.yaml");
  writeFileSync(file, MODEL);
  const service = fork(fileURLToPath(new URL("service.mjs", import.meta.url)), [file, "0"], { silent: true });
  const agent = new Agent({ keepAlive: true });
  try {
    const [line] = await once(service.stdout, "data");
    const port = Number(new URL(String(line).trim()).port);
    const stop = asking(port, agent);
    const part = (1_000 * seconds) / 4;
    await sleep(part);
    writeFileSync(file, BROKEN);
    await sleep(part);
    const broken = await ask(port, "GET", "/health", undefined, agent);
    writeFileSync(file, `${MODEL}# the same\n`);
    await sleep(part);
    const mended = await ask(port, "GET", "/health", undefined, agent);
    writeFileSync(file, MODEL.replace(/^name: .*$/m, "name: changed"));
    await sleep(part);
    const { times, late, wrong, fingerprints } = await stop();
    return { count: times.length, quantile: quantiles(times), late: quantiles(late), wrong, broken, mended, fingerprints: fingerprints.size };
  } finally {
    agent.destroy();
    service.kill();
    rmSync(folder, { recursive: true });
  }
};

const quantiles = (times) => {
  const sorted = [...times].sort((a, b) => a - b);
  return (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const seconds = Number(process.argv[2] ?? 30);
  const { count, quantile, late, wrong, broken, mended, fingerprints } = await load(seconds);
  const print = (what, of) => {
    const [p50, p99, most] = [0.5, 0.99, 1].map((share) => `${of(share).toFixed(2)} ms`);
    console.log(`${what}: p50 ${p50}, p99 ${p99}, most ${most}`);
  };
  print(`${count} answers in ${seconds} s, counted from when each question was due`, quantile);
  print("of which the client itself was late", late);
  console.log(`${wrong.length} refused; ${fingerprints} models served; broken: ${broken.status} ${broken.body.refused?.message}; mended: ${mended.status}`);
}
