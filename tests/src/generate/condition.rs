//! Random conditions: every operator, every way of joining them.

use std::sync::LazyLock;

use icp_core::model::{SCHEMA, Test};
use icp_core::value::AttributeType;
use serde_json::{Map, Value, json};

use super::Level;
use super::attribute::Attribute;
use super::dice::Dice;
use super::events::happened;

/// The attributes and values that conditions are drawn from.
pub(super) struct Source<'a> {
    pub(super) attributes: &'a [Attribute],
    pub(super) level: Level,
    /// The names of conditions.
    pub(super) named: &'a [String],
}

/// Spans in all units, several of which mean nearly the same day.
pub(super) fn span(dice: &mut Dice) -> String {
    let common = [
        "6 months",
        "180 days",
        "26 weeks",
        "1 year",
        "12 months",
        "365 days",
        "52 weeks",
        "1 month",
        "4 weeks",
        "30 days",
        "2 years",
        "1 day",
        "1 week",
        "18 months",
    ];
    if dice.chance(70) {
        return dice.pick(&common).to_string();
    }
    let unit = *dice.pick(&["day", "week", "month", "year"]);
    let count = dice.between(1, if unit == "year" { 6 } else { 40 });
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

impl Source<'_> {
    /// A condition with at most `depth` levels of joining.
    pub(super) fn condition(&self, dice: &mut Dice, depth: usize) -> Value {
        if !self.named.is_empty() && dice.chance(10) {
            return json!(format!("${}", dice.pick(self.named)));
        }
        if depth == 0 || dice.chance(55) {
            return self.tests(dice);
        }
        let mut parts = |most| -> Vec<Value> {
            let count = dice.between(1, most);
            (0..count).map(|_| self.condition(dice, depth - 1)).collect()
        };
        let joined = match parts(4) {
            parts if parts.len() == 1 => json!({"not": parts[0]}),
            parts => match dice.below(3) {
                0 => json!({"all": parts}),
                1 => json!({"any": parts}),
                _ => json!({"at_least": {"n": dice.between(1, parts.len() as i64), "of": parts}}),
            },
        };
        let Value::Object(mut entries) = joined else { unreachable!("an object") };
        if dice.chance(20) {
            entries.extend(self.tests(dice).as_object().cloned().unwrap_or_default());
        }
        Value::Object(entries)
    }

    /// One or two attributes, each with a test.
    fn tests(&self, dice: &mut Dice) -> Value {
        let most = if dice.chance(25) { 2 } else { 1 };
        let attributes = dice.some(self.attributes, 1, most);
        Value::Object(attributes.iter().map(|one| (one.name.to_owned(), self.test(dice, one))).collect())
    }

    fn test(&self, dice: &mut Dice, attribute: &Attribute) -> Value {
        let has_is = !matches!(attribute.kind, "set" | "events");
        if has_is && dice.chance(if attribute.kind == "bool" { 60 } else { 10 }) {
            return dice.pick(&attribute.constants).clone();
        }
        let mut operators = Map::new();
        for _ in 0..dice.between(1, 6) / 5 + 1 {
            let (operator, operand) = self.operator(dice, attribute);
            operators.insert(operator.to_owned(), operand);
        }
        Value::Object(operators)
    }

    fn operator(&self, dice: &mut Dice, attribute: &Attribute) -> (&'static str, Value) {
        if dice.chance(7) {
            return ("known", json!(dice.chance(50)));
        }
        let comparison =
            (self.level != Level::Core && dice.chance(8)).then(|| self.comparison(dice, attribute));
        if let Some(comparison) = comparison.flatten() {
            return comparison;
        }
        let rest: Vec<_> = REST.iter().filter(|rest| rest.kind == attribute.kind).collect();
        if !rest.is_empty() && dice.chance(10) {
            let rest = dice.pick(&rest);
            return (rest.operator, rest.operand(dice, attribute));
        }
        match attribute.kind {
            "number" => number(dice, attribute),
            "text" if self.level.is_whole() && !attribute.closed && dice.chance(10) => {
                ("mentions_at_least", at_least_of(dice, attribute))
            }
            "text" => text(dice, attribute),
            "bool" => ("is", dice.pick(&attribute.constants).clone()),
            "date" => date(dice, attribute),
            "set" => set(dice, attribute),
            _ => ("happened", happened(dice, self, attribute)),
        }
    }

    /// A comparison with another attribute of the same kind.
    fn comparison(&self, dice: &mut Dice, attribute: &Attribute) -> Option<(&'static str, Value)> {
        let operators: &[&'static str] = match attribute.kind {
            "number" => &["is", "is_not", "gt", "gte", "lt", "lte"],
            "text" => &["is", "is_not"],
            "date" => &["is", "before", "after"],
            _ => return None,
        };
        let others: Vec<_> = self.attributes.iter().filter(|other| other.kind == attribute.kind).collect();
        let others: Vec<_> = others.into_iter().filter(|other| other.name != attribute.name).collect();
        if others.is_empty() {
            return None;
        }
        let other = dice.pick(&others).name;
        Some((*dice.pick(operators), json!({"attribute": other})))
    }
}

/// An operator of the core's table for which no function of this file draws: it comes by the shape of its operand.
struct Rest {
    kind: &'static str,
    operator: &'static str,
    /// The operand in the schema.
    shape: Value,
}

/// The operators that functions of this file draw, each as often as it needs; `under` is for web addresses alone.
const OWN: &str = "known is is_not in not_in gt gte lt lte between before after within_last older_than starts_with ends_with
    contains mentions mentions_at_least under matches length has has_any has_all has_none has_at_least size happened";

fn is_own(operator: &str) -> bool {
    OWN.split_whitespace().any(|own| own == operator)
}

static REST: LazyLock<Vec<Rest>> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema");
    let shape = |operator: &str| schema["$defs"]["operators"]["properties"][operator].clone();
    let of = |kind: AttributeType| {
        Test::operators(kind)
            .filter(|operator| !is_own(operator))
            .map(move |operator| (kind.as_str(), operator))
    };
    let rest = AttributeType::ALL.into_iter().flat_map(of);
    rest.map(|(kind, operator)| Rest { kind, operator, shape: shape(operator) }).collect()
});

impl Rest {
    fn operand(&self, dice: &mut Dice, attribute: &Attribute) -> Value {
        let shape = self.shape.to_string();
        let takes = |what: &str| shape.contains(&format!("#/$defs/{what}\""));
        if self.shape["maxItems"] == 2 {
            pair(dice, &attribute.constants)
        } else if takes("textOrList") {
            phrases(dice, attribute)
        } else if takes("listName") || takes("textList") {
            several(dice, attribute)
        } else if takes("span") {
            json!(span(dice))
        } else if ["numberOrAttribute", "dateOrAttribute", "scalarOrAttribute", "words"]
            .iter()
            .any(|one| takes(one))
        {
            dice.pick(&attribute.constants).clone()
        } else {
            panic!("tests/src/generate/condition.rs draws no operand for `{}`: {shape}", self.operator)
        }
    }
}

/// Some constants, as a list or by the name of the model's list.
pub(super) fn several(dice: &mut Dice, attribute: &Attribute) -> Value {
    match &attribute.list {
        Some((name, _)) if dice.chance(40) => json!(format!("${name}")),
        _ => {
            let mut some = dice.some(&attribute.constants, 1, 4);
            if dice.chance(10) {
                some.push(some[0].clone());
            }
            Value::Array(some)
        }
    }
}

fn number(dice: &mut Dice, attribute: &Attribute) -> (&'static str, Value) {
    match dice.below(10) {
        0 => ("in", several(dice, attribute)),
        1 => ("not_in", several(dice, attribute)),
        2 | 3 => ("between", pair(dice, &attribute.constants)),
        _ => {
            let operator = *dice.pick(&["is", "is_not", "gt", "gte", "gte", "lt", "lte", "gt"]);
            (operator, dice.pick(&attribute.constants).clone())
        }
    }
}

/// Two of the constants, which are sorted, in their order; now and then the same one twice.
fn pair(dice: &mut Dice, constants: &[Value]) -> Value {
    let (a, b) = (dice.below(constants.len()), dice.below(constants.len()));
    json!([constants[a.min(b)], constants[a.max(b)]])
}

fn date(dice: &mut Dice, attribute: &Attribute) -> (&'static str, Value) {
    match dice.below(10) {
        0..=3 => ("within_last", json!(span(dice))),
        4 | 5 => ("older_than", json!(span(dice))),
        6 => ("between", pair(dice, &attribute.constants)),
        _ => (*dice.pick(&["is", "before", "after"]), dice.pick(&attribute.constants).clone()),
    }
}

/// A test of a length or a size.
fn size(dice: &mut Dice, most: i64) -> Value {
    let mut number = || dice.between(0, most);
    let (a, b) = (number(), number());
    let rest: Vec<_> = REST.iter().filter(|rest| rest.kind == "number").collect();
    if !rest.is_empty() && dice.chance(10) {
        let rest = dice.pick(&rest);
        let (low, high) = (a.min(b), a.max(b));
        let list = rest.shape["maxItems"] == 2 || rest.shape.to_string().contains("listName");
        let mut test = Map::new();
        test.insert(rest.operator.to_owned(), if list { json!([low, high]) } else { json!(a) });
        return Value::Object(test);
    }
    match dice.below(9) {
        0 => json!({"is": a}),
        1 => json!({"is_not": a}),
        2 => json!({"in": [a, b]}),
        3 => json!({"not_in": [a, b]}),
        4 => json!({"between": [a.min(b), a.max(b)]}),
        5 => json!({"gt": a}),
        6 => json!({"lt": a}),
        7 => json!({"lte": a, "gte": b.min(a)}),
        _ => json!({"gte": a}),
    }
}

fn text(dice: &mut Dice, attribute: &Attribute) -> (&'static str, Value) {
    if attribute.declared["written"] == "domain" && dice.chance(30) {
        let one = dice.pick(&attribute.constants).clone();
        return ("under", if dice.chance(50) { one } else { several(dice, attribute) });
    }
    if attribute.closed || dice.chance(40) {
        return match dice.below(5) {
            0 => ("is", respelled(dice, attribute)),
            1 => ("is_not", dice.pick(&attribute.constants).clone()),
            2 => ("in", several(dice, attribute)),
            3 => ("not_in", several(dice, attribute)),
            _ => ("length", size(dice, 14)),
        };
    }
    match dice.below(6) {
        0 => ("starts_with", phrases(dice, attribute)),
        1 => ("ends_with", phrases(dice, attribute)),
        2 => ("contains", phrases(dice, attribute)),
        3 | 4 => ("mentions", several(dice, attribute)),
        _ => ("matches", json!(dice.pick(&PATTERNS))),
    }
}

const PATTERNS: [&str; 8] =
    ["^SaaS$", "(?i)^b2b", "[0-9]{2,}", r"\bops\b", "^.{3,8}$", "(?i)straße", r"^\w+\s\w+", "(head|lead) of"];

/// A constant, now and then in another spelling.
fn respelled(dice: &mut Dice, attribute: &Attribute) -> Value {
    let constant = dice.pick(&attribute.constants);
    match constant.as_str() {
        Some(text) if dice.chance(30) => json!(super::value::respelled(dice, text)),
        _ => constant.clone(),
    }
}

/// Parts of constants: one text, or a list.
fn phrases(dice: &mut Dice, attribute: &Attribute) -> Value {
    if attribute.list.is_some() && dice.chance(30) {
        return several(dice, attribute);
    }
    let mut part = || {
        let text: Vec<char> = dice.pick(&attribute.constants).as_str().unwrap_or("x").chars().collect();
        let end = dice.between(1, text.len() as i64) as usize;
        let part: String = if dice.chance(50) {
            text[..end].iter().collect()
        } else {
            text[text.len() - end..].iter().collect()
        };
        json!(if part.trim().is_empty() { "x" } else { part.trim() })
    };
    let (one, other) = (part(), part());
    if dice.chance(50) { one } else { json!([one, other]) }
}

/// A number of some of the constants.
fn at_least_of(dice: &mut Dice, attribute: &Attribute) -> Value {
    let some = dice.some(&attribute.constants, 1, 4);
    json!({"n": dice.between(1, some.len() as i64), "of": some})
}

fn set(dice: &mut Dice, attribute: &Attribute) -> (&'static str, Value) {
    match dice.below(7) {
        0 | 1 => ("has", respelled(dice, attribute)),
        2 => ("has_any", several(dice, attribute)),
        3 => ("has_all", several(dice, attribute)),
        4 => ("has_none", several(dice, attribute)),
        5 => ("has_at_least", at_least_of(dice, attribute)),
        _ => ("size", size(dice, 4)),
    }
}
