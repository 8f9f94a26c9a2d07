//! Accounts and models of samples: short, since most kinds need several accounts.

/// Each of some JSON objects on a line.
macro_rules! lines {
    ($($line:literal)*) => {
        concat!($($line, "\n",)*)
    };
}

/// The same line five times.
macro_rules! five {
    ($line:literal) => {
        concat!($line, "\n", $line, "\n", $line, "\n", $line, "\n", $line, "\n")
    };
}

/// A model of one criterion on some attributes.
macro_rules! model {
    ($attributes:literal, $criterion:literal) => {
        crate::analyze::sample! {
            $attributes
            "icps:"
            "  - id: smb"
            "    fit:"
            $criterion
            "      tiers: [{id: A, from: 50}, {id: B}]"
        }
    };
}

pub(super) use {five, lines, model};
