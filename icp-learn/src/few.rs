//! Cards for few won or lost rows, and for best customers against a reference population: each column by itself, without choosing by steps,
//! which would follow chance.

use crate::at::At;
use crate::codes::Feature;
use crate::fit::{Chosen, Close, Fitted, Patterns, Pull, constant, slopes};
use crate::gain::Gained;
use crate::sample::Sample;
use crate::select::{Choice, Problem};

/// Slopes are pulled to this.
const SLOPE: f64 = 0.6;
/// As by this many rows.
const ROWS: f64 = 200.0;
/// Best customers that a share of the reference counts as, against large lifts of small bands.
const PRIOR: f64 = 10.0;

/// The columns that gain most alone.
fn strongest(problem: &Problem<'_>, alone: &[Option<Gained>]) -> Vec<Chosen> {
    let mut found: Vec<(usize, &Gained)> =
        alone.iter().enumerate().filter_map(|(feature, gained)| Some((feature, gained.as_ref()?))).collect();
    found.retain(|(_, gained)| gained.gain > 0.0 && !gained.shape.is_flat());
    found.sort_by(|a, b| b.1.gain.total_cmp(&a.1.gain).then(a.0.cmp(&b.0)));
    let next = found.get(problem.settings.max_criteria).map(|(feature, _)| *feature);
    found.truncate(problem.settings.max_criteria);
    let chosen = |(feature, gained): (usize, &Gained)| Chosen {
        feature,
        shape: gained.shape.clone(),
        given: false,
        gain: gained.gain,
        runner_up: next,
    };
    found.into_iter().map(chosen).collect()
}

/// The strongest columns with slopes that are pulled to a common one.
pub(crate) fn few(problem: &Problem<'_>, alone: &[Option<Gained>]) -> Choice {
    let chosen = strongest(problem, alone);
    let patterns = Patterns::new(problem.sample, &chosen);
    let start = Fitted { slopes: vec![SLOPE; chosen.len()], ..constant(problem.sample) };
    let fitted = slopes(&patterns, &chosen, &start, Pull { to: SLOPE, rows: ROWS }, Close::Exact);
    Choice { chosen, fitted }
}

/// The strongest columns with the logarithm of how much more frequent each band is among the best customers than in the reference
/// population: ln((k_b + a r_b) / (K + a) / r_b), with k_b of the K best customers and the share r_b of the reference in band b.
pub(crate) fn lift(problem: &Problem<'_>, alone: &[Option<Gained>]) -> Choice {
    let chosen = strongest(problem, alone);
    let values = chosen.iter().map(|chosen| lifts(chosen, problem.features, problem.sample)).collect();
    let slopes = vec![1.0; chosen.len()];
    Choice { fitted: Fitted { values, slopes, ..constant(problem.sample) }, chosen }
}

fn lifts(chosen: &Chosen, features: &[Feature], sample: &Sample) -> Vec<f64> {
    let bands = chosen.shape.values.len();
    let (mut best, mut reference) = (vec![0.0; bands], vec![0.0; bands]);
    debug_assert!(chosen.feature < features.len());
    for (row, code) in sample.codes_of(chosen.feature).iter().enumerate() {
        let band = chosen.shape.band_of.at(*code as usize) as usize;
        let side = if sample.won.at(row) > 0 { &mut best } else { &mut reference };
        side.more(band, sample.weight(row));
    }
    // A band is compared among the rows that have a value, or missing among all, so that what is missing is neutral where it is rare.
    let skip = usize::from(chosen.shape.is_missing_neutral);
    let (all_best, all_reference): (f64, f64) =
        (best.iter().skip(skip).sum(), reference.iter().skip(skip).sum());
    let of = |(band, (best, reference)): (usize, (&f64, &f64))| {
        if band < skip || all_reference <= 0.0 {
            return 0.0;
        }
        // A band that the reference does not have counts as half a row of it.
        let share = reference.max(0.5) / all_reference;
        libm::log((best + PRIOR * share) / (all_best + PRIOR) / share)
    };
    best.iter().zip(&reference).enumerate().map(of).collect()
}
