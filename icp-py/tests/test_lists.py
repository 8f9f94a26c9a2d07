"""Lists that are given to a model: what changes, what stays, and what is refused."""

from __future__ import annotations

import hashlib
import pickle
from typing import Any

import pytest

import icp

MODEL = icp.Model.from_yaml("""
format: icp/1
name: m
attributes: {company: {type: text}, employees: {type: number}}
lists: {targets: [nobody], sizes: [1]}
icps:
  - id: a
    fit:
      criteria: [{id: target, fit: {company: {in: $targets}}}, {id: size, fit: {employees: {in: $sizes}}}]
      tiers: [{id: A, from: 100}, {id: B, from: 50}, {id: C}]
""")
ACME = {"company": "ACME", "employees": 50}
DAY = "2026-11-21"


def tier(model: icp.Model) -> str | None:
    return model.score(ACME, as_of=DAY).tier


def test_given_lists_count_and_are_named() -> None:
    one = MODEL.with_lists({"targets": ["acme"]})
    both = one.with_lists({"sizes": ("50", "7")})
    assert [tier(model) for model in (MODEL, one, both)] == ["C", "B", "A"]
    assert (both.fingerprint, both.to_dict()) == (MODEL.fingerprint, MODEL.to_dict())
    digests = {"targets": hashlib.sha256(b'["acme"]').hexdigest(), "sizes": hashlib.sha256(b"[50,7]").hexdigest()}
    assert both.given_lists == digests
    assert list(both.given_lists) == ["targets", "sizes"]
    assert both.score(ACME, as_of=DAY).to_dict()["model"]["lists"] == digests
    assert MODEL.given_lists == MODEL.score(ACME, as_of=DAY).to_dict()["model"]["lists"] == {}
    assert one != MODEL
    assert MODEL.with_lists({}) == MODEL
    assert one == MODEL.with_lists({"targets": ["acme"]})


def test_a_model_with_lists_travels() -> None:
    source = {"format": "icp-source/1", "name": "crm", "columns": {"Firm": "company"}}
    listed = MODEL.with_lists({"targets": ["acme"], "sizes": [50]})
    for model in (listed, listed.with_source(source)):
        again = pickle.loads(pickle.dumps(model))
        assert again == model
        assert (again.given_lists, again.source) == (model.given_lists, model.source)
    assert listed.with_source(source).score({"Firm": "acme", "employees": 50}, as_of=DAY).tier == "A"


@pytest.mark.parametrize(
    ("lists", "code", "path"),
    [
        ({"target": ["acme"]}, "unknown_reference", "lists.target"),
        ({"targets": []}, "empty", "targets"),
        ({"targets": ["acme", 5]}, "type", "targets[1]"),
        ({"targets": "acme"}, "type", "targets"),
        ({"sizes": ["many"]}, "type", "icps[0].fit.criteria[1].fit.employees.in"),
    ],
)
def test_lists_that_do_not_suit_are_refused(lists: dict[str, Any], code: str, path: str) -> None:
    with pytest.raises(icp.ModelError) as caught:
        MODEL.with_lists(lists)
    problem = caught.value.problems[0]
    assert (problem.code, str(problem.path), problem.line) == (code, path, None)


def test_what_is_no_dict_is_refused() -> None:
    with pytest.raises(TypeError):
        MODEL.with_lists([("targets", ["acme"])])  # type: ignore[arg-type]
