// What the library says, as plain data: the one shape that every language has. All keys are always there. Keys are
// compared with what the core writes by a test.

import type { AttributeType, Layer } from "./document.d.ts";

/** An assessment as data. */
export interface AssessmentData {
  /** The model that was applied. */
  model: ModelNote;
  /** The source file by which the account was read, if there was one. */
  source: SourceNote | null;
  /** The day on which the account was judged. */
  as_of: string;
  /** The id of the best icp, if one qualifies. */
  best: string | null;
  /** The id of the one icp to show: the best; without one, the icp that is nearest to a yes. */
  headline: string;
  /** Every icp's result, in priority order. */
  icps: IcpAssessment[];
  /** Numbers that were made from others by a formula. */
  derived: DerivedNote[];
  /** Invalid values that counted as missing. */
  issues: IssueNote[];
}

/** The model behind an assessment. */
export interface ModelNote {
  /** Its name. */
  name: string;
  /** Its author's version. */
  version: string | null;
  /** Whether data backs it, if it says so. */
  status: "hypothesis" | "validated" | null;
  /** SHA-256 of its canonical document. */
  fingerprint: string;
  /** The lists that were given to it, each by its name with the SHA-256 of its entries. */
  lists: Record<string, string>;
}

/** The source file behind an assessment. */
export interface SourceNote {
  /** Its name. */
  name: string;
  /** SHA-256 of its canonical document. */
  fingerprint: string;
}

/** The answer of an icp for an account, in one word. */
export type IcpStatus = "qualified" | "unqualified" | "disqualified" | "insufficient_data";

/** Why an icp has its status. */
export type ReasonCode =
  | "excluded"
  | "nothing_known"
  | "required_unmet"
  | "exclusion_unknown"
  | "required_unknown"
  | "low_coverage"
  | "tier";

/** Why an icp has its status. */
export interface Reason {
  /** The gate that decided, or the tier; its place in the model is that of `id`. */
  code: ReasonCode;
  /** The exclusion, criterion or tier behind it. */
  id: string | null;
  /** The reason in words. */
  text: string;
}

/** Lowest and highest. */
export type Bounds = [number, number];

/** What each team is told. It has no prototype. */
export type Verdicts = Record<string, string>;

/** The labels of an icp, in document order. */
export type Labels = Record<string, string | null>;

/** The result of one scorecard. */
export interface CardAssessment {
  /** The published score; `null` when nothing is known. */
  score: number | null;
  /** Lowest and highest score that the missing values could still lead to. */
  bounds: Bounds | null;
  /** The share of the weight whose criteria are known, from 0 to 1. */
  coverage: number;
  /** The id of the tier. */
  tier: string | null;
  /** The tier's verdict for each team. */
  verdicts: Verdicts;
  /** How many criteria have each status. */
  tally: Tally;
  /** The score that every account starts with (points scale; else 0). */
  base: number;
  /** Floors, caps and clips that acted. */
  adjustments: Adjustment[];
  /** The reason codes, the largest first; empty unless the model asks for them, and without a score. */
  reason_codes: RankedReason[];
  /** Every criterion, in document order. */
  criteria: CriterionAssessment[];
  /** Attributes that would settle what is unknown, in the order of the model. */
  missing: string[];
}

/** One icp's result. */
export interface IcpAssessment extends CardAssessment {
  /** Its id. */
  icp: string;
  /** Its name for people. */
  name: string | null;
  /** Its rank, 1 first. */
  priority: number;
  /** Whether it qualifies. */
  status: IcpStatus;
  /** Why. */
  reason: Reason;
  /** The stage of the grid of both tiers. */
  stage: string | null;
  /** The labels: results without points. */
  labels: Labels;
  /** Every exclusion that holds. */
  exclusions: ExclusionNote[];
  /**
   * Every exclusion that may yet hold, with what would settle it: those that are unknown, and those that a value
   * for a blank could make hold.
   */
  possible_exclusions: ExclusionNote[];
  /** The intent scorecard, if the icp has one. */
  intent: CardAssessment | null;
  /** The way to the next better tier; `null` at the best one, without a tier, and without a score. */
  to_next_tier: NextTier | null;
  /**
   * Each thing that alone keeps the account from qualifying; empty where it qualifies, and where no single thing
   * does.
   */
  kept_out_by: KeptOutBy[];
}

/** The way from the fit tier that was reached to the one directly above it. */
export interface NextTier {
  /** The id of the tier. */
  tier: string;
  /** How much its `from` is above the score; 0 where the score is enough. */
  short: number;
  /** The ids of known criteria that alone would reach it, in document order. */
  by: string[];
  /** The ids of criteria that could reach it, once something unknown is known, in document order. */
  could: string[];
}

/** One thing that alone keeps an account from qualifying. */
export interface KeptOutBy {
  /** Its kind; its place in the model is that of `id`. */
  kind: "exclusion" | "required" | "criterion";
  /** The id of the exclusion or criterion. */
  id: string;
}

/** How many criteria have each status. */
export interface Tally {
  /** Rating 1. */
  fits: number;
  /** Between 0 and 1. */
  partials: number;
  /** Neither. */
  nones: number;
  /** Below 0, or the misfit holds. */
  misfits: number;
  /** Resting on something missing. */
  unknowns: number;
  /** Not for this account. */
  not_applicable: number;
}

/** A floor, cap or clip that acted. */
export interface Adjustment {
  /** The limit that acted. */
  kind: "floor" | "full" | "cap" | "at_least" | "at_most" | "times" | "add" | "round" | "min" | "max";
  /** The dimension, if it acted on one. */
  dimension: string | null;
  /** The place of the limit among `limits` of the scorecard, if one acted. */
  limit: number | null;
  /** The number before. */
  from: number;
  /** The number after. */
  to: number;
}

/** A reason code of a scorecard, with its distance from the baseline. */
export interface RankedReason {
  /** Its code. */
  code: string;
  /** The reason for people, if the model has one. */
  text: string | null;
  /** The points below or above the baseline, of all criteria with this code; not negative. */
  points: number;
}

/** An exclusion that holds, or may. */
export interface ExclusionNote {
  /** Its id. */
  id: string;
  /** Why, for people. */
  reason: string;
  /** Attributes that would settle it; of one that holds, those whose values could lift it. */
  missing: string[];
  /** Its condition in words. */
  when: string;
  /** The attributes that its condition reads, with the values of the account. */
  inputs: InputNote[];
  /** The attributes of which one value alone would make it surely not hold, with all values that do. */
  lift: Lift[];
}

/** Values of one attribute that alone would make an exclusion surely not hold. */
export interface Lift {
  /** The attribute. */
  attribute: string;
  /** All of its values that do, in words. */
  words: string;
}

/** The answer of a criterion for one account, in one word. */
export type CriterionStatus = "fit" | "partial" | "none" | "misfit" | "unknown" | "not_applicable";

/** The result of one criterion. */
export interface CriterionAssessment {
  /** Its id. */
  id: string;
  /** Its name for people. */
  name: string | null;
  /** Its dimension. */
  dimension: string | null;
  /** Its status: how well it fits, whether it is unknown, or does not apply. */
  status: CriterionStatus;
  /** The label of the band that holds. */
  label: string | null;
  /** The rating, from -1 to 1; `null` while it is unknown, or when it does not apply. */
  rating: number | null;
  /** Lowest and highest rating that are still possible. */
  rating_bounds: Bounds | null;
  /** Its weight. */
  weight: number;
  /** Its points: weight x rating, or the points that an unknown one counts. */
  points: number;
  /** Its part of the score; the parts (and the base) add up to the score before floors and clips. */
  contribution: number;
  /** Attributes that would settle it; of one that is known, blanks whose values could change it. */
  missing: string[];
  /**
   * Of a rule on listed items of a set or phrases of a text those that are there, as the model writes them; `null`
   * for other rules, and while the attribute is missing.
   */
  matched: string[] | null;
  /** Faded events behind a `decay` rule, in the order of the record. */
  signals: Signal[];
  /** The attributes that its rule and its `applies_when` read, with their values, in the order of the model. */
  inputs: InputNote[];
  /** Its rule in words, without the attribute's name where one attribute is meant. */
  wanted: string;
  /**
   * Its contribution if its rating were the highest that its rule can give to any account, and all else stayed as
   * it is; `null` when there is no score, or it does not apply.
   */
  max_contribution: number | null;
  /** The part of its rule that gave the rating; `null` where none did, or several together. */
  decisive: Decisive | null;
}

/** An attribute that a rule has read, with the value that the account has. */
export interface InputNote {
  /** Its key in the model. */
  attribute: string;
  /** The value as it was read; `null` when it is missing, invalid, or known to be none. */
  value: InputValue | null;
  /** Whether the attribute is known, which it also is where it is known to have no value. */
  known: boolean;
  /** The text of the record, where the value was read from a text that differs from it, or could not be read. */
  given: string | null;
}

/** A value as it was read. */
export type InputValue = number | boolean | string | [number | null, number | null] | string[] | InputEvent[];

/** An event that a rule asks for. */
export interface InputEvent {
  /** Its name, as it came. */
  event: string;
  /** Its day. */
  on: string;
  /** How often it happened. */
  count: number;
}

/** The part of a rule that gave the rating. */
export interface Decisive {
  /**
   * Its place below the criterion, as the paths of errors write it: `fit`, `misfit`, `bands[1]`,
   * `table.ratings.SaaS`, `otherwise`.
   */
  at: string;
  /** Its condition or its value in words, without the attribute's name where one attribute is meant. */
  words: string;
}

/** One event that a `decay` rule counted. */
export interface Signal {
  /** The name of the event. */
  event: string;
  /** The day of the event. */
  on: string;
  /** Its age in days. */
  age: number;
  /** The part of its fresh value that is left, from 0 to 1. */
  left: number;
  /** The amount that it gives now (before the maximum of all), in the rule's unit, with its count. */
  gives: number;
}

/** A number that went into a formula or came out of it. */
export type DerivedNumber = number | [number | null, number | null];

/** A number that a formula made from others. */
export interface DerivedNote {
  /** The attribute that it gives. */
  attribute: string;
  /** The formula as written. */
  formula: string;
  /** The attributes in it, in the order in which they appear, with their numbers. */
  inputs: Record<string, DerivedNumber | null>;
  /** The result; `null` when a number is missing or there is none, a divisor is zero, or it is not finite. */
  value: DerivedNumber | null;
}

/** An invalid value that counted as missing. */
export interface IssueNote {
  /** The attribute. */
  attribute: string;
  /** The expected value, in words. */
  expected: string;
  /** The value as it was given, quoted for messages. */
  found: string;
  /** Both in one message. */
  message: string;
}

/** The facts about an attribute that a form needs. */
export interface Attribute {
  /** The key under which a record carries it. */
  name: string;
  /** The type of its values. */
  type: AttributeType;
  /** Which side of the company it describes. */
  layer: Layer | null;
  /** Its name for people. */
  title: string | null;
  /** The unit of a number. */
  unit: string | null;
  /** A note for people. */
  description: string | null;
  /** Other keys under which a record may carry it, as the model has them. */
  aliases: string[];
  /** The texts and numbers that stand for no value, those of the model first; numbers as texts. */
  missing: string[];
  /** The known meaning of a blank; `null` where a blank is missing. */
  blank: "none" | "false" | "0" | "empty" | null;
  /** The values that it takes, in words, where the model says how a source writes them. */
  written: string | null;
  /** The separators of a set in one text; none for other types. */
  separators: string[];
  /** The closed list of values; empty when there is none. */
  values: string[];
  /** Smallest sensible number. */
  min: number | null;
  /** Largest sensible number. */
  max: number | null;
  /** The text of its formula, if it is made from others and never read from a record. */
  formula: string | null;
  /**
   * Whether its value can become another one, as the author says. What is missing can be filled in all the same,
   * and a formula changes with its inputs.
   */
  changeable: boolean;
}

/**
 * Something about a valid model that its author should know, from `Model.findings`, or about a model and
 * accounts together, from `DataCheck`.
 */
export interface Finding {
  /** The stable code, such as `unreachable_tier`. */
  code: string;
  /** How much it matters. */
  severity: "info" | "warning";
  /** Where in the document. */
  path: string;
  /** The finding: one line, lower case. */
  message: string;
  /** How to mend it. */
  help: string | null;
}

/** A criterion of a scorecard, with the attributes that it reads. */
export interface CriterionInfo {
  /** The id of its icp. */
  icp: string;
  /** Which scorecard it is of: `fit` or `intent`. */
  scorecard: "fit" | "intent";
  /** Its id. */
  id: string;
  /** A name for people. */
  name: string | null;
  /** The id of its dimension. */
  dimension: string | null;
  /** Its weight: as written, or the largest magnitude of its points. */
  weight: number;
  /** Whether an account must meet it to qualify. */
  required: boolean;
  /** The key of its rule: `fit`, `bands` .. */
  rule: string;
  /** The attributes that its rule and its `applies_when` name, in the order of the model. */
  attributes: string[];
}

/** The lowest and the highest score that a scorecard can give, from `Model.scoreRanges`. */
export interface ScoreRange {
  /** The id of the icp. */
  icp: string;
  /** Which of its scorecards. */
  scorecard: "fit" | "intent";
  /** No account scores less. */
  lowest: number;
  /** No account scores more. */
  highest: number;
  /** Whether both are reached; otherwise criteria that share attributes may keep the scores closer together. */
  is_exact: boolean;
}

/** One mistake in a model document. */
export interface Problem {
  /** The stable code, such as `unknown_field`. */
  code: string;
  /** Where in the document. */
  path: string;
  /** The line in the text, from 1; `null` where the model was an object. */
  line: number | null;
  /** The column in the line, in characters from 1; `null` where the model was an object. */
  column: number | null;
  /** The mistake: one line, lower case. */
  message: string;
  /** How to mend it. */
  help: string | null;
}

/**
 * How the answer for a record could still change, and which of its missing values to ask for next: made by
 * `Model.nextQuestions`.
 */
export interface Questions {
  /**
   * Whether the decision is made: no missing value can change the best icp, or the status, tiers, stage or
   * verdicts of any. Scores may still move.
   */
  decided: boolean;
  /** The outlook of each icp, in priority order. */
  icps: IcpOutlook[];
  /** The missing attributes that matter, the one that matters most first; none when nothing can change. */
  questions: Question[];
}

/** The outlook of an icp: the answers that it can still give, whichever missing values are filled in. */
export interface IcpOutlook {
  /** Its id. */
  icp: string;
  /** Whether its status, tiers, stage and verdicts can no longer change. */
  decided: boolean;
  /** The statuses that it can have: the one it has, and those that answers can bring. */
  statuses: IcpStatus[];
  /** The fit tiers that it can have, best first; `null`, for no tier, comes last. */
  tiers: (string | null)[];
  /** The intent tiers that it can have, alike; empty without an intent scorecard. */
  intent_tiers: (string | null)[];
  /** The stages that it can have, alike; empty without stages. */
  stages: (string | null)[];
}

/** A missing attribute, and what it could change. */
export interface Question {
  /** The attribute's name. */
  attribute: string;
  /** Its title, as the author wrote it. */
  title: string | null;
  /** The two ends that it is known to lie between, where it is a number that is known as an interval. */
  between: [low: number | null, high: number | null] | null;
  /** The most that it could change. */
  matters: "decision" | "score";
  /** The parts of the answer that it could change, alone or with other answers. */
  could_change: Changes;
  /** The icps for which one of its answers, alone, would settle whether they qualify. */
  settles: string[];
  /** How much of the bounds of scores rests on it. */
  decides: Share[];
}

/** The parts of the answer that an attribute could change; lists hold ids of icps, in priority order. */
export interface Changes {
  /** Which icp is the best. */
  best: boolean;
  /** Icps whose status it could change. */
  status: string[];
  /** Icps whose fit tier it could change. */
  tier: string[];
  /** Icps whose intent tier it could change. */
  intent_tier: string[];
  /** Icps whose stage it could change. */
  stage: string[];
  /** Icps whose verdicts it could change through the conditions of the verdicts themselves. */
  verdicts: string[];
  /** Icps whose score it could change. */
  score: string[];
  /** Icps whose intent score it could change. */
  intent_score: string[];
}

/** The smallest sets of changes with which an account reaches a goal. */
export interface ChangesToGoal {
  /** The id of the icp. */
  icp: string;
  /** The goal as it was found in the model. */
  goal: { status?: IcpStatus; tier?: string; score?: number };
  /** Whether the account reaches it as it is. Then there are no sets. */
  reached: boolean;
  /** The sets, the smallest first. */
  sets: ChangeSet[];
  /** Whether every set was searched for: there are no `gaps`. */
  complete: boolean;
  /** The most attributes of one set. */
  max_changes: number;
  /** Why there may be other sets. */
  gaps: ("work" | "dependent_numbers" | "pattern" | "many_names")[];
}

/** Changes that reach the goal together. */
export interface ChangeSet {
  /** A change for each attribute, in the order of the model. */
  changes: Change[];
  /** The status with the examples of the changes, by scoring. */
  status: IcpStatus;
  /** The score of fit with them. */
  score: number | null;
  /** The id of the tier with them. */
  tier: string | null;
}

/** The change of one attribute. */
export interface Change {
  /** The attribute. */
  attribute: string;
  /** Its value in the account; `null` where it has none. */
  from: InputValue | null;
  /** The text of the account, where the value was read from one that differs. */
  given: string | null;
  /**
   * All values that will do, in words without the attribute's name. Each goes with each of those of the other
   * changes.
   */
  to: string;
  /** One of them, the nearest. */
  example: InputValue;
  /** How many cells the example is away, or items that come or go. */
  passed: number;
}

/**
 * How much of the bounds of an icp's scores rests on an attribute: by how much narrower they would be if every
 * criterion that it could change were settled. In the unit of the score.
 */
export interface Share {
  /** The icp's id. */
  icp: string;
  /** Of the fit score. */
  score: number;
  /** Of the intent score; 0 without one. */
  intent_score: number;
}
