//! Which columns tell accounts apart, and when two accounts are the same by them.

use crate::value::fold;

/// Columns of which each account has a value of its own.
const NAMES: [&str; 9] =
    ["id", "account", "account_id", "account_name", "company", "company_id", "company_name", "name", "email"];

/// Columns that hold the address of the account's site.
const SITES: [&str; 5] = ["domain", "website", "url", "homepage", "homepage_url"];

/// Whether a column usually tells accounts apart.
pub(crate) fn is_identity(column: &str) -> bool {
    let plain = plain(column);
    NAMES.contains(&&*plain) || SITES.contains(&&*plain)
}

/// The form in which the value of such a column is compared: folded, of a site its host.
pub(super) fn compared(column: &str, value: &str) -> String {
    let folded = fold(value);
    if SITES.contains(&&*plain(column)) { host(&folded).to_owned() } else { folded.into_owned() }
}

fn plain(column: &str) -> String {
    fold(column).replace([' ', '-'], "_")
}

/// The host of a folded address.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let rest = rest.split_once(':').map_or(rest, |(host, _)| host);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::{compared, is_identity};

    #[test]
    fn a_site_is_compared_by_its_host() {
        for address in
            ["https://www.Acme.example/about?x=1", "acme.example.", "ACME.example:443", "acme.example"]
        {
            assert_eq!(compared("Website", address), "acme.example", "{address}");
        }
        assert_eq!(compared("name", " Acme  Ltd "), "acme ltd");
        assert!(is_identity("Company Name") && is_identity("id") && !is_identity("industry"));
    }
}
