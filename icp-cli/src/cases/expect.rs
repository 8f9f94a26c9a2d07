//! Compares an assessment with its expected values, key by key.

use std::fmt;

use icp_core::AccountError;
use icp_core::document::nearest;
use icp_core::error::Path;
use icp_core::value::float_text;
use serde_json::{Map, Value};

use crate::text::{list, quoted};

/// Something that is not as expected, or that no assessment has.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The keys under `expect` that lead to it.
    keys: Vec<String>,
    what: What,
}

#[derive(Debug)]
enum What {
    Other { expected: String, found: String },
    Unknown { what: &'static str, help: String },
    Shape { expected: &'static str },
    Refused(String),
}

impl Wrong {
    /// The account was refused.
    pub(super) fn refused(error: &AccountError) -> Self {
        Self { keys: Vec::new(), what: What::Refused(error.to_string()) }
    }

    /// The path in the case file at which it is reported.
    pub(super) fn place(&self, case: &Path) -> Path {
        match &self.what {
            What::Refused(_) => case.key("account"),
            What::Other { .. } | What::Unknown { .. } | What::Shape { .. } => {
                self.keys.iter().fold(case.key("expect"), |path, key| path.key(key))
            }
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.keys.iter().fold(Path::root(), |path, key| path.key(key));
        match &self.what {
            What::Other { expected, found } => write!(f, "{path}: expected {expected}, found {found}"),
            What::Unknown { what, help } => write!(f, "{path}: no such {what}; {help}"),
            What::Shape { expected } => write!(f, "{path}: {expected} must stand here"),
            What::Refused(error) => write!(f, "the account is refused: {error}"),
        }
    }
}

/// The differences between an assessment and the expected one; empty if there are none. Keys about a single icp are
/// compared with the first icp by priority, or, under `icps`, with the icp of that id.
pub(super) fn failures(expect: &Map<String, Value>, assessment: &Value, tolerance: f64) -> Vec<Wrong> {
    let mut check = Check { wrong: Vec::new(), keys: Vec::new(), tolerance };
    let icps = items(&assessment["icps"]);
    let ids = ids(icps, "icp");
    for (key, expected) in expect {
        check.under(key, |check| match key.as_str() {
            "best" => check.same(expected, &assessment["best"]),
            "order" => check.same(expected, &pick(icps, "icp")),
            "issues" => check.same(expected, &pick(items(&assessment["issues"]), "attribute")),
            "derived" => check.each(
                expected,
                items(&assessment["derived"]),
                "attribute",
                "formula",
                |check, to, found| {
                    check.same(to, &found["value"]);
                },
            ),
            "scores" => check.each(expected, icps, "icp", "icp", |check, to, icp| {
                check.same(to, &icp["score"]);
            }),
            "statuses" => check.each(expected, icps, "icp", "icp", |check, to, icp| {
                check.same(to, &icp["status"]);
            }),
            "icps" => check.each(expected, icps, "icp", "icp", Check::result),
            _ => match icps.first() {
                Some(icp) if icp.get(key).is_some() && !OWN.contains(&key.as_str()) => {
                    check.key(key, expected, icp);
                }
                _ if ids.contains(&key.as_str()) => {
                    let help = "results of an icp stand by its id under `icps`".to_owned();
                    check.tell(What::Unknown { what: "expectation", help });
                }
                first => {
                    let known = TOP.into_iter().chain(first.into_iter().flat_map(keys));
                    let known: Vec<&str> = known.filter(|key| !OWN.contains(key)).collect();
                    check.unknown("expectation", key, &known);
                }
            },
        });
    }
    check.wrong
}

/// The keys of expectations about the assessment as a whole.
const TOP: [&str; 7] = ["best", "order", "issues", "derived", "scores", "statuses", "icps"];
/// The keys of an icp's result that come from the model, so that nothing can be expected of them.
const OWN: [&str; 2] = ["icp", "name"];

struct Check {
    wrong: Vec<Wrong>,
    keys: Vec<String>,
    tolerance: f64,
}

impl Check {
    fn under(&mut self, key: &str, check: impl FnOnce(&mut Self)) {
        self.keys.push(key.to_owned());
        check(self);
        self.keys.pop();
    }

    fn tell(&mut self, what: What) {
        self.wrong.push(Wrong { keys: self.keys.clone(), what });
    }

    fn unknown(&mut self, what: &'static str, key: &str, known: &[&str]) {
        let help = match nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean {}?", quoted(near)),
            None => format!("there are {}", list(known.iter().copied())),
        };
        self.tell(What::Unknown { what, help });
    }

    /// Every key of a result of an icp, or of its intent.
    fn result(&mut self, expected: &Value, found: &Value) {
        let Some(expected) = self.object(expected) else { return };
        for (key, expected) in expected {
            self.under(key, |check| {
                if found.get(key).is_some() && !OWN.contains(&key.as_str()) {
                    check.key(key, expected, found);
                } else {
                    let known: Vec<&str> = keys(found).filter(|key| !OWN.contains(key)).collect();
                    check.unknown("expectation", key, &known);
                }
            });
        }
    }

    /// One key of a result.
    fn key(&mut self, key: &str, expected: &Value, result: &Value) {
        let found = &result[key];
        match key {
            "reason" if expected.is_string() => self.same(expected, &found["code"]),
            "exclusions" | "possible_exclusions" if expected.is_array() => {
                self.same(expected, &pick(items(found), "id"));
            }
            "exclusions" | "possible_exclusions" => {
                self.each(expected, items(found), "id", "exclusion among them", |check, to, one| {
                    // The attributes that would settle it.
                    check.same(to, if to.is_array() { &one["missing"] } else { one });
                });
            }
            "criteria" => self.each(expected, items(found), "id", "criterion", Self::same),
            "intent" if expected.is_object() && found.is_object() => self.result(expected, found),
            _ => self.same(expected, found),
        }
    }

    /// Entries of a list, by what names them.
    fn each(
        &mut self,
        expected: &Value,
        found: &[Value],
        id: &str,
        what: &'static str,
        mut check: impl FnMut(&mut Self, &Value, &Value),
    ) {
        let Some(expected) = self.object(expected) else { return };
        for (name, expected) in expected {
            self.under(name, |this| match found.iter().find(|entry| entry[id] == **name) {
                Some(entry) => check(this, expected, entry),
                None => this.unknown(what, name, &ids(found, id)),
            });
        }
    }

    fn object<'v>(&mut self, expected: &'v Value) -> Option<&'v Map<String, Value>> {
        match expected {
            Value::Object(entries) if !entries.is_empty() => Some(entries),
            _ => {
                self.tell(What::Shape { expected: "an object with what is expected of each" });
                None
            }
        }
    }

    /// The same value; of an object the keys that are named.
    fn same(&mut self, expected: &Value, found: &Value) {
        match (expected, found) {
            (Value::Object(expected), Value::Object(entries)) if !expected.is_empty() => {
                for (key, expected) in expected {
                    self.under(key, |check| match entries.get(key) {
                        Some(found) => check.same(expected, found),
                        None => check.unknown("key", key, &keys(found).collect::<Vec<_>>()),
                    });
                }
            }
            _ if self.equal(expected, found) => {}
            _ => {
                let (expected, found) = match (expected, found) {
                    // Marks around a number are easily overlooked.
                    (Value::String(_), Value::Number(_)) => {
                        (format!("the text {}", shown(expected)), format!("the number {}", shown(found)))
                    }
                    _ => (shown(expected), shown(found)),
                };
                self.tell(What::Other { expected, found });
            }
        }
    }

    fn equal(&self, expected: &Value, found: &Value) -> bool {
        match (expected, found) {
            (Value::Number(a), Value::Number(b)) => match (a.as_f64(), b.as_f64()) {
                (Some(a), Some(b)) => (a - b).abs() <= self.tolerance,
                _ => false,
            },
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.equal(a, b))
            }
            (Value::Object(a), Value::Object(b)) => {
                let named = |(key, a): (&String, &Value)| b.get(key).is_some_and(|b| self.equal(a, b));
                a.is_empty() == b.is_empty() && a.iter().all(named)
            }
            _ => expected == found,
        }
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn ids<'v>(list: &'v [Value], id: &str) -> Vec<&'v str> {
    list.iter().filter_map(|entry| entry[id].as_str()).collect()
}

fn pick(list: &[Value], field: &str) -> Value {
    list.iter().map(|entry| entry[field].clone()).collect()
}

fn keys(value: &Value) -> impl Iterator<Item = &str> {
    value.as_object().into_iter().flatten().map(|(key, _)| key.as_str())
}

/// A value in a line.
fn shown(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(_) => value.to_string(),
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), float_text),
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{key}: {}", shown(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}
