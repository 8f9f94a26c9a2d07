// The page: files come in, changes of the model go to the worker, and its counts are drawn. Nothing leaves this machine.
import { capital, h, say, show } from "../dom.js";
import { Cards } from "./cards.js";
import { ColumnTable, sourceOf } from "./columns.js";
import { History, changed } from "./document.js";
import { accounts as accountsWords, count } from "./format.js";
import { tellMistakes } from "./mistakes.js";
import { OutcomeForm } from "./outcome.js";
import { People } from "./people.js";
import { Rows } from "./rows.js";

const at = (id) => document.getElementById(id);
const STORE = "icp-studio-model";

/** What is open: the file, the text of the model, what the engine said of it, and how the file is read. */
const state = { file: null, text: null, opened: null, counts: null, base: null, source: { columns: {}, attributes: {} }, changes: [] };
const past = new History();
const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
const waiting = new Map();
let calls = 0;
let turn = 0;
let speaking;

/** Asks the worker for something that comes back once. */
const ask = (call, asked = {}, report = () => {}) =>
  new Promise((done, fail) => {
    const id = ++calls;
    waiting.set(id, { done, fail, report });
    worker.postMessage({ call, id, ...asked });
  });

/** A model or a source file, by its name. */
const isText = ({ name }) => /\.(ya?ml|json)$/i.test(name);

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};
at("as-of").value = today();
const day = () => Number((at("as-of").value || today()).replaceAll("-", ""));

const source = () => sourceOf(state.source, state.file ?? {}, state.file?.stem ?? "accounts");

/** Has the model scored. `isRebased`: the accounts are read in another way, so what is compared with is scored anew too. */
const shape = (text, { isRebased = false, keep = false, changes, document: whole } = {}) => {
  turn += 1;
  document.body.dataset.asked = turn;
  if (changes === undefined) [state.pending, state.changes] = [undefined, []];
  const own = source();
  // How the file itself is read matters to the command, and not here.
  const other = own && (own.columns || own.attributes) ? JSON.stringify(own) : "";
  const base = isRebased && state.base !== null && !keep ? state.base : undefined;
  worker.postMessage({ call: "shape", turn, text, source: other, day: day(), base, keep, changes, document: whole });
  if (keep) state.keeps = true;
};

/** A change by a card. Those that the engine has not yet told of are sent again with it. */
const edit = (path, value) => {
  if (state.opened === null) return;
  const field = JSON.stringify(path);
  const next = changed(state.pending ?? state.opened.document, path, value);
  if (JSON.stringify(next) === JSON.stringify(state.pending ?? state.opened.document)) {
    // Back to what is open after a mistake: it is told no longer.
    if (!at("mistakes").hidden) wayBack(state.text);
    return;
  }
  past.note(state.text, field);
  const changes = [...state.changes.filter((one) => JSON.stringify(one.path) !== field), { path, to: value }];
  [state.pending, state.changes] = [next, changes];
  shape(state.text, { changes, document: next });
  tools();
};

const cut = (icp, wanted) => ask("cut", { icp, wanted });

const tools = () => {
  at("undo").disabled = !past.canUndo;
  at("redo").disabled = !past.canRedo;
  at("download").disabled = state.opened === null;
  at("begin").disabled = state.file === null;
  // What comes next.
  at("begin").classList.toggle("strong", state.file !== null && state.text === null);
};

const rows = new Rows(at("accounts-list"), at("account"), ask);
const cards = new Cards(at("model-cards"), { edit, cut });
const people = new People(at("population"), {
  show: (asked, title) => rows.open(asked, title),
  keep: async () => {
    state.base = state.text;
    counted({ ...state.counts, ...(await ask("keep")) });
    say(at("toast"), "From here on, accounts are compared with where they stand now.");
  },
});
const columns = new ColumnTable(at("columns"), (next) => {
  state.source = next;
  shape(state.text, { isRebased: true });
});
const outcome = new OutcomeForm(at("outcome"), at("outcome-about"), async (asked) => {
  const known = await ask("outcome", { asked });
  if (state.opened !== null) shape(state.text);
  const readers = state.opened?.readings.filter(({ is_read: isRead, columns }) => isRead && columns.includes(asked?.column)) ?? [];
  return known && { ...known, readers: readers.map(({ attribute }) => attribute) };
});

const setText = (text) => {
  state.text = text;
  if (document.activeElement !== at("text") && at("text").value !== text) at("text").value = text;
  if (at("remember").checked) localStorage.setItem(STORE, text);
};

const opened = (value) => {
  state.opened = value;
  setText(value.text);
  [state.pending, state.changes] = [undefined, []];
  const { name, version } = value.about;
  say(at("name"), capital(String(name).replaceAll(/[-_]/g, " ")));
  say(at("about"), `${version === null ? "" : `version ${version}, `}${state.file === null ? "give it accounts" : accountsWords(state.file.rows)}. Everything stays on this machine.`);
  say(at("model-about"), `${name}: ${value.about.icps.length === 1 ? "1 profile" : `${value.about.icps.length} profiles`}, ${value.criteria.length} criteria, ${value.about.attributes.length} attributes`);
  for (const id of ["work", "document"]) show(at(id), true);
  show(at("mistakes"), false);
  rows.hasSeveral = value.about.icps.length > 1;
  cards.draw(value);
  tools();
};

const counted = (value) => {
  state.counts = value;
  if (state.keeps) [state.base, state.keeps] = [state.text, false];
  cards.counts(value);
  people.counts(value);
  columns.draw(state.opened, state.file, state.source, value.invalid);
  // Those that one rule keeps out are known once the rules were counted.
  if (state.file !== null && !rows.isNear) rows.refresh();
  const [qualified] = value.counts.statuses;
  const moved = value.moved === null ? "" : ` ${accountsWords(value.moved.rows)} moved.`;
  // Once it is on the screen.
  const mine = turn;
  requestAnimationFrame(() => setTimeout(() => (document.body.dataset.counted = mine)));
  clearTimeout(speaking);
  speaking = setTimeout(() => say(at("live"), `${count(qualified.rows)} of ${accountsWords(value.counts.rows)} qualify.${moved}`), 700);
};

const refused = (told) => {
  [state.pending, state.changes] = [undefined, []];
  if (told.of === "day" || told.of === undefined) return say(at("toast"), told.message ?? "That day does not exist.");
  const text = told.of === "model" ? told.text : JSON.stringify(source());
  if (told.of === "model" && document.activeElement !== at("text")) at("text").value = text;
  show(at("document"), true);
  tellMistakes(at("mistakes"), at("text"), told, text, state.opened !== null);
};

worker.onmessage = ({ data }) => {
  if (data.id !== undefined) {
    const one = waiting.get(data.id);
    if (data.progress !== undefined) return one?.report(data.progress);
    waiting.delete(data.id);
    return data.refused === undefined ? one?.done(data.value) : one?.fail(data.refused);
  }
  if (data.turn !== turn) return;
  if (data.kind === "opened") opened({ ...JSON.parse(data.value.told), text: data.value.text });
  if (data.kind === "counts") counted(data.value);
  if (data.kind === "causes" && data.value !== null) people.tellCauses(data.value);
  if (data.kind === "rules") {
    cards.rules(data.value);
    people.rules(data.value);
    if (state.file !== null && rows.isNear) rows.refresh();
    document.body.dataset.done = data.turn;
  }
  if (data.kind === "refused") refused(data.value);
};
worker.onerror = ({ message }) => say(at("toast"), `The engine did not start: ${message ?? "reload the page"}`);

/** Takes a model; the accounts are compared with where they stand under it. */
const takeModel = (text) => {
  past.clear();
  state.base = null;
  say(at("toast"), "");
  at("text").value = text;
  shape(text, { keep: true });
};

/** Offers the other sheets of a workbook. */
const chooseSheet = (file, { sheet, sheets = [] }) => {
  show(at("sheets"), sheets.length > 1);
  at("sheet").replaceChildren(...sheets.map((name) => h("option", { value: name, selected: name === sheet }, name)));
  at("sheet").onchange = () => takeAccounts(file, at("sheet").value);
};

const takeAccounts = async (file, sheet) => {
  const bar = at("progress");
  show(bar, true);
  bar.removeAttribute("value");
  say(at("accounts-about"), `Reading ${file.name} …`);
  try {
    const isPacked = /\.(gz|xls[xm])$/i.test(file.name);
    const read = await ask("read", { file, delimiter: 0, sheet }, (done) => !isPacked && (bar.value = Math.min(1, done / file.size)));
    const stem = file.name.replace(/(\.(csv|tsv|tab|txt|gz|xlsx|xlsm))+$/i, "");
    state.file = { ...read, name: file.name, stem };
    state.source = { columns: {}, attributes: {} };
    const words = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" }[read.delimiter] ?? read.delimiter;
    const how = read.sheet === undefined ? `separated by ${words}${read.encoding === "utf-8" ? "" : `, read as ${read.encoding}`}` : `of the sheet ${read.sheet}`;
    say(at("accounts-about"), `${file.name}: ${accountsWords(read.rows)}, ${read.columns.length} columns, ${how}`);
    chooseSheet(file, read);
    rows.file(read.columns);
    outcome.file(read.columns);
    columns.seen = undefined;
    if (state.text !== null) shape(state.text, { keep: true });
    else say(at("toast"), "Now a model: choose one, or begin from the accounts.");
  } catch (told) {
    show(at("sheets"), false);
    // What was there before went with the attempt.
    state.file = null;
    say(at("accounts-about"), `${file.name} was not read: ${told.line ? `line ${told.line}: ` : ""}${told.message}`);
    if (state.text !== null) shape(state.text, { keep: true });
  } finally {
    show(bar, false);
    tools();
  }
};

/** How a source writes its columns, as this page saved it; undefined for anything else. */
const sourceIn = (text) => {
  try {
    const read = JSON.parse(text);
    return String(read.format).startsWith("icp-source/") ? { columns: read.columns ?? {}, attributes: read.attributes ?? {} } : undefined;
  } catch {
    return undefined;
  }
};

/** A file by its name: a model, how columns are read, or accounts. */
const take = async (file) => {
  if (!isText(file)) return takeAccounts(file);
  const text = await file.text();
  const found = sourceIn(text);
  if (found === undefined) return takeModel(text);
  if (state.file === null || state.text === null) return say(at("toast"), `Give the accounts and the model before ${file.name}, which says how their columns are read.`);
  state.source = found;
  shape(state.text, { isRebased: true });
  say(at("toast"), `The columns are read as ${file.name} says.`);
};

const download = (name, text) => {
  const link = h("a", { download: name, href: URL.createObjectURL(new Blob([text], { type: "text/yaml" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const wayBack = (text) => {
  at("text").value = text;
  shape(text);
  tools();
};

at("undo").addEventListener("click", () => past.canUndo && wayBack(past.undo(state.text)));
at("redo").addEventListener("click", () => past.canRedo && wayBack(past.redo(state.text)));
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey)) return;
  const key = event.key.toLowerCase();
  if (key === "s") {
    event.preventDefault();
    return at("download").click();
  }
  if (event.target.matches("input, textarea")) return;
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  at(key === "y" || event.shiftKey ? "redo" : "undo").click();
});
at("download").addEventListener("click", () => {
  const name = String(state.opened.about.name);
  download(`${name}.yaml`, state.text);
  const own = source();
  const command = `icp score ${name}.yaml ${state.file?.name ?? "accounts.csv"} --on-invalid missing${own ? ` --source ${own.name}.source.json` : ""}`;
  if (own) download(`${own.name}.source.json`, `${JSON.stringify(own, null, 2)}\n`);
  say(at("toast"), `The same answers elsewhere: ${command}`);
});
at("begin").addEventListener("click", async () => {
  if (past.canUndo && !confirm("Begin anew from the accounts? The changes of the model that is open are lost; download it to keep them.")) return;
  takeModel(await ask("begin", { name: state.file.stem }));
});
at("as-of").addEventListener("change", () => state.text !== null && shape(state.text, { isRebased: true }));
for (const id of ["accounts", "model"]) {
  at(id).addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (file) await (id === "model" ? take(file) : takeAccounts(file));
    target.value = "";
  });
}
let typing;
at("text").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    const isBack = at("text").value === state.text;
    if (isBack && at("mistakes").hidden) return;
    if (state.text !== null && !isBack) past.note(state.text, "text");
    shape(at("text").value, { keep: state.opened === null });
    tools();
  }, 250);
});
at("remember").addEventListener("change", () => {
  if (at("remember").checked && state.text !== null) localStorage.setItem(STORE, state.text);
  if (!at("remember").checked) localStorage.removeItem(STORE);
});
addEventListener("dragover", (event) => {
  event.preventDefault();
  show(at("drop"), true);
});
addEventListener("dragleave", (event) => event.relatedTarget === null && show(at("drop"), false));
addEventListener("drop", async (event) => {
  event.preventDefault();
  show(at("drop"), false);
  const files = [...event.dataTransfer.files];
  // Accounts first: a model is then scored once. What says how columns are read comes last.
  const rank = (file) => isText(file) + /\.source\.json$/i.test(file.name);
  files.sort((a, b) => rank(a) - rank(b));
  for (const file of files) await take(file);
});

/** A model that was remembered, or the files that `icp studio` was given. */
const begin = async () => {
  const kept = localStorage.getItem(STORE);
  if (kept !== null) at("remember").checked = true;
  // The command says so in the address: it serves these files, and no form beside this page.
  const isGiven = location.search === "?given";
  const given = isGiven ? await (await fetch("given.json")).json() : {};
  show(at("form"), !isGiven);
  const file = async ({ name, path }) => new File([await (await fetch(path)).blob()], name);
  if (given.accounts) await takeAccounts(await file(given.accounts));
  if (given.model) takeModel(await (await file(given.model)).text());
  else if (kept !== null) takeModel(kept);
};
tools();
begin();
