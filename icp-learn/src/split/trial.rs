//! One profile against several, on rows that neither was fitted to: the AUC within groups, which no difference between the win rates of
//! groups can change.

use icp_evidence::stats::{Paired, PairedAuc, Weight};

use super::found::SplitTest;
use crate::at::At;
use crate::prepare::Prepared;
use crate::sample::Sample;
use crate::select::Problem;
use crate::steps::Made;
use crate::table::Table;
use crate::tune::{Gain, gain};
use crate::{Settings, Size, late, threads};

/// The AUCs of a fold of a group, and the weight of its pairs of won and lost rows.
type Compared = Option<(PairedAuc, f64)>;

/// The test; `None` where no fold of a group has won and lost rows.
pub(super) fn test(
    table: &Table,
    prepared: &Prepared,
    of_row: &[Option<u8>],
    sizes: &[Size],
    late: &[usize],
    settings: &Settings,
) -> Option<SplitTest> {
    let sample = prepared.fitted();
    let group: Vec<u8> =
        prepared.rows.iter().map(|row| of_row.at(*row as usize).unwrap_or(u8::MAX)).collect();
    let allowed = allowed(table, prepared, late, settings);
    let one_thread = Settings { threads: 1, ..settings.clone() };
    let folds = threads::map(settings.folds, settings.threads, |fold| {
        let is_held = |row: usize| usize::from(sample.outer.at(row)) == fold;
        let fitted = sample.part(|row| !is_held(row));
        let problem = Problem {
            features: &prepared.features,
            sample: &fitted,
            settings: &one_thread,
            allowed: &allowed,
        };
        let one = Made::new(&problem, prepared.size);
        let each = sizes.iter().enumerate().map(|(at, size)| {
            let is_own = |row: usize| usize::from(group.at(row)) == at;
            let own = sample.part(|row| is_own(row) && !is_held(row));
            let held = sample.part(|row| is_own(row) && is_held(row));
            let (won, lost) = own.classes();
            if won == 0 || lost == 0 || held.rows() == 0 {
                return None;
            }
            let made = Made::new(&Problem { sample: &own, ..problem }, *size);
            compared(&one.scores(&held), &made.scores(&held), &held)
        });
        each.collect::<Vec<Compared>>()
    });
    let of_group = |at: usize| pooled(folds.iter().filter_map(|fold| fold.get(at)), prepared.effective);
    Some(SplitTest {
        gain: pooled(folds.iter().flatten(), prepared.effective)?,
        groups: (0..sizes.len()).map(of_group).collect(),
    })
}

/// The features that both sides may use.
fn allowed(table: &Table, prepared: &Prepared, late: &[usize], settings: &Settings) -> Vec<bool> {
    let everything = vec![true; prepared.features.len()];
    let all =
        Problem { features: &prepared.features, sample: prepared.fitted(), settings, allowed: &everything };
    let alone = all.alone();
    let of = |(feature, own): (&crate::codes::Feature, &Option<crate::gain::Gained>)| {
        let column = feature.subject.column;
        let is_said = table.columns().get(column).and_then(|column| column.known_before);
        let is_strong = own.as_ref().is_some_and(|own| late::strong(own).is_some());
        !late.contains(&column) && is_said != Some(false) && (is_said == Some(true) || !is_strong)
    };
    prepared.features.iter().zip(&alone).map(of).collect()
}

fn compared(one: &[i64], own: &[i64], held: &Sample) -> Compared {
    let mut paired = Paired::default();
    let (mut won, mut lost) = (0.0, 0.0);
    for (row, (one, own)) in one.iter().zip(own).enumerate() {
        let (is_won, weight) = (held.won.at(row) > 0, held.weight(row));
        // To a thousandth: weights in whole millionths of at most a million.
        let counted = Weight::new((weight.clamp(0.001, 1e6) * 1e3).round() / 1e3).unwrap_or(Weight::ONE);
        paired.add(*one, *own, is_won, counted);
        if is_won { won += weight } else { lost += weight }
    }
    Some((paired.compare(0.95)?, won * lost))
}

/// The mean over folds and groups, by pairs. Rows of one account count as one.
fn pooled<'f>(parts: impl Iterator<Item = &'f Compared>, effective: f64) -> Option<Gain> {
    let (mut before, mut after, mut variance, mut all) = (0.0, 0.0, 0.0, 0.0);
    for (compared, pairs) in parts.flatten() {
        before += pairs * compared.before.auc;
        after += pairs * compared.after.auc;
        let error = pairs * compared.error.unwrap_or(0.5);
        variance += error * error;
        all += pairs;
    }
    (all > 0.0).then(|| gain(before / all, after / all, (variance / effective).sqrt() / all))
}
