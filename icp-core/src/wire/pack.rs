//! An answer as a row of numbers, for a language in which an object is made faster from numbers than from JSON text. The assessment's shape
//! calls it, field by field; it decides nothing about the shape.

use std::borrow::Cow;
use std::sync::Arc;

use crate::value::Date;

/// The numbers so far, and who numbers the texts.
pub(super) struct Packer<'p> {
    pub(super) numbers: &'p mut Vec<f64>,
    pub(super) number_of: &'p mut dyn FnMut(&str) -> u32,
}

/// A value that is written as numbers. Its keys are not among them.
pub(super) trait Pack {
    /// Whether its first number is never `NaN`, or is that only for what JSON writes as null: then `NaN` alone says that there is none.
    const IS_BARE: bool = false;

    fn pack(&self, out: &mut Packer<'_>);
}

impl<T: Pack + ?Sized> Pack for &T {
    const IS_BARE: bool = T::IS_BARE;

    fn pack(&self, out: &mut Packer<'_>) {
        (**self).pack(out);
    }
}

impl<T: Pack> Pack for Arc<T> {
    const IS_BARE: bool = T::IS_BARE;

    fn pack(&self, out: &mut Packer<'_>) {
        (**self).pack(out);
    }
}

impl<T: Pack> Pack for Option<T> {
    const IS_BARE: bool = T::IS_BARE;

    fn pack(&self, out: &mut Packer<'_>) {
        match self {
            Some(value) => {
                if !T::IS_BARE {
                    out.numbers.push(1.0);
                }
                value.pack(out);
            }
            None => out.numbers.push(f64::NAN),
        }
    }
}

impl<T: Pack> Pack for [T] {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        out.numbers.push(self.len() as f64);
        self.iter().for_each(|item| item.pack(out));
    }
}

impl<T: Pack> Pack for Vec<T> {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        (**self).pack(out);
    }
}

impl<T: Pack> Pack for (T, T) {
    fn pack(&self, out: &mut Packer<'_>) {
        self.0.pack(out);
        self.1.pack(out);
    }
}

/// An object whose keys are the model's or the account's: how many entries, then each key and its value.
pub(super) fn entries<'a, T: Pack>(
    out: &mut Packer<'_>,
    entries: impl ExactSizeIterator<Item = (&'a str, T)>,
) {
    out.numbers.push(entries.len() as f64);
    for (key, value) in entries {
        key.pack(out);
        value.pack(out);
    }
}

impl Pack for bool {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        out.numbers.push(f64::from(u8::from(*self)));
    }
}

impl Pack for u32 {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        out.numbers.push(f64::from(*self));
    }
}

impl Pack for usize {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        out.numbers.push(*self as f64);
    }
}

impl Pack for i32 {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        out.numbers.push(f64::from(*self));
    }
}

impl Pack for f64 {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        // One that is not finite is null in JSON.
        out.numbers.push(if self.is_finite() { *self } else { Self::NAN });
    }
}

impl Pack for Date {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        self.to_string().pack(out);
    }
}

impl Pack for String {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        (**self).pack(out);
    }
}

impl Pack for Cow<'_, str> {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        (**self).pack(out);
    }
}

impl Pack for str {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        let number = (out.number_of)(self);
        out.numbers.push(f64::from(number));
    }
}
