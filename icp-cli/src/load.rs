//! Models from files, and their mistakes as a person wants to read them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use icp_core::{Limits, Model, ModelError, Position, Problem, read};

use crate::failure::Failure;
use crate::text::{count, shown, width};

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
        if matches!(ending.as_deref(), Some("csv" | "tsv" | "jsonl" | "ndjson")) {
            return Err(Failure::Usage(format!("{name} holds accounts, not a model: the model comes first")));
        }
        let file = File::open(path).map_err(|error| Failure::unreadable(&name, &error))?;
        Self::read(file, name, is_yaml)
    }

    fn read(input: impl Read, name: String, is_yaml: Option<bool>) -> Result<Self, Failure> {
        // More than the reader takes, so that it says itself how much is too much.
        let most = Limits::default().model_bytes as u64 * 16;
        let mut bytes = Vec::new();
        input.take(most).read_to_end(&mut bytes).map_err(|error| Failure::unreadable(&name, &error))?;
        Ok(Self { name, is_yaml, bytes })
    }

    /// The model in it. JSON begins with a brace or a bracket, and YAML hardly ever does; the ending of the
    /// name decides where both could be meant.
    pub(crate) fn model(&self) -> Result<Model, ModelError> {
        // A character that was cut at the limit is not what is wrong with it.
        let text = match read::utf8(&self.bytes) {
            Ok(text) => text,
            Err(error) if self.bytes.len() <= Limits::default().model_bytes => return Err(error),
            Err(_) => return Model::from_json(&" ".repeat(self.bytes.len())),
        };
        let is_yaml = self.is_yaml.unwrap_or_else(|| {
            !text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '['])
        });
        if is_yaml { Model::from_yaml(text) } else { Model::from_json(text) }
    }

    /// Every mistake: where it is, what it is, the line with a mark under the place, and what to do.
    pub(crate) fn report(&self, error: &ModelError) -> String {
        let text = read::utf8(&self.bytes).unwrap_or_default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut out = String::new();
        for problem in error.problems() {
            out.push_str(&self.problem(problem, text));
            out.push('\n');
        }
        let all = error.problems().len() + error.more();
        if error.more() > 0 {
            out.push_str(&format!("... and {} more\n\n", error.more()));
        }
        out.push_str(&format!("{}: {}", self.name, count(all as u64, "mistake")));
        out
    }

    fn problem(&self, problem: &Problem, text: &str) -> String {
        let place = problem.position().map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        let mut out = format!("{}{place}: {}\n", self.name, shown(problem.message()));
        if let Some(at) = problem.position().filter(|_| !text.is_empty()) {
            out.push_str(&marked(text, at));
        }
        let path = problem.path();
        if path.is_root() {
            out.push_str(&format!("  code: {}\n", problem.code()));
        } else {
            out.push_str(&format!("  at:   {} ({})\n", shown(&path.to_string()), problem.code()));
        }
        if let Some(help) = problem.help() {
            out.push_str(&format!("  help: {}\n", shown(help)));
        }
        out
    }
}

/// Characters of a line that are shown before and after the place.
const AROUND: usize = 60;

/// The line with a mark under the place.
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

/// The model of a file, for commands that need one.
pub(crate) fn model(path: &Path) -> Result<Model, Failure> {
    let document = Document::open(path)?;
    document
        .model()
        .map_err(|error| Failure::Mistake(format!("the model has mistakes\n\n{}", document.report(&error))))
}
