//! The answer of learning: a card of points with the rows behind each of them, how good it is on rows that it was not fitted to, and the
//! story of every column. `document` and `report` write it; nothing is computed here.

use icp_evidence::stats::Interval;

use crate::card::Card;
use crate::counts::Counts;
use crate::settings::Against;
use crate::warning::Warning;

/// How much the number of won and lost rows allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Fewer than 10 won or lost: nothing is learned; people fill in a template.
    None,
    /// From 10 to 74: each column by itself, strongly shrunk. A hypothesis.
    Few,
    /// From 75: criteria are chosen and fitted together.
    Joint,
}

impl Size {
    /// The size for the number of the rarer of won and lost rows.
    pub fn of(events: u64) -> Self {
        match events {
            0..10 => Self::None,
            10..75 => Self::Few,
            _ => Self::Joint,
        }
    }
}

/// A test whether the columns say anything about the outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signal {
    /// The chance of a table that says as much when no column says anything.
    pub p: f64,
    /// The same by the strongest column alone.
    pub p_strongest: f64,
    /// The same by a small card of all columns.
    pub p_card: f64,
    /// The AUC that a single column would have to reach to be seen.
    pub detectable: f64,
    /// Permutations that were drawn.
    pub permutations: usize,
    /// Whether whole accounts were permuted.
    pub by_account: bool,
}

impl Signal {
    /// Whether there is a signal at the level of 5 %.
    pub fn is_found(&self) -> bool {
        self.p <= 0.05
    }
}

/// An AUC on rows that the card was not fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CrossAuc {
    /// The mean over the folds.
    pub auc: f64,
    /// Its standard error from the rows (DeLong 1988, fold by fold); what other fitting rows would change is not in it.
    pub error: f64,
    /// A 95 % interval.
    pub interval: Interval,
}

/// The win rate of a tier, from rows that its card was not fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TierRate {
    /// Rows, in parts where a tie was split.
    pub weight: f64,
    /// Won rows.
    pub won: f64,
    /// The share, at the true base rate where one was given.
    pub rate: f64,
    /// A 90 % interval after Wilson.
    pub interval: Interval,
}

/// The same card in time order: fitted to the first 80 % of the rows, judged on the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeOrder {
    /// The first day of the rows that it was judged on.
    pub from: i32,
    /// Rows it was judged on.
    pub judged_on: Counts,
    /// The AUC on the later rows.
    pub auc: f64,
    /// Its standard error.
    pub error: f64,
    /// The win rate that the line of the earlier rows says for the later ones.
    pub said: f64,
    /// The win rate that they had.
    pub was: f64,
    /// A 95 % interval of the latter.
    pub interval: Interval,
}

/// How good the card is on rows that it was not fitted to.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Folds.
    pub folds: usize,
    /// `None` where no fold has both won and lost rows.
    pub auc: Option<CrossAuc>,
    /// The slope that the log odds of the fitted line need on other rows; 1 is perfect, below 1 the line is too steep.
    pub shrinkage: f64,
    /// One a tier, as in the card.
    pub tiers: Vec<TierRate>,
    /// `None` without days.
    pub time: Option<TimeOrder>,
}

/// Whether a column is in the card, and why not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fate {
    /// It is a criterion.
    Used,
    /// It says something, and nothing beyond the criteria.
    NotChosen,
    /// By itself it says nothing.
    SaysNothing,
    /// The same value in all rows.
    Constant,
    /// No row has a value.
    Empty,
    /// Nearly every row has a text of its own.
    Identifier,
    /// It tells the outcome so well that it seems to be known only afterwards.
    Late(Late),
    /// The caller said that it is known only afterwards.
    KnownLater,
    /// Nothing was learned from the table.
    NotLooked,
}

/// The reason why a column seems to be known only after the outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Late {
    /// The AUC of the column alone, on rows that its bands were not made from.
    Auc(f64),
    /// The share of won rows in a band that is nearly always won, or never.
    SureBand(f64),
    /// The odds of rows that have a value against rows that have none.
    Known(f64),
}

/// All about one column.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnStory {
    /// The id of the attribute.
    pub name: String,
    /// Whether it is in the card, and why not.
    pub fate: Fate,
    /// Rows that have a value.
    pub known: u64,
    /// The AUC of its bands alone, cross-fitted; `None` where it was not looked at.
    pub auc: Option<f64>,
    /// Log likelihood that it gains alone, partly from rows left out.
    pub gain: Option<f64>,
    /// The share of folds in whose card it is; `None` without folds.
    pub chosen: Option<f64>,
    /// The column that comes closest to its place in the card.
    pub runner_up: Option<usize>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// `None` where nothing could be learned; `warnings` say why.
    pub card: Option<Card>,
    /// How much the number of rows allows.
    pub size: Size,
    /// The kind of rows that are not won.
    pub against: Against,
    /// The rows that were learned from.
    pub counts: Counts,
    /// Accounts, where rows have one.
    pub accounts: Option<u64>,
    /// Rows whose outcome is open or whose weight is 0.
    pub left_out: u64,
    /// The test of the whole; `None` where no permutation was drawn.
    pub signal: Option<Signal>,
    /// `None` without folds or without a card.
    pub judged: Option<Judgement>,
    /// One a column of the table.
    pub columns: Vec<ColumnStory>,
    /// Everything that was suspicious.
    pub warnings: Vec<Warning>,
}

impl Learned {
    /// Whether the test found a signal, or was not made.
    pub fn is_sure(&self) -> bool {
        self.signal.is_none_or(|signal| signal.is_found())
    }

    /// Why there is no model that can be trusted.
    pub fn why_nothing(&self) -> String {
        let decides = |warning: &&Warning| {
            matches!(
                warning,
                Warning::TooFew { .. }
                    | Warning::NoSignal { .. }
                    | Warning::NothingHolds
                    | Warning::Late { .. }
            )
        };
        let mut reasons: Vec<&Warning> = self.warnings.iter().filter(decides).collect();
        // The last one ended it; columns that were left out before may be why.
        reasons.reverse();
        let reasons: Vec<String> = reasons.into_iter().take(3).map(ToString::to_string).collect();
        format!("nothing was learned: {}", reasons.join("; "))
    }
}
