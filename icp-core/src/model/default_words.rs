//! Words such as `default` and `null` that people write in place of a value, where they mean all other values or none.
//! Asked by `validate` for its helps, and by findings.

/// Whether a folded word stands for all values that are not named: the format has `otherwise` for them.
pub(crate) fn names_all_others(word: &str) -> bool {
    const WORDS: [&str; 20] = [
        "*",
        "_",
        "all others",
        "any",
        "any other",
        "anything",
        "anything else",
        "catch all",
        "default",
        "else",
        "everything else",
        "fallback",
        "other",
        "others",
        "otherwise",
        "remaining",
        "rest",
        "the rest",
        "unlisted",
        "unmatched",
    ];
    let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).replace(['_', '-'], " ");
    WORDS.contains(&word) || WORDS.contains(&&*plain)
}

/// True for a folded word that stands for a missing value, where it is no value of its own. `unknown`, `none` and `n/a`
/// are left out, since exports have them as values.
pub(crate) fn names_nothing(word: &str) -> bool {
    const WORDS: [&str; 11] = [
        "~",
        "blank",
        "empty",
        "missing",
        "nan",
        "nil",
        "no value",
        "not known",
        "not set",
        "null",
        "undefined",
    ];
    let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).replace(['_', '-'], " ");
    WORDS.contains(&word) || WORDS.contains(&&*plain)
}
