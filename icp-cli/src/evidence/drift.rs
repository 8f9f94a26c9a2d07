//! `icp drift`: one model on two populations. Its exit code says whether a review is asked for.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::{EvidenceError, Periods};

use super::read::{Counter, Population};
use super::{Answer, asked, open, refused, write};
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
pub(crate) fn run(args: &Drift) -> ExitCode {
    match drift(args) {
        Ok(true) => ExitCode::from(REVIEW),
        Ok(false) => ExitCode::SUCCESS,
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
    let outcomes = args.outcomes.all();
    let mut asked = asked(&outcomes, counted);
    asked.extend(args.on.iter().map(|column| ("--on", column.clone())));
    let as_of = args.as_of.unwrap_or_else(today);
    let count = |path: &Path| {
        let mut population = icp_evidence::Population::new(&model, outcomes.clone());
        if let Some(weight) = &counted.weight {
            population = population.weighted_by(weight);
        }
        let models = &[&model];
        let file = Population { models, path, counted, asked: &asked, as_of, quiet: false };
        file.read(&mut population).map(|name| (population, name))
    };
    if let (Some(by), Some(day)) = (args.by, &args.on) {
        let mut periods = Periods::new(&model, outcomes.clone(), day, by.into());
        if let Some(weight) = &counted.weight {
            periods = periods.weighted_by(weight);
        }
        let (models, path) = (&[&model], args.before.as_path());
        let file = Population { models, path, counted, asked: &asked, as_of, quiet: false };
        let name = file.read(&mut periods)?;
        let found = periods.drift().map_err(|error| refused(&name, error))?;
        let answer = Answer {
            text: &|columns| found.to_text_within(columns),
            markdown: &|| found.to_markdown(),
            html: &|| found.to_html(),
            json: &|| found.to_json(),
        };
        write(counted, to, &answer)?;
        return Ok(found.review.is_some());
    }
    let Some(after) = &args.after else {
        return Err(Failure::Usage("the accounts of now are missing".to_owned()));
    };
    let ((before, _), (after, name)) = (count(&args.before)?, count(after)?);
    let found = icp_evidence::Drift::between(&before, &after).map_err(|error| refused(&name, error))?;
    let answer = Answer {
        text: &|columns| found.to_text_within(columns),
        markdown: &|| found.to_markdown(),
        html: &|| found.to_html(),
        json: &|| found.to_json(),
    };
    write(counted, to, &answer)?;
    Ok(found.review.is_some())
}
