import type {
  AssessmentData,
  Attribute,
  Bounds,
  ChangesToGoal,
  CriterionAssessment,
  DerivedNote,
  Finding,
  IcpAssessment,
  IcpStatus,
  IssueNote,
  Labels,
  Problem,
  Questions,
  Reason,
  CriterionInfo,
  ScoreRange,
  SourceNote,
  Verdicts,
} from "./answer.d.ts";
import type { ModelDocument, SourceDocument } from "./document.d.ts";

export type * from "./answer.d.ts";
export type * from "./document.d.ts";

/** A dated event of an `events` attribute. */
export interface AccountEvent {
  /** What happened, by the name that the model's rules use. */
  event: string;
  /** The day: `YYYY-MM-DD`, or a `Date` (its day in UTC). */
  on: string | Date;
  /** How often it happened on that day; once when left out. */
  count?: number | bigint | null;
}

/** A value of an account. Missing is: no key, `undefined`, `null`, a blank text, `NaN`. */
export type AccountValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | readonly (string | null | undefined)[]
  | ReadonlySet<string>
  | readonly (AccountEvent | ReadonlyMap<string, unknown> | null | undefined)[]
  | null
  | undefined;

/** The record to score: attribute names and values. Keys that the model does not declare are ignored. */
export type Account = { readonly [attribute: string]: AccountValue } | ReadonlyMap<string, AccountValue> | object;

/** How a model is judged. */
export interface FindingOptions {
  /** The day to judge by: `YYYY-MM-DD`, a `Date` (its day in UTC), or today where this machine is. */
  asOf?: string | Date | undefined;
}

/** How an account is scored. */
export interface ScoreOptions extends FindingOptions {
  /** What an invalid value does: the account is refused, or it counts as missing and is listed in `issues`. */
  onInvalid?: "error" | "missing" | undefined;
}

/** Changes that reach a goal, and their words. */
export interface WordedChanges extends ChangesToGoal {
  /** The sets in plain words, a line each. In a browser the words have to be there: see `loadWords`. */
  explain(format?: Exclude<Format, "page">): string;
}

/** How changes are searched for. */
export interface ChangeOptions extends ScoreOptions {
  /** The most attributes that change together, from 1 to 3; 2 when left out. */
  maxChanges?: number | undefined;
  /** The id of the icp that is to reach the goal; the one that is shown when left out. */
  icp?: string | undefined;
}

/**
 * The result to reach: the id of a tier, a status or a score as a text, or an object with one of them. A number is taken as its
 * text. A tier is also reached by a better one, a score by a higher one.
 */
export type Goal = string | number | ({ icp?: string } & ({ status: IcpStatus } | { tier: string } | { score: number }));

/** What `Model.load` waits for. */
export interface LoadOptions {
  /**
   * Whether `load` waits for the details too, or only until the model scores. Details are `reason`, `verdicts`, `labels`,
   * `criteria`, `missing`, `icps`, `derived`, `issues`, `source`, `asOf` and `nextQuestions` of an assessment, and `fingerprint`,
   * `source`, `criteria`, `nextQuestions` and `toJsonText` of the model; until `loadDetails` they throw an `IcpError` with the code
   * `not_loaded`.
   */
  details?: "now" | "later" | undefined;
  /**
   * The same for the words: `explain`, and `describe`, `findings` and `scoreRanges` of the model. With `no` they are not fetched
   * before `loadWords` is called. When it is left out they come as the details do.
   */
  words?: "now" | "later" | "no" | undefined;
}

/** The form of an explanation; `html` is a fragment, `page` a whole page with a style of its own. */
export type Format = "text" | "markdown" | "html" | "page";

/**
 * A model that was read, checked and compiled. It holds memory outside of JavaScript: `using`, or `free()`, gives it back
 * at once, else it goes some time after nobody holds it.
 */
export class Model {
  private constructor();
  /** Reads JSON. Throws a `ModelError` with every mistake. */
  static fromJson(text: string): Model;
  /** Reads YAML; JSON is YAML too. In browsers `await load()` before, or `Model.load`. */
  static fromYaml(text: string): Model;
  /** Takes the document as an object; its mistakes have paths, but no lines. */
  static fromObject(document: ModelDocument): Model;
  /** Reads text in either form or takes an object, and fetches what that takes. The one to use on a page. */
  static load(source: string | ModelDocument, options?: LoadOptions): Promise<Model>;
  /** Waits for the details, which `load` with `details: "later"` did not. Where nothing has to be fetched there is nothing to wait for. */
  loadDetails(): Promise<void>;
  /** Waits for the words and the details, and fetches those that are not on their way. */
  loadWords(): Promise<void>;

  /**
   * This model, reading accounts as a source file says: which of their keys are which attributes, and how values are written.
   * The source file is text in YAML or JSON, or an object. The rules and the fingerprint stay, and a source that the model had is
   * replaced. Throws a `ModelError` with every mistake in the source file, and every attribute that the model does not have.
   */
  withSource(source: string | SourceDocument): Promise<Model>;

  /** The model's name. */
  readonly name: string;
  /** The author's own version. */
  readonly version: string | null;
  /** SHA-256 of the canonical document: equal for equal models, however written. */
  readonly fingerprint: string;
  /** The name and the fingerprint of the source file by which it reads accounts, or `null`. */
  readonly source: SourceNote | null;
  /** The ids of the icps, in priority order. */
  readonly icps: string[];
  /** The inputs, in document order. */
  readonly attributes: Attribute[];
  /** Every criterion of every icp in use, in the order of the document, with the attributes that it reads. */
  readonly criteria: CriterionInfo[];
  /**
   * The model in plain words: who is out and why, what counts how much, the most first, what the tiers mean, what each team
   * does, and what is asked of an account. `page` is a whole page of HTML with a style of its own, which fetches nothing.
   */
  describe(format?: Format): string;
  /** What its author should know about it. */
  findings(options?: FindingOptions): Finding[];
  /** The lowest and the highest score of each scorecard, in document order; one that never applies is left out. */
  scoreRanges(): ScoreRange[];
  /** The canonical document, on one line. */
  toJsonText(): string;
  /** The canonical document as an object, made anew at each call; `JSON.stringify` takes it. */
  toJSON(): ModelDocument;

  /** Scores one account. Throws an `AccountError` when it is refused. */
  score(account: Account, options?: ScoreOptions): Assessment;
  /** Which missing attribute to ask for next, and whether any could still change the answer. */
  nextQuestions(account: Account, options?: ScoreOptions): Questions;
  /**
   * The smallest sets of changes with which the account reaches a goal, each verified by scoring. In a browser the first call
   * fetches the search. Rejects with an `AccountError` when the account or the goal is refused.
   */
  changes(account: Account, goal: Goal, options?: ChangeOptions): Promise<WordedChanges>;
  /** Scores many; an `AccountError` says which `row` was refused. */
  scoreBatch(rows: Iterable<Account>, options?: ScoreOptions): Assessment[];

  /** Gives its memory back. Assessments whose words were not asked for yet are then without them. */
  free(): void;
  [Symbol.dispose](): void;
}

/**
 * The answer for one account. What speaks of one icp speaks of `icp`: the best, or without one the nearest to a yes. The
 * numbers are there at once, words and lists are made when they are first asked for.
 */
export class Assessment {
  private constructor();
  /** The id of the best icp, if one qualifies. */
  readonly best: string | null;
  /** The id of the icp to show. */
  readonly icp: string;
  /** The status of that icp. */
  readonly status: IcpStatus;
  /** Its fit score; `null` when nothing is known. On a percent scale from 0 to 100. */
  readonly score: number | null;
  /** The id of its tier, if it has one. */
  readonly tier: string | null;
  /** The lowest and the highest score that the missing values could still lead to. */
  readonly bounds: Bounds | null;
  /** The share of the weight whose criteria are known, from 0 to 1. */
  readonly coverage: number;
  /** The id of its stage, if the icp has stages. */
  readonly stage: string | null;
  /** Why it has its status. */
  readonly reason: Reason;
  /** The verdict for each team. */
  readonly verdicts: Verdicts;
  /** The labels: results without points. */
  readonly labels: Labels;
  /** The criteria of its fit scorecard, in document order. */
  readonly criteria: CriterionAssessment[];
  /** The attributes that would settle what is unknown, in the order of the model. */
  readonly missing: string[];
  /** Every icp's result, in priority order. */
  readonly icps: IcpAssessment[];
  /** Numbers that were made from others by a formula. */
  readonly derived: DerivedNote[];
  /** Invalid values that counted as missing. */
  readonly issues: IssueNote[];
  /** The source file by which the account was read, if there was one. */
  readonly source: SourceNote | null;
  /** The day on which the account was judged. */
  readonly asOf: string;
  /** All of it as plain data, made anew at each call. */
  toObject(): AssessmentData;
  /** The same as `toObject`, for `JSON.stringify`. */
  toJSON(): AssessmentData;
  /** The same as JSON, on one line: the quicker one for a program that only passes it on. */
  toJsonText(): string;
  /** The questions that could still change the answer, worked out anew at each call: see `Model.nextQuestions`. */
  nextQuestions(): Questions;
  /** All of it in words. */
  explain(format?: Format): string;
}

/** An assessment in words: plain text, Markdown, or HTML in which all that users wrote is escaped. */
export function explain(assessment: Assessment, format?: Format): string;

/**
 * Fetches and starts what reads models at once: `small` reads JSON and YAML, `full` also models with regular expressions.
 * Where nothing has to be fetched it need not be called. `Model.load` fetches less, as long as a model is right. A host that compiles
 * modules itself hands over the one in `icp-wasm/whole.wasm`, which has all in one: then nothing is fetched at all.
 */
export function load(size?: "small" | "full" | { modules: { whole: object } }): Promise<void>;

/** A model that was refused: every mistake, in document order. */
export class ModelError extends Error {
  private constructor();
  /** The code of the first mistake. */
  readonly code: string;
  /** The mistakes, in document order. */
  readonly problems: Problem[];
  /** How many more mistakes there are than are listed. */
  readonly more: number;
}

/** An account that was refused: a value that cannot be what its attribute says, or a record that is no record. */
export class AccountError extends Error {
  private constructor();
  /**
   * The stable code: `account.value` for a value that is not of its attribute's type; `account.shape`,
   * `account.syntax`, `account.duplicate_key` and `account.limit` for a record that cannot be read; `account.goal`
   * for a goal that the model does not have.
   */
  readonly code: string;
  /** The attribute (or the record's key) with the value that was refused. */
  readonly attribute: string | null;
  /** The expected value, in words. */
  readonly expected: string;
  /** The value as it was given, in words. */
  readonly found: string;
  /**
   * The keys that would read the value, in words, where it looks like one form only: `written`, or `missing` for a
   * text that stands for no value. None in browsers, which would have to fetch what it takes.
   */
  readonly help: string | null;
  /** The place of the account in a batch. */
  readonly row?: number;
}

/** A misuse of the package (`argument`, `freed`, `not_loaded`), a file that did not come (`fetch`), or a module that failed (`internal`). */
export class IcpError extends Error {
  private constructor();
  /** Which of these it was. */
  readonly code: "argument" | "freed" | "not_loaded" | "fetch" | "internal";
}
