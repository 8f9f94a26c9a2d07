//! A text for people before it is written in some form: sentences, lists and tables, rendered as plain text, Markdown or
//! HTML. Explanations and descriptions fill it; it has no words of its own but "and 3 more".

mod document;
mod html;
mod markdown;
pub(crate) mod number;
mod plain;
mod sentence;

pub(crate) use document::{Block, Document, Row};
pub(crate) use sentence::Sentence;

impl Document {
    /// Plain text: headings on lines of their own, lists with dashes, no end of line at the end.
    pub(crate) fn text(&self) -> String {
        plain::render(self)
    }

    /// CommonMark, with tables as GitHub has them: blocks with blank lines between, no end of line at the end.
    pub(crate) fn markdown(&self) -> String {
        markdown::render(self)
    }

    /// An HTML fragment, one element a line: a `section` of the class that the document names.
    pub(crate) fn html(&self) -> String {
        html::render(self)
    }

    /// A whole page of HTML with that title.
    pub(crate) fn html_page(&self, title: &str) -> String {
        html::page(title, &self.html())
    }
}
