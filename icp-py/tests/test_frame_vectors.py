"""Every vector as rows of tables of every kind: the same bits as one by one."""

from __future__ import annotations

import collections
import warnings
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

import icp
from expectation import same
from table_kinds import KINDS, Row, names, rows_of
from test_vectors import AS_OF, VECTORS, topics
from yaml_text import read

RAN: collections.Counter[str] = collections.Counter()


def expected(model: icp.Model, found: icp.Assessment) -> Row:
    row = {"best": found.best, "icp": found.icp, **of_icp("", found)}
    row |= {f"verdict.{team}": text for team, text in found.verdicts.items()}
    for one in found.icps:
        row |= of_icp(f"{one.icp}.", one)
        row |= told(one.icp, one.criteria)
        # Models with intent have it of every icp; where one has none it is null.
        if one.intent is not None:
            for before in ["", f"{one.icp}."] if one.icp == found.icp else [f"{one.icp}."]:
                row |= {f"{before}intent": one.intent.score, f"{before}intent_tier": one.intent.tier}
            row |= told(f"{one.icp}.intent", one.intent.criteria)
    return row


# Tables that keep each value as it is.
OBJECTS = {"list of dicts", "dict of lists", "pandas", "pandas of objects"}
TOLD = ["points", "rating", "contribution", "status", "label"]


def told(before: str, criteria: icp.ById[icp.CriterionAssessment]) -> Row:
    return {f"{before}.{one.id}.{what}": getattr(one, what) for one in criteria for what in TOLD}


def of_icp(before: str, found: icp.Assessment | icp.IcpAssessment) -> Row:
    lower, upper = found.bounds or (None, None)
    named = {"score": found.score, "tier": found.tier, "status": found.status, "coverage": found.coverage}
    named |= {"lower": lower, "upper": upper, "stage": found.stage, "reason": found.reason.text}
    return {f"{before}{name}": value for name, value in named.items()}


def asked(model: icp.Model) -> list[str]:
    return [attribute.name for attribute in model.attributes if attribute.formula is None]


def groups(topic: str) -> list[tuple[icp.Model, str, str, list[Row], list[Row]]]:
    """Accounts that can stand in one table, with what is expected of each."""
    found: list[tuple[icp.Model, str, str, list[Row], list[Row]]] = []
    for group in read(VECTORS / f"{topic}.yaml")["groups"]:
        model = icp.Model.from_dict(group["model"])
        source = group.get("source", {})
        headers: dict[str, str] = source.get("columns", {})
        if source:
            model = model.with_source(source)
        # A cell of a table is blank where a record has no key: what a blank is known to be needs tables without the column.
        blank = {attribute.name for attribute in model.attributes if attribute.blank is not None}
        columns = [name for name in asked(model) if name not in blank and name not in headers.values()]
        columns += [header for header, name in headers.items() if name not in blank]
        tables: dict[tuple[str, str, frozenset[str]], tuple[list[Row], list[Row]]] = {}
        for case in group["cases"]:
            if case["expect"].get("refused") is True:
                continue
            as_of, on_invalid = case.get("as_of", AS_OF), case.get("on_invalid", "error")
            answer = model.score(case["account"], as_of, on_invalid=on_invalid)
            keys = frozenset(case["account"]) if blank else frozenset()
            rows, answers = tables.setdefault((as_of, on_invalid, keys), ([], []))
            rows.append({**dict.fromkeys(columns), **case["account"]})
            answers.append(expected(model, answer))
        found += [(model, as_of, on_invalid, *table) for (as_of, on_invalid, _), table in tables.items()]
    return found


def types(rows: list[Row], name: str) -> set[type]:
    return {float if isinstance(row[name], int) and not isinstance(row[name], bool) else type(row[name]) for row in rows if row.get(name) is not None}


def is_mixed(rows: list[Row]) -> bool:
    """Whether a column has values of several types: most libraries make one of them, such as texts of numbers."""
    return any(len(types(rows, name)) > 1 for name in names(rows))


def differ(answers: list[Row], found: list[Row]) -> list[str]:
    if len(answers) != len(found):
        return [f"{len(found)} rows, not {len(answers)}"]
    wrong: list[str] = []
    for at, (answer, row) in enumerate(zip(answers, found, strict=True)):
        # A verdict that nobody is told is null.
        wrong += [f"row {at}, {name}: {row[name]!r}, not {answer.get(name)!r}" for name in row if not same(row[name], answer.get(name))]
        wrong += [f"row {at}: no {name}" for name in answer if name not in row]
    return wrong


@pytest.mark.parametrize("topic", topics())
def test_vectors_in_tables(topic: str) -> None:
    complaints: list[str] = []
    for model, as_of, on_invalid, rows, answers in groups(topic):
        for kind, make in KINDS.items():
            if is_mixed(rows) and kind not in OBJECTS:
                continue
            try:
                table = make(rows)
            except (pa.ArrowException, pl.exceptions.PolarsError, TypeError, OverflowError, duckdb.Error) as error:
                # Columns of mixed types are no columns of Arrow; a list of dicts has them all.
                assert "pyarrow" in kind or "Polars" in kind or kind in ("pandas of Arrow", "DuckDB"), (kind, error)
                continue
            options: dict[str, Any] = {"as_of": as_of, "on_invalid": on_invalid, "missing_columns": "unknown"}
            options |= {"per_icp": True, "per_criterion": TOLD, "verdicts": True, "keep": False, "allow_empty_columns": asked(model)}
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", icp.IcpWarning)
                found = rows_of(model.score_frame(table, **options))
            told = differ(answers, found)
            complaints += [f"{kind}: {what} ({rows})" for what in told]
            RAN[kind] += len(rows)
    assert not complaints, "\n".join(complaints[:20])


def test_every_kind_had_its_share() -> None:
    counts = ", ".join(f"{kind} {count}" for kind, count in RAN.items())
    print(f"vectors in tables: {counts}")
    whole = RAN["list of dicts"]
    assert whole > 500
    assert RAN["dict of lists"] == RAN["pandas"] == RAN["pandas of objects"] == whole
    assert all(RAN[kind] > whole / 2 for kind in KINDS)
