//! Drift as tables for people.

use super::{Drift, Level, PartShift, PeriodDrift};
use crate::stats::Rate;
use crate::table::{Table, chance, markdown, percent, text_within};

impl Level {
    fn words(self) -> &'static str {
        match self {
            Self::Calm => "",
            Self::Watch => "watch",
            Self::Review => "review",
        }
    }
}

impl Drift {
    /// The drift as tables.
    pub fn tables(&self) -> Vec<Table> {
        let mut parts = Table::new("Parts of the model", &["part", "bins", "PSI", "p", "level"]);
        for one in &self.parts {
            parts.row([
                one.words(),
                one.bins.to_string(),
                one.psi.map(|psi| format!("{psi:.3}")).unwrap_or_default(),
                one.p.map(chance).unwrap_or_default(),
                one.level.words().to_owned(),
            ]);
            if let Some(moved) = one.moved.as_ref().filter(|_| one.level > Level::Calm) {
                parts.note(format!(
                    "{}: {} were {}, now {}.",
                    one.words(),
                    moved.bin,
                    percent(moved.before),
                    percent(moved.after)
                ));
            }
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

impl PeriodDrift {
    /// The periods as a table.
    pub fn tables(&self) -> Vec<Table> {
        let columns =
            ["period", "accounts", "rate", "PSI of score", "since the first", "moved most", "level"];
        let mut table = Table::new("Periods", &columns);
        for one in &self.periods {
            let score = |drift: &Option<Drift>| {
                let parts = drift.iter().flat_map(|drift| &drift.parts).filter(|part| part.kind == "score");
                let most = parts.filter_map(|part| part.psi).max_by(f64::total_cmp);
                most.map(|psi| format!("{psi:.3}")).unwrap_or_default()
            };
            let most = one.from_previous.iter().flat_map(|drift| &drift.parts).max_by(|a, b| {
                a.level.cmp(&b.level).then(a.psi.unwrap_or_default().total_cmp(&b.psi.unwrap_or_default()))
            });
            table.row([
                one.period.clone(),
                one.rows.to_string(),
                one.rates.first().and_then(Option::as_ref).map(|rate| percent(rate.rate)).unwrap_or_default(),
                score(&one.from_previous),
                score(&one.from_first),
                most.map(PartShift::words).unwrap_or_default(),
                most.map(|part| part.level.words().to_owned()).unwrap_or_default(),
            ]);
        }
        vec![table]
    }

    /// The sentences that matter.
    pub fn sentences(&self) -> Vec<String> {
        let mut says = vec![self.review.clone().unwrap_or_else(|| "Nothing asks for a review.".to_owned())];
        if self.undated > 0 {
            says.push(format!("{} accounts have no day and are left out.", self.undated));
        }
        says
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
        markdown(&format!("Drift by {}", self.column), &self.sentences(), &self.tables())
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
