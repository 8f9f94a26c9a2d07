// The form: one entry for each attribute, what an answer could still change, and what no longer matters.
import { capital, fresh, h, listed, say, show, titleOf } from "./dom.js";
import { fieldOf } from "./fields.js";

const CHANGES = {
  best: "which profile is the best",
  status: "whether it qualifies",
  tier: "the tier",
  intent_tier: "the intent tier",
  stage: "the stage",
  verdicts: "a verdict",
};

const limitsOf = ({ min, max }) => {
  if (min !== null && max !== null) return `From ${min} to ${max}.`;
  if (min !== null) return `${min} or more.`;
  return max === null ? null : `At most ${max}.`;
};

class Entry {
  constructor(attribute, changed) {
    this.attribute = attribute;
    this.title = titleOf(attribute);
    this.field = fieldOf(attribute, this.title, changed);
    const ids = { badge: fresh("badge"), about: fresh("about"), why: fresh("why"), wrong: fresh("wrong") };
    this.badge = h("span", { className: "badge", id: ids.badge, hidden: true });
    this.why = h("p", { className: "why", id: ids.why, hidden: true });
    this.wrong = h("p", { className: "wrong", id: ids.wrong, hidden: true });
    const about = [attribute.description, limitsOf(attribute)].filter(Boolean).join(" ");
    const described = Object.values(ids).filter((id) => about || id !== ids.about).join(" ");
    const { control, group, body } = this.field;
    const properties = { className: "question", "data-attribute": attribute.name };
    const rest = [about ? h("p", { className: "muted", id: ids.about }, about) : null, body, this.why, this.wrong];
    if (group) {
      const legend = h("legend", {}, h("span", {}, this.title), this.badge);
      this.element = h("fieldset", { ...properties, "aria-describedby": described }, legend, ...rest);
    } else {
      control.setAttribute("aria-describedby", described);
      const head = h("div", { className: "head" }, h("label", { for: control.id }, this.title), this.badge);
      this.element = h("div", properties, head, ...rest);
    }
  }

  #complaint(issue) {
    if (issue !== undefined) return `Expected ${issue.expected}; found ${issue.found}. It counts as not known.`;
    const { type, min, max } = this.attribute;
    const value = type === "number" ? Number(this.field.read()) : NaN;
    const isOdd = (min !== null && value < min) || (max !== null && value > max);
    return isOdd ? "Outside of the usual range; it counts all the same." : "";
  }

  /** `question` is what could change, or undefined; `place` its place among them. */
  mark(question, place, issue, isDecided) {
    const kind = question === undefined ? "" : place === 0 && !isDecided ? "first" : question.matters;
    this.element.dataset.matters = kind;
    show(this.badge, kind !== "");
    show(this.why, kind !== "");
    if (question !== undefined) {
      const matters = question.matters === "decision" ? "Matters" : "Score only";
      say(this.badge, kind === "first" ? "Ask next" : `${matters} · ${place + 1}`);
      say(this.why, why(question));
    }
    const complaint = this.#complaint(issue);
    show(this.wrong, complaint !== "");
    say(this.wrong, complaint);
    const target = this.field.group ? this.element : this.field.control;
    if (issue === undefined) target.removeAttribute("aria-invalid");
    else target.setAttribute("aria-invalid", "true");
  }
}

/** The changes that an answer could make, in words. */
export const why = ({ could_change: changes, decides }) => {
  const words = Object.keys(CHANGES).filter((key) => (key === "best" ? changes.best : changes[key].length > 0));
  const parts = words.map((key) => CHANGES[key]);
  if (changes.score.length > 0) parts.push("the score");
  if (changes.intent_score.length > 0) parts.push("the intent score");
  const most = Math.max(0, ...decides.map(({ score, intent_score }) => Math.max(score, intent_score)));
  const width = most > 0 ? `; worth up to ${most} points` : "";
  return capital(`could change ${listed(parts)}${width}.`);
};

/** Nothing moves while a button is held down, so that what one clicks is what one saw. */
let isHeld = false;
addEventListener("pointerdown", () => (isHeld = true), true);

/** All entries. Nothing is moved while the focus is inside of it. */
export class Form {
  #over = new AbortController();

  constructor(attributes, places, changed) {
    this.places = places;
    this.entries = attributes.filter(({ formula }) => formula === null).map((attribute) => new Entry(attribute, changed));
    places.questions.replaceChildren(...this.entries.map(({ element }) => element));
    places.folded.replaceChildren();
    this.idle = new Set();
    for (const end of ["pointerup", "pointercancel"]) {
      // After the click that follows.
      addEventListener(end, () => setTimeout(() => this.release()), { capture: true, signal: this.#over.signal });
    }
  }

  release() {
    isHeld = false;
    this.fold();
  }

  /** When another form takes its place. */
  end() {
    this.#over.abort();
  }

  get account() {
    const account = Object.create(null);
    for (const { attribute, field } of this.entries) {
      const value = field.read();
      if (value !== undefined) account[attribute.name] = value;
    }
    return account;
  }

  fill(account) {
    for (const { attribute, field } of this.entries) {
      const isOwn = Object.hasOwn(account, attribute.name);
      try {
        field.write(isOwn ? account[attribute.name] : undefined);
      } catch {
        field.write(undefined);
      }
    }
  }

  entry(name) {
    return this.entries.find(({ attribute }) => attribute.name === name);
  }

  /** A question, once it is decided, moves scores only: it goes with what does not matter at all. */
  mark({ questions, decided }, issues, account) {
    this.idle.clear();
    for (const entry of this.entries) {
      const { name } = entry.attribute;
      const place = questions.findIndex(({ attribute }) => attribute === name);
      const issue = issues.find(({ attribute }) => attribute === name);
      entry.mark(questions[place], place, issue, decided);
      if ((place < 0 || decided) && issue === undefined && !Object.hasOwn(account, name)) this.idle.add(entry);
    }
    this.fold();
  }

  /** Folds away what cannot change anything now, and takes back what can. */
  fold() {
    if (isHeld) return;
    const { questions, folded, box } = this.places;
    for (const entry of this.entries) {
      const home = this.idle.has(entry) ? folded : questions;
      if (entry.element.parentNode === home || entry.element.contains(document.activeElement)) continue;
      const later = this.entries.slice(this.entries.indexOf(entry) + 1);
      const after = later.find(({ element }) => element.parentNode === home);
      home.insertBefore(entry.element, after?.element ?? null);
    }
    const count = folded.childElementCount;
    // A box that held the focus stays where it is until the focus has left.
    show(box, count > 0 || box.contains(document.activeElement));
    say(box.firstElementChild, count === 1 ? "1 question no longer matters" : `${count} questions no longer matter`);
  }
}
