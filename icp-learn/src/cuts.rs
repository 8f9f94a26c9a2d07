//! Where numbers are cut into bins of about equal counts: at the roundest number between two values.

use crate::at::At;

/// The cut points of some numbers, in any order: at most `most` bins. A value that fills a bin by itself gets its own.
pub(crate) fn cut_points(values: &mut [f64], most: usize) -> Vec<f64> {
    sort(values);
    let mut distinct: Vec<(f64, usize)> = Vec::new();
    for value in values.iter() {
        match distinct.last_mut() {
            Some((last, count)) if *last == *value => *count += 1,
            _ => distinct.push((*value, 1)),
        }
    }
    if distinct.len() <= most {
        return between(&distinct, (1..distinct.len()).collect());
    }
    let mut left = values.len();
    let mut bins_left = most;
    let mut starts = Vec::new();
    let mut filled = 0;
    for (at, (_, count)) in distinct.iter().enumerate() {
        let target = left.div_ceil(bins_left.max(1));
        // A heavy value begins a bin, if there is one before it; and a bin that is full ends.
        let is_heavy = *count >= target;
        if filled > 0
            && (filled >= target || is_heavy || filled + count > target + target / 2)
            && bins_left > 1
        {
            starts.push(at);
            left -= filled;
            bins_left -= 1;
            filled = 0;
        }
        filled += count;
    }
    between(&distinct, starts)
}

/// Numbers from which sorting by digits is faster than by comparing.
const MANY: usize = 1 << 10;
/// The bits of a digit.
const DIGIT: u32 = 11;

/// Sorts as `f64::total_cmp` orders: many numbers by their digits, the last digit first (Knuth, The Art of Computer Programming 3, 5.2.5).
fn sort(values: &mut [f64]) {
    if values.len() < MANY {
        return values.sort_unstable_by(f64::total_cmp);
    }
    // As whole numbers of the same order: of numbers below 0 all bits are turned, of the others the sign.
    let whole = |value: &f64| {
        let bits = value.to_bits();
        bits ^ (((bits as i64 >> 63) as u64) | 1 << 63)
    };
    let mut keys: Vec<u64> = values.iter().map(whole).collect();
    let mut other = vec![0; keys.len()];
    let digits = u64::BITS.div_ceil(DIGIT);
    let digit = |key: u64, at: u32| (key >> (at * DIGIT)) as usize & ((1 << DIGIT) - 1);
    let mut counts = vec![0usize; (digits as usize) << DIGIT];
    for key in &keys {
        for at in 0..digits {
            counts.more(((at as usize) << DIGIT) + digit(*key, at), 1);
        }
    }
    for (at, counts) in (0..digits).zip(counts.chunks_exact_mut(1 << DIGIT)) {
        if counts.contains(&keys.len()) {
            continue;
        }
        let mut begin = 0;
        for place in counts.iter_mut() {
            begin += std::mem::replace(place, begin);
        }
        for key in &keys {
            let digit = digit(*key, at);
            other.put(counts.at(digit), *key);
            counts.more(digit, 1);
        }
        std::mem::swap(&mut keys, &mut other);
    }
    let back = |key: u64| f64::from_bits(key ^ ((!key as i64 >> 63) as u64 | 1 << 63));
    values.iter_mut().zip(keys).for_each(|(value, key)| *value = back(key));
}

/// Cuts before the distinct values with these numbers.
fn between(distinct: &[(f64, usize)], starts: Vec<usize>) -> Vec<f64> {
    let cut = |at: usize| Some(roundest(distinct.get(at.checked_sub(1)?)?.0, distinct.get(at)?.0));
    starts.into_iter().filter_map(cut).collect()
}

/// The number with the fewest digits above `low` and not above `high`.
pub(crate) fn roundest(low: f64, high: f64) -> f64 {
    if low < 0.0 && high >= 0.0 {
        return 0.0;
    }
    let size = high.abs().max(low.abs());
    let top = libm::floor(libm::log10(size)) as i32 + 1;
    for exponent in (-15..=15).rev().map(|down| top + down - 15) {
        let candidate = rounded_down(high, exponent);
        if candidate > low && candidate <= high {
            return candidate;
        }
    }
    high
}

/// The greatest multiple of a power of ten that is not above a number, as near as doubles allow.
fn rounded_down(number: f64, exponent: i32) -> f64 {
    let power = POWERS.at(exponent.unsigned_abs().min(22) as usize);
    if exponent >= 0 { libm::floor(number / power) * power } else { libm::floor(number * power) / power }
}

/// Powers of ten that doubles hold exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The bin of a number, from 0: how many cuts are at or below it.
#[inline]
pub(crate) fn bin_of(cuts: &[f64], value: f64) -> usize {
    let (mut low, mut size) = (0, cuts.len());
    while size > 0 {
        let half = size / 2;
        let middle = low + half;
        let is_right = cuts.get(middle).is_some_and(|cut| *cut <= value);
        low = if is_right { middle + 1 } else { low };
        size = if is_right { size - half - 1 } else { half };
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roundest_number_lies_between() {
        assert_eq!(roundest(187.0, 213.0), 200.0);
        assert_eq!(roundest(4.0, 5.0), 5.0);
        assert_eq!(roundest(0.13, 0.17), 0.17f64.min(0.15f64.max(roundest(0.13, 0.17))));
        assert_eq!(roundest(-3.0, 4.0), 0.0);
        assert_eq!(roundest(-213.0, -187.0), -200.0);
        assert_eq!(roundest(999.0, 1001.0), 1000.0);
        assert_eq!(roundest(0.0, 1e-300), 1e-300);
        for (low, high) in
            [(1.0, 1.0000000000000002), (1e300, 1.1e300), (0.1, 0.30000000000000004), (-1e-9, -1e-10)]
        {
            let cut = roundest(low, high);
            assert!(cut > low && cut <= high, "{low} {cut} {high}");
        }
    }

    #[test]
    fn bins_are_of_about_equal_counts_and_heavy_values_have_their_own() {
        let mut values: Vec<f64> = (0..1000).map(f64::from).collect();
        let cuts = cut_points(&mut values, 32);
        assert!((28..=31).contains(&cuts.len()), "{}", cuts.len());
        let mut values: Vec<f64> = (0..1000).map(|at| if at < 500 { 0.0 } else { f64::from(at) }).collect();
        let cuts = cut_points(&mut values, 32);
        assert!(cuts[0] > 0.0 && cuts[0] <= 500.0 && cuts.len() >= 15, "{cuts:?}");
        assert_eq!(cut_points(&mut [3.0, 1.0, 2.0, 2.0], 32), [2.0, 3.0]);
        assert!(cut_points(&mut [5.0; 9], 32).is_empty());
        assert!(cut_points(&mut [], 32).is_empty());
    }

    #[test]
    fn a_value_is_in_the_bin_that_its_cuts_say() {
        let cuts = [1.0, 2.0, 5.0];
        let found: Vec<usize> =
            [0.5, 1.0, 1.5, 2.0, 4.9, 5.0, 9.0].map(|value| bin_of(&cuts, value)).to_vec();
        assert_eq!(found, [0, 1, 1, 2, 2, 3, 3]);
        assert_eq!(bin_of(&[], 3.0), 0);
    }

    #[test]
    fn digits_sort_as_comparing_does() {
        let mut state = 7_u64;
        let mut values =
            vec![0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE, f64::MAX, -5e-324];
        for _ in 0..3_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = f64::from_bits(state);
            values.push(if value.is_nan() { 1.5 } else { value });
            values.push((state >> 55) as f64 - 200.0);
        }
        let mut wanted = values.clone();
        wanted.sort_unstable_by(f64::total_cmp);
        sort(&mut values);
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&values), bits(&wanted));
    }
}
