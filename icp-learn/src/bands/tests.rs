//! Bands against all ways to cut, one by one.

use super::*;
use crate::order::Random;

/// All ways to cut, one by one.
fn exhaustive(groups: &[Sums], rules: &Rules<'_>, allowed: impl Fn(&[f64]) -> bool) -> f64 {
    let mut most = f64::NEG_INFINITY;
    for mask in 0u32..1 << (groups.len() - 1) {
        let mut bands = vec![Sums::default()];
        for (at, group) in groups.iter().enumerate() {
            if at > 0 && mask >> (at - 1) & 1 == 1 {
                bands.push(Sums::default());
            }
            let last = bands.len() - 1;
            bands[last] = bands[last].plus(*group);
        }
        let values: Vec<f64> = bands.iter().map(|band| band.value()).collect();
        let fits = bands.len() <= rules.max_bands && bands.iter().all(|band| band.n >= rules.min_rows);
        if fits && allowed(&values) {
            let worth: f64 = bands.iter().map(|band| band.worth()).sum();
            most = most.max(worth - (bands.len() - 1) as f64 * PRICE);
        }
    }
    most
}

fn worth_of(groups: &[Sums], ends: &[usize]) -> f64 {
    let table = Table::new(groups);
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let stops = ends.iter().copied().chain([groups.len()]);
    starts.zip(stops).map(|(a, b)| table.band(a, b).worth()).sum::<f64>() - ends.len() as f64 * PRICE
}

#[test]
fn bands_are_as_good_as_the_best_of_all_ways_to_cut() {
    let mut random = Random::new(7);
    let mut number = |most: usize| random.below(most) as f64;
    let (rises, falls) =
        (|v: &[f64]| v.windows(2).all(|w| w[0] <= w[1]), |v: &[f64]| v.windows(2).all(|w| w[0] >= w[1]));
    for round in 0..300 {
        let groups: Vec<Sums> = (0..2 + round % 9)
            .map(|_| Sums { g: number(400) / 10.0 - 20.0, h: number(100) / 4.0, n: 1.0 + number(60) })
            .collect();
        let min_rows = [0.0, 20.0, 50.0][round % 3];
        let mut rules = Rules {
            is_ordered: true,
            direction: Direction::Never,
            min_rows,
            max_bands: 2 + round % 4,
            forced: None,
        };
        let free = exhaustive(&groups, &rules, |_| true);
        if free == f64::NEG_INFINITY {
            continue;
        }
        let same = |found: Vec<usize>, wanted: f64| {
            let found = worth_of(&groups, &found);
            assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{round}: {found} for {wanted}");
        };
        same(ends(&groups, &rules), free);
        let (up, down) = (exhaustive(&groups, &rules, rises), exhaustive(&groups, &rules, falls));
        rules.direction = Direction::Rising;
        same(ends(&groups, &rules), up);
        rules.direction = Direction::Falling;
        same(ends(&groups, &rules), down);
        rules.direction = Direction::Always;
        same(ends(&groups, &rules), up.max(down));
        rules.direction = Direction::Auto;
        same(ends(&groups, &rules), if free - up.max(down) >= TURN { free } else { up.max(down) });
    }
}

#[test]
fn missing_values_have_a_band_of_their_own_or_none() {
    let sums = |g: f64, n: f64| Sums { g, h: n / 5.0, n };
    let rules =
        Rules { is_ordered: false, direction: Direction::Auto, min_rows: 10.0, max_bands: 5, forced: None };
    let found = shape(&[sums(9.0, 30.0), sums(-20.0, 50.0), sums(20.0, 50.0), sums(-19.0, 50.0)], &rules);
    assert_eq!(found.band_of, [0, 1, 2, 1]);
    assert!(!found.is_missing_neutral && found.of_code(0) == 1.0);
    let found = shape(&[sums(9.0, 3.0), sums(-20.0, 50.0), sums(20.0, 50.0)], &rules);
    assert!(found.is_missing_neutral && found.of_code(0) == 0.0);
}
