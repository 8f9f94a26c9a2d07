//! The way out of a YAML text whose indentation is wrong.

/// The help for a YAML text that cannot be read at this byte: tabs, and lines that begin where no other does.
pub(super) fn help(text: &str, at: usize, fault: &str) -> Option<String> {
    let begin = text.get(..at)?.rfind('\n').map_or(0, |end| end.saturating_add(1));
    let line = text.get(begin..)?.lines().next()?;
    if fault.contains("tab") || line.trim_start_matches(' ').starts_with('\t') {
        return Some("use blanks in place of tabs".to_owned());
    }
    let own = column(line);
    let is_said = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let before: Vec<&str> = text.get(..begin)?.lines().filter(is_said).collect();
    let last = before.last()?;
    let near = column(last);
    // A deeper line belongs to a key without a value; a less deep one continues the object or list that began there.
    let opens = last.trim_end().ends_with([':', '|', '>', '-', ',', '[', '{']);
    let fits =
        if own > near { opens } else { before.iter().any(|line| column(line) == own || blanks(line) == own) };
    let (own, near) = (own.saturating_add(1), near.saturating_add(1));
    let help = || {
        format!(
            "keys of one object begin in one column: here in column {own}, the line before in column {near}"
        )
    };
    (own != near && !fits).then(help)
}

fn blanks(line: &str) -> usize {
    line.len().saturating_sub(line.trim_start_matches(' ').len())
}

/// The number of characters before the key of a line, counting the dash of a list item.
fn column(line: &str) -> usize {
    line.len().saturating_sub(line.trim_start_matches([' ', '-']).len())
}
