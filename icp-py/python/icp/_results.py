"""The parts of answers: plain tuples with names, whose fields are those of the JSON shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from icp._by_id import ById

Bounds: TypeAlias = tuple[float, float]


class Problem(NamedTuple):
    """One mistake in a model's document.

    ``line`` and ``column`` count from 1; they are None where the model was no text.
    """

    code: str
    path: str
    line: int | None
    column: int | None
    message: str
    help: str | None


class BatchProblem(NamedTuple):
    """One column of a table that is wrong; ``row`` is the first that is, counted from 0."""

    code: str
    column: str | None
    row: int | None
    message: str
    help: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A value that came in place of another, in words, and how often."""

    found: str
    count: int


@dataclass(frozen=True, slots=True)
class InvalidValues:
    """The invalid values of one attribute of a table.

    ``count`` values were invalid and ``valid`` were not; ``share`` is the part of the invalid ones among both. ``missing``
    rows had none. ``examples`` are the most frequent, ``rows`` the first, counted from 0.
    """

    attribute: str
    column: str
    valid: int
    count: int
    missing: int
    share: float
    expected: str
    examples: tuple[Example, ...]
    rows: tuple[int, ...]


class Finding(NamedTuple):
    """Something that the author of a model should know."""

    code: str
    severity: Literal["info", "warning"]
    path: str
    message: str
    help: str | None


class Attribute(NamedTuple):
    """One input of a model."""

    name: str
    type: Literal["number", "text", "bool", "date", "set", "events"]
    layer: str | None
    title: str | None
    unit: str | None
    description: str | None
    aliases: tuple[str, ...]
    values: tuple[str, ...]
    min: float | None
    max: float | None
    formula: str | None


class Reason(NamedTuple):
    """Why an icp has its status: a code, the exclusion, criterion or tier behind it, and words."""

    code: str
    id: str | None
    text: str


class Tally(NamedTuple):
    """How many criteria have each status."""

    fits: int
    partials: int
    nones: int
    misfits: int
    unknowns: int
    not_applicable: int


class Adjustment(NamedTuple):
    """A floor, cap or clip that acted on a score. ``from_`` is the number before, ``to`` the number after."""

    kind: Literal["floor", "cap", "min", "max"]
    dimension: str | None
    from_: float
    to: float


class ExclusionNote(NamedTuple):
    """An exclusion that holds, or may; ``missing`` names the attributes that would settle it, or whose values could lift it."""

    id: str
    reason: str
    missing: tuple[str, ...]


class Signal(NamedTuple):
    """An event that a ``decay`` rule counted: its age in days, what is left of it (0 to 1), what it gives now."""

    event: str
    on: str
    age: int
    left: float
    gives: float


class CriterionAssessment(NamedTuple):
    """One line of a scorecard.

    ``contribution`` is its part of the score: the parts (and the base) add up to the score before floors and clips.
    """

    id: str
    name: str | None
    dimension: str | None
    status: Literal["fit", "partial", "none", "misfit", "unknown", "not_applicable"]
    label: str | None
    rating: float | None
    rating_bounds: Bounds | None
    weight: float
    points: float
    contribution: float
    missing: tuple[str, ...]
    signals: tuple[Signal, ...]


class CardAssessment(NamedTuple):
    """The result of an intent scorecard."""

    score: float | None
    bounds: Bounds | None
    coverage: float
    tier: str | None
    verdicts: dict[str, str]
    tally: Tally
    base: float
    adjustments: tuple[Adjustment, ...]
    criteria: ById[CriterionAssessment]
    missing: tuple[str, ...]


class DerivedNote(NamedTuple):
    """A number that was made from others by a formula."""

    attribute: str
    formula: str
    inputs: dict[str, float | None]
    value: float | None


class IssueNote(NamedTuple):
    """An invalid value that counted as missing."""

    attribute: str
    expected: str
    found: str
    message: str


class ScoreRange(NamedTuple):
    """The lowest and the highest score that a scorecard can give."""

    icp: str
    scorecard: Literal["fit", "intent"]
    lowest: float
    highest: float
    is_exact: bool


class Share(NamedTuple):
    """How much of the bounds of an icp's scores rests on an attribute."""

    icp: str
    score: float
    intent_score: float


class Changes(NamedTuple):
    """What an attribute could change: ids of icps, in priority order."""

    best: bool
    status: tuple[str, ...]
    tier: tuple[str, ...]
    intent_tier: tuple[str, ...]
    stage: tuple[str, ...]
    verdicts: tuple[str, ...]
    score: tuple[str, ...]
    intent_score: tuple[str, ...]


class Question(NamedTuple):
    """A missing attribute, and what it could change."""

    attribute: str
    title: str | None
    matters: Literal["decision", "score"]
    could_change: Changes
    settles: tuple[str, ...]
    decides: tuple[Share, ...]


class IcpOutlook(NamedTuple):
    """What an icp can still say, whichever missing values are filled in."""

    icp: str
    decided: bool
    statuses: tuple[Literal["qualified", "unqualified", "disqualified", "insufficient_data"], ...]
    tiers: tuple[str | None, ...]
    intent_tiers: tuple[str | None, ...]
    stages: tuple[str | None, ...]


class Questions(NamedTuple):
    """What could still change the answer, and which missing attribute to ask for next."""

    decided: bool
    icps: ById[IcpOutlook]
    questions: ById[Question]


# What the compiled part calls, each with one part as it is in JSON.


def invalid_values(of: dict[str, Any]) -> InvalidValues:
    examples = tuple(Example(**one) for one in of["examples"])
    fields: dict[str, Any] = {**of, "examples": examples, "rows": tuple(of["rows"])}
    return InvalidValues(**fields)


def problem(of: dict[str, Any]) -> Problem:
    return Problem(**of)


def finding(of: dict[str, Any]) -> Finding:
    return Finding(**of)


def attribute(of: dict[str, Any]) -> Attribute:
    return Attribute(**_tuples(of, "aliases", "values"))


def reason(of: dict[str, Any]) -> Reason:
    return Reason(**of)


def tally(of: dict[str, Any]) -> Tally:
    return Tally(**of)


def adjustment(of: dict[str, Any]) -> Adjustment:
    return Adjustment(of["kind"], of["dimension"], of["from"], of["to"])


def exclusion(of: dict[str, Any]) -> ExclusionNote:
    return ExclusionNote(of["id"], of["reason"], tuple(of["missing"]))


def derived(of: dict[str, Any]) -> DerivedNote:
    return DerivedNote(**of)


def issue(of: dict[str, Any]) -> IssueNote:
    return IssueNote(**of)


def criterion(of: dict[str, Any]) -> CriterionAssessment:
    made = _tuples(of, "missing", "rating_bounds")
    made["signals"] = tuple(Signal(**signal) for signal in of["signals"])
    return CriterionAssessment(**made)


def card(of: dict[str, Any]) -> CardAssessment:
    made = _tuples(of, "missing", "bounds")
    made["tally"] = tally(of["tally"])
    made["adjustments"] = tuple(adjustment(one) for one in of["adjustments"])
    made["criteria"] = ById("id", [criterion(one) for one in of["criteria"]])
    return CardAssessment(**made)


def score_range(of: dict[str, Any]) -> ScoreRange:
    return ScoreRange(**of)


def questions(of: dict[str, Any]) -> Questions:
    icps = [IcpOutlook(**_tuples(one, "statuses", "tiers", "intent_tiers", "stages")) for one in of["icps"]]
    return Questions(of["decided"], ById("icp", icps), ById("attribute", [_question(one) for one in of["questions"]]))


def _question(of: dict[str, Any]) -> Question:
    made = _tuples(of, "settles")
    could = of["could_change"]
    made["could_change"] = Changes(**_tuples(could, *(name for name in could if name != "best")))
    made["decides"] = tuple(Share(**one) for one in of["decides"])
    return Question(**made)


def _tuples(of: dict[str, Any], *keys: str) -> dict[str, Any]:
    """The same with lists as tuples; None stays."""
    return of | {key: None if of[key] is None else tuple(of[key]) for key in keys}
