"""`Model.check_frame`: the same findings from every kind of table, in any order of the rows."""

from __future__ import annotations

import random
from typing import Any

import icp
import pytest

MODEL = icp.Model.from_yaml("""
format: icp/1
name: sales
attributes:
  product: {type: text}
  sector: {type: text}
  employees: {type: number, min: 1}
  tools: {type: set}
exclusions:
  - {id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}
icps:
  - id: smb
    fit:
      criteria:
        - {id: line, fit: {product: {in: [GTX Pro, GTX Basic]}}}
        - {id: trade, fit: {sector: {in: [technology, medical]}}}
        - {id: stack, fit: {tools: {has: Slack}}}
      tiers: [{id: A, from: 95}, {id: B}]
""")

NAMES = ["Alder", "Birch", "Cedar", "Daisy", "Elder", "Fig", "Ginkgo", "Hazel", "Ivy", "Juniper", "Alder ", "Larch"]
ROWS = [
    {
        "name": name,
        "product": "GTXPro" if at % 3 == 0 else "GTX Basic",
        "sector": ["technology", "technolgy", "Select", None][at % 4],
        "employees": -1.0 if at == 5 else 50.0 + at,
        "Tools": "Slack",
    }
    for at, name in enumerate(NAMES)
]


def found(data: Any, **options: Any) -> list[tuple[str, str, str, str]]:
    findings = MODEL.check_frame(data, as_of="2026-10-01", **options)
    assert all(isinstance(one, icp.Finding) for one in findings)
    return [(one.code, one.severity, one.path, one.message) for one in findings]


def columns() -> dict[str, list[Any]]:
    return {name: [row[name] for row in ROWS] for name in ROWS[0]}


def test_findings_of_records() -> None:
    codes = [code for code, *_ in found(ROWS)]
    for code in ["duplicate_account", "placeholder_value", "near_value", "value_never_seen", "column_absent", "value_out_of_range"]:
        assert code in codes, codes
    messages = [message for *_, message in found(ROWS)]
    assert "attribute `product`: `GTX Pro` is in none of 12 accounts, `GTXPro` in 4" in messages
    assert "2 of 12 accounts share their `name` with another: `Alder` (2)" in messages
    helps = {one.code: one.help for one in MODEL.check_frame(ROWS)}
    assert helps["column_absent"] == "did you mean column `Tools`? write it into the `aliases` of the attribute"


def test_every_kind_of_table_gives_the_same() -> None:
    pandas, polars, pyarrow = (pytest.importorskip(name) for name in ("pandas", "polars", "pyarrow"))
    once = found(ROWS)
    table = pyarrow.table(columns())
    tables = [
        columns(),
        pandas.DataFrame(columns()),
        pandas.DataFrame(columns()).astype({"product": "category"}),
        polars.DataFrame(columns()),
        polars.DataFrame(columns()).lazy(),
        table,
        table.combine_chunks().to_batches()[0],
        table.to_reader(max_chunksize=5),
    ]
    for one in tables:
        assert found(one) == once, type(one)


def test_a_relation_of_duckdb() -> None:
    duckdb, pyarrow = pytest.importorskip("duckdb"), pytest.importorskip("pyarrow")
    table = pyarrow.table(columns())
    with duckdb.connect() as connection:
        connection.register("accounts", table)
        assert found(connection.sql("select * from accounts")) == found(ROWS)


def test_the_order_of_the_rows_says_nothing() -> None:
    once, rows = found(ROWS), list(ROWS)
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert found(rows) == once


def test_options() -> None:
    renamed = [{**row, "vat": "DE 1"} for row in ROWS]
    assert any("share their `vat`" in message for *_, message in found(renamed, id="vat"))
    assert not any("share their `vat`" in message for *_, message in found(renamed))
    assert "column_absent" not in [code for code, *_ in found(ROWS, columns={"tools": "Tools"})]
    done: list[int] = []
    found(ROWS, progress=done.append)
    assert done == [] or done[-1] <= len(ROWS)


def test_tables_that_are_none() -> None:
    with pytest.raises(icp.BatchError):
        MODEL.check_frame([{"nothing": 1}])
    with pytest.raises(TypeError, match="a table is"):
        MODEL.check_frame(5)  # type: ignore[arg-type]
    assert MODEL.check_frame({"employees": [50, 60], "product": ["GTX Pro", "GTX Basic"]})
