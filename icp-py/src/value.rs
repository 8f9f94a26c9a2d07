//! Python values as values of an account: one table, whatever the record is.

use icp_core::AccountValue;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyDate, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PySet, PyString, PyTuple, PyType,
};

use crate::date::civil;

/// The types that nearly all values have, without running any Python code; `None` for all others.
pub(crate) fn plain(value: &Bound<'_, PyAny>) -> Option<AccountValue> {
    if let Ok(text) = value.cast_exact::<PyString>() {
        return Some(self::text(text));
    }
    if let Ok(number) = value.cast_exact::<PyInt>() {
        return Some(integer(number));
    }
    if let Ok(number) = value.cast_exact::<PyFloat>() {
        return Some(AccountValue::Float(number.value()));
    }
    if value.is_none() {
        return Some(AccountValue::Null);
    }
    if let Ok(flag) = value.cast_exact::<PyBool>() {
        return Some(AccountValue::Bool(flag.is_true()));
    }
    if let Ok(list) = value.cast_exact::<PyList>() {
        return plain_items(list.iter());
    }
    if let Ok(tuple) = value.cast_exact::<PyTuple>() {
        return plain_items(tuple.iter());
    }
    None
}

/// A list of texts and other plain scalars.
fn plain_items<'py>(items: impl ExactSizeIterator<Item = Bound<'py, PyAny>>) -> Option<AccountValue> {
    let mut values = Vec::with_capacity(items.len());
    for item in items {
        match item.cast_exact::<PyString>() {
            Ok(text) => values.push(self::text(text)),
            // Lists in lists are left to `any`, which goes no deeper than an account does.
            Err(_) if item.is_exact_instance_of::<PyList>() || item.is_exact_instance_of::<PyTuple>() => {
                return None;
            }
            Err(_) => values.push(plain(&item)?),
        }
    }
    Some(AccountValue::List(values))
}

/// The depth of a value in a record, down to the deepest that is read: the fields of an event, in an object in a
/// list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    Value,
    Item,
    Field,
}

/// Any value. Running Python code, it may raise anything.
pub(crate) fn any(value: &Bound<'_, PyAny>) -> PyResult<AccountValue> {
    at_depth(value, Depth::Value)
}

fn at_depth(value: &Bound<'_, PyAny>, depth: Depth) -> PyResult<AccountValue> {
    let scalar = match scalar(value)? {
        Some(scalar) => Some(scalar),
        None => special(value, depth)?,
    };
    match scalar {
        Some(scalar) => Ok(scalar),
        None => collection(value, depth),
    }
}

fn text(text: &Bound<'_, PyString>) -> AccountValue {
    match text.to_str() {
        Ok(text) => AccountValue::Text(text.to_owned()),
        // Half of a pair of surrogates is no text in any other language.
        Err(_) => AccountValue::Other("text with half of a surrogate pair".into()),
    }
}

fn integer(number: &Bound<'_, PyInt>) -> AccountValue {
    match number.extract::<i64>() {
        Ok(number) => AccountValue::Integer(i128::from(number)),
        Err(_) => match number.extract::<i128>() {
            Ok(number) => AccountValue::Integer(number),
            Err(_) => AccountValue::Other("an integer of more than 128 bits".into()),
        },
    }
}

/// Scalars of Python itself and types derived from them, dates, enums, decimals.
fn scalar(value: &Bound<'_, PyAny>) -> PyResult<Option<AccountValue>> {
    if value.is_none() {
        return Ok(Some(AccountValue::Null));
    }
    if value.is_instance(class(value.py(), &ENUM, "enum", "Enum")?)? {
        let inner = value.getattr(intern!(value.py(), "value"))?;
        // An enum of enums is not looked into further.
        return Ok(Some(plain(&inner).unwrap_or_else(|| other(value))));
    }
    let found = if let Ok(flag) = value.cast::<PyBool>() {
        AccountValue::Bool(flag.is_true())
    } else if let Ok(text) = value.cast::<PyString>() {
        self::text(text)
    } else if let Ok(number) = value.cast::<PyInt>() {
        integer(number)
    } else if let Ok(number) = value.cast::<PyFloat>() {
        AccountValue::Float(number.value())
    } else if value.is_instance_of::<PyDate>() {
        if is_missing_of_pandas(value)? {
            return Ok(Some(AccountValue::Null));
        }
        civil(value)?.map_or_else(|| other(value), AccountValue::Date)
    } else if value.is_instance(class(value.py(), &DECIMAL, "decimal", "Decimal")?)? {
        decimal(value)?
    } else {
        return Ok(None);
    };
    Ok(Some(found))
}

static ENUM: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();

fn class<'py>(
    py: Python<'py>,
    lock: &'static PyOnceLock<Py<PyType>>,
    module: &str,
    name: &str,
) -> PyResult<&'py Bound<'py, PyType>> {
    lock.import(py, module, name)
}

/// A decimal, read as its digits would be in a text: the nearest float, but integers stay integers, so that the large
/// ones are refused as such.
fn decimal(value: &Bound<'_, PyAny>) -> PyResult<AccountValue> {
    let py = value.py();
    if value.call_method0(intern!(py, "is_nan"))?.is_truthy()? {
        return Ok(AccountValue::Null);
    }
    let Ok(float) = value.call_method0(intern!(py, "__float__")) else { return Ok(other(value)) };
    let number: f64 = float.extract()?;
    if !number.is_finite() && !value.call_method0(intern!(py, "is_infinite"))?.is_truthy()? {
        return Ok(AccountValue::Other("a Decimal that no float can hold".into()));
    }
    if number.is_finite() && value.call_method0(intern!(py, "to_integral_value"))?.eq(value)? {
        return Ok(integer(value.call_method0(intern!(py, "__int__"))?.cast::<PyInt>()?));
    }
    Ok(AccountValue::Float(number))
}

/// The top package that a type comes from, without importing anything.
fn package(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let module = value.get_type().module()?;
    let module = module.to_string_lossy();
    Ok(module.split('.').next().unwrap_or_default().to_owned())
}

fn is_missing_of_pandas(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let name = value.get_type().name()?;
    let named = matches!(&*name.to_string_lossy(), "NaTType" | "NAType");
    Ok(named && package(value)? == "pandas")
}

/// Values of numpy, pandas, Polars and pyarrow, by the package that their types come from.
fn special(value: &Bound<'_, PyAny>, depth: Depth) -> PyResult<Option<AccountValue>> {
    let py = value.py();
    if is_missing_of_pandas(value)? {
        return Ok(Some(AccountValue::Null));
    }
    let converted = match package(value)?.as_str() {
        // Nanoseconds would come out as a number; days come out as a date.
        "numpy" if is_named(value, "datetime64")? => value
            .call_method1(intern!(py, "astype"), ("datetime64[D]",))?
            .call_method0(intern!(py, "item"))?,
        "numpy" if value.hasattr(intern!(py, "tolist"))? => value.call_method0(intern!(py, "tolist"))?,
        "pandas" | "polars" if value.hasattr(intern!(py, "to_list"))? => {
            value.call_method0(intern!(py, "to_list"))?
        }
        "pandas" if value.hasattr(intern!(py, "tolist"))? => value.call_method0(intern!(py, "tolist"))?,
        "pyarrow" if value.hasattr(intern!(py, "as_py"))? => value.call_method0(intern!(py, "as_py"))?,
        "pyarrow" if value.hasattr(intern!(py, "to_pylist"))? => {
            value.call_method0(intern!(py, "to_pylist"))?
        }
        _ => return Ok(None),
    };
    // A numpy value without a Python type of its own converts to itself.
    if converted.get_type().is(value.get_type()) {
        return Ok(Some(other(value)));
    }
    match scalar(&converted)? {
        Some(scalar) => Ok(Some(scalar)),
        None => collection(&converted, depth).map(Some),
    }
}

fn is_named(value: &Bound<'_, PyAny>, name: &str) -> PyResult<bool> {
    Ok(value.get_type().name()?.to_string_lossy() == name)
}

/// Lists, tuples and sets of items; dicts of fields.
fn collection(value: &Bound<'_, PyAny>, depth: Depth) -> PyResult<AccountValue> {
    if let Ok(list) = value.cast::<PyList>() {
        // A copy: what an item runs may change the list.
        return items(list.to_tuple().iter(), depth);
    }
    if let Ok(tuple) = value.cast::<PyTuple>() {
        return items(tuple.iter(), depth);
    }
    if let Ok(set) = value.cast::<PySet>() {
        let copy = PyList::new(value.py(), set.iter().collect::<Vec<_>>())?.to_tuple();
        return items(copy.iter(), depth).map(in_order);
    }
    if let Ok(set) = value.cast::<PyFrozenSet>() {
        return items(set.iter(), depth).map(in_order);
    }
    if let Ok(dict) = value.cast::<PyDict>() {
        return fields(dict, depth);
    }
    Ok(other(value))
}

/// A list of the items. Below the depth that is read, they are left out.
fn items<'py>(items: impl Iterator<Item = Bound<'py, PyAny>>, depth: Depth) -> PyResult<AccountValue> {
    if depth > Depth::Value {
        return Ok(AccountValue::List(Vec::new()));
    }
    let values = items.map(|item| at_depth(&item, Depth::Item)).collect::<PyResult<_>>()?;
    Ok(AccountValue::List(values))
}

/// A set has another order in every process; its texts are put in one, so that answers are the same.
fn in_order(mut set: AccountValue) -> AccountValue {
    let text =
        |item: &AccountValue| if let AccountValue::Text(text) = item { text.clone() } else { String::new() };
    if let AccountValue::List(items) = &mut set {
        items.sort_by_cached_key(text);
    }
    set
}

fn fields(dict: &Bound<'_, PyDict>, depth: Depth) -> PyResult<AccountValue> {
    if depth > Depth::Item {
        return Ok(AccountValue::Map(Vec::new()));
    }
    let pairs = dict.items();
    let mut entries = Vec::with_capacity(pairs.len());
    for pair in pairs.iter() {
        let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
        // Other keys of an event are passed over.
        let Ok(key) = key.cast::<PyString>() else { continue };
        let Ok(key) = key.to_str() else { continue };
        entries.push((key.to_owned(), at_depth(&value, Depth::Field)?));
    }
    Ok(AccountValue::Map(entries))
}

/// A value that no attribute takes, by the name of its type.
fn other(value: &Bound<'_, PyAny>) -> AccountValue {
    AccountValue::of_type(&type_name(value))
}

/// The name of a type as people know it: with its module, but for those that are built in.
pub(crate) fn type_name(value: &Bound<'_, PyAny>) -> String {
    let class = value.get_type();
    let name = class.qualname().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match class.module() {
        Ok(module) if module.to_string_lossy() != "builtins" => {
            format!("{}.{name}", module.to_string_lossy())
        }
        _ => name,
    }
}
