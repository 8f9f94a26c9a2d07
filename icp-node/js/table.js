// Arrow tables scored at once or on other threads.
import { dayOf } from "./api/day.js";
import { IcpError } from "./api/errors.js";
import { isLenient, optionsOf } from "./api/options.js";
import { tag, typeName } from "./api/value.js";
import { BatchError } from "./batch-error.js";
import { Progress, turn } from "./progress.js";

/** The bytes copied before others have a turn: a few milliseconds. */
const PIECE = 4 << 20;
const MOST_THREADS = 1_024;
/** How often progress is told, in milliseconds. */
const PERIOD = 50;

const refuse = (name, expected, found) => {
  throw new IcpError("argument", `\`${name}\`: expected ${expected}, found ${found}`);
};

const noun = (value) => `a value of type ${typeName(value)}`;

const isBuffer = (value) => tag(value) === "[object ArrayBuffer]" || tag(value) === "[object SharedArrayBuffer]";

/** Whether it is a table rather than a list of accounts. Arrow's own would be read row by row, by keys it does not have. */
export const isTable = (rows) =>
  typeof rows === "object" && rows !== null && (ArrayBuffer.isView(rows) || isBuffer(rows) || isArrow(rows));

const isArrow = (rows) => Array.isArray(rows.batches) && typeof rows.schema === "object";

/** The bytes of a table. */
export const toTable = (rows) => {
  const expected = "a list of accounts or the bytes of an Arrow table";
  if (rows instanceof Uint8Array) return rows;
  if (isBuffer(rows)) return new Uint8Array(rows);
  if (!ArrayBuffer.isView(rows)) return refuse("rows", expected, "an Arrow table: give `tableToIPC(table)`");
  return refuse("rows", expected, noun(rows));
};

const isShared = (bytes) => tag(bytes.buffer) === "[object SharedArrayBuffer]";

/** Memory that no other thread changes. */
export const own = (bytes) => (isShared(bytes) ? new Uint8Array(bytes) : bytes);

const { structuredClone } = globalThis;

/** The bytes in memory that only this function's caller can reach, taken from who had them; or nothing where they cannot be taken. */
const taken = (bytes) => {
  const { buffer, byteOffset, length } = bytes;
  if (isShared(bytes)) return undefined;
  try {
    return new Uint8Array(structuredClone(buffer, { transfer: [buffer] }), byteOffset, length);
  } catch {
    // The memory of a WebAssembly module, or what small ones of Node's `Buffer` share.
    return undefined;
  }
};

const flag = (options, name) => {
  const value = options[name];
  if (value === undefined || typeof value === "boolean") return value;
  return refuse(name, "true or false", noun(value));
};

const text = (options, name) => {
  const value = options[name];
  if (value === undefined || typeof value === "string") return value;
  return refuse(name, "text", noun(value));
};

/** A list of names. */
const names = (options, name) => {
  const value = options[name];
  if (value === undefined) return value;
  const wrong = Array.isArray(value) ? value.find((one) => typeof one !== "string") : value;
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return [...value];
  return refuse(name, "a list of names", Array.isArray(value) ? `${noun(wrong)} in it` : noun(wrong));
};

const TOLD = ["points", "rating", "contribution", "status", "label"];
const TEXTS = ["reasons", "exclusions", "missing"];

/** Some of several words: by themselves, in a list, or what true stands for. */
const wordsOf = (option, given, known, whole) => {
  if (given === undefined || typeof given === "boolean") return given ? whole : [];
  const words = typeof given === "string" ? [given] : given;
  const wrong = Array.isArray(words) ? words.find((word) => !known.includes(word)) : words;
  if (Array.isArray(words) && words.every((word) => known.includes(word))) return [...words];
  return refuse(option, `true, false, or some of ${known.join(", ")}`, typeof wrong === "string" ? wrong : noun(wrong));
};

/** The most characters of a text. */
const maxTextOf = ({ maxText }) => {
  if (maxText === undefined || (Number.isInteger(maxText) && maxText >= 1 && maxText < 2 ** 32)) return maxText;
  return refuse("maxText", "a number of characters from 1 on", typeof maxText === "number" ? maxText : noun(maxText));
};

const jobOptions = (engine, given) => {
  const options = optionsOf(given);
  const { asOf, missingColumns, onInvalid, threads } = options;
  if (missingColumns !== undefined && missingColumns !== "error" && missingColumns !== "unknown") {
    refuse("missingColumns", "error or unknown", noun(missingColumns));
  }
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS)) {
    refuse("threads", `a number from 1 to ${MOST_THREADS}`, typeof threads === "number" ? threads : noun(threads));
  }
  const asOfColumn = text(options, "asOfColumn");
  if (asOf !== undefined && asOfColumn !== undefined) refuse("asOfColumn", "it without `asOf`", "both");
  return {
    day: dayOf(asOf, engine.isDay),
    asOfColumn,
    lenient: isLenient(onInvalid),
    unknownColumns: missingColumns === "unknown",
    allowEmptyColumns: names(options, "allowEmptyColumns"),
    keep: flag(options, "keep"),
    prefix: text(options, "prefix"),
    bounds: flag(options, "bounds"),
    reasons: flag(options, "reasons"),
    verdicts: flag(options, "verdicts"),
    labels: flag(options, "labels"),
    perIcp: flag(options, "perIcp"),
    perCriterion: wordsOf("perCriterion", options.perCriterion, TOLD, ["points"]),
    texts: wordsOf("texts", options.texts, TEXTS, TEXTS),
    maxText: maxTextOf(options),
    qualified: flag(options, "qualified"),
    rank: flag(options, "rank"),
    threads,
  };
};

/** The answers, with what they do not show beside them. */
const answer = (engine, job, told) => {
  if (typeof told === "string") throw new BatchError(JSON.parse(told));
  return Object.defineProperty(told, "notices", { value: engine.notices(job) });
};

export const scoreTable = ({ engine, id }, bytes, options) => {
  const job = engine.begin(id, jobOptions(engine, options), 0);
  return answer(engine, job, engine.run(job, own(bytes)));
};

/** A job that has a copy of the bytes. It is made a piece at a time, and here: what another thread copies might be given away meanwhile. */
const copied = async (begin, engine, bytes, progress) => {
  const size = bytes.length;
  const job = begin(size);
  for (let at = 0; at < size; at += PIECE) {
    if (at > 0) await turn();
    progress.check();
    if (bytes.length !== size) refuse("rows", "bytes that stay until they are scored", "others");
    engine.push(job, own(bytes.subarray(at, at + PIECE)));
  }
  return job;
};

export const scoreTableAsync = async ({ engine, id }, bytes, options) => {
  const progress = new Progress(options);
  const wanted = jobOptions(engine, options);
  const begin = (size) => engine.begin(id, wanted, size);
  const mine = flag(optionsOf(options), "transfer") ? taken(bytes) : undefined;
  const job = mine ? begin(0) : await copied(begin, engine, bytes, progress);
  progress.onAbort(() => job.stop());
  const timer = progress.isWatched && setInterval(() => progress.report(job.rows(), () => job.stop()), PERIOD);
  try {
    const told = await engine.start(job, mine);
    progress.check();
    const answers = answer(engine, job, told);
    progress.report(job.rows());
    progress.check();
    return answers;
  } finally {
    clearInterval(timer);
    progress.end();
  }
};
