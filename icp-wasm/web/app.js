// The page: a model, the form that is drawn from it, and the answer while one types. Nothing leaves this machine.
import { Answer, early, heard } from "./answer.js";
import { capital, say, show } from "./dom.js";
import { tellFindings, tellMistakes } from "./mistakes.js";
import { Model } from "./pkg/browser.js";
import { Form } from "./questions.js";
import { goalOf } from "./way.js";

const at = (id) => document.getElementById(id);
const places = {
  questions: at("questions"),
  box: at("folded"),
  folded: at("folded").lastElementChild,
  summary: at("summary"),
  profiles: at("profiles"),
};

let model;
let form;
let answer;
let speaking;
/** The number of the answer that was drawn last. */
let turn = 0;
/** Milliseconds; a search that takes longer waits until nothing is typed. */
const QUICK = 30;
let took = 0;

const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

const options = () => ({ asOf: at("as-of").value || today(), onInvalid: "missing" });

const tellNext = ({ questions, decided }) => {
  const place = at("next");
  const first = decided ? undefined : questions[0];
  show(place, first !== undefined);
  const name = first?.attribute ?? "";
  if (place.dataset.attribute === name) return;
  place.dataset.attribute = name;
  const button = place.firstElementChild ?? document.createElement("button");
  button.type = "button";
  button.onclick = () => form.entry(place.dataset.attribute)?.field.control.focus();
  say(button, name ? `Ask next: ${form.entry(name).title}` : "");
  if (!place.contains(button)) place.replaceChildren(button);
};

const draw = () => {
  if (model === undefined) return;
  const { account } = form;
  const assessment = model.score(account, options());
  if (answer === undefined) return early(at("early"), assessment);
  const next = model.nextQuestions(account, options());
  answer.draw(assessment, next);
  const mine = ++turn;
  const way = took < QUICK ? search(mine, assessment, account) : undefined;
  form.mark(next, assessment.issues, account);
  tellNext(next);
  if (at("findings").open) findings();
  clearTimeout(speaking);
  const first = form.entry(next.questions[0]?.attribute);
  speaking = setTimeout(async () => {
    const changes = await (way ?? search(mine, assessment, account));
    if (mine === turn) say(at("live"), heard(assessment, next, changes, answer.facts, first?.title));
  }, 700);
};

/** Searches what would bring the profile that is shown to its goal, and shows it unless another answer was drawn meanwhile. */
const search = async (mine, assessment, account) => {
  const goal = goalOf(assessment.icps.find(({ icp }) => icp === assessment.icp));
  const start = performance.now();
  // Without the search the answer says which criteria alone would do.
  const changes = goal === null ? null : await model.changes(account, goal, options()).catch(() => null);
  took = performance.now() - start;
  if (mine === turn) answer.tell(assessment, changes);
  return changes;
};

/** The findings, whose words are fetched when somebody asks for them. */
const findings = async () => {
  const mine = model;
  try {
    await mine.loadWords();
    if (model === mine) tellFindings(at("findings"), model.findings(options()));
  } catch ({ message }) {
    if (model === mine) say(at("findings").lastElementChild, message);
  }
};

/** Draws the page anew for a model. What was answered stays where the new model asks for it too. */
const take = (taken, account = form?.account ?? {}) => {
  model?.free();
  model = taken;
  say(at("name"), capital(model.name.replaceAll("-", " ")));
  const { length } = model.icps;
  const version = model.version === null ? "" : `version ${model.version}, `;
  say(at("about"), `${version}${length === 1 ? "1 profile" : `${length} profiles`}. Scored on this machine; nothing is sent.`);
  document.title = `${at("name").textContent}: does it fit?`;
  form?.end();
  form = new Form(model.attributes, places, draw);
  form.fill(account);
  show(at("mistakes"), false);
  at("next").replaceChildren();
  delete at("next").dataset.attribute;
  answer = undefined;
  turn += 1;
  draw();
};

/** Draws the details once they are there, unless another model has come meanwhile. */
const explain = async (taken) => {
  await taken.loadDetails();
  if (model !== taken) return;
  answer = new Answer(model, places, options().asOf);
  show(at("early"), false);
  show(at("findings"), true);
  draw();
};

let asked = 0;
/** Reads a file that the user gave. Of several at once the last counts. */
const read = async (file) => {
  const turn = ++asked;
  const text = await file.text();
  try {
    const taken = await Model.load(text, { words: "no" });
    if (turn !== asked) return taken.free();
    take(taken);
    await explain(taken);
    say(at("toast"), `${file.name} is in use.`);
  } catch (error) {
    if (turn === asked) tellMistakes(at("mistakes"), { name: file.name, text, error, kept: model?.name });
  }
};

const start = async () => {
  at("as-of").value = today();
  try {
    const response = await fetch("model.json");
    const taken = await Model.load(await response.text(), { details: "later", words: "no" });
    // Whose answers a link holds is told by the model's fingerprint.
    if (location.hash) await taken.loadDetails();
    take(taken, location.hash ? shared(taken) : {});
    await explain(taken);
  } catch (error) {
    say(at("about"), `The form did not start: ${error.message}. It has to come from a server: node icp-wasm/web/serve.mjs`);
  }
};

/** The answers of a link, if they were given to this very model. */
const shared = ({ fingerprint }) => {
  try {
    const told = JSON.parse(decodeURIComponent(location.hash.slice(1)));
    if (told.model !== fingerprint) return {};
    if (/^\d{4}-\d{2}-\d{2}$/.test(told.asOf)) at("as-of").value = told.asOf;
    return Object(told.account);
  } catch {
    return {};
  }
};

const share = async () => {
  await model.loadDetails();
  const told = { model: model.fingerprint, asOf: options().asOf, account: form.account };
  history.replaceState(null, "", `#${encodeURIComponent(JSON.stringify(told))}`);
  try {
    await navigator.clipboard.writeText(location.href);
    say(at("toast"), "The link was copied; it holds the answers.");
  } catch {
    say(at("toast"), "The address of this page now holds the answers.");
  }
};

at("form").addEventListener("input", draw);
at("form").addEventListener("change", draw);
at("form").addEventListener("submit", (event) => event.preventDefault());
// Enter in a token field adds a token, which raises no event; nothing else may happen.
at("form").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  if (event.key === "Enter") draw();
});
// Once the focus has left, what no longer matters may move.
at("form").addEventListener("focusout", () => setTimeout(() => form?.fold()));
at("as-of").addEventListener("input", draw);
at("reset").addEventListener("click", () => {
  form.fill({});
  history.replaceState(null, "", location.pathname);
  draw();
  say(at("toast"), "All answers are cleared.");
});
at("share").addEventListener("click", share);
at("findings").addEventListener("toggle", () => at("findings").open && findings());
at("file").addEventListener("change", ({ target }) => {
  if (target.files.length > 0) read(target.files[0]);
  // The same file again, once it was mended, is a change too.
  target.value = "";
});

const hasFile = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => {
  if (!hasFile(event)) return;
  event.preventDefault();
  show(at("drop"), true);
});
addEventListener("dragleave", ({ relatedTarget }) => relatedTarget === null && show(at("drop"), false));
addEventListener("drop", (event) => {
  if (!hasFile(event)) return;
  event.preventDefault();
  show(at("drop"), false);
  if (event.dataTransfer.files.length > 0) read(event.dataTransfer.files[0]);
});

start();
