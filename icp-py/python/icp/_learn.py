"""`icp.learn`: a first model, learned from won and lost accounts. Everything is decided in the compiled part."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, cast

from icp._found import Found, Maker, maker_like
from icp._icp import Model, _Lesson
from icp._init import fill

if TYPE_CHECKING:
    from icp._icp import _Found
    from icp.evidence import Outcome


class SignalTest(NamedTuple):
    """A test whether the columns tell won from lost at all: the outcomes are shuffled many times."""

    found: bool
    """Whether there is a signal, at the level of 5 %."""
    p: float
    """The chance of a table that says as much when no column says anything."""
    detectable_auc: float
    """The AUC that a single column would have to reach to be seen among so many rows."""
    permutations: int
    """How often the outcomes were shuffled."""
    by_account: bool
    """Whether whole accounts were shuffled, as rows of one account belong together."""


class LearnReport(Found):
    """The report on what was learned. Its main table has the columns; `bands` and `tiers` have the card.

    Win rates of tiers are those of rows that the card was not fitted to.
    """

    def __init__(self, found: _Found, make: Maker) -> None:
        super().__init__(cast("_Found", _Kept(found)), make)

    @property
    def columns(self) -> Any:
        """Each column of the table: whether it is in the model, why not, and how well it alone tells won from lost."""
        return self._table("columns")

    @property
    def bands(self) -> Any:
        """Each band of each criterion: its points, and the rows behind them."""
        return self._table("bands")

    @property
    def tiers(self) -> Any:
        """Each tier, with its win rate on other rows."""
        return self._table("tiers")

    @property
    def signal(self) -> SignalTest | None:
        """The test for a signal; None where it was not made."""
        signal: dict[str, Any] | None = self._all()["signal"]
        return None if signal is None else SignalTest(**signal)

    @property
    def warnings(self) -> list[str]:
        """Everything that was suspicious, in sentences."""
        return list(self._all()["warnings"])


class _Kept:
    """A report as texts and lists: it can be pickled."""

    def __init__(self, found: _Found) -> None:
        self._told: dict[str, Any] = {
            name: getattr(found, name)()
            for name in ("json", "text", "markdown", "html", "sentences", "frames", "tables")
        }

    def __getattr__(self, name: str) -> Any:
        told: dict[str, Any] = self.__dict__.get("_told", {})
        if name not in told:
            raise AttributeError(name)
        return lambda: told[name]


class Learned:
    """What was learned from a table: a model, or the reason why there is none."""

    def __init__(self, document: str | None, report: LearnReport, nothing: str | None, invalid: int) -> None:
        self._document = document
        self._report = report
        self._nothing = nothing
        self._invalid = invalid
        self._model = None if document is None else Model.from_yaml(document)

    @property
    def model(self) -> Model | None:
        """The model; None where nothing was learned."""
        return self._model

    @property
    def document(self) -> str | None:
        """The model's document in YAML, with the rows behind every number as comments; None where nothing was learned."""
        return self._document

    @property
    def report(self) -> LearnReport:
        """The report, also where nothing was learned."""
        return self._report

    @property
    def nothing(self) -> str | None:
        """Why there is no model, in a sentence; None where there is one."""
        return self._nothing

    @property
    def signal(self) -> SignalTest | None:
        """The test for a signal; None where it was not made."""
        return self._report.signal

    @property
    def columns(self) -> Any:
        """Each column of the table: whether it is in the model, and why not."""
        return self._report.columns

    @property
    def invalid(self) -> int:
        """How many values could not be read and count as missing."""
        return self._invalid

    def _repr_html_(self) -> str:
        return self._report._repr_html_()  # pyright: ignore[reportPrivateUsage]

    def __str__(self) -> str:
        return self._report.to_text()


class Limits(TypedDict, total=False):
    """The arguments of learning that have the command's defaults."""

    group: str | None
    decided_on: str | None
    as_of: datetime.date | str | None
    ignore: Iterable[str]
    known_before: Iterable[str]
    monotone: str | Mapping[str, str] | None
    keep_bands: Model | None
    split_by: str | None
    max_criteria: int | None
    max_bands: int | None
    points: str | None
    interactions: bool
    lean: bool
    permutations: int | None
    base_rate: float | None
    without_signal: bool
    seed: int | None
    threads: int | None


def learn(
    frame: Any,
    *,
    outcome: str | Outcome | None = None,
    reference: Any = None,
    weight: str | None = None,
    group: str | None = None,
    decided_on: str | None = None,
    as_of: datetime.date | str | None = None,
    ignore: Iterable[str] = (),
    known_before: Iterable[str] = (),
    monotone: str | Mapping[str, str] | None = None,
    keep_bands: Model | None = None,
    split_by: str | None = None,
    max_criteria: int | None = None,
    max_bands: int | None = None,
    points: str | None = None,
    interactions: bool = True,
    lean: bool = False,
    permutations: int | None = None,
    base_rate: float | None = None,
    without_signal: bool = False,
    seed: int | None = None,
    threads: int | None = None,
    name: str = "accounts",
) -> Learned:
    """A first model, learned from accounts that were won and lost: a few criteria in whole points, each with the rows behind it.

    The columns are read as `icp.init` would read them. Each is used only if it tells won from lost on rows that were left
    out; one that seems to be known only after the outcome is not used. There is a model only where a test finds a signal.

    Parameters
    ----------
    frame : table
        What `Model.score_frame` takes: the accounts, with their outcome.
    outcome : str or Outcome
        ``"won"`` for a column of true and false or of 0 and 1, ``"Stage=Won"`` where a word is won, an
        `icp.evidence.Outcome` for everything else. A row without an outcome is left out.
    reference : table, optional
        All accounts of the market, where ``frame`` has the best customers alone and no outcome: points are then lift.
    weight : str, optional
        The column that says how many accounts a row stands for.
    group : str, optional
        The column that says of which account a row is: rows of one account count as one piece of evidence.
    decided_on : str, optional
        The column with the day of the decision: ages are those of that day, and the model is judged on later rows as well.
    as_of : datetime.date, datetime.datetime or str, optional
        The day for ages where there is no ``decided_on``. Today when left out.
    ignore : iterable of str
        Columns that are not learned from.
    known_before : iterable of str
        Columns that were known before the outcome, though they tell it well.
    monotone : str or dict, optional
        How points run with numbers: ``"auto"``, ``"always"`` (rising or falling) or ``"never"``; by columns also
        ``"rising"`` and ``"falling"``.
    keep_bands : Model, optional
        A model whose bands of numbers are kept as they are.
    split_by : str, optional
        A profile for each group of accounts by this column; ``"employees=50,500"`` cuts numbers. The report says whether several
        profiles are better than one.
    max_criteria, max_bands : int, optional
        The most criteria (9), and the most bands of one (5).
    points : str, optional
        ``"0..20"`` for at most 20 points each criterion, ``"total:100"`` for all together.
    interactions : bool
        Whether pairs of columns are looked for.
    lean : bool
        Whether only criteria that are sure are kept.
    permutations : int, optional
        How often the outcomes are shuffled to test whether there is a signal (199); 0 for no test.
    base_rate : float, optional
        The true share of won accounts, where the table has more or fewer of them.
    without_signal : bool
        Whether there is a model even where the test finds no signal.
    seed : int, optional
        Chooses what is drawn by chance.
    threads : int, optional
        How many threads; the answer is the same for any number.
    name : str
        The name of the model and of the accounts.

    Returns
    -------
    Learned
        Its ``model`` is None where nothing was learned; ``nothing`` says why.

    Raises
    ------
    LearnError
        A column that is not there, an outcome that cannot be read, nobody who was won or lost, settings outside their limits.

    Examples
    --------
    >>> accounts = {"employees": [at % 100 for at in range(400)], "won": [(at % 100 >= 50) == (at % 4 != 0) for at in range(400)]}
    >>> learned = icp.learn(accounts, outcome="won", as_of="2026-10-01")
    >>> learned.signal.found, [one.id for one in learned.model.criteria]
    (True, ['employees'])
    >>> learned.model.score({"employees": 80}).score > learned.model.score({"employees": 20}).score
    True
    """
    if (outcome is None) == (reference is None):
        raise TypeError("either outcome names a column, or reference is the table that the best customers are compared with")
    lesson = _Lesson()
    fill(lesson, frame)
    if reference is not None:
        fill(lesson, reference)
    limits: Limits = {
        "group": group,
        "decided_on": decided_on,
        "as_of": as_of,
        "ignore": ignore,
        "known_before": known_before,
        "monotone": monotone,
        "keep_bands": keep_bands,
        "split_by": split_by,
        "max_criteria": max_criteria,
        "max_bands": max_bands,
        "points": points,
        "interactions": interactions,
        "lean": lean,
        "permutations": permutations,
        "base_rate": base_rate,
        "without_signal": without_signal,
        "seed": seed,
        "threads": threads,
    }
    document, found, nothing, _, invalid = lesson.learn(asked(limits, outcome=outcome, weight=weight, name=name), None)
    return Learned(document, LearnReport(found, maker_like(frame)), nothing, invalid)


def asked(
    limits: Limits, *, name: str, outcome: str | Outcome | None = None, weight: str | None = None, said: str | None = None
) -> dict[str, Any]:
    """The arguments as the compiled part takes them."""
    from icp.evidence import outcomes_of

    monotone = limits.get("monotone")
    ways = [] if monotone is None else [(None, monotone)] if isinstance(monotone, str) else list(monotone.items())
    return {
        **limits,
        "outcome": next(iter(outcomes_of(outcome)), None),
        "weight": weight,
        "ignore": _names("ignore", limits.get("ignore", ())),
        "known_before": _names("known_before", limits.get("known_before", ())),
        "monotone": ways,
        "split_by": limits.get("split_by"),
        "name": name,
        "said": said,
    }


def _names(argument: str, given: Iterable[str]) -> list[str]:
    if isinstance(given, str):
        raise TypeError(f"{argument} is a list of columns, not the text `{given}`")
    return list(given)


__all__ = ["LearnReport", "Learned", "Limits", "SignalTest", "asked", "learn"]
