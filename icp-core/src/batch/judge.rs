//! From sums and marks to answers, for the rows of a block.

use super::answer::Part;
use super::choose::{Chosen, choose};
use super::plain::Plain;
use super::read::Reader;
use super::row;
use super::run::Job;
use super::sums::Sums;
use crate::eval::{Scratch, evaluate_located, evaluate_summed, is_set};

/// How rows are judged.
pub(super) enum Judge {
    /// All icps are plain, and the marks are one word.
    One(Vec<Plain<1>>, Chosen),
    /// The same with two words.
    Two(Vec<Plain<2>>, Chosen),
    /// Through `eval`, from the sums.
    Sums,
}

impl Judge {
    pub(super) fn new(job: &Job<'_>) -> Self {
        // Conditions of verdicts are read off the cells of the row.
        if job.options.verdicts || job.options.per_icp {
            return Self::Sums;
        }
        if let Some(plain) = Plain::all(job.plan, &job.reasons) {
            return Self::One(plain, Chosen::default());
        }
        Plain::all(job.plan, &job.reasons).map_or(Self::Sums, |plain| Self::Two(plain, Chosen::default()))
    }

    /// Writes the answers of the rows from `start` on of a part.
    pub(super) fn block(
        &mut self,
        job: &Job<'_>,
        part: &mut Part<'_>,
        rows: (usize, usize),
        sums: &Sums,
        reader: &Reader,
        scratch: &mut Scratch,
    ) {
        match self {
            Self::One(icps, chosen) => choose(job, part, rows, sums, icps, chosen),
            Self::Two(icps, chosen) => choose(job, part, rows, sums, icps, chosen),
            Self::Sums => summed(job, part, rows, sums, reader, scratch),
        }
    }
}

fn summed(
    job: &Job<'_>,
    part: &mut Part<'_>,
    (start, len): (usize, usize),
    sums: &Sums,
    reader: &Reader,
    scratch: &mut Scratch,
) {
    let plan = job.plan;
    let (narrow, wide, words) = (plan.buckets.narrow, plan.buckets.wide, plan.mark_words);
    let optional: Vec<u32> = plan.cards.iter().filter_map(|card| card.optional).collect();
    let asks_cells = job.options.verdicts && job.verdicts.asks_cells();
    for row in 0..len {
        let marks = sums.marks.get(row * words..(row + 1) * words).unwrap_or_default();
        if optional.iter().any(|mark| is_set(marks, *mark)) {
            // The bounds then depend on the outcomes themselves.
            reader.load(row, scratch);
            // No events: those are not in tables, and the day only matters to them.
            evaluate_located(plan, &[], scratch.as_of().unwrap_or(crate::value::Date::MIN), scratch);
        } else {
            if asks_cells {
                reader.load(row, scratch);
            }
            scratch.load_sums(
                sums.narrow.get(row * narrow..(row + 1) * narrow).unwrap_or_default(),
                sums.wide.get(row * wide..(row + 1) * wide).unwrap_or_default(),
                marks,
            );
            evaluate_summed(plan, scratch);
        }
        row::write(job, part, start + row, scratch);
    }
}
