//! Tiers written as an object, as the list that they have to be.

use super::flow::{flow, quoted};
use super::text::number_meant;
use crate::draft::{Entry, Node, NodeKind, Number};
use crate::sort::sort_by;
use crate::value::float_text;

fn number(node: &Node) -> Option<f64> {
    match &node.kind {
        NodeKind::Number(Number::Integer(integer)) => Some(*integer as f64),
        NodeKind::Number(Number::Float(float)) => Some(*float),
        _ => None,
    }
}

/// Tiers written as `{hot: 70, warm: 40}`: best first, and one for all that is below.
pub(in crate::validate) fn tiers(entries: &[Entry]) -> Option<String> {
    let mut read: Vec<(f64, &str)> = Vec::new();
    for entry in entries {
        read.push((number(&entry.value)?, &entry.key));
    }
    sort_by(&mut read, |a, b| b.0.total_cmp(&a.0));
    if read.is_empty() || read.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0)) {
        return None;
    }
    let mut shown = Vec::new();
    for (bound, id) in &read {
        // Scores below 0 belong to it as well.
        let is_last = *bound == 0.0 && read.last().is_some_and(|(last, _)| last == bound);
        let from = if is_last { String::new() } else { format!(", from: {}", float_text(*bound)) };
        shown.push(format!("{{id: {}{from}}}", quoted(id)?));
    }
    if read.last().is_some_and(|(last, _)| *last == 0.0) {
        return Some(format!("write `[{}]`", shown.join(", ")));
    }
    let below = ["below", "none", "rest"].into_iter().find(|id| read.iter().all(|(_, taken)| taken != id))?;
    shown.push(format!("{{id: \"{below}\"}}"));
    Some(format!("write `[{}]`", shown.join(", ")))
}

/// The pairs of a curve written as an object, or as objects in a list.
pub(in crate::validate) fn curve(node: &Node) -> Option<String> {
    let mut pairs: Vec<(f64, String)> = Vec::new();
    match &node.kind {
        NodeKind::Map(entries) => {
            for entry in entries {
                let at = number_meant(entry.key.trim())?;
                number(&entry.value)?;
                pairs.push((at, flow(&entry.value)?));
            }
        }
        NodeKind::List(items) => {
            for item in items {
                let NodeKind::Map(entries) = &item.kind else { return None };
                let find = |names: [&str; 3]| entries.iter().find(|entry| names.contains(&&*entry.key));
                let at = number(&find(["x", "at", "value"])?.value)?;
                let y = &find(["y", "rating", "points"])?.value;
                number(y).filter(|_| entries.len() == 2)?;
                pairs.push((at, flow(y)?));
            }
        }
        _ => return None,
    }
    sort_by(&mut pairs, |a, b| a.0.total_cmp(&b.0));
    let shown: Vec<String> = pairs.iter().map(|(at, y)| format!("[{}, {y}]", float_text(*at))).collect();
    (shown.len() > 1).then(|| format!("write `[{}]`", shown.join(", ")))
}

/// The rewriting of a number that is no rating, under this key.
pub(in crate::validate) fn points(node: &Node, key: &str) -> Option<String> {
    let points = if key == "rating_each" { "points_each" } else { "points" };
    number(node)
        .filter(|value| value.abs() > 1.0)
        .map(|_| format!("ratings are parts of the weight; for amounts write `{points}` in place of `{key}`"))
}
