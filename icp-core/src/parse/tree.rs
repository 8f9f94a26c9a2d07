//! A JSON value in memory into a builder.

use serde_json::Value;

use super::builder::{Builder, Stop};
use crate::draft::{NodeKind, Number, TooLarge, number};
use crate::error::{Code, Message};

enum Step<'v> {
    Value(&'v Value),
    Entry(&'v str, &'v Value),
    Close,
}

/// Reads a value in memory, in the order in which it holds its keys.
pub(super) fn read(value: &Value, builder: &mut Builder<'_>) -> Result<(), Stop> {
    let mut open = vec![Step::Value(value)];
    while let Some(step) = open.pop() {
        let value = match step {
            Step::Value(value) => value,
            Step::Entry(key, value) => {
                builder.key(key, None);
                value
            }
            Step::Close => {
                builder.close();
                continue;
            }
        };
        match value {
            Value::Null => builder.scalar(NodeKind::Null, None)?,
            Value::Bool(flag) => builder.scalar(NodeKind::Bool(*flag), None)?,
            Value::Number(value) => take_number(value, builder)?,
            Value::String(text) => builder.text(text, None)?,
            Value::Array(items) => {
                builder.open_list(None)?;
                open.push(Step::Close);
                open.extend(items.iter().rev().map(Step::Value));
            }
            Value::Object(entries) => {
                builder.open_map(None)?;
                open.push(Step::Close);
                let start = open.len();
                open.extend(entries.iter().map(|(key, value)| Step::Entry(key, value)));
                if let Some(added) = open.get_mut(start..) {
                    added.reverse();
                }
            }
        }
    }
    Ok(())
}

fn take_number(value: &serde_json::Number, builder: &mut Builder<'_>) -> Result<(), Stop> {
    let known = match (value.as_i64(), value.as_u64()) {
        (Some(integer), _) => Ok(Number::Integer(integer.into())),
        (None, Some(integer)) => Ok(Number::Integer(integer.into())),
        // With serde_json's `arbitrary_precision` a number is its text, and this reads it the same way.
        (None, None) => number(&value.to_string()).unwrap_or(Err(TooLarge)),
    };
    match known {
        Ok(number) => builder.scalar(NodeKind::Number(number), None),
        Err(TooLarge) => {
            let message = Message::from("the number is too large");
            builder.invalid(Code::NonFinite, None, message, "numbers are 64-bit floats")
        }
    }
}
