// Makes rules of json-rules-engine and decisions of zen, with accounts, and lets these engines score them:
//
//     mkdir cards && cd cards && npm install json-rules-engine@7.3.1 @gorules/zen-engine@0.54.0
//     cp ../tests/languages/rule_cards.mjs . && node rule_cards.mjs ../icp-exchange/samples/tools
//
// KIND-NUMBER.json is a document, KIND-NUMBER.rows.json has accounts, each with the sum of the points that its engine gives. The
// test of `icp-exchange` imports every document and compares every score, without Node.

import { writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { ZenEngine } from "@gorules/zen-engine";
import { Engine } from "json-rules-engine";

const folder = process.argv[2];
const CARDS = 10;
const ROWS = 100;
const COUNTRIES = ["DE", "AT", "CH", "US"];
const TOOLS = ["HubSpot", "Salesforce", "Excel", "Slack"];

/** Dice that fall the same every time. */
function dice(seed) {
  let state = seed * 2654435761 + 1;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
  const between = (low, high) => low + Math.floor(next() * (high - low + 1));
  return { next, between, pick: (list) => list[between(0, list.length - 1)], chance: (share) => next() < share };
}

const NUMBERS = [0, 10, 50, 99.5, 100, 1000, -5];

function account(d) {
  const row = {};
  if (d.chance(0.85)) row.employees = d.pick([...NUMBERS, 11, 51, 5000]);
  if (d.chance(0.85)) row.revenue = d.pick([...NUMBERS, 1.5, 250000]);
  if (d.chance(0.85)) row.country = d.pick([...COUNTRIES, "FR"]);
  if (d.chance(0.85)) row.active = d.chance(0.5);
  if (d.chance(0.7)) row.tools = TOOLS.filter(() => d.chance(0.4));
  return row;
}

const points = (d) => d.pick([5, 10, 2.5, -3, 20, 0.125]);

// json-rules-engine

function test(d) {
  switch (d.between(0, 5)) {
    case 0:
    case 1: {
      const operator = d.pick(["lessThan", "lessThanInclusive", "greaterThan", "greaterThanInclusive", "equal", "notEqual"]);
      return { fact: d.pick(["employees", "revenue"]), operator, value: d.pick(NUMBERS) };
    }
    case 2:
      return { fact: "country", operator: d.pick(["equal", "notEqual"]), value: d.pick(COUNTRIES) };
    case 3:
      return { fact: "country", operator: d.pick(["in", "notIn", "not:in"]), value: [d.pick(COUNTRIES), d.pick(COUNTRIES)] };
    case 4:
      return { fact: "active", operator: d.pick(["equal", "notEqual"]), value: d.chance(0.5) };
    default:
      return { fact: "tools", operator: d.pick(["contains", "doesNotContain", "not:contains"]), value: d.pick(TOOLS) };
  }
}

function condition(d, depth) {
  if (depth === 0 || d.chance(0.4)) return test(d);
  if (d.chance(0.2)) return { not: condition(d, depth - 1) };
  return { [d.pick(["all", "any"])]: [condition(d, depth - 1), condition(d, depth - 1)] };
}

function rules(d) {
  const rule = (at) => {
    const inner = condition(d, 2);
    const conditions = inner.fact ? { all: [inner] } : inner;
    const one = { conditions, event: { type: `signal-${at}`, params: { points: points(d) } } };
    if (d.chance(0.3)) one.priority = d.between(1, 9);
    if (d.chance(0.3)) one.name = `Signal ${at}`;
    if (d.chance(0.2)) one.event.params.message = "for people";
    return one;
  };
  return Array.from({ length: d.between(2, 6) }, (_, at) => rule(at + 1));
}

async function rulesScore(document, row) {
  const engine = new Engine(document, { allowUndefinedFacts: true });
  const { events } = await engine.run(row);
  return events.reduce((sum, event) => sum + event.params.points, 0);
}

// zen

function cell(d, field) {
  if (d.chance(0.25)) return "";
  switch (field) {
    case "employees":
    case "company.revenue":
      return d.pick([
        () => `> ${d.pick(NUMBERS)}`,
        () => `<= ${d.pick(NUMBERS)}`,
        () => "[10..100]",
        () => "(0..99.5]",
        () => "[10..1000)",
        () => "10, 50, 100",
        () => "> 10 and < 1000",
        () => "< 0 or > 99.5",
        () => "not in [10..100]",
        () => "null",
        () => "!= 10",
      ])();
    case "country":
      return d.pick([() => '"DE"', () => '"DE", "AT"', () => '!= "US"', () => 'not in ["DE", "CH"]', () => 'in ["US"]', () => "null"])();
    case "active":
      return d.pick(["true", "false"]);
    default:
      return d.pick([
        () => 'country == "DE"',
        () => 'employees > 10 and country != "US"',
        () => 'country in ["DE", "AT"] or employees >= 100',
        () => "not (employees > 50)",
        () => 'not (country == "DE") and (active == true or employees < 100)',
      ])();
  }
}

function table(d, number, field) {
  const fields = ["employees", "company.revenue", "country", "active", ""].filter(() => d.chance(0.5));
  if (fields.length === 0) fields.push("employees");
  const inputs = fields.map((field, at) => ({ id: `i${at}`, name: field || "Condition", ...(field ? { field } : {}) }));
  const outputs = [
    { id: "points", name: "Points", field },
    { id: "why", name: "Why", field: `why${number}` },
  ];
  const row = (at) => {
    const one = { _id: `r${at}`, points: `${points(d)}`, why: `"row ${at}"` };
    for (const [place, { id }] of inputs.entries()) one[id] = cell(d, fields[place]);
    if (d.chance(0.3)) one._description = `row ${at} of ${number}`;
    return one;
  };
  const hitPolicy = d.pick(["first", "first", "collect"]);
  return { hitPolicy, inputs, outputs, rules: Array.from({ length: d.between(1, 5) }, (_, at) => row(at + 1)) };
}

function decision(d) {
  const position = { x: 0, y: 0 };
  const tables = Array.from({ length: d.between(1, 3) }, (_, at) => table(d, at + 1, `points${at + 1}`));
  const nodes = tables.map((content, at) => ({ id: `t${at}`, type: "decisionTableNode", name: `Table ${at + 1}`, position, content }));
  const ends = [
    { id: "in", type: "inputNode", name: "Request", position },
    { id: "out", type: "outputNode", name: "Response", position },
  ];
  const edges = nodes.flatMap(({ id }) => [
    { id: `a${id}`, sourceId: "in", targetId: id },
    { id: `b${id}`, sourceId: id, targetId: "out" },
  ]);
  return { nodes: [...ends, ...nodes], edges };
}

/** Each table alone, by the engine; their points are added here. */
async function zenScore(document, row) {
  const engine = new ZenEngine();
  let sum = 0;
  for (const node of document.nodes.filter(({ type }) => type === "decisionTableNode")) {
    const nodes = [...document.nodes.filter(({ type }) => type !== "decisionTableNode"), node];
    const edges = document.edges.filter(({ sourceId, targetId }) => sourceId === node.id || targetId === node.id);
    const { revenue, ...rest } = row;
    const given = revenue === undefined ? rest : { ...rest, company: { revenue } };
    const { result } = await engine.createDecision({ nodes, edges }).evaluate(given);
    const field = node.content.outputs[0].field;
    const list = Array.isArray(result) ? result : result === null ? [] : [result];
    sum += list.reduce((sum, one) => sum + (typeof one[field] === "number" ? one[field] : 0), 0);
  }
  return sum;
}

mkdirSync(folder, { recursive: true });
for (const [kind, make, score] of [
  ["json-rules-engine", rules, rulesScore],
  ["zen", decision, zenScore],
]) {
  let total = 0;
  for (let number = 0; number < CARDS; number += 1) {
    const d = dice(number + (kind === "zen" ? 100 : 1));
    const document = make(d);
    const lines = [];
    for (let at = 0; at < ROWS; at += 1) {
      const row = account(d);
      const sum = await score(document, row);
      // A field in an object is a column of that name.
      const flat = Object.fromEntries(Object.entries(row).map(([key, value]) => [kind === "zen" && key === "revenue" ? "company.revenue" : key, value]));
      lines.push(JSON.stringify([flat, sum]));
    }
    total += lines.length;
    writeFileSync(join(folder, `${kind}-${number}.json`), `${JSON.stringify(document, null, 1)}\n`);
    writeFileSync(join(folder, `${kind}-${number}.rows.json`), `[\n${lines.join(",\n")}\n]\n`);
  }
  console.log(`${kind}: ${CARDS} documents, ${total} accounts`);
}
