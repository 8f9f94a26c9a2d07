// What the library says, as plain data: the one shape that every language has. All keys are always there. Keys are
// compared with what the core writes by a test.

import type { AttributeType, Layer } from "./document.d.ts";

/** An assessment as data. */
export interface AssessmentData {
  model: ModelNote;
  as_of: string;
  best: string | null;
  /** The id of the one icp to show: the best; without one, the icp that is nearest to a yes. */
  headline: string;
  icps: IcpAssessment[];
  derived: DerivedNote[];
  issues: IssueNote[];
}

export interface ModelNote {
  name: string;
  version: string | null;
  status: "hypothesis" | "validated" | null;
  fingerprint: string;
}

export type IcpStatus = "qualified" | "unqualified" | "disqualified" | "insufficient_data";

export type ReasonCode =
  | "excluded"
  | "nothing_known"
  | "required_unmet"
  | "exclusion_unknown"
  | "required_unknown"
  | "low_coverage"
  | "tier";

export interface Reason {
  code: ReasonCode;
  id: string | null;
  text: string;
}

/** Lowest and highest. */
export type Bounds = [number, number];

/** What each team is told. It has no prototype. */
export type Verdicts = Record<string, string>;

export interface CardAssessment {
  score: number | null;
  bounds: Bounds | null;
  coverage: number;
  tier: string | null;
  verdicts: Verdicts;
  tally: Tally;
  base: number;
  adjustments: Adjustment[];
  criteria: CriterionAssessment[];
  missing: string[];
}

export interface IcpAssessment extends CardAssessment {
  icp: string;
  name: string | null;
  priority: number;
  status: IcpStatus;
  reason: Reason;
  stage: string | null;
  exclusions: ExclusionNote[];
  possible_exclusions: ExclusionNote[];
  intent: CardAssessment | null;
}

export interface Tally {
  fits: number;
  partials: number;
  nones: number;
  misfits: number;
  unknowns: number;
  not_applicable: number;
}

export interface Adjustment {
  kind: "floor" | "cap" | "min" | "max";
  dimension: string | null;
  from: number;
  to: number;
}

export interface ExclusionNote {
  id: string;
  reason: string;
  /** The attributes that would settle it; of one that holds, those whose values could lift it. */
  missing: string[];
}

export type CriterionStatus = "fit" | "partial" | "none" | "misfit" | "unknown" | "not_applicable";

export interface CriterionAssessment {
  id: string;
  name: string | null;
  dimension: string | null;
  status: CriterionStatus;
  label: string | null;
  rating: number | null;
  rating_bounds: Bounds | null;
  weight: number;
  points: number;
  contribution: number;
  missing: string[];
  signals: Signal[];
}

export interface Signal {
  event: string;
  on: string;
  age: number;
  left: number;
  gives: number;
}

export interface DerivedNote {
  attribute: string;
  formula: string;
  /** By attribute. It has no prototype. */
  inputs: Record<string, number | null>;
  value: number | null;
}

export interface IssueNote {
  attribute: string;
  expected: string;
  found: string;
  message: string;
}

/** What a form needs to know about an attribute. */
export interface Attribute {
  name: string;
  type: AttributeType;
  layer: Layer | null;
  title: string | null;
  unit: string | null;
  description: string | null;
  aliases: string[];
  values: string[];
  min: number | null;
  max: number | null;
  formula: string | null;
}

export interface Finding {
  code: string;
  severity: "info" | "warning";
  path: string;
  message: string;
  help: string | null;
}

/** The lowest and the highest score that a scorecard can give. */
export interface ScoreRange {
  icp: string;
  scorecard: "fit" | "intent";
  lowest: number;
  highest: number;
  is_exact: boolean;
}

/** One mistake in a model. */
export interface Problem {
  code: string;
  path: string;
  line: number | null;
  column: number | null;
  message: string;
  help: string | null;
}

/** What could still change the answer, and which missing attribute to ask for next. */
export interface Questions {
  /** Whether only scores can still move. */
  decided: boolean;
  icps: IcpOutlook[];
  /** The one that matters most first; none when nothing can change. */
  questions: Question[];
}

/** What an icp can still say; `null` among tiers and stages is none. */
export interface IcpOutlook {
  icp: string;
  decided: boolean;
  statuses: IcpStatus[];
  tiers: (string | null)[];
  intent_tiers: (string | null)[];
  stages: (string | null)[];
}

export interface Question {
  attribute: string;
  title: string | null;
  matters: "decision" | "score";
  could_change: Changes;
  /** The icps for which one of its answers, alone, would settle whether they qualify. */
  settles: string[];
  /** How much of the bounds of scores rests on it. */
  decides: Share[];
}

/** Ids of icps. */
export interface Changes {
  best: boolean;
  status: string[];
  tier: string[];
  intent_tier: string[];
  stage: string[];
  verdicts: string[];
  score: string[];
  intent_score: string[];
}

export interface Share {
  icp: string;
  score: number;
  intent_score: number;
}
