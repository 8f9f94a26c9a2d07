//! `icp compare`: two models on one population; two scored tables are left to `scored`.

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::EvidenceError;

use super::best::Wanted;
use super::read::{Counter, Population};
use super::{asked, open, refused, write};
use crate::args::Compare;
use crate::failure::Failure;
use crate::today::today;
use crate::{load, stop};

impl Counter for icp_evidence::Compare {
    fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        Self::add(self, columns, options)
    }

    fn intakes(&self) -> Vec<&Intake> {
        Self::intakes(self).iter().collect()
    }
}

/// Counts the accounts under both models and writes the comparison.
pub(crate) fn run(args: &Compare) -> Result<(), Failure> {
    let counted = &args.counted;
    let Some(accounts) = &args.accounts else { return super::scored::run(args) };
    counted.check(&[&args.old, &args.new, accounts])?;
    stop::watch();
    let to = open(counted, &[&args.old, &args.new, accounts])?;
    let [before, after] = [&args.old, &args.new].map(|path| load::given(path, &counted.given));
    let (before, after) = (before?, after?);
    let mut outcomes = args.outcomes.all();
    let mut asked = asked(&outcomes, counted);
    let mut best = Wanted::new(&args.outcomes.best, &[accounts], &mut outcomes, &mut asked)?;
    let mut compare = icp_evidence::Compare::new(&before, &after, outcomes);
    if let Some(weight) = &counted.weight {
        compare = compare.weighted_by(weight);
    }
    let file = Population {
        models: &[&before, &after],
        path: accounts,
        counted,
        asked: &asked,
        as_of: args.day.as_of.unwrap_or_else(today),
        quiet: false,
    };
    best.rank(&[&file])?;
    let name = best.count(&file, &mut compare)?;
    let found = compare.comparison().map_err(|error| refused(&name, error))?;
    write(counted, to, &found)
}
