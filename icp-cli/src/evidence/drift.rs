//! `icp drift`: one model on two populations. Its exit code says whether a review is asked for.

use std::path::{Path, PathBuf};

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::{EvidenceError, Periods};

use super::best::Wanted;
use super::read::{Counter, Population};
use super::{asked, open, refused, write};
use crate::args::Drift;
use crate::failure::Failure;
use crate::today::today;
use crate::{load, stop};

impl Counter for Periods {
    fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        Self::add(self, columns, options)
    }

    fn intakes(&self) -> Vec<&Intake> {
        vec![self.intake()]
    }
}

/// The exit code where something asks for a review.
const REVIEW: u8 = 3;

/// Counts both populations and writes how they differ.
pub(crate) fn run(args: &Drift) -> u8 {
    match drift(args) {
        Ok(true) => REVIEW,
        Ok(false) => 0,
        Err(failure) => failure.report(),
    }
}

/// Whether something asks for a review.
fn drift(args: &Drift) -> Result<bool, Failure> {
    let counted = &args.counted;
    let files: Vec<&Path> =
        [&args.model, &args.before].into_iter().chain(&args.after).map(PathBuf::as_path).collect();
    counted.check(&files)?;
    stop::watch();
    let to = open(counted, &files)?;
    let model = load::given(&args.model, &counted.given)?;
    let mut outcomes = args.outcomes.all();
    let mut asked = asked(&outcomes, counted);
    asked.extend(args.on.iter().map(|column| ("--on", column.clone())));
    let accounts = files.get(1..).unwrap_or_default();
    let mut best = Wanted::new(&args.outcomes.best, accounts, &mut outcomes, &mut asked)?;
    let as_of = args.day.as_of.unwrap_or_else(today);
    let models = &[&model];
    let file = |path| Population { models, path, counted, asked: &asked, as_of, quiet: false };
    let before = file(&args.before);
    if let (Some(by), Some(day)) = (args.by, &args.on) {
        let mut periods = Periods::new(&model, outcomes.clone(), day, by.into());
        if let Some(weight) = &counted.weight {
            periods = periods.weighted_by(weight);
        }
        best.rank(&[&before])?;
        let name = best.count(&before, &mut periods)?;
        let found = periods.drift().map_err(|error| refused(&name, error))?;
        write(counted, to, &found)?;
        return Ok(found.review.is_some());
    }
    let Some(after) = &args.after else {
        return Err(Failure::Usage("the accounts of now are missing".to_owned()));
    };
    let after = file(after);
    // Ranks are over both files: the best of each alone would be the same share of both.
    best.rank(&[&before, &after])?;
    let mut count = |file: &Population<'_>| {
        let mut population = icp_evidence::Population::new(&model, outcomes.clone());
        if let Some(weight) = &counted.weight {
            population = population.weighted_by(weight);
        }
        best.count(file, &mut population).map(|name| (population, name))
    };
    let ((before, _), (after, name)) = (count(&before)?, count(&after)?);
    let found = icp_evidence::Drift::between(&before, &after).map_err(|error| refused(&name, error))?;
    write(counted, to, &found)?;
    Ok(found.review.is_some())
}
