//! The result of a comparison, as data and as tables.

use std::collections::BTreeMap;

use serde::Serialize;

use super::changes::{Change, changes};
use super::{Compare, Place};
use crate::EvidenceError;
use crate::level::CONFIDENCE;
use crate::part::lists;
use crate::stats::{PairedAuc, Ranked, Rate};
use crate::table::{Table, grouped, markdown, percent, signed, text_within};

/// Two models on one population.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// The fingerprints of both models.
    pub fingerprints: [String; 2],
    /// The lists that were given to each of them: the SHA-256 of the entries of each.
    pub lists: [BTreeMap<String, String>; 2],
    /// Rows that were counted.
    pub rows: u64,
    /// The differences between the models.
    pub changes: Vec<Change>,
    /// Rows that are in another tier, icp or status.
    pub moved: u64,
    /// Their share.
    pub moved_share: f64,
    /// Rows that qualify only by the new model.
    pub newly_qualified: u64,
    /// Rows that qualify only by the old model.
    pub no_longer_qualified: u64,
    /// From where to where, those that stay among them.
    pub moves: Vec<Move>,
    /// The criteria and exclusions that moved accounts, those that moved most first.
    pub causes: Vec<Cause>,
    /// For each outcome that is no value.
    pub outcomes: Vec<CompareOutcome>,
}

/// Accounts that went from one place to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Move {
    /// The tier, or the status without one, by the old model.
    pub from: String,
    /// By the new model.
    pub to: String,
    /// Rows.
    pub rows: u64,
    /// For each outcome that is no value, how often they were won.
    pub rates: Vec<Option<Rate>>,
}

/// Something that moved accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Cause {
    /// `criterion`, `exclusion` or `tiers`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Rows that it moved up.
    pub up: u64,
    /// Rows that it moved down.
    pub down: u64,
}

/// Both models on one outcome.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CompareOutcome {
    /// The outcome.
    pub outcome: String,
    /// The AUC of both ranks, and their difference with an interval.
    pub auc: Option<PairedAuc>,
    /// The share of the accounts with an outcome that qualified by the old model.
    pub size: f64,
    /// The share of won accounts among that many of the best, by each model.
    pub captured: Option<[f64; 2]>,
    /// The result in a sentence.
    pub says: String,
}

impl Compare {
    /// Everything that the counts say.
    ///
    /// # Errors
    /// An outcome of more words than won and lost, where nobody said what the others mean.
    pub fn comparison(&self) -> Result<Comparison, EvidenceError> {
        for (outcome, words) in self.outcomes.iter().zip(&self.counts.words) {
            outcome.check(words)?;
        }
        let rows = |wanted: &dyn Fn(&Place, &Place) -> bool| -> u64 {
            self.counts
                .moves
                .iter()
                .filter(|((from, to), _)| wanted(from, to))
                .map(|(_, tally)| tally.all.rows)
                .sum()
        };
        let moves = self.counts.moves.iter().map(|((from, to), tally)| Move {
            from: from.words(&self.before),
            to: to.words(&self.after),
            rows: tally.all.rows,
            rates: tally
                .outcomes
                .iter()
                .zip(&self.outcomes)
                .filter(|(_, outcome)| !outcome.is_value())
                .map(|((won, lost), _)| Rate::of(won, lost, CONFIDENCE))
                .collect(),
        });
        let mut causes: Vec<Cause> = self
            .counts
            .causes
            .iter()
            .map(|((kind, id), (up, down))| Cause {
                kind: kind.clone(),
                id: id.clone(),
                up: *up,
                down: *down,
            })
            .collect();
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.up + cause.down));
        // Tiers are compared by their names: two models may have different tiers.
        let moved = |from: &Place, to: &Place| {
            from.words(&self.before) != to.words(&self.after) || from.status != to.status
        };
        let moved_rows = rows(&moved);
        Ok(Comparison {
            fingerprints: [&self.before, &self.after].map(|model| model.fingerprint().to_owned()),
            lists: [&self.before, &self.after].map(lists),
            rows: self.counts.all.all.rows,
            changes: changes(&self.before, &self.after),
            moved: moved_rows,
            moved_share: if self.counts.all.all.rows > 0 {
                moved_rows as f64 / self.counts.all.all.rows as f64
            } else {
                0.0
            },
            newly_qualified: rows(&|from, to| from.status != 0 && to.status == 0),
            no_longer_qualified: rows(&|from, to| from.status == 0 && to.status != 0),
            moves: moves.collect(),
            causes,
            outcomes: (0..self.outcomes.len()).filter_map(|at| self.outcome(at)).collect(),
        })
    }

    fn outcome(&self, at: usize) -> Option<CompareOutcome> {
        let outcome = self.outcomes.get(at).filter(|outcome| !outcome.is_value())?;
        let auc = self.counts.paired.get(at)?.clone().compare(CONFIDENCE);
        let of = |wanted: &dyn Fn(&Place) -> bool| -> f64 {
            let own =
                self.counts.moves.iter().filter(|((from, _), _)| wanted(from)).map(|(_, tally)| tally.of(at));
            own.map(|(won, lost)| won.weight() + lost.weight()).sum()
        };
        let whole = of(&|_| true);
        let size = if whole > 0.0 { of(&|from| from.status == 0) / whole } else { 0.0 };
        let ranked = self.counts.ranked.get(at)?.clone().map(Ranked::sorted);
        let [before, after] = ranked.map(|ranked| ranked.gain(size).map(|gain| gain.captured));
        let interval = auc.and_then(|auc| auc.interval);
        let says = match (auc, interval) {
            (Some(auc), Some(interval)) if interval.low > 0.0 => {
                format!("The new model separates won from lost better ({} of AUC).", signed(auc.difference))
            }
            (Some(auc), Some(interval)) if interval.high < 0.0 => {
                format!("The new model separates won from lost worse ({} of AUC).", signed(auc.difference))
            }
            (Some(_), Some(_)) => {
                "Both models separate won from lost alike, as far as these accounts tell.".to_owned()
            }
            _ => "There are too few outcomes to compare.".to_owned(),
        };
        Some(CompareOutcome {
            outcome: outcome.name(),
            auc,
            size,
            captured: before.zip(after).map(<[f64; 2]>::from),
            says,
        })
    }
}

impl Comparison {
    /// The comparison as tables.
    pub fn tables(&self) -> Vec<Table> {
        let mut changes = Table::new("Differences between the models", &["difference"]);
        self.changes.iter().for_each(|change| changes.row([change.says.clone()]));
        let title = format!("{} of {} accounts move", grouped(self.moved), grouped(self.rows));
        let mut moves = Table::new(title, &["from", "to", "accounts"]);
        let moving = self.moves.iter().filter(|one| one.from != one.to);
        moving.for_each(|one| moves.row([one.from.clone(), one.to.clone(), one.rows.to_string()]));
        let mut causes = Table::new("Moved by", &["kind", "id", "up", "down"]);
        for one in &self.causes {
            causes.row([one.kind.clone(), one.id.clone(), one.up.to_string(), one.down.to_string()]);
        }
        let columns =
            ["outcome", "AUC before", "AUC after", "difference", "captured before", "captured after"];
        let mut outcomes = Table::new("Outcomes", &columns);
        for one in &self.outcomes {
            let auc = |get: fn(&PairedAuc) -> f64| {
                one.auc.as_ref().map(|auc| format!("{:.3}", get(auc))).unwrap_or_default()
            };
            let captured = |at: usize| {
                one.captured.and_then(|both| both.get(at).copied()).map(percent).unwrap_or_default()
            };
            outcomes.row([
                one.outcome.clone(),
                auc(|auc| auc.before.auc),
                auc(|auc| auc.after.auc),
                one.auc.as_ref().map(difference).unwrap_or_default(),
                captured(0),
                captured(1),
            ]);
        }
        let all = [changes, moves, causes, outcomes];
        all.into_iter().filter(|table| !table.rows.is_empty() || !table.notes.is_empty()).collect()
    }

    /// As text for a terminal: the sentences that matter, then the tables.
    pub fn to_text(&self) -> String {
        self.to_text_within(usize::MAX)
    }

    /// The same in lines of at most that many columns.
    pub fn to_text_within(&self, columns: usize) -> String {
        text_within(&self.sentences(), &self.tables(), columns)
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        markdown(&self.title(), &self.sentences(), &self.tables())
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// A difference of two AUC with its interval.
fn difference(auc: &PairedAuc) -> String {
    let interval = auc.interval.map(|one| format!(" ({} to {})", signed(one.low), signed(one.high)));
    format!("{}{}", signed(auc.difference), interval.unwrap_or_default())
}
