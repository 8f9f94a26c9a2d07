//! Measured questions.
