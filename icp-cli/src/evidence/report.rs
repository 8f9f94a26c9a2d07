//! `icp report`: a population under a model, and what its outcomes say of the model.

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::EvidenceError;

use super::read::{Counter, Population};
use super::{Answer, asked, open, refused, write};
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
    let outcomes = args.outcomes.all();
    let asked = asked(&outcomes, counted);
    let mut population = icp_evidence::Population::new(&model, outcomes);
    if let Some(weight) = &counted.weight {
        population = population.weighted_by(weight);
    }
    let file = Population {
        models: &[&model],
        path: &args.accounts,
        counted,
        asked: &asked,
        as_of: args.as_of.unwrap_or_else(today),
        quiet: false,
    };
    let name = file.read(&mut population)?;
    let report = population.report().map_err(|error| refused(&name, error))?;
    let answer = Answer {
        text: &|columns| report.to_text_within(columns),
        markdown: &|| report.to_markdown(),
        html: &|| report.to_html(),
        json: &|| report.to_json(),
    };
    write(counted, to, &answer)
}
