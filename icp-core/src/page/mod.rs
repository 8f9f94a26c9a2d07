//! A text for people before it is written in some form: sentences, lists and tables, rendered as plain text, Markdown or
//! HTML. Explanations and descriptions fill it; it has no words of its own but "and 3 more".

mod document;
pub(crate) mod html;
mod layout;
mod markdown;
pub(crate) mod number;
mod plain;
mod sentence;

pub(crate) use document::{Block, Document, Row};
pub(crate) use sentence::Sentence;

impl Document {
    /// Plain text: headings on lines of their own, lists with dashes, no end of line at the end. Its lines are as long as
    /// their sentences.
    pub(crate) fn text(&self) -> String {
        self.text_within(usize::MAX)
    }

    /// The same in lines of at most that many columns, unless a single word is longer.
    pub(crate) fn text_within(&self, columns: usize) -> String {
        plain::render(self, columns)
    }

    /// CommonMark, with tables as GitHub has them: blocks with blank lines between, no end of line at the end.
    pub(crate) fn markdown(&self) -> String {
        markdown::render(self)
    }

    /// An HTML fragment, one element a line: a `section` of the class that the document names.
    pub(crate) fn html(&self) -> String {
        html::render(self)
    }

    /// The sentence that comes first, without its full stop; empty where there is none.
    pub(crate) fn answer(&self) -> String {
        let answer = self.blocks.iter().find_map(|block| match block {
            Block::Answer(words) => Some(words.plain()),
            _ => None,
        });
        answer.unwrap_or_default().trim_end_matches('.').to_owned()
    }

    /// A whole page of HTML with that title.
    pub(crate) fn html_page(&self, title: &str) -> String {
        let [start, end] = html::page(title);
        [start, self.html(), end].join("\n")
    }
}
