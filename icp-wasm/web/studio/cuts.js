// The tiers of an icp as cuts on the histogram of its scores: a slider and a number each, and the bound for a number of accounts.
import { fresh, h, say, show } from "../dom.js";
import { accounts, count, points as short, rate, share } from "./format.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [500, 120];

const svg = (tag, attributes) => {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** The bars of the scores, in the colours of the tiers. */
class Histogram {
  constructor() {
    this.image = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", class: "histogram" });
    this.bars = [];
    this.lines = svg("g", {});
    this.low = h("span", {});
    this.high = h("span", {});
    const what = h("span", {}, "accounts by score (heights are square roots)");
    this.element = h("div", {}, this.image, h("div", { className: "ends" }, this.low, what, this.high));
  }

  draw({ low, high, histogram, without_score: without }, bounds) {
    const most = Math.max(1, ...histogram);
    const width = WIDTH / histogram.length;
    while (this.bars.length < histogram.length) this.bars.push(svg("rect", {}));
    if (this.image.childElementCount === 0) this.image.append(...this.bars, this.lines);
    const step = (high - low) / histogram.length;
    for (const [at, rows] of histogram.entries()) {
      const height = rows === 0 ? 0 : Math.max(1.5, (HEIGHT - 6) * Math.sqrt(rows / most));
      const middle = low + step * (at + 0.5);
      // The best tier that reaches so low.
      const tier = bounds.findIndex((from) => from !== undefined && middle >= from);
      const bar = this.bars[at];
      bar.setAttribute("x", at * width + 0.5);
      bar.setAttribute("width", width - 1);
      bar.setAttribute("y", HEIGHT - height);
      bar.setAttribute("height", height);
      bar.setAttribute("class", tier < 0 ? "rest" : `t${Math.min(tier, 3)}`);
    }
    const at = (score) => (high > low ? ((score - low) / (high - low)) * WIDTH : 0);
    const lines = bounds.filter((from) => from !== undefined).map((from) => svg("line", { x1: at(from), x2: at(from), y1: 0, y2: HEIGHT }));
    this.lines.replaceChildren(...lines);
    say(this.low, `${low}`);
    say(this.high, `${high}`);
    const known = histogram.reduce((sum, rows) => sum + rows, 0);
    this.image.setAttribute("aria-label", `Scores of ${accounts(known)} from ${low} to ${high}; ${count(without)} have none. The height is the square root of the number.`);
  }
}

/** One tier. */
class Tier {
  /** `beside` has the tiers above and below, with where they begin now. */
  constructor(icp, tier, path, { edit, cut, beside }) {
    this.id = tier.id;
    const [slider, wanted] = [fresh("cut"), fresh("wanted")];
    this.slider = h("input", { type: "range", step: "any", id: slider });
    this.number = h("input", { type: "number", step: "any", "aria-label": `Tier ${tier.id} begins at` });
    const set = (value) => Number.isFinite(value) && edit([...path, "from"], value);
    this.slider.addEventListener("input", () => {
      const value = Math.round(Number(this.slider.value) * 10) / 10;
      this.number.value = value;
      set(value);
    });
    this.number.addEventListener("input", () => this.number.value !== "" && set(Number(this.number.value)));
    this.wanted = h("input", { type: "number", min: 1, step: 1, id: wanted, placeholder: "300" });
    const button = h("button", { type: "button", "aria-label": `Cut tier ${tier.id} for that many accounts` }, "Cut");
    this.told = h("span", { className: "muted", role: "status" });
    button.addEventListener("click", async () => {
      const asked = Number(this.wanted.value);
      if (!(asked >= 1)) return say(this.told, "Give a number of accounts.");
      const found = await cut(icp, asked);
      if (found === null) return say(this.told, "There are not that many whose score decides.");
      const bound = short(found.score);
      const { above, below } = beside();
      if (below?.from >= found.score) return say(this.told, `${accounts(found.rows)} reach ${bound}: move tier ${below.id} below that first.`);
      if (above?.from <= found.score) return say(this.told, `${accounts(found.rows)} reach ${bound}: move tier ${above.id} above that first.`);
      say(this.told, found.rows === asked ? "" : `${accounts(found.rows)}: several have this score.`);
      set(found.score);
    });
    this.wanted.addEventListener("keydown", ({ key }) => key === "Enter" && button.click());
    this.counted = h("p", { className: "counted" });
    const begins = tier.from === undefined
      ? h("p", { className: "muted" }, "All that reach no better tier")
      : h(
          "div",
          {},
          h("div", { className: "slider" }, h("label", { for: slider }, "From"), this.slider, this.number),
          h("div", { className: "slider" }, h("label", { for: wanted }, "For"), this.wanted, h("span", {}, "accounts"), button, this.told),
        );
    this.element = h("div", { className: "tier", "data-tier": tier.id }, h("p", { className: "tier-name" }, `Tier ${tier.id}`, tier.name ? `: ${tier.name}` : ""), this.counted, begins);
  }

  put({ from }) {
    if (from === undefined) return;
    for (const input of [this.slider, this.number]) {
      if (document.activeElement !== input && Number(input.value) !== from) input.value = from;
    }
  }

  draw(group, all, { low, high }, hasOutcome) {
    [this.slider.min, this.slider.max] = [low, high];
    this.put(this);
    const won = hasOutcome ? ` · ${group.rate === null ? "no outcome known" : `won ${rate(group)}`}${group.captured === null ? "" : ` · ${share(group.captured, 1)} of all won`}` : "";
    say(this.counted, `${accounts(group.rows)} (${share(group.rows, all)})${won}`);
  }
}

export class Cuts {
  constructor(id, { icp, path }, edit, cut) {
    this.histogram = new Histogram();
    this.tiers = icp.fit.tiers.map((tier, at) => new Tier(id, tier, [...path, "fit", "tiers", at], { edit, cut, beside: () => ({ above: this.tiers[at - 1], below: this.tiers[at + 1] }) }));
    this.none = h("p", { className: "muted" });
    this.element = h("div", { className: "cuts" }, this.histogram.element, ...this.tiers.map(({ element }) => element), this.none);
  }

  put({ icp }) {
    this.bounds = icp.fit.tiers.map(({ from }) => from);
    this.tiers.forEach((tier, at) => {
      tier.from = icp.fit.tiers[at].from;
      tier.put(tier);
    });
  }

  draw(counts, all) {
    const hasOutcome = counts.tiers.some(({ rate }) => rate !== null);
    this.histogram.draw(counts, this.bounds);
    this.tiers.forEach((tier, at) => tier.draw(counts.tiers[at], all, counts, hasOutcome));
    const { rows } = counts.without_tier;
    show(this.none, rows > 0);
    say(this.none, `${accounts(rows)} without a tier (${share(rows, all)}): they are excluded, or too little is known`);
  }
}
