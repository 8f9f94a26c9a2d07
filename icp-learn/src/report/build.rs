//! The sentences of a report, and its tables of tiers, time and columns.

use icp_core::Date;
use icp_evidence::Table as Words;

use super::part::Part;
use super::picture::{Bar, Picture};
use crate::from_model::{LeftOut, Source};
use crate::labels::{label, tier_id};
use crate::words::{grouped, percent, plain};
use crate::{Against, ColumnStory, Fate, Late, Learned, Naming, Size, Subject, Table};

/// The answer of learning, with the names of its columns.
pub(super) struct Subjects<'a> {
    pub(super) learned: &'a Learned,
    pub(super) table: &'a Table,
    pub(super) sources: &'a [Source],
}

impl Subjects<'_> {
    pub(super) fn name(&self, subject: Subject) -> String {
        label(self.table, self.sources, subject)
    }

    pub(super) fn column(&self, column: usize) -> String {
        self.name(Subject { column, item: None })
    }
}

/// The two or three sentences that matter.
pub(super) fn sentences(learned: &Learned, naming: Naming<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let counts = &learned.counts;
    let lost = grouped(counts.rows - counts.won);
    out.push(match learned.against {
        Against::Lost => format!(
            "{} accounts, of which {} were won by `{}` ({}) and {lost} lost; {} without an outcome were left out.",
            grouped(counts.rows),
            grouped(counts.won),
            plain(naming.outcome),
            percent(counts.rate().unwrap_or_default()),
            grouped(learned.left_out)
        ),
        Against::Reference => format!(
            "{} of the best customers against a reference population of {lost}. Points are lift: how much more frequent a value is \
             among the best. There are no win rates.",
            grouped(counts.won)
        ),
    });
    if let Some(signal) = &learned.signal {
        out.push(if signal.is_found() {
            format!("There is a signal: p = {:.3} in {} permutations.", signal.p, signal.permutations)
        } else {
            format!(
                "No signal found in {} won and {lost} lost: a column would have to reach AUC {:.2} to be seen (p = {:.3}).",
                grouped(counts.won),
                signal.detectable,
                signal.p
            )
        });
    }
    if let Some(auc) = learned.judged.as_ref().and_then(|judged| judged.auc) {
        out.push(format!(
            "On rows that it was not fitted to, the card ranks a won above a lost account in {} of all pairs (AUC {:.3}, 95 % interval {:.3} \
             to {:.3}).",
            percent(auc.auc),
            auc.auc,
            auc.interval.low,
            auc.interval.high
        ));
    }
    match learned.size {
        Size::None => {
            out.push("There are too few accounts to learn from: fill in a template by hand.".to_owned());
        }
        Size::Few => out.push("There are few accounts: take every criterion as a hypothesis.".to_owned()),
        Size::Joint => {}
    }
    out
}

/// The tiers with the win rates of rows that their card was not fitted to.
pub(super) fn tiers(learned: &Learned) -> Option<Part> {
    let card = learned.card.as_ref().filter(|card| card.tiers.len() > 1)?;
    let judged = learned.judged.as_ref().map(|judged| judged.tiers.as_slice()).unwrap_or_default();
    let mut table = Words::new("Tiers", &["tier", "from", "accounts", "share", "won", "90 % interval"]);
    let mut bars = Vec::new();
    for (at, tier) in card.tiers.iter().enumerate() {
        let share = tier.counts.weight / learned.counts.weight.max(f64::MIN_POSITIVE);
        let (rate, interval) = match judged.get(at) {
            Some(rate) => (
                percent(rate.rate),
                format!("{} to {}", percent(rate.interval.low), percent(rate.interval.high)),
            ),
            None => ("-".to_owned(), "-".to_owned()),
        };
        if let Some(rate) = judged.get(at) {
            bars.push(Bar { name: tier_id(at), value: rate.rate, interval: Some(rate.interval) });
        }
        let from = if at + 1 == card.tiers.len() { "below".to_owned() } else { tier.from.to_string() };
        table.row([tier_id(at), from, grouped(tier.counts.rows), percent(share), rate, interval]);
    }
    if !judged.is_empty() {
        table.note("Win rates are those of rows that the card was not fitted to; those of the fitted rows would be too good.".to_owned());
    }
    let picture = (bars.len() > 1).then(|| Picture::new("Win rate by tier", bars, learned.counts.rate()));
    Some(Part { table, picture })
}

/// The card in time order.
pub(super) fn time(learned: &Learned) -> Option<Part> {
    let judged = learned.judged.as_ref()?;
    let time = judged.time.as_ref()?;
    let day = Date::from_days(time.from).map_or_else(String::new, |day| day.to_string());
    let mut table = Words::new("In time order", &["", "AUC", "won"]);
    if let Some(auc) = judged.auc {
        let rate = learned.counts.rate().map(percent).unwrap_or_default();
        table.row(["random rows".to_owned(), format!("{:.3}", auc.auc), rate]);
    }
    table.row([format!("rows from {day} on"), format!("{:.3}", time.auc), percent(time.was)]);
    table.note(format!(
        "Fitted to the earlier rows, which said {}; 95 % interval of the later win rate {} to {}.",
        percent(time.said),
        percent(time.interval.low),
        percent(time.interval.high)
    ));
    Some(Part { table, picture: None })
}

/// Every column on one line.
pub(super) fn columns(subjects: &Subjects<'_>, left: &LeftOut) -> Part {
    let mut table = Words::new("Columns", &["column", "used", "AUC alone", "filled", "folds", "nearest"]);
    let rows = subjects.learned.counts.rows.max(1) as f64;
    for (at, story) in subjects.learned.columns.iter().enumerate() {
        table.row([
            subjects.column(at),
            fate(story),
            story.auc.map_or_else(|| "-".to_owned(), |auc| format!("{auc:.3}")),
            percent(story.known as f64 / rows),
            story.chosen.map_or_else(|| "-".to_owned(), percent),
            story.runner_up.map(|column| subjects.column(column)).unwrap_or_default(),
        ]);
    }
    for (name, reason) in left {
        let none = || "-".to_owned();
        table.row([plain(name), format!("not read: {reason}"), none(), none(), none(), String::new()]);
    }
    table.note("`folds`: the share of folds whose card has it. `nearest`: the column that comes closest to its place.".to_owned());
    Part { table, picture: None }
}

/// Whether a column is used, and why not, in words.
pub(super) fn fate(story: &ColumnStory) -> String {
    match &story.fate {
        Fate::Used => "yes".to_owned(),
        Fate::NotChosen => "no: nothing beyond the others".to_owned(),
        Fate::SaysNothing => "no: says nothing".to_owned(),
        Fate::Constant => "no: the same in all rows".to_owned(),
        Fate::Empty => "no: empty".to_owned(),
        Fate::Identifier => "no: nearly all values differ".to_owned(),
        Fate::Late(Late::Auc(auc)) => format!("no: known only afterwards? AUC {auc:.2}"),
        Fate::Late(Late::SureBand(rate)) => {
            format!("no: known only afterwards? a band won {}", percent(*rate))
        }
        Fate::Late(Late::Known(odds)) => format!("no: known only afterwards? filled at odds of {odds:.0}"),
        Fate::KnownLater => "no: said to be known only afterwards".to_owned(),
        Fate::NotLooked => "no: not looked at".to_owned(),
    }
}
