// The bar: the scores that are still possible, the score, and where the tiers begin.
import { h, say, show } from "./dom.js";

/** The ends of a scorecard's axis: what an account can reach of whom nothing is known, and the tiers' lines. */
export const axisOf = (card, bounds) => {
  const isPercent = card.scale === undefined || card.scale === "percent";
  const lines = card.tiers?.flatMap(({ from }) => from ?? []) ?? [];
  const all = [...(isPercent ? [0, 100] : []), ...(bounds ?? []), ...lines];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return all.length > 0 && low < high ? [low, high] : [0, 100];
};

/** `64`, and what it may still become. */
export const scoreWords = ({ score, bounds }) => {
  if (bounds === null) return score === null ? "no score" : `${score}`;
  const [low, high] = bounds;
  if (score === null) return `no score yet, from ${low} to ${high} is possible`;
  return low === high ? `${score}, and that is certain` : `${score}, from ${low} to ${high} is possible`;
};

export class Bar {
  constructor(card, [low, high]) {
    this.low = low;
    this.width = high - low;
    this.range = h("div", { className: "range" });
    this.marker = h("div", { className: "marker" });
    const zones = this.#zones(card.tiers ?? []);
    this.element = h(
      "div",
      { className: "bar", role: "img" },
      h("div", { className: "track" }, this.range, ...zones.slice(1).map(({ line }) => line), this.marker),
      h("div", { className: "zones" }, ...zones.map(({ name }) => name)),
      h("div", { className: "ends" }, h("span", {}, `${low}`), h("span", {}, `${high}`)),
    );
  }

  #at(value) {
    return Math.min(100, Math.max(0, (100 * (value - this.low)) / this.width));
  }

  /** From the lowest tier to the highest. */
  #zones(tiers) {
    const from = tiers.map((tier) => ({ id: tier.id, at: tier.from === undefined ? 0 : this.#at(tier.from), from: tier.from }));
    from.sort((a, b) => a.at - b.at);
    this.tiers = from.map(({ id, from }) => (from === undefined ? `${id} below that` : `${id} from ${from}`)).reverse();
    return from.map(({ id, at }, i) => {
      const end = from[i + 1]?.at ?? 100;
      const name = h("span", {}, id);
      name.style.left = `${at}%`;
      name.style.width = `${end - at}%`;
      const line = h("div", { className: "line" });
      line.style.left = `${at}%`;
      return { name, line };
    });
  }

  draw({ score, bounds }) {
    show(this.range, bounds !== null);
    show(this.marker, score !== null);
    if (bounds !== null) {
      this.range.style.left = `${this.#at(bounds[0])}%`;
      this.range.style.right = `${100 - this.#at(bounds[1])}%`;
    }
    if (score !== null) this.marker.style.left = `${this.#at(score)}%`;
    const tiers = this.tiers.length > 0 ? `; tiers: ${this.tiers.join(", ")}` : "";
    const label = `Score ${scoreWords({ score, bounds })}${tiers}`;
    if (this.element.ariaLabel !== label) this.element.ariaLabel = label;
  }
}

/** The place where one text stands, and is changed. */
export const line = (tag, className) => {
  const element = h(tag, { className });
  return { element, say: (text) => (say(element, text), show(element, text !== "")) };
};
