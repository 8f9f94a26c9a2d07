// The model as cards: an icp with its tiers as cuts on a histogram, its criteria and its exclusions. A card asks for a change of the
// document and is told what came of it; counts are the engine's.
import { fresh, h, say, show, titleOf, words } from "../dom.js";
import { constants, typed } from "./document.js";
import { accounts, count, share } from "./format.js";
import { Cuts } from "./cuts.js";

const STATUS_WORDS = { fit: "fit", partial: "partly", none: "no fit", misfit: "misfit", unknown: "unknown", not_applicable: "not for them" };

/** A field whose value may be set from outside while nobody types in it. */
const put = (input, value) => {
  if (document.activeElement !== input && input.value !== String(value)) input.value = value;
};

/** A constant of the document: a number, a text, or a list of texts. */
class Constant {
  constructor({ path, label, value }, edit) {
    this.path = path;
    const id = fresh("constant");
    const isNumber = typeof value === "number";
    this.input = h("input", { id, type: "text", autocomplete: "off", inputMode: isNumber ? "decimal" : undefined });
    this.element = h("p", { className: "constant" }, h("label", { for: id }, label), this.input);
    this.put(value);
    const change = () => {
      const next = typed(this.value, this.input.value);
      this.input.setAttribute("aria-invalid", next === undefined);
      if (next !== undefined && JSON.stringify(next) !== JSON.stringify(this.value)) edit(this.path, next);
    };
    this.input.addEventListener(isNumber ? "input" : "change", change);
  }

  put(value) {
    this.value = value;
    put(this.input, Array.isArray(value) ? value.join(", ") : value);
  }
}

/** The constants of a part of the document, folded away. */
class Constants {
  constructor(title, part, path, edit) {
    const found = constants(part);
    this.fields = found.map((one) => new Constant(one, (inner, value) => edit([...path, ...inner], value)));
    this.element = h("details", {}, h("summary", {}, title), ...this.fields.map(({ element }) => element));
    show(this.element, found.length > 0);
  }

  put(part) {
    const found = constants(part);
    this.fields.forEach((field, at) => field.put(found[at].value));
  }
}

/** Shares as a bar with its words. */
class Shares {
  constructor() {
    this.bar = h("div", { className: "shares", "aria-hidden": "true" });
    this.words = h("p", { className: "muted" });
    this.element = h("div", {}, this.bar, this.words);
  }

  draw(statuses, all) {
    const there = statuses.filter(([, rows]) => rows > 0);
    this.bar.replaceChildren(
      ...there.map(([status, rows]) => {
        const part = h("span", { "data-status": status });
        part.style.flexGrow = rows;
        return part;
      }),
    );
    say(this.words, there.map(([status, rows]) => `${STATUS_WORDS[status]} ${share(rows, all)}`).join(" · "));
  }
}

class Criterion {
  constructor({ info, blank, entry, path }, edit) {
    this.id = info.id;
    this.scorecard = info.scorecard;
    const id = fresh("weight");
    this.wanted = h("p", { className: "wanted" });
    this.reads = h("p", { className: "muted" });
    this.hasWeight = entry.points === undefined && !JSON.stringify(entry).includes('"points');
    this.slider = h("input", { type: "range", min: 0.1, step: 0.1, id });
    this.number = h("input", { type: "number", min: 0, step: "any", "aria-label": `Weight of ${blank.name}` });
    const weigh = (text) => {
      const value = Number(text);
      if (value > 0) edit([...path, "weight"], value);
    };
    this.slider.addEventListener("input", () => {
      this.number.value = this.slider.value;
      weigh(this.slider.value);
    });
    this.number.addEventListener("input", () => weigh(this.number.value));
    this.weight = h("div", { className: "slider" }, h("label", { for: id }, "Weight"), this.slider, this.number);
    show(this.weight, this.hasWeight);
    this.constants = new Constants("Edit the rule", entry, path, edit);
    this.shares = new Shares();
    this.keeps = h("p", { className: "keeps" });
    const kind = [info.required ? "required" : null, info.scorecard === "intent" ? "intent" : null].filter(Boolean);
    this.element = h(
      "article",
      { className: "card", "data-criterion": info.id },
      h("h4", {}, blank.name, kind.length > 0 ? h("span", { className: "badge" }, kind.join(", ")) : null),
      this.reads,
      this.wanted,
      this.weight,
      this.shares.element,
      this.keeps,
      this.constants.element,
    );
    this.put({ info, blank, entry });
  }

  put({ info, blank, entry }) {
    if (this.told !== blank.wanted) this.wanted.replaceChildren(...words(blank.wanted));
    this.told = blank.wanted;
    // Where the name is that of the attribute, once is enough.
    show(this.reads, blank.reads.toLowerCase() !== blank.name.toLowerCase());
    say(this.reads, blank.reads);
    this.slider.max = Math.max(10, 2 ** Math.ceil(Math.log2(info.weight)));
    put(this.slider, info.weight);
    put(this.number, info.weight);
    this.constants.put(entry);
  }

  count(rules, all) {
    this.shares.draw(rules.statuses, all);
    say(this.keeps, rules.kept_out === 0 ? "" : `Alone keeps out ${accounts(rules.kept_out)} (${share(rules.kept_out, all)})`);
  }
}

class Exclusion {
  constructor({ id, entry, path }, edit) {
    this.id = id;
    this.holds = h("p", { className: "muted" });
    this.constants = new Constants("Edit the exclusion", entry, path, edit);
    this.reason = h("h4", {});
    this.element = h("article", { className: "card", "data-exclusion": id }, this.reason, this.holds, this.constants.element);
    this.put({ entry });
  }

  put({ entry }) {
    say(this.reason, entry.reason ?? this.id);
    this.constants.put(entry);
  }

  count({ holds, alone, kept_out: keeps }, all) {
    const kept = keeps > 0 ? `; without it ${accounts(keeps)} more would qualify` : "";
    say(this.holds, `Holds for ${count(holds)} (${share(holds, all)}), alone for ${count(alone)}${kept}`);
  }
}

/** One icp: tiers, criteria, exclusions. */
class Icp {
  constructor(parts, edit, cut) {
    this.id = parts.icp.id;
    this.title = h("h3", {});
    this.cuts = new Cuts(this.id, parts, edit, cut);
    this.criteria = parts.criteria.map((one) => new Criterion(one, edit));
    this.exclusions = parts.exclusions.map((one) => new Exclusion(one, edit));
    const list = (title, cards) =>
      cards.length === 0 ? null : h("div", { className: "group" }, h("h3", { className: "minor" }, title), ...cards.map(({ element }) => element));
    this.element = h(
      "section",
      { className: "icp", "data-icp": this.id },
      this.title,
      this.cuts.element,
      list("Criteria", this.criteria),
      list("Exclusions", this.exclusions),
    );
    this.put(parts);
  }

  put(parts) {
    say(this.title, parts.icp.name ?? parts.icp.id);
    this.cuts.put(parts);
    this.criteria.forEach((card, at) => card.put(parts.criteria[at]));
    this.exclusions.forEach((card, at) => card.put(parts.exclusions[at]));
  }

  count(rules, all) {
    this.criteria.forEach((card, at) => rules.criteria[at] && card.count(rules.criteria[at], all));
    for (const card of this.exclusions) {
      const own = rules.exclusions.find(({ id }) => id === card.id);
      if (own) card.count(own, all);
    }
  }
}

/** The parts of an icp that are drawn, with their places in the document. */
const partsOf = ({ document: model, criteria, blank, about }, id) => {
  const at = model.icps.findIndex((icp) => icp.id === id);
  const icp = model.icps[at];
  const answer = blank?.icps.find(({ icp }) => icp === id);
  const cards = criteria.filter(({ icp }) => icp === id).map((info) => {
    const list = icp[info.scorecard].criteria;
    const place = list.findIndex((entry) => (entry.id ?? entry.use) === info.id);
    const told = (info.scorecard === "fit" ? answer?.criteria : answer?.intent?.criteria)?.find(({ id }) => id === info.id);
    const name = info.name ?? titleOf({ name: info.id });
    // The words of the rule say what is wanted, and not of what.
    const reads = info.attributes.map((name) => titleOf(about.attributes.find((one) => one.name === name) ?? { name })).join(", ");
    return { info, blank: { wanted: told?.wanted ?? "", name, reads }, entry: list[place], path: ["icps", at, info.scorecard, "criteria", place] };
  });
  const own = (list, path) => (list ?? []).map((entry, place) => ({ id: entry.id, entry, path: [...path, place] }));
  const exclusions = [...own(model.exclusions, ["exclusions"]), ...own(icp.exclusions, ["icps", at, "exclusions"])];
  return { icp, path: ["icps", at], criteria: cards, exclusions };
};

/** What cards are drawn of: while it stays, they are changed in place, so that nobody loses the slider in the hand. */
const shapeOf = (parts) =>
  JSON.stringify(parts.map(({ icp, criteria, exclusions }) => [
    icp.id,
    icp.fit.tiers.map(({ id, from }) => [id, from !== undefined]),
    criteria.map(({ info, entry }) => [info.id, info.name, info.required, constants(entry).map(({ path, label, value }) => [path, label, typeof value])]),
    exclusions.map(({ id, entry }) => [id, constants(entry).map(({ path, value }) => [path, typeof value])]),
  ]));

/** All icps. */
export class Cards {
  #icps = [];
  #shape;

  constructor(place, { edit, cut }) {
    Object.assign(this, { place, edit, cut });
  }

  draw(opened) {
    const parts = opened.about.icps.map((id) => partsOf(opened, id));
    const shape = shapeOf(parts);
    if (shape === this.#shape) return this.#icps.forEach((icp, at) => icp.put(parts[at]));
    this.#shape = shape;
    this.#icps = parts.map((one) => new Icp(one, this.edit, this.cut));
    this.place.replaceChildren(h("h2", {}, "The model"), ...this.#icps.map(({ element }) => element));
  }

  counts({ counts }) {
    for (const icp of this.#icps) {
      const own = counts.icps.find(({ icp: id }) => id === icp.id);
      if (own) icp.cuts.draw(own, counts.rows);
    }
    this.all = counts.rows;
  }

  rules({ icps }) {
    for (const icp of this.#icps) {
      const own = icps.find(({ icp: id }) => id === icp.id);
      if (own) icp.count(own, this.all);
    }
  }
}
