// A list of accounts, the best first, and one of them with its explanation.
import { fresh, h, say, show } from "../dom.js";
import { STATUSES, count, placeOf, points } from "./format.js";

const PAGE = 50;
/** Columns that name an account. */
const NAMES = /^(company|account|organi[sz]ation|name|domain|website|id)\b|(_|\s)(name|id)$/i;

/** The columns that are shown of an account: one that names it, and the first two others. */
export const shownColumns = (columns) => {
  const places = columns.map(({ name }, at) => [name, at]);
  const named = places.filter(([name]) => NAMES.test(name.trim())).map(([, at]) => at);
  return [...new Set([...named, ...places.map(([, at]) => at)])].slice(0, 3);
};

export class Rows {
  #turn = 0;
  #seen;
  isSeen = false;
  isStale = false;
  asked = { status: "qualified" };

  constructor(place, dialog, ask) {
    Object.assign(this, { place, dialog, ask });
    this.title = h("h2", { id: "list-title", tabIndex: -1 });
    this.search = h("input", { type: "search", id: fresh("search"), placeholder: "any part of a name" });
    this.search.addEventListener("input", () => this.list(0));
    this.body = h("tbody", {});
    this.header = h("tr", {});
    this.more = h("button", { type: "button" }, "More");
    this.more.addEventListener("click", () => this.list(this.shown, true));
    this.all = h("button", { type: "button" }, "All accounts");
    this.all.addEventListener("click", () => this.open({}, "All accounts"));
    place.replaceChildren(
      this.title,
      h("p", { className: "tools" }, h("label", { for: this.search.id }, "Search"), this.search, this.all),
      h("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Accounts" }, h("table", {}, h("thead", {}, this.header), this.body)),
      this.more,
    );
    // Nobody sees a list below the window: it is drawn anew once it comes into sight.
    this.#seen = new IntersectionObserver((entries) => {
      this.isSeen = entries.at(-1).isIntersecting;
      if (this.isSeen && this.isStale) this.list(0);
    });
    this.#seen.observe(place);
  }

  /** The accounts stand elsewhere now. */
  refresh() {
    show(this.place, true);
    if (this.isSeen) return this.list(0);
    this.isStale = true;
    show(this.more, false);
    // How many there are is counted then.
    say(this.title, this.name);
  }

  file(columns) {
    this.columns = shownColumns(columns);
    const titles = [...this.columns.map((at) => columns[at].name), "Stands", "Score", "Before", "Moved by"];
    this.header.replaceChildren(...titles.map((title) => h("th", { scope: "col", className: title === "Score" ? "number" : "" }, title)));
    [this.asked, this.name] = [{ status: "qualified" }, "Qualified accounts"];
    this.search.value = "";
  }

  get isNear() {
    return this.asked.near !== undefined;
  }

  /** Shows the accounts that are asked for, from the first. */
  open(asked, name) {
    [this.asked, this.name] = [asked, name];
    this.list(0).then(() => this.title.focus());
  }

  async list(first, isMore = false) {
    const mine = ++this.#turn;
    this.isStale = false;
    const asked = { ...this.asked, columns: this.columns, text: this.search.value.trim(), first, count: PAGE };
    const { rows, listed } = await this.ask("rows", { asked });
    if (mine !== this.#turn) return;
    show(this.place, true);
    say(this.title, `${this.name}: ${count(rows)}`);
    const lines = listed.map((row) => this.#line(row));
    if (isMore) this.body.append(...lines);
    else this.body.replaceChildren(...lines);
    this.shown = first + listed.length;
    show(this.more, this.shown < rows);
  }

  #line({ row, cells, now, score, before, score_before: old, cause }) {
    const [name, ...others] = cells;
    const button = h("button", { type: "button", className: "link" }, name.trim() === "" ? `Row ${row + 1}` : name);
    button.addEventListener("click", () => this.#explain(row, name));
    const isOther = old !== null && old !== score;
    return h(
      "tr",
      { "data-row": row, "data-status": now.status, "data-tier": now.tier, "data-score": score },
      h("th", { scope: "row" }, button),
      ...others.map((text) => h("td", {}, text.length > 60 ? `${text.slice(0, 59)}…` : text)),
      h("td", {}, placeOf(now, this.hasSeveral)),
      h("td", { className: "number" }, points(score)),
      h("td", {}, before ? `${placeOf(before, this.hasSeveral)}, ${points(old)}` : isOther ? points(old) : ""),
      h("td", {}, cause ? (cause[0] === "tiers" ? "tiers" : `${cause[0]} ${cause[1]}`) : ""),
    );
  }

  async #explain(row, name) {
    const { cells, explanation, assessment } = await this.ask("row", { row });
    const close = h("button", { type: "button" }, "Close");
    close.addEventListener("click", () => this.dialog.close());
    const why = h("div", { className: "explanation" });
    // The engine's own markup: what users wrote is escaped there.
    why.innerHTML = explanation;
    const facts = cells.filter(([, text]) => text.trim() !== "").flatMap(([key, text]) => [h("dt", {}, key), h("dd", {}, text)]);
    const status = STATUSES[assessment.icps.find(({ icp }) => icp === assessment.icp)?.status] ?? "";
    this.dialog.replaceChildren(
      h("div", { className: "title" }, h("h2", { id: "account-title" }, name.trim() === "" ? `Row ${row + 1}` : name), close),
      h("p", { className: "muted" }, `Row ${count(row + 1)} of the file · ${status}`),
      why,
      h("details", {}, h("summary", {}, "Its columns"), h("dl", { className: "facts" }, ...facts)),
    );
    this.dialog.showModal();
  }
}
