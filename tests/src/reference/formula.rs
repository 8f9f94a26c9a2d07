//! Formulas: `+ - * /`, parentheses, numbers, the names of other number attributes, and functions.

use std::collections::BTreeSet;

use serde_json::Value;

use super::entries;
use super::facts::Known;
use super::interval::Interval;
use super::text::fold;

/// A formula as a tree.
#[derive(Debug, PartialEq)]
pub(super) enum Formula {
    Constant(f64),
    Attribute(String),
    Negative(Box<Formula>),
    /// `+ - * /`, or `<` for the less of two and `>` for the greater.
    Binary(char, Box<Formula>, Box<Formula>),
    /// The days from a date to the as-of date.
    Days(String),
    /// The sum of the counts of events: the attribute, folded names (none for all), the time, and whether each counts once a day.
    Count(String, Vec<String>, Option<String>, bool),
}

impl Formula {
    /// The formula of an attribute, if it has one.
    pub(super) fn of(model: &Value, attribute: &str) -> Option<Self> {
        let text = model["attributes"][attribute].get("formula")?.as_str()?;
        let mut names: Vec<_> = entries(&model["attributes"]).map(|(name, _)| name.clone()).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let mut reader = Reader { rest: text.trim_start(), names: &names };
        let formula = reader.sum();
        assert!(reader.rest.is_empty(), "the formula `{text}` goes on after its end: `{}`", reader.rest);
        Some(formula)
    }

    /// The value. It is missing where an operand is, where a divisor may be 0, and where a step is not a finite number;
    /// there is none where there is none of an operand.
    pub(super) fn value(&self, operand: &dyn Fn(&Self) -> Term) -> Term {
        let value = match self {
            Self::Constant(value) => Term::Number(Interval::point(*value)),
            Self::Attribute(_) | Self::Days(_) | Self::Count(..) => operand(self),
            Self::Negative(inner) => match inner.value(operand) {
                Term::Number(value) => Term::Number(value.negated()),
                other => other,
            },
            Self::Binary(sign, left, right) => match (left.value(operand), right.value(operand)) {
                (Term::None, _) | (_, Term::None) => Term::None,
                (Term::Missing, _) | (_, Term::Missing) => Term::Missing,
                (Term::Number(left), Term::Number(right)) => {
                    left.combined(*sign, right).map_or(Term::Missing, Term::Number)
                }
            },
        };
        match value {
            Term::Number(value) if value.number().is_some_and(|value| !value.is_finite()) => Term::Missing,
            value => value,
        }
    }

    /// The attributes that it names.
    pub(super) fn operands(&self) -> BTreeSet<String> {
        match self {
            Self::Constant(_) => BTreeSet::new(),
            Self::Attribute(name) | Self::Days(name) | Self::Count(name, ..) => {
                BTreeSet::from([name.clone()])
            }
            Self::Negative(inner) => inner.operands(),
            Self::Binary(_, left, right) => &left.operands() | &right.operands(),
        }
    }

    /// Those of them without a value of which the formula has none either; events that are none are counted as 0.
    pub(super) fn passes_none(&self) -> BTreeSet<String> {
        match self {
            Self::Constant(_) | Self::Count(..) => BTreeSet::new(),
            Self::Attribute(name) | Self::Days(name) => BTreeSet::from([name.clone()]),
            Self::Negative(inner) => inner.passes_none(),
            Self::Binary(_, left, right) => &left.passes_none() | &right.passes_none(),
        }
    }
}

/// The value of a formula or a part of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Term {
    Missing,
    /// Known to be none.
    None,
    Number(Interval),
}

impl Term {
    pub(super) fn known(self) -> Option<Known> {
        match self {
            Self::Missing => None,
            Self::None => Some(Known::None),
            Self::Number(value) => Some(value.number().map_or(Known::Interval(value), Known::Number)),
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    /// Longest first: a name may contain a hyphen or blanks, and then it is one name.
    names: &'a [String],
}

impl Reader<'_> {
    fn sum(&mut self) -> Formula {
        let mut left = self.product();
        while let Some(sign) = self.take(&['+', '-']) {
            left = Formula::Binary(sign, Box::new(left), Box::new(self.product()));
        }
        left
    }

    fn product(&mut self) -> Formula {
        let mut left = self.operand();
        while let Some(sign) = self.take(&['*', '/']) {
            left = Formula::Binary(sign, Box::new(left), Box::new(self.operand()));
        }
        left
    }

    fn operand(&mut self) -> Formula {
        if self.take(&['-']).is_some() {
            return Formula::Negative(Box::new(self.operand()));
        }
        if self.take(&['(']).is_some() {
            let inner = self.sum();
            assert!(self.take(&[')']).is_some(), "a parenthesis is not closed");
            return inner;
        }
        for function in ["min", "max", "days", "count"] {
            let inside =
                self.rest.strip_prefix(function).and_then(|after| after.trim_start().strip_prefix('('));
            let Some(inside) = inside else { continue };
            self.rest = inside.trim_start();
            let found = self.function(function);
            assert!(self.take(&[')']).is_some(), "`{function}` is not closed");
            return found;
        }
        let joins = |letter: char| letter.is_alphanumeric() || letter == '_';
        let name = self.names.iter().find(|name| {
            self.rest.strip_prefix(name.as_str()).is_some_and(|after| !after.starts_with(joins))
        });
        if let Some(name) = name {
            self.advance(name.len());
            return Formula::Attribute(name.clone());
        }
        let mut length = self.rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        if let Some(exponent) = self.rest[length..].strip_prefix(['e', 'E']) {
            let sign = usize::from(exponent.starts_with(['+', '-']));
            length += 1 + sign + exponent[sign..].bytes().take_while(u8::is_ascii_digit).count();
        }
        let value = self.rest[..length].parse().expect("an operand");
        self.advance(length);
        Formula::Constant(value)
    }

    /// The arguments of a function.
    fn function(&mut self, name: &str) -> Formula {
        if let "min" | "max" = name {
            let sign = if name == "min" { '<' } else { '>' };
            let mut all = self.sum();
            while self.take(&[',']).is_some() {
                all = Formula::Binary(sign, Box::new(all), Box::new(self.sum()));
            }
            return all;
        }
        let words = self.rest.split(')').next().unwrap_or_default();
        self.advance(words.len());
        let mut words = words.split(',').map(str::trim);
        let attribute = words.next().expect("an attribute").to_owned();
        if name == "days" {
            return Formula::Days(attribute);
        }
        let (mut events, mut within, mut once) = (Vec::new(), None, false);
        for word in words {
            if word.starts_with(|letter: char| letter.is_ascii_digit()) {
                within = Some(word.to_owned());
            } else if word == "once per day" {
                once = true;
            } else {
                events.push(fold(word));
            }
        }
        Formula::Count(attribute, events, within, once)
    }

    fn take(&mut self, signs: &[char]) -> Option<char> {
        let sign = self.rest.chars().next().filter(|next| signs.contains(next))?;
        self.advance(1);
        Some(sign)
    }

    fn advance(&mut self, length: usize) {
        self.rest = self.rest[length..].trim_start();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(formula: &str) -> Option<f64> {
        let model =
            json!({"attributes": {"a": {}, "b": {}, "a-b": {}, "deal size": {}, "x": {"formula": formula}}});
        let number = |value| Term::Number(Interval::point(value));
        let term = Formula::of(&model, "x").unwrap().value(&|operand| match operand {
            Formula::Attribute(name) if name == "a" => number(6.0),
            Formula::Attribute(name) if name == "b" => number(4.0),
            Formula::Attribute(name) if name == "a-b" => number(100.0),
            Formula::Days(name) if name == "a" => number(30.0),
            Formula::Count(name, events, within, true) => {
                assert_eq!((&**name, events.len(), within.as_deref()), ("a-b", 2, Some("9 days")));
                number(3.0)
            }
            _ => Term::Missing,
        });
        match term {
            Term::Number(value) => value.number(),
            Term::Missing | Term::None => None,
        }
    }

    #[test]
    fn precedence_and_names() {
        assert_eq!(value("a - b - 1"), Some(1.0));
        assert_eq!(value("a / b * 2 + 1e1"), Some(13.0));
        assert_eq!(value("-(a + b) * 0.5"), Some(-5.0));
        assert_eq!(value("a-b"), Some(100.0));
        assert_eq!(value("a -b"), Some(2.0));
        assert_eq!(value("a / (b - 4)"), None);
        assert_eq!(value("a + deal size"), None);
        assert_eq!(value("max(a, b, 5) - min (b, a)"), Some(2.0));
        assert_eq!(value("days(a) * count(a-b, Demo, 9 days, call us, once per day)"), Some(90.0));
    }
}
