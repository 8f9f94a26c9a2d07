//! Tables in and out: Arrow streams, columns of numpy and lists of Python values become record batches, and answers
//! become Arrow, numpy's memory or lists.

mod capsule;
mod checker;
mod gathered;
mod memory;
mod objects;
mod scored;
mod scorer;
mod source;
mod stream;
mod survey;
mod watch;

pub(crate) use capsule::{refused, stream};
pub(crate) use checker::Checker;
pub(crate) use gathered::{Mixed, gathered};
pub(crate) use memory::Memory;
pub(crate) use objects::Taken;
pub(crate) use scored::Scored;
pub(crate) use scorer::Scorer;
pub(crate) use source::take;
pub(crate) use stream::Stream;
pub(crate) use survey::Survey;
pub(crate) use watch::Watch;
