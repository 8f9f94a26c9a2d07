"""Runs models as SQL on an engine and compares every column with the answers of this build.

`python tests/languages/sql.py duckdb FILE...`; the files are those of `cargo run -p icp-tests --example sql`.
"""

import json
import sys
from collections import Counter

import duckdb
import pyarrow as pa

TYPES = {
    "number": pa.float64(),
    "text": pa.string(),
    "bool": pa.bool_(),
    "date": pa.string(),
    "set": pa.list_(pa.string()),
}


def table(case):
    """The rows of a case as a table; days become dates."""
    columns = {"row__": pa.array(range(len(case["rows"])), pa.int64())}
    for at, column in enumerate(case["columns"]):
        values = pa.array([row[at] for row in case["rows"]], TYPES[column["kind"]])
        columns[column["name"]] = values.cast(pa.date32()) if column["kind"] == "date" else values
    return pa.table(columns)


class DuckDb:
    def __init__(self):
        self.connection = duckdb.connect()

    def run(self, data, sql):
        self.connection.register("sql_accounts", data)
        found = self.connection.sql(sql).to_arrow_table().to_pylist()
        self.connection.unregister("sql_accounts")
        return found


ENGINES = {"duckdb": DuckDb}


def differences(expected, row):
    for name, value in expected.items():
        got = row[name]
        if got != value or isinstance(got, bool) != isinstance(value, bool):
            yield name, value, got


def main(engine, files):
    engine = ENGINES[engine]()
    models = accounts = said = 0
    refused = Counter()
    wrong = []
    for file in files:
        for line in open(file, encoding="utf-8"):
            case = json.loads(line)
            models += 1
            if "refused" in case:
                refused.update({(one["code"], one["rule"]) for one in case["refused"]})
                continue
            said += 1
            accounts += len(case["rows"])
            try:
                found = engine.run(table(case), case["sql"])
            except Exception as error:  # any engine's own error
                wrong.append((case["name"], "error", str(error)[:300]))
                continue
            found.sort(key=lambda row: row["row__"])
            assert len(found) == len(case["answers"]), case["name"]
            for at, (expected, row) in enumerate(zip(case["answers"], found)):
                for name, value, got in differences(expected, row):
                    wrong.append((case["name"], at, name, value, got))
    print(f"{models} models, {said} said in SQL with {accounts} accounts; {len(wrong)} differences")
    for (code, rule), count in sorted(refused.items(), key=lambda one: -one[1]):
        print(f"  {count} models refused by {code} `{rule}`")
    for one in wrong[:40]:
        print("  differs:", *one)
    if wrong:
        sys.exit(f"{len({one[0] for one in wrong})} models differ")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
