//! Vectors, the plain evaluator and the checks that hold across crates.
