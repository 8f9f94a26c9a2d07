"""Measures the cost of `import icp`, in processor time of fresh interpreters: the least of some runs.

    python icp-py/benches/start.py
"""

from __future__ import annotations

import subprocess
import sys

TIMED = "import time; start = time.process_time(); {}; print(time.process_time() - start)"


def least(statement: str, runs: int = 20) -> float:
    """Milliseconds."""
    program = TIMED.format(statement)
    found = (subprocess.run([sys.executable, "-c", program], check=True, capture_output=True) for _ in range(runs))
    return 1_000 * min(float(one.stdout) for one in found)


if __name__ == "__main__":
    for statement in ("pass", "import icp", "import icp, icp._tables", "import json, dataclasses, datetime"):
        print(f"{least(statement):7.1f} ms  {statement}")
