//! Models changed in code: names that mean one card or several, what goes with a criterion, and what is refused.

use crate::Model;
use crate::model::Edits;

const TEXT: &str = r#"{"format": "icp/1", "name": "demo", "attributes": {"size": {"type": "number"}, "trade": {"type": "text"}, "paid": {"type": "bool"}},
    "criteria": {"size": {"weight": 2, "fit": {"size": {"gte": 20}}}},
    "icps": [
      {"id": "a", "priority": 1, "fit": {
        "dimensions": [{"id": "firm", "share": 60}, {"id": "pay", "share": 40, "when_empty": {"to": ["firm"]}}],
        "criteria": [{"use": "size", "dimension": "firm"}, {"id": "trade", "dimension": "firm", "weight": 3, "fit": {"trade": "retail"}},
                     {"id": "paid", "dimension": "pay", "fit": {"paid": true}}],
        "tiers": [{"id": "A", "from": 80, "requires": ["paid", {"at_least": 1, "of": ["size", "trade"]}]}, {"id": "B", "from": 40}, {"id": "C"}]}},
      {"id": "b", "priority": 2, "fit": {"weights": {"size": 5, "trade": 1}, "criteria": [{"id": "trade", "fit": {"trade": "food"}}],
        "tiers": [{"id": "A", "from": 70}, {"id": "B"}]}}]}"#;

fn model() -> Model {
    Model::from_json(TEXT).unwrap_or_else(|error| panic!("{error}"))
}

fn weights(model: &Model) -> Vec<(String, f64)> {
    let all = model.criterion_infos();
    all.into_iter().map(|one| (format!("{}/{}", one.icp, one.id), one.weight)).collect()
}

fn weighed(all: &[(&str, f64)]) -> Vec<(String, f64)> {
    all.iter().map(|(name, weight)| ((*name).to_owned(), *weight)).collect()
}

#[test]
fn a_name_means_every_card_or_that_of_one_icp() {
    let both = model().replace(&Edits::new().weight("size", 7.0)).unwrap();
    let expected = [("a/size", 7.0), ("a/trade", 3.0), ("a/paid", 1.0), ("b/trade", 1.0), ("b/size", 7.0)];
    assert_eq!(weights(&both), weighed(&expected));
    let one = model().replace(&Edits::new().weight("b/size", 7.0).weight("a/trade", 0.5)).unwrap();
    let expected = [("a/size", 2.0), ("a/trade", 0.5), ("a/paid", 1.0), ("b/trade", 1.0), ("b/size", 7.0)];
    assert_eq!(weights(&one), weighed(&expected));
    // The document says the same.
    assert_eq!(Model::from_json(&one.to_json()).unwrap(), one);
    let tiers = model().replace(&Edits::new().tier("a/A", 90.0).version("3")).unwrap();
    let bounds = tiers.definition().icps.iter().map(|icp| icp.fit.tiers[0].from.map(|from| from.to_f64()));
    assert_eq!((bounds.collect::<Vec<_>>(), tiers.version()), (vec![Some(90.0), Some(70.0)], Some("3")));
}

#[test]
fn a_computed_weight_is_the_decimal_that_was_meant() {
    let heavier = model().replace(&Edits::new().weight("a/trade", 8.370000000000001)).unwrap();
    assert_eq!(weights(&heavier)[1].1, 8.37);
}

#[test]
fn changes_that_give_no_model_are_refused() {
    for (changes, expected) in [
        (Edits::new().weight("sise", 1.0), "unknown_reference icps"),
        (Edits::new().weight("c/size", 1.0), "unknown_reference icps"),
        (Edits::new().tier("D", 1.0), "unknown_reference icps"),
        (Edits::new().weight("a/trade", 0.1234567), "range.precision icps[0].fit.criteria[1].weight"),
        (Edits::new().weight("a/trade", -1.0), "range icps[0].fit.criteria[1].weight"),
        (Edits::new().tier("a/B", 85.0), "order icps[0].fit.tiers[1].from"),
        (Edits::new().tier("a/C", 5.0), "tier.no_default icps[0].fit.tiers[2].from"),
    ] {
        let error = model().replace(&changes).unwrap_err();
        let first = &error.problems()[0];
        assert_eq!(format!("{} {}", first.code(), first.path()), expected, "{error}");
    }
}

#[test]
fn what_rests_on_a_criterion_goes_with_it() {
    let (left, also) = model().without("a/paid").unwrap();
    assert_eq!(
        also,
        [
            "icp `a`: tier `A` of `fit` no longer requires it",
            "icp `a`: dimension `pay` of `fit`, which has no other criterion"
        ]
    );
    let card = &left.definition().icps[0].fit;
    assert_eq!((card.dimensions.len(), card.tiers[0].requires.len()), (1, 1));
    assert_eq!(card.tiers[0].requires[0].of, [0, 1]);
    let (left, also) = model().without("trade").unwrap();
    assert_eq!(also, ["icp `a`: tier `A` of `fit` no longer requires it"]);
    assert_eq!(weights(&left), weighed(&[("a/size", 2.0), ("a/paid", 1.0), ("b/size", 5.0)]));
    assert!(left.to_json().contains(r#""requires":["paid","size"]"#), "{}", left.to_json());
    // The only criterion of a card stays.
    let error = left.without("b/size").unwrap_err();
    assert_eq!(error.problems()[0].code(), "conflict");
    assert_eq!(left.without("nothing").unwrap_err().problems()[0].code(), "unknown_reference");
}
