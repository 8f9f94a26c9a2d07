//! The options that say how accounts turned out, and the day on which they are judged: each command that asks for them has them from here.

use clap::Args;
use icp_core::Date;
use icp_evidence::{Outcome, Top};

use super::reading::date;

/// The outcomes of a population.
#[derive(Debug, Args)]
pub(crate) struct Outcomes {
    /// A column that says how each account turned out: true or false, 1 or 0, or words of which VALUE is won
    ///
    /// It need not be an attribute of the model. A blank is an account that is still open, and does not count. Several
    /// outcomes may be given.
    #[arg(long, value_name = "COLUMN[=VALUE]")]
    pub(crate) outcome: Vec<String>,
    /// A column of numbers whose mean is judged, such as revenue
    #[arg(long, value_name = "COLUMN")]
    pub(crate) value: Vec<String>,
    #[command(flatten)]
    pub(crate) words: Words,
    #[command(flatten)]
    pub(crate) best: BestOf,
}

impl Outcomes {
    /// The outcomes, those of words first.
    pub(crate) fn all(&self) -> Vec<Outcome> {
        let words = self.outcome.iter().map(|text| self.words.outcome(text));
        words.chain(self.value.iter().map(|column| Outcome::new(column).value())).collect()
    }
}

/// The words of an outcome beside those that are won.
#[derive(Debug, Args)]
pub(crate) struct Words {
    /// Words of an outcome that are lost; with them, other words are refused
    #[arg(long, value_name = "WORD,..", value_delimiter = ',', requires = "outcome")]
    pub(crate) lost: Vec<String>,
    /// Words of an outcome that are neither won nor lost yet
    #[arg(long, value_name = "WORD,..", value_delimiter = ',', requires = "outcome")]
    pub(crate) open: Vec<String>,
}

impl Words {
    /// The outcome that an option names; without a word that is won it is a column of true and false.
    pub(crate) fn outcome(&self, text: &str) -> Outcome {
        let outcome = Outcome::parse(text);
        if text.contains('=') { outcome.lost(&self.lost).open(&self.open) } else { outcome }
    }
}

/// The best customers by several columns.
#[derive(Debug, Args)]
pub(crate) struct BestOf {
    /// Another outcome: the best customers by several columns, such as "ltv:high, churned:no, cycle_days:low"
    ///
    /// Each column has the end that is good: high, low, yes or no. An account's ranks in the columns that it has are averaged,
    /// over all accounts that are read. The accounts are read twice, so they cannot come from a pipe.
    #[arg(long, value_name = "COLUMN:END,..")]
    pub(crate) best: Option<String>,
    /// How many accounts are the best ones: a number, or a share such as 10%
    #[arg(long, value_name = "N", default_value = "20%", value_parser = top, requires = "best")]
    pub(crate) best_top: Top,
}

/// The day of the judgement.
#[derive(Debug, Args)]
pub(crate) struct Day {
    /// The day on which the accounts are judged; today when left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
}

/// `300` or `10%`.
fn top(text: &str) -> Result<Top, String> {
    let share = |text: &str| text.trim().parse::<f64>().ok().filter(|share| *share > 0.0 && *share < 100.0);
    match text.strip_suffix('%') {
        Some(text) => share(text).map(|share| Top::Share(share / 100.0)),
        None => text.parse().ok().filter(|accounts| *accounts > 0).map(Top::Accounts),
    }
    .ok_or_else(|| "a number of accounts such as 300, or a share such as 10%".to_owned())
}
