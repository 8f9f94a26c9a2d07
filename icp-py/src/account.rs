//! Accounts: dicts and other mappings, dataclasses, named tuples, pydantic models.

use std::vec::IntoIter;

use icp_core::questions::Questions;
use icp_core::{AccountError, AccountValue, Assessment, Model, Options, Record, RecordKey, Scratch};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::dict::BoundDictIterator;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::error::account_error;
use crate::value::{any, plain, type_name};

/// Scores an account of any kind.
pub(crate) fn score(
    model: &Model,
    account: &Bound<'_, PyAny>,
    options: &Options,
    scratch: &mut Scratch,
) -> PyResult<Assessment> {
    with_values(model, account, |values| model.score_values(values, options, scratch))
}

/// The next questions for an account of any kind.
pub(crate) fn next_questions(
    model: &Model,
    account: &Bound<'_, PyAny>,
    options: &Options,
    scratch: &mut Scratch,
) -> PyResult<Questions> {
    with_values(model, account, |values| {
        let record = model.record_values(values, options.on_invalid)?;
        model.next_questions_record(&record, options.as_of, scratch)
    })
}

/// An account of any kind as a checked record.
pub(crate) fn record(
    model: &Model,
    account: &Bound<'_, PyAny>,
    options: &Options,
) -> PyResult<Record<'static>> {
    with_values(model, account, |values| model.record_values(values, options.on_invalid))
}

/// Calls the core with the values of an account. What Python raised meanwhile comes before what the core says.
fn with_values<T>(
    model: &Model,
    account: &Bound<'_, PyAny>,
    call: impl FnOnce(Values<'_, '_>) -> Result<T, AccountError>,
) -> PyResult<T> {
    let py = account.py();
    let dict = match account.cast::<PyDict>() {
        Ok(dict) => dict.clone(),
        Err(_) => fields(model, account)?,
    };
    let mut failure = None;
    let values = Values { model, dict: dict.iter(), late: Vec::new(), rest: None, failure: &mut failure };
    let answer = call(values);
    match failure {
        Some(error) => Err(error),
        None => answer.map_err(|error| account_error(py, &error)),
    }
}

/// The values that the model asks for: first those that need no Python code to run, so that nothing can change the
/// dict while it is walked, then the others.
struct Values<'a, 'py> {
    model: &'a Model,
    dict: BoundDictIterator<'py>,
    late: Vec<Late<'a, 'py>>,
    rest: Option<IntoIter<Late<'a, 'py>>>,
    /// The exception that was raised; the values end there.
    failure: &'a mut Option<PyErr>,
}

/// A value that may run Python code when it is converted, its key, and what the model reads under it.
type Late<'a, 'py> = (Key<'py>, RecordKey<'a>, Bound<'py, PyAny>);

struct Key<'py>(Bound<'py, PyString>);

impl AsRef<str> for Key<'_> {
    fn as_ref(&self) -> &str {
        // INVARIANT: `Values` lets only keys pass that are texts.
        self.0.to_str().unwrap_or_default()
    }
}

impl<'py> Iterator for Values<'_, 'py> {
    type Item = (Key<'py>, AccountValue);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_none() {
            for (key, value) in self.dict.by_ref() {
                let key = match key.cast_into::<PyString>() {
                    Ok(key) => key,
                    Err(error) => {
                        let key = error.into_inner();
                        let error = AccountError::no_key(&type_name(&key));
                        *self.failure = Some(account_error(key.py(), &error));
                        return None;
                    }
                };
                let asked = key.to_str().ok().and_then(|key| self.model.key(key));
                let Some(asked) = asked else { continue };
                match plain(&value) {
                    Some(plain) => return Some((Key(key), plain)),
                    None => self.late.push((Key(key), asked, value)),
                }
            }
        }
        let late = &mut self.late;
        let (key, asked, value) = self.rest.get_or_insert_with(|| std::mem::take(late).into_iter()).next()?;
        match asked_of(asked, &value) {
            Ok(value) => Some((key, value)),
            Err(error) => {
                *self.failure = Some(error);
                None
            }
        }
    }
}

/// A value as far as the model reads it: of an object on a path, only what the path leads to is converted.
pub(crate) fn asked_of(asked: RecordKey<'_>, value: &Bound<'_, PyAny>) -> PyResult<AccountValue> {
    if !asked.is_object() {
        return any(value);
    }
    let Some(dict) = object(value)? else { return any(value) };
    let mut entries = Vec::new();
    for pair in dict.items().iter() {
        let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
        let Ok(key) = key.cast::<PyString>() else { continue };
        let Ok(key) = key.to_str() else { continue };
        if let Some(asked) = asked.within(key) {
            entries.push((key.to_owned(), asked_of(asked, &value)?));
        }
    }
    Ok(AccountValue::Map(entries))
}

/// The fields of an object inside of an account; `None` when it is none.
fn object<'py>(value: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyDict>>> {
    if let Ok(dict) = value.cast::<PyDict>() {
        return Ok(Some(dict.clone()));
    }
    // Neither a scalar nor a list has fields.
    if plain(value).is_some() {
        return Ok(None);
    }
    own_fields(value, |_, _| Ok(()))
}

/// The fields of what is no dict, in one.
fn fields<'py>(model: &Model, account: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    match own_fields(account, |at, name| refuse_renamed(model, at, name))? {
        Some(dict) => Ok(dict),
        None => Err(account_error(account.py(), &AccountError::no_record(&type_name(account)))),
    }
}

/// The fields of a dataclass, a named tuple, a pydantic model or a mapping; `None` for anything else. `check` looks at each
/// name of a named tuple.
fn own_fields<'py>(
    account: &Bound<'py, PyAny>,
    check: impl Fn(usize, &Bound<'py, PyAny>) -> PyResult<()>,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let py = account.py();
    let class = account.get_type();
    let dict = PyDict::new(py);
    let take = |name: &Bound<'py, PyAny>| -> PyResult<()> {
        let name = name.cast::<PyString>()?;
        dict.set_item(name, account.getattr(name)?)
    };
    if let Some(names) = pydantic_fields(account)? {
        // Names that were not declared, where the model allows them.
        let extra = account.getattr_opt(intern!(py, "__pydantic_extra__"))?;
        for name in names {
            take(&name?)?;
        }
        if let Some(extra) = extra.as_ref().and_then(|extra| extra.cast::<PyDict>().ok()) {
            dict.update(extra.as_mapping())?;
        }
    } else if class.hasattr(intern!(py, "__dataclass_fields__"))? {
        for field in py.import("dataclasses")?.call_method1("fields", (account,))?.try_iter()? {
            take(&field?.getattr(intern!(py, "name"))?)?;
        }
    } else if let (Ok(_), Some(names)) =
        (account.cast::<PyTuple>(), class.getattr_opt(intern!(py, "_fields"))?)
    {
        for (at, name) in names.try_iter()?.enumerate() {
            let name = name?;
            check(at, &name)?;
            take(&name)?;
        }
    } else if account.hasattr(intern!(py, "keys"))? && account.hasattr(intern!(py, "__getitem__"))? {
        for key in account.call_method0(intern!(py, "keys"))?.try_iter()? {
            let key = key?;
            dict.set_item(&key, account.get_item(&key)?)?;
        }
    } else {
        return Ok(None);
    }
    Ok(Some(dict))
}

/// A named tuple cannot have every name: what is no name in Python, such as `emp.var.rate`, stands there by its place, `_3`.
/// If the model reads such a name, the value may be its.
fn refuse_renamed(model: &Model, at: usize, field: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = field.py();
    if !field.eq(format!("_{at}"))? {
        return Ok(());
    }
    let keyword = py.import("keyword")?.getattr("iskeyword")?;
    for attribute in model.attributes().filter(|attribute| attribute.formula().is_none()) {
        let names = attribute.names();
        for name in names {
            let text = PyString::new(py, name);
            let is_lost = !text.call_method0("isidentifier")?.is_truthy()?
                || name.starts_with('_')
                || keyword.call1((&text,))?.is_truthy()?;
            if is_lost {
                return Err(PyTypeError::new_err(format!(
                    "the named tuple has a field `_{at}` in the place of a name that Python cannot write, and the model reads `{name}`: \
                     pass a dict, such as one of `df.to_dict(\"records\")`"
                )));
            }
        }
    }
    Ok(())
}

/// The names of a pydantic model's fields, computed ones too.
fn pydantic_fields<'py>(
    account: &Bound<'py, PyAny>,
) -> PyResult<Option<impl Iterator<Item = PyResult<Bound<'py, PyAny>>>>> {
    let py = account.py();
    let class = account.get_type();
    let declared = class.getattr_opt(intern!(py, "__pydantic_fields__"))?;
    let Some(declared) = declared else { return Ok(None) };
    let computed = class.getattr_opt(intern!(py, "__pydantic_computed_fields__"))?;
    let computed = match computed {
        Some(computed) => computed.try_iter()?,
        None => PyTuple::empty(py).try_iter()?,
    };
    Ok(Some(declared.try_iter()?.chain(computed)))
}
