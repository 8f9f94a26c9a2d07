//! `--rank`: each account's place in the table, beside answers in the order of the input.

use super::support::Folder;

const CSV: &str = "\
name,employees,industry,tools,founded
Ash,100,software,HubSpot,2020-01-01
Birch,10,software,HubSpot;Stripe,2019-03-04
Cedar,150,steel,,1950-01-01
Elm,,software,,
Fir,,,,
Gorse,50,steel,HubSpot,2015-06-07
";

/// The names in the order of the drawn table.
fn table(folder: &Folder) -> Vec<String> {
    let out = folder.score("a.csv").out;
    let names = ["Ash", "Birch", "Cedar", "Elm", "Fir", "Gorse"];
    let first = |line: &str| line.split_whitespace().find(|word| names.contains(word)).map(str::to_owned);
    let mut found: Vec<String> = out.lines().filter_map(first).collect();
    found.dedup();
    assert_eq!(found.len(), 6, "{out}");
    found
}

#[test]
fn ranks_are_the_order_of_the_table() {
    let folder = Folder::with("a.csv", CSV);
    let order = table(&folder);
    let place = |name: &str| order.iter().position(|one| one == name).unwrap() + 1;
    let csv = folder.score("a.csv --format csv --rank").out;
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().ends_with(",rank"), "{csv}");
    let names: Vec<&str> = lines.clone().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(names, ["Ash", "Birch", "Cedar", "Elm", "Fir", "Gorse"]);
    for line in lines {
        let (name, rank) = (line.split(',').next().unwrap(), line.rsplit(',').next().unwrap());
        assert_eq!(rank.parse::<usize>().unwrap(), place(name), "{line}");
    }
    let jsonl = folder.score("a.csv --format jsonl --rank").out;
    for line in jsonl.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["rank"], place(line["account"].as_str().unwrap()), "{line}");
    }
    assert_eq!(jsonl.lines().count(), 6);
    // The best of all keep the ranks that they have among all, and stand in that order.
    let best = folder.score("a.csv --format csv --rank --top 2").out;
    let ranks: Vec<&str> = best.lines().skip(1).map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(ranks, ["1", "2"]);
    let refused = folder.score("a.csv --rank");
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("`--rank` goes with"), "{}", refused.err);
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_ranks_and_says_who_scored() {
    use arrow_array::cast::AsArray;
    use arrow_array::types::Int32Type;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    let folder = Folder::with("a.csv", CSV);
    let order = table(&folder);
    assert_eq!(folder.score("a.csv --rank -o out.parquet").code, 0);
    let file = std::fs::File::open(folder.path().join("out.parquet")).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    let about = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let by = about.iter().find(|about| about.key == "icp").and_then(|about| about.value.as_deref()).unwrap();
    let by: serde_json::Value = serde_json::from_str(by).unwrap();
    assert_eq!(by["fingerprint"].as_str().unwrap().len(), 64);
    assert!(icp_core::Date::parse(by["as_of"].as_str().unwrap()).is_some(), "{by}");
    let schema = reader.schema().clone();
    assert_eq!(schema.metadata()["icp"], by.to_string());
    let batch = reader.build().unwrap().next().unwrap().unwrap();
    let names = batch.column(0).as_string::<i32>();
    let ranks = batch.column_by_name("rank").unwrap().as_primitive::<Int32Type>();
    for row in 0..6 {
        assert_eq!(order[ranks.value(row) as usize - 1], names.value(row));
    }
}
