//! Cost of finding the next question to ask.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use icp_benches::task;
use icp_core::{Account, Date, Model, OnInvalid, Record};

/// A form of the task's twelve attributes, with `known` of them filled in.
fn form(model: &Model, known: usize) -> Account {
    let lead = task::leads(64).into_iter().find(|lead| {
        [lead.industry.is_some(), lead.employees.is_some(), lead.tools.is_some()].iter().all(|is| *is)
    });
    let all = lead.and_then(|lead| Account::from_serialize(&lead).ok()).unwrap_or_default();
    let mut form = Account::new();
    for attribute in model.attributes().take(known) {
        if let Some(value) = all.get(attribute.name()) {
            form = form.with(attribute.name(), value.clone());
        }
    }
    form
}

fn next_question(c: &mut Criterion) {
    let model = task::model();
    let as_of = Date::MAX;
    let mut scratch = model.scratch();
    let mut group = c.benchmark_group("next question");
    for known in [0, 3, 6, 9] {
        let account = form(&model, known);
        let record = || model.record(&account, OnInvalid::Error).unwrap_or_else(|_| Record::default());
        group.bench_function(format!("with {known} of 12 answered"), |b| {
            b.iter_batched_ref(
                record,
                |record| {
                    model
                        .next_questions_record(black_box(record), as_of, &mut scratch)
                        .map(|next| next.questions.len())
                },
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default();
    targets = next_question
}
criterion_main!(benches);
