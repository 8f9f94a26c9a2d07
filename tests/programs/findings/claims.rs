//! Drawn models: whatever is claimed to be never or always so is never or always so for drawn accounts.

use std::collections::BTreeMap;

use icp_core::error::Step;
use icp_core::findings::Finding;
use icp_core::{Account, Date, Limits, Model};
use icp_tests::generate::{self, Level};
use serde_json::{Value, json};

const ACCOUNTS: usize = 30;

fn models() -> u64 {
    std::env::var("ICP_MODELS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

/// Gives each band a label of its own, so that an assessment tells which one an account got.
fn label(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            if let Some(bands) = entries.get_mut("bands").and_then(Value::as_array_mut) {
                for (index, band) in bands.iter_mut().enumerate() {
                    band["label"] = json!(format!("band {index}"));
                }
            }
            entries.values_mut().for_each(label);
        }
        Value::Array(items) => items.iter_mut().for_each(label),
        _ => {}
    }
}

/// The place that a path names, with the icps by number.
struct Place {
    icp: Option<usize>,
    card: &'static str,
    /// The last index of the path.
    last: usize,
}

fn place(finding: &Finding) -> Place {
    let steps = finding.path().steps();
    let key = |at: usize| match steps.get(at) {
        Some(Step::Key(key)) => &**key,
        _ => "",
    };
    let icp = match steps.get(1) {
        Some(Step::Index(index)) if key(0) == "icps" => Some(*index),
        _ => None,
    };
    let last = steps.iter().rev().find_map(|step| match step {
        Step::Index(index) => Some(*index),
        Step::Key(_) => None,
    });
    let card = if key(2) == "intent" { "intent" } else { "fit" };
    Place { icp, card, last: last.unwrap_or_default() }
}

/// The texts in backticks of a message.
fn quoted(finding: &Finding) -> Vec<&str> {
    finding.message().split('`').skip(1).step_by(2).collect()
}

/// The assessments of an icp, or of all.
fn of_icp<'a>(document: &Value, assessment: &'a Value, icp: Option<usize>) -> Vec<&'a Value> {
    let all = assessment["icps"].as_array().unwrap().iter();
    match icp {
        Some(icp) => all.filter(|one| one["icp"] == document["icps"][icp]["id"]).collect(),
        None => all.collect(),
    }
}

/// The lines of a scorecard that a finding about a criterion is about.
fn lines<'a>(document: &Value, finding: &Finding, assessment: &'a Value) -> Vec<&'a Value> {
    let at = place(finding);
    let id = quoted(finding)[0].to_owned();
    let mut lines = Vec::new();
    for one in of_icp(document, assessment, at.icp) {
        for (card, result) in [("fit", one), ("intent", &one["intent"])] {
            // A shared criterion is told by its place, and by the id of its first use.
            if at.icp.is_some() && card == at.card {
                let all = result["criteria"].as_array().into_iter().flatten();
                lines.extend(all.filter(|line| line["id"] == *id));
            }
        }
    }
    lines
}

/// The criterion that a finding is about.
fn rule<'a>(document: &'a Value, finding: &Finding) -> Option<&'a Value> {
    let mut at = document;
    for step in finding.path().steps().split_last()?.1 {
        at = match step {
            Step::Key(key) => at.get(&**key)?,
            Step::Index(index) => at.get(*index)?,
        };
    }
    Some(at)
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

/// Whether an assessment contradicts a finding.
fn is_refuted(document: &Value, finding: &Finding, assessment: &Value) -> bool {
    let at = place(finding);
    let names = quoted(finding);
    let icps = || of_icp(document, assessment, at.icp);
    let result = |one: &Value| if at.card == "intent" { one["intent"].clone() } else { one.clone() };
    match finding.code() {
        "exclusion_never_holds" => icps().iter().any(|one| ids(&one["exclusions"]).contains(&names[0])),
        "exclusion_always_holds" => icps().iter().any(|one| {
            let holds = ids(&one["exclusions"]).contains(&names[0]);
            let unknown = ids(&one["possible_exclusions"]).contains(&names[0]);
            !(holds || unknown && finding.message().contains("is known"))
        }),
        "duplicate_exclusion" => icps().iter().any(|one| {
            ["exclusions", "possible_exclusions"]
                .iter()
                .any(|list| ids(&one[*list]).contains(&names[0]) != ids(&one[*list]).contains(&names[1]))
        }),
        "subsumed_exclusion" => icps().iter().any(|one| {
            let holds = ids(&one["exclusions"]);
            holds.contains(&names[0]) && !holds.contains(&names[1])
        }),
        "limit_never_acts" => icps().iter().any(|one| {
            let card = result(one);
            card["adjustments"].as_array().into_iter().flatten().any(|acted| acted["limit"] == at.last)
        }),
        "full_out_of_reach" => icps().iter().any(|one| {
            let card = result(one);
            let acted = card["adjustments"].as_array().into_iter().flatten();
            acted
                .filter(|acted| acted["kind"] == "full")
                .any(|acted| names.contains(&acted["dimension"].as_str().unwrap()))
        }),
        "never_empty" => icps().iter().any(|one| {
            let card = result(one);
            let line = |line: &&Value| line["dimension"] == *names[0];
            let own: Vec<&Value> = card["criteria"].as_array().into_iter().flatten().filter(line).collect();
            !own.is_empty() && own.iter().all(|line| line["status"] == "not_applicable")
        }),
        "unreachable_tier" => icps().iter().any(|one| result(one)["tier"] == *names[0]),
        "unreachable_fit" => lines(document, finding, assessment).iter().any(|line| line["status"] == "fit"),
        // Points that a fit takes away make it a misfit as well, so this is told by the rating.
        "unreachable_misfit" => {
            let Some(rule) = rule(document, finding) else { return false };
            let takes_away = rule["points"].as_f64().is_some_and(|points| points < 0.0);
            !takes_away && lines(document, finding, assessment).iter().any(|line| line["status"] == "misfit")
        }
        "unreachable_band" => {
            let band = format!("band {}", at.last);
            lines(document, finding, assessment).iter().any(|line| line["label"] == *band)
        }
        "never_applies" => lines(document, finding, assessment)
            .iter()
            .any(|line| line["status"] != "not_applicable" && line["status"] != "unknown"),
        "nobody_qualifies" => icps().iter().any(|one| one["status"] == "qualified"),
        "everybody_qualifies" => icps().iter().any(|one| one["status"] == "unqualified"),
        "unreachable_stage" => icps().iter().any(|one| one["stage"] == *names[0]),
        _ => false,
    }
}

/// Whether all assessments together contradict a finding.
fn is_refuted_by_all(document: &Value, finding: &Finding, assessments: &[Value]) -> bool {
    let at = place(finding);
    match finding.code() {
        "constant_criterion" => {
            let lines: Vec<&Value> =
                assessments.iter().flat_map(|assessment| lines(document, finding, assessment)).collect();
            let known = |line: &&&Value| !finding.message().contains("known") || line["status"] != "unknown";
            let points: Vec<_> = lines.iter().filter(known).map(|line| &line["points"]).collect();
            points.windows(2).any(|pair| pair[0] != pair[1])
        }
        "same_icps" => assessments.iter().any(|assessment| {
            let status = |id: &str| {
                let one = assessment["icps"].as_array().unwrap().iter().find(|one| one["icp"] == *id);
                one.unwrap()["status"] == "qualified"
            };
            let names = quoted(finding);
            assert_eq!(document["icps"][at.icp.unwrap()]["id"], *names[0]);
            status(names[0]) != status(names[1])
        }),
        _ => false,
    }
}

fn run(level: Level) -> BTreeMap<&'static str, usize> {
    let mut seen = BTreeMap::new();
    for seed in 0..models() {
        let mut document = generate::model(seed, level);
        label(&mut document);
        let limits = Limits::default().pattern_cost(20_000).pattern_cost_total(1_000_000);
        let model = Model::from_json_with(&document.to_string(), &limits).unwrap();
        let as_of = Date::parse(&generate::as_of(seed)).unwrap();
        let findings = model.findings(as_of);
        assert_eq!(findings, model.findings(as_of));
        let accounts = generate::accounts(seed, &document, ACCOUNTS);
        let assess = |account: &Value| {
            let account = Account::from_json(&account.to_string()).unwrap();
            serde_json::to_value(model.assess(&account, as_of).unwrap()).unwrap()
        };
        let assessments: Vec<Value> = accounts.iter().map(assess).collect();
        for finding in &findings {
            *seen.entry(finding.code()).or_default() += 1;
            for (account, assessment) in accounts.iter().zip(&assessments) {
                let refuted = is_refuted(&document, finding, assessment);
                assert!(!refuted, "{level:?}, seed {seed}: {finding}\n{account}\n{document:#}");
            }
            let refuted = is_refuted_by_all(&document, finding, &assessments);
            assert!(!refuted, "{level:?}, seed {seed}: {finding}\n{document:#}");
        }
        for range in model.score_ranges() {
            for assessment in &assessments {
                let icps = assessment["icps"].as_array().unwrap();
                let one = icps.iter().find(|one| one["icp"] == *range.icp).unwrap();
                let one = if range.scorecard.as_str() == "fit" { one } else { &one["intent"] };
                if let Some(score) = one["score"].as_f64() {
                    let within = (range.lowest - 1e-6..=range.highest + 1e-6).contains(&score);
                    assert!(within, "{level:?}, seed {seed}: {range:?}, and {score}\n{document:#}");
                }
            }
        }
    }
    seen
}

#[test]
fn core_language() {
    let seen = run(Level::Core);
    println!("{seen:#?}");
    assert!(seen.len() > 10, "{seen:?}");
}

#[test]
fn whole_language() {
    let seen = run(Level::Whole);
    println!("{seen:#?}");
    assert!(seen.len() > 10, "{seen:?}");
}
