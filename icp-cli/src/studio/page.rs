//! The files of the page, as `cargo xtask studio` made them; none where it did not, or without the feature.

/// The path of each file and its bytes; those of `.gz` are sent as they are.
#[cfg(all(has_page, feature = "studio"))]
pub(super) const FILES: &[(&str, &[u8])] = include!("../../page/made/files.rs");

/// The path of each file and its bytes.
#[cfg(not(all(has_page, feature = "studio")))]
pub(super) const FILES: &[(&str, &[u8])] = &[];
