//! From cells to answers, for the rows of a block.

use super::cells::{BLOCK, BlockCells};
use super::choose::Chosen;
use super::chunk::Chunk;
use super::job::Job;
use super::lane_tables::{LaneSums, LaneTables};
use super::row;
use super::sums::Sums;
use crate::eval::{Scratch, evaluate_located, evaluate_summed};

/// How rows are judged; memory of one thread.
pub(super) enum Judge<'j, 't> {
    /// All icps are plain.
    Lanes(&'j LaneTables<'t>, LaneSums, Chosen),
    /// Through `eval`, from the sums.
    Sums(Sums),
}

impl<'j, 't> Judge<'j, 't> {
    pub(super) fn new(job: &'j Job<'t>) -> Self {
        match &job.lane_tables {
            Some(tables) => Self::Lanes(tables, LaneSums::default(), Chosen::default()),
            None => Self::Sums(Sums::default()),
        }
    }

    /// Writes the answers of the rows from `start` on of a chunk.
    pub(super) fn block(
        &mut self,
        job: &Job<'_>,
        chunk: &mut Chunk<'_>,
        rows: (usize, usize),
        cells: &BlockCells,
        scratch: &mut Scratch,
    ) {
        match self {
            Self::Lanes(tables, found, chosen) => {
                chunk.prefetch(rows.0, rows.1);
                job.simd.run(
                    #[inline(always)]
                    || {
                        tables.add_up(rows.1, &cells.cells, &cells.numbers, found);
                        chosen.judge(tables, chunk, rows, found);
                    },
                );
            }
            Self::Sums(sums) => {
                sums.add_up(job.plan, rows.1, &cells.cells, &cells.numbers, BLOCK);
                summed(job, chunk, rows, sums, cells, scratch);
            }
        }
    }
}

fn summed(
    job: &Job<'_>,
    chunk: &mut Chunk<'_>,
    (start, len): (usize, usize),
    sums: &Sums,
    cells: &BlockCells,
    scratch: &mut Scratch,
) {
    let plan = job.plan;
    let (small, large, words) = (plan.buckets.small, plan.buckets.large, plan.flag_words);
    let optional: Vec<crate::plan::Flag> = plan.cards.iter().filter_map(|card| card.optional).collect();
    let asks_cells = (job.options.verdicts && job.verdicts.asks_cells()) || job.labels.asks_cells(plan);
    for row in 0..len {
        let flags = sums.flags.get(row * words..(row + 1) * words).unwrap_or_default();
        if optional.iter().any(|flag| flag.is_set(flags)) {
            // The bounds then depend on the outcomes themselves.
            cells.load(row, scratch);
            // No events: those are not in tables, and the day only matters to them.
            evaluate_located(plan, &[], scratch.as_of().unwrap_or(crate::value::Date::MIN), scratch);
        } else {
            if asks_cells {
                cells.load(row, scratch);
            }
            scratch.load_sums(
                sums.small.get(row * small..(row + 1) * small).unwrap_or_default(),
                sums.large.get(row * large..(row + 1) * large).unwrap_or_default(),
                flags,
            );
            evaluate_summed(plan, scratch);
        }
        row::write(job, chunk, start + row, scratch);
    }
}
