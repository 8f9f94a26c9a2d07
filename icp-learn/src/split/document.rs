//! Several profiles as one model document: an icp for each group, ranked by the size of its market and its win rate, that leaves out the
//! accounts of the other groups.

use icp_core::init::yaml_text;
use icp_core::model::Definition;

use super::found::{Group, Split, SplitTest};
use crate::attributes::{Used, attributes};
use crate::document::icp;
use crate::from_model::Source;
use crate::labels::plain_id;
use crate::rules::{condition, list};
use crate::words::{grouped, percent, plain, rows};
use crate::{Cells, Naming, Table};

/// Writes a model document with an icp for each group that has a profile; `None` where none has. Without a signal a group has one only
/// with `without_signal`.
///
/// The other arguments are those of [`document`](crate::document); the icps are named by their groups.
pub fn split_document(
    split: &Split,
    table: &Table,
    sources: &[Source],
    reader: &Definition,
    naming: Naming<'_>,
    without_signal: bool,
) -> Option<String> {
    let source = sources.get(split.column)?;
    let key = yaml_text(&source.attribute.name);
    let ids = ids(split);
    let mut used = vec![Used {
        name: source.attribute.name.to_string(),
        values: named(split).into_iter().map(str::to_owned).collect(),
    }];
    let mut icps = String::new();
    for place in split.written(without_signal) {
        let (Some(group), Some(id)) = (split.groups.get(place), ids.get(place)) else { continue };
        let beside = format!(
            "    name: {}\n    description: {}\n    priority: {{market_size: {}, win_rate: {:.3}}}\n    exclusions:\n      \
             - {{id: other-{id}, reason: of another profile, if_unknown: hold, when: {}}}\n",
            yaml_text(&group.name),
            yaml_text(&format!(
                "{}, {} won ({})",
                rows(group.learned.counts.rows),
                grouped(group.learned.counts.won),
                percent(group.learned.counts.rate().unwrap_or_default())
            )),
            group.market.round().max(1.0),
            group.rate.max(0.001),
            others(split, group, &key),
        );
        let part = icp(&group.learned, table, sources, id, &beside)?;
        icps.push_str(&part.icp);
        used.extend(part.attributes);
    }
    if icps.is_empty() {
        return None;
    }
    let mut out = head(split, &key, naming);
    out.push_str(&format!("format: icp/1\nname: {}\nstatus: hypothesis\n\n", yaml_text(naming.model)));
    out.push_str("# Which profile comes first: the size of its market and its win rate count alike.\n");
    out.push_str("prioritize: {market_size: 1, win_rate: 1}\n\n");
    out.push_str(&attributes(reader, &used));
    out.push_str("\nicps:\n");
    out.push_str(&icps);
    Some(out)
}

/// The id of each group's icp.
pub(crate) fn ids(split: &Split) -> Vec<String> {
    let mut taken = Vec::new();
    split.groups.iter().map(|group| plain_id(&group.name, "group", &mut taken)).collect()
}

/// The texts that make groups of their own.
fn named(split: &Split) -> Vec<&str> {
    let names = split.groups.iter().filter_map(|group| match &group.cells {
        Cells::Texts { names, .. } => Some(names),
        Cells::Range { .. } | Cells::Bool(_) => None,
    });
    names.flatten().map(String::as_str).collect()
}

/// The condition of accounts that are of another group.
fn others(split: &Split, group: &Group, key: &str) -> String {
    match &group.cells {
        Cells::Texts { rest: true, .. } => format!("{{{key}: {{in: {}}}}}", list(&named(split))),
        Cells::Bool(truth) => format!("{{{key}: {}}}", !truth),
        Cells::Range { .. } | Cells::Texts { .. } => {
            format!("{{not: {}}}", condition(key, None, None, &group.cells, false))
        }
    }
}

/// The first comments.
fn head(split: &Split, key: &str, naming: Naming<'_>) -> String {
    let learned_from: u64 = split.groups.iter().map(|group| group.learned.counts.rows).sum();
    let mut out = format!(
        "# Learned from {} of {}, a profile for each of {} groups by `{}`; won by `{}`.\n",
        rows(learned_from),
        plain(naming.accounts),
        split.groups.len(),
        plain(key),
        plain(naming.outcome)
    );
    if let Some(test) = &split.test {
        out.push_str(&format!("# {}\n", sentence(test)));
    }
    out.push_str("# A first guess from the past: read every band, and change what you know better.\n");
    out
}

/// Whether several profiles are better than one, in a sentence.
pub(crate) fn sentence(test: &SplitTest) -> String {
    let gain = &test.gain;
    let (verdict, end) = if test.is_better() {
        ("Several profiles rank better than one", "")
    } else {
        ("Several profiles do not rank better than one", "; one for all is simpler")
    };
    format!(
        "{verdict}: within groups, on rows that neither was fitted to, AUC {:.3} rather than {:.3}, a gain of {:+.3} (95 % interval {:+.3} to \
         {:+.3}){end}.",
        gain.after, gain.before, gain.gain, gain.interval.low, gain.interval.high
    )
}
