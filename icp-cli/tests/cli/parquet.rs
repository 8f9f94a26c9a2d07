//! Parquet in and out.

use std::fs::File;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, Date32Array, Int32Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::support::{Folder, Ran, without};

const NAMES: [&str; 7] = ["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse"];

const CSV: &str = "\
name,employees,industry,tools,founded
Ash,100,software,HubSpot,2020-01-01
Birch,10,software,HubSpot;Stripe,2019-03-04
Cedar,150,steel,,1950-01-01
Dogwood,3,software,HubSpot,2024-05-05
Elm,,software,,
Fir,,,,
Gorse,50,steel,HubSpot,2015-06-07
";

/// The accounts of the CSV, typed.
fn accounts() -> RecordBatch {
    let employees = [Some(100), Some(10), Some(150), Some(3), None, None, Some(50)];
    let industry = ["software", "software", "steel", "software", "software", "", "steel"];
    let industry = industry.map(|text| Some(text).filter(|text| !text.is_empty()));
    let mut tools = ListBuilder::new(StringBuilder::new());
    for items in [&["HubSpot"][..], &["HubSpot", "Stripe"], &[], &["HubSpot"], &[], &[], &["HubSpot"]] {
        items.iter().for_each(|item| tools.values().append_value(item));
        tools.append(!items.is_empty());
    }
    let day = |text: &str| icp_core::Date::parse(text).map(icp_core::Date::days);
    let founded = ["2020-01-01", "2019-03-04", "1950-01-01", "2024-05-05", "", "", "2015-06-07"].map(day);
    let columns: [(&str, ArrayRef); 5] = [
        ("name", Arc::new(StringArray::from(NAMES.to_vec()))),
        ("employees", Arc::new(Int32Array::from(employees.to_vec()))),
        ("industry", Arc::new(StringArray::from(industry.to_vec()))),
        ("tools", Arc::new(tools.finish())),
        ("founded", Arc::new(Date32Array::from(founded.to_vec()))),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true))).unwrap()
}

fn write(folder: &Folder, name: &str, batch: &RecordBatch) {
    let file = File::create(folder.path().join(name)).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}

fn read(folder: &Folder, name: &str) -> RecordBatch {
    let file = File::open(folder.path().join(name)).unwrap();
    let mut reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap();
    reader.next().unwrap().unwrap()
}

fn both(options: &str) -> (Ran, Ran) {
    let folder = Folder::with("a.csv", CSV);
    write(&folder, "a.parquet", &accounts());
    (folder.score(&format!("a.csv{options}")), folder.score(&format!("a.parquet{options}")))
}

#[test]
fn the_same_accounts_give_the_same_answers() {
    for options in
        ["", " --top 3", " --format csv", " --format csv --top 2", " --format jsonl", " --id industry"]
    {
        let (csv, parquet) = both(options);
        assert_eq!((csv.code, &*csv.err), (parquet.code, &*parquet.err), "{options}");
        if options.contains("jsonl") {
            // The texts of the source stand in `given`.
            assert_eq!(without(&csv.out, &["given"]), without(&parquet.out, &["given"]));
        } else {
            assert_eq!(csv.out, parquet.out, "{options}");
        }
        assert_eq!(csv.code, 0);
    }
}

#[test]
fn an_account_of_parquet_is_explained() {
    let folder = Folder::with("a.csv", CSV);
    write(&folder, "a.parquet", &accounts());
    let of = |file: &str| folder.run(&format!("explain model.yaml {file} --id Birch --as-of 2026-11-21"));
    assert_eq!(of("a.csv").out, of("a.parquet").out);
    assert_eq!(of("a.parquet").code, 0);
}

#[test]
fn no_column_is_written_twice() {
    let folder = Folder::with("a.csv", "name,employees,stage\nAlder,50,seed\n");
    let ran = folder.score("a.csv --keep all -o out.parquet");
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.err.ends_with(
            "error: `--keep`: the file has a column `stage`, and so have the answers\n  help: `--prefix icp_` renames the answers\n"
        ),
        "{}",
        ran.err
    );
    let ran = folder.score("a.csv --keep all --prefix icp_ -o out.parquet");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let scored = read(&folder, "out.parquet");
    assert!(scored.column_by_name("stage").is_some() && scored.column_by_name("icp_stage").is_some());
}

#[test]
fn scores_as_parquet() {
    let folder = Folder::with("a.csv", CSV);
    write(&folder, "a.parquet", &accounts());
    for input in ["a.csv", "a.parquet"] {
        let ran = folder.score(&format!("{input} --format parquet -o out.parquet"));
        assert_eq!((ran.code, &*ran.out), (0, ""), "{}", ran.err);
        assert!(
            ran.err.starts_with("7 accounts judged")
                && ran.err.ends_with("wrote 7 accounts to out.parquet as Parquet\n")
        );
        let scored = read(&folder, "out.parquet");
        let schema = scored.schema();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let expected = [
            "name",
            "best",
            "icp",
            "score",
            "tier",
            "status",
            "coverage",
            "lower",
            "upper",
            "stage",
            "reason",
            "verdict.sales",
            "verdict.marketing",
        ];
        assert_eq!(names, expected);
        assert_eq!(scored.column(0).as_string::<i32>().iter().flatten().collect::<Vec<_>>(), NAMES);
        let csv = folder.score("a.csv --format csv").out;
        let cells: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
        let best = scored.column(1).as_dictionary::<Int32Type>();
        let words = best.values().as_string::<i32>();
        let scores = scored.column(3).as_primitive::<Float64Type>();
        for (row, cells) in cells.iter().enumerate() {
            assert_eq!(best.key(row).map_or("", |key| words.value(key)), cells[1]);
            let score = (!scores.is_null(row)).then(|| scores.value(row).to_string());
            assert_eq!(score.unwrap_or_default(), cells[4]);
        }
    }
    assert_eq!(folder.names(), ["a.csv", "a.parquet", "model.yaml", "out.parquet"]);
    let ran = Folder::with("a.csv", "industry\nsoftware\nsteel\n");
    assert_eq!(ran.score("a.csv --format parquet -o out.parquet").code, 0);
    let numbers = read(&ran, "out.parquet");
    assert_eq!(numbers.schema().field(0).name(), "row");
    assert_eq!(numbers.column(0).as_primitive::<Int64Type>().values(), &[1, 2]);
}

#[test]
fn what_does_not_go_together() {
    let folder = Folder::with("a.csv", CSV);
    folder.write("a.jsonl", "{\"industry\": \"software\"}\n");
    folder.write("wrong.parquet", "name,industry\n");
    folder.write("b.csv", "score,industry\n1,software\n");
    write(&folder, "a.parquet", &accounts());
    for (words, says) in [
        ("a.csv --format parquet", "`--format parquet` is written into a file"),
        (
            "a.jsonl --format parquet -o o.parquet",
            "is for accounts that come in columns: JSON has one after the other",
        ),
        ("a.parquet --delimiter ;", "`--delimiter` is for CSV; these accounts are Parquet"),
        ("a.parquet --encoding utf-8", "`--encoding` is for CSV and JSON; these accounts are Parquet"),
        ("wrong.parquet", "error: cannot read wrong.parquet as Parquet: "),
        ("a.parquet --id nmae", "a.parquet: no column named `nmae`"),
        ("b.csv --id score --format parquet -o o.parquet", "is called `score`, like a result"),
    ] {
        let ran = folder.score(words);
        assert_eq!(ran.code, 2, "{words}: {}", ran.err);
        assert!(ran.err.contains(says), "{words}: {}", ran.err);
    }
    let ran = folder.run("score a.parquet model.yaml");
    assert!(ran.err.contains("a.parquet holds accounts, not a model"), "{}", ran.err);
    assert!(!folder.names().contains(&"o.parquet".to_owned()));
}

#[test]
fn an_invalid_value_is_told_by_column_and_row() {
    let folder = Folder::new();
    let employees: ArrayRef = Arc::new(StringArray::from(vec!["100", "", "1,200"]));
    let industry: ArrayRef = Arc::new(StringArray::from(vec!["software"; 3]));
    let batch = RecordBatch::try_from_iter([("headcount", employees), ("industry", industry)]).unwrap();
    write(&folder, "a.parquet", &batch);
    for format in ["table", "csv", "jsonl"] {
        let ran = folder.score(&format!("a.parquet --format {format}"));
        assert_eq!(ran.code, 1);
        let says = "error: a.parquet: row 3: column 1 `headcount` (attribute `employees`): expected a number";
        assert!(ran.err.contains(says), "{}", ran.err);
        assert!(ran.err.contains("--on-invalid missing"), "{}", ran.err);
        let ran = folder.score(&format!("a.parquet --format {format} --on-invalid missing"));
        assert_eq!(ran.code, 0);
        let said = if format == "table" { ran.out } else { ran.err };
        assert!(said.contains("invalid values that counted as missing"), "{said}");
    }
}

#[test]
fn only_the_columns_that_are_asked_for_are_read() {
    let folder = Folder::new();
    let industry: ArrayRef = Arc::new(StringArray::from(vec!["software"; 3]));
    let odd: ArrayRef = Arc::new(arrow_array::BinaryArray::from(vec![&b"\xff"[..]; 3]));
    let batch = RecordBatch::try_from_iter([("logo", odd.clone()), ("industry", industry)]).unwrap();
    write(&folder, "a.parquet", &batch);
    assert_eq!(folder.score("a.parquet").code, 0);
    write(&folder, "b.parquet", &RecordBatch::try_from_iter([("industry", odd)]).unwrap());
    let ran = folder.score("b.parquet");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("column `industry` is of type Binary"), "{}", ran.err);
}

#[test]
fn rows_are_picked_and_sorted_with_the_columns_of_the_file() {
    let folder = Folder::new();
    write(&folder, "a.parquet", &accounts());
    let same = |options: &str| {
        let ran = folder.score(&format!("a.parquet -o out.parquet {options}"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let batch = read(&folder, "out.parquet");
        let csv = folder.score(&format!("a.parquet --format csv {options}")).out;
        let names: Vec<&str> = csv.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        let column = batch.column_by_name("name").unwrap();
        let own: Vec<&str> = column.as_string::<i32>().iter().flatten().collect();
        assert_eq!(own, names, "{options}");
        (batch, names.join(" "))
    };
    let (batch, names) = same("--keep all --sort employees:desc --rank");
    assert_eq!(names, "Cedar Ash Gorse Birch Dogwood Elm Fir");
    assert_eq!(batch.schema().field(3).name(), "tools");
    assert!(matches!(batch.schema().field(3).data_type(), arrow_schema::DataType::List(_)));
    assert_eq!(batch.column_by_name("employees").unwrap().as_primitive::<Int32Type>().value(0), 150);
    assert!(batch.column_by_name("rank").is_some());
    assert_eq!(same("--keep name,employees --sort employees --top 2").1, "Dogwood Birch");
    assert_eq!(same("--only status=disqualified").1, "Dogwood");
    assert_eq!(same("--top 1").1, "Ash");
    let (batch, _) = same("--icps all --prefix icp_");
    assert!(batch.column_by_name("icp_old-trade.score").is_some());
    assert!(
        folder
            .score("a.parquet --only tier=B -o out.parquet --sort score")
            .err
            .contains(" of 7 accounts to out.parquet")
    );
}
