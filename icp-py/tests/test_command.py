"""The command that comes with the package is the one in Rust: its words, its output and its exit codes."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCORE = ["score", "examples/models/acme-gtm.yaml", "examples/accounts.csv", "--as-of", "2026-10-01"]
WAYS = {"module": [sys.executable, "-m", "icp"], "program": [str(Path(sysconfig.get_path("scripts")) / "icp")]}


def _run(way: str, *args: str, text: str = "") -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COLUMNS": "120"}
    return subprocess.run([*WAYS[way], *args], cwd=ROOT, input=text, env=env, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize("way", WAYS)
def test_the_first_command_of_the_readme_prints_what_is_beside_it(way: str) -> None:
    shown = (ROOT / "README.md").read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    ran = _run(way, *SCORE)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == shown.strip()


@pytest.mark.parametrize("way", WAYS)
def test_exit_codes_and_messages_are_those_of_the_command(way: str) -> None:
    wrong = _run(way, "scroe")
    assert wrong.returncode == 2
    assert "unrecognized subcommand 'scroe'" in wrong.stderr and "Usage: icp" in wrong.stderr
    mistaken = _run(way, "check", "-", text="format: icp/1\nname: x\n")
    assert mistaken.returncode == 1
    assert "icps" in mistaken.stdout
    assert _run(way, "--version").stdout.startswith("icp ")
