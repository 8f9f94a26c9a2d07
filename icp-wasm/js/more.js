// The methods of `Model` that change one. What they do is a part of its own in this package, so they give promises.
import { documentOf } from "./api/document.js";
import { IcpError } from "./api/errors.js";
import { typeName } from "./api/value.js";

/** Adds them to the class. */
export const more = (Model, { reach, changed }) => {
  class More {
    async replace(changes = {}) {
      const request = JSON.stringify(changes);
      return changed(this, "edits", (engine, id) => engine.replace(id, request));
    }

    async withLists(lists) {
      const text = documentOf(lists, reach(this).engine);
      return changed(this, "edits", (engine, id) => engine.withLists(id, text));
    }

    async without(criterion) {
      if (typeof criterion !== "string") {
        throw new IcpError("argument", `\`without\`: expected the id of a criterion, found a value of type ${typeName(criterion)}`);
      }
      let also;
      const model = await changed(this, "edits", (engine, id) => {
        const left = engine.without(id, criterion);
        also = engine.answer();
        return left;
      });
      return { model, also: JSON.parse(also) };
    }
  }
  for (const name of ["replace", "withLists", "without"]) {
    Object.defineProperty(Model.prototype, name, Object.getOwnPropertyDescriptor(More.prototype, name));
  }
};
