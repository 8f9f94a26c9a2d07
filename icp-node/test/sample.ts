// A program that uses what only this package has; it only has to compile. The rest is in icp-js/test/sample.ts.
import { AccountError, BatchError, Model, init } from "icp-node";
import type { ArrowBytes, Assessment, Finding, InvalidValues, Notice, TableOptions } from "icp-node";

export const use = async (table: ArrowBytes, signal: AbortSignal): Promise<number> => {
  using model: Model = Model.fromFile("model.yaml");
  const again: Model = Model.fromYaml(model.toJsonText());
  const options: TableOptions = { asOfColumn: "day", missingColumns: "unknown", keep: true, prefix: "icp_", threads: 2, allowEmptyColumns: ["arr"] };
  try {
    const now: Uint8Array = model.scoreBatch(table, options);
    const later: Uint8Array = await model.scoreBatchAsync(table, { ...options, signal, onProgress: (rows) => rows.toFixed() });
    const notices: readonly Notice[] = model.scoreBatch(table, options).notices;
    const issues: InvalidValues[] = notices.flatMap((notice) => notice.issues);
    const one: Assessment[] = again.scoreBatch([{ employees: 5 }], { asOf: new Date() });
    const two: Assessment[] = await again.scoreBatchAsync([{ employees: 5 }], { signal });
    const first: string = init({ size: Float64Array.of(5), country: ["US"] }, { name: "first" });
    const findings: Finding[] = Model.fromYaml(first).checkAccounts([{ size: 5 }], { asOf: "2026-11-21", id: "vat" });
    const { model: left } = again.replace({ tiers: { A: 5 } }).withLists({}).without("size");
    // @ts-expect-error: a column is a list.
    init({ size: 5 });
    // @ts-expect-error: rows have no columns.
    await again.scoreBatchAsync([{ employees: 5 }], { keep: true });
    // @ts-expect-error: a path is text or a URL.
    Model.fromFile(5);
    return left.icps.length + findings.length + issues.length + now.length + later.length + one.length + two.length;
  } catch (error) {
    if (error instanceof BatchError) return error.row ?? 0;
    if (error instanceof AccountError) return error.row ?? 0;
    throw error;
  }
};
