//! The blocks of a document, which the three renderers go through.

use super::Sentence;

/// A text before it is written in some form.
#[derive(Debug)]
pub(crate) struct Document {
    /// The class of its element in HTML.
    pub(crate) class: &'static str,
    /// The most lines of one list or table; the others are counted.
    pub(crate) lines: usize,
    /// The level of its largest heading in Markdown and HTML.
    pub(crate) level: usize,
    pub(crate) blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Debug)]
pub(crate) enum Block {
    /// The sentence that comes first.
    Answer(Sentence),
    /// A heading of the document's level, or of one that many below.
    Heading(Sentence, usize),
    /// A sentence or two.
    Line(Sentence),
    /// A list, and how many more there are.
    Items(Vec<Sentence>, usize),
    /// Criteria with what they give, and how many more there are.
    Table(Vec<Row>, usize),
    /// A table with the names of its columns. In plain text each row is a line of a list, without these names.
    Grid(Vec<&'static str>, Vec<Vec<Sentence>>),
}

/// One criterion.
#[derive(Debug)]
pub(crate) struct Row {
    /// `-` where something is lost, `?` where it is open, `+` where all is gained.
    pub(crate) sign: &'static str,
    pub(crate) label: Sentence,
    /// Its part of the score, as shown.
    pub(crate) points: String,
    /// The most that it can give, with a word before it: `of 24`, or `to 24` where it is open. Empty where there is none.
    pub(crate) most: String,
    /// Its part of the score.
    pub(crate) part: f64,
    /// The largest part of the score in its scorecard, either way: the full length of a bar.
    pub(crate) largest: f64,
    /// The class of its row in HTML, for the style.
    pub(crate) class: &'static str,
    /// The values of the account that it read.
    pub(crate) values: Sentence,
    /// The values that it asks for.
    pub(crate) wanted: Sentence,
}

impl Row {
    /// `12 of 24`.
    pub(crate) fn points_of_most(&self) -> String {
        if self.most.is_empty() { self.points.clone() } else { format!("{} {}", self.points, self.most) }
    }
}

impl Document {
    /// Begins an empty one.
    pub(crate) fn new(class: &'static str, level: usize, lines: usize) -> Self {
        Self { class, lines, level, blocks: Vec::new() }
    }

    /// Begins an explanation: its lists end after 40 lines.
    pub(crate) fn explanation() -> Self {
        Self::new("icp-explanation", 3, 40)
    }

    /// Adds a heading of the largest level.
    pub(crate) fn heading(&mut self, heading: &str) {
        self.blocks.push(Block::Heading(Sentence::new(heading), 0));
    }

    /// Adds a heading, `below` levels under the largest.
    pub(crate) fn chapter(&mut self, heading: Sentence, below: usize) {
        self.blocks.push(Block::Heading(heading, below));
    }

    /// Adds a table with named columns, unless it is empty.
    pub(crate) fn grid(&mut self, columns: &[&'static str], rows: Vec<Vec<Sentence>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Grid(columns.to_vec(), rows));
        }
    }

    /// Adds a line, unless it says nothing.
    pub(crate) fn line(&mut self, words: Sentence) {
        if !words.is_empty() {
            self.blocks.push(Block::Line(words));
        }
    }

    /// Adds a list, unless it is empty.
    pub(crate) fn items(&mut self, mut items: Vec<Sentence>) {
        let more = items.len().saturating_sub(self.lines);
        items.truncate(self.lines);
        if !items.is_empty() {
            self.blocks.push(Block::Items(items, more));
        }
    }

    /// Adds a table, unless it is empty.
    pub(crate) fn table(&mut self, mut rows: Vec<Row>) {
        let more = rows.len().saturating_sub(self.lines);
        rows.truncate(self.lines);
        if !rows.is_empty() {
            self.blocks.push(Block::Table(rows, more));
        }
    }
}
