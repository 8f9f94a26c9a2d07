//! Notices and endings of a run over many accounts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic here is a failed test")]

use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
use icp_core::column::{Codes, Column, Columns, Values};
use icp_core::error::Host;
use icp_core::intake::{Intake, NoticeKind};
use icp_core::{Account, AccountValue, Date, Model, OnInvalid};

fn day() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

fn options() -> BatchOptions<'static> {
    BatchOptions::new(AsOf::Day(day())).missing_columns(MissingColumns::Unknown)
}

/// 9,000 rows, so that they are scored in several pieces.
const MANY: usize = 9_000;

fn lead_model() -> Model {
    Model::from_json(
        r#"{"format": "icp/1", "name": "leads",
        "attributes": {"converted": {"type": "bool"}, "size": {"type": "number"}, "tools": {"type": "set"},
            "events": {"type": "events"}},
        "exclusions": [{"id": "customer", "reason": "has bought", "when": {"converted": true}}],
        "icps": [{"id": "smb", "fit": {
            "criteria": [
                {"id": "size", "required": true, "fit": {"size": {"gte": 20}}},
                {"id": "stack", "fit": {"tools": {"has": "b"}}},
                {"id": "seen", "decay": {"attribute": "events", "half_life": "30 days", "ratings": {"demo": 1}}}],
            "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#,
    )
    .unwrap()
}

#[test]
fn a_column_without_a_valid_value_ends_the_run_unless_it_is_allowed() {
    let (model, lenient) = (lead_model(), options().on_invalid(OnInvalid::Missing));
    let ones: Vec<i64> = (0..MANY as i64).map(|row| row % 2).collect();
    let columns = Columns::new(MANY).with("converted", Column::new(Values::I64(&ones))).unwrap();
    let error = model.score_batch(&columns, &lenient.host(Host::Python)).unwrap_err();
    assert_eq!((error.code(), error.column()), ("batch.empty_column", Some("converted")));
    assert_eq!(
        error.to_string(),
        "column `converted`: not one of 9,000 values is valid: expected true or false (also yes or no); all are the \
         number 0 or the number 1; all 9,000 values look like words for yes and no: write `written: {true: [1], false: [0]}` on \
         `converted`; \
         `allow_empty_columns=[\"converted\"]` goes on with its rules switched off"
    );
    // Nor is the flag advised that switches the exclusion off.
    let refused = model.score_batch(&columns, &options()).unwrap_err();
    assert_eq!((refused.code(), refused.row()), ("batch.value", Some(0)));
    assert!(!refused.to_string().contains("Missing"), "{refused}");
    let scores = model.score_batch(&columns, &lenient.allow_empty_columns(&["converted"])).unwrap();
    let notices = scores.intake.notices(Host::Command);
    assert_eq!(
        notices[0].message,
        "exclusion `customer` could not be judged for 9,000 of 9,000 accounts (100 %): invalid values of `converted` \
         count as missing"
    );
    assert_eq!(notices[1].kind, NoticeKind::EmptyColumn);
    let example = &notices[1].issues[0].examples[0];
    assert_eq!((&*example.found, example.count), ("the number 0", 4_500));
    // One valid value is enough to go on, and a single invalid one is a slip.
    let mixed = [AccountValue::Bool(true), AccountValue::Integer(1), AccountValue::Integer(1)];
    for rows in [&mixed[..], &mixed[1..2]] {
        let columns = Columns::new(rows.len()).with("converted", Column::new(Values::Mixed(rows))).unwrap();
        assert!(model.score_batch(&columns, &lenient).is_ok());
    }
}

#[test]
fn what_is_told_of_a_run_is_the_same_however_it_is_cut() {
    let model = lead_model();
    let mut accounts = Vec::new();
    for row in 0..MANY {
        let mut account = Account::new();
        account.set(
            "converted",
            if row % 3 == 0 { AccountValue::Integer(1) } else { AccountValue::Bool(false) },
        );
        account.set("size", format!("{}{}", row % 700, if row % 5 == 0 { "k" } else { "" }).as_str());
        account.set("tools", if row % 10 == 0 { "" } else { "a|b" });
        account.set("events", if row % 7 == 0 { "demo" } else { "[]" });
        accounts.push(account);
    }
    let mut alone = model.intake();
    let (mut scratch, mut unjudged) = (model.scratch(), 0);
    for account in &accounts {
        let record = model.record(account, OnInvalid::Missing).unwrap();
        model.evaluate(&record, day(), &mut scratch).unwrap();
        alone.add(&record, str::to_owned);
        model.note_unjudged(&mut alone, &record, &scratch);
        unjudged += usize::from(!record.issues().is_empty());
    }
    assert!(unjudged > 4_000);
    let values = |name: &str| -> Vec<AccountValue> {
        accounts.iter().map(|account| account.get(name).unwrap().clone()).collect()
    };
    let given = ["converted", "size", "tools", "events"].map(|name| (name, values(name)));
    let told = |size: usize, threads: usize, verdicts: bool| {
        let mut all = model.intake();
        for start in (0..MANY).step_by(size) {
            let end = MANY.min(start + size);
            let mut columns = Columns::new(end - start);
            for (name, values) in &given {
                columns = columns.with(*name, Column::new(Values::Mixed(&values[start..end]))).unwrap();
            }
            let options = options().on_invalid(OnInvalid::Missing).threads(threads).verdicts(verdicts);
            all.merge(&model.score_batch(&columns, &options).unwrap().intake);
        }
        all
    };
    for (size, threads) in [(MANY, 1), (MANY, 2), (4_500, 2), (700, 1)] {
        assert_eq!(told(size, threads, false), alone, "{size} rows, {threads} threads");
    }
    assert_eq!(told(MANY, 2, true), alone);
    let notices: Vec<String> =
        alone.notices(Host::Rust).iter().map(|notice| notice.message.clone()).collect();
    assert!(
        notices[0]
            .starts_with("exclusion `customer` could not be judged for 3,000 of 9,000 accounts (33.3 %)")
    );
    assert!(
        notices[1]
            .starts_with("required criterion `size` could not be judged for 1,800 of 9,000 accounts (20 %)")
    );
    assert_eq!(
        notices.last().unwrap(),
        "set `tools` never holds its separator `;`, but 8,100 of 8,100 values (100 %) hold `|`: each of them is one item"
    );
}

/// A blank that says something is no value of the column: rows and columns end the same.
#[test]
fn blanks_are_no_values_of_a_column() {
    for blank in ["0", "\"none\""] {
        let model = Model::from_json(&format!(
            r#"{{"format": "icp/1", "name": "leads", "attributes": {{"size": {{"type": "number", "blank": {blank}}}}},
            "icps": [{{"id": "smb", "fit": {{"criteria": [{{"id": "size", "fit": {{"size": {{"gte": 20}}}}}}],
                "tiers": [{{"id": "A", "from": 50}}, {{"id": "B"}}]}}}}]}}"#
        ))
        .unwrap();
        let cells = ["many", "", "few", " ", ""];
        let values: Vec<AccountValue> = cells.iter().map(|cell| AccountValue::from(*cell)).collect();
        let lenient = || options().on_invalid(OnInvalid::Missing);
        let mut alone = model.intake();
        for value in &values {
            let account = Account::new().with("size", value.clone());
            alone.add(&model.record(&account, OnInvalid::Missing).unwrap(), |name| name.to_owned());
        }
        let error = alone.check(&[], OnInvalid::Missing, Host::Rust).unwrap_err();
        assert!(error.to_string().contains("not one of 2 values is valid"), "{error}");
        let (keys, dictionary) =
            ([0i32, 1, 2, 1, 1], [values[0].clone(), values[1].clone(), values[2].clone()]);
        let inner = Column::new(Values::Mixed(&dictionary));
        let plain = Column::new(Values::Mixed(&values));
        let coded = Column::new(Values::Dictionary { codes: Codes::I32(&keys), values: Box::new(inner) });
        for column in [plain, coded] {
            let columns = Columns::new(cells.len()).with("size", column).unwrap();
            let refused = model.score_batch(&columns, &lenient()).unwrap_err();
            assert_eq!(refused.to_string(), error.to_string());
            let scores = model.score_batch(&columns, &lenient().allow_empty_columns(&["size"])).unwrap();
            assert_eq!(scores.intake, alone);
        }
    }
}

#[test]
fn every_column_that_is_wrong_is_told() {
    let (flags, sizes) = ([1i64, 0, 1], [f64::INFINITY, 5.0, 6.0]);
    let columns = Columns::new(3)
        .with("size", Column::new(Values::F64(&sizes)))
        .and_then(|columns| columns.with("converted", Column::new(Values::I64(&flags))))
        .unwrap();
    let error = lead_model().score_batch(&columns, &options()).unwrap_err();
    let told: Vec<_> = error.problems().iter().map(|p| (p.column().unwrap().to_owned(), p.row())).collect();
    assert_eq!(told, [("converted".to_owned(), Some(0)), ("size".to_owned(), Some(0))]);
    assert!(error.to_string().ends_with("; also wrong: `size`"), "{error}");
    let missing = BatchOptions::new(AsOf::Day(day()));
    let error = lead_model().score_batch(&columns, &missing).unwrap_err();
    let told: Vec<_> = error.problems().iter().map(|p| p.message().to_owned()).collect();
    assert_eq!(told, ["the table has no column `tools`", "the table has no column `events`"]);
}

#[test]
fn a_set_that_is_written_with_another_separator_is_told() {
    let told = |cells: &[&str]| -> Option<String> {
        let values: Vec<AccountValue> = cells.iter().map(|cell| AccountValue::from(*cell)).collect();
        let columns = Columns::new(values.len()).with("tools", Column::new(Values::Mixed(&values))).unwrap();
        let notices = lead_model().score_batch(&columns, &options()).unwrap().intake.notices(Host::Rust);
        let found = notices.into_iter().find(|notice| notice.kind == NoticeKind::Separator)?;
        found.help
    };
    let help = |text: &str| Some(format!("if these are lists, give the attribute `separator: {text}`"));
    assert_eq!(told(&["a, b", "c", "", " "]), help("\",\""));
    assert_eq!(told(&["a|b", "a|c", "d, e"]), help("\"|\""));
    assert_eq!(told(&["a\nb"]), help("\"\\n\""));
    assert_eq!(told(&["a\r\nb"]), help("\"\\n\""));
    assert_eq!(told(&["a\tb"]), help("\"\\t\""));
    // Less than half; one that holds its own; a list in brackets; names that hold a slash.
    for cells in
        [&["a, b", "c", "d"][..], &["a, b", "c;d"], &["[\"a\", \"b\"]", "c"], &["TCP/IP"], &["a"], &[]]
    {
        assert_eq!(told(cells), None, "{cells:?}");
    }
}

/// Items of lists are not split, so one item that holds a separator is told, whichever it is; a list of two is a list.
#[test]
fn a_list_of_one_item_that_holds_a_separator_is_told() {
    let list =
        |items: &[&str]| AccountValue::List(items.iter().map(|item| AccountValue::from(*item)).collect());
    let model = lead_model();
    let told = |values: Vec<AccountValue>| {
        let columns = Columns::new(values.len()).with("tools", Column::new(Values::Mixed(&values))).unwrap();
        let in_columns = model.score_batch(&columns, &options()).unwrap().intake;
        let mut in_rows = model.intake();
        for value in values.clone() {
            let account = Account::new().with("tools", value);
            in_rows.add(&model.record(&account, OnInvalid::Missing).unwrap(), |name| name.to_owned());
        }
        let found = |intake: &Intake| {
            let notices = intake.notices(Host::Rust).into_iter();
            notices
                .filter(|notice| notice.kind == NoticeKind::Separator)
                .map(|notice| notice.to_string())
                .next()
        };
        assert_eq!(found(&in_columns), found(&in_rows));
        found(&in_rows)
    };
    assert_eq!(
        told(vec![list(&["a; b"]), list(&["c;d"]), list(&["e"])]).unwrap(),
        "set `tools`: 2 of 3 values (66.7 %) hold `;` in a list of one item, which is not split; if these are several \
         items, give each its own place in the list"
    );
    assert!(
        told(vec![AccountValue::from("[\"a, b\"]"), AccountValue::Null]).unwrap().contains("1 of 1 value")
    );
    assert_eq!(told(vec![list(&["a, b", "c"]), list(&["a", "b"]), list(&[])]), None);
    assert_eq!(told(vec![list(&["a, b"]), list(&["c"]), list(&["d"])]), None);
}
