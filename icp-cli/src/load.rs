//! Models from files, and their mistakes as a person wants to read them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use icp_core::document::{Draft, NodeKind, looks_like_json, utf8};
use icp_core::error::{Path as Place, Position};
use icp_core::findings::Finding;
use icp_core::{Limits, Model, ModelError, Problem, Source};

use crate::args::Given;
use crate::failure::Failure;
use crate::foreign;
use crate::lists;
use crate::text::{count, shown, width, wrapped};

/// The text of a model, with its name for messages.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) name: String,
    is_yaml: Option<bool>,
    bytes: Vec<u8>,
}

impl Document {
    /// Reads a file, or standard input for `-`.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        let is_yaml = match ending.as_deref() {
            Some("yaml" | "yml") => Some(true),
            Some("json") => Some(false),
            _ => None,
        };
        if path == Path::new("-") {
            return Self::read(io::stdin().lock(), "standard input".to_owned(), None);
        }
        let name = shown(&path.display().to_string()).into_owned();
        if holds_accounts(path) {
            return Err(Failure::Usage(format!("{name} holds accounts, not a model: the model comes first")));
        }
        let file = File::open(path).map_err(|error| Failure::unreadable(&name, error))?;
        Self::read(file, name, is_yaml)
    }

    fn read(input: impl Read, name: String, is_yaml: Option<bool>) -> Result<Self, Failure> {
        // More than the reader takes, so that it says itself how much is too much.
        let most = Limits::default().model_bytes as u64 * 16;
        let mut bytes = Vec::new();
        input.take(most).read_to_end(&mut bytes).map_err(|error| Failure::unreadable(&name, error))?;
        if let Some(failure) = foreign::refused(&name, bytes.get(..foreign::LOOK).unwrap_or(&bytes)) {
            return Err(failure);
        }
        Ok(Self { name, is_yaml, bytes })
    }

    /// The model in it.
    pub(crate) fn model(&self) -> Result<Model, ModelError> {
        // A character that was cut at the limit is not what is wrong with it.
        let text = match utf8(&self.bytes) {
            Ok(text) => text,
            Err(error) if self.bytes.len() <= Limits::default().model_bytes => return Err(error),
            Err(_) => return Model::from_json(&" ".repeat(self.bytes.len())),
        };
        if self.is_yaml(text) { Model::from_yaml(text) } else { Model::from_json(text) }
    }

    /// The source file in it.
    pub(crate) fn source(&self) -> Result<Source, ModelError> {
        let text = utf8(&self.bytes)?;
        if self.is_yaml(text) { Source::from_yaml(text) } else { Source::from_json(text) }
    }

    /// Whether it is a file of cases: by its name, else by its keys.
    pub(crate) fn is_cases(&self) -> bool {
        let stem = Path::new(&self.name).file_stem().map(Path::new);
        if stem.and_then(Path::extension).is_some_and(|inner| inner.eq_ignore_ascii_case("cases")) {
            return true;
        }
        let text = self.text();
        // Nothing is parsed that cannot be one.
        let has_key = text.contains("cases") && self.bytes.len() <= Limits::default().model_bytes;
        has_key && self.keys().is_some_and(|keys| keys.iter().any(|key| key == "cases") && !has_model(&keys))
    }

    /// Whether its keys are those of a model.
    pub(crate) fn is_model(&self) -> bool {
        self.keys().is_some_and(|keys| has_model(&keys) && !keys.iter().any(|key| key == "cases"))
    }

    fn keys(&self) -> Option<Vec<String>> {
        let text = self.text();
        let draft = self.draft(text);
        match draft.ok()?.root.kind {
            NodeKind::Map(entries) => Some(entries.into_iter().map(|entry| entry.key.into()).collect()),
            _ => None,
        }
    }

    fn draft(&self, text: &str) -> Result<Draft, ModelError> {
        if self.is_yaml(text) { Draft::from_yaml(text) } else { Draft::from_json(text) }
    }

    /// The parsed document as a tree, for documents that are no models. It has wider limits, since it may hold
    /// accounts.
    pub(crate) fn tree(&self) -> Result<Draft, ModelError> {
        let text = utf8(&self.bytes)?;
        // Accounts may be many, and their texts long.
        let limits = Limits::default()
            .model_bytes(Limits::default().model_bytes * 16)
            .nodes(1_000_000)
            .list_items(100_000)
            .list_items_total(1_000_000)
            .text_bytes(64 << 10);
        let draft = if self.is_yaml(text) {
            Draft::from_yaml_with(text, &limits)
        } else {
            Draft::from_json_with(text, &limits)
        };
        draft?.without_mistakes(text)
    }

    /// The line and column of a byte offset.
    pub(crate) fn position(&self, offset: usize) -> Position {
        Position::of(self.text(), offset)
    }

    /// The ending of the name decides, then the text.
    fn is_yaml(&self, text: &str) -> bool {
        self.is_yaml.unwrap_or_else(|| !looks_like_json(text))
    }

    /// The text as positions count it: without a byte-order mark.
    pub(crate) fn text(&self) -> &str {
        let text = utf8(&self.bytes).unwrap_or_default();
        text.strip_prefix('\u{feff}').unwrap_or(text)
    }

    /// Every mistake: where it is, what it is, the line with a mark under the place, and what to do.
    pub(crate) fn report(&self, error: &ModelError) -> String {
        let mut out = String::new();
        for problem in error.problems() {
            out.push_str(&self.block(&problem.into()));
            out.push('\n');
        }
        let all = error.problems().len() + error.more();
        if error.more() > 0 {
            out.push_str(&format!("... and {} more\n\n", error.more()));
        }
        out.push_str(&format!("{}: {}", self.name, count(all as u64, "mistake")));
        out
    }

    /// Findings as [`Document::report`] has mistakes, without the last line; wrapped to some columns.
    pub(crate) fn findings(&self, findings: &[Finding], columns: usize) -> String {
        let text = self.text();
        let draft = self.draft(text);
        let mut out = String::new();
        for finding in findings {
            let offset = draft.as_ref().ok().and_then(|draft| draft.offset_of(finding.path()));
            let position = offset.map(|offset| Position::of(text, offset));
            let block = self.block(&Remark { position, ..finding.into() });
            block.lines().for_each(|line| out.push_str(&hanging(line, columns)));
            out.push('\n');
        }
        out
    }

    pub(crate) fn block(&self, remark: &Remark<'_>) -> String {
        let text = self.text();
        let place = remark.position.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        let severity = remark.severity.map_or_else(String::new, |severity| format!("{severity}: "));
        let mut out = format!("{}{place}: {severity}{}\n", self.name, shown(remark.message));
        if let Some(at) = remark.position.filter(|_| !text.is_empty()) {
            out.push_str(&marked(text, at));
        }
        if remark.path.is_root() {
            out.push_str(&format!("  code: {}\n", remark.code));
        } else {
            out.push_str(&format!("  at:   {} ({})\n", shown(&remark.path.to_string()), remark.code));
        }
        if let Some(help) = remark.help {
            out.push_str(&format!("  help: {}\n", shown(help)));
        }
        out
    }
}

/// A mistake or a finding, with its position in a document.
pub(crate) struct Remark<'a> {
    /// A mistake has none: it is always one.
    pub(crate) severity: Option<&'static str>,
    pub(crate) position: Option<Position>,
    pub(crate) path: &'a Place,
    pub(crate) code: &'static str,
    pub(crate) message: &'a str,
    pub(crate) help: Option<&'a str>,
}

/// Whether a file holds accounts, by its ending.
pub(crate) fn holds_accounts(path: &Path) -> bool {
    let endings = ["csv", "tsv", "tab", "jsonl", "ndjson", "parquet", "pq"];
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn has_model(keys: &[String]) -> bool {
    keys.iter().any(|key| key == "format" || key == "icps")
}

impl<'a> From<&'a Problem> for Remark<'a> {
    fn from(problem: &'a Problem) -> Self {
        Self {
            severity: None,
            position: problem.position(),
            path: problem.path(),
            code: problem.code(),
            message: problem.message(),
            help: problem.help(),
        }
    }
}

impl<'a> From<&'a Finding> for Remark<'a> {
    fn from(finding: &'a Finding) -> Self {
        Self {
            severity: Some(finding.severity().as_str()),
            position: None,
            path: finding.path(),
            code: finding.code(),
            message: finding.message(),
            help: finding.help(),
        }
    }
}

/// The number of characters of a line that are shown before and after the position.
const AROUND: usize = 60;

/// The line of a position, with a mark below it.
fn marked(text: &str, at: Position) -> String {
    let ends = ['\n', '\r'];
    let offset = at.offset.min(text.len());
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    let before = before.rsplit(ends).next().unwrap_or_default();
    let after = after.split(ends).next().unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(AROUND);
    let head: String = before.chars().skip(skipped).collect();
    let mut tail: String = after.chars().take(AROUND).collect();
    if tail.len() < after.len() {
        tail.push('…');
    }
    let head = format!("{}{}", if skipped > 0 { "…" } else { "" }, shown(&head));
    let number = at.line.to_string();
    let margin = " ".repeat(number.len());
    let blanks = " ".repeat(width(&head));
    format!("  {number} | {head}{}\n  {margin} | {blanks}^\n", shown(&tail))
}

/// A line of a finding, wrapped; what follows is as deep as the text of the first line.
fn hanging(line: &str, columns: usize) -> String {
    let is_quoted = line.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '|');
    let depth = if line.starts_with("  ") { 8 } else { 4 };
    if is_quoted || width(line) <= columns {
        return format!("{line}\n");
    }
    let (head, text) = match line.strip_prefix("  help: ") {
        Some(text) => ("  help: ", text),
        None => ("", line),
    };
    let first = wrapped(text, columns - width(head), usize::MAX);
    let (first, rest) =
        first.split_first().map_or(("", String::new()), |(first, rest)| (&**first, rest.join(" ")));
    let mut out = format!("{head}{first}\n");
    for more in wrapped(&rest, columns - depth, usize::MAX).iter().filter(|more| !more.is_empty()) {
        out.push_str(&format!("{}{more}\n", " ".repeat(depth)));
    }
    out
}

/// The model of a file, for commands that need one.
pub(crate) fn model(path: &Path) -> Result<Model, Failure> {
    opened(path).map(|(_, model)| model)
}

fn opened(path: &Path) -> Result<(Document, Model), Failure> {
    let document = Document::open(path)?;
    if document.is_cases() {
        let name = &document.name;
        return Err(Failure::Usage(format!("{name} is a file of cases, not a model"))
            .help(format!("`icp test MODEL {name}` runs them")));
    }
    let model = document.model().map_err(|error| {
        Failure::refused(format!("the model has mistakes\n\n{}", document.report(&error)), error)
    })?;
    Ok((document, model))
}

/// The model of a file, with the lists and the source file that were given.
pub(crate) fn given(path: &Path, given: &Given) -> Result<Model, Failure> {
    let (document, model) = opened(path)?;
    let model = model.with_lists(&lists::read(&given.lists)?).map_err(|error| {
        let told = document.report(&error);
        Failure::refused(format!("the model has mistakes with the lists that were given\n\n{told}"), error)
    })?;
    let Some(source) = given.source.as_deref() else { return Ok(model) };
    if path == Path::new("-") && source == path {
        return Err(Failure::Usage("standard input can be read only once".to_owned()));
    }
    let document = Document::open(source)?;
    document.source().and_then(|source| model.with_source(&source)).map_err(|error| {
        Failure::refused(format!("the source file has mistakes\n\n{}", document.report(&error)), error)
    })
}
