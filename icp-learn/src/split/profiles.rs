//! The steps from a table to a profile for each group.

use super::found::{Group, Split};
use super::groups::{Dealt, SplitBy, deal, refused};
use super::trial;
use crate::at::At;
use crate::chance::{chance, log_odds};
use crate::prepare::Prepared;
use crate::suspect::shift;
use crate::table::{Judged, Table};
use crate::{Against, Fate, LearnError, Learned, Settings, learn};

/// Learns a profile for each group of accounts by the values of a column, and tests whether several profiles are better than one.
///
/// Each text with at least 10 won and 10 lost accounts is a group, as are true and false; all other texts together are one. Numbers are
/// cut where `by` says. At most twelve groups are made.
///
/// # Errors
/// As [`learn`], and [`LearnError::Split`] for a column that makes no two groups.
///
/// ```
/// use icp_learn::{Column, Judged, Settings, SplitBy, TableBuilder, Values, learn_split};
/// // In one half of the accounts the large ones are won, in the other half the small ones.
/// let rows = 0..1200;
/// let employees = rows.clone().map(|row| f64::from(row % 100)).collect();
/// let country = rows.clone().map(|row| u32::from(row % 200 >= 100)).collect();
/// let won = |row: i32| ((row % 100 >= 50) == (row % 200 >= 100)) == (row / 200 % 4 != 0);
/// let table = TableBuilder::new(rows.map(|row| if won(row) { Judged::Won } else { Judged::Lost }).collect())
///     .column(Column::new("employees", Values::Number(employees)))
///     .column(Column::new("country", Values::Text { codes: country, names: vec!["DE".into(), "US".into()] }))
///     .build()
///     .unwrap();
/// let split = learn_split(&table, 1, &SplitBy::parse("country"), &Settings::default()).unwrap();
/// assert_eq!(split.groups.iter().map(|group| &*group.name).collect::<Vec<_>>(), ["DE", "US"]);
/// assert!(split.test.unwrap().is_better());
/// ```
pub fn learn_split(
    table: &Table,
    column: usize,
    by: &SplitBy,
    settings: &Settings,
) -> Result<Split, LearnError> {
    settings.check()?;
    if settings.against == Against::Reference {
        return Err(refused(by, "best customers against a reference cannot be split into groups", None));
    }
    let Dealt { groups, of_row } = deal(table, column, by)?;
    let judged = |row: usize| table.outcome().get(row).copied().unwrap_or(Judged::Open);
    let open = (0..table.rows()).filter(|row| !table.is_used(*row)).count() as u64;
    let is_out = |row: &usize| table.is_used(*row) && of_row.at(*row).is_none();
    let left_out = (0..table.rows()).filter(is_out).count() as u64;
    let outcome_of = |wanted: &dyn Fn(Option<u8>) -> bool| -> Vec<Judged> {
        let one = |row| if wanted(of_row.at(row)) { judged(row) } else { Judged::Open };
        (0..table.rows()).map(one).collect()
    };
    let whole = table.with_outcome(outcome_of(&|group| group.is_some()));
    let prepared = Prepared::new(&whole, settings)?;
    let base_shift = settings.base_rate.map(|base| shift(prepared.counts.rate().unwrap_or(0.5), base));
    let mut learned_groups = Vec::new();
    for (place, (name, cells)) in (0u8..).zip(groups) {
        let part = table.with_outcome(outcome_of(&|group| group == Some(place)));
        let mut own = settings.clone();
        let rows: Vec<usize> = (0..table.rows()).filter(|row| of_row.at(*row) == Some(place)).collect();
        let weight = |row: &usize| table.weight.as_ref().map_or(1.0, |weights| weights.at(*row));
        if let Some(base_shift) = base_shift {
            let (won, all) = rows.iter().filter(|row| table.is_used(**row)).fold((0.0, 0.0), |sum, row| {
                let weight = weight(row);
                (sum.0 + weight * f64::from(u8::from(judged(*row) == Judged::Won)), sum.1 + weight)
            });
            own.base_rate = Some(chance(log_odds(won / all) + base_shift));
        }
        let mut learned = learn(&part, &own)?;
        learned.left_out = rows.iter().filter(|row| !table.is_used(**row)).count() as u64;
        let market = rows.iter().map(weight).sum();
        let rate = own.base_rate.or(learned.counts.rate()).unwrap_or_default();
        learned_groups.push(Group { name, cells, market, rate, learned });
    }
    // A column that tells the outcome of one group afterwards is used in neither side of the test.
    let late: Vec<usize> = (0..table.columns().len())
        .filter(|column| learned_groups.iter().any(|group| is_late(&group.learned, *column)))
        .collect();
    let sizes: Vec<_> = learned_groups.iter().map(|group| group.learned.size).collect();
    let test = (settings.folds > 0).then(|| trial::test(&whole, &prepared, &of_row, &sizes, &late, settings));
    Ok(Split { column, groups: learned_groups, left_out, open, test: test.flatten() })
}

fn is_late(learned: &Learned, column: usize) -> bool {
    let fate = learned.columns.get(column).map(|story| story.fate);
    matches!(fate, Some(Fate::Late(_) | Fate::KnownLater))
}
