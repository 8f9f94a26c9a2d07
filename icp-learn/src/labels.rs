//! Names for people of columns and tiers, and the rows behind points in words. Documents and reports use them.

use icp_core::value::{float_text, fold};

use crate::from_model::Source;
use crate::words::{grouped, percent, plain, rows};
use crate::{Against, Cells, Counts, Learned, Subject, Table, Values};

/// The id of a tier by its place.
pub(crate) fn tier_id(at: usize) -> String {
    let letter = u8::try_from(at).ok().and_then(|at| b'A'.checked_add(at)).filter(u8::is_ascii_uppercase);
    letter.map_or_else(|| format!("T{}", at + 1), |letter| char::from(letter).to_string())
}

/// A readable title of a column or item: `company_size` is `Company size`. A header that people wrote with blanks stays as it is.
pub(crate) fn title(table: &Table, sources: &[Source], subject: Subject) -> String {
    let Some(source) = sources.get(subject.column) else { return String::new() };
    let label = label(table, sources, Subject { item: None, ..subject });
    let attribute = &source.attribute;
    let header = attribute.title.as_deref().or(attribute.aliases.first().map(|alias| &**alias));
    let header = header.unwrap_or(&attribute.name);
    let (name, rest) = label.split_at_checked(header.len()).unwrap_or((&label, ""));
    let readable = if attribute.title.is_some() { name.to_owned() } else { readable(name) };
    match item(table, subject) {
        Some(item) => format!("{readable}{rest}: {item}"),
        None => format!("{readable}{rest}"),
    }
}

/// A header in words, beginning with a capital letter.
pub(crate) fn readable(header: &str) -> String {
    if header.chars().any(char::is_whitespace) {
        return header.to_owned();
    }
    let is_camel = header.starts_with(char::is_lowercase) && header.chars().all(char::is_alphanumeric);
    let mut out = String::new();
    let mut was_lower = false;
    for c in header.chars() {
        if matches!(c, '_' | '-' | '.') {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
        } else if is_camel && was_lower && c.is_uppercase() {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else if out.is_empty() {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        was_lower = c.is_lowercase();
    }
    let out = out.trim_end();
    if out.is_empty() { header.to_owned() } else { out.to_owned() }
}

/// The item of a set that a subject is.
fn item(table: &Table, subject: Subject) -> Option<&str> {
    match &table.columns().get(subject.column)?.values {
        Values::Set { items, .. } => items.get(subject.item? as usize).map(String::as_str),
        Values::Number(_) | Values::Month(_) | Values::Text { .. } | Values::Bool(_) => None,
    }
}

/// An id in letters, digits, `_` and `-` that is not taken yet.
pub(crate) fn plain_id(name: &str, usual: &str, taken: &mut Vec<String>) -> String {
    let letters = name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-') { c } else { '-' });
    let mut plain: String = letters.take(100).collect();
    while plain.contains("--") {
        plain = plain.replace("--", "-");
    }
    let plain = plain.trim_matches('-');
    let plain = if plain.is_empty() { usual } else { plain };
    let free = |id: &String| !taken.contains(&fold(id).into_owned());
    let mut ids = std::iter::once(plain.to_owned()).chain((2..).map(|at| format!("{plain}-{at}")));
    let id = ids.find(free).unwrap_or_default();
    taken.push(fold(&id).into_owned());
    id
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
    if let Some(item) = item(table, subject) {
        out.push_str(&format!(" has {item}"));
    }
    out
}

/// The values of a band, in words.
pub(crate) fn cells_text(table: &Table, subject: Subject, cells: &Cells) -> String {
    let values = table.columns().get(subject.column).map(|column| &column.values);
    let unit = if matches!(values, Some(Values::Month(_))) { " months" } else { "" };
    match cells {
        Cells::Range { from: None, to: None } => "any".to_owned(),
        Cells::Range { from: None, to: Some(to) } => format!("below {}{unit}", float_text(*to)),
        Cells::Range { from: Some(from), to: None } => format!("{}{unit} and more", float_text(*from)),
        Cells::Range { from: Some(from), to: Some(to) } => {
            format!("{} to below {}{unit}", float_text(*from), float_text(*to))
        }
        Cells::Texts { names, rest } => {
            let shown: Vec<String> = names.iter().take(6).map(|name| plain(name)).collect();
            let more = if names.len() > shown.len() {
                format!(" and {} more", names.len() - shown.len())
            } else {
                String::new()
            };
            match (shown.is_empty(), rest) {
                (true, _) => "all others".to_owned(),
                (false, true) => format!("{}{more}, all others", shown.join(", ")),
                (false, false) => format!("{}{more}", shown.join(", ")),
            }
        }
        Cells::Bool(true) => "yes".to_owned(),
        Cells::Bool(false) => "no".to_owned(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_as_titles() {
        for (header, title) in [
            ("company_size", "Company size"),
            ("companySize", "Company size"),
            ("Company Size", "Company Size"),
            ("# of Employees", "# of Employees"),
            ("nr.employed", "Nr employed"),
            ("ARR", "ARR"),
            ("HubSpot", "HubSpot"),
            ("employees", "Employees"),
            ("größe", "Größe"),
            ("_", "_"),
        ] {
            assert_eq!(readable(header), title, "{header}");
        }
    }

    #[test]
    fn ids_are_not_taken_twice() {
        let mut taken = Vec::new();
        let mut id = |name: &str| plain_id(name, "criterion", &mut taken);
        assert_eq!(
            [id("a / b"), id("A-b"), id("???"), id("!")],
            ["a-b", "A-b-2", "criterion", "criterion-2"]
        );
    }
}
