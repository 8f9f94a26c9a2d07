"""A model where Python itself is doubled: in a forked process, and in another interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


FORKED = Path(__file__).with_name("forked.py")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.parametrize(
    ("what", "threads"),
    [
        ("nothing", "all"),
        ("lists", "all"),
        ("lists", "3"),
        ("polars", "all"),
        ("expression", "all"),
        ("relation", "all"),
        ("meanwhile", "all"),
    ],
)
def test_tables_are_scored_in_a_fork(what: str, threads: str) -> None:
    # Python and Polars warn of threads that a child does not have; that is what is tested.
    program = [sys.executable, "-W", "ignore", str(FORKED), what, threads]
    done = subprocess.run(program, capture_output=True, text=True, timeout=600)
    children = 48 if what == "expression" else 54
    assert (done.stdout, done.stderr) == (f"{children} children, 0 wrong\n", "")


POOLS = """
import multiprocessing, sys
from concurrent.futures import ProcessPoolExecutor, TimeoutError
import icp
model = icp.Model.from_json({document!r})
rows = [{{"x": n % 9}} for n in range(50_000)]

def scores(rows):
    return [row["score"] for row in model.score_frame(rows, as_of="2026-11-21")]

def served(answers):
    # The work of a server's worker: request after request, some on threads of their own.
    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(4) as threads:
        answers.put([list(threads.map(scores, [rows] * 4)) for _ in range(2)])

if __name__ == "__main__":
    right = scores(rows)
    fork = multiprocessing.get_context("fork")
    with fork.Pool(2) as pool:
        print(pool.map_async(scores, [rows] * 4).get(300) == [right] * 4)
    with ProcessPoolExecutor(2, mp_context=fork) as pool:
        print(list(pool.map(scores, [rows] * 4, timeout=300)) == [right] * 4)
    answers = fork.Queue()
    workers = [fork.Process(target=served, args=(answers,), daemon=True) for _ in range(2)]
    for worker in workers:
        worker.start()
    print([answers.get(timeout=300) for _ in workers] == [[[right] * 4] * 2] * 2)
    print(scores(rows) == right)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_pools_and_servers_that_fork_after_scoring(tmp_path: Path) -> None:
    program = tmp_path / "pools.py"
    program.write_text(POOLS.format(document=DOCUMENT), encoding="utf-8")
    command = [sys.executable, "-W", "ignore::DeprecationWarning", str(program)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert (done.stdout, done.stderr) == ("True\n" * 4, "")


def test_another_interpreter_is_refused_or_works() -> None:
    # Nothing may crash: an extension may say that it serves the first interpreter only.
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
