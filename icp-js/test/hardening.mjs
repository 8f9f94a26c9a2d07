// The rows of `tests/hardening` through a package. It runs in Node and in browsers.

/** The value with what stands for many times written out. */
const whole = (value) => {
  if (Array.isArray(value)) return value.map(whole);
  if (value === null || typeof value !== "object") return value;
  const { $text, $list, $deep, times } = value;
  if ($text !== undefined) return $text.repeat(times);
  if ($list !== undefined) return Array(times).fill($list);
  if ($deep !== undefined) return Array.from({ length: times }).reduce((inner) => [inner], $deep);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, whole(part)]));
};

const told = ({ icps: [{ criteria: [{ status }] }], score, tier, coverage }) => {
  if (status === "unknown" && (score !== null || tier !== null || coverage !== 0)) return "unknown and yet scored";
  return { fit: true, none: false }[status] ?? status;
};

const judged = ({ Model }, { attributes, as_of: asOf = "2026-11-21" }, when, account) => {
  const fit = { criteria: [{ id: "holds", fit: when }], tiers: [{ id: "in", from: 50 }, { id: "out" }] };
  const model = Model.fromObject({ format: "icp/1", name: "row", attributes, icps: [{ id: "only", fit }] });
  try {
    return told(model.score(account, { asOf }));
  } catch ({ code, attribute }) {
    if (code !== "account.value") return code;
    const lenient = model.score(account, { asOf, onInvalid: "missing" });
    const isTold = attribute === "x" && lenient.issues.length === 1 && lenient.issues[0].attribute === "x";
    return isTold && told(lenient) === "unknown" ? "invalid" : "invalid, and not told";
  } finally {
    model.free();
  }
};

/** The mistakes of a changed base or of a text, as `code at path`. */
const mistakes = ({ Model }, base, change) => {
  try {
    if (change.json !== undefined) Model.fromJson(whole(change.json));
    else if (change.yaml !== undefined) Model.fromYaml(whole(change.yaml));
    else {
      const document = structuredClone(base);
      const places = change.at.split(".");
      const last = places.pop();
      places.reduce((parent, place) => parent[place], document)[last] = whole(change.value);
      Model.fromJson(JSON.stringify(document));
    }
    return [];
  } catch ({ problems = [] }) {
    return problems.map(({ code, path }) => `${code} at ${path}`);
  }
};

/** Runs all rows; gives how many there were and what was wrong. */
export const runHardening = (api, accounts, models) => {
  const wrong = [];
  let count = 0;
  for (const group of accounts.groups) {
    for (const [id, what, when, given, then] of group.rows) {
      count++;
      const account = whole(given);
      const before = JSON.stringify(account);
      const found = judged(api, group, when, account);
      if (found !== then) wrong.push(`${id} ${what}: ${found}, and ${then} was expected`);
      if (JSON.stringify(account) !== before) wrong.push(`${id} ${what}: the account was changed`);
    }
  }
  for (const [id, what, change, code, path] of models.rows) {
    count++;
    const found = mistakes(api, models.base, change);
    if (!found.includes(`${code} at ${path}`)) wrong.push(`${id} ${what}: ${found.slice(0, 5).join(", ")}`);
  }
  return { count, wrong };
};
