"""The texts that editors show on hovering: the core's sentences, and nothing without one."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path
from typing import Any

import pytest
import stub_docs

TOOL = Path(__file__).resolve().parents[2] / "tests" / "languages" / "hovers.py"
CHECKED: list[tuple[Path, str, str, list[str]]] = runpy.run_path(str(TOOL))["checked"]()


@pytest.mark.parametrize(("file", "text", "wanted", "without"), CHECKED, ids=lambda one: one.name if isinstance(one, Path) else "")
def test_members_have_the_sentences_of_the_core(file: Path, text: str, wanted: str, without: list[str]) -> None:
    assert without == [], f"{file.name}: members without a comment"
    assert text == wanted, "run python tests/languages/hovers.py --write"
    # The sentences are there at all.
    marks: Any = text.count("/**") if file.suffix == ".ts" else text.count('"""')
    assert marks > 30, marks


def test_all_of_the_stub_is_documented() -> None:
    stub = ast.parse(stub_docs.STUB.read_text(encoding="utf-8"))
    classes = [node for node in stub.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    without: list[str] = []
    for owner in classes:
        functions = [node for node in owner.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
        # Of overloads the last has the docstring.
        last = {node.name: node for node in functions}
        without += [f"{owner.name}.{name}" for name, node in last.items() if not (ast.get_docstring(node) or "").strip()]
    assert len(classes) == 4 and without == []
