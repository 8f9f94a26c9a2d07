//! An account that has been scored, with all that its full answer is made of. Made by `engine`.

use super::ModelTexts;
use crate::account::Record;
use crate::eval::Scratch;
use crate::model::{Definition, NamedList};
use crate::plan::Plan;
use crate::value::Date;

/// Everything behind an assessment. INVARIANT: the scratch has been scored with this plan and record.
pub(crate) struct AssessmentInput<'a, 's> {
    pub(crate) definition: &'a Definition,
    pub(crate) fingerprint: &'a str,
    /// The lists that were given, with the SHA-256 of their entries.
    pub(crate) lists: &'a [(NamedList, Box<str>)],
    /// The name and the fingerprint of the source file.
    pub(crate) source: Option<(&'a str, &'a str)>,
    pub(crate) plan: &'a Plan,
    pub(crate) texts: &'a ModelTexts,
    pub(crate) record: &'a Record<'a>,
    pub(crate) scratch: &'s Scratch,
    pub(crate) as_of: Date,
}
