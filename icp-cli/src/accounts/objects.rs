//! Text to JSON objects: one a line, or the items of one list, or written over several lines.

use super::json::{members, value_at, value_end};
use super::{Source, nested};
use crate::failure::Failure;
use crate::text::{list, quoted};

/// Bytes of one line.
const MAX_LINE: usize = 1 << 20;

/// Keys with lists that a message names.
const SHOWN: usize = 10;

/// The JSON objects of an input.
pub(crate) struct Objects {
    source: Source,
    text: String,
    piece: String,
    /// Bytes of the text that belong to earlier objects.
    used: usize,
    /// The line of the next byte.
    line: u64,
    layout: Option<Layout>,
    ended: bool,
    /// The key that holds the list of accounts.
    path: Option<String>,
    /// Where the object ends whose list is read.
    around: Option<usize>,
}

/// How objects are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// One object a line.
    Lines,
    /// Objects over several lines, one after the other; the whole input is in memory.
    Spread,
    /// The items of one list; the whole input is in memory.
    List,
}

impl Objects {
    /// The objects of a source, or those of the list that a path leads to in each of them.
    pub(crate) fn new(source: Source, path: Option<&str>) -> Self {
        Self {
            source,
            text: String::new(),
            piece: String::new(),
            used: 0,
            line: 1,
            layout: None,
            ended: false,
            path: path.map(str::to_owned),
            around: None,
        }
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// The next object, as text, with the line on which it begins.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, &str)>, Failure> {
        let layout = match self.layout {
            Some(layout) => layout,
            None => self.look()?,
        };
        if self.path.is_some() && self.around.is_none() && !self.enter()? {
            return Ok(None);
        }
        match layout {
            Layout::Lines => self.next_line(),
            Layout::Spread | Layout::List => self.next_value(layout),
        }
    }

    fn look(&mut self) -> Result<Layout, Failure> {
        if !self.skip_blank()? {
            return Err(Failure::Mistake(format!("{}: the file is empty", self.source.name())));
        }
        if let Some(path) = &self.path {
            if self.text.get(self.used..).is_some_and(|rest| rest.starts_with('[')) {
                let (name, path) = (self.source.name(), quoted(path));
                return Err(Failure::Mistake(format!("{name}: it is a list, which has no key {path}"))
                    .help("leave out `--path`: its items are read"));
            }
            self.source.rest(&mut self.text)?;
            self.ended = true;
            self.layout = Some(Layout::List);
            return Ok(Layout::List);
        }
        let rest = self.text.get(self.used..).unwrap_or_default();
        let layout = if rest.starts_with('[') {
            self.used += 1;
            Layout::List
        } else {
            let end = self.line_end()?;
            let line = self.text.get(self.used..end).unwrap_or_default().trim_end();
            if line.ends_with(['{', '[', ',']) { Layout::Spread } else { Layout::Lines }
        };
        if layout != Layout::Lines {
            self.source.rest(&mut self.text)?;
            self.ended = true;
        }
        self.layout = Some(layout);
        Ok(layout)
    }

    /// Goes into the list that the path leads to in the next object with one; false at the end.
    fn enter(&mut self) -> Result<bool, Failure> {
        let Some(path) = self.path.clone() else { return Ok(true) };
        if !self.skip_blank()? {
            return Ok(false);
        }
        let rest = self.text.get(self.used..).unwrap_or_default();
        let Some(length) = value_end(rest) else { return Err(self.wrong("a value that is never closed")) };
        let Some(at) =
            value_at(rest, &path).filter(|at| rest.get(*at..).is_some_and(|at| at.starts_with('[')))
        else {
            return Err(self.no_list(&path, rest));
        };
        self.around = Some(self.used + length);
        self.pass(self.used + at + 1);
        Ok(true)
    }

    /// Passes over text up to there, and counts its lines.
    fn pass(&mut self, to: usize) {
        self.line += lines(self.text.get(self.used..to).unwrap_or_default());
        self.used = to;
    }

    /// The object has no list where the path leads.
    fn no_list(&self, path: &str, object: &str) -> Failure {
        let (name, line, quote) = (self.source.name(), self.line, quoted(path));
        let failure = match value_at(object, path) {
            Some(_) => Failure::Mistake(format!("{name}:{line}: {quote} holds no list")),
            None => Failure::Mistake(format!("{name}:{line}: no key {quote} at the top of the JSON")),
        };
        let is_list = |at: &usize| object.get(*at..).is_some_and(|value| value.starts_with('['));
        let lists: Vec<String> =
            members(object).filter(|(_, at)| is_list(at)).map(|(key, _)| key).take(SHOWN).collect();
        match lists.is_empty() {
            true => {
                failure.help("`--path` is the key that holds the list of accounts, or keys with dots between")
            }
            false => failure.help(format!("lists stand in {}", list(lists.iter().map(String::as_str)))),
        }
    }

    /// Gets more text; false at the end.
    fn more(&mut self) -> Result<bool, Failure> {
        if self.ended || !self.source.next(&mut self.piece)? {
            self.ended = true;
            return Ok(false);
        }
        self.text.drain(..self.used);
        self.used = 0;
        self.text.push_str(&self.piece);
        Ok(true)
    }

    /// Goes to the next character that is not white space; false at the end.
    fn skip_blank(&mut self) -> Result<bool, Failure> {
        loop {
            let rest = self.text.get(self.used..).unwrap_or_default();
            let trimmed = rest.trim_start();
            let blank = rest.len() - trimmed.len();
            self.line += lines(rest.get(..blank).unwrap_or_default());
            self.used += blank;
            if !trimmed.is_empty() {
                return Ok(true);
            }
            if !self.more()? {
                return Ok(false);
            }
        }
    }

    /// Where the line ends.
    fn line_end(&mut self) -> Result<usize, Failure> {
        let mut looked = 0;
        loop {
            let rest = self.text.get(self.used + looked..).unwrap_or_default();
            if let Some(end) = rest.find('\n') {
                return Ok(self.used + looked + end);
            }
            looked += rest.len();
            if looked > MAX_LINE {
                let (name, line) = (self.source.name(), self.line);
                let failure = Failure::Mistake(format!("{name}:{line}: a line of more than 1 MiB"));
                return Err(nested::wrapped(failure, self.text.get(self.used..).unwrap_or_default()));
            }
            if !self.more()? {
                return Ok(self.text.len());
            }
        }
    }

    fn next_line(&mut self) -> Result<Option<(u64, &str)>, Failure> {
        if !self.skip_blank()? {
            return Ok(None);
        }
        let end = self.line_end()?;
        let start = std::mem::replace(&mut self.used, end);
        Ok(self.text.get(start..end).map(|line| (self.line, line.trim_end())))
    }

    fn next_value(&mut self, layout: Layout) -> Result<Option<(u64, &str)>, Failure> {
        if !self.skip_blank()? {
            return match layout {
                Layout::List => Err(self.wrong("the list is never closed")),
                Layout::Spread | Layout::Lines => Ok(None),
            };
        }
        let rest = self.text.get(self.used..).unwrap_or_default();
        if layout == Layout::List && rest.starts_with(']') {
            self.used += 1;
            if let Some(end) = self.around.take() {
                self.pass(end);
                return self.next();
            }
            self.layout = Some(Layout::Spread);
            return if self.skip_blank()? { Err(self.wrong("something follows the list")) } else { Ok(None) };
        }
        let Some(length) = value_end(rest) else {
            return Err(self.wrong("a value that is never closed"));
        };
        let (start, line) = (self.used, self.line);
        let end = start + length;
        self.used = end;
        self.line += lines(self.text.get(start..end).unwrap_or_default());
        if layout == Layout::List && self.skip_blank()? {
            let rest = self.text.get(self.used..).unwrap_or_default();
            if rest.starts_with(',') {
                self.used += 1;
            } else if !rest.starts_with(']') {
                return Err(self.wrong("`,` or `]` must follow an item of the list"));
            }
        }
        Ok(self.text.get(start..end).map(|value| (line, value)))
    }

    fn wrong(&self, what: &str) -> Failure {
        Failure::Mistake(format!("{}:{}: {what}", self.source.name(), self.line))
    }
}

fn lines(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}
