// The package icp-node: `Model` over the addon, with files and tables.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { addAccounts } from "./accounts.js";
import { dayOf } from "./api/day.js";
import { documentOf } from "./api/document.js";
import { IcpError, ModelError } from "./api/errors.js";
import { modelOver } from "./api/model.js";
import { isFull, optionsOf } from "./api/options.js";
import { typeName } from "./api/value.js";
import { FILE, engine } from "./engine.js";
import { scoreRows } from "./rows.js";
import { toSql } from "./sql.js";
import { isTable, scoreTable, scoreTableAsync, toTable } from "./table.js";

export { Assessment, explain } from "./api/assessment.js";
export { AccountError, IcpError, ModelError } from "./api/errors.js";
export { BatchError } from "./batch-error.js";
export { ExportError } from "./sql.js";

/** Here nothing has to be fetched, and nothing is handed over. */
export const load = async (size) => {
  if (typeof size !== "object") isFull(size);
};

const textOf = (name, value, left) => {
  if (value === undefined) return left;
  if (typeof value === "string") return value;
  throw new IcpError("argument", `\`${name}\`: expected text, found a value of type ${typeName(value)}`);
};

/** A first model in YAML, begun from accounts. */
export const init = (accounts, options) => {
  const name = textOf("name", optionsOf(options).name, "first model");
  const survey = engine.survey();
  addAccounts(engine, survey, accounts);
  return engine.firstModel(survey, name);
};

/** Adds the methods that only this package has. */
const extend = (Model, { open, reach, made }) => {
  const { scoreBatch } = Model.prototype;
  const changed = (engine, id) => {
    if (id < 0) throw new ModelError(JSON.parse(engine.answer()));
    return made(engine, id);
  };
  class More {
    static fromFile(path) {
      if (typeof path !== "string" && !(path instanceof URL)) {
        throw new IcpError("argument", `\`fromFile\`: expected a path or a file URL, found a value of type ${typeName(path)}`);
      }
      return open(FILE, readFileSync(path));
    }

    replace(changes = {}) {
      const { engine, id } = reach(this);
      return changed(engine, engine.replace(id, JSON.stringify(changes)));
    }

    withLists(lists) {
      const { engine, id } = reach(this);
      return changed(engine, engine.withLists(id, documentOf(lists, engine)));
    }

    without(criterion) {
      if (typeof criterion !== "string") {
        throw new IcpError("argument", `\`without\`: expected the id of a criterion, found a value of type ${typeName(criterion)}`);
      }
      const { engine, id } = reach(this);
      const model = changed(engine, engine.without(id, criterion));
      return { model, also: JSON.parse(engine.answer()) };
    }

    toFile(path) {
      const text = /\.json$/i.test(String(path)) ? `${JSON.stringify(this.toJSON(), null, 2)}\n` : this.toYaml();
      const part = path instanceof URL ? new URL(`${path.href}.part`) : `${path}.part`;
      writeFileSync(part, text);
      renameSync(part, path);
    }

    toYaml() {
      const { engine, id } = reach(this);
      return engine.yaml(id);
    }

    toSql(dialect, options) {
      const { engine, id } = reach(this);
      return toSql(engine, id, dialect, options);
    }

    checkAccounts(accounts, options) {
      const { engine, id, about } = reach(this);
      const { asOf, id: column } = optionsOf(options);
      const check = engine.check(id, dayOf(asOf, engine.isDay), textOf("id", column));
      addAccounts(engine, check, accounts, { known: about.names, paths: about.paths });
      return engine.foundTogether(check);
    }

    scoreBatch(rows, options) {
      return isTable(rows) ? scoreTable(reach(this), toTable(rows), options) : scoreBatch.call(this, rows, options);
    }

    async scoreBatchAsync(rows, options) {
      if (isTable(rows)) return scoreTableAsync(reach(this), toTable(rows), options);
      return scoreRows(() => reach(this), rows, options);
    }
  }
  Object.defineProperty(Model, "fromFile", Object.getOwnPropertyDescriptor(More, "fromFile"));
  for (const name of ["replace", "withLists", "without", "toFile", "toYaml", "toSql", "checkAccounts", "scoreBatch", "scoreBatchAsync"]) {
    Object.defineProperty(Model.prototype, name, Object.getOwnPropertyDescriptor(More.prototype, name));
  }
};

export const Model = modelOver({ engine: () => engine, load: () => {}, join: () => {}, atOnce: [], extend });
