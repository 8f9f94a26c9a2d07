//! How texts are compared: folded, then with their synonyms.

use serde_json::Value;

use super::read::domain::host;

/// Trimmed, inner white space to one blank, lower case.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The folded text, or the folded value for which an attribute declares it as another spelling. Where web addresses are
/// written, the host stands for each.
pub(super) fn canonical(attribute: &Value, text: &str) -> String {
    let fold = |text: &str| {
        if attribute["written"] == "domain" { host(text).unwrap_or_else(|| fold(text)) } else { fold(text) }
    };
    let folded = fold(text);
    let declared = attribute["synonyms"].as_object().into_iter().flatten();
    for (value, spellings) in declared {
        let mut spellings = spellings.as_array().into_iter().flatten().filter_map(Value::as_str);
        if spellings.any(|spelling| fold(spelling) == folded) {
            return fold(value);
        }
    }
    folded
}

/// Whether a folded text has the folded phrase with no letter, digit or underscore next to it.
pub(super) fn mentions(text: &str, phrase: &str) -> bool {
    let joins = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.char_indices().any(|(start, _)| {
        let (before, rest) = text.split_at(start);
        rest.strip_prefix(phrase)
            .is_some_and(|after| !before.chars().next_back().is_some_and(joins) && !after.starts_with(joins))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_fold_then_find_their_synonym() {
        let country = json!({"synonyms": {"US": ["USA", "United  States"]}});
        assert_eq!(fold("\u{a0}Straße \t NORD\n"), "straße nord");
        assert_eq!(canonical(&country, " united\tSTATES "), "us");
        assert_eq!(canonical(&country, "us"), "us");
        assert_eq!(canonical(&json!({}), "USA"), "usa");
    }

    #[test]
    fn a_mention_has_a_boundary_on_both_sides() {
        assert!(mentions("head of revops, emea", "revops"));
        assert!(mentions("ai-ops and ops", "ops"));
        assert!(mentions("devops ops", "ops"));
        assert!(!mentions("devops", "ops"));
        assert!(!mentions("ops_team", "ops"));
        assert!(!mentions("öops", "ops"));
        assert!(mentions("a a b", "a b"));
    }
}
