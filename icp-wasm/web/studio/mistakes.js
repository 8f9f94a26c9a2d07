// The mistakes of a model that was changed, each with its place in the text.
import { h, show, words } from "../dom.js";

/** Marks a place in the text, and brings it into sight. */
const reveal = (area, text, { line, column }) => {
  const lines = text.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  area.closest("details").open = true;
  area.focus();
  area.setSelectionRange(start + column - 1, start + (lines[line - 1]?.length ?? 0));
  const height = parseFloat(getComputedStyle(area).lineHeight) || 20;
  area.scrollTop = Math.max(0, (line - 4) * height);
};

/** Lists the mistakes; the model that was open stays in use. */
export const tellMistakes = (place, area, { of, error }, text, isKept) => {
  const problems = error.problems ?? [];
  const number = problems.length + (error.more ?? 0);
  const much = number === 0 ? error.message : number === 1 ? "1 mistake" : `${number} mistakes`;
  const items = problems.map(({ code, path, line, column, message, help }) => {
    const place = line === null ? path || "the model" : `Line ${line}, column ${column}`;
    const button = h("button", { type: "button", className: "link" }, place);
    const isInText = of === "model" && line !== null && area.value === text;
    button.addEventListener("click", () => reveal(area, text, { line, column }));
    return h("li", { "data-code": code },
      h("p", { className: "where" }, isInText ? button : place, line !== null && path ? ` · ${path}` : "", " · ", h("code", {}, code)),
      h("p", {}, ...words(message), help ? h("span", { className: "muted" }, " (", ...words(help), ")") : null));
  });
  place.replaceChildren(
    h("h2", { id: "mistakes-title" }, of === "source" ? `The columns cannot be read so: ${much}` : `This is no model yet: ${much}`),
    h("p", { className: "muted" }, isKept ? "The counts are those of the last model without mistakes." : ""),
    h("ol", { className: "list" }, ...items),
  );
  show(place, true);
};
