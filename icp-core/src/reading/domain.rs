//! Web addresses: the host, by which they are compared.

use crate::value::cut_at;

fetched! {
    reader: fn(&str) -> Option<&str> = host_of
}

/// The host of a web address, as [`host_of`] finds it.
pub(crate) fn host(text: &str) -> Option<&str> {
    reader()?(text)
}

/// The host of a web address, in its own letters: without scheme, user, `www.`, port, path, query and last dot. `None` for a
/// text that has none: with blanks or odd signs in it, or without a dot.
fn host_of(text: &str) -> Option<&str> {
    let text = text.trim();
    let place = |text: &str, is_it: fn(u8) -> bool| text.bytes().position(is_it);
    let text = match place(text, |byte| byte == b'/').map(|at| cut_at(text, at)) {
        Some((scheme, rest)) if scheme.is_empty() || is_scheme(scheme) => {
            rest.strip_prefix("//").unwrap_or(text)
        }
        _ => text,
    };
    let end = place(text, |byte| matches!(byte, b'/' | b'?' | b'#' | b'\\')).unwrap_or(text.len());
    let text = text.get(..end)?;
    let user = text.bytes().rposition(|byte| byte == b'@').map_or(0, |at| at + 1);
    let text = text.get(user..)?;
    let text = match text.bytes().rposition(|byte| byte == b':').map(|at| cut_at(text, at)) {
        Some((host, port)) if port.bytes().skip(1).all(|byte| byte.is_ascii_digit()) => host,
        _ => text,
    };
    let text = text.strip_suffix('.').unwrap_or(text);
    let bare = match text.split_at_checked(4) {
        Some((www, rest)) if www.eq_ignore_ascii_case("www.") && rest.bytes().any(|byte| byte == b'.') => {
            rest
        }
        _ => text,
    };
    is_host(bare).then_some(bare)
}

/// Whether it is made of two labels or more, of letters, digits, `-` and `_`.
fn is_host(text: &str) -> bool {
    let is_label = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
    if !text.is_ascii() {
        return text.bytes().any(|byte| byte == b'.')
            && text.split('.').all(|label| !label.is_empty() && label.chars().all(is_label));
    }
    let (mut dots, mut before) = (0, b'.');
    for byte in text.bytes() {
        let is_dot = byte == b'.';
        if is_dot && before == b'.'
            || !is_dot && !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_')
        {
            return false;
        }
        dots += usize::from(is_dot);
        before = byte;
    }
    dots > 0 && before != b'.'
}

fn is_scheme(text: &str) -> bool {
    text.strip_suffix(':').is_some_and(|scheme| {
        scheme.bytes().next().is_some_and(|first| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_is_what_is_left() {
        for text in [
            "acme.example",
            "www.acme.example",
            " https://acme.example ",
            "https://www.acme.example/",
            "https://acme.example/about?x=1",
            "//acme.example#top",
            "acme.example?x=a.b/c",
            "acme.example:443",
            "acme.example.",
            "jo@acme.example",
            "mailto:jo@acme.example",
            "ftp://jo:secret@WWW.acme.example:21/x@y",
        ] {
            assert_eq!(host(text), Some("acme.example"), "{text}");
        }
        for (text, found) in [
            ("ACME.Example", "ACME.Example"),
            ("shop.acme.example", "shop.acme.example"),
            ("www.com", "www.com"),
            ("www.www.acme.example", "www.acme.example"),
            ("bücher.example", "bücher.example"),
            ("10.0.0.1:80", "10.0.0.1"),
            // A scheme begins with a letter.
            ("1acme.example://other.example", "1acme.example"),
        ] {
            assert_eq!(host(text), Some(found), "{text}");
        }
        for text in
            ["acme", "N/A", "-", "Acme Inc.", "https://", "a..example", ".example", "acme,example.org", "é"]
        {
            assert_eq!(host(text), None, "{text}");
        }
    }
}
