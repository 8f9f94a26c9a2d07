//! The list of the accounts on a page about several: a link to each, with its name and its answer.

use crate::page::html::escape;
use crate::value::visible;

/// The longest name or answer of an entry, in characters.
const LONGEST: usize = 200;

/// A list of links for a page about several accounts, as HTML: of each account its name and a few words. The n-th link leads to the
/// element with the id `account-N`, from 1.
///
/// ```
/// use icp_core::assessment::explanation_index;
/// let index = explanation_index([("Fox & Daughters", "tier A")]);
/// assert!(index.contains("<li><a href=\"#account-1\">Fox &amp; Daughters</a>: tier A</li>"));
/// ```
pub fn explanation_index<'a>(accounts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let entry = |(number, (name, words)): (usize, (&str, &str))| {
        let [name, words] = [name, words].map(|text| escape(&visible(text, LONGEST)));
        format!("<li><a href=\"#account-{number}\">{name}</a>: {words}</li>")
    };
    let entries: Vec<String> = (1..).zip(accounts).map(entry).collect();
    format!("<nav><ol class=\"icp-items\">\n{}\n</ol></nav>", entries.join("\n"))
}
