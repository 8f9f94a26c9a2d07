//! The known facts of an account: each declared attribute's value, read by its type.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::date::{self, Day};
use super::formula::Formula;
use super::text::{canonical, fold};
use super::used::used;
use super::{entries, number};

/// A known value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Known {
    Number(f64),
    /// As given (trimmed), folded, and canonical.
    Text {
        given: String,
        folded: String,
        canonical: String,
    },
    Bool(bool),
    Date(Day),
    /// Canonical items.
    Set(BTreeSet<String>),
    Events(Vec<Event>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Event {
    /// Folded.
    pub(super) name: String,
    pub(super) on: Day,
    pub(super) count: f64,
}

/// The known values by attribute; what is not there is missing.
#[derive(Clone, Default)]
pub(super) struct Facts {
    known: BTreeMap<String, Known>,
    pub(super) issues: Vec<Value>,
}

impl Facts {
    /// Reads an account. An invalid value refuses it, or counts as missing and becomes an issue.
    pub(super) fn read(model: &Value, account: &Value, on_invalid_missing: bool) -> Result<Self, String> {
        let account = account.as_object().ok_or("an account is an object")?;
        let mut facts = Self::default();
        let used = used(model);
        for (name, attribute) in entries(&model["attributes"]) {
            let value = lookup(name, attribute, account);
            if attribute.get("formula").is_some() || is_missing(value) {
                continue;
            }
            match read_value(attribute, value) {
                Some(known) => drop(facts.known.insert(name.clone(), known)),
                // A value that no rule looks at refuses nothing, and is no issue.
                None if !used.contains(name) => {}
                None if on_invalid_missing => facts.issues.push(json!({
                    "attribute": name, "expected": attribute["type"], "found": value,
                    "message": "invalid value",
                })),
                None => {
                    return Err(format!("attribute `{name}`: expected {}, found {value}", attribute["type"]));
                }
            }
        }
        for (name, _) in entries(&model["attributes"]) {
            if let Some(value) = facts.compute(model, name) {
                facts.known.insert(name.clone(), Known::Number(value));
            }
        }
        Ok(facts)
    }

    pub(super) fn get(&self, attribute: &str) -> Option<&Known> {
        self.known.get(attribute)
    }

    /// A formula's value; nothing if an operand is missing or the result is not a finite number.
    fn compute(&self, model: &Value, name: &str) -> Option<f64> {
        let formula = Formula::of(model, name)?;
        let value = formula.value(&|operand| match self.get(operand) {
            Some(Known::Number(value)) => Some(*value),
            Some(other) => panic!("a formula takes numbers, not {other:?}"),
            None => self.compute(model, operand),
        })?;
        value.is_finite().then(|| number::plain(value))
    }

    /// The attributes to ask for where `attribute` is missing: itself, or its formula's missing inputs.
    pub(super) fn wanted(&self, model: &Value, attribute: &str, into: &mut BTreeSet<String>) {
        let operands = Formula::of(model, attribute).map(|formula| formula.operands()).unwrap_or_default();
        let missing: Vec<_> = operands.iter().filter(|operand| self.get(operand).is_none()).collect();
        if missing.is_empty() {
            into.insert(attribute.to_owned());
        }
        for operand in missing {
            self.wanted(model, operand, into);
        }
    }
}

/// The first value that is not missing, under the attribute's own name or its aliases.
fn lookup<'a>(name: &str, attribute: &'a Value, account: &'a Map<String, Value>) -> &'a Value {
    let aliases = attribute["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str);
    std::iter::once(name)
        .chain(aliases)
        .filter_map(|key| account.get(key))
        .find(|value| !is_missing(value))
        .unwrap_or(&Value::Null)
}

fn is_missing(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// Reads a value that is not missing; nothing means that it is invalid.
fn read_value(attribute: &Value, value: &Value) -> Option<Known> {
    match attribute["type"].as_str().expect("an attribute has a type") {
        "number" => read_number(value).map(Known::Number),
        "text" => value.as_str().map(|text| Known::Text {
            given: text.trim().to_owned(),
            folded: fold(text),
            canonical: canonical(attribute, text),
        }),
        "bool" => read_bool(value).map(Known::Bool),
        "date" => value.as_str().and_then(date::read).map(Known::Date),
        "set" => read_set(attribute, value).map(Known::Set),
        "events" => read_events(value).map(Known::Events),
        other => panic!("no attribute type: {other}"),
    }
}

/// A finite number or its plain decimal text. Whole numbers must be exact in a double.
pub(super) fn read_number(value: &Value) -> Option<f64> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let is_json = matches!(serde_json::from_str(&text), Ok(Value::Number(_)));
    let value: f64 = text.parse().ok().filter(|_| is_json)?;
    let is_whole = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    let is_exact = !is_whole || text.parse::<i128>().is_ok_and(|whole| whole.abs() <= 1 << 53);
    (value.is_finite() && is_exact).then(|| number::plain(value))
}

fn read_bool(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => match fold(text).as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn read_set(attribute: &Value, value: &Value) -> Option<BTreeSet<String>> {
    let items: Vec<&str> = match value {
        Value::String(text) => match set_in_text(text)? {
            Some(list) => return read_set(attribute, &list),
            None => text.split(attribute["separator"].as_str().unwrap_or(";")).collect(),
        },
        Value::Array(items) => {
            items.iter().filter(|item| !item.is_null()).map(Value::as_str).collect::<Option<_>>()?
        }
        _ => return None,
    };
    Some(
        items
            .into_iter()
            .filter(|item| !item.trim().is_empty())
            .map(|item| canonical(attribute, item))
            .collect(),
    )
}

/// The JSON list that a text is, if it is one; the inner nothing is a text to be split, the outer one an invalid text: a
/// list in another notation, or one that was cut off.
fn set_in_text(text: &str) -> Option<Option<Value>> {
    let text = text.trim();
    if text.starts_with('[')
        && let Ok(list) = serde_json::from_str(text)
    {
        return Some(Some(list));
    }
    let is_closed = [('[', ']'), ('{', '}')].into_iter().any(|(open, close)| {
        let depths = text.chars().scan(0, |depth, c| {
            *depth += i32::from(c == open) - i32::from(c == close);
            Some(*depth)
        });
        // Only the last bracket closes the first.
        text.starts_with(open)
            && depths.take_while(|depth| *depth > 0).count() + 1 == text.chars().count()
            && text.ends_with(close)
    });
    (!is_closed && !has_quoted_item(text)).then_some(None)
}

/// Whether an item, whatever separates it, stands in quotation marks or is a list of such items.
fn has_quoted_item(text: &str) -> bool {
    const QUOTES: &str = "\"'`‘’“”„«»";
    const BETWEEN: &str = ",;|/\n\r\t，；、";
    let is_quote = |c: &char| QUOTES.contains(*c);
    let signs: Vec<char> = text.chars().collect();
    let starts = (0..signs.len()).filter(|at| *at == 0 || BETWEEN.contains(signs[at - 1]));
    let skip = |from: usize, passed: &dyn Fn(char) -> bool| {
        (from..signs.len()).find(|at| !passed(signs[*at])).unwrap_or(signs.len())
    };
    starts.into_iter().any(|start| {
        let start = skip(start, &|c| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
        let named = skip(start, &|c| c.is_ascii_alphanumeric() || "_.".contains(c));
        let inside = skip(named, &|c| "([{ ".contains(c));
        let has_bracket = signs.get(named).is_some_and(|c| "([{".contains(*c));
        if has_bracket && signs.get(inside).is_some_and(is_quote) {
            return true;
        }
        let Some(open) = signs.get(start).filter(|c| is_quote(c)) else { return false };
        if signs.get(start + 1).is_some_and(|c| "[{".contains(*c)) {
            return true;
        }
        let close = (start + 1..signs.len()).find(|at| {
            let c = signs[*at];
            if open.is_ascii() { c == *open } else { is_quote(&c) && !c.is_ascii() }
        });
        close.is_some_and(|close| {
            let behind = skip(close + 1, &|c| c == ' ');
            signs.get(behind).is_none_or(|c| BETWEEN.contains(*c))
        })
    })
}

/// A list of events, or the JSON text of one (as a cell of a table holds it).
fn read_events(value: &Value) -> Option<Vec<Event>> {
    match value {
        Value::String(text) => read_events(&serde_json::from_str(text).ok().filter(Value::is_array)?),
        list => list.as_array()?.iter().map(read_event).collect(),
    }
}

fn read_event(value: &Value) -> Option<Event> {
    let name = value.get("event")?.as_str().map(fold).filter(|name| !name.is_empty())?;
    let on = value.get("on")?.as_str().and_then(date::read)?;
    let count = match value.get("count") {
        None | Some(Value::Null) => 1.0,
        Some(count) => read_number(count).filter(|count| *count >= 0.0)?,
    };
    Some(Event { name, on, count })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: &str, value: Value) -> Option<Known> {
        read_value(&json!({"type": kind, "synonyms": {"US": ["USA"]}}), &value)
    }

    #[test]
    fn numbers_are_finite_and_exact() {
        for (text, expected) in
            [("350", 350.0), (" -1.5 ", -1.5), ("1e6", 1e6), ("9007199254740992", 9_007_199_254_740_992.0)]
        {
            assert_eq!(read("number", json!(text)), Some(Known::Number(expected)));
        }
        for text in
            ["1,200", "$5M", "inf", "NaN", "+1", "01", ".5", "5.", "0x10", "1 2", "9007199254740993", "1e999"]
        {
            assert_eq!(read("number", json!(text)), None, "{text}");
        }
        assert_eq!(read("number", json!(9_007_199_254_740_993_i64)), None);
        assert_eq!(read("number", json!(true)), None);
        let Some(Known::Number(zero)) = read("number", json!("-0")) else { panic!("a number") };
        assert_eq!(zero.to_bits(), 0);
    }

    #[test]
    fn words_dates_and_sets() {
        assert_eq!(read("bool", json!(" YES ")), Some(Known::Bool(true)));
        assert_eq!(read("bool", json!(1)), None);
        assert_eq!(read("date", json!("2026-01-02T03:04:05Z")), Some(Known::Date(date::day_of(2026, 1, 2))));
        assert_eq!(read("text", json!(5)), None);
        let items = |names: &[&str]| Some(Known::Set(names.iter().map(|name| (*name).to_owned()).collect()));
        assert_eq!(read("set", json!("usa; US ;;De")), items(&["us", "de"]));
        assert_eq!(read("set", json!(" [\"usa\", null, \" \", \"a;b\"]\n")), items(&["us", "a;b"]));
        assert_eq!(read("set", json!("[]")), items(&[]));
        assert_eq!(read("set", json!("[sic] x; [y]")), items(&["[sic] x", "[y]"]));
        assert_eq!(read("set", json!("[usa")), items(&["[usa"]));
        for text in ["[1]", "['a', 'b", "[\"a\"", "[a; b]", "{a,b}", "[a, [b]]", "[sic]", "{\"a\": [1]}"] {
            assert_eq!(read("set", json!(text)), None, "{text}");
        }
        assert_eq!(read("set", json!(["usa", null, " "])), items(&["us"]));
        assert_eq!(read("set", json!([])), items(&[]));
        assert_eq!(read("set", json!(["a", 1])), None);
    }

    #[test]
    fn aliases_are_tried_until_one_is_not_missing() {
        let model = json!({"attributes": {"size": {"type": "number", "aliases": ["a", "b"]},
            "double": {"type": "number", "formula": "size * 2"}, "half": {"formula": "double / nothing"},
            "nothing": {"type": "number"}}, "exclusions": [{"when": {"half": {"gt": 1}}}]});
        let facts = Facts::read(&model, &json!({"size": " ", "a": null, "b": "7"}), false).unwrap();
        assert_eq!(facts.get("size"), Some(&Known::Number(7.0)));
        assert_eq!(facts.get("double"), Some(&Known::Number(14.0)));
        let mut wanted = BTreeSet::new();
        facts.wanted(&model, "half", &mut wanted);
        assert_eq!(wanted, BTreeSet::from(["nothing".to_owned()]));
        assert!(Facts::read(&model, &json!({"a": "x", "b": "7"}), false).is_err());
        let facts = Facts::read(&model, &json!({"a": "x", "b": "7"}), true).unwrap();
        assert_eq!((facts.get("size"), facts.issues.len()), (None, 1));
    }
}
