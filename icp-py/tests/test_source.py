"""Source files: a model that reads the exports of another product."""

from __future__ import annotations

import json
import pathlib
import pickle
from typing import Any

import pandas as pd
import pytest

import icp

MODEL = icp.Model.from_yaml("""
format: icp/1
name: m
attributes: {employees: {type: number, aliases: [staff]}, country: {type: text}}
icps: [{id: a, fit: {criteria: [{id: c, fit: {employees: {gte: 50}}}], tiers: [{id: A}]}}]
""")
TEXT = """
format: icp-source/1
name: crm
columns: {"# Employees": employees}
"""
DOCUMENT: dict[str, Any] = {"format": "icp-source/1", "name": "crm", "columns": {"# Employees": "employees"}}
DAY = "2026-11-21"


def test_a_source_is_a_path_a_text_or_a_document(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "crm.yaml"
    path.write_text(TEXT)
    given: list[Any] = [TEXT, TEXT.encode(), DOCUMENT, json.dumps(DOCUMENT), path, str(path)]
    models = [MODEL.with_source(source) for source in given]
    assert len({json.dumps(model.source) for model in models}) == 1
    assert all(model == models[0] for model in models)
    assert models[0] != MODEL
    assert models[0].fingerprint == MODEL.fingerprint
    assert models[0].to_dict() == MODEL.to_dict()
    assert MODEL.source is None


def test_rows_and_frames_are_read_by_it() -> None:
    crm = MODEL.with_source(DOCUMENT)
    answer = crm.score({"# Employees": 60, "employees": 1, "staff": 1}, DAY)
    assert answer.score == 100.0
    assert answer.to_dict()["source"] == crm.source
    assert MODEL.score({"employees": 60}, DAY).to_dict()["source"] is None
    assert crm.score({"employees": 60}, DAY).score is None
    frame = pd.DataFrame({"# Employees": [60, 1], "employees": [1, 60], "country": ["DE", "DE"]})
    assert crm.score_frame(frame, as_of=DAY)["score"].tolist() == [100.0, 0.0]
    assert MODEL.score_frame(frame, as_of=DAY)["score"].tolist() == [0.0, 100.0]


def test_it_travels_with_the_model() -> None:
    crm = MODEL.with_source(DOCUMENT)
    again = pickle.loads(pickle.dumps(crm))
    assert again == crm
    assert again.source == crm.source
    assert pickle.loads(pickle.dumps(MODEL)).source is None


def test_mistakes_are_told(tmp_path: pathlib.Path) -> None:
    with pytest.raises(icp.ModelError, match="did you mean `employees`") as refused:
        MODEL.with_source(TEXT.replace(": employees}", ": employes}"))
    assert [(problem.code, problem.line) for problem in refused.value.problems] == [("unknown_attribute", 4)]
    with pytest.raises(icp.ModelError, match="colums"):
        MODEL.with_source({**DOCUMENT, "colums": {}})
    with pytest.raises(FileNotFoundError):
        MODEL.with_source(tmp_path / "none.yaml")
    with pytest.raises(TypeError):
        MODEL.with_source(5)  # type: ignore[arg-type]
