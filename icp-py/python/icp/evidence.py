"""A population and its outcomes as evidence about a model.

>>> import icp.evidence
>>> accounts = {
...     "employees": [320, 450, 250, 300, 90, 12, 40, 8],
...     "country": ["US", "CA", "US", "US", "FR", "DE", "US", "DE"],
...     "won": [True, True, True, False, False, False, True, False],
... }
>>> report = icp.evidence.report(model, accounts, outcome="won", as_of="2026-10-01")
>>> report.frame["tier"], report.frame["rate"]
(['A', 'B', 'C', 'none'], [0.75, None, 0.25, None])
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, Unpack, overload

from icp._feed import Columns, Reading, feed, reads
from icp._found import Found, Maker, maker_like
from icp._icp import Model, _Counts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "Backtest",
    "Comparison",
    "Drift",
    "Outcome",
    "PeriodDrift",
    "Population",
    "Report",
    "backtest",
    "compare",
    "drift",
    "report",
]


class Outcome(NamedTuple):
    """A column that says how accounts turned out.

    A column of true and false, or of 0 and 1, needs nothing more. Of words it has to be said which are won; where there
    are more than two, also which are lost or still open. A missing value is open: the account does not count.

    Examples
    --------
    >>> from icp.evidence import Outcome
    >>> Outcome("Stage", won=["Won"], open=["Proposal", "Demo"]).column
    'Stage'
    """

    column: str
    """The name of the column."""
    won: Sequence[str] = ()
    """Words that are won."""
    lost: Sequence[str] = ()
    """Words that are lost; where there are none, all that are neither won nor open."""
    open: Sequence[str] = ()
    """Words that are still open."""
    value: bool = False
    """Whether the column holds numbers whose mean is judged."""


# `COLUMN`, `COLUMN=WORD` where that word is won, an Outcome, or several of these.
Outcomes: TypeAlias = str | Outcome | Iterable[str | Outcome] | None


class Report(Found):
    """A population under one model. Its main table has the tiers: one row for each icp, tier and outcome.

    Further tables: ``statuses``, ``outcomes``, ``gains``, ``judged``, ``calibration``, ``criteria``, ``bins``, ``exclusions``,
    ``attributes``, ``scores``, ``cuts`` and ``overlap``.
    """

    @property
    def rows(self) -> int:
        """How many accounts were counted."""
        return int(self._all()["rows"])

    @property
    def criteria(self) -> Any:
        """Each criterion on trial: one row for each icp, criterion and outcome."""
        return self._table("criteria")

    @property
    def bins(self) -> Any:
        """What each band, entry or step of a criterion was worth: rows, rate, weight of evidence, and the rating."""
        return self._table("bins")

    @property
    def outcomes(self) -> Any:
        """Each outcome: its rate, and how well the rank tells won from lost."""
        return self._table("outcomes")

    @property
    def attributes(self) -> Any:
        """Each attribute: how many accounts have it, and whether that alone tells won from lost."""
        return self._table("attributes")

    def plot(self, ax: Axes | None = None) -> Axes:
        """How often each tier was won, with intervals; how many accounts it has where there is no outcome.

        Needs matplotlib.
        """
        from icp._evidence_plot import tiers

        return tiers(self._columns()["tiers"], ax)


class Comparison(Found):
    """Two models on one population. Its main table has the moves: from where to where, and how many accounts.

    Further tables: ``changes``, ``causes`` and ``outcomes``.
    """

    @property
    def changes(self) -> Any:
        """The differences between the models, each in a sentence."""
        return self._table("changes")

    @property
    def causes(self) -> Any:
        """The criteria and exclusions that moved accounts."""
        return self._table("causes")

    @property
    def outcomes(self) -> Any:
        """Each outcome: how well both models tell won from lost, and the difference with its interval."""
        return self._table("outcomes")

    def plot(self, ax: Axes | None = None) -> Axes:
        """From where to where accounts move, as a table whose cells are darker the more there are.

        Needs matplotlib.
        """
        from icp._evidence_plot import moves

        return moves(self._columns()["moves"], ax)


class Drift(Found):
    """Two populations under one model. Its main table has the parts of the model: how far each has shifted.

    Further tables: ``rates`` and ``joint``.
    """

    @property
    def review(self) -> str | None:
        """Why the model should be looked at again, in one line; None where nothing asks for it."""
        review: str | None = self._all()["review"]
        return review

    @property
    def rates(self) -> Any:
        """The rate of each tier before and after."""
        return self._table("rates")

    def plot(self, ax: Axes | None = None) -> Axes:
        """The stability index of each part, with lines where it is worth a look and where it asks for a review.

        Needs matplotlib.
        """
        from icp._evidence_plot import shifts

        return shifts(self._columns()["parts"], self._all()["bounds"], ax)


class PeriodDrift(Found):
    """A population period by period. Its main table has the periods; `parts` has the parts of the model in each.

    A further table is ``parts``: each part of the model against the period before and against the first.
    """

    @property
    def review(self) -> str | None:
        """Why the model should be looked at again, from the last period; None where nothing asks for it."""
        review: str | None = self._all()["review"]
        return review


class Backtest(Found):
    """A model on past accounts, each on its own day. Its main table has the periods.

    A further table, ``later_dates``, has the attributes with dates that lay in the future.
    """

    @property
    def says(self) -> str:
        """What was found, in a sentence."""
        return str(self._all()["says"])

    def plot(self, ax: Axes | None = None) -> Axes:
        """How well the rank told won from lost in each period, on the day and with what is known today.

        Needs matplotlib.
        """
        from icp._evidence_plot import periods

        return periods(self._columns()["periods"], ax)


class Population:
    """Counts of a population, which are added up before anything is judged.

    Tables are added one after the other. Parts may be counted on other machines: they travel as bytes (or by pickle), and
    are merged in any order. The report has the same bits as that of one pass over all rows.

    Parameters
    ----------
    model : Model
        The model.
    outcome : str, Outcome or several, optional
        The outcomes, as in `report`.
    weight : str, optional
        The column that says how many accounts each row stands for.

    Examples
    --------
    >>> from icp.evidence import Population
    >>> parts = [{"employees": [320, 12], "won": [1, 0]}, {"employees": [250, 90], "won": [1, 1]}]
    >>> counted = [Population(model, outcome="won").add(part, missing_columns="unknown") for part in parts]
    >>> whole = Population.from_bytes(model, counted[0].to_bytes()).merge(counted[1])
    >>> whole.report().rows
    4
    """

    def __init__(self, model: Model, *, outcome: Outcomes = None, weight: str | None = None) -> None:
        self._model = model
        self._counts = _Counts.population(model, outcomes_of(outcome), weight, None)
        self._make: Maker | None = None

    def add(self, frame: Any, **reading: Unpack[Reading]) -> Population:
        """Counts the rows of a table; gives itself, so that calls can follow one another.

        Parameters
        ----------
        frame : table
            What `Model.score_frame` takes, with the columns of outcomes and weights.
        **reading
            ``as_of``, ``columns``, ``on_invalid``, ``missing_columns``, ``allow_empty_columns``, ``threads`` and
            ``progress``, as in `Model.score_frame`.
        """
        feed(self._counts, frame, reading)
        self._make = self._make or maker_like(frame)
        return self

    def reads(self, names: Iterable[str], **reading: Unpack[Reading]) -> list[str]:
        """Those of some columns that are read, in their order: what a table needs to have for `add`.

        Parameters
        ----------
        names : iterable of str
            The columns of a table.
        **reading
            As in `add`.
        """
        return reads(self._counts, list(names), reading)

    def merge(self, other: Population) -> Population:
        """Adds the counts of another part; gives itself.

        Raises
        ------
        EvidenceError
            Counts of another model or of other outcomes.
        """
        self._counts.merge(other._counts)
        self._make = self._make or other._make
        return self

    def report(self, *, want: float | None = None) -> Report:
        """The report about all that was counted. Its frames are of the kind of the first table; of pandas when the counts came as bytes.

        Parameters
        ----------
        want : float, optional
            A number of accounts: the report says from which score on an icp gives that many.
        """
        return Report(self._counts.found(want), self._make or _any_frame())

    def drift(self, after: Population) -> Drift:
        """How a later population differs from this one."""
        return Drift(self._counts.drift(after._counts), self._make or after._make or _any_frame())

    def to_bytes(self) -> bytes:
        """The counts, for another process. They hold counts, the words of outcomes and some invalid values; no account and no name."""
        return self._counts.written().encode()

    @classmethod
    def from_bytes(cls, model: Model, data: bytes) -> Population:
        """The counts that `to_bytes` gave.

        Raises
        ------
        EvidenceError
            Bytes that are none, or counts of another model.
        """
        made = cls.__new__(cls)
        made._model = model
        made._counts = _Counts.read(model, data.decode())
        made._make = None
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Population.from_bytes, (self._model, self.to_bytes())


def report(
    model: Model,
    frame: Any,
    *,
    outcome: Outcomes = None,
    weight: str | None = None,
    want: float | None = None,
    best: str | None = None,
    best_top: float = 0.2,
    **reading: Unpack[Reading],
) -> Report:
    """A population under a model: who qualifies and why not, and what the outcomes say about the model.

    Parameters
    ----------
    model : Model
        The model.
    frame : table
        What `Model.score_frame` takes. The columns of outcomes and weights need no attribute in the model.
    outcome : str, Outcome or several, optional
        ``"won"`` for a column of true and false or of 0 and 1, ``"Stage=Won"`` where a word is won, an `Outcome` for
        everything else.
    weight : str, optional
        The column that says how many accounts each row stands for.
    want : float, optional
        A number of accounts: the report says from which score on an icp gives that many.
    best : str, optional
        Another outcome, the best customers by several columns: ``"ltv:high, churned:no, cycle_days:low"``. Each column has the
        end that is good; the ranks in the columns that an account has are averaged.
    best_top : float or int
        How many are the best: a share below 1, or a whole number of accounts.
    **reading
        ``as_of``, ``columns``, ``on_invalid``, ``missing_columns``, ``allow_empty_columns``, ``threads`` and ``progress``, as
        in `Model.score_frame`.

    Returns
    -------
    Report

    Raises
    ------
    EvidenceError
        An outcome or a weight that cannot be read.
    BatchError
        A table that cannot be scored.

    Examples
    --------
    >>> import icp.evidence
    >>> accounts = {"employees": [320, 450, 90, 12], "stage": ["Won", "Won", "Lost", "Lost"]}
    >>> report = icp.evidence.report(model, accounts, outcome="stage=Won", missing_columns="unknown")
    >>> report.outcomes["auc"]
    [1.0]
    >>> spent = {"employees": [320, 450, 90, 12], "ltv": [900, 400, 50, 80], "churned": [False, False, True, True]}
    >>> best = icp.evidence.report(model, spent, best="ltv:high, churned:no", best_top=2, missing_columns="unknown")
    >>> best.outcomes["outcome"], best.outcomes["won"]
    (['best'], [2.0])
    """
    counts = _Counts.population(model, outcomes_of(outcome), weight, _best(best, best_top))
    feed(counts, frame, reading)
    return Report(counts.found(want), maker_like(frame))


def compare(
    old: Model,
    new: Model,
    frame: Any,
    *,
    outcome: Outcomes = None,
    weight: str | None = None,
    best: str | None = None,
    best_top: float = 0.2,
    **reading: Unpack[Reading],
) -> Comparison:
    """Two models on one population: what differs between them, who moves, what moves them, and which tells won from lost better.

    Parameters
    ----------
    old, new : Model
        The models.
    frame, outcome, weight, best, best_top, **reading
        As in `report`.

    Returns
    -------
    Comparison

    Examples
    --------
    >>> import icp.evidence
    >>> stricter = model.replace(tiers={"A": 90})
    >>> found = icp.evidence.compare(model, stricter, {"employees": [320, 12], "country": [None, "US"]})
    >>> found.to_dict()["moved"], found.changes["says"]
    (0, ['icps.mid-market.fit.tiers.A.from: 80 became 90'])
    """
    counts = _Counts.compare(old, new, outcomes_of(outcome), weight, _best(best, best_top))
    feed(counts, frame, reading)
    return Comparison(counts.found(), maker_like(frame))


@overload
def drift(
    model: Model,
    before: Any,
    after: Any,
    *,
    by: None = None,
    on: None = None,
    outcome: Outcomes = None,
    weight: str | None = None,
    **reading: Unpack[Reading],
) -> Drift: ...
@overload
def drift(
    model: Model,
    before: Any,
    after: None = None,
    *,
    by: Literal["year", "quarter", "month"],
    on: str,
    outcome: Outcomes = None,
    weight: str | None = None,
    best: str | None = None,
    best_top: float = 0.2,
    **reading: Unpack[Reading],
) -> PeriodDrift: ...
def drift(
    model: Model,
    before: Any,
    after: Any = None,
    *,
    by: Literal["year", "quarter", "month"] | None = None,
    on: str | None = None,
    outcome: Outcomes = None,
    weight: str | None = None,
    best: str | None = None,
    best_top: float = 0.2,
    **reading: Unpack[Reading],
) -> Drift | PeriodDrift:
    """Two populations under one model, or one by period: whether scores, tiers, criteria, attributes and rates have shifted.

    Parameters
    ----------
    model : Model
        The model.
    before : table
        The earlier population; with ``by`` the whole one.
    after : table, optional
        The later population.
    by : {"month", "quarter", "year"}, optional
        Compares each period with the one before and with the first.
    on : str, optional
        For ``by``, the column of days.
    outcome, weight, **reading
        As in `report`.
    best, best_top
        As in `report`, for ``by``: ranks are over one table.

    Returns
    -------
    Drift or PeriodDrift

    Examples
    --------
    >>> import icp.evidence
    >>> before, after = {"employees": [320] * 40}, {"employees": [5] * 40}
    >>> found = icp.evidence.drift(model, before, after, missing_columns="unknown")
    >>> found.review[:12]
    'Review now: '
    """
    if (by is None) != (on is None) or (by is None) == (after is None):
        raise TypeError("drift compares two tables, or one by period: by and on, the column of days")
    if by is not None and on is not None:
        counts = _Counts.periods(model, outcomes_of(outcome), on, by, weight, _best(best, best_top))
        feed(counts, before, reading)
        return PeriodDrift(counts.found(), maker_like(before))
    if best is not None:
        raise TypeError("best ranks the accounts of one table: it belongs to by and on")
    of = [Population(model, outcome=outcome, weight=weight).add(frame, **reading) for frame in (before, after)]
    return of[0].drift(of[1])


def backtest(
    model: Model,
    frame: Any,
    *,
    outcome: str | Outcome | None = None,
    decided_on: str | None = None,
    as_of: str | None = None,
    lag: int | str | datetime.timedelta = 0,
    by: Literal["year", "quarter", "month"] = "quarter",
    future_ok: Sequence[str] = (),
    worked: str | None = None,
    weight: str | None = None,
    today: datetime.date | str | None = None,
    best: str | None = None,
    best_top: float = 0.2,
    **reading: Unpack[Columns],
) -> Backtest:
    """A model on past accounts, each on its own day, without the facts that came later.

    Parameters
    ----------
    model : Model
        The model.
    frame : table
        What `Model.score_frame` takes, with the columns of the outcome and of the days.
    outcome : str or Outcome, optional
        As in `report`; one, unless ``best`` makes it.
    decided_on : str, optional
        The column with the day on which each account was decided.
    as_of : str, optional
        The column with the day on which each account was first seen; it is judged `lag` later. One of both is given.
    lag : int, str or datetime.timedelta
        Days after `as_of`: ``30``, ``"30 days"`` or a timedelta.
    by : {"quarter", "month", "year"}
        The length of a period.
    future_ok : sequence of str
        Date attributes that may lie after the day, such as the end of a contract.
    worked : str, optional
        A column of true and false: whether anybody worked on the account.
    weight : str, optional
        The column that says how many accounts each row stands for.
    today : datetime.date, datetime.datetime or str, optional
        The day on which the present score is judged. Today when left out.
    best, best_top
        As in `report`.
    **reading
        As in `report`, but for ``as_of``.

    Returns
    -------
    Backtest

    Examples
    --------
    >>> import icp.evidence
    >>> accounts = {"employees": [320, 12], "won": [1, 0], "decided": ["2026-01-15", "2026-02-20"]}
    >>> found = icp.evidence.backtest(model, accounts, outcome="won", decided_on="decided", missing_columns="unknown")
    >>> found.frame["period"], found.frame["rows"]
    (['2026 Q1'], [2])
    """
    if (decided_on is None) == (as_of is None):
        raise TypeError("either decided_on or as_of names the column of days")
    if decided_on is not None and _days(lag):
        raise TypeError("lag belongs to as_of: decided_on is the day itself")
    day = decided_on if decided_on is not None else str(as_of)
    one = outcomes_of(outcome)
    if len(one) + (best is not None) != 1:
        raise TypeError("a backtest has one outcome")
    wanted = _best(best, best_top)
    counts = _Counts.backtest(model, one, day, today, _days(lag), by, list(future_ok), worked, weight, wanted)
    feed(counts, frame, {**reading})
    return Backtest(counts.found(), maker_like(frame))


def _best(best: str | None, top: float) -> tuple[str, float] | None:
    return None if best is None else (best, top)


def _days(lag: int | str | datetime.timedelta) -> int:
    if isinstance(lag, datetime.timedelta):
        return lag.days
    if isinstance(lag, int):
        return lag
    found = re.fullmatch(r"\s*(-?\d+)\s*(?:d|days?)?\s*", lag)
    if found is None:
        raise ValueError(f'lag is a number of days, such as 30 or "30 days", not `{lag}`')
    return int(found[1])


def outcomes_of(given: Outcomes) -> list[Any]:
    """The outcomes as the compiled part takes them."""
    if given is None:
        return []
    several = [given] if isinstance(given, str | Outcome) else list(given)
    return [one if isinstance(one, str) else _outcome(one) for one in several]


def _outcome(of: Any) -> tuple[str, tuple[list[str], list[str], list[str]], bool]:
    if not isinstance(of, Outcome):
        raise TypeError(f"an outcome is a text or an icp.evidence.Outcome, not `{type(of).__qualname__}`")
    words = ([of.won] if isinstance(of.won, str) else list(of.won), list(of.lost), list(of.open))
    return of.column, words, of.value


def _any_frame() -> Maker:
    """pandas' frames; dicts of lists without pandas."""
    from importlib.util import find_spec

    from icp._found import pandas_frame

    return pandas_frame if find_spec("pandas") is not None else maker_like({})
