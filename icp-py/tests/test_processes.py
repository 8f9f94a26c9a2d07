"""A model where Python itself is doubled: in a forked process, and in another interpreter."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import icp

DOCUMENT = (
    '{"format": "icp/1", "name": "one", "attributes": {"x": {"type": "number"}},'
    ' "icps": [{"id": "i", "fit": {"criteria": [{"id": "c", "fit": {"x": 5}}], "tiers": [{"id": "a"}]}}]}'
)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_fork_scores_on() -> None:
    program = f"""
import os, icp
model = icp.Model.from_json({DOCUMENT!r})
rows = [{{"x": n % 9}} for n in range(1000)]
wanted = [model.score(row, "2026-11-21").score for row in rows]
child = os.fork()
found = [model.score(row, "2026-11-21").score for row in rows]
if child == 0:
    os._exit(0 if found == wanted else 1)
print(found == wanted, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "True 0\n"


def test_another_interpreter_is_refused_or_works() -> None:
    # What matters is that nothing crashes: an extension may say that it serves the first interpreter only.
    program = f"""
import sys
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
import icp
model = icp.Model.from_json({DOCUMENT!r})
there = interpreters.create()
code = '''
try:
    import icp
    print(icp.Model.from_json({DOCUMENT!r}).score(dict(x=5), "2026-11-21").score)
except ImportError as error:
    print("ImportError")
'''
interpreters.run_string(there, code)
sys.stdout.flush()
print(model.score(dict(x=5), "2026-11-21").score)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.split()
    assert (first in ("100.0", "ImportError"), second) == (True, "100.0")
    assert icp.Model.from_json(DOCUMENT).score({"x": 5}, "2026-11-21").score == 100.0
