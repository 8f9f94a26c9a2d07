"""Tables of libraries that stand above others: pyarrow's datasets, ibis, narwhals, modin and daft.

Each is made a table of a kind that is read as it is, with the columns that are wanted and no others.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeAlias

# Those of some columns that are wanted, in their order.
Wanted: TypeAlias = Callable[[list[str]], list[str]]
# The answers as a table of the kind that was given.
Back: TypeAlias = Callable[[Any], Any]


def known(data: Any, wanted: Wanted) -> tuple[Any, Back]:
    """The table as one that is read as it is, and the way back for its answers."""
    home = type(data).__module__.split(".")
    match home[0].lstrip("_"):
        case "pyarrow":
            if hasattr(data, "scanner"):
                # A scanner gives the columns that it is asked for. Without any it would lose the number of rows.
                names = wanted(list(data.schema.names)) or None
                return data.scanner(columns=names).to_reader(), _same
            if hasattr(data, "projected_schema"):
                return data.to_reader(), _same
        case "ibis":
            if hasattr(data, "to_pyarrow") and hasattr(data, "columns"):
                names = wanted(list(data.columns))
                # All at once: ibis 12 has no batches with DuckDB 2, which lost the method that it calls.
                return (data.select(*names) if names else data).to_pyarrow(), _ibis
        case "narwhals":
            if hasattr(data, "to_native") and hasattr(data, "columns"):
                return _narwhals(data, wanted)
        case "modin":
            if hasattr(data, "modin") and hasattr(data, "columns"):
                names = wanted([name for name in data.columns if isinstance(name, str)])
                return data[names].modin.to_pandas() if names else data.modin.to_pandas(), _modin
        case "daft":
            if hasattr(data, "column_names") and hasattr(data, "to_arrow"):
                names = wanted(list(data.column_names))
                return (data.select(*names) if names else data).to_arrow(), _daft
        case "dask" | "ray" as parted:
            if hasattr(data, "map_partitions") or hasattr(data, "map_batches"):
                raise TypeError(
                    f"the rows of a {parted} table are elsewhere, and each part is scored where it is: "
                    f"icp.{parted}.score(data, model)"
                )
        case _:
            pass
    return data, _same


def _same(answers: Any) -> Any:
    return answers


def _narwhals(data: Any, wanted: Wanted) -> tuple[Any, Back]:
    package: Any = sys.modules["narwhals.stable.v1" if ".stable.v1" in type(data).__module__ else "narwhals"]
    native, back = known(data.to_native(), wanted)
    # What it has no name for, such as a stream, stays as it is.
    return native, lambda answers: package.from_native(back(answers), pass_through=True)


def _modin(answers: Any) -> Any:
    return sys.modules["modin.pandas"].DataFrame(answers)


def _ibis(answers: Any) -> Any:
    return sys.modules["ibis"].memtable(answers)


def _daft(answers: Any) -> Any:
    from icp._table_scorer import plain

    # Daft makes columns with a dictionary columns of Python objects.
    table = sys.modules["pyarrow"].Table.from_arrays(
        [plain(column) for column in answers.columns], names=answers.schema.names
    )
    return sys.modules["daft"].from_arrow(table)


__all__ = ["Back", "Wanted", "known"]
