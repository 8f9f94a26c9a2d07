//! The values of bands fitted together. First a slope for each criterion, which is never below 0: so points run with the win rate. Then a
//! value for each band, pulled towards slope times shape as by 30 rows (a ridge, Hoerl and Kennard 1970; logistic: le Cessie and van
//! Houwelingen 1992). Rows with the same bands are one pattern, by Newton's method.

use crate::at::At;
use crate::chance::{chance, log_odds};
pub(crate) use crate::chosen::{Chosen, Fitted};
pub(crate) use crate::patterns::Patterns;
use crate::sample::Sample;
use crate::solve::solve;

/// Rows of prior evidence that a band has the value of its shape.
const PULL: f64 = 30.0;
/// How close Newton's steps come.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Close {
    /// Near enough to choose the next criterion.
    Near,
    /// For the values that are written.
    Exact,
}

impl Close {
    fn is_reached(self, longest: f64) -> bool {
        let near = match self {
            Self::Near => 0.02,
            // The error after a step is about the square of that step.
            Self::Exact => 1e-3,
        };
        longest < near
    }

    /// Newton steps at most, of slopes and of bands.
    fn steps(self) -> (usize, usize) {
        match self {
            Self::Near => (1, 1),
            Self::Exact => (24, 12),
        }
    }
}

/// How slopes are held.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pull {
    /// The slope towards which the others are pulled.
    pub(crate) to: f64,
    /// As by how many rows of mean information; 0 is not at all.
    pub(crate) rows: f64,
}

/// Without criteria: the share that was won.
pub(crate) fn constant(sample: &Sample) -> Fitted {
    Fitted { intercept: log_odds(sample.base()), values: Vec::new(), slopes: Vec::new() }
}

/// Slopes at least 0, each times the shape of its criterion.
pub(crate) fn slopes(
    patterns: &Patterns,
    chosen: &[Chosen],
    start: &Fitted,
    pull: Pull,
    close: Close,
) -> Fitted {
    let size = chosen.len() + 1;
    let shapes: Vec<&[f64]> = chosen.iter().map(|criterion| criterion.shape.values.as_slice()).collect();
    let mut x = vec![start.intercept];
    x.extend((0..chosen.len()).map(|at| if at < start.slopes.len() { start.slopes.at(at) } else { 1.0 }));
    // Rows of an even width, which end in 0 where there is one number less.
    let width = size.next_multiple_of(2);
    let mut matrix = vec![0.0; width * patterns.weight.len()];
    for (row, (bands, ..)) in matrix.chunks_exact_mut(width).zip(patterns.each()) {
        let Some((one, values)) = row.split_first_mut() else { continue };
        *one = 1.0;
        for ((value, band), shape) in values.iter_mut().zip(bands).zip(&shapes) {
            *value = shape.at(*band as usize);
        }
    }
    let total: f64 = patterns.weight.iter().sum();
    let mut held = vec![false; size];
    for step in 0..close.steps().0 {
        let (mut gradient, mut hessian) = (vec![0.0; size], vec![0.0; size * size]);
        add_all(patterns, &matrix, width, &x, &mut gradient, &mut hessian);
        for at in 1..size {
            // A little, so that equal shapes have one solution.
            let information = hessian.at(at * size + at);
            let ridge = 0.01 + information * pull.rows / total.max(1.0);
            let away = x.at(at) - pull.to;
            gradient.more(at, -ridge * away);
            hessian.put(at * size + at, information + ridge);
            held.put(at, x.at(at) <= 0.0 && gradient.at(at) < 0.0);
        }
        for at in (1..size).filter(|at| held.at(*at)) {
            for other in 0..size {
                hessian.put(at * size + other, 0.0);
                hessian.put(other * size + at, 0.0);
            }
            hessian.put(at * size + at, 1.0);
            gradient.put(at, 0.0);
        }
        mirror(&mut hessian, size);
        let steps = solve(hessian, gradient);
        let longest = steps.iter().fold(0.0, |most: f64, step| most.max(step.abs()));
        let scale = if longest > 3.0 { 3.0 / longest } else { 1.0 };
        for (at, step) in steps.iter().enumerate() {
            let next = x.at(at) + scale * step;
            x.put(at, if at == 0 { next } else { next.max(0.0) });
        }
        if close.is_reached(longest) && step > 0 {
            break;
        }
    }
    let slopes: Vec<f64> = x.iter().skip(1).copied().collect();
    let scaled = |(shape, slope): (&&[f64], &f64)| shape.iter().map(|value| value * slope).collect();
    Fitted { intercept: x.at(0), values: shapes.iter().zip(&slopes).map(scaled).collect(), slopes }
}

/// Adds the gradient and the lower half of the Hessian over all patterns. Widths that cards have are known to the compiler, which works on
/// two numbers side by side; each number has the same sum in either form.
fn add_all(
    patterns: &Patterns,
    matrix: &[f64],
    width: usize,
    x: &[f64],
    gradient: &mut [f64],
    hessian: &mut [f64],
) {
    match width {
        2 => add_wide::<2>(patterns, matrix, x, gradient, hessian),
        4 => add_wide::<4>(patterns, matrix, x, gradient, hessian),
        6 => add_wide::<6>(patterns, matrix, x, gradient, hessian),
        8 => add_wide::<8>(patterns, matrix, x, gradient, hessian),
        10 => add_wide::<10>(patterns, matrix, x, gradient, hessian),
        _ => {
            let classes = patterns.weight.iter().zip(&patterns.won);
            for (values, (weight, won)) in matrix.chunks_exact(width).zip(classes) {
                let values = values.get(..x.len()).unwrap_or_default();
                let p = chance(x.iter().zip(values).map(|(x, value)| x * value).sum());
                add_outer(gradient, hessian, values, won - weight * p, weight * p * (1.0 - p));
            }
        }
    }
}

/// The same with an even width that the compiler knows.
fn add_wide<const N: usize>(
    patterns: &Patterns,
    matrix: &[f64],
    x: &[f64],
    gradient: &mut [f64],
    hessian: &mut [f64],
) {
    let size = x.len();
    let mut wide = [0.0; N];
    wide.iter_mut().zip(x).for_each(|(place, x)| *place = *x);
    let (rows, _) = matrix.as_chunks::<N>();
    let (mut sums, mut squares) = ([0.0; N], [[0.0; N]; N]);
    for (values, (weight, won)) in rows.iter().zip(patterns.weight.iter().zip(&patterns.won)) {
        let p = chance(wide.iter().zip(values).map(|(x, value)| x * value).sum());
        let (g, h) = (won - weight * p, weight * p * (1.0 - p));
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum += g * value;
        }
        let (couples, _) = values.as_chunks::<2>();
        for (at, (row, value)) in squares.iter_mut().zip(values).enumerate() {
            let by = h * value;
            let (places, _) = row.as_chunks_mut::<2>();
            for ([a, b], [one, other]) in places.iter_mut().zip(couples).take(at / 2 + 1) {
                *a += by * one;
                *b += by * other;
            }
        }
    }
    gradient.iter_mut().zip(sums).for_each(|(place, sum)| *place = sum);
    for (row, sums) in hessian.chunks_exact_mut(size).zip(squares) {
        row.iter_mut().zip(sums).for_each(|(place, sum)| *place = sum);
    }
}

/// The lower half of `h * values * values'`, and `g * values`.
#[inline]
fn add_outer(gradient: &mut [f64], hessian: &mut [f64], values: &[f64], g: f64, h: f64) {
    let size = values.len();
    for (at, (value, row)) in values.iter().zip(hessian.chunks_exact_mut(size)).enumerate() {
        if let Some(place) = gradient.get_mut(at) {
            *place += g * value;
        }
        let by = h * value;
        for (place, other) in row.iter_mut().zip(values).take(at + 1) {
            *place += by * other;
        }
    }
}

fn mirror(matrix: &mut [f64], size: usize) {
    for row in 0..size {
        for column in 0..row {
            matrix.put(column * size + row, matrix.at(row * size + column));
        }
    }
}

/// A value for each band, pulled towards the fitted slopes times the shapes.
pub(crate) fn ridge(patterns: &Patterns, chosen: &[Chosen], towards: &Fitted, close: Close) -> Fitted {
    // Where the values of each criterion begin; the intercept is first. A neutral missing band stays 0 by a strong pull.
    let mut begins = Vec::with_capacity(chosen.len());
    let mut size = 1;
    for criterion in chosen {
        begins.push(size);
        size += criterion.shape.values.len();
    }
    let mut aim = vec![towards.intercept];
    aim.extend(towards.values.iter().flatten());
    let mut pull = vec![0.0];
    for criterion in chosen {
        let is_neutral = |band: usize| band == 0 && criterion.shape.is_missing_neutral;
        pull.extend((0..criterion.shape.values.len()).map(|band| if is_neutral(band) { 1e9 } else { PULL }));
    }
    let mut x = aim.clone();
    for _ in 0..close.steps().1 {
        let (mut gradient, mut hessian) = (vec![0.0; size], vec![0.0; size * size]);
        let total = scatter_all(patterns, &x, &begins, &mut gradient, &mut hessian);
        hessian.put(0, total);
        for at in 1..size {
            // A band is there or not, so it goes with the intercept as often as with itself.
            let own = hessian.at(at * size + at);
            hessian.put(at * size, own);
            gradient.more(at, -pull.at(at) * (x.at(at) - aim.at(at)));
            hessian.more(at * size + at, pull.at(at));
        }
        mirror(&mut hessian, size);
        let steps = solve(hessian, gradient);
        let longest = steps.iter().fold(0.0, |most: f64, step| most.max(step.abs()));
        let scale = if longest > 3.0 { 3.0 / longest } else { 1.0 };
        for (at, step) in steps.iter().enumerate() {
            x.more(at, scale * step);
        }
        if close.is_reached(longest) {
            break;
        }
    }
    let values = chosen.iter().zip(&begins).map(|(criterion, begin)| {
        x.get(*begin..begin + criterion.shape.values.len()).unwrap_or_default().to_vec()
    });
    Fitted { intercept: x.at(0), values: values.collect(), slopes: towards.slopes.clone() }
}

/// Adds the gradient, and the lower half of the Hessian but for the intercept's column, over all patterns; gives the intercept's own
/// entry. Numbers of criteria that cards have are known to the compiler.
fn scatter_all(
    patterns: &Patterns,
    x: &[f64],
    begins: &[usize],
    gradient: &mut [f64],
    hessian: &mut [f64],
) -> f64 {
    match begins.len() {
        1 => scatter(patterns, x, [0; 1], begins, gradient, hessian),
        2 => scatter(patterns, x, [0; 2], begins, gradient, hessian),
        3 => scatter(patterns, x, [0; 3], begins, gradient, hessian),
        4 => scatter(patterns, x, [0; 4], begins, gradient, hessian),
        5 => scatter(patterns, x, [0; 5], begins, gradient, hessian),
        6 => scatter(patterns, x, [0; 6], begins, gradient, hessian),
        7 => scatter(patterns, x, [0; 7], begins, gradient, hessian),
        8 => scatter(patterns, x, [0; 8], begins, gradient, hessian),
        9 => scatter(patterns, x, [0; 9], begins, gradient, hessian),
        10 => scatter(patterns, x, [0; 10], begins, gradient, hessian),
        count => scatter(patterns, x, vec![0; count], begins, gradient, hessian),
    }
}

/// The same with room for the place of each band, one a criterion.
fn scatter(
    patterns: &Patterns,
    x: &[f64],
    mut places: impl AsMut<[usize]> + AsRef<[usize]>,
    begins: &[usize],
    gradient: &mut [f64],
    hessian: &mut [f64],
) -> f64 {
    let size = x.len();
    let mut total = 0.0;
    for (bands, weight, won) in patterns.each() {
        let mut sum = x.at(0);
        for (place, (begin, band)) in places.as_mut().iter_mut().zip(begins.iter().zip(bands)) {
            *place = begin + *band as usize;
            sum += x.at(*place);
        }
        let p = chance(sum);
        let (g, h) = (won - weight * p, weight * p * (1.0 - p));
        gradient.more(0, g);
        total += h;
        let places = places.as_ref();
        for (at, place) in places.iter().enumerate() {
            gradient.more(*place, g);
            if let Some(row) = hessian.get_mut(place * size..place * size + size) {
                for other in places.iter().take(at + 1) {
                    row.more(*other, h);
                }
            }
        }
    }
    total
}

/// Both steps.
pub(crate) fn fit(patterns: &Patterns, chosen: &[Chosen], start: &Fitted, close: Close) -> Fitted {
    let sloped = slopes(patterns, chosen, start, Pull { to: 1.0, rows: 0.0 }, close);
    ridge(patterns, chosen, &sloped, close)
}
