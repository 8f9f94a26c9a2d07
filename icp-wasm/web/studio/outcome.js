// The column that says which accounts were won, and which of its words mean so.
import { fresh, h, say, show } from "../dom.js";
import { count } from "./format.js";

const WON = /^(closed[ -]?won|won|win|customer|yes|true|1|active)$/i;
const TRUTHS = /^(yes|no|true|false|0|1|)$/i;
/** Different words that are offered. */
const MOST = 30;

export class OutcomeForm {
  constructor(place, about, set) {
    Object.assign(this, { place, about, set });
    this.none = about.textContent;
  }

  /** The columns of another file. */
  file(columns) {
    this.columns = columns;
    const id = fresh("outcome");
    this.column = h("select", { id }, h("option", { value: "" }, "none"),
      ...columns.filter((one) => !one.is_second && one.distinct !== null && one.distinct <= MOST + 1).map(({ name }) => h("option", { value: name }, name)));
    this.words = h("div", { className: "tools" });
    this.place.replaceChildren(h("label", { for: id }, "Column"), this.column, this.words);
    this.column.addEventListener("change", () => this.#choose());
    say(this.about, this.none);
  }

  async #choose() {
    const column = this.columns.find(({ name }) => name === this.column.value);
    this.words.replaceChildren();
    if (column === undefined) return this.#ask(null);
    const { texts } = column;
    if (texts.every((text) => TRUTHS.test(text.trim()))) return this.#ask({ column: column.name });
    const boxes = texts.filter((text) => text.trim() !== "").map((text) => {
      const choice = h("select", { "aria-label": `What ${text} means` }, ...["won", "lost", "open"].map((value) => h("option", { value }, value)));
      choice.value = WON.test(text.trim()) ? "won" : "lost";
      choice.addEventListener("change", () => this.#ask(asked()));
      return { text, choice };
    });
    const asked = () => {
      const of = (wanted) => boxes.filter(({ choice }) => choice.value === wanted).map(({ text }) => text);
      return { column: column.name, won: of("won"), lost: of("lost"), open: of("open") };
    };
    this.words.replaceChildren(...boxes.map(({ text, choice }) => h("span", { className: "inline" }, text, choice)));
    return this.#ask(asked());
  }

  async #ask(asked) {
    if (asked?.won?.length === 0) return say(this.about, "Say which of its words mean won.");
    try {
      const known = await this.set(asked);
      // A rule that knows the answer looks better than it is.
      const warning = known?.readers.length > 0 ? `. The model reads this column itself (${known.readers.join(", ")}), so its win rates say little` : "";
      say(this.about, known === null ? this.none : `${count(known.won)} won, ${count(known.lost)} lost, ${count(known.open)} open${warning}`);
    } catch ({ message }) {
      say(this.about, message);
    }
    show(this.words, this.words.childElementCount > 0);
  }
}
