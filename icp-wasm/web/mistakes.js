// The mistakes of a model that was refused, and the findings about one that was taken.
import { h, say, show, words } from "./dom.js";

const WIDEST = 72;

/** The line of a mistake and a caret below its column; a long line is cut around it. */
const snippet = (lines, { line, column }) => {
  const text = lines[line - 1];
  if (text === undefined) return null;
  const characters = [...text];
  const from = column > WIDEST - 12 ? column - 24 : 0;
  const part = characters.slice(from, from + WIDEST);
  const before = characters.slice(from, column - 1).map((character) => (character === "\t" ? "\t" : " "));
  const caret = h("span", { "aria-hidden": "true" }, `\n${" ".repeat(from > 0 ? 2 : 0)}${before.join("")}^`);
  return h("pre", { tabIndex: 0, "aria-label": `Line ${line}` }, `${from > 0 ? "… " : ""}${part.join("")}`, caret);
};

const whereOf = ({ line, column, path }) => {
  const place = line === null ? null : `Line ${line}, column ${column}`;
  return [place, path].filter(Boolean).join(" · ");
};

const messageOf = ({ message, help }) =>
  h("p", {}, ...words(message), help ? h("span", { className: "help" }, " (", ...words(help), ")") : null);

const problemOf = (lines) => (problem) =>
  h(
    "li",
    {},
    h("p", { className: "where" }, whereOf(problem)),
    messageOf(problem),
    problem.line === null ? null : snippet(lines, problem),
  );

/** Lists the mistakes of a text; the focus goes there, since that is what the user asked for. */
export const tellMistakes = (place, { name, text, error, kept }) => {
  const problems = error.problems ?? [];
  const count = problems.length + (error.more ?? 0);
  const much = count === 0 ? error.message : count === 1 ? "1 mistake" : `${count} mistakes`;
  const title = h("h2", { id: "mistakes-title", tabIndex: -1 }, `${name} was not taken: ${much}`);
  const close = h("button", { type: "button" }, "Close");
  close.addEventListener("click", () => {
    show(place, false);
    document.getElementById("file").focus();
  });
  const lines = text.split(/\r\n|[\n\r]/);
  place.replaceChildren(
    h("div", { className: "title" }, title, close),
    kept === undefined ? "" : h("p", { className: "muted" }, `The form still uses ${kept}.`),
    h("ol", {}, ...problems.map(problemOf(lines))),
    error.more > 0 ? h("p", {}, `and ${error.more} more`) : "",
  );
  show(place, true);
  title.focus();
};

/** The findings, each time they are asked for. */
export const tellFindings = (box, findings) => {
  const place = box.lastElementChild;
  if (findings.length === 0) return say(place, "Nothing to report: every part of this model can have an effect.");
  const items = findings.map(({ severity, path, message, help }) =>
    h(
      "li",
      { "data-severity": severity },
      h("p", { className: "where" }, [severity, path].filter(Boolean).join(" · ")),
      messageOf({ message, help }),
    ),
  );
  place.replaceChildren(h("ul", {}, ...items));
};
