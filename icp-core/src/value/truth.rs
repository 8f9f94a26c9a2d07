//! Three-valued truth: true, false, unknown. What is missing makes a condition unknown, never false.

/// Three-valued truth: what is known about a condition.
///
/// ```
/// use icp_core::value::Truth;
/// assert_eq!(Truth::Unknown.and(Truth::False), Truth::False);
/// assert_eq!(Truth::Unknown.or(Truth::False), Truth::Unknown);
/// assert_eq!(!Truth::Unknown, Truth::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Truth {
    /// It does not hold.
    False = 0,
    /// It rests on something that is missing.
    Unknown = 1,
    /// It holds.
    True = 2,
}

impl Truth {
    /// Both: false if one is false, else unknown if one is unknown.
    ///
    /// What is missing cannot save a condition of which one part is false.
    ///
    /// ```
    /// use icp_core::value::Truth;
    /// assert_eq!(Truth::Unknown.and(Truth::False), Truth::False);
    /// assert_eq!(Truth::Unknown.and(Truth::True), Truth::Unknown);
    /// ```
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Either: true if one is true, else unknown if one is unknown.
    ///
    /// ```
    /// use icp_core::value::Truth;
    /// assert_eq!(Truth::Unknown.or(Truth::True), Truth::True);
    /// assert_eq!(Truth::Unknown.or(Truth::False), Truth::Unknown);
    /// ```
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// True exactly for [`Truth::True`].
    ///
    /// An unknown condition does not hold: a criterion that rests on it is unknown, not met.
    ///
    /// ```
    /// use icp_core::value::Truth;
    /// assert!(Truth::True.holds());
    /// assert!(!Truth::Unknown.holds());
    /// ```
    pub fn holds(self) -> bool {
        self == Self::True
    }

    /// True exactly for [`Truth::Unknown`].
    ///
    /// ```
    /// use icp_core::value::Truth;
    /// assert!(Truth::Unknown.is_unknown());
    /// assert!(!Truth::False.is_unknown());
    /// ```
    pub fn is_unknown(self) -> bool {
        self == Self::Unknown
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}
