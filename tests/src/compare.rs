//! Where two assessments part.

use serde_json::Value;

/// Keys of an assessment that the plain evaluator does not have: words, and those that it does not work out yet.
const PASSED_OVER: [&str; 4] = ["wanted", "words", "when", "lift"];

/// The first place where two assessments differ, with both values; nothing where they agree to the last bit.
///
/// Numbers are compared by their bits as doubles, so `1` is `1.0` and `-0.0` is not `0.0`. The fingerprint is left
/// out, which the plain evaluator does not compute; of issues only the attributes are compared.
///
/// ```
/// use icp_tests::compare::difference;
/// use serde_json::json;
/// let (one, other) = (json!({"icps": [{"score": 1}]}), json!({"icps": [{"score": 1.5}]}));
/// assert_eq!(difference(&one, &one), None);
/// assert_eq!(difference(&one, &other).unwrap(), "icps[0].score: 1 is not 1.5");
/// ```
pub fn difference(one: &Value, other: &Value) -> Option<String> {
    differ("", one, other)
}

fn differ(path: &str, one: &Value, other: &Value) -> Option<String> {
    let unequal = || Some(format!("{}: {one} is not {other}", path.trim_start_matches('.')));
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => {
            if a.as_f64().map(f64::to_bits) == b.as_f64().map(f64::to_bits) { None } else { unequal() }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b).enumerate();
            pairs.find_map(|(place, (a, b))| differ(&format!("{path}[{place}]"), a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            let compared = |key: &&String| match path {
                ".model" => key.as_str() != "fingerprint",
                // Keys that an explanation adds: which events faded, which formulas were used.
                _ if matches!(key.as_str(), "signals" | "derived") => false,
                _ if PASSED_OVER.contains(&key.as_str()) => false,
                _ => !path.starts_with(".issues[") || key.as_str() == "attribute",
            };
            keys.filter(compared).find_map(|key| match (a.get(key), b.get(key)) {
                (Some(a), Some(b)) => differ(&format!("{path}.{key}"), a, b),
                (left, _) => {
                    let side = if left.is_none() { "first" } else { "second" };
                    Some(format!(
                        "{}: only the {side} lacks it",
                        format!("{path}.{key}").trim_start_matches('.')
                    ))
                }
            })
        }
        _ if one == other => None,
        _ => unequal(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fingerprints_and_words_of_issues_are_left_out() {
        let one =
            json!({"model": {"name": "m", "fingerprint": "x"}, "issues": [{"attribute": "a", "found": 1}]});
        let other = json!({"issues": [{"attribute": "a"}], "model": {"name": "m"}});
        assert_eq!(difference(&one, &other), None);
        let third = json!({"issues": [{"attribute": "b"}], "model": {"name": "m"}});
        assert_eq!(difference(&one, &third).unwrap(), r#"issues[0].attribute: "a" is not "b""#);
    }

    #[test]
    fn absent_keys_and_zero_signs_are_seen() {
        assert_eq!(difference(&json!({"a": null}), &json!({})).unwrap(), "a: only the second lacks it");
        assert!(difference(&json!(0.0), &json!(-0.0)).is_some());
        assert!(difference(&json!([1]), &json!([1, 2])).is_some());
    }
}
