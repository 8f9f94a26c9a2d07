import type { Model } from "./shared/index.js";

export * from "./shared/index.js";

declare module "./shared/index.js" {
  interface Model {
    /**
     * The model with other weights, bounds of tiers or another version; a source file stays applied. A name is the id of a
     * criterion or a tier in every scorecard that has it, or `icp/id` for one icp. Rejects with a `ModelError` for a name that no
     * scorecard has, and with the mistakes of the model that would come out. The first call fetches what changes models.
     */
    replace(changes: { weights?: Record<string, number>; tiers?: Record<string, number>; version?: string }): Promise<Model>;
    /**
     * The model with other entries in some of its named lists, such as the accounts that sales named this quarter. The document and the
     * fingerprint stay; assessments say in `model.lists` which lists were given. Rejects with a `ModelError` for a list that the model
     * does not have, and with the mistakes of the model with these entries, such as a list without any.
     */
    withLists(lists: Record<string, readonly (string | number)[]>): Promise<Model>;
    /**
     * The model without a criterion, `id` or `icp/id`, and in words what else had to be taken out with it. Rejects with a `ModelError`
     * for a name that no scorecard has, and where it is the only criterion of one.
     */
    without(criterion: string): Promise<{ model: Model; also: string[] }>;
  }
}
