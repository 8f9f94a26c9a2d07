//! Blanks that are answers: what is said of them agrees with what a value for them changes.

use super::{assess, says};

const POOR: &str = r#"{
    "format": "icp/1", "name": "blanks",
    "attributes": {"employees": {"type": "number"}, "revenue": {"type": "number"}, "town": {"type": "text"}},
    "exclusions": [{"id": "poor", "reason": "no money to be seen",
                    "when": {"employees": {"lt": 25}, "revenue": {"known": false}}}],
    "icps": [{"id": "shops", "fit": {
        "criteria": [{"id": "size", "fit": {"employees": {"gte": 5}}}, {"id": "near", "fit": {"town": "Lyon"}}],
        "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#;

#[test]
fn an_exclusion_that_rests_on_a_blank_says_what_lifts_it() {
    let text = r"
Excluded from shops: no money to be seen. For information: 50 of 100 (50 to 100
when everything is known).
By blanks, as of 2026-11-21; 50 % of what counts is known.

Why
- Excluded by poor: no money to be seen (employees 10; revenue not known; out
  where employees is less than 25, and revenue is not known); it would not hold
  with employees at least 25, or revenue known
 ? near   0 to 50  town not known  wanted Lyon
 + size  50 of 50  employees 10    wanted at least 5
Only the exclusion poor keeps it out.

What is missing
- revenue: it could lift the exclusion: no money to be seen
Also missing: town.
As long as an exclusion holds, none of these changes the answer.
";
    says(&assess(POOR, r#"{"employees": 10}"#), text);
}

#[test]
fn a_range_that_a_blank_leaves_open_is_told() {
    let model = r#"{
        "format": "icp/1", "name": "blanks",
        "attributes": {"staff": {"type": "number"}, "parent": {"type": "text"}},
        "icps": [{"id": "shops", "fit": {
            "criteria": [{"id": "size", "weight": 6, "fit": {"staff": {"gte": 5}}},
                         {"id": "alone", "name": "Independent", "fit": {"parent": {"known": false}}}],
            "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#;
    let text = r"
Fits shops: 100 of 100 (85.71 to 100 when everything is known), tier A.
By blanks, as of 2026-11-21; all that counts is known, blanks as blanks.

Why
 + size         85.71 of 85.71  staff 10          wanted at least 5
 + Independent  14.29 of 14.29  parent not known  wanted not known

What is missing
- parent: the score could fall by up to 14.29 (Independent, where a blank is an
  answer)
Whatever is found, it fits, in tier A.
";
    says(&assess(model, r#"{"staff": 10}"#), text);
}

#[test]
fn a_value_for_a_blank_may_exclude() {
    let model = POOR.replace(r#""known": false"#, r#""known": true"#);
    let text = r"
Fits shops: 100 of 100, tier A.
By blanks, as of 2026-11-21; all that counts is known.

Why
- May be excluded by poor: no money to be seen (employees 10; revenue not known;
  out where employees is less than 25, and revenue is known); settled by revenue
 + size  50 of 50  employees 10  wanted at least 5
 + near  50 of 50  town Lyon     wanted Lyon

What is missing
- revenue: it may exclude: no money to be seen
Still open: whether it fits; if so, it is in tier A.
";
    says(&assess(&model, r#"{"employees": 10, "town": "Lyon"}"#), text);
}

/// Whatever the town is, it fits: so it is never said that it does not.
#[test]
fn what_will_fit_whatever_is_found_is_said_so() {
    let model = r#"{
        "format": "icp/1", "name": "lyon",
        "attributes": {"city": {"type": "text"}, "n": {"type": "number"}},
        "icps": [{"id": "shops", "fit": {
            "criteria": [{"id": "city", "bands": [{"when": {"city": "Lyon"}, "rating": 1}], "otherwise": 0.4},
                         {"id": "n", "fit": {"n": {"gt": 5}}}],
            "tiers": [{"id": "A", "from": 70}, {"id": "B"}]}}]}"#;
    let text = r"
Will fit shops whatever is found: so far the score is 50 of 100 (70 to 100 when
everything is known), tier B.
By lyon, as of 2026-11-21; 50 % of what counts is known.

Why
 ? city  20 to 50  city not known  wanted Lyon: all of it; anything else: 40 %
 + n     50 of 50  n 9             wanted more than 5
Once known, city could bring it to tier A.

What is missing
- city: the score could rise by up to 50, to tier A (city)
Whatever is found, it fits, in tier A.
";
    says(&assess(model, r#"{"n": 9}"#), text);
    let certain = model.replace(r#""otherwise": 0.4"#, r#""otherwise": 0.4, "if_unknown": "least""#);
    let text = r"
Fits shops: 70 of 100 (70 to 100 when everything is known), tier A.
By lyon, as of 2026-11-21; 50 % of what counts is known.

Why
 ? city  20 to 50  city not known; counts as 20 until it is known
                   wanted Lyon: all of it; anything else: 40 %
 + n     50 of 50  n 9  wanted more than 5

What is missing
- city: the score could rise by up to 30 (city)
Whatever is found, it fits, in tier A.
";
    says(&assess(&certain, r#"{"n": 9}"#), text);
}

#[test]
fn the_condition_of_a_tier_is_named() {
    let model = r#"{
        "format": "icp/1", "name": "tiers",
        "attributes": {"n": {"type": "number"}, "region": {"type": "text"}},
        "icps": [{"id": "shops", "fit": {
            "criteria": [{"id": "n", "fit": {"n": {"gt": 5}}}],
            "tiers": [{"id": "A", "from": 70, "when": {"region": {"known": true}}}, {"id": "B", "from": 50}, {"id": "C"}]}}]}"#;
    let text = r"
Fits shops: 100 of 100, tier B; the score is enough for tier A, which asks for
more.
By tiers, as of 2026-11-21; all that counts is known.

Why
 + n  100 of 100  n 9  wanted more than 5

What is missing
- region: it may decide on tier A
Whatever is found, it fits; its tier is open, from A to B.
";
    says(&assess(model, r#"{"n": 9}"#), text);
}
