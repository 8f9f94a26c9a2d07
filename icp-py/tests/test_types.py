"""The stub and the sample program."""

from __future__ import annotations

import icp
import stub_docs
import typed_sample


def test_the_stub_has_the_docstrings_of_the_module() -> None:
    stub = stub_docs.STUB.read_text(encoding="utf-8")
    assert stub_docs.with_docs(stub) == stub, "run python icp-py/tests/stub_docs.py --write"


def test_the_sample_program_runs() -> None:
    assert typed_sample.main() == "mid-market: 75.0 (75.0 to 100.0), ['size'], ['country']"
