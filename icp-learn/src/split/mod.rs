//! A profile for each group of accounts, such as each segment, and the question whether several profiles are better than one.

mod document;
mod found;
mod groups;
mod profiles;
mod trial;

pub use self::document::split_document;
pub(crate) use self::document::{ids, sentence};
pub use self::found::{Group, Split, SplitTest};
pub use self::groups::SplitBy;
pub use self::profiles::learn_split;
