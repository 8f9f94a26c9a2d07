//! The one JSON shape of an assessment, in every language. All keys are always there.

mod assessment;
