//! `icp drift`: one model on two populations. Its exit code says whether a review is asked for.

use std::process::ExitCode;

use super::read::Population;
use super::{Answer, asked, open, refused, write};
use crate::args::Drift;
use crate::failure::Failure;
use crate::today::today;
use crate::{load, stop};

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
    counted.check(&[&args.model, &args.before, &args.after])?;
    stop::watch();
    let to = open(counted, &[&args.model, &args.before, &args.after])?;
    let model = load::given(&args.model, &counted.given)?;
    let outcomes = args.outcomes.all();
    let asked = asked(&outcomes, counted);
    let as_of = args.as_of.unwrap_or_else(today);
    let count = |path| {
        let mut population = icp_evidence::Population::new(&model, outcomes.clone());
        if let Some(weight) = &counted.weight {
            population = population.weighted_by(weight);
        }
        let models = &[&model];
        let file = Population { models, path, counted, asked: &asked, as_of, quiet: false };
        file.read(&mut population).map(|name| (population, name))
    };
    let ((before, _), (after, name)) = (count(&args.before)?, count(&args.after)?);
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
