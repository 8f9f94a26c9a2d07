//! Time and memory of learning from a made table: `scale ROWS COLUMNS [--threads=N] [--permutations=N] [--folds=N]`. Four of ten columns are
//! texts. The time of a processor is what counts on a busy machine; memory is that beyond the table itself.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "an example ends at the first mistake"
)]

mod usage;

use std::time::Instant;

use icp_learn::{Column, Judged, Settings, TableBuilder, Values, learn};
use usage::{memory, processor};

/// Random numbers by count (SplitMix64), from 0 to below 1.
struct Random(u64);

impl Random {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (rows, count): (usize, usize) = (arguments[0].parse().unwrap(), arguments[1].parse().unwrap());
    let mut settings = Settings { permutations: 0, folds: 0, ..Settings::default() };
    for option in &arguments[2..] {
        let (name, value) = option.split_once('=').unwrap();
        let value: usize = value.parse().unwrap();
        match name {
            "--threads" => settings.threads = value,
            "--permutations" => settings.permutations = value,
            "--folds" => settings.folds = value,
            _ => panic!("unknown option {name}"),
        }
    }
    let mut random = Random(7);
    let mut log_odds = vec![-2.2; rows];
    let mut columns = Vec::new();
    for at in 0..count {
        let values = if at % 5 < 2 {
            let codes: Vec<u32> =
                (0..rows).map(|_| (random.share() * random.share() * 40.0) as u32).collect();
            if at < 5 {
                log_odds.iter_mut().zip(&codes).for_each(|(sum, code)| *sum += f64::from(code % 4) * 0.2);
            }
            Values::Text { codes, names: (0..40).map(|name| format!("text {name}")).collect() }
        } else {
            let numbers: Vec<f64> =
                (0..rows).map(|_| (random.share() + random.share() + random.share()) * 1000.0).collect();
            if at < 9 {
                log_odds
                    .iter_mut()
                    .zip(&numbers)
                    .for_each(|(sum, number)| *sum += (number - 1500.0) / 1500.0 * (1.0 - at as f64 / 9.0));
            }
            Values::Number(numbers)
        };
        columns.push(Column::new(format!("column {at}"), values));
    }
    let won = |log_odds: &f64| random.share() < 1.0 / (1.0 + libm::exp(-log_odds));
    let outcome = log_odds.iter().map(won).map(|won| if won { Judged::Won } else { Judged::Lost }).collect();
    drop(log_odds);
    let table = columns.into_iter().fold(TableBuilder::new(outcome), TableBuilder::column).build().unwrap();
    let (before, used, clock) = (memory("VmRSS"), processor(), Instant::now());
    let learned = learn(&table, &settings).unwrap();
    println!(
        "{rows} x {count}, {} threads: {:.3} s of the processor, {:.3} s by the clock, {} MB beyond the table; {} criteria, signal {:?}",
        settings.threads,
        processor() - used,
        clock.elapsed().as_secs_f64(),
        memory("VmHWM").saturating_sub(before) / 1024,
        learned.card.map_or(0, |card| card.criteria.len()),
        learned.signal.map(|signal| signal.p),
    );
}
