//! Texts and numbers that exports write where they have no value. They count as values until the model says otherwise;
//! nothing is decided by this list, it is only proposed.

/// Folded texts.
const TEXTS: [&str; 38] = [
    "-",
    "--",
    "---",
    ".",
    "..",
    "?",
    "??",
    "n.a.",
    "n/a",
    "#n/a",
    "na",
    "n.d.",
    "nan",
    "nil",
    "none",
    "null",
    "(null)",
    "<null>",
    "\\n",
    "empty",
    "(empty)",
    "blank",
    "(blank)",
    "missing",
    "not available",
    "not applicable",
    "not known",
    "not provided",
    "not set",
    "not specified",
    "undefined",
    "unknown",
    "(unknown)",
    "unspecified",
    "select",
    "please select",
    "tbd",
    "tba",
];

/// Numbers that stand for no value where no other number is below zero.
const NUMBERS: [f64; 5] = [-1.0, -9.0, -99.0, -999.0, -9999.0];

/// Whether a folded text usually stands for no value.
pub(super) fn is_placeholder(folded: &str) -> bool {
    TEXTS.contains(&folded)
}

/// Whether a number does, in a column without other numbers below zero.
pub(super) fn is_placeholder_number(number: f64) -> bool {
    NUMBERS.contains(&number)
}
