"""Tests the contents of an answer, and how it shows itself."""

from __future__ import annotations

import json
import pickle
from html.parser import HTMLParser
from pathlib import Path

import pytest

import icp

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "examples" / "models"
ACCOUNT = {
    "employees": 320,
    "arr": 3_000_000,
    "country": "USA",
    "industry": "B2B SaaS",
    "tech_stack": {"HubSpot", "Amplitude"},
    "last_round_on": "2026-08-01",
}


@pytest.fixture(scope="module")
def answer() -> icp.Assessment:
    return icp.Model.from_file(MODELS / "acme-gtm.yaml").score(ACCOUNT, "2026-10-01")


def test_the_attributes_speak_of_one_icp(answer: icp.Assessment) -> None:
    one = answer.icps[answer.icp]
    for name in "icp status score tier bounds coverage stage reason verdicts missing".split():
        assert getattr(answer, name) == getattr(one, name), name
    assert answer.criteria == one.criteria
    assert answer.best == answer.icp == "mid-market-saas"
    assert answer.model.name == "acme-gtm"


def test_icps_by_id_and_by_place() -> None:
    model = icp.Model.from_file(ROOT / "benches" / "task" / "model.yaml")
    answer = model.score({"employees": 10}, "2026-10-01")
    assert answer.icps.keys() == model.icps == ("mid-market", "enterprise", "founders")
    assert [one.icp for one in answer.icps] == list(model.icps)
    assert answer.icps["founders"].priority == answer.icps[2].priority == answer.icps[-1].priority == 3
    assert [one.icp for one in answer.icps[1:]] == ["enterprise", "founders"]
    assert "founders" in answer.icps and "nobody" not in answer.icps and len(answer.icps) == 3
    assert answer.icps.get("nobody") is None and answer.icps.get("enterprise") is not None
    assert dict(answer.icps.items())["founders"].icp == "founders"
    with pytest.raises(KeyError, match="nobody"):
        answer.icps["nobody"]
    with pytest.raises(IndexError):
        answer.icps[3]
    # Founders are not excluded; the others are.
    assert (answer.best, answer.icp, answer.status) == (None, "founders", "unqualified")
    tiny = answer.icps["mid-market"].exclusions[0]
    assert tiny.id == "tiny"
    assert (tiny.when, tiny.inputs[0].value) == ("employees is less than 20", 10)
    assert tiny.lift == (icp.Lift("employees", "at least 20"),)
    assert answer.icps["founders"].possible_exclusions[0].missing


def test_the_next_tier_and_near_misses(answer: icp.Assessment) -> None:
    model = icp.Model.from_dict({
        "format": "icp/1",
        "name": "demo",
        "attributes": {"employees": {"type": "number"}, "country": {"type": "text"}, "arr": {"type": "number"}},
        "icps": [
            {
                "id": "smb",
                "fit": {
                    "criteria": [
                        {"id": "size", "weight": 2, "fit": {"employees": {"gte": 20}}},
                        {"id": "home", "fit": {"country": "US"}},
                        {"id": "rich", "fit": {"arr": {"gte": 1_000_000}}},
                    ],
                    "tiers": [{"id": "A", "from": 75}, {"id": "B"}],
                },
            }
        ],
    })
    below = model.score({"employees": 50, "country": "DE"}, "2026-10-01").icps[0]
    assert below.to_next_tier == icp.NextTier("A", 25.0, ("home",), ("rich",))
    assert below.kept_out_by == [icp.KeptOutBy("criterion", "home")]
    top = model.score({"employees": 50, "country": "US"}, "2026-10-01").icps[0]
    assert top.to_next_tier is None and top.kept_out_by == []
    shape = answer.to_dict()["icps"][0]
    assert {"to_next_tier", "kept_out_by"} <= shape.keys()


def test_the_parts_add_up(answer: icp.Assessment) -> None:
    assert answer.score is not None
    total = sum(one.contribution for one in answer.criteria) + answer.icps[0].base
    assert total == pytest.approx(answer.score, abs=1e-5)
    tally = answer.icps[0].tally
    assert sum(tally) == len(answer.criteria)


def test_intent() -> None:
    model = icp.Model.from_file(MODELS / "acme-intent.yaml")
    events = [{"event": name, "on": "2026-09-25", "count": 2} for name in ("demo_request", "pricing_page", "webinar")]
    account = ACCOUNT | {"signals": events, "visits": events, "events": events}
    answer = model.score(account, "2026-10-01")
    intent = answer.icps[0].intent
    assert intent is not None
    shape = answer.to_dict()["icps"][0]["intent"]
    assert (intent.score, intent.tier, list(intent.missing)) == (shape["score"], shape["tier"], shape["missing"])
    assert [one.id for one in intent.criteria] == [one["id"] for one in shape["criteria"]]
    signals = [signal for criterion in intent.criteria for signal in criterion.signals]
    assert all(0 <= signal.left <= 1 and signal.age == 6 for signal in signals)


def test_why_in_values() -> None:
    model = icp.Model.from_dict(
        {
            "format": "icp/1",
            "name": "demo",
            "attributes": {
                "arr": {"type": "number", "unit": "USD", "written": {"prefix": "$", "thousands": ","}},
                "size": {"type": "number", "written": {"range": "interval"}},
                "tools": {"type": "set"},
                "visits": {"type": "events"},
            },
            "icps": [
                {
                    "id": "smb",
                    "fit": {
                        "criteria": [
                            {"id": "money", "weight": 3, "bands": [{"when": {"arr": {"gt": 2_000_000}}, "rating": 1}]},
                            {"id": "people", "fit": {"size": {"between": [20, 200]}}},
                            {"id": "stack", "fit": {"tools": {"has": "HubSpot"}}},
                            {"id": "keen", "fit": {"visits": {"happened": {"event": "demo"}}}},
                        ],
                        "tiers": [{"id": "A", "from": 70}, {"id": "B"}],
                    },
                }
            ],
        }
    )
    visits = [{"event": "Demo", "on": "2026-09-01"}, {"event": "mail", "on": "2026-09-02"}]
    account = {"arr": "$1,900,000", "size": "51-200", "tools": {"HubSpot"}, "visits": visits}
    answer = model.score(account, "2026-10-01")
    money, people, stack, keen = answer.criteria
    assert money.inputs == (icp.InputNote("arr", 1_900_000.0, True, "$1,900,000"),)
    assert (money.wanted, money.contribution, money.max_contribution) == ("more than 2,000,000 USD: all of it", 0.0, 50.0)
    assert money.decisive == icp.Decisive("otherwise", "anything else")
    assert people.inputs[0].value == (51.0, 200.0)
    assert people.decisive == icp.Decisive("fit", "20 to 200")
    assert stack.inputs[0] == ("tools", ("HubSpot",), True, None)
    assert keen.inputs[0].value == (icp.InputEvent("Demo", "2026-09-01", 1.0),)
    empty = model.score({"arr": 5}, "2026-10-01").criteria["stack"]
    assert empty.inputs[0] == ("tools", None, False, None) and empty.decisive is None
    assert model.score({}, "2026-10-01").to_dict()["icps"][0]["criteria"][0]["max_contribution"] is None


def test_shapes(answer: icp.Assessment) -> None:
    assert json.loads(answer.to_json()) == answer.to_dict()
    assert answer.icps[0].to_dict() == answer.to_dict()["icps"][0]
    assert json.dumps(answer.to_dict())
    assert answer.to_dict()["model"]["fingerprint"] == answer.model.fingerprint


def test_words(answer: icp.Assessment) -> None:
    assert str(answer) == answer.explain()
    assert answer.explain().startswith("Fits Mid-market B2B SaaS: ")
    assert "**" in answer.explain_markdown()
    assert repr(answer) == f"<icp.Assessment icp='mid-market-saas' status='qualified' score={answer.score} tier={answer.tier!r}>"
    assert repr(answer.icps[0]).startswith("<icp.IcpAssessment icp='mid-market-saas' ")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_notebook_shows_a_table_with_bars(answer: icp.Assessment) -> None:
    html = answer._repr_html_()
    tags = Tags()
    tags.feed(html)
    assert tags.open == [] and tags.seen.count("table") >= 1
    assert tags.seen.count("meter") >= 3 and tags.seen.count("style") == 1
    # Nothing is open, and nothing is asked.
    assert not answer.next_questions().questions and html.endswith(answer.explain_html())


def test_a_notebook_shows_what_to_ask_next() -> None:
    model = icp.Model.from_json(
        '{"format": "icp/1", "name": "m", "attributes": {"a": {"type": "bool"}}, "icps": [{"id": "x", "fit": {'
        '"criteria": [{"id": "a", "fit": {"a": true}}], "tiers": [{"id": "A"}]}}]}'
    )
    open_answer = model.score({}, "2026-10-01")
    shown, asked = open_answer._repr_html_().split('<section class="icp-questions">')
    assert shown.endswith(open_answer.explain_html() + "\n")
    assert "Ask for a next." in asked.split("</p>")[0] and "What to ask for, most important first" in asked


def test_what_users_wrote_stays_text() -> None:
    model = icp.Model.from_dict(
        {
            "format": "icp/1",
            "name": "<script>alert(1)</script>",
            "attributes": {"a": {"type": "bool"}},
            "icps": [
                {
                    "id": "x",
                    "name": "</style><script>",
                    "fit": {
                        "criteria": [{"id": "a", "name": "<b onload=1>", "fit": {"a": True}}],
                        "tiers": [{"id": "A"}],
                    },
                }
            ],
        }
    )
    html = model.score({"a": True}, "2026-10-01")._repr_html_()
    assert "<script" not in html and "<b " not in html


def test_an_answer_is_not_pickled_in_halves(answer: icp.Assessment) -> None:
    with pytest.raises(TypeError, match="cannot pickle"):
        pickle.dumps(answer)


def test_an_answer_outlives_its_model() -> None:
    answer = icp.Model.from_file(MODELS / "acme-gtm.yaml").score(ACCOUNT, "2026-10-01")
    assert answer.icps[0].criteria[0].id and answer.model.icps == ("mid-market-saas",)
