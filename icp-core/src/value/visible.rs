//! Texts as messages show them: signs that cannot be seen are written out.

/// A user's text as people may safely see it: at most `most` characters, and nothing that a terminal, a
/// browser or an editor would act on unseen. Control, bidirectional, zero-width and tag characters are written
/// as `\u{..}`.
pub(crate) fn visible(text: &str, most: usize) -> String {
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == most {
            out.push('…');
            break;
        }
        if is_hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
