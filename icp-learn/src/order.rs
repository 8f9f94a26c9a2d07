//! The order in which rows are taken, and the folds they are in. Both follow from what the rows hold, never from where they are in the
//! table, so that shuffled rows give the same bytes. In effect the order is random.

use icp_core::value::fold;

use crate::at::At;
use crate::table::{Judged, MISSING, Table, Values};

/// Mixes the bits of a number (the finalizer of SplitMix64; Steele, Lea and Flood 2014).
#[inline]
pub(crate) fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Random numbers by count: SplitMix64.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number below `most`, which is below 2^32 (Lemire 2019, without the last correction: the bias is below 2^-32).
    pub(crate) fn below(&mut self, most: usize) -> usize {
        let high = self.next() >> 32;
        ((high * most as u64) >> 32) as usize
    }
}

/// The hash of a text.
pub(crate) fn hash_text(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// The rows that are learned from, by number, in the order of their hashes.
pub(crate) fn ordered_rows(table: &Table, seed: u64) -> Vec<u32> {
    let rows = table.rows();
    let mut hashes: Vec<u64> = vec![mix(seed); rows];
    for (at, hash) in hashes.iter_mut().enumerate() {
        let judged = table.outcome.get(at).map_or(2, |judged| match judged {
            Judged::Won => 1,
            Judged::Lost => 0,
            Judged::Open => 2,
        });
        let weight = table.weight.as_ref().map_or(1.0, |weights| weights.at(at));
        let account = table.accounts.as_ref().map_or(0, |accounts| accounts.at(at));
        let day = table.decided.as_ref().and_then(|days| days.at(at)).map_or(u64::MAX, |day| day as u64);
        *hash = mix(*hash ^ judged);
        if table.weight.is_some() {
            *hash = mix(*hash ^ weight.to_bits());
        }
        if table.accounts.is_some() {
            *hash = mix(*hash ^ account);
        }
        if table.decided.is_some() {
            *hash = mix(*hash ^ day);
        }
    }
    for column in table.columns() {
        // By name, so that the order of the columns does not matter for what a row is.
        let salt = hash_text(&column.name);
        add_column(&mut hashes, &column.values, salt);
    }
    let used = (0..rows as u32).filter(|row| table.is_used(*row as usize));
    let mut keyed: Vec<(u64, u32)> = used.map(|row| (hashes.at(row as usize), row)).collect();
    drop(hashes);
    keyed.sort_unstable();
    // Equal rows are dealt to folds at random, not in turn: in turn each fold would repeat what the others say.
    let mut has_equal = false;
    let mut before = None;
    let mut times = 0;
    for (key, _) in &mut keyed {
        let own = *key;
        times = if before == Some(own) { times + 1 } else { 0 };
        before = Some(own);
        has_equal |= times > 0;
        *key = mix(own.wrapping_add(mix(times)));
    }
    if has_equal {
        keyed.sort_unstable();
    } else {
        keyed.sort_unstable_by_key(|(key, _)| *key);
    }
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// Sums are of whole numbers, so the order of the columns is of no importance.
fn add_column(hashes: &mut [u64], values: &Values, salt: u64) {
    let add = |hash: &mut u64, value: u64| *hash = hash.wrapping_add(mix(salt ^ value));
    match values {
        Values::Number(values) | Values::Month(values) => {
            for (hash, value) in hashes.iter_mut().zip(values) {
                // 0 and -0 are one value, and so are all NaN.
                let bits = if value.is_nan() { u64::MAX } else { (value + 0.0).to_bits() };
                add(hash, bits);
            }
        }
        Values::Text { codes, names } => {
            let names: Vec<u64> = names.iter().map(|name| hash_text(&fold(name))).collect();
            for (hash, code) in hashes.iter_mut().zip(codes) {
                add(hash, if *code == MISSING { u64::MAX } else { names.at(*code as usize) });
            }
        }
        Values::Bool(values) => {
            for (hash, value) in hashes.iter_mut().zip(values) {
                add(hash, value.map_or(2, u64::from));
            }
        }
        Values::Set { rows, items } => {
            let items: Vec<u64> = items.iter().map(|item| mix(hash_text(&fold(item)))).collect();
            for (hash, set) in hashes.iter_mut().zip(rows) {
                let sum = |set: &[u32]| {
                    set.iter().fold(0, |sum: u64, item| sum.wrapping_add(items.at(*item as usize)))
                };
                add(hash, set.as_ref().map_or(u64::MAX, |set| sum(set)));
            }
        }
    }
}

/// The fold of each row, from 0: won and lost rows are dealt in turn. `groups` are the accounts, which stay together.
pub(crate) fn folds(won: &[u8], groups: Option<&[u32]>, folds: usize, seed: u64) -> Vec<u8> {
    let Some(groups) = groups else {
        return deal(won.iter().enumerate().map(|(at, won)| (mix(seed ^ mix(at as u64)), *won)), folds);
    };
    let count = groups.iter().map(|group| *group as usize + 1).max().unwrap_or_default();
    let mut any_won = vec![0; count];
    for (group, won) in groups.iter().zip(won) {
        let sofar = any_won.at(*group as usize);
        any_won.put(*group as usize, (*won).max(sofar));
    }
    let of_group =
        deal(any_won.iter().enumerate().map(|(at, won)| (mix(seed ^ mix(at as u64)), *won)), folds);
    groups.iter().map(|group| of_group.at(*group as usize)).collect()
}

/// Deals units with a key and a class to folds, each class in turn, in the order of the keys.
fn deal(units: impl Iterator<Item = (u64, u8)>, folds: usize) -> Vec<u8> {
    let mut units: Vec<(u64, u8, u32)> =
        units.enumerate().map(|(at, (key, class))| (key, class, at as u32)).collect();
    units.sort_unstable();
    let mut fold_of = vec![0; units.len()];
    let mut next = [0usize, folds / 2];
    for (_, class, at) in units {
        let turn = next.at(class as usize);
        fold_of.put(at as usize, (turn % folds) as u8);
        next.put(class as usize, turn + 1);
    }
    fold_of
}
