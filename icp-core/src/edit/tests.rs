//! Models changed in code: names that mean one card or several, what goes with a criterion, and what is refused.

use crate::model::{Edits, NamedList};
use crate::{Account, Date, Model, Source};

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

fn listed() -> Model {
    let text = r#"{"format": "icp/1", "name": "demo",
        "attributes": {"site": {"type": "text"}, "trade": {"type": "text", "values": ["food", "retail"]}, "size": {"type": "number"}},
        "lists": {"targets": ["nobody"], "trades": ["food"], "sizes": [10, 20]},
        "icps": [{"id": "a", "fit": {
            "criteria": [{"id": "target", "fit": {"site": {"in": "$targets"}}}, {"id": "trade", "fit": {"trade": {"in": "$trades"}}},
                         {"id": "size", "fit": {"size": {"in": "$sizes"}}}],
            "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#;
    Model::from_json(text).unwrap_or_else(|error| panic!("{error}"))
}

fn rating(model: &Model, account: &str, at: usize) -> Option<f64> {
    let account = Account::from_json(account).unwrap();
    model.assess(&account, Date::new(2026, 11, 21).unwrap()).unwrap().icps[0].fit.criteria[at].rating
}

#[test]
fn given_lists_take_the_place_of_the_entries_and_no_more() {
    let model = listed();
    let acme = r#"{"site": "ACME", "size": 30}"#;
    assert_eq!((rating(&model, acme, 0), rating(&model, acme, 2)), (Some(0.0), Some(0.0)));
    let first = model.with_lists(&[NamedList::new("targets", ["acme"])]).unwrap();
    let both = first.with_lists(&[NamedList::new("sizes", ["30", "4e1"])]).unwrap();
    assert_eq!((rating(&both, acme, 0), rating(&both, acme, 2)), (Some(1.0), Some(1.0)));
    // The document and its fingerprint stay the author's.
    assert_eq!((both.to_json(), both.fingerprint()), (model.to_json(), model.fingerprint()));
    assert_ne!(both, model);
    let given: Vec<_> = both.given_lists().map(|(list, digest)| (&*list.name, &list.items, digest)).collect();
    // The SHA-256 of `["acme"]` and of `[30,40]`.
    let digests = [
        "07fad54f7446269afc481e306a48f046b3c64d161ff54f8392172607fc0b7fa3",
        "6b3b25283d8cd7c0a2c79d271fc7b924cd268879fe962b3ac640bdd46ead1c65",
    ];
    assert_eq!(given[0], ("targets", &vec!["acme".into()], digests[0]));
    assert_eq!(given[1], ("sizes", &vec![30.0.into(), 40.0.into()], digests[1]));
    // The later of a name counts, and giving the same again is the same model.
    let again = both.with_lists(&[NamedList::new("targets", ["bluefin"])]).unwrap();
    assert_eq!(rating(&again, acme, 0), Some(0.0));
    assert_eq!(again.with_lists(&[NamedList::new("targets", ["acme"])]).unwrap(), both);
    for none in [Vec::new(), NamedList::from_json("{}").unwrap()] {
        assert_eq!(model.with_lists(&none).unwrap(), model);
    }
}

#[test]
fn lists_stay_given_with_a_source_and_with_other_weights() {
    let source = r##"{"format": "icp-source/1", "name": "crm", "columns": {"# Site": "site"}}"##;
    let source = Source::from_json(source).unwrap();
    let lists = [NamedList::new("targets", ["acme"])];
    let account = r##"{"# Site": "acme"}"##;
    let one = listed().with_source(&source).unwrap().with_lists(&lists).unwrap();
    let other = listed().with_lists(&lists).unwrap().with_source(&source).unwrap();
    assert_eq!(one, other);
    for model in [&one, &other] {
        assert_eq!(rating(model, account, 0), Some(1.0));
        let heavier = model.replace(&Edits::new().weight("target", 3.0)).unwrap();
        assert_eq!((rating(&heavier, account, 0), heavier.given_lists().count()), (Some(1.0), 1));
        assert_eq!(model.without_source(), listed().with_lists(&lists).unwrap());
    }
}

#[test]
fn lists_that_do_not_suit_the_model_are_refused() {
    let told = |lists: &str| -> String {
        let lists = NamedList::from_json(lists).and_then(|lists| listed().with_lists(&lists));
        let error = lists.expect_err("a mistake");
        let problems = error.problems().iter();
        problems
            .map(|one| format!("{} {}: {}", one.code(), one.path(), one.message()))
            .collect::<Vec<_>>()
            .join("\n")
    };
    for (lists, expected) in [
        (r#"{"target": ["acme"]}"#, "unknown_reference lists.target: the model has no list `target`"),
        (r#"{"targets": []}"#, "empty targets: list `targets` is empty"),
        (r#"{"targets": ["acme", 5]}"#, "type targets[1]: list `targets` mixes numbers and texts"),
        (r#"{"targets": "acme"}"#, "type targets: list `targets` must be a list, found text"),
        (
            r#"{"targets": [5]}"#,
            "type icps[0].fit.criteria[0].fit.site.in: `in` takes texts, and list `targets` has numbers",
        ),
        (
            r#"{"sizes": ["many"]}"#,
            "type icps[0].fit.criteria[2].fit.size.in: `in` takes numbers, and list `sizes` has texts",
        ),
        (
            r#"{"trades": ["foot"]}"#,
            "unknown_value icps[0].fit.criteria[1].fit.trade.in: list `trades` has `foot`, which is not among the values of `trade`",
        ),
    ] {
        if cfg!(feature = "messages") {
            assert_eq!(told(lists), expected, "{lists}");
        }
    }
    let none = listed().with_lists(&[NamedList::new("targets", [""; 0])]).unwrap_err();
    assert_eq!(none.problems()[0].code(), "empty");
}

#[test]
fn a_given_list_may_be_long() {
    let names: Vec<String> = (0..30_000).map(|at| format!("account {at}")).collect();
    let model = listed().with_lists(&[NamedList::new("targets", names)]).unwrap();
    assert_eq!(rating(&model, r#"{"site": "Account 29999"}"#, 0), Some(1.0));
    assert_eq!(rating(&model, r#"{"site": "Account 30000"}"#, 0), Some(0.0));
}
