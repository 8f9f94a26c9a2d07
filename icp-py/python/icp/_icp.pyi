import datetime
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, Never, NoReturn, TypeAlias, TypeVar, final, overload

from matplotlib.axes import Axes

from icp._by_id import ById
from icp._results import (
    Adjustment,
    Attribute,
    Bounds,
    CardAssessment,
    ChangeSet,
    CriterionAssessment,
    DerivedNote,
    ExclusionNote,
    Finding,
    IssueNote,
    KeptOutBy,
    NextTier,
    Questions,
    RankedReason,
    Reason,
    CriterionInfo,
    ScoreRange,
    Tally,
)

__all__ = ["Assessment", "ChangesToGoal", "IcpAssessment", "Model", "_Checker", "_Counts", "_Feed", "_Found", "_Judge", "_Lesson", "_Scorer", "_Survey", "__version__", "_command", "_import_card", "_panic"]

__version__: str

_AsOf: TypeAlias = datetime.date | str | None
_OnInvalid: TypeAlias = Literal["error", "missing"]
_Told: TypeAlias = Literal["points", "rating", "contribution", "status", "label"]
_PerCriterion: TypeAlias = bool | _Told | Sequence[_Told] | None
_Text: TypeAlias = Literal["reasons", "exclusions", "missing"]
_Texts: TypeAlias = bool | _Text | Sequence[_Text] | None
_MissingColumns: TypeAlias = Literal["error", "unknown"]
_Status: TypeAlias = Literal["qualified", "unqualified", "disqualified", "insufficient_data"]

_Table = TypeVar("_Table")
_Progress: TypeAlias = bool | Callable[[int], object] | None

def _command(args: Sequence[str]) -> int: ...
def _import_card(card: bytes, kind: str | None, /) -> tuple[Model, list[tuple[int, str, str]]]: ...
def _panic(message: str, /) -> NoReturn: ...

@final
class Model:
    """An ideal customer profile model: read, checked and compiled once, then shared and scored from any thread.

    It is made by `from_file`, `from_yaml`, `from_json` or `from_dict`, and never changes. Two models are equal when
    their canonical documents are. It can be pickled, and so travels to worker processes.

    Examples
    --------
    >>> model = icp.Model.from_file("model.yaml")
    >>> model.score({"employees": 320, "country": "US"}).tier
    'A'
    """
    def __new__(cls, *_args: Never, **_kwargs: Never) -> Model: ...
    @staticmethod
    def from_file(path: str | os.PathLike[str], /) -> Model:
        """Reads a model from a file, JSON or YAML by its content.

        Parameters
        ----------
        path : str or os.PathLike
            The file.

        Returns
        -------
        Model

        Raises
        ------
        ModelError
            Every mistake in the document, with line and column.
        OSError
            When the file cannot be read.
        """
    @staticmethod
    def from_yaml(text: str | bytes, /) -> Model:
        """Reads a model from YAML; JSON is YAML too.

        Parameters
        ----------
        text : str or bytes
            The document; bytes are UTF-8.

        Returns
        -------
        Model

        Raises
        ------
        ModelError
            Every mistake in the document, with line and column.
        """
    @staticmethod
    def from_json(text: str | bytes, /) -> Model:
        """Reads a model from JSON.

        Parameters
        ----------
        text : str or bytes
            The document; bytes are UTF-8.

        Returns
        -------
        Model

        Raises
        ------
        ModelError
            Every mistake in the document, with line and column.
        """
    @staticmethod
    def from_dict(document: dict[str, Any], /) -> Model:
        """Takes a model that was written as Python objects: what `to_dict` gives, or a YAML reader of yours.

        Parameters
        ----------
        document : dict
            Dicts, lists, texts, numbers and bools; a `datetime.date` is taken as its text.

        Returns
        -------
        Model

        Raises
        ------
        ModelError
            Every mistake in the document, with its path and without line and column.
        TypeError, ValueError
            When a value has no JSON form.
        """
    def with_source(self, source: str | bytes | os.PathLike[str] | dict[str, Any], /) -> Model:
        """This model, reading accounts as a source file says: which of its columns are which attributes, and how it writes values.

        The rules and the fingerprint stay. A source that the model had is replaced.

        Parameters
        ----------
        source : str, bytes, os.PathLike or dict
            The source file: a path (also as a str), its text in YAML or JSON (a str of several lines or one that begins with
            ``{``, or bytes), or its document as dicts.

        Returns
        -------
        Model

        Raises
        ------
        ModelError
            Every mistake in the source file, and every attribute that the model does not have.
        OSError
            When the file cannot be read.

        Examples
        --------
        >>> crm = model.with_source({"format": "icp-source/1", "name": "crm", "columns": {"# Employees": "employees"}})
        >>> crm.score({"# Employees": 320, "country": "US"}).tier
        'A'
        """
    def with_lists(self, lists: dict[str, Any], /) -> Model:
        """This model with other entries in some of its named lists, such as the accounts that sales named this quarter.

        The document and the fingerprint stay; assessments say in ``model.lists`` which lists were given. Lists that were given before
        stay, unless one of the same name is given now, and so does a source file.

        Parameters
        ----------
        lists : dict
            For each list its entries: texts or numbers. The model must declare a list of that name.

        Returns
        -------
        Model

        Raises
        ------
        ModelError
            A list that the model does not have, and every mistake of the model with these entries, such as a list without any.

        Examples
        --------
        >>> listed = icp.Model.from_dict({**model.to_dict(), "lists": {"home": ["US"]}})
        >>> abroad = listed.with_lists({"home": ["FR", "ES"]})
        >>> list(abroad.given_lists)
        ['home']
        """
    @property
    def given_lists(self) -> dict[str, str]:
        """The lists that were given, each by its name with the SHA-256 of its entries."""
    @property
    def source(self) -> dict[str, str] | None:
        """The name and the fingerprint of the source file by which it reads accounts, or None."""
    def to_dict(self) -> dict[str, Any]:
        """The canonical document; `from_dict` makes an equal model of it.

        Returns
        -------
        dict
        """
    def to_json(self) -> str:
        """The canonical document as JSON, on one line.

        Returns
        -------
        str
        """
    def to_yaml(self) -> str:
        """The canonical document as YAML, for people.

        Returns
        -------
        str
        """
    def to_sql(
        self,
        dialect: str,
        *,
        table: str | None = None,
        as_of: datetime.date | str | None = None,
        keep: Sequence[str] | None = None,
        columns: dict[str, str] | None = None,
        texts: Sequence[str] | None = None,
        view: str | None = None,
        dbt: bool = False,
        prefix: str | None = None,
        points: bool = False,
        bounds: bool = True,
        approximate: bool = False,
    ) -> str:
        """The model as one SELECT for a warehouse, whose answers are those of the library, for every row.

        Parameters
        ----------
        dialect : str
            ``duckdb``, ``postgres``, ``spark``, ``bigquery`` or ``snowflake``.
        table : str, optional
            What is read, as it is to stand in the query.
        as_of : date or str, optional
            The day on which accounts are judged: a date, the name of a column, or a parameter such as ``$as_of``; the day of the
            query if not given.
        keep : list of str, optional
            The columns before the answers; all of them if not given.
        columns : dict, optional
            Attributes whose columns have other names.
        texts : list of str, optional
            Attributes whose columns hold texts, as those of a CSV do; ``*`` is all of them.
        view : str, optional
            The name of a view that is to be created.
        dbt : bool, optional
            Whether it is to be a model file of dbt.
        prefix : str, optional
            A text before the names of the answers.
        points : bool, optional
            Whether each criterion's points are among the answers.
        bounds : bool, optional
            Whether ``lower`` and ``upper`` are.
        approximate : bool, optional
            Whether what the dialect cannot say exactly may be said nearly; a comment then tells each place.

        Returns
        -------
        str

        Raises
        ------
        ExchangeError
            A model that says what SQL cannot say with the same meaning: all places at once.

        Examples
        --------
        >>> sql = model.to_sql("duckdb", table="crm.accounts", as_of="2026-10-01")
        >>> "FROM crm.accounts" in sql
        True
        """
    def to_pmml(self) -> tuple[str, list[str]]:
        """The model as PMML 4.4: a scorecard for each icp, which gives the same scores.

        PMML compares texts as they stand, where a model folds case and blanks: give it texts in the spelling of the model.

        Returns
        -------
        text : str
            The document.
        notes : list of str
            Everything of the model that is not in it and changes no score, such as tiers.

        Raises
        ------
        ExchangeError
            A model that PMML cannot say, such as one on the percent scale: all places at once.
        """
    def to_table(self) -> list[dict[str, Any]]:
        """The model as a flat table for review and audit: a row for each line that gives points, each exclusion, limit and tier.

        Returns
        -------
        list of dict
            The rows, with the keys ``icp``, ``scorecard``, ``part``, ``id``, ``name``, ``dimension``, ``line``, ``when`` (in words), ``weight``,
            ``rating``, ``points`` and ``reason_code``; what a row does not have is None. ``pandas.DataFrame(rows)`` makes a frame of it.

        Examples
        --------
        >>> [row["when"] for row in model.to_table() if row["line"] == "1"][0]
        'employees is 200 to 500'
        """
    @property
    def name(self) -> str:
        """The model's name."""
    @property
    def version(self) -> str | None:
        """The author's own version, or None."""
    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical document, in hexadecimals: equal for equal models, however they were written."""
    @property
    def attributes(self) -> ById[Attribute]:
        """The inputs in document order, by place and by name (ById of Attribute)."""
    @property
    def icps(self) -> tuple[str, ...]:
        """The ids of the icps, in priority order."""
    def findings(self, as_of: _AsOf = None) -> list[Finding]:
        """Findings about the model: rules that no account can meet, tiers that no score reaches, an overdue review.

        Parameters
        ----------
        as_of : datetime.date, datetime.datetime or str, optional
            The day, as a date or as ``YYYY-MM-DD``. Today when left out.

        Returns
        -------
        list of Finding
            In the order of the document.

        Examples
        --------
        >>> [(finding.code, finding.severity) for finding in model.findings(as_of="2026-10-01")]
        [('no_exclusions', 'info')]
        """
    def check_frame(
        self,
        data: Any,
        *,
        as_of: _AsOf = None,
        columns: dict[str, str] | None = None,
        id: str | None = None,
        progress: _Progress = None,
    ) -> list[Finding]:
        """Findings about the model and a table together: values that a rule names and no row has, values that no rule names,
        placeholders such as ``N/A`` that count as known, columns that are absent, empty or constant, rules that decide nothing.

        Invalid values and missing columns refuse nothing here: they are among the findings. `findings` looks at the model alone.

        Parameters
        ----------
        data : table
            What `score_frame` takes. A stream is read to its end, a lazy frame is collected.
        as_of : datetime.date, datetime.datetime or str, optional
            The day, as a date or as ``YYYY-MM-DD``, or the name of a column of days. Today when left out.
        columns : dict of str to str, optional
            Columns that are named otherwise than their attributes: attribute, then column.
        id : str, optional
            A column that tells accounts apart, beside `id`, `name`, `company`, `domain` and the like.
        progress : bool or callable, optional
            Shows a bar, or is called with the number of rows that are done.

        Returns
        -------
        list of Finding
            In the order of the document; findings without a place in it come first.

        Raises
        ------
        BatchError
            A table that cannot be read, or of which no column belongs to the model.

        Examples
        --------
        >>> rows = [{"employees": 320, "country": "US"}, {"employees": -1, "country": "N/A"}]
        >>> [finding.code for finding in model.check_frame(rows)]
        ['placeholder_value', 'placeholder_value']
        """
    def describe(self) -> str:
        """The model in plain words: who is out and why, what counts how much, the most first, what the tiers mean, what each team
        does, and what is asked of an account. The words are exact: `at least` includes the bound, `more than` does not.

        Returns
        -------
        str
            Lines of text.

        Examples
        --------
        >>> model.describe().splitlines()[0]
        'demo'
        """
    def describe_markdown(self) -> str:
        """`describe` as Markdown, with headings and tables as GitHub has them; texts of the document are escaped.

        Returns
        -------
        str
        """
    def describe_html(self) -> str:
        """`describe` as an HTML fragment without styles; texts of the document are escaped.

        Returns
        -------
        str
        """
    def describe_page(self) -> str:
        """`describe_html` as a whole page with a style of its own, which fetches nothing: a file to send round.

        Returns
        -------
        str
        """
    def replace(
        self,
        *,
        weights: dict[str, float] | None = None,
        tiers: dict[str, float] | None = None,
        version: str | None = None,
    ) -> Model:
        """The model with other weights, bounds of tiers or another version; a source file stays applied.

        A name is the id of a criterion or a tier in every scorecard that has it, or `icp/id` for one icp.

        Parameters
        ----------
        weights : dict of str to float, optional
            New weights by criterion; a criterion in points has none.
        tiers : dict of str to float, optional
            New lower bounds by tier.
        version : str, optional
            The author's own version.

        Returns
        -------
        Model

        Raises
        ------
        ModelError
            A name that no scorecard has, or mistakes in the model that would come out.

        Examples
        --------
        >>> model.replace(tiers={"A": 90}, version="2").version
        '2'
        """
    def without(self, criterion: str, /) -> tuple[Model, list[str]]:
        """The model without a criterion, and what else had to be taken out with it; a source file stays applied.

        Parameters
        ----------
        criterion : str
            The id of a criterion in every scorecard that has it, or `icp/id` for one icp.

        Returns
        -------
        Model
            The model that is left.
        list of str
            What else had to go, in words: requirements of tiers, dimensions without another criterion.

        Raises
        ------
        ModelError
            A name that no scorecard has, or the only criterion of one.

        Examples
        --------
        >>> for criterion in model.criteria[1:]:
        ...     left, also = model.without(criterion.id)
        """
    @property
    def criteria(self) -> list[CriterionInfo]:
        """Every criterion of every icp in use, in the order of the document, with the attributes that it reads (list of CriterionInfo)."""
    def to_file(self, path: str | os.PathLike[str], /) -> None:
        """Writes the canonical document into a file: JSON where its name ends in `.json`, else YAML.

        Parameters
        ----------
        path : str or os.PathLike
            The file; one that is there is replaced once the new one is whole.

        Raises
        ------
        OSError
            When the file cannot be written.
        """
    def score_ranges(self) -> list[ScoreRange]:
        """The lowest and the highest score of each scorecard; one that never applies is left out.

        Returns
        -------
        list of ScoreRange
            In the order of the document.

        Examples
        --------
        >>> [(one.icp, one.scorecard, one.lowest, one.highest) for one in model.score_ranges()]
        [('mid-market', 'fit', 0.0, 100.0)]
        """
    def next_questions(
        self, account: Mapping[str, Any] | object, as_of: _AsOf = None, *, on_invalid: _OnInvalid = "error"
    ) -> Questions:
        """Which missing attribute to ask for next, and whether any could still change the answer.

        The attribute that matters most comes first: one that could change the best icp, or a status, a tier, a stage or
        verdicts, before one that only moves a score. What is left out changes nothing, whatever its value.

        Parameters
        ----------
        account : dict, mapping, dataclass, named tuple or pydantic model
            As for `score`.
        as_of : datetime.date, datetime.datetime or str, optional
            The day on which the account is judged. Today when left out.
        on_invalid : {"error", "missing"}
            What a value does that cannot be what its attribute says: refuse the account, or count as missing and be
            asked for too.

        Returns
        -------
        Questions

        Raises
        ------
        AccountError
            A value that was refused, with its attribute, what was expected and what came.

        Examples
        --------
        >>> asked = model.next_questions({"country": "US"}, as_of="2026-10-01")
        >>> asked.decided, [question.attribute for question in asked.questions]
        (False, ['employees'])
        >>> asked.questions["employees"].matters, asked.icps["mid-market"].tiers
        ('decision', ('A', 'C'))
        """
    def changes(
        self,
        account: Mapping[str, Any] | object,
        goal: str | float | Mapping[str, str | float],
        as_of: _AsOf = None,
        *,
        max_changes: int = 2,
        icp: str | None = None,
        on_invalid: _OnInvalid = "error",
    ) -> ChangesToGoal:
        """The smallest sets of changes with which an account reaches a goal: of one attribute or of two.

        Numbers and days change to whatever does it, texts to what the model names, sets by named items that come or go, and
        events by one more on the as-of day. An attribute that is `changeable: false` changes only where it is missing. Every
        set is verified by scoring, and of none a part would do. To ask for what is missing, use `Model.next_questions`.

        Parameters
        ----------
        account : dict, mapping, dataclass, named tuple or pydantic model
            As for `score`.
        goal : str, float or dict
            The result that the account is to reach: `{"status": "qualified"}`, `{"tier": "A"}` or `{"score": 70}`. A text is
            the id of a tier of the icp; else one of the four statuses; else a score. A number is taken as its text.
        as_of : datetime.date, datetime.datetime or str, optional
            The day on which the account is judged. Today when left out.
        max_changes : int, default 2
            The most attributes that may change together: 1 to 3.
        icp : str, optional
            The id of the icp; without it, the one that is shown for the account.
        on_invalid : {"error", "missing"}
            What a value does that cannot be what its attribute says: refuse the account, or count as missing.

        Returns
        -------
        ChangesToGoal

        Raises
        ------
        AccountError
            A value that was refused; with the code `account.goal`, an icp, a tier or a word that the model does not have.

        Examples
        --------
        >>> changes = model.changes({"employees": 120, "country": "US"}, "A", as_of="2026-10-01")
        >>> print(changes.explain())
        This brings it to tier A of mid-market:
        - employees 200 to 500 (now 120); then score 100, tier A
        >>> size = changes.sets[0].changes["employees"]
        >>> size.from_, size.to, size.example
        (120.0, '200 to 500', 200.0)
        """
    def score(
        self, account: Mapping[str, Any] | object, as_of: _AsOf = None, *, on_invalid: _OnInvalid = "error"
    ) -> Assessment:
        """Scores one account.

        Parameters
        ----------
        account : dict, mapping, dataclass, named tuple or pydantic model
            Attribute names and values; other names are ignored. None, NaN, NaT and pandas' NA are missing. Dates may be
            dates, datetimes (their own date counts, whatever the time zone) or text; sets may be lists, tuples, sets or
            arrays; events are lists of dicts ``{"event", "on", "count"}``. numpy's and pandas' scalars are taken as what
            they hold.
        as_of : datetime.date, datetime.datetime or str, optional
            The day on which the account is judged. Today when left out.
        on_invalid : {"error", "missing"}
            What a value does that cannot be what its attribute says: refuse the account, or count as missing and be
            listed in `Assessment.issues`.

        Returns
        -------
        Assessment

        Raises
        ------
        AccountError
            A value that was refused, with its attribute, what was expected and what came.

        Examples
        --------
        >>> model.score({"employees": 320, "country": "US"}, as_of="2026-10-01").best
        'mid-market'
        """
    @overload
    def score_frame(
        self,
        data: Sequence[Mapping[str, Any]],
        *,
        as_of: _AsOf = None,
        columns: dict[str, str] | None = None,
        per_icp: bool = False,
        per_criterion: _PerCriterion = None,
        verdicts: bool = False,
        labels: bool = False,
        texts: _Texts = None,
        max_text: int = 255,
        bounds: bool = True,
        reasons: bool = True,
        qualified: bool = False,
        rank: bool = False,
        keep: bool = True,
        prefix: str | None = None,
        threads: int | None = None,
        on_invalid: _OnInvalid = "error",
        missing_columns: _MissingColumns = "error",
        allow_empty_columns: Iterable[str] | None = None,
        progress: _Progress = None,
    ) -> list[dict[str, Any]]: ...
    @overload
    def score_frame(
        self,
        data: Mapping[str, Any],
        *,
        as_of: _AsOf = None,
        columns: dict[str, str] | None = None,
        per_icp: bool = False,
        per_criterion: _PerCriterion = None,
        verdicts: bool = False,
        labels: bool = False,
        texts: _Texts = None,
        max_text: int = 255,
        bounds: bool = True,
        reasons: bool = True,
        qualified: bool = False,
        rank: bool = False,
        keep: bool = True,
        prefix: str | None = None,
        threads: int | None = None,
        on_invalid: _OnInvalid = "error",
        missing_columns: _MissingColumns = "error",
        allow_empty_columns: Iterable[str] | None = None,
        progress: _Progress = None,
    ) -> dict[str, Any]: ...
    @overload
    def score_frame(
        self,
        data: _Table,
        *,
        as_of: _AsOf = None,
        columns: dict[str, str] | None = None,
        per_icp: bool = False,
        per_criterion: _PerCriterion = None,
        verdicts: bool = False,
        labels: bool = False,
        texts: _Texts = None,
        max_text: int = 255,
        bounds: bool = True,
        reasons: bool = True,
        qualified: bool = False,
        rank: bool = False,
        keep: bool = True,
        prefix: str | None = None,
        threads: int | None = None,
        on_invalid: _OnInvalid = "error",
        missing_columns: _MissingColumns = "error",
        allow_empty_columns: Iterable[str] | None = None,
        progress: _Progress = None,
    ) -> _Table:
        """Scores every row of a table, and gives the answers beside its columns, as the same kind of table.

        Each answer has the same bits as `score` gives for the row alone. Columns go over the Arrow C interface or
        numpy's memory without a copy; only columns of Python objects are read value by value.

        Parameters
        ----------
        data : table
            A pandas DataFrame (of numpy's or Arrow's types; its index stays), a Polars DataFrame or LazyFrame (scored when
            it is collected), a pyarrow Table, RecordBatch or RecordBatchReader (scored as it is read), a DuckDB relation,
            a list of dicts, a dict of lists or arrays, a table of ibis, narwhals, modin or daft; all of them give the
            same kind. A pyarrow Dataset or Scanner gives a RecordBatchReader. Anything else with
            ``__arrow_c_stream__`` or ``__arrow_c_array__`` gives an object with ``__arrow_c_stream__`` that is scored as
            it is read, once. Columns that the model does not name are passed over. A relation is run once; only the columns
            that are read leave DuckDB, which holds all rows meanwhile if they are kept.
        as_of : datetime.date, datetime.datetime or str, optional
            The day on which all rows are judged; or, as text that is no date, the column that has each row's own.
            Today when left out.
        columns : dict of str to str, optional
            The column for an attribute, where it is not named like the attribute or one of its aliases:
            ``{"employees": "headcount"}``.
        per_icp : bool
            The answer of every icp too: ``mid-market.score`` and so on.
        per_criterion : bool, str or sequence of str
            What is told of every criterion of fit and of intent: ``"points"`` (also ``True``), ``"rating"``, ``"contribution"``,
            ``"status"``, ``"label"``, or several of them; as ``mid-market.company-size.points``, and
            ``mid-market.intent.demo.points`` for a criterion of intent. Each is what `Assessment.criteria` says.
        verdicts : bool
            What each team is told: ``verdict.sales``.
        labels : bool
            The labels, of the icp that is shown: ``label.plan``.
        texts : bool, str or sequence of str
            Texts of their own columns, of the icp that is shown: ``"reasons"`` (the three largest gains and losses in words),
            ``"exclusions"`` (the ids of all that hold), ``"missing"`` (the attributes that would settle what is unknown), or several
            of them; True is all. The columns are ``reasons``, ``exclusions`` and ``missing``. Each row is then assessed as a whole,
            which takes many times as long.
        max_text : int
            The most characters of such a text; many fields of a CRM take 255.
        bounds : bool
            The lowest and highest possible scores: ``lower`` and ``upper``.
        reasons : bool
            Why each row has its status: ``reason``.
        qualified : bool
            Whether the account qualifies, as True or False: ``qualified``.
        rank : bool
            The place of the account among all of the table, 1 first: ``rank``. Accounts that qualify come first, by the place of
            their icp and then by score; then those that are unqualified, those with insufficient data, and those that are
            disqualified, each by score. It needs the whole table, so it is refused where rows are scored as they are read.
        keep : bool
            Whether the columns of the table come back before the answers: True or False. For some of them, select columns of
            the result.
        prefix : str, optional
            Stands before the name of each answer, such as ``"icp_"``; needed where the table has a column of that name.
        threads : int, optional
            At most so many; as many as the machine has processors when left out.
        on_invalid : {"error", "missing"}
            What a value does that cannot be what its attribute says: refuse the table, or count as missing.
        missing_columns : {"error", "unknown"}
            What an attribute without a column does: refuse the table, or be unknown in every row.
        allow_empty_columns : list of str, optional
            Columns, by their names or those of their attributes, of which not one value need be valid. Any other that is
            used, has two values or more and not one that is valid, refuses the table, also with ``on_invalid="missing"``:
            its rules would be switched off. What is scored as it is read is not refused: its rows are out by then, and a
            warning tells the column.
        progress : bool or callable, optional
            True shows how far it is (with tqdm, where it is installed); a function is called with the number of rows that
            are done, every now and then, and may raise to stop. Not for what is scored as it is read.

        Returns
        -------
        table
            ``best`` (the best icp that qualifies), ``icp`` (the one that the others speak of), ``score``, ``tier``,
            ``status``, ``coverage`` (0 to 1), ``lower``, ``upper``, ``intent`` (its score) and ``intent_tier`` (both for
            models that have intent), ``stage``, ``reason``. Numbers are 64-bit floats; what is not known is null (NaN in
            pandas, None in lists). Words are categories (``Enum`` in Polars, dictionaries in Arrow). ``best``, ``icp``, ``tier``,
            ``intent_tier``, ``stage`` and ``status`` are ordered, the best first, so that ``tier <= "B"`` is B or better; where
            icps have tiers without a common order, ``tier`` is not ordered, and ``per_icp`` has each icp's own.
            ``attrs["icp"]`` in pandas and the metadata of Arrow's schema say which model gave the answers, and as of which
            day (the prefix stands before ``icp``). Polars has no place for that.

        Raises
        ------
        BatchError
            A value that was refused, with its column and row; columns that are missing, double, or of a type that
            cannot be read; an answer that would be named like a column.
        TypeError
            When `data` is no table.

        Warns
        -----
        IcpWarning
            Once a place: which rules could not be judged because of invalid values, which columns have not one valid value,
            how many values counted as missing, which sets are written with another separator, and which attributes have no
            column; ``issues`` has the counts. For what is scored as it is read, when whoever reads it has reached its end, by
            the line that called this; where a filter makes warnings errors, that reading fails.

        Examples
        --------
        >>> import pandas as pd
        >>> accounts = pd.DataFrame({"employees": [320, 90], "country": ["US", "FR"]})
        >>> model.score_frame(accounts, as_of="2026-10-01")[["best", "score", "tier"]]
                 best  score tier
        0  mid-market  100.0    A
        1         NaN    0.0    C
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[str]]: ...
    def __copy__(self) -> Model: ...
    def __deepcopy__(self, _memo: object, /) -> Model: ...

@final
class Assessment:
    """The answer for one account: every icp's result, and the best icp.

    `score`, `status`, `tier` and the like speak of one icp, the one that `icp` names: the best one; without one, the
    nearest to a yes. `icps` has them all. The numbers are there at once; the rest is made when it is asked for. In
    a notebook it shows itself as a table with bars.
    """
    @property
    def model(self) -> Model:
        """The model that it was scored with."""
    @property
    def as_of(self) -> datetime.date:
        """The day on which the account was judged (datetime.date)."""
    @property
    def best(self) -> str | None:
        """The id of the best icp that qualifies, or None."""
    @property
    def icp(self) -> str:
        """The id of the icp that `score`, `status` and the others speak of."""
    @property
    def status(self) -> _Status:
        """``qualified``, ``unqualified``, ``disqualified`` or ``insufficient_data``."""
    @property
    def score(self) -> float | None:
        """The score, or None when nothing is known. On a percent scale from 0 to 100."""
    @property
    def tier(self) -> str | None:
        """The id of the tier, or None."""
    @property
    def bounds(self) -> Bounds | None:
        """The lowest and the highest score that the missing values could still lead to, or None."""
    @property
    def coverage(self) -> float:
        """The share of the weight that is known for this account, from 0 to 1."""
    @property
    def stage(self) -> str | None:
        """The id of the stage of the grid of both tiers, or None."""
    @property
    def reason(self) -> Reason:
        """Why it has its status (Reason)."""
    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict for each team (dict of str)."""
    @property
    def labels(self) -> dict[str, str | None]:
        """The labels: results without points, by id (dict of str or None)."""
    @property
    def criteria(self) -> ById[CriterionAssessment]:
        """The lines of the scorecard, by place and by id (ById of CriterionAssessment)."""
    @property
    def missing(self) -> list[str]:
        """Attributes that would settle what is unknown, in the order of the model."""
    @property
    def icps(self) -> ById[IcpAssessment]:
        """Every icp's result in priority order, by place and by id (ById of IcpAssessment)."""
    @property
    def derived(self) -> list[DerivedNote]:
        """Numbers that were made from others by a formula (list of DerivedNote)."""
    @property
    def issues(self) -> list[IssueNote]:
        """Invalid values that counted as missing (list of IssueNote)."""
    def to_dict(self) -> dict[str, Any]:
        """All of it, in the shape that it has as JSON in every language.

        Returns
        -------
        dict
        """
    def to_json(self) -> str:
        """All of it as JSON text, on one line.

        Returns
        -------
        str
        """
    def explain(self) -> str:
        """All of it in plain words.

        Returns
        -------
        str
        """
    def explain_markdown(self) -> str:
        """`explain` as Markdown.

        Returns
        -------
        str
        """
    def explain_html(self) -> str:
        """`explain` as an HTML fragment without styles; what users wrote is escaped.

        Returns
        -------
        str
        """
    def explain_page(self) -> str:
        """`explain_html` as a whole page with a style of its own, which fetches nothing: a file to send round.

        Returns
        -------
        str
        """
    def next_questions(self) -> Questions:
        """The questions that could still change the answer, the most useful first: see `Model.next_questions`.

        Returns
        -------
        Questions

        Examples
        --------
        >>> [question.attribute for question in answer.next_questions().questions]
        ['country']
        """
    def plot(self, ax: Axes | None = None) -> Axes:
        """A waterfall of what each criterion gives, drawn with matplotlib (``pip install icp-scoring[plot]``).

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Where to draw; a new figure of fitting height when left out.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ImportError
            Without matplotlib.
        """
    def _repr_html_(self) -> str: ...

@final
class ChangesToGoal:
    """The smallest sets of changes with which an account reaches a goal, from `Model.changes`.

    Of each set all changes are needed: no part of it reaches the goal alone. Sets of fewer attributes come first, then
    those that are nearer.
    """
    def __new__(cls, *_args: Never, **_kwargs: Never) -> ChangesToGoal: ...
    @property
    def icp(self) -> str:
        """The id of the icp."""
    @property
    def goal(self) -> dict[str, str | float]:
        """The goal as it was found in the model: a dict with ``status``, ``tier`` or ``score``, which `Model.changes` takes again."""
    @property
    def reached(self) -> bool:
        """Whether the account reaches it as it is. Then there are no sets."""
    @property
    def sets(self) -> list[ChangeSet]:
        """The sets, the smallest first (list of ChangeSet)."""
    @property
    def complete(self) -> bool:
        """Whether every set was searched for: there are no `gaps`."""
    @property
    def max_changes(self) -> int:
        """The most attributes of one set."""
    @property
    def gaps(self) -> list[str]:
        """Why there may be other sets (list of str): ``work``, ``dependent_numbers``, ``pattern`` or ``many_names``."""
    def to_dict(self) -> dict[str, Any]:
        """All of it, in the shape that it has as JSON in every language.

        Returns
        -------
        dict
        """
    def to_json(self) -> str:
        """All of it as JSON text, on one line.

        Returns
        -------
        str
        """
    def explain(self) -> str:
        """The sets in plain words, a line each, the smallest first.

        Returns
        -------
        str
        """
    def explain_markdown(self) -> str:
        """`explain` as Markdown. What users wrote is escaped.

        Returns
        -------
        str
        """
    def explain_html(self) -> str:
        """`explain` as an HTML fragment without styles. What users wrote is escaped.

        Returns
        -------
        str
        """
    def _repr_html_(self) -> str: ...

@final
class IcpAssessment:
    """The assessment of an account by one icp, from `Assessment.icps`."""
    @property
    def icp(self) -> str:
        """Its id."""
    @property
    def name(self) -> str | None:
        """Its name for people, or None."""
    @property
    def priority(self) -> int:
        """Its rank, 1 first."""
    @property
    def status(self) -> _Status:
        """``qualified``, ``unqualified``, ``disqualified`` or ``insufficient_data``."""
    @property
    def reason(self) -> Reason:
        """Why it has its status (Reason)."""
    @property
    def score(self) -> float | None:
        """The score, or None when nothing is known. On a percent scale from 0 to 100."""
    @property
    def bounds(self) -> Bounds | None:
        """The lowest and the highest score that the missing values could still lead to, or None."""
    @property
    def coverage(self) -> float:
        """The share of the weight that is known for this account, from 0 to 1."""
    @property
    def tier(self) -> str | None:
        """The id of the tier, or None."""
    @property
    def stage(self) -> str | None:
        """The id of the stage of the grid of both tiers, or None."""
    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict for each team (dict of str)."""
    @property
    def labels(self) -> dict[str, str | None]:
        """The labels: results without points, by id (dict of str or None)."""
    @property
    def tally(self) -> Tally:
        """How many criteria have each status (Tally)."""
    @property
    def base(self) -> float:
        """The points that every account starts with on a points scale, else 0."""
    @property
    def adjustments(self) -> list[Adjustment]:
        """Floors, caps and clips that acted (list of Adjustment)."""
    @property
    def reason_codes(self) -> list[RankedReason]:
        """The reason codes, the largest first (list of RankedReason)."""
    @property
    def exclusions(self) -> list[ExclusionNote]:
        """Every exclusion that holds (list of ExclusionNote)."""
    @property
    def possible_exclusions(self) -> list[ExclusionNote]:
        """Every exclusion that may yet hold, with what would settle it (list of ExclusionNote)."""
    @property
    def criteria(self) -> ById[CriterionAssessment]:
        """The lines of the scorecard, by place and by id (ById of CriterionAssessment)."""
    @property
    def missing(self) -> list[str]:
        """Attributes that would settle what is unknown, in the order of the model."""
    @property
    def intent(self) -> CardAssessment | None:
        """The result of the intent scorecard (CardAssessment), or None."""
    @property
    def to_next_tier(self) -> NextTier | None:
        """The way to the next better tier (NextTier), or None at the best one, without a tier, and without a score."""
    @property
    def kept_out_by(self) -> list[KeptOutBy]:
        """Each thing that alone keeps the account from qualifying (list of KeptOutBy)."""
    def to_dict(self) -> dict[str, Any]:
        """All of it, in the shape that it has as JSON in every language.

        Returns
        -------
        dict
        """
    def plot(self, ax: Axes | None = None) -> Axes:
        """A waterfall of what each criterion gives, drawn with matplotlib (``pip install icp-scoring[plot]``).

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Where to draw; a new figure of fitting height when left out.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ImportError
            Without matplotlib.
        """

@final
class _Survey:
    """The columns of a table, counted."""
    def __new__(cls) -> _Survey: ...
    def columns(self, rows: int, columns: list[tuple[str, tuple[Any, ...]]]) -> None:
        """Adds rows as columns, each with its name."""
    def stream(self, stream: Any) -> None:
        """Adds all of a stream."""
    def model(self, name: str) -> str:
        """The model in YAML."""

@final
class _Checker:
    """A check of a model with one table."""
    def reads(self, names: list[str]) -> list[str]:
        """Those of some columns that are read, in their order."""
    def columns(
        self,
        rows: int,
        columns: list[tuple[str, tuple[Any, ...]]],
        others: list[str],
        progress: Callable[[int], object] | None,
    ) -> list[Finding]:
        """The findings about columns of one table, each with its name; others have only names."""
    @staticmethod
    def refuse_length(column: str, rows: int, expected: int) -> None:
        """Raises what a column of another length is."""
    def stream(self, stream: object, others: list[str], progress: Callable[[int], object] | None) -> list[Finding]:
        """The findings about all of a stream."""

@final
class _Found:
    """Something that was found about a population."""
    def json(self) -> str:
        """All of it as JSON."""
    def text(self) -> str:
        """As text for a terminal."""
    def markdown(self) -> str:
        """As Markdown."""
    def html(self) -> str | None:
        """As a whole page of HTML; none where there is no page."""
    def sentences(self) -> list[str]:
        """The sentences that matter."""
    def frames(self) -> list[dict[str, Any]]:
        """Its tables of figures: for each the name and the columns, with their names, types and values."""
    def tables(self) -> list[dict[str, Any]]:
        """Its tables for people: for each the title, the heads, the rows and the notes."""

@final
class _Counts:
    """Counts that tables are added to."""
    @staticmethod
    def population(model: Model, outcome: list[Any], weight: str | None, best: tuple[str, float] | None) -> _Counts:
        """A population under one model."""
    @staticmethod
    def compare(
        old: Model, new: Model, outcome: list[Any], weight: str | None, best: tuple[str, float] | None
    ) -> _Counts:
        """A population under two models."""
    @staticmethod
    def backtest(
        model: Model,
        outcome: list[Any],
        day: str,
        today: _AsOf,
        lag: int,
        by: str,
        future_ok: list[str],
        worked: str | None,
        weight: str | None,
        best: tuple[str, float] | None,
    ) -> _Counts:
        """Past accounts, each on its own day."""
    @staticmethod
    def periods(
        model: Model, outcome: list[Any], day: str, by: str, weight: str | None, best: tuple[str, float] | None
    ) -> _Counts:
        """A population period by period."""
    @staticmethod
    def read(model: Model, text: str) -> _Counts:
        """The counts that `written` gave."""
    @staticmethod
    def tune(
        model: Model, outcome: list[Any], icp: str | None, only: str | None, weight: str | None, group: str | None
    ) -> _Counts:
        """A model that gets other numbers: its accounts are read once, and once more after `next`."""
    def next(self) -> None:
        """The next stage of tuning, after all accounts were read."""
    def tuned(self, document: str | None) -> tuple[str, bool] | None:
        """A document of the model with the numbers that tuning found, and whether it keeps its comments; none where nothing changes."""
    def merge(self, other: _Counts) -> None:
        """Adds the counts of another piece."""
    def written(self) -> str:
        """The counts of a population as a text that travels."""
    def notices(self) -> list[dict[str, Any]]:
        """Notices about the tables that the figures do not show, the gravest first."""
    def found(self, want: float | None = None) -> _Found:
        """The report, the comparison or the backtest. For a report, how many accounts are wanted."""
    def drift(self, after: _Counts) -> _Found:
        """How another population differs from this one."""

@final
class _Feed:
    """Counts with the options for one table."""
    def __new__(
        cls,
        counts: _Counts,
        as_of: _AsOf,
        columns: dict[str, str] | None,
        on_invalid: str,
        missing_columns: str,
        allow_empty_columns: Iterable[str] | None,
        threads: int | None,
    ) -> _Feed: ...
    def reads(self, names: list[str]) -> list[str]:
        """Those of some columns that are read, in their order."""
    def columns(
        self,
        rows: int,
        columns: list[tuple[str, tuple[Any, ...]]],
        others: list[str],
        progress: Callable[[int], object] | None,
    ) -> None:
        """Adds columns of one table, each with its name; others have only names."""
    def stream(self, stream: object, others: list[str], progress: Callable[[int], object] | None) -> None:
        """Adds all of a stream; the columns that are passed over have only names."""
    @staticmethod
    def refuse_length(column: str, rows: int, expected: int) -> None:
        """Raises what a column of another length is."""

@final
class _Judge:
    """A model that tells for each row of a table where it ranks, and in which group it is."""
    def __new__(
        cls,
        model: Model,
        as_of: _AsOf,
        columns: dict[str, str] | None,
        on_invalid: str,
        missing_columns: str,
        allow_empty_columns: Iterable[str] | None,
        threads: int | None,
    ) -> _Judge: ...
    def groups(self) -> list[str]:
        """The names of the groups, in the order of ranks."""
    def reads(self, names: list[str]) -> list[str]:
        """Those of some columns that are read, in their order."""
    def columns(
        self,
        rows: int,
        columns: list[tuple[str, tuple[Any, ...]]],
        others: list[str],
        progress: Callable[[int], object] | None,
    ) -> tuple[Any, Any, list[dict[str, Any]]]:
        """Judges columns of one table, each with its name; others have only names."""
    def stream(
        self, stream: object, others: list[str], progress: Callable[[int], object] | None
    ) -> tuple[Any, Any, list[dict[str, Any]]]:
        """Judges all of a stream."""
    @staticmethod
    def refuse_length(column: str, rows: int, expected: int) -> None:
        """Raises what a column of another length is."""

@final
class _Lesson:
    """Tables to learn from: the accounts, then perhaps a reference population."""
    def __new__(cls) -> _Lesson: ...
    def columns(self, rows: int, columns: list[tuple[str, tuple[Any, ...]]]) -> None:
        """Adds a table as columns, each with its name."""
    def stream(self, stream: Any) -> None:
        """Adds a table that is a stream."""
    def learn(
        self, asked: dict[str, Any], given: tuple[list[bool], list[float]] | None
    ) -> tuple[str | None, _Found, str | None, tuple[float, float] | None, int]:
        """Learns from the tables: the document, the report, why there is no document, the line of the win rates, and how many values could
        not be read.
        """

@final
class _Scorer:
    """A model with options for one table."""
    def __new__(
        cls,
        model: Model,
        as_of: _AsOf,
        columns: dict[str, str] | None,
        on_invalid: str,
        missing_columns: str,
        threads: int | None,
        *,
        allow_empty_columns: Iterable[str] | None,
        per_icp: bool,
        per_criterion: _PerCriterion,
        verdicts: bool,
        labels: bool,
        bounds: bool,
        reasons: bool,
        qualified: bool,
        rank: bool,
        keep: bool,
        prefix: str | None,
        texts: _Texts = None,
        max_text: int = ...,
    ) -> _Scorer: ...
    def reads(self, names: list[str]) -> list[str]:
        """Those of some columns that are read, in their order."""
    def columns(
        self,
        rows: int,
        columns: list[tuple[str, tuple[Any, ...]]],
        others: list[str],
        progress: Callable[[int], object] | None,
    ) -> _Scored:
        """Scores columns of one table, each with its name; others have only names."""
    @staticmethod
    def refuse_length(column: str, rows: int, expected: int) -> None:
        """Raises what a column of another length is."""
    def stream(self, stream: object, others: list[str], progress: Callable[[int], object] | None) -> _Scored:
        """Scores all of a stream, without the given columns."""
    def reader(self, stream: object, place: str) -> _Stream:
        """Scores a stream as it is read, with the given columns if they are kept. At its end it warns by a line."""
    def nothing(self) -> _Stream:
        """The columns of the answers for no rows."""

@final
class _Scored:
    """The answers for a table."""
    def __new__(cls, *_args: Never, **_kwargs: Never) -> _Scored: ...
    @property
    def notices(self) -> list[dict[str, Any]]:
        """Notices about the table that the answers do not show, the gravest first."""
    def finish(self) -> None:
        """Raises what is wrong with the table as a whole, for who has all of it."""
    def names(self) -> list[str]:
        """The names of the columns."""
    def metadata(self) -> dict[str, str]:
        """The texts of the schema's metadata by their keys: who gave the answers, as JSON."""
    def ordered(self) -> dict[str, list[str]]:
        """The words of each column that has an order, best first, by the names of the columns."""
    def enums(self) -> _Stream:
        """The same with Polars' own note on each column that has an order, by which it reads the words as an Enum."""
    def take(self) -> list[tuple[_Memory, str, list[str] | None]]:
        """The columns of the one batch, given away: memory of a type of numpy, and for codes what they stand for."""
    def lists(self) -> list[list[Any]]:
        """The columns as lists of texts, floats and None."""
    def __arrow_c_stream__(self, *_requested: object) -> Any: ...

@final
class _Stream:
    """A stream that is scored as it is read, once."""
    def __new__(cls, *_args: Never, **_kwargs: Never) -> _Stream: ...
    def __arrow_c_stream__(self, *_requested: object) -> Any: ...

@final
class _Memory:
    """Numbers of ours that numpy may have, and write into: nobody here looks at them again."""
    def __new__(cls, *_args: Never, **_kwargs: Never) -> _Memory: ...
    if sys.version_info >= (3, 12):
        def __buffer__(self, flags: int, /) -> memoryview: ...
