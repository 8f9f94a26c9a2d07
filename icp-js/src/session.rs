use icp_core::{AccountError, Date, Model, ModelError, OnInvalid, Record, Scratch};
use serde::Serialize;

use crate::about::{self, STATUSES};
use crate::frame::Frame;

/// The models that one side of JavaScript has opened, by number.
#[derive(Default)]
pub struct Session {
    models: Vec<Option<Open>>,
}

struct Open {
    model: Model,
    names: Vec<Box<str>>,
    scratch: Scratch,
}

/// What a text is that a model is read from.
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

/// What is told about a scored account, as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The assessment as JSON.
    Assessment,
    /// The explanation in plain words.
    Text,
    /// The explanation as Markdown.
    Markdown,
    /// The explanation as HTML.
    Html,
    /// What could still change the answer, as JSON.
    Questions,
}

/// An account as it came: a frame, and how it is to be judged.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The values.
    pub frame: &'a [u8],
    /// The as-of date as year, month and day in one number: 20261121.
    pub day: u32,
    /// What an invalid value does.
    pub on_invalid: OnInvalid,
}

/// How many numbers scoring gives.
pub const NUMBERS: usize = 9;

impl Session {
    /// Opens a model and gives its number.
    ///
    /// # Errors
    /// The mistakes in the model, as JSON.
    pub fn open(&mut self, source: Source, text: &str) -> Result<usize, String> {
        let model = match source {
            Source::Json => Model::from_json(text),
            Source::Yaml => yaml(text),
            Source::Text => Model::from_text(text),
            Source::Object => Model::from_json(text).map_err(ModelError::without_positions),
        };
        let model = model.map_err(|error| json(&error))?;
        let names = about::names(&model);
        let scratch = model.scratch();
        let open = Open { model, names, scratch };
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

    /// Forgets a model; its number may then stand for another.
    pub fn close(&mut self, model: usize) {
        if let Some(place) = self.models.get_mut(model) {
            *place = None;
        }
    }

    /// What the model shows of itself, as JSON.
    pub fn about(&self, model: usize) -> String {
        self.get(model).map(|open| about::about(&open.model, &open.names)).unwrap_or_default()
    }

    /// The model's canonical document.
    pub fn document(&self, model: usize) -> String {
        self.get(model).map(|open| open.model.to_json()).unwrap_or_default()
    }

    /// The model's findings as JSON.
    pub fn findings(&self, model: usize, day: u32) -> String {
        let findings = self.get(model).zip(date(day)).map(|(open, day)| open.model.findings(day));
        json(&findings.unwrap_or_default())
    }

    /// Scores an account. The numbers are the places of the best icp and of the one to show; of the latter its status,
    /// score, lowest and highest possible score, coverage, tier and stage. What is not there is NaN.
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn score(
        &mut self,
        model: usize,
        call: Call<'_>,
        numbers: &mut [f64; NUMBERS],
    ) -> Result<(), String> {
        *numbers = [f64::NAN; NUMBERS];
        let (open, record, day) = self.begin(model, call)?;
        open.model.evaluate(&record, day, &mut open.scratch).map_err(|error| json(&error))?;
        let place = |place: Option<usize>| place.map_or(f64::NAN, |place| place as f64);
        let headline = open.scratch.headline();
        let Some(shown) = headline.and_then(|at| open.scratch.scores().get(at)) else { return Ok(()) };
        *numbers = [
            place(open.scratch.best()),
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

    /// Scores an account and tells about it.
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn tell(&mut self, model: usize, call: Call<'_>, told: Told) -> Result<String, String> {
        let (open, record, day) = self.begin(model, call)?;
        if told == Told::Questions {
            let questions = open.model.ask(&record, day, &mut open.scratch);
            return questions.map(|questions| json(&questions)).map_err(|error| json(&error));
        }
        let assessment = open.model.assess(&record, day, &mut open.scratch).map_err(|error| json(&error))?;
        Ok(match told {
            Told::Assessment | Told::Questions => assessment.to_json(),
            Told::Text => assessment.explain(),
            Told::Markdown => assessment.explain_markdown(),
            Told::Html => assessment.explain_html(),
        })
    }

    fn get(&self, model: usize) -> Option<&Open> {
        self.models.get(model)?.as_ref()
    }

    fn begin(&mut self, model: usize, call: Call<'_>) -> Result<(&mut Open, Record<'static>, Date), String> {
        let open = self.models.get_mut(model).and_then(Option::as_mut);
        let (Some(open), Some(day)) = (open, date(call.day)) else {
            return Err(json(&AccountError::no_record("unknown model or day")));
        };
        let record = record(open, call).map_err(|error| json(&error))?;
        Ok((open, record, day))
    }
}

/// A day from year, month and day in one number.
pub fn date(day: u32) -> Option<Date> {
    Date::new(i32::try_from(day / 10_000).ok()?, day / 100 % 100, day % 100)
}

/// The mistake of a value in a model's object that JSON does not have, as JSON. The frame holds a list: keys and indexes
/// that lead there, and the name of its type.
pub fn foreign(frame: &[u8]) -> String {
    let Ok(frame) = Frame::new(frame) else { return String::new() };
    let (path, found) = frame.path();
    json(&ModelError::foreign(path, &found))
}

#[cfg(feature = "yaml")]
fn yaml(text: &str) -> Result<Model, ModelError> {
    Model::from_yaml(text)
}

/// What the core says when YAML is not part of the build.
#[cfg(not(feature = "yaml"))]
fn yaml(text: &str) -> Result<Model, ModelError> {
    icp_core::read::yaml(text).and_then(|_| Model::from_json(text))
}

fn record(open: &Open, call: Call<'_>) -> Result<Record<'static>, AccountError> {
    let mut frame = Frame::new(call.frame)?;
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

/// Texts and finite numbers only: writing to memory cannot fail.
fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
