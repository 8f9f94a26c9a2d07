// A model that is held as an object, written as JSON for the core.
import { ModelError } from "./errors.js";
import { AccountFrame } from "./account-frame.js";
import { isPlain, isWellFormed, isoDay, typeName, time } from "./value.js";

// Deeper than any model may be, and shallow enough for every stack.
const DEEPEST = 200;

/** The JSON of a model that is held as an object. Numbers that are not finite are written so that reading says so. */
export const documentOf = (model, engine) => {
  const path = [];
  const refuse = (found) => {
    throw new ModelError(JSON.parse(engine.foreign(new AccountFrame().writePath(path, found))));
  };
  const list = (items) => {
    const parts = [];
    for (let i = 0; i < items.length; i++) {
      path.push(i);
      parts.push(value(items[i]) ?? "null");
      path.pop();
    }
    return `[${parts.join(",")}]`;
  };
  const object = (entries) => {
    const parts = [];
    for (const key of Object.keys(entries)) {
      path.push(key);
      const written = value(entries[key]);
      path.pop();
      if (written !== undefined) parts.push(`${JSON.stringify(key)}:${written}`);
    }
    return `{${parts.join(",")}}`;
  };
  const value = (part) => {
    switch (typeof part) {
      case "undefined":
        return undefined;
      case "string":
        return isWellFormed(part) ? JSON.stringify(part) : refuse("half of a surrogate pair");
      case "number":
        return Number.isFinite(part) ? String(part) : "1e999";
      case "boolean":
        return String(part);
      case "bigint":
        return BigInt.asIntN(128, part) === part ? String(part) : refuse("BigInt beyond 128 bits");
      case "object":
        break;
      default:
        return refuse(typeName(part));
    }
    if (part === null) return "null";
    if (path.length > DEEPEST) return "[".repeat(DEEPEST) + "]".repeat(DEEPEST);
    if (Array.isArray(part)) return list(part);
    const milliseconds = time(part);
    if (milliseconds !== undefined) {
      return Number.isNaN(milliseconds) ? refuse("Invalid Date") : JSON.stringify(isoDay(milliseconds));
    }
    return isPlain(part) ? object(part) : refuse(typeName(part));
  };
  return value(model) ?? refuse("undefined");
};
