//! Scratches of a model, kept between calls so that scoring an account allocates nothing.

use std::sync::{Mutex, PoisonError};

use icp_core::{Model, Scratch};

/// Reusable scratches of one model. It holds at most as many as threads have scored at the same time.
#[derive(Default)]
pub(crate) struct Pool(Mutex<Vec<Scratch>>);

impl Pool {
    /// Runs with a scratch that nobody else has. What runs may score with the same model again.
    pub(crate) fn with<T>(&self, model: &Model, run: impl FnOnce(&mut Scratch) -> T) -> T {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut scratch = kept.unwrap_or_else(|| model.scratch());
        let result = run(&mut scratch);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        result
    }
}
