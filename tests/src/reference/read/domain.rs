//! Web addresses as their host.

use super::super::text::fold;

/// The host of a web address: without scheme, user, `www.`, port, path, query and last dot, in lower case.
pub(crate) fn host(text: &str) -> String {
    let mut rest = text.trim();
    if let Some((_, after)) = rest.split_once("://") {
        rest = after;
    }
    rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((_, after)) = rest.rsplit_once('@') {
        rest = after;
    }
    if let Some((before, port)) = rest.rsplit_once(':')
        && port.bytes().all(|byte| byte.is_ascii_digit())
    {
        rest = before;
    }
    let lower = fold(rest.strip_suffix('.').unwrap_or(rest));
    lower.strip_prefix("www.").unwrap_or(&lower).to_owned()
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
        ] {
            assert_eq!(host(text), "acme.example", "{text}");
        }
        assert!(is_under("shop.acme.example", "acme.example") && is_under("acme.example", "acme.example"));
        assert!(
            !is_under("not-acme.example", "acme.example") && !is_under("acme.example.org", "acme.example")
        );
    }
}
