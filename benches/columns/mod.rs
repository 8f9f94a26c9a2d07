//! Cost of a row of a table: sections that are printed side by side, in processor time.

mod grid;
mod growth;
mod machine;
mod measure;
mod setup;
mod side;
#[cfg(test)]
mod tests;
mod variants;
mod ways;
mod written;

pub use grid::Grid;
pub use setup::Setup;
pub use side::{Found, Loop};

/// One question.
#[derive(Debug)]
pub struct Section {
    /// The name that selects it.
    pub name: &'static str,
    /// The question that it answers.
    pub question: &'static str,
    /// Measures it.
    pub run: fn(&Setup) -> Grid,
}

/// All questions, in the order in which they are printed.
pub const SECTIONS: [Section; 10] = [
    Section { name: "side", question: "side by side, 1,000,000 rows", run: side::run },
    Section { name: "rows", question: "number of rows", run: growth::rows },
    Section {
        name: "icps",
        question: "number of icps of 8 criteria over the same attributes, 200,000 rows",
        run: growth::icps,
    },
    Section { name: "criteria", question: "criteria in each of 3 icps, 200,000 rows", run: growth::criteria },
    Section {
        name: "distinct",
        question: "distinct values of one text attribute, 200,000 rows",
        run: growth::distinct,
    },
    Section { name: "nulls", question: "share of missing values, 200,000 rows", run: growth::nulls },
    Section {
        name: "ways",
        question: "what leaves the fastest path, dictionaries, 100,000 rows",
        run: ways::run,
    },
    Section {
        name: "written",
        question: "columns as exports write them, beside the same clean, 100,000 rows",
        run: written::run,
    },
    Section {
        name: "threads",
        question: "threads, 1,000,000 rows: wall time, which only a quiet machine tells",
        run: machine::threads,
    },
    Section { name: "memory", question: "memory, 1,000,000 rows", run: machine::memory },
];
