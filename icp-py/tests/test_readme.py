"""The examples of the READMEs run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def examples() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for file in (ROOT / "README.md", ROOT / "icp-py" / "README.md"):
        blocks = re.findall(r"^```python\n(.*?)^```$", file.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
        assert blocks, f"{file} has no example"
        found += [(str(file.relative_to(ROOT)), block) for block in blocks]
    return found


@pytest.mark.parametrize(("file", "program"), examples(), ids=lambda one: one if one.endswith(".md") else "")
def test_the_examples_run(file: str, program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(program, file, "exec"), {"__name__": "__main__"})
