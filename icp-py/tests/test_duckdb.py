"""The function of SQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import accounts
import duckdb
import icp
import icp.duckdb
import pytest

EVERY = ", ".join(f"{name} := {name}" for name in accounts.NAMES)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        made.execute(
            "create table accounts (row_number integer, employees double, country varchar, paying boolean, funded_on date,"
            ' tech_stack varchar[], visits struct("event" varchar, "on" date, "count" double)[])'
        ).fetchall()
        for row, account in enumerate(accounts.ACCOUNTS):
            values = [row, *account.values()]
            made.execute("insert into accounts values (?, ?, ?, ?, ?, ?, ?)", values).fetchall()
        yield icp.duckdb.register(made, accounts.MODEL, as_of=accounts.AS_OF)


def told(con: duckdb.DuckDBPyConnection, call: str) -> list[tuple[Any, ...]]:
    rows = f"select unnest({call}) from accounts order by row_number"
    return con.sql(f"select best, status, score, tier from ({rows})").fetchall()


def test_each_row_with_its_nulls(con: duckdb.DuckDBPyConnection) -> None:
    assert told(con, f"icp_score({EVERY})") == accounts.answers()


def test_one_field_and_no_arguments(con: duckdb.DuckDBPyConnection) -> None:
    counts = f"select icp_score({EVERY}).tier as tier, count(*) from accounts group by 1 order by 1 nulls last"
    assert con.sql(counts).fetchall() == [("A", 3), ("B", 1), ("C", 1), (None, 1)]
    assert con.sql("select icp_score().status").fetchall() == [("insufficient_data",)]


def test_more_rows_than_a_chunk_has(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table many as select a.* from accounts a, range(5000)").fetchall()
    counts = f"select icp_score({EVERY}).score as score, count(*) from many group by 1"
    scores = [score for _, _, score, _ in accounts.answers()]
    assert dict(con.sql(counts).fetchall()) == {score: 5_000 * scores.count(score) for score in scores}


def test_no_rows(con: duckdb.DuckDBPyConnection) -> None:
    assert con.sql(f"select icp_score({EVERY}) from accounts where false").fetchall() == []


def test_moments_and_events_without_a_count(con: duckdb.DuckDBPyConnection) -> None:
    say = "select icp_score(employees := 320, {}).score"
    visits = '''visits := [{event: 'demo', "on": date '2026-09-01'}]'''
    visited = accounts.MODEL.score({"employees": 320, "visits": [{"event": "demo", "on": "2026-09-01"}]}, accounts.AS_OF)
    assert con.sql(say.format(visits)).fetchall() == [(visited.score,)]
    moment = "funded_on := timestamp '2026-09-01 10:00'"
    funded = accounts.MODEL.score({"employees": 320, "funded_on": "2026-09-01"}, accounts.AS_OF)
    assert con.sql(say.format(moment)).fetchall() == [(funded.score,)]


def test_other_names_other_days_and_more_results(con: duckdb.DuckDBPyConnection) -> None:
    icp.duckdb.register(
        con, accounts.MODEL, 'my "fit"', as_of="judged_on", columns={"employees": "staff size"}, per_icp=True
    )
    others = ", ".join(f"{name} := {name}" for name in accounts.NAMES[1:])
    call = f'"my ""fit"""("staff size" := employees, {others}, judged_on := date \'2026-10-01\')'
    assert told(con, call) == accounts.answers()
    assert con.sql(f'select {call}."small.score" from accounts where row_number = 2').fetchall() == [(100.0,)]


def test_registered_again_it_is_the_new_model(con: duckdb.DuckDBPyConnection) -> None:
    text = accounts.MODEL.to_yaml().replace("id: A", "id: Best")
    icp.duckdb.register(con, icp.Model.from_yaml(text), as_of=accounts.AS_OF)
    tiers = con.sql(f"select icp_score({EVERY}).tier from accounts where row_number = 0").fetchall()
    assert tiers == [("Best",)]


def test_what_is_wrong_is_said(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.BinderException, match=r"employees := NULL, country := NULL"):
        con.sql("select icp_score(employes := 3)")
    with pytest.raises(duckdb.BinderException, match="explicit type casts"):
        con.sql("select icp_score(employees := 'many')")
    with pytest.raises(duckdb.InvalidInputException, match="`visits`"):
        con.sql('''select icp_score(visits := [{event: 'demo', "on": NULL, count: 1}])''').fetchall()
    with pytest.raises(ValueError, match="on_invalid"):
        icp.duckdb.register(con, accounts.MODEL, on_invalid="ignore")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="an icp.Model, not `str`"):
        icp.duckdb.register(con, "model.yaml")  # type: ignore[arg-type]
