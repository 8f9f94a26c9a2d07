//! Drift as tables for people.

use super::{Drift, Level};
use crate::stats::Rate;
use crate::table::{Table, percent};

impl Drift {
    /// The drift as tables.
    pub fn tables(&self) -> Vec<Table> {
        let title = format!("{} accounts before, {} after", self.rows[0], self.rows[1]);
        let mut parts = Table::new(title, &["part", "bins", "PSI", "p", "level"]);
        for one in &self.parts {
            let icp = one.icp.as_ref().map(|icp| format!("{icp}: ")).unwrap_or_default();
            let what = if one.kind == one.id { one.kind.clone() } else { format!("{} {}", one.kind, one.id) };
            let level = match one.level {
                Level::Calm => "",
                Level::Watch => "watch",
                Level::Review => "review",
            };
            parts.row([
                format!("{icp}{what}"),
                one.bins.to_string(),
                one.psi.map(|psi| format!("{psi:.3}")).unwrap_or_default(),
                one.p.map(|p| format!("{p:.4}")).unwrap_or_default(),
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
                one.test.map(|test| format!("{:.4}", test.p)).unwrap_or_default(),
            ]);
        }
        let last = self.review.clone().unwrap_or_else(|| "Nothing asks for a review.".to_owned());
        let mut tables: Vec<Table> =
            [parts, rates].into_iter().filter(|table| !table.rows.is_empty()).collect();
        if let Some(table) = tables.last_mut() {
            table.note(last);
        }
        tables
    }

    /// As text for a terminal.
    pub fn to_text(&self) -> String {
        self.tables().iter().map(Table::to_text).collect::<Vec<_>>().join("\n")
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        self.tables().iter().map(Table::to_markdown).collect::<Vec<_>>().join("\n")
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
