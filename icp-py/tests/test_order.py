"""Answers in their order: tiers compare, ranks are the command's, and a table says who scored it."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import icp
import icp.plot
import icp.polars
from icp.sklearn import IcpScorer

DAY = "2026-10-01"
DOCUMENT: dict[str, Any] = {
    "format": "icp/1",
    "name": "leads",
    "version": "3",
    "attributes": {"visits": {"type": "number"}, "demo": {"type": "bool"}, "customer": {"type": "bool"}},
    "exclusions": [{"id": "customer", "reason": "a customer", "when": {"customer": True}}],
    "icps": [
        {
            "id": "main",
            "fit": {
                "criteria": [{"id": "visits", "weight": 2, "if_unknown": 0.5, "curve": {"attribute": "visits", "ratings": [[0, 0], [100, 1]]}}],
                "tiers": [{"id": "hot", "from": 75}, {"id": "warm", "from": 50}, {"id": "lukewarm", "from": 25}, {"id": "cold"}],
            },
            "intent": {
                "criteria": [{"id": "visits", "fit": {"demo": True}}],
                "tiers": [{"id": "now", "from": 50}, {"id": "later"}],
            },
        }
    ],
}
MODEL = icp.Model.from_dict(DOCUMENT)
ROWS: list[dict[str, Any]] = [
    {"visits": 30.0, "demo": True, "customer": False},
    {"visits": 100.0, "demo": None, "customer": True},
    {"visits": 5.0, "demo": False, "customer": False},
    {"visits": 80.0, "demo": True, "customer": False},
    {"visits": None, "demo": True, "customer": False},
    {"visits": 60.0, "demo": False, "customer": False},
]
TIERS = ["hot", "warm", "lukewarm", "cold"]
# Who qualifies by score, who does not, what is unknown, who is excluded.
RANKS = [3, 6, 4, 1, 5, 2]
STATUSES = ["qualified", "unqualified", "insufficient_data", "disqualified"]


def test_tiers_compare_in_their_order() -> None:
    of_pandas = MODEL.score_frame(pd.DataFrame(ROWS), as_of=DAY)
    better = (of_pandas["tier"] <= "lukewarm").tolist()
    assert of_pandas["tier"].dtype == pd.CategoricalDtype(pd.Index(TIERS, dtype="str"), ordered=True)
    assert better == [row["visits"] is not None and not row["customer"] and row["visits"] >= 25 for row in ROWS]
    assert of_pandas["tier"].min() == "hot" and list(of_pandas["status"].cat.categories) == STATUSES
    assert of_pandas["stage"].cat.categories.dtype == pd.Index(["a"], dtype="str").dtype
    of_polars = MODEL.score_frame(pl.DataFrame(ROWS), as_of=DAY)
    assert of_polars.schema["tier"] == pl.Enum(TIERS) and of_polars.schema["status"] == pl.Enum(STATUSES)
    assert of_polars.schema["intent_tier"] == pl.Enum(["now", "later"])
    assert of_polars.filter(pl.col("tier") <= "lukewarm").height == sum(better)
    lazy = pl.LazyFrame(ROWS).with_columns(icp.polars.score(MODEL, as_of=DAY).struct.unnest())
    assert lazy.filter(pl.col("tier") <= "lukewarm").collect().height == sum(better)
    of_arrow = MODEL.score_frame(pa.Table.from_pylist(ROWS), as_of=DAY)
    assert of_arrow.schema.field("tier").type == pa.dictionary(pa.int32(), pa.string(), ordered=True)
    assert of_arrow.schema.field("reason").type.ordered is False


def test_words_of_other_letters_are_read_in_their_order() -> None:
    text = json.dumps(DOCUMENT).replace("lukewarm", "ti\u00e8de").replace('"hot"', '"\u71b1"')
    words = ["\u71b1", "warm", "ti\u00e8de", "cold"]
    found = icp.Model.from_json(text).score_frame(pl.DataFrame(ROWS), as_of=DAY)
    assert found.schema["tier"] == pl.Enum(words)
    assert found["tier"].to_list()[0] == "ti\u00e8de"


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.Table.from_pylist, list])
def test_ranks_and_who_qualifies(make: Any) -> None:
    found = MODEL.score_frame(make(ROWS), as_of=DAY, rank=True, qualified=True)
    if isinstance(found, list):
        assert [row["rank"] for row in found] == RANKS
        assert [row["qualified"] for row in found] == [row["best"] is not None for row in found]
    else:
        assert list(map(int, found["rank"].to_pylist() if isinstance(found, pa.Table) else found["rank"])) == RANKS
        qualified = found["qualified"].to_pylist() if isinstance(found, pa.Table) else list(found["qualified"])
        assert qualified == [rank <= 3 for rank in RANKS]


def test_ranks_need_the_whole_table() -> None:
    pieces = pa.concat_tables([pa.Table.from_pylist([row], schema=pa.Table.from_pylist(ROWS).schema) for row in ROWS])
    assert MODEL.score_frame(pieces, as_of=DAY, rank=True)["rank"].to_pylist() == RANKS
    with pytest.raises(icp.BatchError, match="whole table") as refused:
        MODEL.score_frame(pieces.to_reader(), as_of=DAY, rank=True)
    assert refused.value.code == "batch.rank_stream"
    assert MODEL.score_frame(pl.DataFrame(ROWS).clear(), as_of=DAY, rank=True).schema["rank"] == pl.Int32


def test_what_is_told_of_criteria() -> None:
    found = MODEL.score_frame(ROWS, as_of=DAY, per_criterion=["status", "points"], keep=False)
    unknown = found[4]
    assert (unknown["main.visits.points"], unknown["main.visits.status"]) == (1.0, "unknown")
    assert unknown["main.intent.visits.points"] == 1.0 and "main.visits.rating" not in unknown
    for row, given in zip(found, ROWS, strict=True):
        one = MODEL.score(given, DAY).icps[0]
        assert one.intent is not None
        assert row["main.visits.points"] == one.criteria["visits"].points
        assert row["main.intent.visits.status"] == one.intent.criteria["visits"].status
    with pytest.raises(ValueError, match="`contribution`"):
        MODEL.score_frame(ROWS, per_criterion="score")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="per_criterion"):
        MODEL.score_frame(ROWS, per_criterion=3)  # type: ignore[call-overload]


def test_a_table_says_who_scored_it() -> None:
    by = {"name": "leads", "version": "3", "fingerprint": MODEL.fingerprint, "lists": {}, "source": None, "as_of": DAY, "as_of_column": None}
    of_pandas = MODEL.score_frame(pd.DataFrame(ROWS), as_of=DAY, prefix="new_")
    assert of_pandas.attrs == {"new_icp": by}
    given = pa.Table.from_pylist(ROWS).replace_schema_metadata({"source": "crm"})
    metadata = MODEL.score_frame(given, as_of=DAY).schema.metadata
    assert metadata[b"source"] == b"crm" and json.loads(metadata[b"icp"]) == by


def test_pictures_refuse_the_answers_of_another_model() -> None:
    other = icp.Model.from_dict({**DOCUMENT, "version": "4"})
    for table in (pd.DataFrame(ROWS), pa.Table.from_pylist(ROWS)):
        scored = MODEL.score_frame(table, as_of=DAY)
        for draw in (icp.plot.tiers, icp.plot.scores):
            draw(scored, MODEL)
            with pytest.raises(ValueError, match=other.fingerprint[:12]):
                draw(scored, other)


def test_a_step_of_scikit_learn_gives_who_qualifies() -> None:
    step = IcpScorer(MODEL, as_of=DAY, outputs=["score", "qualified"], per_criterion="rating")
    found = step.fit_transform(pd.DataFrame(ROWS))
    assert found[:, 1].tolist() == [float(rank <= 3) for rank in RANKS]
    assert "main.intent.visits.rating" in IcpScorer(MODEL, per_criterion="rating").fit(pd.DataFrame(ROWS)).get_feature_names_out()
