import type { Account, AccountValue, Assessment, Finding, FindingOptions, ScoreOptions } from "./shared/index.js";

export * from "./shared/index.js";

/** How a table is scored, and what comes back. */
export interface TableOptions extends ScoreOptions {
  /** The column of each row's own day, in place of `asOf`. */
  asOfColumn?: string | undefined;
  /** What a column does that the model asks for and the table does not have: the table is refused, or it is unknown. */
  missingColumns?: "error" | "unknown" | undefined;
  /**
   * Columns (or attributes) of which not one value may be valid. Any other column with two values or more of which not one
   * is valid ends the run with `batch.empty_column`, also where invalid values count as missing: its rules would be
   * switched off.
   */
  allowEmptyColumns?: readonly string[] | undefined;
  /** The given columns before the results. */
  keep?: boolean | undefined;
  /** What stands before the name of each result. */
  prefix?: string | undefined;
  /** `lower` and `upper`; there unless it is false. */
  bounds?: boolean | undefined;
  /** `reason`; there unless it is false. */
  reasons?: boolean | undefined;
  /** What each team is told, as `verdict.sales` and the like. */
  verdicts?: boolean | undefined;
  /** The labels, of the icp that is shown, as `label.plan` and the like. */
  labels?: boolean | undefined;
  /** The answer of every icp, as `mid-market.score` and the like. */
  perIcp?: boolean | undefined;
  /**
   * What is told of every criterion of fit and of intent, as `mid-market.company-size.points` and
   * `mid-market.intent.demo.points` and the like; `true` is the points.
   */
  perCriterion?: boolean | ToldOfCriterion | readonly ToldOfCriterion[] | undefined;
  /**
   * Texts of their own columns, of the icp that is shown: `reasons` (the three largest gains and losses in words), `exclusions`
   * (the ids of all that hold), `missing` (the attributes that would settle what is unknown); `true` is all of them. Each row
   * is then assessed as a whole, which takes many times as long.
   */
  texts?: boolean | TextOfRow | readonly TextOfRow[] | undefined;
  /** The most characters of such a text; 255 when left out, as many fields of a CRM take. */
  maxText?: number | undefined;
  /** Whether each account qualifies, as `qualified`. */
  qualified?: boolean | undefined;
  /**
   * The place of each account among all of the table, 1 first, as `rank`: accounts that qualify, then those that are
   * unqualified, those with insufficient data, and those that are disqualified.
   */
  rank?: boolean | undefined;
  /** At most so many threads; all processors when left out. */
  threads?: number | undefined;
}

/** What an assessment says of a criterion. */
export type ToldOfCriterion = "points" | "rating" | "contribution" | "status" | "label";

/** A text that is made for each row. */
export type TextOfRow = "reasons" | "exclusions" | "missing";

/** How work on another thread is watched and stopped. */
export interface AsyncOptions {
  /** Ends it early: the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Told how many rows are done, now and then and at the end. What it throws ends it. */
  onProgress?: ((rows: number) => void) | undefined;
}

/** Who has the bytes of a table while it is scored. */
export interface TransferOptions {
  /**
   * Gives the bytes away, which saves the time to copy them: the `ArrayBuffer` is empty afterwards, as if posted to a worker.
   * What cannot be given away is copied all the same: shared memory, that of WebAssembly, and small ones of Node's `Buffer`.
   */
  transfer?: boolean | undefined;
}

/** A table in Arrow's stream or file format, such as `tableToIPC(table)` of `apache-arrow` gives. */
export type ArrowBytes = Uint8Array | ArrayBuffer | SharedArrayBuffer;

/** Many accounts: a list of them, columns by their names (all of one length), or an Arrow table. */
export type Accounts = Iterable<Account> | { readonly [column: string]: readonly AccountValue[] | NumberColumn } | ArrowBytes;

/** A column in one of JavaScript's arrays of numbers. */
export type NumberColumn =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** What a first model is called. */
export interface InitOptions {
  /** Its name; `first model` when left out. */
  name?: string | undefined;
}

/** How a model is checked with accounts. */
export interface CheckOptions extends FindingOptions {
  /** A key that tells accounts apart, beside `id`, `name`, `company`, `domain` and the like. */
  id?: string | undefined;
}

/**
 * A first model in YAML, begun from accounts: an attribute for each key, with its type and how its values are written, as far as all of
 * them agree, and a scorecard that is a guess. Comments say how many accounts have a value, and which. Write it into a file and edit
 * it; it can be read as it is. Throws an `AccountError` for what is no account, and a `BatchError` for bytes that are no table.
 */
export function init(accounts: Accounts, options?: InitOptions): string;

/** The answers for a table, with what they do not show. */
export type ScoredTable = Uint8Array<ArrayBuffer> & { readonly notices: readonly Notice[] };

/** Something about a run that its answers do not show. It stops nothing. */
export interface Notice {
  /**
   * `unjudged` for an exclusion or a required criterion that could not be judged because of invalid values;
   * `empty_column` for a column without a valid value; `invalid_values`; `separator` for a set that is written with another
   * separator; `missing_columns`.
   */
  readonly code: "unjudged" | "empty_column" | "invalid_values" | "separator" | "missing_columns";
  /** All of it on one line. */
  readonly text: string;
  /** The fact, on one line. */
  readonly message: string;
  /** A way out, where there is one. */
  readonly help: string | null;
  /** How many accounts or values it holds for. */
  readonly count: number;
  /** Of how many. */
  readonly of: number;
  /** The invalid values behind it. */
  readonly issues: readonly InvalidValues[];
}

/** The invalid values of one attribute. */
export interface InvalidValues {
  /** The attribute. */
  readonly attribute: string;
  /** The column (or key) of the first of them. */
  readonly column: string;
  /** Values that were there and could be read. */
  readonly valid: number;
  /** Values that were there and could not. */
  readonly count: number;
  /** Accounts without a value. */
  readonly missing: number;
  /** Invalid ones among the values that were there, from 0 to 1. */
  readonly share: number;
  /** The values that the attribute takes, in words. */
  readonly expected: string;
  /** The invalid values, the most frequent first; at most three. */
  readonly examples: readonly { readonly found: string; readonly count: number }[];
  /** The first rows, counted from 0; at most five. */
  readonly rows: readonly number[];
}

declare module "./shared/index.js" {
  interface Model {
    /**
     * The model with other weights, bounds of tiers or another version; a source file stays applied. A name is the id of a
     * criterion or a tier in every scorecard that has it, or `icp/id` for one icp. Throws a `ModelError` for a name that no
     * scorecard has, and with the mistakes of the model that would come out.
     */
    replace(changes: { weights?: Record<string, number>; tiers?: Record<string, number>; version?: string }): Model;
    /**
     * The model with other entries in some of its named lists, such as the accounts that sales named this quarter. The document and the
     * fingerprint stay; assessments say in `model.lists` which lists were given. Throws a `ModelError` for a list that the model does
     * not have, and with the mistakes of the model with these entries, such as a list without any.
     */
    withLists(lists: Record<string, readonly (string | number)[]>): Model;
    /**
     * The model without a criterion, `id` or `icp/id`, and in words what else had to be taken out with it. Throws a `ModelError` for a
     * name that no scorecard has, and where it is the only criterion of one.
     */
    without(criterion: string): { model: Model; also: string[] };
    /** Writes the canonical document into a file: JSON where its name ends in `.json`, else YAML. A file that is there is replaced at once. */
    toFile(path: string | URL): void;
    /** The canonical document as YAML, for people; reading it gives an equal model. */
    toYaml(): string;
    /**
     * The model as one SELECT for a warehouse, whose answers are those of the library, for every row: `dialect` is `duckdb`, `postgres`,
     * `spark`, `bigquery` or `snowflake`. Throws an `ExportError` with every place of the model that the dialect cannot say with the same meaning.
     */
    toSql(dialect: string, options?: SqlOptions): string;
    /**
     * Findings about the model and accounts together: values that a rule names and no account has, values that no rule names,
     * placeholders such as `N/A` that count as known, keys that are absent, empty or constant, rules that decide nothing. Invalid
     * values and missing keys refuse nothing here: they are among the findings. `findings` looks at the model alone.
     */
    checkAccounts(accounts: Accounts, options?: CheckOptions): Finding[];
    /**
     * Scores a table on all processors, and gives the answers as one, for `tableFromIPC`: `best`, `icp`, `score`, `tier`,
     * `status`, `coverage`, `lower`, `upper`, `intent` (its score) and `intent_tier` (both for models that have it), `stage`
     * and `reason`, and what the options ask for. What the answers do not show, such as invalid values that counted as
     * missing, is in `notices` beside the bytes; nothing is printed. Throws a `BatchError`.
     */
    scoreBatch(table: ArrowBytes, options?: TableOptions): ScoredTable;
    /**
     * The same on other threads. The bytes are copied first, a few at a time: leave them as they are until then, or give them
     * away with `transfer`.
     */
    scoreBatchAsync(table: ArrowBytes, options?: TableOptions & AsyncOptions & TransferOptions): Promise<ScoredTable>;
    /** Scores many on another thread. They are read here, a few at a time, and other things run in between. */
    scoreBatchAsync(rows: Iterable<Account>, options?: ScoreOptions & AsyncOptions): Promise<Assessment[]>;
  }
  namespace Model {
    /** Reads a file in either form. */
    function fromFile(path: string | URL): Model;
  }
}

/** How a model becomes SQL. */
export interface SqlOptions {
  /** The table or view that is read, as it is to stand in the query; `accounts` if not given. */
  table?: string;
  /** The day on which accounts are judged: a day such as `2026-10-01`, the name of a column, or a parameter such as `$as_of`; the day of the query if not given. */
  asOf?: string;
  /** The columns before the answers; all of them if not given. */
  keep?: readonly string[];
  /** Attributes whose columns have other names. */
  columns?: Readonly<Record<string, string>>;
  /** Attributes whose columns hold texts, as those of a CSV do; `*` is all of them. */
  texts?: readonly string[];
  /** The name of a view that is to be created. */
  view?: string;
  /** Whether it is to be a model file of dbt. */
  dbt?: boolean;
  /** A text before the names of the answers. */
  prefix?: string;
  /** Whether each criterion's points are among the answers. */
  points?: boolean;
  /** Whether `lower` and `upper` are among the answers; they are if not given. */
  bounds?: boolean;
  /** Whether what the dialect cannot say exactly may be said nearly; a comment then tells each place. */
  approximate?: boolean;
}

/** A model that SQL cannot say. */
export class ExportError extends Error {
  private constructor();
  /** The code of the first place, such as `sql.pattern`. */
  readonly code: string;
  /** Every place that stands in the way; at least one. */
  readonly refusals: readonly {
    /** A stable code. */
    readonly code: string;
    /** The place in the model. */
    readonly path: string;
    /** The key of the document that it is about. */
    readonly rule: string;
    /** Why it cannot be said, in one line. */
    readonly message: string;
    /** A way out. */
    readonly help: string;
  }[];
}

/** A table that cannot be scored: what, and where. */
export class BatchError extends Error {
  private constructor();
  /**
   * The stable code: `batch.value` for a value that its attribute does not take; `batch.empty_column` for a column
   * of which not one value is what its attribute takes; `batch.missing_column`, `batch.no_model_column`,
   * `batch.duplicate_column`, `batch.column_type`, `batch.named_zone`, `batch.length`, `batch.broken_column` and
   * `batch.as_of` for tables that cannot be read; `batch.no_attribute` for a column that is meant for an attribute
   * that the model does not have; `batch.name_clash` for results that would be named like a column beside them;
   * `batch.unreadable` for bytes that are no table; `batch.other_model` and `batch.other_day` for scores that do
   * not compare; `batch.rank_stream` for ranks of a table that is never there as a whole; `batch.cancelled` when
   * the caller stopped it.
   */
  readonly code: string;
  /** The column, by its name in the table. */
  readonly column: string | null;
  /** The row, counted from 0. */
  readonly row: number | null;
  /** How to mend it. */
  readonly help: string | null;
  /**
   * Every column that is wrong, in the order of the model's attributes (for columns that cannot be read, in that
   * of the table); at least one. The error itself speaks of the one with the first row.
   */
  readonly problems: readonly BatchProblem[];
}

/** One column (or attribute) of a table that is wrong. */
export interface BatchProblem {
  /** The stable code, as `BatchError.code`. */
  readonly code: string;
  /** The column, by its name in the table; for one that is missing, the name that was looked for first. */
  readonly column: string | null;
  /** The first row that is wrong, counted from 0. */
  readonly row: number | null;
  /** The mistake, in one line. */
  readonly message: string;
  /** How to mend it. */
  readonly help: string | null;
}
