//! Conditions in the manner of other tools, as they are written here.

use super::flow::{flow, key};
use super::operator::{self, of_measure};
use super::text::{amount, range_meant};
use crate::draft::{Entry, Node, NodeKind, Number};
use crate::model::Test;
use crate::validate::context::Context;
use crate::value::{AttributeType, Date};

/// The type of an attribute that is declared.
fn kind_of(ctx: &Context<'_>, name: &str) -> Option<AttributeType> {
    ctx.attribute_names.get(name).and_then(|index| ctx.attributes.get(index)).and_then(|known| known.kind)
}

/// A list as the test of an attribute: a range, or one of these.
pub(in crate::validate) fn test_of_list(attribute: &str, kind: AttributeType, list: &Node) -> Option<String> {
    let NodeKind::List(items) = &list.kind else { return None };
    let (name, written) = (key(attribute)?, flow(list)?);
    let one = |operator: &str| Some(format!("write `{name}: {{{operator}: {written}}}`"));
    match kind {
        AttributeType::Number => match pair(items, number) {
            Some((low, high)) if low < high => one("between"),
            Some(_) => None,
            None => one("in"),
        },
        AttributeType::Date => match pair(items, date) {
            Some((first, last)) if first < last => one("between"),
            _ => None,
        },
        AttributeType::Text => one("in"),
        AttributeType::Set => one("has_any"),
        AttributeType::Bool | AttributeType::Events => None,
    }
}

fn pair<T>(items: &[Node], read: fn(&Node) -> Option<T>) -> Option<(T, T)> {
    match items {
        [low, high] => Some((read(low)?, read(high)?)),
        _ => None,
    }
}

fn number(node: &Node) -> Option<f64> {
    match node.kind {
        NodeKind::Number(Number::Integer(integer)) => Some(integer as f64),
        NodeKind::Number(Number::Float(float)) => Some(float),
        _ => None,
    }
}

fn date(node: &Node) -> Option<Date> {
    match &node.kind {
        NodeKind::Text(text) => Date::parse(text),
        _ => None,
    }
}

/// A single value or a text with separators where a list belongs.
pub(in crate::validate) fn listed(node: &Node, numbers: bool) -> Option<String> {
    let one = flow(node)?;
    let NodeKind::Text(text) = &node.kind else {
        return match &node.kind {
            NodeKind::Number(_) if numbers => Some(format!("write `[{one}]`")),
            NodeKind::Number(_) => Some(format!("write `[\"{one}\"]`")),
            _ => None,
        };
    };
    let inner = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let sign = [';', '|', ','].into_iter().find(|sign| inner.contains(*sign));
    let parts: Vec<&str> = match sign {
        Some(sign) => inner.split(sign).map(|part| part.trim().trim_matches(['\'', '"'])).collect(),
        None => vec![text.trim()],
    };
    let mut shown = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        shown.push(if numbers { amount(part)? } else { super::flow::quoted(part)? });
    }
    (!shown.is_empty()).then(|| format!("write `[{}]`", shown.join(", ")))
}

/// A condition that was written as a text, such as `employees > 500`.
pub(in crate::validate) fn stated(ctx: &Context<'_>, text: &str) -> Option<String> {
    let low = text.to_ascii_lowercase();
    let (ands, ors) = (["and", "&&"], ["or", "||"]);
    let has = |words: [&str; 2]| low.split_whitespace().any(|word| words.contains(&word));
    let (has_and, has_or) = (has(ands), has(ors));
    if low.contains(" between ") || (has_and && has_or) || low.contains('(') {
        return None;
    }
    let mut parts = vec![Vec::new()];
    for word in text.split_whitespace() {
        let small = word.to_ascii_lowercase();
        if ands.contains(&&*small) || ors.contains(&&*small) {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(word);
        }
    }
    let mut shown = Vec::new();
    for part in &parts {
        shown.push(format!("{{{}}}", comparison(ctx, &part.join(" "))?));
    }
    match (&*shown, has_or) {
        ([only], _) => Some(format!("write `{only}`")),
        (_, false) => Some(format!("write `{{all: [{}]}}`", shown.join(", "))),
        (_, true) => Some(format!("write `{{any: [{}]}}`", shown.join(", "))),
    }
}

/// `employees > 500` as an entry of a condition.
fn comparison(ctx: &Context<'_>, text: &str) -> Option<String> {
    let signs = [">=", "<=", "!=", "<>", "==", "=", ">", "<"];
    let (at, sign) = signs
        .iter()
        .filter_map(|sign| Some((text.find(sign)?, *sign)))
        .min_by_key(|(at, sign)| (*at, usize::MAX - sign.len()))?;
    let (name, rest) = text.split_at_checked(at)?;
    let (name, value) = (name.trim(), rest.strip_prefix(sign)?.trim());
    let kind = kind_of(ctx, name)?;
    let operator = of_measure(sign)?;
    let (operator, value) = match kind {
        AttributeType::Number => (operator, amount(value)?),
        AttributeType::Text if matches!(operator, "is" | "is_not") => {
            (operator, super::flow::quoted(value.trim_matches(['\'', '"']))?)
        }
        AttributeType::Bool
            if operator == "is" && matches!(&*value.to_ascii_lowercase(), "true" | "false") =>
        {
            (operator, value.to_ascii_lowercase())
        }
        _ => return None,
    };
    Some(format!("{}: {{{operator}: {value}}}", key(name)?))
}

/// A condition that names its attribute, operator and value under keys of their own, as rule engines do.
pub(in crate::validate) fn compared(ctx: &Context<'_>, entries: &[Entry]) -> Option<String> {
    const SUBJECTS: [&str; 9] =
        ["attribute", "field", "fact", "property", "propertyName", "column", "variable", "path", "key"];
    if entries.iter().any(|entry| ctx.attribute_names.has(&entry.key)) {
        return None;
    }
    let find = |names: &[&str]| entries.iter().find(|entry| names.contains(&&*entry.key));
    let subject = find(&SUBJECTS)?;
    let NodeKind::Text(name) = &subject.value.kind else { return None };
    let kind = kind_of(ctx, name)?;
    let operator = find(&["operator", "op", "comparator", "comparison", "condition"]);
    let value = find(&["value", "values", "val", "target", "threshold"]);
    if entries.len() != 1 + usize::from(operator.is_some()) + usize::from(value.is_some()) {
        return None;
    }
    let (NodeKind::Text(word), value) = (&operator?.value.kind, &value?.value) else { return None };
    // The same help as for the operator under its attribute, where the value stays.
    let own = Test::has_operator(kind, word);
    let meant = if own {
        word.to_string()
    } else {
        let entry = Entry { key: word.clone(), key_offset: None, value: value.clone() };
        let help = operator::operator(name, kind, &entry, true)?;
        let snippet = help.strip_prefix("write `")?;
        if let Some((whole, _)) = snippet.split_once("` in place of ") {
            return Some(format!("write `{{{whole}}}`"));
        }
        let snippet = snippet.strip_suffix('`')?;
        if snippet.contains(": ") {
            return Some(format!("write `{{{}: {{{snippet}}}}}`", key(name)?));
        }
        snippet.to_owned()
    };
    Some(format!("write `{{{}: {{{meant}: {}}}}}`", key(name)?, flow(value)?))
}

/// A text as the test of a number: `>50`, `50-200`.
pub(in crate::validate) fn text_on_number(attribute: &str, text: &str) -> Option<String> {
    Some(format!("write `{}: {{{}}}`", key(attribute)?, range_meant(text)?))
}

/// The bounds of `between` written as a text or as an object.
pub(in crate::validate) fn bounds(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Text(text) => {
            let range = range_meant(text)?;
            Some(format!("write `{}`", range.strip_prefix("between: ")?))
        }
        NodeKind::Map(entries) => {
            let find = |names: [&str; 6]| entries.iter().find(|entry| names.contains(&&*entry.key));
            let low = find(["min", "from", "low", "lower", "gte", "start"])?;
            let high = find(["max", "to", "high", "upper", "lte", "end"])?;
            (entries.len() == 2).then_some(())?;
            Some(format!("write `[{}, {}]`", flow(&low.value)?, flow(&high.value)?))
        }
        _ => None,
    }
}
