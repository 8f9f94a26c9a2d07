//! Which of several icps is told in full.

use super::{assess_with, read};
use crate::{Account, Date, OnInvalid};

const TWO: &str = r#"{
    "format": "icp/1", "name": "two",
    "attributes": {"people": {"type": "number"}, "money": {"type": "number"}, "gone": {"type": "bool"}},
    "icps": [
      {"id": "first", "priority": 1, "fit": {"criteria": [{"id": "size", "fit": {"people": {"gte": 50}}}],
         "tiers": [{"id": "in", "from": 50}, {"id": "out"}]}},
      {"id": "second", "priority": 2, "exclusions": [{"id": "gone", "reason": "closed", "when": {"gone": true}}],
       "fit": {"criteria": [{"id": "money", "required": true, "fit": {"money": {"gte": 5}}},
                            {"id": "small", "fit": {"people": {"lt": 50}}}],
         "tiers": [{"id": "in", "from": 50}, {"id": "out"}]}}]}"#;

/// The explanation, the assessment and what tables show speak of one icp.
#[test]
fn explanations_and_tables_show_the_same_icp() {
    let model = read(TWO);
    let mut scratch = model.scratch();
    for (account, shown) in [
        (r#"{"people": 10}"#, "second"),
        (r#"{"people": 10, "gone": true}"#, "first"),
        (r#"{"people": 10, "money": 1}"#, "second"),
        (r#"{"money": 1}"#, "first"),
        (r#"{"people": 60, "money": 9}"#, "first"),
        (r#"{"people": 10, "money": 9}"#, "second"),
    ] {
        let read = Account::from_json(account).unwrap();
        let record = model.record(&read, OnInvalid::Error).unwrap();
        model.evaluate(&record, Date::new(2026, 11, 21).unwrap(), &mut scratch).unwrap();
        let headline = scratch.headline().and_then(|at| model.icp(at)).map(|icp| &*icp.id);
        let assessment = assess_with(&model, account);
        assert_eq!((headline, &*assessment.headline), (Some(shown), shown), "{account}");
        let (other, text) = (if shown == "first" { "second" } else { "first" }, assessment.explain());
        let answer = text.lines().next().unwrap_or_default();
        assert!(answer.contains(shown) && !answer.contains(other), "{account}: {text}");
        assert!(text.contains(&format!("Other profiles\n- {other} ")), "{account}: {text}");
    }
}
