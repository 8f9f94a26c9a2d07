//! Numbers known as intervals, and blanks known to be no value, over random models: whatever is said of an interval holds
//! for every number in it, tables say the same as rows, and the plain evaluator the same as the engine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use icp_core::batch::{AsOf, BatchOptions, MissingColumns, PerCriterion, Scores};
use icp_core::{Date, Model, OnInvalid};
use icp_tests::compare::difference;
use icp_tests::engine::{assess, questions};
use icp_tests::generate::{self, Level};
use icp_tests::rows::check_row;
use icp_tests::table::table;
use icp_tests::{columns, reference};
use oorandom::Rand32;
use serde_json::{Value, json};

fn models() -> u64 {
    std::env::var("ICP_PAIRS").ok().and_then(|n| n.parse::<u64>().ok()).unwrap_or(10_000).div_ceil(60).max(1)
}

/// Lets the attributes of a random model be known in part: a blank of some is no value, and numbers may be intervals. The
/// names of each attribute of numbers.
fn open_up(document: &mut Value, dice: &mut Rand32) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (name, attribute) in document["attributes"].as_object_mut().unwrap() {
        if attribute["formula"].is_null() && dice.rand_range(0..3) == 0 {
            attribute["blank"] = json!("none");
        }
        if attribute["type"] != "number" || !attribute["formula"].is_null() || !attribute["written"].is_null()
        {
            continue;
        }
        attribute["written"] = json!({"range": "interval"});
        let aliases = attribute["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str);
        found.push(std::iter::once(name.as_str()).chain(aliases).map(str::to_owned).collect());
    }
    found
}

/// Every number that a model mentions.
fn constants(document: &Value, found: &mut Vec<f64>) {
    match document {
        Value::Number(number) => found.extend(number.as_f64()),
        Value::Array(items) => items.iter().for_each(|item| constants(item, found)),
        Value::Object(entries) => entries.values().for_each(|value| constants(value, found)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// A text for an interval around a number, with numbers that lie in it.
fn around(number: f64, constants: &[f64], dice: &mut Rand32) -> (String, Vec<f64>) {
    let near = |dice: &mut Rand32| match dice.rand_range(0..3) {
        0 => constants
            .get(dice.rand_range(0..constants.len().max(1) as u32) as usize)
            .copied()
            .unwrap_or(number),
        1 => number + f64::from(dice.rand_range(0..9)) - 4.0,
        _ => number * (0.25 + 2.0 * f64::from(dice.rand_float())),
    };
    let (a, b) = (near(dice), near(dice));
    let (low, high) = (a.min(b).min(number), a.max(b).max(number));
    let (text, low, high) = match dice.rand_range(0..6) {
        0 => (format!("{low}+"), low, f64::INFINITY),
        1 if high > number => (format!("<{high}"), f64::NEG_INFINITY, high.next_down()),
        2 if low < number => (format!(">{low}"), low.next_up(), f64::INFINITY),
        3 => (format!("<= {high}"), f64::NEG_INFINITY, high),
        _ => (format!("{low} to {high}"), low, high),
    };
    let mut inside = vec![number, low, high];
    inside.extend(constants.iter().flat_map(|at| [*at, at.next_up(), at.next_down(), at + 0.5]));
    inside.push(low + (high - low) * f64::from(dice.rand_float()));
    inside.retain(|number| number.is_finite() && (low..=high).contains(number));
    (text, inside)
}

/// Empties some values of an account: the keys stay.
fn empty(account: &mut Value, dice: &mut Rand32) {
    for value in account.as_object_mut().unwrap().values_mut() {
        if dice.rand_range(0..8) == 0 {
            *value = if dice.rand_range(0..2) == 0 { Value::Null } else { json!(" ") };
        }
    }
}

/// Puts intervals in place of some numbers of an account; the numbers inside each, by its key.
fn blur(
    account: &mut Value,
    attributes: &[Vec<String>],
    constants: &[f64],
    dice: &mut Rand32,
) -> Vec<(String, Vec<f64>)> {
    let mut blurred = Vec::new();
    for key in attributes.iter().flatten() {
        let number = match &account[key.as_str()] {
            Value::Number(number) => number.as_f64(),
            _ => None,
        };
        let Some(number) = number.filter(|number| number.abs() < 1e15 && dice.rand_range(0..4) > 0) else {
            continue;
        };
        let (text, inside) = around(number, constants, dice);
        account[key.as_str()] = Value::from(text);
        blurred.push((key.clone(), inside));
    }
    blurred
}

fn names(list: &Value, key: &str) -> Vec<String> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| if key.is_empty() { item } else { &item[key] }.as_str().unwrap().to_owned()).collect()
}

/// Checks all that is said of an account with intervals against the same account with numbers.
fn holds(open: &Value, closed: &Value) {
    for (open, closed) in open["icps"].as_array().unwrap().iter().zip(closed["icps"].as_array().unwrap()) {
        for (open, closed) in [(open, closed), (&open["intent"], &closed["intent"])] {
            if open.is_null() {
                continue;
            }
            if let (Some(wide), Some(narrow)) = (open["bounds"].as_array(), closed["bounds"].as_array()) {
                let ends = |bounds: &[Value]| (bounds[0].as_f64().unwrap(), bounds[1].as_f64().unwrap());
                let (wide, narrow) = (ends(wide), ends(narrow));
                assert!(wide.0 <= narrow.0 && narrow.1 <= wide.1, "{narrow:?} not in {wide:?}");
            }
            for (open, closed) in
                open["criteria"].as_array().unwrap().iter().zip(closed["criteria"].as_array().unwrap())
            {
                // A test for `known` answers a blank too, and a value changes that.
                if open["status"] != "unknown" && open["missing"].as_array().unwrap().is_empty() {
                    let known = |of: &Value| (of["status"].clone(), of["rating"].clone());
                    assert_eq!(known(open), known(closed), "{}", open["id"]);
                }
            }
        }
        let (holding, possible) =
            (names(&open["exclusions"], "id"), names(&open["possible_exclusions"], "id"));
        let held = names(&closed["exclusions"], "id");
        // One that rests on a blank may be lifted by a value: here by that of a formula.
        let for_good = open["exclusions"].as_array().unwrap().iter();
        let mut for_good = for_good.filter(|one| one["missing"].as_array().unwrap().is_empty());
        assert!(for_good.all(|one| held.iter().any(|id| one["id"] == **id)), "{holding:?} {held:?}");
        assert!(held.iter().all(|id| holding.contains(id) || possible.contains(id)), "{held:?} {possible:?}");
        // Known already: nothing but a value for another attribute may change it.
        if open["missing"].as_array().unwrap().is_empty() {
            let answer = |icp: &Value| {
                (icp["status"].clone(), icp["score"].clone(), icp["tier"].clone(), icp["stage"].clone())
            };
            assert_eq!(answer(open), answer(closed));
        }
    }
}

/// Checks the outlook of an account with intervals against the answer for one with numbers.
fn foreseen(questions: &Value, closed: &Value) {
    for (outlook, icp) in questions["icps"].as_array().unwrap().iter().zip(closed["icps"].as_array().unwrap())
    {
        let may_be = |list: &str, value: &Value| outlook[list].as_array().unwrap().contains(value);
        assert!(may_be("statuses", &icp["status"]), "{} {}", icp["status"], outlook["statuses"]);
        assert!(may_be("tiers", &icp["tier"]), "{} {}", icp["tier"], outlook["tiers"]);
        if !icp["intent"].is_null() {
            assert!(may_be("intent_tiers", &icp["intent"]["tier"]), "{}", outlook["intent_tiers"]);
        }
    }
}

#[test]
fn what_is_said_of_an_interval_holds_for_its_numbers() {
    let (mut intervals, mut samples, mut known, mut unknown) = (0, 0, 0, 0);
    for seed in 0..models() {
        let mut dice = Rand32::new(seed ^ 0x1e4);
        let mut document = generate::model(seed, Level::Full);
        let attributes = open_up(&mut document, &mut dice);
        let as_of = generate::as_of(seed);
        let model = Model::from_json(&document.to_string()).unwrap();
        let mut cuts = Vec::new();
        constants(&document, &mut cuts);
        for mut account in generate::accounts(seed, &document, 5) {
            empty(&mut account, &mut dice);
            let blurred = blur(&mut account, &attributes, &cuts, &mut dice);
            if blurred.is_empty() {
                continue;
            }
            intervals += blurred.len();
            let open = assess(&model, &account, &as_of, false).unwrap();
            let asked = questions(&document, &account, &as_of, false).unwrap();
            same_elsewhere(&document, &account, &as_of, &format!("seed {seed}, as of {as_of}"));
            for icp in open["icps"].as_array().unwrap() {
                let unknowns = icp["tally"]["unknowns"].as_u64().unwrap();
                unknown += unknowns;
                known += icp["criteria"].as_array().unwrap().len() as u64 - unknowns;
            }
            for _ in 0..6 {
                let mut exact = account.clone();
                for (key, inside) in &blurred {
                    let at = dice.rand_range(0..inside.len() as u32) as usize;
                    exact[key.as_str()] = json!(inside[at]);
                }
                let closed = assess(&model, &exact, &as_of, false).unwrap();
                let context = format!("seed {seed}: {account} {exact}");
                let result = std::panic::catch_unwind(|| {
                    holds(&open, &closed);
                    foreseen(&asked, &closed);
                });
                assert!(result.is_ok(), "{context}\n{document:#}");
                samples += 1;
            }
        }
    }
    println!("{intervals} intervals, {samples} samples, {known} criteria known, {unknown} unknown");
    assert!(models() < 100 || (intervals > 100 && known > 300 && unknown > 300));
}

/// Checks that the columns and the plain evaluator say the same of an account.
fn same_elsewhere(document: &Value, account: &Value, as_of: &str, context: &str) {
    // A table has a cell of nothing where an account has no key.
    let mut whole = account.clone();
    for (name, _) in document["attributes"].as_object().unwrap().iter().filter(|(_, a)| a["blank"] == "none")
    {
        whole.as_object_mut().unwrap().entry(name).or_insert(Value::Null);
    }
    if let Err(error) = columns::assess_document(document, &whole, as_of, false) {
        panic!("{context}, columns: {error}\n{whole}\n{document:#}");
    }
    let model = Model::from_json(&document.to_string()).unwrap();
    for account in [account, &whole] {
        let found = assess(&model, account, as_of, false).unwrap();
        let plain = reference::assess(document, account, as_of, false).unwrap();
        if let Some(difference) = difference(&plain, &found) {
            panic!(
                "{context}, the plain evaluator: {difference}\n{account}\n{document:#}\n{plain:#}\n{found:#}"
            );
        }
    }
}

#[test]
fn tables_say_the_same_as_rows() {
    let mut rows = 0;
    let mut scores = Scores::default();
    for seed in 0..models() {
        let mut dice = Rand32::new(seed ^ 0x7ab);
        let level = if dice.rand_range(0..3) == 0 { Level::Full } else { Level::Core };
        let mut document = generate::model(seed, level);
        let attributes = open_up(&mut document, &mut dice);
        let day = Date::parse(&generate::as_of(seed)).unwrap();
        let model = Model::from_json(&document.to_string()).unwrap();
        let mut cuts = Vec::new();
        constants(&document, &mut cuts);
        let mut accounts = generate::accounts(seed, &document, 20);
        for account in &mut accounts {
            empty(account, &mut dice);
            blur(account, &attributes, &cuts, &mut dice);
        }
        let (table, mut accounts) = table(&document, &accounts, &mut dice);
        // A cell of nothing is a blank; a key that an account has not is none.
        for account in &mut accounts {
            for name in table.names() {
                account.as_object_mut().unwrap().entry(name).or_insert(Value::Null);
            }
        }
        let names: Vec<&str> = model.attributes().map(|attribute| attribute.name()).collect();
        for criteria in [PerCriterion::default(), PerCriterion::ALL] {
            let options = BatchOptions::new(AsOf::Day(day))
                .on_invalid(OnInvalid::Missing)
                .allow_empty_columns(&names)
                .missing_columns(MissingColumns::Unknown)
                .bounds(true)
                .reasons(true)
                .per_icp(true)
                .per_criterion(criteria);
            model.score_batch_into(&table.columns(), &options, &mut scores).unwrap();
            for (row, account) in accounts.iter().enumerate() {
                let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                    check_row(&model, account, day, &scores, row, &options);
                }));
                assert!(result.is_ok(), "{level:?}, seed {seed}, row {row}: {account}\n{document:#}");
            }
        }
        rows += accounts.len();
    }
    println!("{rows} rows agree");
}
