use super::{Finding, FindingKind};
use crate::{Date, Model};

#[expect(clippy::panic, clippy::unwrap_used, reason = "a helper of the tests below")]
fn findings(yaml: &str) -> Vec<Finding> {
    let model = Model::from_yaml(yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    model.findings(Date::new(2026, 11, 21).unwrap())
}

#[test]
fn every_kind_is_in_its_wrong_sample_and_not_in_its_right_one() {
    for kind in FindingKind::all() {
        let codes = |yaml| findings(yaml).iter().map(Finding::code).collect::<Vec<_>>();
        let (wrong, right) = (codes(kind.wrong()), codes(kind.right()));
        assert!(wrong.contains(&kind.code()), "{kind:?}: {wrong:?}\n{}", kind.wrong());
        assert!(!right.contains(&kind.code()), "{kind:?}: {right:?}\n{}", kind.right());
    }
}
