"""DuckDB relations: the columns that they have stay what they are, row by row."""

from __future__ import annotations

import json
from typing import Any

import accounts
import duckdb
import icp
import icp.duckdb
import pytest

MODEL = icp.Model.from_yaml("""
format: icp/1
name: relations
attributes: {employees: {type: number}, country: {type: text}}
icps:
  - id: i
    fit:
      criteria: [{id: size, fit: {employees: {gte: 50}}}, {id: market, fit: {country: DE}}]
      tiers: [{id: A, from: 50}, {id: B}]
""")
UNREAD = {
    "band": "'big'::ENUM('small', 'big')",
    "id": "uuid()",
    "document": "'{\"a\": 1}'::JSON",
    "bits": "'0101'::BIT",
    "at": "'10:00:00+02'::TIMETZ",
    "largest": "340282366920938463463374607431768211455::UHUGEINT",
    "smallest": "-170141183460469231731687303715884105727::HUGEINT",
    "long": "interval '14 months 3 days'",
    "any": "1::VARIANT",
    "either": "union_value(num := 2)",
    "nothing": "NULL",
    "bytes": "'\\xAA'::BLOB",
    "money": "1.5::DECIMAL(38,10)",
    "nested": "{a: [1, 2], b: map {'x': 1}}",
    "icp_row": "7",
    'a "quoted" name': "8",
}


def scored(given: Any, **options: Any) -> Any:
    return MODEL.score_frame(given, as_of=accounts.AS_OF, **options)


def test_columns_that_are_not_read_keep_type_value_and_order() -> None:
    with duckdb.connect() as con:
        listed = ", ".join('{} as "{}"'.format(value, name.replace('"', '""')) for name, value in UNREAD.items())
        con.execute(f"create table t as select i as employees, 'DE' as country, {listed} from range(40, 70, 10) r(i)").fetchall()
        given = con.table("t")
        found = scored(given)
        width = len(given.columns)
        assert found.columns[:width] == given.columns
        assert list(map(str, found.types[:width])) == list(map(str, given.types))
        assert [row[:width] for row in found.fetchall()] == given.fetchall()
        assert found.project("score").fetchall() == [(50.0,), (100.0,), (100.0,)]
        # As text too, where Python's values might hide a difference; and the order of an ENUM.
        texts = "select {}::VARCHAR from ({{}})".format("::VARCHAR, ".join(f't."{name}"' for name in ("band", "bits", "at", "largest")))
        left, right = (one.query("t", texts.format("from t").replace("t.", "")) for one in (found, given))
        assert left.fetchall() == right.fetchall()
        assert found.filter("band > 'small'::ENUM('small', 'big')").aggregate("count(*)").fetchall() == [(3,)]
        alone = scored(given, keep=False)
        assert alone.fetchall() == [row[width:] for row in found.fetchall()]


@pytest.mark.parametrize("keeps_order", ["true", "false"])
@pytest.mark.parametrize("threads", [1, 4])
def test_each_answer_stands_beside_its_row(keeps_order: str, threads: int) -> None:
    with duckdb.connect() as con:
        con.execute(f"set preserve_insertion_order = {keeps_order}; set threads = {threads}").fetchall()
        con.execute("create table t as select i, 'x' || i as name from range(600000) r(i)").fetchall()
        # Values that differ when run twice: a number, an id and a sample.
        given = con.sql("select *, (random() * 100)::INTEGER as employees, uuid() as id, 'DE' as country from t using sample 70%")
        found = scored(given)
        wrong = "(employees >= 50) <> (score = 100) or name <> 'x' || i or score is null or id is null"
        rows, ids, mistakes = found.aggregate(f"count(*), count(distinct id), count(*) filter ({wrong})").fetchall()[0]
        assert rows == ids > 300_000 and mistakes == 0
        # The scored rows are held: asked again, they are the same.
        total = "sum(employees), sum(score), count(*)"
        assert found.aggregate(total).fetchall() == found.aggregate(total).fetchall()
        if keeps_order == "true":
            numbers = [row for (row,) in found.project("i").fetchall()]
            assert numbers == sorted(numbers)


def test_a_changed_setting_is_told() -> None:
    with duckdb.connect() as con:
        con.execute("set threads = 4").fetchall()
        found = scored(con.sql("select i % 100 as employees, 'DE' as country from range(900000) r(i)"))
        con.execute("set preserve_insertion_order = false").fetchall()
        try:
            wrong = found.aggregate("count(*) filter ((employees >= 50) <> (score = 100))").fetchall()
        except duckdb.InvalidInputException as error:
            assert "set preserve_insertion_order to true again" in str(error)
        else:
            assert wrong == [(0,)]


def test_a_reader_that_can_be_read_once() -> None:
    import pyarrow as pa

    table = pa.table({"employees": list(range(5000)), "country": ["DE"] * 5000})
    with duckdb.connect() as con:
        for keep in (True, False):
            reader = table.to_reader()
            found = scored(con.sql("select * from reader"), keep=keep)
            assert reader is not None and found.aggregate("count(*), sum(score)").fetchall() == [(5000, 497500.0)]


def test_what_is_read_is_never_another_number() -> None:
    for kind in ("BIGINT", "HUGEINT", "UBIGINT", "UHUGEINT", "DECIMAL(38,3)"):
        assert scored(duckdb.sql(f"select 60::{kind} as employees, 'DE' as country")).project("score").fetchall() == [(100.0,)]
        with pytest.raises(icp.BatchError, match="9007199254740993") as caught:
            scored(duckdb.sql(f"select 9007199254740993::{kind} as employees, 'DE' as country"))
        assert (caught.value.column, caught.value.row) == ("employees", 0)
    with pytest.raises(icp.BatchError, match=r"2\^53"):
        scored(duckdb.sql(f"select {UNREAD['largest']} as employees, 'DE' as country"))


def test_tables_without_rows_or_columns_of_the_model() -> None:
    empty = duckdb.sql("select 1 as employees, 'DE' as country, uuid() as id where false")
    for keep in (True, False):
        assert scored(empty, keep=keep).fetchall() == []
        with pytest.raises(icp.BatchError, match="looked for `employees`, `country`, the table has `other`;"):
            scored(duckdb.sql("select 1 as other"), keep=keep)
        with pytest.raises(icp.BatchError, match="the table has no column `country`"):
            scored(duckdb.sql("select 1 as employees"), keep=keep)
    with pytest.raises(icp.BatchError, match="already has a column `score`"):
        scored(duckdb.sql("select 1 as employees, 'DE' as country, 1 as score"))


def test_a_result_is_no_column_in_other_letters() -> None:
    given = duckdb.sql("select 60 as employees, 'DE' as country, 1 as SCORE")
    with pytest.raises(icp.BatchError, match="already has a column `score`") as refused:
        scored(given)
    assert refused.value.code == "batch.name_clash"
    assert scored(given, prefix="icp_").project("score, icp_score").fetchall() == [(1, 100.0)]
    assert scored(given, keep=False).project("score").fetchall() == [(100.0,)]


def test_json_is_what_it_would_be_in_a_record() -> None:
    model = icp.Model.from_dict(
        {
            "format": "icp/1",
            "name": "documents",
            "attributes": {"industry": {"type": "text"}, "stack": {"type": "set"}, "visits": {"type": "events"}},
            "exclusions": [
                {"id": "casino", "reason": "a casino", "when": {"industry": "Casino"}},
                {"id": "rival", "reason": "has a rival", "when": {"stack": {"has": "RivalSoft"}}},
            ],
            "icps": [
                {
                    "id": "i",
                    "fit": {
                        "criteria": [{"id": "v", "decay": {"attribute": "visits", "ratings": {"demo": 1}, "half_life": "30 days"}}],
                        "tiers": [{"id": "A", "from": 50}, {"id": "B"}],
                    },
                }
            ],
        }
    )
    documents = [
        {"industry": "Casino", "stack": None, "visits": []},
        {"industry": None, "stack": ["HubSpot", "RivalSoft"], "visits": [{"event": "demo", "on": "2026-09-20"}]},
        {"industry": "Software", "stack": [], "visits": [{"event": "demo", "on": "2026-09-20"}, {"event": "visit", "on": "2026-09-21"}]},
    ]
    alone = [model.score(one, accounts.AS_OF) for one in documents]
    assert [one.status for one in alone[:2]] == ["disqualified", "disqualified"]
    right = [(one.status, one.score) for one in alone]
    with duckdb.connect() as con:
        con.execute("create table t as select unnest($1)::JSON as d", [[json.dumps(one) for one in documents]]).fetchall()
        visits = "list_transform((d->'$.visits[*]')::JSON[], lambda v: {'event': v->'$.event', 'on': v->'$.on'}) as visits"
        icp.duckdb.register(con, model, as_of=accounts.AS_OF)
        con.execute("set arrow_output_list_view = true").fetchall()
        call = f"select icp_score(industry := d->'$.industry', stack := d->'$.stack[*]', visits := visits) as a from (select *, {visits} from t)"
        assert con.sql(f"select a.status, a.score from ({call})").fetchall() == right
        for stack in ("d->'$.stack[*]'", "d->'$.stack'", "d->>'$.stack[*]'"):
            given = con.sql(f"select d->'$.industry' as industry, {stack} as stack, {visits}, d from t")
            for ordered in (True, False):
                con.execute(f"set preserve_insertion_order = {ordered}").fetchall()
                con.execute(f"set arrow_output_list_view = {ordered}").fetchall()
                for keep in (True, False):
                    found = model.score_frame(given, as_of=accounts.AS_OF, keep=keep)
                    assert found.project("status, score").fetchall() == right
                    assert not keep or found.columns[:4] == given.columns and found.types[:4] == given.types
