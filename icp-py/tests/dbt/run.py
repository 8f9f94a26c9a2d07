"""A real dbt project over DuckDB, whose models score accounts. Not part of CI: it installs dbt, about 150 MB.

    python icp-py/tests/dbt/run.py WHEEL [FOLDER]

WHEEL is the package's wheel, as `cargo xtask python` leaves it in `target/wheel`. It makes an environment and a project in
FOLDER (a new one when left out), runs the project on four threads, twice, and compares every score with `Model.score`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PINNED = ["dbt-core==1.10.23", "dbt-duckdb==1.10.1", "duckdb==2.0.0", "pyarrow==26.0.1", "numpy==2.4.6"]
HERE = Path(__file__).resolve().parent

MODEL = """
format: icp/1
name: dbt
attributes: {employees: {type: number}, country: {type: text}}
icps:
  - id: i
    fit:
      criteria: [{id: size, weight: 3, fit: {employees: {between: [50, 500]}}}, {id: market, fit: {country: DE}}]
      tiers: [{id: A, from: 75}, {id: B}]
"""
PROJECT = """
name: accounts
version: "1.0"
profile: accounts
"""
PROFILE = """
accounts:
  target: dev
  outputs:
    dev:
      type: duckdb
      path: accounts.duckdb
      threads: 4
      plugins:
        - module: icp_dbt
          config: {model: model.yaml, as_of: "2026-10-01"}
"""
SEED = "select i::bigint as employees, if(i % 3 = 0, 'DE', NULL) as country from range(3000) t(i)"
SCORED = """
{{{{ config(materialized='{kind}') }}}}
select employees, country, unnest(icp_score(employees := employees, country := country)) from {{{{ ref('accounts') }}}}
"""
COMPARE = """
import json, duckdb, icp
model = icp.Model.from_file("model.yaml")
con = duckdb.connect("accounts.duckdb", read_only=True)
wrong = rows = 0
for number in range(6):
    for employees, country, score, tier in con.sql(f"select employees, country, score, tier from scored_{number}").fetchall():
        answer = model.score({"employees": employees, "country": country}, "2026-10-01")
        rows += 1
        wrong += (answer.score, answer.tier) != (score, tier)
print(json.dumps([rows, wrong]))
"""


def main(wheel: str, folder: Path) -> None:
    python = str(folder / "venv" / "bin" / "python")
    if not Path(python).exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PINNED], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "--force-reinstall", wheel], check=True)
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    (project / "models").mkdir(parents=True)
    files = {
        "model.yaml": MODEL,
        "dbt_project.yml": PROJECT,
        "profiles.yml": PROFILE,
        "models/accounts.sql": f"{{{{ config(materialized='table') }}}}\n{SEED}",
        **{f"models/scored_{number}.sql": SCORED.format(kind="table") for number in range(6)},
    }
    for name, text in files.items():
        (project / name).write_text(text, encoding="utf-8")
    shutil.copy(HERE / "icp_dbt.py", project)
    environment = {**os.environ, "PYTHONPATH": str(project), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    dbt = [python, "-c", "from dbt.cli.main import cli; cli()", "run", "--profiles-dir", ".", "--no-use-colors"]
    for _ in range(2):
        subprocess.run(dbt, cwd=project, env=environment, check=True)
    done = subprocess.run([python, "-c", COMPARE], cwd=project, check=True, capture_output=True, text=True)
    rows, wrong = json.loads(done.stdout)
    print(f"{rows} rows of 6 dbt models, {wrong} that differ from Model.score")
    if (rows, wrong) != (18_000, 0):
        raise SystemExit(1)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    if len(sys.argv) == 3:
        main(sys.argv[1], Path(sys.argv[2]).resolve())
    else:
        with tempfile.TemporaryDirectory() as made:
            main(sys.argv[1], Path(made))
