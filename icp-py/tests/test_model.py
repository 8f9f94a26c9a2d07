"""Models in and out."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import icp

ROOT = Path(__file__).resolve().parents[2]
ACME = ROOT / "examples" / "models" / "acme-gtm.yaml"


@pytest.fixture(scope="module")
def acme() -> icp.Model:
    return icp.Model.from_file(ACME)


def test_what_a_model_knows_of_itself(acme: icp.Model) -> None:
    assert (acme.name, acme.version, acme.icps) == ("acme-gtm", "2026-10-01", ("mid-market-saas",))
    assert acme.fingerprint.startswith("79b9681ef7ed") and len(acme.fingerprint) == 64
    assert repr(acme) == (
        "<icp.Model 'acme-gtm' version='2026-10-01' icps=('mid-market-saas',) fingerprint=79b9681ef7ed>"
    )
    employees = acme.attributes["employees"]
    assert (employees.name, employees.type, employees.unit) == ("employees", "number", "people")
    assert acme.attributes[0] == acme.attributes[acme.attributes.keys()[0]]


def test_every_form_gives_the_same_model(acme: icp.Model, tmp_path: Path) -> None:
    text = ACME.read_bytes()
    forms = [
        icp.Model.from_yaml(text),
        icp.Model.from_yaml(text.decode()),
        icp.Model.from_yaml(acme.to_yaml()),
        icp.Model.from_json(acme.to_json()),
        icp.Model.from_json(acme.to_json().encode()),
        icp.Model.from_dict(acme.to_dict()),
        pickle.loads(pickle.dumps(acme)),
        copy.copy(acme),
        copy.deepcopy(acme),
    ]
    file = tmp_path / "Größe.json"
    file.write_text(acme.to_json(), encoding="utf-8")
    forms += [icp.Model.from_file(file), icp.Model.from_file(str(file))]
    for form in forms:
        assert form == acme and not form != acme and hash(form) == hash(acme)
        assert form.to_json() == acme.to_json()
    assert json.loads(acme.to_json()) == acme.to_dict()
    assert len({*forms, acme}) == 1


def test_a_model_equals_nothing_else(acme: icp.Model) -> None:
    document = acme.to_dict()
    document["name"] = "other"
    assert icp.Model.from_dict(document) != acme
    assert acme != acme.to_dict() and acme != 5 and acme is not None


def test_a_dict_keeps_its_order(acme: icp.Model) -> None:
    document = acme.to_dict()
    document["attributes"] = dict(reversed(document["attributes"].items()))
    turned = icp.Model.from_dict(document)
    assert [one.name for one in turned.attributes] == [one.name for one in reversed(acme.attributes)]
    assert turned.fingerprint != acme.fingerprint


def test_a_dict_may_hold_what_yaml_readers_make(acme: icp.Model) -> None:
    document = acme.to_dict() | {"reviewed_on": datetime.date(2026, 10, 1)}
    assert icp.Model.from_dict(document).to_dict()["reviewed_on"] == "2026-10-01"


MISTAKES = """format: icp/1
name: demo
attributes: {employees: {type: number}}
icps:
  - id: a
    fit:
      criteria: [{id: size, fit: {employes: {gte: 50}}}]
      tiers: [{id: A}]
      tires: 1
"""


def test_mistakes_are_told_with_their_places() -> None:
    with pytest.raises(icp.ModelError) as caught:
        icp.Model.from_yaml(MISTAKES)
    first, second = caught.value.problems
    assert first == icp.Problem(
        code="unknown_attribute",
        path="icps[0].fit.criteria[0].fit.employes",
        line=7,
        column=35,
        message=first.message,
        help="did you mean `employees`?",
    )
    assert "`employes`" in first.message
    assert (second.code, second.line) == ("unknown_field", 9)
    assert caught.value.more == 0
    assert str(caught.value).startswith("the model has 2 mistakes\n  line 7, column 35: ")
    assert isinstance(caught.value, icp.IcpError) and isinstance(caught.value, ValueError)


def test_a_file_is_named_beside_its_mistakes(tmp_path: Path) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(MISTAKES, encoding="utf-8")
    with pytest.raises(icp.ModelError) as caught:
        icp.Model.from_file(file)
    assert caught.value.__notes__ == [f"in {file}"]


def test_a_dict_has_no_lines() -> None:
    with pytest.raises(icp.ModelError) as caught:
        icp.Model.from_dict({"format": "icp/1", "name": "x", "icps": [], "naem": 1})
    assert [(one.code, one.line, one.column) for one in caught.value.problems] == [
        ("empty", None, None),
        ("unknown_field", None, None),
    ]
    assert "line" not in str(caught.value)


def test_errors_travel() -> None:
    for text, model in ((MISTAKES, None), (None, icp.Model.from_file(ACME))):
        with pytest.raises(icp.IcpError) as caught:
            icp.Model.from_yaml(text) if text else model and model.score({"employees": "many"})
        error = pickle.loads(pickle.dumps(caught.value))
        assert type(error) is type(caught.value) and str(error) == str(caught.value)
        assert vars(error) == vars(caught.value)


@pytest.mark.parametrize("given", [None, 5, Path("x"), ["format: icp/1"], bytearray(b"{}"), object()])
def test_no_text_is_no_text(given: Any) -> None:
    for read in (icp.Model.from_yaml, icp.Model.from_json):
        with pytest.raises(TypeError, match="`str` or `bytes`"):
            read(given)


class Text(str):
    """A text of another class."""


def test_a_text_of_another_class_is_a_text(acme: icp.Model) -> None:
    assert icp.Model.from_json(Text(acme.to_json())) == acme


@pytest.mark.parametrize("args", [(), (None,), (5,), (b"{}",), ("{}",)])
def test_a_model_has_no_constructor(args: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match=r"from_file, from_yaml, from_json or from_dict"):
        icp.Model(*args)


def test_files_that_are_not_there() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        icp.Model.from_file("no such file.yaml")
    assert caught.value.filename == "no such file.yaml"
    with pytest.raises(IsADirectoryError):
        icp.Model.from_file(ROOT)
    with pytest.raises(TypeError):
        icp.Model.from_file(5)  # type: ignore[arg-type]


def test_dicts_that_are_no_documents() -> None:
    endless: dict[str, Any] = {}
    endless["icps"] = [endless]
    with pytest.raises(ValueError, match="[Cc]ircular"):
        icp.Model.from_dict(endless)
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    with pytest.raises(ValueError, match=r"more than 200 levels deep, or is circular, at `a\.a"):
        icp.Model.from_dict(deep)
    while deep:
        deep = deep["a"]  # a deep dict is taken apart by hand
    with pytest.raises(TypeError, match="`set`"):
        icp.Model.from_dict({"icps": {1}})
    with pytest.raises(ValueError):
        icp.Model.from_dict({"icps": float("nan")})
    with pytest.raises(TypeError, match="`list`"):
        icp.Model.from_dict([])  # type: ignore[arg-type]


def test_a_dict_of_some_depth_is_refused_by_its_limit() -> None:
    deep: Any = {}
    for _ in range(40):
        deep = [deep]
    with pytest.raises(icp.ModelError) as caught:
        icp.Model.from_dict({"format": "icp/1", "icps": deep})
    assert "limit.depth" in [one.code for one in caught.value.problems]


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(icp.ModelError) as caught:
        icp.Model.from_yaml(b"name: \xff")
    assert caught.value.problems[0].code == "syntax.encoding"


def test_findings(acme: icp.Model) -> None:
    document = acme.to_dict() | {"reviewed_on": "2025-01-01", "review_every": "90 days"}
    model = icp.Model.from_dict(document)
    assert "review_overdue" in [one.code for one in model.findings(datetime.date(2026, 1, 1))]
    assert "review_overdue" not in [one.code for one in model.findings("2025-01-02")]
    assert model.findings()[0].severity in ("info", "warning")


def score_there(job: tuple[icp.Model, dict[str, Any]]) -> dict[str, Any]:
    model, account = job
    return model.score(account, "2026-10-01").to_dict()


def test_a_model_travels_to_other_processes(acme: icp.Model) -> None:
    accounts: list[dict[str, Any]] = [{"employees": n, "arr": 6_000_000} for n in (5, 300)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(score_there, [(acme, account) for account in accounts]))
    assert found == [acme.score(account, "2026-10-01").to_dict() for account in accounts]


def test_a_panic_is_an_exception() -> None:
    from icp import _icp

    with pytest.raises(icp.InternalError, match="a mistake of this package, please report it: oh no"):
        _icp._panic("oh no")
    assert not issubclass(icp.InternalError, ValueError)


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_importing_brings_nothing_along() -> None:
    heavy = "numpy pandas polars pyarrow pydantic matplotlib sklearn".split()
    out = run(f"import icp, sys; print([one for one in {heavy} if one in sys.modules])")
    assert out == "[]\n"


def test_a_model_at_the_end_of_the_program() -> None:
    program = f"""
import atexit, icp
model = icp.Model.from_file({str(ACME)!r})
answer = model.score({{"employees": 300}})
del model
atexit.register(lambda: print(answer.status))
"""
    assert run(program) == "insufficient_data\n"


def test_a_key_that_json_would_write_in_another_way_is_refused() -> None:
    document: dict[Any, Any] = icp.Model.from_yaml(TABLE).to_dict()
    ratings = document["icps"][0]["fit"]["criteria"][0]["table"]["ratings"]
    for key in (None, float("nan"), 1.0):
        with pytest.raises(TypeError, match=r"a key in `icps\[0\]\..*ratings` is"):
            ratings[key] = 1
            try:
                icp.Model.from_dict(document)
            finally:
                del ratings[key]
    assert icp.Model.from_dict(document) == icp.Model.from_yaml(TABLE)
    with pytest.raises(TypeError, match="a key in the document is `None`"):
        icp.Model.from_dict({None: 1, **document})


TABLE = """
format: icp/1
name: table
attributes: {grade: {type: text}}
icps:
  - id: i
    fit:
      criteria: [{id: g, table: {attribute: grade, ratings: {a: 1, b: 0.5}, otherwise: 0}}]
      tiers: [{id: A}]
"""


def test_what_to_ask_next() -> None:
    model = icp.Model.from_yaml("""
        format: icp/1
        name: demo
        attributes: {country: {type: text}, employees: {type: number}, arr: {type: number}}
        exclusions: [{id: far, reason: no sales there, when: {country: {not_in: [US, CA]}}}]
        icps:
          - id: smb
            fit:
              criteria:
                - {id: size, weight: 3, fit: {employees: {between: [20, 200]}}}
                - {id: revenue, fit: {arr: {gte: 1000000}}}
              tiers: [{id: A, from: 70}, {id: B}]
        """)
    asked = model.next_questions({"country": "US"}, "2026-10-01")
    assert not asked.decided and asked.questions.keys() == ("employees", "arr")
    first = asked.questions["employees"]
    assert (first.matters, first.could_change.status, first.decides[0].icp) == ("decision", ("smb",), "smb")
    assert asked.icps["smb"].tiers == ("A", "B", None)
    assert model.score({"country": "US"}, "2026-10-01").next_questions() == asked
    with pytest.raises(icp.AccountError):
        model.next_questions({"employees": "many"})
    assert model.next_questions({"employees": "many"}, on_invalid="missing").questions.keys()[0] == "employees"
    assert first.between is None
    document = model.to_dict()
    document["attributes"]["employees"]["written"] = {"range": "interval"}
    ranged = icp.Model.from_dict(document)
    assert ranged.next_questions({"employees": "100-300"}).questions["employees"].between == (100.0, 300.0)
    assert ranged.next_questions({"employees": "100+"}).questions["employees"].between == (100.0, None)
    assert [(one.icp, one.lowest, one.highest) for one in model.score_ranges()] == [("smb", 0.0, 100.0)]
