"""Says at the end how many tests ran, as cargo does, so that they are counted with all others."""

from __future__ import annotations

import os

import pytest

# No windows.
os.environ["MPLBACKEND"] = "agg"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
    def count(*kinds: str) -> int:
        return sum(len(terminalreporter.stats.get(kind, [])) for kind in kinds)

    word = "ok" if exitstatus == 0 else "FAILED"
    passed, failed, ignored = count("passed"), count("failed", "error"), count("skipped")
    terminalreporter.write_line("")
    terminalreporter.write_line(f"test result: {word}. {passed} passed; {failed} failed; {ignored} ignored;")
