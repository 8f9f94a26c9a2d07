#!/usr/bin/env bash
# Daft 0.7.26: a dictionary column of Arrow becomes a column of pickled Python objects.
# Behaviour: `daft.from_arrow` gives a dictionary column (pandas' categories, Polars' enums, words of a Parquet file read by
# pyarrow) the type Python. `to_arrow` then gives an extension column whose values are the pickles of the words.
# Surprise: `to_pydict` shows the words as they were, so nothing is seen before the table is handed on. Nothing warns; the same
# words without the dictionary stay strings.
# Seen: as said.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -q --disable-pip-version-check daft==0.7.26 pyarrow==25.0.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'PY'
import pickle

import daft
import pyarrow as pa

def check(what, got, seen):
    print(f"{what}: {got}")
    if got != seen:
        raise SystemExit(f"changed: {what} was {seen}, now {got}")

tiers = pa.array(["A", "B", "A"])
frame = daft.from_arrow(pa.table({"words": tiers.dictionary_encode(), "plain": tiers}))
check("types", [str(field.dtype) for field in frame.schema()], ["Python", "String"])
check("as a dict", frame.to_pydict(), {"words": ["A", "B", "A"], "plain": ["A", "B", "A"]})
back = frame.to_arrow()
check("plain in Arrow", back["plain"].to_pylist(), ["A", "B", "A"])
words = back["words"].to_pylist()
check("words in Arrow", [type(word).__name__ for word in words], ["bytes", "bytes", "bytes"])
check("unpickled", [pickle.loads(word) for word in words], ["A", "B", "A"])
PY
