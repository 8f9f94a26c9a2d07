//! Text from files on a screen: nothing that a terminal would act on, measured in columns.

use std::borrow::Cow;

pub(crate) use icp_core::value::grouped;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm, wrap};
use unicode_width::UnicodeWidthStr as _;

/// Characters that a terminal acts on, or that hide or turn what is around them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a text is ASCII that a terminal shows as it is. Most texts are, and then nothing needs to be looked up.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// One line of text that is safe to show: line ends and tabs become blanks, hidden characters are escaped.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A user's text in a message: in backticks, at most 80 characters.
pub(crate) fn quoted(text: &str) -> String {
    let mut cut: String = text.chars().take(80).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    format!("`{}`", shown(&cut))
}

/// A text as an argument of a command that is shown: in double quotes where a shell would cut or change it.
pub(crate) fn argument(text: &str) -> String {
    let is_safe =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+' | '=' | ':' | ',' | '@');
    let text = shown(text);
    if !text.is_empty() && text.chars().all(is_safe) {
        return text.into_owned();
    }
    let mut out = String::from('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// Several names in a message.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// `1 row`, `2 rows`, `12,000 rows`.
pub(crate) fn count(n: u64, one: &str) -> String {
    match one.strip_suffix('y') {
        _ if n == 1 => format!("1 {one}"),
        Some(stem) => format!("{} {stem}ies", grouped(n)),
        None => format!("{} {one}s", grouped(n)),
    }
}

/// Columns that a text takes on the screen.
pub(crate) fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { text.width() }
}

/// Wraps a text to lines of at most `columns` columns, between words if possible. Cuts it off after `most` lines.
pub(crate) fn wrapped(text: &str, columns: usize, most: usize) -> Vec<String> {
    let columns = columns.max(1);
    if width(text) <= columns {
        return vec![text.to_owned()];
    }
    let options = Options::new(columns)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let mut lines: Vec<String> = wrap(text.trim(), options).into_iter().map(Cow::into_owned).collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && width(last) + 1 > columns {
                last.pop();
            }
            last.push('…');
        }
    }
    lines
}

/// A text in lines of at most `columns` columns; all but the first begin with `indent` blanks.
pub(crate) fn hung(text: &str, indent: usize, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let blanks = " ".repeat(indent);
    // The first line is as narrow as the others, which nobody sees.
    wrapped(text, columns.saturating_sub(indent), usize::MAX).join(&format!("\n{blanks}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_acts_on_is_escaped() {
        assert_eq!(shown("a\u{1b}[2Jb\u{202e}c\nd"), "a\\u{1b}[2Jb\\u{202e}c d");
        assert_eq!(shown("Ipê, 株式会社"), "Ipê, 株式会社");
        assert_eq!(quoted(&"x".repeat(81)), format!("`{}…`", "x".repeat(80)));
    }

    #[test]
    fn arguments_are_quoted_where_a_shell_needs_it() {
        assert_eq!(argument("accounts.csv"), "accounts.csv");
        assert_eq!(argument("Organization - Name"), "\"Organization - Name\"");
        assert_eq!(argument("a \"b\" $c"), "\"a \\\"b\\\" \\$c\"");
    }

    #[test]
    fn plain_texts_are_as_wide_as_others() {
        let plain: String = (' '..='~').collect();
        assert!(is_plain(&plain) && !is_plain("\u{7f}") && !is_plain("\t") && !is_plain("é"));
        assert_eq!((width(&plain), &*shown(&plain)), (plain.width(), &*plain));
    }

    #[test]
    fn hanging_lines_fit() {
        assert_eq!(hung("1. Acme: gained 36", 3, 12), "1. Acme:\n   gained 36");
        assert_eq!(hung("short", 3, 12), "short");
    }

    #[test]
    fn counts_are_words() {
        assert_eq!(count(1, "company"), "1 company");
        assert_eq!(count(17_727, "company"), "17,727 companies");
        assert_eq!(count(0, "account"), "0 accounts");
    }

    #[test]
    fn wrapping_cuts_between_words_and_counts_wide_characters_twice() {
        assert_eq!(wrapped("do not target at scale", 10, 3), ["do not", "target at", "scale"]);
        assert_eq!(wrapped("do not target at scale", 10, 2), ["do not", "target at…"]);
        assert_eq!(wrapped("株式会社", 4, 3), ["株式", "会社"]);
        assert_eq!(wrapped("abcdefghij", 4, 2), ["abcd", "efg…"]);
    }
}
