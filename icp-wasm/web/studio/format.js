// Numbers and names as the page shows them.
const whole = new Intl.NumberFormat("en");
const short = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

export const count = (number) => whole.format(number);

export const points = (number) => (number === null || number === undefined ? "–" : short.format(number));

export const share = (part, all) => {
  if (all === 0) return "0 %";
  const percent = (100 * part) / all;
  return `${percent > 0 && percent < 0.1 ? "<0.1" : percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
};

/** A rate with its interval. */
export const rate = ({ rate, interval }) => {
  if (rate === null) return "no outcome yet";
  const percent = (number) => Math.round(100 * number);
  return `${(100 * rate).toFixed(rate < 0.1 ? 1 : 0)} % (${percent(interval.low)} to ${percent(interval.high)})`;
};

export const accounts = (number) => `${count(number)} account${number === 1 ? "" : "s"}`;

export const STATUSES = {
  qualified: "Qualified",
  unqualified: "Not qualified",
  disqualified: "Excluded",
  insufficient_data: "Not enough known",
};

/** The place of an account: its tier, with its icp where there are several, or its status. */
export const placeOf = ({ icp, tier, status }, hasSeveral) => {
  if (tier === null) return STATUSES[status];
  const name = hasSeveral ? `${icp} ${tier}` : `Tier ${tier}`;
  return status === "qualified" ? name : `${name}, ${STATUSES[status].toLowerCase()}`;
};
