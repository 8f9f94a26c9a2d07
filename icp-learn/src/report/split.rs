//! The report on profiles of several groups: whether they are better than one, the groups side by side, and then each profile.

use icp_evidence::Table as Words;
use icp_evidence::frame::Frame;
use serde_json::{Value, json};

use super::build::Subjects;
use super::part::{Part, Told};
use super::parts::parts;
use super::{frames, json};
use crate::from_model::{LeftOut, Source};
use crate::labels::label;
use crate::split::{ids, sentence};
use crate::words::{grouped, percent, plain};
use crate::{Gain, Naming, Split, Subject, Table};

/// The table, where its columns come from, and what was left out of it.
type From<'a> = (&'a Table, &'a [Source], &'a LeftOut);

/// Sentences and tables for people, JSON, and frames.
pub(super) fn report(
    split: &Split,
    from: From<'_>,
    naming: Naming<'_>,
    without_signal: bool,
) -> (Told, String, Vec<Frame>) {
    let (table, sources, left) = from;
    let written = split.written(without_signal);
    let mut told = Told {
        title: format!("Learned from {}", naming.accounts),
        sentences: first(split, from, naming),
        warnings: Vec::new(),
        parts: vec![side_by_side(split, from, &written)],
    };
    let mut all_frames = Vec::new();
    let mut groups: Vec<Value> = Vec::new();
    for (at, (group, id)) in split.groups.iter().zip(ids(split)).enumerate() {
        let subjects = Subjects { learned: &group.learned, table, sources };
        let name = plain(&group.name);
        told.warnings.extend(group.learned.warnings.iter().map(|warning| format!("{name}: {warning}")));
        for mut part in parts(&subjects, left) {
            part.table.title = format!("{name}: {}", part.table.title);
            told.parts.push(part);
        }
        all_frames = frames::below(all_frames, frames::frames(&subjects, left, Some(&group.name)));
        let rank = written.iter().position(|own| *own == at).map(|at| at + 1);
        let test = split.test.as_ref().and_then(|test| test.groups.get(at)).and_then(Option::as_ref);
        groups.push(json::with(
            json::json(&subjects, left, naming),
            [
                ("name", json!(group.name)),
                ("id", json!(id)),
                ("priority", json!(rank)),
                ("market_size", json!(group.market)),
                ("win_rate", json!(group.rate)),
                ("test", json!(test.map(gain))),
            ],
        ));
    }
    let json = json!({
        "accounts": naming.accounts,
        "outcome": naming.outcome,
        "split_by": column(split, from),
        "signal": null,
        "in_no_group": split.left_out,
        "left_out_rows": split.open,
        "several_are_better": split.test.as_ref().map(crate::SplitTest::is_better),
        "test": split.test.as_ref().map(|test| gain(&test.gain)),
        "groups": groups,
        "warnings": told.warnings,
    });
    (told, json.to_string(), all_frames)
}

fn gain(gain: &Gain) -> Value {
    json!({"auc_of_one": gain.before, "auc_of_several": gain.after, "gain": gain.gain, "low": gain.interval.low,
        "high": gain.interval.high})
}

/// The name of the column that makes the groups.
fn column(split: &Split, (table, sources, _): From<'_>) -> String {
    label(table, sources, Subject { column: split.column, item: None })
}

/// The sentences that matter.
fn first(split: &Split, from: From<'_>, naming: Naming<'_>) -> Vec<String> {
    let counts = split.groups.iter().map(|group| &group.learned.counts);
    let (rows, won) = counts.fold((0, 0), |sum, own| (sum.0 + own.rows, sum.1 + own.won));
    let mut out = vec![format!(
        "{} accounts in {} groups by `{}`, of which {} were won by `{}`; {} with an outcome are in no group, and {} without an outcome were \
         left out.",
        grouped(rows),
        split.groups.len(),
        plain(&column(split, from)),
        grouped(won),
        plain(naming.outcome),
        grouped(split.left_out),
        grouped(split.open),
    )];
    out.extend(split.test.as_ref().map(sentence));
    out
}

/// A line for each group.
fn side_by_side(split: &Split, from: From<'_>, written: &[usize]) -> Part {
    let heads =
        ["profile", "priority", "accounts", "won", "p", "AUC", "of one for all", "gain", "95 % interval"];
    let mut table = Words::new(format!("Profiles by {}", column(split, from)), &heads);
    let none = || "-".to_owned();
    for (at, group) in split.groups.iter().enumerate() {
        let rank = written.iter().position(|own| *own == at);
        let test = split.test.as_ref().and_then(|test| test.groups.get(at)).and_then(Option::as_ref);
        table.row([
            plain(&group.name),
            rank.map_or_else(none, |rank| (rank + 1).to_string()),
            grouped(group.learned.counts.rows),
            percent(group.rate),
            group.learned.signal.map_or_else(none, |signal| format!("{:.3}", signal.p)),
            test.map_or_else(none, |test| format!("{:.3}", test.after)),
            test.map_or_else(none, |test| format!("{:.3}", test.before)),
            test.map_or_else(none, |test| format!("{:+.3}", test.gain)),
            test.map_or_else(none, |test| format!("{:+.3} to {:+.3}", test.interval.low, test.interval.high)),
        ]);
    }
    table.note(
        "`priority`: the size of the market and the win rate count alike; a group without a signal has no profile. `p`: of the test for a \
         signal. The AUCs are within the group, on rows that neither profile was fitted to."
            .to_owned(),
    );
    Part { table, picture: None }
}
