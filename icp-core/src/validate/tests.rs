//! Models that are read and written whole, and what builds without some features say.

#[cfg(feature = "yaml")]
const ACME: &str = include_str!("../../../examples/models/acme-gtm.yaml");

#[test]
#[cfg(feature = "yaml")]
fn the_example_of_the_design_is_a_model() {
    let definition = crate::model::Definition::from_yaml(ACME).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(&*definition.name, "acme-gtm");
    assert_eq!(definition.icps.len(), 1);
}

#[test]
#[cfg(all(feature = "yaml", feature = "regex"))]
fn the_whole_language_reads_and_writes() {
    use crate::model::Definition;
    for text in [
        ACME,
        include_str!("../../../tests/models/whole-percent.yaml"),
        include_str!("../../../tests/models/whole-points.yaml"),
    ] {
        let definition = Definition::from_yaml(text).unwrap_or_else(|error| panic!("{error}"));
        let json = definition.to_json();
        assert_eq!(
            Definition::from_json(&json).unwrap_or_else(|error| panic!("{error}\n{json}")),
            definition
        );
        let pretty = definition.to_json_pretty();
        assert_eq!(
            Definition::from_json(&pretty).unwrap_or_else(|error| panic!("{error}\n{pretty}")),
            definition
        );
        let yaml = definition.to_yaml();
        println!("{yaml}");
        assert_eq!(
            Definition::from_yaml(&yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}")),
            definition
        );
    }
}

/// A reference is looked up also where its criterion has another mistake.
#[test]
#[cfg(feature = "messages")]
fn an_unknown_dimension_is_told_beside_another_mistake() {
    let text = r#"{"format": "icp/1", "name": "x", "attributes": {"n": {"type": "number"}}, "icps": [{"id": "a",
        "fit": {"dimensions": [{"id": "need", "share": 1}], "tiers": [{"id": "A"}],
        "criteria": [{"id": "c", "dimension": "ned", "weight": -1, "fit": {"n": {"gt": 1}}}]}}]}"#;
    let error = crate::Model::from_json(text).unwrap_err();
    let codes: Vec<_> = error.problems().iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, ["unknown_reference", "range"]);
}

#[test]
#[cfg(all(feature = "messages", not(feature = "regex")))]
fn without_regular_expressions_it_says_so() {
    let text = r#"{"format": "icp/1", "name": "x", "attributes": {"t": {"type": "text"}}, "icps": [{"id": "a",
        "fit": {"criteria": [{"id": "c", "fit": {"t": {"matches": "("}}}, {"id": "d", "fit": {"t": {"matches": 1}}}],
        "tiers": [{"id": "A"}]}}]}"#;
    let error = crate::Model::from_json(text).unwrap_err();
    let codes: Vec<_> = error.problems().iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, ["regex.off", "type"]);
}

/// Without messages there is one code: of the part that another build reads, else of the first mistake.
#[test]
#[cfg(not(feature = "messages"))]
fn without_words_it_tells_one_code() {
    let told = |test: &str| {
        let text = format!(
            r#"{{"format": "icp/1", "nmae": 1, "attributes": {{"t": {{"type": "text"}}}}, "icps": [{{"id": "a",
            "fit": {{"criteria": [{{"id": "c", "fit": {{"t": {test}}}}}], "tiers": [{{"id": "A"}}]}}}}]}}"#
        );
        let error = crate::Model::from_json(&text).unwrap_err();
        error.problems().iter().map(|problem| problem.code()).collect::<Vec<_>>()
    };
    assert_eq!(told(r#""x""#), ["missing_field"]);
    #[cfg(not(feature = "regex"))]
    assert_eq!(told(r#"{"matches": "x"}"#), ["regex.off"]);
}
