"""Axes, legends and colours that all pictures have in common."""

from __future__ import annotations

import textwrap
from typing import Any

try:
    from matplotlib import pyplot as plt
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch
    from matplotlib.ticker import MaxNLocator
except ImportError as _missing:
    raise ImportError("icp.plot needs matplotlib: pip install 'icp-scoring[plot]'") from _missing

# Okabe's and Ito's colours, told apart by all kinds of eyes; hatches say the same without colour.
UP, DOWN, REST, LINE = "#0072B2", "#D55E00", "#6B6B6B", "#222222"
WIDTH = 34

__all__ = ["DOWN", "LINE", "REST", "UP", "Axes", "MaxNLocator", "Patch", "axes", "done", "legend", "plain", "wrapped"]


def axes(ax: Axes | None, width: float, height: float) -> Any:
    if ax is not None:
        return ax
    new: Any = plt
    return new.subplots(figsize=(width, height), layout="constrained")[1]


def done(on: Any) -> Axes:
    drawn: Axes = on
    return drawn


def wrapped(text: str, width: int = WIDTH) -> str:
    lines = textwrap.wrap(text, width) or [text]
    return "\n".join(lines if len(lines) <= 2 else [lines[0], textwrap.shorten(" ".join(lines[1:]), width, placeholder=" …")])


def legend(ax: Any, shown: list[Patch]) -> None:
    ax.legend(
        handles=shown,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=4,
        frameon=False,
        fontsize=8,
        borderpad=0,
        columnspacing=1.0,
        handlelength=1.4,
    )


def plain(ax: Any, grid: str) -> None:
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.grid(axis="x" if grid == "x" else "y", color="#DDDDDD", linewidth=0.7)
    ax.set_axisbelow(True)
    ax.tick_params(labelsize=9)
