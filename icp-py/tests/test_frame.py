"""Tables: what comes back, and what is refused."""

from __future__ import annotations

import datetime
import decimal
import importlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import warnings
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import icp
from table_kinds import KINDS, Row, rows_of

# That columns are missing is told, and is no matter here.
pytestmark = pytest.mark.filterwarnings("ignore::icp.IcpWarning")

DAY = "2026-10-01"
MODEL = icp.Model.from_yaml("""
format: icp/1
name: demo
attributes:
  employees: {type: number, aliases: [staff]}
  country: {type: text}
  tools: {type: set}
  since: {type: date}
  public: {type: bool}
icps:
  - id: mid-market
    exclusions:
      - {id: new, reason: too young, when: {since: {within_last: 30 days}}}
    fit:
      criteria:
        - {id: size, weight: 3, fit: {employees: {between: [200, 500]}}}
        - {id: market, fit: {country: {in: [US, CA]}}}
        - {id: stack, fit: {tools: {has: HubSpot}}}
        - {id: listed, fit: {public: true}}
      tiers: [{id: A, from: 80, verdicts: {sales: call}}, {id: B, from: 50}, {id: C}]
""")
ROWS: list[Row] = [
    {"name": "Acme", "employees": 320, "country": "US", "tools": ["HubSpot"], "since": "2020-01-31", "public": True},
    {"name": "Beta", "employees": None, "country": " us ", "tools": ["Stripe", "hubspot"], "since": None, "public": None},
    {"name": "Chi", "employees": 210, "country": None, "tools": None, "since": "2026-09-30", "public": False},
    {"name": "Dune", "employees": 12, "country": "DE", "tools": [], "since": "2019-05-05", "public": False},
]
ANSWERS = ["best", "icp", "score", "tier", "status", "coverage", "lower", "upper", "stage", "reason"]


def by_row(rows: list[Row], as_of: str = DAY) -> list[tuple[Any, ...]]:
    found = [MODEL.score(row, as_of) for row in rows]
    return [(one.best, one.score, one.tier, one.status, one.coverage, one.reason.text) for one in found]


def answers(table: Any) -> list[tuple[Any, ...]]:
    return [
        (row["best"], row["score"], row["tier"], row["status"], row["coverage"], row["reason"]) for row in rows_of(table)
    ]


def refused(data: Any, **options: Any) -> icp.BatchError:
    with pytest.raises(icp.BatchError) as caught:
        found = MODEL.score_frame(data, as_of=DAY, **options)
        rows_of(found)
    return caught.value


# Kinds


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_kind_comes_back(kind: str) -> None:
    given = KINDS[kind](ROWS)
    found = MODEL.score_frame(given, as_of=DAY)
    assert type(found) is type(given)
    rows = rows_of(found)
    assert list(rows[0]) == [*ROWS[0], *ANSWERS]
    assert answers(rows) == by_row(ROWS)
    assert [row["name"] for row in rows] == ["Acme", "Beta", "Chi", "Dune"]


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_answers_with_a_prefix(kind: str) -> None:
    found = MODEL.score_frame(KINDS[kind](ROWS), as_of=DAY, keep=False, prefix="icp_", bounds=False, reasons=False)
    assert list(rows_of(found)[0]) == [f"icp_{name}" for name in ANSWERS if name not in ("lower", "upper", "reason")]


@pytest.mark.parametrize("kind", KINDS)
def test_no_rows(kind: str) -> None:
    if kind == "list of dicts":
        assert MODEL.score_frame([], as_of=DAY, missing_columns="unknown", keep=False) == []
        return
    given = KINDS[kind](ROWS)
    given = given[:0] if isinstance(given, pd.DataFrame | pl.DataFrame) else given
    if isinstance(given, dict):
        given = {name: [] for name in given}
    elif kind == "DuckDB":
        given = given.filter("false")
    elif kind.startswith("pyarrow, a reader"):
        given = pa.Table.from_pylist(ROWS).slice(0, 0).to_reader()
    elif kind.startswith("pyarrow"):
        given = given.slice(0, 0)
    elif kind == "Polars, lazy":
        given = given.head(0)
    found = MODEL.score_frame(given, as_of=DAY)
    assert rows_of(found) == []
    if kind == "Polars, lazy":
        names = found.collect_schema().names()
    elif kind.startswith("pyarrow"):
        names = found.schema.names
    else:
        names = list(found) if isinstance(found, dict) else list(found.columns)
    assert names == [*ROWS[0], *ANSWERS]


def test_the_types_that_come_back() -> None:
    of_pandas = MODEL.score_frame(pd.DataFrame(ROWS, index=[9, 8, 7, 6]), as_of=DAY)
    assert list(of_pandas.index) == [9, 8, 7, 6]
    assert of_pandas["score"].dtype == np.float64 and np.isnan(of_pandas["lower"]).sum() == 0
    assert list(of_pandas["tier"].cat.categories) == ["A", "B", "C"]
    of_pandas.loc[9, "score"] = 1.0
    of_polars = MODEL.score_frame(pl.DataFrame(ROWS), as_of=DAY)
    assert of_polars.schema["score"] == pl.Float64 and of_polars.schema["tier"] == pl.Enum(["A", "B", "C"])
    of_arrow = MODEL.score_frame(pa.Table.from_pylist(ROWS), as_of=DAY)
    assert of_arrow.schema.field("tier").type == pa.dictionary(pa.int32(), pa.string(), ordered=True)


def test_pandas_keeps_what_it_has() -> None:
    index = pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1), ("b", 2)], names=["x", "y"])
    given = pd.DataFrame(ROWS, index=index).assign(**{"kind": pd.Categorical(list("abab"))})
    given[7] = 1
    given.attrs["source"] = "here"
    before = given.copy()
    found = MODEL.score_frame(given, as_of=DAY)
    assert found.index.equals(index) and found.attrs["source"] == "here" and found.attrs["icp"]["as_of"] == DAY
    pd.testing.assert_frame_equal(found[list(given.columns)], before)
    pd.testing.assert_frame_equal(given, before)
    again = MODEL.score_frame(given.set_axis([5, 5, 5, 5]), as_of=DAY)
    assert answers(again.drop(columns=7)) == by_row(ROWS)


def test_other_arrow_objects() -> None:
    class Stream:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return pa.Table.from_pylist(ROWS).__arrow_c_stream__()

    class Array:
        def __arrow_c_array__(self, requested_schema: object = None) -> object:
            return pa.RecordBatch.from_pylist(ROWS).__arrow_c_array__()

    for given in (Stream(), Array()):
        found = MODEL.score_frame(given, as_of=DAY)
        assert answers(pa.table(found)) == by_row(ROWS)
        with pytest.raises(ValueError, match="was read already"):
            pa.table(found)


def test_a_reader_is_read_as_it_goes() -> None:
    schema = pa.schema({"employees": pa.int64()})
    asked: list[int] = []

    def batches() -> Any:
        for at in range(5):
            asked.append(at)
            yield pa.record_batch({"employees": [at]}, schema=schema)

    reader = pa.RecordBatchReader.from_batches(schema, batches())
    found = MODEL.score_frame(reader, as_of=DAY, missing_columns="unknown")
    assert asked == []
    assert found.read_next_batch().num_rows == 1 and asked == [0]
    assert found.read_all().num_rows == 4


def test_an_error_behind_a_reader() -> None:
    batches = [pa.record_batch({"employees": ["1"]}), pa.record_batch({"employees": ["many"]})]
    reader = pa.RecordBatchReader.from_batches(batches[0].schema, iter(batches))
    found = MODEL.score_frame(reader, as_of=DAY, missing_columns="unknown")
    with pytest.raises(pa.ArrowException, match="column `employees`, row 1: expected a number"):
        found.read_all()


def test_a_lazy_frame_stays_lazy() -> None:
    lazy = MODEL.score_frame(pl.LazyFrame(ROWS), as_of=DAY)
    assert lazy.filter(pl.col("tier") == "A").select("name", "score").collect().rows() == [("Acme", 100.0)]
    wrong = MODEL.score_frame(pl.LazyFrame({"employees": ["many"]}), as_of=DAY, missing_columns="unknown")
    with pytest.raises((icp.BatchError, pl.exceptions.ComputeError), match="column `employees`, row 0"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", icp.IcpWarning)
            wrong.collect()


def test_duckdb_with_a_connection_of_its_own() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table leads as select 320 as employees, 'US' as country, ['HubSpot'] as tools")
        found = MODEL.score_frame(connection.table("leads"), as_of=DAY, missing_columns="unknown")
        assert found.aggregate("max(score) as top, count(*) as n").fetchall() == [(83.333333, 1)]


# Types


NUMBERS: dict[str, Any] = {
    **{kind: np.array([320, 12], dtype=kind) for kind in ("i2", "i4", "i8", "u2", "u4", "u8", "f4", "f8", "f2", ">i4", ">f8")},
    "strided": np.array([[320, 1], [12, 1]])[:, 0],
    "objects": np.array([320, 12], dtype=object),
    "texts": np.array(["320", "12"]),
    "read-only": np.frombuffer(np.array([320, 12]).tobytes(), dtype=np.int64),
    "Int64": pd.array([320, 12], dtype="Int64"),
    "Float32": pd.array([320, 12], dtype="Float32"),
    "sparse": pd.arrays.SparseArray([320, 12]),
    "categorical": pd.Categorical([320, 12]),
    "categorical of mixed": pd.Categorical(["320", 12]),
    "decimals": pd.array([decimal.Decimal("320"), decimal.Decimal("12.00")], dtype=object),
    "str": pd.array(["320", "12"], dtype="str"),
    "string of Python": pd.array(["320", "12"], dtype="string[python]"),
    **{f"Arrow {kind}": pd.array([320, 12], dtype=pd.ArrowDtype(kind)) for kind in (pa.int16(), pa.uint64(), pa.float32())},
    "Arrow decimal": pd.array([decimal.Decimal("320"), decimal.Decimal("12")], dtype=pd.ArrowDtype(pa.decimal128(9, 2))),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers(name: str) -> None:
    given = pd.DataFrame({"employees": NUMBERS[name]})
    found = MODEL.score_frame(given, as_of=DAY, columns=None, missing_columns="unknown")
    assert [row["lower"] for row in rows_of(found)] == [50.0, 0.0]


def missing(values: Any) -> list[float]:
    found = MODEL.score_frame(pd.DataFrame({"employees": values}), as_of=DAY, missing_columns="unknown")
    assert list(found["coverage"]) == [0.5, 0.0], values
    return list(found["lower"])


def test_missing_numbers() -> None:
    for values in (
        [320, None],
        [320, np.nan],
        pd.array([320, None], dtype="Int64"),
        pd.array([320.0, None], dtype="Float64"),
        pd.Series([320, pd.NA], dtype=object),
        pd.Series([320, pd.NaT], dtype=object),
        pd.Series([320, decimal.Decimal("NaN")], dtype=object),
        pd.array([320, None], dtype=pd.ArrowDtype(pa.int32())),
        pd.Categorical([320, None]),
        pd.arrays.SparseArray([320, np.nan]),
    ):
        assert missing(values) == [50.0, 0.0]


def day_of(values: Any) -> list[str]:
    given = values if isinstance(values, pa.Table | pl.DataFrame) else pd.DataFrame({"since": values})
    found = MODEL.score_frame(given, as_of=DAY, missing_columns="unknown")
    return [row["status"] for row in rows_of(found)]


def test_dates() -> None:
    late, early = datetime.date(2026, 9, 30), datetime.date(2020, 1, 31)
    excluded = ["disqualified", "insufficient_data"]
    moments = pd.to_datetime(pd.Series([late, early]))
    for values in (
        [late, early],
        moments,
        *(moments.astype(f"M8[{unit}]") for unit in ("s", "ms", "us", "ns")),
        moments.dt.tz_localize("UTC"),
        moments.dt.tz_localize(datetime.timezone(datetime.timedelta(hours=-5, minutes=-30))),
        ["2026-09-30", "2020-01-31"],
        pd.array([late, early], dtype=pd.ArrowDtype(pa.date32())),
        pa.table({"since": pa.array([late, early], pa.date64())}),
        pa.table({"since": pa.array([late, early]).cast(pa.timestamp("us"))}),
        pl.DataFrame({"since": [late, early]}),
        pl.DataFrame({"since": [late, early]}).cast(pl.Datetime("ms", "UTC")),
    ):
        assert day_of(values) == excluded, values
    assert day_of(pd.Series([pd.NaT, late], dtype="M8[ns]"))[1] == "disqualified"
    assert day_of({"since": np.array(["2026-09-30", "NaT"], dtype="M8[D]")}["since"]) == excluded


def test_the_day_of_a_moment_with_an_offset() -> None:
    # 31 August, half past eleven at night in Greenwich: 1 September at +02:00, the 30 days back from 1 October.
    moment = pd.Series(pd.to_datetime(["2026-08-31T23:30:00Z"]))
    assert day_of(moment) == ["insufficient_data"]
    assert day_of(moment.dt.tz_convert(datetime.timezone(datetime.timedelta(hours=2)))) == ["disqualified"]
    named = refused(pd.DataFrame({"since": moment.dt.tz_convert("Europe/Berlin")}), missing_columns="unknown")
    assert (named.code, named.column) == ("batch.named_zone", "since") and "Europe/Berlin" in named.message
    assert refused(pl.DataFrame({"since": moment.dt.tz_convert("Europe/Berlin")}), missing_columns="unknown").code == named.code


def test_texts_and_sets() -> None:
    texts = ["US", "de"]
    for values in (
        texts,
        pd.array(texts, dtype="string[python]"),
        pd.array(texts, dtype=pd.ArrowDtype(pa.string())),
        pd.array(texts, dtype=pd.ArrowDtype(pa.dictionary(pa.int8(), pa.string()))),
        pd.Categorical(texts, categories=["de", "fr", "US"]),
        np.array(texts),
    ):
        found = MODEL.score_frame(pd.DataFrame({"country": values}), as_of=DAY, missing_columns="unknown")
        assert list(found["lower"]) == [16.666667, 0.0], values
    sets: list[Any] = [["HubSpot"], ["x", None], None]
    for tools in (
        sets,
        [{"HubSpot"}, frozenset("x"), None],
        [np.array(["HubSpot"]), ("x",), np.nan],
        ["HubSpot;x", "x", None],
        pd.array(sets, dtype=pd.ArrowDtype(pa.list_(pa.string()))),
    ):
        found = MODEL.score_frame(pd.DataFrame({"tools": tools}), as_of=DAY, missing_columns="unknown")
        assert list(found["lower"]) == [16.666667, 0.0, 0.0], tools
        assert list(found["coverage"]) == [0.166667, 0.166667, 0.0], tools


def test_truths() -> None:
    for values in ([True, False], pd.array([True, False], dtype="boolean"), ["yes", "no"], np.array([True, False], dtype=object)):
        found = MODEL.score_frame(pd.DataFrame({"public": values}), as_of=DAY, missing_columns="unknown")
        assert list(found["lower"]) == [16.666667, 0.0]


def fixed_zones() -> list[Any]:
    """Two hours east of Greenwich, or none, as libraries have it."""
    tz = importlib.import_module("dateutil.tz")

    class Fixed(datetime.tzinfo):
        """As pytz has them."""

        def utcoffset(self, moment: datetime.datetime | None) -> datetime.timedelta:
            return datetime.timedelta(hours=2)

        def dst(self, moment: datetime.datetime | None) -> datetime.timedelta:
            return datetime.timedelta(0)

        def tzname(self, moment: datetime.datetime | None) -> str:
            return "fixed"

    return [tz.tzutc(), tz.tzoffset(None, 7200), Fixed(), zoneinfo.ZoneInfo("Etc/GMT-2"), datetime.timezone.utc]


@pytest.mark.parametrize("zone", fixed_zones(), ids=str)
def test_zones_whose_offset_never_changes_are_read(zone: Any) -> None:
    # In its own offset it is the first of the month: an hour past midnight.
    moment = datetime.datetime(2026, 9, 1, 1, 0, tzinfo=zone)
    frame = pd.DataFrame({"on": pd.Series([moment, None], dtype="object").astype(pd.DatetimeTZDtype("us", zone))})
    model = icp.Model.from_yaml("""
        {format: icp/1, name: d, attributes: {on: {type: date}},
        icps: [{id: i, fit: {criteria: [{id: c, fit: {on: {after: 2026-08-31}}}], tiers: [{id: A}]}}]}""")
    assert model.score_frame(frame, as_of=DAY)["score"].to_list()[0] == model.score({"on": moment}, DAY).score == 100.0


def test_codes_that_were_read_as_numbers() -> None:
    error = refused(pd.DataFrame({"country": [1234, 5678]}), missing_columns="unknown")
    assert (error.column, error.row) == ("country", 0) and error.help is not None
    assert "read the column as text" in error.help


def test_decimals_are_their_digits() -> None:
    # One rule for a row, pandas' objects and Arrow's decimals: what the same digits are as text.
    digits = ["19.99", "320.0000000000000000000001", "0.3333333333333333333333333333", "320.00", "9007199254740992.000"]
    for text in digits:
        value = decimal.Decimal(text)
        alone = MODEL.score({"employees": value}, DAY).score
        assert alone == MODEL.score({"employees": text}, DAY).score == MODEL.score({"employees": float(text)}, DAY).score
        array = pa.array([value], pa.decimal128(38, max(0, -int(value.as_tuple().exponent))))
        for given in (pd.DataFrame({"employees": [value]}), pa.table({"employees": array}), {"employees": [value]}):
            found: Any = MODEL.score_frame(given, as_of=DAY, missing_columns="unknown")  # type: ignore[call-overload]
            assert list(found["score"].to_pylist() if isinstance(given, pa.Table) else found["score"]) == [alone]
    for text in ("9007199254740993", "9007199254740993.00", "-9007199254740993.0"):
        value = decimal.Decimal(text)
        with pytest.raises(icp.AccountError, match="every language holds exactly"):
            MODEL.score({"employees": value}, DAY)
        array = pa.array([decimal.Decimal(1), value], pa.decimal128(38, 2))
        for table in (pd.DataFrame({"employees": [1, value]}), pa.table({"employees": array})):
            error = refused(table, missing_columns="unknown")
            assert (error.row, error.column) == (1, "employees") and "every language holds exactly" in error.message


def test_the_python_rules_for_columns_of_objects() -> None:
    given = pd.DataFrame({"employees": pd.Series([1, "2", 3.5, None, object()], dtype=object)})
    error = refused(given, missing_columns="unknown")
    assert (error.code, error.column, error.row) == ("batch.value", "employees", 4)
    assert "found a value of type `object`" in error.message


# Options


def test_columns_by_attribute() -> None:
    given = pd.DataFrame({"headcount": [320], "staff": [1], "Land": ["US"]})
    with pytest.warns(icp.IcpWarning, match="no column for `tools`, `since`, `public`"):
        found = MODEL.score_frame(
            given, as_of=DAY, columns={"employees": "headcount", "country": "Land"}, missing_columns="unknown"
        )
    assert list(found["lower"]) == [66.666667]
    error = refused(given, columns={"employes": "headcount"})
    assert (error.code, error.help) == ("batch.no_attribute", "did you mean `employees`?")
    error = refused(pl.DataFrame({"headcount": ["many"], "x": [1]}), columns={"employees": "headcount"}, missing_columns="unknown")
    assert (error.column, error.row) == ("headcount", 0)
    assert "`heads`" in str(refused(given, columns={"employees": "heads"}))


def test_a_day_for_each_row() -> None:
    days = ["2020-02-10", "2026-10-01", "2026-12-01", "2026-10-01"]
    rows = [{**row, "judged": day} for row, day in zip(ROWS, days, strict=True)]
    wanted = [by_row([row], day)[0] for row, day in zip(ROWS, days, strict=True)]
    for kind, make in KINDS.items():
        assert answers(MODEL.score_frame(make(rows), as_of="judged")) == wanted, kind
    error = refused_at(pd.DataFrame(rows), "judgd")
    assert error.code == "batch.as_of" and "judgd" in error.message
    error = refused_at(pd.DataFrame(rows).assign(judged=[None, *days[1:]]), "judged")
    assert (error.code, error.row) == ("batch.as_of", 0)


def refused_at(data: Any, as_of: str) -> icp.BatchError:
    with pytest.raises(icp.BatchError) as caught:
        MODEL.score_frame(data, as_of=as_of)
    return caught.value


def test_what_is_invalid_is_counted() -> None:
    given = pd.DataFrame({"employees": ["many", 1, "few"], "country": ["US", "US", 5]})
    with pytest.warns(icp.IcpWarning) as told:
        found = MODEL.score_frame(given, as_of=DAY, on_invalid="missing", missing_columns="unknown")
    texts = [str(one.message) for one in told]
    assert [text.split(" invalid")[0] for text in texts[:2]] == [
        "`employees`: 2 of 3 values (66.7 %) are",
        "`country`: 1 of 3 values (33.3 %) is",
    ]
    issue = told[0].message.issues[0]  # type: ignore[union-attr]
    assert (issue.attribute, issue.column, issue.count, issue.valid, issue.rows) == ("employees", "employees", 2, 1, (0, 2))
    assert {one.filename for one in told} == {__file__}
    assert list(found["coverage"]) == [0.166667, 0.666667, 0.0]


def test_progress(capsys: pytest.CaptureFixture[str]) -> None:
    given = pl.DataFrame({"employees": np.arange(100_000)})
    told: list[int] = []
    MODEL.score_frame(given, as_of=DAY, missing_columns="unknown", progress=told.append)
    assert told[-1] == 100_000 and told == sorted(told)

    def stop(_: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        MODEL.score_frame(given, as_of=DAY, missing_columns="unknown", progress=stop)
    with pytest.raises(TypeError, match="progress is True, False or a function"):
        MODEL.score_frame(given, as_of=DAY, progress=5)  # type: ignore[call-overload]
    MODEL.score_frame(given, as_of=DAY, missing_columns="unknown", progress=True)
    assert "100k" in capsys.readouterr().err


def test_a_plain_line_of_progress(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    MODEL.score_frame([{"employees": 1}] * 3, as_of=DAY, missing_columns="unknown", progress=True)
    assert capsys.readouterr().err == "\r3 of 3 rows scored\n"


# Refusals


def test_errors_have_their_parts() -> None:
    error = refused(pd.DataFrame({**{name: [None] * 3 for name in ROWS[0]}, "employees": [1, 2, "many"]}))
    assert (error.code, error.column, error.row) == ("batch.value", "employees", 2)
    assert error.message == (
        "column `employees`, row 2: expected a number (plain digits such as 1200000 or 2.5), found text `many`"
    )
    assert error.help is not None and str(error) == f"{error.message}; {error.help}"
    assert isinstance(error, ValueError) and isinstance(error, icp.IcpError)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.code, again.row) == (str(error), error.code, error.row)


def test_tables_that_are_refused() -> None:
    double = pd.DataFrame([[1, 2]], columns=["employees", "employees"])
    whole = {name: pa.nulls(1) for name in ("employees", "country", "tools", "since", "public")}
    for code, column, given in (
        ("batch.duplicate_column", "employees", double),
        ("batch.duplicate_column", "employees", pa.table([[1], [2]], names=["employees", "employees"])),
        ("batch.no_model_column", None, pd.DataFrame({"employes": [1]})),
        ("batch.no_model_column", None, pl.DataFrame({"employes": [1]})),
        ("batch.no_model_column", None, pl.DataFrame()),
        ("batch.missing_column", None, [{"employees": 1}]),
        ("batch.missing_column", None, pa.table({"employees": [1]})),
        ("batch.missing_column", None, pa.table({"employees": [1]}).to_reader()),
        ("batch.missing_column", None, pl.LazyFrame({"employees": [1]})),
        ("batch.name_clash", "score", pd.DataFrame({**dict.fromkeys(ROWS[0], [None]), "score": [1]})),
        ("batch.name_clash", "tier", pl.DataFrame({**dict.fromkeys(ROWS[0], [None]), "tier": [1]})),
        ("batch.column_type", "employees", pa.table({**whole, "employees": pa.array([b"x"])})),
        ("batch.column_type", "employees", pa.table({**whole, "employees": pa.array([{"a": 1}])})),
        ("batch.column_type", "employees", pl.DataFrame({**dict.fromkeys(ROWS[0], [None]), "employees": [datetime.time(1)]})),
        ("batch.length", "country", {"employees": [1, 2], "country": ["US"]}),
        ("batch.length", "name", {"employees": [1, 2], "name": ["US"]}),
        ("batch.value", "employees", pa.table({**whole, "employees": pa.array([2**60])})),
        ("batch.value", "employees", pa.table({**whole, "employees": pa.array([2**63], pa.uint64())})),
        ("batch.value", "employees", pd.DataFrame({**dict.fromkeys(ROWS[0], [None]), "employees": [float("inf")]})),
        ("batch.value", "country", pd.DataFrame({**dict.fromkeys(ROWS[0], [None]), "country": [1]})),
        ("batch.value", "public", pd.DataFrame({**dict.fromkeys(ROWS[0], [None]), "public": [1]})),
        ("batch.value", "country", {**dict.fromkeys(ROWS[0], [None]), "country": ["\ud800"]}),
        ("batch.value", "employees", {**dict.fromkeys(ROWS[0], [None]), "employees": np.array([1], dtype=np.longdouble)}),
        ("batch.value", "employees", {**dict.fromkeys(ROWS[0], [None]), "employees": np.array([1j])}),
        ("batch.value", "employees", pd.DataFrame({**dict.fromkeys(ROWS[0], [None]), "employees": pd.period_range("2026", periods=1)})),
    ):
        error = refused(given)
        assert (error.code, error.column) == (code, column), (given, error)
    assert "the table has `employes`" in str(refused(pl.DataFrame({"employes": [1]})))


def test_what_is_no_table() -> None:
    for given, words in (
        (5, "not `int`"),
        ("employees", "not `str`"),
        (None, "not `NoneType`"),
        (b"x", "not `bytes`"),
        (pd.Series([1]), "a table of pandas is a DataFrame, not `Series`"),
        (pa.array([1]), "not `pyarrow"),
        (pl.Series([1]), "not `polars"),
        ([1], "row 0 is a dict, not `int`"),
        ([{1: 2}], "named by texts, not by `int`"),
        ({"employees": 5}, "column `employees` is a list or an array, not `int`"),
        ({"employees": "many"}, "column `employees` is a list or an array, not `str`"),
    ):
        with pytest.raises(TypeError) as caught:
            MODEL.score_frame(given, as_of=DAY)
        assert words in str(caught.value), given
    for options in ({"threads": 0}, {"threads": -1}, {"threads": True}, {"threads": 1.5}, {"on_invalid": "no"}, {"missing_columns": "no"}):
        with pytest.raises(ValueError, match="is"):
            MODEL.score_frame(ROWS, as_of=DAY, **options)
    with pytest.raises(TypeError):
        MODEL.score_frame(ROWS, as_of=DAY, columns=["employees"])  # type: ignore[call-overload]


def test_arrow_that_breaks_its_word() -> None:
    whole = {name: pa.nulls(2) for name in ("country", "tools", "since", "public")}
    offsets = np.array([0, 3, 5], dtype=np.int32)
    texts = pa.Array.from_buffers(pa.string(), 2, [None, pa.py_buffer(offsets), pa.py_buffer(b"12345")])
    # Behind Arrow's back.
    offsets[2] = 900
    codes = pa.DictionaryArray.from_arrays(pa.array([0, 9]), pa.array(["1"]), safe=False)
    for array in (texts, codes):
        with pytest.raises((icp.BatchError, ValueError)):
            MODEL.score_frame(pa.table({**whole, "employees": array}), as_of=DAY)
    # And the next table is fine.
    assert answers(MODEL.score_frame(ROWS, as_of=DAY)) == by_row(ROWS)


def test_what_values_raise_comes_out() -> None:
    class Rude(dict[str, Any]):
        def keys(self) -> Any:
            raise KeyboardInterrupt

        def items(self) -> Any:
            raise KeyboardInterrupt

        def __iter__(self) -> Any:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        MODEL.score_frame([Rude()], as_of=DAY)


# Running


def big(rows: int) -> pl.DataFrame:
    table = pl.DataFrame(ROWS).drop("name")
    return pl.concat([table] * (rows // len(ROWS))).rechunk()


def test_sizes_and_threads() -> None:
    table = big(100_000)
    whole = MODEL.score_frame(table, as_of=DAY, threads=1)
    for threads in (2, 7, 64, None):
        assert MODEL.score_frame(table, as_of=DAY, threads=threads).equals(whole)
    for rows in (1, 511, 512, 513, 32_767, 32_768, 32_769):
        assert MODEL.score_frame(table.head(rows), as_of=DAY).equals(whole.head(rows)), rows
    pieces = pl.concat([table.slice(at, 9_999) for at in range(0, 100_000, 9_999)], rechunk=False)
    assert pieces.n_chunks() > 5 and MODEL.score_frame(pieces, as_of=DAY).equals(whole)


def test_python_runs_meanwhile() -> None:
    ticks, stop = [0], threading.Event()

    def tick() -> None:
        while not stop.wait(0.001):
            ticks[0] += 1

    table = big(1_000_000)
    thread = threading.Thread(target=tick)
    thread.start()
    try:
        before = ticks[0]
        MODEL.score_frame(table, as_of=DAY, threads=1, keep=False)
        ran = ticks[0] - before
    finally:
        stop.set()
        thread.join()
    assert ran >= 3


def test_many_threads_score_with_one_model() -> None:
    table, found, wrong = big(4_000), [], []
    whole = MODEL.score_frame(table, as_of=DAY)

    def run() -> None:
        try:
            found.append(MODEL.score_frame(table, as_of=DAY).equals(whole))
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=run) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and found == [True] * 16


ENDLESS = """
import sys
sys.path.insert(0, {tests!r})
from test_frame import MODEL, big
rows = 4_000_000
table = big(rows)

def told(done):
    # Now it is known that some rows are scored, and that others are not.
    global last
    last = done
    if done < rows:
        print("scoring", flush=True)

print("ready", flush=True)
try:
    for _ in range(1_000):
        last = 0
        MODEL.score_frame(table, as_of="2026-10-01", keep=False, progress=told, threads=1)
except KeyboardInterrupt:
    print("stopped", last < rows, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no signal that is like Ctrl-C can be sent to one process")
def test_ctrl_c() -> None:
    """Ctrl-C ends the work in the middle of a table: no matter how slow the machine is, its last row is not reached."""
    program = ENDLESS.format(tests=str(Path(__file__).parent))
    # A busy machine may hold the signal up until a table is done, and then it comes between two tables.
    for _attempt in range(20):
        child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        try:
            assert [child.stdout.readline() for _ in range(2)] == ["ready\n", "scoring\n"]
            child.send_signal(signal.SIGINT)
            stopped = next(line for line in child.stdout if line.startswith("stopped"))
        finally:
            child.kill()
            child.communicate()
        if stopped == "stopped True\n":
            return
    raise AssertionError("Ctrl-C waits for the end of a table")


# The package


def run(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout


def test_nothing_is_imported_that_is_not_asked_for() -> None:
    loaded = run("import sys, icp; print(*sys.modules)").split()
    assert not {"numpy", "pandas", "polars", "pyarrow", "duckdb", "tqdm", "icp._tables"} & set(loaded)
    plain = "import sys, icp; icp.Model.from_json({!r}).score_frame([{{'employees': 1}}], missing_columns='unknown'); print(*sys.modules)"
    loaded = run("import warnings; warnings.simplefilter('ignore');" + plain.format(MODEL.to_json())).split()
    assert not {"numpy", "pandas", "polars", "pyarrow"} & set(loaded)


def test_pandas_without_pyarrow() -> None:
    program = """
import sys
sys.modules["pyarrow"] = None
import pandas as pd
import icp, datetime
model = icp.Model.from_json({model!r})
rows = {rows!r}
table = pd.DataFrame(rows).assign(kind=pd.Categorical(list("abab")), since=lambda t: pd.to_datetime(t["since"]))
found = model.score_frame(table, as_of="2026-10-01")
print(found[["score", "tier", "status"]].astype(object).values.tolist())
"""
    found = run(program.format(model=MODEL.to_json(), rows=ROWS))
    wanted = [[score, tier or float("nan"), status] for _, score, tier, status, *_ in by_row(ROWS)]
    assert found.strip() == str(wanted)


def test_import_is_light() -> None:
    """How long an import takes depends on the machine; how much is loaded does not."""
    program = "import sys; before = set(sys.modules); import icp; print(*sorted(set(sys.modules) - before))"
    loaded = run(program).split()
    assert "icp._icp" in loaded
    assert len(loaded) < 60, loaded


def test_a_warning_is_shown_once_a_place_whatever_the_filters_did() -> None:
    given = pd.DataFrame({"employees": ["many", 1], "country": ["US", "US"]})
    shown: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        warnings.showwarning = lambda message, *_args: shown.append(str(message))  # type: ignore[assignment]
        for _ in range(4):
            with warnings.catch_warnings():
                warnings.simplefilter("default")
            MODEL.score_frame(given, as_of=DAY, on_invalid="missing", missing_columns="unknown")
    assert len(shown) == len({text.split(":")[0] for text in shown}) > 0


def test_a_column_without_a_valid_value_ends_the_run() -> None:
    given: dict[str, list[object]] = {"employees": ["many", "few"], "country": ["US", "US"]}
    options: dict[str, Any] = {"as_of": DAY, "on_invalid": "missing", "missing_columns": "unknown"}
    tables = [given, pd.DataFrame(given), pl.DataFrame(given), [{"employees": "many"}, {"employees": "few"}]]
    for table in tables:
        with pytest.raises(icp.BatchError, match="allow_empty_columns") as caught:
            MODEL.score_frame(table, **options)
        assert caught.value.code == "batch.empty_column"
        with pytest.warns(icp.IcpWarning):
            MODEL.score_frame(table, allow_empty_columns=["employees"], **options)


class Foreign:
    """A table that only Arrow knows, so that a stream comes back."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.to_reader(2).__arrow_c_stream__()


READERS: dict[str, Callable[[Any], Any]] = {
    "all": lambda scored: pa.RecordBatchReader.from_stream(scored).read_all(),
    "batches": lambda scored: pa.Table.from_batches(list(pa.RecordBatchReader.from_stream(scored))),
    "polars": pl.DataFrame,
    "duckdb": lambda scored: read_by_duckdb(pa.RecordBatchReader.from_stream(scored)),
}


def read_by_duckdb(reader: pa.RecordBatchReader) -> Any:
    """Read on DuckDB's own threads."""
    with duckdb.connect() as con:
        return con.sql("select * from reader").fetchall()


@pytest.mark.parametrize("way", READERS)
def test_a_stream_that_has_ended_warns_as_a_table_does(way: str) -> None:
    table = pa.table(
        {
            "employees": ["320", "many", "few", "none"],
            "country": ["US"] * 4,
            "tools": ["HubSpot|Stripe"] * 4,
            "since": ["soon", "later", "never", "once"],
        }
    )
    options: dict[str, Any] = {"as_of": DAY, "on_invalid": "missing", "missing_columns": "unknown"}
    with pytest.warns(icp.IcpWarning) as whole:
        MODEL.score_frame(table, allow_empty_columns=["since"], **options)
    wanted = [one.message for one in whole]
    codes = {one.code for one in wanted}  # type: ignore[union-attr]
    assert {"unjudged", "empty_column", "invalid_values", "separator", "missing_columns"} == codes
    for given in (table.to_reader(2), Foreign(table)):
        with warnings.catch_warnings():
            warnings.simplefilter("error", icp.IcpWarning)
            scored = MODEL.score_frame(given, **options)
        with pytest.warns(icp.IcpWarning) as told:
            assert len(READERS[way](scored)) == 4
        found = [one.message for one in told]
        assert [(str(one), vars(one)) for one in found] == [(str(one), vars(one)) for one in wanted]
        assert {one.filename for one in told} == {__file__}


def test_a_stream_that_has_not_ended_has_nothing_to_tell() -> None:
    table = pa.table({"employees": ["many", "few", "320"]})
    options: dict[str, Any] = {"as_of": DAY, "on_invalid": "missing", "missing_columns": "unknown"}
    with warnings.catch_warnings():
        warnings.simplefilter("error", icp.IcpWarning)
        scored = MODEL.score_frame(table.to_reader(1), **options)
        assert scored.read_next_batch().num_rows == 1
        del scored
    # Without a row the columns are missing all the same, and told of once.
    scored = MODEL.score_frame(table.slice(0, 0).to_reader(), **options)
    with pytest.warns(icp.IcpWarning) as told:
        assert scored.read_all().num_rows == 0
    assert [one.message.code for one in told] == ["missing_columns"]  # type: ignore[union-attr]
    with warnings.catch_warnings():
        warnings.simplefilter("error", icp.IcpWarning)
        assert list(scored) == []


def test_a_warning_that_is_an_error_ends_the_reading() -> None:
    reader = pa.table({"employees": ["many", "320"]}).to_reader()
    scored = MODEL.score_frame(reader, as_of=DAY, on_invalid="missing", missing_columns="unknown")
    with warnings.catch_warnings():
        warnings.simplefilter("error", icp.IcpWarning)
        with pytest.raises(pa.ArrowException, match="IcpWarning: `employees`: 1 of 2 values"):
            scored.read_all()


def test_a_stream_may_end_inside_of_another_call() -> None:
    """Its reader lets go of Python's lock there, although the call began with it."""
    options: dict[str, Any] = {"as_of": DAY, "on_invalid": "missing", "missing_columns": "unknown"}

    class Nested:
        def __init__(self, action: Any) -> None:
            self.action = action

        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            reader = pa.table({"employees": ["many", "320"]}).to_reader()
            scored = MODEL.score_frame(reader, **options)
            with warnings.catch_warnings(record=self.action == "always") as told:
                warnings.simplefilter(self.action, icp.IcpWarning)
                found = scored.read_all()
            assert told
            return found.select(["employees"]).__arrow_c_stream__()

    found = pa.table(MODEL.score_frame(Nested("always"), **options))
    assert found["lower"].to_pylist()[1] == 50.0
    with pytest.raises(pa.ArrowException, match="IcpWarning"):
        MODEL.score_frame(Nested("error"), **options)


def test_keep_is_no_list_of_columns() -> None:
    for keep in (["id"], "id"):
        with pytest.raises(TypeError, match="keep is True or False, not `.*id.*`: select columns of the result"):
            MODEL.score_frame(pd.DataFrame(ROWS), as_of=DAY, keep=keep)  # type: ignore[call-overload]
    assert "name" in MODEL.score_frame(pd.DataFrame(ROWS), as_of=DAY, keep=np.True_)
