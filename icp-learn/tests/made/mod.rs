//! Made tables, for tests: random columns, and outcomes from a truth that is known.
#![allow(dead_code, reason = "not every test program makes every table")]

use icp_learn::{Column, Judged, Table, TableBuilder, Values};

/// Random numbers by count (SplitMix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xd134_2543_de82_ef95) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// From 0 to below 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        (self.share() * most as f64) as usize
    }

    /// About normal: the sum of twelve.
    pub(crate) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for at in (1..values.len()).rev() {
            values.swap(at, self.below(at + 1));
        }
    }
}

/// Columns of which every third is a text of six values, some with missing cells.
pub(crate) fn columns(random: &mut Random, rows: usize, count: usize) -> Vec<Column> {
    let column = |at: usize| {
        let missing = if at % 4 == 3 { 0.1 } else { 0.0 };
        let values = if at % 3 == 2 {
            let code = |random: &mut Random| {
                if random.share() < missing { u32::MAX } else { random.below(6) as u32 }
            };
            let codes = (0..rows).map(|_| code(random)).collect();
            Values::Text { codes, names: (0..6).map(|name| format!("value {name}")).collect() }
        } else {
            let number =
                |random: &mut Random| if random.share() < missing { f64::NAN } else { random.normal() };
            Values::Number((0..rows).map(|_| number(random)).collect())
        };
        Column::new(format!("column-{at}"), values)
    };
    (0..count).map(column).collect()
}

/// The number of a row, 0 where it is missing; texts by their code, about their mean.
pub(crate) fn number(column: &Column, row: usize) -> f64 {
    match &column.values {
        Values::Number(values) | Values::Month(values) => {
            if values[row].is_nan() {
                0.0
            } else {
                values[row]
            }
        }
        Values::Text { codes, .. } => {
            if codes[row] == u32::MAX {
                0.0
            } else {
                f64::from(codes[row]) - 2.5
            }
        }
        Values::Bool(values) => values[row].map_or(0.0, |value| f64::from(u8::from(value))),
        Values::Set { rows, .. } => rows[row].as_ref().map_or(0.0, |set| set.len() as f64),
    }
}

/// Exactly this many won rows, at random.
pub(crate) fn noise(random: &mut Random, rows: usize, won: usize) -> Vec<Judged> {
    let mut outcome: Vec<Judged> =
        (0..rows).map(|row| if row < won { Judged::Won } else { Judged::Lost }).collect();
    random.shuffle(&mut outcome);
    outcome
}

pub(crate) fn chance(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

pub(crate) fn table(columns: Vec<Column>, outcome: Vec<Judged>) -> Table {
    columns.into_iter().fold(TableBuilder::new(outcome), TableBuilder::column).build().unwrap()
}

/// Outcomes drawn from log odds.
pub(crate) fn drawn(random: &mut Random, log_odds: impl Iterator<Item = f64>) -> Vec<Judged> {
    log_odds
        .map(|log_odds| if random.share() < chance(log_odds) { Judged::Won } else { Judged::Lost })
        .collect()
}
