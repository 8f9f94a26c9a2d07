//! Cards that add points, of tools other than those of PMML: a reader each. What a model cannot say is refused, all of it in one
//! go.

mod bins;
mod optbinning;
mod optbinning_process;
mod rules_engine;
mod scorecardpy;
mod thresholds;
mod zen;
mod zen_cell;
mod zen_sum;

pub(crate) use self::optbinning::read as optbinning;
pub(crate) use self::optbinning_process::read as optbinning_process;
pub(crate) use self::rules_engine::read as rules_engine;
pub(crate) use self::scorecardpy::read as scorecardpy;
pub(crate) use self::thresholds::read as thresholds;
pub(crate) use self::zen::read as zen;

use crate::doc::Doc;
use crate::error::{Note, Refusal};

/// The document of a model and what was taken otherwise, or everything that is refused.
pub(crate) type Read = Result<(Doc, Vec<Note>), Vec<Refusal>>;
