"""The same rows as tables of every kind, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

Row = dict[str, Any]


def arrow(rows: list[Row]) -> pa.Table:
    """With the columns of all rows, not of the first alone."""
    return pa.Table.from_pylist([{**dict.fromkeys(names(rows)), **row} for row in rows])


def pandas_of_arrow(rows: list[Row]) -> Any:
    table = arrow(rows)
    return table.to_pandas(types_mapper=pd.ArrowDtype)


def chunked(rows: list[Row]) -> Any:
    """In pieces of one row, with an empty one."""
    table = arrow(rows)
    return pa.concat_tables([table.slice(0, 0), *(table.slice(at, 1) for at in range(len(rows)))])


def sliced(rows: list[Row]) -> Any:
    """A part of a larger table."""
    table = arrow(rows)
    return pa.concat_tables([table, table, table]).combine_chunks().slice(len(rows), len(rows))


def relation(rows: list[Row]) -> Any:
    given = arrow(rows)
    return duckdb.connect().from_arrow(given)


KINDS: dict[str, Callable[[list[Row]], Any]] = {
    "list of dicts": lambda rows: rows,
    "dict of lists": lambda rows: {name: [row.get(name) for row in rows] for name in names(rows)},
    "pandas": lambda rows: pd.DataFrame(rows, index=pd.Index([f"row {at}" for at in range(len(rows))])),
    "pandas of objects": lambda rows: pd.DataFrame(rows, dtype=object),
    "pandas of Arrow": pandas_of_arrow,
    "Polars": lambda rows: pl.DataFrame(rows, infer_schema_length=None),
    "Polars, lazy": lambda rows: pl.LazyFrame(rows, infer_schema_length=None),
    "pyarrow": arrow,
    "pyarrow, in chunks": chunked,
    "pyarrow, a slice": sliced,
    "pyarrow, a batch": lambda rows: arrow(rows).combine_chunks().to_batches()[0],
    "pyarrow, a reader": lambda rows: arrow(rows).to_reader(),
    "DuckDB": relation,
}


def names(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def rows_of(table: Any) -> list[Row]:
    """The values of a table of any kind, missing ones as None."""
    if isinstance(table, list):
        return table
    if isinstance(table, dict):
        return [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
    if isinstance(table, pd.DataFrame):
        objects = {name: [_plain(value) for value in table[name]] for name in table.columns}
        return rows_of(objects)
    if isinstance(table, pl.LazyFrame):
        return table.collect().to_dicts()
    if isinstance(table, pl.DataFrame):
        return table.to_dicts()
    if isinstance(table, pa.RecordBatchReader):
        return table.read_all().to_pylist()
    if isinstance(table, duckdb.DuckDBPyRelation):
        return pa.table(table).to_pylist()
    found: list[Row] = pa.table(table).to_pylist()
    return found


def _plain(value: Any) -> Any:
    return None if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value) else value
