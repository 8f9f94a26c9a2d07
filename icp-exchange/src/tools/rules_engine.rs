//! Rules of json-rules-engine whose events carry points: the score is the sum of the rules that hold. Its conditions are true or
//! false for every account: a fact that is missing is a value like any other.

use super::Read;
use crate::cond::Cond;
use crate::op::{Const, Op};
use crate::sheet::{Band, Criterion, Sheet};
use crate::told::Told;
use crate::tree::{Tree, Value};

/// Names of the points of an event, the first that there is.
const POINTS: [&str; 6] = ["points", "score", "weight", "value", "amount", "delta"];
/// Parts of a rule's conditions, with those that it refers to.
const PARTS: usize = 2_000;
/// Values in the lists of a rule.
const VALUES: usize = 10_000;

/// Reads a list of rules, or an object with `rules` and named `conditions`.
pub(crate) fn read(bytes: &[u8]) -> Read {
    let tree = Tree::read(bytes)?;
    let mut told = Told::default();
    let doc = doc(tree.root(), &mut told);
    told.ended(doc)
}

fn doc(root: Value<'_>, told: &mut Told) -> Option<crate::doc::Doc> {
    let list = root.get("rules").unwrap_or(root);
    let single = list.get("conditions").is_some() && list.get("event").is_some();
    let rules: Vec<Value<'_>> = match list.items() {
        Some(items) => items.collect(),
        None if single => vec![list],
        None => {
            let help = "give a list of rules, each with `conditions` and `event`, or an object with `rules`";
            return told.refuse(root, "rules.root", "there is no list of rules", help);
        }
    };
    let named = root.get("conditions").filter(|_| !single);
    let key = points_key(&rules);
    let mut reader = Reader { sheet: Sheet::default(), named, depth: 0, parts: 0, values: 0 };
    for (at, rule) in rules.into_iter().enumerate() {
        reader.rule(rule, at, key, told);
    }
    let name = root.get("name").and_then(Value::text).unwrap_or("rules");
    reader.sheet.doc(name, told)
}

/// The parameter that has the points.
fn points_key<'d>(rules: &[Value<'d>]) -> Option<&'d str> {
    let params = || rules.iter().filter_map(|rule| rule.get("event")?.get("params"));
    let has =
        |key: &str| params().any(|params| params.get(key).is_some_and(|value| value.number().is_some()));
    if let Some(known) = POINTS.into_iter().find(|key| has(key)) {
        return Some(known);
    }
    let mut numbers: Vec<&str> = params()
        .flat_map(|params| params.entries().into_iter().flatten())
        .filter(|(_, value)| value.number().is_some())
        .map(|(key, _)| key)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    match numbers.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

struct Reader<'d> {
    sheet: Sheet,
    /// Conditions that rules refer to.
    named: Option<Value<'d>>,
    depth: usize,
    /// Of the rule that is read.
    parts: usize,
    values: usize,
}

impl<'d> Reader<'d> {
    fn rule(&mut self, rule: Value<'d>, at: usize, key: Option<&str>, told: &mut Told) {
        let Some(event) = rule.get("event") else {
            told.refuse::<()>(
                rule,
                "rules.event",
                "a rule without `event`",
                "give it one with points in its `params`",
            );
            return;
        };
        for (name, value) in rule.entries().into_iter().flatten() {
            match name {
                "conditions" | "event" | "name" => {}
                "priority" => told.note(value, "`priority` is not taken: a sum is the same in every order"),
                name => told.note(value, format!("`{name}` is not taken")),
            }
        }
        let kind = event.get("type").and_then(Value::text);
        let name = rule.get("name").and_then(Value::text).or(kind).filter(|name| !name.trim().is_empty());
        let name = name.map_or_else(|| format!("rule {}", at + 1), |name| name.trim().to_owned());
        let params = event.get("params");
        let points = key.and_then(|key| params?.get(key));
        for (own, value) in params.into_iter().flat_map(Value::entries).flatten() {
            if Some(own) != key {
                told.note(value, format!("`{own}` of the event is not taken"));
            }
        }
        let Some(points) = points.and_then(Value::number) else {
            told.note(event, format!("the event of `{name}` has no points: the rule is left out"));
            return;
        };
        let Some(conditions) = rule.get("conditions") else {
            told.refuse::<()>(
                rule,
                "rules.conditions",
                "a rule without `conditions`",
                "give it `all`, `any` or `not`",
            );
            return;
        };
        (self.parts, self.values) = (0, 0);
        if let Some(when) = self.condition(conditions, told) {
            let bands = vec![Band { when, points, label: None }];
            self.sheet.add(rule, Criterion { name, bands, otherwise: 0.0 }, told);
        }
    }

    /// All of these; what is refused is told of each.
    fn conditions(&mut self, items: impl Iterator<Item = Value<'d>>, told: &mut Told) -> Option<Vec<Cond>> {
        let mut parts = Some(Vec::new());
        for item in items {
            match (self.condition(item, told), &mut parts) {
                (Some(part), Some(parts)) => parts.push(part),
                _ => parts = None,
            }
            if self.parts > PARTS {
                return None;
            }
        }
        parts
    }

    fn condition(&mut self, at: Value<'d>, told: &mut Told) -> Option<Cond> {
        self.parts += 1;
        if self.parts > PARTS || self.values > VALUES {
            let message = format!("more than {PARTS} conditions or {VALUES} values in a rule");
            return told.refuse(at, "limit.condition", message, "write it as several rules");
        }
        let list = |key| at.get(key).and_then(Value::items);
        if let Some(items) = list("all") {
            return Some(Cond::all(self.conditions(items, told)?));
        }
        if let Some(items) = list("any") {
            let parts = self.conditions(items, told)?;
            // The engine takes an empty list as one that holds.
            return Some(if parts.is_empty() { Cond::True } else { Cond::any(parts) });
        }
        if let Some(inner) = at.get("not") {
            return Some(self.condition(inner, told)?.negated());
        }
        if let Some(name) = at.get("condition").and_then(Value::text) {
            let Some(inner) = self.named.and_then(|named| named.get(name)) else {
                let help = "give the document an object `conditions` that has it";
                return told.refuse(at, "rules.condition", format!("there is no condition `{name}`"), help);
            };
            if self.depth >= 32 {
                return told.refuse(
                    at,
                    "limit.depth",
                    format!("`{name}` refers to itself"),
                    "write the condition out",
                );
            }
            self.depth += 1;
            let made = self.condition(inner, told);
            self.depth -= 1;
            return made;
        }
        self.test(at, told)
    }

    fn test(&mut self, at: Value<'d>, told: &mut Told) -> Option<Cond> {
        let (Some(fact), Some(operator), Some(value)) =
            (at.get("fact").and_then(Value::text), at.get("operator").and_then(Value::text), at.get("value"))
        else {
            let help = "a condition has `fact`, `operator` and `value`, or `all`, `any`, `not`, `condition`";
            return told.refuse(at, "rules.condition", "no condition that is known", help);
        };
        if let Some(params) = at.get("params") {
            let help = "give the account an attribute that has the fact's value";
            return told.refuse(
                params,
                "rules.params",
                format!("`params` of the fact `{fact}`: it is worked out by a program"),
                help,
            );
        }
        let mut name = fact.to_owned();
        if let Some(path) = at.get("path") {
            let steps = path.text().and_then(|path| path.strip_prefix("$.")).filter(|steps| {
                let plain = |step: &str| {
                    !step.is_empty() && step.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
                };
                steps.split('.').all(plain)
            });
            let Some(steps) = steps else {
                let help = "paths of names are taken: `$.company.size`";
                return told.refuse(path, "rules.path", "a `path` that asks more than names", help);
            };
            name = format!("{fact}.{steps}");
        }
        let attribute = self.sheet.attribute(&name, at);
        let (operator, turned) = match operator.strip_prefix("not:") {
            Some(inner) => (inner, true),
            None => (operator, false),
        };
        let made = self.operator(attribute, operator, value, at, told)?;
        Some(if turned { made.negated() } else { made })
    }

    fn operator(
        &mut self,
        attribute: usize,
        operator: &str,
        value: Value<'d>,
        at: Value<'d>,
        told: &mut Told,
    ) -> Option<Cond> {
        let mut bound = |make: fn(Const) -> Op, told: &mut Told| {
            let Some(number) = value.number() else {
                let message = format!("`{operator}` with {}", value.noun());
                return told.refuse(value, "rules.value", message, "it is compared with a number");
            };
            self.sheet.test(attribute, make(Const::Number(number)), at, told)
        };
        match operator {
            "lessThan" => bound(Op::Less, told),
            "lessThanInclusive" => bound(Op::AtMost, told),
            "greaterThan" => bound(Op::More, told),
            "greaterThanInclusive" => bound(Op::AtLeast, told),
            "equal" | "in" => self.one_of(attribute, operator, value, at, told),
            "notEqual" => Some(self.one_of(attribute, "equal", value, at, told)?.negated()),
            "notIn" => Some(self.one_of(attribute, "in", value, at, told)?.negated()),
            "contains" | "doesNotContain" | "someFact:equal" => {
                let Some(text) = value.text() else {
                    let message = format!("`{operator}` with {}", value.noun());
                    return told.refuse(
                        value,
                        "rules.value",
                        message,
                        "sets have texts: write the number as text",
                    );
                };
                let item = Const::Text(text.to_owned());
                let op = if operator == "doesNotContain" { Op::Lacks(item) } else { Op::Has(item) };
                self.sheet.test(attribute, op, at, told)
            }
            other => {
                let help = "taken are: equal, notEqual, in, notIn, contains, doesNotContain, lessThan, lessThanInclusive, greaterThan, \
                            greaterThanInclusive, someFact:equal, and `not:` before them";
                told.refuse(at, "rules.operator", format!("operator `{other}`"), help)
            }
        }
    }

    /// Equal to the value, or to one of a list; null is a missing value.
    fn one_of(
        &mut self,
        attribute: usize,
        operator: &str,
        value: Value<'d>,
        at: Value<'d>,
        told: &mut Told,
    ) -> Option<Cond> {
        let values: Vec<Value<'d>> = match value.items() {
            Some(items) if operator == "in" => items.collect(),
            None if operator == "equal" => vec![value],
            _ => {
                let message = format!("`{operator}` with {}", value.noun());
                return told.refuse(value, "rules.value", message, "`equal` takes one value, `in` a list");
            }
        };
        let mut parts = Vec::new();
        let mut constants = Vec::new();
        for value in values {
            let constant = match (value.number(), value.text(), value.bool()) {
                (Some(number), ..) => Const::Number(number),
                (_, Some(text), _) => Const::Text(text.to_owned()),
                (.., Some(truth)) => Const::Bool(truth),
                _ if value.is_null() => {
                    told.note(value, "null is a missing value, and so is a fact that is not there");
                    parts.push(Cond::Missing(attribute));
                    continue;
                }
                _ => {
                    let message = format!("a comparison with {}", value.noun());
                    return told.refuse(
                        value,
                        "rules.value",
                        message,
                        "compare with a number, a text, true or false",
                    );
                }
            };
            let same = |other: &Const| std::mem::discriminant(other) == std::mem::discriminant(&constant);
            if constants.first().is_some_and(|first| !same(first)) {
                return told.refuse(
                    value,
                    "rules.value",
                    "values of two types in one list",
                    "an attribute has one type",
                );
            }
            constants.push(constant);
            self.values += 1;
            if self.values > VALUES {
                let message = format!("more than {VALUES} values in a rule");
                return told.refuse(value, "limit.condition", message, "write it as several rules");
            }
        }
        if !constants.is_empty() {
            parts.push(self.sheet.test(attribute, Op::In(constants), at, told)?);
        }
        Some(Cond::any(parts))
    }
}
