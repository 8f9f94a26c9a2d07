//! Whether the columns say anything about the outcome: a permutation test (Fisher 1935; Phipson and Smyth 2010 for the added one) with two
//! figures, the strongest column by chi-square and the cross-fitted AUC of a small card. Whole accounts are permuted where they have more
//! than one row. Counts are read, and rows only to rank them.

use crate::at::At;
use crate::bands::{Rules, Shape, Sums, shape};
use crate::gain::{FOLDS, auc};
use crate::learned::Signal;
use crate::order::{Random, mix};
use crate::prepare::Prepared;
use crate::table::Direction;
use crate::{Settings, Size, threads};

/// Rows that are permuted, at most.
const ROWS: usize = 20_000;
/// Bins of a number.
const BINS: usize = 12;
/// Rows of a text.
const TEXT_ROWS: u32 = 10;
/// Columns of the small card.
const COLUMNS: usize = 9;
/// Bands of a column of the small card.
const BANDS: usize = 4;
/// Permutations between two looks whether to stop.
const BLOCK: usize = 20;
/// Both figures have been exceeded this often: there is no signal to be expected (Besag and Clifford 1991).
const EXCEEDED: usize = 20;
/// Scores are ranked in steps of this many parts of a log odd.
const STEPS: f64 = 48.0;
/// Steps of scores.
const SCORES: usize = 1024;

/// A table of few codes, row by row.
struct Bench {
    features: usize,
    /// Codes of each feature.
    codes: Vec<usize>,
    is_ordered: Vec<bool>,
    /// Row by row.
    cells: Vec<u8>,
    fold: Vec<u8>,
    won: Vec<u8>,
    /// Rows by feature, fold and code.
    rows: Vec<Vec<u32>>,
    /// The rows of each account, one after another.
    accounts: Option<Vec<Vec<u32>>>,
    min_rows: f64,
}

/// The figures of one outcome.
#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    strongest: f64,
    card: f64,
    single: f64,
}

/// The test. `allowed` are the features that may be used.
pub(crate) fn signal(prepared: &Prepared, allowed: &[bool], settings: &Settings) -> Option<Signal> {
    if settings.permutations == 0 {
        return None;
    }
    let bench = Bench::new(prepared, allowed, settings)?;
    let seen = bench.figures(&bench.won);
    let (mut strongest, mut card, mut singles) = (0, 0, Vec::new());
    let mut from = 0;
    while from < settings.permutations {
        let count = BLOCK.min(settings.permutations - from);
        let found = threads::map(count, settings.threads, |at| {
            bench.figures(&bench.permuted(settings.seed, from + at))
        });
        for figures in found {
            strongest += usize::from(figures.strongest >= seen.strongest);
            card += usize::from(figures.card >= seen.card);
            singles.push(figures.single);
        }
        from += count;
        if settings.stop_early && strongest >= EXCEEDED && card >= EXCEEDED {
            break;
        }
    }
    let p = |exceeded: usize| (1 + exceeded) as f64 / (1 + from) as f64;
    let (p_strongest, p_card) = (p(strongest), p(card));
    singles.sort_by(f64::total_cmp);
    let at = ((singles.len() as f64 * 0.95).ceil() as usize).clamp(1, singles.len()) - 1;
    Some(Signal {
        // Of two figures the better one is taken, so it counts twice (Bonferroni).
        p: (2.0 * p_strongest.min(p_card)).min(1.0),
        p_strongest,
        p_card,
        detectable: singles.at(at),
        permutations: from,
        by_account: bench.accounts.is_some(),
    })
}

impl Bench {
    fn new(prepared: &Prepared, allowed: &[bool], settings: &Settings) -> Option<Self> {
        let sample = &prepared.all;
        let rows = some_rows(prepared);
        let used: Vec<usize> =
            (0..prepared.features.len()).filter(|at| allowed.get(*at) == Some(&true)).collect();
        if used.is_empty() || rows.is_empty() {
            return None;
        }
        let (mut codes, mut is_ordered, mut columns) = (Vec::new(), Vec::new(), Vec::new());
        for feature in &used {
            let own = sample.codes_of(*feature);
            let ordered = prepared.features.get(*feature).is_some_and(|feature| feature.is_ordered());
            let (map, count) = coarse(rows.iter().map(|row| own.at(*row as usize)), ordered);
            columns.push(rows.iter().map(|row| map.at(own.at(*row as usize) as usize)).collect::<Vec<u8>>());
            codes.push(count);
            is_ordered.push(ordered);
        }
        let features = used.len();
        let mut cells = vec![0; rows.len() * features];
        for (at, column) in columns.iter().enumerate() {
            for (row, code) in column.iter().enumerate() {
                cells.put(row * features + at, *code);
            }
        }
        let fold: Vec<u8> = rows.iter().map(|row| sample.inner.at(*row as usize)).collect();
        let won: Vec<u8> = rows.iter().map(|row| sample.won.at(*row as usize)).collect();
        let mut counts: Vec<Vec<u32>> = codes.iter().map(|codes| vec![0; codes * FOLDS]).collect();
        for ((column, counts), codes) in columns.iter().zip(&mut counts).zip(&codes) {
            for (code, fold) in column.iter().zip(&fold) {
                counts.more(*fold as usize * codes + *code as usize, 1);
            }
        }
        let has_shared = prepared.groups.as_ref().is_some_and(|groups| {
            groups.iter().max().is_some_and(|most| (*most as usize + 1) < groups.len())
        });
        let accounts = prepared.groups.as_ref().filter(|_| has_shared).map(|groups| {
            let mut own: Vec<(u32, u32)> =
                rows.iter().enumerate().map(|(at, row)| (groups.at(*row as usize), at as u32)).collect();
            own.sort_unstable();
            own.chunk_by(|a, b| a.0 == b.0).map(|rows| rows.iter().map(|(_, at)| *at).collect()).collect()
        });
        let events =
            won.iter().filter(|won| **won > 0).count().min(won.iter().filter(|won| **won == 0).count());
        let is_joint = Size::of(events as u64) == Size::Joint;
        let min_rows = if is_joint { (rows.len() as f64 / 100.0).max(25.0) } else { 10.0 };
        debug_assert!(settings.permutations > 0);
        Some(Self { features, codes, is_ordered, cells, fold, won, rows: counts, accounts, min_rows })
    }

    /// The outcomes in another order.
    fn permuted(&self, seed: u64, number: usize) -> Vec<u8> {
        let mut random = Random::new(seed ^ mix(number as u64 + 1));
        let mut won = self.won.clone();
        let Some(accounts) = &self.accounts else {
            for at in (1..won.len()).rev() {
                won.swap(at, random.below(at + 1));
            }
            return won;
        };
        // The outcomes of an account stay next to each other: those of all accounts, one account after another in a random order, go to the
        // rows of all accounts, one account after another.
        let mut order: Vec<u32> = (0..accounts.len() as u32).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let given = order.iter().filter_map(|account| accounts.get(*account as usize)).flatten();
        let places = accounts.iter().flatten();
        for (place, from) in places.zip(given) {
            won.put(*place as usize, self.won.at(*from as usize));
        }
        won
    }

    fn figures(&self, won: &[u8]) -> Figures {
        let mut counts: Vec<Vec<u32>> = self.codes.iter().map(|codes| vec![0; codes * FOLDS]).collect();
        let mut by_fold = [(0u32, 0u32); FOLDS];
        for ((row, own), fold) in won.iter().enumerate().zip(&self.fold) {
            let fold = *fold as usize;
            if let Some(place) = by_fold.get_mut(fold) {
                place.0 += u32::from(*own);
                place.1 += 1;
            }
            if *own == 0 {
                continue;
            }
            let cells = self.cells.get(row * self.features..(row + 1) * self.features).unwrap_or_default();
            for ((code, counts), codes) in cells.iter().zip(&mut counts).zip(&self.codes) {
                counts.more(fold * codes + *code as usize, 1);
            }
        }
        let all = by_fold.iter().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        let base = f64::from(all.0) / f64::from(all.1);
        let mut figures = Figures { strongest: f64::NEG_INFINITY, card: 0.5, single: 0.5 };
        for (feature, counts) in counts.iter().enumerate() {
            let (z, single) = self.of_column(feature, counts, base);
            figures.strongest = figures.strongest.max(z);
            figures.single = figures.single.max(single);
        }
        figures.card = self.cross_fitted(&counts, &by_fold, won);
        figures
    }

    /// Won rows and rows of a code in all folds but one.
    fn sums(&self, feature: usize, counts: &[u32], without: Option<usize>, code: usize) -> (f64, f64) {
        let (mut won, mut rows) = (0, 0);
        let codes = self.codes.at(feature);
        let own = self.rows.get(feature).map_or(&[][..], Vec::as_slice);
        for fold in (0..FOLDS).filter(|fold| Some(*fold) != without) {
            won += counts.at(fold * codes + code);
            rows += own.at(fold * codes + code);
        }
        (f64::from(won), f64::from(rows))
    }

    /// Pearson's chi-square of a column as a normal deviate (Wilson and Hilferty 1931), and the AUC of its codes by their win rates.
    fn of_column(&self, feature: usize, counts: &[u32], base: f64) -> (f64, f64) {
        let (mut square, mut filled) = (0.0, 0.0);
        let mut groups = Vec::with_capacity(16);
        for code in 0..self.codes.at(feature) {
            let (won, rows) = self.sums(feature, counts, None, code);
            if rows > 0.0 {
                let away = won - rows * base;
                square += away * away / (rows * base * (1.0 - base));
                filled += 1.0;
                groups.push((won / rows, (won, rows - won)));
            }
        }
        if filled < 2.0 {
            return (f64::NEG_INFINITY, 0.5);
        }
        let spread = 2.0 / (9.0 * (filled - 1.0));
        let z = (libm::cbrt(square / (filled - 1.0)) - (1.0 - spread)) / spread.sqrt();
        (z, auc(&mut groups).unwrap_or(0.5))
    }

    /// The mean over folds of the AUC of a card from the other folds: the columns that gain most alone, one by one.
    fn cross_fitted(&self, counts: &[Vec<u32>], by_fold: &[(u32, u32); FOLDS], won: &[u8]) -> f64 {
        let all = by_fold.iter().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        let cards: Vec<Vec<(usize, Vec<i32>)>> = by_fold
            .iter()
            .enumerate()
            .map(|(fold, own)| {
                let base = f64::from(all.0 - own.0) / f64::from(all.1 - own.1).max(1.0);
                self.card(counts, fold, base)
            })
            .collect();
        let mut ranked = vec![[0u32; 2]; SCORES * FOLDS];
        for ((row, won), fold) in won.iter().enumerate().zip(&self.fold) {
            let cells = self.cells.get(row * self.features..(row + 1) * self.features).unwrap_or_default();
            let card = cards.get(*fold as usize).map_or(&[][..], Vec::as_slice);
            let score: i32 =
                card.iter().map(|(feature, points)| points.at(cells.at(*feature) as usize)).sum();
            let place = (score + SCORES as i32 / 2).clamp(0, SCORES as i32 - 1) as usize;
            if let Some(place) =
                ranked.get_mut(*fold as usize * SCORES + place).and_then(|own| own.get_mut(*won as usize))
            {
                *place += 1;
            }
        }
        let (mut sum, mut folds) = (0.0, 0.0);
        for fold in ranked.chunks(SCORES) {
            let (mut lost_below, mut won_all, mut twice) = (0u64, 0u64, 0u64);
            for [lost, won] in fold.iter().filter(|[lost, won]| lost + won > 0) {
                let (lost, won) = (u64::from(*lost), u64::from(*won));
                twice += won * (2 * lost_below + lost);
                lost_below += lost;
                won_all += won;
            }
            if won_all > 0 && lost_below > 0 {
                sum += twice as f64 / (2 * won_all * lost_below) as f64;
                folds += 1.0;
            }
        }
        if folds > 0.0 { sum / folds } else { 0.5 }
    }

    /// The small card of all folds but one: columns and their points by code.
    fn card(&self, counts: &[Vec<u32>], fold: usize, base: f64) -> Vec<(usize, Vec<i32>)> {
        let mut found: Vec<(f64, usize, Shape)> = Vec::new();
        for (feature, counts) in counts.iter().enumerate() {
            let sums: Vec<Sums> = (0..self.codes.at(feature))
                .map(|code| {
                    let (won, rows) = self.sums(feature, counts, Some(fold), code);
                    Sums { g: won - rows * base, h: rows * base * (1.0 - base), n: rows }
                })
                .collect();
            let is_ordered = self.is_ordered.at(feature);
            let rules = Rules {
                is_ordered,
                direction: Direction::Auto,
                min_rows: self.min_rows,
                max_bands: BANDS,
                forced: None,
            };
            let shape = shape(&sums, &rules);
            // Half of the chi-square that the bands gain, less what as many of the best bands gain by chance.
            let values = sums.iter().enumerate().map(|(code, sums)| {
                let value = shape.of_code(code);
                value * sums.g - value * value * sums.h / 2.0
            });
            let bands = shape.values.iter().filter(|value| **value != 0.0).count() as f64;
            let gain = values.sum::<f64>() - bands + 1.0;
            if gain > 0.0 && !shape.is_flat() {
                found.push((gain, feature, shape));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(COLUMNS);
        let points = |shape: &Shape| {
            (0..shape.band_of.len()).map(|code| (shape.of_code(code) * STEPS).round() as i32).collect()
        };
        found.into_iter().map(|(_, feature, shape)| (feature, points(&shape))).collect()
    }
}

/// The rows that are permuted: whole accounts where there are accounts.
fn some_rows(prepared: &Prepared) -> Vec<u32> {
    let rows = prepared.all.rows();
    if rows <= ROWS {
        return (0..rows as u32).collect();
    }
    let Some(groups) = &prepared.groups else { return (0..ROWS as u32).collect() };
    // Accounts are numbered by hash, so the first ones are a random part.
    let mut sizes = vec![0usize; groups.iter().max().map_or(0, |most| *most as usize + 1)];
    groups.iter().for_each(|group| sizes.more(*group as usize, 1));
    let mut sum = 0;
    let last = sizes.iter().position(|size| {
        sum += size;
        sum > ROWS
    });
    let last = last.unwrap_or(sizes.len()).max(1) as u32;
    (0..rows as u32).filter(|row| groups.at(*row as usize) < last).collect()
}

/// The coarse code of each code, and how many there are.
fn coarse(codes: impl Iterator<Item = u8>, is_ordered: bool) -> (Vec<u8>, usize) {
    let mut counts = vec![0u32; 256];
    codes.for_each(|code| counts.more(code as usize, 1));
    let known: u32 = counts.iter().skip(1).sum();
    let last = counts.iter().rposition(|count| *count > 0).unwrap_or_default();
    let mut map = vec![0u8; 256];
    if !is_ordered {
        let mut next = 2;
        for code in 1..=last {
            let is_frequent = code > 1 && counts.at(code) >= TEXT_ROWS;
            map.put(code, if is_frequent { next } else { 1 });
            next += u8::from(is_frequent);
        }
        return (map, next as usize);
    }
    let (mut bin, mut filled, mut left, mut bins_left) = (1u8, 0, known, BINS as u32);
    let is_few = counts.iter().skip(1).filter(|count| **count > 0).count() <= BINS;
    for code in 1..=last {
        map.put(code, bin);
        filled += counts.at(code);
        let is_full = if is_few { filled > 0 } else { filled >= left.div_ceil(bins_left.max(1)) };
        if is_full && code < last && bins_left > 1 {
            (left, bins_left) = (left - filled, bins_left - 1);
            (bin, filled) = (bin + 1, 0);
        }
    }
    (map, bin as usize + 1)
}
