"""The Polars expression."""

from __future__ import annotations

import datetime
import pickle
from typing import Any

import accounts
import icp
import icp.polars
import polars as pl
import pytest
from polars.testing import assert_frame_equal

SCORE = icp.polars.score(accounts.MODEL, as_of=accounts.AS_OF)


def given() -> pl.DataFrame:
    visit = pl.Struct({"event": pl.String(), "on": pl.Date(), "count": pl.Float64()})
    schema = {"visits": pl.List(visit)}
    return pl.DataFrame(accounts.ACCOUNTS, schema_overrides=schema).with_row_index("row")


def told(frame: pl.DataFrame) -> list[tuple[Any, ...]]:
    return frame.select("best", "status", "score", "tier").rows()


def test_a_struct_beside_the_columns() -> None:
    scored = given().with_columns(SCORE)
    assert scored.columns == ["row", *accounts.NAMES, "icp"]
    assert scored.schema["icp"] == pl.Struct(accounts.MODEL.score_frame(given(), keep=False, as_of=accounts.AS_OF).schema)
    assert told(scored.unnest("icp")) == accounts.answers()


def test_columns_instead_of_a_struct() -> None:
    scored = given().with_columns(SCORE.struct.unnest())
    assert_frame_equal(scored, accounts.MODEL.score_frame(given(), as_of=accounts.AS_OF))


def test_the_schema_is_known_before_it_runs() -> None:
    options: dict[str, Any] = {"per_icp": True, "per_criterion": True, "verdicts": True, "prefix": "icp_"}
    lazy = given().lazy().with_columns(icp.polars.score(accounts.MODEL, as_of=accounts.AS_OF, **options).struct.unnest())
    schema = lazy.collect_schema()
    assert schema["icp_small.score"] == pl.Float64() and schema["icp_best"] == pl.Enum(accounts.MODEL.icps)
    for engine in ("in-memory", "streaming"):
        collected = lazy.collect(engine=engine)  # type: ignore[call-overload]
        assert collected.schema == schema and collected.height == len(accounts.ROWS)


def test_a_filter_behind_it_and_many_rows() -> None:
    many = pl.concat([given()] * 5_000)
    scored = SCORE.struct.field("score")
    tiers = many.lazy().filter(SCORE.struct.field("tier") == "A").select(scored, "row").collect(engine="streaming")
    expected = [row for row, (_, _, _, tier) in enumerate(accounts.answers()) if tier == "A"]
    assert expected and sorted(tiers["row"].to_list()) == sorted(expected * 5_000)
    assert many.lazy().select(scored).collect(engine="streaming").height == many.height


def test_it_reads_no_more_columns_than_it_needs() -> None:
    lazy = given().with_columns(secret=pl.lit("x")).lazy().select(SCORE.struct.field("score"))
    assert "7/8 COLUMNS" in lazy.explain()
    assert lazy.collect().height == len(accounts.ROWS)


def test_other_names_and_a_day_for_each_row() -> None:
    renamed = given().rename({"employees": "headcount", "country": "land"})
    days = renamed.with_columns(judged_on=pl.lit(datetime.date(2026, 10, 1)))
    score = icp.polars.score(accounts.MODEL, as_of="judged_on", columns={"country": "land"}, name="fit")
    assert told(days.select(score).unnest("fit")) == accounts.answers()


def test_it_travels() -> None:
    there = pickle.loads(pickle.dumps(SCORE))
    assert_frame_equal(given().select(there), given().select(SCORE))


def test_no_rows() -> None:
    assert given().clear().with_columns(SCORE).height == 0


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(icp.BatchError, match="looked for `employees`") as caught:
        pl.DataFrame({"name": ["a", "b"]}).with_columns(SCORE)
    assert caught.value.code.startswith("batch.")
    with pytest.raises(icp.BatchError, match="`lots`"):
        given().with_columns(pl.lit("lots").alias("employees")).lazy().select(SCORE).collect()
    with pytest.raises(ValueError, match="on_invalid"):
        icp.polars.score(accounts.MODEL, on_invalid="ignore")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="an icp.Model, not `dict`"):
        icp.polars.score({})  # type: ignore[arg-type]


def test_missing_columns_are_unknown_when_asked_for() -> None:
    score = icp.polars.score(accounts.MODEL, as_of=accounts.AS_OF, missing_columns="unknown")
    with pytest.warns(icp.IcpWarning, match="`country`"):
        scored = given().select("employees").with_columns(score.struct.unnest())
    assert scored["best"].to_list()[2] == "small"


ODD = icp.Model.from_yaml("""
format: icp/1
name: odd
attributes: {staff: {type: number}, tools: {type: set}}
icps:
  - id: i
    fit:
      criteria: [{id: size, fit: {staff: {gte: 50}}}, {id: tools, fit: {tools: {has: HubSpot}}}]
      tiers: [{id: A}]
""")
ODD_SCORE = icp.polars.score(ODD, as_of=accounts.AS_OF, missing_columns="unknown").struct.field("score")


def both(frame: pl.DataFrame) -> list[float | None]:
    """The scores of a frame, which its expression gives too."""
    found = ODD.score_frame(frame, as_of=accounts.AS_OF, missing_columns="unknown")["score"].to_list()
    for engine in ("in-memory", "streaming"):
        lazy = frame.lazy().select(ODD_SCORE).collect(engine=engine)  # type: ignore[call-overload]
        assert lazy["score"].to_list() == found
    return found


@pytest.mark.filterwarnings("ignore::icp.IcpWarning")
@pytest.mark.parametrize("dtype", [pl.Int128, pl.UInt128])
def test_integers_of_128_bits_are_read_where_they_fit(dtype: type[pl.DataType]) -> None:
    assert both(pl.DataFrame({"staff": pl.Series([60, None, 2**53, 3], dtype=dtype)})) == [50.0, None, 50.0, 0.0]
    for large, found in ((2**53 + 1, str(2**53 + 1)), (2**120, str(2**120)), (2**127 - 1, str(2**127 - 1))):
        frame = pl.DataFrame({"staff": pl.Series([60, large], dtype=dtype)})
        with pytest.raises(icp.BatchError, match=found) as caught:
            ODD.score_frame(frame, as_of=accounts.AS_OF, missing_columns="unknown")
        assert (caught.value.code, caught.value.column, caught.value.row) == ("batch.value", "staff", 1)
        with pytest.raises(icp.BatchError, match=f"column `staff`.*{found}"):
            frame.select(ODD_SCORE)
        given: dict[str, Any] = {"staff": frame["staff"]}
        with pytest.raises(icp.BatchError, match=found):
            ODD.score_frame(given, as_of=accounts.AS_OF, missing_columns="unknown")
    nested = pl.DataFrame({"tools": pl.Series([[1], None], dtype=pl.List(dtype))})
    with pytest.raises(icp.BatchError, match="column `tools`, row 0: expected texts"):
        ODD.score_frame(nested, as_of=accounts.AS_OF, missing_columns="unknown")


@pytest.mark.filterwarnings("ignore::icp.IcpWarning")
def test_columns_that_nobody_reads_stop_nothing() -> None:
    objects = pl.Series("unread", [object(), None], dtype=pl.Object)
    staff = pl.Series("staff", [60, 3])
    large = pl.Series("large", [2**100, None], dtype=pl.Int128)
    for columns in ([objects, staff], [staff, objects], [large, objects, staff]):
        assert both(pl.DataFrame(columns)) == [50.0, 0.0]
    kept = ODD.score_frame(pl.DataFrame([objects, staff]), as_of=accounts.AS_OF, missing_columns="unknown")
    assert kept["unread"].to_list() == objects.to_list()
    with pytest.raises(icp.BatchError, match="looked for `staff`, `tools`, the table has `unread`"):
        pl.DataFrame([objects]).select(ODD_SCORE)


@pytest.mark.filterwarnings("ignore::icp.IcpWarning")
def test_objects_are_read_value_by_value() -> None:
    sets = pl.DataFrame([{"tools": {"HubSpot"}}, {"tools": None}, {"tools": {"Slack"}}])
    assert sets.schema["tools"] == pl.Object
    scored = ODD.score_frame(sets, as_of=accounts.AS_OF, missing_columns="unknown")
    assert scored["score"].to_list() == [50.0, None, 0.0]
    with pytest.raises(icp.BatchError, match=r"column `tools`, row 0: .* a value of type `object`"):
        frame = pl.DataFrame({"tools": pl.Series([object()], dtype=pl.Object)})
        ODD.score_frame(frame, as_of=accounts.AS_OF, missing_columns="unknown")
    # No structure of Polars holds objects, and an expression reads a structure.
    with pytest.raises(icp.BatchError, match=r"column `tools` has Python objects.*`Model.score_frame`"):
        sets.select(ODD_SCORE)
