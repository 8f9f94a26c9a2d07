// The answer: what to show at once, and a card for each profile. Elements are made once a model and changed in place, so
// that what is open stays open.
import { Bar, axisOf, line, scoreWords } from "./bar.js";
import { capital, h, show, words } from "./dom.js";
import { Facts, criterionRow, exclusionLine } from "./facts.js";
import { Way, nearest } from "./way.js";

const STATUSES = {
  qualified: "Qualified",
  unqualified: "Not qualified",
  disqualified: "Excluded",
  insufficient_data: "Not enough known",
};

const tierWords = (card, id) => {
  const name = card.tiers?.find((tier) => String(tier.id) === id)?.name;
  return name ? `Tier ${id}: ${name}` : `Tier ${id}`;
};

/** The statuses and tiers that an icp can still reach, in words. */
const outlookWords = ({ decided, statuses, tiers }) => {
  if (decided) return "";
  const parts = [];
  if (statuses.length > 1) parts.push(statuses.map((status) => STATUSES[status].toLowerCase()).join(", "));
  const open = tiers.filter((tier) => tier !== null);
  if (tiers.length > 1 && open.length > 0) parts.push(`tier ${open.join(", ")}${tiers.includes(null) ? " or none" : ""}`);
  return parts.length > 0 ? `Still possible: ${parts.join("; ")}` : "";
};

/** The head of an answer: status, score, bar, tier, verdicts. */
class Head {
  constructor(icp, axis, facts, isLarge) {
    this.card = icp.fit;
    this.name = h(isLarge ? "h2" : "h3", {}, icp.name ?? icp.id);
    this.status = line("span", "status");
    this.tier = line("span", "tier");
    this.stage = line("span", "tier");
    this.score = line("span", "score");
    this.range = line("span", "possible");
    this.bar = new Bar(icp.fit, axis);
    this.reason = h("p", { className: "reason" });
    this.verdicts = h("dl", { className: "verdicts" });
    this.labels = h("dl", { className: "verdicts labels" });
    this.labelNames = new Map((icp.labels ?? []).map(({ id, name }) => [String(id), name ?? capital(String(id).replaceAll("-", " "))]));
    this.stages = icp.stages ?? [];
    this.way = new Way(facts, (id) => tierWords(this.card, id));
    this.parts = [
      h("div", { className: "title" }, this.name, this.status.element),
      h("div", { className: "figures" }, this.score.element, this.range.element, this.tier.element, this.stage.element),
      this.bar.element,
      this.reason,
      this.verdicts,
      this.labels,
      this.way.element,
    ];
  }

  draw(result) {
    this.status.say(STATUSES[result.status]);
    this.status.element.dataset.status = result.status;
    this.score.say(result.score === null ? "–" : `${result.score}`);
    const isOpen = result.bounds !== null && result.bounds[0] !== result.bounds[1];
    this.range.say(isOpen ? `${result.bounds[0]} to ${result.bounds[1]} possible` : "");
    this.tier.say(result.tier === null ? "" : tierWords(this.card, result.tier));
    const stage = this.stages.find(({ id }) => String(id) === result.stage);
    this.stage.say(result.stage === null ? "" : capital(stage?.name ?? result.stage));
    this.bar.draw(result);
    const { text } = result.reason;
    if (text !== this.told) this.reason.replaceChildren(...words(capital(text)));
    this.told = text;
    this.way.draw(result, null);
    const told = JSON.stringify([result.verdicts, result.labels]);
    if (told === this.drawn) return;
    this.drawn = told;
    const verdicts = Object.entries(result.verdicts).map(([team, verdict]) => [capital(team), verdict]);
    // A label of which no line holds is null.
    const labels = Object.entries(result.labels).filter(([, label]) => label !== null);
    const named = labels.map(([id, label]) => [this.labelNames.get(id) ?? id, label]);
    for (const [list, entries] of [[this.verdicts, verdicts], [this.labels, named]]) {
      list.replaceChildren(...entries.flatMap(([term, says]) => [h("dt", {}, term), h("dd", {}, says)]));
      show(list, entries.length > 0);
    }
  }
}

/** One profile with its criteria and exclusions. */
class Card {
  constructor(icp, axis, facts) {
    this.facts = facts;
    this.head = new Head(icp, axis, facts, false);
    this.best = line("span", "best");
    this.head.parts[0].prepend(this.best.element);
    this.outlook = line("p", "muted");
    this.exclusions = h("ul", { className: "exclusions" });
    this.known = line("p", "muted");
    this.intent = line("p", "intent");
    this.rows = h("tbody");
    const columns = ["Criterion", "Value", "Adds"].map((title) => h("th", { scope: "col" }, title));
    this.table = h("table", {}, h("thead", {}, h("tr", {}, ...columns)), this.rows);
    this.element = h(
      "article",
      { className: "card", "data-icp": icp.id },
      ...this.head.parts,
      this.exclusions,
      this.outlook.element,
      this.intent.element,
      h("details", {}, h("summary", {}, "Criteria"), this.known.element, this.table),
    );
  }

  draw(result, outlook, isBest, isShown) {
    this.element.dataset.shown = isShown;
    this.head.draw(result);
    this.best.say(isBest ? "Best" : "");
    this.outlook.say(outlookWords(outlook));
    const held = result.exclusions.map((exclusion) => exclusionLine(exclusion, true, this.facts));
    const open = result.possible_exclusions.map((exclusion) => exclusionLine(exclusion, false, this.facts));
    this.exclusions.replaceChildren(...held, ...open);
    show(this.exclusions, held.length + open.length > 0);
    this.known.say(`Known: ${Math.round(100 * result.coverage)} % of the weight`);
    const { intent } = result;
    this.intent.say(intent === null ? "" : `Intent ${scoreWords(intent)}${intent.tier === null ? "" : `; tier ${intent.tier}`}`);
    const criteria = [...result.criteria, ...(intent?.criteria ?? [])];
    this.rows.replaceChildren(...criteria.map((criterion) => criterionRow(criterion, this.facts)));
  }
}

export class Answer {
  constructor(model, places, asOf) {
    this.places = places;
    const { icps } = model.toJSON();
    const nothing = model.score({}, { asOf });
    const facts = new Facts(model.attributes);
    this.facts = facts;
    this.heads = new Map();
    this.cards = new Map();
    for (const result of nothing.icps) {
      const icp = icps.find(({ id }) => String(id) === result.icp);
      const axis = axisOf(icp.fit, result.bounds);
      this.heads.set(result.icp, new Head(icp, axis, facts, true));
      this.cards.set(result.icp, new Card(icp, axis, facts));
    }
    this.decided = line("p", "decided");
    this.head = h("div");
    this.derived = line("p", "muted");
    places.summary.replaceChildren(this.head, this.decided.element, this.derived.element);
    places.profiles.replaceChildren(...[...this.cards.values()].map(({ element }) => element));
    show(places.summary, true);
  }

  draw(assessment, next) {
    const head = this.heads.get(assessment.icp);
    const shown = assessment.icps.find(({ icp }) => icp === assessment.icp);
    head.draw(shown);
    if (this.shown !== head) this.head.replaceChildren(...head.parts);
    this.shown = head;
    this.places.summary.dataset.status = shown.status;
    this.places.summary.dataset.decided = next.decided;
    this.decided.say(decidedWords(next));
    const derived = assessment.derived.filter(({ value }) => value !== null);
    // Of an interval both ends; one that is not there is left out.
    const number = (value) => (Array.isArray(value) ? value.map((end) => end ?? "").join(" to ").trim() : value);
    this.derived.say(derived.map(({ attribute, formula, value }) => `${attribute} = ${formula} = ${number(value)}`).join("; "));
    for (const result of assessment.icps) {
      const outlook = next.icps.find(({ icp }) => icp === result.icp);
      this.cards.get(result.icp).draw(result, outlook, result.icp === assessment.best, result.icp === assessment.icp);
    }
  }

  /** Shows the changes that bring the profile that is shown to its goal; `null` where it has none. */
  tell({ icp, icps }, changes) {
    const result = icps.find((one) => one.icp === icp);
    for (const { way } of [this.heads.get(icp), this.cards.get(icp).head]) way.draw(result, changes);
  }
}

const decidedWords = ({ decided, questions }) => {
  if (decided) return questions.length > 0 ? "Decided. What is still asked moves scores only." : "Decided. Nothing that is missing can change it.";
  const count = questions.filter(({ matters }) => matters === "decision").length;
  return count === 1 ? "Open: 1 question could change the decision" : `Open: ${count} questions could change the decision`;
};

/** The answer that is known before the words are there. */
export const early = (place, { status, score, bounds, tier }) => {
  const isOpen = bounds !== null && bounds[0] !== bounds[1];
  const range = isOpen ? ` (${bounds[0]} to ${bounds[1]} possible)` : "";
  const parts = [STATUSES[status], score === null ? null : `score ${score}${range}`, tier === null ? null : `tier ${tier}`];
  place.textContent = parts.filter(Boolean).join(", ");
  show(place, true);
};

/** The answer in a few sentences, for those who hear it. */
export const heard = (assessment, next, changes, facts, titleOfNext) => {
  const { status, tier, icps, icp } = assessment;
  const parts = [STATUSES[status], tier === null ? null : `tier ${tier}`, `score ${scoreWords(icps.find((one) => one.icp === icp))}`];
  const then = next.decided ? "Decided." : titleOfNext ? `Ask next: ${titleOfNext}.` : "";
  return [`${parts.filter(Boolean).join(", ")}.`, nearest(changes, facts), then].filter(Boolean).join(" ");
};
