// The accounts under the model: statuses, who moved and by what, which icps share accounts, outcomes, and what could not be read.
import { h, say, show, words } from "../dom.js";
import { STATUSES, accounts, count, placeOf, rate, share } from "./format.js";

const cell = (text, className) => h("td", { className }, text);
/** Titles of columns of numbers. */
const NUMBERS = new Set(["Accounts", "Share", "Won"]);
const head = (...titles) => h("thead", {}, h("tr", {}, ...titles.map((title) => h("th", { scope: "col", className: NUMBERS.has(title) ? "number" : "" }, title))));

/** A part with a title, hidden while it has nothing to say. */
class Part {
  constructor(title, level = "h3") {
    this.title = h(level, {}, title);
    this.body = h("div", {});
    this.element = h("section", { className: "box part" }, this.title, this.body);
  }

  draw(...children) {
    const there = children.filter((child) => child !== null && child !== undefined);
    show(this.element, there.length > 0);
    this.body.replaceChildren(...there);
  }
}

export class People {
  constructor(place, { show: showRows, keep }) {
    Object.assign(this, { showRows });
    this.statuses = new Part("Statuses");
    this.moved = new Part("Who moved");
    this.causes = h("div", {});
    this.near = new Part("Near misses");
    this.outcome = new Part("Won and lost");
    this.overlap = new Part("Which profiles they fit");
    this.notices = new Part("What could not be read");
    this.keep = h("button", { type: "button" }, "Compare from here on");
    this.keep.addEventListener("click", keep);
    this.took = h("p", { className: "muted" });
    place.replaceChildren(
      h("h2", {}, "The accounts under this model"),
      ...[this.statuses, this.moved, this.near, this.outcome, this.overlap, this.notices].map(({ element }) => element),
      this.took,
    );
    for (const part of [this.moved, this.near, this.outcome, this.overlap, this.notices]) show(part.element, false);
  }

  /** A number that shows its accounts when it is pressed. */
  #button(rows, asked, title) {
    if (rows === 0) return cell("0", "number");
    const button = h("button", { type: "button", className: "link", "aria-label": `Show ${accounts(rows)}: ${title}` }, count(rows));
    button.addEventListener("click", () => this.showRows(asked, title));
    return h("td", { className: "number" }, button);
  }

  counts({ counts, moved, auc, notices, took, memory }) {
    const { rows } = counts;
    const hasSeveral = counts.icps.length > 1;
    const hasOutcome = counts.all.rate !== null;
    const each = counts.statuses.map((group) =>
      h(
        "tr",
        { "data-status": group.id },
        h("th", { scope: "row" }, STATUSES[group.id]),
        this.#button(group.rows, { status: group.id }, STATUSES[group.id]),
        cell(share(group.rows, rows), "number"),
        hasOutcome ? cell(rate(group), "number") : null,
      ),
    );
    const icps = hasSeveral
      ? counts.icps.map(({ icp, statuses }) =>
          h("tr", {}, h("th", { scope: "row" }, `qualified for ${icp}`), cell(count(statuses[0].rows), "number"), cell(share(statuses[0].rows, rows), "number"), hasOutcome ? cell(rate(statuses[0]), "number") : null))
      : [];
    this.statuses.draw(h("table", {}, head("Status", "Accounts", "Share", ...(hasOutcome ? ["Won"] : [])), h("tbody", {}, ...each, ...icps)));
    this.#moved(moved, hasSeveral, hasOutcome, rows);
    this.#outcome(counts, auc, hasOutcome);
    this.#overlap(counts, hasSeveral);
    const told = notices.map(({ text }) => h("li", {}, ...words(text)));
    this.notices.draw(told.length > 0 ? h("ul", { className: "list" }, ...told) : null);
    say(this.took, `${accounts(rows)} scored in ${Math.round(took)} ms; ${Math.round(memory / 1e6)} MB of memory`);
  }

  #moved(moved, hasSeveral, hasOutcome, rows) {
    if (moved === null) return this.moved.draw(null);
    if (moved.rows === 0) return this.moved.draw(h("p", { className: "muted" }, "Nobody stands elsewhere than under the model that you began with."));
    const moves = moved.moves.slice(0, 12).map(({ from, to, turned }) =>
      h("tr", {}, cell(placeOf(from, hasSeveral)), cell(placeOf(to, hasSeveral)), cell(count(turned.rows), "number"), hasOutcome ? cell(rate(turned), "number") : null),
    );
    const more = moved.moves.length - moves.length;
    this.causes.replaceChildren(h("p", { className: "muted" }, "Looking for what moved them …"));
    const button = h("button", { type: "button" }, "Show who moved");
    button.addEventListener("click", () => this.showRows({ moved: true }, "Accounts that moved"));
    this.moved.draw(
      h("p", { id: "moved-summary" }, h("strong", {}, accounts(moved.rows)), ` (${share(moved.rows, rows)}) stand elsewhere: ${count(moved.newly_qualified)} newly qualify, ${count(moved.no_longer_qualified)} no longer do.`),
      h("p", { className: "tools" }, button, this.keep),
      this.causes,
      h("table", {}, head("From", "To", "Accounts", ...(hasOutcome ? ["Won"] : [])), h("tbody", {}, ...moves)),
      more > 0 ? h("p", { className: "muted" }, `and ${count(more)} more ways`) : null,
    );
  }

  tellCauses([causes, changes]) {
    const items = causes.slice(0, 8).map(({ kind, id, up, down }) =>
      h("li", {}, `${kind === "tiers" ? "Bounds or requirements of tiers" : `${kind === "exclusion" ? "Exclusion" : "Criterion"} ${id}`}: ${count(up)} up, ${count(down)} down`));
    const what = changes.slice(0, 8).map(({ says }) => h("li", {}, says));
    this.causes.replaceChildren(
      ...(items.length > 0 ? [h("h4", {}, "Moved by"), h("ul", { className: "list", id: "causes" }, ...items)] : []),
      ...(what.length > 0 ? [h("h4", {}, "Since then"), h("ul", { className: "list" }, ...what)] : []),
    );
  }

  /** Those whom one thing alone keeps out, and what most often does. */
  rules({ near, icps }) {
    if (near === 0) return this.near.draw(null);
    const hasSeveral = icps.length > 1;
    const all = icps.flatMap(({ icp, criteria, exclusions }) => [
      ...criteria.map(({ id, kept_out: rows }) => ({ icp, rows, what: `Criterion ${id}`, near: { icp, criterion: id } })),
      ...exclusions.map(({ id, kept_out: rows }) => ({ icp, rows, what: `Exclusion ${id}`, near: { icp, exclusion: id } })),
    ]);
    const most = all.filter(({ rows }) => rows > 0).toSorted((a, b) => b.rows - a.rows).slice(0, 8);
    const button = h("button", { type: "button" }, "Show near misses");
    button.addEventListener("click", () => this.showRows({ near: {}, out: true }, "Accounts that one rule alone keeps out"));
    this.near.draw(
      h("p", { id: "near-summary" }, h("strong", {}, accounts(near)), " would qualify but for one rule."),
      h("p", { className: "tools" }, button),
      h("table", {}, head("Kept out by", ...(hasSeveral ? ["Of"] : []), "Accounts"), h("tbody", {}, ...most.map(({ icp, rows, what, near: asked }) =>
        h("tr", {}, h("th", { scope: "row" }, what), hasSeveral ? cell(icp) : null, this.#button(rows, { near: asked }, `${what} alone keeps them out`))))),
    );
  }

  #outcome({ all, statuses, rows }, auc, hasOutcome) {
    if (!hasOutcome) return this.outcome.draw(null);
    const interval = auc?.interval ? ` (${auc.interval.low.toFixed(2)} to ${auc.interval.high.toFixed(2)})` : "";
    const qualified = statuses[0];
    this.outcome.draw(
      h("dl", { className: "facts" },
        h("dt", {}, "Won of all"), h("dd", {}, rate(all)),
        h("dt", {}, "Won of the qualified"), h("dd", {}, rate(qualified)),
        h("dt", {}, "Won accounts that qualify"), h("dd", {}, `${share(qualified.captured ?? 0, 1)}, in ${share(qualified.rows, rows)} of all accounts`),
        h("dt", {}, "AUC of the rank"), h("dd", { id: "auc" }, auc === null ? "needs both won and lost" : `${auc.auc.toFixed(3)}${interval}`)),
      h("p", { className: "muted" }, "Ranges are 95 % intervals. An AUC of 0.5 is no better than chance, 1 ranks every won account above every lost one."),
    );
  }

  #overlap({ overlap, rows }, hasSeveral) {
    if (!hasSeveral) return this.overlap.draw(null);
    const sorted = overlap.toSorted(([, a], [, b]) => b - a).slice(0, 10);
    const lines = sorted.map(([icps, number]) =>
      h("tr", {}, h("th", { scope: "row" }, icps.length === 0 ? "none" : icps.join(" and ")), cell(count(number), "number"), cell(share(number, rows), "number")));
    this.overlap.draw(h("table", {}, head("Qualifies for", "Accounts", "Share"), h("tbody", {}, ...lines)));
  }
}
