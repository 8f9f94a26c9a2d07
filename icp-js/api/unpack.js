// The object of an assessment from the numbers that the core gives for it: the values in the order of its JSON, without the keys.

let numbers;
let texts;
let at;

/** `NaN` is null everywhere. */
const number = () => {
  const found = numbers[at++];
  return found === found ? found : null;
};

const text = () => {
  const found = numbers[at++];
  return found === found ? texts[found] : null;
};

const truth = () => numbers[at++] === 1;

const list = (item) => {
  let count = numbers[at++];
  if (count !== count) return null;
  const all = [];
  while (count-- > 0) all.push(item());
  return all;
};

const pair = () => [number(), number()];

/** An object or a pair that may be null. */
const maybe = (item) => {
  const found = numbers[at++];
  return found === found ? item() : null;
};

/** Maps keyed by users' words have no prototype, so that `"toString" in map` is false. */
const map = (item) => {
  const all = { __proto__: null };
  let count = numbers[at++];
  while (count-- > 0) {
    const key = text();
    all[key] = item();
  }
  return all;
};

const event = () => ({ event: text(), on: text(), count: number() });

const value = () => {
  switch (numbers[at++]) {
    case 0:
      return number();
    case 1:
      return pair();
    case 2:
      return truth();
    case 3:
      return text();
    case 4:
      return list(text);
    case 5:
      return list(event);
    default:
      return null;
  }
};

const input = () => ({ attribute: text(), value: value(), known: truth(), given: text() });

const decisive = () => ({ at: text(), words: text() });

const signal = () => ({ event: text(), on: text(), age: number(), left: number(), gives: number() });

const criterion = () => ({
  id: text(),
  name: text(),
  dimension: text(),
  status: text(),
  label: text(),
  rating: number(),
  rating_bounds: maybe(pair),
  weight: number(),
  points: number(),
  contribution: number(),
  missing: list(text),
  matched: list(text),
  signals: list(signal),
  inputs: list(input),
  wanted: text(),
  max_contribution: number(),
  decisive: maybe(decisive),
});

const tally = () => ({
  fits: number(),
  partials: number(),
  nones: number(),
  misfits: number(),
  unknowns: number(),
  not_applicable: number(),
});

const adjustment = () => ({ kind: text(), dimension: text(), limit: number(), from: number(), to: number() });

const rankedReason = () => ({ code: text(), text: text(), points: number() });

const lift = () => ({ attribute: text(), words: text() });

const exclusion = () => ({
  id: text(),
  reason: text(),
  missing: list(text),
  when: text(),
  inputs: list(input),
  lift: list(lift),
});

const reason = () => ({ code: text(), id: text(), text: text() });

const intent = () => ({
  score: number(),
  bounds: maybe(pair),
  coverage: number(),
  tier: text(),
  verdicts: map(text),
  tally: tally(),
  base: number(),
  adjustments: list(adjustment),
  reason_codes: list(rankedReason),
  criteria: list(criterion),
  missing: list(text),
});

const nextTier = () => ({ tier: text(), short: number(), by: list(text), could: list(text) });

const keptOutBy = () => ({ kind: text(), id: text() });

const icp = () => ({
  icp: text(),
  name: text(),
  priority: number(),
  status: text(),
  reason: reason(),
  score: number(),
  bounds: maybe(pair),
  coverage: number(),
  tier: text(),
  verdicts: map(text),
  stage: text(),
  labels: map(text),
  tally: tally(),
  base: number(),
  adjustments: list(adjustment),
  reason_codes: list(rankedReason),
  exclusions: list(exclusion),
  possible_exclusions: list(exclusion),
  criteria: list(criterion),
  missing: list(text),
  intent: maybe(intent),
  to_next_tier: maybe(nextTier),
  kept_out_by: list(keptOutBy),
});

const model = () => ({ name: text(), version: text(), status: text(), fingerprint: text(), lists: map(text) });

const source = () => ({ name: text(), fingerprint: text() });

const derived = () => ({ attribute: text(), formula: text(), inputs: map(value), value: value() });

const issue = () => ({ attribute: text(), expected: text(), found: text(), message: text() });

/** The assessment of these numbers. `known` are the texts of its model so far; `added` gives those that are new. */
export const unpacked = (found, known, added) => {
  if (found[1] === 1) known.length = 0;
  // One by one: a call takes only so many arguments, and fewer in some hosts.
  if (found[0] > 0) for (const one of added()) known.push(one);
  [numbers, texts, at] = [found, known, 2];
  const assessment = {
    model: model(),
    source: maybe(source),
    as_of: text(),
    best: text(),
    headline: text(),
    icps: list(icp),
    derived: list(derived),
    issues: list(issue),
  };
  numbers = texts = undefined;
  return assessment;
};
