"""Arrow's extension types as Python's libraries hand them over: read as what they are, or refused by name."""

from __future__ import annotations

import uuid
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import icp

pytestmark = pytest.mark.filterwarnings("ignore::icp.IcpWarning")

DAY = "2026-10-01"
KEY = "550e8400-e29b-41d4-a716-4466554400ff"
MODEL = icp.Model.from_yaml(f"""
format: icp/1
name: types
attributes: {{n: {{type: number}}, t: {{type: text}}, b: {{type: bool}}, d: {{type: date}}, s: {{type: set}}}}
icps:
  - id: only
    fit:
      if_unknown: skip
      criteria:
        - {{id: n, fit: {{n: 50}}}}
        - {{id: t, fit: {{t: {{in: [{KEY}, retail]}}}}}}
        - {{id: b, fit: {{b: true}}}}
        - {{id: d, fit: {{d: {{after: 2019-12-31}}}}}}
        - {{id: s, fit: {{s: {{has: sql}}}}}}
      tiers: [{{id: in, from: 50}}, {{id: out}}]
""")


def extension(kind: Any, values: list[Any], storage: pa.DataType) -> pa.Array:
    return pa.ExtensionArray.from_storage(kind, pa.array(values, storage))


def bool8(values: list[int | None]) -> pa.Array:
    return extension(pa.bool8(), values, pa.int8())


def json_text(values: list[str | None], storage: pa.DataType | None = None) -> pa.Array:
    storage = storage or pa.string()
    return extension(pa.json_(storage), values, storage)


def uuids() -> pa.Array:
    return extension(pa.uuid(), [uuid.UUID(KEY).bytes, None, bytes(16)], pa.binary(16))


TENSOR = extension(pa.fixed_shape_tensor(pa.float64(), [2]), [[50.0, 1.0]] * 3, pa.list_(pa.float64(), 2))
OPAQUE = extension(pa.opaque(pa.binary(), "bit", "DuckDB"), [b"x", None, b"y"], pa.binary())
NUMERIC = extension(pa.opaque(pa.string(), "numeric", "PostgreSQL"), ["50", None, "5"], pa.string())

READ = [
    ("b", bool8([1, None, 0])),
    ("b", bool8([-1, None, 0])),
    ("t", uuids()),
    ("t", json_text(['"retail"', "null", '"x"'])),
    ("n", json_text(["50", None, "5"])),
    ("b", json_text(["true", " null ", "false"], pa.large_string())),
    ("s", json_text(['["sql", null, "go"]', None, "[]"])),
    ("s", json_text(['"go; sql"', "null", '["sql; go"]'], pa.string_view())),
    ("d", json_text(['"2020-01-01"', None, '"2019-12-31"'])),
    ("n", NUMERIC),
]
REFUSED = [
    ("n", bool8([1, None, 0]), "expected a number"),
    ("t", bool8([1, None, 0]), "expected text, found true"),
    ("s", json_text(["[1]", None, "[]"]), "found the number 1 in it"),
    ("t", json_text(["[]", None, "[]"]), "expected text, found a list"),
    ("s", TENSOR, "`s` is of type arrow.fixed_shape_tensor"),
    ("t", OPAQUE, "`t` is of type arrow.opaque (stored as Binary)"),
]


def tables(name: str, array: pa.Array) -> list[Any]:
    """The same column in every door for Arrow's types."""
    table = pa.table({name: array})
    return [
        table,
        pa.table({name: pa.chunked_array([array.slice(0, 1), array.slice(1)])}),
        table.to_batches()[0],
        table.to_reader(),
        {name: array},
        pd.DataFrame({name: pd.Series(array, dtype=pd.ArrowDtype(array.type))}),
        pd.DataFrame({name: pd.Series(array, dtype=pd.ArrowDtype(array.type), index=[3, 1, 2])}),
    ]


def scores(data: Any) -> list[float | None]:
    answers = MODEL.score_frame(data, as_of=DAY, missing_columns="unknown")
    if isinstance(answers, pd.DataFrame):
        answers = pa.Table.from_pandas(answers[["score"]])
    elif hasattr(answers, "read_all"):
        answers = answers.read_all()
    found = answers["score"]
    values = found if isinstance(found, list) else found.to_pylist()
    return [None if value is None or value != value else value for value in values]


@pytest.mark.parametrize(("name", "array"), READ, ids=lambda value: str(getattr(value, "type", value)))
def test_what_is_read(name: str, array: pa.Array) -> None:
    for table in tables(name, array):
        assert scores(table) == [100.0, None, 0.0], type(table)


@pytest.mark.parametrize(("name", "array", "says"), REFUSED, ids=lambda value: str(getattr(value, "type", value)))
def test_what_is_refused_by_name(name: str, array: pa.Array, says: str) -> None:
    for table in tables(name, array):
        # A stream is read by pyarrow, which makes an error of its own of what it is told.
        is_stream = isinstance(table, pa.RecordBatchReader)
        with pytest.raises((icp.BatchError, pa.ArrowInvalid) if is_stream else icp.BatchError) as told:
            scores(table)
        assert says in str(told.value), type(table)
        assert is_stream or told.value.column == name


@pytest.mark.parametrize("array", [array for _, array, *_ in READ + REFUSED], ids=lambda array: str(array.type))
def test_what_nobody_reads_stops_nothing(array: pa.Array) -> None:
    table = pa.table({"other": array, "n": [50, None, 5]})
    for data in (table, table.to_reader(), {"other": array, "n": [50, None, 5]}, table.to_pandas(types_mapper=pd.ArrowDtype)):
        assert scores(data) == [100.0, None, 0.0]
    kept = MODEL.score_frame(table, as_of=DAY, missing_columns="unknown")
    assert kept["other"].type == array.type and kept["other"].combine_chunks().equals(pa.chunked_array([array]).combine_chunks())


def test_types_that_pyarrow_has_no_class_for() -> None:
    def table(name: str, storage: pa.Array, kind: str) -> pa.Table:
        field = pa.field(name, storage.type, metadata={"ARROW:extension:name": kind, "ARROW:extension:metadata": ""})
        return pa.table([storage], schema=pa.schema([field]))

    late = pa.array([1_577_829_600_000_000] * 3, pa.timestamp("us", "UTC"))
    moments = pa.StructArray.from_arrays([late, pa.array([120, 119, 0], pa.int16())], ["timestamp", "offset_minutes"])
    # Two hours before midnight of the last day of 2019 in Greenwich.
    assert scores(table("d", moments, "arrow.timestamp_with_offset")) == [100.0, 0.0, 0.0]
    bytes_of = pa.array([b"x"] * 3, pa.binary())
    variant = pa.StructArray.from_arrays([bytes_of, bytes_of], ["metadata", "value"])
    for kind in ("arrow.parquet.variant", "arrow.variable_shape_tensor"):
        with pytest.raises(icp.BatchError, match=f"is of type {kind}"):
            scores(table("t", variant, kind))
        both = table("other", variant, kind).append_column("n", pa.array([50, None, 5]))
        assert scores(both) == [100.0, None, 0.0]


def test_lists_in_cells_are_those_lists() -> None:
    cells = ['["sql", "go"]', None, "[]"]
    for data in (
        {"s": cells},
        [{"s": cell} for cell in cells],
        pd.DataFrame({"s": cells}),
        pd.DataFrame({"s": pd.Categorical(cells)}),
        pd.DataFrame({"s": pd.array(cells, dtype="string[python]")}),
        pl.DataFrame({"s": cells}),
        pl.DataFrame({"s": cells}, schema={"s": pl.Categorical}),
        pa.table({"s": pa.array(cells, pa.large_string())}),
        pa.table({"s": pa.array(cells).dictionary_encode()}),
        pa.table({"s": pa.array(cells, pa.string_view())}),
    ):
        answers = MODEL.score_frame(data, as_of=DAY, missing_columns="unknown")
        if isinstance(answers, list):
            found = [row["score"] for row in answers]
        else:
            found = list(answers["score"].to_pylist() if isinstance(answers, pa.Table) else answers["score"])
        assert [None if value is None or value != value else value for value in found] == [100.0, None, 0.0], type(data)
    for cell in ("['sql', 'go']", '["sql", "g', "[sql; go]", "{sql,go}", "[1]"):
        with pytest.raises(icp.BatchError, match="row 0: expected"):
            MODEL.score_frame(pd.DataFrame({"s": [cell]}), as_of=DAY, missing_columns="unknown")
        with pytest.raises(icp.AccountError) as told:
            MODEL.score({"s": cell}, as_of=DAY)
        assert (told.value.code, told.value.attribute) == ("account.value", "s")
    assert MODEL.score({"s": ' ["sql"]'}, as_of=DAY).icps[0].score == 100.0


def test_fixed_offsets_in_every_spelling() -> None:
    # Two hours before midnight in Greenwich, on the last day of 2019.
    late = pa.array([1_577_829_600], pa.timestamp("s"))
    for zone, is_after in [
        ("UTC", False), ("Zulu", False), ("Etc/UCT", False), ("+02:00", True), ("-02:00", False),
        ("Etc/GMT-2", True), ("Etc/GMT+2", False),
    ]:  # fmt: skip
        table = pa.table({"d": late.cast(pa.timestamp("s", zone))})
        assert scores(table) == [100.0 if is_after else 0.0], zone
    # Polars renames it.
    frame = pl.from_arrow(pa.table({"d": late.cast(pa.timestamp("us", "+02:00"))}))
    assert isinstance(frame, pl.DataFrame) and "Etc/GMT-2" in str(frame.schema["d"])
    assert list(MODEL.score_frame(frame, as_of=DAY, missing_columns="unknown")["score"]) == [100.0]
    named = pl.DataFrame({"d": pl.Series([0]).cast(pl.Datetime("us", "Europe/Berlin"))})
    with pytest.raises(icp.BatchError) as told:
        MODEL.score_frame(named, as_of=DAY, missing_columns="unknown")
    assert told.value.code == "batch.named_zone"
    # The library at hand can do what the help asks for.
    assert "+02:00" not in (told.value.help or "")
    assert len(MODEL.score_frame(named.with_columns(pl.col("d").dt.date()), as_of=DAY, missing_columns="unknown")) == 1
    in_greenwich = named.with_columns(pl.col("d").dt.convert_time_zone("UTC"))
    assert len(MODEL.score_frame(in_greenwich, as_of=DAY, missing_columns="unknown")) == 1
