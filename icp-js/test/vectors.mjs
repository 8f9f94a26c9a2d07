// All vectors through a package, against what the native build gave for them. It runs in Node and in browsers.

const revive = (value) => {
  if (Array.isArray(value)) return value.map(revive);
  if (value === null || typeof value !== "object") return value;
  if (typeof value.$bigint === "string") return BigInt(value.$bigint);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revive(part)]));
};

/** The same values in other clothes: a Map for the account, Sets for lists of texts, Maps for events. */
const dressed = (account) => {
  const of = (value) => {
    if (Array.isArray(value)) {
      const parts = value.map(of);
      const isTexts = parts.every((part) => typeof part === "string") && new Set(parts).size === parts.length;
      return isTexts ? new Set(parts) : parts;
    }
    return value !== null && typeof value === "object" ? new Map(Object.entries(value)) : value;
  };
  return new Map(Object.entries(account).map(([key, value]) => [key, of(value)]));
};

const equal = (found, expected, what) => {
  if (found !== expected) throw new Error(`${what}: expected ${expected}, found ${found}`);
};

const check = (model, vector, account) => {
  const options = { asOf: vector.as_of, onInvalid: vector.lenient ? "missing" : "error" };
  let assessment;
  try {
    assessment = model.score(account, options);
  } catch (error) {
    if (vector.refusal === null) throw error;
    const { help: wanted, ...refused } = JSON.parse(vector.refusal ?? "{}");
    const { code, message, attribute, expected, found, help } = error;
    // In browsers no help comes with an account that is refused.
    if (help !== null) equal(help, wanted, "help");
    return equal(JSON.stringify({ code, message, attribute, expected, found }), JSON.stringify(refused), "refusal");
  }
  equal(null, vector.refusal, "refusal");
  // Both texts are written by JavaScript from numbers that were read exactly, so equal texts are equal bits.
  const whole = JSON.parse(vector.assessment);
  equal(JSON.stringify(assessment), JSON.stringify(whole), "assessment");
  equal(JSON.stringify(model.nextQuestions(account, options)), JSON.stringify(JSON.parse(vector.questions)), "questions");
  equal(assessment.explain("html"), vector.explanation, "explanation");
  equal(assessment.best, whole.best, "best");
  equal(assessment.icp, whole.headline, "icp");
  const shown = whole.icps.find(({ icp }) => icp === assessment.icp);
  for (const key of ["status", "score", "tier", "coverage", "stage"]) equal(assessment[key], shown[key], key);
  equal(JSON.stringify(assessment.bounds), JSON.stringify(shown.bounds), "bounds");
};

/** Runs all of them; gives how many there were of each topic and what was wrong. */
export const runVectors = async (api, { vectors }) => {
  const topics = {};
  const wrong = [];
  for (const vector of vectors) {
    const topic = vector.name.slice(0, vector.name.indexOf(","));
    topics[topic] = (topics[topic] ?? 0) + 1;
    try {
      const written = await api.Model.load(vector.model);
      const listed = vector.lists === null ? written : await written.withLists(vector.lists);
      const model = vector.source === null ? listed : await listed.withSource(vector.source);
      equal(model.source?.name, vector.source?.name, "source");
      equal(model.fingerprint, vector.fingerprint, "fingerprint");
      equal(JSON.stringify(model.findings({ asOf: vector.as_of })), vector.findings, "findings");
      const account = revive(vector.account);
      check(model, vector, account);
      check(model, vector, dressed(account));
      if (vector.changes) {
        const { goal, most, answer } = vector.changes;
        const options = { asOf: vector.as_of, onInvalid: vector.lenient ? "missing" : "error", maxChanges: most ?? undefined };
        equal(JSON.stringify(await model.changes(account, goal, options)), JSON.stringify(JSON.parse(answer)), "changes");
      }
      model.free();
    } catch (error) {
      wrong.push(`${vector.name}: ${error.message}`);
    }
  }
  return { topics, wrong };
};
