"""Score accounts against ideal customer profiles.

A model is one document in YAML or JSON. It is read, checked and compiled once; then it scores accounts, and says why:

>>> import icp
>>> model = icp.Model.from_yaml('''
... format: icp/1
... name: demo
... attributes: {employees: {type: number}, country: {type: text}}
... icps:
...   - id: mid-market
...     fit:
...       criteria:
...         - {id: size, weight: 3, fit: {employees: {between: [200, 500]}}}
...         - {id: market, fit: {country: {in: [US, CA]}}}
...       tiers: [{id: A, from: 80}, {id: B, from: 50}, {id: C}]
... ''')
>>> answer = model.score({"employees": 320}, as_of="2026-10-01")
>>> answer.best, answer.status, answer.score, answer.tier, answer.bounds
('mid-market', 'qualified', 75.0, 'B', (75.0, 100.0))
>>> answer.missing
['country']
"""

from icp._by_id import ById
from icp._errors import (
    AccountError,
    BatchError,
    EvidenceError,
    ExchangeError,
    IcpError,
    IcpWarning,
    InternalError,
    LearnError,
    ModelError,
    Refusal,
)
from icp._events import events
from icp._exchange import CardNote, ImportedCard, import_card
from icp._icp import Assessment, ChangesToGoal, IcpAssessment, Model, __version__
from icp._init import init
from icp._learn import Learned, LearnReport, SignalTest, learn
from icp._results import (
    Adjustment,
    Attribute,
    BatchProblem,
    CardAssessment,
    Change,
    Changes,
    ChangeSet,
    CriterionAssessment,
    CriterionInfo,
    Decisive,
    DerivedNote,
    Example,
    ExclusionNote,
    Finding,
    IcpOutlook,
    InputEvent,
    InputNote,
    InvalidValues,
    IssueNote,
    KeptOutBy,
    Lift,
    NextTier,
    Problem,
    Question,
    Questions,
    RankedReason,
    Reason,
    ScoreRange,
    Share,
    Signal,
    Tally,
)
from icp._tune import Tuned, tune

__all__ = [
    "AccountError",
    "Adjustment",
    "Assessment",
    "Attribute",
    "BatchError",
    "BatchProblem",
    "ById",
    "CardAssessment",
    "CardNote",
    "Change",
    "ChangeSet",
    "Changes",
    "ChangesToGoal",
    "CriterionAssessment",
    "CriterionInfo",
    "Decisive",
    "DerivedNote",
    "EvidenceError",
    "Example",
    "ExchangeError",
    "ExclusionNote",
    "Finding",
    "IcpAssessment",
    "IcpError",
    "IcpOutlook",
    "IcpWarning",
    "ImportedCard",
    "InputEvent",
    "InputNote",
    "InternalError",
    "InvalidValues",
    "IssueNote",
    "KeptOutBy",
    "LearnError",
    "LearnReport",
    "Learned",
    "Lift",
    "Model",
    "ModelError",
    "NextTier",
    "Problem",
    "Question",
    "Questions",
    "RankedReason",
    "Reason",
    "Refusal",
    "ScoreRange",
    "Share",
    "Signal",
    "SignalTest",
    "Tally",
    "Tuned",
    "__version__",
    "events",
    "import_card",
    "init",
    "learn",
    "tune",
]
