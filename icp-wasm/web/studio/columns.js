// Which column each attribute is read from and how it is written: the keys of a source file, beside what was read of the first rows.
import { fresh, h, show, titleOf } from "../dom.js";
import { count } from "./format.js";

const FORMS = {
  number: [
    ["", "1234.5"],
    ['{"thousands":","}', "1,234.5"],
    ['{"thousands":".","decimal":","}', "1.234,5"],
    ['{"thousands":" "}', "1 234.5"],
    ['{"percent":true}', "12 %"],
    ['{"thousands":",","prefix":["$","€","USD","EUR"],"suffix":{"K":1000,"M":1000000,"B":1000000000}}', "$ 1.2 M"],
    ['{"thousands":",","range":"interval"}', "11-50, 10,001+"],
  ],
  date: [
    ["", "2026-11-21"],
    ['"M/D/YYYY"', "11/21/2026"],
    ['"D/M/YYYY"', "21/11/2026"],
    ['"D.M.YYYY"', "21.11.2026"],
    ['"D MMM YYYY"', "21 Nov 2026"],
    ['"MMM D, YYYY"', "Nov 21, 2026"],
    ['"YYYY/M/D"', "2026/11/21"],
    ['"excel"', "46347 (Excel)"],
  ],
  text: [["", "as it is"], ['"digits"', "digits alone"], ['"domain"', "web address"]],
  bool: [["", "yes, no, true, false"], ['{"true":["1","Y","X"],"false":["0","N",""]}', "1 and 0, Y and N"]],
  set: [["", "as the model says"], ['"json"', 'JSON: ["a","b"]']],
  events: [["", "JSON"]],
};

/** The source file, as an object; undefined when it says nothing. */
export const sourceOf = ({ columns, attributes }, { delimiter, sheet, sheets }, name) => {
  const isFirst = sheet === undefined || sheet === sheets[0];
  const file = !isFirst ? { sheet } : sheet === undefined && delimiter && delimiter !== "," ? { delimiter: delimiter === "\t" ? "tab" : delimiter } : undefined;
  const source = { format: "icp-source/1", name };
  if (file) source.file = file;
  if (Object.keys(columns).length > 0) source.columns = columns;
  if (Object.keys(attributes).length > 0) source.attributes = attributes;
  return Object.keys(source).length > 2 ? source : undefined;
};

/** Milliseconds in which a letter follows another one in a list that is gone through by letters. */
const TYPED = 600;

/** Does something once a choice was made: at once by hand, and by keys when nobody types on. */
const chosenBy = (list, work) => {
  let [typed, waiting] = [Number.NEGATIVE_INFINITY, undefined];
  list.addEventListener("keydown", ({ timeStamp }) => (typed = timeStamp));
  list.addEventListener("change", ({ timeStamp }) => {
    clearTimeout(waiting);
    if (timeStamp - typed > TYPED) return work();
    waiting = setTimeout(work, TYPED);
  });
};

const option = (value, text, chosen) => h("option", { value, selected: value === chosen }, text);

/** Draws the table. `change` takes the whole of the columns and attributes of a source file. */
export class ColumnTable {
  constructor(box, change) {
    this.box = box;
    this.place = box.lastElementChild;
    this.change = change;
  }

  /** The one who has the focus is found again by the id of the field. */
  draw({ readings, about }, file, source, invalid) {
    show(this.box, file !== null);
    if (file === null) return;
    const told = JSON.stringify([readings, about.attributes, source, invalid]);
    if (this.seen && told === this.told) return;
    this.told = told;
    const focused = document.activeElement?.dataset?.field;
    const types = new Map(about.attributes.map((attribute) => [attribute.name, attribute]));
    const used = readings.filter((reading) => reading.is_read);
    const without = used.filter(({ columns }) => columns.length === 0).length;
    const bad = used.filter(({ attribute }) => invalid.some((one) => one.attribute === attribute)).length;
    const parts = [`${used.length} attributes`, without > 0 ? `${without} without a column` : null, bad > 0 ? `${bad} with values that could not be read` : null];
    this.box.firstElementChild.textContent = `Columns: ${parts.filter(Boolean).join(", ")}`;
    if (this.seen === undefined && without + bad > 0) this.box.open = true;
    this.seen = true;
    const rows = used.map((reading) => this.#row(reading, types.get(reading.attribute), file, source, invalid));
    const titles = ["Attribute", "Column", "Written like", "No value where it says", "First rows"];
    this.place.replaceChildren(
      h("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Columns of the attributes" },
        h("table", {}, h("thead", {}, h("tr", {}, ...titles.map((title) => h("th", { scope: "col" }, title)))), h("tbody", {}, ...rows))),
    );
    if (focused) [...this.place.querySelectorAll("[data-field]")].find(({ dataset }) => dataset.field === focused)?.focus();
  }

  #row(reading, about, file, source, invalid) {
    const { attribute, columns, values, invalid: wrong } = reading;
    const title = titleOf(about);
    const own = Object.entries(source.columns).find(([, name]) => name === attribute)?.[0];
    const chosen = own ?? columns[0] ?? "";
    const column = h("select", { id: fresh("column"), "aria-label": `Column of ${title}`, "data-field": `column ${attribute}` },
      option("", "none", chosen), ...file.columns.filter((one) => !one.is_second).map(({ name }) => option(name, name, chosen)));
    chosenBy(column, () => {
      const rest = Object.entries(source.columns).filter(([header, name]) => name !== attribute && header !== column.value);
      this.change({ ...source, columns: Object.fromEntries(column.value === "" ? rest : [...rest, [column.value, attribute]]) });
    });
    const settings = source.attributes[attribute] ?? {};
    const set = (key, value) => {
      const next = { ...settings, [key]: value };
      if (value === undefined) delete next[key];
      const attributes = { ...source.attributes, [attribute]: next };
      if (Object.keys(next).length === 0) delete attributes[attribute];
      this.change({ ...source, attributes });
    };
    const form = settings.written === undefined ? "" : JSON.stringify(settings.written);
    const model = about.written === null ? "as the model says" : `model: ${about.written}`;
    const [, ...others] = FORMS[about.type] ?? [["", ""]];
    const written = h("select", { "aria-label": `How ${title} is written`, "data-field": `written ${attribute}` },
      option("", about.written === null ? `${FORMS[about.type]?.[0][1] ?? ""} (usual)` : model, form), ...others.map(([value, text]) => option(value, text, form)));
    chosenBy(written, () => set("written", written.value === "" ? undefined : JSON.parse(written.value)));
    const missing = h("input", { type: "text", value: (settings.missing ?? []).join(", "), placeholder: "n/a, unknown", "aria-label": `Words for no value of ${title}`, "data-field": `missing ${attribute}` });
    missing.addEventListener("change", () => {
      const all = missing.value.split(",").map((one) => one.trim()).filter(Boolean);
      set("missing", all.length === 0 ? undefined : all);
    });
    const bad = invalid.find((one) => one.attribute === attribute);
    const shown = values.map((value, at) => h("li", { className: wrong[at] ? "wrong" : value === null ? "muted" : "" }, wrong[at] ?? value ?? "no value"));
    const isThere = columns.length > 0;
    return h("tr", { "data-attribute": attribute },
      h("th", { scope: "row" }, title, h("br"), h("span", { className: "muted" }, about.type)),
      h("td", {}, column),
      h("td", {}, isThere ? written : ""),
      h("td", {}, isThere ? missing : ""),
      h("td", {},
        isThere ? h("ul", { className: "values" }, ...shown) : h("span", { className: "muted" }, "unknown in every row"),
        bad ? h("p", { className: "wrong" }, `${count(bad.count)} of ${count(bad.count + bad.valid)} values could not be read, such as ${bad.examples.map(({ found }) => found).join(", ")}`) : null));
  }
}
