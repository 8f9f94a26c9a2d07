//! The icp to show in each row: whole columns at a time, without branches on what accounts are like.

use super::answers::Answers;
use super::card_lanes::Sums;
use super::cells::BLOCK;
use super::chunk::Chunk;
use super::dimension_sums::{KNOWN, POINTS, take};
use super::gates::ABOVE;
use super::lane_tables::{LaneSums, LaneTables};
use super::lanes::Lanes4;
use super::limit_lanes::Limit;
use super::plain_answers::PlainAnswers;
use super::profile::Profile;
use crate::plan::End;
use crate::value::plain_millionths;

/// Memory of one thread.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// The key of the icp that is nearest so far, as bits, and its number; a row each.
    keys: Vec<u64>,
    icps: Vec<u16>,
    /// The scores of every four icps, a row each and `BLOCK` apart: in millionths and `ABOVE`, or 0 where nothing is known.
    pub(super) scores: Vec<[f64; 4]>,
    /// The rows of each icp.
    rows: Vec<Vec<u16>>,
    sums: Vec<Sums>,
    pub(super) answers: Answers,
    plain: PlainAnswers,
}

impl Chosen {
    /// Judges the rows of a block: the icp to show, then each icp if it was asked for.
    #[inline(always)]
    pub(super) fn judge(
        &mut self,
        tables: &LaneTables<'_>,
        chunk: &mut Chunk<'_>,
        (start, len): (usize, usize),
        found: &mut LaneSums,
    ) {
        self.nearest(tables, len, found);
        if let Some(out) = chunk.icp.get_mut(start..start + len) {
            out.copy_from_slice(&self.icps);
        }
        if tables.icps.iter().all(|icp| icp.plain.is_some()) {
            let asks_reasons = !chunk.verdicts.is_empty() || !chunk.labels.is_empty();
            let reasons = if asks_reasons { Some(&mut self.answers.reasons) } else { None };
            self.plain.write(&mut chunk.shown, start, (tables, &self.icps), (found, &self.scores), reasons);
            for (number, out) in (0u16..).zip(&mut chunk.icps) {
                self.icps.fill(number);
                self.plain.write(out, start, (tables, &self.icps), (found, &self.scores), None);
            }
            return;
        }
        self.split(tables.icps.len());
        self.answers.is_shown = true;
        for (number, (icp, rows)) in tables.icps.iter().zip(&self.rows).enumerate() {
            self.answers.write(&mut chunk.shown, start, (icp, number, rows), (found, &self.scores));
        }
        if chunk.icps.is_empty() {
            return;
        }
        self.answers.is_shown = false;
        let all: Vec<u16> = (0..len as u16).collect();
        for (number, (icp, out)) in tables.icps.iter().zip(&mut chunk.icps).enumerate() {
            self.answers.write(out, start, (icp, number, &all), (found, &self.scores));
        }
    }

    /// The icp with the largest key: the nearest to a yes; among equals the highest score, then the first.
    #[inline(always)]
    fn nearest(&mut self, tables: &LaneTables<'_>, len: usize, found: &mut LaneSums) {
        self.keys.clear();
        self.keys.resize(len, 0);
        self.icps.clear();
        self.icps.resize(len, 0);
        self.scores.resize(tables.firsts.len() * BLOCK, [0.0; 4]);
        for (four, (icps, layer)) in tables.icps.chunks(4).zip(&tables.firsts).enumerate() {
            self.score(icps, (four, *layer), len, found);
            let first = four as u16 * 4;
            let scores = self.scores.get(four * BLOCK..four * BLOCK + len).unwrap_or_default();
            let rows = found.layer(*layer).get(..len).unwrap_or_default();
            let chosen = (&mut *self.keys, &mut *self.icps);
            match icps {
                [a] => nearer([a], first, rows, scores, chosen),
                [a, b] => nearer([a, b], first, rows, scores, chosen),
                [a, b, c] => nearer([a, b, c], first, rows, scores, chosen),
                [a, b, c, d, ..] => nearer([a, b, c, d], first, rows, scores, chosen),
                [] => {}
            }
        }
    }

    /// Computes the scores of up to four icps, and sets the blocking bits that follow from sums.
    #[inline(always)]
    fn score(&mut self, icps: &[Profile], (four, layer): (usize, usize), len: usize, found: &mut LaneSums) {
        let start = four * BLOCK;
        let Some(scores) = self.scores.get_mut(start..start + len) else { return };
        if icps.iter().all(|icp| icp.plain.is_some()) {
            let start = layer * BLOCK;
            score_plain(icps, found.rows.get_mut(start..start + len).unwrap_or_default(), scores);
            return;
        }
        for (lane, icp) in icps.iter().enumerate() {
            score_any(icp, (lane, layer), &mut self.sums, scores, found);
        }
    }

    /// Deals the rows to the icps that are shown.
    #[inline(always)]
    fn split(&mut self, icps: usize) {
        self.rows.resize_with(icps, Vec::new);
        self.rows.iter_mut().for_each(Vec::clear);
        match &mut *self.rows {
            [] => {}
            [all] => all.extend(0..self.icps.len() as u16),
            rows => {
                for (row, icp) in (0u16..).zip(&self.icps) {
                    if let Some(rows) = rows.get_mut(usize::from(*icp)) {
                        rows.push(row);
                    }
                }
            }
        }
    }
}

/// The scores and the bits of up to four plain icps, a lane each.
#[inline(always)]
fn score_plain(icps: &[Profile], rows: &mut [Lanes4], scores: &mut [[f64; 4]]) {
    let bit = |of: &dyn Fn(&Profile) -> u64| {
        let mut all = [0; 4];
        all.iter_mut().zip(icps).for_each(|(to, icp)| *to = of(icp));
        all
    };
    let [nothing, coverage, tier] = [
        bit(&|icp| icp.gates.nothing_known),
        bit(&|icp| icp.gates.low_coverage),
        bit(&|icp| icp.gates.low_tier),
    ];
    let (mut weights, mut qualifying, mut least) = ([1.0; 4], [0; 4], [0; 4]);
    for (((weight, qualifying), least), icp) in
        weights.iter_mut().zip(&mut qualifying).zip(&mut least).zip(icps)
    {
        if let Some(plain) = &icp.plain {
            (*qualifying, *least, *weight) = (plain.qualifying, plain.known, plain.weight);
        }
    }
    // Two passes: each becomes a few instructions for four icps at once.
    for Lanes4 { sums: [points, _, _, known], bits } in &mut *rows {
        set_where(bits, known, &[1; 4], &nothing);
        set_where(bits, known, &least, &coverage);
        set_where(bits, points, &qualifying, &tier);
    }
    for (Lanes4 { sums: [points, _, _, known], .. }, out) in rows.iter().zip(scores) {
        let mut found = [0.0; 4];
        for (((score, points), known), weight) in found.iter_mut().zip(points).zip(known).zip(weights) {
            let more = plain_millionths(f64::from(*points), weight) + ABOVE;
            *score = if *known > 0 { more } else { 0.0 };
        }
        *out = found;
    }
}

/// Sets bits of each icp where a number is below another.
#[inline(always)]
fn set_where(all: &mut [u64; 4], numbers: &[i32; 4], limits: &[i32; 4], bits: &[u64; 4]) {
    for (((all, number), limit), bits) in all.iter_mut().zip(numbers).zip(limits).zip(bits) {
        *all |= if number < limit { *bits } else { 0 };
    }
}

/// The scores and the bits of any icp.
#[inline(always)]
fn score_any(
    icp: &Profile,
    (lane, layer): (usize, usize),
    sums: &mut Vec<Sums>,
    scores: &mut [[f64; 4]],
    found: &mut LaneSums,
) {
    let (len, card) = (scores.len(), &icp.fit);
    let place = (card.sums, card.weights, card.width());
    let mut bits = [0; BLOCK];
    let own = |lanes: &Lanes4| lanes.bits.get(lane).copied().unwrap_or_default();
    bits.iter_mut().zip(found.layer(layer)).for_each(|(bits, lanes)| *bits = own(lanes));
    let mut score = [0.0; BLOCK];
    let Some(score) = score.get_mut(..len) else { return };
    take((sums, POINTS), place, (lane, 0..len), found);
    card.score(sums, &bits, (End::Low, Limit::acts), score);
    let mut known = [0; BLOCK];
    for dimension in 0..card.width() {
        for (known, lanes) in known.iter_mut().zip(found.layer(card.sums + dimension)) {
            let [.., weights] = &lanes.sums;
            *known += weights.get(lane).copied().unwrap_or_default();
        }
    }
    for (bits, (score, known)) in bits.iter_mut().zip(score.iter_mut().zip(&known)) {
        *bits |= if *known < 1 { icp.gates.nothing_known } else { 0 };
        *bits |= if icp.qualifies(*score, *bits) { 0 } else { icp.gates.low_tier };
    }
    if card.least_coverage > 0.0 {
        let mut coverage = [0.0; BLOCK];
        let Some(coverage) = coverage.get_mut(..len) else { return };
        take((sums, KNOWN), place, (lane, 0..len), found);
        card.coverage(sums, coverage);
        for (bits, coverage) in bits.iter_mut().zip(coverage) {
            *bits |= if *coverage < card.least_coverage { icp.gates.low_coverage } else { 0 };
        }
    }
    for (out, (score, known)) in scores.iter_mut().zip(score.iter().zip(&known)) {
        if let Some(out) = out.get_mut(lane) {
            *out = if *known > 0 { *score + ABOVE } else { 0.0 };
        }
    }
    let rows = found.rows.get_mut(layer * BLOCK..layer * BLOCK + len).unwrap_or_default();
    for (lanes, bits) in rows.iter_mut().zip(&bits) {
        lanes.bits.get_mut(lane).into_iter().for_each(|own| *own = *bits);
    }
}

/// Takes one of `N` icps in each row where it is nearer than those before.
#[inline(always)]
fn nearer<const N: usize>(
    icps: [&Profile; N],
    first: u16,
    rows: &[Lanes4],
    scores: &[[f64; 4]],
    (keys, chosen): (&mut [u64], &mut [u16]),
) {
    for ((row, scores), (key, shown)) in rows.iter().zip(scores).zip(keys.iter_mut().zip(chosen)) {
        for ((icp, number), (bits, score)) in icps.iter().zip(first..).zip(row.bits.iter().zip(scores)) {
            // No key is negative, and so their bits are in the same order.
            let own = (icp.gates.nearness(*bits) + score).to_bits();
            // Which is nearer cannot be predicted: masks, no branch.
            let better = u16::from(own > *key).wrapping_neg();
            *key = own.max(*key);
            *shown = number & better | *shown & !better;
        }
    }
}
