//! An answer in words, as the methods that Python and JavaScript have too. What is said is decided by `explain`.

use super::Assessment;

impl Assessment {
    /// All of it in plain words: see [`AssessmentData::explain`](crate::AssessmentData::explain).
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert!(answer.explain().starts_with("Fits Small firms: 75 of 100"));
    /// ```
    pub fn explain(&self) -> String {
        self.with_data(|data| data.explain())
    }

    /// [`Assessment::explain`] as Markdown.
    ///
    /// The words are the same; what users wrote is escaped.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert!(answer.explain_markdown().contains(r"- \+ **Size** 75 of 75: "));
    /// ```
    pub fn explain_markdown(&self) -> String {
        self.with_data(|data| data.explain_markdown())
    }

    /// [`Assessment::explain`] as an HTML fragment.
    ///
    /// One `<section>`, without styles or scripts; what users wrote is escaped.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert!(answer.explain_html().starts_with("<section class=\"icp-explanation\">"));
    /// ```
    pub fn explain_html(&self) -> String {
        self.with_data(|data| data.explain_html())
    }

    /// [`Assessment::explain_html`] as a whole page: charset, title, and a style that reads well in light, in dark and on paper.
    ///
    /// It fetches nothing: a file to send round.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let page = answer.explain_page();
    /// assert!(page.starts_with("<!doctype html>") && page.contains("<title>Fits Small firms: "));
    /// ```
    pub fn explain_page(&self) -> String {
        self.with_data(|data| data.explain_page())
    }
}
