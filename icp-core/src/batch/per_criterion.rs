//! Which answers of every criterion a table gives, by their words in options.

use std::fmt;

/// Which answers of every criterion a table gives, for fit and for intent: none, or some of those that an assessment has.
///
/// ```
/// use icp_core::batch::PerCriterion;
/// assert_eq!(PerCriterion::of("rating"), Some(PerCriterion::RATING));
/// assert_eq!(PerCriterion::from(true), PerCriterion::POINTS);
/// assert_eq!(PerCriterion::POINTS.and(PerCriterion::STATUS).to_string(), "points, status");
/// assert_eq!(PerCriterion::of("score"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
#[non_exhaustive]
pub struct PerCriterion {
    /// Its points: weight x rating, or those of an unknown one; 0 where it does not apply.
    pub points: bool,
    /// The rating, from -1 to 1; none while it is unknown, or when it does not apply.
    pub rating: bool,
    /// Its part of the score.
    pub contribution: bool,
    /// Its status.
    pub status: bool,
    /// The label of the band that holds; none without one.
    pub label: bool,
}

impl PerCriterion {
    /// Nothing.
    pub const NONE: Self =
        Self { points: false, rating: false, contribution: false, status: false, label: false };
    /// Its points.
    pub const POINTS: Self = Self { points: true, ..Self::NONE };
    /// Its rating.
    pub const RATING: Self = Self { rating: true, ..Self::NONE };
    /// Its part of the score.
    pub const CONTRIBUTION: Self = Self { contribution: true, ..Self::NONE };
    /// Its status.
    pub const STATUS: Self = Self { status: true, ..Self::NONE };
    /// The label of its band.
    pub const LABEL: Self = Self { label: true, ..Self::NONE };
    /// Everything.
    pub const ALL: Self = Self { points: true, rating: true, contribution: true, status: true, label: true };
    /// The words, in the order of the columns.
    pub const WORDS: [&'static str; 5] = ["points", "rating", "contribution", "status", "label"];

    /// One of them by its word.
    ///
    /// ```
    /// use icp_core::batch::PerCriterion;
    /// assert_eq!(PerCriterion::of("label"), Some(PerCriterion::LABEL));
    /// assert_eq!(PerCriterion::of("score"), None);
    /// ```
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "points" => Some(Self::POINTS),
            "rating" => Some(Self::RATING),
            "contribution" => Some(Self::CONTRIBUTION),
            "status" => Some(Self::STATUS),
            "label" => Some(Self::LABEL),
            _ => None,
        }
    }

    /// Several by their words.
    ///
    /// # Errors
    /// A word that there is not, in words for people.
    ///
    /// ```
    /// use icp_core::batch::PerCriterion;
    /// assert_eq!(PerCriterion::of_words(["points", "rating", "contribution", "status", "label"]), Ok(PerCriterion::ALL));
    /// assert!(PerCriterion::of_words(["score"]).is_err());
    /// ```
    pub fn of_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Result<Self, String> {
        let mut all = Self::NONE;
        for word in words {
            let Some(one) = Self::of(word) else {
                let known = Self::WORDS.map(|word| format!("`{word}`"));
                return Err(format!("of a criterion there are {}, not `{word}`", known.join(", ")));
            };
            all = all.and(one);
        }
        Ok(all)
    }

    /// Both.
    ///
    /// ```
    /// use icp_core::batch::PerCriterion;
    /// let both = PerCriterion::RATING.and(PerCriterion::CONTRIBUTION);
    /// assert_eq!(both.to_string(), "rating, contribution");
    /// ```
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            points: self.points || other.points,
            rating: self.rating || other.rating,
            contribution: self.contribution || other.contribution,
            status: self.status || other.status,
            label: self.label || other.label,
        }
    }

    /// Whether anything is asked for.
    ///
    /// ```
    /// use icp_core::batch::PerCriterion;
    /// assert!(PerCriterion::POINTS.any());
    /// assert!(!PerCriterion::NONE.any());
    /// ```
    pub fn any(self) -> bool {
        self != Self::NONE
    }
}

/// True is the points.
impl From<bool> for PerCriterion {
    fn from(points: bool) -> Self {
        Self { points, ..Self::NONE }
    }
}

/// The words, with commas.
impl fmt::Display for PerCriterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asked = [self.points, self.rating, self.contribution, self.status, self.label];
        let words = Self::WORDS.into_iter().zip(asked).filter(|(_, asked)| *asked).map(|(word, _)| word);
        f.write_str(&words.collect::<Vec<_>>().join(", "))
    }
}
