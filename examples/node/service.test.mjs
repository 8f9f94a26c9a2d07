import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ask, load } from "./load.mjs";
import { service } from "./service.mjs";

const MODEL = new URL("../models/acme-gtm.yaml", import.meta.url);
const ACCOUNT = { employees: 320, arr: 6_000_000, country: "USA", tech_stack: ["HubSpot", "Amplitude"] };

describe("the service", () => {
  const folder = mkdtempSync(join(tmpdir(), "icp-service-"));
  const file = join(folder, "model.yaml");
  let server;
  let port;

  before(async () => {
    copyFileSync(MODEL, file);
    server = service(file);
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    ({ port } = server.address());
  });

  after(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  /** Waits until the health is as it should be. */
  const until = async (isSo) => {
    for (let attempt = 0; attempt < 4_000; attempt++) {
      const health = await ask(port, "GET", "/health");
      if (isSo(health)) return health;
      await new Promise((done) => setTimeout(done, 25));
    }
    return assert.fail("it did not happen");
  };

  test("scores accounts and tells about its model", async () => {
    const { status, body } = await ask(port, "POST", "/score", ACCOUNT);
    assert.deepEqual([status, body.best, body.icps[0].tier], [200, "mid-market-saas", "A"]);
    const list = await ask(port, "POST", "/score", [ACCOUNT, {}]);
    assert.deepEqual(list.body.map(({ best }) => best), ["mid-market-saas", null]);
    const { body: model } = await ask(port, "GET", "/model");
    assert.equal(model.name, "acme-gtm");
    assert.equal(body.model.fingerprint, model.fingerprint);
  });

  test("refuses what it cannot score", async () => {
    const wrong = await ask(port, "POST", "/score", { employees: "many" });
    assert.deepEqual([wrong.status, wrong.body.code, wrong.body.attribute], [422, "account.value", "employees"]);
    assert.equal((await ask(port, "POST", "/score", [ACCOUNT, { employees: "many" }])).body.row, 1);
    assert.equal((await ask(port, "POST", "/score", "x".repeat(2 << 20))).status, 413);
    assert.equal((await ask(port, "POST", "/score")).status, 400);
    assert.equal((await ask(port, "GET", "/other")).status, 404);
  });

  test("serves a new model, and keeps the old one while the file is broken", async () => {
    const text = readFileSync(MODEL, "utf8");
    const { body: first } = await ask(port, "GET", "/model");
    writeFileSync(file, text.replace("employees:", "employes:"));
    const broken = await until(({ status }) => status === 503);
    const [problem] = broken.body.refused.problems;
    assert(problem.line > 0 && problem.message.includes("employees"), JSON.stringify(problem));
    assert.equal(broken.body.fingerprint, first.fingerprint);
    assert.equal((await ask(port, "POST", "/score", ACCOUNT)).body.best, "mid-market-saas");
    // As editors do it: a new file in the place of the old one.
    writeFileSync(`${file}.new`, text.replace(/^name: .*$/m, "name: changed"));
    renameSync(`${file}.new`, file);
    await until(({ status, body }) => status === 200 && body.fingerprint !== first.fingerprint);
    assert.equal((await ask(port, "GET", "/model")).body.name, "changed");
  });
});

test("answers under load, whatever happens to the file", { timeout: 60_000 }, async () => {
  const { count, quantile, wrong, broken, mended, fingerprints } = await load(4);
  console.log(`# ${count} answers in 4 s: p50 ${quantile(0.5).toFixed(2)} ms, p99 ${quantile(0.99).toFixed(2)} ms`);
  assert.deepEqual(wrong, []);
  assert.deepEqual([broken.status, mended.status, fingerprints], [503, 200, 2]);
  assert.equal(broken.body.refused.problems[0].code, "unknown_field");
  // How many and how fast is told, and no test: that depends on what else the machine does.
  assert(count > 0);
});
