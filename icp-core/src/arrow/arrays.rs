//! The answers of a batch as arrays, one for each column that comes back. Their words are made once and shared by all batches.

use std::collections::BTreeMap;
use std::mem::take;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, BooleanArray, DictionaryArray, Float64Array, Int32Array, StringArray};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::ArrowError;

use super::dictionaries::{
    Dictionaries, IcpWords, NONE, PlaceCodes, WordCodes, number_of_criterion_status, number_of_status,
};
use super::output::{CriterionAnswer, IcpAnswer, TextAnswer};
use super::outputs::{Named, Output};
use crate::batch::{CriterionColumns, IcpColumns, Scores};
use crate::eval::IcpStatus;

/// The arrays of some columns, in their order.
pub(super) fn arrays(
    outputs: &[Named],
    words: &Dictionaries,
    mut scores: Scores,
) -> Result<Vec<ArrayRef>, ArrowError> {
    let mut arrays = Vec::with_capacity(outputs.len());
    let Scores { icp, shown, icps, criteria, verdicts, labels, row_texts, .. } = &mut scores;
    let number = |icp: &u16| i32::from(*icp);
    for Named { output, .. } in outputs {
        let array = match *output {
            Output::Best => {
                let each = icp.iter().zip(&shown.status);
                let best = each.map(|(icp, status)| if is_yes(status) { number(icp) } else { NONE });
                coded(best.collect(), &words.icps)
            }
            Output::Icp => coded(icp.iter().map(number).collect(), &words.icps),
            Output::Shown(answer) => {
                let at = |row| icp.get(row).map_or(usize::MAX, |icp| usize::from(*icp));
                of_icp(words, &words.shown, shown, at, answer)
            }
            Output::Verdict(team) => {
                let texts = verdicts.get(team).map(Vec::as_slice).unwrap_or_default();
                let words = words.verdicts.get(team).ok_or_else(unknown)?;
                let number = |text: &u16| words.number(usize::from(*text));
                coded(texts.iter().map(number).collect(), &words.words)
            }
            Output::Label(at) => {
                let texts = labels.get(at).map(Vec::as_slice).unwrap_or_default();
                let words = words.told.get(at).ok_or_else(unknown)?;
                let number = |text: &u16| words.number(usize::from(*text));
                coded(texts.iter().map(number).collect(), &words.words)
            }
            Output::Text(answer) => written(match answer {
                TextAnswer::Reasons => &row_texts.reasons,
                TextAnswer::Exclusions => &row_texts.exclusions,
                TextAnswer::Missing => &row_texts.missing,
            }),
            Output::Each(at, answer) => {
                let (Some(columns), Some(own)) = (icps.get_mut(at), words.each.get(at)) else {
                    return Err(unknown());
                };
                of_icp(words, own, columns, |_| at, answer)
            }
            Output::Criterion(icp, at, answer) => {
                let columns = criteria.get_mut(icp).and_then(|criteria| criteria.get_mut(at));
                let labels = words.labels.get(icp).and_then(|labels| labels.get(at));
                let (Some(columns), Some(labels)) = (columns, labels) else { return Err(unknown()) };
                of_criterion(words, labels, columns, answer)
            }
        };
        arrays.push(array?);
    }
    Ok(arrays)
}

/// INVARIANT: the scores are those of the model and the options that the columns were made for.
fn unknown() -> ArrowError {
    ArrowError::SchemaError("a column without its answers".to_owned())
}

fn is_yes(status: &IcpStatus) -> bool {
    *status == IcpStatus::Qualified
}

/// An answer of one icp, or of the icp that is shown; `icp` gives its place for a row. Numbers are taken, not copied.
fn of_icp(
    words: &Dictionaries,
    own: &IcpWords,
    columns: &mut IcpColumns,
    icp: impl Fn(usize) -> usize,
    answer: IcpAnswer,
) -> Result<ArrayRef, ArrowError> {
    let placed = |places: &[u16], words: &PlaceCodes| {
        let numbers = places.iter().enumerate().map(|(row, at)| words.number(icp(row), *at));
        coded(numbers.collect(), &words.words)
    };
    match answer {
        IcpAnswer::Score => Ok(numbers(take(&mut columns.score))),
        IcpAnswer::Tier => placed(&columns.tier, &own.tier),
        IcpAnswer::Status => coded(columns.status.iter().map(number_of_status).collect(), &words.statuses),
        IcpAnswer::Coverage => Ok(numbers(take(&mut columns.coverage))),
        IcpAnswer::Lower => Ok(numbers(take(&mut columns.lower))),
        IcpAnswer::Upper => Ok(numbers(take(&mut columns.upper))),
        IcpAnswer::Intent => Ok(numbers(take(&mut columns.intent))),
        IcpAnswer::IntentTier => placed(&columns.intent_tier, &own.intent_tier),
        IcpAnswer::Stage => placed(&columns.stage, &own.stage),
        IcpAnswer::Reason => {
            let reason = |number: &u32| own.reason.number(*number as usize);
            coded(columns.reason.iter().map(reason).collect(), &own.reason.words)
        }
        IcpAnswer::Qualified => {
            let qualifies = |status: &IcpStatus| Some(is_yes(status));
            Ok(Arc::new(columns.status.iter().map(qualifies).collect::<BooleanArray>()))
        }
    }
}

/// An answer of one criterion; `labels` are those of its bands.
fn of_criterion(
    words: &Dictionaries,
    labels: &WordCodes,
    columns: &mut CriterionColumns,
    answer: CriterionAnswer,
) -> Result<ArrayRef, ArrowError> {
    match answer {
        CriterionAnswer::Points => Ok(numbers(take(&mut columns.points))),
        CriterionAnswer::Rating => Ok(numbers(take(&mut columns.rating))),
        CriterionAnswer::Contribution => Ok(numbers(take(&mut columns.contribution))),
        CriterionAnswer::Status => {
            let statuses = columns.status.iter().map(number_of_criterion_status);
            coded(statuses.collect(), &words.criterion_statuses)
        }
        CriterionAnswer::Label => {
            let label = |band: &u16| labels.number(usize::from(*band));
            coded(columns.band.iter().map(label).collect(), &labels.words)
        }
    }
}

/// Texts of rows as a dictionary of their own, in the order of their first rows; an empty text is none.
fn written(texts: &[Box<str>]) -> Result<ArrayRef, ArrowError> {
    let (mut words, mut known): (Vec<&str>, BTreeMap<&str, i32>) = Default::default();
    let mut numbers = Vec::with_capacity(texts.len());
    for text in texts {
        if text.is_empty() {
            numbers.push(NONE);
            continue;
        }
        numbers.push(*known.entry(text).or_insert_with(|| {
            words.push(text);
            words.len() as i32 - 1
        }));
    }
    let words: ArrayRef = Arc::new(StringArray::from(words));
    coded(numbers, &words)
}

/// A dictionary of words, by the number of each row; no word where that is negative.
fn coded(numbers: Vec<i32>, words: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let nulls = nulls(&numbers, |number| *number >= 0);
    let keys = Int32Array::try_new(ScalarBuffer::from(numbers), nulls)?;
    Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, words.clone())?))
}

/// Numbers; NaN is null.
fn numbers(numbers: Vec<f64>) -> ArrayRef {
    let nulls = nulls(&numbers, |number| !number.is_nan());
    Arc::new(Float64Array::new(ScalarBuffer::from(numbers), nulls))
}

fn nulls<T>(values: &[T], is_there: impl Fn(&T) -> bool) -> Option<NullBuffer> {
    if values.iter().all(&is_there) {
        return None;
    }
    Some(NullBuffer::new(BooleanBuffer::collect_bool(values.len(), |row| {
        values.get(row).is_some_and(&is_there)
    })))
}
