//! Findings and score ranges of small models; each kind's own samples are tried in `tests/programs/findings`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use super::{Finding, FindingKind};
use crate::{Date, Model};

fn model(yaml: &str) -> Model {
    Model::from_yaml(yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"))
}

/// Read as what a program made, so that the sample of a computed number is a model.
fn findings(yaml: &str) -> Vec<Finding> {
    let draft = crate::document::Draft::from_yaml(yaml).unwrap();
    let definition = crate::validate::validate_computed(draft, &crate::Limits::default(), Some(yaml))
        .unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    super::findings(&definition, &crate::compile::compile(&definition), Date::new(2026, 11, 21).unwrap())
}

/// The warnings of a model, as code, path and message.
fn warnings(yaml: &str) -> Vec<String> {
    let warnings =
        findings(yaml).into_iter().filter(|finding| finding.severity() == super::Severity::Warning);
    warnings.map(|finding| format!("{} {}: {}", finding.code(), finding.path(), finding.message())).collect()
}

const ATTRIBUTES: &str = "
format: icp/1
name: sample
attributes:
  employees: {type: number}
  cost: {type: number}
  revenue: {type: number}
  margin: {type: number, formula: revenue - cost}
  industry: {type: text, synonyms: {SaaS: [Software as a Service]}}
  founded: {type: date}
  stack: {type: set}
";

/// A scorecard of one criterion.
fn with_rule(rule: &str) -> String {
    format!(
        "{ATTRIBUTES}icps: [{{id: smb, fit: {{criteria: [{{id: one, {rule}}}], tiers: [{{id: A, from: 50}}, {{id: B}}]}}}}]"
    )
}

/// Whether a criterion with this `fit` is found to be never fit.
fn never(fit: &str) -> bool {
    warnings(&with_rule(&format!("fit: {fit}"))).iter().any(|warning| warning.starts_with("unreachable_fit"))
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

#[test]
fn every_kind_has_a_code_of_its_own_and_words() {
    let mut codes: Vec<_> = FindingKind::all().iter().map(|kind| kind.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), FindingKind::all().len());
    for kind in FindingKind::all() {
        assert!(kind.code().chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{kind:?}");
        assert!(!kind.what().ends_with('.') && !kind.why().ends_with('.'), "{kind:?}");
        assert!(findings(kind.wrong()).iter().all(|finding| finding.help().is_some()));
    }
}

#[test]
fn every_kind_is_in_the_table_of_the_documentation() {
    let mut table = String::from("| code | severity | what is found | why it matters |\n|---|---|---|---|\n");
    for kind in FindingKind::all() {
        let cells = [kind.what(), kind.why()].map(|cell| cell.replace('|', "\\|"));
        table.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            kind.code(),
            kind.severity().as_str(),
            cells[0],
            cells[1]
        ));
    }
    assert_eq!(include_str!("findings.md"), table, "findings.md should be\n{table}");
}

/// The pieces of one text, its value and its length lie in several slots.
#[test]
fn pieces_of_a_text_imply_each_other() {
    let bands = |first: &str, second: &str| {
        warnings(&with_rule(&format!(
            "bands: [{{when: {{industry: {first}}}, rating: 0.5}}, {{when: {{industry: {second}}}, rating: 1}}]"
        )))
    };
    let covered = "unreachable_band icps[0].fit.criteria[0].bands[1]: band 2 of criterion `one` is never reached: \
                   band 1 before it covers it";
    for (first, second) in [
        ("{contains: data}", "{contains: database}"),
        ("{contains: data}", "{mentions: big data}"),
        ("{mentions: data}", "{mentions: big data}"),
        ("{contains: data}", "{starts_with: data}"),
        ("{starts_with: data}", "{starts_with: database}"),
        ("{ends_with: base}", "{ends_with: database}"),
        ("{contains: s}", "{is: SaaS}"),
        ("{length: {gte: 4}}", "{is: SaaS}"),
        ("{starts_with: s}", "{in: [SaaS, software]}"),
    ] {
        assert_eq!(bands(first, second), [covered], "{first} {second}");
    }
    for (first, second) in [
        ("{contains: database}", "{contains: data}"),
        ("{mentions: data}", "{mentions: database}"),
        ("{starts_with: data}", "{contains: database}"),
        ("{contains: saas}", "{is: SaaS}"),
        ("{length: {lte: 4}}", "{is: SaaS}"),
        ("{matches: data}", "{contains: database}"),
    ] {
        assert_eq!(bands(first, second), [""; 0], "{first} {second}");
    }
    assert!(never("{all: [{industry: {starts_with: big}}, {industry: {starts_with: small}}]}"));
    assert!(never("{industry: {is: SaaS, contains: data}}"));
    assert!(!never("{industry: {is: SaaS, contains: service}}"));
}

#[test]
fn days_and_months_imply_each_other_whatever_the_day() {
    let bands = |first: &str, second: &str| {
        warnings(&with_rule(&format!(
            "bands: [{{when: {{founded: {{within_last: {first}}}}}, rating: 0.5}}, {{when: {{founded: {{within_last: {second}}}}}, rating: 1}}]"
        )))
    };
    assert_eq!(bands("12 months", "90 days").len(), 1);
    assert_eq!(bands("100 days", "3 months").len(), 1);
    // Three months are 89 to 92 days.
    assert_eq!(bands("3 months", "90 days"), [""; 0]);
    assert_eq!(bands("90 days", "3 months"), [""; 0]);
    assert_eq!(bands("90 days", "12 months"), [""; 0]);
}

#[test]
fn comparisons_of_the_same_two_attributes_are_tied() {
    assert!(never("{revenue: {gt: {attribute: cost}, lt: {attribute: cost}}}"));
    assert!(!never("{revenue: {gte: {attribute: cost}, lte: {attribute: cost}}}"));
    let equal = "{revenue: {gte: {attribute: cost}, lte: {attribute: cost}, is_not: {attribute: cost}}}";
    // Pairs are possible, all three together are not: nothing is said.
    assert!(!never(equal));
}

#[test]
fn what_is_missing_is_missing_in_every_slot() {
    assert!(never("{industry: {known: false, contains: data}}"));
    assert!(never("{margin: {gt: 0}, cost: {known: false}}"));
    assert!(never("{revenue: {gt: {attribute: cost}}, cost: {known: false}}"));
    assert!(!never("{margin: {known: false}, cost: {gt: 0}}"));
    assert!(never("{stack: {has: HubSpot, size: {lt: 1}}}"));
    assert!(never("{stack: {has_all: [HubSpot, Segment], size: {lte: 1}}}"));
    assert!(!never("{stack: {has_all: [HubSpot, Segment], size: {lte: 2}}}"));
    assert!(never("{employees: {gt: 5}, founded: {after: 9999-12-31}}"));
}

#[test]
fn what_rests_on_too_much_is_passed_over() {
    let words: Vec<String> = (0..300).map(|n| format!("word{n}")).collect();
    let list = words.join(", ");
    let yaml = with_rule(&format!(
        "fit: {{stack: {{has_at_least: {{n: 150, of: [{list}]}}}}}}, misfit: {{stack: {{has_any: [{list}]}}}}"
    ));
    assert_eq!(warnings(&yaml), [""; 0]);
    let ranges = model(&yaml).score_ranges();
    assert_eq!((ranges[0].lowest, ranges[0].highest, ranges[0].is_exact), (0.0, 100.0, false));
}

#[test]
fn ranges_add_what_goes_together() {
    let range = |card: &str| {
        let ranges = model(&format!("{ATTRIBUTES}icps: [{{id: smb, fit: {{{card}, tiers: [{{id: A}}]}}}}]"))
            .score_ranges();
        (ranges[0].lowest, ranges[0].highest, ranges[0].is_exact)
    };
    // Small and large at once cannot be.
    let both =
        "criteria: [{id: small, fit: {employees: {lt: 50}}}, {id: large, fit: {employees: {gt: 500}}}]";
    assert_eq!(range(both), (0.0, 50.0, true));
    let apart = "criteria: [{id: small, fit: {employees: {lt: 50}}}, {id: rich, fit: {cost: {gt: 500}}}]";
    assert_eq!(range(apart), (0.0, 100.0, true));
    // The second one can leave, and takes its weight along.
    let leaves = "criteria: [{id: small, bands: [{when: {employees: {lt: 50}}, rating: 0.9}]}, \
                  {id: rich, applies_when: {founded: {known: true}}, bands: [{when: {cost: {gt: 5}}, rating: 0.5}]}]";
    assert_eq!(range(leaves), (0.0, 90.0, true));
    let caps = "scale: {points: {base: 10, min: 0}}, dimensions: [{id: d, cap: 15}], criteria: [\
                {id: a, dimension: d, points: 10, penalty: 30, fit: {employees: {gt: 5}}, misfit: {employees: {lt: 2}}}, \
                {id: b, dimension: d, points: 10, fit: {cost: {gt: 5}}}, {id: c, curve: {attribute: revenue, points: [[0, 0], [10, 4]]}}]";
    assert_eq!(range(caps), (0.0, 29.0, true));
    let shares = "dimensions: [{id: d, share: 60}, {id: e, share: 40}], criteria: [\
                  {id: a, dimension: d, bands: [{when: {employees: {gt: 5}}, rating: 0.5}]}, {id: b, dimension: e, fit: {cost: {gt: 5}}}]";
    assert_eq!(range(shares), (0.0, 70.0, true));
    // Nothing known is no score, so 0 is not reached; the curve begins at 50 where it applies.
    let curve = "criteria: [{id: a, applies_when: {cost: {gte: 5}}, curve: {attribute: cost, ratings: [[0, 0], [10, 1]]}}]";
    assert_eq!(range(curve), (0.0, 100.0, false));
}

#[test]
fn superfluous_only_where_it_makes_no_difference() {
    let exclusions = |shared: &str, own: &str| {
        warnings(&format!(
            "{ATTRIBUTES}exclusions: [{shared}]\nicps: [{{id: smb, exclusions: [{own}], fit: {{criteria: [{{id: one, fit: {{employees: {{gt: 50}}}}}}], tiers: [{{id: A, from: 50}}, {{id: B}}]}}}}]"
        ))
    };
    let small = "{id: small, reason: r, when: {employees: {lt: 20}}}";
    let tiny = "{id: tiny, reason: r, when: {employees: {lt: 5}}}";
    assert_eq!(
        exclusions(small, tiny),
        [
            "subsumed_exclusion icps[0].exclusions[0]: exclusion `tiny` adds nothing: whenever it holds, `small` does"
        ]
    );
    assert_eq!(
        exclusions(tiny, small),
        ["subsumed_exclusion exclusions[0]: exclusion `tiny` adds nothing: whenever it holds, `small` does"]
    );
    // While the number is missing, one of them holds the account back.
    let held = "{id: tiny, reason: r, when: {employees: {lt: 5}}, if_unknown: hold}";
    assert_eq!(exclusions(small, held), [""; 0]);
    let unless = "{id: tiny, reason: r, when: {employees: {lt: 50}}, unless: {employees: {gte: 5}}}";
    assert_eq!(exclusions(small, unless).len(), 1);
}

#[test]
fn findings_come_in_the_order_of_the_document() {
    let yaml = format!(
        "{ATTRIBUTES}review_every: 1 year\nexclusions: [{{id: no, reason: r, when: {{employees: {{lt: 5, gt: 9}}}}}}]\n\
         icps: [{{id: smb, fit: {{criteria: [{{id: one, fit: {{cost: {{gt: 5, lt: 3}}}}}}], tiers: [{{id: A, from: 50}}, {{id: B}}]}}}}]"
    );
    let paths: Vec<String> = findings(&yaml).iter().map(|finding| finding.path().to_string()).collect();
    let expected = [
        "review_every",
        "attributes.revenue",
        "attributes.margin",
        "attributes.industry",
        "attributes.founded",
        "attributes.stack",
        "exclusions[0].when",
        "icps[0]",
        "icps[0].fit",
        "icps[0].fit.criteria[0].fit",
        "icps[0].fit.tiers[0]",
    ];
    assert_eq!(paths, expected);
    let last = findings(&yaml).pop().unwrap();
    assert_eq!(
        last.to_string(),
        "warning[unreachable_tier]: no account reaches tier `A`: it begins at 50, and no account scores more than 0 \
         (at icps[0].fit.tiers[0]); move its bound, or change what the criteria give"
    );
    assert_eq!(
        serde_json::to_string(&last).unwrap(),
        r#"{"code":"unreachable_tier","severity":"warning","path":"icps[0].fit.tiers[0]","message":"no account reaches tier `A`: it begins at 50, and no account scores more than 0","help":"move its bound, or change what the criteria give"}"#
    );
}

#[test]
fn a_shared_criterion_is_told_once() {
    let yaml = format!(
        "{ATTRIBUTES}criteria: {{size: {{fit: {{employees: {{gt: 5, lt: 3}}}}}}}}\n\
         icps:\n  - {{id: a, priority: 1, fit: {{criteria: [{{use: size}}, {{id: x, fit: {{cost: {{gt: 1}}}}}}], tiers: [{{id: A, from: 40}}, {{id: B}}]}}}}\n  \
         - {{id: b, priority: 2, fit: {{criteria: [{{use: size}}], tiers: [{{id: A}}]}}}}\n"
    );
    let found = warnings(&yaml);
    assert_eq!(found, ["unreachable_fit criteria.size.fit: criterion `size`: its `fit` can never hold"]);
}

/// A word for "all others" is a finding wherever a value can be written, but not where it is declared as a value.
#[test]
fn words_for_all_others_are_no_values() {
    let found = |rule: &str| {
        let all = findings(&with_rule(rule));
        let told = all.into_iter().filter(|finding| finding.code() == "default_as_value");
        told.map(|finding| format!("{}: {}", finding.path(), finding.help().unwrap())).collect::<Vec<_>>()
    };
    for word in [
        "default",
        "Else",
        "other",
        "OTHERS",
        "'*'",
        "any",
        "rest",
        "otherwise",
        "_default",
        "everything else",
    ] {
        let key = word.trim_matches('\'');
        let at =
            if key == "everything else" || key == "*" { format!("[\"{key}\"]") } else { format!(".{key}") };
        let table = |attribute: &str, unit: &str| {
            found(&format!("table: {{attribute: {attribute}, {unit}: {{SaaS: 1, {word}: 0.2}}}}"))
        };
        for attribute in ["industry", "stack"] {
            for unit in ["ratings", "points"] {
                let help = format!(
                    "icps[0].fit.criteria[0].table.{unit}{at}: for all other values write `otherwise: 0.2` in the \
                     table; if it is a value, list it in `values` of `{attribute}`"
                );
                assert_eq!(table(attribute, unit), [help], "{word}");
            }
        }
    }
    for word in ["null", "~", "Missing", "(blank)", "not_set", "NaN"] {
        let told = found(&format!("table: {{attribute: industry, ratings: {{SaaS: 1, {word}: 0.2}}}}"));
        let help = "for a missing value write `if_unknown: 0.2` in the criterion; if it is a value, list it in `values` of `industry`";
        assert!(told.len() == 1 && told[0].ends_with(help), "{word}: {told:?}");
    }
    for value in ["unknown", "None", "N/A", "Blank Street Coffee"] {
        assert!(
            found(&format!("table: {{attribute: industry, ratings: {{SaaS: 1, {value}: 0.2}}}}")).is_empty()
        );
    }
    for when in ["industry: other", "industry: {is: other}", "industry: {in: [other]}", "stack: {has: other}"]
    {
        let bands =
            format!("bands: [{{when: {{industry: SaaS}}, rating: 1}}, {{when: {{{when}}}, rating: 0.2}}]");
        assert_eq!(found(&bands).len(), 1, "{when}");
        let first =
            format!("bands: [{{when: {{{when}}}, rating: 0.2}}, {{when: {{industry: SaaS}}, rating: 1}}]");
        assert_eq!(found(&first).len(), 0, "{when}");
    }
    let decay = |event: &str| {
        let text = with_rule(&format!(
            "decay: {{attribute: visits, points: {{demo: 5, {event}: 1}}, half_life: 9 days}}"
        ));
        let text = text.replace("  stack:", "  visits: {type: events}\n  stack:");
        findings(&text).iter().filter(|finding| finding.code() == "default_as_value").count()
    };
    assert_eq!((decay("default"), decay("webinar")), (1, 0));
    for declared in ["values: [SaaS, Other]", "synonyms: {other: [misc]}"] {
        let text = with_rule("table: {attribute: industry, ratings: {SaaS: 1, other: 0.2}}")
            .replace("synonyms: {SaaS: [Software as a Service]}", declared);
        assert!(findings(&text).iter().all(|finding| finding.code() != "default_as_value"), "{declared}");
    }
    assert!(found("table: {attribute: industry, ratings: {SaaS: 1, otherwise inclined: 0.2}}").is_empty());
}

/// A table on what others search is told whichever way they search, and not where values are closed or named whole.
#[test]
fn a_table_on_a_text_that_is_searched() {
    let found = |declared: &str, other: &str| {
        let text = format!(
            "format: icp/1\nname: sample\nattributes: {{about: {{type: text{declared}}}}}\n\
             icps: [{{id: a, fit: {{criteria: [{{id: trade, table: {{attribute: about, ratings: {{video: 1}}}}}}, \
             {{id: b, {other}}}], tiers: [{{id: A, from: 50}}, {{id: B}}]}}}}]"
        );
        findings(&text).iter().filter(|finding| finding.code() == "whole_text_in_table").count()
    };
    let searched = [
        "fit: {about: {mentions: [video]}}",
        "fit: {not: {about: {contains: video}}}",
        "per_match: {attribute: about, of: [video], rating_each: 1}",
    ];
    for other in searched {
        assert_eq!((found("", other), found(", values: [video]", other)), (1, 0), "{other}");
    }
    for other in ["fit: {about: {starts_with: video}}", "fit: {about: {in: [video]}}"] {
        assert_eq!(found("", other), 0, "{other}");
    }
}
