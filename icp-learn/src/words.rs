//! Numbers and texts as documents and reports write them.

pub(crate) use icp_core::value::grouped;
pub(crate) use icp_evidence::percent;

/// A number of rows.
pub(crate) fn rows(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(count)) }
}

/// A text for a comment: on one line, and not long.
pub(crate) fn plain(text: &str) -> String {
    let shown = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}') { ' ' } else { c });
    let mut out: String = shown.take(60).collect();
    if text.chars().count() > 60 {
        out.push('…');
    }
    out
}
