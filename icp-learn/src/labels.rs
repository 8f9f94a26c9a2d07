//! Names for people of columns and tiers, and the rows behind points in words. Documents and reports use them.

use crate::from_model::Source;
use crate::words::{grouped, percent, rows};
use crate::{Against, Counts, Learned, Subject, Table, Values};

/// The id of a tier by its place.
pub(crate) fn tier_id(at: usize) -> String {
    let letter = u8::try_from(at).ok().and_then(|at| b'A'.checked_add(at)).filter(u8::is_ascii_uppercase);
    letter.map_or_else(|| format!("T{}", at + 1), |letter| char::from(letter).to_string())
}

/// A column's or item's name for people.
pub(crate) fn label(table: &Table, sources: &[Source], subject: Subject) -> String {
    let Some(source) = sources.get(subject.column) else { return String::new() };
    let attribute = &source.attribute;
    let name = attribute.title.as_deref().or(attribute.aliases.first().map(|alias| &**alias));
    let mut out = name.unwrap_or(&attribute.name).to_owned();
    if let Some(window) = &source.events {
        let event = window.event.as_deref().unwrap_or("any event");
        out.push_str(&format!(": {event} within {} days", window.days));
    }
    let item = subject.item.and_then(|item| match &table.columns().get(subject.column)?.values {
        Values::Set { items, .. } => items.get(item as usize),
        Values::Number(_) | Values::Month(_) | Values::Text { .. } | Values::Bool(_) => None,
    });
    if let Some(item) = item {
        out.push_str(&format!(" has {item}"));
    }
    out
}

/// Rows behind points, in words.
pub(crate) fn counts_text(learned: &Learned, counts: &Counts) -> String {
    match learned.against {
        Against::Lost => match counts.rate() {
            Some(rate) => format!("{}, {} won ({})", rows(counts.rows), grouped(counts.won), percent(rate)),
            None => "no rows".to_owned(),
        },
        Against::Reference => {
            let all = &learned.counts;
            let best = counts.won_weight / all.won_weight.max(f64::MIN_POSITIVE);
            let others =
                (counts.weight - counts.won_weight) / (all.weight - all.won_weight).max(f64::MIN_POSITIVE);
            format!("{} of the best, {} of the reference", percent(best), percent(others))
        }
    }
}
