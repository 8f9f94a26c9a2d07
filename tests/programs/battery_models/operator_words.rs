//! No word of another tool for an operator leads to an operator that asks something else, on whatever type.

use icp_core::model::Definition;
use serde_json::{Value, json};

use super::with_condition;

/// The meanings of words: the tests that say the same here, `!` before those that say the opposite, and the words.
const GROUPS: &[(&[&str], &[&str])] = &[
    (
        &["gt", "after"],
        &[
            "gt",
            ">",
            "$gt",
            "greater_than",
            "isGreaterThan",
            "more_than",
            "above",
            "over",
            "after",
            "later_than",
        ],
    ),
    (
        &["gte", "!before", "!lt"],
        &[
            ">=",
            "$gte",
            "min",
            "minimum",
            "at_least",
            "greaterThanOrEqual",
            "GREATER_THAN_OR_EQUAL_TO",
            "ge",
            "since",
            "not_less_than",
        ],
    ),
    (
        &["lt", "before"],
        &[
            "lt",
            "<",
            "$lt",
            "less_than",
            "isLessThan",
            "fewer_than",
            "below",
            "under",
            "before",
            "earlier_than",
        ],
    ),
    (
        &["lte", "!after", "!gt"],
        &[
            "<=",
            "$lte",
            "max",
            "maximum",
            "at_most",
            "lessThanOrEqual",
            "LESS_THAN_OR_EQUAL_TO",
            "le",
            "until",
            "up_to",
        ],
    ),
    (
        &["is", "has", "happened"],
        &["=", "==", "===", "eq", "$eq", "equals", "equal_to", "isEqualTo", "EXACT"],
    ),
    (
        &["is_not", "!is", "has_none", "is: false", "is: true"],
        &["!=", "<>", "ne", "$ne", "neq", "not_equals", "notEqual", "isnt", "not_is"],
    ),
    (&["in", "has_any"], &["one_of", "oneOf", "isin", "is_in", "IN", "$in", "any_of", "among"]),
    (
        &["not_in", "has_none", "!in"],
        &["nin", "$nin", "not_in_list", "none_of", "is_none_of", "notIn", "isNotOneOf"],
    ),
    (&["between"], &["range", "in_range", "BETWEEN", "is_between"]),
    (&["!between"], &["not_between", "notBetween", "outside", "not_in_range"]),
    (
        &["contains", "has", "has_any", "happened"],
        &["includes", "icontains", "contains", "has_item", "array_contains", "CONTAINS_TOKEN_"],
    ),
    (
        &["!contains", "has_none"],
        &["not_contains", "does_not_contain", "notContains", "excludes", "has_no", "NOT_CONTAIN"],
    ),
    (&["contains", "has_any"], &["contains_any", "hasAny", "includes_any", "has_some", "overlaps"]),
    (&["has_all"], &["contains_all", "hasAll", "includes_all", "all_of", "superset"]),
    (&["!contains", "has_none"], &["contains_none", "hasNone", "includes_none", "disjoint"]),
    (&["starts_with"], &["startsWith", "begins_with", "prefix", "istartswith"]),
    (&["!starts_with"], &["not_starts_with", "doesNotStartWith"]),
    (&["ends_with"], &["endsWith", "suffix"]),
    (&["!ends_with"], &["not_ends_with", "doesNotEndWith"]),
    (&["matches"], &["regex", "regexp", "pattern", "~", "rlike"]),
    (&["!matches"], &["not_matches", "doesNotMatch", "!~"]),
    (&["known: true"], &["exists", "is_known", "HAS_PROPERTY", "is_not_null", "notna", "is_set", "present"]),
    (
        &["known: false"],
        &["unknown", "isnull", "is_null", "isna", "missing", "not_exists", "NOT_HAS_PROPERTY", "is_unknown"],
    ),
    (&["within_last"], &["newer_than", "in_last", "within_the_last", "more_recent_than"]),
    (&["older_than"], &["more_than_ago"]),
    (&["size", "length"], &["len", "count", "cardinality"]),
    (&["mentions"], &["mention"]),
    // Tests that no operator makes.
    (
        &[],
        &[
            "xor",
            "nor",
            "and",
            "or",
            "multipleOf",
            "not_all",
            "not_any",
            "not_mentions",
            "min_length",
            "max_items",
        ],
    ),
];

const ATTRIBUTES: [(&str, &[&str]); 6] = [
    ("employees", &["7", "[7, 9]", "true"]),
    ("industry", &["\"SaaS\"", "[\"SaaS\", \"Retail\"]", "true"]),
    ("live", &["true", "[true]"]),
    ("founded", &["\"2020-01-01\"", "[\"2020-01-01\", \"2021-01-01\"]", "true"]),
    ("tools", &["\"Slack\"", "[\"Slack\", \"HubSpot\"]", "true"]),
    ("visits", &["\"demo\"", "[\"demo\"]", "true"]),
];

/// The test that a help proposes, with `!` before one that stands in `not`; `None` where it proposes none.
fn proposed(help: &str) -> Option<String> {
    let after = ["write `", "did you mean `"]
        .iter()
        .find_map(|begin| help.split_once(begin))
        .map(|(_, after)| after)?;
    let snippet = after.split_once('`')?.0;
    let of_not = snippet.strip_prefix("not: {").and_then(|inner| inner.split_once(": {"));
    if let Some((_, test)) = of_not {
        return Some(format!("!{}", test.split_once(": ")?.0));
    }
    Some(match snippet.split_once(": ") {
        Some((key, value)) if matches!(value, "true" | "false") => format!("{key}: {value}"),
        Some((key, _)) => key.to_owned(),
        None => snippet.to_owned(),
    })
}

#[test]
fn no_word_leads_to_an_operator_that_asks_something_else() {
    let (mut asked, mut led, mut wrong) = (0, 0, Vec::new());
    for (tests, words) in GROUPS {
        for (attribute, values) in ATTRIBUTES {
            for (word, value) in words.iter().flat_map(|word| values.iter().map(move |value| (word, value))) {
                let value: Value = serde_json::from_str(value).unwrap();
                let model = with_condition(json!({attribute: {*word: value}}));
                let Err(error) = Definition::from_value(&model) else { continue };
                let problem = &error.problems()[0];
                asked += 1;
                if problem.code() != "operator" {
                    continue;
                }
                let Some(test) = proposed(problem.help().unwrap_or_default()) else { continue };
                led += 1;
                if !tests.contains(&&*test) {
                    wrong.push(format!("`{word}` on {attribute} with {value}: {}", problem.help().unwrap()));
                }
            }
        }
    }
    println!("{asked} words on an attribute, {led} with a rewriting");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(led > 300, "{led}");
}

/// Words that join conditions do not lead to one that joins otherwise.
#[test]
fn no_word_leads_to_another_way_to_join() {
    let all = ["and", "AND", "&&", "allOf", "all_of", "every", "both", "must"];
    let any = ["or", "OR", "||", "anyOf", "any_of", "either", "some", "at_least_one"];
    let not = ["none", "none_of", "nor", "mustNot", "not_any"];
    let nothing = ["oneOf", "xor", "should", "nand", "not_all", "if", "exactly_one"];
    let groups: [(&str, &[&str]); 4] = [("all", &all), ("any", &any), ("not", &not), ("", &nothing)];
    for (wanted, words) in groups {
        for word in words {
            let model = with_condition(json!({*word: [{"employees": {"gte": 20}}, {"live": true}]}));
            let error = Definition::from_value(&model).unwrap_err();
            let help = error.problems()[0].help().unwrap().to_owned();
            let snippet = ["write `", "did you mean `"].iter().find_map(|begin| help.split_once(begin));
            let key = snippet.and_then(|(_, after)| after.split([':', '`']).next()).unwrap_or_default();
            assert_eq!(key, wanted, "`{word}`: {help}");
        }
    }
}
