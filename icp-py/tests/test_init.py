"""`icp.init`: every kind of table gives the same model, which scores the table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import icp

COLUMNS: dict[str, list[Any]] = {
    "Company Size": ["1,200,000", "50", None, "7"],
    "launched_at": ["11/23/2011", "8/1/2012", "", "12/31/2020"],
    "status": ["active", "closed", "active", "N/A"],
    "hiring": [True, False, None, True],
    "tools": [["HubSpot"], ["Slack", "HubSpot"], [], None],
}
ENTRIES = [
    'company_size: {type: number, written: {thousands: ","}, aliases: [Company Size]}',
    "launched_at: {type: date, written: M/D/YYYY}",
    "status: {type: text, missing: [N/A], values: [active, closed]}",
    "hiring: {type: bool}",
    "tools: {type: set, values: [HubSpot, Slack]}",
]


def records() -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)]


TABLES: dict[str, Any] = {
    "a dict of lists": lambda: COLUMNS,
    "a list of dicts": records,
    "pandas": lambda: pd.DataFrame(COLUMNS),
    "polars": lambda: pl.DataFrame(COLUMNS),
    "a lazy frame": lambda: pl.DataFrame(COLUMNS).lazy(),
    "pyarrow": lambda: pa.table(COLUMNS),
    "a batch": lambda: pa.RecordBatch.from_pydict(COLUMNS),
    "a stream": lambda: pa.table(COLUMNS).to_reader(max_chunksize=1),
}


@pytest.mark.parametrize("kind", TABLES)
def test_every_kind_of_table_gives_the_same_model(kind: str) -> None:
    text = icp.init(TABLES[kind](), name="companies")
    assert text == icp.init(COLUMNS, name="companies")
    assert [line.strip() for line in text.splitlines() if line.startswith("  ") and "{type:" in line] == ENTRIES
    model = icp.Model.from_yaml(text)
    assert model.name == "companies"
    assert [attribute.name for attribute in model.attributes] == ["company_size", "launched_at", "status", "hiring", "tools"]


def test_keys_of_dicts_in_records_are_joined_by_a_dot() -> None:
    rows = [{"properties": {"plan": plan}} for plan in ["free", "paid", "free"]]
    assert "plan: {type: text, aliases: [properties.plan], values: [free, paid]}" in icp.init(rows)


def test_what_is_no_table_is_refused() -> None:
    for wrong in ["text", 5, None, ["text"], pl.Series("a", [1]), pd.Series([1])]:
        with pytest.raises(TypeError, match=r"a table is|row 0 is a dict"):
            icp.init(wrong)


def test_an_account_says_what_to_write() -> None:
    model = icp.Model.from_yaml(icp.init({"launched_at": ["2011-11-23", "2012-08-01"]}))
    with pytest.raises(icp.AccountError) as caught:
        model.score({"launched_at": "11/23/2011"})
    assert caught.value.help == "it looks like M/D/YYYY: write `written: M/D/YYYY` on `launched_at`"
    with pytest.raises(icp.BatchError) as table:
        model.score_frame({"launched_at": ["11/23/2011", "8/1/2012"]})
    wanted = "not one of 2 values is valid; all 2 values look like M/D/YYYY: write `written: M/D/YYYY` on `launched_at`"
    assert table.value.help == wanted
