"""Every example in a docstring runs, from the state that the package's own docstring leaves: `icp`, `model`, `answer`."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import icp
import java
import pytest

ROOT = Path(__file__).resolve().parents[2]
PARSER = doctest.DocTestParser()
# Examples that are not run, each with the reason.
SKIPPED: dict[str, str] = {}
if importlib.util.find_spec("ray") is None:
    SKIPPED = dict.fromkeys(["icp.ray", "icp.ray.score"], "Ray is not installed; `hosts/run.py` installs it")

pytestmark = pytest.mark.filterwarnings("ignore::icp.IcpWarning")


def modules() -> Iterator[ModuleType]:
    """All of the package; each module asks for the library that it is for."""
    yield icp
    for module in pkgutil.iter_modules(icp.__path__, "icp."):
        yield importlib.import_module(module.name)


def documented() -> dict[str, str]:
    """Docstrings by name: those of modules, of their classes and functions, and of what is in classes."""
    found: dict[str, str] = {}
    for module in modules():
        found[module.__name__] = module.__doc__ or ""
        for name, value in vars(module).items():
            # Compiled classes say that they are of `icp`, where they are public.
            if inspect.isclass(value) or inspect.isfunction(value):
                if value.__module__ in (module.__name__, "icp"):
                    found[f"{value.__module__}.{value.__qualname__}"] = value.__doc__ or ""
            if inspect.isclass(value) and value.__module__ in (module.__name__, "icp"):
                for inner, member in vars(value).items():
                    doc = getattr(member, "__doc__", None)
                    if isinstance(doc, str) and not inner.startswith("__"):
                        found[f"{value.__module__}.{value.__qualname__}.{inner}"] = doc
    return found


EXAMPLES = {name: doc for name, doc in documented().items() if ">>>" in doc and name != "icp"}


def run(name: str, doc: str, names: dict[str, Any]) -> dict[str, Any]:
    """The names that are there after the examples of a docstring."""
    test = PARSER.get_doctest(doc, names, name, None, None)
    told: list[str] = []
    found = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append, clear_globs=False)
    assert found.failed == 0 and found.attempted > 0, "".join(told)
    return test.globs


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name in SKIPPED:
        pytest.skip(SKIPPED[name])
    folder = tmp_path
    if name.startswith("icp.spark"):
        java.required()
        # Spark reads files from the folder in which its one process was started, also in the tests after this one.
        folder = ROOT
    # Files that an example writes are not kept.
    monkeypatch.chdir(folder)
    if folder is tmp_path:
        Path("model.yaml").write_text(icp.__doc__.split("'''")[1].replace("\n... ", "\n"), encoding="utf-8")
    run(name, EXAMPLES[name], run("icp", icp.__doc__ or "", {}))


def test_the_example_of_the_package_runs() -> None:
    assert {"icp", "model", "answer"} <= run("icp", icp.__doc__ or "", {}).keys()


def test_none_is_skipped_without_a_reason() -> None:
    for name, doc in documented().items():
        assert "+SKIP" not in doc, f"{name}: an example that does not run says why in SKIPPED"
    assert SKIPPED.keys() <= EXAMPLES.keys() and all(SKIPPED.values())
    assert len(EXAMPLES) >= 16, sorted(EXAMPLES)
