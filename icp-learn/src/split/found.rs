//! Profiles of groups as they are found, and which of them are written.

use crate::Learned;
use crate::table::Cells;
use crate::tune::Gain;

/// A group of accounts with a profile of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its values in words.
    pub name: String,
    /// Its values.
    pub cells: Cells,
    /// All its accounts, also those without an outcome, by weight: the size of its market as far as the table has it.
    pub market: f64,
    /// The share of its accounts that is won, at the true base rate where one was given.
    pub rate: f64,
    /// The profile, or why there is none.
    pub learned: Learned,
}

/// Whether a profile for each group ranks accounts better than one for all: the chance that a won account ranks above a lost one of the same
/// group, on accounts that neither was fitted to.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitTest {
    /// Over all groups: one profile before, several after.
    pub gain: Gain,
    /// The same in each group; `None` where no fold of it has won and lost accounts.
    pub groups: Vec<Option<Gain>>,
}

impl SplitTest {
    /// Whether several profiles are better by more than chance.
    pub fn is_better(&self) -> bool {
        self.gain.is_above_noise()
    }
}

/// A profile for each group.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The column of the table that says of which group an account is.
    pub column: usize,
    /// The groups, the largest first.
    pub groups: Vec<Group>,
    /// Accounts with an outcome that are in no group: without a value, or of groups that are too small.
    pub left_out: u64,
    /// Accounts without an outcome.
    pub open: u64,
    /// `None` without folds.
    pub test: Option<SplitTest>,
}

impl Split {
    /// The groups whose profile is written, in the order of their priority: the sizes of their markets and their win rates, each as a share of
    /// the largest, are added up. A profile without a signal is written only where `without_signal` says so.
    pub fn written(&self, without_signal: bool) -> Vec<usize> {
        let is_written =
            |group: &&Group| group.learned.card.is_some() && (without_signal || group.learned.is_sure());
        let most = |of: fn(&Group) -> f64| {
            self.groups.iter().filter(is_written).map(of).fold(f64::MIN_POSITIVE, f64::max)
        };
        let (market, rate) = (most(|group| group.market), most(|group| group.rate));
        let sum = |group: &Group| group.market / market + group.rate / rate;
        let written = self.groups.iter().enumerate().filter(|(_, group)| is_written(group));
        let mut order: Vec<(f64, usize)> = written.map(|(at, group)| (sum(group), at)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        order.into_iter().map(|(_, at)| at).collect()
    }

    /// Why no group has a profile.
    pub fn why_nothing(&self) -> String {
        let why = |group: &Group| {
            let reason = group.learned.why_nothing();
            let reason = reason.strip_prefix("nothing was learned: ").unwrap_or(&reason).to_owned();
            format!("{}: {reason}", group.name)
        };
        let reasons: Vec<String> = self.groups.iter().map(why).collect();
        format!("nothing was learned: {}", reasons.join("; "))
    }
}
