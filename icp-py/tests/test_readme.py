"""The examples of the READMEs and of docs/python.md run, and its table of columns is what comes back."""

from __future__ import annotations

import json
import os
import re
import runpy
from pathlib import Path
from typing import Any

import java
import pytest

ROOT = Path(__file__).resolve().parents[2]


# That something was missing is told, and is no matter here.
pytestmark = pytest.mark.filterwarnings("ignore::icp.IcpWarning")


def examples() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for file in (ROOT / "README.md", ROOT / "icp-py" / "README.md", ROOT / "docs" / "python.md"):
        blocks = re.findall(r"^```python\n(.*?)^```$", file.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
        assert blocks, f"{file} has no example"
        found += [(str(file.relative_to(ROOT)), block) for block in blocks]
    return found


@pytest.mark.parametrize(("file", "program"), examples(), ids=lambda one: one if one.endswith(".md") else "")
def test_the_examples_run(file: str, program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    if "pyspark" in program:
        java.required()
    exec(compile(program, file, "exec"), {"__name__": "__main__"})


def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    file = ROOT / "examples" / "python" / "evidence.ipynb"
    cells = [cell for cell in json.loads(file.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 10 and all(cell["outputs"] == [] for cell in cells)
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in cells:
        exec(compile("".join(cell["source"]), file.name, "exec"), names)
    # The rule that made the accounts up: two criteria say something, one says nothing, and one was filled in afterwards.
    assert names["verdicts"].verdict["stays"] == "leak?"
    assert "status: validated" in names["validated"].to_yaml()


def test_the_script_that_ranks_made_up_companies(capsys: pytest.CaptureFixture[str]) -> None:
    found = runpy.run_path(str(ROOT / "examples" / "python" / "rank_csv.py"))["main"](["nowhere"])
    told = capsys.readouterr().out
    assert "of 18 accounts qualify, as of 2026-10-01" in told and "why the first one" in told
    assert found.iloc[0]["name"] == "Lumenkraft"


def test_the_script_that_ranks_real_companies(capsys: pytest.CaptureFixture[str]) -> None:
    shared = os.environ.get("ICP_SHARED")
    folders = [Path(shared)] if shared else [above / "shared" for above in (ROOT, *ROOT.parents)]
    folder = next((one for one in folders if (one / "data" / "crunchbase_2013").is_dir()), None)
    if folder is None:
        pytest.skip("real companies: no folder found (set ICP_SHARED)")
    script = runpy.run_path(str(ROOT / "examples" / "python" / "rank_csv.py"))
    found = script["main"]([str(folder / "data" / "crunchbase_2013")])
    assert len(found) > 1_000 and "note: `funding_total_usd`" in capsys.readouterr().out
