//! Profiles for several groups: that the question whether they are better than one is answered rightly where the truth is known, and that the
//! written document gives each account the points of its group's card.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a panic here is a failed test"
)]

mod made;

use icp_core::survey::Survey;
use icp_core::{Account, AccountValue, Date, IcpStatus, Model, OnInvalid, init};
use icp_evidence::Outcome;
use icp_learn::{
    Judged, LearnError, Lesson, Naming, Read, Report, Settings, Split, SplitBy, learn_split, split_document,
};
use made::{Random, chance};

const SEGMENTS: [&str; 4] = ["SMB", "Enterprise", "Mid", "Public"];
const NAMES: Naming<'_> = Naming { model: "made", icp: "learned", accounts: "made.csv", outcome: "won" };

fn day() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

/// Accounts with a segment. What makes them win is the same everywhere, or the contrary in one segment; levels differ in any case.
fn accounts(seed: u64, rows: usize, is_different: bool) -> Vec<Account> {
    let mut random = Random::new(seed);
    let one = |_| {
        let mut account = Account::new();
        // The last segment is rare.
        let segment = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2][random.below(10)];
        let segment = if random.share() < 0.002 { 3 } else { segment };
        let size = random.normal();
        let trade = random.below(4);
        let sign = if is_different && segment == 1 { -1.0 } else { 1.0 };
        let odds = [-1.0, -0.6, -0.2, 0.0][segment]
            + sign * (0.9 * size + [0.8, 0.0, -0.3, 0.0][trade])
            + 0.3 * random.normal();
        if random.share() > 0.03 {
            account.set("segment", SEGMENTS[segment]);
        }
        account.set("company_size", ((size + 4.0).exp2() * 10.0).round());
        account.set("trade", ["Software", "Retail", "Health", "Education"][trade]);
        account.set("won", random.share() < chance(odds));
        account
    };
    (0..rows).map(one).collect()
}

/// The accounts as a table, and the model that reads them.
fn read(accounts: &[Account], by: &str) -> Result<(Model, Read), LearnError> {
    let mut survey = Survey::new();
    accounts.iter().for_each(|account| survey.add(account));
    let mut lesson = Lesson::new(day());
    lesson.outcome = Some(Outcome::parse("won"));
    lesson.split_by = Some(SplitBy::parse(by));
    lesson.check(&survey)?;
    let (text, left) = init::reader(&survey, "made");
    let model = Model::from_text(&text).unwrap();
    let mut reader = lesson.reader(&model)?;
    for account in accounts {
        let record = model.record(account, OnInvalid::Missing).unwrap();
        reader.add(&record, Judged::Won, |name| account.get(name).cloned())?;
    }
    let read = reader.finish(left)?;
    Ok((model, read))
}

fn split(accounts: &[Account], by: &str, settings: &Settings) -> Result<(Model, Read, Split), LearnError> {
    let (model, read) = read(accounts, by)?;
    let (column, by) = read.split.clone().unwrap();
    let split = learn_split(&read.table, column, &by, settings)?;
    Ok((model, read, split))
}

/// Whether several profiles are said to be better.
fn is_better(seed: u64, rows: usize, is_different: bool, folds: usize) -> bool {
    let settings = Settings { permutations: 0, pairs: false, folds, ..Settings::default() };
    let (.., split) = split(&accounts(seed, rows, is_different), "segment", &settings).unwrap();
    split.test.unwrap().is_better()
}

#[test]
fn several_profiles_are_better_only_where_they_are() {
    let found = (0..3).filter(|seed| is_better(*seed, 1000, true, 5)).count();
    let falsely = (0..3).filter(|seed| is_better(*seed, 1000, false, 5)).count();
    assert_eq!((found, falsely), (3, 0));
}

#[test]
#[ignore = "minutes: 200 tables"]
fn several_profiles_in_full() {
    for (rows, at_least) in [(400, 40), (1500, 45)] {
        let found = (0..50).filter(|seed| is_better(*seed, rows, true, 10)).count();
        let falsely = (0..50).filter(|seed| is_better(*seed, rows, false, 10)).count();
        println!(
            "{rows} rows: several profiles are better in {found} of 50 where they are, in {falsely} of 50 where they are not"
        );
        assert!(found >= at_least && falsely <= 3);
    }
}

/// The document scores each account of a group as the group's card, ranks the icps, and keeps the accounts of other groups out.
#[test]
fn the_document_has_an_icp_for_each_group() {
    for by in ["segment", "company_size=120,600"] {
        let accounts = accounts(5, 2500, true);
        let settings = Settings { permutations: 0, folds: 3, ..Settings::default() };
        let (reader, read, split) = split(&accounts, by, &settings).unwrap();
        let text =
            split_document(&split, &read.table, &read.sources, reader.definition(), NAMES, false).unwrap();
        let model = Model::from_text(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let written = split.written(false);
        assert_eq!((split.groups.len(), written.len(), model.icps().count()), (3, 3, 3), "{text}");
        // The engine ranks them in the same order.
        let (mut scored, mut outside) = (0, 0);
        for (row, account) in accounts.iter().enumerate() {
            let assessment = model.score(account, day()).unwrap();
            let scores = assessment.scores();
            let own: Vec<usize> = (0..3).filter(|at| scores[*at].status != IcpStatus::Disqualified).collect();
            if account.get("segment").is_none() && by == "segment" {
                // It may be of any group, so it waits.
                assert!(own.len() == 3 && scores.iter().all(|one| one.status == IcpStatus::InsufficientData));
                outside += 1;
                continue;
            }
            // Of no group, or nothing is known that its icp asks for.
            if own.is_empty() || own.iter().all(|at| scores[*at].fit.score.is_none()) {
                outside += 1;
                continue;
            }
            assert_eq!(own.len(), 1, "{account:?}\n{text}");
            let group = &split.groups[written[own[0]]];
            let points = group.learned.card.as_ref().unwrap().points(&read.table, row);
            assert_eq!(scores[own[0]].fit.score, Some(points as f64), "row {row}: {account:?}\n{text}");
            scored += 1;
        }
        assert_eq!(scored + outside, accounts.len());
        assert!(scored >= 2400, "{scored} {outside}");
    }
}

#[test]
fn the_report_says_it_either_way() {
    let settings = Settings { permutations: 39, folds: 5, pairs: false, ..Settings::default() };
    for (is_different, verdict) in
        [(true, "Several profiles rank better than one:"), (false, "Several profiles do not rank better")]
    {
        let (_, read, split) = split(&accounts(7, 1500, is_different), "segment", &settings).unwrap();
        let report = Report::split(&split, &read.table, &read.sources, &read.left, NAMES, false);
        assert!(report.sentences().iter().any(|one| one.starts_with(verdict)), "{:?}", report.sentences());
        let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
        assert_eq!(json["several_are_better"], is_different);
        let groups = json["groups"].as_array().unwrap();
        let rows: u64 = groups.iter().map(|group| group["rows"].as_u64().unwrap()).sum();
        assert_eq!(rows + json["in_no_group"].as_u64().unwrap(), 1500);
        // Priorities are places, each once.
        let mut places: Vec<u64> = groups.iter().map(|group| group["priority"].as_u64().unwrap()).collect();
        places.sort_unstable();
        assert_eq!(places, [1, 2, 3]);
        let frames = report.frames();
        let bands = frames.iter().find(|frame| frame.name == "bands").unwrap();
        assert_eq!(bands.columns[0].0, "profile");
        assert!(report.to_page().contains("SMB: Tiers"));
    }
}

/// Small groups are one together, the true base rate is that of all, and open accounts belong to the market.
#[test]
fn groups_and_their_markets() {
    let mut all = accounts(9, 3000, false);
    for (at, account) in all.iter_mut().enumerate() {
        if at % 10 == 0 {
            account.set("won", AccountValue::Null);
        }
        if at % 7 == 0 {
            account.set("segment", format!("Tiny {}", at % 300));
        }
    }
    let settings =
        Settings { permutations: 0, folds: 0, base_rate: Some(0.05), pairs: false, ..Settings::default() };
    let (_, read, split) = split(&all, "segment", &settings).unwrap();
    let names: Vec<&str> = split.groups.iter().map(|group| &*group.name).collect();
    assert_eq!(names, ["SMB", "Enterprise", "Mid", "all others"]);
    assert!(split.open == 300 && split.left_out > 20 && split.test.is_none());
    let market: f64 = split.groups.iter().map(|group| group.market).sum();
    let of_groups: u64 =
        split.groups.iter().map(|group| group.learned.counts.rows + group.learned.left_out).sum();
    assert_eq!(market, of_groups as f64);
    assert!(read.table.rows() as f64 - market > 20.0);
    let won: f64 = split.groups.iter().map(|group| group.market * group.rate).sum();
    assert!((won / market - 0.05).abs() < 0.01, "{}", won / market);
}

#[test]
fn what_makes_no_groups_is_refused() {
    let settings = Settings { permutations: 0, ..Settings::default() };
    let all = accounts(3, 600, false);
    let says = |by: &str, text: &str, help: Option<&str>| {
        let error = split(&all, by, &settings).err().unwrap();
        assert!(error.to_string().contains(text), "{error}");
        let found = error.help();
        assert!(
            help.is_none_or(|help| found.as_ref().is_some_and(|found| found.contains(help))),
            "{found:?}"
        );
    };
    says("segmnt", "there is no column `segmnt`", Some("did you mean `segment`?"));
    says("won", "is ignored, has a part of its own", None);
    says("company_size", "numbers, which are no groups", Some("`company_size="));
    says("company_size=1000000000", "two groups with at least 10 won and 10 lost accounts", None);
    says("trade=5", "only numbers can be cut", None);
}
