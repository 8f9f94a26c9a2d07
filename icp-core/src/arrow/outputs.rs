//! The columns of one table: those of [`OUTPUT_COLUMNS`] that a model has and the options ask for.

use super::ArrowOptions;
use super::output::{Answer, CriterionAnswer, IcpAnswer, OUTPUT_COLUMNS, OutputColumn, TextAnswer};
use crate::batch::{PerCriterion, RowTexts};
use crate::engine::Model;

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
