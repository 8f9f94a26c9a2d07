//! Sums of a feature by fold and code, and the log likelihood that bands gain: partly on folds that they were not made from. Only sums are
//! read, never rows.

use crate::at::At;
use crate::bands::{Rules, Shape, Sums, shape};

/// Folds for choosing criteria.
pub(crate) const FOLDS: usize = 5;
/// How much of the gain is taken from folds left out. The rest is the gain on all rows: one is biased down by about as much as the other
/// is biased up.
const HONEST: f64 = 0.4;

/// Sums by fold and code.
#[derive(Debug, Clone)]
pub(crate) struct FoldSums {
    codes: usize,
    /// Fold by fold.
    sums: Vec<Sums>,
    all: Vec<Sums>,
}

impl FoldSums {
    /// Adds up the rows of a feature: `gh` are outcome less prediction, and its variance.
    pub(crate) fn new(codes: usize, column: &[u8], folds: &[u8], gh: &[(f64, f64)]) -> Self {
        let mut tables = [[(0.0f64, 0.0f64, 0u32); 256]; FOLDS];
        for ((code, fold), (g, h)) in column.iter().zip(folds).zip(gh) {
            if let Some(place) =
                tables.get_mut(*fold as usize).and_then(|table| table.get_mut(*code as usize))
            {
                place.0 += g;
                place.1 += h;
                place.2 += 1;
            }
        }
        let mut sums = Vec::with_capacity(codes * FOLDS);
        for table in &tables {
            sums.extend(table.iter().take(codes).map(|(g, h, n)| Sums { g: *g, h: *h, n: f64::from(*n) }));
        }
        let all = (0..codes)
            .map(|code| (0..FOLDS).fold(Sums::default(), |sum, fold| sum.plus(sums.at(fold * codes + code))));
        let all = all.collect();
        Self { codes, sums, all }
    }

    /// Over all folds.
    pub(crate) fn all(&self) -> &[Sums] {
        &self.all
    }

    /// The most that any bands gain: as if each code had a value of its own, and each code of each fold.
    pub(crate) fn most(&self) -> f64 {
        let most = |sums: &Sums| match sums.g {
            0.0 => 0.0,
            g if sums.h > 0.0 => g * g / sums.h / 2.0,
            _ => f64::INFINITY,
        };
        let [folds, all] = [&self.sums, &self.all].map(|sums| sums.iter().map(most).sum::<f64>());
        // A little more, since both sums are rounded.
        (HONEST * folds + (1.0 - HONEST) * all) * (1.0 + 1e-9) + 1e-9
    }

    fn of_fold(&self, fold: usize) -> &[Sums] {
        self.sums.get(fold * self.codes..(fold + 1) * self.codes).unwrap_or_default()
    }

    fn without(&self, fold: usize) -> Vec<Sums> {
        self.all.iter().zip(self.of_fold(fold)).map(|(all, own)| all.less(*own)).collect()
    }
}

/// The log likelihood to second order that values by code gain on some sums.
fn gained(value: impl Fn(usize) -> f64, sums: &[Sums]) -> f64 {
    let parts = sums.iter().enumerate().map(|(code, sums)| {
        let value = value(code);
        value * sums.g - value * value * sums.h / 2.0
    });
    parts.sum()
}

/// Bands, and what they gain.
#[derive(Debug, Clone)]
pub(crate) struct Gained {
    /// From all folds.
    pub(crate) shape: Shape,
    /// Made without each fold.
    pub(crate) without: Vec<Shape>,
    /// Log likelihood: the blend.
    pub(crate) gain: f64,
    /// Of a feature alone.
    pub(crate) alone: Option<Alone>,
}

/// A feature alone.
#[derive(Debug, Clone)]
pub(crate) struct Alone {
    /// The AUC on folds left out.
    pub(crate) auc: Option<f64>,
    pub(crate) by_code: Vec<Classes>,
}

/// Weights of won and lost rows, and the rows.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Classes {
    pub(crate) won: f64,
    pub(crate) lost: f64,
    pub(crate) rows: f64,
}

impl Classes {
    pub(crate) fn plus(self, other: &Self) -> Self {
        Self { won: self.won + other.won, lost: self.lost + other.lost, rows: self.rows + other.rows }
    }
}

/// The best bands of a feature given the prediction that the sums are of.
pub(crate) fn banded(sums: &FoldSums, rules: &Rules<'_>) -> Gained {
    let best = shape(sums.all(), rules);
    let without: Vec<Shape> = (0..FOLDS).map(|fold| shape(&sums.without(fold), rules)).collect();
    let on = |fold: usize, shape: &Shape| gained(|code| shape.of_code(code), sums.of_fold(fold));
    let honest: f64 = without.iter().enumerate().map(|(fold, shape)| on(fold, shape)).sum();
    let all = gained(|code| best.of_code(code), sums.all());
    Gained { shape: best, without, gain: HONEST * honest + (1.0 - HONEST) * all, alone: None }
}

/// The gain of one slope times the bands that a feature has alone, given another prediction; and the slope.
pub(crate) fn sloped(sums: &FoldSums, alone: &Gained) -> (f64, f64) {
    let slope = |shape: &Shape, sums: &[Sums]| {
        let (mut up, mut down) = (0.0, 0.0);
        for (code, sums) in sums.iter().enumerate() {
            let value = shape.of_code(code);
            up += value * sums.g;
            down += value * value * sums.h;
        }
        (up / (down + 1.0)).max(0.0)
    };
    let mut honest = 0.0;
    for (fold, shape) in alone.without.iter().enumerate() {
        let by = slope(shape, &sums.without(fold));
        honest += gained(|code| by * shape.of_code(code), sums.of_fold(fold));
    }
    let by = slope(&alone.shape, sums.all());
    let all = gained(|code| by * alone.shape.of_code(code), sums.all());
    (HONEST * honest + (1.0 - HONEST) * all, by)
}

/// Weights of won and lost rows of some sums, where every row has the same prediction.
fn classes(sums: Sums, base: f64) -> (f64, f64) {
    let weight = sums.h / (base * (1.0 - base));
    let won = (sums.g + base * weight).max(0.0);
    (won, (weight - won).max(0.0))
}

/// The AUC of the bands of a feature alone, on folds that they were not made from: the mean over folds that have both classes. The sums are
/// of the constant prediction `base`.
pub(crate) fn cross_auc(sums: &FoldSums, alone: &Gained, base: f64) -> Option<f64> {
    let (mut sum, mut folds) = (0.0, 0.0);
    for (fold, shape) in alone.without.iter().enumerate() {
        let codes = sums.of_fold(fold).iter().enumerate();
        let mut rows: Vec<(f64, (f64, f64))> =
            codes.map(|(code, sums)| (shape.of_code(code), classes(*sums, base))).collect();
        if let Some(auc) = auc(&mut rows) {
            sum += auc;
            folds += 1.0;
        }
    }
    (folds > 0.0).then(|| sum / folds)
}

/// The AUC of groups with a value, and the weights of their won and lost rows; ties count half.
pub(crate) fn auc(groups: &mut [(f64, (f64, f64))]) -> Option<f64> {
    groups.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut lost_below, mut won_all, mut pairs) = (0.0, 0.0, 0.0);
    for tied in groups.chunk_by(|a, b| a.0 == b.0) {
        let (won, lost) = tied.iter().fold((0.0, 0.0), |sum, (_, (won, lost))| (sum.0 + won, sum.1 + lost));
        pairs += won * (lost_below + lost / 2.0);
        lost_below += lost;
        won_all += won;
    }
    let all = won_all * lost_below;
    (all > 0.0).then(|| pairs / all)
}

/// Weights of won and lost rows by code, where every row has the prediction `base`; and the rows.
pub(crate) fn by_code(sums: &FoldSums, base: f64) -> Vec<Classes> {
    let of = |sums: &Sums| {
        let (won, lost) = classes(*sums, base);
        Classes { won, lost, rows: sums.n }
    };
    sums.all.iter().map(of).collect()
}
