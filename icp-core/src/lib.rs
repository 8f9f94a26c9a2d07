//! Ideal customer profiles as a model: read, checked, compiled once, scored, explained.
#![forbid(unsafe_code)]
