// The worker: it reads the file, and scores it after each change. A change that comes while it scores ends what it was doing.
import { Engine, Refusal } from "./engine.js";

const ready = Engine.start();
let shape;
let isBusy = false;

/** Lets waiting messages in. */
const tick = () =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });

/** The bytes of a file as UTF-8, unpacked, and what was done for it. */
const opened = async (file, encoding) => {
  const begin = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (begin[0] === 0xd0 && begin[1] === 0xcf) {
    throw new Refusal({ code: "workbook", message: "this is an old workbook (.xls), or one with a password: save it as .xlsx without one, or as CSV" });
  }
  const isPacked = begin[0] === 0x1f && begin[1] === 0x8b;
  const bytes = isPacked ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
  const utf16 = begin[0] === 0xff && begin[1] === 0xfe ? "utf-16le" : begin[0] === 0xfe && begin[1] === 0xff ? "utf-16be" : undefined;
  const label = encoding ?? utf16;
  if (label === undefined) return { bytes, label };
  return { bytes: bytes.pipeThrough(new TextDecoderStream(label)).pipeThrough(new TextEncoderStream()), label };
};

/** Reads a sheet of a workbook; the first that people see unless another is named. */
const readSheet = async (engine, { file, sheet }) => {
  const { line, openWorkbook } = await import("./workbook.js");
  const book = await openWorkbook(file);
  const name = sheet ?? book.sheets[0];
  const encoder = new TextEncoder();
  let [lines, width, fed] = [[], undefined, 0];
  const feed = () => {
    engine.feed(encoder.encode(lines.join("")));
    [lines, fed] = [[], fed + lines.length];
  };
  engine.beginSheet();
  await book.rows(name, (cells) => {
    const isHeader = width === undefined;
    width ??= cells.length;
    const all = Array.from({ length: width }, (_, at) => cells[at] ?? "");
    // Cells beside the columns have no name.
    lines.push(line(all, isHeader));
    if (lines.length === 4_096) feed();
  });
  feed();
  if (fed === 0) throw new Refusal({ code: "workbook", message: `the sheet ${name} is empty` });
  return { ...engine.end(), encoding: "utf-8", sheet: name, sheets: book.sheets };
};

const read = async (engine, asked, report, encoding) => {
  const { file, delimiter } = asked;
  const begin = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (begin[0] === 0x50 && begin[1] === 0x4b) return readSheet(engine, asked);
  const { bytes, label } = await opened(file, encoding);
  const reader = bytes.getReader();
  let done = 0;
  engine.begin(delimiter);
  try {
    for (;;) {
      const piece = await reader.read();
      if (piece.done) break;
      engine.feed(piece.value);
      done += piece.value.length;
      report(done);
    }
    return { ...engine.end(), encoding: label ?? "utf-8" };
  } catch (error) {
    reader.cancel().catch(() => {});
    // As the command does with text that is not UTF-8.
    if (error.told?.code === "encoding" && encoding === undefined) return read(engine, asked, report, "windows-1252");
    throw error;
  }
};

/** All of a pass; undefined when a newer change has come meanwhile. */
const pass = async (engine, name) => {
  engine.start(name);
  for (;;) {
    const more = engine.step(name);
    await tick();
    if (shape !== undefined) return undefined;
    if (!more) return engine.counts(name);
  }
};

const shaped = async (engine, asked) => {
  const { turn, source, day, base, keep, changes, document } = asked;
  const post = (kind, value) => postMessage({ turn, kind, value });
  const start = performance.now();
  if (changes !== undefined) asked.text = engine.edit(asked.text, changes, document);
  const { text } = asked;
  if (base !== undefined) {
    engine.open(base, source, day);
    if ((await pass(engine, "score")) === undefined) return false;
    engine.keep();
  }
  post("opened", { told: engine.open(text, source, day), text });
  let counts = await pass(engine, "score");
  // A file that began to be read meanwhile has taken the accounts away.
  if (counts === undefined || counts === null) return false;
  if (keep) {
    engine.keep();
    counts = engine.counts("score");
  }
  counts.took = performance.now() - start;
  counts.memory = engine.size;
  post("counts", counts);
  await tick();
  if (shape !== undefined) return true;
  const causes = await pass(engine, "causes");
  if (causes === undefined) return true;
  post("causes", causes);
  const rules = await pass(engine, "rules");
  if (rules !== undefined) post("rules", rules);
  return true;
};

const work = async () => {
  if (isBusy) return;
  isBusy = true;
  const engine = await ready;
  while (shape !== undefined) {
    const mine = shape;
    shape = undefined;
    try {
      const isDone = await shaped(engine, mine);
      // What had to be done first is not lost with a change that was overtaken.
      // Changes by cards are told anew until the page has heard of them.
      if (!isDone && shape !== undefined) shape = { base: mine.base, ...shape, keep: shape.keep || mine.keep };
    } catch (error) {
      postMessage({ turn: mine.turn, kind: "refused", value: { ...(error.told ?? { message: error.message }), text: mine.text } });
    }
  }
  isBusy = false;
};

const CALLS = {
  read: (engine, asked, id) => read(engine, asked, (done) => postMessage({ id, progress: done })),
  begin: (engine, { name }) => engine.beginModel(name),
  outcome: (engine, { asked }) => engine.outcome(asked),
  rows: (engine, { asked }) => engine.rows(asked),
  row: (engine, { row }) => engine.row(row),
  cut: (engine, { icp, wanted }) => engine.cut(icp, wanted),
  keep: (engine) => (engine.keep(), engine.counts("score")),
};

onmessage = async ({ data }) => {
  if (data.call === "shape") {
    shape = data;
    return work();
  }
  try {
    const value = await CALLS[data.call](await ready, data, data.id);
    postMessage({ id: data.id, value });
  } catch (error) {
    postMessage({ id: data.id, refused: error.told ?? { message: error.message } });
  }
};
