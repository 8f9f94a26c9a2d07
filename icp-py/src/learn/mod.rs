//! A first model from a table of Python: its columns are collected, and `icp-learn` reads and learns. `icp.learn` calls it.

mod lesson;
mod options;

pub(crate) use lesson::Lesson;
