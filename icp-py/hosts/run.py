"""Every library of tables that this package works with, each in an environment of its own: `python icp-py/hosts/run.py [HOST]...`.

Each gets the wheel and its pinned packages in a temporary folder that is removed at the end, runs its tests of
`tests/test_hosts.py` there, and becomes a row of the table that is printed (and of `docs/hosts.md`). A host that cannot be installed
fails by name.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"


class Host(NamedTuple):
    """What is installed, which tests run, and what is done with the library."""

    packages: tuple[str, ...]
    tests: str
    call: str


# pyarrow and pandas are those that the host itself takes.
HOSTS = {
    "pyarrow": Host(("pyarrow==26.0.1", "polars==2.1.0"), "pyarrow", "`model.score_frame(dataset)`, or a scanner"),
    "narwhals": Host(("narwhals==2.29.0", "pyarrow==26.0.1", "polars==2.1.0"), "narwhals", "`model.score_frame(frame)`"),
    "ibis": Host(
        ("ibis-framework[duckdb]==12.0.0", "duckdb==2.0.1", "pyarrow==26.0.1"), "ibis", "`model.score_frame(table)`"
    ),
    "dask": Host(("dask[dataframe]==2026.8.0", "pandas==3.1.1", "pyarrow==26.0.1"), "dask", "`icp.dask.score(df, model)`"),
    "ray": Host(("ray[data]==2.60.0", "pandas==2.3.3", "pyarrow==25.0.1"), "ray", "`icp.ray.score(ds, model)`"),
    "modin": Host(("modin[ray]==0.37.1", "pandas==2.3.3", "pyarrow==25.0.1"), "modin", "`model.score_frame(frame)`"),
    "daft": Host(("daft==0.7.26", "pyarrow==25.0.1"), "daft", "`model.score_frame(frame)`"),
}


def run(name: str, wheel: Path) -> str:
    """The result of a host, in a few words."""
    host = HOSTS[name]
    with tempfile.TemporaryDirectory(prefix="icp-host-") as folder:
        python = Path(folder) / "venv" / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", Path(folder) / "venv"], check=True)
        install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, "pytest==9.2.0", *host.packages]
        installed = subprocess.run(install, capture_output=True, text=True, check=False)
        if installed.returncode != 0:
            return "not installed: " + (installed.stderr.strip().splitlines() or ["?"])[-1]
        # The installed package, and not the one of this checkout.
        ask = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", HERE.parent / "pyproject.toml"]
        ran = subprocess.run(
            [*ask, "test_hosts.py", "-k", host.tests], cwd=TESTS, capture_output=True, text=True, check=False
        )
        last = (ran.stdout.strip().splitlines() or [ran.stderr.strip()])[-1]
        if ran.returncode != 0:
            print(ran.stdout[-4_000:], file=sys.stderr)
        # Nothing ran where all was skipped.
        return "scores" if ran.returncode == 0 and "passed" in last and "skipped" not in last else f"fails: {last}"


def main() -> int:
    """Runs the hosts that are named, or all."""
    parser = argparse.ArgumentParser(description="Run the tests of each host with the wheel, and print a table.")
    parser.add_argument("--wheel", type=Path, help="the wheel (the newest of target/wheel and target/wheels when left out)")
    parser.add_argument("hosts", nargs="*", choices=[*HOSTS, []], help="all when left out")
    given = parser.parse_args()
    # `cargo xtask` makes it in the first, maturin by itself in the second.
    folders = [HERE.parents[1] / "target" / name for name in ("wheel", "wheels")]
    found = [wheel for folder in folders for wheel in folder.glob("icp*.whl")]
    wheels = sorted(found, key=lambda path: path.stat().st_mtime)
    wheel = given.wheel or (wheels[-1] if wheels else None)
    if wheel is None:
        parser.error("there is no wheel; make one with: maturin build -m icp-py/Cargo.toml")
    results = {name: run(name, wheel.resolve()) for name in given.hosts or HOSTS}
    print("| host | version | call | |\n|---|---|---|---|")
    for name, result in results.items():
        version = HOSTS[name].packages[0].split("==")[1]
        print(f"| {name} | {version} | {HOSTS[name].call} | {result} |")
    return 0 if all(result == "scores" for result in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
