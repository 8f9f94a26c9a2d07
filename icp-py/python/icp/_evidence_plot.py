"""Pictures of what was found about a population, with matplotlib. `icp.evidence` hands over the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from icp._drawing import LINE, REST, UP, axes, done, plain, wrapped

if TYPE_CHECKING:
    from icp._found import Column
    from matplotlib.axes import Axes


def tiers(columns: list[Column], ax: Axes | None) -> Axes:
    """The rate of each tier with its interval, in the order of the tiers; without outcomes how many accounts it has."""
    rows = _rows(columns)
    outcomes = list(dict.fromkeys(row["outcome"] for row in rows))
    several = len({row["icp"] for row in rows}) > 1
    names = list(dict.fromkeys((row["icp"], row["tier"]) for row in rows))
    on: Any = axes(ax, max(4.5, 1.8 + 0.9 * len(names)), 4.0)
    labels = [wrapped(f"{icp} {tier}" if several else tier, 14) for icp, tier in names]
    if outcomes == [None]:
        on.bar(range(len(names)), [row["rows"] for row in rows], width=0.7, color=UP)
        on.set_ylabel("accounts")
    else:
        for place, outcome in enumerate(outcomes):
            own = {(row["icp"], row["tier"]): row for row in rows if row["outcome"] == outcome}
            shift = 0.16 * (place - (len(outcomes) - 1) / 2)
            known = [(at, own[name]) for at, name in enumerate(names) if own[name]["rate"] is not None]
            rates = [row["rate"] for _, row in known]
            down = [row["rate"] - row["low"] for _, row in known]
            up = [row["high"] - row["rate"] for _, row in known]
            on.errorbar(
                [at + shift for at, _ in known], rates, yerr=[down, up], fmt="os^Dvp"[place % 6], capsize=4, label=outcome
            )
        on.set_ylim(0, 1)
        on.set_ylabel("won (share, with interval)")
        if len(outcomes) > 1:
            on.legend(frameon=False, fontsize=8)
    on.set_xticks(range(len(names)), labels)
    on.set_xlim(-0.6, len(names) - 0.4)
    on.set_xlabel("tier")
    plain(on, "y")
    return done(on)


def moves(columns: list[Column], ax: Axes | None) -> Axes:
    """From where to where, as cells with their numbers."""
    rows = _rows(columns)
    counts = {(row["from"], row["to"]): row["rows"] for row in rows}
    across = list(dict.fromkeys(row["to"] for row in rows))
    down = list(dict.fromkeys(row["from"] for row in rows))
    on: Any = axes(ax, 2.5 + 0.9 * len(across), 1.8 + 0.5 * len(down))
    most = max(counts.values(), default=1) or 1
    shades = [[counts.get((one, other), 0) / most for other in across] for one in down]
    on.imshow(shades, cmap="Blues", vmin=0, vmax=1.4, aspect="auto")
    for at, one in enumerate(down):
        for place, other in enumerate(across):
            number = counts.get((one, other), 0)
            dark = number / most > 0.75
            on.annotate(f"{number:,}", (place, at), ha="center", va="center", color="white" if dark else LINE, fontsize=9)
    on.set_xticks(range(len(across)), [wrapped(name, 14) for name in across])
    on.set_yticks(range(len(down)), [wrapped(name, 20) for name in down])
    on.set_xlabel("new model")
    on.set_ylabel("old model")
    return done(on)


def shifts(columns: list[Column], bounds: dict[str, float], ax: Axes | None) -> Axes:
    """The stability index of each part, the largest on top; lines from where on it is worth a look and asks for a review."""
    rows = [row for row in _rows(columns) if row["psi"] is not None]
    rows = sorted(rows, key=lambda row: -row["psi"])[:24]
    on: Any = axes(ax, 7.0, 1.5 + 0.3 * len(rows))
    shades = {"calm": (REST, ""), "watch": ("#E69F00", "//"), "review": ("#D55E00", "xx")}
    for at, row in enumerate(rows):
        color, hatch = shades[row["level"]]
        on.barh(at, row["psi"], height=0.7, color=color, hatch=hatch, edgecolor="white", linewidth=0)
    for line in bounds.values():
        on.axvline(line, color=LINE, linewidth=0.8, linestyle="--")
    names = [row["kind"] if row["kind"] == row["id"] else f"{row['kind']} {row['id']}" for row in rows]
    icps = {row["icp"] for row in rows} - {None}
    if len(icps) > 1:
        names = [f"{row['icp']}: {name}" if row["icp"] else name for row, name in zip(rows, names, strict=True)]
    on.set_yticks(range(len(rows)), [wrapped(name) for name in names])
    on.set_ylim(len(rows) - 0.4, -0.6)
    on.set_xlim(0, max([row["psi"] for row in rows] + [1.2 * bounds["review"]]) * 1.05)
    on.set_xlabel("population stability index")
    plain(on, "x")
    return done(on)


def periods(columns: list[Column], ax: Axes | None) -> Axes:
    """The AUC of each period on the day, with its interval, and with what is known today."""
    rows = _rows(columns)
    on: Any = axes(ax, max(4.5, 1.8 + 0.8 * len(rows)), 4.0)
    known = [(at, row) for at, row in enumerate(rows) if row["auc"] is not None]
    # Of a few accounts there is no interval.
    lows = [row["auc"] - (row["auc"] if row["auc_low"] is None else row["auc_low"]) for _, row in known]
    highs = [(row["auc"] if row["auc_high"] is None else row["auc_high"]) - row["auc"] for _, row in known]
    own = on.errorbar(
        [at for at, _ in known], [row["auc"] for _, row in known], yerr=[lows, highs], fmt="o", color=UP, capsize=4
    )
    own.set_label("on the day")
    later = [(at, row["auc_today"]) for at, row in enumerate(rows) if row["auc_today"] is not None]
    on.plot([at for at, _ in later], [auc for _, auc in later], "x", color="#D55E00", label="with what is known today")
    on.axhline(0.5, color=LINE, linewidth=0.8, linestyle="--")
    on.set_xticks(range(len(rows)), [wrapped(row["period"], 12) for row in rows])
    on.set_xlim(-0.6, len(rows) - 0.4)
    on.set_ylabel("AUC of the rank")
    on.legend(frameon=False, fontsize=8)
    plain(on, "y")
    return done(on)


def _rows(columns: list[Column]) -> list[dict[str, Any]]:
    names = [name for name, _, _ in columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(values for _, _, values in columns), strict=True)]
