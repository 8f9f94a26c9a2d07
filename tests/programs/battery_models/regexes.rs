//! M41 to M48: regular expressions.

use icp_core::Limits;
use icp_core::model::Definition;
use serde_json::{Value, json};

use super::{accepted, codes, only, refused, with_condition};

fn matches(pattern: &str) -> Value {
    with_condition(json!({"industry": {"matches": pattern}}))
}

#[test]
fn m41_linear() {
    for pattern in [
        "(a+)+$",
        "(a|a)*b",
        r"(?i)\bhead of (sales|marketing)\b",
        r"^\w+@\w+\.\w+$",
        "a\0b",
        "^$",
        "x{0,5}y",
    ] {
        accepted(&matches(pattern));
    }
}

#[test]
fn m42_m43_cost() {
    // Their cost is counted before they are compiled: some of these would never end.
    for pattern in [
        "a{5}{5}{5}{5}{5}{5}{5}{5}",
        r"\w{1000}",
        r"(\w\s){100}",
        "(?:){4294967295}",
        "(?:a*){1000}x",
        "a{1001}",
        "(?:a{1000}){3}",
        "[^a]{0,1000}[^b]{1000}",
    ] {
        let refused = refused(&matches(pattern), "regex.cost");
        assert!(refused.message.ends_with("the limit is 2000"), "{}", refused.message);
    }
    // Classes by Unicode property are not part of the format.
    for pattern in [r"\pL{200}", r"(?i)\pL{1,100}", r"\p{Greek}"] {
        refused(&matches(pattern), "regex.unsupported");
    }
}

#[test]
fn m44_nesting() {
    refused(&matches(&("(".repeat(251) + &")".repeat(251))), "regex.cost");
    let long = "(".repeat(1_000) + "a" + &")".repeat(1_000);
    let refused = refused(&matches(&long), "limit.text");
    assert_eq!(refused.message, "the regular expression has 2001 bytes, the limit is 512");
    let huge = "(".repeat(100_000) + "a" + &")".repeat(100_000);
    assert!(only(Definition::from_json(&matches(&huge).to_string()), "limit.text").message.len() < 200);
}

#[test]
fn m45_what_linear_time_cannot() {
    for (pattern, column) in [(r"(a)\1", 4), ("a(?=b)", 2), ("(?<=a)b", 1), ("(?!a)b", 1)] {
        let refused = refused(&matches(pattern), "regex.unsupported");
        assert!(refused.message.ends_with(&format!("in its column {column}")), "{}", refused.message);
    }
}

#[test]
fn m46_syntax() {
    for (pattern, column) in [
        ("[z-a]", 2),
        ("(a", 1),
        ("*a", 1),
        (r"\q", 1),
        ("(?P<n>a)(?P<n>b)", 13),
        ("a{2,1}", 2),
        ("[a", 1),
        (r"(?-u:\xff)", 6),
    ] {
        let refused = refused(&matches(pattern), "regex.syntax");
        assert!(refused.message.ends_with(&format!("in its column {column}")), "{}", refused.message);
    }
}

#[test]
fn m47_matches_everything() {
    for pattern in ["", ".*", "a*", "(a|)", "(?i)x?", "(?s).*"] {
        let refused = refused(&matches(pattern), "regex.matches_everything");
        assert_eq!(refused.help, "to ask whether there is any value, write `known: true`");
    }
}

#[test]
fn m48_many() {
    let many = |count: usize, pattern: &dyn Fn(usize) -> String| {
        let tests: Vec<Value> = (0..count).map(|n| json!({"industry": {"matches": pattern(n)}})).collect();
        with_condition(json!({"any": tests}))
    };
    accepted(&many(500, &|n| format!("a{n}")));
    let refused = refused(&many(501, &|n| format!("a{n}")), "limit.count");
    assert_eq!(refused.message, "the model has more than 500 regular expressions");
    // 999 copies of two bytes cost 1,999.
    let error = Definition::from_json(&many(500, &|_| String::from("(?:ab){999}")).to_string()).unwrap_err();
    assert_eq!(codes(&error), ["limit.count"]);
    accepted(&many(50, &|_| String::from("(?:ab){999}")));
    assert_eq!(
        codes(&Definition::from_json(&many(51, &|_| String::from("(?:ab){999}")).to_string()).unwrap_err()),
        ["limit.count"]
    );
}

#[test]
fn what_is_accepted_compiles() {
    // The engine's own limit must never be what refuses a pattern: dear ones of every kind, right at the limit.
    let limits = Limits::default();
    let mut compiled = 0;
    for part in [
        "a",
        r"\w",
        r"\s",
        r"\d",
        r"\W",
        ".",
        "[^a]",
        "(?i)k",
        "é",
        "(?:a|b)",
        "(?:ab*)",
        r"(?:\b|a)",
        "[α-ω]",
    ] {
        let pattern = |copies: usize| format!("x(?:{part}){{{copies}}}");
        let accepted = |copies: usize| {
            Definition::from_json_with(&matches(&pattern(copies)).to_string(), &limits).is_ok()
        };
        // The largest count that is accepted, and some below it.
        let (mut low, mut high) = (1, 1_001);
        while high - low > 1 {
            let middle = (low + high) / 2;
            if accepted(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        assert!(accepted(low), "{part}");
        for copies in [low, low / 2 + 1, 1] {
            regex::RegexBuilder::new(&pattern(copies)).size_limit(10 << 20).build().unwrap();
            compiled += 1;
        }
    }
    assert_eq!(compiled, 39);
}
