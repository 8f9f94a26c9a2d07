"""The sentences that editors show on hovering, taken from the documentation of the core.

    python tests/languages/hovers.py [--write]

The home of a sentence is the doc comment of the Rust item: a field, or a method of the same name. This compares (or writes)
the comments on the types of answers in `icp-js/types/answer.d.ts` and `icp-node/types/index.d.ts`, and the docstrings under
the fields in `icp-py/python/icp/_results.py`. What has no item in Rust keeps the comment that it has. Afterwards nothing may
be without one.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "icp-py" / "python" / "icp" / "_results.py"
SHARED = ROOT / "icp-js" / "types" / "answer.d.ts"
INDEX = ROOT / "icp-js" / "types" / "index.d.ts"
NODE = ROOT / "icp-node" / "types" / "index.d.ts"

# Where a type is called otherwise in Rust, or where its fields come from two types.
OF_RUST = {
    "IcpAssessment": ("IcpAssessment", "CardAssessment"),
    "Attribute": ("AttributeInfo",),
    # Two types of Rust have this name; they are found by their folders.
    "Changes": ("questions.Changes",),
    "ChangesToGoal": ("changes.Changes",),
}
# Types that a language explains itself: what goes in, and what it holds, is its own.
OWN = {"Account", "AccountValue", "Model", "Assessment", "AssessmentData", "Verdicts", "Goal"}
# Sentences that lead to what only Rust has. The language keeps its own.
ONLY_RUST = re.compile(r"`(Scratch|Limits|BatchProblem|BatchError|AssessmentData)\b")
# Fields that are called otherwise in Rust.
FIELDS = {
    ("Attribute", "type"): "kind",
    ("Attribute", "changeable"): "is_changeable",
    ("Adjustment", "from_"): "from",
    ("Change", "from_"): "from",
}


class Rust:
    """First paragraphs of the doc comments of the core's public types, fields and methods."""

    def __init__(self) -> None:
        self.types: dict[str, str] = {}
        self.members: dict[tuple[str, str], str] = {}
        for file in sorted((ROOT / "icp-core" / "src").rglob("*.rs")):
            self._read(file.read_text(encoding="utf-8"), file.parent.name)

    def _read(self, text: str, folder: str) -> None:
        owner, doc = None, []
        for line in text.splitlines():
            bare = line.strip()
            if bare.startswith("///"):
                doc.append(bare[3:].strip())
                continue
            if bare.startswith("#["):
                continue
            if found := re.match(r"pub (?:struct|enum) (\w+)", line):
                owner = found[1]
                if doc:
                    self.types.setdefault(owner, _first(doc))
                    self.types.setdefault(f"{folder}.{owner}", _first(doc))
            elif found := re.match(r"impl(?:<[^>]*>)? (\w+)(?:<[^>]*>)? \{", line):
                owner = found[1]
            elif line == "}":
                owner = None
            elif owner and doc and (found := re.match(r"    pub (?:const )?(?:fn )?(\w+)[:(<]", line)):
                self.members.setdefault((owner, found[1]), _first(doc))
                self.members.setdefault((f"{folder}.{owner}", found[1]), _first(doc))
            doc = []

    def of_type(self, name: str) -> str | None:
        return self.types.get(OF_RUST.get(name, (name,))[0])

    def of_member(self, owner: str, name: str) -> str | None:
        name = FIELDS.get((owner, name), name)
        for one in OF_RUST.get(owner, (owner,)):
            if (one, name) in self.members:
                return self.members[one, name]
        return None


def _first(doc: list[str]) -> str:
    """The first paragraph on one line, links as what they name."""
    text = " ".join("\n".join(doc).split("\n\n")[0].split())
    text = re.sub(r"\[(`[^`]+`)\](?:\([^)]*\))?", r"\1", text)
    return text.replace("::", ".")


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: "_" + found[1].lower(), name)


def in_typescript(text: str) -> str:
    """With the words and the names of the language."""
    method = re.compile(r"(`[A-Z]\w+\.)(\w+)(`)")
    camel = re.compile(r"_(\w)")
    text = method.sub(lambda found: found[1] + camel.sub(lambda one: one[1].upper(), found[2]) + found[3], text)
    return text.replace("`None`", "`null`")


def in_python(text: str) -> str:
    return text.replace("`None`", "None")


def with_typescript(source: str, rust: Rust) -> tuple[str, list[str]]:
    """The declarations with the sentences of Rust, and the members that have none."""
    out: list[str] = []
    without: list[str] = []
    owner = None
    for line in source.splitlines():
        start = re.match(r"(?:export |declare )*(interface|class|type|function|namespace) (\w+)", line)
        inner = re.match(r"  (?:static |readonly )*(\w+)\??(?=[(:])", line) if owner else None
        if start or (inner and inner[1] != "constructor"):
            name = start[2] if start else inner[1] if inner else ""
            at = _comment(out)
            has = at < len(out)
            said = rust.of_type(name) if start else rust.of_member(owner or "", _snake(name))
            if said and has and (ONLY_RUST.search(said) or name in OWN or owner == "Model"):
                said = None
            if said:
                del out[at:]
                out += _typescript(in_typescript(said), "" if start else "  ")
            elif not has:
                without.append(f"{owner}.{name}" if inner else name)
        if start and line.endswith("{"):
            owner = start[2]
        elif line == "}":
            owner = None
        out.append(line)
    return "\n".join(out) + "\n", without


def _comment(lines: list[str]) -> int:
    """Where the comment begins that ends just here; the end if there is none."""
    if not lines or not lines[-1].rstrip().endswith("*/"):
        return len(lines)
    at = len(lines) - 1
    while not lines[at].lstrip().startswith("/**"):
        at -= 1
    return at


def _typescript(text: str, indent: str) -> list[str]:
    if len(text) < 110:
        return [f"{indent}/** {text} */"]
    lines, line = [f"{indent}/**"], ""
    for word in text.split():
        if len(line) + len(word) > 110:
            lines.append(f"{indent} *{line}")
            line = ""
        line += f" {word}"
    return [*lines, f"{indent} *{line}", f"{indent} */"]


def with_python(source: str, rust: Rust) -> tuple[str, list[str]]:
    """The classes with the sentences of Rust under their fields, and the fields that have none."""
    out: list[str] = []
    without: list[str] = []
    lines = source.splitlines()
    owner = None
    at = 0
    while at < len(lines):
        line = lines[at]
        if found := re.match(r"class (\w+)", line):
            owner = found[1]
        elif line and not line.startswith(" "):
            owner = None
        out.append(line)
        at += 1
        field = re.match(r"    (\w+): ", line) if owner else None
        if not field:
            continue
        has = at < len(lines) and lines[at].startswith('    """')
        said = rust.of_member(owner or "", field[1])
        if said and not (has and ONLY_RUST.search(said)):
            quoted = textwrap.wrap(f'"""{in_python(said)}"""', 116)
            out += [f"    {one}" for one in quoted]
            while has:
                # The last line of the old docstring ends with the quotes.
                has = not lines[at].endswith('"""')
                at += 1
        elif not has:
            without.append(f"{owner}.{field[1]}")
    return "\n".join(out) + "\n", without


def checked() -> list[tuple[Path, str, str, list[str]]]:
    """Each file, its text, the text that it ought to have, and what is without a comment."""
    rust = Rust()
    found: list[tuple[Path, str, str, list[str]]] = []
    for file, make in ((SHARED, with_typescript), (INDEX, with_typescript), (NODE, with_typescript), (PYTHON, with_python)):
        text = file.read_text(encoding="utf-8")
        found.append((file, text, *make(text, rust)))
    return found


if __name__ == "__main__":
    failed = False
    for file, text, wanted, without in checked():
        for one in without:
            print(f"{file.relative_to(ROOT)}: {one} has no comment")
        if "--write" in sys.argv:
            file.write_text(wanted, encoding="utf-8")
        elif text != wanted:
            print(f"{file.relative_to(ROOT)}: not as the core says it (--write)")
            failed = True
        failed |= bool(without)
    sys.exit(failed)
