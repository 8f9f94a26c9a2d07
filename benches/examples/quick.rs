//! The fastest of many passes of each way, side by side: less exact than the benches, but quick, and steady on a
//! busy machine.

use std::hint::black_box;
use std::time::Instant;

use icp_benches::task::{self, Lead, hand};
use icp_core::{Date, OnInvalid, Record};

const LEADS: usize = 512;

fn fastest(name: &str, mut pass: impl FnMut() -> usize) {
    let mut best = f64::INFINITY;
    for _ in 0..400 {
        let start = Instant::now();
        black_box(pass());
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{name:<45} {:>8.0} ns an account", best * 1e9 / LEADS as f64);
}

fn main() {
    let model = task::model();
    let as_of = Date::MAX;
    let leads = task::leads(LEADS);
    let lines: Vec<String> = leads.iter().filter_map(|lead| serde_json::to_string(lead).ok()).collect();
    let mut records = Vec::new();
    for line in &lines {
        let mut record = Record::default();
        if model.read_record(line, OnInvalid::Error, &mut record).is_ok() {
            records.push(record);
        }
    }
    let mut scratch = model.scratch();
    let written = hand::score::<hand::AsWritten>;
    let any_case = hand::score::<hand::AnyCase>;
    fastest("values, by hand, texts as they stand", || {
        leads.iter().filter_map(|l| written(black_box(l)).best).sum()
    });
    fastest("values, by hand", || leads.iter().filter_map(|l| any_case(black_box(l)).best).sum());
    fastest("values, the engine", || {
        let best = |record| {
            model.evaluate(black_box(record), as_of, &mut scratch).ok()?;
            scratch.best()
        };
        records.iter().filter_map(best).sum()
    });
    fastest("a JSON line, by hand", || {
        let best = |line: &String| any_case(&serde_json::from_str::<Lead>(black_box(line)).ok()?).best;
        lines.iter().filter_map(best).sum()
    });
    let mut scratch = model.scratch();
    fastest("a JSON line, the engine", || {
        let mut record = Record::default();
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
    fastest("a record with its full assessment", || {
        records.iter().filter_map(|r| model.assess_record(black_box(r), as_of, &mut scratch).ok()).count()
    });
}
