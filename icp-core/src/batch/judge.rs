//! From sums and marks to answers, for the rows of a block.

use super::answer::{Part, place};
use super::plain::Plain;
use super::read::Reader;
use super::row;
use super::run::Job;
use super::sums::Sums;
use crate::eval::{
    CardScore, IcpScore, IcpStatus, Scratch, evaluate_located, evaluate_summed, is_set, plain_percent,
    plain_score, status,
};
use crate::plan::Narrow;

/// How rows are judged.
pub(super) enum Judge {
    /// All icps are plain, and the marks are one word.
    One(Vec<Plain<1>>),
    /// The same with two words.
    Two(Vec<Plain<2>>),
    /// Through `eval`, from the sums.
    Sums,
}

impl Judge {
    pub(super) fn new(job: &Job<'_>) -> Self {
        // Conditions of verdicts are read off the cells of the row.
        if job.options.verdicts || job.options.per_icp {
            return Self::Sums;
        }
        if let Some(plain) = Plain::all(job.plan) {
            return Self::One(plain);
        }
        Plain::all(job.plan).map_or(Self::Sums, Self::Two)
    }

    /// Writes the answers of the rows from `start` on of a part.
    pub(super) fn block(
        &self,
        job: &Job<'_>,
        part: &mut Part<'_>,
        rows: (usize, usize),
        sums: &Sums,
        reader: &Reader,
        scratch: &mut Scratch,
    ) {
        match self {
            Self::One(icps) => plain(job, part, rows, sums, icps),
            Self::Two(icps) => plain(job, part, rows, sums, icps),
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

fn plain<const W: usize>(
    job: &Job<'_>,
    part: &mut Part<'_>,
    (start, len): (usize, usize),
    sums: &Sums,
    icps: &[Plain<W>],
) {
    let plan = job.plan;
    let buckets = plan.buckets.narrow;
    let mut words = [0u64; W];
    for row in 0..len {
        let narrow = sums.narrow.get(row * buckets..(row + 1) * buckets).unwrap_or_default();
        let marks = sums.marks.get(row * plan.mark_words..(row + 1) * plan.mark_words).unwrap_or_default();
        words.iter_mut().zip(marks).for_each(|(to, from)| *to = *from);
        let shown = choose(plan.by_score, icps, narrow, &words);
        show(job, part, start + row, shown, icps, narrow, marks);
    }
}

/// The icp to show: the nearest to a yes; among equals the one with the highest score, the first if it is a yes and
/// the order decides.
#[inline]
fn choose<const W: usize>(by_score: bool, icps: &[Plain<W>], narrow: &[Narrow], marks: &[u64; W]) -> usize {
    let (mut shown, mut least, mut highest) = (0, u8::MAX, None);
    for (at, icp) in icps.iter().enumerate() {
        let sum = narrow.get(icp.bucket).copied().unwrap_or_default();
        let distance = icp.judge(sum, marks);
        let score = (sum[3] > 0).then(|| plain_percent(sum[0], icp.weight));
        if distance < least || (distance == least && (distance > 0 || by_score) && score > highest) {
            (shown, least, highest) = (at, distance, score);
        }
    }
    shown
}

/// Writes the answer of the icp that is shown.
#[inline]
fn show<const W: usize>(
    job: &Job<'_>,
    part: &mut Part<'_>,
    row: usize,
    shown: usize,
    icps: &[Plain<W>],
    narrow: &[Narrow],
    marks: &[u64],
) {
    let plan = job.plan;
    let (Some(plain), Some(icp)) = (icps.get(shown), plan.icps.get(shown)) else { return };
    let Some(card) = plan.cards.get(icp.fit) else { return };
    let sum = narrow.get(plain.bucket).copied().unwrap_or_default();
    let fit = plain_score(card, sum, marks);
    let (status, reason) = status(plan, icp, &fit, marks);
    let tier = match status {
        IcpStatus::Disqualified | IcpStatus::InsufficientData => None,
        IcpStatus::Qualified | IcpStatus::Unqualified => fit.tier,
    };
    let score = IcpScore { status, reason, fit: CardScore { tier, ..fit }, intent: None, stage: None };
    if let Some(icp) = part.icp.get_mut(row) {
        *icp = place(Some(shown));
    }
    part.shown.write(row, &score, job.reasons.number(shown, reason));
}
