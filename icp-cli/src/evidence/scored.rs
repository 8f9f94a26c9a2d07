//! Reads two tables that `icp score` wrote on different days, for `icp compare --scored`. They are read as accounts are, by the names of the
//! published columns; `icp-evidence` compares them.

use std::path::Path;

use icp_core::Model;
use icp_evidence::{Scored, ScoredColumns};

use super::{open, write};
use crate::accounts::{Accounts, ReadOptions, written};
use crate::args::{Compare, Counted};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::score::ABOUT;
use crate::stop;

/// The published columns as attributes, since accounts are read by the names that a model has.
const READER: &str = r#"{"format": "icp/1", "name": "scored tables", "attributes": {
    "status": {"type": "text"}, "score": {"type": "number"}, "tier": {"type": "text"}, "best": {"type": "text"}},
  "icps": [{"id": "any", "fit": {
    "criteria": [{"id": "status", "fit": {"status": {"known": true}}}, {"id": "score", "fit": {"score": {"known": true}}},
      {"id": "tier", "fit": {"tier": {"known": true}}}, {"id": "best", "fit": {"best": {"known": true}}}],
    "tiers": [{"id": "all"}]}}]}"#;

/// Reads both tables and writes how they differ.
pub(super) fn run(args: &Compare) -> Result<(), Failure> {
    let counted = &args.counted;
    counted.check(&[&args.old, &args.new])?;
    stop::watch();
    let to = open(counted, &[&args.old, &args.new])?;
    let reader = Model::from_json(READER).map_err(|error| Failure::refused(error.to_string(), error))?;
    let (before, after) = (read(&reader, &args.old, counted)?, read(&reader, &args.new, counted)?);
    let found = before.against(&after);
    write(counted, to, &found)
}

/// A table. Of a workbook all sheets are read, since `icp score` writes one for each status; `--sheet` reads one alone.
fn read(reader: &Model, path: &Path, counted: &Counted) -> Result<Scored, Failure> {
    let options = counted.options(None, &[]);
    let mut scored = Scored::new(ScoredColumns::default());
    let sheets = match options.sheet {
        Some(_) => Vec::new(),
        None => Accounts::sheets(path)?.into_iter().filter(|sheet| sheet != ABOUT).collect(),
    };
    if sheets.is_empty() {
        add(&mut scored, Accounts::open(reader, path, options)?)?;
    }
    for sheet in &sheets {
        add(&mut scored, Accounts::open(reader, path, ReadOptions { sheet: Some(sheet), ..options })?)?;
    }
    Ok(scored)
}

fn add(scored: &mut Scored, mut accounts: Accounts<'_>) -> Result<(), Failure> {
    let (mut progress, mut is_scored) = (Progress::new(false), false);
    while accounts.advance()? {
        let of = |key: &str| accounts.account().get(key).and_then(written).unwrap_or_default();
        let refused = |text: &str| Failure::Mistake(format!("{}: {text}", accounts.here()));
        let id = accounts.id().ok_or_else(|| {
            refused("the account has no id").help("`--id` names the column that tells the accounts apart")
        })?;
        let score = match of("score").as_str() {
            "" => None,
            text => Some(text.parse().map_err(|_| refused("the score is no number"))?),
        };
        let (best, status, tier) = (of("best"), of("status"), of("tier"));
        is_scored |= score.is_some() || !status.is_empty() || !tier.is_empty();
        if !scored.put(id, [&best, &status, &tier], score) {
            return Err(refused("the id was there before").help("each account has one row"));
        }
        progress.tick(accounts.number(), accounts.progress());
    }
    if accounts.number() > 0 && !is_scored {
        let text = format!("{}: no account has a status, a score or a tier", accounts.name());
        return Err(Failure::Mistake(text).help("`icp score` writes such a table"));
    }
    accounts.close()?;
    Ok(())
}
