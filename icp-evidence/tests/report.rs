//! Reports of made-up populations: the leak, the criteria that hurt and the redundant one are found and named, a population
//! without a signal is said to have none, and pieces give the same report as one pass.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod made;
mod shared;

use icp_core::Model;
use icp_core::column::{Column, Columns, Offsets, Text, Values};
use icp_evidence::report::{CriterionReport, Verdict};
use icp_evidence::{EvidenceError, Outcome, Population, Report};
use made::{Made, flags, options};
use shared::Random;

/// Accounts of which `good` are won more often, `bad` less, `same` says what `good` says, and `noise` nothing.
fn population(seed: u64, rows: usize) -> Made {
    let mut random = Random(seed);
    let mut columns: [Vec<f64>; 6] = std::array::from_fn(|_| Vec::new());
    for _ in 0..rows {
        let flags: [bool; 3] = std::array::from_fn(|_| random.is(0.4));
        let [good, bad, noise] = flags;
        let chance = 0.2 + if good { 0.3 } else { 0.0 } - if bad { 0.12 } else { 0.0 };
        let won = random.is(chance);
        let same = if random.is(0.97) { good } else { !good };
        // Known of nearly all that were won, and of few others: filled in after the outcome.
        let late = if random.is(if won { 0.98 } else { 0.1 }) { f64::from(random.is(0.5)) } else { f64::NAN };
        let row = [f64::from(good), f64::from(bad), f64::from(noise), f64::from(same), late, f64::from(won)];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    let names = ["is_good", "is_bad", "is_noise", "is_same", "is_late", "is_won"];
    names.into_iter().zip(columns).fold(Made::default(), |made, (name, values)| made.with(name, values))
}

fn report(made: &Made, criteria: &[(&str, f64)]) -> Report {
    made.population(&flags(criteria), &["is_won"]).report().unwrap()
}

fn verdict<'a>(report: &'a Report, id: &str) -> (&'a CriterionReport, Verdict) {
    let criterion = report.icps[0].criteria.iter().find(|one| one.id == id).unwrap();
    (criterion, criterion.trials[0].verdict)
}

#[test]
fn a_criterion_that_hurts_is_named() {
    let report = report(&population(1, 4_000), &[("good", 3.0), ("bad", 2.0), ("noise", 1.0)]);
    assert_eq!(verdict(&report, "good").1, Verdict::Earns);
    let (bad, judged) = verdict(&report, "bad");
    assert_eq!(judged, Verdict::WrongWay);
    let contribution = bad.trials[0].contribution.unwrap();
    assert!(contribution.difference < -0.01 && contribution.interval.unwrap().high < 0.0);
    // The outcomes would turn its ratings around.
    let bins = &bad.trials[0].bins;
    let found: Vec<_> = bins.iter().map(|bin| (bin.rating, bin.would_be)).collect();
    assert_eq!(found, [(Some(1.0), Some(0.0)), (Some(0.0), Some(1.0))]);
    assert!(bins[0].woe < Some(0.0) && bins[1].woe > Some(0.0));
    assert!(matches!(verdict(&report, "noise").1, Verdict::NoEvidence | Verdict::WrongWay));
    assert!(report.icps[0].judged[0].differs, "{}", report.icps[0].judged[0].says);
    // Without it the score is better, by as much as was said.
    let without = report_without(&[("good", 3.0), ("noise", 1.0)]);
    let auc = |report: &Report| report.icps[0].judged[0].auc.unwrap().auc;
    assert!((auc(&without) - auc(&report) + contribution.difference).abs() < 1e-12);
}

fn report_without(criteria: &[(&str, f64)]) -> Report {
    report(&population(1, 4_000), criteria)
}

#[test]
fn a_leak_is_named() {
    let report = report(&population(2, 3_000), &[("good", 3.0), ("late", 2.0)]);
    let (late, judged) = verdict(&report, "late");
    assert_eq!(judged, Verdict::Leak);
    assert!(late.trials[0].known_auc.unwrap() > 0.9 && late.trials[0].iv.unwrap() > 2.0);
    let attribute = report.attributes.iter().find(|one| one.name == "is_late").unwrap();
    assert_eq!(attribute.leaks, ["is_won"]);
    assert_eq!(attribute.open, 3_000 - attribute.known);
    assert!(report.outcomes[0].coverage_auc.unwrap().auc > 0.9);
    assert_eq!(report.attributes[0].leaks, [""; 0]);
    let text = report.to_text();
    assert!(text.contains("Is it filled in after the outcome?") && text.contains("leak?"), "{text}");
}

#[test]
fn a_redundant_criterion_names_its_twin() {
    let report = report(&population(3, 4_000), &[("good", 6.0), ("same", 1.0)]);
    let (same, judged) = verdict(&report, "same");
    assert!(judged == Verdict::Redundant || judged == Verdict::WrongWay, "{judged:?}");
    let (_, good) = verdict(&report, "good");
    assert_eq!(good, Verdict::Earns);
    if judged == Verdict::Redundant {
        assert_eq!(same.trials[0].redundant_with.as_deref(), Some("good"));
    }
}

#[test]
fn a_constant_criterion_is_named() {
    let made = population(4, 500);
    let made = made.clone().with("is_all", vec![1.0; made.rows()]);
    let report = report(&made, &[("good", 1.0), ("all", 1.0)]);
    assert_eq!(verdict(&report, "all").1, Verdict::Constant);
}

#[test]
fn where_nothing_differs_it_says_so() {
    let model = flags(&[("a", 2.0), ("b", 1.0), ("c", 1.0)]);
    let mut alarms = 0;
    let mut accused = 0;
    for seed in 0..1_000 {
        let mut random = Random(seed);
        let column = |random: &mut Random, chance| (0..200).map(|_| f64::from(random.is(chance))).collect();
        let made = Made::default()
            .with("is_a", column(&mut random, 0.3))
            .with("is_b", column(&mut random, 0.5))
            .with("is_c", column(&mut random, 0.7))
            .with("is_won", column(&mut random, 0.25));
        let report = made.population(&model, &["is_won"]).report().unwrap();
        let judged = &report.icps[0].judged[0];
        alarms += usize::from(judged.differs);
        assert_eq!(judged.says.contains("No tier differs"), !judged.differs);
        let quiet = |one: &CriterionReport| one.trials[0].verdict == Verdict::NoEvidence;
        accused += usize::from(!report.icps[0].criteria.iter().all(quiet));
    }
    // 50 are expected of an honest test at 5 %.
    assert!((25..=70).contains(&alarms), "{alarms}");
    // Verdicts are given so that one wrong verdict of any criterion is as rare; each rests on two intervals.
    assert!(accused <= 100, "{accused}");
}

#[test]
fn pieces_and_threads_give_the_same_report() {
    let made = population(5, 20_000).with("weight", (0..20_000).map(|n| f64::from(n % 7) * 0.25).collect());
    let model = flags(&[("good", 3.0), ("bad", 2.0), ("noise", 1.0), ("late", 0.5)]);
    let new = || Population::new(&model, vec![Outcome::new("is_won")]).weighted_by("weight");
    let whole = |threads| {
        let mut population = new();
        made.call(|columns| population.add(columns, &options().threads(threads))).unwrap();
        population.report().unwrap().to_json()
    };
    let once = whole(1);
    assert_eq!(whole(2), once);
    let (mut merged, mut read) = (new(), new());
    for piece in (0..8).rev() {
        let mut part = new();
        let part_of = made.part(piece * 2_500, (piece + 1) * 2_500);
        part_of.call(|columns| part.add(columns, &options())).unwrap();
        read.merge_json(&part.to_json()).unwrap();
        merged.merge(part).unwrap();
    }
    assert_eq!(merged.report().unwrap().to_json(), once);
    assert_eq!(read.report().unwrap().to_json(), once);
    assert_eq!(merged.report().unwrap().rows, (0..20_000).filter(|n| n % 7 != 0).count() as u64);
    let other = Population::new(&model, vec![]);
    assert!(matches!(merged.merge(other), Err(EvidenceError::Other)));
}

#[test]
fn words_of_an_outcome_have_to_be_told() {
    let model = flags(&[("good", 1.0)]);
    let text: String = "WonLostDemo".repeat(10);
    let ends: Vec<i32> = (0..=30).map(|at| [0, 3, 7][at % 3] + (at as i32 / 3) * 11).collect();
    let words = || Column::new(Values::Text(Text { offsets: Offsets::Small(&ends), bytes: text.as_bytes() }));
    let columns = Columns::new(30)
        .with("is_good", Column::new(Values::Bool(&[1; 30])))
        .and_then(|columns| columns.with("stage", words()))
        .unwrap();
    let count = |outcome: Outcome| {
        let mut population = Population::new(&model, vec![outcome]);
        population.add(&columns, &options())?;
        population.report()
    };
    let refused = count(Outcome::parse("stage")).unwrap_err().to_string();
    assert!(refused.starts_with("outcome `stage`, row 0: `Won` is neither true nor false"), "{refused}");
    let refused = count(Outcome::parse("stage=Won")).unwrap_err().to_string();
    assert_eq!(
        refused,
        "outcome `stage` has 3 different words (`demo` 10, `lost` 10, `won` 10); say which of them are lost or still open"
    );
    let report = count(Outcome::new("stage").won(["won"]).open(["DEMO"])).unwrap();
    assert_eq!((report.outcomes[0].open, report.outcomes[0].rate.unwrap().rate), (10, 0.5));
    assert!(count(Outcome::new("stage").won(["won"]).lost(["lost"])).is_err(), "demo is neither");
    assert!(matches!(count(Outcome::new("gone")), Err(EvidenceError::NoColumn(_))));
}

#[test]
fn counts_are_those_of_accounts_one_by_one() {
    let model = Model::from_json(
        r#"{"format": "icp/1", "name": "two", "attributes": {"size": {"type": "number"}, "is_eu": {"type": "bool"}},
        "exclusions": [{"id": "tiny", "reason": "too small", "when": {"size": {"lt": 5}}}],
        "icps": [{"id": "small", "priority": 1, "qualifies_from": "B", "exclusions": [{"id": "abroad", "reason": "abroad", "when": {"is_eu": false}}],
            "fit": {"criteria": [{"id": "size", "required": true, "curve": {"attribute": "size", "ratings": [[0, 0], [20, 1], [100, 1], [200, 0]]}}],
            "tiers": [{"id": "A", "from": 80}, {"id": "B", "from": 20}, {"id": "C"}]}},
          {"id": "large", "priority": 2, "qualifies_from": "A", "fit": {"criteria": [{"id": "size", "fit": {"size": {"gt": 90}}}], "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#,
    );
    let model = model.unwrap_or_else(|error| panic!("{error}"));
    let mut random = Random(6);
    let rows = 2_000;
    let sizes: Vec<f64> =
        (0..rows).map(|_| if random.is(0.1) { f64::NAN } else { random.below(250) as f64 }).collect();
    let eu: Vec<f64> =
        (0..rows).map(|_| if random.is(0.2) { f64::NAN } else { f64::from(random.is(0.7)) }).collect();
    let made =
        Made::default().with("size", sizes.clone()).with("is_eu", eu.clone()).with("ltv", sizes.clone());
    let mut population = Population::new(&model, vec![Outcome::new("ltv").value()]);
    made.call(|columns| population.add(columns, &options())).unwrap();
    let report = population.report().unwrap();
    let day = icp_core::Date::new(2026, 11, 30).unwrap();
    let (mut status, mut both, mut excluded, mut kept) = (0, 0, 0, 0);
    let mut tier_sizes = Vec::new();
    for (size, eu) in sizes.iter().zip(&eu) {
        let mut account = icp_core::Account::new();
        if !size.is_nan() {
            account.set("size", *size);
        }
        if !eu.is_nan() {
            account.set("is_eu", *eu == 1.0);
        }
        let answer = model.score(&account, day).unwrap();
        status += u64::from(answer.status() == icp_core::IcpStatus::Qualified);
        let icps = &answer.data().icps;
        both += u64::from(icps.iter().all(|icp| icp.status == icp_core::IcpStatus::Qualified));
        let small = &icps[0];
        excluded += u64::from(small.exclusions.iter().any(|one| &*one.id == "abroad"));
        kept += u64::from(
            small.kept_out_by.iter().any(|one| one.kind.as_str() == "exclusion" && &*one.id == "abroad"),
        );
        if small.fit.tier.as_deref() == Some("A") {
            tier_sizes.push(*size);
        }
    }
    assert_eq!(report.statuses[0].rows, status);
    let of_both = report.overlap.sets.iter().find(|(icps, _)| icps.len() == 2).map_or(0, |(_, rows)| *rows);
    assert_eq!(of_both, both);
    let abroad = &report.icps[0].exclusions[1];
    assert_eq!((abroad.id.as_str(), abroad.holds, abroad.kept_out), ("abroad", excluded, kept));
    assert!(kept > 100 && both > 20 && status > 500);
    let mean = report.icps[0].tiers[0].means[0].unwrap();
    assert_eq!(mean.rows, tier_sizes.len() as u64);
    assert!((mean.mean - tier_sizes.iter().sum::<f64>() / tier_sizes.len() as f64).abs() < 1e-9);
    let size = report.attributes.iter().find(|one| one.name == "size").unwrap();
    assert_eq!(size.known, sizes.iter().filter(|size| !size.is_nan()).count() as u64);
    // Steps of the curve are put together by tenths.
    assert!(report.icps[0].scores.quantiles.len() == 7 && report.to_markdown().contains("### small: tiers"));
}

#[test]
fn sentences_come_first_and_fit_the_width() {
    let mut random = Random(3);
    let mut columns: [Vec<f64>; 4] = std::array::from_fn(|_| Vec::new());
    for _ in 0..2_000 {
        let (one, other) = (random.is(0.5), random.is(0.5));
        let won = random.is(if one { 0.5 } else { 0.1 });
        let row = [f64::from(one), f64::from(other), f64::from(won), if won { 4_000.0 } else { 10.0 }];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    let [one, other, won, revenue] = columns;
    let made = Made::default().with("is_one", one).with("is_other", other).with("is_won", won);
    let made = made.with("revenue", revenue);
    let model = flags(&[("one", 3.0), ("other", 1.0)]);
    let mut population =
        Population::new(&model, vec![Outcome::new("is_won"), Outcome::new("revenue").value()]);
    made.call(|columns| population.add(columns, &options())).unwrap();
    let report = population.report().unwrap();
    let says = report.sentences();
    assert!(
        says[0].starts_with("There is evidence for is_won: won accounts rank above lost ones"),
        "{says:?}"
    );
    assert!(says.iter().any(|line| line.starts_with("Criteria by is_won: one earns its place")), "{says:?}");
    assert!(says.iter().any(|line| line.starts_with("Mean revenue by tier: A ")), "{says:?}");
    let text = report.to_text_within(80);
    assert!(
        text.starts_with("There is evidence for is_won: won accounts rank above lost ones")
            && text.contains("2,000"),
        "{text}"
    );
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    // Nothing is lost where columns follow below.
    for table in report.tables() {
        for word in table.columns.iter().flat_map(|head| head.split(' ')) {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
    assert!(report.to_markdown().starts_with("## made on 2,000 accounts\n\n- There is evidence"));
    // Without outcomes it does not pretend to know anything.
    let plain = made.population(&model, &[]).report().unwrap();
    assert!(plain.sentences()[0].contains("No outcome was given"), "{:?}", plain.sentences());
}

#[test]
fn the_page_is_whole_escaped_and_has_a_table_for_each_picture() {
    let model = flags(&[("one", 3.0), ("other", 1.0)]);
    let mut random = Random(5);
    let flag: Vec<f64> = (0..500).map(|_| f64::from(random.is(0.5))).collect();
    let won: Vec<f64> = flag.iter().map(|one| f64::from(random.is(0.2 + one * 0.4))).collect();
    let made = Made::default().with("is_one", flag.clone()).with("is_other", flag).with("is_a<b>&c", won);
    let page = made.population(&model, &["is_a<b>&c"]).report().unwrap().to_html();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"));
    assert!(page.ends_with("</body>\n</html>\n") && page.contains("prefers-color-scheme: dark"));
    assert!(page.contains("a&lt;b&gt;&amp;c") && !page.contains("a<b>"));
    for fetched in ["http:", "https:", "src=", "@import", "url(", "<script", "<link"] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    let count = |what: &str| page.matches(what).count();
    assert_eq!(count("<svg "), count("role=\"img\" aria-label=\""));
    // The curve, the histogram, the tiers and both criteria.
    assert!(count("<figure>") == 5 && count("<figure>") == count("</figure>"), "{}", count("<figure>"));
    assert_eq!(count("<table"), count("<caption>"));
    for element in
        ["svg", "table", "tr", "td", "th", "div", "ul", "li", "g", "text", "section", "header", "main"]
    {
        let (opened, closed) = (
            count(&format!("<{element}>")) + count(&format!("<{element} ")),
            count(&format!("</{element}>")),
        );
        assert_eq!(opened, closed, "{element}");
    }
    // No number of a picture is lost on the way.
    assert!(!page.contains("NaN") && !page.contains("inf\""));
}
