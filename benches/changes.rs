//! Cost of finding what would have to change for an account to reach its best tier.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use icp_benches::task;
use icp_core::changes::Goal;
use icp_core::{Account, Date, Model, OnInvalid, Record};

/// A model with 24 criteria over as many attributes: numbers, texts and dates, and a curve in each group of four.
fn wide() -> Option<Model> {
    let (mut attributes, mut criteria) = (String::new(), String::new());
    for at in 0..24 {
        let (kind, rule) = match at % 4 {
            0 => ("number", format!("\"fit\": {{\"a{at}\": {{\"between\": [20, 200]}}}}")),
            1 => ("text", format!("\"fit\": {{\"a{at}\": {{\"in\": [\"red\", \"green\", \"blue\"]}}}}")),
            2 => ("date", format!("\"fit\": {{\"a{at}\": {{\"within_last\": \"6 months\"}}}}")),
            _ => (
                "number",
                format!(
                    "\"curve\": {{\"attribute\": \"a{at}\", \"ratings\": [[0, 0], [50, 0.5], [100, 1]]}}"
                ),
            ),
        };
        let comma = if at > 0 { "," } else { "" };
        write!(attributes, "{comma}\"a{at}\": {{\"type\": \"{kind}\"}}").ok()?;
        write!(criteria, "{comma}{{\"id\": \"c{at}\", {rule}}}").ok()?;
    }
    let text = format!(
        "{{\"format\": \"icp/1\", \"name\": \"wide\", \"attributes\": {{{attributes}}}, \"icps\": [{{\"id\": \"all\", \"fit\": \
         {{\"criteria\": [{criteria}], \"tiers\": [{{\"id\": \"A\", \"from\": 79}}, {{\"id\": \"B\"}}]}}}}]}}"
    );
    Model::from_json(&text).ok()
}

fn changes(c: &mut Criterion) {
    let as_of = Date::new(2026, 11, 21).unwrap_or(Date::MAX);
    let mut group = c.benchmark_group("what would have to change");
    let acme = task::model();
    let leads = task::leads(16);
    let accounts: Vec<Account> = leads.iter().filter_map(|lead| Account::from_serialize(lead).ok()).collect();
    let of = |model: &Model, account: &Account| {
        model.record(account, OnInvalid::Missing).map_or_else(|_| Record::default(), Record::into_owned)
    };
    let records: Vec<Record<'_>> = accounts.iter().map(|account| of(&acme, account)).collect();
    group.bench_function("sixteen accounts, twelve attributes", |b| {
        b.iter(|| {
            let goal = Goal::from("qualified");
            let sets = |record: &Record<'_>| {
                acme.changes_record(record, as_of, &goal, 2).map_or(0, |one| one.sets.len())
            };
            black_box(&records).iter().map(sets).sum::<usize>()
        });
    });
    if let Some(wide) = wide() {
        let mut account = Account::new();
        for at in 0..24 {
            account = match at % 4 {
                0 | 3 if at < 12 => account.with(format!("a{at}"), 60),
                0 | 3 => account.with(format!("a{at}"), 10),
                1 => account.with(format!("a{at}"), "green"),
                _ => account.with(format!("a{at}"), "2026-10-01"),
            };
        }
        let record = of(&wide, &account);
        // 71 points of 100 now: two more criteria have to fit.
        let sets = wide.changes_record(&record, as_of, &Goal::from("A"), 2).map_or(0, |one| one.sets.len());
        assert!(sets > 0, "nothing to search for");
        group.bench_function("one account, 24 criteria", |b| {
            b.iter(|| {
                wide.changes_record(black_box(&record), as_of, &Goal::from("A"), 2).map(|one| one.sets.len())
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default();
    targets = changes
}
criterion_main!(benches);
