"""docs/languages.md against this package: every method and option is in its table, and nothing else is."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import icp

PAGE = Path(__file__).resolve().parents[2] / "docs" / "languages.md"
PYTHON = 2


def table() -> set[str]:
    """The names in the column of Python; a cell that gives a reason has none."""
    rows = [line.strip("|").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [row[PYTHON].strip() for row in rows if row[0].strip() != "what"]
    return {name for cell in cells if not cell.startswith("no: ") for name in re.findall(r"`([^`]+)`", cell)}


def real() -> set[str]:
    methods = {
        f"{owner.__name__}.{name}"
        for owner in (icp.Model, icp.Assessment)
        for name in vars(owner)
        if not name.startswith("_")
    }
    options = {
        name
        for function in (icp.Model.score, icp.Model.next_questions, icp.Model.changes, icp.Model.score_frame, icp.Model.check_frame)
        for name in list(inspect.signature(function).parameters)[2:]
    }
    return methods | options


def test_the_table_has_every_method_and_option() -> None:
    missing, gone = real() - table(), table() - real()
    assert not missing, f"docs/languages.md says nothing of {sorted(missing)}: a name or a reason for each language"
    assert not gone, f"docs/languages.md has what the package does not have: {sorted(gone)}"
    assert len(real()) > 50


def test_no_two_public_names_differ_by_capitals_only() -> None:
    for owner in (icp, icp.Model, icp.Assessment, icp.IcpAssessment):
        names = [name for name in dir(owner) if not name.startswith("_")]
        assert len({name.lower() for name in names}) == len(names), names
