"""`icp.events`: a log of events as a column beside the accounts, for every kind of table."""

from __future__ import annotations

import datetime
import warnings
from typing import Any

import pandas
import polars
import pyarrow
import pytest

import icp

MODEL = icp.Model.from_yaml("""
format: icp/1
name: visited
attributes: {employees: {type: number}, visits: {type: events}}
icps:
  - id: all
    fit:
      criteria:
        - {id: size, fit: {employees: {gte: 50}}}
        - {id: demo, fit: {visits: {happened: {event: demo, within_last: 90 days}}}}
        - {id: often, fit: {visits: {happened: {event: pricing, at_least: 3}}}}
      tiers: [{id: A, from: 60}, {id: B}]
""")
IDS = [7, 8, 9]
EMPLOYEES = [60, 10, 70]
LOG = {
    "company": [7, 7, 8, 7],
    "type": ["demo", "pricing", "demo", "pricing"],
    "created": ["2026-11-01", "2026-09-20", "2020-01-01", "2026-09-21"],
    "n": [1.0, 2.0, 1.0, 1.0],
}
COLUMNS = {"account": "company", "event": "type", "on": "created"}
AS_OF = "2026-11-21"


def expected() -> list[float | None]:
    def own(account: int) -> list[dict[str, Any]]:
        rows = zip(*LOG.values(), strict=True)
        return [{"event": event, "on": on, "count": n} for key, event, on, n in rows if key == account]

    pairs = zip(IDS, EMPLOYEES, strict=True)
    return [MODEL.score({"employees": size, "visits": own(key)}, as_of=AS_OF).score for key, size in pairs]


def days(texts: list[Any]) -> list[datetime.date]:
    return [datetime.date.fromisoformat(text) for text in texts]


def test_lists_and_dicts() -> None:
    assert expected() == [100.0, 0.0, pytest.approx(33.333333)]
    for log in (LOG, [dict(zip(LOG, row, strict=True)) for row in zip(*LOG.values(), strict=True)]):
        visits = icp.events(log, IDS, count="n", **COLUMNS)
        assert visits[2] == []
        table = {"employees": EMPLOYEES, "visits": visits}
        assert list(MODEL.score_frame(table, as_of=AS_OF)["score"]) == expected()


def test_pandas() -> None:
    log = pandas.DataFrame(LOG)
    frame = pandas.DataFrame({"id": IDS, "employees": EMPLOYEES}, index=[5, 3, 4])
    for kind in ("text", "datetime64[ns]"):
        typed = log if kind == "text" else log.assign(created=pandas.to_datetime(log["created"]))
        frame["visits"] = icp.events(typed, frame["id"], count="n", **COLUMNS)
        assert list(MODEL.score_frame(frame, as_of=AS_OF)["score"]) == expected()


@pytest.mark.parametrize("typed", [False, True])
def test_polars_and_pyarrow(typed: bool) -> None:
    log = {**LOG, "created": days(LOG["created"])} if typed else LOG
    frame = polars.DataFrame({"id": IDS, "employees": EMPLOYEES})
    visits = icp.events(polars.DataFrame(log), frame["id"], count="n", **COLUMNS)
    scored = MODEL.score_frame(frame.with_columns(visits.alias("visits")), as_of=AS_OF)
    assert scored["score"].to_list() == expected()
    table = pyarrow.table({"id": IDS, "employees": EMPLOYEES})
    visits = icp.events(pyarrow.table(log), table["id"], count="n", **COLUMNS)
    scored = MODEL.score_frame(table.append_column("visits", visits), as_of=AS_OF)
    assert scored["score"].to_pylist() == expected()


def test_rows_of_no_account_are_told() -> None:
    log = {"company": [7, None, 99, 98, 98.0, "  "], "type": ["demo"] * 6, "created": ["2026-11-01"] * 6}
    with pytest.warns(icp.IcpWarning) as told:
        assert [len(one) for one in icp.events(log, IDS, **COLUMNS)] == [1, 0, 0]
    text = str(told[0].message)
    assert text.startswith("2 of 6 rows of the log name no account; 3 of 6 rows of the log are of accounts that are not there")
    assert "such as '98'" in text
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        icp.events({**log, "company": [7.0, "8", 9, 7, 8, " 9 "]}, ["7", 8, 9.0], **COLUMNS)


def test_an_event_without_a_day_is_refused_by_the_core() -> None:
    log = {"company": [7], "type": ["demo"], "created": [None]}
    visits = icp.events(log, IDS, **COLUMNS)
    with pytest.raises(icp.BatchError):
        MODEL.score_frame({"employees": EMPLOYEES, "visits": visits}, as_of=AS_OF)
    with pytest.raises(KeyError):
        icp.events(log, IDS, account="who", event="type", on="created")
