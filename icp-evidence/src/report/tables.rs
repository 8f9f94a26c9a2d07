//! The parts of a report as tables for people.

use super::Report;
use crate::stats::Rate;
use crate::table::{Table, grouped, markdown, mean, percent, signed, text_within};

impl Report {
    /// The report as tables, in the order in which people read it.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = vec![self.population()];
        if !self.outcomes.is_empty() {
            tables.push(self.outcome_table());
        }
        for icp in &self.icps {
            tables.push(self.tier_table(icp));
            tables.push(self.criterion_table(icp));
            let near = near_misses(icp);
            if !near.rows.is_empty() {
                tables.push(near);
            }
            tables.extend(exclusion_table(icp));
        }
        tables.push(self.attribute_table());
        tables.push(self.overlap_table());
        if !self.overlap.unfit.is_empty() {
            tables.push(self.unfit_table());
        }
        tables
    }

    /// The report as text for a terminal: the sentences that matter, then the tables.
    pub fn to_text(&self) -> String {
        self.to_text_within(usize::MAX)
    }

    /// The same in lines of at most that many columns.
    pub fn to_text_within(&self, columns: usize) -> String {
        text_within(&self.sentences(), &self.tables(), columns)
    }

    /// The report as Markdown.
    pub fn to_markdown(&self) -> String {
        markdown(&self.title(), &self.sentences(), &self.tables())
    }

    /// The model and how many accounts it was held against.
    pub(super) fn title(&self) -> String {
        let version = self.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
        let accounts = if self.rows == 1 { "account" } else { "accounts" };
        format!("{}{version} on {} {accounts}", self.model, grouped(self.rows))
    }

    pub(super) fn population(&self) -> Table {
        let mut table = Table::new(self.title(), &["status", "accounts", "share"]);
        for one in &self.statuses {
            table.row([one.id.clone(), one.rows.to_string(), percent(one.share)]);
        }
        table
    }

    pub(super) fn outcome_table(&self) -> Table {
        let columns = ["outcome", "known", "won", "rate", "AUC of the rank", "KS", "best fifth captures"];
        let mut table = Table::new("Outcomes", &columns);
        for one in &self.outcomes {
            let auc = one.auc.map(|auc| match auc.interval {
                Some(interval) => format!("{:.3} ({:.3} to {:.3})", auc.auc, interval.low, interval.high),
                None => format!("{:.3}", auc.auc),
            });
            let fifth = one.gains.iter().find(|gain| (gain.share - 0.2).abs() < 1e-9);
            table.row([
                one.name.clone(),
                (self.rows - one.open).to_string(),
                one.rate.map(|rate| rate.won.to_string()).unwrap_or_default(),
                one.rate.as_ref().map(interval).unwrap_or_default(),
                auc.unwrap_or_default(),
                one.ks.map(|ks| format!("{ks:.3}")).unwrap_or_default(),
                fifth.map(|gain| percent(gain.captured)).unwrap_or_default(),
            ]);
        }
        self.notes.iter().for_each(|says| table.note(says.clone()));
        table
    }

    pub(super) fn tier_table(&self, icp: &super::IcpReport) -> Table {
        let mut columns = vec!["tier".to_owned(), "accounts".to_owned(), "share".to_owned()];
        for one in &self.outcomes {
            if one.is_value {
                columns.push(format!("mean {}", one.name));
            } else {
                columns.extend([format!("{} rate", one.name), "lift".to_owned(), "captured".to_owned()]);
            }
        }
        let mut table = Table::of(format!("{}: tiers", icp.icp), columns);
        for tier in icp.tiers.iter().filter(|tier| tier.id != "none" || tier.rows > 0) {
            let mut row = vec![tier.id.clone(), tier.rows.to_string(), percent(tier.share)];
            for (at, one) in self.outcomes.iter().enumerate() {
                if one.is_value {
                    let own = tier.means.get(at).copied().flatten();
                    row.push(own.map(|own| mean(own.mean)).unwrap_or_default());
                } else {
                    let get = |list: &[Option<f64>]| list.get(at).copied().flatten();
                    row.push(tier.rates.get(at).and_then(Option::as_ref).map(interval).unwrap_or_default());
                    row.push(get(&tier.lift).map(|lift| format!("{lift:.2}")).unwrap_or_default());
                    row.push(get(&tier.captured).map(percent).unwrap_or_default());
                }
            }
            table.row(row);
        }
        if let Some(cut) = icp.scores.want {
            table.note(format!(
                "For {} accounts the bar is a score of {}: {} reach it.",
                grouped(cut.wanted.round() as u64),
                cut.score,
                grouped(cut.accounts.round() as u64)
            ));
        }
        table
    }

    pub(super) fn criterion_table(&self, icp: &super::IcpReport) -> Table {
        let mut columns = vec!["criterion", "weight", "fit", "unknown", "alone keeps out"];
        let judged = icp.criteria.iter().any(|criterion| !criterion.trials.is_empty());
        if judged {
            columns.extend(["outcome", "IV", "contribution to AUC", "verdict"]);
        }
        // One outcome is named above all tables.
        let several = self.outcomes.len() > 1;
        if !several {
            columns.retain(|column| *column != "outcome");
        }
        let mut table = Table::new(format!("{}: criteria", icp.icp), &columns);
        for one in &icp.criteria {
            let share = |status: &str| {
                one.statuses
                    .iter()
                    .find(|(id, _)| id == status)
                    .map(|(_, share)| percent(*share))
                    .unwrap_or_default()
            };
            let head = vec![
                one.label.clone(),
                one.weight.to_string(),
                share("fit"),
                share("unknown"),
                one.kept_out.to_string(),
            ];
            if one.trials.is_empty() {
                table.row(head.clone());
            }
            for trial in &one.trials {
                let mut row = head.clone();
                row.extend(several.then(|| trial.outcome.clone()));
                row.push(trial.iv.map(|iv| format!("{iv:.3}")).unwrap_or_default());
                row.push(trial.contribution.map(|paired| signed(paired.difference)).unwrap_or_default());
                row.push(match &trial.redundant_with {
                    Some(other) => format!("redundant with {other}"),
                    None => trial.verdict.words().to_owned(),
                });
                table.row(row);
            }
        }
        let values: Vec<&str> =
            self.outcomes.iter().filter(|one| one.is_value).map(|one| &*one.name).collect();
        if !values.is_empty() {
            table.note(format!(
                "The AUC of {} is the chance that of two accounts the one with more of it has the higher score.",
                values.join(" and ")
            ));
        }
        table
    }

    pub(super) fn attribute_table(&self) -> Table {
        let mut table = Table::new("Attributes", &["attribute", "filled", "accounts open because of it"]);
        for one in &self.attributes {
            table.row([one.name.clone(), percent(one.fill), one.open.to_string()]);
            for outcome in &one.leaks {
                table.note(format!(
                    "{}: whether it is known separates {outcome} by itself. Is it filled in after the outcome?",
                    one.name
                ));
            }
        }
        table
    }

    pub(super) fn overlap_table(&self) -> Table {
        let mut table = Table::new("Icps that accounts qualify for", &["icps", "accounts"]);
        for (icps, rows) in &self.overlap.sets {
            let names = if icps.is_empty() { "none".to_owned() } else { icps.join(" and ") };
            table.row([names, rows.to_string()]);
        }
        table.note(format!(
            "{} of the accounts qualify for an icp, {} of these for one alone.",
            percent(self.overlap.covered),
            percent(self.overlap.distinct)
        ));
        for one in self.overlap.icps.iter().filter(|_| self.overlap.icps.len() > 1) {
            if let Some(distinct) = one.distinct {
                table.note(format!(
                    "{}: {} of its {} accounts fit it alone.",
                    one.icp,
                    percent(distinct),
                    one.rows
                ));
            }
        }
        table
    }

    pub(super) fn unfit_table(&self) -> Table {
        let mut table = Table::new("Why accounts fit none", &["reason", "icp", "accounts"]);
        for one in &self.overlap.unfit {
            let id = one.id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
            let reason = one.reason.replace('_', " ");
            table.row([format!("{reason}{id}"), one.icp.clone(), one.rows.to_string()]);
        }
        table
    }
}

/// A rate with its interval.
fn interval(rate: &Rate) -> String {
    let [low, high] = [rate.interval.low, rate.interval.high].map(|end| end * 100.0);
    format!("{} ({low:.1} to {high:.1})", percent(rate.rate))
}

/// The exclusions of an icp, if it has any.
pub(super) fn exclusion_table(icp: &super::IcpReport) -> Option<Table> {
    let mut table = Table::new(
        format!("{}: exclusions", icp.icp),
        &["exclusion", "holds", "alone", "would qualify without it"],
    );
    for one in &icp.exclusions {
        table.row([one.id.clone(), one.holds.to_string(), one.alone.to_string(), one.kept_out.to_string()]);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// The branches of a criterion on trial.
pub(super) fn bin_table(label: &str, trial: &super::Trial) -> Table {
    let mut columns = vec!["answer", "accounts", "share", "won", "WoE", "rating", "would be"];
    let is_value = trial.bins.iter().any(|bin| bin.mean.is_some());
    if is_value {
        columns.splice(3..5, ["mean"]);
    }
    let mut table = Table::new(format!("Answers of {label}: {}", trial.outcome), &columns);
    for bin in &trial.bins {
        let number = |number: Option<f64>| number.map(|number| format!("{number:.2}")).unwrap_or_default();
        let mut row = vec![bin.label.clone(), bin.rows.to_string(), percent(bin.share)];
        if is_value {
            row.push(bin.mean.map(|own| mean(own.mean)).unwrap_or_default());
        } else {
            row.extend([bin.rate.as_ref().map(interval).unwrap_or_default(), number(bin.woe)]);
        }
        row.extend([number(bin.rating), number(bin.would_be)]);
        table.row(row);
    }
    table
}

/// Accounts that one thing alone keeps out, and how far they are from what it asks for.
pub(super) fn near_misses(icp: &super::IcpReport) -> Table {
    let columns = ["kept out by", "accounts", "by", "nearest quarter", "half", "three quarters"];
    let mut table = Table::new(format!("{}: near misses, and how far they are", icp.icp), &columns);
    let exclusions =
        icp.exclusions.iter().map(|one| (format!("exclusion {}", one.id), one.kept_out, &one.far));
    let criteria = icp.criteria.iter().map(|one| (one.label.clone(), one.kept_out, &one.far));
    for (name, rows, far) in exclusions.chain(criteria).filter(|(_, rows, _)| *rows > 0) {
        let [number, quarter, half, most] = far.as_ref().map_or_else(Default::default, |far| {
            let unit = far.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let [a, b, c] = far.quartiles.map(|distance| format!("{}{unit}", round(distance)));
            [far.attribute.clone(), a, b, c]
        });
        table.row([name, rows.to_string(), number, quarter, half, most]);
    }
    table
}

/// A distance with three significant digits at the most.
fn round(distance: f64) -> String {
    if distance >= 1_000.0 {
        grouped(distance.round() as u64)
    } else if distance >= 100.0 || distance.fract() == 0.0 {
        format!("{distance:.0}")
    } else if distance >= 1.0 {
        format!("{distance:.1}")
    } else {
        format!("{distance:.3}")
    }
}
