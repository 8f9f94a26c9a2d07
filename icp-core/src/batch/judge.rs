//! From cells to answers, for the rows of a block.

use super::cells::{BLOCK, BlockCells};
use super::choose::Chosen;
use super::chunk::Chunk;
use super::criterion_lanes::CriterionBuffers;
use super::job::Job;
use super::lane_tables::{LaneSums, LaneTables};
use super::row;
use super::said::{Said, exclusions};
use super::slices::put;
use super::sums::Sums;
use crate::eval::{Scratch, evaluate_icp, evaluate_located, evaluate_summed};

/// The memory of a thread that judges whole columns.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    found: LaneSums,
    chosen: Chosen,
    said: Said,
    criteria: CriterionBuffers,
}

/// How rows are judged; memory of one thread.
pub(super) enum Judge<'j, 't> {
    /// Whole columns at a time.
    Lanes(&'j LaneTables<'t>, Box<Lanes>),
    /// Through `eval`, from the sums.
    Sums(Sums),
}

impl<'j, 't> Judge<'j, 't> {
    pub(super) fn new(job: &'j Job<'t>) -> Self {
        match &job.lane_tables {
            Some(tables) => Self::Lanes(tables, Box::default()),
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
            Self::Lanes(tables, lanes) => {
                let Lanes { found, chosen, said, criteria } = &mut **lanes;
                chunk.prefetch(rows.0, rows.1);
                job.simd.run(
                    #[inline(always)]
                    || {
                        tables.add_up(rows.1, cells, found);
                        chosen.judge(tables, chunk, rows, found);
                        if let Some(asked) = &job.criterion_tables {
                            let from = (*tables, &*found, cells);
                            asked.write(&mut chunk.criteria, rows, from, criteria);
                        }
                    },
                );
                open_bounds(job, chunk, rows.0, chosen, (cells, scratch));
                said.write(job, chunk, rows, &chosen.answers.reasons, (cells, scratch));
                if job.options.exclusions {
                    exclusions(job, tables, chunk, rows, found);
                }
            }
            Self::Sums(sums) => {
                sums.add_up(job.plan, rows.1, &cells.cells, &cells.numbers, BLOCK);
                summed(job, chunk, rows, sums, cells, scratch);
            }
        }
    }
}

/// Works out the bounds of icps in rows in which it is unknown whether some criterion applies: they depend on the outcomes
/// themselves.
fn open_bounds(
    job: &Job<'_>,
    chunk: &mut Chunk<'_>,
    start: usize,
    chosen: &mut Chosen,
    (cells, scratch): (&BlockCells, &mut Scratch),
) {
    for (row, number, is_shown) in chosen.answers.open.drain(..) {
        let row = usize::from(row);
        let out = if is_shown { Some(&mut chunk.shown) } else { chunk.icps.get_mut(number) };
        let (Some(out), Some(icp)) = (out, job.plan.icps.get(number)) else { continue };
        cells.load(row, scratch);
        // No events: those are not in tables, and the day only matters to them.
        let as_of = scratch.as_of().unwrap_or(crate::value::Date::MIN);
        let score = evaluate_icp(job.plan, &[], as_of, icp, scratch);
        let (low, high) = score.fit.bounds.unwrap_or((f64::NAN, f64::NAN));
        put(out.lower, start + row, low);
        put(out.upper, start + row, high);
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
