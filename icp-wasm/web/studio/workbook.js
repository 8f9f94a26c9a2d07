// Reads a sheet of an Excel workbook (.xlsx) as the command does. Only fetched for such a file. The archive is taken apart by its list of
// files, the browser unpacks them, and the sheet is gone through piece by piece, so it is never in memory as a whole.
import { Refusal } from "./engine.js";

const refuse = (message) => {
  throw new Refusal({ code: "workbook", message });
};
const DAMAGED = "the workbook is cut off or damaged; save it again, or as CSV";
const MOST_COLUMNS = 16_384;
const WHOLE = 2 ** 53;

/** The files of an archive: where each lies, and whether it is packed. */
const archive = async (file) => {
  const end = await file.slice(Math.max(0, file.size - 65_558)).arrayBuffer();
  const tail = new DataView(end);
  let at = end.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== 0x06054b50) at -= 1;
  if (at < 0) refuse(DAMAGED);
  const [size, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
  if (start === 0xffffffff) refuse("the workbook has more than 4 GB: save the sheet as CSV");
  const list = new DataView(await file.slice(start, start + size).arrayBuffer());
  const files = new Map();
  for (let one = 0; one + 46 <= list.byteLength && list.getUint32(one, true) === 0x02014b50;) {
    const length = list.getUint16(one + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(list.buffer, one + 46, length));
    files.set(name.replaceAll("\\", "/").toLowerCase(), { method: list.getUint16(one + 10, true), size: list.getUint32(one + 20, true), at: list.getUint32(one + 42, true) });
    one += 46 + length + list.getUint16(one + 30, true) + list.getUint16(one + 32, true);
  }
  return files;
};

/** The texts of a file of the archive, as they are unpacked; undefined where it is not there. */
const texts = async (file, files, name) => {
  const found = files.get(name.replace(/^\//, "").toLowerCase());
  if (found === undefined) return undefined;
  const head = new DataView(await file.slice(found.at, found.at + 30).arrayBuffer());
  if (head.byteLength < 30 || head.getUint32(0, true) !== 0x04034b50) refuse(DAMAGED);
  const start = found.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = file.slice(start, start + found.size).stream();
  if (found.method !== 0 && found.method !== 8) refuse(DAMAGED);
  const bytes = found.method === 0 ? packed : packed.pipeThrough(new DecompressionStream("deflate-raw"));
  return bytes.pipeThrough(new TextDecoderStream()).getReader();
};

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescaped = (text) =>
  text.includes("&") ? text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex, number, name) => (name ? ENTITIES[name] ?? all : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(number)))) : text;
/** What Excel writes as `_x000D_`. */
const unhidden = (text) => (text.includes("_x") ? text.replace(/_x([\da-f]{4})_/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))).toWellFormed() : text);

/** A tag's name without the prefix of its namespace. */
const NAME = /^\/?(?:[^\s:/>]+:)?([^\s/>]+)/;
const attribute = (tag, name) => {
  const found = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*("([^"]*)"|'([^']*)')`).exec(tag);
  return found === null ? undefined : unescaped(found[2] ?? found[3]);
};

/** Goes through the tags of a file: `open(name, tag)`, `close(name)`, and `text(text)` between them; `false` from `open` or `close` ends it. */
const each = async (reader, { open = () => {}, close = () => {}, text = () => {} }) => {
  if (reader === undefined) return;
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      // A file that ends inside of a tag is cut off.
      if (rest.trim() !== "") refuse(DAMAGED);
      return;
    }
    rest += value;
    let at = 0;
    for (;;) {
      const start = rest.indexOf("<", at);
      if (start < 0) break;
      const isData = rest.startsWith("<![CDATA[", start);
      const isNote = rest.startsWith("<!--", start);
      const ending = isData ? "]]>" : isNote ? "-->" : ">";
      const end = rest.indexOf(ending, start);
      // The next piece may say what begins here.
      if (end < 0 || (rest.startsWith("<!", start) && start + 9 > rest.length)) break;
      if (start > at) text(unescaped(rest.slice(at, start)));
      at = end + ending.length;
      if (isData) text(rest.slice(start + 9, end));
      if (isData || isNote) continue;
      const tag = rest.slice(start + 1, end);
      const isEnd = tag.startsWith("/");
      const name = NAME.exec(tag)?.[1];
      const more = isEnd ? close(name) : open(name, tag);
      const last = !isEnd && tag.endsWith("/") ? close(name) : undefined;
      if (more === false || last === false) return reader.cancel();
    }
    rest = rest.slice(at);
  }
};

/** The text of one `si` or `is`: all of its runs, without how they are spoken. */
class Texts {
  begin() {
    [this.all, this.isIn, this.isSpoken] = ["", false, false];
  }

  open(name, tag) {
    if (name === "rPh") this.isSpoken = true;
    if (name === "t" && !this.isSpoken) [this.isIn, this.own, this.keeps] = [true, "", attribute(tag, "space") === "preserve"];
  }

  close(name) {
    if (name === "rPh") this.isSpoken = false;
    if (name !== "t" || !this.isIn) return;
    this.isIn = false;
    this.all += unhidden(this.keeps ? this.own : this.own.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ""));
  }

  text(text) {
    if (this.isIn) this.own += text.replace(/\r\n?/g, "\n");
  }
}

const DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 47, ...Array.from({ length: 10 }, (_, one) => 27 + one), ...Array.from({ length: 9 }, (_, one) => 50 + one)]);

/** What a format shows a number as: a `date`, a `span` of time, or a number. */
const shownAs = (id, code) => {
  if (code === undefined) return id === 46 ? "span" : DATES.has(id) ? "date" : "number";
  // Neither what stands in quotes nor behind a sign that takes the next one as it is.
  const bare = code.replace(/"[^"]*"?|[\\_*]./gs, "");
  const [first] = bare.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").split(";");
  const span = /\[(h+|m+|s+)\]/i.exec(first);
  const date = /[dmhys]/i.exec(first.replace(/\[[^\]]*\]/g, (all) => "#".repeat(all.length)));
  if (span !== null && (date === null || span.index < date.index)) return "span";
  return date === null ? "number" : "date";
};

/** How each style shows a number. */
const styles = async (reader) => {
  const [codes, all] = [new Map(), []];
  let isIn = false;
  await each(reader, {
    open: (name, tag) => {
      if (name === "numFmt") codes.set(Number(attribute(tag, "numFmtId")), attribute(tag, "formatCode"));
      if (name === "cellXfs") isIn = true;
      if (name === "xf" && isIn) {
        const id = Number(attribute(tag, "numFmtId") ?? 0);
        all.push(shownAs(id, codes.get(id)));
      }
    },
    close: (name) => name !== "cellXfs",
  });
  return all;
};

/** A day of the calendar of Excel, or a time of day, each with its sign. */
const moment = (serial, is1904) => {
  if (serial >= 0 && serial < 1) {
    const seconds = Math.floor(Math.round(serial * 86_400_000) / 1000);
    return `t${[seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":")}`;
  }
  const days = Math.floor(serial) + (is1904 ? 1462 : 0);
  // Excel has a 29th of February 1900, which was none.
  const none = serial < 1 || serial >= 2_958_466 || (days === 60 && !is1904);
  if (none) return `tday ${serial} of the calendar of Excel`;
  const date = new Date(Date.UTC(1899, 11, (days < 60 ? 31 : 30) + days));
  return date.getUTCFullYear() > 9999 ? `tday ${serial} of the calendar of Excel` : `d${date.toISOString().slice(0, 10)}`;
};

/** A number as a text that the engine reads as the same number. */
const numeral = (value) => (Number.isInteger(value) && Math.abs(value) >= WHOLE && !String(value).includes("e") ? `${value}e0` : String(value));

/** A cell with a sign before it that says what it is: `n`umber, `b`ool, `d`ate, `e`rror or `t`ext; nothing for a blank. */
const marked = (kind, text, shown, is1904, shared) => {
  const trimmed = text.trim();
  if (kind === "s") {
    if (trimmed === "") return "";
    const found = shared[Number(trimmed)];
    return found === undefined ? refuse(DAMAGED) : found && `t${found}`;
  }
  if (kind === "str" || kind === "inlineStr" || kind === "is") return text === "" ? "" : `t${kind === "str" ? unhidden(text) : text}`;
  if (trimmed === "") return "";
  if (kind === "b") return /^(1|true)$/i.test(trimmed) ? "btrue" : /^(0|false)$/i.test(trimmed) ? "bfalse" : refuse(DAMAGED);
  if (kind === "e") return `e${trimmed}`;
  if (kind === "d") return /^\d{4}-\d{2}-\d{2}(T|$)/.test(trimmed) ? `d${trimmed.slice(0, 10)}` : `t${text}`;
  const value = Number(trimmed);
  if (Number.isNaN(value)) return kind === undefined ? `t${text}` : refuse(DAMAGED);
  return shown === "date" ? moment(value, is1904) : `n${numeral(value)}`;
};

/** The number of a column, from 0, in a place such as `AB12`. */
const columnOf = (place) => {
  let column = 0;
  for (const letter of place) {
    const code = letter.toUpperCase().charCodeAt(0) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column - 1;
};
const rowOf = (place) => Number(/\d+/.exec(place)?.[0] ?? 0);

/** Merged cells that span rows: people see their value in each of them. */
const mergedCells = async (reader) => {
  const all = [];
  await each(reader, {
    open: (name, tag) => {
      if (name !== "mergeCell") return;
      const [from, to = from] = (attribute(tag, "ref") ?? "").split(":");
      if (rowOf(from) < rowOf(to)) all.push({ column: columnOf(from), first: rowOf(from), last: rowOf(to), value: "" });
    },
  });
  return all.toSorted((a, b) => a.first - b.first);
};

/** Opens a workbook: the sheets that people see, and a way to their rows. */
export const openWorkbook = async (file) => {
  const files = await archive(file);
  const reader = (name) => texts(file, files, name);
  const related = async (folder, name) => {
    const all = [];
    await each(await reader(`${folder}_rels/${name}.rels`), {
      open: (tag, own) => {
        if (tag !== "Relationship") return;
        const target = attribute(own, "Target") ?? "";
        all.push({ id: attribute(own, "Id"), type: attribute(own, "Type") ?? "", path: target.startsWith("/") ? target.slice(1) : folder + target });
      },
    });
    return all;
  };
  const book = (await related("", "")).find(({ type }) => type.endsWith("/officeDocument"))?.path ?? "xl/workbook.xml";
  if (/\.bin$/i.test(book)) refuse("this is a workbook of the kind .xlsb: save it as .xlsx or CSV");
  const [folder, name] = [book.slice(0, book.lastIndexOf("/") + 1), book.slice(book.lastIndexOf("/") + 1)];
  const relations = await related(folder, name);
  let is1904 = false;
  const sheets = [];
  const found = await reader(book);
  if (found === undefined) refuse("this archive is no workbook of Excel: save the table as .xlsx or CSV");
  await each(found, {
    open: (tag, own) => {
      if (tag === "workbookPr") is1904 = /^(1|true)$/i.test(attribute(own, "date1904") ?? "");
      if (tag !== "sheet") return;
      const relation = relations.find(({ id }) => id === /\s\w+:id\s*=\s*["']([^"']*)/.exec(own)?.[1]);
      if (relation?.type.endsWith("/worksheet")) sheets.push({ name: attribute(own, "name") ?? "", isSeen: (attribute(own, "state") ?? "visible") === "visible", path: relation.path });
    },
  });
  const seen = sheets.filter(({ isSeen }) => isSeen);
  const shown = seen.length > 0 ? seen : sheets.slice(0, 1);
  if (shown.length === 0) refuse("the workbook has no sheet with cells");
  const path = (kind) => relations.find(({ type }) => type.endsWith(`/${kind}`))?.path;

  /** Gives each row with something in it as marked cells. */
  const rows = async (sheet, take) => {
    const { path: own } = shown.find(({ name }) => name === sheet) ?? shown[0];
    const formats = path("styles") ? await styles(await reader(path("styles"))) : [];
    const shared = [];
    const inner = new Texts();
    if (path("sharedStrings")) {
      await each(await reader(path("sharedStrings")), {
        open: (tag, text) => (tag === "si" ? inner.begin() : inner.open(tag, text)),
        close: (tag) => (tag === "si" ? void shared.push(inner.all) : inner.close(tag)),
        text: (text) => inner.text(text),
      });
    }
    const merged = await mergedCells(await reader(own));
    let [number, row, column, cell, isValue, open] = [0, [], -1, undefined, false, []];
    let begun = 0;
    const filled = () => {
      for (; begun < merged.length && merged[begun].first <= number; begun++) {
        if (merged[begun].first === number) merged[begun].value = row[merged[begun].column] ?? "";
        open.push(merged[begun]);
      }
      open = open.filter(({ last }) => number <= last);
      for (const { column: at, first, value } of open) if (first < number && value !== "" && !row[at]) row[at] = value;
    };
    const give = () => {
      if (!row.some((one) => one !== undefined && !isBlank(one))) return;
      filled();
      take(Array.from(row, (one) => one ?? ""));
    };
    await each((await reader(own)) ?? refuse(DAMAGED), {
      open: (tag, text) => {
        if (tag === "row") {
          const next = Number(attribute(text, "r") ?? number + 1);
          if (!(next > number)) refuse("the rows of the sheet are not in order");
          [number, row, column] = [next, [], -1];
        } else if (tag === "c") {
          const place = attribute(text, "r");
          column = place === undefined ? column + 1 : columnOf(place);
          if (!(column >= 0 && column < MOST_COLUMNS)) refuse("the sheet has too many columns");
          cell = { kind: attribute(text, "t"), shown: formats[Number(attribute(text, "s") ?? -1)], text: "" };
        } else if (tag === "is") inner.begin();
        else if (tag === "v") isValue = cell !== undefined;
        else inner.open(tag, text);
      },
      close: (tag) => {
        if (tag === "v") isValue = false;
        else if (tag === "is" && cell) cell.text = inner.all;
        else if (tag === "c" && cell) {
          row[column] = marked(cell.kind, cell.text, cell.shown, is1904, shared);
          cell = undefined;
        } else if (tag === "row") give();
        else if (tag === "sheetData") return false;
        else inner.close(tag);
      },
      text: (text) => {
        // What stands beside the text of a cell in the cell itself is told there.
        if (isValue && cell.kind !== "inlineStr" && cell.kind !== "is") cell.text += text.replace(/\r\n?/g, "\n");
        else inner.text(text);
      },
    });
  };
  return { sheets: shown.map(({ name }) => name), rows };
};

/** Nothing, or only white space under a text. */
const isBlank = (cell) => cell === "" || (cell.startsWith("t") && cell.slice(1).trim() === "");

/** A row of marked cells as one of a CSV. The names of a header have no signs. */
export const line = (cells, isHeader) => {
  const own = (cell) => (isBlank(cell) ? "" : isHeader ? cell.slice(1) : cell);
  return `${cells.map((cell) => `"${own(cell).replaceAll('"', '""')}"`).join(",")}\n`;
};
