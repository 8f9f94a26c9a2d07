//! Drift in sentences, and as a page of HTML.

use super::{Bounds, Drift, Level, PartShift, PeriodDrift};
use crate::page::{Bar, Bars, Dot, Page, Picture, dots, of_model};
use crate::table::grouped;

/// Parts of one picture.
const SHOWN: usize = 16;

impl Drift {
    /// The sentences that matter, the most important first.
    pub fn sentences(&self) -> Vec<String> {
        let mut says = vec![self.review.clone().unwrap_or_else(|| "Nothing asks for a review.".to_owned())];
        let watched: Vec<String> =
            self.parts.iter().filter(|part| part.level == Level::Watch).map(PartShift::words).collect();
        if !watched.is_empty() {
            says.push(format!("Worth a look: {}.", watched.join(", ")));
        }
        says
    }

    pub(super) fn title(&self) -> String {
        format!("{} accounts before, {} after", grouped(self.rows[0]), grouped(self.rows[1]))
    }

    /// The drift as a whole page of HTML, which fetches nothing.
    pub fn to_html(&self) -> String {
        let about = format!("Fingerprint of the model: {}", of_model(&self.fingerprint, &self.lists));
        let mut page = Page::new(&self.title(), &about, &self.sentences());
        page.chapter("Stability of each part");
        let Bounds { watch, review } = self.bounds;
        page.line(&format!(
            "The index (PSI) is 0 where both populations are alike. From {watch} on a part is worth a look, from {review} on it asks for a review, where chance would hardly give so much."
        ));
        let pictures: Vec<Picture> = self.picture().into_iter().collect();
        let tables = self.tables();
        page.beside(&pictures, &tables.iter().take(1).collect::<Vec<_>>());
        tables.iter().skip(1).for_each(|table| page.table(table));
        page.finish()
    }

    /// The parts that moved most.
    fn picture(&self) -> Option<Picture> {
        let mut parts: Vec<(&PartShift, f64)> =
            self.parts.iter().filter_map(|part| Some((part, part.psi?))).collect();
        parts.sort_by(|a, b| b.1.total_cmp(&a.1));
        let bars: Vec<Bar> = parts
            .into_iter()
            .take(SHOWN)
            .map(|(part, psi)| {
                let class = match part.level {
                    Level::Calm => "bar-soft",
                    Level::Watch => "bar-watch",
                    Level::Review => "bar-review",
                };
                Bar { class, ..Bar::new(part.words(), psi) }
            })
            .collect();
        let marks = vec![(self.bounds.watch, "look"), (self.bounds.review, "review")];
        let written = |psi: f64| format!("{psi:.3}");
        let title = "Stability index, the parts that moved most first".to_owned();
        (!bars.is_empty()).then(|| Bars { title, bars, marks, written }.picture())
    }
}

impl PeriodDrift {
    /// The periods as a whole page of HTML, which fetches nothing.
    pub fn to_html(&self) -> String {
        let about = format!("Fingerprint of the model: {}", of_model(&self.fingerprint, &self.lists));
        let mut page = Page::new(&format!("Drift by {}", self.column), &about, &self.sentences());
        page.chapter("Period by period");
        let score = |drift: &Option<Drift>| {
            let parts = drift.iter().flat_map(|drift| &drift.parts).filter(|part| part.kind == "score");
            parts.filter_map(|part| part.psi).max_by(f64::total_cmp)
        };
        let moved = self.periods.iter().map(|one| Dot {
            label: one.period.clone(),
            value: score(&one.from_previous).map(|psi| (psi, None)),
            other: score(&one.from_first),
        });
        let rates = self.periods.iter().map(|one| Dot {
            label: one.period.clone(),
            value: one
                .rates
                .first()
                .copied()
                .flatten()
                .map(|rate| (rate.rate, Some((rate.interval.low, rate.interval.high)))),
            other: None,
        });
        let pictures: Vec<Picture> = [
            dots(
                "Stability index of the score",
                &moved.collect::<Vec<_>>(),
                ("to the one before", "to the first"),
            ),
            dots("Share that was won", &rates.collect::<Vec<_>>(), ("of all accounts", "")),
        ]
        .into_iter()
        .flatten()
        .collect();
        page.beside(&pictures, &[]);
        self.tables().iter().for_each(|table| page.table(table));
        page.finish()
    }
}

impl PartShift {
    /// Its name: the icp, the kind and the id.
    pub(super) fn words(&self) -> String {
        let icp = self.icp.as_ref().map(|icp| format!("{icp}: ")).unwrap_or_default();
        if self.kind == self.id {
            format!("{icp}{}", self.kind)
        } else {
            format!("{icp}{} {}", self.kind, self.id)
        }
    }
}
