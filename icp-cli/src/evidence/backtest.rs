//! `icp backtest`: a model on past accounts, each judged by what was known on its own day.

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::{Backtester, EvidenceError, Outcome};

use super::best::Wanted;
use super::read::{Counter, Population};
use super::{asked, open, refused, write};
use crate::args::Backtest;
use crate::failure::Failure;
use crate::today::today;
use crate::{load, stop};

impl Counter for Backtester {
    fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        Self::add(self, columns, options)
    }

    fn intakes(&self) -> Vec<&Intake> {
        vec![self.intake()]
    }
}

/// Counts the accounts on their days and writes the backtest.
pub(crate) fn run(args: &Backtest) -> Result<(), Failure> {
    let counted = &args.counted;
    counted.check(&[&args.model, &args.accounts])?;
    stop::watch();
    let to = open(counted, &[&args.model, &args.accounts])?;
    let model = load::given(&args.model, &counted.given)?;
    let mut outcomes: Vec<Outcome> = args.outcome().into_iter().collect();
    let mut asked = asked(&outcomes, counted);
    let mut best = Wanted::new(&args.best, &[&args.accounts], &mut outcomes, &mut asked)?;
    let Some(outcome) = outcomes.pop() else {
        return Err(Failure::Usage("`--outcome` or `--best` says how accounts turned out".to_owned()));
    };
    let day = args.decided_on.as_ref().map(|column| ("--decided-on", column));
    let Some(day) = day.or(args.as_of.as_ref().map(|column| ("--as-of", column))) else {
        return Err(Failure::Usage("`--decided-on` or `--as-of` names the column of the days".to_owned()));
    };
    asked.push((day.0, day.1.clone()));
    asked.extend(args.worked.iter().map(|column| ("--worked", column.clone())));
    let as_of = args.today.unwrap_or_else(today);
    let mut test =
        Backtester::new(&model, outcome, day.1, as_of).lag(args.lag.unwrap_or_default()).by(args.by.into());
    for name in &args.future_ok {
        test = test.future_ok(name);
    }
    if let Some(column) = &args.worked {
        test = test.worked(column);
    }
    if let Some(weight) = &counted.weight {
        test = test.weighted_by(weight);
    }
    let models = &[&model];
    let file = Population { models, path: &args.accounts, counted, asked: &asked, as_of, quiet: false };
    best.rank(&[&file])?;
    let name = best.count(&file, &mut test)?;
    let found = test.backtest().map_err(|error| refused(&name, error))?;
    write(counted, to, &found)
}
