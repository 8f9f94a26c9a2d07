//! Arguments that several methods take, converted to the core's options.

use icp_core::batch::{MissingColumns, PerCriterion, RowTexts};
use icp_core::{OnInvalid, Options};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyString};

use crate::date::as_of;

/// More than any machine has that one table is worth.
const MOST_THREADS: usize = 1_024;

/// The effect of an invalid value, by its word.
pub(crate) fn on_invalid(word: &str) -> PyResult<OnInvalid> {
    match word {
        "error" => Ok(OnInvalid::Error),
        "missing" => Ok(OnInvalid::Missing),
        _ => Err(PyValueError::new_err(format!("on_invalid is \"error\" or \"missing\", not `{word}`"))),
    }
}

pub(crate) fn options(py: Python<'_>, date: Option<&Bound<'_, PyAny>>, invalid: &str) -> PyResult<Options> {
    Ok(Options::new(as_of(py, date)?).on_invalid(on_invalid(invalid)?))
}

/// The effect of a missing column, by its word.
pub(crate) fn missing_columns(word: &str) -> PyResult<MissingColumns> {
    match word {
        "error" => Ok(MissingColumns::Error),
        "unknown" => Ok(MissingColumns::Unknown),
        _ => Err(PyValueError::new_err(format!("missing_columns is \"error\" or \"unknown\", not `{word}`"))),
    }
}

/// The answers of every criterion that are asked for: yes or no, a word, or several.
pub(crate) fn per_criterion(given: Option<&Bound<'_, PyAny>>) -> PyResult<PerCriterion> {
    let Some(given) = given else { return Ok(PerCriterion::NONE) };
    if let Ok(flag) = given.extract::<bool>() {
        return Ok(flag.into());
    }
    let words: Vec<String> = match given.cast::<PyString>() {
        Ok(word) => vec![word.extract()?],
        Err(_) => given.extract().map_err(|_| {
            let words = PerCriterion::WORDS.map(|word| format!("\"{word}\"")).join(", ");
            PyTypeError::new_err(format!("per_criterion is True, False, or some of {words}, not `{given}`"))
        })?,
    };
    PerCriterion::of_words(words.iter().map(String::as_str))
        .map_err(|message| PyValueError::new_err(format!("per_criterion: {message}")))
}

/// The texts of each row that are asked for: yes or no, a word, or several.
pub(crate) fn texts(given: Option<&Bound<'_, PyAny>>) -> PyResult<RowTexts> {
    let Some(given) = given else { return Ok(RowTexts::NONE) };
    if let Ok(flag) = given.extract::<bool>() {
        return Ok(flag.into());
    }
    let words: Vec<String> = match given.cast::<PyString>() {
        Ok(word) => vec![word.extract()?],
        Err(_) => given.extract().map_err(|_| {
            let words = RowTexts::WORDS.map(|word| format!("\"{word}\"")).join(", ");
            PyTypeError::new_err(format!("texts is True, False, or some of {words}, not `{given}`"))
        })?,
    };
    RowTexts::of_words(words.iter().map(String::as_str))
        .map_err(|message| PyValueError::new_err(format!("texts: {message}")))
}

/// Whether the columns of the table come back.
pub(crate) fn keep(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    given.extract().map_err(|_| {
        PyTypeError::new_err(format!(
            "keep is True or False, not `{given}`: select columns of the result, or hand over a table that has only \
             those and the ones that the model reads"
        ))
    })
}

/// Names of columns or attributes: a list of them, or any other collection but a text.
pub(crate) fn names(given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<String>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    let names = given.try_iter().ok().filter(|_| !given.is_instance_of::<PyString>());
    let names = names.and_then(|names| names.map(|name| name?.extract()).collect::<PyResult<_>>().ok());
    names.ok_or_else(|| {
        PyValueError::new_err(format!("allow_empty_columns is a list of names, not `{given}`"))
    })
}

/// How many threads; 0 is all processors.
pub(crate) fn threads(given: Option<&Bound<'_, PyAny>>) -> PyResult<usize> {
    let Some(given) = given else { return Ok(0) };
    match given.cast_exact::<PyInt>().map(|number| number.extract::<usize>()) {
        Ok(Ok(threads)) if (1..=MOST_THREADS).contains(&threads) => Ok(threads),
        _ => {
            Err(PyValueError::new_err(format!("threads is a number from 1 to {MOST_THREADS}, not `{given}`")))
        }
    }
}
