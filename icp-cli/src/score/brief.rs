//! Reasons cut to one line of a table: of each list of gains and losses the last entries go first, then the last parts.

use std::borrow::Cow;

use crate::text::width;

/// The beginnings of lists whose entries can be left out, the smallest last.
const LISTS: [&str; 3] = ["gained ", "lost ", "open "];
/// Said at the end where something is left out.
const MORE: &str = " …";

/// The reasons in at most `columns` columns. The first part is never cut: where it is longer it takes several lines.
pub(super) fn one_line(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut parts: Vec<&str> = text.strip_suffix(MORE).unwrap_or(text).split("; ").collect();
    loop {
        let said = [&parts.join("; "), MORE].concat();
        if width(&said) <= columns {
            return Cow::Owned(said);
        }
        // Of the longest list; of lists that are as long, the last.
        let places = (0..parts.len()).filter(|at| parts.get(*at).is_some_and(|part| entries(part) > 1));
        let longest = places.max_by_key(|at| parts.get(*at).map(|part| entries(part)));
        if let Some(part) = longest.and_then(|at| parts.get_mut(at)) {
            *part = last_entry(part).and_then(|end| part.get(..end)).unwrap_or_default();
            continue;
        }
        match parts.len() {
            2.. => {
                parts.pop();
            }
            _ => return if parts.join("; ") == text { Cow::Borrowed(text) } else { Cow::Owned(said) },
        }
    }
}

/// The entries of a part that is a list; a part that is none has no entry to leave out.
fn entries(part: &str) -> usize {
    let is_list = LISTS.iter().any(|list| part.starts_with(list) || part.contains(&[": ", list].concat()));
    if is_list { 1 + part.match_indices(", ").filter(|(at, _)| is_entry(part, *at)).count() } else { 0 }
}

/// Where the last entry of a list begins, with the comma before it.
fn last_entry(part: &str) -> Option<usize> {
    part.rmatch_indices(", ").map(|(at, _)| at).find(|at| is_entry(part, *at))
}

/// Whether an entry follows a comma: it begins with its points. A comma in the name of a criterion is none.
fn is_entry(part: &str, comma: usize) -> bool {
    part.get(comma + 2..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn the_last_entries_go_first_and_then_the_last_parts() {
        let text = "gained 36 size, 24 Town, large, 20 stack; lost 20 money, 12 age";
        let said = |columns| one_line(text, columns).into_owned();
        assert_eq!(said(63), text);
        assert_eq!(said(62), "gained 36 size, 24 Town, large; lost 20 money, 12 age …");
        assert_eq!(said(50), "gained 36 size, 24 Town, large; lost 20 money …");
        assert_eq!(said(40), "gained 36 size; lost 20 money …");
        assert_eq!(said(20), "gained 36 size …");
    }

    #[test]
    fn a_first_part_that_is_too_long_stays_whole() {
        let text = "excluded: fewer than 20 employees, 3 of them paid; only this keeps it out";
        assert_eq!(one_line(text, 55), "excluded: fewer than 20 employees, 3 of them paid …");
        assert_eq!(one_line("excluded: fewer than 20 employees", 20), "excluded: fewer than 20 employees");
        assert_eq!(one_line("smb: lost 20 money, 12 age …", 22), "smb: lost 20 money …");
    }
}
