//! Measures the machine: threads and memory.

use std::hint::black_box;

use icp_core::batch::{BatchOptions, IcpColumns, Scores};

use super::measure::{engine, full, nanoseconds, short, short_number, times, wall};
use super::side::Loop;
use super::{Grid, Setup};
use crate::task::Texts;
use crate::task::marked::Marked;

pub(super) fn threads(setup: &Setup) -> Grid {
    let mut grid = Grid::new(["table", "1 thread, ms", "2 threads, ms", "speed-up"]);
    for (name, how) in [("plain texts", Texts::Plain), ("dictionaries", Texts::Dictionary)] {
        let columns = setup.table(how).columns();
        let [one, two] = [1, 2].map(|threads| {
            let options = full().threads(threads);
            wall(setup.rows(), || setup.model.score_batch(&columns, &options).expect("scores"))
        });
        grid.row(name, [short_number(one * 1e3), short_number(two * 1e3), times(one / two)]);
    }
    grid
}

/// Numbers that no cache holds.
const NUMBERS: usize = 32 << 20;

/// Gigabytes a second of a sum over numbers, of a copy (read and written) and of the first writing into fresh memory.
fn bandwidth() -> [f64; 3] {
    let numbers = vec![1.5_f64; NUMBERS];
    let mut copy = numbers.clone();
    let bytes = size_of::<f64>() as f64;
    let sum = nanoseconds(NUMBERS, || {
        let mut sums = [0.0; 32];
        for chunk in black_box(&numbers).chunks_exact(sums.len()) {
            sums.iter_mut().zip(chunk).for_each(|(sum, number)| *sum += number);
        }
        sums.iter().sum::<f64>()
    });
    let copied = nanoseconds(NUMBERS, || {
        copy.copy_from_slice(black_box(&numbers));
        black_box(&mut copy);
    });
    drop(copy);
    let fresh = nanoseconds(NUMBERS, || black_box(&numbers).clone());
    [bytes / sum, 2.0 * bytes / copied, 2.0 * bytes / fresh]
}

/// Bytes of the answers.
fn written(scores: &Scores) -> usize {
    let columns = |columns: &IcpColumns| {
        size_of_val(&*columns.status)
            + [&columns.score, &columns.lower, &columns.upper, &columns.coverage]
                .map(|numbers| size_of_val(&**numbers))
                .iter()
                .sum::<usize>()
            + [&columns.tier, &columns.stage].map(|places| size_of_val(&**places)).iter().sum::<usize>()
            + size_of_val(&*columns.reason)
    };
    size_of_val(&*scores.icp) + columns(&scores.shown) + scores.icps.iter().map(columns).sum::<usize>()
}

pub(super) fn memory(setup: &Setup) -> Grid {
    let [sum, copy, fresh] = bandwidth();
    let mut grid = Grid::new([
        "way",
        "bytes read",
        "bytes written",
        "ns a row",
        "GB/s",
        "of a copy",
        "ns if it were a copy",
    ]);
    let rows = setup.rows() as f64;
    let mut row = |name: &str, read: usize, written: usize, ns: f64| {
        let bytes = (read + written) as f64 / rows;
        let per_row = [read, written].map(|bytes| short_number(bytes as f64 / rows));
        let speed = [ns, bytes / ns].map(short_number);
        let share = [format!("{:.0} %", bytes / ns / copy * 100.0), short_number(bytes / copy)];
        grid.row(name, per_row.into_iter().chain(speed).chain(share));
    };
    let [plain, coded] = [Texts::Plain, Texts::Dictionary].map(|how| setup.table(how));
    let marked = Marked::new(coded);
    for (name, bytes, way) in [
        ("by hand, plain texts", plain.bytes(), Loop::AsWritten(plain)),
        ("by hand, dictionaries", coded.bytes(), Loop::Dictionaries(coded)),
        ("by hand, bits", marked.bytes(), Loop::Marked(&marked)),
    ] {
        row(name, bytes, 0, nanoseconds(setup.rows(), || way.pass()));
    }
    let options: [(&str, BatchOptions<'_>); 2] =
        [("everything", full()), ("without bounds and reasons", short())];
    for (texts, table) in [("plain texts", plain), ("dictionaries", coded)] {
        for (asked, options) in &options {
            let columns = table.columns();
            let scores = setup.model.score_batch(&columns, options).expect("scores");
            let ns = engine(&setup.model, &columns, options);
            row(&format!("engine, {texts}, {asked}"), table.bytes(), written(&scores), ns);
        }
    }
    grid.note(format!(
        "One core reads {sum:.1} GB/s (a sum), copies {copy:.1} GB/s (read and written), and into memory that is fresh from the system {fresh:.1} GB/s."
    ));
    grid
}
