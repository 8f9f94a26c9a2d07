//! From a table that was read to a document and a report, whether of one profile or of several: the command and the bindings call it.

use icp_core::model::Definition;

use crate::{LearnError, Line, Naming, Read, Report, Settings, document, learn, learn_split, split_document};

/// A document, what is said of it, and why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Taught {
    /// The model document; `None` where nothing was learned, or where no signal was found.
    pub document: Option<String>,
    /// The report, also where nothing was learned.
    pub report: Report,
    /// Why there is no document, in a sentence; empty where there is one.
    pub nothing: String,
    /// The line from the score of a single profile to its win rate.
    pub line: Option<Line>,
}

impl Read {
    /// Learns one profile, or one for each group where the lesson named a column of groups.
    ///
    /// `reader` is the model that read the rows. A document of profiles without a signal is written only `without_signal`.
    ///
    /// # Errors
    /// As [`learn`] and [`learn_split`].
    pub fn teach(
        &self,
        settings: &Settings,
        reader: &Definition,
        naming: Naming<'_>,
        without_signal: bool,
    ) -> Result<Taught, LearnError> {
        let Self { table, sources, left, .. } = self;
        if let Some((column, by)) = &self.split {
            let split = learn_split(table, *column, by, settings)?;
            let report = Report::split(&split, table, sources, left, naming, without_signal);
            let document = split_document(&split, table, sources, reader, naming, without_signal);
            let nothing = if document.is_none() { split.why_nothing() } else { String::new() };
            return Ok(Taught { document, report, nothing, line: None });
        }
        let learned = learn(table, settings)?;
        let report = Report::new(&learned, table, sources, left, naming);
        let document = document(&learned, table, sources, reader, naming);
        let document = document.filter(|_| learned.is_sure() || without_signal);
        let nothing = if document.is_none() { learned.why_nothing() } else { String::new() };
        let line = learned.card.as_ref().and_then(|card| card.line).filter(|_| document.is_some());
        Ok(Taught { document, report, nothing, line })
    }
}
