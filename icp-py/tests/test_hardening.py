"""The rows of `tests/hardening`: what becomes of hazardous accounts and models, the same in every language."""

from __future__ import annotations

import copy
import json
import pathlib
from typing import Any

import pytest

import icp

ROWS = pathlib.Path(__file__).parents[2] / "tests" / "hardening"


def whole(value: Any) -> Any:
    """The value with what stands for many times written out."""
    if isinstance(value, list):
        return [whole(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$text" in value:
        return value["$text"] * value["times"]
    if "$list" in value:
        return [value["$list"]] * value["times"]
    if "$deep" in value:
        inner = value["$deep"]
        for _ in range(value["times"]):
            inner = [inner]
        return inner
    return {key: whole(part) for key, part in value.items()}


def accounts() -> list[Any]:
    groups = json.loads((ROWS / "accounts.json").read_text("utf-8"))["groups"]
    return [
        pytest.param(group["attributes"], group.get("as_of", "2026-11-21"), when, whole(account), then, id=f"{id}, {what}")
        for group in groups
        for id, what, when, account, then in group["rows"]
    ]


def models() -> list[Any]:
    rows = json.loads((ROWS / "models.json").read_text("utf-8"))["rows"]
    return [pytest.param(change, code, path, id=f"{id}, {what}") for id, what, change, code, path in rows]


def told(assessment: icp.Assessment) -> object:
    status = assessment.icps[0].criteria["holds"].status
    if status == "unknown":
        assert (assessment.score, assessment.tier, assessment.coverage) == (None, None, 0.0)
    return {"fit": True, "none": False}.get(status, status)


@pytest.mark.parametrize(("attributes", "as_of", "when", "account", "then"), accounts())
def test_accounts(attributes: Any, as_of: str, when: Any, account: Any, then: object) -> None:
    tiers = [{"id": "in", "from": 50}, {"id": "out"}]
    fit = {"criteria": [{"id": "holds", "fit": when}], "tiers": tiers}
    model = icp.Model.from_dict(
        {"format": "icp/1", "name": "row", "attributes": attributes, "icps": [{"id": "only", "fit": fit}]}
    )
    before = copy.deepcopy(account)
    try:
        found = told(model.score(account, as_of))
    except icp.AccountError as error:
        found = error.code
        if error.code == "account.value":
            assert error.attribute == "x"
            lenient = model.score(account, as_of, on_invalid="missing")
            assert ([issue.attribute for issue in lenient.issues], told(lenient)) == (["x"], "unknown")
            found = "invalid"
    assert found == then
    assert account == before


@pytest.mark.parametrize(("change", "code", "path"), models())
def test_models(change: Any, code: str, path: str) -> None:
    if "at" in change:
        document = json.loads((ROWS / "models.json").read_text("utf-8"))["base"]
        *places, last = change["at"].split(".")
        parent = document
        for place in places:
            parent = parent[int(place) if isinstance(parent, list) else place]
        parent[int(last) if isinstance(parent, list) else last] = whole(change["value"])
        read, text = icp.Model.from_json, json.dumps(document)
    else:
        [(form, given)] = change.items()
        read, text = getattr(icp.Model, f"from_{form}"), whole(given)
    with pytest.raises(icp.ModelError) as caught:
        read(text)
    assert (code, path) in [(problem.code, problem.path) for problem in caught.value.problems]
