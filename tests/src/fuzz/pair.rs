//! A valid model and accounts that aim at it, drawn from the bytes: every engine gives the same.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use icp_core::batch::{AsOf, BatchOptions, MissingColumns, PerCriterion, Scores};
use icp_core::{Date, Model, OnInvalid};
use oorandom::Rand32;
use serde_json::Value;

use crate::compare::difference;
use crate::generate::{self, Accounts, Aim, Level};
use crate::rows::check_row;
use crate::table::table;
use crate::{engine, reference};

/// A model that is compiled once for all inputs that begin alike.
pub(super) struct Subject {
    pub(super) document: Value,
    pub(super) model: Model,
    pub(super) aim: Aim,
}

/// Models that are kept.
const KEPT: usize = 1_000;
/// Models that are drawn by a number; the others are drawn by bytes.
const NUMBERED: u16 = 800;

thread_local! {
    static SUBJECTS: RefCell<BTreeMap<Vec<u8>, Rc<Subject>>> = RefCell::default();
}

impl Subject {
    fn of(bytes: &[u8]) -> Rc<Self> {
        SUBJECTS.with_borrow_mut(|subjects| {
            if let Some(known) = subjects.get(bytes) {
                return known.clone();
            }
            if subjects.len() >= KEPT {
                subjects.clear();
            }
            let document = match bytes {
                [low, high] => {
                    let number = u16::from_le_bytes([*low, *high]) % NUMBERED;
                    generate::model(number.into(), Level::Full)
                }
                _ => generate::model_of(bytes),
            };
            let model = Model::from_json(&document.to_string())
                .unwrap_or_else(|error| panic!("a drawn model is refused: {error}\n{document}"));
            let subject = Rc::new(Self { aim: Aim::of(&document), document, model });
            subjects.insert(bytes.to_vec(), subject.clone());
            subject
        })
    }
}

/// The draws of an input: one byte for how many belong to the model, those (mostly two, the number of a model that many
/// inputs share), two for the rest, and the accounts'.
pub(super) fn parts(data: &[u8]) -> Option<(Rc<Subject>, [u8; 2], &[u8])> {
    let (length, data) = data.split_first()?;
    let length = if *length < 192 { 2 } else { usize::from(*length - 192) * 4 };
    let (model, data) = data.split_at_checked(length).unwrap_or((data, &[]));
    let (options, accounts) = data.split_first_chunk().map_or(([0; 2], data), |(first, rest)| (*first, rest));
    Some((Subject::of(model), options, accounts))
}

/// The engine, by all its ways in, against the plain evaluator.
pub fn assess(data: &[u8]) {
    let Some((subject, [day, flags], bytes)) = parts(data) else { return };
    let as_of = generate::as_of(u64::from(day));
    let lenient = flags & 1 == 1;
    let mut accounts = Accounts::new(&subject.document, &subject.aim, &as_of, bytes);
    for _ in 0..=(flags >> 1) % 4 {
        let account = accounts.next(flags & 0x80 != 0);
        let expected = reference::assess(&subject.document, &account, &as_of, lenient);
        let found = engine::assess(&subject.model, &account, &as_of, lenient);
        match (&expected, &found) {
            (Ok(expected), Ok(found)) => {
                let difference = difference(expected, found);
                assert!(
                    difference.is_none(),
                    "{}\nas of {as_of}\nmodel: {}\naccount: {account}",
                    difference.unwrap_or_default(),
                    subject.document
                );
            }
            (Err(_), Err(_)) => {}
            (Err(why), Ok(_)) | (Ok(_), Err(why)) => {
                panic!("one refuses: {why}\nmodel: {}\naccount: {account}", subject.document)
            }
        }
    }
}

/// The same accounts as columns of all kinds: each row is its account, to the bit.
pub fn columns(data: &[u8]) {
    let Some((subject, [day, flags], bytes)) = parts(data) else { return };
    let as_of = generate::as_of(u64::from(day));
    let day = Date::parse(&as_of).expect("a day");
    let (seed, bytes) = bytes.split_first_chunk().map_or(([0; 2], bytes), |(first, rest)| (*first, rest));
    let mut dice = Rand32::new(u64::from(u16::from_le_bytes(seed)));
    let mut accounts = Accounts::new(&subject.document, &subject.aim, &as_of, bytes);
    let accounts: Vec<Value> = (0..=flags % 16).map(|_| accounts.next(flags & 0x80 != 0)).collect();
    let (mut given, accounts) = table(&subject.document, &accounts, &mut dice);
    let own_days = flags & 0x40 != 0;
    let mut days = vec![day; accounts.len()];
    if own_days {
        for day in &mut days {
            *day = Date::from_days(day.days() - dice.rand_range(0..400) as i32).expect("a day");
        }
        given = given.with_days("judged on", &days, &mut dice);
    }
    let flag = |bit: u8| seed[0] & bit != 0;
    let as_of = if own_days { AsOf::Column("judged on") } else { AsOf::Day(day) };
    let names: Vec<&str> = subject.model.attributes().map(|attribute| attribute.name()).collect();
    let options = BatchOptions::new(as_of)
        .on_invalid(OnInvalid::Missing)
        .allow_empty_columns(&names)
        .missing_columns(MissingColumns::Unknown)
        .bounds(flag(1))
        .reasons(flag(2))
        .per_icp(flag(4))
        .per_criterion(if flag(8) { PerCriterion::ALL } else { PerCriterion::NONE })
        .verdicts(flag(16))
        .labels(flag(32))
        .threads(1);
    let mut scores = Scores::default();
    subject.model.score_batch_into(&given.columns(), &options, &mut scores).expect("a good table");
    assert_eq!(scores.rows(), accounts.len());
    for (row, account) in accounts.iter().enumerate() {
        check_row(&subject.model, account, days[row], &scores, row, &options);
    }
}
