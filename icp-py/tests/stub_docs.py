"""The docstrings of the compiled part stand in its stub too, where editors look for them.

    python icp-py/tests/stub_docs.py --write

takes them over from the installed module; a test sees to it that they are the same.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from pathlib import Path

from icp import _icp

STUB = Path(__file__).resolve().parents[1] / "python" / "icp" / "_icp.pyi"


def with_docs(stub: str) -> str:
    """The stub with the docstrings of the module in the place of its own."""
    lines = stub.splitlines()
    edits: list[tuple[int, int, list[str]]] = []
    for node in ast.walk(ast.parse(stub)):
        if isinstance(node, ast.ClassDef):
            owner = getattr(_icp, node.name)
            edits.append(_edit(node, inspect.getdoc(owner), 4))
            functions = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            # Of overloads the last has the docstring.
            last = {one.name: one for one in functions}
            for inner in functions:
                if last[inner.name] is inner and not inner.name.startswith("__"):
                    edits.append(_edit(inner, inspect.getdoc(getattr(owner, inner.name)), 8))
    for start, end, new in sorted(edits, reverse=True):
        lines[start:end] = new
    return "\n".join(lines) + "\n"


def _edit(node: ast.ClassDef | ast.FunctionDef, doc: str | None, indent: int) -> tuple[int, int, list[str]]:
    """Which lines are replaced, and by what. A function's body is its docstring alone."""
    first = node.body[0]
    if not doc:
        return first.lineno - 1, first.lineno - 1, []
    if isinstance(node, ast.FunctionDef) or ast.get_docstring(node) is not None:
        last = node.body[-1] if isinstance(node, ast.FunctionDef) else first
        assert last.end_lineno is not None and first.lineno > node.lineno, node.name
        start, end = first.lineno - 1, last.end_lineno
    else:
        decorators = first.decorator_list if isinstance(first, ast.FunctionDef) else []
        start = end = min([first.lineno, *(one.lineno for one in decorators)]) - 1
    quoted = f'"""{doc}\n"""' if "\n" in doc else f'"""{doc}"""'
    return start, end, textwrap.indent(quoted, " " * indent).splitlines()


if __name__ == "__main__":
    assert sys.argv[1:] == ["--write"], __doc__
    STUB.write_text(with_docs(STUB.read_text(encoding="utf-8")), encoding="utf-8")
