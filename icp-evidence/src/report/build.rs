//! Fills a report from counts. Every figure is asked of `stats`.

use icp_core::assessment::CriterionStatus;
use icp_core::model::Exclusion;

use super::by_value::ValueContributions;
use super::overlap::overlap;
use super::scores::{cut, scores};
use super::trial::{Case, Contributions, is_leak, known_auc};
use super::{
    AttributeReport, CalibratedScore, CriterionReport, Distances, ExclusionReport, Group, IcpReport, Judged,
    Mean, OutcomeReport, Report, Verdict,
};
use crate::EvidenceError;
use crate::level::{ALARM, CONFIDENCE};
use crate::outcome::Outcome;
use crate::part::lists;
use crate::population::{
    AnswerWords, Counts, INTENT, IcpCounts, Population, SCORE, STATUSES, Tally, edges, from_ordered,
};
use crate::stats::{Bin, Ranked, Rate, Sum, rates_differ, welch};

impl Population {
    /// Everything that the counts say.
    ///
    /// # Errors
    /// An outcome of more words than won and lost, where nobody said what the others mean.
    pub fn report(&self) -> Result<Report, EvidenceError> {
        self.check()?;
        Ok(Report::of(self))
    }
}

impl Report {
    /// The counts of a population as a report.
    pub(crate) fn of(population: &Population) -> Self {
        let counts = population.counts.clone().sorted();
        let (model, outcomes) = (&population.model, &*population.outcomes);
        let all = &counts.all;
        let names = STATUSES.map(|status| status.as_str().to_owned());
        let attributes = model.attributes().zip(&counts.attributes);
        let leak =
            |bins: &(Bin, Bin)| is_leak(&bins.0, &bins.1, ALARM / counts.attributes.len().max(1) as f64);
        let attribute =
            |(info, own): (icp_core::model::AttributeInfo<'_>, &crate::population::AttributeCounts)| {
                let seen = own.known.all.and(&own.missing.all);
                if seen.rows == 0 {
                    return None;
                }
                let bins: Vec<(Bin, Bin)> =
                    (0..outcomes.len()).map(|at| (own.known.of(at), own.missing.of(at))).collect();
                let leaks = bins.iter().zip(outcomes).filter(|(bins, _)| leak(bins));
                Some(AttributeReport {
                    name: info.name().to_owned(),
                    known: own.known.all.rows,
                    fill: own.known.all.weight() / seen.weight(),
                    open: own.open.rows,
                    known_auc: bins.iter().map(|(known, missing)| known_auc(known, missing)).collect(),
                    leaks: leaks.map(|(_, outcome)| outcome.name()).collect(),
                })
            };
        let attributes: Vec<AttributeReport> = attributes.filter_map(attribute).collect();
        let mut icps: Vec<IcpReport> =
            (0..counts.icps.len()).filter_map(|at| of_icp(population, &counts, at)).collect();
        icps.iter_mut().for_each(|icp| suspect(model, icp, &attributes));
        Self {
            model: model.name().to_owned(),
            version: model.version().map(str::to_owned),
            fingerprint: model.fingerprint().to_owned(),
            lists: lists(model),
            rows: all.all.rows,
            weight: all.all.weight(),
            notes: population.notes.clone(),
            outcomes: outcomes
                .iter()
                .enumerate()
                .map(|(at, outcome)| of_outcome(&counts, at, outcome))
                .collect(),
            statuses: names.into_iter().zip(&counts.statuses).map(|(id, own)| group(id, own, all)).collect(),
            icps,
            attributes,
            overlap: overlap(population, &counts),
        }
    }

    /// The report as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// A criterion that seems to earn its place because it reads an attribute that gives the outcome away may leak it.
fn suspect(model: &icp_core::Model, icp: &mut IcpReport, attributes: &[AttributeReport]) {
    let infos = model.criterion_infos();
    for criterion in &mut icp.criteria {
        let own = infos.iter().find(|info| {
            *info.icp == *icp.icp && *info.scorecard == *criterion.scorecard && *info.id == *criterion.id
        });
        let read = || own.iter().flat_map(|info| info.attributes.iter());
        for trial in criterion.trials.iter_mut().filter(|trial| trial.verdict == Verdict::Earns) {
            let leaks = |name: &str| {
                attributes.iter().any(|one| one.name == name && one.leaks.contains(&trial.outcome))
            };
            if read().any(|name| leaks(name)) {
                trial.verdict = Verdict::Leak;
            }
        }
    }
}

fn of_outcome(counts: &Counts, at: usize, outcome: &Outcome) -> OutcomeReport {
    let (won, lost) = counts.all.of(at);
    let ranked = counts.ranked.get(at);
    let values = || counts.icps.first().and_then(|icp| icp.values.get(at)).into_iter().flatten();
    let known = if outcome.is_value() {
        values().map(|ranked| ranked.totals().0.rows).sum()
    } else {
        won.rows + lost.rows
    };
    let judged = ranked.filter(|_| !outcome.is_value());
    let gain = |share| judged?.gain(share);
    OutcomeReport {
        name: outcome.name(),
        is_value: outcome.is_value(),
        rate: Rate::of(&won, &lost, CONFIDENCE),
        open: counts.all.all.rows.saturating_sub(known),
        auc: judged.and_then(|ranked| ranked.delong(CONFIDENCE)),
        ks: judged.and_then(Ranked::ks),
        gini: judged.and_then(Ranked::gini),
        gains: [0.1, 0.2, 1.0 / 3.0, 0.5].into_iter().filter_map(gain).collect(),
        curve: (0..=20).filter_map(|step| gain(f64::from(step) / 20.0)).collect(),
        coverage_auc: counts
            .coverage
            .get(at)
            .filter(|_| !outcome.is_value())
            .and_then(|r| r.delong(CONFIDENCE)),
    }
}

/// Some rows beside all rows.
fn group(id: String, own: &Tally, all: &Tally) -> Group {
    let rates: Vec<Option<Rate>> =
        own.outcomes.iter().map(|(won, lost)| Rate::of(won, lost, CONFIDENCE)).collect();
    let base = |at: usize| {
        let (won, lost) = all.of(at);
        Rate::of(&won, &lost, CONFIDENCE).filter(|base| base.won > 0.0)
    };
    let lift = rates.iter().enumerate().map(|(at, rate)| Some(rate.as_ref()?.rate / base(at)?.rate));
    let captured = own.outcomes.iter().enumerate().map(|(at, (won, _))| Some(won.weight() / base(at)?.won));
    let whole = all.all.weight();
    Group {
        id,
        rows: own.all.rows,
        share: if whole > 0.0 { own.all.weight() / whole } else { 0.0 },
        lift: lift.collect(),
        captured: captured.collect(),
        means: vec![None; rates.len()],
        rates,
    }
}

fn of_icp(population: &Population, counts: &Counts, at: usize) -> Option<IcpReport> {
    let (model, outcomes) = (&population.model, &*population.outcomes);
    let (icp, own) = (model.icp(at)?, counts.icps.get(at)?);
    let names = STATUSES.map(|status| status.as_str().to_owned());
    let mut tiers: Vec<Group> = icp
        .fit
        .tiers
        .iter()
        .zip(&own.tiers)
        .map(|(tier, tally)| group(tier.id.to_string(), tally, &counts.all))
        .collect();
    tiers.push(group("none".to_owned(), &untiered(own, &counts.all), &counts.all));
    for (at, values) in own.values.iter().enumerate() {
        for (tier, values) in tiers.iter_mut().zip(values) {
            if let Some(place) = tier.means.get_mut(at) {
                *place = mean(values);
            }
        }
    }
    let (of_exclusions, of_criteria) = edges(model, at);
    let far = |edges: &[Option<crate::population::Edge<'_>>], place: usize, far| {
        let edge = edges.get(place)?.as_ref()?;
        Distances::of(model.definition().attributes.get(edge.attribute)?, far)
    };
    let exclusions: Vec<&Exclusion> = model.definition().exclusions.iter().chain(&icp.exclusions).collect();
    let exclusions =
        exclusions.into_iter().zip(&own.exclusions).enumerate().map(|(place, (exclusion, own))| {
            ExclusionReport {
                id: exclusion.id.to_string(),
                holds: own.holds.all.rows,
                alone: own.alone.all.rows,
                kept_out: own.kept_out.all.rows,
                far: far(&of_exclusions, place, &own.far),
                rates: own.holds.outcomes.iter().map(|(won, lost)| Rate::of(won, lost, CONFIDENCE)).collect(),
            }
        });
    let bounds =
        icp.fit.tiers.iter().filter_map(|tier| Some((tier.id.to_string(), tier.from.as_ref()?.to_f64())));
    let words = AnswerWords::of(model, at);
    let ids: Vec<&str> = model.criteria(at).map(|criterion| &*criterion.id).collect();
    let of_fit = icp.fit.criteria.len();
    let contributions: Vec<Contributions> =
        (0..outcomes.len()).map(|outcome| Contributions::new(&own.profiles, outcome)).collect();
    let by_value: Vec<Option<ValueContributions>> = outcomes
        .iter()
        .zip(&own.by_value)
        .map(|(outcome, profiles)| outcome.is_value().then(|| ValueContributions::new(profiles)))
        .collect();
    let infos = model.criterion_infos();
    let criteria = model.criteria(at).zip(&own.criteria).enumerate().map(|(place, (criterion, counted))| {
        let all = counted.statuses.iter().fold(Sum::default(), |sum, one| sum.and(one)).weight();
        let share = |sum: &Sum| if all > 0.0 { sum.weight() / all } else { 0.0 };
        let scorecard = if place < of_fit { "fit" } else { "intent" };
        let info = infos
            .iter()
            .find(|info| *info.icp == *icp.id && info.scorecard == scorecard && *info.id == *criterion.id);
        let trial = |(number, outcome): (usize, &Outcome)| {
            let case = Case {
                icp: own,
                contributions: contributions.get(number)?,
                of_fit: place < of_fit,
                ids: ids.clone(),
                words: words.get(place)?,
                at: place,
                outcome: number,
                name: outcome.name(),
            };
            match by_value.get(number)? {
                Some(value) => case.judge_value(value),
                None => case.judge(),
            }
        };
        CriterionReport {
            id: criterion.id.to_string(),
            label: criterion.label().to_owned(),
            weight: info.map_or(0.0, |info| info.weight),
            statuses: WORDS
                .iter()
                .zip(&counted.statuses)
                .map(|(status, sum)| (status.as_str().to_owned(), share(sum)))
                .collect(),
            scorecard: scorecard.to_owned(),
            kept_out: counted.kept_out.all.rows,
            far: far(&of_criteria, place, &counted.far),
            trials: outcomes.iter().enumerate().filter_map(trial).collect(),
        }
    });
    let judged = outcomes.iter().enumerate().map(|(number, outcome)| {
        let value = by_value.get(number).and_then(Option::as_ref);
        judge(own, &counts.all, &tiers, (number, outcome), value)
    });
    Some(IcpReport {
        icp: icp.id.to_string(),
        statuses: names.into_iter().zip(&own.statuses).map(|(id, one)| group(id, one, &counts.all)).collect(),
        bounds: bounds.collect(),
        scores: scores(&own.profiles.all(SCORE), population.want.and_then(|want| cut(own, want))),
        judged: judged.collect(),
        exclusions: exclusions.collect(),
        criteria: criteria.collect(),
        tiers,
    })
}

/// The statuses of a criterion, in the order of its counts.
const WORDS: [CriterionStatus; 6] = [
    CriterionStatus::Fit,
    CriterionStatus::Partial,
    CriterionStatus::None,
    CriterionStatus::Misfit,
    CriterionStatus::Unknown,
    CriterionStatus::NotApplicable,
];

/// The rows of an icp without a tier.
fn untiered(own: &IcpCounts, all: &Tally) -> Tally {
    let mut rest = all.clone();
    for tier in &own.tiers {
        rest.take(tier);
    }
    rest
}

fn mean(values: &Ranked<i64>) -> Option<Mean> {
    Mean::of(values.entries().iter().map(|entry| (from_ordered(entry.key), entry.won)))
}

fn judge(
    own: &IcpCounts,
    all: &Tally,
    tiers: &[Group],
    (at, outcome): (usize, &Outcome),
    value: Option<&ValueContributions<'_>>,
) -> Judged {
    let mut bins: Vec<Bin> = own.tiers.iter().map(|tally| tally.of(at)).collect();
    bins.push(untiered(own, all).of(at));
    let test = if outcome.is_value() { by_value(tiers, at) } else { rates_differ(&bins) };
    let differs = test.is_some_and(|test| test.p < ALARM);
    let ranked = (!outcome.is_value()).then(|| own.profiles.ranked(SCORE, at));
    let ranked = ranked.as_ref();
    // Without intent no account has a score of it.
    let intent = (!outcome.is_value()).then(|| own.profiles.ranked(INTENT, at));
    let intent = intent.filter(|ranked| ranked.entries().iter().any(|entry| entry.key.is_some()));
    // The accounts without a tier come last, and are no tier below the others.
    let real = tiers.split_last().map(|(_, real)| real).unwrap_or_default();
    let upside_down = real.iter().zip(real.iter().skip(1)).find_map(|(upper, lower)| {
        let (a, b) = (upper.rates.get(at)?.as_ref()?, lower.rates.get(at)?.as_ref()?);
        (a.interval.high < b.interval.low).then(|| (upper.id.clone(), lower.id.clone()))
    });
    let auc = match value {
        Some(value) => value.auc(),
        None => ranked.and_then(|ranked| ranked.delong(CONFIDENCE)),
    };
    let says = match (&test, differs, &upside_down) {
        (None, ..) => "There is nothing to compare yet.".to_owned(),
        (Some(test), false, _) => {
            format!("No tier differs from the others by more than chance would give (p = {:.2}).", test.p)
        }
        (Some(_), true, Some((upper, lower))) => {
            format!("Tiers differ, and tier {lower} is won more often than tier {upper} above it.")
        }
        (Some(test), true, None) => format!("Tiers differ (p = {}).", small(test.p)),
    };
    let calibration = ranked.map(|ranked| ranked.calibrated(10, CONFIDENCE)).unwrap_or_default();
    Judged {
        outcome: outcome.name(),
        auc,
        intent_auc: intent.and_then(|ranked| ranked.delong(CONFIDENCE)),
        ks: ranked.and_then(Ranked::ks),
        calibration: calibration.iter().map(CalibratedScore::of).collect(),
        test,
        differs,
        upside_down,
        says,
    }
}

/// A chance in a few digits.
fn small(p: f64) -> String {
    if p < 0.0001 { "below 0.0001".to_owned() } else { format!("{p:.4}") }
}

/// The best tier with values against all others.
fn by_value(tiers: &[Group], at: usize) -> Option<crate::stats::Test> {
    let means: Vec<Mean> = tiers.iter().filter_map(|tier| *tier.means.get(at)?).collect();
    let (best, rest) = means.split_first()?;
    let n: f64 = rest.iter().map(|one| one.rows as f64).sum();
    let mean = rest.iter().map(|one| one.mean * one.rows as f64).sum::<f64>() / n;
    let squares = rest.iter().map(|one| {
        let own = one.deviation.unwrap_or(0.0);
        own * own * (one.rows as f64 - 1.0) + one.rows as f64 * (one.mean - mean) * (one.mean - mean)
    });
    let own = best.deviation?;
    welch((best.rows as f64, best.mean, own * own), (n, mean, squares.sum::<f64>() / (n - 1.0)))
}
