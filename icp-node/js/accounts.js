// Accounts that are looked at together: a first model of them, or the findings about a model and them.
import { AccountError, IcpError } from "./api/errors.js";
import { AccountFrame } from "./api/account-frame.js";
import { isMap, isPlain, typeName } from "./api/value.js";
import { BatchError } from "./batch-error.js";
import { isTable, own, toTable } from "./table.js";

/** The accounts, or bytes of them, that go over at once. */
const ROWS = 512;
const BYTES = 1 << 20;
/** A frame names its values by numbers of two bytes. */
const NAMES = 65_536;

const refuse = (found) => {
  throw new IcpError("argument", `\`accounts\`: expected a list of accounts, columns by their names, or the bytes of an Arrow table, found ${found}`);
};

/** Columns by their names, read row by row. */
function* rowsOf(columns) {
  const entries = isMap(columns) ? [...columns] : Object.entries(columns);
  const count = entries[0]?.[1]?.length ?? 0;
  for (const [name, column] of entries) {
    if (!Array.isArray(column) && !ArrayBuffer.isView(column)) refuse(`a value of type ${typeName(column)} in the place of the column \`${name}\``);
    if (column.length !== count) refuse(`${column.length} values in the column \`${name}\` beside ${count} in another`);
  }
  for (let row = 0; row < count; row++) yield new Map(entries.map(([name, column]) => [name, column[row]]));
}

/** The accounts, one by one, of a list or of columns. */
const accountsOf = (given) => {
  if (typeof given !== "object" || given === null) return refuse(`a value of type ${typeName(given)}`);
  if (isMap(given) || (isPlain(given) && given[Symbol.iterator] === undefined)) return rowsOf(given);
  return typeof given[Symbol.iterator] === "function" ? given : refuse(`a value of type ${typeName(given)}`);
};

/** The keys of an account, all of them. */
const keysOf = (account) => {
  if (typeof account !== "object" || account === null || Array.isArray(account)) return [];
  return isMap(account) ? account.keys() : Object.keys(account);
};

/**
 * Adds accounts, whichever way they came. `known` are names that have their numbers already, and `paths` what `pathsOf` gave for them; any
 * other key gets the next number.
 */
export const addAccounts = (engine, accounts, given, { known = new Map(), paths = new Map() } = {}) => {
  if (isTable(given)) {
    const told = engine.addTable(accounts, own(toTable(given)));
    if (told !== null) throw new BatchError(JSON.parse(told));
    return;
  }
  const [names, frame, limits] = [new Map(known), new AccountFrame(), engine.limits];
  let [frames, size, before] = [[], 0, 0];
  const flush = () => {
    const [bytes, ends] = [new Uint8Array(size), new Uint32Array(frames.length)];
    let end = 0;
    frames.forEach((one, at) => {
      bytes.set(one, end);
      end += one.length;
      ends[at] = end;
    });
    const told = engine.addAccounts(accounts, [...names.keys()], bytes, ends);
    if (told !== null) {
      const space = told.indexOf(" ");
      throw new AccountError(JSON.parse(told.slice(space + 1)), before + Number(told.slice(0, space)));
    }
    [before, frames, size] = [before + frames.length, [], 0];
  };
  for (const account of accountsOf(given)) {
    for (const key of keysOf(account)) {
      if (typeof key === "string" && !names.has(key)) names.set(key, names.size);
    }
    if (names.size > NAMES) refuse(`more than ${NAMES} names`);
    const bytes = frame.write(account, names, paths, limits);
    frames.push(bytes);
    size += bytes.length;
    if (frames.length === ROWS || size > BYTES) flush();
  }
  if (frames.length > 0) flush();
};
