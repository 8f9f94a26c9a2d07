//! The project's own model and accounts.

use super::{Account, AssessmentData, Date, Model, same_words, says};

const MODEL: &str = include_str!("../../../../examples/models/acme-gtm.yaml");
const ACCOUNTS: &str = include_str!("../../../../examples/accounts.jsonl");

fn assessments() -> Vec<AssessmentData<'static>> {
    let model = Model::from_yaml(MODEL).unwrap_or_else(|error| panic!("{error}"));
    let today = Date::new(2026, 11, 21).unwrap();
    ACCOUNTS.lines().map(|line| model.assess(&Account::from_json(line).unwrap(), today).unwrap()).collect()
}

#[test]
fn every_account_is_explained() {
    let assessments = assessments();
    assert!(assessments.len() >= 5);
    for assessment in &assessments {
        same_words(assessment);
        assert!(assessment.explain().lines().count() < 50);
    }
}

#[test]
fn a_missing_required_fact_is_named() {
    let open = assessments()
        .into_iter()
        .find(|assessment| assessment.icps[0].reason.code.as_str() == "required_unknown");
    let text = r"
Too little is known to say whether Mid-market B2B SaaS fits: required criterion
revenue is unknown. So far the score is 56 of 100 (56 to 80 when everything is
known).
By acme-gtm, version 2026-10-01, as of 2026-11-21; 76 % of what counts is known.

Why
 - fresh-money    0 of 20  last_round_on 2026-05-19
                           wanted within the last 6 months
 ? revenue        0 to 24  arr not known
                           required at least 5,000,000 USD: all of it; else more
                             than 2,000,000 USD: half
 + company-size  36 of 36  employees 275 people
                           wanted 200 to 500 people; against it: less than 50
                             people
 + stack         20 of 20  tech_stack HubSpot, Amplitude
                           wanted tech_stack has HubSpot, and (tech_stack has
                             Amplitude, or tech_stack has Mixpanel)

Formulas
- revenue_per_head = arr / employees; missing: arr

What is missing
- arr: the score could rise by up to 24 (revenue, required)
Still open: whether it fits, and its tier, from A to B.
";
    says(&open.unwrap(), text);
}
