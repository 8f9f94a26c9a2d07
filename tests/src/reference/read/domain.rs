//! Web addresses as their host.

/// The host of a web address, in small letters: without scheme, user, `www.`, port, path, query and last dot. Nothing
/// where no host is left.
pub(crate) fn host(text: &str) -> Option<String> {
    let mut rest = text.trim();
    if let Some((scheme, after)) = rest.split_once("//")
        && is_scheme(scheme)
    {
        rest = after;
    }
    rest = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    rest = rest.rsplit('@').next().unwrap_or_default();
    if let Some((before, port)) = rest.rsplit_once(':')
        && port.bytes().all(|byte| byte.is_ascii_digit())
    {
        rest = before;
    }
    let lower = rest.strip_suffix('.').unwrap_or(rest).to_lowercase();
    let host = lower.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(&lower);
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (host.contains('.') && host.split('.').all(is_label)).then(|| host.to_owned())
}

fn is_scheme(text: &str) -> bool {
    let Some(name) = text.strip_suffix(':') else { return text.is_empty() };
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Whether a host is another, or lies under it.
pub(crate) fn is_under(host: &str, other: &str) -> bool {
    host.strip_suffix(other).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_host_counts() {
        for text in [
            "acme.example",
            "ACME.example.",
            " www.acme.example ",
            "https://www.Acme.example/about?x=1",
            "http://user:pw@acme.example:443/#top",
            "jo@acme.example",
            "acme.example?ref=a@b",
            "acme.example\\about",
        ] {
            assert_eq!(host(text).as_deref(), Some("acme.example"), "{text}");
        }
        assert_eq!(host("www.example").as_deref(), Some("www.example"));
        for text in
            ["n/a", "localhost", "Acme Inc.", "acme example.com", "", "https://", "a..example", "-", "5.5%"]
        {
            assert_eq!(host(text), None, "{text}");
        }
        assert!(is_under("shop.acme.example", "acme.example") && is_under("acme.example", "acme.example"));
        assert!(
            !is_under("not-acme.example", "acme.example") && !is_under("acme.example.org", "acme.example")
        );
    }
}
