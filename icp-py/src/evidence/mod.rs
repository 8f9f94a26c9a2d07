//! Populations and their outcomes, for `icp.evidence`: tables of Python are counted, and what was found comes back as data,
//! tables and text. `icp-evidence` decides everything.

mod counts;
mod feed;
mod found;
mod judge;
mod outcome;
mod reading;
mod tuning;

pub(crate) use counts::Counts;
pub(crate) use feed::Feed;
pub(crate) use found::Found;
pub(crate) use judge::Judge;
pub(crate) use outcome::outcomes;
