// Functions that the tests of the form run inside the page. Each function stands alone, since it is sent there as text.

/** Drops a file on the page. */
export const drop = ([name, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  for (const type of ["dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }
};

/** Drops the model of each vector, types its account, and compares what is shown. What cannot be typed is left out. */
export const fillVectors = async (vectors) => {
  const until = async (holds) => {
    for (let i = 0; !holds(); i++) {
      if (i > 60_000) throw new Error("it took too long");
      await new Promise((done) => setTimeout(done, 1));
    }
  };
  const put = (input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const tick = (input) => {
    if (!input.checked) input.click();
  };
  const isDay = (value) => /^\d{4}-\d{2}-\d{2}$/.test(value);
  const isText = (value) => typeof value === "string" && !/[\n\r]/.test(value);
  const list = (value) => Array.isArray(value) && value.every((item) => isText(item) && item.trim() === item && item !== "" && !item.includes(","));
  const fits = {
    number: (value, { written }) => (typeof value === "number" && written === null) || isText(value),
    text: (value, { values }) => isText(value) && (values.length === 0 || values.includes(value)),
    bool: (value) => typeof value === "boolean",
    date: (value) => isDay(value) && value >= "1000",
    set: (value, { values }) => list(value) && (values.length === 0 || value.every((item) => values.includes(item))),
    events: (value) => Array.isArray(value) && value.every((one) => one && isText(one.event) && one.event.trim() && isDay(one.on) && one.on >= "1000" && Object.keys(one).every((key) => ["event", "on", "count"].includes(key)) && ["number", "undefined"].includes(typeof one.count)),
  };
  const type = {
    number: (box, value) => put(box.querySelector("input"), String(value)),
    text: (box, value) => put(box.querySelector("input, select"), value),
    bool: (box, value) => tick(box.querySelector(`input[value=${value}]`)),
    date: (box, value) => put(box.querySelector("input"), value),
    set: (box, value) => {
      if (value.length === 0) return tick(box.querySelector("input[value=none]"));
      const boxes = [...box.querySelectorAll("input[type=checkbox]")].slice(0, -1);
      if (boxes.length > 0) return boxes.filter((one) => value.includes(one.value)).forEach(tick);
      return put(box.querySelector("input[type=text]"), `${value.join(",")},`);
    },
    events: (box, value) => {
      if (value.length === 0) return tick(box.querySelector("input[value=none]"));
      for (const { event, on, count } of value) {
        [...box.querySelectorAll("button")].at(-1).click();
        const inputs = box.querySelector("li:last-child").querySelectorAll("input");
        put(inputs[0], event);
        put(inputs[1], on);
        if (count !== undefined) put(inputs[2], String(count));
      }
    },
  };
  const { Model } = await import("./pkg/browser.js");
  const wrong = [];
  let ran = 0;
  for (const [place, vector] of vectors.entries()) {
    const given = { ...vector.model, name: `${vector.model.name} ${place}` };
    const model = await Model.load(given);
    const attributes = new Map(model.attributes.map((attribute) => [attribute.name, attribute]));
    model.free();
    // A field that is empty is absent: what a blank is known to be cannot be typed.
    const isBlank = (value) => value === null || (typeof value === "string" && value.trim() === "");
    const entries = Object.entries(vector.account).filter(([name, value]) => value !== null || attributes.get(name)?.blank);
    const canType = ([name, value]) => {
      const attribute = attributes.get(name);
      if (attribute?.blank && isBlank(value)) return false;
      return attribute !== undefined && attribute.formula === null && fits[attribute.type](value, attribute);
    };
    const issues = JSON.parse(vector.assessment).issues;
    if (!entries.every(canType) || issues.length > 0) continue;
    ran += 1;
    put(document.querySelector("#as-of"), vector.as_of);
    document.querySelector("#reset").click();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([JSON.stringify(given)], "vector.json"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    await until(() => document.querySelector("#name").textContent.endsWith(` ${place}`));
    for (const [name, value] of entries) {
      const box = [...document.querySelectorAll(".question")].find(({ dataset }) => dataset.attribute === name);
      type[attributes.get(name).type](box, value);
    }
    const whole = JSON.parse(vector.assessment);
    for (const { icp, score, status } of whole.icps) {
      const card = [...document.querySelectorAll(".card")].find(({ dataset }) => dataset.icp === icp);
      const shown = [card.querySelector(".score").textContent, card.querySelector(".status").dataset.status];
      const expected = [score === null ? "–" : String(score), status];
      if (String(shown) !== String(expected)) wrong.push(`${vector.name}: ${icp}: ${shown}, not ${expected}`);
    }
    const { decided } = JSON.parse(vector.questions);
    if (document.querySelector("#summary").dataset.decided !== String(decided)) wrong.push(`${vector.name}: decided`);
  }
  return { ran, wrong };
};

/** Texts that stand out too little from what is behind them. */
export const lowContrast = () => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = rgba(getComputedStyle(one).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== "");
    const isField = element.matches("input, select");
    if ((!hasText && !isField) || !element.checkVisibility() || element.closest(".hidden")) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(rgba(style.color)), light(behind(element))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (isLarge ? 3 : 4.5)) found.push(`${element.className || element.tagName}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(found)];
};
