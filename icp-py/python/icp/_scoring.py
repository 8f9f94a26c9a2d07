"""A model with its options: what travels to where the rows are."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, TypedDict

from icp._icp import Model


class Options(TypedDict, total=False):
    """What `Model.score_frame` takes beside the table, by the same names."""

    as_of: datetime.date | str | None
    columns: dict[str, str] | None
    per_icp: bool
    per_criterion: bool
    verdicts: bool
    bounds: bool
    reasons: bool
    prefix: str | None
    threads: int | None
    on_invalid: Literal["error", "missing"]
    missing_columns: Literal["error", "unknown"]


class Scoring:
    """Scores tables with one model and one set of options. It can be pickled, and is the same day everywhere."""

    def __init__(self, model: Model, options: Options) -> None:
        if not isinstance(model, Model):
            raise TypeError(f"a model is an icp.Model, not `{type(model).__qualname__}`")
        self.model = model
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
        columns: Mapping[str, str] = self.options.get("columns") or {}
        types = {columns.get(one.name, one.name): one.type for one in self.model.attributes if one.formula is None}
        return types if self.day_column is None else {**types, self.day_column: "date"}

    def readable(self) -> list[str]:
        """Every name that a column may have that is read: the attributes' aliases too."""
        columns: Mapping[str, str] = self.options.get("columns") or {}
        names = [
            name
            for one in self.model.attributes
            if one.formula is None
            for name in ([columns[one.name]] if one.name in columns else [one.name, *one.aliases])
        ]
        return list(dict.fromkeys(names if self.day_column is None else [*names, self.day_column]))

    def score(self, table: Any) -> Any:
        """The answers alone, as the same kind of table."""
        return self.model.score_frame(table, keep=False, **self.options)
