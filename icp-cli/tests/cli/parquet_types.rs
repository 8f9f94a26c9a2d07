//! Parquet as others write it: types that Arrow has not, types that nobody reads, and names of accounts that are no text.

use std::fs::File;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use parquet::arrow::{ArrowWriter, encode_arrow_schema};
use parquet::data_type::{
    ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int96, Int96Type,
};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::support::{Folder, Ran, without};

/// The values of one column, flat or in a list, with their levels.
#[derive(Clone)]
enum Column {
    Int96(Vec<Int96>),
    Int32(Vec<i32>),
    Text(Vec<&'static str>),
    Fixed(Vec<Vec<u8>>),
}

/// Writes columns of a schema in which every value is there.
fn write(folder: &Folder, name: &str, message: &str, columns: &[Column], levels: Option<(&[i16], &[i16])>) {
    let schema = Arc::new(parse_message_type(message).unwrap());
    let file = File::create(folder.path().join(name)).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(WriterProperties::new())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let (definitions, repetitions) = levels.unzip();
    for column in columns {
        let mut out = group.next_column().unwrap().unwrap();
        let wrote = match column {
            Column::Int96(values) => out.typed::<Int96Type>().write_batch(values, definitions, repetitions),
            Column::Int32(values) => out.typed::<Int32Type>().write_batch(values, definitions, repetitions),
            Column::Text(values) => {
                let values: Vec<ByteArray> = values.iter().map(|text| ByteArray::from(*text)).collect();
                out.typed::<ByteArrayType>().write_batch(&values, definitions, repetitions)
            }
            Column::Fixed(values) => {
                let values: Vec<FixedLenByteArray> =
                    values.iter().map(|bytes| ByteArray::from(bytes.clone()).into()).collect();
                out.typed::<FixedLenByteArrayType>().write_batch(&values, definitions, repetitions)
            }
        };
        wrote.unwrap();
        out.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
}

/// A moment as Spark writes it by default: the nanoseconds of a day, and the day, counted from 4713 before Christ.
fn int96(day: &str, nanoseconds: u64) -> Int96 {
    let day = icp_core::Date::parse(day).unwrap().days();
    raw_int96((day + 2_440_588) as u32, nanoseconds)
}

fn raw_int96(day: u32, nanoseconds: u64) -> Int96 {
    let mut value = Int96::new();
    value.set_data(nanoseconds as u32, (nanoseconds >> 32) as u32, day);
    value
}

fn rows(ran: &Ran) -> Vec<String> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn moments_of_96_bits_are_the_days_that_they_are() {
    // The edges of what 64 bits of nanoseconds hold, and what lies beyond; `older_than: 20 years` tells them apart.
    let days =
        ["9999-12-31", "2262-04-12", "2006-11-21", "2006-11-20", "1677-09-20", "1602-03-20", "0001-01-01"];
    let csv: String = days.iter().map(|day| format!("100,{day}\n")).collect();
    let folder = Folder::with("a.csv", format!("employees,founded\n{csv}"));
    let last = 86_400_000_000_000 - 1;
    let message = "message m { required int32 employees; required int96 founded; }";
    for nanoseconds in [0, last] {
        let moments = days.map(|day| int96(day, nanoseconds)).to_vec();
        write(
            &folder,
            "a.parquet",
            message,
            &[Column::Int32(vec![100; days.len()]), Column::Int96(moments)],
            None,
        );
        let found = rows(&folder.score("a.parquet --format csv"));
        assert_eq!(found, rows(&folder.score("a.csv --format csv")));
        let old = found.iter().map(|row| row.contains("old-trade")).filter(|old| *old).count();
        assert_eq!(old, 4, "{found:?}");
    }
    // A moment outside of all years is refused, and never wrapped into one.
    for moment in
        [raw_int96(u32::MAX, 0), raw_int96(0, 0), raw_int96(i32::MAX as u32, last), raw_int96(1 << 31, 0)]
    {
        write(&folder, "b.parquet", message, &[Column::Int32(vec![100]), Column::Int96(vec![moment])], None);
        let ran = folder.score("b.parquet");
        assert_eq!(ran.code, 1, "{}", ran.out);
        assert!(ran.err.contains("found a date outside of the years 1 to 9999"), "{}", ran.err);
    }
}

#[test]
fn moments_of_96_bits_inside_of_events() {
    let folder = Folder::new();
    folder.write(
        "own.yaml",
        "{format: icp/1, name: own, attributes: {seen: {type: events}}, icps: [{id: only, fit: {criteria: [{id: a, \
         fit: {seen: {happened: {event: demo, within_last: 30 days}}}}], tiers: [{id: in, from: 50}, {id: out}]}}]}",
    );
    // As Spark writes arrays, and as it did long ago.
    for list in [
        "repeated group list { required group element {",
        "repeated group bag { required group array_element {",
    ] {
        let message = format!(
            "message m {{ required group seen (LIST) {{ {list} required binary event (UTF8); required int96 on; }} }} }} }}"
        );
        let columns = [
            Column::Text(vec!["demo", "demo", "other"]),
            Column::Int96(vec![int96("2026-11-01", 1), int96("9999-12-31", 0), int96("2026-11-01", 0)]),
        ];
        write(&folder, "a.parquet", &message, &columns, Some((&[1, 1, 1], &[0, 0, 1])));
        let ran = folder.run("score own.yaml a.parquet --as-of 2026-11-21 --format csv");
        let found = rows(&ran);
        let scores: Vec<&str> = found.iter().filter_map(|row| row.split(',').nth(4)).collect();
        assert_eq!(scores, ["100", "0"], "{list}: {}", ran.out);
    }
}

const UUID: &str = "550e8400-e29b-41d4-a716-4466554400ff";

fn uuid() -> Vec<u8> {
    let digits: Vec<u8> = UUID.chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|two| two[0] << 4 | two[1]).collect()
}

#[test]
fn uuids_name_accounts_and_are_texts() {
    let folder = Folder::new();
    for (name, options) in [("id", ""), ("account_uuid", " --id account_uuid"), ("domain", "")] {
        let message = format!(
            "message m {{ required fixed_len_byte_array(16) {name} (UUID); required int32 employees; }}"
        );
        write(&folder, "a.parquet", &message, &[Column::Fixed(vec![uuid()]), Column::Int32(vec![100])], None);
        let ran = folder.score(&format!("a.parquet --format csv{options}"));
        assert!(rows(&ran)[0].starts_with(&format!("{UUID},")), "{}", ran.out);
        assert!(ran.out.starts_with(&format!("{name},")), "{}", ran.out);
        let ran = folder
            .run(&format!("explain model.yaml a.parquet --id {UUID} --id-column {name} --as-of 2026-11-21"));
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    folder.write(
        "own.yaml",
        format!(
            "{{format: icp/1, name: own, attributes: {{key: {{type: text}}}}, icps: [{{id: only, fit: {{criteria: [{{id: a, \
             fit: {{key: {{in: [{UUID}]}}}}}}], tiers: [{{id: in, from: 50}}, {{id: out}}]}}}}]}}"
        ),
    );
    let message = "message m { required fixed_len_byte_array(16) key (UUID); }";
    write(&folder, "b.parquet", message, &[Column::Fixed(vec![uuid(), vec![0; 16]])], None);
    let found = rows(&folder.run("score own.yaml b.parquet --format csv"));
    assert!(found[0].contains(",100,") && found[1].contains(",0,"), "{found:?}");
}

#[test]
fn what_is_only_a_name_never_ends_the_run() {
    let folder = Folder::new();
    for (column, values, found) in [
        ("fixed_len_byte_array(16)", Column::Fixed(vec![uuid()]), "FixedSizeBinary(16)"),
        ("binary", Column::Text(vec!["Ash"]), "Binary"),
        ("fixed_len_byte_array(12)", Column::Fixed(vec![vec![1; 12]]), "FixedSizeBinary(12)"),
    ] {
        for (name, options) in [("id", ""), ("key", " --id key")] {
            let message = format!("message m {{ required {column} {name}; required int32 employees; }}");
            write(&folder, "a.parquet", &message, &[values.clone(), Column::Int32(vec![100])], None);
            for format in ["table", "csv", "jsonl", "parquet -o out.parquet"] {
                let ran = folder.score(&format!("a.parquet --format {format}{options}"));
                assert_eq!(ran.code, 0, "{}", ran.err);
                let says = format!(
                    "accounts are named by their rows: column `{name}` is of type {found}, which cannot be read"
                );
                assert!(ran.err.contains(&says), "{}", ran.err);
                if format == "csv" {
                    assert!(ran.out.starts_with("row,") && rows(&ran)[0].starts_with("1,"), "{}", ran.out);
                }
            }
        }
    }
}

#[test]
fn enums_are_texts_and_json_is_what_it_says() {
    let folder = Folder::with("a.csv", "industry,tools\nsoftware,HubSpot\nsteel,Slack\n");
    for kind in ["ENUM", "UTF8", "JSON"] {
        let quoted = kind == "JSON";
        let message =
            format!("message m {{ required binary industry ({kind}); required binary tools (JSON); }}");
        let industry = if quoted { vec!["\"software\"", "\"steel\""] } else { vec!["software", "steel"] };
        let tools = vec!["[\"HubSpot\", null]", " \"Slack\""];
        write(&folder, "a.parquet", &message, &[Column::Text(industry), Column::Text(tools)], None);
        for format in ["csv", "jsonl"] {
            let ran = folder.score(&format!("a.parquet --format {format}"));
            let csv = folder.score(&format!("a.csv --format {format}"));
            // The texts of the source stand in `given`.
            match format {
                "csv" => assert_eq!((ran.code, ran.out), (0, csv.out), "{kind}: {}", ran.err),
                _ => {
                    let answers = |out: &str| without(out, &["given"]);
                    assert_eq!((ran.code, answers(&ran.out)), (0, answers(&csv.out)), "{kind}: {}", ran.err);
                }
            }
        }
    }
    let message = "message m { required binary tools (JSON); }";
    write(&folder, "b.parquet", message, &[Column::Text(vec!["[1]"])], None);
    let ran = folder.score("b.parquet");
    assert!(ran.code == 1 && ran.err.contains("found the number 1 in it"), "{}", ran.err);
}

/// The Arrow schema that a writer puts beside a file, with integers of 128 bits in place of 64.
fn with_int128(schema: &Schema) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let text = encode_arrow_schema(schema);
    let bits: Vec<u8> = text
        .bytes()
        .filter(|byte| *byte != b'=')
        .flat_map(|byte| {
            let six = DIGITS.iter().position(|digit| *digit == byte).unwrap() as u8;
            (0..6).rev().map(move |bit| six >> bit & 1)
        })
        .collect();
    let mut bytes: Vec<u8> =
        bits.chunks_exact(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit)).collect();
    let at = bytes.windows(4).rposition(|four| four == 64i32.to_le_bytes()).unwrap();
    bytes[at..at + 4].copy_from_slice(&128i32.to_le_bytes());
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let digit =
        |six: &[u8]| DIGITS[(0..6).fold(0, |sum, at| sum << 1 | usize::from(*six.get(at).unwrap_or(&0)))];
    let text: Vec<u8> = bits.chunks(6).map(digit).collect();
    let text = String::from_utf8(text).unwrap();
    format!("{text}{}", "=".repeat((4 - text.len() % 4) % 4))
}

#[test]
fn an_arrow_schema_that_cannot_be_read_stops_nothing() {
    let folder = Folder::with("a.csv", "industry,employees,founded\nsoftware,100,2020-01-01\n");
    let moment = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    let founded = TimestampMicrosecondArray::from(vec![1_577_836_800_000_000]).with_timezone("UTC");
    let columns: [(&str, ArrayRef); 4] = [
        ("industry", Arc::new(StringArray::from(vec!["software"]))),
        ("employees", Arc::new(Int32Array::from(vec![100]))),
        ("founded", Arc::new(founded)),
        ("large", Arc::new(Int64Array::from(vec![7]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let int128 = with_int128(&Schema::new(vec![
        Field::new("industry", DataType::Utf8, false),
        Field::new("employees", DataType::Int32, false),
        Field::new("founded", moment.clone(), false),
        Field::new("large", DataType::Int64, false),
    ]));
    for beside in [&*int128, "AAAA", "no base64 at all", ""] {
        let about = vec![KeyValue::new("ARROW:schema".to_owned(), beside.to_owned())];
        let properties = WriterProperties::builder().set_key_value_metadata(Some(about)).build();
        let options = parquet::arrow::arrow_writer::ArrowWriterOptions::new()
            .with_properties(properties)
            .with_skip_arrow_metadata(true);
        let file = File::create(folder.path().join("a.parquet")).unwrap();
        let mut writer = ArrowWriter::try_new_with_options(file, batch.schema(), options).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let (ran, csv) = (folder.score("a.parquet --format csv"), folder.score("a.csv --format csv"));
        assert_eq!((ran.code, &*ran.out), (0, &*csv.out), "{beside}: {}", ran.err);
        // A zone may have stood there.
        let says = "its Arrow schema cannot be read; the days of `founded` are those of UTC";
        assert!(ran.err.contains(says), "{}", ran.err);
    }
}

#[test]
fn columns_that_nobody_reads_are_of_any_type() {
    let folder = Folder::new();
    let fixed = |length: usize| Column::Fixed(vec![vec![7; length]]);
    let message = "message m {
        required int32 employees;
        required int96 a;
        required fixed_len_byte_array(16) b;
        required fixed_len_byte_array(16) c (UUID);
        required fixed_len_byte_array(12) d (INTERVAL);
        required fixed_len_byte_array(2) e (FLOAT16);
        required binary f (BSON);
        required binary g (JSON);
        required binary h (ENUM);
        required int32 i (TIME_MILLIS);
        required group j (MAP) { repeated group key_value { required binary key (UTF8); required int32 value; } }
        required group k { required int96 l; required binary m; }
    }";
    let columns = [
        Column::Int32(vec![100]),
        Column::Int96(vec![raw_int96(u32::MAX, u64::MAX)]),
        fixed(16),
        fixed(16),
        fixed(12),
        fixed(2),
        Column::Text(vec!["\u{1}"]),
        Column::Text(vec!["not JSON"]),
        Column::Text(vec!["x"]),
        Column::Int32(vec![-1]),
        Column::Text(vec!["key"]),
        Column::Int32(vec![1]),
        Column::Int96(vec![raw_int96(0, 0)]),
        Column::Text(vec!["y"]),
    ];
    write(&folder, "a.parquet", message, &columns, Some((&[1], &[0])));
    let ran = folder.score("a.parquet --format csv");
    assert_eq!(rows(&ran).len(), 1);
}

#[test]
fn structures_are_read_under_paths() {
    let folder = Folder::new();
    let model = r#"{"format": "icp/1", "name": "nested",
        "attributes": {"employees": {"type": "number", "aliases": ["properties.staff"]},
            "country": {"type": "text", "aliases": ["raw.country"]}},
        "icps": [{"id": "smb", "fit": {"tiers": [{"id": "A"}], "criteria": [
            {"id": "size", "fit": {"employees": {"gte": 50}}}, {"id": "home", "fit": {"country": "DE"}}]}}]}"#;
    std::fs::write(folder.path().join("nested.json"), model).unwrap();
    let message = "message m {
        required group properties { required int32 staff; required int96 other; }
        required binary raw (JSON);
    }";
    let columns = [
        Column::Int32(vec![100]),
        Column::Int96(vec![raw_int96(0, 0)]),
        Column::Text(vec![r#"{"country": "DE", "city": ["Kiel"]}"#]),
    ];
    write(&folder, "a.parquet", message, &columns, None);
    let ran = folder.run("score nested.json a.parquet --format csv --as-of 2026-11-21");
    assert!(!ran.err.contains("no column"), "{}", ran.err);
    assert!(rows(&ran).concat().contains(",100,"), "{}", ran.out);
}
