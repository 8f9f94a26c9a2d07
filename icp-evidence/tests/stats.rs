//! Properties of the figures: merging changes no bit, DeLong is its own definition, intervals cover what they say, and the
//! edges where other packages differ have the answers that the documentation gives.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod shared;

use icp_evidence::stats::{
    Paired, Ranked, Rate, Sum, Weight, information_value, psi, rank_test, rates_differ, weights_of_evidence,
};
use shared::Random;

type Row = (i64, i64, bool, Weight);

/// Rows of two scores that know something of the outcome.
fn rows(random: &mut Random, count: usize, keys: u64, weighted: bool) -> Vec<Row> {
    let row = |at: usize| {
        let won = if at < 4 { at.is_multiple_of(2) } else { random.is(0.4) };
        let score =
            |random: &mut Random| (random.below(keys) + if won { random.below(keys) } else { 0 }) as i64;
        let (before, after) = (score(random), score(random));
        let weight =
            if weighted { Weight::new(0.25 * (1 + random.below(9)) as f64).unwrap() } else { Weight::ONE };
        (before, after, won, weight)
    };
    (0..count).map(row).collect()
}

fn ranked(rows: &[Row]) -> Ranked<i64> {
    let mut ranked = Ranked::default();
    rows.iter().for_each(|(key, _, won, weight)| ranked.add(*key, *won, *weight));
    ranked.sorted()
}

/// DeLong's variance as it is defined: from the placement of each row against all rows of the other class.
fn defined(rows: &[Row]) -> (f64, [f64; 3]) {
    let weight = |row: &&Row| row.3.value();
    let (won, lost): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.2);
    let beats = |a: i64, b: i64| {
        if a > b {
            1.0
        } else if a == b {
            0.5
        } else {
            0.0
        }
    };
    let mean = |among: &[&Row], of: &dyn Fn(&Row) -> f64| {
        among.iter().map(|row| row.3.value() * of(row)).sum::<f64>() / among.iter().map(weight).sum::<f64>()
    };
    let scores: [fn(&Row) -> i64; 2] = [|row| row.0, |row| row.1];
    let placed = scores.map(|score| {
        let of_won: Vec<f64> =
            won.iter().map(|row| mean(&lost, &|other| beats(score(row), score(other)))).collect();
        let of_lost: Vec<f64> =
            lost.iter().map(|row| mean(&won, &|other| beats(score(other), score(row)))).collect();
        (of_won, of_lost)
    });
    let aucs = [0, 1].map(|side: usize| {
        let all: f64 = won.iter().map(weight).sum();
        won.iter().zip(&placed[side].0).map(|(row, place)| row.3.value() * place).sum::<f64>() / all
    });
    let covariance = |a: usize, b: usize| {
        let part = |rows: &[&Row], one: &[f64], other: &[f64]| {
            let all: f64 = rows.iter().map(weight).sum();
            let n = rows.len() as f64;
            let products = rows
                .iter()
                .zip(one.iter().zip(other))
                .map(|(row, (x, y))| row.3.value() * row.3.value() * (x - aucs[a]) * (y - aucs[b]));
            n / (n - 1.0) * products.sum::<f64>() / (all * all)
        };
        part(&won, &placed[a].0, &placed[b].0) + part(&lost, &placed[a].1, &placed[b].1)
    };
    let [both, first, second] = [covariance(0, 1), covariance(0, 0), covariance(1, 1)];
    (aucs[1] - aucs[0], [first, second, first + second - 2.0 * both])
}

#[test]
fn delong_is_its_definition() {
    let mut random = Random(1);
    for (count, keys, weighted) in
        [(5, 2, false), (30, 3, false), (200, 1_000, false), (150, 6, true), (300, 40, true)]
    {
        for _ in 0..20 {
            let rows = rows(&mut random, count, keys, weighted);
            let (difference, variances) = defined(&rows);
            let mut paired = Paired::default();
            rows.iter().for_each(|(before, after, won, weight)| paired.add(*before, *after, *won, *weight));
            let found = paired.compare(0.95).unwrap();
            let errors = [found.before.error, found.after.error, found.error].map(Option::unwrap);
            for (error, variance) in errors.into_iter().zip(variances) {
                assert!((error * error - variance).abs() < 1e-12, "{} and {variance}", error * error);
            }
            assert!((found.difference - difference).abs() < 1e-12);
            let alone = ranked(&rows).delong(0.95).unwrap();
            assert!((alone.error.unwrap() - errors[0]).abs() < 1e-13 && alone.auc == found.before.auc);
        }
    }
}

#[test]
fn pieces_merge_to_the_same_bits() {
    let mut random = Random(2);
    let rows = rows(&mut random, 30_000, 9_000, true);
    let whole = ranked(&rows);
    for pieces in [2, 8, 31] {
        let mut merged = Ranked::default();
        let mut parts: Vec<&[Row]> = rows.chunks(rows.len().div_ceil(pieces)).collect();
        parts.reverse();
        for part in parts {
            // Through JSON, as a cluster hands its counts on.
            let text = serde_json::to_string(&ranked(part)).unwrap();
            merged.merge(serde_json::from_str::<Ranked<i64>>(&text).unwrap());
        }
        assert_eq!(merged, whole);
    }
    assert_eq!(whole.totals().0.rows + whole.totals().1.rows, 30_000);
}

#[test]
fn doubled_weights_change_no_interval() {
    let mut random = Random(3);
    let rows = rows(&mut random, 500, 30, true);
    let doubled: Vec<Row> =
        rows.iter().map(|row| (row.0, row.1, row.2, Weight::new(row.3.value() * 2.0).unwrap())).collect();
    assert_eq!(ranked(&rows).delong(0.95), ranked(&doubled).delong(0.95));
    let rate = |rows: &[Row]| {
        let (won, lost) = ranked(rows).totals();
        Rate::of(&won, &lost, 0.95).unwrap().interval
    };
    assert_eq!(rate(&rows), rate(&doubled));
    // Uneven weights are worth fewer rows.
    let even: Vec<Row> = rows.iter().map(|row| (row.0, row.1, row.2, Weight::ONE)).collect();
    let width = |rows: &[Row]| rate(rows).high - rate(rows).low;
    assert!(width(&rows) > width(&even) * 1.05);
}

#[test]
fn edges_have_answers_or_none() {
    let of = |keys: &[(i64, bool)]| {
        let mut ranked = Ranked::default();
        keys.iter().for_each(|(key, won)| ranked.add(*key, *won, Weight::ONE));
        ranked.sorted()
    };
    let one_class = of(&[(1, true), (2, true)]);
    assert!(one_class.auc().is_none() && one_class.ks().is_none() && one_class.delong(0.95).is_none());
    assert!(one_class.gain(0.5).is_some() && rank_test(&one_class).is_none());
    // A constant score separates nothing, however the rows stand.
    let constant = of(&(0..100).map(|at| (5, at % 2 == 0)).collect::<Vec<_>>());
    assert_eq!((constant.auc(), constant.ks(), constant.gini()), (Some(0.5), Some(0.0), Some(0.0)));
    assert_eq!(constant.delong(0.95).unwrap().error, Some(0.0));
    assert_eq!(constant.calibrated(10, 0.95).len(), 1);
    assert!(rank_test(&constant).is_none());
    // One won row: an AUC, but no spread to learn from.
    let single = of(&[(1, false), (2, true), (3, false)]);
    assert_eq!(single.delong(0.95).map(|auc| (auc.auc, auc.error)), Some((0.5, None)));
    // Apart entirely: an interval all the same.
    let apart = of(&(0..20).map(|at| (at, at >= 10)).collect::<Vec<_>>()).delong(0.95).unwrap();
    assert!(
        apart.auc == 1.0
            && apart.interval.unwrap().high == 1.0
            && (0.7..0.73).contains(&apart.interval.unwrap().low)
    );
    // A weight of 0 leaves a row out.
    let mut weighted = Ranked::default();
    let _ = [(1, false, 1.0), (2, true, 1.0), (3, false, 0.0)]
        .map(|(key, won, weight)| weighted.add(key, won, Weight::new(weight).unwrap()));
    assert_eq!(weighted.sorted().auc(), Some(1.0));
    assert_eq!(Ranked::<i64>::default().quantile(0.5), None);
}

#[test]
fn bins_of_one_class_count() {
    let of = |won, lost| (Sum::of(won), Sum::of(lost));
    // All rows without a value were won: the sign of a leak, and the largest value.
    let leak = [of(0, 90), of(30, 0)];
    assert!(information_value(&leak).unwrap() > 6.0);
    let woe = weights_of_evidence(&leak).unwrap();
    assert!(woe[0] < Some(-3.0) && woe[1] > Some(4.0));
    // Half a row less the more rows there are: it goes on rising.
    assert!(information_value(&[of(0, 900), of(300, 0)]) > information_value(&leak));
    assert_eq!(psi(&[of(50, 30), of(50, 50), of(0, 20)]).unwrap().half_rows, 1);
    assert_eq!(psi(&[of(0, 0), of(0, 3)]), None);
    // A bin that nobody is in changes nothing.
    let plain = [of(10, 20), of(30, 20)];
    assert_eq!(psi(&plain), psi(&[plain[0], of(0, 0), plain[1]]));
}

#[test]
fn small_groups_join_their_neighbours() {
    let of = |won, lost| (Sum::of(won), Sum::of(lost));
    let small = [of(40, 60), of(1, 2), of(20, 80)];
    let joined = rates_differ(&[of(41, 62), of(20, 80)]).unwrap();
    let other = rates_differ(&[of(40, 60), of(21, 82)]).unwrap();
    let found = rates_differ(&small).unwrap();
    assert!(found == joined || found == other, "{found:?}");
    assert!(rates_differ(&[of(3, 4)]).is_none() && rates_differ(&[of(3, 4), of(0, 0)]).is_none());
    assert!(rates_differ(&[of(0, 4), of(0, 9)]).is_none());
}

/// The chances of 0, 1, .. won of n, from the recurrence of neighbours, beginning at the likeliest.
fn binomial(n: usize, rate: f64) -> Vec<f64> {
    let top = ((n as f64 + 1.0) * rate) as usize;
    let mut chances = vec![0.0; n + 1];
    chances[top] = 1.0;
    for k in top..n {
        chances[k + 1] = chances[k] * (n - k) as f64 / (k + 1) as f64 * rate / (1.0 - rate);
    }
    for k in (0..top).rev() {
        chances[k] = chances[k + 1] * (k + 1) as f64 / (n - k) as f64 * (1.0 - rate) / rate;
    }
    let all: f64 = chances.iter().sum();
    chances.into_iter().map(|chance| chance / all).collect()
}

/// How often Wilson's interval holds the rate, exactly, averaged over rates with ten expected won and lost or more.
fn coverage(n: usize, rates: usize) -> f64 {
    let bounds: Vec<_> = (0..=n)
        .map(|won| Rate::of(&Sum::of(won as u64), &Sum::of((n - won) as u64), 0.95).unwrap().interval)
        .collect();
    let edge = 10.0 / n as f64;
    let each = (0..rates).map(|at| {
        let rate = edge + (1.0 - 2.0 * edge) * (at as f64 + 0.5) / rates as f64;
        let held = binomial(n, rate).into_iter().zip(&bounds).filter(|(_, interval)| interval.contains(rate));
        held.map(|(chance, _)| chance).sum::<f64>()
    });
    each.sum::<f64>() / rates as f64
}

#[test]
fn intervals_of_rates_cover_what_they_say() {
    for (n, rates) in [(25, 200), (100, 200), (1_000, 50)] {
        let covered = coverage(n, rates);
        assert!((0.94..=0.96).contains(&covered), "{n}: {covered}");
    }
}

#[test]
#[ignore = "a minute: cargo test -p icp-evidence --release -- --ignored"]
fn intervals_of_rates_cover_what_they_say_for_all_sizes() {
    for n in [21, 22, 25, 30, 40, 50, 75, 100, 200, 500, 1_000, 2_000, 5_000, 20_000] {
        let covered = coverage(n, 400);
        println!("{n}: {covered:.4}");
        assert!((0.94..=0.96).contains(&covered), "{n}: {covered}");
    }
}

/// How often the interval of an AUC holds the true one, and that of a difference 0, over made-up populations.
fn simulated(random: &mut Random, rounds: usize, count: usize, shift: f64) -> (f64, f64) {
    // Uniform scores, those of won rows shifted: the AUC is known, 1 less half the square of what does not overlap.
    let truth = 1.0 - (1.0 - shift) * (1.0 - shift) / 2.0;
    let (mut held, mut same) = (0, 0);
    for _ in 0..rounds {
        let mut paired = Paired::default();
        for at in 0..count {
            let won = at % 3 == 0;
            let shared = random.share() + if won { shift } else { 0.0 };
            let key = |noise: f64| ((shared + noise) * 1e6) as i64;
            let (a, b) = (key((random.share() - 0.5) * 0.4), key((random.share() - 0.5) * 0.4));
            paired.add(a, b, won, Weight::ONE);
        }
        let compared = paired.compare(0.95).unwrap();
        same += usize::from(compared.interval.unwrap().contains(0.0));
        let mut ranked = Ranked::default();
        for at in 0..count {
            let won = at % 3 == 0;
            ranked.add(((random.share() + if won { shift } else { 0.0 }) * 1e9) as i64, won, Weight::ONE);
        }
        held += usize::from(ranked.sorted().delong(0.95).unwrap().interval.unwrap().contains(truth));
    }
    (held as f64 / rounds as f64, same as f64 / rounds as f64)
}

#[test]
fn intervals_of_aucs_cover_what_they_say() {
    // 1,000 rounds: three standard errors of a share of 0.95 are 0.021.
    let (held, same) = simulated(&mut Random(4), 1_000, 100, 0.2);
    assert!((0.93..=0.97).contains(&held) && (0.93..=0.97).contains(&same), "{held} {same}");
}

#[test]
#[ignore = "some minutes: cargo test -p icp-evidence --release -- --ignored"]
fn intervals_of_aucs_cover_what_they_say_for_all_sizes() {
    let mut random = Random(5);
    for (count, shift) in [(60, 0.0), (60, 0.3), (150, 0.1), (150, 0.5), (600, 0.2), (2_000, 0.3)] {
        let (held, same) = simulated(&mut random, 10_000, count, shift);
        println!("{count} rows, shift {shift}: {held:.4} {same:.4}");
        assert!(
            (0.94..=0.965).contains(&held) && (0.94..=0.96).contains(&same),
            "{count} {shift}: {held} {same}"
        );
    }
}
