//! Drift as tables for people.

use super::{Drift, Level};
use crate::stats::Rate;
use crate::table::{Table, chance, markdown, percent, text_within};

impl Drift {
    /// The drift as tables.
    pub fn tables(&self) -> Vec<Table> {
        let mut parts = Table::new("Parts of the model", &["part", "bins", "PSI", "p", "level"]);
        for one in &self.parts {
            let level = match one.level {
                Level::Calm => "",
                Level::Watch => "watch",
                Level::Review => "review",
            };
            parts.row([
                one.words(),
                one.bins.to_string(),
                one.psi.map(|psi| format!("{psi:.3}")).unwrap_or_default(),
                one.p.map(chance).unwrap_or_default(),
                level.to_owned(),
            ]);
        }
        if self.parts.iter().any(|part| part.half_rows > 0) {
            parts.note("A bin that is empty on one side counts as half a row on both.".to_owned());
        }
        let mut rates = Table::new("Rates", &["outcome", "icp", "tier", "before", "after", "p"]);
        for one in &self.rates {
            let rate = |rate: &Option<Rate>| rate.map(|rate| percent(rate.rate)).unwrap_or_default();
            rates.row([
                one.outcome.clone(),
                one.icp.clone(),
                one.tier.clone(),
                rate(&one.before),
                rate(&one.after),
                one.test.map(|test| chance(test.p)).unwrap_or_default(),
            ]);
        }
        [parts, rates].into_iter().filter(|table| !table.rows.is_empty()).collect()
    }

    /// As text for a terminal: the sentences that matter, then the tables.
    pub fn to_text(&self) -> String {
        self.to_text_within(usize::MAX)
    }

    /// The same in lines of at most that many columns.
    pub fn to_text_within(&self, columns: usize) -> String {
        text_within(&self.sentences(), &self.tables(), columns)
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        markdown(&self.title(), &self.sentences(), &self.tables())
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
