//! The `icp` command.
fn main() {}
