//! How far a number or a date is from the values that a rule asks for. It reads rules on one attribute alone; the engine decides who is
//! kept out.

use std::borrow::Cow;

use icp_core::Date;
use icp_core::model::{Attribute, Condition, Criterion, DateTest, Exclusion, NumberTest, Rule, Test};
use icp_core::value::AttributeType;

/// Ranges of numbers, sorted and apart, their ends among them. Dates are days from 1970.
type Ranges = Vec<(f64, f64)>;

/// The ranges of one day.
pub(super) type Good<'e> = Cow<'e, [(f64, f64)]>;

const ALL: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// The rule whose values are wanted.
#[derive(Debug, Clone, Copy)]
enum Asked<'m> {
    Exclusion(&'m Exclusion),
    Criterion(&'m Criterion),
}

/// The numbers or the days of one attribute that would not keep an account out.
#[derive(Debug, Clone)]
pub(crate) struct Edge<'m> {
    pub(crate) attribute: usize,
    asked: Asked<'m>,
    /// Numbers; days are made for the day on which an account is judged.
    good: Option<Ranges>,
}

impl<'m> Edge<'m> {
    /// For an exclusion, the values for which it does not hold; `None` where it reads more than one number or date.
    pub(super) fn of_exclusion(attributes: &[Attribute], exclusion: &'m Exclusion) -> Option<Self> {
        let conditions = [Some(&exclusion.when), exclusion.unless.as_ref()];
        Self::new(attributes, only(conditions.into_iter().flatten())?, Asked::Exclusion(exclusion))
    }

    /// For a criterion, the values for which it gives its most.
    pub(super) fn of_criterion(attributes: &[Attribute], criterion: &'m Criterion) -> Option<Self> {
        let attribute = match &criterion.rule {
            Rule::Fit { fit, misfit, .. } => only(std::iter::once(fit).chain(misfit))?,
            Rule::Bands { bands, .. } => only(bands.iter().map(|band| &band.when))?,
            Rule::Curve { attribute, .. } | Rule::Linear { attribute, .. } => *attribute,
            _ => return None,
        };
        Self::new(attributes, attribute, Asked::Criterion(criterion))
    }

    fn new(attributes: &[Attribute], attribute: usize, asked: Asked<'m>) -> Option<Self> {
        let own = attributes.get(attribute).filter(|own| own.formula.is_none())?;
        let is_date = match own.kind {
            AttributeType::Number => false,
            AttributeType::Date => true,
            _ => return None,
        };
        // Whether a rule can be read does not depend on the day.
        let good = asked.good(Date::MAX)?;
        if is_date {
            return Some(Self { attribute, asked, good: None });
        }
        (!good.is_empty()).then_some(Self { attribute, asked, good: Some(good) })
    }

    /// The values that are asked for on a day.
    pub(super) fn on(&self, day: Date) -> Good<'_> {
        match &self.good {
            Some(good) => Cow::Borrowed(good),
            None => Cow::Owned(self.asked.good(day).unwrap_or_default()),
        }
    }
}

/// How far a number is from the nearest of these ranges; infinitely far where there is none.
pub(super) fn distance(good: &[(f64, f64)], number: f64) -> f64 {
    let to = |(low, high): &(f64, f64)| (low - number).max(number - high).max(0.0);
    good.iter().map(to).fold(f64::INFINITY, f64::min)
}

impl Asked<'_> {
    fn good(self, day: Date) -> Option<Ranges> {
        match self {
            Self::Exclusion(exclusion) => {
                let good = ranges(&exclusion.when, day)?.not();
                Some(match &exclusion.unless {
                    Some(unless) => any(good.ranges, ranges(unless, day)?.ranges),
                    None => good.ranges,
                })
            }
            Self::Criterion(criterion) => of_rule(&criterion.rule, day),
        }
    }
}

/// The values for which a rule gives its most.
fn of_rule(rule: &Rule, day: Date) -> Option<Ranges> {
    match rule {
        Rule::Fit { fit, .. } => Some(ranges(fit, day)?.ranges),
        Rule::Bands { bands, otherwise } => {
            let most = bands.iter().map(|band| band.rating).max()?.max(*otherwise);
            let (mut good, mut rest) = (Vec::new(), vec![ALL]);
            // The first band that holds counts.
            for band in bands {
                let own = ranges(&band.when, day)?;
                if band.rating == most {
                    good = any(good, both(&rest, &own.ranges));
                }
                rest = both(&rest, &own.not().ranges);
            }
            Some(if *otherwise == most { any(good, rest) } else { good })
        }
        Rule::Curve { ratings, .. } => {
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
            Some(good)
        }
        Rule::Linear { ends: (zero, one), .. } => {
            Some(vec![if one >= zero { (*one, f64::INFINITY) } else { (f64::NEG_INFINITY, *one) }])
        }
        _ => None,
    }
}

/// The one attribute that conditions read.
fn only<'c>(conditions: impl Iterator<Item = &'c Condition>) -> Option<usize> {
    let mut found = None;
    for condition in conditions {
        let own = read_by(condition)?;
        if found.is_some_and(|known| known != own) {
            return None;
        }
        found = Some(own);
    }
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

/// The values for which a condition holds, and the step to the next value beyond an end: none for numbers, one for days.
struct Held {
    ranges: Ranges,
    step: f64,
}

impl Held {
    fn not(self) -> Self {
        Self { ranges: not(self.ranges, self.step), step: self.step }
    }
}

/// The values for which a condition on one attribute holds. Of numbers all ends are among them, as if they were reached.
fn ranges(condition: &Condition, day: Date) -> Option<Held> {
    let each = |of: &[Condition], start: Ranges, join: fn(Ranges, &[(f64, f64)]) -> Ranges| {
        of.iter().try_fold(Held { ranges: start, step: 0.0 }, |sum, one| {
            let own = ranges(one, day)?;
            Some(Held { ranges: join(sum.ranges, &own.ranges), step: own.step })
        })
    };
    let (found, step) = match condition {
        Condition::All(of) => return each(of, vec![ALL], |sum, own| both(&sum, own)),
        Condition::Any(of) => return each(of, Vec::new(), |sum, own| any(sum, own.to_vec())),
        Condition::Not(one) => return Some(ranges(one, day)?.not()),
        Condition::Named { condition, .. } => return ranges(condition, day),
        Condition::Test { test: Test::Number(test), .. } => (of_number(test)?, 0.0),
        Condition::Test { test: Test::Date(test), .. } => (vec![of_date(test, day)?], 1.0),
        _ => return None,
    };
    Some(Held { ranges: found, step })
}

fn of_number(test: &NumberTest) -> Option<Ranges> {
    Some(match test {
        NumberTest::Is(value) => vec![(*value, *value)],
        NumberTest::In(items) => {
            items.items.iter().fold(Vec::new(), |sum, value| any(sum, vec![(*value, *value)]))
        }
        NumberTest::Gt(value) | NumberTest::Gte(value) => vec![(*value, f64::INFINITY)],
        NumberTest::Lt(value) | NumberTest::Lte(value) => vec![(f64::NEG_INFINITY, *value)],
        NumberTest::Between(low, high) => vec![(*low, *high)],
        // Nothing is near to a number that has to be another one.
        _ => return None,
    })
}

/// The days for which a test holds on a day.
fn of_date(test: &DateTest, day: Date) -> Option<(f64, f64)> {
    let days = |date: Date| f64::from(date.days());
    Some(match test {
        DateTest::Is(date) => (days(*date), days(*date)),
        DateTest::Before(date) => (f64::NEG_INFINITY, days(*date) - 1.0),
        DateTest::After(date) => (days(*date) + 1.0, f64::INFINITY),
        DateTest::Between(first, last) => (days(*first), days(*last)),
        DateTest::WithinLast(span) => (days(day.minus(*span)), days(day)),
        DateTest::OlderThan(span) => (f64::NEG_INFINITY, days(day.minus(*span)) - 1.0),
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

/// All other values: they begin a step beyond the ends.
fn not(one: Ranges, step: f64) -> Ranges {
    let mut found = Vec::new();
    let mut from = f64::NEG_INFINITY;
    for (low, high) in one {
        if low > from {
            found.push((from, low - step));
        }
        from = high + step;
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
        assert_eq!(not(vec![(0.0, 1.0), (5.0, INF)], 0.0), [(-INF, 0.0), (1.0, 5.0)]);
        assert_eq!(not(not(vec![(-INF, 3.0)], 0.0), 0.0), [(-INF, 3.0)]);
        assert!(both(&[(0.0, 1.0)], &[(2.0, 3.0)]).is_empty() && not(vec![ALL], 0.0).is_empty());
    }

    #[test]
    fn other_days_begin_with_the_next() {
        assert_eq!(not(vec![(3.0, 5.0), (8.0, INF)], 1.0), [(-INF, 2.0), (6.0, 7.0)]);
        assert_eq!(not(not(vec![(-INF, 3.0)], 1.0), 1.0), [(-INF, 3.0)]);
    }

    #[test]
    fn the_nearest_range_counts() {
        let good = [(10.0, 20.0), (100.0, INF)];
        assert_eq!(
            [5.0, 15.0, 26.0, 90.0, 1e9].map(|number| distance(&good, number)),
            [5.0, 0.0, 6.0, 10.0, 0.0]
        );
    }
}
