"""Runs models as SQL on an engine and compares every column with the answers of this build.

`python tests/languages/sql.py duckdb FILE...`; the files are those of `cargo run -p icp-tests --example sql` for that dialect.
`postgres` needs the programs of a server of PostgreSQL, and starts one of its own; `spark` needs Java. `bigquery` and `snowflake` run
nowhere but at their makers: `sqlglot` reads their SQL and writes it for DuckDB, which runs it.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
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


class Postgres:
    """A server in a folder of its own, spoken to through a socket by `psql`."""

    TYPES = {"number": "float8", "text": "text", "bool": "boolean", "date": "date", "set": "text[]"}

    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin")) + [os.path.dirname(shutil.which("initdb") or "")]
        self.programs = found[-1] or found[0]
        self.folder = tempfile.mkdtemp(prefix="icp-sql-")
        if os.geteuid() == 0:
            # It does not run as root.
            shutil.chown(self.folder, "nobody")
        data = os.path.join(self.folder, "data")
        self.server(f"initdb -D {data} -A trust -U postgres --locale=C.UTF-8 -E UTF8")
        self.server(f"pg_ctl -D {data} -o '-h \"\" -k {self.folder}' -l {self.folder}/log -w start")

    def server(self, line):
        line = os.path.join(self.programs, line) + " > /dev/null"
        as_nobody = ["su", "-s", "/bin/sh", "nobody", "-c", line]
        subprocess.run(as_nobody if os.geteuid() == 0 else ["sh", "-c", line], check=True)

    def close(self):
        self.server(f"pg_ctl -D {self.folder}/data -m fast stop")
        shutil.rmtree(self.folder)

    def run(self, data, sql):
        def literal(kind, value):
            if value is None:
                return "NULL"
            quoted = "'" + str(value).replace("'", "''") + "'"
            if kind == "set":
                items = ", ".join(literal("text", item) for item in value)
                return f"ARRAY[{items}]::text[]"
            return f"{quoted}::{self.TYPES[kind]}" if kind != "number" else f"'{value!r}'::float8"

        names = {str(kind): name for name, kind in TYPES.items() if name != "date"} | {"date32[day]": "date"}
        kinds = [names[str(field.type)] if field.name != "row__" else "number" for field in data.schema]
        columns = [f'"{field.name}" {self.TYPES[kind]}' for field, kind in zip(data.schema, kinds)]
        rows = [
            "(" + ", ".join(literal(kind, value) for kind, value in zip(kinds, row.values())) + ")"
            for row in data.to_pylist()
        ]
        text = f"CREATE TEMP TABLE sql_accounts ({', '.join(columns)});\n"
        if rows:
            text += f"INSERT INTO sql_accounts VALUES {', '.join(rows)};\n"
        text += f"SELECT row_to_json(answers) FROM (\n{sql}) AS answers;\n"
        line = ["psql", "-h", self.folder, "-U", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1"]
        done = subprocess.run(line, input=text, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]


class Spark:
    def __init__(self):
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
        self.session = builder.config("spark.log.level", "OFF").config("spark.sql.shuffle.partitions", "1").getOrCreate()

    def run(self, data, sql):
        self.session.createDataFrame(data).createOrReplaceTempView("sql_accounts")
        return [row.asDict() for row in self.session.sql(sql).collect()]


class Transpiled(DuckDb):
    """SQL of a dialect that no engine here runs: read by sqlglot, and written for DuckDB."""

    def __init__(self, dialect):
        super().__init__()
        self.dialect = dialect

    def run(self, data, sql):
        import sqlglot
        from sqlglot import exp

        tree = sqlglot.parse_one(sql, read=self.dialect)
        # sqlglot 30.30 writes `a OR b` for this without brackets, and DuckDB's `octet_length` takes no text.
        for node in list(tree.find_all(exp.ArrayOverlaps)):
            node.replace(exp.paren(node.copy()))
        for node in list(tree.find_all(exp.ByteLength)):
            node.replace(exp.func("strlen", node.this.copy()))
        return super().run(data, tree.sql(dialect="duckdb"))


ENGINES = {
    "duckdb": DuckDb,
    "postgres": Postgres,
    "spark": Spark,
    "bigquery": lambda: Transpiled("bigquery"),
    "snowflake": lambda: Transpiled("snowflake"),
}

# PostgreSQL ends a query with an error where a product or a quotient leaves the range of its numbers; others give infinity or 0.
RAISED = {"postgres": "value out of range"}


def has_server():
    return bool(glob.glob("/usr/lib/postgresql/*/bin/initdb") or shutil.which("initdb"))


def differences(expected, row):
    for name, value in expected.items():
        got = row[name]
        if got != value or isinstance(got, bool) != isinstance(value, bool):
            yield name, value, got


def main(name, files):
    if name == "postgres" and not has_server():
        print("no server of PostgreSQL is installed (Debian: apt-get install postgresql), so nothing was run on it")
        return
    engine = ENGINES[name]()
    raised = []
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
                if name in RAISED and RAISED[name] in str(error):
                    raised.append(case["name"])
                    continue
                wrong.append((case["name"], "error", str(error)[:300]))
                continue
            found.sort(key=lambda row: row["row__"])
            assert len(found) == len(case["answers"]), case["name"]
            for at, (expected, row) in enumerate(zip(case["answers"], found)):
                for name, value, got in differences(expected, row):
                    wrong.append((case["name"], at, name, value, got))
    if hasattr(engine, "close"):
        engine.close()
    print(f"{name}: {models} models, {said} said in SQL with {accounts} accounts; {len(wrong)} differences")
    for one in raised:
        print(f"  an error of the engine, as docs/sql.md says: {one}")
    for (code, rule), count in sorted(refused.items(), key=lambda one: -one[1]):
        print(f"  {count} models refused by {code} `{rule}`")
    for one in wrong[:40]:
        print("  differs:", *one)
    if wrong:
        sys.exit(f"{len({one[0] for one in wrong})} models differ")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
