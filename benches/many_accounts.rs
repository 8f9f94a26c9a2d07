//! Cost of a row of a table, against the same rules written by hand over the same columns.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use icp_benches::columns::{Loop, Setup};
use icp_benches::task::Texts;
use icp_benches::task::marked::Marked;
use icp_core::Date;
use icp_core::batch::{AsOf, BatchOptions};

const ROWS: usize = 100_000;

fn columns(c: &mut Criterion) {
    let setup = Setup::new(ROWS);
    let [plain, coded, views] = Texts::ALL.map(|how| setup.table(how));
    let marked = Marked::new(coded);
    let mut group = c.benchmark_group("columns");
    group.throughput(Throughput::Elements(ROWS as u64)).sample_size(10);
    for (name, way) in [
        ("by hand, plain texts", Loop::AsWritten(plain)),
        ("by hand, dictionaries", Loop::Dictionaries(coded)),
        ("by hand, bits", Loop::Marked(&marked)),
    ] {
        group.bench_function(name, |b| b.iter(|| black_box(&way).pass()));
    }
    let full = BatchOptions::new(AsOf::Day(Date::MAX)).threads(1);
    for (name, table, options) in [
        ("engine, plain texts", plain, full),
        ("engine, plain texts, without bounds and reasons", plain, full.bounds(false).reasons(false)),
        ("engine, dictionaries", coded, full),
        ("engine, dictionaries, without bounds and reasons", coded, full.bounds(false).reasons(false)),
        ("engine, string views", views, full),
    ] {
        let columns = table.columns();
        group.bench_function(name, |b| b.iter(|| setup.model.score_batch(black_box(&columns), &options)));
    }
    group.finish();
}

criterion_group!(benches, columns);
criterion_main!(benches);
