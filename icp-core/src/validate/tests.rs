use crate::read;

const ACME: &str = include_str!("../../../examples/models/acme-gtm.yaml");

#[test]
#[cfg(feature = "yaml")]
fn the_example_of_the_design_is_a_model() {
    let definition = read::yaml(ACME).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(&*definition.name, "acme-gtm");
    assert_eq!(definition.attributes.len(), 9);
    assert_eq!(definition.icps[0].fit.criteria.len(), 4);
}
