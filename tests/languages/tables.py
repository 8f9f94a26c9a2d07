"""A table of random accounts as every kind of table: its answers are columns with words, an order and values."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from typing import Any

import icp
import pandas
import polars
import pyarrow

Rows = list[dict[str, Any]]
# The name of a column, its words where these have an order, and its values.
Column = tuple[str, list[str] | None, list[Any]]
Columns = list[Column]

ASKED: dict[str, Any] = {
    "per_icp": True,
    "per_criterion": ["points", "rating", "contribution", "status", "label"],
    "verdicts": True,
    "labels": True,
    "texts": ["reasons", "exclusions", "missing"],
    "qualified": True,
    "rank": True,
    "keep": False,
    "missing_columns": "unknown",
}


def plain(rows: Rows) -> Rows:
    """The same rows with values of one type a column. Events that are no structures stand as JSON in their cells."""
    kinds: dict[str, tuple[type, ...]] = {"event": (str,), "on": (str,), "count": (int, float)}

    def is_structure(event: Any) -> bool:
        return isinstance(event, dict) and all(type(value) in kinds.get(key, ()) for key, value in event.items())

    def is_events(value: Any) -> bool:
        return isinstance(value, list) and any(isinstance(item, dict) for item in value)

    def is_odd(value: Any) -> bool:
        return isinstance(value, dict) or (is_events(value) and not all(is_structure(item) for item in value))

    odd = {name for row in rows for name, value in row.items() if is_odd(value)}
    mixed = {name for row in rows for name, value in row.items() if isinstance(value, float)}

    def cell(name: str, value: Any) -> Any:
        if name in odd and value is not None:
            return json.dumps(value, ensure_ascii=False)
        if name in mixed and value is not None:
            return float(value)
        if is_events(value):
            return [{key: float(one) if key == "count" else one for key, one in event.items()} for event in value]
        return value

    return [{name: cell(name, value) for name, value in row.items()} for row in rows]


def of_dicts(model: icp.Model, rows: Rows, options: dict[str, Any]) -> tuple[Columns, Any]:
    """A list of dicts comes back; lists have no order of words."""
    scored = model.score_frame(rows, **options)
    return [(name, None, [row[name] for row in scored]) for name in scored[0]], None


def of_arrow(model: icp.Model, table: Any, options: dict[str, Any]) -> tuple[Columns, Any]:
    scored = model.score_frame(table, **options)

    def column(field: Any, values: Any) -> Column:
        ordered = pyarrow.types.is_dictionary(field.type) and field.type.ordered
        words = values.combine_chunks().dictionary.to_pylist() if ordered else None
        return field.name, words, values.to_pylist()

    return [column(*pair) for pair in zip(scored.schema, scored.columns, strict=True)], scored.schema.metadata[b"icp"]


def of_polars(model: icp.Model, rows: Rows, options: dict[str, Any]) -> tuple[Columns, Any]:
    scored = model.score_frame(polars.DataFrame(rows, infer_schema_length=None), **options)

    def column(series: Any) -> Column:
        words = series.dtype.categories.to_list() if isinstance(series.dtype, polars.Enum) else None
        return series.name, words, series.to_list()

    return [column(series) for series in scored], None


def of_pandas(model: icp.Model, rows: Rows, options: dict[str, Any]) -> tuple[Columns, Any]:
    scored = model.score_frame(pandas.DataFrame(rows), **options)

    def column(name: str) -> Column:
        series = scored[name]
        is_words = isinstance(series.dtype, pandas.CategoricalDtype)
        words = list(series.cat.categories) if is_words and series.cat.ordered else None
        return name, words, [None if pandas.isna(value) else value for value in series.tolist()]

    return [column(name) for name in scored.columns], scored.attrs["icp"]


def notice(warning: icp.IcpWarning) -> list[Any]:
    return [warning.code, str(warning), warning.count, warning.of]


def without_words(notice: list[Any]) -> list[Any]:
    """A notice whose values may be quoted otherwise, since they are of other types; they are as many."""
    code, _, count, of = notice
    return [code, count, of]


def refusal(error: icp.BatchError) -> dict[str, Any]:
    names = ("code", "column", "row", "help")
    problems = [problem._asdict() for problem in error.problems]
    return {**{name: getattr(error, name) for name in names}, "problems": problems}


def differences(what: str, given: dict[str, Any], found: tuple[Columns, Any]) -> list[tuple[str, Any, Any]]:
    """The differences, as place, expected and found. Numbers are compared by all of their digits."""
    columns, by = found
    names = [column["name"] for column in given["columns"]]
    pairs: list[tuple[str, Any, Any]] = [("names", names, [name for name, _, _ in columns])]
    for expected, (name, words, values) in zip(given["columns"], columns, strict=False):
        pairs.append((name, expected["values"], values))
        # A list has no order, and Polars has no order of no words.
        if what != "dicts" and not (what == "polars" and expected["order"] == []):
            pairs.append((f"order of {name}", expected["order"], words))
    if by is not None:
        told = by if isinstance(by, dict) else json.loads(by)
        pairs.append(("by", sorted(given["by"].items()), sorted(told.items())))
    return [(f"{what}, {place}", wanted, found) for place, wanted, found in pairs if repr(wanted) != repr(found)]


def compare(model: icp.Model, line: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """All differences of a line's table: as Arrow's, as dicts, and as one of pandas' or Polars' in turn."""
    given = line["table"]
    options = {**ASKED, "as_of": line["as_of"], "on_invalid": line["on_invalid"]}
    rows = plain(given["rows"])
    kinds: list[tuple[str, Callable[..., tuple[Columns, Any]], Any]] = [
        ("arrow", of_arrow, pyarrow.ipc.open_stream(bytes.fromhex(given["arrow"])).read_all()),
        ("dicts", of_dicts, given["rows"]),
    ]
    kinds.append(("polars", of_polars, rows) if line["seed"] % 2 else ("pandas", of_pandas, rows))
    wrong: list[tuple[str, Any, Any]] = []
    for what, score, table in kinds:
        expected = given["python"].get("refusal")
        try:
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                found = score(model, table, options)
        except icp.BatchError as error:
            told = refusal(error)
            # Values of other types are quoted otherwise.
            parts = list(told) if what == "arrow" else ["code", "column", "row"]
            if expected is None or any(told[part] != expected[part] for part in parts):
                wrong.append((f"{what}, refusal", expected, told))
            continue
        if expected is not None:
            wrong.append((f"{what}, refusal", expected, None))
            continue
        wrong += differences(what, given, found)
        notices = [notice(one.message) for one in warned if isinstance(one.message, icp.IcpWarning)]
        wanted = given["python"]["notices"]
        if what != "arrow":
            notices, wanted = [[without_words(one) for one in all] for all in (notices, wanted)]
        if notices != wanted:
            wrong.append((f"{what}, notices", wanted, notices))
    return wrong
