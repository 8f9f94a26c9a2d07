//! The columns that are written for each account: what stands in each, of the file's own and of the answers.

use icp_core::batch::RowTexts;
use icp_core::document::nearest;
use icp_core::{IcpStatus, Model};

use super::cell::Cell;
use super::row::Row;
use super::scored::{Beside, Scored};
use crate::args::{Icps, Writing};
use crate::failure::Failure;
use crate::text::{list, quoted};

/// The answer of a column, or the column of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// The name of the account.
    Name,
    /// A column of the file.
    Kept(usize),
    Best,
    Icp,
    /// Of the icp that is shown.
    Shown(Part),
    /// A verdict or a label of the icp that is shown.
    Said(usize),
    /// A text of the icp that is shown.
    Text(usize),
    /// Of an icp, by its place.
    Each(usize, Part),
    /// Name or fingerprint of the source file.
    Source(usize),
    /// The place in the ranked table, known at the end.
    Rank,
}

/// An answer of one icp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Status,
    Score,
    Lower,
    Upper,
    Coverage,
    Tier,
    Intent,
    Stage,
    Reason,
}

/// The columns of every icp, as a table of the core has them.
const EACH: [(Part, &str); 9] = [
    (Part::Score, "score"),
    (Part::Tier, "tier"),
    (Part::Status, "status"),
    (Part::Coverage, "coverage"),
    (Part::Lower, "lower"),
    (Part::Upper, "upper"),
    (Part::Intent, "intent"),
    (Part::Stage, "stage"),
    (Part::Reason, "reason"),
];

/// The columns of a run.
#[derive(Debug)]
pub(super) struct Columns<'m> {
    model: &'m Model,
    /// Each with its name as it is written, and the part of it that is the answer's own name.
    all: Vec<(String, usize, Answer)>,
    /// The answers of all.
    answers: Vec<Answer>,
    /// The column or key that names the accounts.
    named: String,
    /// Name and fingerprint of the source file, if there is one.
    source: Vec<&'m str>,
}

/// The failure of a column of the file that is called like an answer.
pub(super) fn called_twice(name: &str) -> Failure {
    let text = format!("`--keep`: the file has a column {}, and so have the answers", quoted(name));
    Failure::Usage(text).help("`--prefix icp_` renames the answers")
}

impl<'m> Columns<'m> {
    /// `id_name` is the column of the accounts' names, and `kept` are the columns of the file that come first.
    ///
    /// # Errors
    /// An answer that is named like a column of the file.
    pub(super) fn new(
        model: &'m Model,
        writing: &Writing,
        id_name: &str,
        kept: &[String],
    ) -> Result<Self, Failure> {
        let icps: Vec<_> = (0..).map_while(|at| model.icp(at)).collect();
        let has_intent = icps.iter().any(|icp| icp.intent.is_some());
        let has_stages = icps.iter().any(|icp| !icp.stages.is_empty());
        let is_there = |part: Part| match part {
            Part::Intent => has_intent,
            Part::Stage => has_stages,
            _ => true,
        };
        let source = model.source().map(|source| vec![source.name(), source.fingerprint()]);
        let mut all: Vec<(String, usize, Answer)> = Vec::new();
        all.push((id_name.to_owned(), 0, Answer::Name));
        all.extend(kept.iter().enumerate().map(|(at, name)| (name.clone(), 0, Answer::Kept(at))));
        let mut add = |name: &str, answer| {
            all.push((format!("{}{name}", writing.prefix), writing.prefix.len(), answer));
        };
        // `icp` is the profile that the columns after it are about: the best, else the nearest.
        add("best", Answer::Best);
        add("status", Answer::Shown(Part::Status));
        add("icp", Answer::Icp);
        for (name, part) in [
            ("score", Part::Score),
            ("lower", Part::Lower),
            ("upper", Part::Upper),
            ("coverage", Part::Coverage),
            ("tier", Part::Tier),
            ("intent", Part::Intent),
            ("stage", Part::Stage),
            ("reason", Part::Reason),
        ] {
            if is_there(part) {
                add(name, Answer::Shown(part));
            }
        }
        let labels = model.label_ids().into_iter().map(|id| format!("label.{id}"));
        let said = model.teams().into_iter().map(str::to_owned).chain(labels);
        said.enumerate().for_each(|(at, name)| add(&name, Answer::Said(at)));
        let asked = writing.texts();
        for (at, word) in RowTexts::WORDS.into_iter().enumerate() {
            if RowTexts::of(word).is_some_and(|one| asked.and(one) == asked) {
                add(word, Answer::Text(at));
            }
        }
        for (at, icp) in icps.iter().enumerate().filter(|_| writing.icps == Icps::All) {
            for (part, name) in EACH.into_iter().filter(|(part, _)| is_there(*part)) {
                add(&format!("{}.{name}", icp.id), Answer::Each(at, part));
            }
        }
        if source.is_some() {
            add("source", Answer::Source(0));
            add("source_fingerprint", Answer::Source(1));
        }
        if writing.rank {
            add("rank", Answer::Rank);
        }
        let source = source.unwrap_or_default();
        let mut columns = Self { model, all, answers: Vec::new(), named: String::new(), source };
        columns.name(id_name);
        columns.clash(kept.is_empty())
    }

    /// Says which column names the accounts: of JSON that is known from the first account. It stands once.
    pub(super) fn name(&mut self, id_name: &str) {
        if id_name == self.named {
            return;
        }
        id_name.clone_into(&mut self.named);
        let is_kept =
            self.all.iter().any(|(name, _, answer)| name == id_name && matches!(answer, Answer::Kept(_)));
        self.all.retain(|(.., answer)| *answer != Answer::Name || !is_kept);
        if let Some((name, ..)) = self.all.iter_mut().find(|(.., answer)| *answer == Answer::Name) {
            id_name.clone_into(name);
        }
        self.answers = self.all.iter().map(|(.., answer)| *answer).collect();
    }

    /// The answers of the columns, in their order.
    pub(super) fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Name and fingerprint of the source file, if there is one.
    pub(super) fn source(&self) -> impl Iterator<Item = &str> {
        self.source.iter().copied()
    }

    /// Two columns of one name are no table that others read. Without `--keep` only the accounts' names can be one of them,
    /// and nobody asked for those.
    fn clash(self, is_alone: bool) -> Result<Self, Failure> {
        let is_own = |answer: Answer| matches!(answer, Answer::Name | Answer::Kept(_));
        let answers = || self.all.iter().filter(|(.., answer)| !is_own(*answer));
        let mut own = self.all.iter().filter(|(.., answer)| is_own(*answer));
        let twice = own.find(|(name, ..)| answers().any(|(answer, ..)| answer == name));
        match twice.filter(|_| !is_alone) {
            None => Ok(self),
            Some((name, ..)) => Err(called_twice(name)),
        }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|(name, ..)| name.as_str())
    }

    /// The column of that name; an answer is also found without the prefix.
    ///
    /// # Errors
    /// No column is called so.
    pub(super) fn find(&self, option: &str, wanted: &str) -> Result<Answer, Failure> {
        let whole = self.all.iter().find(|(name, ..)| name == wanted);
        let bare = || self.all.iter().find(|(name, prefix, _)| name.get(*prefix..) == Some(wanted));
        if let Some((_, _, answer)) = whole.or_else(bare) {
            return Ok(*answer);
        }
        if wanted == "rank" {
            return Ok(Answer::Rank);
        }
        let failure = Failure::Usage(format!("`{option}`: no column {} is written", quoted(wanted)));
        match nearest(wanted, self.names()) {
            Some(near) => Err(failure.help(format!("did you mean {}?", quoted(near)))),
            None => Err(failure.help(format!(
                "those are {}; `--keep` adds columns of the file",
                list(self.names().take(30))
            ))),
        }
    }

    /// Gives the cells of an account in their order, but for the rank.
    pub(super) fn cells<'s>(&self, scored: &'s Scored<'_>, mut take: impl FnMut(Cell<'s>))
    where
        'm: 's,
    {
        for (_, _, answer) in self.all.iter().filter(|(.., answer)| *answer != Answer::Rank) {
            take(self.cell(*answer, scored));
        }
    }

    /// The cell of one column.
    pub(super) fn cell<'s>(&self, answer: Answer, scored: &'s Scored<'_>) -> Cell<'s>
    where
        'm: 's,
    {
        let row = scored.row;
        let icp = || Cell::word(self.model.icp(row.icp()).map(|icp| &*icp.id));
        match answer {
            Answer::Name => match scored.id {
                Some(id) => Cell::text(id),
                None => Cell::Number(row.number() as f64),
            },
            Answer::Kept(at) => scored.own.cell(at),
            Answer::Best if row.best() => icp(),
            Answer::Best | Answer::Rank => Cell::Blank,
            Answer::Icp => icp(),
            Answer::Shown(part) => self.part(part, row, scored.beside),
            Answer::Said(at) => Cell::word(scored.said.get(at).copied().flatten()),
            Answer::Text(at) => scored.text(at),
            Answer::Each(at, part) => {
                scored.each.get(at).map_or(Cell::Blank, |(row, beside)| self.part(part, row, *beside))
            }
            Answer::Source(at) => Cell::word(self.source.get(at).copied()),
        }
    }

    fn part(&self, part: Part, row: &Row, beside: Beside) -> Cell<'m> {
        match part {
            Part::Status => Cell::text(row.status.as_str()),
            Part::Score => Cell::number(row.score()),
            Part::Lower => Cell::number(row.bounds().map(|(low, _)| low)),
            Part::Upper => Cell::number(row.bounds().map(|(_, high)| high)),
            Part::Coverage => Cell::Number(beside.coverage),
            Part::Tier => Cell::word(row.tier(self.model)),
            Part::Intent => Cell::number(beside.intent),
            Part::Stage => Cell::word(row.stage(self.model)),
            Part::Reason => Cell::text(self.model.reason(row.icp(), row.why()).text),
        }
    }

    /// The place of an account in the order of a column whose words have an order, the best first; `None` for other columns.
    pub(super) fn place(&self, answer: Answer, scored: &Scored<'_>) -> Option<Option<usize>> {
        let of = |part: Part, row: &Row| match part {
            Part::Status => Some(Some(order_of(row.status))),
            Part::Tier => Some(row.tier_place()),
            Part::Stage => Some(row.stage_place()),
            Part::Score | Part::Lower | Part::Upper | Part::Coverage | Part::Intent | Part::Reason => None,
        };
        match answer {
            Answer::Best => Some(Some(scored.row.icp()).filter(|_| scored.row.best())),
            Answer::Icp => Some(Some(scored.row.icp())),
            Answer::Shown(part) => of(part, scored.row),
            Answer::Each(at, part) => scored.each.get(at).and_then(|(row, _)| of(part, row)),
            Answer::Name
            | Answer::Kept(_)
            | Answer::Said(_)
            | Answer::Text(_)
            | Answer::Source(_)
            | Answer::Rank => None,
        }
    }
}

/// The place of a status among all, the best first.
fn order_of(status: IcpStatus) -> usize {
    match status {
        IcpStatus::Qualified => 0,
        IcpStatus::Unqualified => 1,
        IcpStatus::InsufficientData => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use icp_core::arrow::OUTPUT_COLUMNS;
    use icp_core::batch::RowTexts;

    use super::EACH;

    #[test]
    fn an_answer_of_tables_is_written_here_or_left_out_on_purpose() {
        // `status` says what `qualified` does, and lines of JSON have the tier of intent.
        let left_out = ["qualified", "intent_tier"];
        let own = ["best", "icp", "rank"].into_iter().chain(RowTexts::WORDS).chain(left_out);
        let written: Vec<&str> = own.chain(EACH.iter().map(|(_, name)| *name)).collect();
        for column in OUTPUT_COLUMNS.iter().filter(|column| column.pattern() == column.name) {
            assert!(
                written.contains(&column.name),
                "add `{}` to the columns of CSV, or say why not",
                column.name
            );
        }
    }
}
