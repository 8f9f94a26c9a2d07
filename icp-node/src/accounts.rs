//! Accounts that are looked at together: counted for a first model, or checked with a model. `accounts.js` is the only one that calls it.

use std::cell::RefCell;

use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use icp_core::account::AccountLimit;
use icp_core::arrow::ArrowOptions;
use icp_core::batch::AsOf;
use icp_core::error::Host;
use icp_core::findings::DataCheck;
use icp_core::init;
use icp_core::survey::Survey;
use icp_core::{Account, AccountError, BatchError};
use icp_js::{account, date, json, refusal};
use napi::bindgen_prelude::{Uint8ArraySlice, Uint32Array};
use napi::{Error, Result};
use napi_derive::napi;

use crate::memory::with;
use crate::table::each_batch;

/// Accounts, as they are added.
#[napi]
pub struct Accounts {
    // No call runs inside of another: none calls JavaScript.
    seen: RefCell<Seen>,
}

/// The accounts so far, by the use that is made of them.
enum Seen {
    Survey(Box<Survey>),
    Check(Box<DataCheck>, Box<ArrowOptions>),
}

/// The most that an account may have, in the order of `account-frame.js`.
#[napi(catch_unwind)]
pub fn limits() -> Vec<f64> {
    AccountLimit::ALL.iter().map(|limit| limit.most() as f64).collect()
}

#[napi]
impl Accounts {
    /// For a first model; no account is in it yet.
    #[napi(factory, catch_unwind)]
    pub fn survey() -> Self {
        Self { seen: RefCell::new(Seen::Survey(Box::default())) }
    }

    /// For a check with a model, as of a day; `id` is a column that tells accounts apart, beside the usual ones.
    #[napi(factory, catch_unwind)]
    pub fn check(model: u32, day: u32, id: Option<String>) -> Result<Self> {
        let scorer = with(|memory| memory.session.scorer(model as usize));
        let (Some(scorer), Some(day)) = (scorer, date(day)) else {
            return Err(Error::from_reason("an unknown model or day"));
        };
        let mut check = scorer.model().data_check(day);
        if let Some(id) = id {
            check.identified_by(&id);
        }
        let options = ArrowOptions::new(AsOf::Day(day)).host(Host::JavaScript);
        Ok(Self { seen: RefCell::new(Seen::Check(Box::new(check), Box::new(options))) })
    }

    /// Adds accounts whose frames lie one after the other: nothing, or the refusal of the first that is refused, as its place, a
    /// space and JSON.
    #[napi(catch_unwind)]
    pub fn add(&self, names: Vec<String>, frames: Uint8ArraySlice<'_>, ends: Uint32Array) -> Option<String> {
        let mut seen = self.seen.borrow_mut();
        let mut start = 0;
        for (row, end) in ends.iter().enumerate() {
            let end = *end as usize;
            let added = account(&names, frames.get(start..end).unwrap_or_default())
                .and_then(|account| seen.add(&account));
            if let Err(error) = added {
                return Some(format!("{row} {}", refusal(&error)));
            }
            start = end;
        }
        None
    }

    /// Adds a table in Arrow's stream or file format: nothing, or the refusal as JSON.
    #[napi(catch_unwind)]
    pub fn add_table(&self, bytes: Uint8ArraySlice<'_>) -> Option<String> {
        let mut seen = self.seen.borrow_mut();
        let added = each_batch(Buffer::from(&bytes[..]), |batch| seen.add_batch(batch));
        added.err().map(|error| json(&error))
    }

    /// A first model of them in YAML.
    #[napi(catch_unwind)]
    pub fn model(&self, name: String) -> String {
        match &*self.seen.borrow() {
            Seen::Survey(survey) => init::model(survey, &name),
            Seen::Check(..) => String::new(),
        }
    }

    /// The findings about the model and them, as JSON.
    #[napi(catch_unwind)]
    pub fn findings(&self) -> String {
        match &*self.seen.borrow() {
            Seen::Survey(_) => String::new(),
            Seen::Check(check, _) => json(&check.findings()),
        }
    }
}

impl Seen {
    fn add(&mut self, account: &Account) -> std::result::Result<(), AccountError> {
        match self {
            Self::Survey(survey) => {
                survey.add(account);
                Ok(())
            }
            Self::Check(check, _) => check.add(account),
        }
    }

    fn add_batch(&mut self, batch: &RecordBatch) -> std::result::Result<(), BatchError> {
        match self {
            Self::Survey(survey) => {
                survey.add_batch(batch);
                Ok(())
            }
            Self::Check(check, options) => check.add_record_batch(batch, options),
        }
    }
}
