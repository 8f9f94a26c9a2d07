//! The cells of a number among the cuts of its slot, and those that an interval touches. Called by `locate`.

use crate::value::Interval;

/// The cell of a number: below the first cut 1, the cut itself 2, between it and the next 3, ..
#[inline]
pub(crate) fn number_cell(cuts: &[f64], value: f64) -> u32 {
    if cuts.len() <= 8 {
        return 1 + cuts.iter().map(|cut| u32::from(*cut <= value) + u32::from(*cut < value)).sum::<u32>();
    }
    let at = cuts.partition_point(|cut| *cut < value);
    1 + 2 * at as u32 + u32::from(cuts.get(at) == Some(&value))
}

/// The first and the last cell that an interval touches.
pub(super) fn touched(cuts: &[f64], interval: Interval) -> (u32, u32) {
    let (first, last) = (number_cell(cuts, interval.least()), number_cell(cuts, interval.greatest()));
    (first, last.max(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_touches_the_cells_of_its_numbers() {
        let cuts = [10.0, 50.0, 200.0];
        let closed = |low: f64, high: f64| Interval::new(low, high).unwrap();
        // Cells: below 10, 10, between, 50, between, 200, above.
        let (least, most) = (f64::NEG_INFINITY, f64::INFINITY);
        let cases = [
            (closed(51.0, 200.0), (5, 6)),
            (closed(51.0, 199.0), (5, 5)),
            (closed(10.0, 50.0), (2, 4)),
            (closed(least, 10.0), (1, 2)),
            (closed(least, 10.0).without_high().unwrap(), (1, 1)),
            (closed(200.0, most), (6, 7)),
            (closed(200.0, most).without_low().unwrap(), (7, 7)),
            (closed(10.0, 50.0).without_low().unwrap().without_high().unwrap(), (3, 3)),
            (closed(least, most), (1, 7)),
        ];
        for (interval, cells) in cases {
            assert_eq!(touched(&cuts, interval), cells, "{interval:?}");
            assert_eq!(touched(&[], interval), (1, 1));
        }
    }
}
