"""What would have to change: the sample of FORMAT.md, goals in every form, and refusals."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import icp
import pytest

CHAPTER = (Path(__file__).resolve().parents[2] / "FORMAT.md").read_text(encoding="utf-8").split("\n## What would have to change\n")[1]


def block(kind: str) -> str:
    """The first fenced block of a kind in the chapter."""
    found = re.search(rf"^```{kind}\n(.*?)^```$", CHAPTER, re.DOTALL | re.MULTILINE)
    assert found is not None, kind
    return found[1]


MODEL = icp.Model.from_yaml(block("yaml model"))
ACCOUNT: dict[str, Any] = json.loads(block("json account"))
WANTED: dict[str, Any] = json.loads(block("json changes"))
DAY = "2026-10-01"


def test_the_sample_of_the_format() -> None:
    changes = MODEL.changes(ACCOUNT, "A", DAY)
    assert changes.to_dict() == WANTED == json.loads(changes.to_json())
    assert (changes.icp, changes.goal, changes.reached, changes.complete, changes.max_changes) == ("smb", {"tier": "A"}, False, True, 2)
    assert changes._repr_html_().endswith("</style>\n" + changes.explain_html())
    assert changes.gaps == []
    (only,) = changes.sets
    assert (only.status, only.score, only.tier) == ("qualified", 80.0, "A")
    assert only.changes.keys() == ("arr", "last_round_on")
    arr = only.changes["arr"]
    assert arr == icp.Change("arr", 1900000.0, None, "at least 2,000,000 USD", 2000000.0, 1)
    changed = MODEL.score({**ACCOUNT, **{change.attribute: change.example for change in only.changes}}, DAY)
    assert (changed.status, changed.score, changed.tier) == (only.status, only.score, only.tier)
    assert repr(changes) == "<icp.ChangesToGoal icp='smb' goal={'tier': 'A'} reached=False sets=1>"


def test_words() -> None:
    changes = MODEL.changes(ACCOUNT, "A", DAY)
    words = changes.explain()
    assert words.startswith("This brings it to tier A of smb:\n- arr at least 2,000,000 USD (now 1,900,000 USD)"), words
    assert str(changes) == words
    assert changes.explain_markdown().startswith("**This brings it to tier A of smb:**")
    assert changes.explain_html().startswith('<section class="icp-changes">')


def test_every_form_of_a_goal() -> None:
    asked = MODEL.changes(ACCOUNT, {"tier": "A"}, DAY).to_dict()
    assert asked == MODEL.changes(ACCOUNT, {"tier": "A", "icp": "smb"}, DAY).to_dict()
    assert asked == MODEL.changes(ACCOUNT, "A", DAY, icp="smb").to_dict()
    assert asked == MODEL.changes(ACCOUNT, MODEL.changes(ACCOUNT, "A", DAY).goal, DAY).to_dict()
    for goal in (100, 100.0, "100", {"score": 100}):
        assert MODEL.changes(ACCOUNT, goal, DAY, max_changes=3).goal == {"score": 100.0}
    reached = MODEL.changes(ACCOUNT, "B", DAY)
    assert (reached.reached, reached.sets, reached.goal) == (True, [], {"tier": "B"})
    assert MODEL.changes(ACCOUNT, "A", DAY, max_changes=1).sets == []


def test_a_tier_that_is_called_like_a_number() -> None:
    document = MODEL.to_dict()
    document["icps"][0]["fit"]["tiers"] = [{"id": "1", "from": 80}, {"id": "2"}]
    assert icp.Model.from_dict(document).changes(ACCOUNT, 1, DAY).goal == {"tier": "1"}


def test_accounts_of_every_kind_and_missing_values() -> None:
    account = dataclasses.make_dataclass("Lead", list(ACCOUNT))(**ACCOUNT)
    assert MODEL.changes(account, "A", DAY).to_dict() == WANTED
    empty = MODEL.changes({**ACCOUNT, "founded": None}, "A", DAY, max_changes=1)
    # It cannot change, but it can be filled in.
    assert empty.sets == []
    filled = MODEL.changes({**ACCOUNT, "founded": None, "arr": 2e6}, "A", DAY, max_changes=1).sets
    assert [change.attribute for one in filled for change in one.changes] == ["founded", "last_round_on"]
    assert filled[0].changes["founded"].from_ is None


def test_values_that_are_lists_are_tuples() -> None:
    model = icp.Model.from_yaml("""
        format: icp/1
        name: sets
        attributes: {tools: {type: set}, visits: {type: events}}
        icps:
          - id: smb
            fit:
              criteria:
                - {id: crm, fit: {tools: {has_all: [HubSpot]}}}
                - {id: demo, fit: {visits: {happened: {event: demo, within_last: 30 days}}}}
              tiers: [{id: A, from: 100}, {id: B}]
        """)
    (one,) = model.changes({"tools": ["Slack"], "visits": []}, "A", DAY).sets
    assert one.changes["tools"].from_ == ("Slack",) and set(one.changes["tools"].example) == {"Slack", "HubSpot"}  # type: ignore[arg-type]
    assert one.changes["visits"].example == (icp.InputEvent("demo", DAY, 1.0),)


def test_what_is_refused() -> None:
    for goal, found in (("Z", "`Z`"), ({}, "{}"), ({"tier": "A", "score": 3}, "tier"), (True, "true"), (float("nan"), "NaN")):
        with pytest.raises(icp.AccountError) as caught:
            MODEL.changes(ACCOUNT, goal, DAY)  # type: ignore[arg-type]
        assert caught.value.code == "account.goal" and found in str(caught.value), caught.value
    for most in (0, 4):
        with pytest.raises(icp.AccountError, match="`max_changes` from 1 to 3"):
            MODEL.changes(ACCOUNT, "A", DAY, max_changes=most)
    with pytest.raises(icp.AccountError, match="`smb`"):
        MODEL.changes(ACCOUNT, "A", DAY, icp="large")
    with pytest.raises(TypeError, match="goal is a text, a number or a dict, not `list`"):
        MODEL.changes(ACCOUNT, ["A"], DAY)  # type: ignore[arg-type]
    with pytest.raises(icp.AccountError) as refused:
        MODEL.changes({"arr": "much"}, "A", DAY)
    assert refused.value.attribute == "arr"
    assert MODEL.changes({**ACCOUNT, "arr": "much"}, "A", DAY, on_invalid="missing").sets[0].changes["arr"].from_ is None


def test_attributes_say_whether_they_change() -> None:
    assert [one.name for one in MODEL.attributes if not one.changeable] == ["founded"]
