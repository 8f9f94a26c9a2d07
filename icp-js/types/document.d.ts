// The model document, `icp/1`: FORMAT.md says what each key means. Keys are compared with the JSON Schema by a test.

/** A letter or word; a whole number is taken as its text. */
export type Id = string | number;
/** `YYYY-MM-DD`, or an RFC 3339 timestamp. A `Date` counts by its day in UTC. */
export type Day = string | Date;
/** Such as `6 months`. */
export type Span = string;
/** A list, or the name of one as `$name`. */
export type TextList = string | readonly string[];
export type NumberList = string | readonly number[];

export type AttributeType = "number" | "text" | "bool" | "date" | "set" | "events";
export type Layer =
  | "firmographic"
  | "technographic"
  | "behavioral"
  | "pain"
  | "buying"
  | "psychographic"
  | "demographic"
  | "intent";

export interface ModelDocument {
  format: "icp/1";
  name: string;
  version?: string | number;
  status?: "hypothesis" | "validated";
  owner?: string;
  description?: string;
  reviewed_on?: Day;
  review_every?: Span;
  attributes?: Readonly<Record<string, AttributeDocument>>;
  lists?: Readonly<Record<string, readonly string[] | readonly number[]>>;
  exclusions?: readonly ExclusionDocument[];
  criteria?: Readonly<Record<string, RuleDocument>>;
  prioritize?: Readonly<Record<string, number>>;
  select?: "by_priority" | "by_score";
  icps: readonly IcpDocument[];
}

export interface AttributeDocument {
  type?: AttributeType;
  layer?: Layer;
  title?: string;
  unit?: string;
  description?: string;
  aliases?: readonly string[];
  synonyms?: Readonly<Record<string, readonly string[]>>;
  separator?: string;
  values?: readonly string[];
  min?: number;
  max?: number;
  formula?: string;
}

/** Attributes with a test, or `all`, `any`, `not`, `at_least`; all entries must hold. */
export interface Condition {
  all?: readonly Condition[];
  any?: readonly Condition[];
  not?: Condition;
  at_least?: { n: number; of: readonly Condition[] };
  [attribute: string]: Test | Condition | readonly Condition[] | { n: number; of: readonly Condition[] } | undefined;
}

/** A value (it must be that), or operators that must all hold. */
export type Test = string | number | boolean | Date | Operators;

export interface OtherAttribute {
  attribute: string;
}

export interface Operators {
  known?: boolean;
  is?: string | number | boolean | Date | OtherAttribute;
  is_not?: string | number | boolean | OtherAttribute;
  in?: TextList | NumberList;
  not_in?: TextList | NumberList;
  gt?: number | OtherAttribute;
  gte?: number | OtherAttribute;
  lt?: number | OtherAttribute;
  lte?: number | OtherAttribute;
  between?: readonly [number, number] | readonly [Day, Day];
  before?: Day | OtherAttribute;
  after?: Day | OtherAttribute;
  within_last?: Span;
  older_than?: Span;
  starts_with?: TextList;
  ends_with?: TextList;
  contains?: TextList;
  mentions?: TextList;
  matches?: string;
  length?: number | Measure;
  has?: string;
  has_any?: TextList;
  has_all?: TextList;
  has_none?: TextList;
  has_at_least?: { n: number; of: TextList };
  size?: number | Measure;
  happened?: Happened;
}

export interface Measure {
  is?: number;
  is_not?: number;
  in?: NumberList;
  not_in?: NumberList;
  gt?: number;
  gte?: number;
  lt?: number;
  lte?: number;
  between?: readonly [number, number];
}

export interface Happened {
  event: string;
  within_last?: Span;
  at_least?: number;
  at_most?: number;
}

export interface ExclusionDocument {
  id: Id;
  reason: string;
  description?: string;
  when: Condition;
  unless?: Condition;
  if_unknown?: "ignore" | "hold";
}

/** A criterion without its id; one of `fit`, `bands`, `table`, `curve`, `per_match` and `decay` is its rule. */
export interface RuleDocument {
  name?: string;
  description?: string;
  dimension?: Id;
  weight?: number;
  required?: boolean;
  applies_when?: Condition;
  if_unknown?: "zero" | "skip" | "least" | number;
  fit?: Condition;
  misfit?: Condition;
  penalty?: number;
  points?: number;
  bands?: readonly BandDocument[];
  otherwise?: number;
  table?: TableDocument;
  curve?: CurveDocument;
  per_match?: PerMatchDocument;
  decay?: DecayDocument;
}

/** A shared criterion that a scorecard takes. */
export interface UseDocument {
  use: string;
  id?: Id;
  weight?: number;
  dimension?: Id;
  required?: boolean;
}

export type CriterionDocument = (RuleDocument & { id: Id; use?: undefined }) | UseDocument;

export interface BandDocument {
  when: Condition;
  rating?: number;
  points?: number;
  label?: string;
}

export interface TableDocument {
  attribute: string;
  ratings?: Readonly<Record<string, number>>;
  points?: Readonly<Record<string, number>>;
  otherwise?: number;
}

export interface CurveDocument {
  attribute: string;
  ratings?: readonly (readonly [number, number])[];
  points?: readonly (readonly [number, number])[];
}

export interface PerMatchDocument {
  attribute: string;
  of: TextList;
  rating_each?: number;
  points_each?: number;
  max?: number;
}

export interface DecayDocument {
  attribute: string;
  ratings?: Readonly<Record<string, number>>;
  points?: Readonly<Record<string, number>>;
  half_life?: Span;
  linear_over?: Span;
  max_age?: Span;
  floor?: number;
  max?: number;
}

export interface DimensionDocument {
  id: Id;
  name?: string;
  description?: string;
  share?: number;
  cap?: number;
}

export interface ScorecardDocument {
  scale?: "percent" | { points: { base?: number; min?: number; max?: number } };
  dimensions?: readonly DimensionDocument[];
  min_coverage?: number;
  if_unknown?: "zero" | "skip" | "least" | number;
  criteria: readonly CriterionDocument[];
  tiers: readonly TierDocument[];
}

export interface RequiresSome {
  at_least: number;
  of: readonly Id[];
}

/** By team, or a list of what each is told when. */
export type VerdictsDocument =
  | Readonly<Record<string, string>>
  | readonly { when?: Condition; team: string; say: string }[];

export interface TierDocument {
  id: Id;
  name?: string;
  description?: string;
  from?: number;
  requires?: RequiresSome | readonly (Id | RequiresSome)[];
  when?: Condition;
  verdicts?: VerdictsDocument;
}

export interface StageDocument {
  id: Id;
  name?: string;
  description?: string;
  when?: { fit?: Id | readonly Id[]; intent?: Id | readonly Id[] };
  verdicts?: VerdictsDocument;
}

export interface IcpDocument {
  id: Id;
  name?: string;
  description?: string;
  priority?: number | Readonly<Record<string, number>>;
  exclusions?: readonly ExclusionDocument[];
  qualifies_from?: Id;
  fit: ScorecardDocument;
  intent?: ScorecardDocument;
  stages?: readonly StageDocument[];
}
