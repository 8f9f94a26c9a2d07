//! An assessment in words: one document of sentences and rows, written as plain text, Markdown or HTML.
//!
//! Everything comes from the assessment alone. What users wrote (names, reasons, values) is kept apart from
//! our own words in every sentence ([`Sentence`]), is cut at 200 characters, and is escaped where it is rendered.

mod compose;
mod missing;
mod number;
mod questions;
mod summary;
#[cfg(test)]
mod tests;
mod why;

pub(crate) use number::among;

use crate::assess::AssessmentData;
use crate::page::{Block, Document, Row, Sentence};

impl AssessmentData {
    /// The assessment in plain words: the answer, why, the other icps, and last what is missing and what it
    /// could still change.
    ///
    /// To show it in a browser use [`AssessmentData::explain_html`], in a chat or an issue
    /// [`AssessmentData::explain_markdown`]; the words are the same. Numbers have at most two decimals. Lists end
    /// after 40 lines with "and N more".
    ///
    /// ```
    #[doc = include_str!("example.txt")]
    /// assert!(assessment.explain().starts_with("Fits Mid-market: score 75 (75 to 100 when everything is known), tier A."));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self) -> String {
        compose::document(self).text()
    }

    /// [`AssessmentData::explain`] as Markdown (CommonMark): headings of the third level, paragraphs and lists.
    ///
    /// What users wrote is escaped: it gives no markup, no link and no HTML.
    ///
    /// ```
    #[doc = include_str!("example.txt")]
    /// assert!(assessment.explain_markdown().contains("- **Size**: +75, fits"));
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
    /// length is its part of the score (`icp-up` or `icp-down`).
    ///
    /// What users wrote is escaped and can be put where text stands; the fragment itself goes into a body,
    /// never into an attribute or a script.
    ///
    /// ```
    #[doc = include_str!("example.txt")]
    /// assert!(assessment.explain_html().contains(r#"<th scope="row">Size</th><td class="icp-points">+75</td>"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_html(&self) -> String {
        compose::document(self).html()
    }
}
