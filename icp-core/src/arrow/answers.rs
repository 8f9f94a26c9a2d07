//! The answers as arrays. Their words are made once and shared by all batches.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Float64Array, Int32Array, StringArray};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::ArrowError;

use crate::batch::{IcpColumns, Scores};
use crate::engine::Model;
use crate::eval::IcpStatus;

const STATUSES: [IcpStatus; 4] =
    [IcpStatus::Qualified, IcpStatus::Unqualified, IcpStatus::Disqualified, IcpStatus::InsufficientData];

/// No word.
const NONE: i32 = -1;

/// What is there for some models and options only.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) bounds: bool,
    pub(super) reasons: bool,
    pub(super) intent: bool,
}

/// Different texts by number.
#[derive(Debug, Default)]
struct Words {
    texts: Vec<String>,
}

impl Words {
    fn number(&mut self, text: &str) -> i32 {
        let known = self.texts.iter().position(|known| known == text);
        let at = known.unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        });
        at as i32
    }

    fn array(self) -> ArrayRef {
        Arc::new(StringArray::from(self.texts))
    }
}

/// What the numbers of a model's answers stand for.
#[derive(Debug)]
pub(super) struct Dictionaries {
    icps: ArrayRef,
    statuses: ArrayRef,
    tiers: ArrayRef,
    stages: ArrayRef,
    reasons: ArrayRef,
    verdicts: ArrayRef,
    /// For each icp, and each of its tiers and stages, the number of its word.
    tier_words: Vec<Vec<i32>>,
    stage_words: Vec<Vec<i32>>,
    /// For each number of a reason, the number of its word.
    reason_words: Vec<i32>,
}

impl Dictionaries {
    /// Those of a model; `scores` are any of its answers.
    pub(super) fn new(model: &Model, scores: &Scores) -> Self {
        let (mut tiers, mut stages, mut reasons) = (Words::default(), Words::default(), Words::default());
        let (mut tier_words, mut stage_words) = (Vec::new(), Vec::new());
        for icp in (0..).map_while(|at| model.icp(at)) {
            tier_words.push(icp.fit.tiers.iter().map(|tier| tiers.number(&tier.id)).collect());
            stage_words.push(icp.stages.iter().map(|stage| stages.number(&stage.id)).collect());
        }
        let reason_words = scores
            .reasons
            .iter()
            .map(|(icp, code)| reasons.number(&model.reason(*icp, *code).text))
            .collect();
        let all = |texts: Vec<&str>| Arc::new(StringArray::from(texts));
        Self {
            icps: all(model.icps().collect()),
            statuses: all(STATUSES.iter().map(|status| status.as_str()).collect()),
            tiers: tiers.array(),
            stages: stages.array(),
            reasons: reasons.array(),
            verdicts: all(scores.texts.iter().map(|text| &**text).collect()),
            tier_words,
            stage_words,
            reason_words,
        }
    }
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
    of_icp(words, shown, |row| icp.get(row).map_or(usize::MAX, |icp| usize::from(*icp)), asked, &mut arrays)?;
    for said in verdicts {
        arrays.push(coded(said.iter().map(|text| place(*text)).collect(), &words.verdicts)?);
    }
    for (at, columns) in icps.into_iter().enumerate() {
        of_icp(words, columns, |_| at, asked, &mut arrays)?;
    }
    arrays.extend(criteria.into_iter().flatten().map(numbers));
    Ok(arrays)
}

fn place(at: u16) -> i32 {
    if at == u16::MAX { NONE } else { i32::from(at) }
}

fn of_icp(
    words: &Dictionaries,
    columns: IcpColumns,
    icp: impl Fn(usize) -> usize,
    asked: Asked,
    out: &mut Vec<ArrayRef>,
) -> Result<(), ArrowError> {
    let word = |words: &[Vec<i32>], row: usize, at: u16| {
        words.get(icp(row)).and_then(|words| words.get(usize::from(at))).copied().unwrap_or(NONE)
    };
    let status = |status: &IcpStatus| match status {
        IcpStatus::Qualified => 0,
        IcpStatus::Unqualified => 1,
        IcpStatus::Disqualified => 2,
        IcpStatus::InsufficientData => 3,
    };
    let placed = |places: &[u16], table: &[Vec<i32>]| {
        places.iter().enumerate().map(|(row, at)| word(table, row, *at)).collect::<Vec<i32>>()
    };
    out.push(numbers(columns.score));
    out.push(coded(placed(&columns.tier, &words.tier_words), &words.tiers)?);
    out.push(coded(columns.status.iter().map(status).collect(), &words.statuses)?);
    out.push(numbers(columns.coverage));
    if asked.bounds {
        out.push(numbers(columns.lower));
        out.push(numbers(columns.upper));
    }
    if asked.intent {
        out.push(numbers(columns.intent));
    }
    out.push(coded(placed(&columns.stage, &words.stage_words), &words.stages)?);
    if asked.reasons {
        let reason = |number: &u32| words.reason_words.get(*number as usize).copied().unwrap_or(NONE);
        out.push(coded(columns.reason.iter().map(reason).collect(), &words.reasons)?);
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
