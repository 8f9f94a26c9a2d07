//! Outcomes of accounts, as columns of a table have them: won or lost, or a number. `population` counts by them.

use std::collections::BTreeMap;

use icp_core::column::{Cell, Column, Columns, Values};
use serde::{Deserialize, Serialize};

use crate::EvidenceError;
use crate::stats::Weight;

/// Different words of an outcome that are counted.
const WORDS: usize = 1_000;
/// Texts of a column whose answers are kept while it is read.
const KNOWN: usize = 32;

/// A column that says how accounts turned out.
///
/// A column of true and false, or of 0 and 1, needs nothing more. Of words it has to be said which are won; where there are more than
/// two, also which are lost or still open. The numbers of a value are judged by their mean. A missing value is open: the account
/// does not count.
///
/// ```
/// use icp_evidence::Outcome;
/// assert_eq!(Outcome::parse("Stage=Won").name(), "Stage=Won");
/// let stage = Outcome::new("Stage").won(["Won"]).open(["Proposal", "Demo"]);
/// assert!(!stage.is_value() && Outcome::new("ltv").value().is_value());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    column: String,
    won: Vec<String>,
    lost: Vec<String>,
    open: Vec<String>,
    value: bool,
}

impl Outcome {
    /// The outcome in a column.
    pub fn new(column: impl Into<String>) -> Self {
        Self { column: column.into(), won: Vec::new(), lost: Vec::new(), open: Vec::new(), value: false }
    }

    /// From `COLUMN`, or `COLUMN=WORD` where that word is won.
    pub fn parse(text: &str) -> Self {
        match text.rsplit_once('=') {
            Some((column, word)) if !column.is_empty() => Self::new(column).won([word]),
            _ => Self::new(text),
        }
    }

    /// The same with words that are won.
    #[must_use]
    pub fn won<W: Into<String>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        self.won.extend(words.into_iter().map(Into::into));
        self
    }

    /// The same with words that are lost.
    #[must_use]
    pub fn lost<W: Into<String>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        self.lost.extend(words.into_iter().map(Into::into));
        self
    }

    /// The same with words that are still open.
    #[must_use]
    pub fn open<W: Into<String>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        self.open.extend(words.into_iter().map(Into::into));
        self
    }

    /// The same as a number whose mean is judged.
    #[must_use]
    pub fn value(self) -> Self {
        Self { value: true, ..self }
    }

    /// Whether its numbers are judged by their mean.
    pub fn is_value(&self) -> bool {
        self.value
    }

    /// The column.
    pub fn column(&self) -> &str {
        &self.column
    }

    /// The column, and the words that are won.
    pub fn name(&self) -> String {
        if self.won.is_empty() {
            self.column.clone()
        } else {
            format!("{}={}", self.column, self.won.join("|"))
        }
    }

    /// The answer of each row. Words are counted, since their number is known only at the end of all tables.
    pub(crate) fn read(
        &self,
        columns: &Columns<'_>,
        words: &mut Words,
    ) -> Result<Vec<Answer>, EvidenceError> {
        let column = columns.get(&self.column).ok_or_else(|| EvidenceError::NoColumn(self.column.clone()))?;
        // A column has few different texts: each is read once.
        let mut known: Vec<(String, Answer, u64)> = Vec::new();
        let mut answers = Vec::with_capacity(columns.rows());
        for row in 0..columns.rows() {
            let text = if self.value { None } else { column.text(row) };
            if let Some(at) = text.as_ref().and_then(|text| known.iter().position(|one| one.0 == **text))
                && let Some((_, answer, count)) = known.get_mut(at)
            {
                *count += 1;
                answers.push(*answer);
                continue;
            }
            let Some(cell) = column.cell(row) else {
                answers.push(Answer::Open);
                continue;
            };
            let answer = self.answer(&cell, words).ok_or_else(|| self.refused(row, written(&cell)))?;
            answers.push(answer);
            if let Some(text) = text.filter(|_| known.len() < KNOWN) {
                known.push((text.into_owned(), answer, 0));
            }
        }
        if !self.won.is_empty() {
            for (text, _, count) in known.iter().filter(|(.., count)| *count > 0) {
                words.count(&self.word(text), *count);
            }
        }
        Ok(answers)
    }

    /// A value that says nothing of how an account turned out.
    fn refused(&self, row: usize, found: String) -> EvidenceError {
        let column = self.column.clone();
        if self.value {
            EvidenceError::NoNumber { column, row, found }
        } else if self.won.is_empty() {
            EvidenceError::NoOutcome { column, row, found }
        } else {
            EvidenceError::NoWord { column, row, found }
        }
    }

    /// A text of the column in the form in which words are compared.
    fn word(&self, text: &str) -> String {
        let number = Column::new(Values::Mixed(&[text.into()])).cell(0);
        number.map_or_else(String::new, |cell| fold(&written(&cell)))
    }

    /// Whether each row was won; `None` where that is open. For whoever learns from outcomes; numbers that count as values are open.
    ///
    /// ```
    /// use icp_core::AccountValue;
    /// use icp_core::column::{Column, Columns, Values};
    /// use icp_evidence::Outcome;
    /// let stages = ["Won", "lost", ""].map(|stage| AccountValue::from(stage));
    /// let columns = Columns::new(3).with("Stage", Column::new(Values::Mixed(&stages)))?;
    /// let won = Outcome::parse("Stage=won").judged(&columns)?;
    /// assert_eq!(won, [Some(true), Some(false), None]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A column that is not there, a value that says neither won nor lost, and more words than won and lost where nobody said what the
    /// others mean.
    pub fn judged(&self, columns: &Columns<'_>) -> Result<Vec<Option<bool>>, EvidenceError> {
        let mut words = Words::default();
        let answers = self.read(columns, &mut words)?;
        self.check(&words)?;
        let won = |answer| match answer {
            Answer::Won => Some(true),
            Answer::Lost => Some(false),
            Answer::Open | Answer::Value(_) => None,
        };
        Ok(answers.into_iter().map(won).collect())
    }

    fn answer(&self, cell: &Cell, words: &mut Words) -> Option<Answer> {
        if self.value {
            return match cell {
                Cell::Number(number) => Some(Answer::Value(*number)),
                _ => None,
            };
        }
        let of = |won: bool| Some(if won { Answer::Won } else { Answer::Lost });
        if self.won.is_empty() {
            return truth(cell).and_then(of);
        }
        let word = fold(&written(cell));
        words.add(&word);
        let among = |words: &[String]| words.iter().any(|one| fold(one) == word);
        if among(&self.won) {
            of(true)
        } else if among(&self.open) {
            Some(Answer::Open)
        } else if self.lost.is_empty() || among(&self.lost) {
            of(false)
        } else {
            None
        }
    }

    /// Refuses more words than won and lost where nobody said what the others mean.
    pub(crate) fn check(&self, words: &Words) -> Result<(), EvidenceError> {
        if self.won.is_empty() || !self.lost.is_empty() || !self.open.is_empty() {
            return Ok(());
        }
        let others = words.0.keys().filter(|word| self.won.iter().all(|won| fold(won) != **word)).count();
        if others < 2 {
            return Ok(());
        }
        let mut words: Vec<(String, u64)> =
            words.0.iter().map(|(word, count)| (word.clone(), *count)).collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let occurs = |won: &&String| words.iter().any(|(word, _)| *word == fold(won));
        let absent = self.won.iter().filter(|won| !occurs(won)).cloned().collect();
        Err(EvidenceError::Words { column: self.column.clone(), absent, words })
    }
}

/// How an account turned out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Answer {
    Won,
    Lost,
    Open,
    Value(f64),
}

/// The words of an outcome.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Words(BTreeMap<String, u64>);

impl Words {
    fn add(&mut self, word: &str) {
        self.count(word, 1);
    }

    fn count(&mut self, word: &str, times: u64) {
        if let Some(count) = self.0.get_mut(word) {
            *count += times;
        } else {
            self.0.insert(word.to_owned(), times);
            if self.0.len() > WORDS {
                self.0.pop_last();
            }
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|(word, count)| self.count(word, *count));
    }
}

/// The weight of each row.
pub(crate) fn weights(columns: &Columns<'_>, name: Option<&str>) -> Result<Vec<Weight>, EvidenceError> {
    let Some(name) = name else { return Ok(vec![Weight::ONE; columns.rows()]) };
    let column = columns.get(name).ok_or_else(|| EvidenceError::NoColumn(name.to_owned()))?;
    let read = |row| {
        let cell = column.cell(row);
        match &cell {
            Some(Cell::Number(number)) => Weight::new(*number),
            // No weight: it stands for nobody.
            None => Weight::new(0.0),
            Some(_) => None,
        }
        .ok_or_else(|| EvidenceError::Weight {
            column: name.to_owned(),
            row,
            found: cell.as_ref().map_or_else(|| "nothing".to_owned(), written),
        })
    };
    (0..columns.rows()).map(read).collect()
}

/// A value that is true or false, however it is written.
pub(crate) fn truth(cell: &Cell) -> Option<bool> {
    match cell {
        Cell::Bool(truth) => Some(*truth),
        Cell::Number(number) if *number == 0.0 || *number == 1.0 => Some(*number == 1.0),
        Cell::Text(text) => match &*fold(text) {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A value as a message shows it.
pub(crate) fn written(cell: &Cell) -> String {
    match cell {
        Cell::Bool(truth) => truth.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
        Cell::Date(date) => date.to_string(),
        Cell::Other => "a list or an object".to_owned(),
    }
}

/// The form in which words are compared.
fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}
