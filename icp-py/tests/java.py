"""Spark needs Java."""

from __future__ import annotations

import os
import shutil
import sys

import pytest


def required() -> None:
    """Skips where there is none, aloud; on CI it is a failure."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        if "CI" in os.environ:
            pytest.fail("there is no Java, and CI is set: Spark has to be tested", pytrace=False)
        print("\nskipped: Spark, as there is no Java")
        pytest.skip("no Java for Spark", allow_module_level=True)
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
