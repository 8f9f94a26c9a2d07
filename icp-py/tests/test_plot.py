"""Pictures: what they say, not how they look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import accounts
import icp
import icp.plot
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from icp import _drawing
from matplotlib import pyplot as plt
from matplotlib.axes import Axes


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def scored() -> list[dict[str, Any]]:
    return accounts.MODEL.score_frame(accounts.ACCOUNTS, as_of=accounts.AS_OF, per_icp=True)


def test_a_waterfall_ends_at_the_score() -> None:
    answer = accounts.MODEL.score(accounts.ACCOUNTS[1], accounts.AS_OF)
    ax = answer.plot()
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == [*answer.criteria.keys(), "score"]
    ends = [bar.get_x() + bar.get_width() for bar in ax.patches]  # type: ignore[attr-defined]
    assert ends[-2] == pytest.approx(answer.score) and ends[-1] == pytest.approx(answer.score)
    assert texts(ax)[0] == "+30.0" and texts(ax)[-1].startswith("40.0") and texts(ax)[-1].endswith("tier B")


def test_one_icp_unknowns_and_given_axes() -> None:
    answer = accounts.MODEL.score({}, accounts.AS_OF)
    _, (left, right) = plt.subplots(ncols=2)
    assert answer.plot(left) is left and answer.icps["small"].plot(ax=right) is right
    assert "unknown" in texts(left) and texts(right)[-1] == "no score"


def test_many_criteria_with_long_names() -> None:
    rules = [{"id": f"c{at}", "name": f"a long name, number {at}, " * 6, "points": at % 7 + 1 if at % 5 else -3} for at in range(60)]
    criteria = [
        {"id": rule["id"], "name": rule["name"], "bands": [{"when": {"x": {"gt": 0}}, "points": rule["points"]}]}
        for rule in rules
    ]
    fit = {"scale": {"points": {"base": 10}}, "criteria": criteria, "tiers": [{"id": "A"}]}
    document = {
        "format": "icp/1",
        "name": "many",
        "attributes": {"x": {"type": "number"}},
        "icps": [{"id": "one", "priority": 1, "fit": fit}],
    }
    answer = icp.Model.from_dict(document).score({"x": 1}, accounts.AS_OF)
    ax = answer.plot()
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels[0] == "base" and labels[-2] == "37 others" and len(labels) == icp.plot.MOST_LINES + 2
    assert all(len(line) <= _drawing.WIDTH for label in labels for line in label.split("\n"))
    last = ax.patches[-2]
    assert last.get_x() + last.get_width() == pytest.approx(answer.score)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", [list, pd.DataFrame, pl.DataFrame, pa.Table.from_pylist])
def test_tiers_of_any_table(kind: Any) -> None:
    ax = icp.plot.tiers(kind(scored()), accounts.MODEL)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["A", "B", "C", "no tier"]
    assert texts(ax) == ["3\n50 %", "1\n17 %", "1\n17 %", "1\n17 %"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["qualified", "unqualified", "insufficient data"]  # type: ignore[union-attr]


def test_tiers_in_the_order_of_their_scores() -> None:
    ax = icp.plot.tiers(scored()[::-1])
    assert [label.get_text() for label in ax.get_xticklabels()] == ["A", "B", "C", "no tier"]


def test_scores_with_the_lines_of_tiers() -> None:
    ax = icp.plot.scores(scored(), accounts.MODEL, icp="mid-market")
    assert texts(ax) == ["B from 40", "A from 80"]
    assert ax.get_title(loc="left") == "mid-market: 5 scores, 1 more without a score"
    assert sum(bar.get_height() for bar in ax.patches) == 5  # type: ignore[attr-defined]
    assert texts(icp.plot.scores(scored(), accounts.MODEL)) == []
    headline = accounts.MODEL.score_frame(accounts.ACCOUNTS, as_of=accounts.AS_OF)
    assert icp.plot.scores(headline, icp="small").get_title(loc="left") == "small: 1 scores"


def test_bars_begin_where_tiers_do() -> None:
    ax = icp.plot.scores({"score": [79.999, 80.0, 0.0]})
    heights = {round(bar.get_x(), 6): bar.get_height() for bar in ax.patches}  # type: ignore[attr-defined]
    assert heights[80.0] == 1 and heights[78.0] == 1


def test_nothing_to_show_and_what_is_wrong() -> None:
    assert icp.plot.scores({"score": [None]}).get_title(loc="left") == "0 scores, 1 more without a score"
    icp.plot.tiers({"tier": [], "status": [], "score": []})
    with pytest.raises(KeyError, match="no column `score`"):
        icp.plot.scores({})
    with pytest.raises(KeyError, match="no icp is named `big`"):
        icp.plot.scores(scored(), accounts.MODEL, icp="big")
