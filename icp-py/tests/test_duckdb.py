"""The function of SQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
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
    number = r'icp_score: "employees" takes a number, not VARCHAR; cast it, as in employees := \.\.\.::DOUBLE'
    with pytest.raises(duckdb.InvalidInputException, match=number):
        con.sql("select icp_score(employees := 'many')").fetchall()
    with pytest.raises(duckdb.InvalidInputException, match="`visits`"):
        con.sql('''select icp_score(visits := [{event: 'demo', "on": NULL, count: 1}])''').fetchall()
    with pytest.raises(ValueError, match="on_invalid"):
        icp.duckdb.register(con, accounts.MODEL, on_invalid="ignore")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="an icp.Model, not `str`"):
        icp.duckdb.register(con, "model.yaml")  # type: ignore[arg-type]


# How many accounts each SQL value is: of the kind that its attribute takes (what it counts as), or what is said.
ARGUMENTS: list[tuple[str, str, Any]] = [
    *(("employees", f"320::{kind}", 320) for kind in "SMALLINT INTEGER BIGINT HUGEINT USMALLINT UINTEGER UBIGINT UHUGEINT".split()),
    *(("employees", f"320.25::{kind}", 320.25) for kind in ("FLOAT", "DOUBLE", "DECIMAL(5,2)", "DECIMAL(18,4)", "DECIMAL(38,20)")),
    ("employees", "NULL::BIGINT", None),
    ("employees", "NULL", None),
    ("employees", "9007199254740992::BIGINT", 9007199254740992),
    *(
        ("employees", f"9007199254740993::{kind}", "column `employees`, row 0: .*integers up to 2.53.*9007199254740993")
        for kind in ("BIGINT", "HUGEINT", "UBIGINT", "UHUGEINT", "DECIMAL(16,0)", "DECIMAL(18,0)", "DECIMAL(20,3)", "DECIMAL(38,20)")
    ),
    ("employees", "-9007199254740993", "-9007199254740993"),
    ("employees", "340282366920938463463374607431768211455::UHUGEINT", "340282366920938463463374607431768211455"),
    ("employees", "-170141183460469231731687303715884105727::HUGEINT", "-170141183460469231731687303715884105727"),
    ("employees", "true", '"employees" takes a number, not BOOLEAN'),
    ("employees", "date '2026-01-01'", '"employees" takes a number, not DATE'),
    ("employees", "[1]", r'"employees" takes a number, not INTEGER\[\]'),
    ("country", "'US'", "US"),
    ("country", "'US'::ENUM('US', 'DE')", "US"),
    ("country", "'\"US\"'::JSON", "US"),
    ("country", "'null'::JSON", None),
    ("country", "'541511'::JSON", "column `country`, row 0: expected text, found the number 541511"),
    ("country", "541511", 'icp_score: "country" takes a text, not INTEGER; cast it, as in country := ...::VARCHAR'),
    ("country", "true", '"country" takes a text, not BOOLEAN'),
    ("country", "date '2026-01-01'", '"country" takes a text, not DATE'),
    ("country", "'US'::BLOB", '"country" takes a text, not BLOB'),
    ("paying", "true", True),
    ("paying", "1", '"paying" takes true or false, not INTEGER'),
    ("paying", "'yes'", '"paying" takes true or false, not VARCHAR'),
    ("funded_on", "date '2026-09-01'", "2026-09-01"),
    ("funded_on", "timestamp '2026-09-01 23:59:59'", "2026-09-01"),
    ("funded_on", "'2026-09-01'", "2026-09-01"),
    ("funded_on", "20260901", '"funded_on" takes a date, not INTEGER'),
    ("tech_stack", "['HubSpot', NULL]", ["HubSpot"]),
    ("tech_stack", "[]", []),
    ("tech_stack", "['HubSpot']::VARCHAR[1]", ["HubSpot"]),
    ("tech_stack", "['\"HubSpot\"'::JSON, 'null'::JSON]", ["HubSpot"]),
    ("tech_stack", "['\"HubSpot\"'::JSON]::JSON[1]", ["HubSpot"]),
    ("tech_stack", "'{\"all\": [\"HubSpot\"]}'::JSON->'$.all[*]'", ["HubSpot"]),
    ("tech_stack", "'[\"HubSpot\", null]'::JSON::VARCHAR[]", ["HubSpot"]),
    ("tech_stack", "'[\"HubSpot\"]'::JSON", r'"tech_stack" takes a list of texts, not JSON; cast it, as in tech_stack := ...::VARCHAR\[\]'),
    ("tech_stack", "[1]", r'"tech_stack" takes a list of texts, not INTEGER\[\]'),
    ("tech_stack", "'HubSpot;Slack'", r'"tech_stack" takes a list of texts, not VARCHAR; cast it, as in tech_stack := ...::VARCHAR\[\], or string_split'),
    ("visits", "[]", []),
    *(
        ("visits", f"[{{'event': {word}, 'on': {day}}}]", [{"event": "visit", "on": "2026-09-20"}])
        for word in ("'visit'", "'\"visit\"'::JSON")
        for day in ("date '2026-09-20'", "'\"2026-09-20\"'::JSON")
    ),
    ("visits", "3", '"visits" takes a list of events, not INTEGER'),
]


@pytest.mark.parametrize(("argument", "value", "right"), ARGUMENTS, ids=[value for _, value, _ in ARGUMENTS])
def test_every_type_of_argument(con: duckdb.DuckDBPyConnection, argument: str, value: str, right: Any) -> None:
    call = f"select unnest(icp_score({argument} := {value}))"
    if isinstance(right, str) and (" " in right or right.lstrip("-").isdigit()):
        with pytest.raises(duckdb.InvalidInputException, match=right) as caught:
            con.sql(call).fetchall()
        assert "__" not in str(caught.value).split("BatchError")[0]
        return
    alone = accounts.MODEL.score({argument: right}, accounts.AS_OF)
    found = con.sql(f"select score, lower, upper, coverage from ({call})").fetchall()
    assert found == [(alone.score, *(alone.bounds or (None, None)), alone.coverage)]


def test_numbers_that_are_wrong_count_as_missing_when_asked(con: duckdb.DuckDBPyConnection) -> None:
    icp.duckdb.register(con, accounts.MODEL, as_of=accounts.AS_OF, on_invalid="missing")
    rows = "(values (320::{0}), (NULL), (9007199254740993::{0}), (320)) t(x)"
    right = accounts.MODEL.score({"employees": 320}, accounts.AS_OF).score
    for kind in ("BIGINT", "HUGEINT", "UBIGINT", "UHUGEINT", "DECIMAL(38,10)"):
        with pytest.warns(icp.IcpWarning, match="`employees`"):
            found = con.sql(f"select icp_score(employees := x).score from {rows.format(kind)}").fetchall()
        assert found == [(right,), (None,), (None,), (right,)]


def test_an_argument_is_worked_out_once(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create sequence numbers start 320").fetchall()
    con.sql("select icp_score(employees := nextval('numbers')) from range(3)").fetchall()
    assert con.sql("select nextval('numbers')").fetchall() == [(323,)]


# Cursors


OTHER = icp.Model.from_yaml(accounts.MODEL.to_yaml().replace("id: A", "id: Best"))


def tier(con: duckdb.DuckDBPyConnection, name: str = "icp_score") -> Any:
    found = con.execute(f"select {name}({EVERY}).tier from accounts where row_number = 0").fetchall()
    return found[0][0]


def test_each_cursor_has_its_own(con: duckdb.DuckDBPyConnection) -> None:
    # One after the other, then the parent again, then the first again: other models, names and options.
    first, second = con.cursor(), con.cursor()
    for cursor, model in ((first, accounts.MODEL), (second, OTHER), (con, accounts.MODEL), (first, OTHER)):
        assert icp.duckdb.register(cursor, model, as_of=accounts.AS_OF) is cursor
    assert [tier(first), tier(second), tier(con)] == ["Best", "Best", "A"]
    icp.duckdb.register(first, accounts.MODEL, "fit", as_of=accounts.AS_OF, prefix="x_")
    call = f"select fit({EVERY}).x_tier from accounts where row_number = 0"
    assert first.execute(call).fetchall() == [("A",)]
    with pytest.raises(duckdb.CatalogException):
        second.execute(call)
    # Whoever closes takes nothing from the others.
    second.close()
    assert [tier(first), tier(con)] == ["Best", "A"]
    third = icp.duckdb.register(con.cursor(), OTHER, as_of=accounts.AS_OF)
    assert tier(third) == "Best"


def test_within_transactions_at_one_time(con: duckdb.DuckDBPyConnection) -> None:
    cursors = [con.cursor() for _ in range(3)]
    for cursor in cursors:
        cursor.begin()
    for cursor in cursors:
        icp.duckdb.register(cursor, OTHER, as_of=accounts.AS_OF)
    assert [tier(cursor) for cursor in cursors] == ["Best"] * 3
    cursors[0].commit()
    cursors[1].rollback()
    assert [tier(cursor) for cursor in (cursors[0], cursors[2])] == ["Best"] * 2
    # A function that was rolled back is gone, and can be had again.
    icp.duckdb.register(cursors[1], OTHER, as_of=accounts.AS_OF)
    assert tier(cursors[1]) == "Best"


def test_the_same_again_makes_nothing_new(con: duckdb.DuckDBPyConnection) -> None:
    made = "select count(*) from duckdb_functions() where function_name like 'icp_score__%'"
    before = con.execute(made).fetchall()
    for _ in range(3):
        icp.duckdb.register(con, icp.Model.from_yaml(accounts.MODEL.to_yaml()), as_of=accounts.AS_OF)
    assert con.execute(made).fetchall() == before == [(1,)]
    icp.duckdb.register(con, accounts.MODEL, as_of="2026-10-02")
    assert con.execute(made).fetchall() == [(2,)]


def test_a_cursor_for_each_model_on_threads_as_dbt_has(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "shop.duckdb")) as database:
        database.execute("create table accounts as select i::bigint as employees from range(9000) t(i)").fetchall()

        def model(name: str) -> None:
            cursor = database.cursor()
            icp.duckdb.register(cursor, accounts.MODEL, as_of=accounts.AS_OF)
            cursor.begin()
            scored = "select employees, icp_score(employees := employees).score as score from accounts"
            cursor.execute(f"create table {name} as {scored}").fetchall()
            cursor.commit()
            cursor.close()

        names = [f"scored_{at}" for at in range(8)]
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(model, names))
        right = [accounts.MODEL.score({"employees": row}, accounts.AS_OF).score for row in range(9000)]
        for name in names:
            found = database.execute(f"select score from {name} order by employees").fetchall()
            assert [score for (score,) in found] == right
