//! An assessment in words: one document of sentences and rows, written as plain text, Markdown or HTML.
//!
//! Everything comes from the assessment alone. What users wrote (names, reasons, values) is kept apart from
//! our own words in every sentence ([`Sentence`]), is cut at 200 characters, and is escaped where it is rendered.

mod compose;
mod criteria;
mod index;
mod listed;
mod missing;
mod number;
mod questions;
mod reasons;
mod summary;
#[cfg(test)]
mod tests;
mod values;
mod ways;
mod why;

pub use index::explanation_index;
pub(crate) use number::among;

use crate::assess::AssessmentData;
use crate::page::{Block, Document, Row, Sentence, html};
use crate::value::visible;

/// The width of a text that nobody has named one for.
const COLUMNS: usize = 80;

impl AssessmentData<'_> {
    /// The assessment in plain words: the answer, why, the other icps, and last what is missing and what it
    /// could still change.
    ///
    /// To show it in a browser use [`AssessmentData::explain_html`], in a chat or an issue
    /// [`AssessmentData::explain_markdown`]; the words are the same. Numbers have at most two decimals. Lists end
    /// after 40 lines with "and N more". Lines have at most 80 columns; [`AssessmentData::explain_within`] takes another width.
    ///
    /// ```
    #[doc = include_str!("example.txt")]
    /// assert!(assessment.explain().starts_with("Fits Mid-market: 75 of 100 (75 to 100 when everything is known), tier A."));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self) -> String {
        self.explain_within(COLUMNS)
    }

    /// [`AssessmentData::explain`] in lines of another width, such as that of a terminal.
    ///
    /// Only a single word may be longer. Where there is room for it, what a criterion read and what it wants stand in columns.
    ///
    /// ```
    #[doc = include_str!("example.txt")]
    /// assert!(assessment.explain_within(60).lines().all(|line| line.chars().count() <= 60));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_within(&self, columns: usize) -> String {
        compose::document(self).text_within(columns)
    }

    /// [`AssessmentData::explain`] as Markdown (CommonMark): headings of the third level, paragraphs and lists.
    ///
    /// What users wrote is escaped: it gives no markup, no link and no HTML.
    ///
    /// ```
    #[doc = include_str!("example.txt")]
    /// assert!(assessment.explain_markdown().contains(r"- \+ **Size** 75 of 75: employees 320; wanted at least 200"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_markdown(&self) -> String {
        compose::document(self).markdown()
    }

    /// [`AssessmentData::explain`] as an HTML fragment: one `<section class="icp-explanation">`.
    ///
    /// It reads well without a style sheet and has no inline style, so that a strict content security policy
    /// lets it pass. Classes start with `icp-`: each criterion is a row `tr.icp-criterion` (and its status:
    /// `icp-fit`, `icp-partial`, `icp-none`, `icp-misfit`, `icp-unknown`) with a bar, a `meter.icp-bar` whose
    /// length is its part of the score (`icp-up` or `icp-down`), and cells `icp-sign`, `icp-points`, `icp-values` and `icp-wanted`.
    ///
    /// What users wrote is escaped and can be put where text stands; the fragment itself goes into a body,
    /// never into an attribute or a script.
    ///
    /// ```
    #[doc = include_str!("example.txt")]
    /// assert!(assessment.explain_html().contains(r#"<th scope="row">Size</th><td class="icp-points">75 of 75</td>"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_html(&self) -> String {
        compose::document(self).html()
    }

    /// [`AssessmentData::explain_html`] as a whole page: charset, title, and a style that reads well in light, in dark and on
    /// paper.
    ///
    /// It fetches nothing and runs nothing: a file to send round. Its title is the first sentence. For a page about several
    /// accounts put [`AssessmentData::explain_section`] of each between [`explanation_page`].
    ///
    /// ```
    #[doc = include_str!("example.txt")]
    /// let page = assessment.explain_page();
    /// assert!(page.starts_with("<!doctype html>") && page.contains("<meta charset=\"utf-8\">"));
    /// assert!(page.contains("<title>Fits Mid-market: "));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_page(&self) -> String {
        let mut document = compose::document(self);
        document.level = 2;
        let title = document.answer();
        document.html_page(&title)
    }

    /// [`AssessmentData::explain_html`] under a heading: a part of a page about several accounts.
    ///
    /// An assessment does not know what its account is called, so whoever makes the page says so.
    ///
    /// ```
    #[doc = include_str!("example.txt")]
    /// use icp_core::assessment::explanation_page;
    /// let [start, end] = explanation_page("This week");
    /// let page = [start, assessment.explain_section("Hoffmann & Co"), end].join("\n");
    /// assert!(page.contains("<h1>This week</h1>") && page.contains("<h2>Hoffmann &amp; Co</h2>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_section(&self, name: &str) -> String {
        [html::heading(2, name), self.explain_html()].join("\n")
    }
}

/// A user's text as it stands in HTML: escaped, with control characters and those that turn a line shown as codes. Explanations have
/// their texts so; a program that makes pages of its own asks here.
///
/// ```
/// assert_eq!(icp_core::assessment::escaped("A & <B>"), "A &amp; &lt;B&gt;");
/// ```
pub fn escaped(text: &str) -> String {
    html::escape(&visible(text, LONGEST_TEXT))
}

/// The most characters of such a text.
const LONGEST_TEXT: usize = 2_000;

/// The beginning and the end of a page about accounts, with that title: see [`AssessmentData::explain_section`].
///
/// Use it where accounts are written one after the other; [`AssessmentData::explain_page`] gives one at once.
///
/// ```
/// let [start, end] = icp_core::assessment::explanation_page("Accounts of <June>");
/// assert!(start.contains("<title>Accounts of &lt;June&gt;</title>") && end.ends_with("</html>"));
/// ```
pub fn explanation_page(title: &str) -> [String; 2] {
    let [start, end] = html::page(title);
    [[start, html::heading(1, title)].join("\n"), end]
}
