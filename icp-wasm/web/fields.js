// One control for each type of attribute. Each can say that the value is unknown: blank, or nothing chosen.
import { fresh, h } from "./dom.js";

const optional = (text) => (text.trim() === "" ? undefined : text);

/** A control with one label. */
const single = (control, extra) => ({
  control,
  body: h("div", { className: "control" }, control, extra),
  read: () => optional(control.value),
  write: (value) => {
    control.value = value ?? "";
  },
});

const unitOf = ({ unit }) => (unit ? h("span", { className: "unit" }, unit) : null);

const number = (attribute) => {
  // Not a number field: that swallows in silence what it does not take.
  const control = h("input", { type: "text", inputMode: "decimal", id: fresh("number") });
  return single(control, unitOf(attribute));
};

const text = (attribute) => {
  if (attribute.values.length === 0) return single(h("input", { type: "text", id: fresh("text") }), unitOf(attribute));
  const options = attribute.values.map((value) => h("option", { value }, value));
  return single(h("select", { id: fresh("text") }, h("option", { value: "" }, "Not known"), ...options));
};

const date = () => single(h("input", { type: "date", id: fresh("date") }));

const choice = (type, name, value, label, checked = false) => {
  const control = h("input", { type, name, value, checked });
  return { control, element: h("label", { className: "choice" }, control, label) };
};

const bool = () => {
  const name = fresh("bool");
  const choices = [["", "Not known"], ["true", "Yes"], ["false", "No"]].map(([value, label]) =>
    choice("radio", name, value, label, value === ""),
  );
  return {
    group: true,
    control: choices[0].control,
    body: h("div", { className: "choices" }, ...choices.map(({ element }) => element)),
    read: () => ({ true: true, false: false })[choices.find(({ control }) => control.checked)?.control.value],
    write: (value) => {
      for (const { control } of choices) control.checked = control.value === String(value ?? "");
    },
  };
};

/** A box that says that there is none, which is known; ticking it and giving one exclude each other. */
const none = (label, clear) => {
  const { control, element } = choice("checkbox", fresh("none"), "none", label);
  control.addEventListener("input", () => {
    if (control.checked) clear();
  });
  return { control, element };
};

const checkboxes = ({ values }) => {
  const name = fresh("set");
  const boxes = values.map((value) => choice("checkbox", name, value, value));
  const clear = () => boxes.forEach(({ control }) => (control.checked = false));
  const empty = none("None of these", clear);
  for (const { control } of boxes) control.addEventListener("input", () => (empty.control.checked = false));
  return {
    group: true,
    control: boxes[0].control,
    body: h("div", { className: "choices" }, ...[...boxes, empty].map(({ element }) => element)),
    read: () => {
      const chosen = boxes.filter(({ control }) => control.checked).map(({ control }) => control.value);
      return chosen.length > 0 || empty.control.checked ? chosen : undefined;
    },
    write: (value) => {
      for (const { control } of boxes) control.checked = value?.includes(control.value) ?? false;
      empty.control.checked = value?.length === 0;
    },
  };
};

const tokens = (attribute, title, changed) => {
  let items = [];
  const hint = h("span", { className: "muted", id: fresh("hint") }, "Enter or comma adds");
  const control = h("input", { type: "text", id: fresh("set"), "aria-label": `Add to ${title}`, "aria-describedby": hint.id });
  const list = h("ul", { className: "tokens", "aria-label": title });
  const empty = none("None", () => {
    items = [];
    control.value = "";
    draw();
  });
  const draw = () => list.replaceChildren(...items.map(token));
  const token = (item) => {
    const remove = h("button", { type: "button", "aria-label": `Remove ${item}` }, "×");
    remove.addEventListener("click", () => {
      items = items.filter((other) => other !== item);
      draw();
      control.focus();
      changed();
    });
    return h("li", {}, h("span", {}, item), remove);
  };
  const written = () => control.value.split(",").map((item) => item.trim()).filter(Boolean);
  // Not when the focus leaves: what one is about to click would move away. Text that was not added counts all the same.
  const take = () => {
    items = [...new Set([...items, ...written()])];
    control.value = "";
    draw();
  };
  control.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take();
    if (event.key === "Backspace" && control.value === "" && items.length > 0) {
      items.pop();
      draw();
      changed();
    }
  });
  control.addEventListener("input", () => {
    empty.control.checked = false;
    if (control.value.includes(",")) take();
  });
  return {
    group: true,
    control,
    body: h("div", {}, list, h("div", { className: "control" }, control, hint), empty.element),
    read: () => {
      const all = [...new Set([...items, ...written()])];
      return all.length > 0 || empty.control.checked ? all : undefined;
    },
    write: (value) => {
      items = [...(value ?? [])];
      control.value = "";
      empty.control.checked = value?.length === 0;
      draw();
    },
  };
};

const events = (attribute, title, changed) => {
  let rows = [];
  const list = h("ul", { className: "events", "aria-label": title });
  const add = h("button", { type: "button" }, "Add an event");
  const empty = none("Nothing happened", () => {
    rows = [];
    list.replaceChildren();
  });
  const row = ({ event = "", on = "", count = "" } = {}) => {
    const part = (label, properties) => {
      const input = h("input", properties);
      return { input, element: h("label", {}, h("span", {}, label), input) };
    };
    const parts = {
      event: part("Event", { type: "text", value: event }),
      on: part("Day", { type: "date", value: on }),
      count: part("Times", { type: "text", inputMode: "numeric", value: String(count), placeholder: "1" }),
    };
    const remove = h("button", { type: "button", "aria-label": "Remove this event" }, "×");
    const elements = Object.values(parts).map(({ element }) => element);
    const made = { parts, element: h("li", {}, ...elements, remove) };
    remove.addEventListener("click", () => {
      rows = rows.filter((other) => other !== made);
      made.element.remove();
      add.focus();
      changed();
    });
    rows.push(made);
    list.append(made.element);
    empty.control.checked = false;
    return made;
  };
  add.addEventListener("click", () => {
    row().parts.event.input.focus();
    changed();
  });
  return {
    group: true,
    control: add,
    body: h("div", {}, list, h("div", { className: "choices" }, add, empty.element)),
    read: () => {
      const whole = rows.flatMap(({ parts: { event, on, count } }) => {
        if (!event.input.value.trim() || !on.input.value) return [];
        const times = optional(count.input.value);
        // A text that is no number goes over as it is, so that the model says so.
        const number = times === undefined || Number.isNaN(Number(times)) ? times : Number(times);
        return [{ event: event.input.value, on: on.input.value, ...(number === undefined ? {} : { count: number }) }];
      });
      return whole.length > 0 || empty.control.checked ? whole : undefined;
    },
    write: (value) => {
      rows = [];
      list.replaceChildren();
      value?.forEach((event) => row(event));
      empty.control.checked = value?.length === 0;
    },
  };
};

const set = (attribute, title, changed) =>
  attribute.values.length > 0 ? checkboxes(attribute) : tokens(attribute, title, changed);

const KINDS = { number, text, bool, date, set, events };

/** The control of an attribute; `changed` is called for changes that raise no event of their own. */
export const fieldOf = (attribute, title, changed) => KINDS[attribute.type](attribute, title, changed);
