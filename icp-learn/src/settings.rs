//! How a profile is learned: limits on what is written, and how sure it has to be. The defaults are measured ones.

use crate::LearnError;

/// The scale of the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// The strongest criterion gives at most this many points.
    UpTo(u32),
    /// All criteria together give about this many points.
    Total(u32),
}

impl Points {
    /// Reads `0..20` for at most 20 each criterion, and `total:100` for all together.
    ///
    /// # Errors
    /// [`LearnError::NoPoints`] for any other text.
    ///
    /// ```
    /// use icp_learn::Points;
    /// assert_eq!((Points::parse("0..20"), Points::parse("total:100")), (Ok(Points::UpTo(20)), Ok(Points::Total(100))));
    /// assert!(["20", "1..20", "total:x", ""].iter().all(|text| Points::parse(text).is_err()));
    /// ```
    pub fn parse(text: &str) -> Result<Self, LearnError> {
        let number = |text: &str| text.trim().parse::<u32>().ok();
        let up_to = text.strip_prefix("0..").and_then(number).map(Self::UpTo);
        let total = text.strip_prefix("total:").and_then(number).map(Self::Total);
        up_to.or(total).ok_or_else(|| LearnError::NoPoints(text.to_owned()))
    }
}

/// The population that the rows that are not won come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Against {
    /// They were lost: points follow the win rate.
    #[default]
    Lost,
    /// They are a reference population without outcomes, and the won rows are the best customers. Points are *lift*: how much
    /// more frequent values are among the best customers. There are no win rates.
    Reference,
}

/// Settings of [`learn`](crate::learn).
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The most criteria, 1 to 30.
    pub max_criteria: usize,
    /// The most bands of a criterion, 2 to 10.
    pub max_bands: usize,
    /// The scale of the points.
    pub points: Points,
    /// Whether criteria may have bands of their own given the other criteria. Without, a criterion has the bands that its column has
    /// alone, and points against the win rate are rarer.
    pub given: bool,
    /// Whether pairs of columns are looked for.
    pub pairs: bool,
    /// Whether only criteria that are sure are taken: each must gain 3 of log likelihood.
    pub lean: bool,
    /// The kind of rows that are not won.
    pub against: Against,
    /// How many permutations the signal test draws; 0 leaves it out.
    pub permutations: usize,
    /// Whether the signal test may stop once it is clear that there is no signal.
    pub stop_early: bool,
    /// Folds of the cross-fitted judgement, 2 to 20; 0 leaves it out.
    pub folds: usize,
    /// The true share of won accounts, where the table is a sample with more or fewer of them.
    pub base_rate: Option<f64>,
    /// Chooses folds and permutations.
    pub seed: u64,
    /// Threads, at least one. The result is the same for any number.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_criteria: 9,
            max_bands: 5,
            points: Points::UpTo(20),
            given: true,
            pairs: true,
            lean: false,
            against: Against::Lost,
            permutations: 199,
            stop_early: false,
            folds: 10,
            base_rate: None,
            seed: 0,
            threads: 1,
        }
    }
}

impl Settings {
    /// Refuses settings outside their limits.
    pub(crate) fn check(&self) -> Result<(), LearnError> {
        let within = |name, found: usize, from: usize, to: usize, expected| {
            if (from..=to).contains(&found) {
                return Ok(());
            }
            Err(LearnError::Setting { name, found: found.to_string(), expected })
        };
        within("the limit of criteria", self.max_criteria, 1, 30, "1 to 30")?;
        within("the limit of bands of a criterion", self.max_bands, 2, 10, "2 to 10")?;
        if self.permutations > 0 {
            // With fewer, no table could reach a p of 0.05 by the better of two figures.
            let limits = "0, or 39 to 100,000";
            within("the number of permutations", self.permutations, 39, 100_000, limits)?;
        }
        within("the number of threads", self.threads, 1, 1024, "1 to 1024")?;
        within("the number of folds", self.folds, 0, 20, "0, or 2 to 20")?;
        if self.folds == 1 {
            within("the number of folds", 1, 2, 20, "0, or 2 to 20")?;
        }
        let (name, most, from, to, limits) = match self.points {
            Points::UpTo(most) => ("the most points of a criterion", most, 2, 10_000, "2 to 10,000"),
            Points::Total(most) => ("the points in all", most, 10, 100_000, "10 to 100,000"),
        };
        within(name, most as usize, from, to, limits)?;
        match self.base_rate {
            Some(rate) if !(rate > 0.0 && rate < 1.0) => {
                let found = rate.to_string();
                Err(LearnError::Setting {
                    name: "the base rate",
                    found,
                    expected: "a number above 0 and below 1",
                })
            }
            _ => Ok(()),
        }
    }
}
