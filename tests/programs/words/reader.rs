//! Reads words of conditions back into a document. It is written from the words alone, and knows of the model the names, types
//! and units of attributes.

use icp_core::model::{Condition, Definition, Rule};
use serde_json::{Map, Value, json};

/// Reads words of conditions, knowing the attributes of a model: their types and units.
pub(crate) struct Reader {
    /// The model without its rules, into which a condition is put to be said.
    document: Value,
    /// Names with type and unit, the longest first.
    attributes: Vec<(String, String, Option<String>)>,
}

impl Reader {
    pub(crate) fn of(document: &Value) -> Self {
        let mut kept = json!({"format": "icp/1", "name": "words", "attributes": document["attributes"]});
        for key in ["lists", "conditions", "missing"] {
            if let Some(found) = document.get(key) {
                kept[key] = found.clone();
            }
        }
        let mut attributes = Vec::new();
        for (name, about) in kept["attributes"].as_object_mut().into_iter().flatten() {
            // Words name an attribute by its title, which need not be unique.
            about.as_object_mut().unwrap().remove("title");
            let text = |key: &str| about[key].as_str().map(str::to_owned);
            attributes.push((
                name.clone(),
                text("type").unwrap_or_else(|| "number".to_owned()),
                text("unit"),
            ));
        }
        attributes.sort_by_key(|(name, ..)| std::cmp::Reverse(name.len()));
        Self { document: kept, attributes }
    }

    /// A condition from its words, or words that cannot be read; nothing where the words show a text other than it is.
    pub(crate) fn again(&self, condition: &Value) -> Option<Result<Value, String>> {
        if cannot_be_shown(condition) {
            return None;
        }
        let mut document = self.document.clone();
        document["icps"] = json!([{"id": "all", "fit": {"criteria": [{"id": "one", "fit": condition}], "tiers": [{"id": "A"}]}}]);
        let definition = Definition::from_json(&document.to_string()).ok()?;
        let Rule::Fit { fit, .. } = &definition.icps[0].fit.criteria[0].rule else { panic!("a fit") };
        if lists_cannot_be_shown(fit, &definition) {
            return None;
        }
        let words = definition.in_words(fit);
        Some(self.condition(&words).ok_or(words))
    }

    fn condition(&self, words: &str) -> Option<Value> {
        let parts = outside(words, ", and ");
        if parts.len() > 1 {
            return self.all("all", &parts);
        }
        let parts = outside(words, ", or ");
        if parts.len() > 1 {
            return self.all("any", &parts);
        }
        if let Some(inner) = words.strip_prefix("not (").and_then(|rest| rest.strip_suffix(')')) {
            return Some(json!({"not": self.condition(inner)?}));
        }
        if let Some(inner) = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            return self.condition(inner);
        }
        if let Some((n, of)) =
            words.strip_prefix("at least ").and_then(|rest| rest.split_once(" of these hold: "))
        {
            let of: Option<Vec<_>> = outside(of, "; ").into_iter().map(|part| self.condition(part)).collect();
            return Some(json!({"at_least": {"n": n.parse::<u64>().ok()?, "of": of?}}));
        }
        let (name, kind, unit) = self
            .attributes
            .iter()
            .find(|(name, ..)| words.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' ')))?;
        let words = words[name.len()..].trim_start();
        let test = self.tests(words, kind, unit.as_deref())?;
        Some(json!({ name: test }))
    }

    fn all(&self, key: &str, parts: &[&str]) -> Option<Value> {
        let parts: Option<Vec<_>> = parts.iter().map(|part| self.condition(part)).collect();
        Some(json!({ key: parts? }))
    }

    pub(crate) fn tests(&self, words: &str, kind: &str, unit: Option<&str>) -> Option<Value> {
        if let Some(rest) = words.strip_prefix("is ") {
            match rest {
                "known" => return Some(json!({"known": true})),
                "not known" => return Some(json!({"known": false})),
                _ => (),
            }
            if let Some(found) = self.compares(rest, kind) {
                return Some(found);
            }
            return match kind {
                "number" => {
                    let rest = unit.map_or(rest, |unit| rest.strip_suffix(unit).map_or(rest, str::trim_end));
                    amounts(rest)
                }
                "date" => Some(merged(rest.split(" and ").map(date).collect::<Option<Vec<_>>>()?)),
                "bool" => Some(json!({"is": match rest { "yes" => true, "no" => false, _ => return None }})),
                _ if rest.starts_with("part of ") => {
                    Some(json!({"part_of": list(&rest["part of ".len()..])?}))
                }
                _ => Some(match (rest.strip_prefix("at or below "), rest.strip_prefix("not ")) {
                    (Some(hosts), _) => json!({"under": list(hosts)?}),
                    (None, Some(others)) => json!({"not_in": list(others)?}),
                    (None, None) => json!({"in": list(rest)?}),
                }),
            };
        }
        if let Some(rest) = words.strip_prefix("has an item that contains ") {
            return Some(json!({"has_containing": list(rest)?}));
        }
        if let Some(rest) = words.strip_prefix("has ") {
            let noun = if kind == "text" { " character" } else { " item" };
            let measure = rest.replace(&format!("{noun}s"), "").replace(noun, "");
            if measure != rest {
                let key = if kind == "text" { "length" } else { "size" };
                return Some(json!({ key: amounts(&measure)? }));
            }
            return Some(if let Some(rest) = rest.strip_prefix("none of ") {
                json!({"has_none": list(rest)?})
            } else if let Some((n, of)) =
                rest.strip_prefix("at least ").and_then(|rest| rest.split_once(" of "))
            {
                json!({"has_at_least": {"n": n.parse::<u64>().ok()?, "of": list(of)?}})
            } else if outside(rest, " and ").len() > 1 {
                json!({"has_all": list(rest)?})
            } else {
                json!({"has_any": list(rest)?})
            });
        }
        for (verb, key) in
            [("begins with ", "starts_with"), ("ends with ", "ends_with"), ("contains ", "contains")]
        {
            if let Some(rest) = words.strip_prefix(verb) {
                return Some(json!({ key: list(rest)? }));
            }
        }
        if let Some(rest) = words.strip_prefix("mentions at least ") {
            let (n, of) = rest.split_once(" of ")?;
            return Some(json!({"mentions_at_least": {"n": n.parse::<u64>().ok()?, "of": list(of)?}}));
        }
        if let Some(rest) = words.strip_prefix("mentions ") {
            return Some(json!({"mentions": list(rest)?}));
        }
        if let Some(rest) = words.strip_prefix("matches the pattern \"") {
            return Some(json!({"matches": rest.strip_suffix('"')?}));
        }
        happened(words)
    }

    /// A comparison with another attribute.
    pub(crate) fn compares(&self, words: &str, kind: &str) -> Option<Value> {
        let phrases = [
            ("not the same as ", "is_not"),
            ("the same as ", "is"),
            ("more than ", "gt"),
            ("at least ", "gte"),
            ("less than ", "lt"),
            ("at most ", "lte"),
            ("after ", "after"),
            ("before ", "before"),
        ];
        let (other, key) =
            phrases.into_iter().find_map(|(phrase, key)| Some((words.strip_prefix(phrase)?, key)))?;
        let is_one = self.attributes.iter().any(|(name, of, _)| name == other && of == kind);
        is_one.then(|| json!({ key: {"attribute": other} }))
    }
}

/// Pieces between separators that stand outside of quotation marks and brackets.
pub(crate) fn outside<'w>(words: &'w str, separator: &str) -> Vec<&'w str> {
    let (mut pieces, mut start, mut depth, mut quoted) = (vec![], 0, 0, false);
    for (at, c) in words.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => (),
        }
        if !quoted && depth == 0 && at >= start && words[at..].starts_with(separator) {
            pieces.push(&words[start..at]);
            start = at + separator.len();
        }
    }
    pieces.push(&words[start..]);
    pieces
}

/// `a, b or c`: values, with or without quotation marks.
pub(crate) fn list(words: &str) -> Option<Vec<String>> {
    let joint = if outside(words, " and ").len() > 1 { " and " } else { " or " };
    let pieces = outside(words, ", ").into_iter().flat_map(|piece| outside(piece, joint));
    let bare = |piece: &str| {
        piece
            .strip_prefix('"')
            .map_or(Some(piece.to_owned()), |rest| rest.strip_suffix('"').map(str::to_owned))
    };
    pieces.map(bare).collect()
}

pub(crate) fn number(words: &str) -> Option<f64> {
    words.replace(',', "").parse().ok()
}

/// `at least 20 and less than 200`.
pub(crate) fn amounts(words: &str) -> Option<Value> {
    let one = |words: &str| {
        for (phrase, key) in
            [("more than ", "gt"), ("at least ", "gte"), ("less than ", "lt"), ("at most ", "lte")]
        {
            if let Some(rest) = words.strip_prefix(phrase) {
                return Some(json!({ key: number(rest)? }));
            }
        }
        if let Some((low, high)) = words.split_once(" to ") {
            return Some(json!({"between": [number(low)?, number(high)?]}));
        }
        let (key, rest) = words.strip_prefix("not ").map_or(("in", words), |rest| ("not_in", rest));
        let items: Option<Vec<f64>> =
            rest.split(" or ").flat_map(|piece| piece.split(", ")).map(number).collect();
        Some(json!({ key: items? }))
    };
    Some(merged(words.split(" and ").map(one).collect::<Option<Vec<_>>>()?))
}

/// Tests as one: an object where no key is there twice, else a list of conditions cannot be said, and the last counts.
fn merged(tests: Vec<Value>) -> Value {
    let mut all = Map::new();
    for test in tests {
        all.extend(test.as_object().unwrap().clone());
    }
    Value::Object(all)
}

fn date(words: &str) -> Option<Value> {
    for (phrase, key) in [
        ("before ", "before"),
        ("after ", "after"),
        ("within the last ", "within_last"),
        ("longer ago than ", "older_than"),
    ] {
        if let Some(rest) = words.strip_prefix(phrase) {
            return Some(json!({ key: rest }));
        }
    }
    match words.strip_prefix("from ").and_then(|rest| rest.split_once(" to ")) {
        Some((first, last)) => Some(json!({"between": [first, last]})),
        None => Some(json!({"is": words})),
    }
}

fn happened(words: &str) -> Option<Value> {
    let mut test = Map::new();
    let (words, is_once) = match words.strip_suffix(", each counted at most once a day") {
        Some(rest) => (rest, true),
        None => (words, false),
    };
    if is_once {
        test.insert("once_per".to_owned(), json!("day"));
    }
    let (words, window) = match outside(words, " within the last ").as_slice() {
        [words, window] => (*words, Some(*window)),
        _ => (words, None),
    };
    test.extend(window.map(|window| ("within_last".to_owned(), json!(window))));
    let (rest, never) = match words.strip_prefix("did not have ") {
        Some(rest) => (rest, true),
        None => (words.strip_prefix("had ")?, false),
    };
    if never {
        test.insert("at_most".to_owned(), json!(0));
    }
    let (names, distinct) =
        match rest.strip_prefix("at least ").and_then(|rest| rest.split_once(" different of ")) {
            Some((n, rest)) => (rest, Some(n.parse::<u64>().ok()?)),
            None => (rest, None),
        };
    test.extend(distinct.map(|n| ("distinct_at_least".to_owned(), json!(n))));
    // How often stands behind the names, which are quoted.
    let end = names.rfind('"').map_or("any event".len(), |at| at + 1);
    let (names, often) = (&names[..end], names[end..].trim_start_matches(", together").trim());
    match list(names)?.as_slice() {
        [_] if names == "any event" => test.insert("any".to_owned(), json!(true)),
        [one] if distinct.is_none() => test.insert("event".to_owned(), json!(one)),
        several => test.insert("any_of".to_owned(), json!(several)),
    };
    let count = |words: &str| if words == "once" { Some(1.0) } else { number(words.strip_suffix(" times")?) };
    if let Some(least) = often.strip_prefix("at least ") {
        test.insert("at_least".to_owned(), json!(count(least)?));
    } else if let Some(most) = often.strip_prefix("at most ") {
        test.insert("at_most".to_owned(), json!(count(most)?));
    } else if let Some(exactly) = often.strip_prefix("exactly ") {
        test.insert("at_least".to_owned(), json!(count(exactly)?));
        test.insert("at_most".to_owned(), json!(count(exactly)?));
    } else if let Some((least, most)) = often.split_once(" to ") {
        test.insert("at_least".to_owned(), json!(number(least)?));
        test.insert("at_most".to_owned(), json!(count(most)?));
    } else if !often.is_empty() {
        return None;
    }
    Some(json!({"happened": test}))
}

/// Whether a text in it is shown other than it is: shortened, on one line, without hidden characters, or with a quotation
/// mark that ends it early.
fn cannot_be_shown(condition: &Value) -> bool {
    match condition {
        Value::String(text) => is_changed(text),
        Value::Array(items) => items.iter().any(cannot_be_shown),
        Value::Object(entries) => {
            entries.iter().any(|(key, value)| is_changed(key) || cannot_be_shown(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

pub(crate) fn is_changed(text: &str) -> bool {
    let on_one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text != on_one_line
        || text.chars().count() > 190
        || text.chars().any(|c| c == '"' || c.is_control() || (!c.is_alphanumeric() && !c.is_ascii()))
}

/// The same for the lists that a condition takes by name.
fn lists_cannot_be_shown(condition: &Condition, definition: &Definition) -> bool {
    let words = definition.in_words(condition);
    words.contains('…') || words.matches('"').count() % 2 == 1
}
