//! A backtest in sentences, and as a page of HTML.

use super::Backtest;
use crate::page::{Dot, Page, Picture, dots, of_model};
use crate::table::grouped;

impl Backtest {
    /// The sentences that matter, the most important first.
    pub fn sentences(&self) -> Vec<String> {
        let mut says = vec![self.says.clone()];
        let later: Vec<String> = self
            .later_dates
            .iter()
            .map(|one| format!("{} of {}", grouped(one.rows), one.attribute))
            .collect();
        if !later.is_empty() {
            says.push(format!("Dates after the day of their account were taken away: {}.", later.join(", ")));
        }
        if self.later_events > 0 {
            says.push(format!("{} later events did not count.", grouped(self.later_events)));
        }
        if self.coverage_auc.is_some_and(|auc| (auc.auc - 0.5).abs() >= 0.3) {
            says.push("Leak? How much is known of an account separates won from lost by itself.".to_owned());
        }
        says
    }

    pub(super) fn title(&self) -> String {
        format!("{} accounts on their own day: {}", grouped(self.rows), self.outcome)
    }

    /// The backtest as a whole page of HTML, which fetches nothing.
    pub fn to_html(&self) -> String {
        let about = format!("Fingerprint of the model: {}", of_model(&self.fingerprint, &self.lists));
        let mut page = Page::new(&self.title(), &about, &self.sentences());
        page.chapter("Period by period");
        let ends = |interval: Option<crate::stats::Interval>| interval.map(|one| (one.low, one.high));
        let auc = self.periods.iter().map(|one| Dot {
            label: one.period.clone(),
            value: one.auc.map(|auc| (auc.auc, ends(auc.interval))),
            other: one.auc_today,
        });
        let rate = self.periods.iter().map(|one| Dot {
            label: one.period.clone(),
            value: one.qualified_rate.map(|rate| (rate.rate, ends(Some(rate.interval)))),
            other: one.rate.map(|rate| rate.rate),
        });
        let pictures: Vec<Picture> = [
            dots("AUC of the rank", &auc.collect::<Vec<_>>(), ("on the day", "with today's score")),
            dots("Share that was won", &rate.collect::<Vec<_>>(), ("qualified on the day", "all accounts")),
        ]
        .into_iter()
        .flatten()
        .collect();
        page.beside(&pictures, &[]);
        for table in self.tables() {
            page.table(&table);
        }
        page.finish()
    }
}
