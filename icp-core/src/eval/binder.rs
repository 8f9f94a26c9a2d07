//! Collects the values of a record in the order of a model's attributes: which of several names counts, and which values were
//! refused. Used by `bind` and `nested`; what a value is is decided in `account`.

use crate::account::{Field, GivenText, Invalid, Issue, NO_NAME, OnInvalid, PLACEHOLDER, ReadValue, settled};
use crate::error::{AccountError, quote};
use crate::plan::{Input, Plan};
#[cfg(all(feature = "messages", not(target_family = "wasm")))]
use crate::survey::ColumnSurvey;

/// Which key of each attribute counts: the first, in the order of its names, that is not missing.
pub(super) struct Binder<'p, 'a> {
    pub(super) plan: &'p Plan,
    /// The rank of the name that gave the field; the lowest that is not missing wins.
    ranks: &'p mut Vec<u32>,
    seen: &'p mut Vec<u64>,
    /// The texts of values that were read from another text, or could not be read.
    given: &'p mut Vec<GivenText<'a>>,
    on_invalid: OnInvalid,
    /// The first value that was refused for each attribute, with its rank.
    invalid: Vec<Option<(u32, Invalid)>>,
}

impl<'p, 'a> Binder<'p, 'a> {
    pub(super) fn new(
        plan: &'p Plan,
        on_invalid: OnInvalid,
        ranks: &'p mut Vec<u32>,
        given: &'p mut Vec<GivenText<'a>>,
        seen: &'p mut Vec<u64>,
    ) -> Self {
        given.clear();
        ranks.clear();
        ranks.resize(plan.inputs.len(), NO_NAME);
        seen.clear();
        seen.resize(plan.names.len().div_ceil(64), 0);
        Self { plan, ranks, seen, given, on_invalid, invalid: Vec::new() }
    }

    /// Whether the name comes for the first time.
    fn first(&mut self, name: u32) -> bool {
        let Some(word) = self.seen.get_mut(name as usize / 64) else { return false };
        let bit = 1u64 << (name % 64);
        let first = *word & bit == 0;
        *word |= bit;
        first
    }

    /// Whether a name comes once more whose value counts.
    pub(super) fn is_twice(&mut self, name: u32, input: &Input) -> bool {
        !self.first(name) && input.used
    }

    /// Takes a value under the name of that rank, unless an earlier name gave one.
    pub(super) fn take(&mut self, fields: &mut [Field<'a>], attribute: u32, rank: u32, value: ReadValue<'a>) {
        let at = attribute as usize;
        let Some(best) = self.ranks.get_mut(at).filter(|best| rank < **best) else { return };
        let ReadValue { field: value, given } = value;
        let is_one = |one: &GivenText<'_>| one.attribute == attribute;
        if !matches!(value, Ok(Field::Missing | Field::None)) {
            if *best != NO_NAME {
                self.given.retain(|one| !is_one(one));
            }
            self.given.extend(given.map(|text| GivenText { attribute, rank, text }));
        } else if let Some(text) = given.filter(|_| *best >= PLACEHOLDER) {
            // Of several placeholders that of the first name.
            match self.given.iter_mut().find(|one| is_one(one)) {
                Some(one) if one.rank < rank => {}
                Some(one) => *one = GivenText { attribute, rank, text },
                None => self.given.push(GivenText { attribute, rank, text }),
            }
        }
        match value {
            Ok(Field::Missing) => {
                // A placeholder: there, but no blank.
                if *best == NO_NAME {
                    *best = PLACEHOLDER;
                    if let Some(place) = fields.get_mut(at) {
                        *place = Field::Missing;
                    }
                }
            }
            Ok(Field::None) => {
                if let (true, Some(place), Some(input)) =
                    (*best == NO_NAME, fields.get_mut(at), self.plan.inputs.get(at))
                {
                    *place = settled(&input.reading);
                }
            }
            Ok(field) => {
                *best = rank;
                if let Some(place) = fields.get_mut(at) {
                    *place = field;
                }
            }
            Err(invalid) => {
                *best = rank;
                if self.invalid.is_empty() {
                    self.invalid.resize_with(self.plan.inputs.len(), || None);
                }
                if let Some(place) = fields.get_mut(at) {
                    *place = Field::Missing;
                }
                if let Some(place) = self.invalid.get_mut(at) {
                    *place = Some((rank, invalid));
                }
            }
        }
    }

    /// The refusals that count: in the order of the attributes.
    pub(super) fn finish(self, issues: &mut Vec<Issue>) -> Result<(), AccountError> {
        issues.clear();
        for ((found, rank), input) in self.invalid.into_iter().zip(&*self.ranks).zip(&self.plan.inputs) {
            // An attribute that no rule uses neither refuses the account nor is reported.
            let Some((_, invalid)) = found.filter(|(at, _)| at == rank && input.used) else { continue };
            match self.on_invalid {
                OnInvalid::Error => {
                    let help = help(&invalid, input);
                    let error = AccountError::value(&input.name, invalid.expected, invalid.found);
                    return Err(error.helped(help));
                }
                OnInvalid::Missing => issues.push(Issue {
                    attribute: input.name.clone(),
                    expected: invalid.expected.into_owned(),
                    found: invalid.found,
                }),
            }
        }
        Ok(())
    }
}

pub(super) fn twice(key: &str) -> AccountError {
    AccountError::record("account.duplicate_key", "each key once", format!("the key {} twice", quote(key)))
}

/// The keys that would read a value, in words.
#[cfg(all(feature = "messages", not(target_family = "wasm")))]
fn help(invalid: &Invalid, input: &Input) -> Option<String> {
    let (found, name) = (&invalid.found, &input.name);
    match &*invalid.expected {
        "text" => ColumnSurvey::help_of_code(found, name),
        _ => ColumnSurvey::help_of_one(found, name, input.kind),
    }
}

#[cfg(not(all(feature = "messages", not(target_family = "wasm"))))]
fn help(_: &Invalid, _: &Input) -> Option<String> {
    None
}
