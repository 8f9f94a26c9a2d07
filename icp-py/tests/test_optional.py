"""The message when a library is not there."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("library", ["dask", "duckdb", "matplotlib", "polars", "pyspark", "sklearn"])
def test_a_library_that_is_not_there_is_named(library: str) -> None:
    module = {"matplotlib": "plot", "pyspark": "spark"}.get(library, library)
    program = f"import sys; sys.modules['{library}'] = None\nimport icp, icp.{module}"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert f"pip install 'icp-scoring[{module}]'" in ran.stderr.splitlines()[-1]
