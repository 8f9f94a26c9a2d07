//! A report as a page of HTML: its sentences, then pictures with their tables, icp by icp.

use super::tables::{bin_table, exclusion_table, near_misses};
use super::{CriterionReport, IcpReport, Report};
use crate::page::{Bar, Bars, Page, Picture, curve, histogram, of_model};
use crate::table::{mean, percent};

impl Report {
    /// The report as a whole page of HTML, which fetches nothing.
    pub fn to_html(&self) -> String {
        let about = format!("Fingerprint of the model: {}", of_model(&self.fingerprint, &self.lists));
        let mut page = Page::new(&self.title(), &about, &self.sentences());
        page.table(&self.population());
        if !self.outcomes.is_empty() {
            page.chapter("Outcomes");
            let curves = self.outcomes.iter().filter(|outcome| outcome.curve.len() > 1).map(|outcome| {
                let points: Vec<(f64, f64)> =
                    outcome.curve.iter().map(|gain| (gain.share, gain.captured)).collect();
                curve(&format!("Won accounts among the best: {}", outcome.name), &points)
            });
            page.beside(&curves.collect::<Vec<_>>(), &[]);
            page.table(&self.outcome_table());
        }
        for icp in &self.icps {
            self.icp(icp, &mut page);
        }
        page.chapter("Attributes");
        page.table(&self.attribute_table());
        page.chapter("Icps together");
        page.table(&self.overlap_table());
        if !self.overlap.unfit.is_empty() {
            page.table(&self.unfit_table());
        }
        page.finish()
    }

    fn icp(&self, icp: &IcpReport, page: &mut Page) {
        page.chapter(&format!("Icp {}", icp.icp));
        let mut pictures: Vec<Picture> =
            histogram("Accounts by score", &icp.scores.histogram, &icp.bounds).into_iter().collect();
        pictures.extend((0..self.outcomes.len()).filter_map(|at| self.tier_picture(icp, at)));
        page.beside(&pictures, &[]);
        page.table(&self.tier_table(icp));
        page.table(&self.criterion_table(icp));
        let near = near_misses(icp);
        if !near.rows.is_empty() {
            page.table(&near);
        }
        exclusion_table(icp).iter().for_each(|table| page.table(table));
        for criterion in icp.criteria.iter().filter(|criterion| !criterion.trials.is_empty()) {
            page.section(&criterion.label);
            for (at, trial) in criterion.trials.iter().enumerate() {
                let table = bin_table(&criterion.label, trial);
                let pictures = self.band_picture(criterion, at);
                page.beside(pictures.as_slice(), &[&table]);
            }
        }
    }

    /// The rate of each tier, or the mean of a value.
    fn tier_picture(&self, icp: &IcpReport, at: usize) -> Option<Picture> {
        let outcome = self.outcomes.get(at)?;
        let bar = |tier: &super::Group| {
            if outcome.is_value {
                let own = tier.means.get(at)?.as_ref()?;
                return Some(Bar { rows: Some(own.rows), ..Bar::new(&tier.id, own.mean) });
            }
            Some(Bar::rate(&tier.id, tier.rates.get(at)?.as_ref()?))
        };
        let bars: Vec<Bar> = icp.tiers.iter().filter_map(bar).collect();
        let title = if outcome.is_value { "Mean by tier" } else { "Won by tier" };
        let written = if outcome.is_value { mean } else { percent };
        // A negative mean has no bar.
        let is_drawn = !bars.is_empty() && bars.iter().all(|bar| bar.value >= 0.0);
        let marks = outcome.rate.map(|rate| (rate.rate, "all")).into_iter().collect();
        is_drawn.then(|| Bars { title: format!("{title}: {}", outcome.name), bars, marks, written }.picture())
    }

    /// The rate of each answer of a criterion.
    fn band_picture(&self, criterion: &CriterionReport, at: usize) -> Option<Picture> {
        let trial = criterion.trials.get(at)?;
        let mean_of = |bin: &super::TrialBin| {
            let own = bin.mean?;
            Some(Bar { rows: Some(own.rows), ..Bar::new(&bin.label, own.mean) })
        };
        let means: Vec<Bar> = trial.bins.iter().filter_map(mean_of).collect();
        if !means.is_empty() {
            let title = format!("Mean {} by answer: {}", trial.outcome, trial.verdict.words());
            // A negative mean has no bar.
            let is_drawn = means.iter().all(|bar| bar.value >= 0.0);
            let bars = Bars { title, bars: means, marks: Vec::new(), written: mean };
            return is_drawn.then(|| bars.picture());
        }
        let bars: Vec<Bar> =
            trial.bins.iter().filter_map(|bin| Some(Bar::rate(&bin.label, bin.rate.as_ref()?))).collect();
        let base = self.outcomes.iter().find(|outcome| outcome.name == trial.outcome)?.rate;
        let marks = base.map(|rate| (rate.rate, "all")).into_iter().collect();
        let what = if self.outcomes.len() > 1 { &*trial.outcome } else { "Won" };
        let title = format!("{what} by answer: {}", trial.verdict.words());
        (!bars.is_empty()).then(|| Bars { title, bars, marks, written: percent }.picture())
    }
}
