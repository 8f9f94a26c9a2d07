// Many accounts scored on another thread.
import { Assessment } from "./api/assessment.js";
import { dayOf } from "./api/day.js";
import { AccountError, IcpError } from "./api/errors.js";
import { AccountFrame } from "./api/account-frame.js";
import { isLenient, optionsOf } from "./api/options.js";
import { typeName } from "./api/value.js";
import { Progress } from "./progress.js";

/** The accounts, or bytes of them, read before others have a turn: a few milliseconds. */
const ROWS = 512;
const BYTES = 1 << 20;
const NUMBERS = 9;

/** Scores accounts on another thread. They are read here, a few at a time, when it is their turn. */
export const scoreRows = async (reach, rows, options) => {
  const { engine } = reach();
  const { asOf, onInvalid } = optionsOf(options);
  const [day, lenient] = [dayOf(asOf, engine.isDay), isLenient(onInvalid)];
  if (rows === null || typeof rows?.[Symbol.iterator] !== "function" || typeof rows === "string") {
    throw new IcpError("argument", `\`rows\`: expected a list of accounts or the bytes of an Arrow table, found a value of type ${typeName(rows)}`);
  }
  const progress = new Progress(options);
  const assessments = [];
  const frame = new AccountFrame();
  let frames = [];
  let size = 0;
  const flush = async () => {
    // The model may have been freed meanwhile.
    const { id, about, ask } = reach();
    const { bytes, ends } = joined(frames, size);
    const told = await engine.scoreRows(id, bytes, ends, day, lenient);
    progress.check();
    if (typeof told === "string") throw refusal(told, assessments.length);
    frames.forEach((bytes, at) => {
      const numbers = told.subarray(NUMBERS * at, NUMBERS * (at + 1));
      assessments.push(new Assessment(ask, bytes, day, lenient, about, numbers));
    });
    [frames, size] = [[], 0];
    progress.report(assessments.length);
    progress.check();
  };
  const { about } = reach();
  for (const account of rows) {
    const bytes = frame.write(account, about.names, about.paths, about.limits);
    frames.push(bytes);
    size += bytes.length;
    if (frames.length === ROWS || size > BYTES) await flush();
  }
  if (frames.length > 0) await flush();
  return assessments;
};

const joined = (frames, size) => {
  const bytes = new Uint8Array(size);
  const ends = new Uint32Array(frames.length);
  let end = 0;
  frames.forEach((frame, at) => {
    bytes.set(frame, end);
    end += frame.length;
    ends[at] = end;
  });
  return { bytes, ends };
};

const refusal = (told, before) => {
  const space = told.indexOf(" ");
  return new AccountError(JSON.parse(told.slice(space + 1)), before + Number(told.slice(0, space)));
};
