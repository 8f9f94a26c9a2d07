//! Learns a first profile from accounts that were won and lost: a small scorecard of whole points, each with the rows behind it, or the
//! reason why there is nothing to learn. It writes a model document for people to review; `icp-core` scores it like any other.

#![forbid(unsafe_code)]

mod at;
mod attributes;
mod bands;
mod card;
mod chance;
mod chosen;
mod codes;
mod counts;
mod cuts;
mod dictionary;
mod document;
mod error;
mod events;
mod few;
mod fit;
mod from_model;
mod gain;
mod judge;
mod keep;
mod labels;
mod late;
mod learn;
mod learned;
mod lesson;
mod order;
mod pairs;
mod patterns;
mod points;
mod prepare;
mod report;
mod rules;
mod sample;
mod select;
mod settings;
mod signal;
mod solve;
mod split;
mod steps;
mod suspect;
mod table;
mod taught;
mod threads;
mod tiers;
mod tune;
mod warning;
mod words;

pub use card::{Band, Card, Criterion, Line, MissingBand, Pair, Side, Subject, Tier};
pub use counts::Counts;
pub use document::{Naming, document};
pub use error::LearnError;
pub use events::Window;
pub use from_model::{Fact, LeftOut, Source, TableReader, account_hash};
pub use keep::kept_bands;
pub use learn::learn;
pub use learned::{ColumnStory, CrossAuc, Fate, Judgement, Late, Learned, Signal, Size, TierRate, TimeOrder};
pub use lesson::{Lesson, LessonReader, Read};
pub use report::Report;
pub use settings::{Against, Points, Settings};
pub use split::{Group, Split, SplitBy, SplitTest, learn_split, split_document};
pub use table::{Cells, Column, Direction, Judged, MISSING, Table, TableBuilder, Values};
pub use taught::Taught;
pub use tune::{Amount, Change, Gain, Trial, Tune, TuneError, Tuned, TunedTier, Tuner};
pub use warning::Warning;
