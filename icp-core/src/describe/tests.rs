//! The words of conditions, rules and pages, by example. That they mean what is evaluated is tried on all vectors in
//! `tests/programs/words`.

use crate::Model;

const HEAD: &str = r#""format": "icp/1", "name": "demo", "attributes": {
    "size": {"type": "number", "title": "Size", "unit": "people"}, "cost": {"type": "number"}, "trade": {"type": "text"},
    "about": {"type": "text"}, "site": {"type": "text", "written": "domain"}, "paid": {"type": "bool"},
    "since": {"type": "date"}, "until": {"type": "date"}, "tools": {"type": "set"}, "visits": {"type": "events"}}"#;

fn model(criteria: &str) -> Model {
    let text = format!(
        r#"{{{HEAD}, "icps": [{{"id": "all", "fit": {{"criteria": [{criteria}], "tiers": [{{"id": "A", "from": 5}}, {{"id": "B"}}]}}}}]}}"#
    );
    Model::from_json(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A condition in words.
fn words(condition: &str) -> String {
    let model = model(&format!(r#"{{"id": "one", "fit": {condition}}}"#));
    let crate::model::Rule::Fit { fit, .. } = &model.definition().icps[0].fit.criteria[0].rule else {
        panic!("a fit")
    };
    model.definition().in_words(fit)
}

/// The line of the only criterion.
fn line(criterion: &str) -> String {
    let described = model(criterion).describe();
    let line = described.lines().find(|line| line.starts_with("- one")).map(str::to_owned);
    line.unwrap_or_else(|| panic!("{described}"))
}

#[test]
fn every_operator_says_its_edge() {
    for (condition, expected) in [
        (r#"{"size": {"known": true}}"#, "Size is known"),
        (r#"{"size": {"known": false}}"#, "Size is not known"),
        (r#"{"size": 5}"#, "Size is 5 people"),
        (r#"{"cost": {"is_not": 0.5}}"#, "cost is not 0.5"),
        (r#"{"cost": {"in": [10000, 2500000, 2015]}}"#, "cost is 10,000, 2,500,000 or 2015"),
        (r#"{"cost": {"not_in": [1, -12500.25]}}"#, "cost is not 1 or -12,500.25"),
        (r#"{"size": {"gt": 20}}"#, "Size is more than 20 people"),
        (r#"{"size": {"gte": 20}}"#, "Size is at least 20 people"),
        (r#"{"size": {"lt": 20}}"#, "Size is less than 20 people"),
        (r#"{"size": {"lte": 20}}"#, "Size is at most 20 people"),
        (r#"{"size": {"between": [20, 200]}}"#, "Size is 20 to 200 people"),
        (r#"{"size": {"gte": 20, "lt": 200}}"#, "Size is at least 20 and less than 200 people"),
        (r#"{"trade": "Retail"}"#, "trade is Retail"),
        (r#"{"trade": {"is_not": "Retail"}}"#, "trade is not Retail"),
        (
            r#"{"trade": {"in": ["Retail", "Food, fresh", "Arts and crafts"]}}"#,
            r#"trade is Retail, "Food, fresh" or "Arts and crafts""#,
        ),
        (r#"{"trade": {"not_in": ["Retail", "Food"]}}"#, "trade is not Retail or Food"),
        (r#"{"about": {"starts_with": "we"}}"#, r#"about begins with "we""#),
        (r#"{"about": {"ends_with": ["a", "b"]}}"#, r#"about ends with "a" or "b""#),
        (r#"{"about": {"contains": ["a", "b", "c"]}}"#, r#"about contains "a", "b" or "c""#),
        (r#"{"about": {"mentions": "AI"}}"#, r#"about mentions "AI""#),
        (r#"{"about": {"matches": "^VP\\b"}}"#, r#"about matches the pattern "^VP\b""#),
        (
            r#"{"about": {"length": {"gte": 10, "lt": 20}}}"#,
            "about has at least 10 characters and less than 20 characters",
        ),
        (r#"{"about": {"length": 1}}"#, "about has 1 character"),
        (r#"{"site": {"under": ["acme.example"]}}"#, "site is at or below acme.example"),
        (r#"{"paid": false}"#, "paid is no"),
        (r#"{"since": {"is": "2020-02-29"}}"#, "since is 2020-02-29"),
        (r#"{"since": {"before": "2020-01-01"}}"#, "since is before 2020-01-01"),
        (r#"{"since": {"after": "2020-01-01"}}"#, "since is after 2020-01-01"),
        (r#"{"since": {"between": ["2020-01-01", "2021-01-01"]}}"#, "since is from 2020-01-01 to 2021-01-01"),
        (r#"{"since": {"within_last": "6 months"}}"#, "since is within the last 6 months"),
        (r#"{"since": {"older_than": "1 year"}}"#, "since is longer ago than 1 year"),
        (r#"{"since": {"after": {"attribute": "until"}}}"#, "since is after until"),
        (r#"{"size": {"lte": {"attribute": "cost"}}}"#, "Size is at most cost"),
        (r#"{"trade": {"is_not": {"attribute": "about"}}}"#, "trade is not the same as about"),
        (r#"{"tools": {"has": "Stripe"}}"#, "tools has Stripe"),
        (r#"{"tools": {"has_any": ["Stripe", "Segment"]}}"#, "tools has Stripe or Segment"),
        (r#"{"tools": {"has_all": ["Stripe", "Segment"]}}"#, "tools has Stripe and Segment"),
        (r#"{"tools": {"has_none": ["Stripe", "Segment"]}}"#, "tools has none of Stripe and Segment"),
        (
            r#"{"tools": {"has_at_least": {"n": 2, "of": ["a", "b", "c"]}}}"#,
            "tools has at least 2 of a, b and c",
        ),
        (r#"{"tools": {"size": {"gte": 3}}}"#, "tools has at least 3 items"),
        (r#"{"visits": {"happened": {"event": "demo"}}}"#, r#"visits had "demo""#),
        (
            r#"{"visits": {"happened": {"event": "demo", "at_least": 2, "within_last": "30 days"}}}"#,
            r#"visits had "demo" at least 2 times within the last 30 days"#,
        ),
        (r#"{"visits": {"happened": {"event": "demo", "at_most": 0}}}"#, r#"visits did not have "demo""#),
        (r#"{"visits": {"happened": {"event": "demo", "at_most": 1}}}"#, r#"visits had "demo" at most once"#),
        (
            r#"{"visits": {"happened": {"event": "demo", "at_least": 2, "at_most": 5}}}"#,
            r#"visits had "demo" 2 to 5 times"#,
        ),
        (
            r#"{"visits": {"happened": {"any": true, "within_last": "7 days", "once_per": "day", "at_least": 3}}}"#,
            "visits had any event at least 3 times within the last 7 days, each counted at most once a day",
        ),
        (
            r#"{"visits": {"happened": {"any_of": ["a", "b"], "at_most": 0}}}"#,
            r#"visits did not have "a" or "b""#,
        ),
        (
            r#"{"visits": {"happened": {"any_of": ["a", "b", "c"], "distinct_at_least": 2}}}"#,
            r#"visits had at least 2 different of "a", "b" and "c""#,
        ),
        (
            r#"{"visits": {"happened": {"any_of": ["a", "b", "c"], "distinct_at_least": 2, "at_least": 5}}}"#,
            r#"visits had at least 2 different of "a", "b" and "c", together at least 5 times"#,
        ),
        (
            r#"{"about": {"mentions_at_least": {"n": 2, "of": ["a", "b", "c"]}}}"#,
            r#"about mentions at least 2 of "a", "b" and "c""#,
        ),
    ] {
        if cfg!(feature = "regex") || !condition.contains("matches") {
            assert_eq!(words(condition), expected, "{condition}");
        }
    }
}

#[test]
fn nested_conditions_stand_in_brackets() {
    let all =
        r#"{"paid": true, "any": [{"size": {"gte": 5}}, {"cost": 1, "trade": "x"}], "not": {"trade": "y"}}"#;
    assert_eq!(
        words(all),
        "paid is yes, and (Size is at least 5 people, or (cost is 1, and trade is x)), and not (trade is y)"
    );
    let least =
        r#"{"at_least": {"n": 2, "of": [{"paid": true}, {"size": 5, "cost": 1}, {"cost": {"gt": 3}}]}}"#;
    assert_eq!(
        words(least),
        "at least 2 of these hold: (paid is yes); (Size is 5 people, and cost is 1); (cost is more than 3)"
    );
}

#[test]
fn every_rule_says_what_it_gives() {
    for (criterion, expected) in [
        (
            r#""fit": {"size": {"gte": 20}}, "misfit": {"size": {"lt": 5}}, "penalty": 0.5"#,
            "100 %; Size is at least 20 people; against it: less than 5 people, minus 50 %",
        ),
        (
            r#""bands": [{"when": {"size": {"gte": 20}}, "rating": 1}, {"when": {"size": {"gte": 10}}, "rating": 0.4}], "otherwise": -0.25"#,
            "100 %; Size: at least 20 people: all of it; else at least 10 people: 40 %; anything else: minus 25 %",
        ),
        (
            r#""table": {"attribute": "trade", "ratings": {"a": 1, "b": 0.5, "c": 1}, "otherwise": -1}"#,
            "100 %; trade: a or c: all of it; b: half; anything else: minus 100 %",
        ),
        (
            r#""table": {"attribute": "paid", "ratings": {"true": 1, "false": 0.1}}"#,
            "100 %; paid: yes: all of it; no: 10 %",
        ),
        (r#""table": {"attribute": "tools", "ratings": {"a": 1}}"#, "100 %; tools: the best of a: all of it"),
        (
            r#""curve": {"attribute": "size", "ratings": [[0, 0], [10000, 1]]}"#,
            "100 %; Size: in a straight line between: nothing at 0 people; all of it at 10,000 people",
        ),
        (
            r#""per_match": {"attribute": "about", "of": ["AI", "data"], "rating_each": 0.4}, "applies_when": {"paid": true}"#,
            r#"100 %; about: 40 % for each of "AI" and "data" that it mentions; at most all of it; counts only where paid is yes"#,
        ),
        (
            r#""decay": {"attribute": "visits", "ratings": {"demo": 0.8}, "half_life": "30 days", "max_age": "26 weeks", "floor": 0.02, "max": 0.9}, "if_unknown": "skip""#,
            r#"100 %; visits: "demo": 80 %; half of it is left after 30 days; nothing when older than 26 weeks; never below 2 %; at most 90 % together; while not known: it is left out"#,
        ),
    ] {
        assert_eq!(
            line(&format!(r#"{{"id": "one", {criterion}}}"#)),
            format!("- one: {expected}"),
            "{criterion}"
        );
    }
}

/// Texts of a document give no markup in any form.
#[test]
fn texts_of_the_document_are_escaped() {
    let text = r##"{"format": "icp/1", "name": "<b>*x*</b>|", "description": "# no heading", "attributes": {"ab": {"type": "text", "title": "<i>"}},
        "icps": [{"id": "all", "fit": {"criteria": [{"id": "one", "name": "`c`", "fit": {"ab": {"is": "<script>|"}}}], "tiers": [{"id": "A"}]}}]}"##;
    let model = Model::from_json(text).unwrap();
    let markdown = model.describe_markdown();
    assert!(markdown.starts_with("# \\<b\\>\\*x\\*\\</b\\>\\|\n\n\\# no heading"), "{markdown}");
    assert!(markdown.contains("| \\`c\\` | 100 % | \\<i\\> is \\<script\\>\\| |"), "{markdown}");
    let html = model.describe_html();
    assert!(!html.contains("<script>") && !html.contains("<i>") && !html.contains("<b>"), "{html}");
    assert!(html.contains("&lt;i&gt; is &lt;script&gt;|"), "{html}");
    assert!(model.describe_page().starts_with("<!doctype html>\n"), "a whole page");
    assert!(model.describe_page().contains("<title>&lt;b&gt;*x*&lt;/b&gt;|</title>"), "the title is escaped");
}
