//! New weights, points and tier cuts for a model that people wrote; its rules stay. Accounts are read twice: a [`Tuner`] sees what each
//! criterion gives them, a [`Trial`] has the engine score them by models that were tuned without them. What does not gain more than chance is
//! dropped.

mod amounts;
mod cuts;
mod fit;
mod folds;
mod gather;
mod place;
mod report;
mod text;
mod trial;
mod tuned;
mod tuner;

pub use self::amounts::{Amount, Change};
pub use self::trial::Trial;
pub(crate) use self::trial::gain;
pub use self::tuned::{Gain, Tune, TuneError, Tuned, TunedTier};
pub use self::tuner::Tuner;
