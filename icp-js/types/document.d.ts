// The model document, `icp/1`, and the source file, `icp-source/1`. Made from their JSON Schemas by `tests/tidy/typings.rs`; FORMAT.md is the reference.

/** A letter or word; a whole number is taken as its text. */
export type Id = string | number;
/** `YYYY-MM-DD`, or an RFC 3339 timestamp. A `Date` counts by its day in UTC. */
export type Day = string | Date;
/** A length of time, such as `6 months`. */
export type Span = string;
/** A list, or the name of one as `$name`. */
export type TextList = string | readonly string[];
/** A list, or the name of one as `$name`. */
export type NumberList = string | readonly number[];

/** What the values of an attribute are. */
export type AttributeType = "number" | "text" | "bool" | "date" | "set" | "events";
/** Which side of the company an attribute describes. */
export type Layer = "firmographic" | "technographic" | "behavioral" | "pain" | "buying" | "psychographic" | "demographic" | "intent";

/** An ideal customer profile as a model. The schema knows the shape of a document; that names are declared, numbers in order and weights exact is checked when the model is read. */
export interface ModelDocument {
  /** The version of this format. */
  format: "icp/1";
  /** The model's name; every assessment carries it. */
  name: string;
  /** The author's own version. */
  version?: string | number;
  /** A first guess (hypothesis) or backed by data (validated). */
  status?: "hypothesis" | "validated";
  /** Who looks after the model. */
  owner?: string;
  /** A note for people. */
  description?: string;
  /** When the model was last reviewed. */
  reviewed_on?: Day;
  /** How often it is to be reviewed. */
  review_every?: Span;
  /** Texts and numbers that stand for no value, for every attribute. */
  missing?: readonly (string | number)[];
  /** The inputs, by name: letters, digits, `_`, `-` and single blanks, beginning with a letter or `_`. */
  attributes?: Readonly<Record<string, AttributeDocument>>;
  /** Named lists of texts or of numbers; an operand takes one by `$name`. */
  lists?: Readonly<Record<string, readonly string[] | readonly number[]>>;
  /** Conditions by name; `$name` stands wherever a condition does. */
  conditions?: Readonly<Record<string, Condition>>;
  /** Rules that disqualify from every icp. */
  exclusions?: readonly ExclusionDocument[];
  /** Criteria by name, taken by scorecards with `use`. */
  criteria?: Readonly<Record<string, RuleDocument>>;
  /** Factors of the priority, and how much each counts; each icp then gives a number for each. */
  prioritize?: Readonly<Record<string, number>>;
  /** How the best icp is chosen among the qualified. */
  select?: "by_priority" | "by_score";
  /** One or more profiles. */
  icps: readonly IcpDocument[];
}

/** How a number stands in a text. */
export interface WrittenNumberDocument {
  /** What may stand before the digits, such as `$`. */
  prefix?: string | readonly string[];
  /** What may stand behind the digits, each word with the power of ten that it multiplies by. */
  suffix?: Readonly<Record<string, number>>;
  /** The sign between groups of three digits. */
  thousands?: string;
  /** The sign before the decimals. */
  decimal?: string;
  /** Whether it is a percentage, with its sign. */
  percent?: boolean;
  /** What is taken of a text that gives a range, such as `51-200`. */
  range?: "low" | "high" | "middle" | "interval";
}

/** Texts and numbers that mean true and false, beside `true`, `yes`, `false` and `no`. */
export interface WrittenBoolDocument {
  /** Those that mean true. */
  true?: readonly (string | number)[];
  /** Those that mean false. */
  false?: readonly (string | number)[];
}

/** A declared input. */
export interface AttributeDocument {
  /** What its values are; a formula makes a number. */
  type?: AttributeType;
  /** Which side of the company it describes. */
  layer?: Layer;
  /** A name for people. */
  title?: string;
  /** The unit of a number, for people. */
  unit?: string;
  /** A note for people. */
  description?: string;
  /** Other keys under which a record carries the value, in the order in which they are tried. */
  aliases?: readonly string[];
  /** Texts and numbers that stand for no value, beside those of the model; `none`: not those of the model either. */
  missing?: "none" | readonly (string | number)[];
  /** What a blank that is there is known to be; without it, it is missing. */
  blank?: "none" | false | 0 | "empty";
  /** How a source writes the values: signs around a number, patterns of a date, words for true and false, `json` for a set, `digits` or `domain` for a text. */
  written?: WrittenNumberDocument | WrittenBoolDocument | string | readonly string[];
  /** Other spellings of values: the value, then its spellings. */
  synonyms?: Readonly<Record<string, readonly string[]>>;
  /** How a set is written in one text: a separator, or several. */
  separator?: string | readonly string[];
  /** The closed list of values: what conditions name must be among them. */
  values?: readonly string[];
  /** The smallest sensible number, for forms. */
  min?: number;
  /** The largest sensible number, for forms. */
  max?: number;
  /** Whether its value can become another one: a country or a founding year cannot; true if left out. */
  changeable?: boolean;
  /** A number from other numbers: `+ - * /`, parentheses, number attributes. */
  formula?: string;
}

/** An object whose entries must all hold, or the name of a condition as `$name`. */
export type Condition = string | ConditionObject;

/** All entries must hold: attributes with a test, or `all`, `any`, `not`, `at_least`. */
export interface ConditionObject {
  /** All must hold. */
  all?: readonly Condition[];
  /** One must hold. */
  any?: readonly Condition[];
  /** It must not hold. */
  not?: Condition;
  /** At least `n` of the conditions hold. */
  at_least?: { n: number; of: readonly Condition[] };
  /** In a label: tests of the icp's own result. Elsewhere an attribute may have this name. */
  result?: ResultTest | Test;
  /** The test of an attribute. */
  [attribute: string]: Test | ResultTest | Condition | readonly Condition[] | { n: number; of: readonly Condition[] } | undefined;
}

/** Tests of an icp's own result, all of which must hold. */
export interface ResultTest {
  /** A tier of fit, or a list of some. */
  tier?: Id | readonly Id[];
  /** A status, or a list of some. */
  status?: "qualified" | "unqualified" | "disqualified" | "insufficient_data" | readonly ("qualified" | "unqualified" | "disqualified" | "insufficient_data")[];
  /** A stage, or a list of some. */
  stage?: Id | readonly Id[];
  /** A tier of intent, or a list of some. */
  intent_tier?: Id | readonly Id[];
  /** A number, or operators: the published score of fit. */
  score?: number | Measure;
  /** A number, or operators: the share of the weight that is known, from 0 to 1. */
  coverage?: number | Measure;
  /** A number, or operators: the published score of intent. */
  intent_score?: number | Measure;
}

/** A value (it must be that), or operators that must all hold. */
export type Test = string | number | boolean | Date | Operators;

/** The two attributes are compared. */
export interface OtherAttribute {
  /** The other attribute, of the same type. */
  attribute: string;
}

/** Operators of the attribute's type; all must hold. */
export interface Operators {
  /** Whether there is a value; any type. */
  known?: boolean;
  /** Equal; number, text, bool, date. */
  is?: string | number | boolean | Date | OtherAttribute;
  /** Not equal; number, text. */
  is_not?: string | number | boolean | OtherAttribute;
  /** One of these; number, text. */
  in?: TextList | NumberList;
  /** None of these; number, text. */
  not_in?: TextList | NumberList;
  /** Greater; number. */
  gt?: number | OtherAttribute;
  /** Greater or equal; number. */
  gte?: number | OtherAttribute;
  /** Less; number. */
  lt?: number | OtherAttribute;
  /** Less or equal; number. */
  lte?: number | OtherAttribute;
  /** Between, both ends included; number, date. */
  between?: readonly [number, number] | readonly [Day, Day];
  /** Strictly before; date. */
  before?: Day | OtherAttribute;
  /** Strictly after; date. */
  after?: Day | OtherAttribute;
  /** From this long before the as-of date up to it; date. */
  within_last?: Span;
  /** Strictly before that day; date. */
  older_than?: Span;
  /** Starts with one of these; text. */
  starts_with?: TextList;
  /** Ends with one of these; text. */
  ends_with?: TextList;
  /** One of these is inside; text. */
  contains?: TextList;
  /** It is inside of one of these, or is one of them; text. */
  part_of?: TextList;
  /** One of these is there as whole words; text. */
  mentions?: TextList;
  /** At least `n` of these are there as whole words; text. */
  mentions_at_least?: { n: number; of: TextList };
  /** The host is one of these or below it, with `written: domain`; text. */
  under?: TextList;
  /** A regular expression (linear time) finds a match; text. Write `(?i)` for any case. */
  matches?: string;
  /** How many characters; text. */
  length?: number | Measure;
  /** The item is in it; set. */
  has?: string;
  /** One of the items is in it; set. */
  has_any?: TextList;
  /** All of the items are in it; set. */
  has_all?: TextList;
  /** None of the items is in it; set. */
  has_none?: TextList;
  /** At least `n` of the items are in it; set. */
  has_at_least?: { n: number; of: TextList };
  /** One of these is inside of an item; set. */
  has_containing?: TextList;
  /** How many items; set. */
  size?: number | Measure;
  /** The sum of the counts of one or more events up to the as-of date; events. */
  happened?: Happened;
}

/** Which events are counted, and bounds on the sum of their counts. */
export interface Happened {
  /** The name of the event. */
  event?: string;
  /** The names of several events, each of which counts. */
  any_of?: TextList;
  /** Whatever happened counts, also events that the model never names. */
  any?: true;
  /** At least so many different events of `any_of` happened. */
  distinct_at_least?: number;
  /** Only events within this time up to the as-of date. */
  within_last?: Span;
  /** The sum is at least this; 1 when neither bound nor `distinct_at_least` is given. */
  at_least?: number;
  /** The sum is at most this. */
  at_most?: number;
  /** Each event counts at most once on each day. */
  once_per?: "day";
}

/** A number (it must be that), or operators that must all hold. */
export interface Measure {
  /** Equal. */
  is?: number;
  /** Not equal. */
  is_not?: number;
  /** One of these. */
  in?: NumberList;
  /** None of these. */
  not_in?: NumberList;
  /** Greater. */
  gt?: number;
  /** Greater or equal. */
  gte?: number;
  /** Less. */
  lt?: number;
  /** Less or equal. */
  lte?: number;
  /** Between, both ends included. */
  between?: readonly [number, number];
}

/** A rule that disqualifies. */
export interface ExclusionDocument {
  /** Its id, unique among the exclusions of its profile and of the model. */
  id: Id;
  /** Why, for people. */
  reason: string;
  /** A note for people. */
  description?: string;
  /** When it holds. */
  when: Condition;
  /** When it does not hold after all. */
  unless?: Condition;
  /** What happens while it is unknown: it is listed (ignore), or the account is held back (hold). */
  if_unknown?: "ignore" | "hold";
}

/** One of `fit`, `bands`, `table`, `curve`, `linear`, `per_match`, `decay`. */
export interface RuleDocument {
  /** A name for people. */
  name?: string;
  /** A note for people. */
  description?: string;
  /** The dimension that it belongs to. */
  dimension?: Id;
  /** How much it counts; not for rules in points. */
  weight?: number;
  /** Whether an account must meet it to qualify. */
  required?: boolean;
  /** When it applies at all. */
  applies_when?: Condition;
  /** What an unknown criterion counts: nothing (zero), nothing and no weight either (skip), the least that it can still give (least), or a number. */
  if_unknown?: "zero" | "skip" | "least" | number;
  /** The amount that its points are compared with for reason codes, in the unit of the rule. */
  baseline?: number;
  /** Its reason code; its id if not given. */
  reason_code?: string;
  /** The text of its reason code, for people. */
  reason?: string;
  /** When it fits: rating 1, or the points. */
  fit?: Condition;
  /** When it does the opposite; looked at before `fit`. */
  misfit?: Condition;
  /** What a misfit takes away. */
  penalty?: number;
  /** What a fit gives, or the end of `linear`, in points. */
  points?: number;
  /** The first that holds counts. */
  bands?: readonly BandDocument[];
  /** What counts when no band holds. */
  otherwise?: number;
  /** By value; for a set, the best of its items that is listed, or all of them added. */
  table?: TableDocument;
  /** Straight lines between the given pairs, flat outside. */
  curve?: CurveDocument;
  /** A number attribute that is a rating already: its `min` is 0 and its `max` is 1, or 0 and 1 are. */
  linear?: string;
  /** An amount for each listed item or phrase that is there, or how many of them are. */
  per_match?: PerMatchDocument;
  /** Events that fade with their age. */
  decay?: DecayDocument;
}

/** A shared criterion that a scorecard takes. */
export interface UseDocument {
  /** The name of the shared criterion. */
  use: string;
  /** Another id than the name. */
  id?: Id;
  /** Another dimension. */
  dimension?: Id;
  /** Another weight than that of the shared criterion. */
  weight?: number;
  /** The most that it gives here: its weight or, in points, all its amounts change in proportion. */
  points?: number;
  /** Its weight or, in points, all its amounts, multiplied by this. */
  times?: number;
  /** Whether an account must meet it here. */
  required?: boolean;
}

/** One line of a scorecard: written out, or a shared one by `use`. */
export type CriterionDocument = (RuleDocument & { id: Id; use?: undefined }) | UseDocument;

/** A condition, and what it gives. */
export interface BandDocument {
  /** When it holds. */
  when: Condition;
  /** The rating that it gives. */
  rating?: number;
  /** The points that it gives. */
  points?: number;
  /** A name for people. */
  label?: string;
  /** The reason code while it holds, in place of that of the criterion. */
  reason_code?: string;
  /** The text of that code, for people. */
  reason?: string;
}

/** By value; for a set, the best of its items that is listed, or all of them added. */
export interface TableDocument {
  /** The attribute: a text, set, bool or number. */
  attribute: string;
  /** A rating for each value. */
  ratings?: Readonly<Record<string, number>>;
  /** Points for each value. */
  points?: Readonly<Record<string, number>>;
  /** What any other value gives. */
  otherwise?: number;
  /** Of a set with several listed items: the best counts, or all are added. */
  combine?: "best" | "sum";
  /** The largest magnitude of the sum. */
  max?: number;
}

/** Straight lines between the given pairs, flat outside. */
export interface CurveDocument {
  /** The attribute: a number. */
  attribute: string;
  /** On which the lines are straight: the number, its logarithm, or the logarithm of the number plus 1. */
  axis?: "linear" | "log" | "log1p";
  /** Pairs of a number and its rating, the numbers rising. */
  ratings?: readonly (readonly [number, number])[];
  /** Pairs of a number and its points, the numbers rising. */
  points?: readonly (readonly [number, number])[];
}

/** An amount for each listed item or phrase that is there, or how many of them are. */
export interface PerMatchDocument {
  /** The attribute: a set or a text. */
  attribute: string;
  /** `contains`: any piece of the text, or of an item, in place of whole words or whole items. */
  find?: "contains";
  /** Items of a set, or phrases that a text mentions. */
  of?: TextList;
  /** The rating that each one gives. */
  rating_each?: number;
  /** The points that each one gives. */
  points_each?: number;
  /** A rating for each item, or for a named list as `$name`. */
  ratings?: Readonly<Record<string, number>>;
  /** Points for each item, or for a named list as `$name`. */
  points?: Readonly<Record<string, number>>;
  /** How many give rating 1; fewer give their part of it. */
  full_at?: number | "all";
  /** The largest magnitude of the sum. */
  max?: number;
}

/** Events that fade with their age. */
export interface DecayDocument {
  /** The attribute: events. */
  attribute: string;
  /** A rating for each event, when it is fresh. */
  ratings?: Readonly<Record<string, number | FadingEventDocument>>;
  /** Points for each event, when it is fresh. */
  points?: Readonly<Record<string, number | FadingEventDocument>>;
  /** The rating of any event that `ratings` does not name. */
  rating_each?: number;
  /** The points of any event that `points` does not name. */
  points_each?: number;
  /** It halves in each of these. */
  half_life?: Span;
  /** It falls to nothing over this. */
  linear_over?: Span;
  /** It counts in full up to this age, and then not at all. */
  for?: Span;
  /** Each event counts at most once on each day. */
  once_per?: "day";
  /** Older events do not count. */
  max_age?: Span;
  /** The least magnitude of an event that counts. */
  floor?: number;
  /** The largest magnitude of the sum. */
  max?: number;
}

/** What an event gives when it is fresh, how it fades, and what all of it gives at most. */
export interface FadingEventDocument {
  /** The rating that it gives when it is fresh. */
  rating?: number;
  /** The points that it gives when it is fresh. */
  points?: number;
  /** The largest magnitude of what all happenings of it give together. */
  max?: number;
  /** It halves in each of these. */
  half_life?: Span;
  /** It falls to nothing over this. */
  linear_over?: Span;
  /** It counts in full up to this age, and then not at all. */
  for?: Span;
}

/** A named group of criteria. */
export interface DimensionDocument {
  /** Its id, unique in the scorecard. */
  id: Id;
  /** A name for people. */
  name?: string;
  /** A note for people. */
  description?: string;
  /** Its share of the score, on the percent scale; all dimensions have one, or none. */
  share?: number;
  /** The points that are 100 of 100 in this dimension, in place of its weights; with a share. */
  full?: number;
  /** Where its share goes while no weight counts in it; with a share. */
  when_empty?: { to: readonly Id[] };
  /** The largest magnitude of its points, on the points scale. */
  cap?: number;
}

/** Which criteria an answer names as reasons: those whose points are furthest from their baselines. */
export interface ReasonCodesDocument {
  /** The side of the baseline that counts. */
  points: "below" | "above";
  /** How many there are at most. */
  most?: number;
}

/** A lowest or a highest score, a factor, an amount that is added, or a step to round to: always, or under a condition. */
export interface LimitDocument {
  /** A note for people. */
  description?: string;
  /** When it acts, else always; unknown is not true. */
  when?: Condition;
  /** The lowest score; from 0 to 100 on the percent scale. */
  at_least?: number;
  /** The highest score; from 0 to 100 on the percent scale. */
  at_most?: number;
  /** A factor on the score; the result is rounded to six decimals. It stands alone. */
  times?: number;
  /** What is added to the score, or taken away below 0. It stands alone. */
  add?: number;
  /** The step, of which the score becomes a multiple. It stands alone. */
  round_to?: number;
  /** The multiple that is taken: the nearest (a half goes away from zero), or the next one down or up. */
  rounding?: "nearest" | "down" | "up";
}

/** Criteria, dimensions, scale and tiers: gives a score. */
export interface ScorecardDocument {
  /** How points become a score: 100 x points / weights, or base + points. */
  scale?: "percent" | { points: { base?: number; min?: number; max?: number } };
  /** Groups of criteria. */
  dimensions?: readonly DimensionDocument[];
  /** Below this share of known weight there is no tier. */
  min_coverage?: number;
  /** What an unknown criterion counts: nothing (zero), nothing and no weight either (skip), the least that it can still give (least), or a number. */
  if_unknown?: "zero" | "skip" | "least" | number;
  /** Which criteria an answer names as reasons: those whose points are furthest from their baselines. */
  reason_codes?: ReasonCodesDocument;
  /** One line for each thing that counts. */
  criteria?: readonly CriterionDocument[];
  /** The weight of each criterion here, by its id; a shared criterion that stands nowhere else is taken by its name. */
  weights?: Readonly<Record<string, number>>;
  /** Changes to the score, always or under a condition, in the order in which they act. */
  limits?: readonly LimitDocument[];
  /** Best first; each with `from`, the last without. */
  tiers: readonly TierDocument[];
}

/** How many of some criteria must be fit. */
export interface RequiresSome {
  /** How many: from 1 to the number of criteria. */
  at_least: number;
  /** The ids of the criteria. */
  of: readonly Id[];
}

/** What each team is told: words for each team, or a list of which the first that holds counts for each team. */
export type VerdictsDocument =
  | Readonly<Record<string, string>>
  | readonly { when?: Condition; team: string; say: string }[];

/** A named range of the score. */
export interface TierDocument {
  /** Its id, unique in the scorecard. */
  id: Id;
  /** A name for people. */
  name?: string;
  /** A note for people. */
  description?: string;
  /** The lower bound of the score. */
  from?: number;
  /** Criteria that must be fit, else the next tier is tried. */
  requires?: RequiresSome | readonly (Id | RequiresSome)[];
  /** A condition that must hold, else the next tier is tried. */
  when?: Condition;
  /** What each team is told: words for each team, or a list of which the first that holds counts for each team. */
  verdicts?: VerdictsDocument;
}

/** A cell of the grid of fit and intent tiers; the first that holds counts. */
export interface StageDocument {
  /** Its id, unique in the profile. */
  id: Id;
  /** A name for people. */
  name?: string;
  /** A note for people. */
  description?: string;
  /** Tiers of either scorecard; left out, it always holds. */
  when?: { fit?: Id | readonly Id[]; intent?: Id | readonly Id[] };
  /** What each team is told: words for each team, or a list of which the first that holds counts for each team. */
  verdicts?: VerdictsDocument;
}

/** A result without points: the first entry that holds says what it is. */
export interface LabelDocument {
  /** Its id, unique in the icp. */
  id: Id;
  /** A name for people. */
  name?: string;
  /** A note for people. */
  description?: string;
  /** The first that holds counts; if none does, the label is null. */
  first: readonly { when?: Condition; say: string }[];
}

/** One ideal customer profile. */
export interface IcpDocument {
  /** Its id, unique in the model. */
  id: Id;
  /** A name for people. */
  name?: string;
  /** A note for people. */
  description?: string;
  /** Whether accounts are scored by it; true if left out. */
  enabled?: boolean;
  /** A rank, 1 first, or a number for each factor of `prioritize`. */
  priority?: number | Readonly<Record<string, number>>;
  /** Rules that disqualify from this profile. */
  exclusions?: readonly ExclusionDocument[];
  /** The last tier that qualifies; by default the last but one. */
  qualifies_from?: Id;
  /** Who: the scorecard that says how well an account fits. */
  fit: ScorecardDocument;
  /** When: the scorecard that says how ready an account is to buy. */
  intent?: ScorecardDocument;
  /** The grid of both tiers; the first that holds counts. */
  stages?: readonly StageDocument[];
  /** Results without points, given whatever the status. */
  labels?: readonly LabelDocument[];
}

/** How one place writes the accounts that a model reads: its headers, and the form of its values. It is given beside a model. */
export interface SourceDocument {
  /** The version of this format. */
  format: "icp-source/1";
  /** The name of the source; answers have it, with the fingerprint of this file. */
  name: string;
  /** A note for people. */
  description?: string;
  /** Headers, each with the attribute of the model that is read from it. An attribute that is named here is read from these headers alone, in their order. */
  columns?: Readonly<Record<string, string>>;
  /** Attributes of the model, each with the keys that stand in the place of the model's. */
  attributes?: Readonly<Record<string, SourceAttributeDocument>>;
  /** How the file is laid out, for programs that open files; an option of such a program comes before it. */
  file?: { skip?: number; sheet?: string | number; header_row?: number; path?: string; delimiter?: string; encoding?: string };
}

/** How the source writes the values of an attribute, in place of what the model says. */
export interface SourceAttributeDocument {
  /** Texts and numbers that stand for no value, beside those of the model; `none`: not those of the model either. */
  missing?: "none" | readonly (string | number)[];
  /** What a blank that is there is known to be; without it, it is missing. */
  blank?: "none" | false | 0 | "empty";
  /** How a source writes the values: signs around a number, patterns of a date, words for true and false, `json` for a set, `digits` or `domain` for a text. */
  written?: WrittenNumberDocument | WrittenBoolDocument | string | readonly string[];
  /** How a set is written in one text: a separator, or several. */
  separator?: string | readonly string[];
}
