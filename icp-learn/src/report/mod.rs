//! The report on what was learned: sentences first, then tables, as text, Markdown, JSON and one HTML page. It words what `learn` found, and
//! computes nothing but intervals of rates.

mod bands;
mod build;
mod frames;
mod json;
mod page;
mod part;
mod parts;
mod picture;
mod split;

use icp_evidence::frame::Frame;
use icp_evidence::wrapped;

use self::part::Told;
use crate::from_model::{LeftOut, Source};
use crate::{Learned, Naming, Split, Table};

/// A report.
///
/// Text and Markdown are for people, JSON has every number with its name, and the page has pictures beside the tables and fetches nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    told: Told,
    json: String,
    frames: Vec<Frame>,
}

impl Report {
    /// The report on what was learned from a table.
    pub fn new(
        learned: &Learned,
        table: &Table,
        sources: &[Source],
        left: &LeftOut,
        naming: Naming<'_>,
    ) -> Self {
        let subject = build::Subjects { learned, table, sources };
        let told = Told {
            title: format!("Learned from {}", naming.accounts),
            sentences: build::sentences(learned, naming),
            warnings: learned.warnings.iter().map(ToString::to_string).collect(),
            parts: parts::parts(&subject, left),
        };
        let json = json::json(&subject, left, naming).to_string();
        Self { told, json, frames: frames::frames(&subject, left, None) }
    }

    /// The report on profiles of several groups. `without_signal` is whether those without a signal are written.
    pub fn split(
        split: &Split,
        table: &Table,
        sources: &[Source],
        left: &LeftOut,
        naming: Naming<'_>,
        without_signal: bool,
    ) -> Self {
        let (told, json, frames) = split::report(split, (table, sources, left), naming, without_signal);
        Self { told, json, frames }
    }

    /// The sentences that matter, and everything suspicious.
    pub fn sentences(&self) -> Vec<String> {
        self.told.sentences.iter().chain(&self.told.warnings).cloned().collect()
    }

    /// The tables for people.
    pub fn tables(&self) -> Vec<icp_evidence::Table> {
        self.told.parts.iter().map(|part| part.table.clone()).collect()
    }

    /// The figures for data tools: `columns`, `bands` and `tiers`.
    pub fn frames(&self) -> Vec<Frame> {
        self.frames.clone()
    }

    /// For a terminal of any width.
    pub fn to_text(&self) -> String {
        self.to_text_within(usize::MAX)
    }

    /// The same in lines of at most `columns` letters; a table that is too wide goes on below.
    pub fn to_text_within(&self, columns: usize) -> String {
        let mut out = format!("{}\n\n", self.told.title);
        let sentences = self.told.sentences.iter().flat_map(|sentence| wrapped(sentence, columns));
        sentences.for_each(|line| out.push_str(&format!("{line}\n")));
        if !self.told.warnings.is_empty() {
            out.push_str("\nTo look at\n");
        }
        for warning in &self.told.warnings {
            for (at, line) in wrapped(warning, columns.saturating_sub(4)).iter().enumerate() {
                out.push_str(&format!("  {} {line}\n", if at == 0 { '-' } else { ' ' }));
            }
        }
        for part in &self.told.parts {
            out.push('\n');
            out.push_str(&part.table.to_text_within(columns));
        }
        out
    }

    /// For a page that others lay out.
    pub fn to_markdown(&self) -> String {
        let mut out = format!("# {}\n\n{}\n\n", self.told.title, self.told.sentences.join(" "));
        if !self.told.warnings.is_empty() {
            out.push_str("## To look at\n\n");
            self.told.warnings.iter().for_each(|warning| out.push_str(&format!("- {warning}\n")));
            out.push('\n');
        }
        let tables: Vec<String> = self.told.parts.iter().map(|part| part.table.to_markdown()).collect();
        out.push_str(&tables.join("\n"));
        out
    }

    /// Every number, with its name, on one line.
    pub fn to_json(&self) -> String {
        self.json.clone()
    }

    /// A whole page of HTML with pictures; it fetches nothing.
    pub fn to_page(&self) -> String {
        page::page(&self.told)
    }
}
