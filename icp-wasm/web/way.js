// The way to the next tier, or to qualifying: how far it is, and the answers that would bring it there. The library searches
// and words them.
import { line } from "./bar.js";
import { capital, h, listed, show } from "./dom.js";
import { criterionName, points } from "./facts.js";

/** The goal of a result: the next tier; where it is excluded, or at its best tier, to qualify; `null` where nothing is left to reach. */
export const goalOf = ({ icp, status, to_next_tier: next }) => {
  if (next !== null && status !== "disqualified") return { icp, tier: next.tier };
  return status === "qualified" || status === "insufficient_data" ? null : { icp, status: "qualified" };
};

/** `make it tier A`. */
const does = ({ tier }) => (tier === undefined ? "make it qualify" : `make it tier ${tier}`);

/** `Last round: within the last 6 months, and Employees: 20 to 200 people`, with the values of now where they are asked for. */
const setWords = ({ changes }, facts, now = () => "") =>
  capital(changes.map((change) => `${facts.title(change.attribute)}: ${change.to}${now(change)}`).join(", and "));

/** The changes that take the fewest answers, in one sentence; nothing where there are none. */
export const nearest = (changes, facts) =>
  changes === null || changes.sets.length === 0 ? "" : `${setWords(changes.sets[0], facts)}, would ${does(changes.goal)}.`;

/** One set of changes: the values that do, those of now, and the score that follows. */
const setLine = (set, facts) => {
  const now = ({ attribute, from, given }) => ` (now ${facts.value({ attribute, value: from, known: from !== null, given })})`;
  const result = set.score === null ? null : h("span", { className: "wanted" }, `then ${points(set.score)} points`);
  return h("li", {}, setWords(set, facts, now), result);
};

const MOST = 3;

export class Way {
  constructor(facts, tierWords) {
    this.facts = facts;
    this.tierWords = tierWords;
    this.distance = line("p", "distance");
    this.only = line("p", "muted");
    this.opening = line("p", "opening");
    this.sets = h("ul", { className: "changes" });
    this.element = h("div", { className: "way" }, this.distance.element, this.only.element, this.opening.element, this.sets);
  }

  draw(result, changes) {
    const { to_next_tier: next, kept_out_by: kept } = result;
    const names = (ids) => listed(ids.map((id) => criterionName(result.criteria.find((criterion) => criterion.id === id) ?? { id, name: null })));
    const isShort = next !== null && next.short > 0;
    this.distance.say(isShort ? `${points(next.short)} points short of ${this.tierWords(next.tier)}` : "");
    const reasons = kept.map(({ kind, id }) => (kind === "exclusion" ? `the exclusion ${id}` : names([id])));
    this.only.say(kept.length === 0 ? "" : kept.length === 1 ? `Kept out by ${reasons[0]} alone` : `Each of these alone would let it in: ${listed(reasons)}`);
    const sets = changes?.sets ?? [];
    const alone = next === null ? [] : [...next.by, ...next.could];
    if (sets.length > 0) {
      this.opening.say(`${sets.length === 1 ? "This" : "Any one of these"} would ${does(changes.goal)}:`);
    } else if (alone.length > 0) {
      const enough = next.by.length > 0 ? `Enough alone: ${names(next.by)}` : "";
      const could = next.could.length > 0 ? `Could be enough: ${names(next.could)}` : "";
      this.opening.say([enough, could].filter(Boolean).join(". "));
    } else {
      const isAll = changes !== null && !changes.reached && changes.complete;
      this.opening.say(isAll ? `No change of one or two answers would ${does(changes.goal)}.` : "");
    }
    const rest = sets.length - MOST;
    const lines = sets.slice(0, MOST).map((set) => setLine(set, this.facts));
    this.sets.replaceChildren(...lines, ...(rest > 0 ? [h("li", { className: "muted" }, `and ${rest} more`)] : []));
    show(this.sets, sets.length > 0);
    show(this.element, isShort || kept.length > 0 || !this.opening.element.hidden);
  }
}
