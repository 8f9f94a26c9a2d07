"""A plugin of dbt-duckdb: every cursor that dbt opens for a model has `icp_score`."""

from __future__ import annotations

from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

import icp
import icp.duckdb


class Plugin(BasePlugin):
    def initialize(self, plugin_config: dict[str, Any]) -> None:
        self.model = icp.Model.from_file(plugin_config["model"])
        self.as_of = plugin_config["as_of"]

    def configure_cursor(self, cursor: Any) -> None:
        # dbt's own handle, whose cursor is DuckDB's.
        icp.duckdb.register(getattr(cursor, "_cursor", cursor), self.model, as_of=self.as_of)
