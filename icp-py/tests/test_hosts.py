"""Tables of libraries that stand above others. Those that are not installed are skipped by name; `hosts/run.py` installs each."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import accounts
import pyarrow as pa
import pyarrow.parquet
import pytest

import icp

ANSWERS = accounts.answers()
EXTRA = "told by nobody"
# What other libraries warn of among themselves is not ours to judge.
pytestmark = [
    pytest.mark.filterwarnings(f"ignore::{kind}")
    for kind in ("DeprecationWarning", "FutureWarning", "PendingDeprecationWarning", "ResourceWarning")
]


def host(name: str) -> Any:
    """A library, or a skip that names it."""
    try:
        # Some warn while they are imported.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module(name)
    except ImportError as error:
        return pytest.skip(f"{name} is not installed: {error}")


def table() -> pa.Table:
    """The accounts, with a column that no rule reads."""
    event = pa.struct([("event", pa.string()), ("on", pa.date32()), ("count", pa.float64())])
    types = [pa.float64(), pa.string(), pa.bool_(), pa.date32(), pa.list_(pa.string()), pa.list_(event)]
    columns = [pa.array(column, kind) for column, kind in zip(zip(*accounts.ROWS, strict=True), types, strict=True)]
    rows = pa.Table.from_arrays(columns, names=accounts.NAMES)
    return rows.append_column(EXTRA, pa.array(range(len(accounts.ROWS))))


def told(answers: pa.Table) -> list[tuple[Any, ...]]:
    return [(row["best"], row["status"], row["score"], row["tier"]) for row in answers.to_pylist()]


def dataset(folder: Path) -> Any:
    pyarrow.parquet.write_table(table(), folder / "a.parquet", row_group_size=3)
    return importlib.import_module("pyarrow.dataset").dataset(folder)


def scanner(folder: Path) -> Any:
    return dataset(folder).scanner(batch_size=2)


def ibis(_: Path) -> Any:
    return host("ibis").memtable(table())


def narwhals(_: Path) -> Any:
    return host("narwhals").from_native(table())


def narwhals_v1(_: Path) -> Any:
    return host("narwhals.stable.v1").from_native(table())


def narwhals_lazy(_: Path) -> Any:
    return host("narwhals").from_native(host("polars").from_arrow(table()).lazy())


def modin(_: Path) -> Any:
    return host("modin.pandas").DataFrame(table().to_pandas())


def daft(_: Path) -> Any:
    return host("daft").from_arrow(table())


def arrow(answers: Any) -> pa.Table:
    """Answers of any kind."""
    for way in ("to_native", "read_all", "to_pyarrow", "to_arrow"):
        if hasattr(answers, way):
            answers = getattr(answers, way)()
    if hasattr(answers, "collect"):
        answers = answers.collect().to_arrow()
    if hasattr(answers, "modin"):
        answers = pa.Table.from_pandas(answers.modin.to_pandas())
    return answers


KINDS: dict[str, tuple[Callable[[Path], Any], str]] = {
    "pyarrow dataset": (dataset, "pyarrow"),
    "pyarrow scanner": (scanner, "pyarrow"),
    "ibis": (ibis, "ibis"),
    "narwhals": (narwhals, "narwhals"),
    "narwhals v1": (narwhals_v1, "narwhals"),
    "narwhals lazy": (narwhals_lazy, "narwhals"),
    "modin": (modin, "modin"),
    "daft": (daft, "daft"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_answers_and_the_same_kind(kind: str, tmp_path: Path) -> None:
    make, package = KINDS[kind]
    given = make(tmp_path)
    found: Any = accounts.MODEL.score_frame(given, as_of=accounts.AS_OF)
    # A dataset is read as a stream, which is pyarrow's too.
    assert type(found).__module__.split(".")[0] == package
    whole = arrow(found)
    assert told(whole) == ANSWERS
    assert whole.column_names[: len(accounts.NAMES) + 1] == [*accounts.NAMES, EXTRA]


@pytest.mark.parametrize("kind", KINDS)
def test_without_its_columns_the_answers_are_alone(kind: str, tmp_path: Path) -> None:
    given = KINDS[kind][0](tmp_path)
    found: Any = accounts.MODEL.score_frame(given, as_of=accounts.AS_OF, keep=False)
    whole = arrow(found)
    assert told(whole) == ANSWERS and EXTRA not in whole.column_names and "country" not in whole.column_names


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_checked_counted_and_begun_from(kind: str, tmp_path: Path) -> None:
    make, _ = KINDS[kind]
    plain = [(one.code, one.message) for one in accounts.MODEL.check_frame(table())]
    assert [(one.code, one.message) for one in accounts.MODEL.check_frame(make(tmp_path))] == plain
    from icp.evidence import report

    counted = report(accounts.MODEL, make(tmp_path), as_of=accounts.AS_OF)
    assert counted.rows == len(ANSWERS)
    assert icp.Model.from_yaml(icp.init(make(tmp_path))).attributes


def test_only_what_is_read_leaves_a_dataset(tmp_path: Path) -> None:
    pads = importlib.import_module("pyarrow.dataset")
    made = table()
    # Bytes that no row group holds: a column that is read would end the scan.
    broken = pa.field("broken", pa.int32())
    pyarrow.parquet.write_table(made.append_column("broken", pa.array(["x"] * made.num_rows)), tmp_path / "a.parquet")
    given = pads.dataset(tmp_path, schema=pa.schema([*made.schema, broken]))
    found = accounts.MODEL.score_frame(given, as_of=accounts.AS_OF, keep=False)
    assert told(found.read_all()) == ANSWERS
    with pytest.raises((pa.ArrowException, ValueError)):
        accounts.MODEL.score_frame(given, as_of=accounts.AS_OF).read_all()


def test_a_table_whose_rows_are_elsewhere_names_the_way() -> None:
    dd = host("dask.dataframe")
    given = dd.from_pandas(frame(), npartitions=2)
    with pytest.raises(TypeError, match=r"icp\.dask\.score\(data, model\)"):
        accounts.MODEL.score_frame(given)


def frame() -> Any:
    """In Arrow's types: of lists as objects dask makes their printed text."""
    return table().to_pandas(types_mapper=host("pandas").ArrowDtype)


@pytest.mark.parametrize("partitions", [1, 3])
@pytest.mark.parametrize("keep", [True, False])
def test_dask(partitions: int, keep: bool) -> None:
    dd = host("dask.dataframe")
    from icp.dask import score

    given = frame()
    scored = score(dd.from_pandas(given, npartitions=partitions), accounts.MODEL, as_of=accounts.AS_OF, keep=keep)
    # What dask expects is what comes.
    found = scored.compute(scheduler="synchronous")
    assert list(scored.columns) == list(found.columns) and dict(scored.dtypes) == dict(found.dtypes)
    assert told(pa.Table.from_pandas(found)) == ANSWERS
    assert (EXTRA in found.columns) is keep
    assert list(found.index) == list(given.index)


def test_dask_counts_what_one_process_counts() -> None:
    dd = host("dask.dataframe")
    import icp.dask
    import icp.evidence

    given = frame()
    given["won"] = [at % 3 == 0 for at in range(len(given))]
    whole = icp.evidence.report(accounts.MODEL, given, outcome="won", as_of=accounts.AS_OF)
    parts = dd.from_pandas(given, npartitions=3)
    counted = icp.dask.report(parts, accounts.MODEL, outcome="won", as_of=accounts.AS_OF)
    assert counted.to_dict() == whole.to_dict()
    with pytest.raises(icp.IcpError, match="employees"):
        icp.dask.score(parts.drop(columns=["employees"]), accounts.MODEL)


def test_ray(tmp_path: Path) -> None:
    ray = host("ray")
    importlib.import_module("ray.data")
    from icp.ray import score

    # Modin may have begun it.
    ray.init(num_cpus=1, include_dashboard=False, logging_level="ERROR", ignore_reinit_error=True)
    try:
        given = ray.data.from_arrow(table())
        kept = score(given, accounts.MODEL, as_of=accounts.AS_OF).to_arrow_refs()
        alone = score(given, accounts.MODEL, as_of=accounts.AS_OF, keep=False).to_arrow_refs()
        kept, alone = (pa.concat_tables(ray.get(refs)) for refs in (kept, alone))
        assert told(kept) == told(alone) == ANSWERS
        assert EXTRA in kept.column_names and EXTRA not in alone.column_names
    finally:
        ray.shutdown()
