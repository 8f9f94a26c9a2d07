"""`icp.tune`: the same as the command, from every kind of table, and nothing where nothing gains."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import icp
import pandas as pd
import polars as pl
import pytest
from icp.evidence import Outcome

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-21"
MODEL = """\
# Our profile, by hand.
format: icp/1
name: ours
attributes: {employees: {type: number}, industry: {type: text}, source: {type: text}}
icps:
  - id: ours
    fit:
      criteria:
        - {id: size, weight: 5, fit: {employees: {between: [35, 400]}}} # the sweet spot
        - {id: trade, weight: 4, fit: {industry: {in: [Software, Retail]}}}
        - {id: source, weight: 1, fit: {source: {in: [referral]}}} # we never believed in it
      tiers: [{id: A, from: 80}, {id: B, from: 40}, {id: C}]
"""
OURS = icp.Model.from_yaml(MODEL)
DEALS = pd.read_csv(ROOT / "examples/deals.csv", keep_default_na=False, na_values=[""])
STAGE = Outcome("stage", won=["Won"], open=["Proposal"])


def tuned(frame: Any = DEALS, **more: Any) -> icp.Tuned:
    return icp.tune(OURS, frame, outcome=STAGE, as_of=DAY, **more)


def test_it_finds_what_the_command_finds(tmp_path: Path) -> None:
    found = tuned()
    (tmp_path / "ours.yaml").write_text(MODEL)
    words = f"tune {tmp_path}/ours.yaml {ROOT}/examples/deals.csv --outcome stage=Won --open Proposal --as-of {DAY}"
    command = [sys.executable, "-m", "icp", *words.split(), "--report", f"{tmp_path}/r.json", "-o", f"{tmp_path}/new.yaml"]
    subprocess.run(command, check=True, capture_output=True)
    assert found.to_dict() == json.loads((tmp_path / "r.json").read_text())
    text = found.document(MODEL)
    assert text == (tmp_path / "new.yaml").read_text() and text is not None and "# we never believed in it" in text
    assert found.model == icp.Model.from_yaml(text)
    assert list(found.changes["id"]) == ["size", "trade", "source", "A", "B"]
    assert found.gains.set_index("measure").above_noise.to_dict() == {"auc": True, "tier_log_likelihood": False}
    assert found.tiers.rows_before.sum() == found.tiers.rows_after.sum() == 543
    assert "above noise" in found.to_text() and found.to_markdown().startswith("# Tuned") and "<table>" in found.to_html()


@pytest.mark.parametrize("make", [pl.from_pandas, lambda frame: pl.from_pandas(frame).to_arrow(), lambda frame: frame.to_dict("list")])
def test_every_kind_of_table_gives_the_same(make: Any) -> None:
    table = make(DEALS)
    found = tuned(table)
    assert found.to_dict() == tuned().to_dict()
    assert type(found.changes) is type(table)


def test_parts_are_tuned_alone() -> None:
    assert tuned(only="tiers").to_dict()["auc"] is None
    assert tuned(only="scores").to_dict()["tier_log_likelihood"] is None
    weighted = tuned(DEALS.assign(copies=2.0), weight="copies")
    assert weighted.to_dict()["accounts"]["won"] == tuned().to_dict()["accounts"]["won"]
    assert tuned(DEALS.assign(owner="one"), group="owner").model is None


def test_noise_changes_nothing() -> None:
    shuffled = DEALS.assign(stage=DEALS.stage.sample(frac=1, random_state=7).to_numpy())
    found = tuned(shuffled)
    assert found.model is None and found.document(MODEL) is None and len(found.changes) == 0
    assert "Nothing changes" in str(found)


def test_mistakes_are_told() -> None:
    with pytest.raises(icp.EvidenceError, match="there is no icp `smb`; the icps of the model are ours"):
        tuned(icp="smb")
    with pytest.raises(icp.EvidenceError, match="at least 20 of each"):
        tuned(DEALS.head(30))
    with pytest.raises(icp.EvidenceError, match="stge"):
        icp.tune(OURS, DEALS, outcome="stge=Won", as_of=DAY)
    with pytest.raises(ValueError, match='only is "scores" or "tiers", not `weights`'):
        tuned(only="weights")
    with pytest.raises(icp.ModelError):
        tuned().document("format: icp/1")
