//! The answers of an icp in the rows in which it is shown: status, tier, stage and reason, then the numbers, whole columns at a time.

use super::card_lanes::{Numbers, Sums};
use super::cells::BLOCK;
use super::chunk::IcpChunk;
use super::dimension_sums::{HIGH, KNOWN, LOW, POINTS, take};
use super::gates::ABOVE;
use super::lane_tables::LaneSums;
use super::limit_lanes::Limit;
use super::profile::{Intent, Profile};
use super::slices::{NONE, put};
use crate::eval::IcpStatus;
use crate::plan::End;

/// Memory of one thread.
#[derive(Debug, Default)]
pub(super) struct Answers {
    sums: Vec<Sums>,
    /// Whether what is written is the icp that is shown.
    pub(super) is_shown: bool,
    /// The number of the reason of the icp that is shown in each row.
    pub(super) reasons: Vec<u32>,
    /// Rows whose bounds are still to be worked out, since it is unknown whether some criterion applies: the number of the icp, and
    /// whether it is the one that is shown.
    pub(super) open: Vec<(u16, usize, bool)>,
}

/// The numbers of some rows, one after the other.
struct Found {
    bits: [u64; BLOCK],
    numbers: Numbers,
    tiers: [u16; BLOCK],
}

impl Answers {
    /// Writes the answers of an icp in some rows; its number, the scores of all icps, and where the rows begin in the chunk.
    #[inline(always)]
    pub(super) fn write(
        &mut self,
        out: &mut IcpChunk<'_>,
        start: usize,
        (icp, number, rows): (&Profile, usize, &[u16]),
        (found, scores): (&LaneSums, &[[f64; 4]]),
    ) {
        if rows.is_empty() {
            return;
        }
        // Every column is written below, and those that criteria may leave open in `judge` once more; a new one is added there and here.
        let IcpChunk {
            status: _,
            score: _,
            lower: _,
            upper: _,
            coverage: _,
            tier: _,
            stage: _,
            intent: _,
            intent_tier: _,
            reason: _,
        } = &*out;
        self.reasons.resize(BLOCK, 0);
        let lane = number % 4;
        // The bits of four icps are in their first layer, which is that of their first dimension.
        let first = found.layer(icp.fit.sums);
        let scores = scores.get(number / 4 * BLOCK..).unwrap_or_default();
        let mut own = Found { bits: [0; BLOCK], numbers: [0.0; BLOCK], tiers: [NONE; BLOCK] };
        for ((bits, score), row) in own.bits.iter_mut().zip(&mut own.numbers).zip(rows) {
            let row = usize::from(*row);
            *bits = first.get(row).and_then(|lanes| lanes.bits.get(lane)).copied().unwrap_or_default();
            *score = scores.get(row).and_then(|scores| scores.get(lane)).copied().unwrap_or_default();
        }
        for ((row, score), bits) in rows.iter().zip(&own.numbers).zip(&own.bits) {
            let row = start + usize::from(*row);
            let value = (score - ABOVE) / 1e6;
            put(out.score, row, if *score > 0.0 { value } else { f64::NAN });
            if bits & icp.optional != 0 {
                self.open.push(((row - start) as u16, number, self.is_shown));
            }
        }
        if let Some(intent) = &icp.intent {
            self.intent(out, (start, rows), (intent, lane), &mut own, found);
            // The scores were overwritten by those of intent.
            for (score, row) in own.numbers.iter_mut().zip(rows) {
                let scores = scores.get(usize::from(*row));
                *score = scores.and_then(|scores| scores.get(lane)).copied().unwrap_or_default();
            }
        } else if !out.intent.is_empty() {
            for row in rows {
                put(out.intent, start + usize::from(*row), f64::NAN);
                put(out.intent_tier, start + usize::from(*row), NONE);
            }
        }
        self.words(out, (start, rows), icp, &own);
        self.numbers(out, (start, rows), (icp, lane), (found, &own.bits));
    }

    /// Status, tier, stage and reason.
    #[inline(always)]
    fn words(&mut self, out: &mut IcpChunk<'_>, (start, rows): (usize, &[u16]), icp: &Profile, own: &Found) {
        let has_stages = icp.has_stages();
        let answers = own.bits.iter().zip(&own.numbers).zip(&own.tiers);
        for (row, ((bits, score), intent)) in rows.iter().zip(answers) {
            let row = usize::from(*row);
            let at = start + row;
            let blocker = icp.gates.blocker(*bits);
            let reached = icp.tiers.reached(score - ABOVE, *bits);
            let has_tier = matches!(blocker.status, IcpStatus::Qualified | IcpStatus::Unqualified)
                & (bits & icp.gates.low_coverage == 0);
            let tier = if has_tier { reached } else { NONE };
            let reason = blocker.reason + if blocker.by_tier { u32::from(reached) } else { 0 };
            put(out.status, at, blocker.status);
            put(out.tier, at, tier);
            put(out.reason, at, reason);
            if self.is_shown {
                put(&mut self.reasons, row, reason);
            }
            let is_out = blocker.status == IcpStatus::Disqualified;
            if is_out {
                put(out.intent_tier, at, NONE);
            }
            let has_stage = has_stages && !is_out;
            put(out.stage, at, if has_stage { icp.stage(blocker.is_unmet, tier, *intent) } else { NONE });
        }
    }

    /// Coverage and bounds.
    #[inline(always)]
    fn numbers(
        &mut self,
        out: &mut IcpChunk<'_>,
        (start, rows): (usize, &[u16]),
        (icp, lane): (&Profile, usize),
        (found, bits): (&LaneSums, &[u64]),
    ) {
        let card = &icp.fit;
        let place = (card.sums, card.weights, card.width());
        let mut numbers = [0.0; BLOCK];
        let Some(numbers) = numbers.get_mut(..rows.len()) else { return };
        let each = || rows.iter().map(|row| usize::from(*row));
        take((&mut self.sums, KNOWN), place, (lane, each()), found);
        card.coverage(&self.sums, numbers);
        each().zip(&*numbers).for_each(|(row, number)| put(out.coverage, start + row, *number));
        for (ends, end, out) in [(LOW, End::Low, &mut *out.lower), (HIGH, End::High, &mut *out.upper)] {
            if out.is_empty() {
                continue;
            }
            take((&mut self.sums, ends), place, (lane, each()), found);
            card.score(&self.sums, bits, (end, Limit::may_act), numbers);
            each().zip(&*numbers).for_each(|(row, number)| put(out, start + row, *number / 1e6));
        }
    }

    /// Score and tier of intent; the tier is also kept beside the row.
    #[inline(always)]
    fn intent(
        &mut self,
        out: &mut IcpChunk<'_>,
        (start, rows): (usize, &[u16]),
        (intent, lane): (&Intent, usize),
        own: &mut Found,
        found: &LaneSums,
    ) {
        let card = &intent.card;
        let place = (card.sums, card.weights, card.width());
        let each = || rows.iter().map(|row| usize::from(*row));
        let (mut scores, mut coverage) = ([0.0; BLOCK], [0.0; BLOCK]);
        let (Some(scores), Some(coverage)) = (scores.get_mut(..rows.len()), coverage.get_mut(..rows.len()))
        else {
            return;
        };
        take((&mut self.sums, POINTS), place, (lane, each()), found);
        card.score(&self.sums, &own.bits, (End::Low, Limit::acts), scores);
        take((&mut self.sums, KNOWN), place, (lane, each()), found);
        let mut known = [0.0; BLOCK];
        for sums in self.sums.iter().take(card.width()) {
            known.iter_mut().zip(&*sums.points).for_each(|(known, more)| *known += more);
        }
        card.coverage(&self.sums, coverage);
        let answers = scores.iter().zip(&*coverage).zip(known.iter().zip(&own.bits));
        for ((row, tier), ((score, coverage), (known, bits))) in each().zip(&mut own.tiers).zip(answers) {
            let is_known = *known > 0.0;
            let enough = is_known && *coverage >= card.least_coverage;
            *tier = if enough { intent.tier(*score, *bits) } else { NONE };
            put(out.intent, start + row, if is_known { *score / 1e6 } else { f64::NAN });
            put(out.intent_tier, start + row, *tier);
        }
    }
}
