//! The steps from a table to a card, in order.

use crate::card::{Card, Line};
use crate::fit::log_odds;
use crate::learned::{ColumnStory, Fate, Learned, Size};
use crate::points::{CodedCard, in_points, readable};
use crate::prepare::Prepared;
use crate::sample::Sample;
use crate::select::{Choice, Problem, SCREEN};
use crate::table::{Judged, Table};
use crate::tiers::{ByScore, line, tiers};
use crate::{LearnError, Settings, Warning};

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
/// let card = learn(&table, &Settings { permutations: 0, ..Settings::default() }).unwrap().card.unwrap();
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
    if prepared.size == Size::None {
        let counts = learned.counts;
        learned.warnings.push(Warning::TooFew { won: counts.won, lost: counts.rows - counts.won });
        return Ok(learned);
    }
    let allowed = vec![true; prepared.features.len()];
    let sample = prepared.fitted();
    let problem = Problem { features: &prepared.features, sample, settings, allowed: &allowed };
    let alone = problem.alone();
    let choice = problem.choose(&alone);
    let coded = in_points(&choice, sample, settings.points);
    for (feature, gained) in prepared.features.iter().zip(&alone) {
        let (Some(gained), Some(story)) = (gained, learned.columns.get_mut(feature.subject.column)) else {
            continue;
        };
        story.gain = Some(story.gain.map_or(gained.gain, |before| before.max(gained.gain)));
        story.fate =
            if story.gain.is_some_and(|gain| gain >= SCREEN) { Fate::NotChosen } else { Fate::SaysNothing };
    }
    if coded.criteria.is_empty() {
        learned.warnings.push(Warning::NothingHolds);
        return Ok(learned);
    }
    for criterion in &coded.criteria {
        let subject = prepared.features.get(criterion.feature).map(|feature| feature.subject);
        let Some(story) = subject.and_then(|subject| learned.columns.get_mut(subject.column)) else {
            continue;
        };
        story.fate = Fate::Used;
        let runner_up = choice.chosen.get(criterion.place).and_then(|chosen| chosen.runner_up);
        story.runner_up = runner_up
            .and_then(|feature| prepared.features.get(feature))
            .map(|feature| feature.subject.column);
    }
    learned.card = Some(written(&coded, &choice, &prepared, settings));
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
    let open = (0..table.rows()).filter(|row| !table.is_used(*row)).count() as u64;
    debug_assert!(table.outcome().iter().filter(|judged| **judged == Judged::Open).count() as u64 <= open);
    let accounts =
        prepared.groups.as_ref().map(|groups| groups.iter().max().map_or(0, |most| u64::from(*most) + 1));
    Learned {
        card: None,
        size: prepared.size,
        against: settings.against,
        counts: prepared.counts,
        accounts,
        left_out: open,
        signal: None,
        judged: None,
        columns: columns.collect(),
        warnings: Vec::new(),
    }
}

/// The card as people read it, with the counts of all rows.
fn written(coded: &CodedCard, choice: &Choice, prepared: &Prepared, settings: &Settings) -> Card {
    let all: &Sample = &prepared.all;
    let of = |criterion| {
        let criterion: &crate::points::CodedCriterion = criterion;
        let chosen = choice.chosen.get(criterion.place)?;
        let feature = prepared.features.get(criterion.feature)?;
        Some(readable(criterion, chosen, feature, all, prepared.unit))
    };
    let criteria = coded.criteria.iter().filter_map(of).collect();
    let by_score = ByScore::new(&coded.scores(all), all, prepared.unit);
    let mut card = Card { criteria, pairs: Vec::new(), tiers: tiers(&by_score), line: None };
    let least = card.span().0;
    if let Some(last) = card.tiers.last_mut() {
        last.from = last.from.min(least);
    }
    card.line = Some(shifted(line(&by_score), prepared, settings));
    card
}

/// The line at the true base rate: a sample with more or fewer won rows moves the log odds of all scores alike (Prentice and Pyke 1979).
fn shifted(line: Line, prepared: &Prepared, settings: &Settings) -> Line {
    let sample = prepared.counts.rate().unwrap_or(0.5);
    let shift = settings.base_rate.map_or(0.0, |rate| log_odds(rate) - log_odds(sample));
    Line { intercept: line.intercept + shift, slope: line.slope }
}
