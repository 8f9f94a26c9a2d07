//! The models that are open, by number, and everything that the exports of both packages ask of them. Texts go over
//! as JSON from the core.

use std::sync::Arc;

use icp_core::{
    Account, AccountError, AssessmentData, Date, Model, ModelError, OnInvalid, Problem, Record, Scratch,
};
use serde::Serialize;

use crate::about::{self, STATUSES};
use crate::account_frame::AccountFrame;
use crate::json::{self, refused};
use crate::packed::Packed;

/// The models that one side of JavaScript has opened, by number.
#[derive(Default)]
pub struct Session {
    models: Vec<Option<Scorer>>,
}

/// One model that scores accounts.
pub struct Scorer {
    pub(crate) model: Model,
    names: Arc<[Box<str>]>,
    scratch: Scratch,
    pub(crate) packed: Packed,
}

/// The form of a text that a model is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// JSON that somebody wrote.
    Json,
    /// YAML.
    Yaml,
    /// Either of them.
    Text,
    /// JSON that was made from an object in memory, so that lines mean nothing.
    Object,
}

/// A function that words an assessment: see [`words`].
pub type Words = fn(&AssessmentData<'_>, u32) -> String;

/// The explanation of an assessment: as text (0), as Markdown (1), as an HTML fragment (2) or as a whole page (3).
pub fn words(assessment: &AssessmentData<'_>, form: u32) -> String {
    match form {
        1 => assessment.explain_markdown(),
        2 => assessment.explain_html(),
        3 => assessment.explain_page(),
        _ => assessment.explain(),
    }
}

/// An account as it came: a frame, and how it is to be judged.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The values.
    pub frame: &'a [u8],
    /// The as-of date as year, month and day in one number: 20261121.
    pub day: u32,
    /// Whether an invalid value refuses the account or counts as missing.
    pub on_invalid: OnInvalid,
}

/// How many numbers scoring gives.
pub const NUMBERS: usize = 9;

impl Session {
    /// Opens a model and gives its number.
    ///
    /// # Errors
    /// The mistakes in the model, as JSON; in a build without words, the code of one.
    pub fn open(&mut self, source: Source, text: &str) -> Result<usize, String> {
        let model = match source {
            Source::Json => Model::from_json(text),
            Source::Yaml => yaml(text),
            Source::Text => Model::from_text(text),
            Source::Object => Model::from_object(text),
        };
        self.keep(model)
    }

    /// Opens a model from the bytes of a file in either form, and gives its number.
    ///
    /// # Errors
    /// The mistakes in the model, as JSON.
    pub fn open_bytes(&mut self, bytes: &[u8]) -> Result<usize, String> {
        self.keep(Model::from_bytes(bytes))
    }

    /// Opens a model that reads accounts by a source file, beside the one it is made from, and gives its number.
    ///
    /// # Errors
    /// The mistakes in the source file, as [`Session::open`] has those of a model.
    pub fn with_source(&mut self, model: usize, source: Source, text: &str) -> Result<usize, String> {
        let read = match source {
            Source::Json => icp_core::Source::from_json(text),
            Source::Yaml | Source::Text => icp_core::Source::from_text(text),
            Source::Object => icp_core::Source::from_json(text).map_err(ModelError::without_positions),
        };
        let sourced =
            read.and_then(|read| self.get(model).map(|open| open.model.with_source(&read)).transpose());
        let sourced = match source {
            Source::Object => sourced.map_err(ModelError::without_positions),
            Source::Json | Source::Yaml | Source::Text => sourced,
        };
        match sourced.transpose() {
            Some(sourced) => self.keep(sourced),
            None => Err(unknown()),
        }
    }

    pub(crate) fn keep(&mut self, model: Result<Model, ModelError>) -> Result<usize, String> {
        let model = model.map_err(|error| mistakes(&error))?;
        let names = about::names(&model).into();
        let open = Scorer { names, scratch: model.scratch(), packed: Packed::default(), model };
        match self.models.iter().position(Option::is_none) {
            Some(free) => {
                if let Some(place) = self.models.get_mut(free) {
                    *place = Some(open);
                }
                Ok(free)
            }
            None => {
                self.models.push(Some(open));
                Ok(self.models.len() - 1)
            }
        }
    }

    /// Drops a model. A model that is opened later may get its number.
    pub fn close(&mut self, model: usize) {
        if let Some(place) = self.models.get_mut(model) {
            *place = None;
        }
    }

    /// The model's description (see `about`), as JSON.
    pub fn about(&self, model: usize) -> String {
        self.get(model).map(|open| about::about(&open.model, &open.names)).unwrap_or_default()
    }

    /// The model's canonical document.
    pub fn document(&self, model: usize) -> String {
        self.get(model).map(|open| open.model.to_json()).unwrap_or_default()
    }

    /// The model's fingerprint.
    pub fn fingerprint(&self, model: usize) -> String {
        self.get(model).map(|open| open.model.fingerprint().to_owned()).unwrap_or_default()
    }

    /// The name and the fingerprint of the source file by which the model reads accounts as JSON, or null.
    pub fn source(&self, model: usize) -> String {
        self.get(model).map(|open| about::source(&open.model)).unwrap_or_default()
    }

    /// The model's findings as JSON.
    pub fn findings(&self, model: usize, day: u32) -> String {
        let findings = self.get(model).zip(date(day)).map(|(open, day)| open.model.findings(day));
        json(&findings.unwrap_or_default())
    }

    /// The lowest and the highest score of each scorecard as JSON.
    pub fn score_ranges(&self, model: usize) -> String {
        json(&self.get(model).map(|open| open.model.score_ranges()).unwrap_or_default())
    }

    /// Every criterion with the attributes that it reads, as JSON.
    pub fn criteria(&self, model: usize) -> String {
        json(&self.get(model).map(|open| open.model.criterion_infos()).unwrap_or_default())
    }

    /// The model in words: as text (0), as Markdown (1), as an HTML fragment (2) or as a whole page (3).
    pub fn describe(&self, model: usize, form: u32) -> String {
        let Some(open) = self.get(model) else { return String::new() };
        match form {
            1 => open.model.describe_markdown(),
            2 => open.model.describe_html(),
            3 => open.model.describe_page(),
            _ => open.model.describe(),
        }
    }

    /// The model's document as YAML.
    #[cfg(feature = "yaml")]
    pub fn yaml(&self, model: usize) -> String {
        self.get(model).map(|open| open.model.to_yaml()).unwrap_or_default()
    }

    /// As [`Scorer::score`].
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn score(
        &mut self,
        model: usize,
        call: Call<'_>,
        numbers: &mut [f64; NUMBERS],
    ) -> Result<(), String> {
        self.get_mut(model)?.score(call, numbers)
    }

    /// As [`Scorer::explain`].
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn explain(
        &mut self,
        model: usize,
        call: Call<'_>,
        form: u32,
        words: Words,
    ) -> Result<String, String> {
        self.get_mut(model)?.explain(call, form, words)
    }

    /// As [`Scorer::questions`].
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn questions(&mut self, model: usize, call: Call<'_>) -> Result<String, String> {
        self.get_mut(model)?.questions(call)
    }

    /// The model for another thread.
    pub fn scorer(&self, model: usize) -> Option<Scorer> {
        self.get(model).map(Scorer::again)
    }

    pub(crate) fn get(&self, model: usize) -> Option<&Scorer> {
        self.models.get(model)?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, model: usize) -> Result<&mut Scorer, String> {
        self.models.get_mut(model).and_then(Option::as_mut).ok_or_else(unknown)
    }
}

impl Scorer {
    /// The model itself.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Scores an account. The numbers are the places of the best icp and of the one to show; of the latter its status,
    /// score, lowest and highest possible score, coverage, tier and stage. What is not there is NaN.
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn score(&mut self, call: Call<'_>, numbers: &mut [f64; NUMBERS]) -> Result<(), String> {
        *numbers = [f64::NAN; NUMBERS];
        let (record, day) = self.begin(call)?;
        self.model.evaluate(&record, day, &mut self.scratch).map_err(|error| refused(&error))?;
        let place = |place: Option<usize>| place.map_or(f64::NAN, |place| place as f64);
        let headline = self.scratch.headline();
        let Some(shown) = headline.and_then(|at| self.scratch.scores().get(at)) else { return Ok(()) };
        *numbers = [
            place(self.scratch.best()),
            place(headline),
            place(STATUSES.iter().position(|status| *status == shown.status)),
            shown.fit.score.unwrap_or(f64::NAN),
            shown.fit.bounds.map_or(f64::NAN, |(low, _)| low),
            shown.fit.bounds.map_or(f64::NAN, |(_, high)| high),
            shown.fit.coverage,
            place(shown.fit.tier),
            place(shown.stage),
        ];
        Ok(())
    }

    /// Scores an account and gives the explanation in a form of [`words`]. Who words it is given, since a web page may fetch that later.
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn explain(&mut self, call: Call<'_>, form: u32, words: Words) -> Result<String, String> {
        self.told(call, |assessment| words(assessment, form))
    }

    /// Scores an account and gives the questions that are still open, as JSON.
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn questions(&mut self, call: Call<'_>) -> Result<String, String> {
        let (record, day) = self.begin(call)?;
        let questions = self.model.next_questions_record(&record, day, &mut self.scratch);
        Ok(json(&questions.map_err(|error| refused(&error))?))
    }

    /// Scores an account and makes something of its whole assessment.
    pub(crate) fn told<T>(
        &mut self,
        call: Call<'_>,
        text: impl FnOnce(&AssessmentData<'_>) -> T,
    ) -> Result<T, String> {
        let (record, day) = self.begin(call)?;
        let assessment = self.model.assess_record(&record, day, &mut self.scratch);
        assessment.map(|assessment| text(&assessment)).map_err(|error| refused(&error))
    }

    /// The same model beside this one.
    fn again(&self) -> Self {
        let names = Arc::clone(&self.names);
        Self { model: self.model.clone(), names, scratch: self.model.scratch(), packed: Packed::default() }
    }

    pub(crate) fn begin(&self, call: Call<'_>) -> Result<(Record<'static>, Date), String> {
        let day = date(call.day).ok_or_else(unknown)?;
        Ok((record(self, call).map_err(|error| refused(&error))?, day))
    }
}

pub(crate) fn unknown() -> String {
    refused(&AccountError::shape("an unknown model or day"))
}

/// An account that is refused, as JSON.
pub fn refusal(error: &AccountError) -> String {
    refused(error)
}

/// A day from year, month and day in one number.
pub fn date(day: u32) -> Option<Date> {
    Date::new(i32::try_from(day / 10_000).ok()?, day / 100 % 100, day % 100)
}

/// The mistake of a value in a model's object that JSON does not have, as JSON. The frame holds a list: keys and indexes
/// that lead there, and the name of its type.
pub fn foreign(frame: &[u8]) -> String {
    let Ok(frame) = AccountFrame::new(frame) else { return String::new() };
    let (path, found) = frame.path();
    json::mistakes(&ModelError::foreign(path, &found))
}

#[cfg(any(feature = "yaml", feature = "deferred"))]
fn yaml(text: &str) -> Result<Model, ModelError> {
    Model::from_yaml(text)
}

/// The refusal of YAML by a build without it.
#[cfg(not(any(feature = "yaml", feature = "deferred")))]
fn yaml(text: &str) -> Result<Model, ModelError> {
    icp_core::model::Definition::from_yaml(text).and_then(|_| Model::from_json(text))
}

/// The mistakes of a model as JSON, or as a bare code where the build has no words for them.
pub(crate) fn mistakes(error: &ModelError) -> String {
    if cfg!(feature = "messages") {
        return json::mistakes(error);
    }
    error.problems().first().map_or("", Problem::code).to_owned()
}

fn record(open: &Scorer, call: Call<'_>) -> Result<Record<'static>, AccountError> {
    let mut frame = AccountFrame::new(call.frame)?;
    let mut failure = None;
    let values = std::iter::from_fn(|| match frame.next() {
        Ok(Some((name, value))) => Some((open.names.get(name).map_or("", |name| name), value)),
        Ok(None) => None,
        Err(error) => {
            failure = Some(error);
            None
        }
    });
    let record = open.model.record_values(values, call.on_invalid);
    failure.map_or(record, Err)
}

/// An account with all the keys that it came with, whose numbers in the frame are their places among `names`.
///
/// # Errors
/// A frame that is no account, or one beyond a limit.
pub fn account(names: &[String], frame: &[u8]) -> Result<Account, AccountError> {
    let (mut frame, mut account) = (AccountFrame::new(frame)?, Account::new());
    while let Some((name, value)) = frame.next()? {
        account.set(names.get(name).map_or("", |name| name), value);
    }
    Ok(account)
}

/// A value of the core as JSON. It has texts and finite numbers only, so writing to memory cannot fail.
pub fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
