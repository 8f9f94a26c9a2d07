// A program that uses every type; it only has to compile.
import { AccountError, explain, load, Model, ModelError } from "icp-wasm";
import type { Account, Assessment, AssessmentData, Condition, Finding, ModelDocument, SourceDocument, SourceNote } from "icp-wasm";

const condition: Condition = { employees: { gte: 20 }, any: [{ country: "DE" }, { not: { industry: { in: "$bad" } } }] };
const document: ModelDocument = {
  format: "icp/1",
  name: "sample",
  attributes: { employees: { type: "number", min: 0 }, country: { type: "text" }, visits: { type: "events" } },
  exclusions: [{ id: "small", reason: "too small", when: condition, if_unknown: "hold" }],
  icps: [
    {
      id: "only",
      fit: {
        scale: { points: { base: 10 } },
        criteria: [
          { id: "size", bands: [{ when: { employees: { between: [5, 10] } }, points: 3 }] },
          { use: "shared", weight: 2 },
          { id: "visits", decay: { attribute: "visits", points: { demo: 3 }, half_life: "30 days" } },
        ],
        tiers: [{ id: "A", from: 5, requires: ["size"] }, { id: "B" }],
      },
    },
  ],
};

export const use = async (text: string): Promise<number> => {
  await load();
  using model: Model = await Model.load(text, { details: "later", words: "no" });
  await model.loadWords();
  const page: string = model.describe("page");
  const changed: Model = await model.replace({ weights: { size: 5 }, version: "2" });
  const { model: left, also } = await (await changed.withLists({ named: ["a", 5] })).without("size");
  const again = Model.fromObject(document);
  const written: SourceDocument = { format: "icp-source/1", name: "crm", columns: { "# Staff": "employees" }, attributes: { employees: { blank: 0, written: { thousands: "," } } } };
  const crm: Model = await again.withSource(written);
  const source: SourceNote | null = crm.source;
  // @ts-expect-error: a source file has no icps.
  await crm.withSource({ format: "icp-source/1", name: "crm", icps: [] });
  const account: Account = { employees: 5, country: "DE", tools: new Set(["a"]), visits: [{ event: "demo", on: new Date() }] };
  try {
    const assessment: Assessment = model.score(account, { asOf: "2026-11-21", onInvalid: "missing" });
    const object: AssessmentData = assessment.toObject();
    const findings: Finding[] = again.findings({ asOf: new Date() });
    const words: string = explain(assessment, "html");
    const team: string | undefined = assessment.source?.name ?? source?.name ?? assessment.verdicts["sales"];
    const [low] = assessment.bounds ?? [0, 0];
    // @ts-expect-error: an assessment cannot be changed.
    assessment.score = 5;
    // @ts-expect-error: there is no such format.
    explain(assessment, "pdf");
    return page.length + left.icps.length + also.length + words.length + findings.length + object.icps.length + (team?.length ?? 0) + low;
  } catch (error) {
    if (error instanceof ModelError) return error.problems[0]?.line ?? 0;
    if (error instanceof AccountError) return error.row ?? 0;
    throw error;
  } finally {
    again.free();
  }
};
