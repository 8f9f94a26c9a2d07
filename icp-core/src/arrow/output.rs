//! The columns that come back for a table: [`OUTPUT_COLUMNS`] has a row for each, and their names, types and arrays are made
//! from it. An answer that is added to it is then asked for by the compiler wherever an array or an option is missing.

use super::ArrowOptions;
use crate::batch::{PerCriterion, RowTexts};
use crate::engine::Model;

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

/// A column of one table, and whose answer it has. Icps, teams and criteria are given by their index.
#[derive(Debug, Clone, Copy)]
pub(super) enum Output {
    Best,
    Icp,
    /// An answer of the icp that is shown.
    Shown(IcpAnswer),
    Verdict(usize),
    Label(usize),
    Text(TextAnswer),
    Each(usize, IcpAnswer),
    /// The icp, and the criterion among those of fit and then of intent.
    Criterion(usize, usize, CriterionAnswer),
}

/// A column of one table, its row in the table of columns, and its name without the prefix.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) output: Output,
    pub(super) column: &'static OutputColumn,
    pub(super) name: String,
}

/// The columns that come back for a model with its options, in their order, without the ranks.
pub(super) fn outputs(model: &Model, options: &ArrowOptions) -> Vec<Named> {
    let base = options.base();
    let intent = model.definition().scored_icps().any(|(_, icp)| icp.intent.is_some());
    let asked = OUTPUT_COLUMNS.iter().filter(|column| intent || !column.needs_intent);
    let of_icp = asked.clone().filter_map(|column| match column.answer {
        Answer::OfIcp(answer) => is_asked(answer, options).then_some((column, answer)),
        Answer::Best
        | Answer::Icp
        | Answer::Verdict
        | Answer::Label
        | Answer::Text(_)
        | Answer::OfCriterion(_)
        | Answer::Rank => None,
    });
    let of_criterion = asked.clone().filter_map(|column| match column.answer {
        Answer::OfCriterion(answer) => {
            asks_of_criterion(answer, base.per_criterion).then_some((column, answer))
        }
        Answer::Best
        | Answer::Icp
        | Answer::OfIcp(_)
        | Answer::Verdict
        | Answer::Label
        | Answer::Text(_)
        | Answer::Rank => None,
    });
    let named = |output, column, name| Named { output, column, name };
    let mut out = Vec::new();
    for column in asked {
        let name = || column.name.to_owned();
        match column.answer {
            Answer::Best => out.push(named(Output::Best, column, name())),
            Answer::Icp => out.push(named(Output::Icp, column, name())),
            Answer::OfIcp(answer) if is_asked(answer, options) => {
                out.push(named(Output::Shown(answer), column, name()));
            }
            Answer::Verdict if base.verdicts => {
                let teams = model.teams();
                let names = teams.iter().map(|team| format!("{}.{team}", column.name));
                out.extend(names.enumerate().map(|(at, name)| named(Output::Verdict(at), column, name)));
            }
            Answer::Label if base.labels => {
                let ids = model.label_ids();
                let names = ids.iter().map(|id| format!("{}.{id}", column.name));
                out.extend(names.enumerate().map(|(at, name)| named(Output::Label(at), column, name)));
            }
            Answer::Text(answer) if asks_of_text(answer, base.texts) => {
                out.push(named(Output::Text(answer), column, name()));
            }
            Answer::OfIcp(_)
            | Answer::Verdict
            | Answer::Label
            | Answer::Text(_)
            | Answer::OfCriterion(_)
            | Answer::Rank => {}
        }
    }
    for (at, id) in model.icps().enumerate().filter(|_| base.per_icp) {
        out.extend(of_icp.clone().map(|(column, answer)| {
            named(Output::Each(at, answer), column, format!("{id}.{}", column.name))
        }));
    }
    for (at, icp) in (0..).map_while(|at| Some((at, model.icp(at)?))) {
        // An id has no dot, so that intent never clashes with fit.
        let fit = icp.fit.criteria.iter().map(|criterion| format!("{}.{}", icp.id, criterion.id));
        let intent = icp.intent.iter().flat_map(|card| &card.criteria);
        let intent = intent.map(|criterion| format!("{}.intent.{}", icp.id, criterion.id));
        for (criterion, before) in fit.chain(intent).enumerate() {
            out.extend(of_criterion.clone().map(|(column, answer)| {
                named(Output::Criterion(at, criterion, answer), column, format!("{before}.{}", column.name))
            }));
        }
    }
    out
}

/// Whether an answer of an icp comes back.
fn is_asked(answer: IcpAnswer, options: &ArrowOptions) -> bool {
    match answer {
        IcpAnswer::Lower | IcpAnswer::Upper => options.base().bounds,
        IcpAnswer::Reason => options.base().reasons,
        IcpAnswer::Qualified => options.qualified,
        IcpAnswer::Score
        | IcpAnswer::Tier
        | IcpAnswer::Status
        | IcpAnswer::Coverage
        | IcpAnswer::Intent
        | IcpAnswer::IntentTier
        | IcpAnswer::Stage => true,
    }
}

fn asks_of_text(answer: TextAnswer, asked: RowTexts) -> bool {
    match answer {
        TextAnswer::Reasons => asked.reasons,
        TextAnswer::Exclusions => asked.exclusions,
        TextAnswer::Missing => asked.missing,
    }
}

fn asks_of_criterion(answer: CriterionAnswer, asked: PerCriterion) -> bool {
    match answer {
        CriterionAnswer::Points => asked.points,
        CriterionAnswer::Rating => asked.rating,
        CriterionAnswer::Contribution => asked.contribution,
        CriterionAnswer::Status => asked.status,
        CriterionAnswer::Label => asked.label,
    }
}
