//! Accounts: values as they come, and the same values checked against a model's attributes.
//!
//! [`Account`] and [`Record`] are at the root of the crate. Come here for the checked values of a record ([`Field`],
//! [`Event`]), for the invalid ones ([`Issue`]), or for what an account may cost at most ([`AccountLimit`]).
//!
//! ```
#![doc = include_str!("../sample.txt")]
//! use icp_core::OnInvalid;
//! use icp_core::account::Field;
//! let record = model.record(&account, OnInvalid::Error)?;
//! assert_eq!(record.fields()[0], Field::Number(50.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod build;
mod digits;
mod expected;
mod field;
mod invalid;
mod json;
mod limit;
mod list;
mod read;
mod serialize;
mod set_text;
mod value;
mod written;

pub use build::Account;
pub(crate) use digits::{Given, number as digits_of};
pub use field::{Event, Field, Issue, OnInvalid, Record};
pub(crate) use field::{GivenText, NO_NAME, PLACEHOLDER};
pub(crate) use invalid::Invalid;
pub(crate) use json::{
    MAX_DEPTH, MAX_FIELDS, MAX_ITEMS, MAX_TEXT, RecordSeed, check_size, json_error, too_deep,
};
pub use limit::AccountLimit;
#[cfg(feature = "arrow")]
pub(crate) use list::read_json;
pub(crate) use list::read_list;
pub(crate) use read::{
    ReadValue, from_bool, from_date, from_null, from_number, from_text, from_value, read_owned, read_text,
    read_value, settled, wrong, wrong_item,
};
pub(crate) use set_text::is_refused as is_refused_set;
pub use value::AccountValue;
#[cfg(all(feature = "deferred", not(feature = "messages")))]
pub(crate) use written::enable as enable_written;
