//! The best customers by several columns, as an outcome. The accounts are read once for the ranks, and once to be counted.

use std::path::Path;

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::{Best, BestFound, EvidenceError, Outcome};

use super::read::{Counter, Population};
use crate::args::BestOf;
use crate::failure::Failure;
use crate::notice::{quietly, tell};

/// Reads the columns that make the best.
struct Ranks(Best);

impl Counter for Ranks {
    fn add(&mut self, columns: &Columns<'_>, _: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        self.0.add(columns)
    }

    fn intakes(&self) -> Vec<&Intake> {
        Vec::new()
    }
}

/// Counts the accounts with the column of the best beside their own.
struct Beside<'a> {
    counter: &'a mut dyn Counter,
    found: &'a BestFound,
    /// Rows that were counted.
    rows: &'a mut usize,
}

impl Counter for Beside<'_> {
    fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        self.counter.add(&self.found.beside(columns, *self.rows)?, options)?;
        *self.rows += columns.rows();
        Ok(())
    }

    fn intakes(&self) -> Vec<&Intake> {
        self.counter.intakes()
    }
}

/// The best customers that options ask for: their ranks first, then their places beside the accounts.
pub(super) struct Wanted {
    best: Option<Best>,
    found: Option<BestFound>,
    /// Rows that were counted.
    rows: usize,
}

impl Wanted {
    /// From the options; their outcome and their columns are put to the others.
    pub(super) fn new(
        args: &BestOf,
        files: &[&Path],
        outcomes: &mut Vec<Outcome>,
        asked: &mut Vec<(&'static str, String)>,
    ) -> Result<Self, Failure> {
        let best = args.best.as_deref().map(|text| Best::parse(text, args.best_top)).transpose();
        let best = best.map_err(|error| Failure::Usage(format!("`--best`: {error}")))?;
        if let Some(best) = &best {
            if files.contains(&Path::new("-")) {
                return Err(Failure::Usage(
                    "`--best` reads the accounts twice, and standard input is there once".to_owned(),
                ));
            }
            asked.extend(best.parts().map(|(column, _)| ("--best", column.to_owned())));
            outcomes.push(Best::outcome());
        }
        Ok(Self { best, found: None, rows: 0 })
    }

    /// Reads the files for the ranks, which are over all of them. What was found, in a sentence.
    pub(super) fn rank(&mut self, files: &[&Population<'_>]) -> Result<Option<String>, Failure> {
        let Some(best) = self.best.take() else { return Ok(None) };
        let mut ranks = Ranks(best);
        for file in files {
            quietly(|| file.read(&mut ranks))?;
        }
        let found = ranks.0.found();
        tell(&found.says);
        Ok(Some(self.found.insert(found).says.clone()))
    }

    /// Counts the accounts of a file, in the order in which the files were ranked.
    pub(super) fn count(
        &mut self,
        file: &Population<'_>,
        counter: &mut dyn Counter,
    ) -> Result<String, Failure> {
        match &self.found {
            None => file.read(counter),
            Some(found) => file.read(&mut Beside { counter, found, rows: &mut self.rows }),
        }
    }
}
