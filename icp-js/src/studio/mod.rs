//! Shapes a model on a file of accounts that lies in memory: reads the file, scores all of it after each change of the model, counts the
//! answers, and says who moved. For the page that does so; texts go over as JSON.
//!
//! Everything that takes long is done in steps, between which the page may begin anew. What an answer is, the core decides; what the
//! counts mean, `icp-evidence`.

mod cells;
mod column;
mod counts;
mod csv;
mod moves;
mod place;
mod reading;
mod rules;
mod run;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod texts;

use icp_core::{Account, AccountError, Date, Model, OnInvalid, Options};
use icp_evidence::{EvidenceError, Outcome};
use serde::{Deserialize, Serialize};

use self::csv::{File, Refused};
use self::run::{Run, Scored};
use self::table::Table;
use crate::about;
use crate::json::{self, object, refused};
use crate::session::{json, mistakes};

/// A file of accounts, a model that is being changed, and where the accounts stand under it.
#[derive(Default)]
pub struct Studio {
    file: Option<File>,
    table: Table,
    delimiter: u8,
    open: Option<Open>,
    /// The text that was read last, and the model that it is.
    read: Option<(String, Model)>,
    /// How accounts turned out; empty without an outcome.
    answers: Vec<Option<bool>>,
    run: Option<Run>,
    now: Option<Scored>,
    /// With what is compared.
    base: Option<Scored>,
    moves: Option<moves::Causes>,
    rules: Option<run::RulesRun>,
}

/// The model that is open, and the day on which accounts are judged.
#[derive(Clone)]
struct Open {
    model: Model,
    day: Date,
}

/// An outcome, as the page asks for it.
#[derive(Deserialize)]
struct Asked {
    column: String,
    #[serde(default)]
    won: Vec<String>,
    #[serde(default)]
    lost: Vec<String>,
    #[serde(default)]
    open: Vec<String>,
}

/// How many accounts are won, lost and open.
#[derive(Serialize)]
struct Known {
    won: usize,
    lost: usize,
    open: usize,
}

impl Studio {
    /// Begins to read a file. The delimiter is found out unless it is given.
    pub fn begin(&mut self, delimiter: Option<u8>) {
        *self = Self { file: Some(File::new(delimiter)), ..Self::default() };
    }

    /// Begins to read a sheet of a workbook: a CSV whose cells below the header have a sign in front that says what they are, `n` for a number,
    /// `b` for `true` and `false`, `d` for a day, `e` for an error and `t` for a text.
    pub fn begin_sheet(&mut self) {
        *self = Self { file: Some(File::of_sheet()), ..Self::default() };
    }

    /// Reads the next bytes of the file: UTF-8, unpacked.
    ///
    /// # Errors
    /// A file that is not read, as JSON; its code is `encoding` for bytes that are not UTF-8.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.file.as_mut().map_or(Ok(()), |file| file.feed(bytes)).map_err(|error| unread(&error))
    }

    /// The columns of the file, once all of it was read, as JSON.
    ///
    /// # Errors
    /// As [`Studio::feed`].
    pub fn end(&mut self) -> Result<String, String> {
        let file = self.file.take().unwrap_or_else(|| File::new(None));
        let (columns, delimiter) = file.end().map_err(|error| unread(&error))?;
        self.table = Table::new(columns);
        self.delimiter = delimiter;
        Ok(json(&self.table.said(delimiter)))
    }

    /// A model in YAML that is begun from the columns of the file.
    pub fn begin_model(&self, name: &str) -> String {
        self.table.begin_model(name)
    }

    /// Opens a model, which reads by a source file if there is one, and gives all that the page draws of it, as JSON. The model that was
    /// open stays when this one has mistakes.
    ///
    /// # Errors
    /// The mistakes, as JSON: `of` says whether they are those of the `model` or of the `source`.
    pub fn open(&mut self, text: &str, source: &str, day: u32) -> Result<String, String> {
        let day = crate::date(day)
            .ok_or_else(|| said_of("day", &refused(&AccountError::shape("an unknown day"))))?;
        let model = match self.known(text) {
            Some(model) => model,
            None => Model::from_text(text).map_err(|error| said_of("model", &mistakes(&error)))?,
        };
        self.read = Some((text.to_owned(), model.clone()));
        let model = if source.is_empty() {
            model
        } else {
            let read = icp_core::Source::from_text(source).and_then(|source| model.with_source(&source));
            read.map_err(|error| said_of("source", &mistakes(&error)))?
        };
        let told = opened(&model, day, &self.table);
        self.open = Some(Open { model, day });
        (self.run, self.rules, self.moves) = (None, None, None);
        Ok(told)
    }

    /// The text of a model with values changed, where they are written in it: comments and the order of keys stay. Else the whole document that
    /// is meant, in the canonical form; as it came where it has mistakes.
    pub fn edit(&mut self, text: &str, changes: &str, document: &str) -> String {
        let changes: Vec<text::Change> = serde_json::from_str(changes).unwrap_or_default();
        let whole =
            || Model::from_text(document).map_or_else(|_| document.to_owned(), |model| model.to_yaml());
        let (text, model) =
            text::in_place(text, self.known(text), &changes).unwrap_or_else(|| (whole(), None));
        self.read = model.map(|model| (text.clone(), model));
        text
    }

    /// The model that a text is, where that is the text that was read last.
    fn known(&self, text: &str) -> Option<Model> {
        self.read.as_ref().filter(|(read, _)| read == text).map(|(_, model)| model.clone())
    }

    /// Begins to score all accounts with the model that is open.
    pub fn start(&mut self) {
        let Some(Open { model, day }) = self.open.clone() else { return };
        (self.rules, self.moves) = (None, None);
        self.run = Some(Run::new(model, day, self.table.rows()));
    }

    /// Scores the next part of the accounts; true when there are more.
    ///
    /// # Errors
    /// A table that cannot be scored, as JSON.
    pub fn step(&mut self) -> Result<bool, String> {
        let Some(run) = &mut self.run else { return Ok(false) };
        if run.step(&self.table, &self.answers).map_err(|error| said(&error.into()))? {
            return Ok(true);
        }
        self.now = self.run.take().map(Run::end);
        Ok(false)
    }

    /// The counts of the accounts that were scored, as JSON; empty before.
    pub fn counts(&self) -> String {
        let Some(now) = &self.now else { return String::new() };
        let moved = moves::moved(self.base.as_ref().map(Scored::side), now.side(), &self.answers);
        object(|json| {
            json.key("counts").raw(&json::text_of(&now.counts.said(&now.model)));
            json.key("notices").raw(&json::text_of(&now.intake.notices(icp_core::error::Host::Command)));
            json.key("invalid").raw(&json::text_of(&now.intake.invalid()));
            json.key("auc").raw(&json::text_of(&run::auc(&now.standing, &self.answers)));
            json.key("moved").raw(&json::text_of(&moved));
            json.key("bytes").whole(self.table.bytes() + now.standing.bytes());
        })
    }

    /// Begins to count what each criterion and exclusion does.
    pub fn start_rules(&mut self) {
        let Some(Open { model, day }) = self.open.clone() else { return };
        self.rules = Some(run::RulesRun::new(model, day));
    }

    /// Counts the next part of the accounts; true when there are more.
    ///
    /// # Errors
    /// As [`Studio::step`].
    pub fn step_rules(&mut self) -> Result<bool, String> {
        let Some(rules) = &mut self.rules else { return Ok(false) };
        rules.step(&self.table).map_err(|error| said(&error.into()))
    }

    /// The effect of each criterion and exclusion, as JSON.
    pub fn rules(&self) -> String {
        let both = self.rules.as_ref().zip(self.now.as_ref());
        both.map(|(rules, now)| json(&rules.said(&now.standing))).unwrap_or_default()
    }

    /// From now on it is compared with where the accounts stand now.
    pub fn keep(&mut self) {
        self.base.clone_from(&self.now);
        self.moves = None;
    }

    /// Begins to look for the criteria that moved accounts.
    pub fn start_causes(&mut self) {
        let (Some(base), Some(now)) = (&self.base, &self.now) else { return };
        self.moves = Some(moves::Causes::new((base.side(), now.side()), now.day));
    }

    /// Looks at the next of the accounts that moved; true when there are more.
    ///
    /// # Errors
    /// As [`Studio::step`].
    pub fn step_causes(&mut self) -> Result<bool, String> {
        let Some(moves) = &mut self.moves else { return Ok(false) };
        moves.step(&self.table).map_err(|error| said(&error))
    }

    /// The criteria and exclusions that moved accounts, as JSON.
    ///
    /// # Errors
    /// None, as the outcomes are not compared.
    pub fn causes(&self) -> Result<String, String> {
        let Some(moves) = &self.moves else { return Ok(String::new()) };
        moves.said().map_err(|error| said(&error))
    }

    /// Reads how accounts turned out from a column, and says how many did, as JSON. No column takes the outcome away.
    ///
    /// # Errors
    /// A column that cannot be one, as JSON.
    pub fn outcome(&mut self, asked: &str) -> Result<String, String> {
        self.answers = Vec::new();
        let asked: Option<Asked> = serde_json::from_str(asked).unwrap_or_default();
        let Some(Asked { column, won, lost, open }) = asked else { return Ok("null".to_owned()) };
        let outcome = Outcome::new(&*column).won(won).lost(lost).open(open);
        let columns = self.table.whole(&column).map_err(|error| said(&error.into()))?;
        self.answers = outcome.judged(&columns).map_err(|error| said(&error))?;
        let count = |wanted| self.answers.iter().filter(|answer| **answer == wanted).count();
        Ok(json(&Known { won: count(Some(true)), lost: count(Some(false)), open: count(None) }))
    }

    /// Some accounts in the order of their rank, as JSON. What can be asked is `Wanted` in `moves`.
    pub fn rows(&self, asked: &str) -> String {
        let Some(now) = &self.now else { return String::new() };
        let asked: moves::Wanted = serde_json::from_str(asked).unwrap_or_default();
        let near = asked
            .near
            .as_ref()
            .map(|asked| self.rules.as_ref().map(|rules| rules.near(asked)).unwrap_or_default());
        let base = self.base.as_ref().map(Scored::side);
        json(&moves::rows(&self.table, base, now.side(), now.day, near, &asked))
    }

    /// The lowest bound of a tier with which `wanted` accounts are in it or in a better one, as JSON; null where there are fewer. Accounts
    /// that an exclusion, a required criterion or low coverage keeps out do not count.
    ///
    /// # Errors
    /// As [`Studio::step`].
    pub fn cut(&self, icp: &str, wanted: usize) -> Result<String, String> {
        let Some(Open { model, day }) = &self.open else { return Ok("null".to_owned()) };
        let Some(at) = model.icps().position(|id| id == icp) else { return Ok("null".to_owned()) };
        run::cut(model, *day, &self.table, at, wanted)
            .map(|cut| json(&cut))
            .map_err(|error| said(&error.into()))
    }

    /// An account with its explanation as HTML, as JSON.
    ///
    /// # Errors
    /// A row that is refused, as JSON.
    pub fn row(&self, row: usize) -> Result<String, String> {
        let Some(Open { model, day }) = &self.open else { return Ok("null".to_owned()) };
        let account = self.table.account(row, model);
        let lenient = Options::new(*day).on_invalid(OnInvalid::Missing);
        let assessment = model.assess_with(&account, &lenient).map_err(|error| refused(&error))?;
        let cells = |json: &mut json::Json| {
            for cell in self.table.row(row) {
                json.list(|json| [cell.0, cell.1].iter().for_each(|text| json.text(text)));
            }
        };
        Ok(object(|json| {
            json.key("cells").list(cells);
            json.key("explanation").text(&assessment.explain_html());
            json.key("assessment").raw(&assessment.to_json());
        }))
    }
}

/// All that the page draws of a model.
fn opened(model: &Model, day: Date, table: &Table) -> String {
    let names = about::names(model);
    // Names, weights and rules in words are those of the answer for an account of which nothing is known.
    let blank = model.assess(&Account::new(), day).map(|blank| blank.to_json());
    object(|json| {
        json.key("document").raw(&model.to_json());
        json.key("fingerprint").text(model.fingerprint());
        json.key("about").raw(&about::about(model, &names));
        json.key("criteria").raw(&json::text_of(&model.criterion_infos()));
        json.key("blank").raw(blank.as_deref().unwrap_or("null"));
        json.key("readings").raw(&json::text_of(&reading::readings(model, table)));
    })
}

fn said_of(of: &str, error: &str) -> String {
    object(|json| {
        json.key("of").text(of);
        json.key("error").raw(error);
    })
}

fn said(error: &EvidenceError) -> String {
    object(|json| {
        json.key("code").text("table");
        json.key("message").text(&error.to_string());
    })
}

fn unread(error: &Refused) -> String {
    let (code, line, message) = match error {
        Refused::Encoding => ("encoding", None, "the text is not UTF-8"),
        Refused::Line(line, message) => ("line", Some(*line as f64), message.as_str()),
    };
    object(|json| {
        json.key("code").text(code);
        json.key("line").number(line);
        json.key("message").text(message);
    })
}
