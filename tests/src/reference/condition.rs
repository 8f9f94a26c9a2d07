//! Conditions, part by part, in three values.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde_json::Value;

use super::facts::Known;
use super::inputs::Happenings;
use super::{Case, entries, events, items, label, operator, resolve};

/// The truth of a condition: ordered so that `all` is the least of its parts and `any` the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Truth {
    False,
    Unknown,
    True,
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl Truth {
    pub(super) fn negated(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

/// A part of a condition.
#[derive(Clone)]
enum Part<'a> {
    All(Vec<Part<'a>>),
    Any(Vec<Part<'a>>),
    Not(Box<Part<'a>>),
    AtLeast(usize, Vec<Part<'a>>),
    /// One operator of a test on an attribute.
    Test {
        attribute: &'a str,
        operator: &'a str,
        operand: &'a Value,
    },
    /// Tests of the result of the icp.
    Result(&'a Value),
}

/// Whether a condition holds.
pub(super) fn holds(case: &Case, condition: &Value) -> Truth {
    read(case, condition).truth(case)
}

/// The attributes that a condition which is unknown is missing, added to the others.
pub(super) fn missing(case: &Case, condition: &Value, into: &mut BTreeSet<String>) {
    read(case, condition).missing(case, into);
}

/// The attributes that a condition names.
pub(super) fn named(case: &Case, condition: &Value, into: &mut BTreeSet<String>) {
    read(case, condition).named(into);
}

/// The events of an attribute that it names.
pub(super) fn happenings(case: &Case, condition: &Value, attribute: &str, into: &mut Happenings) {
    read(case, condition).happenings(case, attribute, into);
}

/// The numbers of its tests.
pub(super) fn constants(case: &Case, condition: &Value, into: &mut Vec<f64>) {
    read(case, condition).constants(case, into);
}

fn read<'a>(case: &'a Case, condition: &'a Value) -> Part<'a> {
    let condition = resolve::condition(case.model, condition);
    let join = |parts: Vec<Part<'a>>, join: fn(Vec<Part<'a>>) -> Part<'a>| match case.facts.has_intervals() {
        true => join(together(parts, join)),
        false => join(parts),
    };
    let all = |value: &'a Value| items(value).map(|part| read(case, part)).collect();
    let part = |(key, value)| -> Part {
        match String::as_str(key) {
            "all" => join(all(value), Part::All),
            "any" => join(all(value), Part::Any),
            "not" => Part::Not(Box::new(read(case, value))),
            "at_least" => Part::AtLeast(count(&value["n"]), all(&value["of"])),
            "result" if case.result.is_some() => Part::Result(value),
            attribute => read_test(attribute, value),
        }
    };
    join(entries(condition).map(part).collect(), Part::All)
}

/// The parts, of which those that look at one and the same attribute alone are one part.
fn together<'a>(parts: Vec<Part<'a>>, join: fn(Vec<Part<'a>>) -> Part<'a>) -> Vec<Part<'a>> {
    let mut groups: Vec<(Option<String>, Vec<Part>)> = vec![];
    for part in parts {
        let attribute = part.alone();
        match groups.iter_mut().find(|(other, _)| attribute.is_some() && *other == attribute) {
            Some((_, group)) => group.push(part),
            None => groups.push((attribute, vec![part])),
        }
    }
    let one = |mut group: Vec<Part<'a>>| if group.len() == 1 { group.remove(0) } else { join(group) };
    groups.into_iter().map(|(_, group)| one(group)).collect()
}

fn read_test<'a>(attribute: &'a str, test: &'a Value) -> Part<'a> {
    if !test.is_object() {
        return Part::Test { attribute, operator: "is", operand: test };
    }
    let each = entries(test).map(|(operator, operand)| Part::Test { attribute, operator, operand });
    Part::All(each.collect())
}

fn count(value: &Value) -> usize {
    value.as_u64().expect("a count") as usize
}

impl Part<'_> {
    /// Its truth. Where it looks at a single number, of which an interval is known, it is true or false where it is so
    /// for every number of the interval.
    fn truth(&self, case: &Case) -> Truth {
        let alone = if case.facts.has_intervals() { self.alone() } else { None };
        let known = alone.and_then(|name| Some((case.facts.get(&name)?, name)));
        if let Some((Known::Interval(interval), name)) = known {
            let mut cuts = vec![];
            self.constants(case, &mut cuts);
            let samples = interval.samples(cuts).into_iter();
            let mut truths = samples.map(|value| self.joined(&case.with_number(&name, value)));
            let first = truths.next().expect("a number");
            return if truths.all(|truth| truth == first) { first } else { Truth::Unknown };
        }
        self.joined(case)
    }

    /// The attribute at which it looks, if it looks at no other.
    fn alone(&self) -> Option<String> {
        let mut names = BTreeSet::new();
        self.named(&mut names);
        let [name] = <[String; 1]>::try_from(names.into_iter().collect::<Vec<_>>()).ok()?;
        Some(name).filter(|_| !self.compares())
    }

    fn compares(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => parts.iter().any(Self::compares),
            Self::Not(part) => part.compares(),
            Self::Test { operand, .. } => operator::other_attribute(operand).is_some(),
            Self::Result(_) => false,
        }
    }

    /// Its truth by that of its parts.
    fn joined(&self, case: &Case) -> Truth {
        match self {
            Self::All(parts) => parts.iter().map(|part| part.truth(case)).min().expect("a part"),
            Self::Any(parts) => parts.iter().map(|part| part.truth(case)).max().expect("a part"),
            Self::Not(part) => part.truth(case).negated(),
            Self::AtLeast(n, parts) => {
                let mut truths: Vec<_> = parts.iter().map(|part| part.truth(case)).collect();
                truths.sort_by_key(|truth| Reverse(*truth));
                truths[n - 1]
            }
            Self::Test { attribute, operator, operand } => {
                operator::holds(case, attribute, operator, operand)
            }
            Self::Result(tests) => label::is_as(case, tests),
        }
    }

    fn named(&self, into: &mut BTreeSet<String>) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.named(into));
            }
            Self::Not(part) => part.named(into),
            Self::Test { attribute, operand, .. } => {
                into.insert((*attribute).to_owned());
                into.extend(operator::other_attribute(operand).map(str::to_owned));
            }
            Self::Result(_) => {}
        }
    }

    fn happenings(&self, case: &Case, of: &str, into: &mut Happenings) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.happenings(case, of, into));
            }
            Self::Not(part) => part.happenings(case, of, into),
            Self::Test { attribute, operator: "happened", operand } if *attribute == of => {
                into.add(events::names(case.model, operand));
            }
            Self::Test { .. } | Self::Result(_) => {}
        }
    }

    fn constants(&self, case: &Case, into: &mut Vec<f64>) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.constants(case, into));
            }
            Self::Not(part) => part.constants(case, into),
            Self::Test { operand, .. } => {
                into.extend(operator::list(case.model, operand).into_iter().filter_map(Value::as_f64));
            }
            Self::Result(_) => {}
        }
    }

    fn missing(&self, case: &Case, into: &mut BTreeSet<String>) {
        if self.truth(case) != Truth::Unknown {
            return;
        }
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.missing(case, into));
            }
            Self::Not(part) => part.missing(case, into),
            Self::Test { attribute, operand, .. } => {
                let other = operator::other_attribute(operand);
                for name in std::iter::once(*attribute).chain(other) {
                    if case.facts.is_open(name) {
                        case.facts.wanted(case.model, name, into);
                    }
                }
            }
            Self::Result(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::reference::Case;

    fn truth(condition: Value) -> (Truth, Vec<String>) {
        let model = json!({"attributes": {"n": {"type": "number"}, "t": {"type": "text"},
            "u": {"type": "number"}, "v": {"type": "text"}}});
        let account = json!({"n": 5, "t": "a"});
        let case = Case::read(&model, &account, "2026-01-01", false).unwrap();
        let mut wanted = BTreeSet::new();
        missing(&case, &condition, &mut wanted);
        (holds(&case, &condition), wanted.into_iter().collect())
    }

    #[test]
    fn three_values_part_by_part() {
        let unknown =
            |names: &[&str]| (Truth::Unknown, names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(truth(json!({"n": 5, "t": "a"})), (Truth::True, vec![]));
        assert_eq!(truth(json!({"n": 6, "u": 1})), (Truth::False, vec![]));
        assert_eq!(truth(json!({"n": 5, "u": 1})), unknown(&["u"]));
        assert_eq!(truth(json!({"any": [{"u": {"gt": 5}}, {"u": {"lte": 5}}]})), unknown(&["u"]));
        assert_eq!(truth(json!({"any": [{"n": 5}, {"u": 1}]})), (Truth::True, vec![]));
        assert_eq!(truth(json!({"not": {"v": {"is_not": "x"}}})), unknown(&["v"]));
        assert_eq!(truth(json!({"any": [{"all": [{"n": 6}, {"v": "x"}]}, {"u": 1}]})), unknown(&["u"]));
        let two_of = |second: Value| json!({"at_least": {"n": 2, "of": [{"n": 5}, second, {"n": 1}]}});
        assert_eq!(truth(two_of(json!({"u": 1}))), unknown(&["u"]));
        assert_eq!(truth(two_of(json!({"t": "a"}))), (Truth::True, vec![]));
        assert_eq!(truth(two_of(json!({"t": "b"}))), (Truth::False, vec![]));
        assert_eq!(truth(json!({"u": {"known": true, "gt": 1}})), (Truth::False, vec![]));
        assert_eq!(truth(json!({"u": {"gt": {"attribute": "n"}}})), unknown(&["u"]));
        assert_eq!(truth(json!({"n": {"gt": {"attribute": "u"}}})), unknown(&["u"]));
    }
}
