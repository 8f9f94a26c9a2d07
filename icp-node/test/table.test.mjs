// Tables: Arrow's bytes in and out, at once and on another thread.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { Bool, DateDay, Dictionary, Field, Float64, Int32, List, Table, Utf8, tableFromArrays, tableFromIPC, tableToIPC, vectorFromArray } from "apache-arrow";
import { AccountError, BatchError, IcpError, Model } from "icp-node";

const model = Model.fromFile(new URL("../../benches/task/model.yaml", import.meta.url));
const AS_OF = { asOf: "2026-11-21" };
const INDUSTRIES = ["saas", "fintech", "agency", "media", null];
const account = (at) => ({
  industry: INDUSTRIES[at % INDUSTRIES.length],
  country: ["US", "DE", "BR"][at % 3],
  stage: ["series a", "seed", "public"][at % 3],
  buyer: ["cro", "vp sales"][at % 2],
  employees: (at * 37) % 900,
  arr: (at * 77_777) % 9_000_000,
  growth: at % 90,
  sales_team: at % 60,
  cs_team: at % 2 === 0,
  regulated: at % 11 === 0,
  tools: at % 4 === 0 ? ["hubspot", "amplitude"] : [],
  pains: at % 3 === 0 ? ["churn"] : [],
});
const TYPES = {
  industry: new Dictionary(new Utf8(), new Int32()),
  country: new Utf8(),
  stage: new Utf8(),
  buyer: new Dictionary(new Utf8(), new Int32()),
  employees: new Int32(),
  arr: new Float64(),
  growth: new Float64(),
  sales_team: new Int32(),
  cs_team: new Bool(),
  regulated: new Bool(),
  tools: new List(new Field("item", new Utf8(), true)),
  pains: new List(new Field("item", new Utf8(), true)),
};
const tableOf = (rows) => {
  const columns = Object.entries(TYPES).map(([name, type]) => [name, vectorFromArray(rows.map((row) => row[name]), type)]);
  return new Table(Object.fromEntries(columns));
};
const rows = Array.from({ length: 1_000 }, (_, at) => account(at));
const bytes = tableToIPC(tableOf(rows));
/** Many rows of numbers, which are soon made. */
const many = (count) =>
  tableToIPC(
    tableFromArrays({
      employees: Int32Array.from({ length: count }, (_, at) => at % 900),
      arr: Float64Array.from({ length: count }, (_, at) => at * 7),
      sales_team: Int32Array.from({ length: count }, (_, at) => at % 60),
      growth: Float64Array.from({ length: count }, (_, at) => at % 90),
    }),
  );
const LOOSE = { ...AS_OF, missingColumns: "unknown" };
const code = (wanted) => (error) => {
  assert(error instanceof BatchError && error instanceof Error, String(error));
  assert.equal(error.code, wanted, error.message);
  return true;
};
const misuse = (words) => (error) => {
  assert(error instanceof IcpError, String(error));
  assert.equal(error.code, "argument");
  assert.match(error.message, words);
  return true;
};

describe("a table", () => {
  const same = (answers, at) => {
    const { best, icp, status, score, tier, coverage, bounds, stage } = model.score(rows[at], AS_OF);
    const row = answers.get(at);
    const found = [row.best, row.icp, row.status, row.score, row.tier, row.coverage, row.lower, row.upper, row.stage];
    assert.deepEqual(found, [best, icp, status, score, tier, coverage, bounds?.[0] ?? null, bounds?.[1] ?? null, stage]);
  };

  test("gives the bits of single accounts, at once and as a promise", async () => {
    const answers = tableFromIPC(model.scoreBatch(bytes, AS_OF));
    assert.equal(answers.numRows, rows.length);
    rows.forEach((_, at) => same(answers, at));
    assert.deepEqual(Buffer.from(await model.scoreBatchAsync(bytes, AS_OF)), Buffer.from(model.scoreBatch(bytes, AS_OF)));
  });

  test("comes as a stream or a file, as any kind of bytes, in pieces", async () => {
    const whole = Buffer.from(model.scoreBatch(bytes, AS_OF));
    const shared = new SharedArrayBuffer(bytes.length);
    new Uint8Array(shared).set(bytes);
    const odd = new Uint8Array(bytes.length + 3).subarray(3);
    odd.set(bytes);
    const file = tableToIPC(tableOf(rows), "file");
    for (const form of [Buffer.from(bytes), bytes.slice().buffer, shared, new Uint8Array(shared), odd, file]) {
      assert.deepEqual(Buffer.from(model.scoreBatch(form, AS_OF)), whole);
      assert.deepEqual(Buffer.from(await model.scoreBatchAsync(form, AS_OF)), whole);
    }
    const pieces = new Table(tableOf(rows.slice(0, 400)).batches.concat(tableOf(rows.slice(400)).batches));
    const answers = tableFromIPC(model.scoreBatch(tableToIPC(pieces), AS_OF));
    for (const at of [0, 399, 400, 999]) same(answers, at);
  });

  test("gives what is asked for", () => {
    const names = (options) => tableFromIPC(model.scoreBatch(bytes, { ...AS_OF, ...options })).schema.names;
    const plain = ["best", "icp", "score", "tier", "status", "coverage", "lower", "upper", "stage", "reason"];
    assert.deepEqual(names({}), plain);
    assert.deepEqual(names({ bounds: false, reasons: false }), ["best", "icp", "score", "tier", "status", "coverage", "stage"]);
    assert.deepEqual(names({ keep: true, prefix: "icp_" }), [...Object.keys(TYPES), ...plain.map((name) => `icp_${name}`)]);
    assert(names({ perIcp: true }).includes("mid-market.score"));
    assert(names({ perCriterion: true }).includes("mid-market.size.points"));
    const told = names({ perCriterion: ["status", "rating"] });
    assert(told.includes("mid-market.size.status") && told.includes("mid-market.size.rating"));
    assert(!told.includes("mid-market.size.points") && !names({ perCriterion: false }).includes("mid-market.size.points"));
    for (const wrong of ["score", ["points", "score"], 3]) {
      assert.throws(() => names({ perCriterion: wrong }), /`perCriterion`: expected true, false, or some of points/);
    }
    const ranked = tableFromIPC(model.scoreBatch(bytes, { ...AS_OF, rank: true, qualified: true }));
    const ranks = Array.from({ length: rows.length }, (_, row) => ranked.getChild("rank").get(row));
    assert.deepEqual([...ranks].sort((a, b) => a - b), rows.map((_, row) => row + 1));
    const first = ranks.indexOf(1);
    assert.equal(ranked.getChild("qualified").get(first), ranked.getChild("best").get(first) !== null);
    assert.deepEqual(JSON.parse(ranked.schema.metadata.get("icp")).fingerprint, model.fingerprint);
    assert(ranked.schema.fields.find(({ name }) => name === "tier").type.isOrdered);
    const one = Buffer.from(model.scoreBatch(bytes, { ...AS_OF, threads: 1 }));
    assert.deepEqual(one, Buffer.from(model.scoreBatch(bytes, { ...AS_OF, threads: 7 })));
    const days = vectorFromArray(rows.map(() => new Date("2026-11-21")), new DateDay());
    const dated = tableOf(rows).assign(new Table({ day: days }));
    // The same answers, judged by each row's own day.
    const own = tableFromIPC(model.scoreBatch(tableToIPC(dated), { asOfColumn: "day" }));
    assert.equal(JSON.parse(own.schema.metadata.get("icp")).as_of_column, "day");
    assert.deepEqual(own.toArray().map(String), tableFromIPC(model.scoreBatch(bytes, AS_OF)).toArray().map(String));
  });

  test("may be empty", async () => {
    for (const table of [tableOf([]), tableOf(rows).slice(0, 0)]) {
      const answers = tableFromIPC(await model.scoreBatchAsync(tableToIPC(table), AS_OF));
      assert.equal(answers.numRows, 0);
      assert.equal(answers.schema.fields.length, 10);
    }
  });

  test("is refused with code, column and row", async () => {
    const bad = tableToIPC(tableFromArrays({ employees: ["5", "many"] }));
    const cases = [
      [tableToIPC(tableFromArrays({ employes: [1, 2] })), "batch.no_model_column"],
      [tableToIPC(tableFromArrays({ employees: [1, 2] })), "batch.missing_column"],
      [bad, "batch.value", LOOSE],
      [new Uint8Array(0), "batch.unreadable"],
      [Buffer.from("employees\n5\n"), "batch.unreadable"],
      [Buffer.from("ARROW1"), "batch.unreadable"],
      [Buffer.concat([bytes, Buffer.from("more of it")]), "batch.unreadable"],
    ];
    for (const [table, wanted, options = AS_OF] of cases) {
      assert.throws(() => model.scoreBatch(table, options), code(wanted));
      await assert.rejects(model.scoreBatchAsync(table, options), code(wanted));
    }
    try {
      model.scoreBatch(bad, LOOSE);
    } catch ({ column, row, message, help }) {
      assert.deepEqual([column, row], ["employees", 1]);
      assert.match(message, /^column `employees`, row 1: expected a number/);
      assert.match(help, /correct the value/);
    }
    assert.equal(tableFromIPC(model.scoreBatch(bad, { ...LOOSE, onInvalid: "missing" })).numRows, 2);
    const twice = { ...AS_OF, keep: true };
    const named = tableToIPC(tableOf(rows).assign(tableFromArrays({ score: rows.map(() => 1) })));
    assert.throws(() => model.scoreBatch(named, twice), code("batch.name_clash"));
    assert.throws(() => model.scoreBatch(tableToIPC(tableOf([]).assign(tableFromArrays({ score: [] }))), twice), code("batch.name_clash"));
  });

  test("that is broken anywhere is an error or an answer, and never an end", async () => {
    let refused = 0;
    const file = tableToIPC(tableOf(rows), "file");
    for (let at = 0; at < 3_000; at++) {
      const whole = at % 3 === 0 ? file : bytes;
      const broken = Buffer.from(whole);
      const place = (at * 7_919) % (at % 2 ? 3_000 : broken.length);
      broken[at % 5 === 0 ? broken.length - 1 - (place % 1_500) : place] ^= 1 << at % 8;
      try {
        model.scoreBatch(broken, LOOSE);
      } catch (error) {
        refused++;
        assert(error instanceof BatchError || (error instanceof IcpError && error.code === "internal"), String(error));
      }
      if (at % 10 === 0) assert.throws(() => model.scoreBatch(whole.subarray(0, (at * 31) % (whole.length - 9)), AS_OF));
    }
    assert(refused > 50, `${refused}`);
    assert.equal(tableFromIPC(model.scoreBatch(bytes, AS_OF)).numRows, rows.length);
  });

  test("is misused", async () => {
    const cases = [
      [tableOf(rows), AS_OF, /`rows`: .* found an Arrow table: give `tableToIPC\(table\)`/],
      [new Float64Array(4), AS_OF, /`rows`: .* found a value of type Float64Array/],
      [new DataView(new ArrayBuffer(4)), AS_OF, /`rows`: .* found a value of type DataView/],
      [bytes, 5, /`options`/],
      [bytes, { asOf: "tomorrow" }, /`asOf`/],
      [bytes, { ...AS_OF, asOfColumn: "day" }, /`asOfColumn`/],
      [bytes, { keep: "yes" }, /`keep`: expected true or false, found a value of type string/],
      [bytes, { prefix: 5 }, /`prefix`: expected text, found a value of type number/],
      [bytes, { missingColumns: "ignore" }, /`missingColumns`/],
      [bytes, { onInvalid: "ignore" }, /`onInvalid`/],
      ...[-1, 0, 1.5, NaN, 2 ** 32, "7", 5n, new Number(5), Infinity].map((threads) => [bytes, { threads }, /`threads`: expected a number from 1/]),
    ];
    for (const [table, options, words] of cases) {
      assert.throws(() => model.scoreBatch(table, options), misuse(words));
      await assert.rejects(model.scoreBatchAsync(table, options), misuse(words));
    }
    await assert.rejects(model.scoreBatchAsync(bytes, { signal: {} }), misuse(/`signal`/));
    await assert.rejects(model.scoreBatchAsync(bytes, { onProgress: 5 }), misuse(/`onProgress`/));
    await assert.rejects(model.scoreBatchAsync(5), misuse(/`rows`: .* found a value of type number/));
    const freed = Model.fromJson(model.toJsonText());
    freed.free();
    for (const table of [bytes, rows]) {
      await assert.rejects(freed.scoreBatchAsync(table), { code: "freed" });
      assert.throws(() => freed.scoreBatch(table), { code: "freed" });
    }
  });
});

test("a compressed table is refused with what to do", () => {
  // A column `employees` of 64 rows, as pyarrow writes it.
  const compressed = {
    LZ4: "/////3gAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAEAAAAUAAAAEAAUAAgABgAHAAwAAAAQABAAAAAAAAEDEAAAACAAAAAEAAAAAAAAAAkAAABlbXBsb3llZXMABgAIAAYABgAAAAAAAgD/////mAAAABQAAAAAAAAADAAYAAYABQAIAAwADAAAAAADBAAcAAAAMAAAAAAAAAAAAAAADAAcABAABAAIAAwADAAAAEgAAAAcAAAAFAAAAEAAAAAAAAAAAAAAAAQABAAEAAAAAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACsAAAAAAAAAAAAAAAEAAABAAAAAAAAAAAAAAAAAAAAAAAIAAAAAAAAEIk0YYECCFAAAABEAAQAh8D8HAA8IAP/cUAAAAPA/AAAAAAAAAAAA/////wAAAAA=",
    Zstandard: "/////3gAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAEAAAAUAAAAEAAUAAgABgAHAAwAAAAQABAAAAAAAAEDEAAAACAAAAAEAAAAAAAAAAkAAABlbXBsb3llZXMABgAIAAYABgAAAAAAAgD/////oAAAABQAAAAAAAAADAAYAAYABQAIAAwADAAAAAADBAAcAAAAKAAAAAAAAAAAAAAADAAeABAABAAIAAwADAAAAFAAAAAkAAAAGAAAAEAAAAAAAAAAAAAAAAAABgAIAAcABgAAAAAAAAECAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJAAAAAAAAAAAAAAAAQAAAEAAAAAAAAAAAAAAAAAAAAAAAgAAAAAAACi1L/1gAAGVAABIAAAAAAAA8D8AAgDvKwoI4AgAAAAA/////wAAAAA=",
  };
  for (const [codec, table] of Object.entries(compressed)) {
    assert.throws(() => model.scoreBatch(Buffer.from(table, "base64"), LOOSE), (error) => {
      assert.deepEqual([error.name, error.code], ["BatchError", "batch.unreadable"]);
      assert.match(error.message, new RegExp(`^the table cannot be read: it is compressed with ${codec}; write it without compression: .*compression=None.*tableToIPC`));
      return true;
    });
  }
});

describe("another thread", () => {
  const large = many(1_000_000);
  const ordered = { ...LOOSE, bounds: false };

  // A busy machine may hold this thread up until the other one is done, so an order is looked for in some attempts; an
  // engine that works on this thread never shows it.
  const ATTEMPTS = 50;
  const eventually = async (isSo) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) if (await isSo()) return true;
    return false;
  };

  test("leaves this one alone", { timeout: 300_000 }, async () => {
    /** Whether timers of this thread run while some rows are scored and others are not. */
    const runsTimers = async () => {
      let [turns, turnsBetween, isDone] = [0, 0, false];
      const watching = (async () => {
        while (!isDone) {
          await setTimeout(1);
          turns++;
        }
      })();
      const onProgress = (done) => {
        if (done > 0 && done < 1_000_000) turnsBetween = turns;
      };
      const answers = await model.scoreBatchAsync(large, { ...ordered, threads: 1, onProgress });
      isDone = true;
      await watching;
      assert.equal(tableFromIPC(answers).numRows, 1_000_000);
      return turnsBetween > 0;
    };
    assert(await eventually(runsTimers));
  });

  test("tells how far it is, and ends with what the listener throws", { timeout: 120_000 }, async () => {
    const told = [];
    await model.scoreBatchAsync(large, { ...ordered, threads: 1, onProgress: (done) => told.push(done) });
    assert.equal(told.at(-1), 1_000_000);
    assert.deepEqual(told, [...new Set(told)].sort((a, b) => a - b));
    const failure = new Error("mine");
    const onProgress = () => {
      throw failure;
    };
    await assert.rejects(model.scoreBatchAsync(large, { ...ordered, onProgress }), (error) => error === failure);
    await assert.rejects(model.scoreBatchAsync(rows, { ...AS_OF, onProgress }), (error) => error === failure);
    const some = [];
    await model.scoreBatchAsync(rows, { ...AS_OF, onProgress: (done) => some.push(done) });
    assert.deepEqual(some, [512, 1_000]);
  });

  test("stops when a signal says so", { timeout: 120_000 }, async () => {
    const gone = AbortSignal.abort();
    for (const table of [bytes, rows]) await assert.rejects(model.scoreBatchAsync(table, { ...AS_OF, signal: gone }), { name: "AbortError" });
    const much = many(3_000_000);
    const moments = {
      "at once": (abort) => abort(),
      "in the next turn": (abort) => setImmediate(abort),
      "when some rows are scored": (abort, told) => (told.abort = abort),
    };
    for (const [when, at] of Object.entries(moments)) {
      const stops = async () => {
        const [reason, control, told] = [new Error(when), new AbortController(), {}];
        const onProgress = (done) => done < 3_000_000 && told.abort?.();
        const scored = model.scoreBatchAsync(much, { ...ordered, threads: 1, signal: control.signal, onProgress });
        at(() => control.abort(reason), told);
        return scored.then(() => false, (error) => assert.equal(error, reason) ?? true);
      };
      assert(await eventually(stops), when);
    }
    const control = new AbortController();
    const list = model.scoreBatchAsync(Array(20).fill(rows).flat(), { ...AS_OF, signal: control.signal });
    setImmediate(() => control.abort());
    await assert.rejects(list, { name: "AbortError" });
    assert.equal((await model.scoreBatchAsync(rows, { ...AS_OF, signal: new AbortController().signal })).length, 1_000);
  });

  test("runs a hundred at a time", { timeout: 120_000 }, async () => {
    const wanted = Buffer.from(model.scoreBatch(bytes, AS_OF));
    const tables = Array.from({ length: 50 }, () => model.scoreBatchAsync(bytes, AS_OF));
    const lists = Array.from({ length: 50 }, () => model.scoreBatchAsync(rows.slice(0, 600), AS_OF));
    for (const table of await Promise.all(tables)) assert.deepEqual(Buffer.from(table), wanted);
    for (const list of await Promise.all(lists)) assert.equal(list.length, 600);
  });

  test("scores rows like this one", async () => {
    const found = await model.scoreBatchAsync(new Set(rows), AS_OF);
    const wanted = model.scoreBatch(rows, AS_OF);
    assert.deepEqual(JSON.stringify(found), JSON.stringify(wanted));
    assert.deepEqual(found.map(({ best, score, bounds }) => [best, score, bounds]), wanted.map(({ best, score, bounds }) => [best, score, bounds]));
    assert.deepEqual(await model.scoreBatchAsync([]), []);
    const bad = [...rows.slice(0, 700), { employees: "many" }];
    await assert.rejects(model.scoreBatchAsync(bad, AS_OF), (error) => error instanceof AccountError && error.row === 700 && error.attribute === "employees");
    const own = Model.fromJson(model.toJsonText());
    const list = (function* () {
      yield* rows;
      own.free();
      yield* rows;
    })();
    await assert.rejects(own.scoreBatchAsync(list, AS_OF), { code: "freed" });
  });

  test("of a table that changes or goes meanwhile reads what it was or refuses", { timeout: 60_000 }, async () => {
    const changing = Uint8Array.from(large);
    const scored = model.scoreBatchAsync(changing, ordered);
    setImmediate(() => changing.fill(0xff));
    await scored.catch((error) => assert(error instanceof BatchError, String(error)));
    const going = Uint8Array.from(large);
    const moved = model.scoreBatchAsync(going, ordered);
    setImmediate(() => structuredClone(going.buffer, { transfer: [going.buffer] }));
    await assert.rejects(moved, misuse(/`rows`: expected bytes that stay/));
  });

  test("is given the bytes, where they can be given away", { timeout: 60_000 }, async () => {
    const wanted = Buffer.from(model.scoreBatch(bytes, AS_OF));
    const given = { ...AS_OF, transfer: true };
    const same = async (table) => assert.deepEqual(Buffer.from(await model.scoreBatchAsync(table, given)), wanted);
    const whole = Uint8Array.from(bytes);
    const scored = same(whole);
    assert.deepEqual([whole.length, whole.buffer.byteLength], [0, 0], "the bytes are gone at once");
    await scored;
    const { buffer } = Uint8Array.from(bytes);
    await same(buffer);
    assert.equal(buffer.byteLength, 0);
    const part = new Uint8Array(bytes.length + 24).subarray(8, 8 + bytes.length);
    part.set(bytes);
    await same(part);
    assert.equal(part.length, 0);
    // Bytes that cannot be given away are copied, and stay.
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    const module = new Uint8Array(new WebAssembly.Memory({ initial: Math.ceil(bytes.length / 65_536) }).buffer, 0, bytes.length);
    for (const table of [shared, module]) {
      table.set(bytes);
      await same(table);
      assert.equal(table.length, bytes.length);
    }
    const small = Buffer.from("nothing");
    await assert.rejects(model.scoreBatchAsync(small, given), code("batch.unreadable"));
    assert.equal(String(small), "nothing");
    // A call that is refused takes nothing.
    const kept = Uint8Array.from(bytes);
    for (const bad of [{ threads: 0 }, { transfer: 1 }, { asOf: "x" }]) await assert.rejects(model.scoreBatchAsync(kept, { ...given, ...bad }), IcpError);
    await assert.rejects(model.scoreBatchAsync(kept, { ...given, signal: AbortSignal.abort() }), { name: "AbortError" });
    await same(kept);
    // The answers keep nothing of what was given, and what was given outlives the last to know of it.
    const jobs = Array.from({ length: 20 }, () => model.scoreBatchAsync(Uint8Array.from(large), { ...ordered, keep: true, transfer: true }));
    globalThis.gc?.();
    for (const answers of await Promise.all(jobs)) assert.equal(tableFromIPC(answers).getChild("arr").get(999_999), 6_999_993);
  });

  test("may be another worker's, which may end at any time", { timeout: 120_000 }, async () => {
    const text = model.toJsonText();
    const code = `
      const { parentPort, workerData } = require("node:worker_threads");
      const { Model } = require("icp-node");
      const model = Model.fromJson(workerData.text);
      const options = { asOf: "2026-11-21", missingColumns: "unknown" };
      const sum = model.scoreBatch(workerData.rows, options).reduce((sum, { score }) => sum + (score ?? 0), 0);
      parentPort.postMessage(sum);
      if (workerData.isEndless) {
        const again = (transfer) => model.scoreBatchAsync(workerData.table.slice(), { ...options, transfer }).then(() => again(transfer));
        for (let i = 0; i < 4; i++) again(i % 2 === 0);
        parentPort.postMessage("started");
      }`;
    const start = (isEndless) => new Worker(code, { eval: true, workerData: { text, rows, table: bytes, isEndless } });
    const first = (worker, wanted) =>
      new Promise((done, fail) => {
        worker.on("error", fail);
        worker.on("message", (message) => wanted(message) && done(message));
      });
    const sum = model.scoreBatch(rows, AS_OF).reduce((sum, { score }) => sum + (score ?? 0), 0);
    const workers = Array.from({ length: 4 }, () => start(false));
    assert.deepEqual(await Promise.all(workers.map((worker) => first(worker, Number.isFinite))), Array(4).fill(sum));
    for (const delay of [0, 1, 2, 5, 10, 30]) {
      const worker = start(true);
      await first(worker, (message) => message === "started");
      await setTimeout(delay);
      await worker.terminate();
    }
    assert.equal(model.score(rows[0], AS_OF).status.length > 0, true);
  });

  test("takes no memory that stays", { timeout: 300_000 }, async () => {
    const table = many(50_000);
    const round = async (times) => {
      for (let at = 0; at < times; at++) {
        model.scoreBatch(table, ordered);
        await model.scoreBatchAsync(table, ordered);
        await model.scoreBatchAsync(rows, AS_OF);
        globalThis.gc?.();
      }
    };
    await round(10);
    const before = process.memoryUsage.rss();
    await round(30);
    const grown = process.memoryUsage.rss() - before;
    console.log(`# 60 tables of 50000 rows: ${(grown / 1e6).toFixed(1)} MB more`);
    assert(grown < 64e6, `${grown}`);
  });
});

test("a file is read, whatever its form", async () => {
  const { mkdtempSync, rmSync, writeFileSync } = await import("node:fs");
  const { join } = await import("node:path");
  const { tmpdir } = await import("node:os");
  const folder = mkdtempSync(join(tmpdir(), "icp-"));
  try {
    const path = join(folder, "model");
    for (const text of [model.toJsonText(), readFileSync(new URL("../../benches/task/model.yaml", import.meta.url))]) {
      writeFileSync(path, text);
      assert.equal(Model.fromFile(path).fingerprint, model.fingerprint);
    }
    writeFileSync(path, "format: icp/1\nnaem: x\n");
    assert.throws(() => Model.fromFile(path), ({ name, problems }) => name === "ModelError" && problems.at(-1).line === 2);
    writeFileSync(path, Buffer.from([0x66, 0xff]));
    assert.throws(() => Model.fromFile(path), { code: "syntax.encoding" });
    assert.throws(() => Model.fromFile(join(folder, "none")), { code: "ENOENT" });
    for (const bad of [undefined, null, 5, {}, Buffer.from(path)]) assert.throws(() => Model.fromFile(bad), misuse(/`fromFile`/));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
