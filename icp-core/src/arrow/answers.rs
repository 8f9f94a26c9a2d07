//! The answers as arrays. Their words are made once and shared by all batches.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, BooleanArray, DictionaryArray, Float64Array, Int32Array};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::ArrowError;

use super::words::{Dictionaries, IcpWords, NONE, Placed};
use crate::batch::{CriterionColumns, IcpColumns, PerCriterion, Scores};
use crate::eval::{CriterionStatus, IcpStatus};

/// What is there for some models and options only.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) bounds: bool,
    pub(super) reasons: bool,
    pub(super) qualified: bool,
    pub(super) intent: bool,
    pub(super) per_criterion: PerCriterion,
}

/// The arrays of all answers, in the order of the names.
pub(super) fn arrays(
    words: &Dictionaries,
    scores: Scores,
    asked: Asked,
) -> Result<Vec<ArrayRef>, ArrowError> {
    let Scores { icp, shown, icps, criteria, verdicts, .. } = scores;
    let best = icp.iter().zip(&shown.status);
    let best = best.map(|(icp, status)| if *status == IcpStatus::Qualified { i32::from(*icp) } else { NONE });
    let mut arrays = vec![
        coded(best.collect(), &words.icps)?,
        coded(icp.iter().map(|icp| i32::from(*icp)).collect(), &words.icps)?,
    ];
    let at = |row| icp.get(row).map_or(usize::MAX, |icp| usize::from(*icp));
    of_icp(words, &words.shown, shown, at, asked, &mut arrays)?;
    for (texts, words) in verdicts.into_iter().zip(&words.verdicts) {
        arrays
            .push(coded(texts.iter().map(|text| words.number(usize::from(*text))).collect(), &words.words)?);
    }
    for ((at, columns), own) in icps.into_iter().enumerate().zip(&words.each) {
        of_icp(words, own, columns, |_| at, asked, &mut arrays)?;
    }
    let labels = words.labels.iter().flatten();
    for (columns, labels) in criteria.into_iter().flatten().zip(labels) {
        let CriterionColumns { points, rating, contribution, status, band } = columns;
        let asked = asked.per_criterion;
        arrays.extend(asked.points.then(|| numbers(points)));
        arrays.extend(asked.rating.then(|| numbers(rating)));
        arrays.extend(asked.contribution.then(|| numbers(contribution)));
        if asked.status {
            arrays.push(coded(status.iter().map(of_criterion).collect(), &words.criterion_statuses)?);
        }
        if asked.label {
            let label = |band: &u16| labels.number(usize::from(*band));
            arrays.push(coded(band.iter().map(label).collect(), &labels.words)?);
        }
    }
    Ok(arrays)
}

/// The number of a status among the words.
fn of_status(status: &IcpStatus) -> i32 {
    match status {
        IcpStatus::Qualified => 0,
        IcpStatus::Unqualified => 1,
        IcpStatus::InsufficientData => 2,
        IcpStatus::Disqualified => 3,
    }
}

/// The number of a criterion's status among the words.
fn of_criterion(status: &CriterionStatus) -> i32 {
    match status {
        CriterionStatus::Fit => 0,
        CriterionStatus::Partial => 1,
        CriterionStatus::None => 2,
        CriterionStatus::Misfit => 3,
        CriterionStatus::Unknown => 4,
        CriterionStatus::NotApplicable => 5,
    }
}

fn of_icp(
    words: &Dictionaries,
    own: &IcpWords,
    columns: IcpColumns,
    icp: impl Fn(usize) -> usize,
    asked: Asked,
    out: &mut Vec<ArrayRef>,
) -> Result<(), ArrowError> {
    let placed = |places: &[u16], words: &Placed| {
        let numbers = places.iter().enumerate().map(|(row, at)| words.number(icp(row), *at));
        coded(numbers.collect(), &words.words)
    };
    out.push(numbers(columns.score));
    out.push(placed(&columns.tier, &own.tier)?);
    out.push(coded(columns.status.iter().map(of_status).collect(), &words.statuses)?);
    out.push(numbers(columns.coverage));
    if asked.bounds {
        out.push(numbers(columns.lower));
        out.push(numbers(columns.upper));
    }
    if asked.intent {
        out.push(numbers(columns.intent));
        out.push(placed(&columns.intent_tier, &own.intent_tier)?);
    }
    out.push(placed(&columns.stage, &own.stage)?);
    if asked.reasons {
        let reason = |number: &u32| own.reason.number(*number as usize);
        out.push(coded(columns.reason.iter().map(reason).collect(), &own.reason.words)?);
    }
    if asked.qualified {
        let qualifies = |status: &IcpStatus| Some(*status == IcpStatus::Qualified);
        out.push(Arc::new(columns.status.iter().map(qualifies).collect::<BooleanArray>()));
    }
    Ok(())
}

/// Words by number.
fn coded(numbers: Vec<i32>, words: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let nulls = nulls(&numbers, |number| *number >= 0);
    let keys = Int32Array::try_new(ScalarBuffer::from(numbers), nulls)?;
    Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, words.clone())?))
}

/// Numbers; what is none is null.
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
