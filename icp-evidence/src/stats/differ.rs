//! Tests of whether groups differ: rates by chi-square or Fisher, numbers by Welch or by ranks.

use serde::{Deserialize, Serialize};
use statrs::function::gamma::ln_gamma;

use super::distribution::{chi_square_p, normal_p, student_p};
use super::{Bin, Ranked, Sum};

/// The least number of rows that a group should expect of each class (Cochran 1954).
const EXPECTED: f64 = 5.0;

/// The result of a test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// The name of the test: `chi-square`, `fisher`, `welch` or `rank`.
    pub name: &'static str,
    /// Its statistic; an exact test has none.
    pub statistic: Option<f64>,
    /// Its degrees of freedom, if it has any.
    pub freedom: Option<f64>,
    /// The chance of something at least as uneven if the groups did not differ.
    pub p: f64,
}

/// Whether groups of rows are won at different rates. Groups that expect fewer than five won or five lost rows are put together
/// with their smaller neighbour first, so the order of the groups should mean something (tiers, bands). Three groups or more, and
/// two that are large enough, are judged by Pearson's chi-square without a correction; two small ones by Fisher's exact test, two-sided.
/// Weighted rows count by their effective number. `None` when there is nothing to compare.
///
/// ```
/// use icp_evidence::stats::{Sum, rates_differ};
/// let of = |won, lost| (Sum::of(won), Sum::of(lost));
/// let test = rates_differ(&[of(10, 20), of(20, 10)]).unwrap();
/// assert_eq!((test.name, test.freedom), ("chi-square", Some(1.0)));
/// assert!((test.statistic.unwrap() - 20.0 / 3.0).abs() < 1e-12 && (test.p - 0.009_823_274_507_519_235).abs() < 1e-14);
/// assert_eq!(rates_differ(&[of(3, 0), of(1, 4)]).unwrap().name, "fisher");
/// assert!(rates_differ(&[of(3, 0), of(4, 0)]).is_none());
/// ```
pub fn rates_differ(groups: &[Bin]) -> Option<Test> {
    let mut groups: Vec<Bin> =
        groups.iter().copied().filter(|(won, lost)| won.rows > 0 || lost.rows > 0).collect();
    let whole = groups
        .iter()
        .fold((Sum::default(), Sum::default()), |sum, (won, lost)| (sum.0.and(won), sum.1.and(lost)));
    if groups.len() < 2 || whole.0.rows == 0 || whole.1.rows == 0 {
        return None;
    }
    let all = whole.0.and(&whole.1);
    // Rows of equal weight count as they are; others by their effective number.
    let scale = all.effective() / all.weight();
    let rate = whole.0.weight() / all.weight();
    let least = |group: &Bin| group.0.and(&group.1).weight() * scale * rate.min(1.0 - rate);
    while groups.len() > 2 {
        let Some(small) = groups.iter().position(|group| least(group) < EXPECTED) else { break };
        let size = |at: Option<usize>| at.and_then(|at| groups.get(at)).map(&least);
        let (left, right) = (small.checked_sub(1), small + 1);
        let into = match (size(left), size(Some(right))) {
            (Some(a), Some(b)) if b < a => right,
            (Some(_), _) => small - 1,
            (None, _) => right,
        };
        let gone = groups.remove(small.max(into));
        if let Some(kept) = groups.get_mut(small.min(into)) {
            *kept = (kept.0.and(&gone.0), kept.1.and(&gone.1));
        }
    }
    if let [a, b] = &*groups
        && (least(a) < EXPECTED || least(b) < EXPECTED)
    {
        let count = |sum: &Sum| (sum.weight() * scale).round() as u64;
        let p = fisher([[count(&a.0), count(&a.1)], [count(&b.0), count(&b.1)]]);
        return Some(Test { name: "fisher", statistic: None, freedom: None, p });
    }
    let mut statistic = 0.0;
    for (won, lost) in &groups {
        let size = won.and(lost).weight();
        for (seen, share) in [(won.weight(), rate), (lost.weight(), 1.0 - rate)] {
            let expected = size * share;
            statistic += scale * (seen - expected) * (seen - expected) / expected;
        }
    }
    let freedom = (groups.len() - 1) as f64;
    Some(Test {
        name: "chi-square",
        statistic: Some(statistic),
        freedom: Some(freedom),
        p: chi_square_p(statistic, freedom),
    })
}

/// The chance of a table of two by two at most as likely as this one, its margins given (Fisher 1922, two-sided). Tables are
/// as likely as this one up to a part in ten million, since their chances are rounded.
fn fisher([[a, b], [c, d]]: [[u64; 2]; 2]) -> f64 {
    let (row, column, all) = (a + b, a + c, a + b + c + d);
    let choose = |n: u64, k: u64| {
        let ln = |n: u64| ln_gamma(n as f64 + 1.0);
        ln(n) - ln(k) - ln(n - k)
    };
    let (low, high) = ((row + column).saturating_sub(all), row.min(column));
    let chance = |x: u64| choose(column, x) + choose(all - column, row - x) - choose(all, row);
    let limit = chance(a) + 1e-7;
    let parts = (low..=high).map(chance).filter(|chance| *chance <= limit);
    parts.map(libm::exp).sum::<f64>().min(1.0)
}

/// Whether the means of two groups of numbers differ, given count, mean and variance of each (Welch 1947). `None` with fewer than two
/// numbers in a group, or where all numbers of both are equal.
///
/// ```
/// use icp_evidence::stats::welch;
/// let test = welch((3.0, 2.0, 1.0), (3.0, 5.0, 1.0)).unwrap();
/// assert!((test.statistic.unwrap() + 3.674_234_614_174_767).abs() < 1e-12 && (test.p - 0.021_311_641_128_756_822).abs() < 1e-12);
/// assert_eq!(welch((3.0, 1.0, 0.0), (3.0, 1.0, 0.0)), None);
/// ```
pub fn welch(one: (f64, f64, f64), other: (f64, f64, f64)) -> Option<Test> {
    let ((n, mean, variance), (m, other, other_variance)) = (one, other);
    if n < 2.0 || m < 2.0 {
        return None;
    }
    let (a, b) = (variance / n, other_variance / m);
    if a + b <= 0.0 {
        return None;
    }
    let statistic = (mean - other) / (a + b).sqrt();
    let freedom = (a + b) * (a + b) / (a * a / (n - 1.0) + b * b / (m - 1.0));
    Some(Test {
        name: "welch",
        statistic: Some(statistic),
        freedom: Some(freedom),
        p: student_p(statistic, freedom),
    })
}

/// Whether won rows rank elsewhere than lost ones: the rank sum of Wilcoxon, and of Mann and Whitney, with their normal
/// approximation and its correction for ties, without one for continuity. `None` unless both classes are there and keys differ. It
/// takes no account of weights beyond leaving out rows of weight 0.
///
/// ```
/// use icp_evidence::stats::{Ranked, Weight, rank_test};
/// let mut ranked = Ranked::default();
/// [(1, true), (2, true), (3, true), (3, false), (5, false), (6, false)].map(|(key, won)| ranked.add(key, won, Weight::ONE));
/// assert!((rank_test(&ranked.sorted()).unwrap().p - 0.076_522_500_475_059_2).abs() < 1e-12);
/// ```
pub fn rank_test<K: Ord + Copy>(ranked: &Ranked<K>) -> Option<Test> {
    let (won, lost) = ranked.totals();
    let (n, m) = (u128::from(won.rows), u128::from(lost.rows));
    let (mut below, mut twice, mut ties) = (0, 0, 0);
    for entry in ranked.entries() {
        let (own, other) = (u128::from(entry.won.rows), u128::from(entry.lost.rows));
        twice += own * (2 * below + other);
        below += other;
        let tied = own + other;
        ties += tied * tied * tied - tied;
    }
    let all = (n + m) as f64;
    let variance = (n * m) as f64 / 12.0 * ((all + 1.0) - ties as f64 / (all * (all - 1.0)));
    if n == 0 || m == 0 || variance <= 0.0 {
        return None;
    }
    let statistic = (twice as f64 - (n * m) as f64) / 2.0 / variance.sqrt();
    Some(Test { name: "rank", statistic: Some(statistic), freedom: None, p: normal_p(statistic) })
}
