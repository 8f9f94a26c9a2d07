//! An assessment on a line of JSON, with whose it is.

/// The assessment with the name of its account in front, or null where nothing names it, and its row, from 1.
pub(crate) fn of(account: Option<&str>, row: u64, assessment: &str) -> String {
    let account = serde_json::Value::from(account);
    // INVARIANT: an assessment is an object with keys, none of which is one of these.
    let rest = assessment.strip_prefix('{').unwrap_or_default();
    format!("{{\"account\":{account},\"row\":{row},{rest}")
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn names_are_texts_of_json() {
        assert_eq!(of(Some("a \"b\"\n"), 3, "{\"x\":1}"), r#"{"account":"a \"b\"\n","row":3,"x":1}"#);
        assert_eq!(of(None, 1, "{\"x\":1}"), r#"{"account":null,"row":1,"x":1}"#);
    }
}
