//! Learns a first profile from accounts that were won and lost: a small scorecard of whole points, each with the rows behind it, or the
//! reason why there is nothing to learn. It writes a model document for people to review; `icp-core` scores it like any other.

#![forbid(unsafe_code)]
