// Tests that every package for JavaScript must pass, with the same words. `suite(api)` runs it on one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { languages } from "./languages.mjs";
import { runHardening } from "./hardening.mjs";
import { runVectors } from "./vectors.mjs";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const DEMO = {
  format: "icp/1",
  name: "demo",
  version: "7",
  attributes: {
    employees: { type: "number", title: "Employees", aliases: ["staff", "head count"] },
    industry: { type: "text", values: ["saas", "media"] },
    active: { type: "bool" },
    founded: { type: "date" },
    tools: { type: "set" },
    visits: { type: "events" },
    each: { formula: "employees / 10" },
  },
  exclusions: [{ id: "dead", reason: "out of business", when: { active: false } }],
  icps: [
    {
      id: "smb",
      name: "Small business",
      fit: {
        criteria: [
          { id: "size", fit: { employees: { between: [20, 200] } } },
          { id: "trade", fit: { industry: "saas" } },
          { id: "tools", fit: { tools: { has_any: ["crm", "erp"] } } },
          { id: "age", fit: { founded: { before: "2020-01-01" } } },
          { id: "visits", fit: { visits: { happened: { event: "demo" } } } },
          { id: "each", fit: { each: { gt: 1 } } },
        ],
        tiers: [{ id: "A", from: 60, verdicts: { sales: "call" } }, { id: "B" }],
      },
    },
  ],
};
const FULL = {
  employees: 50,
  industry: "saas",
  active: true,
  founded: "2015-03-01",
  tools: ["crm"],
  visits: [{ event: "demo", on: "2026-10-01" }],
};
const AS_OF = { asOf: "2026-11-21" };
const WITH_MATCHES = structuredClone(DEMO);
WITH_MATCHES.icps[0].fit.criteria.push({ id: "words", fit: { industry: { matches: "^sa+s$" } } });

const keysOf = (types, name) => {
  const body = types.match(new RegExp(`export interface ${name}(?: extends (\\w+))? \\{\\n([^]*?)\\n\\}`));
  assert(body, `no interface ${name}`);
  const own = [...body[2].matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map((match) => match[1]);
  return [...(body[1] ? keysOf(types, body[1]) : []), ...own].sort();
};

/** `types` are texts of declarations that a package has beside the shared ones. */
export const suite = (api, { types = [] } = {}) => {
  const { AccountError, Assessment, IcpError, Model, ModelError, explain, load } = api;
  const model = Model.fromObject(DEMO);
  const refusal = (account, options = AS_OF) => {
    try {
      model.score(account, options);
    } catch (error) {
      assert(error instanceof AccountError, `${error}`);
      assert(error instanceof Error);
      return `${error.code}: ${error.message}`;
    }
    return assert.fail("it was not refused");
  };
  const misuse = (call, words) => {
    assert.throws(call, (error) => error instanceof IcpError && error.code === "argument" && words.test(error.message));
  };

  describe("a model", () => {
    test("tells about itself", () => {
      assert.deepEqual([model.name, model.version, model.icps], ["demo", "7", ["smb"]]);
      assert.match(model.fingerprint, /^[0-9a-f]{64}$/);
      assert.equal(model.attributes.length, 7);
      assert.equal(model.attributes[0].title, "Employees");
      model.attributes[0].title = "changed";
      model.icps.push("changed");
      assert.equal(model.attributes[0].title, "Employees");
      assert.equal(model.icps.length, 1);
    });

    test("is the same however it was written", async () => {
      const json = JSON.stringify(DEMO);
      for (const other of [Model.fromJson(json), Model.fromYaml(json), Model.fromJson(model.toJsonText())]) {
        assert.equal(other.fingerprint, model.fingerprint);
      }
      for (const source of [json, DEMO, `# YAML\n${json}`]) {
        assert.equal((await Model.load(source)).fingerprint, model.fingerprint);
      }
      assert.equal(Model.fromObject(JSON.parse(JSON.stringify(model))).fingerprint, model.fingerprint);
      const yaml = await Model.load(read("examples/models/acme-gtm.yaml"));
      assert.equal(yaml.name, "acme-gtm");
    });

    test("takes dates, BigInts and objects without a prototype, and leaves undefined out", () => {
      const same = structuredClone(DEMO);
      same.owner = undefined;
      same.icps[0].fit.criteria[3].fit.founded.before = new Date("2020-01-01T05:00:00Z");
      same.icps[0].fit.criteria[0].fit.employees.between = [20n, 200n];
      assert.equal(Model.fromObject(Object.assign(Object.create(null), same)).fingerprint, model.fingerprint);
    });

    test("with regular expressions is read", async () => {
      for (const other of [Model.fromObject(WITH_MATCHES), await Model.load(WITH_MATCHES)]) {
        const words = other.score(FULL, AS_OF).criteria.find(({ id }) => id === "words");
        assert.equal(words.status, "fit");
      }
    });

    test("tells its mistakes, all of them", async () => {
      const text = '{\n  "format": "icp/1",\n  "naem": "x",\n  "icps": []\n}';
      const told = (error) => {
        assert(error instanceof ModelError && error instanceof Error);
        assert.deepEqual(error.problems.map(({ code }) => code), ["missing_field", "unknown_field", "empty"]);
        assert.equal(error.code, "missing_field");
        assert.equal(error.more, 0);
        assert.match(error.message, /3 mistakes/);
        return true;
      };
      assert.throws(() => Model.fromJson(text), told);
      assert.throws(() => Model.fromYaml(text), told);
      await assert.rejects(Model.load(text), told);
      assert.throws(() => Model.fromObject(JSON.parse(text)), told);
      try {
        Model.fromJson(text);
      } catch ({ problems }) {
        assert.deepEqual([problems[1].line, problems[1].column, problems[1].help], [3, 3, "did you mean `name`?"]);
      }
      try {
        Model.fromObject(JSON.parse(text));
      } catch ({ problems }) {
        assert.deepEqual([problems[1].line, problems[1].path], [null, "naem"]);
      }
      for (const [bad, code] of [["", "syntax.empty"], ["{", "syntax"], ["[".repeat(100_000), "limit.depth"]]) {
        assert.throws(() => Model.fromJson(bad), { code });
        await assert.rejects(Model.load(bad), { name: "ModelError" });
      }
      assert.throws(() => Model.fromJson(" ".repeat(2 << 20)), { code: "limit.size" });
    });

    test("refuses what JSON does not have, with the path", () => {
      const broken = (weight) => {
        const bad = structuredClone(DEMO);
        bad.icps[0].fit.criteria[1].weight = weight;
        return () => Model.fromObject(bad);
      };
      const path = "icps[0].fit.criteria[1].weight";
      for (const [value, code, words] of [
        [() => 1, "type", /found a value of type `function`/],
        [Symbol("x"), "type", /found a value of type `symbol`/],
        [new Map(), "type", /found a value of type `Map`/],
        [new Uint8Array(2), "type", /found a value of type `Uint8Array`/],
        [new Number(5), "type", /found a value of type `Number`/],
        [new Date(NaN), "type", /found a value of type `Invalid Date`/],
        [NaN, "range.non_finite", /too large|finite/],
        [-Infinity, "range.non_finite", /too large|finite/],
        ["5", "type", /must be a number/],
        [2n ** 60n, "range.not_exact", /weight/],
      ]) {
        assert.throws(broken(value), (error) => {
          assert.deepEqual([error.code, error.problems[0].path], [code, path], String(error));
          return words.test(error.message);
        });
      }
      for (const bad of [undefined, null, 5, "x", []]) assert.throws(() => Model.fromObject(bad), { name: "ModelError" });
      const cyclic = structuredClone(DEMO);
      cyclic.icps[0].again = cyclic;
      assert.throws(() => Model.fromObject(cyclic), { code: "limit.depth" });
      let deep = {};
      for (let i = 0; i < 100_000; i++) deep = { deep };
      assert.throws(() => Model.fromObject(deep), { code: "limit.depth" });
      assert.throws(() => Model.fromJson(JSON.stringify(DEMO).replace('"version"', '"__proto__"')), { code: "unknown_field" });
      assert.throws(() => Model.fromObject(JSON.parse('{"__proto__": {"format": "icp/1"}}')), { name: "ModelError" });
    });

    test("is freed once, and is then of no use", () => {
      const freed = Model.fromObject(DEMO);
      const assessment = freed.score(FULL, AS_OF);
      freed.free();
      freed.free();
      freed[Symbol.dispose]();
      for (const call of [() => freed.score(FULL), () => freed.toJsonText(), () => freed.findings(), () => assessment.reason]) {
        assert.throws(call, { name: "IcpError", code: "freed", message: "the model was freed" });
      }
      assert.deepEqual([freed.name, assessment.best], ["demo", "smb"]);
      const next = Model.fromObject(DEMO);
      assert.equal(next.score(FULL, AS_OF).best, "smb");
      assert.throws(() => freed.score(FULL), { code: "freed" });
      next.free();
    });

    test("reads by a source file", async () => {
      const model = Model.fromObject(DEMO);
      const written = {
        format: "icp-source/1",
        name: "crm",
        columns: { "# Employees": "employees", "firm.trade": "industry" },
        attributes: { employees: { written: { thousands: "," }, blank: 0 }, tools: { separator: "|" } },
      };
      const crm = await model.withSource(written);
      assert.equal(model.source, null);
      assert.deepEqual(Object.keys(crm.source), ["name", "fingerprint"]);
      assert.deepEqual([crm.source.name, crm.fingerprint], ["crm", model.fingerprint]);
      assert.deepEqual(crm.toJSON(), model.toJSON(), "the model is the same");
      const account = { "# Employees": "0,150", employees: 5, firm: { trade: "saas" }, tools: "x|crm" };
      const answer = crm.score({ ...account, "# Employees": "150" }, AS_OF);
      assert.deepEqual(answer.criteria.slice(0, 3).map(({ status }) => status), ["fit", "fit", "fit"]);
      assert.deepEqual(answer.source, crm.source);
      assert.equal(model.score({ employees: 50 }, AS_OF).source, null);
      assert.equal(crm.score({ "# Employees": "" }, AS_OF).criteria[0].status, "none", "a blank is known to be 0");
      assert.throws(() => crm.score(account, AS_OF), (error) => error.code === "account.value" && error.found.includes("0,150"));
      // Text in both forms is the same source, and so is one for another.
      const yaml = "format: icp-source/1\nname: crm\ncolumns: {'# Employees': employees, firm.trade: industry}\nattributes: {employees: {blank: 0, written: {thousands: ','}}, tools: {separator: '|'}}";
      for (const text of [JSON.stringify(written), yaml]) assert.deepEqual((await crm.withSource(text)).source, crm.source);
      const other = await crm.withSource({ format: "icp-source/1", name: "other" });
      assert.deepEqual([other.source.name, other.score({ employees: 150 }, AS_OF).criteria[0].status], ["other", "fit"]);
    });

    test("tells the mistakes of a source file", async () => {
      const model = Model.fromObject(DEMO);
      const refusal = async (source) => {
        const error = await model.withSource(source).then(() => assert.fail("it was read"), (error) => error);
        assert(error instanceof ModelError, String(error));
        return error.problems.map(({ code, path, line, help }) => [code, path, line, help]);
      };
      const mistaken = "format: icp-source/1\nname: crm\ncolumns: {Staff: employes}\nattributes:\n  each: {blank: 0}\n  tools: {written: percent}\n";
      const told = await refusal(mistaken);
      assert.deepEqual(told.map(([code, , line]) => [code, line]), [["unknown_attribute", 3], ["unknown_attribute", 5], ["enum", 6]], JSON.stringify(told));
      assert.equal(told[0][3], "did you mean `employees`?");
      const [[code, , line]] = await refusal({ format: "icp-source/1", name: "crm", columns: { Staff: "employes" } });
      assert.deepEqual([code, line], ["unknown_attribute", null], "an object has no lines");
      assert.deepEqual((await refusal("format: icp/1\nname: x"))[0].slice(0, 3), ["version", "format", 1]);
      assert.deepEqual((await refusal({ format: "icp-source/1", name: Symbol("x") }))[0][0], "type");
      assert.equal((await refusal("{"))[0][0], "syntax");
      model.free();
      await assert.rejects(model.withSource("{}"), { code: "freed" });
    });

    test("is misused", async () => {
      await load();
      misuse(() => new Model(), /`Model`/);
      for (const bad of [undefined, null, 5, new Uint8Array(3), {}]) misuse(() => Model.fromJson(bad), /`fromJson`: expected text/);
      misuse(() => Model.fromYaml(5), /`fromYaml`: expected text, found a value of type number/);
      for (const asOf of ["2026-02-30", "tomorrow", "", 5, null, new Date(NaN), {}]) {
        misuse(() => model.score(FULL, { asOf }), /`asOf`/);
        misuse(() => model.findings({ asOf }), /`asOf`/);
      }
      misuse(() => model.score(FULL, { onInvalid: "ignore" }), /`onInvalid`/);
      misuse(() => model.score(FULL, "2026-11-21"), /`options`/);
      for (const [name, meant] of [["as_of", "asOf"], ["asof", "asOf"], ["on_invalid", "onInvalid"]]) {
        misuse(() => model.score(FULL, { [name]: "2026-11-21" }), new RegExp(`found \`${name}\`; did you mean \`${meant}\``));
      }
      misuse(() => model.findings({ day: "2026-11-21" }), /found `day`; there are asOf, onInvalid/);
      assert.equal(model.score(FULL, { ...AS_OF, keep: true, rank: true }).best, model.score(FULL, AS_OF).best);
      misuse(() => model.scoreBatch(5), /`rows`/);
      misuse(() => model.scoreBatch("text"), /`rows`/);
      misuse(() => explain({}), /`assessment`/);
      misuse(() => explain(model.score(FULL, AS_OF), "pdf"), /`format`/);
      misuse(() => explain(model.score(FULL, AS_OF), "__proto__"), /`format`/);
    });
  });

  test("the range of each scorecard", () => {
    const ranges = Model.fromObject(DEMO).scoreRanges();
    assert.deepEqual(ranges, [{ icp: DEMO.icps[0].id, scorecard: "fit", lowest: 0, highest: 100, is_exact: false }]);
  });

  test("a computed number counts as the one that was meant", () => {
    const document = structuredClone(DEMO);
    document.icps[0].fit.criteria[0].weight = 8.370000000000001;
    const model = Model.fromObject(document);
    assert.equal(model.toJSON().icps[0].fit.criteria[0].weight, 8.37);
    assert(model.findings().some(({ code, path }) => code === "number_rounded" && path === "icps[0].fit.criteria[0].weight"));
    assert.throws(() => Model.fromJson(JSON.stringify(document)), { name: "ModelError", code: "range.precision" });
  });

  test("the criteria with their attributes", () => {
    const [first] = Model.fromObject(DEMO).criteria;
    assert.deepEqual([first.icp, first.scorecard, first.id], [DEMO.icps[0].id, "fit", DEMO.icps[0].fit.criteria[0].id]);
    assert(first.attributes.length > 0);
  });

  describe("an account", () => {
    test("is scored", () => {
      const assessment = model.score(FULL, AS_OF);
      assert(assessment instanceof Assessment);
      const { best, icp, status, score, tier, bounds, coverage, stage } = assessment;
      assert.deepEqual([best, icp, status, score, tier], ["smb", "smb", "qualified", 100, "A"]);
      assert.deepEqual([bounds, coverage, stage], [[100, 100], 1, null]);
      assert.deepEqual(assessment.reason, { code: "tier", id: "A", text: "tier A" });
      assert.deepEqual({ ...assessment.verdicts }, { sales: "call" });
      assert.deepEqual([assessment.criteria.length, assessment.missing, assessment.issues], [6, [], []]);
      assert.deepEqual([assessment.icps[0].icp, assessment.asOf, assessment.derived[0].value], ["smb", "2026-11-21", 5]);
      const object = assessment.toObject();
      assert.deepEqual(JSON.parse(JSON.stringify(assessment)), JSON.parse(JSON.stringify(object)));
      object.icps.length = 0;
      assert.equal(assessment.icps.length, 1);
    });

    test("as an object has what its text has, also after very many different texts", () => {
      for (let turn = 0; turn < 60; turn++) {
        // Many, long ones, and very many of one account.
        const tools = Array.from({ length: turn === 40 ? 9_000 : 200 }, (_, item) => `${turn} ${item}`);
        const industry = turn % 2 === 0 ? "saas" : `${turn} ${"x".repeat(40_000)}`;
        const assessment = model.score({ ...FULL, tools, industry }, AS_OF);
        // One that is refused in between changes nothing.
        assert.throws(() => model.score({ employees: "many" }, AS_OF));
        assert.equal(JSON.stringify(assessment.toObject()), JSON.stringify(JSON.parse(assessment.toJsonText())));
      }
    });

    test("is explained", () => {
      const assessment = model.score({ ...FULL, active: undefined, tools: [] }, AS_OF);
      assert.match(explain(assessment), /^Fits Small business/);
      assert.equal(explain(assessment), assessment.explain("text"));
      assert.match(explain(assessment, "markdown"), /^### /m);
      assert.match(explain(assessment, "html"), /^<section class="icp-explanation">/);
    });

    test("of which nothing is known", () => {
      const { best, icp, status, score, tier, bounds, coverage } = model.score({}, AS_OF);
      assert.deepEqual([best, icp, status, score, tier], [null, "smb", "insufficient_data", null, null]);
      assert.deepEqual([bounds, coverage], [[0, 100], 0]);
    });

    test("has missing values in many ways", () => {
      const bare = model.score({}, AS_OF).toObject();
      for (const nothing of [null, undefined, NaN, "", " \t"]) {
        const account = Object.fromEntries(Object.keys(FULL).map((key) => [key, nothing]));
        assert.deepEqual(model.score(account, AS_OF).toObject(), bare);
      }
      const sparse = ["crm"];
      sparse.length = 3;
      Array.prototype[1] = 5;
      try {
        assert.equal(model.score({ tools: sparse }, AS_OF).criteria[2].status, "fit");
      } finally {
        delete Array.prototype[1];
      }
      assert.equal(model.score({ tools: [null, undefined, "crm", " "] }, AS_OF).criteria[2].status, "fit");
      assert.equal(model.score({ tools: [] }, AS_OF).criteria[2].status, "none");
    });

    test("has the values of JavaScript", () => {
      const whole = JSON.stringify(model.score(FULL, AS_OF));
      for (const account of [
        { ...FULL, employees: 50n },
        { ...FULL, employees: "50" },
        { ...FULL, founded: new Date("2015-03-01T23:59:59Z") },
        { ...FULL, tools: new Set(["crm"]) },
        { ...FULL, visits: [new Map([["event", "demo"], ["on", new Date("2026-10-01")], [5, 5]])] },
        { ...FULL, visits: new Set([{ event: "demo", on: "2026-10-01", count: 1n, other: undefined }]) },
        { ...FULL, visits: [Object.assign(Object.create(null), FULL.visits[0])] },
        new Map(Object.entries(FULL)),
        Object.assign(Object.create(null), FULL),
        Object.freeze({ ...FULL, unknown: () => 1, [Symbol("x")]: 5 }),
        { ...FULL, employees: undefined, staff: null, "head count": 50 },
        new Proxy(FULL, {}),
      ]) {
        assert.equal(JSON.stringify(model.score(account, AS_OF)), whole);
      }
      const long = "é".repeat(400) + "crm";
      assert.equal(model.score({ tools: [long, "crm", "ü"] }, AS_OF).criteria[2].status, "fit");
    });

    test("has values in objects, under paths", () => {
      const nested = Model.fromJson(JSON.stringify({
        format: "icp/1",
        name: "nested",
        attributes: { staff: { type: "number", aliases: ["properties.size", "a.b.c.d"] } },
        icps: [{ id: "i", fit: { criteria: [{ id: "c", fit: { staff: { gte: 50 } } }], tiers: [{ id: "A" }] } }],
      }));
      class Properties {
        size = 60;
      }
      let read = 0;
      const loud = {
        size: 60,
        get website() {
          read += 1;
          return "";
        },
      };
      for (const account of [
        { properties: loud },
        { properties: new Map([["size", "60"], [5, 5]]) },
        { properties: new Properties() },
        { properties: Object.assign(Object.create(null), { size: 60n, big: "x".repeat(100_000) }) },
        { a: { b: { c: { d: 60 } } }, properties: { size: null } },
        { "properties.size": 60 },
        new Map([["properties", { size: 60 }]]),
      ]) {
        assert.equal(nested.score(account, AS_OF).score, 100);
      }
      assert.equal(read, 0);
      for (const nothing of [[{ size: 60 }], "size", null, Object.create({ size: 60 }), new Date(0)]) {
        assert.equal(nested.score({ properties: nothing }, AS_OF).score, null);
      }
      assert.throws(() => nested.score({ properties: { size: { value: 60 } } }, AS_OF), AccountError);
    });

    test("is refused with what was expected and what came", () => {
      class Employees {}
      const number = "attribute `employees`: expected a number (plain digits such as 1200000 or 2.5), found";
      for (const [value, words] of [
        ["many", `${number} text \`many\``],
        [true, `${number} true`],
        [[5], `${number} a list`],
        [{}, `${number} an object`],
        [new Map(), `${number} an object`],
        [() => 5, `${number} a value of type \`function\``],
        [Symbol("x"), `${number} a value of type \`symbol\``],
        [new Employees(), `${number} a value of type \`Employees\``],
        [new Number(5), `${number} a value of type \`Number\``],
        [new Float64Array(1), `${number} a value of type \`Float64Array\``],
        [new Date("2026-01-02"), `${number} the date 2026-01-02`],
        [new Date(NaN), `${number} an invalid date`],
        [/x/, `${number} a value of type \`RegExp\``],
        [Infinity, "attribute `employees`: expected a finite number, found inf"],
      ]) {
        assert.equal(refusal({ employees: value }), `account.value: ${words}`);
      }
      const exact = "expected a number that every language holds exactly (integers up to 2^53), found";
      assert.match(refusal({ employees: 2n ** 53n + 1n }), new RegExp("found 9007199254740993$"));
      assert(refusal({ employees: -(10n ** 5000n) }).includes(exact));
      assert.match(refusal({ industry: "\ud800" }), /expected text, found text with half of a surrogate pair/);
      assert.match(refusal({ industry: `${"x".repeat(300)}\udc00` }), /half of a surrogate pair/);
      assert.match(refusal({ tools: ["crm", () => 1] }), /found a value of type `function` in it/);
      assert.match(refusal({ visits: [new Employees()] }), /found a value of type `Employees` in it/);
      assert.match(refusal({ visits: [{ event: "demo" }] }), /found an event without `on`/);
      assert.match(refusal({ founded: new Date("+012026-01-01") }), /found a date outside of the years 1 to 9999/);
      try {
        model.score({ employees: "many" });
      } catch ({ attribute, expected, found, code, row }) {
        assert.deepEqual([attribute, found, code, row], ["employees", "text `many`", "account.value", undefined]);
        assert.match(expected, /^a number/);
      }
      const { issues, criteria } = model.score({ employees: () => 5 }, { ...AS_OF, onInvalid: "missing" });
      assert.deepEqual([issues.length, issues[0].found, criteria[0].status], [1, "a value of type `function`", "unknown"]);
    });

    test("is no account", () => {
      const shape = "account.shape: expected an object of attribute names and values, found";
      for (const [value, name] of [
        [undefined, "undefined"],
        [null, "null"],
        ["text", "string"],
        [5, "number"],
        [[FULL], "Array"],
        [() => FULL, "function"],
        [new Set(), "Set"],
        [Promise.resolve(FULL), "Promise"],
        [new Date(), "Date"],
        [new Uint8Array(1), "Uint8Array"],
      ]) {
        assert.equal(refusal(value), `${shape} a value of type \`${name}\``);
      }
    });

    test("goes beyond a limit", () => {
      const limit = "account.limit: expected at most";
      assert.equal(refusal({ tools: Array(10_001).fill("x") }), `${limit} 10000 items in a list, found more`);
      assert.equal(refusal({ industry: "x".repeat(65_537) }), `${limit} 65536 bytes in a text, found more`);
      assert.equal(refusal({ industry: "é".repeat(32_769) }), `${limit} 65536 bytes in a text, found more`);
      assert.equal(refusal({ tools: Array(9_999).fill("x".repeat(5_000)) }), `${limit} 262144 bytes of record, found more`);
      const cyclic = [];
      cyclic.push(cyclic);
      assert.equal(refusal({ visits: cyclic }), `${limit} 16 levels of nesting, found more`);
      let deep = {};
      for (let i = 0; i < 100_000; i++) deep = { deep };
      assert.equal(refusal({ visits: [deep] }), `${limit} 16 levels of nesting, found more`);
      const wide = Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`k${i}`, i]));
      assert.equal(refusal({ visits: [wide] }), `${limit} 2000 keys in an object, found more`);
      // A key that the model does not ask for is not even looked at.
      assert.equal(model.score({ ...FULL, wide, cyclic, deep }, AS_OF).best, "smb");
      assert.equal(model.score(FULL, AS_OF).score, 100);
    });

    test("has no inherited values", () => {
      const bare = JSON.stringify(model.score({}, AS_OF));
      const same = (account) => assert.equal(JSON.stringify(model.score(account, AS_OF)), bare);
      class Company {
        get employees() {
          return 50;
        }
      }
      same(Object.create(FULL));
      same(new Company());
      same(JSON.parse('{"__proto__": {"employees": 50}, "constructor": 5, "toString": 1}'));
      same(Object.defineProperty({}, "employees", { value: 50, enumerable: false }));
      same({ 0: 1, length: 5 });
      Object.prototype.employees = 50;
      try {
        same({});
      } finally {
        delete Object.prototype.employees;
      }
      assert.equal(Object.keys(model.score({ __proto__: null, ...FULL }, AS_OF).verdicts).length, 1);
      const { verdicts, derived, icps } = model.score(FULL, AS_OF);
      for (const map of [verdicts, derived[0].inputs, icps[0].verdicts]) assert(!("toString" in map));
    });

    test("has getters, which run once and may do anything", () => {
      let runs = 0;
      const account = {
        ...FULL,
        get employees() {
          runs++;
          assert.equal(model.score({ industry: "media", tools: ["a", "b", "c"] }, AS_OF).criteria[1].status, "none");
          this.tools = ["erp"];
          return 50;
        },
      };
      assert.equal(model.score(account, AS_OF).score, 100);
      assert.equal(runs, 1);
      const failure = new Error("mine");
      const throws = () => {
        throw failure;
      };
      for (const bad of [
        { get employees() { return throws(); } },
        new Proxy({ employees: 5 }, { getOwnPropertyDescriptor: throws }),
        new Proxy({}, { ownKeys: throws }),
        new Proxy({}, { getPrototypeOf: throws }),
        { tools: new Proxy(["x"], { get: throws }) },
        { visits: [{ get event() { return throws(); } }] },
      ]) {
        assert.throws(() => model.score(bad, AS_OF), (error) => error === failure);
        assert.equal(model.score(FULL, AS_OF).score, 100);
      }
      const freed = Model.fromObject(DEMO);
      assert.throws(() => freed.score({ get employees() { return freed.free(); } }), { code: "freed" });
    });

    test("keeps what it was when it was scored", () => {
      const account = structuredClone(FULL);
      const assessment = model.score(account, AS_OF);
      account.tools.length = 0;
      account.employees = "changed";
      model.score({ employees: 1 }, AS_OF);
      assert.equal(assessment.icps[0].score, 100);
    });

    test("has questions left, until nothing can change", () => {
      const { decided, icps, questions } = model.nextQuestions({ employees: 50 }, AS_OF);
      assert.deepEqual([decided, icps[0].icp], [false, "smb"]);
      assert(questions.length > 1 && questions.every(({ attribute }) => attribute !== "employees"));
      assert.deepEqual(questions[0].matters, "decision");
      assert.deepEqual(model.nextQuestions(FULL, AS_OF), { decided: true, icps: model.nextQuestions(FULL, AS_OF).icps, questions: [] });
      assert.deepEqual(model.score({ employees: 50 }, AS_OF).nextQuestions(), { decided, icps, questions });
      assert.throws(() => model.nextQuestions({ employees: "x" }, AS_OF), { name: "AccountError" });
      const asked = model.nextQuestions({ employees: "x" }, { ...AS_OF, onInvalid: "missing" }).questions;
      assert(asked.some(({ attribute }) => attribute === "employees"));
    });

    test("says what would have to change, and each of it does", async () => {
      const account = { ...FULL, industry: "media", tools: [], visits: [] };
      const asked = await model.changes(account, "A", AS_OF);
      const { sets, ...rest } = asked;
      assert.deepEqual(rest, { icp: "smb", goal: { tier: "A" }, reached: false, complete: true, max_changes: 2, gaps: [] });
      assert.deepEqual(sets.map(({ changes }) => changes.map(({ attribute }) => attribute)), [["industry"], ["tools"], ["visits"]]);
      await model.loadWords();
      assert.match(asked.explain(), /^Any one of these brings it to tier A of [^\n]+:\n\n?- [^\n]+saas \(now media\); then score/);
      assert.match(asked.explain("html"), /^<section class="icp-changes">/);
      assert.match(asked.explain("markdown"), /^\*\*Any one of these/);
      assert.throws(() => asked.explain("page"), { code: "argument", message: /expected text, markdown or html, found page/ });
      assert.deepEqual(sets[0].changes, [{ attribute: "industry", from: "media", given: null, to: "saas", example: "saas", passed: 1 }]);
      for (const { changes, status, score, tier } of sets) {
        const changed = model.score({ ...account, ...Object.fromEntries(changes.map(({ attribute, example }) => [attribute, example])) }, AS_OF);
        assert.deepEqual([changed.status, changed.score, changed.tier], [status, score, tier]);
        assert.equal(tier, "A");
      }
      for (const goal of ["A", { tier: "A" }, { tier: "A", icp: "other" }, { goal: "A" }]) {
        assert.deepEqual(await model.changes(account, goal, { ...AS_OF, icp: "smb" }), asked);
      }
      assert.deepEqual(await model.changes(account, { tier: "A", icp: "smb" }, AS_OF), asked);
      for (const goal of ["A", 100, { score: 100 }]) {
        await assert.rejects(model.changes(account, goal, { ...AS_OF, icp: "other" }), { code: "account.goal", message: /an? icp of the model: `smb`/ });
      }
      await assert.rejects(model.changes(account, undefined, { ...AS_OF, icp: "smb" }), { code: "account.goal" });
      await assert.rejects(model.changes(account, "A", { ...AS_OF, icp: 5 }), { code: "argument", message: /^`icp`: expected the id of an icp/ });
      const one = await model.changes({ ...FULL, active: false, industry: "media" }, { score: 100 }, { ...AS_OF, maxChanges: 1 });
      assert.deepEqual([one.goal, one.max_changes, one.sets.length], [{ score: 100 }, 1, 1]);
      assert.deepEqual(await model.changes(FULL, "qualified", AS_OF), { ...rest, goal: { status: "qualified" }, reached: true, sets: [] });
      const odd = await model.changes({ ...account, industry: 5 }, "A", { ...AS_OF, onInvalid: "missing" });
      assert.deepEqual(odd.sets[0].changes[0].from, null);
      await assert.rejects(model.changes({ employees: "x" }, "A", AS_OF), { name: "AccountError", code: "account.value" });
      for (const goal of ["Z", undefined, {}, { tier: "A", score: 5 }]) {
        await assert.rejects(model.changes(FULL, goal, AS_OF), { name: "AccountError", code: "account.goal" });
      }
      await assert.rejects(model.changes(FULL, "A", { ...AS_OF, maxChanges: 4 }), { code: "account.goal", message: /`max_changes` from 1 to 3/ });
      await assert.rejects(model.changes(FULL, "A", { ...AS_OF, maxChanges: "2" }), { code: "argument", message: /^`maxChanges`: expected a number/ });
    });

    test("finds the changes of FORMAT.md's sample", async () => {
      const chapter = read("FORMAT.md").split("\n## What would have to change\n")[1];
      const block = (kind) => chapter.match(new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\`$`, "m"))[1];
      const sample = await Model.load(block("yaml model"));
      const account = JSON.parse(block("json account"));
      const day = { asOf: "2026-10-01" };
      assert.deepEqual(await sample.changes(account, "A", day), JSON.parse(block("json changes")));
      assert.deepEqual((await sample.changes(account, 100, { ...day, maxChanges: 3 })).goal, { score: 100 });
      assert.deepEqual(sample.attributes.filter(({ changeable }) => !changeable).map(({ name }) => name), ["founded"]);
    });

    test("is judged today when no day is given", () => {
      const now = new Date();
      const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
      assert.equal(model.score({}).asOf, day);
      assert.equal(model.score({}, {}).asOf, day);
      assert.equal(model.score({}, { asOf: new Date("2026-11-21T23:30:00Z") }).asOf, "2026-11-21");
    });
  });

  describe("many", () => {
    test("are scored one like the other", () => {
      const rows = [FULL, {}, { employees: 5 }];
      const assessments = model.scoreBatch(rows, AS_OF);
      assert.deepEqual(assessments.map((a) => a.toObject()), rows.map((row) => model.score(row, AS_OF).toObject()));
      assert.equal(model.scoreBatch(new Set(rows), AS_OF).length, 3);
      assert.deepEqual(model.scoreBatch([]), []);
    });

    test("tell the row that is refused", () => {
      assert.throws(() => model.scoreBatch([FULL, { employees: "x" }], AS_OF), { name: "AccountError", row: 1 });
      const [, second] = model.scoreBatch([FULL, { employees: "x" }], { ...AS_OF, onInvalid: "missing" });
      assert.equal(second.issues.length, 1);
    });

    test("take no memory that stays", { timeout: 300_000 }, () => {
      const count = Number(process.env.ICP_SCORES ?? 100_000);
      const account = { ...FULL, tools: ["a", "b", "crm"] };
      const memory = () => {
        globalThis.gc?.();
        const { rss } = process.memoryUsage();
        return rss;
      };
      const round = (times) => {
        let sum = 0;
        for (let i = 0; i < times; i++) sum += model.score(account, AS_OF).score;
        return sum;
      };
      round(50_000);
      const before = memory();
      assert.equal(round(count), 100 * count);
      const grown = memory() - before;
      console.log(`# ${count} scores: ${(grown / 1e6).toFixed(1)} MB more`);
      assert(grown < 64e6, `${count} scores took ${grown} bytes`);
      for (let i = 0; i < 2_000; i++) Model.fromObject(DEMO).free();
    });
  });

  languages(api, Model.fromObject(DEMO), [read("icp-js/types/index.d.ts"), ...types]);

  describe("types", () => {
    const answer = read("icp-js/types/answer.d.ts");
    const document = read("icp-js/types/document.d.ts");

    test("have the keys that the core writes", async () => {
      const rich = Model.fromYaml(read("icp-js/test/rich.yaml"));
      const account = {
        employees: "about 200",
        arr: 6_000_000,
        staff: 200,
        visits: [{ event: "Demo", on: "2026-09-01" }, { event: "unsubscribe", on: "2026-08-02" }],
      };
      const one = rich.score(account, { asOf: "2026-10-01", onInvalid: "missing" }).toObject();
      const two = rich.score({ employees: 5 }, { asOf: "2026-10-01" }).toObject();
      const [icp] = one.icps;
      const same = (object, name) => assert.deepEqual(Object.keys(object).sort(), keysOf(answer, name), name);
      same(one, "AssessmentData");
      assert.deepEqual(JSON.parse(rich.score({ employees: 5 }, { asOf: "2026-10-01" }).toJsonText()), JSON.parse(JSON.stringify(two)));
      same(one.model, "ModelNote");
      same(icp, "IcpAssessment");
      same(icp.reason, "Reason");
      same(icp.intent, "CardAssessment");
      same(icp.tally, "Tally");
      same(icp.intent.adjustments[0], "Adjustment");
      same(icp.possible_exclusions[0], "ExclusionNote");
      same(two.icps[0].exclusions[0], "ExclusionNote");
      same(two.icps[0].exclusions[0].lift[0], "Lift");
      same(icp.to_next_tier, "NextTier");
      same(icp.criteria[0], "CriterionAssessment");
      const inputs = icp.criteria.flatMap((criterion) => criterion.inputs);
      same(inputs[0], "InputNote");
      same(inputs.find(({ attribute }) => attribute === "visits").value[0], "InputEvent");
      same(icp.criteria.find(({ decisive }) => decisive !== null).decisive, "Decisive");
      same(icp.criteria.find(({ signals }) => signals.length > 0).signals[0], "Signal");
      same(one.derived[0], "DerivedNote");
      same(one.issues[0], "IssueNote");
      same(rich.attributes[0], "Attribute");
      same(rich.findings({ asOf: "2030-01-01" })[0], "Finding");
      same(rich.scoreRanges()[0], "ScoreRange");
      same(rich.criteria[0], "CriterionInfo");
      const changes = await model.changes({ ...FULL, industry: "media" }, { score: 100 }, AS_OF);
      same(changes, "ChangesToGoal");
      same(changes.sets[0], "ChangeSet");
      same(changes.sets[0].changes[0], "Change");
      const questions = rich.nextQuestions({ arr: 6_000_000 }, { asOf: "2026-10-01" });
      same(questions, "Questions");
      same(questions.icps[0], "IcpOutlook");
      same(questions.questions[0], "Question");
      same(questions.questions[0].could_change, "Changes");
      same(questions.questions[0].decides[0], "Share");
      assert.throws(() => Model.fromJson("{}"), ({ problems }) => (same(problems[0], "Problem"), true));
    });

    test("have the keys of the schema", () => {
      const { $defs: defs, properties } = JSON.parse(read("icp-core/schema/icp-1.schema.json"));
      const same = (found, name) => {
        const own = keysOf(document, name);
        assert.deepEqual(own, Object.keys(found).sort(), name);
      };
      same(properties, "ModelDocument");
      for (const [name, type] of Object.entries({
        attribute: "AttributeDocument",
        conditionObject: "ConditionObject",
        resultTest: "ResultTest",
        otherAttribute: "OtherAttribute",
        operators: "Operators",
        exclusion: "ExclusionDocument",
        rule: "RuleDocument",
        use: "UseDocument",
        band: "BandDocument",
        table: "TableDocument",
        curve: "CurveDocument",
        perMatch: "PerMatchDocument",
        decay: "DecayDocument",
        fadingEvent: "FadingEventDocument",
        dimension: "DimensionDocument",
        limit: "LimitDocument",
        scorecard: "ScorecardDocument",
        requiresSome: "RequiresSome",
        tier: "TierDocument",
        stage: "StageDocument",
        label: "LabelDocument",
        icp: "IcpDocument",
      })) {
        same(defs[name].properties, type);
      }
      same(defs.measure.anyOf[1].properties, "Measure");
      same(defs.happened.properties, "Happened");
    });

    test("name what there is", () => {
      const index = [read("icp-js/types/index.d.ts"), ...types].join("\n");
      const exported = [...index.matchAll(/^export (?:class|function) (\w+)/gm)].map((match) => match[1]);
      assert.deepEqual(exported.sort(), Object.keys(api).filter((name) => name !== "default").sort());
      for (const name of ["Model", "Assessment"]) {
        const bodies = [...index.matchAll(new RegExp(`(?:export class|interface) ${name} \\{\\n([^]*?)\\n *\\}`, "g"))];
        const body = bodies.map((match) => match[1]).join("\n");
        const members = [...body.matchAll(/^ {2,4}(?:readonly )?(\w+)[(?:]/gm)].map((match) => match[1]);
        const declared = [...new Set(members)].filter((member) => member !== "constructor").sort();
        const own = name === "Model" ? model : model.score(FULL, AS_OF);
        const there = [...Object.getOwnPropertyNames(api[name].prototype), ...Object.keys(own)];
        assert.deepEqual(there.filter((member) => member !== "constructor").sort(), declared, name);
      }
    });
  });

  test("what is hazardous is judged as its row says", { timeout: 300_000 }, async () => {
    await load("full");
    const [accounts, models] = ["accounts", "models"].map((name) => JSON.parse(read(`tests/hardening/${name}.json`)));
    const { count, wrong } = runHardening(api, accounts, models);
    assert.deepEqual(wrong, []);
    console.log(`# ${count} rows of hazards`);
  });

  describe("vectors", () => {
    test("give the bits of the native build", { timeout: 300_000 }, async () => {
      const native = JSON.parse(read("target/native.json"));
      const { topics, wrong } = await runVectors(api, native);
      assert.deepEqual(wrong, []);
      assert.deepEqual(topics, native.topics);
      assert.equal(native.total, Number(read("tests/vectors/index.yaml").match(/^total: (\d+)$/m)[1]));
      console.log(`# ${native.total} vectors of ${Object.keys(topics).length} topics`);
    });

    test("and so do the agreed cases", { timeout: 300_000 }, async (context) => {
      const { cases } = JSON.parse(read("target/native.json"));
      if (cases === null) return context.skip("no folder of agreed cases found (set ICP_SHARED): NONE RAN");
      const { topics, wrong } = await runVectors(api, { vectors: cases });
      assert.deepEqual(wrong, []);
      assert.equal(Object.values(topics).reduce((sum, count) => sum + count, 0), cases.length);
      console.log(`# ${cases.length} agreed cases of ${Object.keys(topics).length} files`);
    });
  });
};
