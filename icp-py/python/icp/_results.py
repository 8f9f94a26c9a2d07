"""The classes of results: named tuples whose fields are those of the JSON shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from icp._by_id import ById

Bounds: TypeAlias = tuple[float, float]
DerivedNumber: TypeAlias = float | tuple[float | None, float | None]


class Problem(NamedTuple):
    """One mistake in a model's document.

    ``line`` and ``column`` count from 1; they are None where the model was no text.
    """

    code: str
    """The stable code, such as `unknown_field`."""
    path: str
    """Where in the document."""
    line: int | None
    """The line in the text, from 1; None where the model was no text."""
    column: int | None
    """The column in the line, in characters from 1; None where the model was no text."""
    message: str
    """The mistake: one line, lower case."""
    help: str | None
    """How to mend it."""


class BatchProblem(NamedTuple):
    """One column of a table that is wrong; ``row`` is the first that is, counted from 0."""

    code: str
    """The stable code, as `BatchError.code`."""
    column: str | None
    """The column, by its name in the table; for one that is missing, the name that was looked for first."""
    row: int | None
    """The first row that is wrong, counted from 0."""
    message: str
    """The mistake, in one line."""
    help: str | None
    """How to mend it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A value that came in place of another, in words, and how often."""

    found: str
    """The value in words, such as ``text `1,200` ``."""
    count: int
    """How often."""


@dataclass(frozen=True, slots=True)
class InvalidValues:
    """The invalid values of one attribute of a table.

    ``count`` values were invalid and ``valid`` were not; ``share`` is the part of the invalid ones among both. ``missing``
    rows had none. ``examples`` are the most frequent, ``rows`` the first, counted from 0.
    """

    attribute: str
    """The attribute."""
    column: str
    """The column (or key) of the first of them."""
    valid: int
    """Values that were there and could be read."""
    count: int
    """Values that were there and could not be read."""
    missing: int
    """Accounts without a value."""
    share: float
    """Invalid ones among the values that were there, from 0 to 1."""
    expected: str
    """The values that the attribute takes, in words."""
    examples: tuple[Example, ...]
    """The invalid values, the most frequent first; at most three."""
    rows: tuple[int, ...]
    """The first rows, counted from 0; at most five."""


class Finding(NamedTuple):
    """Something that the author of a model should know."""

    code: str
    """The stable code, such as `unreachable_tier`."""
    severity: Literal["info", "warning"]
    """How much it matters."""
    path: str
    """Where in the document."""
    message: str
    """The finding: one line, lower case."""
    help: str | None
    """How to mend it."""


class Attribute(NamedTuple):
    """One input of a model."""

    name: str
    """The key under which a record carries it."""
    type: Literal["number", "text", "bool", "date", "set", "events"]
    """The type of its values."""
    layer: str | None
    """Which side of the company it describes."""
    title: str | None
    """Its name for people."""
    unit: str | None
    """The unit of a number."""
    description: str | None
    """A note for people."""
    aliases: tuple[str, ...]
    """Other keys under which a record may carry it, as the model has them."""
    missing: tuple[str, ...]
    """The texts and numbers that stand for no value, those of the model first; numbers as texts."""
    blank: Literal["none", "false", "0", "empty"] | None
    """The known meaning of a blank; None where a blank is missing."""
    written: str | None
    """The values that it takes, in words, where the model says how a source writes them."""
    separators: tuple[str, ...]
    """The separators of a set in one text; none for other types."""
    values: tuple[str, ...]
    """The closed list of values; empty when there is none."""
    min: float | None
    """Smallest sensible number."""
    max: float | None
    """Largest sensible number."""
    formula: str | None
    """The text of its formula, if it is made from others and never read from a record."""
    changeable: bool
    """Whether its value can become another one, as the author says. What is missing can be filled in all the same, and
    a formula changes with its inputs."""


class Reason(NamedTuple):
    """Why an icp has its status: a code, the exclusion, criterion or tier behind it, and words."""

    code: str
    """The gate that decided, or the tier; its place in the model is that of `id`."""
    id: str | None
    """The exclusion, criterion or tier behind it."""
    text: str
    """The reason in words."""


class Tally(NamedTuple):
    """How many criteria have each status."""

    fits: int
    """Rating 1."""
    partials: int
    """Between 0 and 1."""
    nones: int
    """Neither."""
    misfits: int
    """Below 0, or the misfit holds."""
    unknowns: int
    """Resting on something missing."""
    not_applicable: int
    """Not for this account."""


class Adjustment(NamedTuple):
    """A floor, cap or clip that acted on a score. ``from_`` is the number before, ``to`` the number after."""

    kind: Literal["floor", "full", "cap", "at_least", "at_most", "times", "add", "round", "min", "max"]
    """The limit that acted."""
    dimension: str | None
    """The dimension, if it acted on one."""
    limit: int | None
    """The place of the limit among `limits` of the scorecard, if one acted."""
    from_: float
    """The number before."""
    to: float
    """The number after."""


class NextTier(NamedTuple):
    """The way from the fit tier that was reached to the one directly above it.

    Each criterion is taken by itself: a known one as if it gave the most that its rule gives to any account, an unknown one
    as if it gave the most that is still open.
    """

    tier: str
    """The id of the tier."""
    short: float
    """How much its `from` is above the score; 0 where the score is enough."""
    by: tuple[str, ...]
    """The ids of known criteria that alone would reach it, in document order."""
    could: tuple[str, ...]
    """The ids of criteria that could reach it, once something unknown is known, in document order."""


class KeptOutBy(NamedTuple):
    """One thing that alone keeps an account from qualifying."""

    kind: Literal["exclusion", "required", "criterion"]
    """Its kind; its place in the model is that of `id`."""
    id: str
    """The id of the exclusion or criterion."""


class RankedReason(NamedTuple):
    """A reason code of a scorecard, with its distance from the baseline."""

    code: str
    """Its code."""
    text: str | None
    """The reason for people, if the model has one."""
    points: float
    """The points below or above the baseline, of all criteria with this code; not negative."""


class Signal(NamedTuple):
    """An event that a ``decay`` rule counted: its age in days, what is left of it (0 to 1), what it gives now."""

    event: str
    """The name of the event."""
    on: str
    """The day of the event."""
    age: int
    """Its age in days."""
    left: float
    """The part of its fresh value that is left, from 0 to 1."""
    gives: float
    """The amount that it gives now (before the maximum of all), in the rule's unit, with its count."""


@dataclass(frozen=True, slots=True)
class InputEvent:
    """An event that a rule asks for."""

    event: str
    """Its name, as it came."""
    on: str
    """Its day."""
    count: float
    """How often it happened."""


InputValue: TypeAlias = DerivedNumber | bool | str | tuple[str, ...] | tuple[InputEvent, ...] | None


class InputNote(NamedTuple):
    """An attribute that a rule has read, with the value that the account has."""

    attribute: str
    """Its key in the model."""
    value: InputValue
    """The value as it was read; None when it is missing, invalid, or known to be none."""
    known: bool
    """Whether the attribute is known, which it also is where it is known to have no value."""
    given: str | None
    """The text of the record, where the value was read from a text that differs from it, or could not be read."""


class Decisive(NamedTuple):
    """The part of a rule that gave the rating."""

    at: str
    """Its place below the criterion, as the paths of errors write it: `fit`, `misfit`, `bands[1]`,
    `table.ratings.SaaS`, `otherwise`."""
    words: str
    """Its condition or its value in words, without the attribute's name where one attribute is meant."""


class Lift(NamedTuple):
    """Values of one attribute that alone would make an exclusion surely not hold."""

    attribute: str
    """The attribute."""
    words: str
    """All of its values that do, in words."""


class ExclusionNote(NamedTuple):
    """An exclusion that holds, or may; ``missing`` names the attributes that would settle it, or whose values could lift it."""

    id: str
    """Its id."""
    reason: str
    """Why, for people."""
    missing: tuple[str, ...]
    """Attributes that would settle it; of one that holds, those whose values could lift it."""
    when: str
    """Its condition in words."""
    inputs: tuple[InputNote, ...]
    """The attributes that its condition reads, with the values of the account."""
    lift: tuple[Lift, ...]
    """The attributes of which one value alone would make it surely not hold, with all values that do."""


class CriterionAssessment(NamedTuple):
    """One line of a scorecard.

    ``contribution`` is its part of the score: the parts (and the base) add up to the score before floors and clips.
    """

    id: str
    """Its id."""
    name: str | None
    """Its name for people."""
    dimension: str | None
    """Its dimension."""
    status: Literal["fit", "partial", "none", "misfit", "unknown", "not_applicable"]
    """Its status: how well it fits, whether it is unknown, or does not apply."""
    label: str | None
    """The label of the band that holds."""
    rating: float | None
    """The rating, from -1 to 1; None while it is unknown, or when it does not apply."""
    rating_bounds: Bounds | None
    """Lowest and highest rating that are still possible."""
    weight: float
    """Its weight."""
    points: float
    """Its points: weight x rating, or the points that an unknown one counts."""
    contribution: float
    """Its part of the score; the parts (and the base) add up to the score before floors and clips."""
    missing: tuple[str, ...]
    """Attributes that would settle it; of one that is known, blanks whose values could change it."""
    matched: tuple[str, ...] | None
    """Of a rule on listed items of a set or phrases of a text those that are there, as the model writes them; None for
    other rules, and while the attribute is missing."""
    signals: tuple[Signal, ...]
    """Faded events behind a `decay` rule, in the order of the record."""
    inputs: tuple[InputNote, ...]
    """The attributes that its rule and its `applies_when` read, with their values, in the order of the model."""
    wanted: str
    """Its rule in words, without the attribute's name where one attribute is meant."""
    max_contribution: float | None
    """Its contribution if its rating were the highest that its rule can give to any account, and all else stayed as it
    is; None when there is no score, or it does not apply."""
    decisive: Decisive | None
    """The part of its rule that gave the rating; None where none did, or several together."""


class CardAssessment(NamedTuple):
    """The result of an intent scorecard."""

    score: float | None
    """The published score; None when nothing is known."""
    bounds: Bounds | None
    """Lowest and highest score that the missing values could still lead to."""
    coverage: float
    """The share of the weight whose criteria are known, from 0 to 1."""
    tier: str | None
    """The id of the tier."""
    verdicts: dict[str, str]
    """The tier's verdict for each team."""
    tally: Tally
    """How many criteria have each status."""
    base: float
    """The score that every account starts with (points scale; else 0)."""
    adjustments: tuple[Adjustment, ...]
    """Floors, caps and clips that acted."""
    reason_codes: tuple[RankedReason, ...]
    """The reason codes, the largest first; empty unless the model asks for them, and without a score."""
    criteria: ById[CriterionAssessment]
    """Every criterion, in document order."""
    missing: tuple[str, ...]
    """Attributes that would settle what is unknown, in the order of the model."""


class DerivedNote(NamedTuple):
    """A number that was made from others by a formula."""

    attribute: str
    """The attribute that it gives."""
    formula: str
    """The formula as written."""
    inputs: dict[str, DerivedNumber | None]
    """The attributes in it, in the order in which they appear, with their numbers."""
    value: DerivedNumber | None
    """The result; None when a number is missing or there is none, a divisor is zero, or it is not finite."""


class IssueNote(NamedTuple):
    """An invalid value that counted as missing."""

    attribute: str
    """The attribute."""
    expected: str
    """The expected value, in words."""
    found: str
    """The value as it was given, quoted for messages."""
    message: str
    """Both in one message."""


class ScoreRange(NamedTuple):
    """The lowest and the highest score that a scorecard can give."""

    icp: str
    """The id of the icp."""
    scorecard: Literal["fit", "intent"]
    """Which of its scorecards."""
    lowest: float
    """No account scores less."""
    highest: float
    """No account scores more."""
    is_exact: bool
    """Whether both are reached; otherwise criteria that share attributes may keep the scores closer together."""


class CriterionInfo(NamedTuple):
    """A criterion of a scorecard, with the attributes that it reads."""

    icp: str
    """The id of its icp."""
    scorecard: Literal["fit", "intent"]
    """Which scorecard it is of: `fit` or `intent`."""
    id: str
    """Its id."""
    name: str | None
    """A name for people."""
    dimension: str | None
    """The id of its dimension."""
    weight: float
    """Its weight: as written, or the largest magnitude of its points."""
    required: bool
    """Whether an account must meet it to qualify."""
    rule: str
    """The key of its rule: `fit`, `bands` .."""
    attributes: list[str]
    """The attributes that its rule and its `applies_when` name, in the order of the model."""


class Share(NamedTuple):
    """How much of the bounds of an icp's scores rests on an attribute."""

    icp: str
    """The icp's id."""
    score: float
    """Of the fit score."""
    intent_score: float
    """Of the intent score; 0 without one."""


class Changes(NamedTuple):
    """What an attribute could change: ids of icps, in priority order."""

    best: bool
    """Which icp is the best."""
    status: tuple[str, ...]
    """Icps whose status it could change."""
    tier: tuple[str, ...]
    """Icps whose fit tier it could change."""
    intent_tier: tuple[str, ...]
    """Icps whose intent tier it could change."""
    stage: tuple[str, ...]
    """Icps whose stage it could change."""
    verdicts: tuple[str, ...]
    """Icps whose verdicts it could change through the conditions of the verdicts themselves."""
    score: tuple[str, ...]
    """Icps whose score it could change."""
    intent_score: tuple[str, ...]
    """Icps whose intent score it could change."""


class Question(NamedTuple):
    """A missing attribute, and what it could change."""

    attribute: str
    """The attribute's name."""
    title: str | None
    """Its title, as the author wrote it."""
    between: tuple[float | None, float | None] | None
    """The two ends that it is known to lie between, where it is a number that is known as an interval."""
    matters: Literal["decision", "score"]
    """The most that it could change."""
    could_change: Changes
    """The parts of the answer that it could change, alone or with other answers."""
    settles: tuple[str, ...]
    """The icps for which one of its answers, alone, would settle whether they qualify."""
    decides: tuple[Share, ...]
    """How much of the bounds of scores rests on it."""


class IcpOutlook(NamedTuple):
    """What an icp can still say, whichever missing values are filled in."""

    icp: str
    """Its id."""
    decided: bool
    """Whether its status, tiers, stage and verdicts can no longer change."""
    statuses: tuple[Literal["qualified", "unqualified", "disqualified", "insufficient_data"], ...]
    """The statuses that it can have: the one it has, and those that answers can bring."""
    tiers: tuple[str | None, ...]
    """The fit tiers that it can have, best first; None, for no tier, comes last."""
    intent_tiers: tuple[str | None, ...]
    """The intent tiers that it can have, alike; empty without an intent scorecard."""
    stages: tuple[str | None, ...]
    """The stages that it can have, alike; empty without stages."""


class Questions(NamedTuple):
    """What could still change the answer, and which missing attribute to ask for next."""

    decided: bool
    """Whether the decision is made: no missing value can change the best icp, or the status, tiers, stage or verdicts
    of any. Scores may still move."""
    icps: ById[IcpOutlook]
    """The outlook of each icp, in priority order."""
    questions: ById[Question]
    """The missing attributes that matter, the one that matters most first; none when nothing can change."""


class Change(NamedTuple):
    """The change of one attribute."""

    attribute: str
    """The attribute."""
    from_: InputValue
    """Its value in the account; None where it has none."""
    given: str | None
    """The text of the account, where the value was read from one that differs."""
    to: str
    """All values that will do, in words without the attribute's name. Each goes with each of those of the other
    changes."""
    example: InputValue
    """One of them, the nearest."""
    passed: int
    """How many cells the example is away, or items that come or go."""


class ChangeSet(NamedTuple):
    """Changes that reach the goal together: by place, and by attribute."""

    changes: ById[Change]
    """A change for each attribute, in the order of the model."""
    status: Literal["qualified", "unqualified", "disqualified", "insufficient_data"]
    """The status with the examples of the changes, by scoring."""
    score: float | None
    """The score of fit with them."""
    tier: str | None
    """The id of the tier with them."""


# The compiled part calls these, each with one result as it is in JSON.


def invalid_values(of: dict[str, Any]) -> InvalidValues:
    examples = tuple(Example(**one) for one in of["examples"])
    fields: dict[str, Any] = {**of, "examples": examples, "rows": tuple(of["rows"])}
    return InvalidValues(**fields)


def problem(of: dict[str, Any]) -> Problem:
    return Problem(**of)


def finding(of: dict[str, Any]) -> Finding:
    return Finding(**of)


def attribute(of: dict[str, Any]) -> Attribute:
    return Attribute(**_tuples(of, "aliases", "missing", "separators", "values"))


def reason(of: dict[str, Any]) -> Reason:
    return Reason(**of)


def tally(of: dict[str, Any]) -> Tally:
    return Tally(**of)


def adjustment(of: dict[str, Any]) -> Adjustment:
    return Adjustment(of["kind"], of["dimension"], of["limit"], of["from"], of["to"])


def exclusion(of: dict[str, Any]) -> ExclusionNote:
    made = _tuples(of, "missing")
    made["inputs"] = tuple(input_note(one) for one in of["inputs"])
    made["lift"] = tuple(Lift(**one) for one in of["lift"])
    return ExclusionNote(**made)


def next_tier(of: dict[str, Any]) -> NextTier:
    return NextTier(**_tuples(of, "by", "could"))


def kept_out_by(of: dict[str, Any]) -> KeptOutBy:
    return KeptOutBy(**of)


def ranked_reason(of: dict[str, Any]) -> RankedReason:
    return RankedReason(**of)


def derived(of: dict[str, Any]) -> DerivedNote:
    def number(of: Any) -> Any:
        return tuple(cast("list[float | None]", of)) if isinstance(of, list) else of

    inputs = {name: number(one) for name, one in of["inputs"].items()}
    return DerivedNote(of["attribute"], of["formula"], inputs, number(of["value"]))


def issue(of: dict[str, Any]) -> IssueNote:
    return IssueNote(**of)


def input_note(of: dict[str, Any]) -> InputNote:
    return InputNote(of["attribute"], _input_value(of["value"]), of["known"], of["given"])


def _input_value(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    items = cast("list[Any]", value)
    return tuple(InputEvent(**cast("Any", one)) if isinstance(one, dict) else one for one in items)


def change_set(of: dict[str, Any]) -> ChangeSet:
    changes = [
        Change(
            one["attribute"],
            _input_value(one["from"]),
            one["given"],
            one["to"],
            _input_value(one["example"]),
            one["passed"],
        )
        for one in of["changes"]
    ]
    return ChangeSet(ById("attribute", changes), of["status"], of["score"], of["tier"])


def criterion(of: dict[str, Any]) -> CriterionAssessment:
    made = _tuples(of, "missing", "rating_bounds", "matched")
    made["signals"] = tuple(Signal(**signal) for signal in of["signals"])
    made["inputs"] = tuple(input_note(one) for one in of["inputs"])
    made["decisive"] = Decisive(**of["decisive"]) if of["decisive"] else None
    return CriterionAssessment(**made)


def card(of: dict[str, Any]) -> CardAssessment:
    made = _tuples(of, "missing", "bounds")
    made["tally"] = tally(of["tally"])
    made["adjustments"] = tuple(adjustment(one) for one in of["adjustments"])
    made["reason_codes"] = tuple(ranked_reason(one) for one in of["reason_codes"])
    made["criteria"] = ById("id", [criterion(one) for one in of["criteria"]])
    return CardAssessment(**made)


def criterion_info(of: dict[str, Any]) -> CriterionInfo:
    return CriterionInfo(**of)


def score_range(of: dict[str, Any]) -> ScoreRange:
    return ScoreRange(**of)


def questions(of: dict[str, Any]) -> Questions:
    icps = [IcpOutlook(**_tuples(one, "statuses", "tiers", "intent_tiers", "stages")) for one in of["icps"]]
    return Questions(of["decided"], ById("icp", icps), ById("attribute", [_question(one) for one in of["questions"]]))


def _question(of: dict[str, Any]) -> Question:
    made = _tuples(of, "settles", "between")
    could = of["could_change"]
    made["could_change"] = Changes(**_tuples(could, *(name for name in could if name != "best")))
    made["decides"] = tuple(Share(**one) for one in of["decides"])
    return Question(**made)


def _tuples(of: dict[str, Any], *keys: str) -> dict[str, Any]:
    """The same with lists as tuples; None stays."""
    return of | {key: None if of[key] is None else tuple(of[key]) for key in keys}
