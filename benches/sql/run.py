"""How long a million accounts take in DuckDB: the exported SELECT, the one that was written by hand, and the library's own columns.

    icp export benches/task/model.yaml --to sql --dialect duckdb --as-of 2026-11-21 --keep id -o target/sql-task.sql
    .venv/bin/python benches/sql/run.py target/sql-task.sql [ROWS]

The ways take turns, one thread each, and the least processor time of each is shown. First every column of both queries is compared,
and a difference ends it.
"""

import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa

ROUNDS = 5
HERE = Path(__file__).parent

# Values of the measured task, with one of seven missing, and the same in every run.
TABLE = """
CREATE TABLE accounts AS
WITH dice AS (
  SELECT range AS id, CAST(hash(range * 12 + 0) >> 2 AS BIGINT) AS a, CAST(hash(range * 12 + 1) >> 2 AS BIGINT) AS b, CAST(hash(range * 12 + 2) >> 2 AS BIGINT) AS c, CAST(hash(range * 12 + 3) >> 2 AS BIGINT) AS d,
    CAST(hash(range * 12 + 4) >> 2 AS BIGINT) AS e, CAST(hash(range * 12 + 5) >> 2 AS BIGINT) AS f, CAST(hash(range * 12 + 6) >> 2 AS BIGINT) AS g, CAST(hash(range * 12 + 7) >> 2 AS BIGINT) AS h,
    CAST(hash(range * 12 + 8) >> 2 AS BIGINT) AS i, CAST(hash(range * 12 + 9) >> 2 AS BIGINT) AS j, CAST(hash(range * 12 + 10) >> 2 AS BIGINT) AS k, CAST(hash(range * 12 + 11) >> 2 AS BIGINT) AS l
  FROM range({rows})
)
SELECT
  id,
  CASE WHEN a % 7 > 0 THEN ['SaaS', 'fintech', 'ecommerce', 'media', 'agency', 'healthcare', 'Logistics', 'mining'][1 + a // 7 % 8] END AS industry,
  CASE WHEN b % 7 > 0 THEN ['US', 'CA', 'GB', 'DE', 'FR', 'NL', 'JP', 'us'][1 + b // 7 % 8] END AS country,
  CASE WHEN c % 7 > 0 THEN ['pre-seed', 'Seed', 'series a', 'Series B', 'series c'][1 + c // 7 % 5] END AS stage,
  CASE WHEN d % 7 > 0 THEN ['VP Sales', 'CRO', 'head of revenue', 'cfo', 'cto'][1 + d // 7 % 5] END AS buyer,
  CASE WHEN e % 7 > 0 THEN CAST(floor(exp(e // 7 % 1000 / 100.0)) AS DOUBLE) END AS employees,
  CASE WHEN f % 7 > 0 THEN CAST(f // 7 % 60000 * 1000 AS DOUBLE) END AS arr,
  CASE WHEN g % 7 > 0 THEN CAST(g // 7 % 120 - 20 AS DOUBLE) END AS growth,
  CASE WHEN h % 7 > 0 THEN CAST(h // 7 % 100 AS DOUBLE) END AS sales_team,
  CASE WHEN i % 7 > 0 THEN i // 7 % 2 = 0 END AS cs_team,
  CASE WHEN j % 7 > 0 THEN j // 7 % 5 = 0 END AS regulated,
  CASE WHEN k % 7 > 0 THEN list_filter(['HubSpot', 'Amplitude', 'Mixpanel', 'Salesforce', 'Dynamics', 'Stripe', 'Segment', 'Notion'],
    lambda item, place: (k >> (3 + place)) % 2 = 1) END AS tools,
  CASE WHEN l % 7 > 0 THEN list_filter(['churn', 'onboarding', 'manual reporting', 'slow sales', 'forecasting'],
    lambda item, place: (l >> (3 + place)) % 2 = 1) END AS pains
FROM dice
"""


def spent(run):
    start = time.process_time()
    result = run()
    return time.process_time() - start, result


def main(exported, rows):
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    connection.execute(TABLE.replace("{rows}", str(rows)))
    queries = {"exported": Path(exported).read_text(), "by hand": (HERE / "hand.sql").read_text()}
    found = {name: connection.sql(text).to_arrow_table().sort_by("id") for name, text in queries.items()}
    ours, theirs = found["exported"], found["by hand"]
    names = [name for name in theirs.column_names if name in ours.column_names]
    for name in names:
        if not ours[name].combine_chunks().equals(theirs[name].cast(ours[name].type).combine_chunks()):
            sys.exit(f"the column {name} differs")
    left = sorted(set(ours.column_names) ^ set(names))
    print(f"{rows} accounts, the columns {', '.join(names)} are the same" + (f"; only on one side: {left}" if left else ""))
    ways = {name: lambda text=text: connection.sql(text).to_arrow_table() for name, text in queries.items()}
    try:
        import icp

        model = icp.Model.from_file(HERE.parent / "task" / "model.yaml")
        table = connection.table("accounts").to_arrow_table()
        ways["the library's columns"] = lambda: pa.table(model.score_frame(table, as_of="2026-11-21", keep=False, threads=1))
    except ImportError:
        print("without the package `icp` the library's own columns are not measured")
    least = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, run in ways.items():
            least[name] = min(least[name], spent(run)[0])
    for name, seconds in least.items():
        print(f"{name:24} {seconds:7.3f} s of processor time, {seconds / least['by hand']:5.2f} times that by hand")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
