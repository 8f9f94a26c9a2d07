"""Accounts of every kind, and values of every type."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import itertools
import json
import sqlite3
import threading
import types
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd
import pydantic
import pytest

import icp

DOCUMENT = {
    "format": "icp/1",
    "name": "every-type",
    "attributes": {
        "number": {"type": "number"},
        "text": {"type": "text", "aliases": ["Text", "the text"]},
        "flag": {"type": "bool"},
        "day": {"type": "date"},
        "items": {"type": "set"},
        "events": {"type": "events"},
    },
    "icps": [
        {
            "id": "all",
            "fit": {
                "criteria": [
                    {"id": "number", "fit": {"number": {"is": 5}}},
                    {"id": "text", "fit": {"text": "SaaS"}},
                    {"id": "flag", "fit": {"flag": True}},
                    {"id": "day", "fit": {"day": {"is": "2026-08-31"}}},
                    {"id": "items", "fit": {"items": {"has_all": ["a", "b"]}}},
                    {"id": "events", "fit": {"events": {"happened": {"event": "demo", "at_least": 2}}}},
                ],
                "tiers": [{"id": "A", "from": 50}, {"id": "B"}],
            },
        }
    ],
}
MODEL = icp.Model.from_dict(DOCUMENT)
AS_OF = "2026-11-21"


def status(name: str, value: Any) -> str:
    return MODEL.score({name: value}, AS_OF).criteria[name].status


def refused(name: str, value: Any) -> icp.AccountError:
    with pytest.raises(icp.AccountError) as caught:
        MODEL.score({name: value}, AS_OF)
    assert (caught.value.code, caught.value.attribute) == ("account.value", name)
    issue = MODEL.score({name: value}, AS_OF, on_invalid="missing").issues[0]
    assert issue == icp.IssueNote(name, caught.value.expected, caught.value.found, str(caught.value))
    return caught.value


class Number(enum.Enum):
    FIVE = 5


class Word(str, enum.Enum):
    SAAS = "SaaS"


class Plain(enum.StrEnum):
    SAAS = "saas"


class Whole(int):
    """An integer of another class."""


class Letters(str):
    """A text of another class."""


UTC = datetime.timezone.utc
EAST = datetime.timezone(datetime.timedelta(hours=9))

TAKEN: list[tuple[str, Any]] = [
    ("number", 5),
    ("number", 5.0),
    ("number", "5"),
    ("number", Whole(5)),
    ("number", Number.FIVE),
    ("number", decimal.Decimal("5.00")),
    ("number", np.int8(5)),
    ("number", np.uint64(5)),
    ("number", np.float16(5)),
    ("number", np.float64(5)),
    ("number", np.array(5)),
    ("text", " saas "),
    ("text", Letters("SaaS")),
    ("text", Word.SAAS),
    ("text", Plain.SAAS),
    ("text", np.str_("SaaS")),
    ("flag", True),
    ("flag", "yes"),
    ("flag", np.bool_(True)),
    ("day", datetime.date(2026, 8, 31)),
    ("day", datetime.datetime(2026, 8, 31, 23, 59)),
    ("day", datetime.datetime(2026, 8, 31, 23, 59, tzinfo=UTC)),
    ("day", datetime.datetime(2026, 8, 31, 0, 1, tzinfo=EAST)),
    ("day", "2026-08-31"),
    ("day", "2026-08-31T23:30:00-08:00"),
    ("day", pd.Timestamp("2026-08-31 12:00")),
    ("day", pd.Timestamp("2026-08-31 23:30", tz="America/Los_Angeles")),
    ("day", np.datetime64("2026-08-31")),
    ("day", np.datetime64("2026-08-31T12:00:00", "ns")),
    ("items", ["a", "b", "c"]),
    ("items", ("a", "b")),
    ("items", {"a", "b"}),
    ("items", frozenset({"a", "b"})),
    ("items", ["a", None, Letters("b"), float("nan"), pd.NA]),
    ("items", np.array(["a", "b"])),
    ("items", np.array(["a", "b", None], dtype=object)),
    ("items", pd.Series(["a", "b"])),
    ("items", "a; b"),
    ("events", [{"event": "demo", "on": "2026-09-01", "count": 2}]),
    ("events", ({"event": "demo", "on": datetime.date(2026, 9, 1)}, {"event": "demo", "on": pd.Timestamp("2026-09-02")})),
    ("events", [{"event": "demo", "on": np.datetime64("2026-09-01"), "count": np.int64(2), "by": object()}]),
    ("events", np.array([{"event": "demo", "on": "2026-09-01", "count": 2.0}, None])),
    ("events", '[{"event": "demo", "on": "2026-09-01", "count": 2}]'),
]


@pytest.mark.parametrize(("name", "value"), TAKEN, ids=repr)
def test_what_is_taken(name: str, value: Any) -> None:
    assert status(name, value) == "fit"


MISSING = [None, float("nan"), np.nan, np.float32("nan"), pd.NA, pd.NaT, np.datetime64("NaT"), "", " \t", decimal.Decimal("NaN")]


@pytest.mark.parametrize("value", MISSING, ids=repr)
@pytest.mark.parametrize("name", [one.name for one in MODEL.attributes])
def test_what_is_missing(name: str, value: Any) -> None:
    assert status(name, value) == "unknown"


def generator() -> Iterator[str]:
    yield "a"


REFUSED: list[tuple[str, Any, str]] = [
    ("number", True, "true"),
    ("number", np.bool_(False), "false"),
    ("number", "1,200", "text `1,200`"),
    ("number", float("inf"), "inf"),
    ("number", 2**53 + 1, "9007199254740993"),
    ("number", 10**30, "1" + "0" * 30),
    ("number", 10**60, "an integer of more than 128 bits"),
    ("number", decimal.Decimal("9007199254740993"), "9007199254740993"),
    ("number", decimal.Decimal("9007199254740993.0"), "9007199254740993"),
    ("number", decimal.Decimal("9007199254740994"), "9007199254740994"),
    ("number", decimal.Decimal("1e999"), "a Decimal that no float can hold"),
    ("number", decimal.Decimal("sNaN1"), None),
    ("number", fractions.Fraction(1, 2), "a value of type `fractions.Fraction`"),
    ("number", 5 + 0j, "a value of type `complex`"),
    ("number", np.complex128(5), "a value of type `complex`"),
    ("number", b"5", "a value of type `bytes`"),
    ("number", np.longdouble(5), "a value of type `numpy.longdouble`"),
    ("number", [5], "a list"),
    ("number", {"a": 5}, "an object"),
    ("number", datetime.date(2026, 8, 31), "the date 2026-08-31"),
    ("text", 5, "the number 5"),
    ("text", b"SaaS", "a value of type `bytes`"),
    ("text", "\ud800", "text with half of a surrogate pair"),
    ("text", uuid.UUID(int=5), "a value of type `uuid.UUID`"),
    ("text", object(), "a value of type `object`"),
    ("text", print, "a value of type `builtin_function_or_method`"),
    ("flag", 1, "the number 1"),
    ("flag", np.int64(0), "the number 0"),
    ("day", 20260831, "the number 20260831"),
    ("day", datetime.time(1), "a value of type `datetime.time`"),
    ("day", datetime.timedelta(1), "a value of type `datetime.timedelta`"),
    ("day", np.timedelta64(1, "D"), "a value of type `datetime.timedelta`"),
    ("day", pd.Period("2026-08"), None),
    ("items", generator(), "a value of type `generator`"),
    ("items", [1], None),
    ("items", np.array([1, 2]), None),
    ("items", [["a"]], "a list in it"),
    ("items", {"a": "b"}, "an object"),
    ("items", ["a", b"b"], "a value of type `bytes` in it"),
    ("events", [5], "a number in it"),
    ("events", [{"event": "demo"}], "an event without `on`"),
    ("events", {"event": "demo", "on": "2026-09-01"}, "an object"),
]


@pytest.mark.parametrize(("name", "value", "found"), REFUSED, ids=repr)
def test_what_is_refused(name: str, value: Any, found: str | None) -> None:
    if isinstance(value, decimal.Decimal) and value.is_snan():
        assert status(name, value) == "unknown"
        return
    error = refused(name, value)
    assert found is None or error.found == found


def test_zero_false_and_empty_are_known() -> None:
    for name, value in (("number", 0), ("number", -0.0), ("flag", False), ("items", []), ("items", set()), ("events", [])):
        assert status(name, value) == "none"


def test_the_order_of_a_set_has_no_meaning() -> None:
    items = ["b", "A", "a ", "c", "x"]

    def answer(given: Any) -> str:
        assessment = MODEL.score({"items": given}, AS_OF).to_dict()
        for icp_answer in assessment["icps"]:
            for criterion in icp_answer["criteria"]:
                # The items that were read stand here in the order of the account.
                del criterion["inputs"]
        return json.dumps(assessment)

    assert {answer(list(order)) for order in itertools.permutations(items)} == {answer(set(items))}
    # A set is told in one order, whatever its own.
    whole = MODEL.score({"items": sorted(items)}, AS_OF).to_json()
    assert whole == MODEL.score({"items": set(items)}, AS_OF).to_json() == MODEL.score({"items": frozenset(items)}, AS_OF).to_json()


FULL: dict[str, Any] = {"number": 5, "Text": "SaaS", "flag": True, "day": datetime.date(2026, 8, 31), "items": {"a", "b"}}
SCORE = 83.333333


@dataclasses.dataclass
class Lead:
    number: int
    text: str
    flag: bool
    day: datetime.date
    items: set[str]
    other: object = None
    shared: ClassVar[object] = object()


@dataclasses.dataclass(slots=True, frozen=True)
class Slotted:
    number: int = 5


class Row(NamedTuple):
    number: int
    text: str


class Pydantic(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")
    number: int
    text: str | None = None

    @pydantic.computed_field  # type: ignore[prop-decorator]
    @property
    def flag(self) -> bool:
        return True


class Custom(Mapping[str, Any]):
    def __init__(self, of: dict[str, Any]) -> None:
        self._of = of

    def __getitem__(self, key: str) -> Any:
        return self._of[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return 10**6  # nobody asks


def test_kinds_of_accounts() -> None:
    lead = Lead(5, "SaaS", True, datetime.date(2026, 8, 31), {"a", "b"}, object())
    same = [
        FULL,
        collections.OrderedDict(FULL),
        collections.defaultdict(list, FULL),
        types.MappingProxyType(FULL),
        Custom(FULL),
        collections.ChainMap(FULL),
        lead,
        pd.Series(FULL),
        Pydantic(number=5, text="SaaS", day="2026-08-31", items=["a", "b"]),  # type: ignore[call-arg]
    ]
    for account in same:
        assert MODEL.score(account, AS_OF).score == SCORE, account
    assert MODEL.score(Slotted(), AS_OF).criteria["number"].status == "fit"
    assert MODEL.score(Row(5, "SaaS"), AS_OF).criteria["text"].status == "fit"
    frame = pd.DataFrame([FULL])
    assert MODEL.score(next(frame.itertuples()), AS_OF).score == SCORE
    assert MODEL.score(frame.iloc[0], AS_OF).score == SCORE
    with sqlite3.connect(":memory:") as database:
        database.row_factory = sqlite3.Row
        row = database.execute("select 5 as number, 'SaaS' as text, null as flag").fetchone()
    database.close()
    assert MODEL.score(row, AS_OF).criteria["text"].status == "fit"


@pytest.mark.parametrize("account", [None, 5, "text", b"{}", [("number", 5)], (1, 2), {1, 2}, object(), Lead, MODEL], ids=repr)
def test_what_is_no_account(account: Any) -> None:
    with pytest.raises(icp.AccountError) as caught:
        MODEL.score(account, AS_OF)
    assert (caught.value.code, caught.value.attribute) == ("account.shape", None)
    assert caught.value.expected == "an object of attribute names and values"


@pytest.mark.parametrize("key", [5, None, ("number",), b"number"])
def test_keys_are_texts(key: Any) -> None:
    with pytest.raises(icp.AccountError, match="keys that are texts, found a key of type") as caught:
        MODEL.score({"number": 5, key: 1}, AS_OF)
    assert caught.value.code == "account.shape"


def test_keys_that_nobody_asks_for_are_passed_over() -> None:
    endless: dict[str, Any] = {"number": 5, "\ud800": 1, "other": object(), "Number": "x"}
    endless["self"] = endless
    assert MODEL.score(endless, AS_OF).score == 16.666667


def test_an_alias_counts_when_the_name_is_missing() -> None:
    assert MODEL.score({"the text": "SaaS", "text": None}, AS_OF).criteria["text"].status == "fit"
    assert MODEL.score({"Text": "no", "the text": "SaaS"}, AS_OF).criteria["text"].status == "none"


def test_what_is_endless_or_deep_ends() -> None:
    endless: list[Any] = ["a"]
    endless.append(endless)
    deep: Any = "a"
    for _ in range(100_000):
        deep = [deep]
    for value in (endless, deep):
        assert refused("items", value).found == "a list in it"
    ring: dict[str, Any] = {"event": "demo", "on": "2026-09-01", "count": 2}
    ring["more"] = [ring]
    assert status("events", [ring]) == "fit"
    while isinstance(deep, list):
        deep = deep[0]


def test_limits() -> None:
    for value in ("x" * 65_537, ["x" * 65_537], ["x"] * 10_001):
        with pytest.raises(icp.AccountError, match="at most") as caught:
            MODEL.score({"items": value}, AS_OF)
        assert (caught.value.code, caught.value.attribute) == ("account.limit", "items")
    assert status("items", ["x" * 65_536] + ["x"] * 9_999) == "none"


class Boom(enum.Enum):
    A = 1

    @property
    def value(self) -> Any:  # type: ignore[override]
        raise KeyboardInterrupt


class Growing(datetime.date):
    """Changes the record while it is read."""

    of: dict[str, Any] = {}

    @property
    def year(self) -> int:  # type: ignore[override]
        self.of.update({f"more {n}": n for n in range(1_000)})
        self.of.pop("text", None)
        return 2026


class Again(datetime.date):
    """Scores with the same model while it is read."""

    @property
    def year(self) -> int:  # type: ignore[override]
        assert MODEL.score(FULL, AS_OF).score == SCORE
        return 2026


def test_what_a_value_raises_is_raised() -> None:
    with pytest.raises(KeyboardInterrupt):
        MODEL.score({"number": Boom.A}, AS_OF)
    assert MODEL.score(FULL, AS_OF).score == SCORE


def test_a_record_that_changes_while_it_is_read() -> None:
    record: dict[str, Any] = {"day": Growing(2026, 8, 31), "text": "SaaS", "number": 5}
    Growing.of = record
    assert MODEL.score(record, AS_OF).score == 50.0
    assert len(record) > 1_000


def test_scoring_inside_of_scoring() -> None:
    assert MODEL.score({**FULL, "day": Again(2026, 8, 31)}, AS_OF).score == SCORE


def test_a_record_is_never_written_to() -> None:
    record = dict(FULL)
    MODEL.score(record, AS_OF)
    assert record == FULL


def test_threads() -> None:
    wanted = [MODEL.score({**FULL, "number": n}, AS_OF).to_json() for n in range(8)]
    wrong: list[int] = []

    def work(seed: int) -> None:
        for n in itertools.islice(itertools.cycle(range(8)), seed, seed + 200):
            if MODEL.score({**FULL, "number": n}, AS_OF).to_json() != wanted[n]:
                wrong.append(n)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_dates_of_judgement() -> None:
    days = [datetime.date(2026, 11, 21), datetime.datetime(2026, 11, 21, 23, tzinfo=EAST), AS_OF, pd.Timestamp(AS_OF)]
    assert {MODEL.score({}, day).as_of for day in days} == {datetime.date(2026, 11, 21)}
    before = datetime.date.today()
    assert before <= MODEL.score({}).as_of <= datetime.date.today()


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "", pd.NaT])
def test_days_that_are_none(day: Any) -> None:
    with pytest.raises(ValueError, match="as_of"):
        MODEL.score({}, day)


@pytest.mark.parametrize("day", [5, 2026.5, object(), ["2026-11-21"]])
def test_what_is_no_day(day: Any) -> None:
    with pytest.raises(TypeError, match="as_of"):
        MODEL.score({}, day)


def test_on_invalid_is_one_of_two_words() -> None:
    with pytest.raises(ValueError, match="`skip`"):
        MODEL.score({}, AS_OF, on_invalid="skip")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        MODEL.score({}, AS_OF, "missing")  # type: ignore[misc]


def test_fields_that_lost_their_names_are_told() -> None:
    text = """
        {{format: icp/1, name: n, attributes: {{staff: {{type: number}}, {name}: {{type: number, aliases: [{alias}]}}}},
        icps: [{{id: i, fit: {{criteria: [{{id: c, fit: {{staff: 5}}}}, {{id: d, fit: {{{name}: 1}}}}], tiers: [{{id: A}}]}}}}]}}"""
    row: Any = next(pd.DataFrame({"staff": [5], "emp.var.rate": [1]}).itertuples())
    assert row._fields == ("Index", "staff", "_2")
    for name, alias, lost in (("rate", "emp.var.rate", "emp.var.rate"), ("class", "kind", "class"), ("_rate", "kind", "_rate")):
        model = icp.Model.from_yaml(text.format(name=name, alias=alias))
        with pytest.raises(TypeError, match=rf"field `_2` .* the model reads `{lost}`: pass a dict"):
            model.score(row)
    # Where the model reads no such name, nothing is lost.
    assert icp.Model.from_yaml(text.format(name="rate", alias="change")).score(row).score == 50.0


NESTED = icp.Model.from_yaml("""
format: icp/1
name: nested
attributes: {staff: {type: number, aliases: [properties.numberofemployees, a.b.c.d]}}
icps: [{id: i, fit: {criteria: [{id: c, fit: {staff: {gte: 50}}}], tiers: [{id: A}]}}]
""")


@dataclasses.dataclass
class Properties:
    numberofemployees: Any
    website: Any = None


class Sites(pydantic.BaseModel):
    numberofemployees: int


def test_paths_lead_into_objects_of_every_kind() -> None:
    class Loud:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError(name)

    row = sqlite3.connect(":memory:")
    row.row_factory = sqlite3.Row
    accounts: list[Any] = [
        {"properties": {"numberofemployees": "60", "website": Loud()}},
        {"properties": types.MappingProxyType({"numberofemployees": 60, 5: 5})},
        {"properties": Properties(60, Loud())},
        {"properties": Sites(numberofemployees=60)},
        {"properties": row.execute("select 60 as numberofemployees").fetchone()},
        {"a": {"b": {"c": {"d": 60, "e": Loud()}}}},
        {"properties.numberofemployees": 60},
        types.MappingProxyType({"properties": {"numberofemployees": 60}}),
    ]
    assert [NESTED.score(account, AS_OF).score for account in accounts] == [100.0] * len(accounts)
    for nothing in ({"properties": [{"numberofemployees": 60}]}, {"properties": "x"}, {"properties": None}, {"a": {"b": 5}}):
        assert NESTED.score(nothing, AS_OF).score is None
    with pytest.raises(icp.AccountError, match="staff"):
        NESTED.score({"properties": {"numberofemployees": {"value": 60}}}, AS_OF)


def test_paths_lead_into_columns() -> None:
    objects: list[Any] = [{"numberofemployees": 60}, {"numberofemployees": 5, "x": {1, 2}}, None, float("nan")]
    for frame in (
        pd.DataFrame({"properties": objects}),
        pd.DataFrame({"properties": [*objects[:1], {"numberofemployees": "5"}, {}, {"numberofemployees": " "}]}),
    ):
        scored = NESTED.score_frame(frame, as_of=AS_OF)
        assert scored["score"].tolist()[:2] == [100.0, 0.0]
        assert scored["score"].isna().tolist() == [False, False, True, True]
