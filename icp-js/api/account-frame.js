// Writes an account into bytes that `account_frame.rs` reads, number for number.
import { encodeInto } from "./utf8.js";
import { isMap, isPlain, isSet, isWellFormed, isoDay, tag, time, typeName } from "./value.js";

// The numbers of `account_frame.rs`.
const NULL = 0;
const FALSE = 1;
const TRUE = 2;
const NUMBER = 3;
const SHORT_TEXT = 4;
const TEXT = 5;
const INTEGER = 6;
const LIST = 7;
const MAP = 8;
const OTHER = 9;
const LIMIT = 10;
const SHAPE = 11;
const DATE = 12;
const HALF = 13;
const NO_DATE = 14;

// Indices in the array of limits that the engine gives for a model.
const BYTES = 0;
const KEYS = 1;
const ITEMS = 2;
const LENGTH = 3;
const DEPTH = 4;

const isOwn = Object.prototype.propertyIsEnumerable;
const mapHas = Map.prototype.has;
const mapGet = Map.prototype.get;
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;

/** Frames lie side by side in slabs: memory of its own takes longer than most frames. A frame that is kept keeps its slab. */
const SLAB = 8_192;
/** Where less than this is free, a new slab begins. */
const LEAST = 1_024;

/** Thrown when an account goes beyond a limit, to end the writing; never seen outside. */
class Beyond {
  constructor(limit) {
    this.limit = limit;
  }
}

/** The keys on paths, by the number of the name they begin with: maps of keys to maps. A path ends in an empty one. */
export const pathsOf = (names, paths) => {
  const begun = new Map();
  for (const [first, ...rest] of paths) {
    const number = names.get(first);
    let at = begun.get(number);
    if (at === undefined) begun.set(number, (at = new Map()));
    for (const key of rest) {
      if (!at.has(key)) at.set(key, new Map());
      at = at.get(key);
    }
  }
  return begun;
};

/** Of an object on a path only what it leads to; anything else as it is. */
const narrowed = (value, keys) => {
  if (keys.size === 0 || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = [];
  if (isMap(value)) {
    for (const [key, inner] of keys) {
      if (mapHas.call(value, key)) entries.push([key, narrowed(mapGet.call(value, key), inner)]);
    }
  } else if (tag(value) === "[object Object]") {
    for (const [key, inner] of keys) {
      if (isOwn.call(value, key)) entries.push([key, narrowed(value[key], inner)]);
    }
  } else {
    return value;
  }
  return new Map(entries);
};

/** The bytes of an account: the values that a model asks for, as they are when they are read. */
export class AccountFrame {
  constructor() {
    this.begin(new Uint8Array(SLAB));
    this.limits = [];
    this.paths = new Map();
  }

  begin(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
    this.start = 0;
    this.at = 0;
  }

  /**
   * Reads an account; `names` are those of the model, with their numbers, and `paths` those of `pathsOf`. Its getters run, and
   * what they throw passes through.
   */
  write(account, names, paths, limits) {
    this.paths = paths;
    this.open(limits);
    try {
      this.account(account, names);
    } catch (error) {
      this.at = this.start;
      if (!(error instanceof Beyond)) throw error;
      this.name(0);
      this.tag(LIMIT);
      this.tag(error.limit);
    }
    return this.close();
  }

  /** A list of keys and indexes, and what was found there. */
  writePath(path, found) {
    this.open(Array(5).fill(Infinity));
    this.name(0);
    this.list([...path, found], 1);
    return this.close();
  }

  open(limits) {
    this.limits = limits;
    if (this.bytes.length !== SLAB || SLAB - this.at < LEAST) this.begin(new Uint8Array(SLAB));
    this.start = this.at;
  }

  close() {
    return new Uint8Array(this.bytes.buffer, this.start, this.at - this.start);
  }

  account(account, names) {
    if (typeof account !== "object" || account === null || Array.isArray(account)) return this.shape(account);
    const prototype = Object.getPrototypeOf(account);
    if (prototype !== Object.prototype && prototype !== null) {
      if (isMap(account)) {
        for (const [name, number] of names) {
          if (mapHas.call(account, name)) this.entry(number, mapGet.call(account, name));
        }
        return;
      }
      // Any other object is read by its own keys; what is built in has none that are meant.
      if (tag(account) !== "[object Object]") return this.shape(account);
    }
    // To ask for each name whether it is an own key takes twice as long.
    const keys = Object.keys(account);
    for (let i = 0; i < keys.length; i++) {
      const number = names.get(keys[i]);
      if (number !== undefined) this.entry(number, account[keys[i]]);
    }
  }

  entry(name, value) {
    if (value === undefined) return;
    this.name(name);
    const keys = this.paths.size === 0 ? undefined : this.paths.get(name);
    this.value(keys === undefined ? value : narrowed(value, keys), this.limits[DEPTH] - 1);
  }

  value(value, depth) {
    switch (typeof value) {
      case "string":
        return this.text(value);
      case "number":
        this.room(9);
        this.bytes[this.at] = NUMBER;
        this.view.setFloat64(this.at + 1, value, true);
        this.at += 9;
        return;
      case "boolean":
        return this.tag(value ? TRUE : FALSE);
      case "undefined":
        return this.tag(NULL);
      case "bigint":
        return this.integer(value);
      case "object":
        return value === null ? this.tag(NULL) : this.object(value, depth);
      default:
        return this.tagged(OTHER, typeName(value));
    }
  }

  object(value, depth) {
    if (Array.isArray(value)) return this.list(value, depth);
    const milliseconds = time(value);
    if (milliseconds !== undefined) {
      return Number.isNaN(milliseconds) ? this.tag(NO_DATE) : this.tagged(DATE, isoDay(milliseconds));
    }
    if (isSet(value)) {
      const items = [];
      setForEach.call(value, (item) => items.push(item));
      return this.list(items, depth);
    }
    if (isMap(value)) {
      const entries = [];
      mapForEach.call(value, (entry, key) => typeof key === "string" && entries.push([key, entry]));
      return this.map(entries.length, (i) => entries[i], depth);
    }
    if (!isPlain(value)) return this.tagged(OTHER, typeName(value));
    const keys = Object.keys(value);
    this.map(keys.length, (i) => [keys[i], value[keys[i]]], depth);
  }

  list(items, depth) {
    const count = items.length;
    if (count > this.limits[ITEMS]) throw new Beyond(ITEMS);
    if (depth <= 0) throw new Beyond(DEPTH);
    this.counted(LIST, count);
    for (let i = 0; i < count; i++) {
      // A hole is missing, whatever the prototype has there.
      if (isOwn.call(items, i)) this.value(items[i], depth - 1);
      else this.tag(NULL);
    }
  }

  map(count, entry, depth) {
    if (count > this.limits[KEYS]) throw new Beyond(KEYS);
    if (depth <= 0) throw new Beyond(DEPTH);
    this.counted(MAP, count);
    for (let i = 0; i < count; i++) {
      const [key, value] = entry(i);
      this.key(key);
      this.value(value, depth - 1);
    }
  }

  text(text) {
    const length = text.length;
    if (length < 256) {
      this.room(2 + length);
      const { bytes } = this;
      const start = this.at + 2;
      let i = 0;
      for (; i < length; i++) {
        const unit = text.charCodeAt(i);
        if (unit > 127) break;
        bytes[start + i] = unit;
      }
      if (i === length) {
        bytes[start - 2] = SHORT_TEXT;
        bytes[start - 1] = length;
        this.at = start + length;
        return;
      }
    }
    if (isWellFormed(text)) this.tagged(TEXT, text);
    else this.tag(HALF);
  }

  integer(value) {
    // Beyond 128 bits every integer is as wrong as the largest, and its digits take long to find.
    const furthest = value < 0n ? -(2n ** 127n) : 2n ** 127n - 1n;
    this.tagged(INTEGER, String(BigInt.asIntN(128, value) === value ? value : furthest));
  }

  shape(account) {
    this.name(0);
    this.tagged(SHAPE, typeName(account));
  }

  tagged(kind, text) {
    this.tag(kind);
    this.key(text);
  }

  /** A text with its length before it. */
  key(text) {
    // No text has fewer bytes than units.
    if (text.length > this.limits[LENGTH]) throw new Beyond(LENGTH);
    this.room(4 + 3 * text.length);
    const written = encodeInto(text, this.bytes.subarray(this.at + 4));
    this.view.setUint32(this.at, written, true);
    this.at += 4 + written;
  }

  counted(kind, count) {
    this.room(5);
    this.bytes[this.at] = kind;
    this.view.setUint32(this.at + 1, count, true);
    this.at += 5;
  }

  name(number) {
    this.room(2);
    this.view.setUint16(this.at, number, true);
    this.at += 2;
  }

  tag(kind) {
    this.room(1);
    this.bytes[this.at++] = kind;
  }

  /** Grows the buffer if it has no room for this many more bytes. */
  room(bytes) {
    if (this.at + bytes > this.bytes.length) this.grow(bytes);
  }

  grow(bytes) {
    const { at, start } = this;
    if (at - start > this.limits[BYTES]) throw new Beyond(BYTES);
    const written = this.bytes.subarray(start, at);
    this.begin(new Uint8Array(Math.max(SLAB + 1, 2 * (at - start + bytes))));
    this.bytes.set(written);
    this.at = at - start;
  }
}
