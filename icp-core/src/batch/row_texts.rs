//! Which texts a table gives for each row, by their words in options, and those texts.

/// Texts that are made for each row: none, or some. They need the whole assessment of each row, so they take far longer than
/// numbers.
///
/// ```
/// use icp_core::batch::RowTexts;
/// assert_eq!(RowTexts::of("missing"), Some(RowTexts::MISSING));
/// assert_eq!(RowTexts::from(true), RowTexts::ALL);
/// assert_eq!(RowTexts::REASONS.and(RowTexts::EXCLUSIONS).to_string(), "reasons, exclusions");
/// assert_eq!(RowTexts::of("reason"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
#[non_exhaustive]
pub struct RowTexts {
    /// The largest gains and losses, in words.
    pub reasons: bool,
    /// The ids of all exclusions that hold.
    pub exclusions: bool,
    /// The attributes that would settle what is unknown.
    pub missing: bool,
}

impl RowTexts {
    /// Nothing.
    pub const NONE: Self = Self { reasons: false, exclusions: false, missing: false };
    /// The largest gains and losses.
    pub const REASONS: Self = Self { reasons: true, ..Self::NONE };
    /// The ids of all exclusions that hold.
    pub const EXCLUSIONS: Self = Self { exclusions: true, ..Self::NONE };
    /// The attributes that would settle what is unknown.
    pub const MISSING: Self = Self { missing: true, ..Self::NONE };
    /// Everything.
    pub const ALL: Self = Self { reasons: true, exclusions: true, missing: true };
    /// The words, in the order of the columns.
    pub const WORDS: [&'static str; 3] = ["reasons", "exclusions", "missing"];
    /// Characters that a text has at most, unless another number is asked for: fields of many CRMs take 255.
    pub const MAX_TEXT: usize = 255;
    /// The most gains and the most losses that are named among the reasons.
    pub const MOST_REASONS: usize = 3;

    /// One of them by its word.
    ///
    /// ```
    /// use icp_core::batch::RowTexts;
    /// assert_eq!(RowTexts::of("exclusions"), Some(RowTexts::EXCLUSIONS));
    /// ```
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "reasons" => Some(Self::REASONS),
            "exclusions" => Some(Self::EXCLUSIONS),
            "missing" => Some(Self::MISSING),
            _ => None,
        }
    }

    /// Several by their words.
    ///
    /// # Errors
    /// A message about the first word that is none of them.
    ///
    /// ```
    /// use icp_core::batch::RowTexts;
    /// assert_eq!(RowTexts::of_words(["reasons", "missing"]), Ok(RowTexts::REASONS.and(RowTexts::MISSING)));
    /// assert_eq!(RowTexts::of_words(["why"]).unwrap_err(), "`why` is none of reasons, exclusions, missing");
    /// ```
    pub fn of_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        words.into_iter().try_fold(Self::NONE, |all, word| match Self::of(word) {
            Some(one) => Ok(all.and(one)),
            None => Err(format!("`{word}` is none of {}", Self::WORDS.join(", "))),
        })
    }

    /// These and others.
    ///
    /// ```
    /// use icp_core::batch::RowTexts;
    /// assert!(RowTexts::REASONS.and(RowTexts::MISSING).missing);
    /// ```
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            reasons: self.reasons || other.reasons,
            exclusions: self.exclusions || other.exclusions,
            missing: self.missing || other.missing,
        }
    }

    /// Whether there is anything to be made.
    ///
    /// ```
    /// use icp_core::batch::RowTexts;
    /// assert!(RowTexts::MISSING.any() && !RowTexts::NONE.any());
    /// ```
    pub fn any(self) -> bool {
        self != Self::NONE
    }
}

impl From<bool> for RowTexts {
    fn from(all: bool) -> Self {
        if all { Self::ALL } else { Self::NONE }
    }
}

impl std::fmt::Display for RowTexts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let asked = [self.reasons, self.exclusions, self.missing];
        let words = Self::WORDS.into_iter().zip(asked).filter(|(_, asked)| *asked);
        f.write_str(&words.map(|(word, _)| word).collect::<Vec<_>>().join(", "))
    }
}

/// The texts of the rows of a table, of the icp that is shown; an empty text where there is nothing to say. Lists that
/// nobody asked for are empty.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns, RowTexts};
/// use icp_core::column::{Column, Columns, Values};
/// let columns = Columns::new(2).with("employees", Column::new(Values::U8(&[50, 5])))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// let scores = model.score_batch(&columns, &options.texts(RowTexts::MISSING))?;
/// assert_eq!(&*scores.row_texts.missing[0], "country");
/// assert!(scores.row_texts.reasons.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct TextColumns {
    /// The largest gains and losses in words.
    pub reasons: Vec<Box<str>>,
    /// The ids of all exclusions that hold, with `; ` between them.
    pub exclusions: Vec<Box<str>>,
    /// The attributes that would settle what is unknown, likewise.
    pub missing: Vec<Box<str>>,
}

impl TextColumns {
    /// Takes all rows out; the memory is kept.
    pub(super) fn clear(&mut self) {
        let Self { reasons, exclusions, missing } = self;
        reasons.clear();
        exclusions.clear();
        missing.clear();
    }

    pub(super) fn append(&mut self, other: Self) {
        let Self { reasons, exclusions, missing } = other;
        self.reasons.extend(reasons);
        self.exclusions.extend(exclusions);
        self.missing.extend(missing);
    }
}
