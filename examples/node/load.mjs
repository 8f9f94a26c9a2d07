// Asks the service for scores for some seconds, while its model changes, breaks and is mended:
// `node examples/node/load.mjs [SECONDS]`. It prints how long answers took.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const MODEL = readFileSync(new URL("../models/acme-gtm.yaml", import.meta.url), "utf8");
const BROKEN = MODEL.replace("format: icp/1", "format: icp/1\nnaem: typo");
const CLIENTS = 8;
/** Each client's pause between an answer and its next question, in milliseconds. */
const PAUSE = 5;

/** One exchange with the service. */
export const ask = (port, method, path, body, agent) =>
  new Promise((done, fail) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
    const asked = request({ host: "127.0.0.1", port, method, path, agent, headers }, async (response) => {
      let answer = "";
      try {
        for await (const chunk of response.setEncoding("utf8")) answer += chunk;
        done({ status: response.statusCode, body: JSON.parse(answer) });
      } catch (error) {
        fail(error);
      }
    });
    asked.on("error", fail).end(text);
  });

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Runs the service in a process of its own under load, and gives the times of its answers in milliseconds. */
export const load = async (seconds) => {
  const folder = mkdtempSync(join(tmpdir(), "icp-load-"));
  const file = join(folder, "model.yaml");
  writeFileSync(file, MODEL);
  const service = fork(fileURLToPath(new URL("service.mjs", import.meta.url)), [file, "0"], { silent: true });
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  try {
    const [line] = await once(service.stdout, "data");
    const port = Number(new URL(String(line).trim()).port);
    const times = [];
    const wrong = [];
    const fingerprints = new Set();
    let isOver = false;
    const client = async (number) => {
      for (let at = number; !isOver; at += CLIENTS) {
        const account = { employees: 20 + ((at * 37) % 900), arr: at * 1_000, country: "US", tech_stack: ["HubSpot"] };
        const start = performance.now();
        const { status, body } = await ask(port, "POST", "/score", account, agent);
        times.push(performance.now() - start);
        if (status === 200) fingerprints.add(body.model.fingerprint);
        else wrong.push(body);
        await sleep(PAUSE);
      }
    };
    const clients = Array.from({ length: CLIENTS }, (_, number) => client(number));
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
    isOver = true;
    await Promise.all(clients);
    times.sort((a, b) => a - b);
    const quantile = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
    return { count: times.length, quantile, wrong, broken, mended, fingerprints: fingerprints.size };
  } finally {
    agent.destroy();
    service.kill();
    rmSync(folder, { recursive: true });
  }
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const seconds = Number(process.argv[2] ?? 30);
  const { count, quantile, wrong, broken, mended, fingerprints } = await load(seconds);
  const milliseconds = (share) => `${quantile(share).toFixed(2)} ms`;
  console.log(`${count} answers in ${seconds} s to ${CLIENTS} clients: p50 ${milliseconds(0.5)}, p99 ${milliseconds(0.99)}, most ${milliseconds(1)}`);
  console.log(`${wrong.length} refused; ${fingerprints} models served; broken: ${broken.status} ${broken.body.refused?.message}; mended: ${mended.status}`);
}
