//! Cost of one account, against the same rules written by hand.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use icp_benches::task::{self, Lead, hand};
use icp_core::{Account, Date, Model, OnInvalid, Record};

/// Enough that no processor learns their branches by heart, few enough that they stay in its cache.
const LEADS: usize = 1_024;

fn one_account(c: &mut Criterion) {
    let model = task::model();
    let as_of = Date::MAX;
    let leads = task::leads(LEADS);
    let accounts: Vec<Account> = leads.iter().filter_map(|lead| Account::from_serialize(lead).ok()).collect();
    let lines: Vec<String> = leads.iter().filter_map(|lead| serde_json::to_string(lead).ok()).collect();
    // Prepared accounts, whose texts stand in their lines: about as much memory as the structs take.
    let mut records = Vec::new();
    for line in &lines {
        let mut record = Record::default();
        if model.read_record(line, OnInvalid::Error, &mut record).is_ok() {
            records.push(record);
        }
    }
    let mut scratch = model.scratch();

    let mut group = c.benchmark_group("one account");
    group.throughput(Throughput::Elements(LEADS as u64));
    group.bench_function("values, by hand, texts as they stand", |b| {
        let score = hand::score::<hand::AsWritten>;
        b.iter(|| leads.iter().filter_map(|lead| score(black_box(lead)).best).sum::<usize>());
    });
    group.bench_function("values, by hand", |b| {
        let score = hand::score::<hand::AnyCase>;
        b.iter(|| leads.iter().filter_map(|lead| score(black_box(lead)).best).sum::<usize>());
    });
    group.bench_function("values, the engine", |b| {
        b.iter(|| {
            let best = |record| {
                model.evaluate(black_box(record), as_of, &mut scratch).ok()?;
                scratch.best()
            };
            records.iter().filter_map(best).sum::<usize>()
        });
    });
    group.bench_function("a JSON line, by hand", |b| {
        b.iter(|| {
            let best = |line: &String| {
                hand::score::<hand::AnyCase>(&serde_json::from_str::<Lead>(black_box(line)).ok()?).best
            };
            lines.iter().filter_map(best).sum::<usize>()
        });
    });
    group.bench_function("a JSON line, the engine", |b| {
        let mut record = Record::default();
        b.iter(|| {
            let mut sum = 0;
            for line in &lines {
                if model.read_record(black_box(line), OnInvalid::Error, &mut record).is_ok()
                    && model.evaluate(&record, as_of, &mut scratch).is_ok()
                {
                    sum += scratch.best().unwrap_or(0);
                }
            }
            sum
        });
    });
    group.bench_function("an account with its full assessment", |b| {
        b.iter(|| accounts.iter().filter_map(|a| model.assess(black_box(a), as_of).ok()).count());
    });
    group.finish();
}

fn reading(c: &mut Criterion) {
    let json = task::model().to_json();
    let mut group = c.benchmark_group("a model");
    group.bench_function("read and compiled from JSON", |b| b.iter(|| Model::from_json(black_box(&json))));
    group.bench_function("read and compiled from YAML", |b| {
        b.iter(|| Model::from_yaml(black_box(task::MODEL)));
    });
    group.finish();
}

criterion_group!(benches, one_account, reading);
criterion_main!(benches);
