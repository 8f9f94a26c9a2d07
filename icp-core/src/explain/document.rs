//! An explanation before it is written in some form: blocks, which the three renderers go through.

use super::Sentence;
use crate::eval::CriterionStatus;

/// The most lines of one list.
pub(super) const LINES: usize = 40;

/// An explanation, before it is written in some form.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
}

/// A piece of an explanation.
#[derive(Debug)]
pub(super) enum Block {
    /// The sentence that comes first.
    Answer(Sentence),
    Heading(&'static str),
    /// A sentence or two.
    Line(Sentence),
    /// A list, and how many more there are.
    Items(Vec<Sentence>, usize),
    /// Criteria with what they give, and how many more there are.
    Table(&'static str, Vec<Row>, usize),
}

/// One criterion.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) label: Sentence,
    /// Its part of the score, as shown.
    pub(super) points: String,
    /// Its part of the score.
    pub(super) part: f64,
    /// The largest part of the score in its scorecard, either way: the full length of a bar.
    pub(super) largest: f64,
    pub(super) status: CriterionStatus,
    pub(super) detail: Sentence,
}

impl Document {
    pub(super) fn heading(&mut self, heading: &'static str) {
        self.blocks.push(Block::Heading(heading));
    }

    /// Adds a line, unless it says nothing.
    pub(super) fn line(&mut self, words: Sentence) {
        if !words.is_empty() {
            self.blocks.push(Block::Line(words));
        }
    }

    /// Adds a list, unless it is empty.
    pub(super) fn items(&mut self, mut items: Vec<Sentence>) {
        let more = items.len().saturating_sub(LINES);
        items.truncate(LINES);
        if !items.is_empty() {
            self.blocks.push(Block::Items(items, more));
        }
    }

    /// Adds a table, unless it is empty.
    pub(super) fn table(&mut self, caption: &'static str, mut rows: Vec<Row>) {
        let more = rows.len().saturating_sub(LINES);
        rows.truncate(LINES);
        if !rows.is_empty() {
            self.blocks.push(Block::Table(caption, rows, more));
        }
    }
}
