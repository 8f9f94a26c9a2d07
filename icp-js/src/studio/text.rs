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

/// The text with the changes, and the model that it is if it is one; `None` where a value is not written in it, as a weight of 1 may be, or as
/// one of several alike. `known` is the model that the text is, if it was read before.
pub(super) fn in_place(
    text: &str,
    known: Option<Model>,
    changes: &[Change],
) -> Option<(String, Option<Model>)> {
    let mut model = known.or_else(|| Model::from_text(text).ok());
    let mut text = text.to_owned();
    for Change { path, to } in changes {
        let document = document(model.as_ref()?)?;
        let Some(from) = at(&document, path) else {
            (text, model) = added(&text, document, path, to)?;
            continue;
        };
        let mut spans = spans(&text, from);
        let anchors = anchors(&text, &document, path);
        // A value that belongs to an id is written behind it, so that is tried first.
        spans.sort_by_key(|(begin, _)| {
            anchors.iter().filter_map(|end| begin.checked_sub(*end)).min().unwrap_or(usize::MAX)
        });
        let found = tried(&text, &spans, &document, path, to)
            .map(|(span, model)| (span, Some(model)))
            .or_else(|| {
                // The new number may be a mistake: its place is that of one that is nearly the old one.
                let Value::Number(number) = from else { return None };
                let near = near(number.as_f64()?);
                tried(&text, &spans, &document, path, &near).map(|(span, _)| (span, None))
            })?;
        let (span, changed) = found;
        text = with(&text, span, &written(to)?);
        model = changed;
    }
    Some((text, model))
}

/// The first place at which a value makes the text read as the document with that value, and the model that it then is.
fn tried(
    text: &str,
    spans: &[(usize, usize)],
    document: &Value,
    path: &[Value],
    value: &Value,
) -> Option<((usize, usize), Model)> {
    let mut meant = document.clone();
    *at_mut(&mut meant, path)? = value.clone();
    // A value may be written in another way, or left out, in a document that was read.
    let mut read_meant = None;
    let written = written(value)?;
    spans.iter().find_map(|span| {
        let model = Model::from_text(&with(text, *span, &written)).ok()?;
        let found = self::document(&model)?;
        let is_it = found == meant
            || Some(&found) == read_meant.get_or_insert_with(|| read(&meant.to_string())).as_ref();
        is_it.then_some((*span, model))
    })
}

/// Where the ids end that the nearest owner with an id has.
fn anchors(text: &str, document: &Value, path: &[Value]) -> Vec<usize> {
    let owners = (0..path.len()).rev().filter_map(|end| at(document, path.get(..end)?));
    let id = owners.filter_map(named).next();
    id.map_or_else(Vec::new, |(_, id)| texts(text, id).into_iter().map(|(_, end)| end).collect())
}

/// The key and the text of an id.
fn named(owner: &Value) -> Option<(&'static str, &str)> {
    ["id", "use"].into_iter().find_map(|key| Some((key, owner.get(key)?.as_str()?)))
}

/// The text with a key that the document has not: it may be written all the same, with the value that it has anyway; else it is written behind
/// the id of what it belongs to.
fn added(text: &str, mut document: Value, path: &[Value], to: &Value) -> Option<(String, Option<Model>)> {
    let (key, owner) = path.split_last()?;
    let (key, value) = (key.as_str()?, written(to)?);
    let owner = at_mut(&mut document, owner)?;
    let (named, id) = named(owner).map(|(named, id)| (named, id.to_owned()))?;
    owner.as_object_mut()?.insert(key.to_owned(), to.clone());
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
    there.chain(new).find_map(|text| {
        let model = Model::from_text(&text).ok()?;
        (self::document(&model)? == wanted).then_some((text, Some(model)))
    })
}

/// The document of a text, in which the order of keys does not count.
fn read(text: &str) -> Option<Value> {
    document(&Model::from_text(text).ok()?)
}

fn document(model: &Model) -> Option<Value> {
    serde_json::from_str(&model.to_json()).ok()
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
        in_place(MODEL, None, &[serde_json::from_str(&change).unwrap()]).map(|(text, _)| text)
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
        assert_eq!(
            in_place(&one, None, &[other]).map(|found| found.0),
            Some(one.replace("size, weight: 1", "size, weight: 5"))
        );
        let rows = "{id: age, fit: {founded: {within_last: 12 months}}}";
        let [lines, more] = ["", "          weight: 2\n"].map(|more| {
            MODEL.replace(
                rows,
                &format!("id: age\n{more}          fit: {{founded: {{within_last: 12 months}}}}"),
            )
        });
        assert_eq!(in_place(&lines, None, &[change("2")]).map(|found| found.0), Some(more));
    }

    #[test]
    fn what_is_not_written_is_not_found() {
        assert_eq!(changed(r#"["icps",7]"#, "2"), None);
        assert_eq!(changed(r#"["icps",0,"id"]"#, r#"" ""#), None);
    }
}
