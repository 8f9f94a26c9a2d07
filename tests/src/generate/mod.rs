//! Random valid models, and accounts that look for trouble in them. One seed, one answer, for ever.
//!
//! [`model`] draws a document that uses every part of the format, as far as its [`Level`] goes; [`accounts`] reads the
//! constants that the model mentions and aims at them and their neighbours, at odd spellings, and at every way in which
//! a value can be missing.

mod account;
mod attribute;
mod card;
mod condition;
mod constants;
mod dice;
mod events;
mod label;
mod left_out;
mod matching;
mod profile;
mod rule;
mod scorecard;
mod value;
mod written;

use serde_json::{Map, Value, json};

use self::constants::Constants;
use self::dice::Dice;
use self::profile::Sketch;
pub(crate) use self::written::{date_forms, written_by};

/// How much of the format a model may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// All but the later parts.
    Core,
    /// Also events, decay, intent, stages, formulas, comparisons of attributes, shared criteria, conditional verdicts.
    Full,
    /// Also values as exports write them: placeholders, blanks that are known, `written`, intervals.
    Written,
    /// Also sums over items and events, limits, weights in one place, labels, and conditions by name.
    Whole,
}

impl Level {
    /// Whether all of the language is drawn.
    fn is_whole(self) -> bool {
        self >= Self::Whole
    }
}

/// A valid model.
pub fn model(seed: u64, level: Level) -> Value {
    Sketch::new(Dice::new(seed, 1), level).model()
}

/// Accounts with valid values for a model; the first knows nothing and the second knows all. Dates lie around
/// [`as_of`] of the same seed.
pub fn accounts(seed: u64, model: &Value, n: usize) -> Vec<Value> {
    drawn(Dice::new(seed, 2), seed, model, n, false)
}

/// The same, with an invalid value now and then: about one account in two has one.
pub fn accounts_with_invalid(seed: u64, model: &Value, n: usize) -> Vec<Value> {
    drawn(Dice::new(seed, 3), seed, model, n, true)
}

/// A day on which to judge, as `YYYY-MM-DD`; month ends and leap days come often.
pub fn as_of(seed: u64) -> String {
    let mut dice = Dice::new(seed, 4);
    let days =
        ["2026-11-21", "2026-08-31", "2024-02-29", "2025-02-28", "2026-03-31", "2026-01-01", "2023-12-31"];
    if dice.chance(60) {
        return dice.pick(&days).to_string();
    }
    crate::reference::date::write(19_000 + dice.below(2_000) as i64)
}

/// The account, with what it does not know taken from another. Values stay under the names that the accounts use.
pub fn completed(model: &Value, account: &Value, other: &Value) -> Value {
    let mut whole = Map::new();
    for (name, attribute) in model["attributes"].as_object().into_iter().flatten() {
        let aliases = attribute["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let keys: Vec<_> = std::iter::once(name.as_str()).chain(aliases).collect();
        let known = |account: &Value| crate::reference::is_known(model, name, account);
        let source = if known(account) { account } else { other };
        let taken = keys.iter().filter_map(|key| Some(((*key).to_owned(), source.get(*key)?.clone())));
        whole.extend(taken);
    }
    Value::Object(whole)
}

/// Whether an account has a value of an attribute.
pub fn is_known(model: &Value, attribute: &str, account: &Value) -> bool {
    crate::reference::is_known(model, attribute, account)
}

/// The constants that a model mentions for each attribute.
pub(crate) fn constants(model: &Value) -> std::collections::BTreeMap<String, Vec<Value>> {
    constants::of(model)
}

/// A model that a fuzzer's bytes choose.
pub fn model_of(bytes: &[u8]) -> Value {
    Sketch::new(Dice::of_bytes(bytes), Level::Whole).model()
}

/// Accounts that a fuzzer's bytes choose, for one model.
pub struct Accounts<'a> {
    model: &'a Value,
    aim: &'a Aim,
    day: i64,
    dice: Dice,
}

/// The constants of a model, at which accounts aim.
pub struct Aim(Constants);

impl Aim {
    /// Those of this model.
    pub fn of(model: &Value) -> Self {
        Self(constants::of(model))
    }
}

impl<'a> Accounts<'a> {
    /// Around that day, `YYYY-MM-DD`.
    pub fn new(model: &'a Value, aim: &'a Aim, as_of: &str, bytes: &[u8]) -> Self {
        let day = crate::reference::date::read_plain(as_of).expect("a date");
        Self { model, aim, day, dice: Dice::of_bytes(bytes) }
    }

    /// The next account; with invalid values now and then, or without.
    pub fn next(&mut self, with_invalid: bool) -> Value {
        let missing = *self.dice.pick(&[0, 5, 15, 30, 70, 100]);
        let invalid = if with_invalid { *self.dice.pick(&[0, 0, 10, 30]) } else { 0 };
        account::draw(&mut self.dice, self.model, &self.aim.0, self.day, missing, invalid)
    }
}

fn drawn(mut dice: Dice, seed: u64, model: &Value, n: usize, with_invalid: bool) -> Vec<Value> {
    let day = crate::reference::date::read_plain(&as_of(seed)).expect("a date");
    let aim = constants::of(model);
    let mut accounts = Vec::with_capacity(n);
    for place in 0..n {
        let missing = match place {
            0 => 100,
            1 => 0,
            _ => *dice.pick(&[0, 5, 15, 30, 70]),
        };
        let invalid = if with_invalid && dice.chance(50) { 25 } else { 0 };
        accounts.push(match place {
            0 if !with_invalid => json!({}),
            _ => account::draw(&mut dice, model, &aim, day, missing, invalid),
        });
    }
    accounts
}

#[cfg(test)]
mod tests;
