//! Two columns that say more together: the best rectangle of values for each pair of columns, found in tables of residuals. A pair is taken
//! only when it gains clearly on rows that its rectangle was not made from; a looser gate was found to take false ones.

use crate::at::At;
use crate::bands::{Shape, Sums};
use crate::card::{Pair, Side};
use crate::codes::{Feature, Kind};
use crate::counts::Counts;
use crate::fit::{Chosen, Close, Patterns};
use crate::gain::{FOLDS, Gained};
use crate::points::CodedCriterion;
use crate::sample::Sample;
use crate::select::{Choice, Problem};
use crate::table::Cells;
use crate::threads;

/// Rows of the rarer outcome from which pairs are looked for.
const FROM: u64 = 500;
/// Columns that are paired.
const COLUMNS: usize = 20;
/// Groups of values of a column.
const GROUPS: usize = 8;
/// Pairs that are judged each time.
const JUDGED: usize = 12;
/// Pairs that are taken, at most.
const PAIRS: usize = 3;
/// Log likelihood on rows left out, and its standard errors: the best of several is judged, so 2 are not enough.
const GATE: (f64, f64) = (10.0, 3.0);
/// Rows of a rectangle, at least, in percent of all.
const SHARE: f64 = 0.01;

/// A rectangle by codes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PairCodes {
    /// The two features, with the codes inside.
    sides: [(usize, Vec<bool>); 2],
}

impl PairCodes {
    /// Its codes in a sample: 2 inside, 1 outside, 0 where a missing value leaves it open.
    fn column(&self, sample: &Sample) -> Vec<u8> {
        let [(first, inside_first), (second, inside_second)] = &self.sides;
        let state = |code: u8, inside: &[bool]| (code > 0).then(|| inside.at(code as usize));
        let codes = sample.codes_of(*first).iter().zip(sample.codes_of(*second));
        let both = codes.map(|(a, b)| match (state(*a, inside_first), state(*b, inside_second)) {
            (Some(true), Some(true)) => 2,
            (Some(false), _) | (_, Some(false)) => 1,
            (None, _) | (_, None) => 0,
        });
        both.collect()
    }

    /// The pair as people read it.
    pub(crate) fn readable(
        &self,
        criterion: &CodedCriterion,
        gain: f64,
        features: &[Feature],
        counts: Counts,
    ) -> Option<Pair> {
        let side = |(feature, inside): &(usize, Vec<bool>)| {
            let feature = features.get(*feature)?;
            let (cells, is_not) = cells(feature, inside);
            Some(Side { subject: feature.subject, cells, is_not })
        };
        let [first, second] = &self.sides;
        Some(Pair {
            sides: [side(first)?, side(second)?],
            inside: criterion.points.at(2),
            outside: criterion.points.at(1),
            unknown: criterion.points.at(0),
            counts,
            gain,
        })
    }
}

/// The values of some codes, and whether it is the others that are meant.
fn cells(feature: &Feature, inside: &[bool]) -> (Vec<Cells>, bool) {
    match &feature.kind {
        Kind::Number { cuts } => {
            let codes = feature.codes();
            let cut = |code: usize| (code > 1 && code < codes).then(|| cuts.at(code - 2));
            let first = inside.iter().position(|inside| *inside).unwrap_or(1);
            let last = inside.iter().rposition(|inside| *inside).unwrap_or(1);
            (vec![Cells::Range { from: cut(first), to: cut(last + 1) }], false)
        }
        Kind::Text { names } => {
            // Texts without a code of their own are inside when those outside are named.
            let is_not = inside.at(1);
            let named = names.iter().zip(inside.iter().skip(2)).filter(|(_, inside)| **inside != is_not);
            (vec![Cells::Texts { names: named.map(|(name, _)| name.clone()).collect(), rest: false }], is_not)
        }
        Kind::YesNo => (vec![Cells::Bool(inside.at(2))], false),
    }
}

/// A sample with the codes of pairs as more features.
pub(crate) fn extended(sample: &Sample, pairs: &[PairCodes]) -> Sample {
    let mut sample = sample.clone();
    for pair in pairs {
        let column = std::sync::Arc::new(pair.column(&sample));
        sample.codes.push(column);
    }
    sample
}

/// Sums of residuals by group of two columns and by part: the folds, or earlier and later rows.
struct Grid {
    parts: usize,
    /// Part by part, row of groups by row of groups.
    sums: Vec<Sums>,
}

/// A rectangle of groups, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Rectangle {
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Grid {
    fn new(
        first: (&[u8], &[u8]),
        second: (&[u8], &[u8]),
        part: &[u8],
        parts: usize,
        gh: &[(f64, f64)],
    ) -> Self {
        // Missing values are in no rectangle: they have a group of their own, which is left out at the end.
        const WIDTH: usize = GROUPS + 1;
        let group_of = |groups: &[u8]| {
            let mut all = [GROUPS as u8; 256];
            let known = all.iter_mut().zip(groups).filter(|(_, group)| **group != u8::MAX);
            known.for_each(|(place, group)| *place = *group);
            all
        };
        let (of_first, of_second) = (group_of(first.0), group_of(second.0));
        let mut found = vec![(0.0, 0.0, 0u32); parts * WIDTH * WIDTH];
        for (((a, b), part), (g, h)) in first.1.iter().zip(second.1).zip(part).zip(gh) {
            let (a, b) = (of_first.at(*a as usize), of_second.at(*b as usize));
            let place = (*part as usize * WIDTH + a as usize) * WIDTH + b as usize;
            if let Some(sum) = found.get_mut(place) {
                sum.0 += g;
                sum.1 += h;
                sum.2 += 1;
            }
        }
        let rows = found.chunks_exact(WIDTH).enumerate().filter(|(row, _)| row % WIDTH < GROUPS);
        let sums = rows.flat_map(|(_, row)| row.iter().take(GROUPS));
        let sums = sums.map(|(g, h, n)| Sums { g: *g, h: *h, n: f64::from(*n) }).collect();
        Self { parts, sums }
    }

    /// Sums over all parts that are wanted, up to each group of both columns.
    fn table(&self, wanted: impl Fn(usize) -> bool) -> Vec<Sums> {
        let width = GROUPS + 1;
        let mut table = vec![Sums::default(); width * width];
        for a in 0..GROUPS {
            let mut row = Sums::default();
            for b in 0..GROUPS {
                for part in (0..self.parts).filter(|part| wanted(*part)) {
                    row = row.plus(self.sums.at((part * GROUPS + a) * GROUPS + b));
                }
                let above = table.at(a * width + b + 1);
                table.put((a + 1) * width + b + 1, above.plus(row));
            }
        }
        table
    }
}

fn within(table: &[Sums], Rectangle { rows, columns }: Rectangle) -> Sums {
    let width = GROUPS + 1;
    let corner = |a: usize, b: usize| table.at(a * width + b);
    corner(rows.1 + 1, columns.1 + 1)
        .less(corner(rows.0, columns.1 + 1))
        .less(corner(rows.1 + 1, columns.0))
        .plus(corner(rows.0, columns.0))
}

/// The rectangle that gains most, and its gain.
fn best(table: &[Sums], groups: (usize, usize), least: f64) -> Option<(Rectangle, f64)> {
    let whole = Rectangle { rows: (0, GROUPS - 1), columns: (0, GROUPS - 1) };
    let all = within(table, whole);
    let mut best: Option<(Rectangle, f64)> = None;
    let runs = |count: usize| (0..count).flat_map(move |from| (from..count).map(move |to| (from, to)));
    for rows in runs(groups.0).filter(|run| *run != (0, groups.0 - 1)) {
        for columns in runs(groups.1).filter(|run| *run != (0, groups.1 - 1)) {
            let rectangle = Rectangle { rows, columns };
            let inside = within(table, rectangle);
            let outside = all.less(inside);
            if inside.n < least || outside.n < least {
                continue;
            }
            let gain = (inside.g * inside.value() + outside.g * outside.value()) / 2.0;
            if best.is_none_or(|(_, most)| gain > most) {
                best = Some((rectangle, gain));
            }
        }
    }
    best
}

/// The log likelihood that a value inside and one outside gain on other rows, and its variance if they said nothing.
fn on_others(values: (f64, f64), inside: Sums, all: Sums) -> (f64, f64) {
    let outside = all.less(inside);
    let part =
        |value: f64, sums: Sums| (value * sums.g - value * value * sums.h / 2.0, value * value * sums.h);
    let (a, b) = (part(values.0, inside), part(values.1, outside));
    (a.0 + b.0, a.1 + b.1)
}

/// The group of each code of a feature: runs of numbers, or texts by their win rates; missing is in none. And how many there are.
fn groups(feature: &Feature, alone: &Gained, sample: &Sample, at: usize) -> (Vec<u8>, usize) {
    let codes = feature.codes();
    let mut counts = vec![0.0; 256];
    sample.codes_of(at).iter().for_each(|code| counts.more(*code as usize, 1.0));
    let mut order: Vec<usize> = (1..codes).collect();
    if let Some(alone) = alone.alone.as_ref().filter(|_| !feature.is_ordered()) {
        let rate = |code: usize| {
            let own = alone.by_code.at(code);
            (own.won + 1.0) / (own.won + own.lost + 4.0)
        };
        order.sort_by(|a, b| rate(*a).total_cmp(&rate(*b)).then(a.cmp(b)));
    }
    let mut group = vec![u8::MAX; 256];
    let (mut own, mut filled, mut left) = (0u8, 0.0, counts.iter().skip(1).sum::<f64>());
    for code in order {
        let target = left / (GROUPS - own as usize) as f64;
        if filled > 0.0 && filled + counts.at(code) / 2.0 > target && (own as usize) < GROUPS - 1 {
            left -= filled;
            (own, filled) = (own + 1, 0.0);
        }
        group.put(code, own);
        filled += counts.at(code);
    }
    (group, own as usize + 1)
}

/// Pairs of the strongest columns, each with its criterion in the choice. Where the days are known they are judged on later rows.
pub(crate) fn add_pairs(
    problem: &Problem<'_>,
    alone: &[Option<Gained>],
    choice: &mut Choice,
) -> Vec<PairCodes> {
    let mut pairs: Vec<PairCodes> = Vec::new();
    if !problem.settings.pairs || problem.events() < FROM {
        return pairs;
    }
    let sample = problem.sample;
    let mut strongest: Vec<(usize, &Gained)> =
        alone.iter().enumerate().filter_map(|(at, gained)| Some((at, gained.as_ref()?))).collect();
    strongest.sort_by(|a, b| b.1.gain.total_cmp(&a.1.gain).then(a.0.cmp(&b.0)));
    strongest.truncate(COLUMNS);
    let grouped: Vec<(usize, Vec<u8>, usize)> = strongest
        .iter()
        .filter_map(|(at, gained)| {
            let (group, count) = groups(problem.features.get(*at)?, gained, sample, *at);
            Some((*at, group, count))
        })
        .collect();
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    for a in 0..grouped.len() {
        candidates.extend(
            (a + 1..grouped.len()).map(|b| (a, b)).filter(|(a, b)| may_be_paired(problem, &grouped, *a, *b)),
        );
    }
    let least = (sample.rows() as f64 * SHARE).max(25.0);
    let later = Some(sample.later.as_slice()).filter(|later| !later.is_empty());
    let (part, parts) = later.map_or((sample.inner.as_slice(), FOLDS), |later| (later, 2));
    while pairs.len() < PAIRS {
        let with_pairs = extended(sample, &pairs);
        let gh = Patterns::new(&with_pairs, &choice.chosen).residuals(&with_pairs, &choice.fitted);
        let found = threads::map(candidates.len(), problem.threads(), |at| {
            let (a, b) = *candidates.get(at)?;
            let (first, second) = (grouped.get(a)?, grouped.get(b)?);
            let column = |own: &'_ (usize, Vec<u8>, usize)| sample.codes_of(own.0);
            let grid = Grid::new((&first.1, column(first)), (&second.1, column(second)), part, parts, &gh);
            let (rectangle, gain) = best(&grid.table(|_| true), (first.2, second.2), least)?;
            Some((gain, rectangle, grid, a, b))
        });
        let mut found: Vec<(f64, Rectangle, Grid, usize, usize)> = found.into_iter().flatten().collect();
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.3, x.4).cmp(&(y.3, y.4))));
        found.truncate(JUDGED);
        let mut winner: Option<(f64, Rectangle, usize, usize)> = None;
        for (_, rectangle, grid, a, b) in &found {
            let groups = (grouped.get(*a).map_or(0, |own| own.2), grouped.get(*b).map_or(0, |own| own.2));
            let gain = left_out(grid, groups, least, later.is_some());
            if gain.is_some_and(|gain| winner.is_none_or(|(most, ..)| gain > most)) {
                winner = gain.map(|gain| (gain, *rectangle, *a, *b));
            }
        }
        let Some((gain, rectangle, a, b)) = winner else { break };
        candidates.retain(|candidate| *candidate != (a, b));
        let side = |at: usize, (from, to): (usize, usize)| {
            let (feature, group, _) = grouped.get(at)?;
            let codes = problem.features.get(*feature).map_or(0, Feature::codes);
            let inside = (0..codes).map(|code| (from..=to).contains(&(group.at(code) as usize))).collect();
            Some((*feature, inside))
        };
        let (Some(first), Some(second)) = (side(a, rectangle.rows), side(b, rectangle.columns)) else {
            break;
        };
        let pair = PairCodes { sides: [first, second] };
        let column = pair.column(sample);
        let mut sums = [Sums::default(); 3];
        for (code, (g, h)) in column.iter().zip(&gh) {
            let sofar = sums.at(*code as usize);
            sums.put(*code as usize, sofar.plus(Sums { g: *g, h: *h, n: 1.0 }));
        }
        let values = vec![0.0, sums.at(1).value(), sums.at(2).value()];
        let shape = Shape { band_of: vec![0, 1, 2], values, is_missing_neutral: true };
        let feature = sample.codes.len() + pairs.len();
        choice.chosen.push(Chosen { feature, shape, given: true, gain, runner_up: None });
        pairs.push(pair);
        let with_pairs = extended(sample, &pairs);
        Problem { sample: &with_pairs, ..*problem }.refit(choice, Close::Exact);
    }
    pairs
}

/// Two ages on one day are the same date twice, and two items of one column are one attribute.
fn may_be_paired(problem: &Problem<'_>, grouped: &[(usize, Vec<u8>, usize)], a: usize, b: usize) -> bool {
    let of = |at: usize| {
        grouped.get(at).and_then(|(feature, _, count)| Some((problem.features.get(*feature)?, *count)))
    };
    let (Some((a, count_a)), Some((b, count_b))) = (of(a), of(b)) else { return false };
    count_a > 1 && count_b > 1 && !(a.is_age && b.is_age) && a.subject.column != b.subject.column
}

/// The gain on parts that the rectangle was not made from, where it passes the gate.
fn left_out(grid: &Grid, groups: (usize, usize), least: f64, in_time: bool) -> Option<f64> {
    let (mut gain, mut variance) = (0.0, 0.0);
    let whole = Rectangle { rows: (0, GROUPS - 1), columns: (0, GROUPS - 1) };
    // Earlier rows are never judged by later ones.
    for part in if in_time { 1..2 } else { 0..grid.parts } {
        let others = grid.table(|other| other != part);
        let own = grid.table(|other| other == part);
        let Some((rectangle, _)) = best(&others, groups, least * 0.5) else { continue };
        let inside = within(&others, rectangle);
        let values = (inside.value(), within(&others, whole).less(inside).value());
        let (more, spread) = on_others(values, within(&own, rectangle), within(&own, whole));
        gain += more;
        variance += spread;
    }
    (gain >= GATE.0 && gain >= GATE.1 * variance.sqrt()).then_some(gain)
}
