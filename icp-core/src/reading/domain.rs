//! Web addresses: the host, by which they are compared.
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
    let start = after_scheme(text.as_bytes());
    // One pass finds the end, the last `@` and the last `:` behind it.
    let (mut from, mut colon, mut end) = (start, None, text.len());
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'/' | b'?' | b'#' | b'\\' => {
                end = at;
                break;
            }
            b'@' => (from, colon) = (at + 1, None),
            b':' => colon = Some(at),
            _ => (),
        }
    }
    let is_port = |at: usize| text.bytes().take(end).skip(at + 1).all(|byte| byte.is_ascii_digit());
    let end = colon.filter(|at| is_port(*at)).unwrap_or(end);
    let text = text.get(from..end)?;
    let text = text.strip_suffix('.').unwrap_or(text);
    let bare = match text.split_at_checked(4) {
        Some((www, rest)) if www.eq_ignore_ascii_case("www.") && rest.bytes().any(|byte| byte == b'.') => {
            rest
        }
        _ => text,
    };
    is_host(bare).then_some(bare)
}

/// The place behind the scheme and its `//`, or behind `//` alone; 0 without.
fn after_scheme(text: &[u8]) -> usize {
    if text.starts_with(b"//") {
        return 2;
    }
    let is_of_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let length = text.iter().take_while(|byte| is_of_scheme(byte)).count();
    let is_one = text.first().is_some_and(u8::is_ascii_alphabetic);
    match text.get(length..) {
        Some([b':', b'/', b'/', ..]) if is_one => length + 3,
        _ => 0,
    }
}

/// Whether it is made of two labels or more, of letters, digits, `-` and `_`, also once its letters are small.
fn is_host(text: &str) -> bool {
    if !text.is_ascii() {
        return text.bytes().any(|byte| byte == b'.')
            && text.split('.').all(|label| !label.is_empty() && label.chars().all(is_of_label));
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

/// Whether a sign may stand in a label. The small form of `İ` is an `i` and a dot above, which is no letter; that of every other
/// letter is one. To ask the table of small letters would make this part of the program half as large again.
fn is_of_label(sign: char) -> bool {
    sign.is_alphanumeric() && sign != 'İ' || matches!(sign, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::{host, is_of_label};

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
        for text in [
            "acme",
            "N/A",
            "-",
            "Acme Inc.",
            "https://",
            "a..example",
            ".example",
            "acme,example.org",
            "é",
            "İ.example",
        ] {
            assert_eq!(host(text), None, "{text}");
        }
    }

    #[test]
    fn a_label_is_one_also_in_small_letters() {
        for sign in ('\0'..=char::MAX).filter(|sign| sign.is_alphanumeric()) {
            assert_eq!(is_of_label(sign), sign.to_lowercase().all(is_of_label), "{sign:?}");
        }
    }
}
