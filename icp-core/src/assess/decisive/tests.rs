//! The parts of rules that give ratings, one of each kind.

use serde_json::{Value, json};

use crate::{Account, Date, Model};

/// The place and the words of the part that gave the rating of a criterion.
#[allow(clippy::needless_pass_by_value, reason = "literals are handed in")]
fn decisive(rule: Value, account: Value) -> Option<(String, String)> {
    let mut criterion = json!({"id": "c"});
    criterion.as_object_mut().unwrap().extend(rule.as_object().unwrap().clone());
    let scale = if rule.to_string().contains("points") { json!({"points": {}}) } else { json!("percent") };
    let document = json!({"format": "icp/1", "name": "m", "attributes": {
            "size": {"type": "number", "unit": "people", "written": {"range": "interval"}}, "country": {"type": "text", "synonyms": {"US": ["USA"]}},
            "tools": {"type": "set"}, "paid": {"type": "bool"}, "seats": {"type": "number", "blank": "none"}},
        "icps": [{"id": "i", "fit": {"scale": scale, "criteria": [criterion], "tiers": [{"id": "A"}]}}]});
    let model = Model::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error}"));
    let account = Account::from_json(&account.to_string()).unwrap();
    let data = model.assess(&account, Date::new(2026, 11, 21).unwrap()).unwrap();
    data.icps[0].fit.criteria[0].decisive.as_ref().map(|one| (one.at.to_string(), one.words.to_string()))
}

fn part(at: &str, words: &str) -> Option<(String, String)> {
    Some((at.to_owned(), words.to_owned()))
}

#[test]
fn of_a_fit_rule_the_condition_that_holds() {
    let rule =
        || json!({"fit": {"size": {"between": [20, 200]}}, "misfit": {"size": {"lt": 5}}, "penalty": 0.5});
    assert_eq!(decisive(rule(), json!({"size": 50})), part("fit", "20 to 200 people"));
    assert_eq!(decisive(rule(), json!({"size": 4})), part("misfit", "less than 5 people"));
    assert_eq!(decisive(rule(), json!({"size": 10})), None);
    assert_eq!(decisive(rule(), json!({})), None);
    let applies = json!({"fit": {"size": {"gt": 1}}, "applies_when": {"paid": true}});
    assert_eq!(decisive(applies, json!({"size": 50, "paid": false})), None);
    let sign = json!({"fit": {"country": "US"}, "points": -3});
    assert_eq!(decisive(sign, json!({"country": "usa"})), part("fit", "US"));
}

#[test]
fn of_bands_the_first_that_holds() {
    let rule = || {
        json!({"bands": [{"when": {"size": {"gte": 100}, "paid": true}, "rating": 1}, {"when": {"size": {"gte": 20}}, "rating": 0.5},
        {"when": {"size": {"gte": 10}}, "rating": 0.5}]})
    };
    assert_eq!(
        decisive(rule(), json!({"size": 100, "paid": true})),
        part("bands[0]", "paid is yes, and size is at least 100 people")
    );
    assert_eq!(decisive(rule(), json!({"size": 20, "paid": false})), part("bands[1]", "at least 20 people"));
    assert_eq!(decisive(rule(), json!({"size": 9, "paid": false})), part("otherwise", "anything else"));
    assert_eq!(decisive(rule(), json!({"size": 200})), None, "whether it is paid is not known");
}

#[test]
fn of_an_interval_the_part_that_all_its_numbers_have() {
    let rule = || json!({"bands": [{"when": {"size": {"gte": 100}}, "rating": 0.5}, {"when": {"size": {"gte": 20}}, "rating": 0.5}]});
    assert_eq!(decisive(rule(), json!({"size": "20-99"})), part("bands[1]", "at least 20 people"));
    assert_eq!(decisive(rule(), json!({"size": "5-9"})), part("otherwise", "anything else"));
    assert_eq!(decisive(rule(), json!({"size": "50-200"})), None, "two bands give the same");
    let table = || json!({"table": {"attribute": "size", "ratings": {"10": 0.5, "30": 1}, "otherwise": 0.5}});
    assert_eq!(decisive(table(), json!({"size": "11-20"})), part("table.otherwise", "anything else"));
    assert_eq!(decisive(table(), json!({"size": "5-20"})), None, "an entry and all others give the same");
}

#[test]
fn of_a_table_the_entry() {
    let texts = || json!({"table": {"attribute": "country", "ratings": {"US": 1, "Costa Rica": 0.5}}});
    assert_eq!(decisive(texts(), json!({"country": "usa"})), part("table.ratings.US", "US"));
    assert_eq!(
        decisive(texts(), json!({"country": "costa  rica"})),
        part(r#"table.ratings["Costa Rica"]"#, "Costa Rica")
    );
    assert_eq!(decisive(texts(), json!({"country": "Norge"})), part("table.otherwise", "anything else"));
    let numbers = || json!({"table": {"attribute": "seats", "points": {"10000": 1, "2.5": 3}}});
    assert_eq!(decisive(numbers(), json!({"seats": 10_000})), part("table.points.10000", "10,000"));
    assert_eq!(decisive(numbers(), json!({"seats": 2.5})), part(r#"table.points["2.5"]"#, "2.5"));
    assert_eq!(decisive(numbers(), json!({"seats": 3})), part("table.otherwise", "anything else"));
    assert_eq!(decisive(numbers(), json!({"seats": null})), part("table.otherwise", "anything else"));
    let truths = || json!({"table": {"attribute": "paid", "ratings": {"true": 1, "false": -0.5}}});
    assert_eq!(decisive(truths(), json!({"paid": false})), part("table.ratings.false", "no"));
    assert_eq!(decisive(truths(), json!({"paid": true})), part("table.ratings.true", "yes"));
}

#[test]
fn of_a_set_the_first_entry_that_gives_the_most() {
    let best =
        || json!({"table": {"attribute": "tools", "ratings": {"Excel": -0.5, "HubSpot": 1, "Jira": 1}}});
    assert_eq!(
        decisive(best(), json!({"tools": ["jira", "excel", "hubspot"]})),
        part("table.ratings.HubSpot", "HubSpot")
    );
    assert_eq!(decisive(best(), json!({"tools": ["excel"]})), part("table.ratings.Excel", "Excel"));
    assert_eq!(decisive(best(), json!({"tools": []})), part("table.otherwise", "anything else"));
    assert_eq!(decisive(best(), json!({})), None);
    let sum =
        json!({"table": {"attribute": "tools", "ratings": {"Excel": 0.5, "Jira": 0.5}, "combine": "sum"}});
    assert_eq!(decisive(sum, json!({"tools": ["excel"]})), None);
    let curve = json!({"curve": {"attribute": "size", "ratings": [[0, 0], [10, 1]]}});
    assert_eq!(decisive(curve, json!({"size": 10})), None);
}
