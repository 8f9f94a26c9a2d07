//! Rows that are shown while a table is scored: the score without a criterion is that of a model that never had it, and the other
//! numbers are those of the account's assessment.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

use icp_core::batch::{AsOf, BatchOptions, MissingColumns, Observed, Observer};
use icp_core::column::{Column, Columns, Values};
use icp_core::{Account, AccountValue, Date, Model, OnInvalid};
use icp_tests::generate::{self, Level};
use serde_json::{Value, json};

/// The numbers of an account that are compared.
#[derive(Default)]
struct Seen {
    /// For each icp: the score without each criterion, the statuses, what keeps it out, the exclusions that hold.
    icps: Vec<Value>,
    known: Vec<bool>,
}

struct Look {
    icps: Vec<usize>,
    attributes: usize,
    seen: Seen,
}

impl Observer for Look {
    fn row(&mut self, row: usize, account: &Observed<'_>) {
        assert_eq!(row, 0);
        for (at, criteria) in self.icps.iter().enumerate() {
            let each: Vec<usize> = (0..*criteria).collect();
            assert!(account.criterion(at, *criteria).is_none());
            let facts: Vec<_> = each.iter().map(|one| account.criterion(at, *one).unwrap()).collect();
            let mut kept = 0;
            account.kept_out_by(at, |_| kept += 1);
            self.seen.icps.push(json!({
                "without": each.iter().map(|one| account.score_without(at, *one)).collect::<Vec<_>>(),
                "status": facts.iter().map(|one| one.status.as_str()).collect::<Vec<_>>(),
                "rating": facts.iter().map(|one| one.rating).collect::<Vec<_>>(),
                "points": facts.iter().map(|one| one.points).collect::<Vec<_>>(),
                "excluded": account.excluded_by(at).count(),
                "kept": kept,
            }));
        }
        self.seen.known = (0..self.attributes).map(|at| account.is_known(at)).collect();
    }
}

fn observed(model: &Model, account: &Account, as_of: Date) -> Option<Seen> {
    let entries: Vec<(String, AccountValue)> =
        account.keys().map(|key| (key.to_owned(), account.get(key).unwrap().clone())).collect();
    let mut columns = Columns::new(1);
    for (key, value) in &entries {
        columns =
            columns.with(key.as_str(), Column::new(Values::Mixed(std::slice::from_ref(value)))).unwrap();
    }
    let options = BatchOptions::new(AsOf::Day(as_of)).missing_columns(MissingColumns::Unknown);
    let options = options.on_invalid(OnInvalid::Missing);
    let icps: Vec<usize> = (0..model.icps().count()).map(|at| model.criteria(at).count()).collect();
    let attributes = model.attributes().count();
    let make = || Look { icps: icps.clone(), attributes, seen: Seen::default() };
    // A table without any column of the model is refused.
    let (mut looks, _) = model.observe(&columns, &options, make).ok()?;
    assert_eq!(looks.len(), 1);
    looks.pop().map(|look| look.seen)
}

#[test]
fn the_score_without_a_criterion_is_that_of_a_model_without_it() {
    let (mut compared, mut rows, mut kept) = (0, 0, 0);
    for seed in 0..16 {
        let document = generate::model(seed, Level::Whole);
        let Ok(model) = Model::from_json(&document.to_string()) else { continue };
        let as_of = Date::parse(&generate::as_of(seed)).unwrap();
        let infos = model.criterion_infos();
        for account in generate::accounts(seed, &document, 3) {
            let account = Account::from_json(&account.to_string()).unwrap();
            let Some(seen) = observed(&model, &account, as_of) else { continue };
            let whole = serde_json::to_value(model.assess(&account, as_of).unwrap()).unwrap();
            rows += 1;
            for (at, seen) in seen.icps.iter().enumerate() {
                let icp = &whole["icps"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(|icp| icp["icp"] == *model.icp(at).unwrap().id)
                    .unwrap();
                let cards = [*icp, &icp["intent"]];
                let all: Vec<&Value> =
                    cards.iter().filter_map(|card| card["criteria"].as_array()).flatten().collect();
                for (key, own) in [("status", "status"), ("rating", "rating"), ("points", "points")] {
                    let theirs: Vec<&Value> = all.iter().map(|criterion| &criterion[own]).collect();
                    assert_eq!(json!(theirs), seen[key], "{key} of seed {seed}");
                }
                assert_eq!(seen["excluded"], icp["exclusions"].as_array().unwrap().len());
                assert_eq!(seen["kept"], icp["kept_out_by"].as_array().unwrap().len());
                kept += seen["kept"].as_u64().unwrap();
                for (one, criterion) in model.criteria(at).enumerate() {
                    // An id that another icp has too is taken out of both, and what tiers require goes as well.
                    let Ok((without, also)) = model.without(&criterion.id) else { continue };
                    let of_fit = one < icp["criteria"].as_array().unwrap().len();
                    if !also.is_empty() || infos.iter().filter(|info| info.id == *criterion.id).count() > 1 {
                        continue;
                    }
                    let whole = serde_json::to_value(without.assess(&account, as_of).unwrap()).unwrap();
                    let other =
                        whole["icps"].as_array().unwrap().iter().find(|other| other["icp"] == icp["icp"]);
                    let other = if of_fit { other.unwrap() } else { &other.unwrap()["intent"] };
                    assert_eq!(other["score"], seen["without"][one], "{} of seed {seed}", criterion.id);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 80 && rows > 30 && kept > 5, "{compared} {rows} {kept}");
}
