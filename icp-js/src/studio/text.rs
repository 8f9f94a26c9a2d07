//! Changes of a model in the text that people wrote, so that comments and the order of keys stay. A value is found by trying: the text with
//! another value at one place has to read as the document with that value changed, and nothing else.

use icp_core::Model;
use icp_core::value::float_text;
use serde::Deserialize;
use serde_json::Value;

/// One value of the document that becomes another.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    /// Keys of objects and places in lists.
    path: Vec<Value>,
    to: Value,
}

/// The text with the changes; `None` where a value is not written in it, as a weight of 1 may be, or as one of several alike.
pub(super) fn in_place(text: &str, changes: &[Change]) -> Option<String> {
    let mut text = text.to_owned();
    for Change { path, to } in changes {
        let document = read(&text)?;
        let Some(from) = at(&document, path) else {
            text = added(&text, document, path, to)?;
            continue;
        };
        let spans = spans(&text, from);
        // A number is found by one that is nearly the same, since the new one may be a mistake; a text by the new one.
        let near = match from {
            Value::Number(number) => near(number.as_f64()?),
            _ => to.clone(),
        };
        let mut wanted = document.clone();
        *at_mut(&mut wanted, path)? = near.clone();
        let wanted = read(&wanted.to_string())?;
        let is_it = |span: &&(usize, usize)| {
            written(&near).and_then(|near| read(&with(&text, **span, &near))).as_ref() == Some(&wanted)
        };
        let span = *spans.iter().find(is_it)?;
        text = with(&text, span, &written(to)?);
    }
    Some(text)
}

/// The text with a key that the document has not: it may be written all the same, with the value that it has anyway; else it is written behind
/// the id of what it belongs to.
fn added(text: &str, mut document: Value, path: &[Value], to: &Value) -> Option<String> {
    let (key, owner) = path.split_last()?;
    let (key, value) = (key.as_str()?, written(to)?);
    let owner = at_mut(&mut document, owner)?.as_object_mut()?;
    let (named, id) =
        ["id", "use"].iter().find_map(|named| Some((*named, owner.get(*named)?.as_str()?.to_owned())))?;
    owner.insert(key.to_owned(), to.clone());
    let wanted = read(&document.to_string())?;
    let is_key = |(begin, _): &(usize, usize)| {
        let head = text.get(..*begin).unwrap_or_default().trim_end();
        head.strip_suffix(':').is_some_and(|head| head.trim_end_matches('"').ends_with(key))
    };
    let there = numbers(text, None).into_iter().filter(is_key).map(|span| with(text, span, &value));
    let new = texts(text, &id).into_iter().flat_map(|(begin, end)| {
        let head = text.get(..begin).unwrap_or_default();
        let line = head.rsplit('\n').next().unwrap_or_default();
        let indent = line.rfind(named).map_or(0, |at| line.get(..at).unwrap_or_default().chars().count());
        // In braces behind a comma, else on a line of its own below.
        [format!(", {key}: {value}"), format!("\n{:indent$}{key}: {value}", "")]
            .map(|more| with(text, (end, end), &more))
    });
    there.chain(new).find(|text| read(text).as_ref() == Some(&wanted))
}

/// The document of a text, in which the order of keys does not count.
fn read(text: &str) -> Option<Value> {
    serde_json::from_str(&Model::from_text(text).ok()?.to_json()).ok()
}

/// A little towards 0, which is allowed for every number; upwards where it is 0.
fn near(number: f64) -> Value {
    let step = 1e-6;
    Value::from(if number == 0.0 { step } else { number - number.signum() * step })
}

fn at<'a>(document: &'a Value, path: &[Value]) -> Option<&'a Value> {
    path.iter().try_fold(document, |value, step| match step {
        Value::String(key) => value.get(key),
        step => value.get(usize::try_from(step.as_u64()?).ok()?),
    })
}

fn at_mut<'a>(document: &'a mut Value, path: &[Value]) -> Option<&'a mut Value> {
    path.iter().try_fold(document, |value, step| match step {
        Value::String(key) => value.get_mut(key),
        step => value.get_mut(usize::try_from(step.as_u64()?).ok()?),
    })
}

/// A value as it is written in YAML and in JSON; `None` for what is not written in one place.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => number.as_f64().map(float_text),
        Value::String(_) => Some(value.to_string()),
        Value::Array(items) if items.iter().all(Value::is_string) => Some(value.to_string()),
        _ => None,
    }
}

fn with(text: &str, (begin, end): (usize, usize), value: &str) -> String {
    let (head, tail) = (text.get(..begin).unwrap_or_default(), text.get(end..).unwrap_or_default());
    format!("{head}{value}{tail}")
}

/// Begin and end of everything that may be this value.
fn spans(text: &str, value: &Value) -> Vec<(usize, usize)> {
    match value {
        Value::Number(number) => numbers(text, number.as_f64()),
        Value::String(word) => texts(text, word),
        Value::Array(items) => lists(text, items),
        _ => Vec::new(),
    }
}

/// Everything that is written like this number, by itself; like any without one.
fn numbers(text: &str, wanted: Option<f64>) -> Vec<(usize, usize)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '+' | '.' | '_' | '"' | '\'' | '/');
    let mut out = Vec::new();
    let mut begin = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(c), begin) {
            (true, None) => begin = Some(at),
            (false, Some(from)) => {
                let number = text.get(from..at).and_then(|part| part.parse::<f64>().ok());
                let is_it = number.is_some() && (wanted.is_none() || number == wanted);
                out.extend(is_it.then_some((from, at)));
                begin = None;
            }
            _ => {}
        }
    }
    out
}

/// Every place of a text, with its quotes where it has some.
fn texts(text: &str, word: &str) -> Vec<(usize, usize)> {
    if word.is_empty() {
        return Vec::new();
    }
    let quoted = |(begin, _): (usize, &str)| {
        let end = begin + word.len();
        let [before, after] = [text.get(..begin), text.get(end..)].map(Option::unwrap_or_default);
        let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''));
        if quote.is_some_and(|quote| after.starts_with(quote)) { (begin - 1, end + 1) } else { (begin, end) }
    };
    text.match_indices(word).map(quoted).collect()
}

/// Every list in brackets that has these texts in this order.
fn lists(text: &str, items: &[Value]) -> Vec<(usize, usize)> {
    let is_it = |inner: &str| {
        let found = inner.split(',').map(|item| item.trim().trim_matches(['"', '\'']));
        found.eq(items.iter().map(|item| item.as_str().unwrap_or_default()))
    };
    let lists = text.match_indices('[').filter_map(|(begin, _)| {
        let end = begin + text.get(begin..)?.find(']')?;
        is_it(text.get(begin + 1..end)?).then_some((begin, end + 1))
    });
    lists.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = "# Whom we serve.
format: icp/1
name: kept
attributes:
  employees: {type: number}   # of the whole group
  country: {type: text}
  founded: {type: date}
icps:
  - id: one
    fit:
      criteria:
        - {id: size, weight: 2, fit: {employees: {gte: 2}}} # two
        - {id: place, weight: 2, fit: {country: {in: [DE, 'US']}}}
        - {id: age, fit: {founded: {within_last: 12 months}}}
      tiers: [{id: A, from: 70}, {id: B}]
";

    fn changed(path: &str, to: &str) -> Option<String> {
        let change = format!(r#"{{"path": {path}, "to": {to}}}"#);
        in_place(MODEL, &[serde_json::from_str(&change).unwrap()])
    }

    #[test]
    fn a_value_changes_where_it_is_written() {
        for (path, to, before, after) in [
            (
                r#"["icps",0,"fit","criteria",0,"weight"]"#,
                "3.5",
                "{id: size, weight: 2",
                "{id: size, weight: 3.5",
            ),
            (r#"["icps",0,"fit","criteria",1,"weight"]"#, "4", "place, weight: 2", "place, weight: 4"),
            (r#"["icps",0,"fit","criteria",0,"fit","employees","gte"]"#, "9", "gte: 2", "gte: 9"),
            (r#"["icps",0,"fit","tiers",0,"from"]"#, "55", "from: 70", "from: 55"),
            (
                r#"["icps",0,"fit","criteria",1,"fit","country","in"]"#,
                r#"["DE","FR"]"#,
                "[DE, 'US']",
                r#"["DE","FR"]"#,
            ),
            (
                r#"["icps",0,"fit","criteria",2,"fit","founded","within_last"]"#,
                r#""2 years""#,
                "12 months",
                r#""2 years""#,
            ),
            // A mistake stands where it was made.
            (
                r#"["icps",0,"fit","criteria",0,"weight"]"#,
                "-1",
                "{id: size, weight: 2",
                "{id: size, weight: -1",
            ),
        ] {
            assert_eq!(changed(path, to), Some(MODEL.replace(before, after)), "{path}");
        }
    }

    #[test]
    fn what_is_not_written_is_added() {
        let path = r#"["icps",0,"fit","criteria",2,"weight"]"#;
        assert_eq!(changed(path, "2"), Some(MODEL.replace("id: age,", "id: age, weight: 2,")));
        // It may be written, with the value that it has anyway.
        let one = MODEL.replace("weight: 2", "weight: 1");
        let change = |to: &str| serde_json::from_str(&format!(r#"{{"path": {path}, "to": {to}}}"#)).unwrap();
        let first = r#"["icps",0,"fit","criteria",0,"weight"]"#;
        let other = serde_json::from_str(&format!(r#"{{"path": {first}, "to": 5}}"#)).unwrap();
        assert_eq!(in_place(&one, &[other]), Some(one.replace("size, weight: 1", "size, weight: 5")));
        let rows = "{id: age, fit: {founded: {within_last: 12 months}}}";
        let [lines, more] = ["", "          weight: 2\n"].map(|more| {
            MODEL.replace(
                rows,
                &format!("id: age\n{more}          fit: {{founded: {{within_last: 12 months}}}}"),
            )
        });
        assert_eq!(in_place(&lines, &[change("2")]), Some(more));
    }

    #[test]
    fn what_is_not_written_is_not_found() {
        assert_eq!(changed(r#"["icps",7]"#, "2"), None);
        assert_eq!(changed(r#"["icps",0,"id"]"#, r#"" ""#), None);
    }
}
