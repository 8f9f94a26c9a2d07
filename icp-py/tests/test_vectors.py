"""Every vector, every agreed case and every model of the gallery, with their counts."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

import icp
from expectation import failures, part_failures, same
from yaml_text import read

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests" / "vectors"
GALLERY = ROOT / "examples" / "models" / "gallery"
AS_OF = "2026-11-21"


def wrong(model: icp.Model, case: dict[str, Any]) -> list[str]:
    """The mistakes of the package about a case."""
    refused = case["expect"].get("refused") is True
    try:
        found = model.score(
            case["account"], case.get("as_of", AS_OF), on_invalid=case.get("on_invalid", "error")
        )
    except icp.AccountError as error:
        return [] if refused else [str(error)]
    if refused:
        return ["it was not refused"]
    shape = found.to_dict()
    told = [] if same(json.loads(found.to_json()), shape) else ["to_dict and to_json differ"]
    return told + at_once(found, shape) + failures(case["expect"], shape) + wrong_changes(model, case)


def wrong_changes(model: icp.Model, case: dict[str, Any]) -> list[str]:
    """The mistakes about what would have to change, where the case says that."""
    if "changes" not in case:
        return []
    expect = dict(case["changes"])
    goal, most = expect.pop("goal"), expect.get("max_changes", 2)
    changes = model.changes(case["account"], goal, case.get("as_of", AS_OF), max_changes=most)
    return part_failures(expect, changes.to_dict())


def at_once(found: icp.Assessment, shape: dict[str, Any]) -> list[str]:
    """The attributes say what the shape says."""
    pairs: list[tuple[str, Any, Any]] = [("best", found.best, shape["best"]), ("icp", found.icp, shape["headline"])]
    for icp_found, icp_shape in zip(found.icps, shape["icps"], strict=True):
        bounds = None if icp_found.bounds is None else list(icp_found.bounds)
        pairs += [(name, getattr(icp_found, name), icp_shape[name]) for name in ("icp", "status", "score", "tier")]
        pairs += [(name, getattr(icp_found, name), icp_shape[name]) for name in ("coverage", "stage", "verdicts")]
        pairs += [("bounds", bounds, icp_shape["bounds"]), ("reason", icp_found.reason._asdict(), icp_shape["reason"])]
        pairs += [("missing", icp_found.missing, icp_shape["missing"])]
        pairs += [("criteria", [c.points for c in icp_found.criteria], [c["points"] for c in icp_shape["criteria"]])]
    return [f"{name}: {one!r} is not {other!r}" for name, one, other in pairs if not same(one, other)]


def topics() -> dict[str, int]:
    files: dict[str, int] = read(VECTORS / "index.yaml")["files"]
    return files


@pytest.mark.parametrize(("topic", "count"), topics().items())
def test_vectors(topic: str, count: int) -> None:
    ran, complaints = 0, []
    for group in read(VECTORS / f"{topic}.yaml")["groups"]:
        model = icp.Model.from_dict(group["model"])
        assert icp.Model.from_dict(model.to_dict()) == model
        if "lists" in group:
            model = model.with_lists(group["lists"])
        if "source" in group:
            model = model.with_source(group["source"])
        for case in group["cases"]:
            ran += 1
            complaints += [f"{group['name']}, {case['name']}: {what}" for what in wrong(model, case)]
    assert not complaints, "\n".join(complaints)
    assert ran == count, f"{topic} has {ran} cases, the index says {count}"


def test_the_index_is_whole(record_property: Any) -> None:
    index = read(VECTORS / "index.yaml")
    assert sum(index["files"].values()) == index["total"]
    files = [read(file) for file in VECTORS.glob("*.yaml") if file.stem != "index"]
    changes = sum("changes" in case for file in files for group in file["groups"] for case in group["cases"])
    assert changes == index["changes"] > 0
    assert sorted(index["files"]) == sorted(file.stem for file in VECTORS.glob("*.yaml") if file.stem != "index")
    print(f"vectors: {index['total']} ran through Python")


def test_agreed_cases() -> None:
    shared = os.environ.get("ICP_SHARED")
    folders = [Path(shared) / "cases"] if shared else [above / "shared" / "cases" for above in (ROOT, *ROOT.parents)]
    folder = next((folder for folder in folders if folder.is_dir()), None)
    if folder is None:
        pytest.skip("agreed cases: no folder found (set ICP_SHARED)")
    ran, complaints = 0, []
    files = sorted(folder.glob("*.yaml"))
    for file in files:
        document = read(file)
        model = icp.Model.from_dict(document["model"])
        for case in document["cases"]:
            ran += 1
            complaints += [f"{file.stem}, {case['name']}: {what}" for what in wrong(model, case)]
    print(f"agreed cases: {ran} from {len(files)} files ran through Python")
    assert not complaints, "\n".join(complaints)
    assert ran > 0


def test_gallery() -> None:
    ran, complaints = 0, []
    files = [file for file in sorted(GALLERY.glob("*.yaml")) if not file.name.endswith(".cases.yaml")]
    for file in files:
        model = icp.Model.from_file(file)
        for case in read(file.with_suffix(".cases.yaml"))["cases"]:
            ran += 1
            complaints += [f"{file.stem}, {case['name']}: {what}" for what in wrong(model, case)]
    print(f"gallery: {ran} accounts of {len(files)} models ran through Python")
    assert not complaints, "\n".join(complaints)
    assert len(files) >= 7 and ran >= 3 * len(files)
