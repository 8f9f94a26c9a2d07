// The as-of date of an option, as one number.
import { IcpError } from "./errors.js";
import { typeName, time } from "./value.js";

const pack = (year, month, day) => year * 10_000 + month * 100 + day;

// The last day that was asked for, and its number: a loop asks for the same day again and again.
let asked;
let found = 0;
// Today, and from when to when it is that.
let today = 0;
let from = Infinity;
let to = -Infinity;

const now = () => {
  const moment = Date.now();
  if (moment < from || moment >= to) {
    const date = new Date(moment);
    const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
    today = pack(year, month + 1, day);
    from = moment;
    to = new Date(year, month, day + 1).getTime();
  }
  return today;
};

/**
 * The as-of date as one number: of a text, of a Date (in UTC), or today where this machine is. `isDay` tells whether a
 * day exists.
 */
export const dayOf = (asOf, isDay) => {
  if (asOf === undefined) return now();
  if (typeof asOf === "string") {
    if (asOf === asked) return found;
    const day = /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? Number(asOf.replaceAll("-", "")) : 0;
    if (!isDay(day)) throw refused(`text \`${asOf.slice(0, 40)}\``);
    asked = asOf;
    found = day;
    return day;
  }
  const milliseconds = typeof asOf === "object" && asOf !== null ? time(asOf) : undefined;
  if (milliseconds === undefined) throw refused(`a value of type ${typeName(asOf)}`);
  const date = new Date(milliseconds);
  const day = pack(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  if (!isDay(day)) throw refused("a date that no calendar has");
  return day;
};

const refused = (what) => new IcpError("argument", `\`asOf\`: expected a date (YYYY-MM-DD) or a Date, found ${what}`);
