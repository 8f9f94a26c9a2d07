"""The table of output columns in docs/python.md is what tables get: names, order, types, and where there is null."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import icp

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-10-01"
# Every answer that a table can have: intent, stages, verdicts, a label, and an icp without intent.
MODEL = icp.Model.from_yaml("""
format: icp/1
name: columns
attributes: {size: {type: number}, demo: {type: bool}, customer: {type: bool}}
exclusions: [{id: customer, reason: a customer, when: {customer: true}}]
icps:
  - id: main
    priority: 1
    fit:
      criteria:
        - {id: size, bands: [{when: {size: {gte: 100}}, rating: 1, label: large}, {when: {size: {gte: 10}}, rating: 0.5}]}
      tiers: [{id: A, from: 80, verdicts: {sales: call}}, {id: B}]
    intent:
      criteria: [{id: demo, fit: {demo: true}}]
      tiers: [{id: hot, from: 50}, {id: cold}]
    stages:
      - {id: now, when: {fit: [A], intent: [hot]}}
    labels:
      - {id: plan, first: [{when: {size: {gte: 100}}, say: field}]}
  - id: spare
    priority: 2
    fit: {criteria: [{id: size, applies_when: {demo: true}, fit: {size: {gte: 1}}}], tiers: [{id: A, from: 80}, {id: B}]}
""")
ROWS: list[dict[str, Any]] = [
    {"size": 200, "demo": True, "customer": False},
    {"size": 20, "demo": False, "customer": False},
    {"size": None, "demo": None, "customer": None},
    {"size": 200, "demo": True, "customer": True},
    {"size": 1, "demo": False, "customer": False},
]
EVERYTHING: dict[str, Any] = {
    "as_of": DAY,
    "keep": False,
    "per_icp": True,
    "per_criterion": ["points", "contribution", "rating", "status", "label"],
    "verdicts": True,
    "labels": True,
    "qualified": True,
    "rank": True,
    "texts": True,
}


def rows() -> list[list[str]]:
    """The cells of the table on the page."""
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    table = page.split("| column | pandas |")[1].split("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table]
    assert len(cells) >= 20
    return [row for row in cells if not row[0].startswith("`ICP.score`")]


def pattern(name: str) -> re.Pattern[str]:
    """The pattern of the names of a column."""
    text = re.escape(name.strip("`")).replace("ICP\\.CRITERION", r"(main|spare)(\.intent)?\.(size|demo)").replace("TEAM", "sales").replace("label\\.ID", "label\\.plan")
    return re.compile(text)


def row_of(column: str) -> list[str]:
    """The row of the page that speaks of a column; an icp's own columns are those of the best."""
    name = re.sub(r"^(main|spare)\.(?=[a-z_]+$)", "", column)
    found = [row for row in rows() if pattern(row[0]).fullmatch(name)]
    assert len(found) == 1, f"docs/python.md has {len(found)} rows for the column `{column}`"
    return found[0]


def pandas_type(column: Any) -> str:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return "category, ordered" if column.dtype.ordered else "category"
    return str(column.dtype)


def polars_type(column: pl.Series) -> str:
    return type(column.dtype).__name__


def arrow_type(kind: Any) -> str:
    if pa.types.is_dictionary(kind):
        return "dictionary, ordered" if kind.ordered else "dictionary"
    return str(kind)


def test_every_column_is_on_the_page_with_its_types() -> None:
    frame = MODEL.score_frame(pd.DataFrame(ROWS), **EVERYTHING)
    table = MODEL.score_frame(pa.Table.from_pylist(ROWS), **EVERYTHING)
    polars = MODEL.score_frame(pl.DataFrame(ROWS), **EVERYTHING)
    assert list(frame.columns) == table.column_names == polars.columns
    for name in table.column_names:
        row = row_of(name)
        found = [pandas_type(frame[name]), polars_type(polars[name]), arrow_type(table.schema.field(name).type)]
        assert found == row[1:4], name


def test_every_row_of_the_page_has_a_column() -> None:
    names = MODEL.score_frame(pa.Table.from_pylist(ROWS), **EVERYTHING).column_names
    for row in rows():
        assert any(pattern(row[0]).fullmatch(name) for name in names), row[0]


def test_null_is_where_the_page_says() -> None:
    table = MODEL.score_frame(pa.Table.from_pylist(ROWS), **EVERYTHING)
    nulls: dict[str, int] = {}
    for name in table.column_names:
        row = row_of(name)
        nulls[row[0]] = nulls.get(row[0], 0) + table.column(name).null_count
    for row in rows():
        assert (nulls[row[0]] == 0) == (row[4] == "never"), f"{row[0]}: {nulls[row[0]]} nulls"


@pytest.mark.parametrize("option", ["bounds", "reasons", "verdicts", "labels", "qualified", "rank"])
def test_an_option_brings_the_columns_that_the_page_says(option: str) -> None:
    plain: dict[str, Any] = {"as_of": DAY, "keep": False, "bounds": False, "reasons": False}
    table = pa.Table.from_pylist(ROWS)
    without = MODEL.score_frame(table, **plain).column_names
    more = [name for name in MODEL.score_frame(table, **{**plain, option: True}).column_names if name not in without]
    assert more == [name for name in more if row_of(name)[5].startswith(f"`{option}=True`")] and more
    assert all(row_of(name)[5] in ("always", "a model with intent") for name in without)
