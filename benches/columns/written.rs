//! Columns as exports write them, beside the same columns clean.

use icp_core::Model;
use icp_core::column::{Codes, Column, Columns, Offsets, Text, Values};
use serde_json::{Value, json};

use super::measure::{engine, full, short_number, times};
use super::variants::model;
use super::{Grid, Setup};

const ROWS: usize = 100_000;
/// Distinct values.
const DISTINCT: usize = 1_000;

/// A column of texts: all of them one after the other, or by their number.
struct Written {
    plain: (Vec<i32>, String),
    distinct: (Vec<i32>, String),
    codes: Vec<i32>,
}

fn joined<'t>(texts: impl Iterator<Item = &'t String>) -> (Vec<i32>, String) {
    let (mut offsets, mut bytes) = (vec![0], String::new());
    for text in texts {
        bytes.push_str(text);
        offsets.push(bytes.len() as i32);
    }
    (offsets, bytes)
}

fn column((offsets, bytes): &(Vec<i32>, String)) -> Column<'_> {
    Column::new(Values::Text(Text { offsets: Offsets::Small(offsets), bytes: bytes.as_bytes() }))
}

impl Written {
    fn new(text: impl Fn(usize) -> String) -> Self {
        let distinct: Vec<String> = (0..DISTINCT).map(text).collect();
        let codes: Vec<i32> = (0..ROWS).map(|row| (row * 7919 % DISTINCT) as i32).collect();
        let plain = joined(codes.iter().filter_map(|code| distinct.get(*code as usize)));
        Self { plain, distinct: joined(distinct.iter()), codes }
    }

    /// Nanoseconds a row, as plain texts and as a dictionary.
    fn measure(&self, model: &Model) -> [f64; 2] {
        let dictionary =
            Values::Dictionary { codes: Codes::I32(&self.codes), values: Box::new(column(&self.distinct)) };
        [column(&self.plain), Column::new(dictionary)].map(|column| {
            let columns = Columns::new(ROWS).with("value", column).expect("one column");
            engine(model, &columns, &full())
        })
    }
}

/// A model of one attribute and one criterion.
fn of_one(attribute: &Value, fit: &Value) -> Model {
    let card = json!({"criteria": [{"id": "one", "fit": {"value": fit}}], "tiers": [{"id": "A", "from": 50}, {"id": "B"}]});
    model(&json!({"format": "icp/1", "name": "one", "attributes": {"value": attribute},
        "icps": [{"id": "all", "fit": card}]}))
}

/// Thousands with commas.
fn grouped(number: usize) -> String {
    super::measure::whole(number)
}

/// The name of a column, the rule over it, the attribute clean and as a source writes it, and a value both ways.
type Pair = (&'static str, Value, Value, fn(usize) -> String, Value, fn(usize) -> String);

fn pairs() -> Vec<Pair> {
    let number = || json!({"type": "number"});
    vec![
        (
            "number, `$1,200,000`",
            json!({"gte": 600_000}),
            number(),
            |at| (at * 1_200).to_string(),
            json!({"type": "number", "written": {"prefix": "$", "thousands": ",", "suffix": {"K": 1000, "M": 1_000_000}}}),
            |at| format!("${}", grouped(at * 1_200)),
        ),
        (
            "number, `-1` for none",
            json!({"gte": 600_000}),
            number(),
            |at| (at * 1_200).to_string(),
            json!({"type": "number", "missing": [-1, "N/A", "-"]}),
            |at| if at % 10 == 0 { "-1".to_owned() } else { (at * 1_200).to_string() },
        ),
        (
            "date, `M/D/YYYY`",
            json!({"before": "2020-06-01"}),
            json!({"type": "date"}),
            |at| format!("20{:02}-{:02}-{:02}", at % 30, 1 + at % 12, 1 + at % 28),
            json!({"type": "date", "written": "M/D/YYYY"}),
            |at| format!("{}/{}/20{:02}", 1 + at % 12, 1 + at % 28, at % 30),
        ),
        (
            "bool, `Y` and `N`",
            json!(true),
            json!({"type": "bool"}),
            |at| if at % 3 == 0 { "yes" } else { "no" }.to_owned(),
            json!({"type": "bool", "written": {"true": [1, "Y"], "false": [0, "N"]}}),
            |at| if at % 3 == 0 { "Y" } else { "N" }.to_owned(),
        ),
        (
            "text, placeholders",
            json!({"in": ["Software 7", "Software 9"]}),
            json!({"type": "text"}),
            |at| format!("Software {}", at % 40),
            json!({"type": "text", "missing": ["Select", "N/A", "-", -1]}),
            |at| if at % 10 == 0 { "Select".to_owned() } else { format!("Software {}", at % 40) },
        ),
        (
            "text, domains",
            json!({"in": ["acme7.example", "acme9.example"]}),
            json!({"type": "text"}),
            |at| format!("acme{}.example", at % 400),
            json!({"type": "text", "written": "domain"}),
            |at| format!("https://www.acme{}.example/", at % 400),
        ),
    ]
}

pub(super) fn run(_: &Setup) -> Grid {
    let mut grid = Grid::new(["column", "texts, clean", "written", "", "dictionary, clean", "written", ""]);
    for (name, fit, clean, clean_text, written, written_text) in pairs() {
        let [plain, dictionary] = Written::new(clean_text).measure(&of_one(&clean, &fit));
        let [other_plain, other_dictionary] = Written::new(written_text).measure(&of_one(&written, &fit));
        grid.row(
            name,
            [
                short_number(plain),
                short_number(other_plain),
                times(other_plain / plain),
                short_number(dictionary),
                short_number(other_dictionary),
                times(other_dictionary / dictionary),
            ],
        );
    }
    grid
}
