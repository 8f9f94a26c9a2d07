"""Populations and their outcomes: the same figures from every kind of table, and errors that say what to do."""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Callable
from typing import Any

import icp
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from icp.evidence import Outcome, Population, backtest, compare, drift, report
from table_kinds import KINDS, Row, rows_of

MODEL = icp.Model.from_dict(
    {
        "format": "icp/1",
        "name": "demo",
        "attributes": {"size": {"type": "number"}, "country": {"type": "text"}, "renewal": {"type": "date"}},
        "icps": [
            {
                "id": "only",
                "exclusions": [{"id": "tiny", "reason": "too small", "when": {"size": {"lt": 2}}}],
                "fit": {
                    "criteria": [
                        {"id": "big", "weight": 3, "fit": {"size": {"gte": 100}}},
                        {"id": "home", "fit": {"country": {"in": ["US", "CA"]}}},
                        {"id": "renews", "fit": {"renewal": {"known": True}}},
                    ],
                    "tiers": [{"id": "A", "from": 70}, {"id": "B"}],
                },
            }
        ],
    }
)
DAY = datetime.date(2026, 10, 1)
SIZES: list[float | None] = [320, 450, 250, 300, 90, 12, 40, 1, None, 150]
ROWS: list[Row] = [
    {
        "size": size,
        "country": ["US", "FR", None][at % 3],
        "renewal": datetime.date(2026, 1 + at, 15),
        "stage": ["Won", "Lost", "Open"][at % 3],
        "won": [True, False, None][at % 3],
        "seats": float(at),
        "weight": [1.0, 0.5][at % 2],
        "decided": datetime.date(2026, 1 + at // 3 * 3, 20),
    }
    for at, size in enumerate(SIZES)
]
# More rows than are worth a thread of their own, so that counts are merged.
MANY = [{**row, "seats": float(at % 7)} for at, row in enumerate(ROWS * 40)]

tables = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def tier(found: Any, name: str) -> Row:
    [row] = [row for row in rows_of(found.frame) if row["tier"] == name]
    return row


@tables
def test_a_report_of_every_kind_of_table(kind: Callable[[list[Row]], Any]) -> None:
    found = report(MODEL, kind(ROWS), outcome="won", weight="weight", as_of=DAY)
    wanted = report(MODEL, ROWS, outcome="won", weight="weight", as_of=DAY)
    assert found.to_dict() == wanted.to_dict() and found.to_text() == wanted.to_text()
    assert found.rows == 10
    for name, table in found.tables.items():
        assert rows_of(table) == rows_of(wanted.tables[name]), name
    # By hand: sizes 320 (won, weight 1), 450 (lost, 0.5), 250 (open), 300 (won, 0.5) and 150 (won, 0.5) are big.
    best = tier(found, "A")
    assert (best["rows"], best["known"], best["won"], best["rate"]) == (5, 4, 2.0, 0.8)


@tables
def test_frames_are_of_the_kind_that_came_in(kind: Callable[[list[Row]], Any]) -> None:
    given = kind(ROWS)
    frame = report(MODEL, given, outcome="won", as_of=DAY).frame
    whole = {pl.LazyFrame: pl.DataFrame, pa.RecordBatch: pa.Table, pa.RecordBatchReader: pa.Table}
    assert isinstance(frame, whole.get(type(given), type(given)))
    assert rows_of(frame)[0]["tier"] == "A"


def test_outcomes_of_words_and_numbers() -> None:
    words = report(MODEL, ROWS, outcome=Outcome("stage", won=["Won"], open=["Open"]), as_of=DAY)
    flags = report(MODEL, ROWS, outcome="won", as_of=DAY)
    assert [tier(words, "A")[name] for name in ("known", "won", "rate", "low")] == [
        tier(flags, "A")[name] for name in ("known", "won", "rate", "low")
    ]
    numbers = report(MODEL, ROWS, outcome=Outcome("seats", value=True), as_of=DAY)
    assert tier(numbers, "A")["mean"] == (0 + 1 + 2 + 3 + 9) / 5 and tier(numbers, "A")["rate"] is None
    several = report(MODEL, ROWS, outcome=["won", Outcome("seats", value=True)], as_of=DAY)
    assert [row["outcome"] for row in several.frame if row["tier"] == "A"] == ["won", "seats"]
    assert report(MODEL, ROWS, as_of=DAY).frame[0]["outcome"] is None


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        ("nowhere", "there is no column `nowhere`"),
        ("stage", "neither true nor false"),
        ("stage=Won", "3 different words"),
        (Outcome("stage", value=True), "value `stage`, row 0: expected a number, found Won"),
        ("stage=Wonn", "`Wonn` is not among them"),
        (Outcome("stage", won=["Won"], lost=["Losst"]), "none of the words that are won, lost or still open"),
    ],
)
def test_an_outcome_that_cannot_be_read(outcome: str | Outcome, message: str) -> None:
    with pytest.raises(icp.EvidenceError, match=message) as refused:
        report(MODEL, ROWS, outcome=outcome, as_of=DAY)
    assert isinstance(refused.value, ValueError | icp.IcpError)


def test_other_mistakes() -> None:
    with pytest.raises(TypeError, match="an outcome is a text or an icp.evidence.Outcome, not `int`"):
        report(MODEL, ROWS, outcome=[3])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="there is no option `ason`"):
        report(MODEL, ROWS, ason=DAY)  # type: ignore[call-arg]
    with pytest.raises(icp.EvidenceError, match="weight `seats`, row 1"):
        report(MODEL, [{**row, "seats": -at} for at, row in enumerate(ROWS)], weight="seats", as_of=DAY)
    with pytest.raises(icp.BatchError, match="`size`"):
        report(MODEL, [{**row, "size": "big"} for row in ROWS], as_of=DAY)
    with pytest.raises(icp.BatchError, match="column `country`"):
        report(MODEL, {"size": [1.0, 2.0], "country": ["US"], "renewal": [None, None]})
    with pytest.raises(TypeError, match="a table is a pandas or Polars DataFrame"):
        report(MODEL, 3)


def test_invalid_values_that_count_as_missing_are_told() -> None:
    given = [{**row, "size": "big" if at == 3 else row["size"]} for at, row in enumerate(ROWS)]
    with pytest.warns(icp.IcpWarning, match="`size`"):
        found = report(MODEL, given, as_of=DAY, on_invalid="missing")
    assert tier(found, "A")["rows"] == 4


def test_a_column_without_a_valid_value() -> None:
    given = [{**row, "size": "big"} for row in ROWS]
    with pytest.raises(icp.BatchError, match="`size`"):
        report(MODEL, given, as_of=DAY, on_invalid="missing")
    with pytest.warns(icp.IcpWarning):
        found = report(MODEL, given, as_of=DAY, on_invalid="missing", allow_empty_columns=["size"])
    assert found.rows == 10


def test_notices_travel_with_counts() -> None:
    given = [{**row, "size": "big" if at == 3 else row["size"]} for at, row in enumerate(ROWS)]
    with pytest.warns(icp.IcpWarning, match="`size`"):
        part = Population(MODEL).add(given, as_of=DAY, on_invalid="missing")
    told = [notice["text"] for notice in Population.from_bytes(MODEL, part.to_bytes())._counts.notices()]
    assert told == [notice["text"] for notice in part._counts.notices()] and "`size`" in told[0]


def test_a_wanted_number_and_the_best_customers() -> None:
    wanted = report(MODEL, ROWS, as_of=DAY, want=3).to_dict()["icps"][0]["scores"]["want"]
    assert wanted["wanted"] == 3 and wanted["accounts"] >= 3
    assert Population(MODEL).add(ROWS, as_of=DAY).report(want=3).to_dict()["icps"][0]["scores"]["want"] == wanted
    found = report(MODEL, ROWS, as_of=DAY, best="seats:high", best_top=4)
    most = sorted((row["seats"] for row in ROWS), reverse=True)[3]
    assert found.outcomes[0]["outcome"] == "best"
    assert found.outcomes[0]["won"] == sum(row["seats"] >= most for row in ROWS)
    assert "the best by seats (high)" in found.to_dict()["notes"][0] and "the best by seats" in found.to_text()
    both = report(MODEL, ROWS, as_of=DAY, outcome="won", best="seats:high", best_top=0.4)
    assert [row["outcome"] for row in both.outcomes] == ["won", "best"]
    assert compare(MODEL, MODEL, ROWS, as_of=DAY, best="seats:high", best_top=4).outcomes[0]["outcome"] == "best"
    with pytest.raises(icp.EvidenceError, match="no column with its good end"):
        report(MODEL, ROWS, as_of=DAY, best="seats:most")
    with pytest.raises(icp.EvidenceError, match="share between 0 and 1"):
        report(MODEL, ROWS, as_of=DAY, best="seats:high", best_top=1.5)
    with pytest.raises(TypeError, match="best ranks the accounts of one table"):
        drift(MODEL, ROWS, ROWS, as_of=DAY, best="seats:high")


def test_criteria_by_numbers_and_moves_beside_values() -> None:
    found = report(MODEL, ROWS, as_of=DAY, outcome=[Outcome("seats", value=True), "won"])
    for criterion in {row["criterion"] for row in found.criteria}:
        assert [row["outcome"] for row in found.criteria if row["criterion"] == criterion] == ["seats", "won"]
    means = [row["mean"] for row in found.bins if row["outcome"] == "seats" and row["mean"] is not None]
    assert means and all(row["mean"] is None for row in found.bins if row["outcome"] == "won")
    # The value stands first: the rates of moves are those of the other outcome.
    moves = compare(MODEL, MODEL, ROWS, as_of=DAY, outcome=[Outcome("seats", value=True), "won"]).frame
    assert {row["outcome"] for row in moves} == {"won"}
    assert sum(row["won"] for row in moves if row["won"] is not None) == sum(bool(row["won"]) for row in ROWS)


def test_pieces_give_the_same_bits_as_one_pass() -> None:
    whole = Population(MODEL, outcome="won", weight="weight").add(MANY, as_of=DAY)
    pieces = [Population(MODEL, outcome="won", weight="weight").add(MANY[at::8], as_of=DAY) for at in range(8)]
    merged = Population.from_bytes(MODEL, pieces[3].to_bytes())
    for piece in (pieces[5], pickle.loads(pickle.dumps(pieces[0])), *pieces[1:3], pieces[7], pieces[4], pieces[6]):
        merged.merge(piece)
    assert merged.report().to_dict() == whole.report().to_dict()
    assert merged.report().to_text() == whole.report().to_text()
    more = Population.from_bytes(MODEL, whole.to_bytes()).add(ROWS, as_of=DAY)
    assert more.report().to_dict() == whole.add(ROWS, as_of=DAY).report().to_dict()
    assert isinstance(Population.from_bytes(MODEL, pieces[3].to_bytes()).report().frame, pd.DataFrame)


def test_counts_that_do_not_go_together() -> None:
    one = Population(MODEL, outcome="won").add(ROWS, as_of=DAY)
    with pytest.raises(icp.EvidenceError, match="of another model, of other lists"):
        one.merge(Population(MODEL, outcome="seats"))
    with pytest.raises(icp.EvidenceError, match="of another model"):
        Population.from_bytes(MODEL.replace(version="2"), one.to_bytes())
    with pytest.raises(icp.EvidenceError):
        Population.from_bytes(MODEL, b"{}")


@tables
def test_a_comparison(kind: Callable[[list[Row]], Any]) -> None:
    found = compare(MODEL, MODEL.replace(tiers={"A": 50}), kind(ROWS), outcome="won", as_of=DAY)
    assert [row["says"] for row in rows_of(found.changes)] == ["icps.only.fit.tiers.A.from: 70 became 50"]
    moves = {(row["from"], row["to"]): row["rows"] for row in rows_of(found.frame)}
    assert sum(moves.values()) == 10 and moves["A", "A"] == 5
    assert rows_of(found.outcomes)[0]["difference"] is not None


def test_a_comparison_of_models_that_read_other_columns() -> None:
    other = icp.Model.from_dict(
        {
            "format": "icp/1",
            "name": "demo",
            "attributes": {"seats": {"type": "number"}},
            "icps": [{"id": "only", "fit": {"criteria": [{"id": "s", "fit": {"seats": {"gt": 4}}}], "tiers": [{"id": "A"}]}}],
        }
    )
    for given in (ROWS, pd.DataFrame(ROWS), pa.Table.from_pylist(ROWS), pl.DataFrame(ROWS)):
        found = compare(MODEL, other, given, as_of=DAY)
        assert found.to_dict()["rows"] == 10 and found.to_dict()["moved"] > 0


def test_drift() -> None:
    before = pd.DataFrame(MANY)
    after = before.assign(size=5.0)
    found = drift(MODEL, before, after, outcome="won", as_of=DAY)
    assert found.review is not None and found.review.startswith("Review now: ")
    size = found.frame.query("kind == 'attribute' and id == 'size'").iloc[0]
    assert size.level == "review" and size.psi > 0.25
    assert drift(MODEL, before, before, outcome="won", as_of=DAY).review is None
    assert set(found.rates.population) == {"before", "after"}


@tables
def test_drift_by_period(kind: Callable[[list[Row]], Any]) -> None:
    found = drift(MODEL, kind(ROWS), by="quarter", on="decided", outcome="won", as_of=DAY)
    periods = rows_of(found.frame)
    assert [(row["period"], row["rows"], row["outcome"]) for row in periods] == [
        ("2026 Q1", 3, "won"),
        ("2026 Q2", 3, "won"),
        ("2026 Q3", 3, "won"),
        ("2026 Q4", 1, "won"),
    ]
    assert periods[0]["psi_previous"] is None and periods[1]["psi_previous"] is not None
    assert {row["against"] for row in rows_of(found.tables["parts"])} == {"previous", "first"}
    assert found.review is None
    with pytest.raises(TypeError, match="two tables, or one by period"):
        drift(MODEL, ROWS, by="month")  # type: ignore[call-overload]


@tables
def test_a_backtest(kind: Callable[[list[Row]], Any]) -> None:
    found = backtest(MODEL, kind(ROWS), outcome="won", decided_on="decided", today=DAY)
    periods = rows_of(found.frame)
    assert [(row["period"], row["rows"]) for row in periods] == [
        ("2026 Q1", 3),
        ("2026 Q2", 3),
        ("2026 Q3", 3),
        ("2026 Q4", 1),
    ]
    # All renewals but the first of a quarter, in its first month, lie after the day.
    assert rows_of(found.tables["later_dates"]) == [{"attribute": "renewal", "rows": 6}]
    assert found.says
    kept = backtest(MODEL, kind(ROWS), outcome="won", decided_on="decided", today=DAY, future_ok=["renewal"])
    assert rows_of(kept.tables["later_dates"]) == []


def test_the_lag_of_a_backtest() -> None:
    found = [
        backtest(MODEL, ROWS, outcome="won", as_of="decided", lag=lag, by="month", today=DAY)
        for lag in (30, "30 days", datetime.timedelta(days=30))
    ]
    assert [row["period"] for row in found[0].frame] == ["2026-02", "2026-05", "2026-08", "2026-11"]
    assert found[0].to_dict() == found[1].to_dict() == found[2].to_dict()
    with pytest.raises(ValueError, match="lag is a number of days"):
        backtest(MODEL, ROWS, outcome="won", as_of="decided", lag="a month")
    with pytest.raises(TypeError, match="either decided_on or as_of"):
        backtest(MODEL, ROWS, outcome="won")
    with pytest.raises(TypeError, match="lag belongs to as_of"):
        backtest(MODEL, ROWS, outcome="won", decided_on="decided", lag=3)
    with pytest.raises(ValueError, match='by is "year", "quarter" or "month", not `week`'):
        backtest(MODEL, ROWS, outcome="won", decided_on="decided", by="week")  # type: ignore[arg-type]
    with pytest.raises(icp.EvidenceError, match="`size` is no date attribute"):
        backtest(MODEL, ROWS, outcome="won", decided_on="decided", future_ok=["size"])


def test_pictures_and_pages() -> None:
    found = report(MODEL, ROWS, outcome="won", as_of=DAY)
    ax = found.plot()
    assert [label.get_text() for label in ax.get_xticklabels()] == ["A", "B", "none"]
    assert report(MODEL, ROWS, as_of=DAY).plot().get_ylabel() == "accounts"
    other = MODEL.replace(tiers={"A": 50})
    cells = {text.get_text() for text in compare(MODEL, other, ROWS, as_of=DAY).plot().texts}
    assert "5" in cells
    assert "PSI" in drift(MODEL, ROWS, ROWS[:5], as_of=DAY).to_markdown()
    labels = [label.get_text() for label in drift(MODEL, ROWS, ROWS[:5], as_of=DAY).plot().get_yticklabels()]
    assert "tier" in labels and "attribute size" in labels
    tested = backtest(MODEL, ROWS, outcome="won", decided_on="decided", today=DAY)
    assert [label.get_text() for label in tested.plot().get_xticklabels()][0] == "2026 Q1"
    page = found._repr_html_()
    # Sentences come first, then a table after each blank line.
    assert page.count("<table>") == len(found.to_text().split("\n\n")) - 1 and "<td >A</td>" in page
    assert "There is no evidence for won" in page.split("<table>")[0]
    assert str(found) == found.to_text()
    whole = found.to_html()
    assert whole.lower().startswith("<!doctype html>") and "<svg" in whole and "http" not in whole.split("xmlns")[0]
    assert "2026 Q1" in drift(MODEL, ROWS, by="quarter", on="decided", as_of=DAY).to_html()


def test_names_in_pages_are_escaped() -> None:
    named = icp.Model.from_dict({**MODEL.to_dict(), "name": "a <b> & c"})
    page = report(named, ROWS, as_of=DAY)._repr_html_()
    assert "a &lt;b&gt; &amp; c" in page and "<b>" not in page
