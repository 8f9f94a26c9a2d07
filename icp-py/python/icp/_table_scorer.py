"""A model with the options of `score_frame`, which can be pickled: Spark, Polars, DuckDB and scikit-learn take it along."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Literal, TypeAlias, TypedDict

from icp._tables import IN_PARTS
from icp._icp import Model
from icp._results import Attribute


# The columns of each criterion.
PerCriterion: TypeAlias = (
    bool
    | Literal["points", "rating", "contribution", "status", "label"]
    | Sequence[Literal["points", "rating", "contribution", "status", "label"]]
    | None
)


# The texts of each row.
Texts: TypeAlias = (
    bool | Literal["reasons", "exclusions", "missing"] | Sequence[Literal["reasons", "exclusions", "missing"]] | None
)


class Options(TypedDict, total=False):
    """The options that `Model.score_frame` takes beside the table, by the same names."""

    as_of: datetime.date | str | None
    columns: dict[str, str] | None
    per_icp: bool
    per_criterion: PerCriterion
    verdicts: bool
    labels: bool
    texts: Texts
    max_text: int
    bounds: bool
    reasons: bool
    qualified: bool
    prefix: str | None
    threads: int | None
    on_invalid: Literal["error", "missing"]
    missing_columns: Literal["error", "unknown"]
    allow_empty_columns: list[str] | None


class TableScorer:
    """Scores tables with one model and one set of options. It can be pickled, and is the same day everywhere."""

    def __init__(self, model: object, options: Options) -> None:
        if not isinstance(model, Model):
            raise TypeError(f"a model is an icp.Model, not `{type(model).__qualname__}`")
        self.model: Model = model
        self.options = options.copy()
        # Today is settled once: rows may be scored on other machines, and after midnight.
        if self.options.get("as_of") is None:
            self.options["as_of"] = datetime.date.today()

    @property
    def day_column(self) -> str | None:
        """The column of the days: what `as_of` is when it is text and no date."""
        day = self.options.get("as_of")
        if not isinstance(day, str):
            return None
        try:
            self.model.score({}, day)
        except ValueError:
            return day
        return None

    def inputs(self) -> dict[str, str]:
        """The types of what is read, in the words of the model, by the names of the columns."""
        columns = self.options.get("columns") or {}
        return self._with_day((columns.get(one.name, one.name), one.type) for one in self._attributes())

    def readable(self) -> dict[str, str]:
        """The same for every name that a column may have: the attributes' aliases too."""
        columns = self.options.get("columns") or {}
        return self._with_day(
            (name, one.type)
            for one in self._attributes()
            for name in ([columns[one.name]] if one.name in columns else [one.name, *one.aliases])
        )

    def _attributes(self) -> list[Attribute]:
        return [one for one in self.model.attributes if one.formula is None]

    def _with_day(self, given: Iterable[tuple[str, str]]) -> dict[str, str]:
        kinds = dict(given)
        if self.day_column is not None:
            kinds[self.day_column] = "date"
        return kinds

    def score(self, table: Any, keep: bool = False) -> Any:
        """The answers, as the same kind of table."""
        # Of any kind of table, which the types of `score_frame` tell apart.
        model: Any = self.model
        # Somebody else cuts the rows into tables, and nobody here sees all of them.
        token = IN_PARTS.set(True)
        try:
            return model.score_frame(table, keep=keep, **self.options)
        finally:
            IN_PARTS.reset(token)


def nothing(kinds: Mapping[str, str | None]) -> Any:
    """A pyarrow table without rows, its columns of the model's types, or of none."""
    pa: Any = import_module("pyarrow")
    event = pa.struct([("event", pa.string()), ("on", pa.date32()), ("count", pa.float64())])
    types = {
        "number": pa.float64(),
        "text": pa.string(),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "set": pa.list_(pa.string()),
        "events": pa.list_(event),
    }
    fields = [(name, pa.null() if kind is None else types[kind]) for name, kind in kinds.items()]
    return pa.schema(fields).empty_table()


def plain(column: Any) -> Any:
    """A column of pyarrow with its words written out."""
    pa: Any = import_module("pyarrow")
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
