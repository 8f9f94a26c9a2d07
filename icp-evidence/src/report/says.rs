//! The two or three sentences of a report that matter: whether there is evidence, which criteria earn their place, which hurt, and what
//! may leak the outcome.

use super::{IcpReport, Judged, OutcomeReport, Report, Verdict};
use crate::table::{grouped, mean, percent};

/// How far the AUC of coverage has to be from 0.5 before it is told.
const LEAK: f64 = 0.3;

impl Report {
    /// The sentences that matter, the most important first.
    pub fn sentences(&self) -> Vec<String> {
        let mut says = Vec::new();
        if self.outcomes.is_empty() {
            says.extend(self.statuses.first().map(|qualified| {
                format!(
                    "{} of {} accounts qualify ({}). No outcome was given, so nothing here says whether these are the right ones.",
                    grouped(qualified.rows),
                    grouped(self.rows),
                    percent(qualified.share)
                )
            }));
        }
        for (at, outcome) in self.outcomes.iter().enumerate() {
            says.extend(evidence(outcome));
            for icp in &self.icps {
                says.extend(
                    icp.judged.get(at).filter(|_| outcome.is_value).and_then(|one| by_value(self, icp, one)),
                );
                says.extend(icp.judged.get(at).and_then(|judged| tiers(self, icp, judged, at)));
                says.extend(criteria(self, icp, &outcome.name));
            }
            says.extend(self.leak(outcome));
        }
        says
    }

    /// Attributes, or coverage as a whole, that give the outcome away.
    fn leak(&self, outcome: &OutcomeReport) -> Option<String> {
        let leaks = |names: &[String]| names.contains(&outcome.name);
        let attributes = self.attributes.iter().filter(|one| leaks(&one.leaks)).map(|one| one.name.clone());
        let attributes: Vec<String> = attributes.collect();
        if !attributes.is_empty() {
            let verb = if attributes.len() == 1 { "is" } else { "are" };
            return Some(format!(
                "Leak? Whether {} {verb} known separates {} by itself: values may have been filled in after the outcome.",
                and(&attributes),
                outcome.name
            ));
        }
        let coverage = outcome.coverage_auc.filter(|auc| (auc.auc - 0.5).abs() >= LEAK)?;
        Some(format!(
            "Leak? How much is known of an account separates {} by itself (AUC {:.3}): values may have been filled in after the outcome.",
            outcome.name, coverage.auc
        ))
    }
}

/// Whether the rank of accounts says anything of an outcome. Of a value, its tiers say it.
fn evidence(outcome: &OutcomeReport) -> Option<String> {
    let name = &outcome.name;
    let auc = match outcome.auc {
        _ if outcome.is_value => return None,
        Some(auc) => auc,
        None => {
            let why = "accounts with an outcome are all won or all lost";
            return Some(format!("There is no evidence for {name} yet: {why}."));
        }
    };
    let Some(interval) = auc.interval else {
        return Some(format!("{name}: too few outcomes to say more than an AUC of {:.3}.", auc.auc));
    };
    let range = format!("AUC {:.3}, {:.3} to {:.3}", auc.auc, interval.low, interval.high);
    let fifth = outcome.gains.iter().find(|gain| (gain.share - 0.2).abs() < 1e-9);
    let fifth = fifth.map_or_else(String::new, |gain| {
        format!("; the best fifth of the accounts has {} of all that were won", percent(gain.captured))
    });
    Some(if interval.low > 0.5 {
        format!("There is evidence for {name}: won accounts rank above lost ones ({range}){fifth}.")
    } else if interval.high < 0.5 {
        format!("The ranking is upside down for {name}: lost accounts rank above won ones ({range}).")
    } else {
        format!(
            "There is no evidence for {name}: won accounts rank no higher than chance would put them ({range})."
        )
    })
}

/// Whether accounts with more of a value score higher.
fn by_value(report: &Report, icp: &IcpReport, judged: &Judged) -> Option<String> {
    let (auc, name) = (judged.auc?, &judged.outcome);
    let interval = auc.interval?;
    let names = if report.icps.len() > 1 { format!(" for {}", icp.icp) } else { String::new() };
    let range = format!("AUC {:.3}, {:.3} to {:.3}", auc.auc, interval.low, interval.high);
    Some(if interval.low > 0.5 {
        format!("Accounts with more {name} score higher{names} ({range}).")
    } else if interval.high < 0.5 {
        format!("The score is upside down for {name}: accounts with more of it score lower{names} ({range}).")
    } else {
        format!("Accounts with more {name} score no higher than chance would give{names} ({range}).")
    })
}

/// Whether the tiers of an icp differ, with their rates or means.
fn tiers(report: &Report, icp: &IcpReport, judged: &Judged, at: usize) -> Option<String> {
    let names = if report.icps.len() > 1 { format!(" of {}", icp.icp) } else { String::new() };
    let figures: Vec<String> = icp
        .tiers
        .iter()
        .filter(|tier| tier.id != "none")
        .filter_map(|tier| {
            let rate = tier.rates.get(at)?.as_ref().map(|rate| percent(rate.rate));
            let average = tier.means.get(at)?.as_ref().map(|own| mean(own.mean));
            Some(format!("{} {}", tier.id, rate.or(average)?))
        })
        .collect();
    if figures.len() < 2 {
        return None;
    }
    let outcome = report.outcomes.get(at)?;
    if outcome.is_value {
        let differs =
            if judged.differs { "they differ" } else { "they differ by no more than chance would give" };
        return Some(format!("Mean {} by tier{names}: {} ({differs}).", outcome.name, figures.join(", ")));
    }
    let base = outcome.rate.map(|rate| format!("; all {}", percent(rate.rate)));
    let figures = format!("{}{}", figures.join(", "), base.unwrap_or_default());
    Some(match (&judged.upside_down, judged.differs) {
        (Some((upper, lower)), _) if lower != "none" => {
            format!("Tier {lower}{names} is won more often than tier {upper} above it ({figures}).")
        }
        (_, true) => format!("The tiers{names} differ: {figures}."),
        (_, false) => format!("The tiers{names} do not differ by more than chance would give ({figures})."),
    })
}

/// Criteria by their verdicts.
fn criteria(report: &Report, icp: &IcpReport, outcome: &str) -> Option<String> {
    let of = |wanted: Verdict| -> Vec<String> {
        let has = |one: &&super::CriterionReport| {
            one.trials.iter().any(|trial| trial.outcome == outcome && trial.verdict == wanted)
        };
        icp.criteria.iter().filter(has).map(|one| one.label.clone()).collect()
    };
    let groups = [
        (Verdict::Earns, "earn their place", "earns its place"),
        (Verdict::WrongWay, "hurt", "hurts"),
        (Verdict::Leak, "may leak the outcome", "may leak the outcome"),
        (Verdict::Redundant, "repeat others", "repeats others"),
        (Verdict::NoEvidence, "have no evidence", "has no evidence"),
        (Verdict::Constant, "are the same for everyone", "is the same for everyone"),
    ];
    let told = groups.into_iter().filter_map(|(verdict, many, one)| {
        let labels = of(verdict);
        let verb = if labels.len() == 1 { one } else { many };
        (!labels.is_empty()).then(|| format!("{} {verb}", and(&labels)))
    });
    let told: Vec<String> = told.collect();
    let names = if report.icps.len() > 1 { format!(" of {}", icp.icp) } else { String::new() };
    let by = if report.outcomes.len() > 1 { format!(" by {outcome}") } else { String::new() };
    (!told.is_empty()).then(|| format!("Criteria{names}{by}: {}.", told.join("; ")))
}

/// `A, B and C`; of many the first ones.
fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= 6 => format!("{} and {last}", first.join(", ")),
        [first @ .., _] => {
            let shown: Vec<&str> = first.iter().take(5).map(String::as_str).collect();
            format!("{} and {} others", shown.join(", "), names.len() - shown.len())
        }
    }
}
