//! `icp report`: a population under a model, and what its outcomes say of the model.

use std::path::Path;

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::{Best, EvidenceError, Outcome};

use super::best::{Beside, COLUMN, Ranks};
use super::read::{Counter, Population};
use super::{Answer, asked, open, refused, write};
use crate::args::Report;
use crate::failure::Failure;
use crate::notice::{quietly, tell};
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
    let best = args.best.as_deref().map(|text| Best::parse(text, args.best_top)).transpose();
    let best = best.map_err(|error| Failure::Usage(format!("`--best`: {error}")))?;
    if let Some(best) = &best {
        if args.accounts == Path::new("-") {
            return Err(Failure::Usage(
                "`--best` reads the accounts twice, and standard input is there once".to_owned(),
            ));
        }
        asked.extend(best.parts().map(|(column, _)| ("--best", column.to_owned())));
        outcomes.push(Outcome::new(COLUMN));
    }
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
        as_of: args.as_of.unwrap_or_else(today),
        quiet: false,
    };
    let mut says = Vec::new();
    let name = match best {
        None => file.read(&mut population)?,
        Some(best) => {
            let mut ranks = Ranks(best);
            quietly(|| file.read(&mut ranks))?;
            let found = ranks.0.found();
            says.push(found.says.clone());
            file.read(&mut Beside { counter: &mut population, found: &found, rows: 0 })?
        }
    };
    let report = population.report().map_err(|error| refused(&name, error))?;
    says.iter().for_each(|says| tell(says));
    let answer = Answer {
        text: &|columns| report.to_text_within(columns),
        markdown: &|| report.to_markdown(),
        html: &|| report.to_html(),
        json: &|| report.to_json(),
    };
    write(counted, to, &answer)
}
