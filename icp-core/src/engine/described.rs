//! A model in words, for people who never read the document. The words are those of `describe`.

use super::Model;
use crate::describe;

impl Model {
    /// The model in plain words: who is out and why, what counts how much, the most first, what the tiers mean, what each
    /// team does, and what is asked of an account.
    ///
    /// Everything of the document that decides something is told, and the words are exact: `at least` includes the bound,
    /// `more than` does not. It is for people who agree to a model and never read it; [`Model::to_yaml`] gives the
    /// document. Texts of the document are cut at 200 characters.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let words = model.describe();
    /// assert!(words.contains("- Out: cannot pay, where Employees is less than 5; but not where country is US"), "{words}");
    /// assert!(words.contains("- size (required): 42 %; Employees: 20 to 200: all of it"), "{words}");
    /// ```
    pub fn describe(&self) -> String {
        describe::page(&self.inner.definition, &self.inner.plan).text()
    }

    /// [`Model::describe`] as Markdown, with headings and tables as GitHub has them.
    ///
    /// Texts of the document are escaped: they give no markup, no link and no HTML.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let words = model.describe_markdown();
    /// assert!(words.starts_with("# sales\n"), "{words}");
    /// assert!(words.contains("| A | from 70 |"), "{words}");
    /// ```
    pub fn describe_markdown(&self) -> String {
        describe::page(&self.inner.definition, &self.inner.plan).markdown()
    }

    /// [`Model::describe`] as an HTML fragment: one `<section class="icp-description">` without styles.
    ///
    /// Texts of the document are escaped and can be put where text stands; the fragment itself goes into a body.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let html = model.describe_html();
    /// assert!(html.contains(r#"<th scope="col">What is wanted</th>"#), "{html}");
    /// ```
    pub fn describe_html(&self) -> String {
        describe::page(&self.inner.definition, &self.inner.plan).html()
    }

    /// [`Model::describe_html`] as a whole page: charset, title, and a style that reads well in light, in dark and on paper.
    ///
    /// Nothing is fetched, and there is no script, so the file can be sent round as it is.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let page = model.describe_page();
    /// assert!(page.starts_with("<!doctype html>") && page.contains("<title>sales</title>"), "{page}");
    /// ```
    pub fn describe_page(&self) -> String {
        describe::page(&self.inner.definition, &self.inner.plan).html_page(&self.inner.definition.name)
    }
}
