"""A Parquet file in DuckDB: `score_frame` of a relation against the function of SQL.

    python icp-py/benches/relation.py [ROWS]

Makes a file of accounts with columns that the model reads and as many that it does not, and counts the tiers. Each way
runs in a process of its own: wall time, processor time of all threads, and the most memory that the process had at any
moment, of which what it has before the question is told first. The least of three runs; all must count alike.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 1_560_000
MODEL = """
format: icp/1
name: relation
attributes:
  employees: {type: number}
  revenue:   {type: number}
  country:   {type: text}
  industry:  {type: text}
  paying:    {type: bool}
  funded_on: {type: date}
  tools:     {type: set}
icps:
  - id: core
    fit:
      criteria:
        - {id: size, weight: 3, fit: {employees: {between: [50, 500]}}}
        - {id: revenue, fit: {revenue: {gte: 1000000}}}
        - {id: market, fit: {country: {in: [US, CA, GB]}}}
        - {id: industry, fit: {industry: {in: [saas, fintech]}}}
        - {id: paying, fit: {paying: true}}
        - {id: funded, fit: {funded_on: {within_last: 2 years}}}
        - {id: tools, fit: {tools: {has: HubSpot}}}
      tiers: [{id: A, from: 70}, {id: B, from: 40}, {id: C}]
"""
FILE = """
copy (
    select i as id, uuid() as account_uuid, 'account ' || i as name, 'https://www.example.com/' || hash(i) as site,
        (hash(i, 1) % 1000)::double as employees, (hash(i, 2) % 5000000)::double as revenue,
        ['US', 'CA', 'GB', 'DE', 'FR', 'NL'][(1 + hash(i, 3) % 6)::bigint] as country,
        ['saas', 'fintech', 'media', 'agency'][(1 + hash(i, 4) % 4)::bigint] as industry, hash(i, 5) % 3 = 0 as paying,
        date '2020-01-01' + (hash(i, 6) % 2400)::integer as funded_on,
        list_filter(['HubSpot', 'Slack', 'Jira'], lambda tool: hash(i, tool) % 2 = 0) as tools,
        now() as seen_at, hash(i, 8) as code, 'owner ' || hash(i, 9) % 50 as owner
    from range({rows}) t(i)
) to '{path}'
"""
WAYS = ("nothing", "function", "relation, answers alone", "relation, all columns")


def measured(way: str, path: str) -> None:
    """One way, in this process."""
    import duckdb
    import icp
    import icp.duckdb

    model = icp.Model.from_yaml(MODEL)
    con = duckdb.connect()
    accounts = con.read_parquet(path)
    start, used = time.perf_counter(), time.process_time()
    counts: list[tuple[str | None, int]] = []
    tiers = "select tier, count(*) from scored group by 1 order by 1 nulls last"
    if way == "function":
        icp.duckdb.register(con, model, as_of="2026-10-01")
        names = ", ".join(f"{one.name} := {one.name}" for one in model.attributes)
        counts = con.sql(f"with scored as (select icp_score({names}).tier as tier from '{path}') {tiers}").fetchall()
    elif way != "nothing":
        scored = model.score_frame(accounts, as_of="2026-10-01", keep=way.endswith("columns"))
        counts = scored.query("scored", tiers).fetchall()
    spent = {"wall": time.perf_counter() - start, "processor": time.process_time() - used}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**spent, "memory": memory, "counts": counts}))


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "accounts.parquet")
        make = f"import duckdb; duckdb.sql({FILE.format(rows=rows, path=path)!r})"
        subprocess.run([sys.executable, "-c", make], check=True)
        counted = set()
        print(f"{rows:,} rows of Parquet, {Path(path).stat().st_size / 2**20:.0f} MB")
        for way in WAYS:
            runs = []
            for _ in range(3):
                done = subprocess.run([sys.executable, __file__, way, path], check=True, capture_output=True, text=True)
                runs.append(json.loads(done.stdout))
            wall, processor, memory = (min(run[what] for run in runs) for what in ("wall", "processor", "memory"))
            print(f"{way:<26} {wall:6.2f} s  {processor:6.2f} s of processors  {memory:6.0f} MB")
            if way != "nothing":
                counted.add(json.dumps(runs[0]["counts"]))
        if len(counted) != 1:
            raise SystemExit(f"the ways do not count alike: {counted}")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measured(*sys.argv[1:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
