// The demo form in headless Chromium: what one types, sees, hears and drops.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { Model } from "icp-wasm";
import { chromium } from "playwright-core";
import { serve } from "../web/serve.mjs";
import { drop, fillVectors, lowContrast } from "../../icp-js/test/form-page.mjs";

const root = new URL("../../", import.meta.url);
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const DAY = "2026-11-21";
const DEMO = readFileSync(new URL("icp-wasm/web/model.json", root), "utf8");
const PHONE = { width: 360, height: 740 };

const HOSTILE = {
  format: "icp/1",
  name: "hostile",
  attributes: {
    kind: { type: "text", title: "<img src=x onerror=alert(1)>", description: "<b>bold</b>", values: ["<script>", "b"], unit: "<i>" },
    words: { type: "set", title: `${"averylongwordwithoutanyspace".repeat(6)}` },
  },
  exclusions: [{ id: "out", reason: "<u>out</u>", when: { kind: "b" } }],
  icps: [{ id: "one", name: "<h1>one</h1>", fit: { criteria: [{ id: "k", fit: { kind: "<script>" } }, { id: "w", fit: { words: { has: "<s>" } } }], tiers: [{ id: "A", verdicts: { "<q>": "<em>" } }] } }],
};

describe("the form", { timeout: 900_000, skip: !CHROMIUM && !process.env.CI && "no Chromium found" }, () => {
  let browser;
  let server;
  let address;
  let pages = [];

  /** A new page, of which nothing may be complained about and which may ask nobody else. */
  const open = async (options = {}, hash = "", prepare = () => {}) => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
    const page = await context.newPage();
    const seen = { page, complaints: [], urls: [] };
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && seen.complaints.push(message.text()));
    page.on("pageerror", (error) => seen.complaints.push(String(error)));
    page.on("dialog", (dialog) => seen.complaints.push(`a dialog: ${dialog.message()}`) && dialog.dismiss());
    page.on("request", (request) => seen.urls.push(request.url()));
    pages.push(seen);
    await prepare(page);
    await page.goto(address + hash);
    await page.locator("#summary").waitFor();
    await page.locator("#as-of").fill(DAY);
    return page;
  };
  const give = (page, name, content) =>
    page.locator("#file").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
  const score = (page) => page.locator("#summary .score").textContent();
  const question = (page, name) => page.locator(`[data-attribute="${name}"].question`);

  before(async () => {
    ({ server, address } = await serve(0));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });

  after(async () => {
    await browser?.close();
    server?.close();
    server?.closeAllConnections();
  });

  const form = (name, work) =>
    test(name, { timeout: 120_000 }, async () => {
      pages = [];
      await work();
      for (const { page, complaints, urls } of pages) {
        assert.deepEqual(complaints, []);
        assert.deepEqual(urls.filter((url) => !url.startsWith(address) && !url.startsWith("data:")), []);
        await page.context().close();
      }
    });

  form("shows the score before its words have come", async () => {
    const page = await open();
    let release;
    const held = new Promise((done) => (release = done));
    await page.route("**/small/details.wasm", async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
    await page.locator("#early").waitFor();
    assert.equal(await page.locator("#summary").isVisible(), false);
    const early = await page.locator("#early").textContent();
    release();
    await page.locator("#summary").waitFor();
    assert.equal(await page.locator("#early").isVisible(), false);
    assert.ok(early.startsWith(await page.locator("#summary .status").first().textContent()), early);
  });

  form("scores while it is typed, as the package in Node does", async () => {
    const page = await open();
    const model = Model.fromJson(DEMO);
    const account = {};
    const same = async () => {
      const assessment = model.score(account, { asOf: DAY });
      assert.equal(await score(page), assessment.score === null ? "–" : String(assessment.score));
      const shown = assessment.icps.find(({ icp }) => icp === assessment.icp);
      assert.equal(await page.locator("#summary").getAttribute("data-status"), shown.status);
      assert.equal(await page.locator("#summary h2").textContent(), shown.name);
      for (const icp of assessment.icps) {
        const label = await page.locator(`[data-icp="${icp.icp}"] .bar`).getAttribute("aria-label");
        for (const number of [icp.score ?? "no score", ...icp.bounds]) assert(label.includes(String(number)), label);
        for (const verdict of Object.values(icp.verdicts)) {
          assert((await page.locator(`[data-icp="${icp.icp}"]`).textContent()).includes(verdict), verdict);
        }
      }
      const next = model.nextQuestions(account, { asOf: DAY });
      // Once it is decided none is marked, which would be waited for.
      if (next.decided) return;
      assert.equal(await page.locator('[data-matters="first"]').getAttribute("data-attribute"), next.questions[0].attribute);
    };
    await same();
    for (const [name, value, act] of [
      ["employees", "120", (q) => q.getByRole("textbox").pressSequentially("120")],
      ["support_team", "12", (q) => q.getByRole("textbox").pressSequentially("12")],
      ["industry", "Software", (q) => q.getByRole("combobox").selectOption("Software")],
      ["channels", ["e-mail", "chat"], async (q) => (await q.getByLabel("e-mail").check(), await q.getByLabel("chat").check())],
      ["tools", ["Zendesk", "Shopify"], (q) => q.getByRole("textbox").pressSequentially("Zendesk, Shopify")],
      ["has_budget", true, (q) => q.getByLabel("Yes").check()],
      ["tool_bought_on", "2020-05-01", (q) => q.locator("input").fill("2020-05-01")],
      ["country", "Germany", (q) => q.getByRole("combobox").selectOption("Germany")],
    ]) {
      await act(question(page, name));
      account[name] = value;
      await same();
    }
    const visits = question(page, "visits");
    await page.evaluate(() => (document.querySelector("#folded").open = true));
    await visits.getByRole("button", { name: "Add an event" }).click();
    await visits.getByLabel("Event", { exact: true }).fill("demo asked");
    await visits.getByLabel("Day").fill("2026-11-01");
    account.visits = [{ event: "demo asked", on: "2026-11-01" }];
    await same();
    await question(page, "channels").getByLabel("None of these").check();
    account.channels = [];
    await same();
    assert.equal(await question(page, "channels").getByLabel("chat").isChecked(), false);
    await page.locator("#reset").click();
    Object.keys(account).forEach((name) => delete account[name]);
    await same();
  });

  form("shows each value beside what is wanted, labels, and what would bring it to the next tier", async () => {
    const page = await open();
    const labelled = JSON.parse(DEMO);
    labelled.icps[0].labels = [{ id: "wave", name: "Wave", first: [{ when: { support_team: { gte: 4 } }, say: "first" }] }, { id: "none", first: [{ when: { support_team: 0 }, say: "never" }] }];
    await page.evaluate(drop, ["labelled.json", JSON.stringify(labelled)]);
    await page.locator("#toast").filter({ hasText: "labelled.json is in use" }).waitFor();
    const account = { country: "Germany", employees: 12000, support_team: 12, industry: "Finance", channels: ["e-mail", "chat"], has_budget: false, tool_bought_on: "2026-05-01" };
    await question(page, "country").getByRole("combobox").selectOption("Germany");
    await question(page, "employees").getByRole("textbox").fill("12000");
    await question(page, "support_team").getByRole("textbox").fill("12");
    await page.evaluate(() => (document.querySelector("#folded").open = true));
    await question(page, "channels").getByLabel("e-mail").check();
    await question(page, "channels").getByLabel("chat").check();
    await question(page, "has_budget").getByLabel("No", { exact: true }).check();
    await question(page, "tool_bought_on").locator("input").fill("2026-05-01");
    await question(page, "industry").getByRole("combobox").selectOption("Finance");
    const model = Model.fromObject(labelled);
    const assessment = model.score(account, { asOf: DAY });
    const card = page.locator('[data-icp="growing-team"]');
    await card.locator("summary").click();
    const rows = await card.locator("tbody tr").evaluateAll((all) => all.map((row) => [...row.querySelectorAll("th, .value, .wanted, .number")].map(({ textContent }) => textContent)));
    const points = (number) => String(Math.round(number * 100) / 100);
    const values = ["12 people", "Finance", "e-mail and chat", "2026-05-01", "no"];
    assert.deepEqual(rows, assessment.icps[0].criteria.map(({ name, wanted, contribution, max_contribution: most }, at) =>
      [name, values[at], `wanted: ${wanted}`, `${points(contribution)} of ${points(most)}`]));
    assert.equal(await page.locator('[data-icp="shop"] tbody .value').nth(1).textContent(), "12,000 people");
    assert.deepEqual(await page.locator("#summary .labels").allTextContents(), ["Wavefirst"]);

    const next = assessment.icps[0].to_next_tier;
    const { sets } = await model.changes(account, { tier: next.tier, icp: "growing-team" }, { asOf: DAY });
    assert(sets.length > 0);
    const way = page.locator("#summary .way");
    await way.locator("li").first().waitFor();
    assert.match(await way.textContent(), new RegExp(`^${points(next.short)} points short of Tier ${next.tier}`));
    const lines = await way.locator("li").allTextContents();
    const titles = new Map(model.attributes.map(({ name, title }) => [name, title]));
    for (const [at, { changes, score }] of sets.slice(0, 3).entries()) {
      for (const { attribute, to } of changes) assert(lines[at].includes(`${titles.get(attribute)}: ${to} (now `), lines[at]);
      assert(lines[at].endsWith(`then ${points(score)} points`), lines[at]);
    }
    const { attribute, to } = sets[0].changes[0];
    await page.locator("#live").filter({ hasText: `${titles.get(attribute)}: ${to}` }).waitFor({ state: "attached" });
    assert.match(await page.locator("#live").textContent(), new RegExp(`would make it tier ${next.tier}\\.`));

    // What it says holds: with the example the form is in that tier.
    const only = sets.find(({ changes }) => changes.length === 1 && changes[0].attribute === "industry") ?? sets.find(({ changes }) => changes.some((change) => change.attribute === "industry"));
    assert(only, JSON.stringify(sets));
    const changed = model.score({ ...account, ...Object.fromEntries(only.changes.map(({ attribute, example }) => [attribute, example])) }, { asOf: DAY });
    assert.equal(changed.tier, next.tier);

    await question(page, "industry").getByRole("combobox").selectOption("Public sector");
    const held = card.locator(".exclusions .holds");
    const [note] = model.score({ ...account, industry: "Public sector" }, { asOf: DAY }).icps[0].exclusions;
    const told = await held.textContent();
    assert(told.includes(`out where ${note.when}`) && told.includes(`it would not hold with Industry ${note.lift[0].words}`), told);
    const lifted = await model.changes({ ...account, industry: "Public sector" }, { status: "qualified" }, { asOf: DAY });
    const shown = await page.locator("#summary .way").textContent();
    assert.equal(shown.includes("would make it qualify:"), lifted.sets.length > 0, shown);
    await page.locator("#reset").click();
    assert.equal(await way.isVisible(), false, "nothing is known, so there is no way to tell");
  });

  form("says the way without the search when it does not come", async () => {
    const page = await open({}, "", (page) => page.route("**/small/changes.wasm", (route) => route.fulfill({ status: 200, contentType: "text/plain", body: "no module" })));
    await question(page, "industry").getByRole("combobox").selectOption("Software");
    await question(page, "support_team").getByRole("textbox").fill("200");
    await page.locator("#summary .way").filter({ hasText: "nough" }).waitFor();
    assert.match(await page.locator("#summary .way").textContent(), /points short of Tier .*(Enough alone|Could be enough): .*Size of the team/);
    assert.equal(await page.locator("#summary .way li").count(), 0);
  });

  form("shows what the vectors say", async () => {
    const page = await open();
    const { vectors } = JSON.parse(readFileSync(new URL("target/native.json", root), "utf8"));
    // Regular expressions take the larger build, which is there once YAML was read. A form reads by its model, by no source file and no given lists.
    const { ran, wrong } = await page.evaluate(fillVectors, vectors.filter(({ refusal, source, lists }) => refusal === null && !source && !lists));
    assert.deepEqual(wrong, []);
    console.log(`# ${ran} of ${vectors.length} vectors were typed into the form; the others hold what cannot be typed`);
    assert(ran > 600, `only ${ran}`);
  });

  form("is used with the keyboard alone, and keeps the focus", async () => {
    const page = await open();
    const { keyboard } = page;
    const tabTo = async (words) => {
      for (let i = 0; i < 60; i++) {
        await keyboard.press("Tab");
        if (await page.evaluate((words) => document.activeElement.closest(".question")?.textContent.startsWith(words), words)) return;
      }
      assert.fail(`no way to ${words}`);
    };
    const focused = () => page.evaluate(() => document.activeElement.closest(".question")?.dataset.attribute);
    await page.locator("#next button").focus();
    await keyboard.press("Enter");
    assert.equal(await focused(), await page.locator('[data-matters="first"]').getAttribute("data-attribute"));
    await page.locator("#next button").focus();
    await tabTo("Country");
    await keyboard.type("Ger");
    await tabTo("Employees");
    await keyboard.type("80");
    await tabTo("People who");
    await keyboard.type("4");
    await tabTo("Industry");
    await keyboard.type("Onl");
    await tabTo("Channels");
    await keyboard.press("Space");
    await keyboard.press("Tab");
    await keyboard.press("Space");
    await tabTo("Tools");
    await keyboard.type("Magento");
    await keyboard.press("Enter");
    assert.equal(await focused(), "tools");
    await tabTo("Budget");
    await keyboard.press("ArrowDown");
    const model = Model.fromJson(DEMO);
    const account = { country: "Germany", employees: 80, support_team: 4, industry: "Online retail", channels: ["e-mail", "phone"], tools: ["Magento"], has_budget: true };
    assert.equal(await score(page), String(model.score(account, { asOf: DAY }).score));
    await page.locator("#live").filter({ hasText: "Qualified" }).waitFor();
    // A group that folds away while it holds the focus waits until the focus has left.
    await question(page, "country").getByRole("combobox").focus();
    await page.locator("#reset").click();
    await question(page, "employees").getByRole("textbox").focus();
    await question(page, "country").getByRole("combobox").selectOption("another");
    await question(page, "employees").getByRole("textbox").focus();
    await question(page, "employees").getByRole("textbox").fill("5");
    await keyboard.press("Backspace");
    assert.equal(await focused(), "employees");
    assert.equal(await page.locator("#questions [data-attribute=employees]").count(), 1);
    await question(page, "country").getByRole("combobox").focus();
    await page.locator("#folded [data-attribute=employees]").waitFor({ state: "attached" });
  });

  form("says when it is decided, and folds away what no longer matters", async () => {
    const page = await open();
    assert.equal(await page.locator("#folded").isVisible(), false);
    assert.match(await page.locator("#summary").textContent(), /Open: \d questions could change the decision/);
    await question(page, "country").getByRole("combobox").selectOption("another");
    await page.locator("#as-of").focus();
    assert.match(await page.locator("#summary").textContent(), /Excluded.*no support in their language yet.*Decided/);
    assert.equal(await page.locator("#next").isVisible(), false);
    await page.locator("#folded summary").filter({ hasText: "8 questions no longer matter" }).waitFor();
    assert.deepEqual(await page.locator("#questions .question").count(), 1);
    await page.locator("#live").filter({ hasText: "Decided" }).waitFor({ state: "attached" });
    await question(page, "country").getByRole("combobox").selectOption("France");
    const order = await page.locator("#questions .question").evaluateAll((all) => all.map(({ dataset }) => dataset.attribute));
    assert.deepEqual(order, Object.keys(JSON.parse(DEMO).attributes));
    assert.equal(await page.locator("#folded").isVisible(), false);
  });

  form("tells what a value should have been, and counts it as unknown", async () => {
    const page = await open();
    const employees = question(page, "employees");
    const before = await score(page);
    for (const wrong of ["many", "1e999", "1,000"]) {
      await employees.getByRole("textbox").fill(wrong);
      assert.match(await employees.locator(".wrong").textContent(), /^Expected .*found .*counts as not known/);
      assert.equal(await employees.getByRole("textbox").getAttribute("aria-invalid"), "true");
      assert.equal(await score(page), before);
    }
    await employees.getByRole("textbox").fill("-3");
    assert.equal(await employees.locator(".wrong").textContent(), "Outside of the usual range; it counts all the same.");
    await employees.getByRole("textbox").fill("3");
    assert.equal(await employees.locator(".wrong").isVisible(), false);
  });

  form("takes another model, tells the mistakes of a bad one, and then still works", async () => {
    const page = await open();
    await question(page, "employees").getByRole("textbox").fill("77");
    const bad = "format: icp/1\nname: bad\natributes: {}\nicps:\n  - id: a\n    fit:\n      criteria:\n\t- x\n";
    await page.evaluate(drop, ["bad.yaml", bad]);
    const mistakes = page.locator("#mistakes");
    await mistakes.waitFor();
    assert.match(await mistakes.textContent(), /bad\.yaml was not taken: 1 mistake.*still uses support-desk-buyers.*Line 8, column 2 /);
    assert.equal(await page.evaluate(() => document.activeElement.id), "mistakes-title");
    await page.evaluate(drop, ["typo.json", DEMO.replace('"weight": 4', '"wieght": 4').replace('"from": 75', '"from": "x"')]);
    await mistakes.filter({ hasText: "typo.json was not taken: 2 mistakes" }).waitFor();
    const told = await mistakes.textContent();
    const line = DEMO.split("\n").findIndex((text) => text.includes('"weight": 4')) + 1;
    assert(told.includes(`Line ${line}, column `) && told.includes("did you mean weight?"), told);
    const [first, caret] = (await mistakes.locator("pre").first().textContent()).split("\n");
    assert(first.slice(caret.indexOf("^")).startsWith('"wieght"'), `${first}\n${caret}`);
    await question(page, "support_team").getByRole("textbox").fill("10");
    assert.equal(await page.locator('[data-icp="growing-team"] .score').textContent(), "40");
    await mistakes.getByRole("button", { name: "Close" }).click();
    assert.equal(await mistakes.isVisible(), false);

    await give(page, "acme-gtm.yaml", readFileSync(new URL("examples/models/acme-gtm.yaml", root)));
    await page.locator("h1").filter({ hasText: "Acme gtm" }).waitFor();
    assert.equal(await question(page, "employees").getByRole("textbox").inputValue(), "77", "what was answered stays");
    await page.locator("#findings summary").click();
    await page.locator("#findings").filter({ hasText: "revenue_per_head" }).waitFor();
  });

  form("shows what users wrote as text", async () => {
    const page = await open();
    await page.evaluate(drop, ["<img src=x onerror=alert(1)>.json", "{"]);
    await page.locator("#mistakes").waitFor();
    await page.evaluate(drop, ["hostile.json", JSON.stringify(HOSTILE)]);
    await page.locator("h1").filter({ hasText: "Hostile" }).waitFor();
    await page.evaluate(() => (document.querySelector("#folded").open = true));
    await question(page, "kind").getByRole("combobox").selectOption("<script>");
    await question(page, "words").getByRole("textbox").first().pressSequentially("<s>,");
    assert.equal(await score(page), "100");
    assert.equal(await page.locator("main :is(img, script, b, u, i, s, q, em), aside h1").count(), 0);
    for (const words of ["<img src=x onerror=alert(1)>", "<b>bold</b>"]) {
      assert((await question(page, "kind").textContent()).includes(words));
    }
    await page.setViewportSize(PHONE);
    assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it scrolls sideways");
  });

  form("gives its answers to a link", async () => {
    const page = await open();
    await question(page, "support_team").getByRole("textbox").fill("12");
    await question(page, "tools").getByRole("textbox").fill("Zendesk");
    await question(page, "has_budget").getByLabel("No", { exact: true }).check();
    await page.locator("#share").click();
    const shown = await score(page);
    await page.waitForFunction(() => location.hash.length > 1);
    const other = await open({}, new URL(page.url()).hash);
    assert.equal(await score(other), shown);
    assert.equal(await question(other, "has_budget").getByLabel("No", { exact: true }).isChecked(), true);
    for (const broken of ["#%", "#{}", "#null", `#${encodeURIComponent('{"model":5,"account":[]}')}`]) await open({}, broken);
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [{ width: 1200, height: 1000 }, PHONE]) {
      form(`can be read and named: ${colorScheme}, ${viewport.width} wide`, async () => {
        const page = await open({ colorScheme, viewport, reducedMotion: "reduce" });
        await question(page, "employees").getByRole("textbox").fill("many");
        await question(page, "support_team").getByRole("textbox").fill("12");
        await question(page, "tools").getByRole("textbox").fill("Zendesk,");
        await question(page, "visits").getByRole("button", { name: "Add an event" }).click();
        await give(page, "bad.json", DEMO.replace('"weight": 4', '"wieght": 4'));
        await page.locator("#mistakes").waitFor();
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
        assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it scrolls sideways");
        assert.deepEqual(await page.evaluate(lowContrast), []);
        const session = await page.context().newCDPSession(page);
        const { nodes } = await session.send("Accessibility.getFullAXTree");
        const controls = nodes.filter(({ ignored, role }) => !ignored && /^(textbox|combobox|radio|checkbox|button|Date|group|form|complementary|image|DisclosureTriangle)$/.test(role?.value));
        assert(controls.length > 40, `${controls.length} controls`);
        const unnamed = controls.filter(({ name, role }) => !name?.value.trim() && role.value !== "group");
        assert.deepEqual(unnamed.map(({ role }) => role.value), []);
        mkdirSync(new URL("target/form/", root), { recursive: true });
        await page.locator("#mistakes button").click();
        await page.evaluate(() => scrollTo(0, 0));
        const picture = await page.screenshot({ path: new URL(`target/form/${colorScheme}-${viewport.width}.png`, root).pathname });
        assert(picture.length > 10_000);
      });
    }
  }
});
