// The same rules in the words of each engine. Each gives a function from an account to `{best, status, score, tier}`.
import { readFileSync } from "node:fs";
import { ICPS, finish } from "./rules.mjs";

export const jsonLogic = async () => {
  const { LogicEngine } = await import("json-logic-engine");
  const OPS = { is: "===", lt: "<", gt: ">", gte: ">=", lte: "<=" };
  const condition = (when) => {
    if (when.all) return { and: when.all.map(condition) };
    if (when.any) return { or: when.any.map(condition) };
    const value = { var: when.field };
    if (when.op === "has") return { in: [when.value, value] };
    if (when.op === "in") return { in: [value, when.value] };
    if (when.op === "notIn") return { "!": { in: [value, when.value] } };
    return { [OPS[when.op]]: [value, when.value] };
  };
  const rating = ({ bands, of, each, field, curve }) => {
    const value = { var: field };
    if (curve) {
      const [[, low], [x, mid], [end, high]] = curve;
      const rise = { "+": [mid, { "*": [{ "-": [value, x] }, (high - mid) / (end - x)] }] };
      return { if: [{ "<=": [value, 0] }, low, { "<=": [value, x] }, { "*": [value, mid / x] }, { "<": [value, end] }, rise, high] };
    }
    if (of) return { min: [1, { "*": [each, { "+": of.map((item) => ({ if: [{ in: [item, value] }, 1, 0] })) }] }] };
    return { if: [...bands.flatMap(([when, rating]) => [condition(when), rating]), 0] };
  };
  const engine = new LogicEngine();
  const compiled = ICPS.map(({ criteria, exclusions, required }) => ({
    points: engine.build({ "+": criteria.map((criterion) => ({ "*": [criterion.weight, rating(criterion)] })) }),
    isExcluded: engine.build({ or: exclusions.map(condition) }),
    isUnmet: required ? engine.build({ "!": condition(required) }) : () => false,
  }));
  return (account) =>
    finish(
      compiled.map(({ points, isExcluded, isUnmet }) => ({
        points: points(account),
        isExcluded: isExcluded(account),
        isUnmet: isUnmet(account),
      })),
    );
};

export const jsonRulesEngine = async () => {
  const { Engine } = await import("json-rules-engine");
  const OPS = {
    is: "equal",
    lt: "lessThan",
    gt: "greaterThan",
    gte: "greaterThanInclusive",
    lte: "lessThanInclusive",
    in: "in",
    notIn: "notIn",
    has: "contains",
  };
  const condition = (when) => {
    if (when.all) return { all: when.all.map(condition) };
    if (when.any) return { any: when.any.map(condition) };
    return { fact: when.field, operator: OPS[when.op], value: when.value };
  };
  const engine = new Engine();
  const add = (when, type, params) => {
    const conditions = when.all || when.any ? condition(when) : { all: [condition(when)] };
    engine.addRule({ conditions, event: { type, params } });
  };
  const curves = [];
  ICPS.forEach(({ criteria, exclusions, required }, icp) => {
    for (const when of exclusions) add(when, "excluded", { icp });
    if (required) add(required, "met", { icp });
    for (const criterion of criteria) {
      const { weight, bands, of, each, field, curve } = criterion;
      if (curve) curves.push({ icp, weight, field, curve });
      for (const [when, rating] of bands ?? []) add(when, "points", { icp, points: weight * rating });
      // At most the weight: four times 0.4 or 0.34 is more.
      of?.forEach((item) => add({ field, op: "has", value: item }, "each", { icp, field, weight, each }));
    }
  });
  return async (account) => {
    const { events } = await engine.run(account);
    const results = ICPS.map(({ required }) => ({ points: 0, matches: 0, isExcluded: false, isUnmet: Boolean(required) }));
    for (const { type, params } of events) {
      const result = results[params.icp];
      if (type === "points") result.points += params.points;
      else if (type === "excluded") result.isExcluded = true;
      else if (type === "met") result.isUnmet = false;
      else {
        const before = Math.min(1, result.matches * params.each);
        result.matches += 1;
        result.points += params.weight * (Math.min(1, result.matches * params.each) - before);
      }
    }
    // It has no arithmetic.
    for (const { icp, weight, field, curve } of curves) results[icp].points += weight * along(curve, account[field]);
    return finish(results);
  };
};

const along = ([[, low], [x, mid], [end, high]], value) =>
  value <= 0 ? low : value <= x ? (value * mid) / x : value < end ? mid + ((high - mid) * (value - x)) / (end - x) : high;

/** The rules as one expression of zen's. */
const zenExpression = () => {
  const OPS = { is: "==", lt: "<", gt: ">", gte: ">=", lte: "<=", in: "in", notIn: "not in" };
  const condition = (when) => {
    if (when.all) return `(${when.all.map(condition).join(" and ")})`;
    if (when.any) return `(${when.any.map(condition).join(" or ")})`;
    if (when.op === "has") return `contains(${when.field}, ${JSON.stringify(when.value)})`;
    return `${when.field} ${OPS[when.op]} ${JSON.stringify(when.value)}`;
  };
  const rating = ({ bands, of, each, field, curve }) => {
    if (curve) {
      const [[, low], [x, mid], [end, high]] = curve;
      const rise = `${mid} + (${field} - ${x}) * ${(high - mid) / (end - x)}`;
      return `(${field} <= 0 ? ${low} : (${field} <= ${x} ? ${field} * ${mid / x} : (${field} < ${end} ? ${rise} : ${high})))`;
    }
    if (of) {
      const found = of.map((item) => `(contains(${field}, ${JSON.stringify(item)}) ? ${each} : 0)`);
      return `min([1, ${found.join(" + ")}])`;
    }
    return `(${bands.map(([when, rating]) => `${condition(when)} ? ${rating} : `).join("(")}0${")".repeat(bands.length)}`;
  };
  const parts = ICPS.map(({ criteria, exclusions, required }) => {
    const points = criteria.map((criterion) => `${criterion.weight} * ${rating(criterion)}`).join(" + ");
    const unmet = required ? `not(${condition(required)})` : "false";
    // Only whole numbers come out of it whole.
    return `{points: round((${points}) * 1000000), isExcluded: ${condition({ any: exclusions })}, isUnmet: ${unmet}}`;
  });
  return `[${parts.join(", ")}]`;
};

const zenResults = (results) => {
  for (const result of results) result.points /= 1e6;
  return finish(results);
};

export const zenWasm = async () => {
  const { default: init, Variable } = await import("@gorules/zen-engine-wasm/dist/zen_engine_wasm.js").then(
    (module) => ({ default: module.initSync, Variable: module.Variable }),
  );
  const path = new URL("./node_modules/@gorules/zen-engine-wasm/dist/zen_engine_wasm_bg.wasm", import.meta.url);
  init({ module: readFileSync(path) });
  const expression = zenExpression();
  return (account) => {
    const variable = new Variable(account);
    const results = variable.evaluateExpression(expression);
    variable.free();
    return zenResults(results);
  };
};

export const zenNative = async () => {
  const { evaluateExpressionSync } = await import("@gorules/zen-engine");
  const expression = zenExpression();
  return (account) => zenResults(evaluateExpressionSync(expression, account));
};

/** A decision that was compiled before, with the expression as its one node. */
export const zenDecision = async () => {
  const { ZenDecisionContent, ZenEngine } = await import("@gorules/zen-engine");
  const node = (id, type, content) => ({ id, name: id, type, position: { x: 0, y: 0 }, content });
  const expressions = [{ id: "all", key: "all", value: zenExpression() }];
  const edge = (from, to) => ({ id: `${from}-${to}`, sourceId: from, targetId: to, type: "edge" });
  const graph = {
    nodes: [node("in", "inputNode", {}), node("rules", "expressionNode", { expressions }), node("out", "outputNode", {})],
    edges: [edge("in", "rules"), edge("rules", "out")],
  };
  const decision = new ZenEngine().createDecision(new ZenDecisionContent(Buffer.from(JSON.stringify(graph))));
  return async (account) => zenResults((await decision.evaluate(account)).result.all);
};

/** As somebody would write it without any engine; texts byte for byte. */
export const byHand = async () => (a) => {
  const yes = (holds) => (holds ? 1 : 0);
  const count = (items, of) => of.reduce((sum, item) => sum + yes(items.includes(item)), 0);
  const table = { __proto__: null, saas: 1, fintech: 0.8, ecommerce: 0.6, media: 0.2 };
  const revenue = a.arr >= 5e6 ? 1 : a.arr > 2e6 ? 0.5 : 0;
  const tools = a.tools;
  const mid =
    3 * yes(a.employees >= 200 && a.employees <= 500) +
    2 * revenue +
    2 * yes(tools.includes("hubspot") && (tools.includes("amplitude") || tools.includes("mixpanel"))) +
    1.5 * (table[a.industry] ?? 0) +
    yes(a.cs_team) +
    2 * Math.min(1, 0.4 * count(a.pains, ["churn", "onboarding", "manual reporting", "slow sales"])) +
    yes(a.stage === "series a" || a.stage === "series b") +
    0.5 * yes(["vp sales", "cro", "head of revenue"].includes(a.buyer));
  const enterprise =
    4 * (a.employees >= 5000 ? 1 : a.employees >= 1000 ? 0.7 : 0) +
    3 * (a.arr >= 5e7 ? 1 : a.arr < 5e6 ? -0.5 : 0) +
    2 * yes(tools.includes("salesforce") || tools.includes("dynamics")) +
    yes(["fintech", "healthcare", "logistics", "manufacturing"].includes(a.industry)) +
    2 * yes(a.sales_team >= 50 && a.cs_team) +
    along([[0, 0], [20, 0.5], [60, 1]], a.growth) +
    yes(a.pains.includes("slow sales") || a.pains.includes("forecasting")) +
    0.5 * yes(a.buyer === "cro" || a.buyer === "cfo");
  const founders =
    3 * yes(a.employees < 20) +
    2 * yes(["pre-seed", "seed", "series a"].includes(a.stage)) +
    2 * Math.min(1, 0.34 * count(tools, ["stripe", "segment", "hubspot", "notion"])) +
    yes(a.industry === "saas" || a.industry === "ecommerce") +
    2 * (a.growth >= 50 ? 1 : a.growth >= 20 ? 0.5 : 0) +
    yes(a.arr >= 1e5 && a.arr <= 2e6) +
    yes(a.pains.includes("onboarding")) +
    yes(["US", "CA", "GB"].includes(a.country));
  const isAgency = a.industry === "agency";
  return finish([
    {
      points: mid,
      isExcluded:
        a.employees < 20 || !["US", "CA", "GB", "DE", "FR", "NL"].includes(a.country) || isAgency || a.regulated,
      isUnmet: revenue === 0,
    },
    {
      points: enterprise,
      isExcluded:
        a.employees < 500 ||
        !["US", "GB", "DE"].includes(a.country) ||
        a.stage === "pre-seed" ||
        a.stage === "seed" ||
        a.sales_team < 10,
      isUnmet: false,
    },
    {
      points: founders,
      isExcluded: a.employees > 100 || isAgency || a.regulated || a.stage === "series b" || a.stage === "series c",
      isUnmet: false,
    },
  ]);
};
