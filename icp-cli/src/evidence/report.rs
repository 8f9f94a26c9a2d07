//! `icp report`: a population under a model, and what its outcomes say of the model.

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::EvidenceError;

use super::best::Wanted;
use super::read::{Counter, Population};
use super::{asked, open, refused, write};
use crate::args::Report;
use crate::failure::Failure;
use crate::today::today;
use crate::{load, stop};

impl Counter for icp_evidence::Population {
    fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        Self::add(self, columns, options)
    }

    fn intakes(&self) -> Vec<&Intake> {
        vec![self.intake()]
    }
}

/// Counts the accounts and writes the report.
pub(crate) fn run(args: &Report) -> Result<(), Failure> {
    let counted = &args.counted;
    counted.check(&[&args.model, &args.accounts])?;
    stop::watch();
    let to = open(counted, &[&args.model, &args.accounts])?;
    let model = load::given(&args.model, &counted.given)?;
    let mut outcomes = args.outcomes.all();
    let mut asked = asked(&outcomes, counted);
    let mut best = Wanted::new(&args.outcomes.best, &[&args.accounts], &mut outcomes, &mut asked)?;
    let mut population = icp_evidence::Population::new(&model, outcomes);
    if let Some(weight) = &counted.weight {
        population = population.weighted_by(weight);
    }
    if let Some(wanted) = args.want {
        population = population.want(f64::from(wanted));
    }
    let file = Population {
        models: &[&model],
        path: &args.accounts,
        counted,
        asked: &asked,
        as_of: args.day.as_of.unwrap_or_else(today),
        quiet: false,
    };
    if let Some(says) = best.rank(&[&file])? {
        population = population.note(says);
    }
    let name = best.count(&file, &mut population)?;
    let report = population.report().map_err(|error| refused(&name, error))?;
    write(counted, to, &report)
}
