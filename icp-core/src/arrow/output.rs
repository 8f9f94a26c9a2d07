//! The columns that come back for a table: [`OUTPUT_COLUMNS`] has a row for each, and their names, types and arrays are made
//! from it. An answer that is added to it is then asked for by the compiler wherever an array or an option is missing.

/// A column of the answers, as it comes back for every table of a model.
///
/// ```
/// use icp_core::arrow::{OUTPUT_COLUMNS, OutputKind};
/// let column = OUTPUT_COLUMNS.iter().find(|column| column.pattern() == "ICP.CRITERION.rating").unwrap();
/// assert_eq!((column.name, column.kind), ("rating", OutputKind::Number));
/// assert_eq!((column.null_when, column.option), (Some("it is unknown, or does not apply"), Some("per_criterion")));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OutputColumn {
    pub(super) answer: Answer,
    /// The last part of its name.
    pub name: &'static str,
    /// The type of its values.
    pub kind: OutputKind,
    /// When it is null; `None` for columns that never are.
    pub null_when: Option<&'static str>,
    /// The option that asks for it; `None` for columns that always come.
    pub option: Option<&'static str>,
    /// Whether only models with intent have it.
    pub needs_intent: bool,
    /// Its meaning, in one sentence.
    pub about: &'static str,
}

/// The type of an output column, in Arrow's words.
///
/// ```
/// use icp_core::arrow::{OUTPUT_COLUMNS, OutputKind};
/// let score = OUTPUT_COLUMNS.iter().find(|column| column.name == "score").unwrap();
/// assert_eq!(score.kind, OutputKind::Number);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutputKind {
    /// `Float64`.
    Number,
    /// `Int32`.
    Rank,
    /// `Boolean`.
    Bool,
    /// Texts as a dictionary with keys of 32 bits, without an order.
    Words,
    /// The same with an order, the best first. Where the icps' words have no order in common, the column of the icp that
    /// is shown has none.
    OrderedWords,
}

/// The answer that a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Best,
    Icp,
    /// An answer of the icp that is shown, and of every icp if they are asked for.
    OfIcp(IcpAnswer),
    /// The verdict of each team.
    Verdict,
    /// Each label.
    Label,
    /// A text that is made for each row.
    Text(TextAnswer),
    /// An answer of every criterion of every icp.
    OfCriterion(CriterionAnswer),
    /// Known only when the whole table is scored, so it is added behind all others.
    Rank,
}

/// A text that is made for each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextAnswer {
    Reasons,
    Exclusions,
    Missing,
}

/// An answer of one icp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IcpAnswer {
    Score,
    Tier,
    Status,
    Coverage,
    Lower,
    Upper,
    Intent,
    IntentTier,
    Stage,
    Reason,
    Qualified,
}

/// An answer of one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CriterionAnswer {
    Points,
    Rating,
    Contribution,
    Status,
    Label,
}

/// Every column that a table can get, in the order in which they come back. The columns of `per_icp` are those of an icp
/// once more for each, and come before those of `per_criterion`.
///
/// ```
/// use icp_core::arrow::OUTPUT_COLUMNS;
/// let always = OUTPUT_COLUMNS.iter().filter(|column| column.option.is_none() && !column.needs_intent);
/// let names: Vec<_> = always.map(|column| column.name).collect();
/// assert_eq!(names[..3], ["best", "icp", "score"]);
/// ```
pub const OUTPUT_COLUMNS: &[OutputColumn] = &[
    OutputColumn {
        null_when: Some("no icp qualifies"),
        ..column(Answer::Best, "best", OutputKind::OrderedWords, "The best icp that qualifies.")
    },
    column(
        Answer::Icp,
        "icp",
        OutputKind::OrderedWords,
        "The icp that is shown: the best, or the nearest to a yes.",
    ),
    OutputColumn {
        null_when: Some("nothing is known"),
        ..of_icp(IcpAnswer::Score, "score", OutputKind::Number, "The score of fit.")
    },
    OutputColumn {
        null_when: Some("there is no score, or an exclusion or a gap decides"),
        ..of_icp(IcpAnswer::Tier, "tier", OutputKind::OrderedWords, "The tier of fit.")
    },
    of_icp(
        IcpAnswer::Status,
        "status",
        OutputKind::OrderedWords,
        "Whether the account qualifies, or why it does not.",
    ),
    of_icp(
        IcpAnswer::Coverage,
        "coverage",
        OutputKind::Number,
        "The share of the weight that is known, from 0 to 1.",
    ),
    OutputColumn {
        null_when: Some("no criterion applies"),
        option: Some("bounds"),
        ..of_icp(
            IcpAnswer::Lower,
            "lower",
            OutputKind::Number,
            "The lowest score that missing values could lead to.",
        )
    },
    OutputColumn {
        null_when: Some("no criterion applies"),
        option: Some("bounds"),
        ..of_icp(
            IcpAnswer::Upper,
            "upper",
            OutputKind::Number,
            "The highest score that missing values could lead to.",
        )
    },
    OutputColumn {
        null_when: Some("nothing is known of intent, or the icp has none"),
        needs_intent: true,
        ..of_icp(IcpAnswer::Intent, "intent", OutputKind::Number, "The score of intent.")
    },
    OutputColumn {
        null_when: Some("there is no score of intent"),
        needs_intent: true,
        ..of_icp(IcpAnswer::IntentTier, "intent_tier", OutputKind::OrderedWords, "The tier of intent.")
    },
    OutputColumn {
        null_when: Some("the icp has no stages, or a tier is missing"),
        ..of_icp(
            IcpAnswer::Stage,
            "stage",
            OutputKind::OrderedWords,
            "The first stage whose condition holds.",
        )
    },
    OutputColumn {
        option: Some("reasons"),
        ..of_icp(IcpAnswer::Reason, "reason", OutputKind::Words, "Why the account has its status.")
    },
    OutputColumn {
        option: Some("qualified"),
        ..of_icp(
            IcpAnswer::Qualified,
            "qualified",
            OutputKind::Bool,
            "Whether the account qualifies, as a yes or no.",
        )
    },
    OutputColumn {
        null_when: Some("the team has nothing to do"),
        option: Some("verdicts"),
        ..column(Answer::Verdict, "verdict", OutputKind::Words, "The verdict for a team.")
    },
    OutputColumn {
        null_when: Some("no entry of the label holds, or the icp has no such label"),
        option: Some("labels"),
        ..column(Answer::Label, "label", OutputKind::Words, "The value of a label.")
    },
    text(TextAnswer::Reasons, "reasons", "The largest gains and losses, in words."),
    OutputColumn {
        null_when: Some("no exclusion holds"),
        ..text(TextAnswer::Exclusions, "exclusions", "The ids of all exclusions that hold.")
    },
    OutputColumn {
        null_when: Some("nothing is unknown"),
        ..text(TextAnswer::Missing, "missing", "The attributes that would settle what is unknown.")
    },
    of_criterion(CriterionAnswer::Points, "points", OutputKind::Number, "The points of a criterion."),
    OutputColumn {
        null_when: Some("it is unknown, or does not apply"),
        ..of_criterion(
            CriterionAnswer::Rating,
            "rating",
            OutputKind::Number,
            "The rating of a criterion, from -1 to 1.",
        )
    },
    of_criterion(
        CriterionAnswer::Contribution,
        "contribution",
        OutputKind::Number,
        "A criterion's part of the score.",
    ),
    of_criterion(CriterionAnswer::Status, "status", OutputKind::Words, "The status of a criterion."),
    OutputColumn {
        null_when: Some("no band with a label holds"),
        ..of_criterion(
            CriterionAnswer::Label,
            "label",
            OutputKind::Words,
            "The label of the band that holds.",
        )
    },
    OutputColumn {
        option: Some("rank"),
        ..column(
            Answer::Rank,
            "rank",
            OutputKind::Rank,
            "The place of the account among all of the table, from 1.",
        )
    },
];

/// A column that always comes and is never null.
const fn column(answer: Answer, name: &'static str, kind: OutputKind, about: &'static str) -> OutputColumn {
    OutputColumn { answer, name, kind, null_when: None, option: None, needs_intent: false, about }
}

const fn of_icp(
    answer: IcpAnswer,
    name: &'static str,
    kind: OutputKind,
    about: &'static str,
) -> OutputColumn {
    column(Answer::OfIcp(answer), name, kind, about)
}

const fn text(answer: TextAnswer, name: &'static str, about: &'static str) -> OutputColumn {
    OutputColumn { option: Some("texts"), ..column(Answer::Text(answer), name, OutputKind::Words, about) }
}

const fn of_criterion(
    answer: CriterionAnswer,
    name: &'static str,
    kind: OutputKind,
    about: &'static str,
) -> OutputColumn {
    OutputColumn { option: Some("per_criterion"), ..column(Answer::OfCriterion(answer), name, kind, about) }
}

impl OutputColumn {
    /// Its name, with `TEAM`, `ID` (of a label), `ICP` and `CRITERION` in place of their ids: `ICP.CRITERION.points`. Criteria of intent are
    /// named `ICP.intent.CRITERION.points`, and the columns of every icp (`per_icp`) `ICP.score`.
    pub fn pattern(&self) -> String {
        match self.answer {
            Answer::Best | Answer::Icp | Answer::OfIcp(_) | Answer::Text(_) | Answer::Rank => {
                self.name.to_owned()
            }
            Answer::Verdict => format!("{}.TEAM", self.name),
            Answer::Label => format!("{}.ID", self.name),
            Answer::OfCriterion(_) => format!("ICP.CRITERION.{}", self.name),
        }
    }
}

/// The row of the table for the ranks.
pub(super) fn rank_column() -> Option<&'static OutputColumn> {
    OUTPUT_COLUMNS.iter().find(|column| column.answer == Answer::Rank)
}
