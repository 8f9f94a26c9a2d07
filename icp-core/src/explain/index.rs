//! The list of accounts on a page about several, or beside pages of their own: a link to each, with its name and its answer.

use crate::page::html::escape;
use crate::value::visible;

/// The longest name or answer of an entry, in characters.
const LONGEST: usize = 200;

/// A list of links as HTML, for a page about several accounts or an index of pages: of each account where its link leads, its name and a
/// few words. A link is written as it is but for HTML's own characters, so a file name has to be encoded as an address already.
///
/// ```
/// use icp_core::assessment::explanation_index;
/// let index = explanation_index([("#account-1", "Fox & Daughters", "tier A")]);
/// assert!(index.contains("<li><a href=\"#account-1\">Fox &amp; Daughters</a>: tier A</li>"));
/// ```
pub fn explanation_index<'a>(accounts: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> String {
    let entry = |(link, name, words): (&str, &str, &str)| {
        let link = escape(link);
        let [name, words] = [name, words].map(|text| escape(&visible(text, LONGEST)));
        format!("<li><a href=\"{link}\">{name}</a>: {words}</li>")
    };
    let entries: Vec<String> = accounts.into_iter().map(entry).collect();
    format!("<nav><ol class=\"icp-items\">\n{}\n</ol></nav>", entries.join("\n"))
}
