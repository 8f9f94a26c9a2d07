//! The acid tests of csv-spectrum, through the reader that accounts come through.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Rows, Source};

fn spectrum() -> Option<PathBuf> {
    let path = "data/csv_spectrum";
    let named = std::env::var_os("ICP_SHARED").map(|shared| PathBuf::from(shared).join(path));
    named.or_else(|| {
        let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        above.map(|folder| folder.join("shared").join(path)).find(|found| found.is_dir())
    })
}

/// A CSV as JSON: one object a row.
fn objects(path: &Path) -> serde_json::Value {
    let mut rows = Rows::new(Source::open(path, None).unwrap(), 1, b',');
    let header: Vec<String> = rows.next().unwrap().unwrap().cells().map(str::to_owned).collect();
    let mut objects = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        assert_eq!(row.len(), header.len());
        let pairs = header.iter().zip(row.cells()).map(|(name, cell)| (name.clone(), cell.into()));
        objects.push(serde_json::Value::Object(pairs.collect()));
    }
    serde_json::Value::Array(objects)
}

#[test]
fn csv_spectrum() {
    let Some(spectrum) = spectrum() else {
        println!("not there, and not tested: shared/data/csv_spectrum");
        return;
    };
    let mut tested = 0;
    for entry in fs::read_dir(spectrum.join("csvs")).unwrap() {
        let csv = entry.unwrap().path();
        let name = csv.file_stem().unwrap().to_str().unwrap().to_owned();
        let json = fs::read_to_string(spectrum.join(format!("json/{name}.json"))).unwrap();
        let mut expected: serde_json::Value = serde_json::from_str(&json).unwrap();
        if name == "location_coordinates" {
            // Their JSON has one object in place of a list, and not the number that stands in the CSV.
            expected["Contact Phone Number"] = "2095257564".into();
            expected = vec![expected].into();
        }
        assert_eq!(objects(&csv), expected, "{name}");
        tested += 1;
    }
    println!("csv-spectrum: {tested} files");
    assert_eq!(tested, 12);
}

/// A text as rows: the line and the cells of each, and how it ends.
fn rows_of(text: &str, by_grammar: bool) -> Vec<(u64, Vec<String>)> {
    let mut rows = Rows::new(Source::of_bytes("a.csv", text.into()).unwrap(), 1, b',');
    rows.by_grammar = by_grammar;
    let mut all = Vec::new();
    loop {
        match rows.next() {
            Ok(Some(row)) => all.push((row.line, row.cells().map(str::to_owned).collect())),
            Ok(None) => {
                let ended = rows.ended();
                let last = ended.last.map_or(0, |(line, _)| line);
                all.push((ended.blank, vec![format!("{:?}", ended.notes), last.to_string()]));
                return all;
            }
            Err(failure) => {
                all.push((0, vec![failure.to_string()]));
                return all;
            }
        }
    }
}

/// Every text of some characters after a header: a line that is only cut at its delimiters is what the grammar makes of it.
#[test]
fn plain_lines_are_what_the_grammar_reads() {
    const SIGNS: [char; 6] = ['a', ' ', ',', '"', '\r', '\n'];
    for number in 0..SIGNS.len().pow(5) {
        let (mut text, mut rest) = ("h,i\n".to_owned(), number);
        for _ in 0..5 {
            text.push(SIGNS[rest % SIGNS.len()]);
            rest /= SIGNS.len();
        }
        text.push_str("\nb,c\n");
        assert_eq!(rows_of(&text, false), rows_of(&text, true), "{text:?}");
    }
}
