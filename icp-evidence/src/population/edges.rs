//! How far a number is from the values that a rule asks for. It reads rules on one number alone; the engine decides who is kept out.

use icp_core::model::{Attribute, Condition, Criterion, Exclusion, NumberTest, Rule, Test};
use icp_core::value::AttributeType;

/// Ranges of numbers, sorted and apart, their ends among them.
type Ranges = Vec<(f64, f64)>;

const ALL: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// The numbers of one attribute that would not keep an account out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Edge {
    pub(crate) attribute: usize,
    good: Ranges,
}

impl Edge {
    /// The numbers for which an exclusion does not hold; `None` where it reads more than one number attribute.
    pub(super) fn of_exclusion(attributes: &[Attribute], exclusion: &Exclusion) -> Option<Self> {
        let attribute =
            only(attributes, [Some(&exclusion.when), exclusion.unless.as_ref()].into_iter().flatten())?;
        let mut good = not(ranges(&exclusion.when)?);
        if let Some(unless) = &exclusion.unless {
            good = any(good, ranges(unless)?);
        }
        Self::new(attribute, good)
    }

    /// The numbers for which a criterion gives its most.
    pub(super) fn of_criterion(attributes: &[Attribute], criterion: &Criterion) -> Option<Self> {
        match &criterion.rule {
            Rule::Fit { fit, misfit, .. } => {
                let attribute = only(attributes, std::iter::once(fit).chain(misfit))?;
                Self::new(attribute, ranges(fit)?)
            }
            Rule::Bands { bands, otherwise } => {
                let attribute = only(attributes, bands.iter().map(|band| &band.when))?;
                let most = bands.iter().map(|band| band.rating).max()?.max(*otherwise);
                let (mut good, mut rest) = (Vec::new(), vec![ALL]);
                // The first band that holds counts.
                for band in bands {
                    let own = ranges(&band.when)?;
                    if band.rating == most {
                        good = any(good, both(&rest, &own));
                    }
                    rest = both(&rest, &not(own));
                }
                Self::new(attribute, if *otherwise == most { any(good, rest) } else { good })
            }
            Rule::Curve { attribute, ratings } => {
                is_number(attributes, *attribute)?;
                let most = ratings.iter().map(|(_, rating)| *rating).max()?;
                let tops = || ratings.iter().filter(|(_, rating)| *rating == most);
                let mut good: Ranges = tops().map(|(at, _)| (*at, *at)).collect();
                // Between two tops in a row, and beyond the ends, the rating stays.
                for pair in ratings.windows(2) {
                    if let [(from, a), (to, b)] = pair
                        && *a == most
                        && *b == most
                    {
                        good = any(good, vec![(*from, *to)]);
                    }
                }
                if let Some((first, _)) = ratings.first().filter(|(_, rating)| *rating == most) {
                    good = any(good, vec![(f64::NEG_INFINITY, *first)]);
                }
                if let Some((last, _)) = ratings.last().filter(|(_, rating)| *rating == most) {
                    good = any(good, vec![(*last, f64::INFINITY)]);
                }
                Self::new(*attribute, good)
            }
            Rule::Linear { attribute, ends: (zero, one), .. } => {
                is_number(attributes, *attribute)?;
                let good = if one >= zero { (*one, f64::INFINITY) } else { (f64::NEG_INFINITY, *one) };
                Self::new(*attribute, vec![good])
            }
            _ => None,
        }
    }

    fn new(attribute: usize, good: Ranges) -> Option<Self> {
        (!good.is_empty()).then_some(Self { attribute, good })
    }

    /// How far a number is from the nearest of these.
    pub(super) fn distance(&self, number: f64) -> f64 {
        let to = |(low, high): &(f64, f64)| (low - number).max(number - high).max(0.0);
        self.good.iter().map(to).fold(f64::INFINITY, f64::min)
    }
}

fn is_number(attributes: &[Attribute], at: usize) -> Option<()> {
    let own = attributes.get(at)?;
    (own.kind == AttributeType::Number && own.formula.is_none()).then_some(())
}

/// The one number attribute that conditions read.
fn only<'c>(attributes: &[Attribute], conditions: impl Iterator<Item = &'c Condition>) -> Option<usize> {
    let mut found = None;
    for condition in conditions {
        let own = read_by(condition)?;
        if found.is_some_and(|known| known != own) {
            return None;
        }
        found = Some(own);
    }
    is_number(attributes, found?)?;
    found
}

fn read_by(condition: &Condition) -> Option<usize> {
    match condition {
        Condition::All(of) | Condition::Any(of) => {
            let mut each = of.iter().map(read_by);
            let first = each.next()??;
            each.all(|other| other == Some(first)).then_some(first)
        }
        Condition::Not(one) => read_by(one),
        Condition::Test { attribute, .. } => Some(*attribute),
        Condition::Named { condition, .. } => read_by(condition),
        _ => None,
    }
}

/// The numbers for which a condition on one attribute holds, without regard to whether ends are among them.
fn ranges(condition: &Condition) -> Option<Ranges> {
    Some(match condition {
        Condition::All(of) => of.iter().try_fold(vec![ALL], |sum, one| Some(both(&sum, &ranges(one)?)))?,
        Condition::Any(of) => of.iter().try_fold(Vec::new(), |sum, one| Some(any(sum, ranges(one)?)))?,
        Condition::Not(one) => not(ranges(one)?),
        Condition::Named { condition, .. } => ranges(condition)?,
        Condition::Test { test: Test::Number(test), .. } => match test {
            NumberTest::Is(value) => vec![(*value, *value)],
            NumberTest::In(items) => {
                items.items.iter().fold(Vec::new(), |sum, value| any(sum, vec![(*value, *value)]))
            }
            NumberTest::Gt(value) | NumberTest::Gte(value) => vec![(*value, f64::INFINITY)],
            NumberTest::Lt(value) | NumberTest::Lte(value) => vec![(f64::NEG_INFINITY, *value)],
            NumberTest::Between(low, high) => vec![(*low, *high)],
            // Nothing is near to a number that has to be another one.
            _ => return None,
        },
        _ => return None,
    })
}

/// The numbers in one of both.
fn any(mut one: Ranges, other: Ranges) -> Ranges {
    one.extend(other);
    one.sort_by(|a, b| a.0.total_cmp(&b.0));
    one.dedup_by(|later, kept| {
        let touches = later.0 <= kept.1;
        if touches {
            kept.1 = kept.1.max(later.1);
        }
        touches
    });
    one
}

/// The numbers in both.
fn both(one: &[(f64, f64)], other: &[(f64, f64)]) -> Ranges {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))));
    any(Vec::new(), pairs.filter(|(low, high)| low <= high).collect())
}

/// All other numbers, with the ends.
fn not(one: Ranges) -> Ranges {
    let mut found = Vec::new();
    let mut from = f64::NEG_INFINITY;
    for (low, high) in one {
        if low > from {
            found.push((from, low));
        }
        from = high;
    }
    if from < f64::INFINITY {
        found.push((from, f64::INFINITY));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const INF: f64 = f64::INFINITY;

    #[test]
    fn ranges_are_put_together_and_turned_around() {
        assert_eq!(any(vec![(5.0, 9.0)], vec![(0.0, 1.0), (8.0, 12.0)]), [(0.0, 1.0), (5.0, 12.0)]);
        assert_eq!(both(&[(0.0, 10.0)], &[(-5.0, 2.0), (8.0, 20.0)]), [(0.0, 2.0), (8.0, 10.0)]);
        assert_eq!(not(vec![(0.0, 1.0), (5.0, INF)]), [(-INF, 0.0), (1.0, 5.0)]);
        assert_eq!(not(not(vec![(-INF, 3.0)])), [(-INF, 3.0)]);
        assert!(both(&[(0.0, 1.0)], &[(2.0, 3.0)]).is_empty() && not(vec![ALL]).is_empty());
    }

    #[test]
    fn the_nearest_range_counts() {
        let edge = Edge::new(0, vec![(10.0, 20.0), (100.0, INF)])
            .map(|edge| [5.0, 15.0, 26.0, 90.0, 1e9].map(|number| edge.distance(number)));
        assert_eq!(edge, Some([5.0, 0.0, 6.0, 10.0, 0.0]));
    }
}
