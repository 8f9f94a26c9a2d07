"""Pictures of answers, with matplotlib.

>>> import icp.plot
>>> answer.plot().get_xlabel()
'points'
>>> scored = model.score_frame({"employees": [320, 90, 450], "country": ["US", "FR", None]}, as_of="2026-10-01")
>>> icp.plot.scores(scored, model).get_xlabel()
'score'
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, cast

from icp._drawing import DOWN, LINE, REST, UP, Axes, MaxNLocator, Patch, axes, done, legend, plain, wrapped
from icp._icp import Assessment, IcpAssessment, Model

__all__ = ["scores", "tiers", "waterfall"]

STATUSES = {
    "qualified": ("#0072B2", ""),
    "unqualified": ("#E69F00", "//"),
    "disqualified": ("#D55E00", "xx"),
    "insufficient_data": ("#BBBBBB", ".."),
}
# More lines than this are hard to read; the smallest are put together.
MOST_LINES = 24


def waterfall(answer: Assessment | IcpAssessment, ax: Axes | None = None) -> Axes:
    """How a score came about: what each criterion adds to it or takes from it, from top to bottom.

    Parameters
    ----------
    answer : Assessment or IcpAssessment
        An answer. An `Assessment` shows the icp that it speaks of.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure of fitting height when left out.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> answer.plot().figure.savefig("why.png")
    """
    of = answer.icps[answer.icp] if isinstance(answer, Assessment) else answer
    steps = _steps(of)
    on: Any = axes(ax, 7.5, 1.5 + 0.36 * (len(steps) + 1))
    at = 0.0
    ends = [0.0]
    for row, (_, change, note) in enumerate(steps):
        color, hatch = (UP, "") if change >= 0 else (DOWN, "//")
        on.barh(row, change, left=at, height=0.66, color=color, hatch=hatch, edgecolor="white", linewidth=0)
        on.plot([at + change] * 2, [row - 0.33, row + 1.33], color="#999999", linewidth=0.8, zorder=0)
        text = note if note else f"{change:+.1f}"
        on.annotate(
            text,
            (max(at, at + change), row),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color="#555555" if note else LINE,
            style="italic" if note else "normal",
        )
        at += change
        ends.append(at)
    last = len(steps)
    labels = [wrapped(label) for label, _, _ in steps]
    total = "no score" if of.score is None else f"{of.score:.1f}"
    tier = "" if of.tier is None else f", tier {of.tier}"
    on.barh(last, of.score or 0.0, height=0.66, color=REST)
    right = of.score or 0.0
    if of.score is not None and of.bounds is not None and of.bounds[0] < of.bounds[1]:
        low, high = of.bounds
        on.plot([low, high], [last, last], color=LINE, linewidth=1.6, marker="|", markersize=10)
        total += f" ({low:.1f} to {high:.1f})"
        right = max(right, high)
        ends += [low, high]
    on.annotate(
        total + tier, (right, last), xytext=(6, 0), textcoords="offset points", va="center", fontsize=9, weight="bold"
    )
    on.set_yticks(range(last + 1), [*labels, "score"])
    on.set_ylim(last + 0.6, -0.6)
    low, high = min(ends + [right]), max(ends + [right])
    span = max(high - low, 1.0)
    on.set_xlim(low - 0.02 * span, high + 0.30 * span)
    on.axvline(0, color=LINE, linewidth=0.8)
    on.set_xlabel("points")
    on.set_title(wrapped(f"{of.name or of.icp}: {of.reason.text}", 70), loc="left", fontsize=11)
    plain(on, "x")
    return done(on)


def tiers(frame: Any, model: Model | None = None, *, prefix: str = "", ax: Axes | None = None) -> Axes:
    """How many accounts there are in each tier, by their status.

    Parameters
    ----------
    frame : table
        What `Model.score_frame` gave: a DataFrame, a pyarrow Table, a list of dicts or a dict of lists.
    model : Model, optional
        The model, for the order of the tiers; without it they are in the order of their scores.
    prefix : str
        What stands before the names of the results.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        For a table that says that another model scored it.

    Examples
    --------
    >>> import icp.plot
    >>> scored = model.score_frame({"employees": [320, 90, 450], "country": ["US", "FR", None]}, as_of="2026-10-01")
    >>> icp.plot.tiers(scored, model).get_ylabel()
    'accounts'
    """
    _check(frame, model, prefix)
    found = [_word(one) for one in _column(frame, f"{prefix}tier")]
    statuses = [_word(one) for one in _column(frame, f"{prefix}status")]
    counts = Counter(zip(found, statuses, strict=True))
    each = Counter(found)
    order: list[str | None] = [tier for tier in _order(frame, found, model, prefix) if tier in each]
    order += [None] if None in each else []
    on: Any = axes(ax, max(4.5, 1.8 + 1.0 * len(order)), 4.0)
    floors = [0] * len(order)
    shown: list[Patch] = []
    for status, (color, hatch) in STATUSES.items():
        heights = [counts[tier, status] for tier in order]
        if not any(heights):
            continue
        on.bar(
            range(len(order)), heights, bottom=floors, width=0.7, color=color, hatch=hatch, edgecolor="white", linewidth=0
        )
        floors = [floor + height for floor, height in zip(floors, heights, strict=True)]
        shown.append(Patch(facecolor=color, hatch=hatch, edgecolor="white", label=status.replace("_", " ")))
    for at, tier in enumerate(order):
        share = 100 * each[tier] / len(found)
        on.annotate(
            f"{each[tier]:,}\n{share:.0f} %",
            (at, each[tier]),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            fontsize=9,
        )
    on.set_xticks(range(len(order)), [wrapped(tier or "no tier", 14) for tier in order])
    on.set_ylim(0, 1.22 * max(each.values(), default=1))
    on.set_xlabel("tier")
    on.set_ylabel("accounts")
    on.set_title(f"{len(found):,} accounts by tier", loc="left", fontsize=11, pad=26 if shown else None)
    on.yaxis.set_major_locator(MaxNLocator(integer=True))
    if shown:
        legend(on, shown)
    plain(on, "y")
    return done(on)


def scores(
    frame: Any,
    model: Model | None = None,
    *,
    icp: str | None = None,
    bins: int = 40,
    prefix: str = "",
    ax: Axes | None = None,
) -> Axes:
    """How the scores are spread, with a line where each tier begins.

    Parameters
    ----------
    frame : table
        What `Model.score_frame` gave: a DataFrame, a pyarrow Table, a list of dicts or a dict of lists.
    model : Model, optional
        The model, for the lines. A line is drawn where all its icps have it, or those of `icp` alone.
    icp : str, optional
        One icp: its own scores when the table has them (``per_icp``), else the accounts whose headline it is.
    bins : int
        How many bars.
    prefix : str
        What stands before the names of the results.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure when left out.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    KeyError
        For an icp that the model does not have, and a table without scores.
    ValueError
        For a table that says that another model scored it.

    Examples
    --------
    >>> import icp.plot
    >>> scored = model.score_frame({"employees": [320, 90, 450], "country": ["US", "FR", None]}, as_of="2026-10-01")
    >>> icp.plot.scores(scored, model, bins=10).get_xlabel()
    'score'
    """
    _check(frame, model, prefix)
    lines = _lines(model, icp)
    given = _scores(frame, icp, prefix)
    known = [float(one) for one in given if one is not None and not math.isnan(one)]
    on: Any = axes(ax, 7.5, 4.0)
    on.hist(known, bins=_edges(known, bins), color=UP, edgecolor="white", linewidth=0.5)
    top = on.get_ylim()[1]
    on.set_ylim(0, top * 1.14)
    for at, name in lines:
        on.axvline(at, color=DOWN, linewidth=1.4, linestyle="--")
        on.annotate(
            f"{name} from {at:g}",
            (at, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(4, -4),
            textcoords="offset points",
            rotation=90 if len(lines) > 4 else 0,
            va="top",
            fontsize=9,
        )
    missing = len(given) - len(known)
    without = f", {missing:,} more without a score" if missing else ""
    of = "" if icp is None else f"{icp}: "
    on.set_title(f"{of}{len(known):,} scores{without}", loc="left", fontsize=11)
    on.set_xlabel("score")
    on.set_ylabel("accounts")
    on.yaxis.set_major_locator(MaxNLocator(integer=True))
    plain(on, "y")
    return done(on)


def _steps(of: IcpAssessment) -> list[tuple[str, float, str]]:
    """The amounts added, each with its label, and with a note where nothing is."""
    words = {"unknown": "unknown", "not_applicable": "does not apply"}
    lines = [(one.name or one.id, one.contribution, "" if one.contribution else words.get(one.status, "0")) for one in of.criteria]
    if len(lines) > MOST_LINES:
        kept = sorted(range(len(lines)), key=lambda at: -abs(lines[at][1]))[: MOST_LINES - 1]
        others = [line for at, line in enumerate(lines) if at not in kept]
        lines = [lines[at] for at in sorted(kept)]
        rest = sum(change for _, change, _ in others)
        lines.append((f"{len(others)} others", rest, "" if rest else "0"))
    start = [("base", of.base, "")] if of.base else []
    acted = [(f"{one.kind} {one.dimension or ''}".strip(), one.to - one.from_, "") for one in of.adjustments]
    return [*start, *lines, *acted]


def _order(frame: Any, found: Sequence[str | None], model: Model | None, prefix: str) -> list[str]:
    """The tiers, best first."""
    if model is not None:
        return list(dict.fromkeys(tier for one in _icps(model) for tier, _ in _from(one)))
    best: dict[str, float] = {}
    for tier, score in zip(found, _column(frame, f"{prefix}score"), strict=True):
        if tier is not None:
            best[tier] = max(best.get(tier, -math.inf), -math.inf if score is None else score)
    return sorted(best, key=lambda tier: (-best[tier], tier))


def _icps(model: Model) -> list[Any]:
    icps: list[Any] = model.to_dict()["icps"]
    return icps


def _from(icp: Any) -> list[tuple[str, float | None]]:
    """The tiers of an icp's fit, with where they begin."""
    return [(tier["id"], tier.get("from")) for tier in icp["fit"].get("tiers", [])]


def _lines(model: Model | None, icp: str | None) -> list[tuple[float, str]]:
    if model is None:
        return []
    icps = [one for one in _icps(model) if icp is None or one["id"] == icp]
    if not icps:
        raise KeyError(f"no icp is named `{icp}`")
    shared = set(_from(icps[0]))
    for one in icps[1:]:
        shared &= set(_from(one))
    return sorted((at, tier) for tier, at in shared if at is not None)


def _edges(known: Sequence[float], bins: int) -> list[float]:
    """Bars as wide as people count, so that a tier begins where a bar does."""
    low, high = min(known, default=0.0), max(known, default=0.0)
    least = max(high - low, 1e-9) / max(bins, 1)
    power = 10.0 ** math.floor(math.log10(least))
    width = next(nice * power for nice in (1, 2, 5, 10) if nice * power >= least * 0.999)
    first = math.floor(low / width)
    # The highest score begins a bar of its own.
    return [at * width for at in range(first, math.floor(high / width) + 2)]


def _check(frame: Any, model: Model | None, prefix: str) -> None:
    """That a table was scored by the model, where it says who scored it: pandas' and pyarrow's do."""
    by: Any = getattr(frame, "attrs", {}).get(f"{prefix}icp")
    if by is None:
        metadata: Any = getattr(getattr(frame, "schema", None), "metadata", None)
        text: Any = metadata.get(f"{prefix}icp".encode()) if metadata else None
        by = None if text is None else json.loads(text)
    if model is None or by is None or by["fingerprint"] == model.fingerprint:
        return
    own, other = model.fingerprint[:12], by["fingerprint"][:12]
    raise ValueError(
        f"the table was scored by `{by['name']}` with the fingerprint {other}, and the model `{model.name}` has {own}; "
        "score the table with this model, or give the other"
    )


def _scores(frame: Any, icp: str | None, prefix: str) -> list[Any]:
    if icp is not None:
        try:
            return _column(frame, f"{prefix}{icp}.score")
        except KeyError:
            pairs = zip(_column(frame, f"{prefix}icp"), _column(frame, f"{prefix}score"), strict=True)
            return [score for headline, score in pairs if headline == icp]
    return _column(frame, f"{prefix}score")


def _column(frame: object, name: str) -> list[Any]:
    """A column of any table, as a list."""
    table: Any = frame
    if isinstance(frame, Sequence):
        return [record[name] for record in table]
    names = table.keys() if isinstance(frame, Mapping) else getattr(table, "column_names", None) or table.columns
    if name not in list(names):
        raise KeyError(f"the table has no column `{name}`: score_frame makes it")
    column: Any = table[name]
    return _listed(column)


def _listed(column: Any) -> list[Any]:
    if isinstance(column, list):
        return [one for one in cast("Any", column)]
    values: list[Any] = column.to_pylist() if hasattr(column, "to_pylist") else column.to_list()
    return values


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) else None
