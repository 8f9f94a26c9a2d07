//! The steps from a table to an answer, in order.

use crate::at::At;
use crate::card::{Card, Line, Pair};
use crate::gain::Gained;
use crate::judge::{CrossFitted, in_time_order};
use crate::late::{is_late_name, strong, tells};
use crate::learned::{ColumnStory, Fate, Judgement, Learned, Size};
use crate::pairs::extended;
use crate::points::{CodedCriterion, counts_by_code, readable};
use crate::prepare::Prepared;
use crate::select::{Problem, SCREEN};
use crate::settings::Against;
use crate::signal::signal;
use crate::steps::Made;
use crate::suspect::{of_card, shift, suspicions};
use crate::table::Table;
use crate::tiers::{ByScore, by_share, line, tiers, with_slope};
use crate::{LearnError, Settings, Warning};

/// In time order the AUC may fall by this much before it is told.
const FALLS: f64 = 0.03;

/// Learns a card of points from the won and lost rows of a table, or says why there is nothing to learn.
///
/// The same rows in another order, and any number of threads, give the same answer to the bit.
///
/// # Errors
///
/// When a setting is outside its limits, there is no column, or all rows have the same outcome.
///
/// ```
/// use icp_learn::{Column, Judged, Settings, TableBuilder, Values, learn};
/// // Accounts of 50 employees and more are won three times of four, smaller ones once.
/// let rows = 0..400;
/// let employees = rows.clone().map(|row| f64::from(row % 100)).collect();
/// let won = |row: i32| if (row % 100 >= 50) == (row / 100 % 4 != 0) { Judged::Won } else { Judged::Lost };
/// let table = TableBuilder::new(rows.map(won).collect())
///     .column(Column::new("employees", Values::Number(employees)))
///     .build()
///     .unwrap();
/// let learned = learn(&table, &Settings::default()).unwrap();
/// assert!(learned.signal.is_some_and(|signal| signal.is_found()));
/// let card = learned.card.unwrap();
/// assert_eq!(card.criteria.len(), 1);
/// assert!(card.points(&table, 70) > card.points(&table, 20));
/// ```
pub fn learn(table: &Table, settings: &Settings) -> Result<Learned, LearnError> {
    settings.check()?;
    if table.columns().is_empty() {
        return Err(LearnError::NoColumns);
    }
    let prepared = Prepared::new(table, settings)?;
    let mut learned = begun(table, settings, &prepared);
    let counts = learned.counts;
    let (won, lost) = (counts.won, counts.rows - counts.won);
    if prepared.size == Size::None {
        learned.warnings.push(Warning::TooFew { won, lost });
        return Ok(learned);
    }
    if prepared.size == Size::Few {
        let class = if won <= lost { "won" } else { "lost" };
        learned.warnings.push(Warning::Few { events: won.min(lost), class });
    }
    if let Some(accounts) = learned.accounts.filter(|accounts| *accounts < counts.rows) {
        learned.warnings.push(Warning::SharedAccounts { rows: counts.rows, accounts });
    }
    let everything = vec![true; prepared.features.len()];
    let sample = prepared.fitted();
    let all = Problem { features: &prepared.features, sample, settings, allowed: &everything };
    let mut alone = all.alone();
    let allowed = leave_out_late(table, &prepared, &mut alone, &mut learned);
    learned.warnings.extend(suspicions(table, &prepared));
    learned.signal = signal(&prepared, &allowed, settings);
    if let Some(signal) = learned.signal.filter(|signal| !signal.is_found()) {
        learned.warnings.push(Warning::NoSignal { won, lost, p: signal.p, auc: signal.detectable });
        if prepared.size == Size::Joint {
            return Ok(learned);
        }
    }
    let problem = Problem { allowed: &allowed, ..all };
    let made = Made::from(&problem, prepared.size, &alone);
    if made.card.criteria.is_empty() {
        learned.warnings.push(Warning::NothingHolds);
        return Ok(learned);
    }
    for criterion in &made.card.criteria {
        let subject = prepared.features.get(criterion.feature).map(|feature| feature.subject);
        let Some(story) = subject.and_then(|subject| learned.columns.get_mut(subject.column)) else {
            continue;
        };
        story.fate = Fate::Used;
        let runner_up = made.choice.chosen.get(criterion.place).and_then(|chosen| chosen.runner_up);
        story.runner_up = runner_up
            .and_then(|feature| prepared.features.get(feature))
            .map(|feature| feature.subject.column);
    }
    let mut card = readable_card(&made, &prepared);
    let by_score = ByScore::new(&made.scores(&prepared.all), &prepared.all, prepared.unit);
    let is_sure = learned.signal.is_none_or(|signal| signal.is_found());
    match settings.against {
        Against::Reference => card.tiers = by_share(&by_score),
        Against::Lost if is_sure => card.tiers = tiers(&by_score),
        Against::Lost => {}
    }
    let least = card.span().0;
    if let Some(last) = card.tiers.last_mut() {
        last.from = last.from.min(least);
    }
    if settings.against == Against::Lost {
        card.line = Some(line(&by_score));
    }
    judge(&problem, &prepared, &mut card, &by_score, &mut learned);
    learned.warnings.extend(of_card(&card, table, &by_score.scores));
    learned.card = Some(card);
    Ok(learned)
}

/// An answer without a card.
fn begun(table: &Table, settings: &Settings, prepared: &Prepared) -> Learned {
    let columns = table.columns().iter().zip(&prepared.columns).map(|(column, (known, fate))| ColumnStory {
        name: column.name.clone(),
        fate: fate.unwrap_or(Fate::NotLooked),
        known: *known,
        auc: None,
        gain: None,
        chosen: None,
        runner_up: None,
    });
    let accounts =
        prepared.groups.as_ref().map(|groups| groups.iter().max().map_or(0, |most| u64::from(*most) + 1));
    Learned {
        card: None,
        size: prepared.size,
        against: settings.against,
        counts: prepared.counts,
        accounts,
        left_out: table.rows() as u64 - prepared.counts.rows,
        signal: None,
        judged: None,
        columns: columns.collect(),
        warnings: Vec::new(),
    }
}

/// Tells the story of each column alone, and leaves those out that seem to be known only afterwards. Gives the features that may be used.
fn leave_out_late(
    table: &Table,
    prepared: &Prepared,
    alone: &mut [Option<Gained>],
    learned: &mut Learned,
) -> Vec<bool> {
    let mut allowed = vec![true; prepared.features.len()];
    for (at, (feature, own)) in prepared.features.iter().zip(alone.iter_mut()).enumerate() {
        let (Some(gained), Some(column)) = (own.as_ref(), table.columns().get(feature.subject.column)) else {
            continue;
        };
        let Some(story) = learned.columns.get_mut(feature.subject.column) else { continue };
        let is_best = story.gain.is_none_or(|gain| gained.gain > gain);
        if is_best {
            story.gain = Some(gained.gain);
            story.auc = gained.alone.as_ref().and_then(|alone| alone.auc);
        }
        if !matches!(story.fate, Fate::Late(_)) {
            story.fate = if story.gain.is_some_and(|gain| gain >= SCREEN) {
                Fate::NotChosen
            } else {
                Fate::SaysNothing
            };
        }
        let reason = if column.known_before == Some(true) { None } else { strong(gained) };
        if column.known_before == Some(false) || reason.is_some() {
            if let Some(reason) = reason {
                story.fate = Fate::Late(reason);
                learned.warnings.push(Warning::Late { column: column.name.clone(), why: reason.to_string() });
            } else {
                story.fate = Fate::KnownLater;
            }
            allowed.put(at, false);
            *own = None;
        } else if column.known_before.is_none() && is_late_name(&column.name) && tells(gained) {
            let auc = story.auc.unwrap_or(0.5);
            learned.warnings.push(Warning::LateName { column: column.name.clone(), auc });
        }
    }
    allowed
}

/// The criteria as people read them, with the counts of all rows.
fn readable_card(made: &Made, prepared: &Prepared) -> Card {
    let of = |criterion: &CodedCriterion| {
        let chosen = made.choice.chosen.get(criterion.place)?;
        let feature = prepared.features.get(criterion.feature)?;
        Some(readable(criterion, chosen, feature, &prepared.all, prepared.unit))
    };
    let features = prepared.features.len();
    let criteria =
        made.card.criteria.iter().filter(|criterion| criterion.feature < features).filter_map(of).collect();
    let pairs = if made.pairs.is_empty() { Vec::new() } else { readable_pairs(made, prepared) };
    Card { criteria, pairs, tiers: Vec::new(), line: None }
}

fn readable_pairs(made: &Made, prepared: &Prepared) -> Vec<Pair> {
    let all = extended(&prepared.all, &made.pairs);
    let of = |criterion: &CodedCriterion| {
        let pair = made.pairs.get(criterion.feature.checked_sub(prepared.features.len())?)?;
        let gain = made.choice.chosen.get(criterion.place)?.gain;
        let counts = counts_by_code(criterion.feature, &all, prepared.unit).get(2).copied()?;
        pair.readable(criterion, gain, &prepared.features, counts)
    };
    made.card.criteria.iter().filter_map(of).collect()
}

/// Cross-fitted and in time order; the line gets the slope that holds on rows left out, and the true base rate.
fn judge(
    problem: &Problem<'_>,
    prepared: &Prepared,
    card: &mut Card,
    by_score: &ByScore,
    learned: &mut Learned,
) {
    let settings = problem.settings;
    let sample_rate = prepared.counts.rate().unwrap_or(0.5);
    // A sample with more or fewer won rows moves the log odds of all scores alike (Prentice and Pyke 1979).
    let base_shift = settings.base_rate.map_or(0.0, |rate| shift(sample_rate, rate));
    if settings.folds > 0 {
        let cross = CrossFitted::new(problem, prepared.size);
        for (column, story) in learned.columns.iter_mut().enumerate() {
            if story.gain.is_some() {
                story.chosen = Some(cross.chosen(column));
            }
        }
        let shrinkage = cross.shrinkage();
        if let Some(line) = &mut card.line {
            *line = with_slope(by_score, line.slope * shrinkage.clamp(0.0, 1.0));
        }
        let days = prepared.days.as_ref().filter(|_| settings.against == Against::Lost);
        let time = days.and_then(|days| in_time_order(problem, days));
        let tiers = match settings.against {
            Against::Lost => cross.tiers(&card.tiers, prepared.effective, base_shift),
            Against::Reference => Vec::new(),
        };
        let auc = cross.auc();
        if let (Some(time), Some(auc)) = (&time, auc) {
            if time.auc < auc.auc - FALLS {
                learned.warnings.push(Warning::TimeAuc { later: time.auc, random: auc.auc });
            }
            if time.said < time.interval.low || time.said > time.interval.high {
                learned.warnings.push(Warning::TimeRate { was: time.was, said: time.said });
            }
        }
        learned.judged = Some(Judgement { folds: settings.folds, auc, shrinkage, tiers, time });
    }
    if let Some(line) = &mut card.line {
        *line = Line { intercept: line.intercept + base_shift, ..*line };
    }
}
