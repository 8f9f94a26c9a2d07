//! Any table as one that a model is begun from: the model is one, and reads every value that it says it reads.

use icp_core::survey::Survey;
use icp_core::{Account, Model, OnInvalid, init};

use super::check_words;

/// Rows and columns that are looked at.
const ROWS: usize = 200;
const COLUMNS: usize = 8;

/// A line for each row, with tabs between its cells; the first is the header.
pub fn init(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut lines = text.split('\n').map(|line| line.split('\t').take(COLUMNS).collect::<Vec<_>>());
    let Some(header) = lines.next() else { return };
    let rows: Vec<Vec<&str>> = lines.take(ROWS).filter(|row| row.len() == header.len()).collect();
    let mut survey = Survey::with_columns(header.iter().copied());
    rows.iter().for_each(|row| survey.add_cells(row.iter().copied()));
    let read = |text: &str| Model::from_yaml(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let (learned, left) = init::reader(&survey, "table");
    read(&learned);
    left.iter().for_each(|(_, reason)| check_words("a reason", reason));
    let text = init::model(&survey, "table");
    let model = read(&text);
    let names = init::account_names(&survey);
    assert!(names.is_none_or(|name| header.contains(&name)), "{names:?} is no column");
    // Values that are said to be no number or date are refused, and all others are read.
    let spoilt = text.contains("`--invalid FILE` lists");
    let all = read(&asking_for_all(&text, &model));
    for row in rows.iter().filter(|_| !spoilt) {
        let cells = header
            .iter()
            .zip(row)
            .filter(|(name, _)| header.iter().filter(|other| other == name).count() == 1);
        let account = cells.fold(Account::new(), |account, (name, cell)| account.with(*name, *cell));
        if let Err(error) = all.record(&account, OnInvalid::Error) {
            assert!(!error.code().starts_with("account.value"), "{error}\n{row:?}\n{text}");
        }
    }
}

/// A model that reads all attributes of another one.
fn asking_for_all(text: &str, model: &Model) -> String {
    let attributes =
        text.find("attributes:").and_then(|from| text[from..].split("\nicps:").next()).expect("attributes");
    let names = model.attributes().enumerate().map(|(at, attribute)| {
        format!("        - {{id: c{at}, fit: {{{}: {{known: true}}}}}}\n", init::yaml_text(attribute.name()))
    });
    let criteria: String = names.collect();
    format!(
        "format: icp/1\nname: all\n{attributes}\nicps:\n  - id: all\n    fit:\n      criteria:\n{criteria}      tiers: [{{id: A}}]\n"
    )
}

#[cfg(test)]
mod tests {
    use oorandom::Rand32;

    use super::init;

    const HEADERS: [&str; 14] = [
        "Company",
        "Size",
        "Revenue",
        "Founded Date",
        "Industry",
        "SIC Code",
        "Rank",
        "Is Target",
        "Website",
        "Tags",
        "Closed on",
        "",
        "hasOwnProperty",
        "all",
    ];

    /// Values as exports write them, a list for each kind of column; a column mostly has those of one.
    const KINDS: [&[&str]; 16] = [
        &[
            "1-10",
            "11-50",
            "1,001-5,000",
            "10,001+",
            "Over 10,000",
            "<10",
            "up to 5",
            "2 to 10",
            "51–200",
            "Self-employed",
        ],
        &["1-10", "251-1K", "1K-5K", "10K-50K", "100K+", "0-1K", "1-10K", "5K", "500"],
        &["$0-$1M", "$1M-$10M", "$500M - $1B", "$10B+", "Under $500,000", "$1M to $10M", "$5M", "$ 3"],
        &["$1,200,000", "€900", "US$5,000", "(250)", "-$5", "1.2M", "7 m", "900k", "3.5 Mio", "12 lakh", "$"],
        &["1.200,50", "900", "12.900,00", "1,200", "312", "0,125", "1 200", "1'000", "1.5", "-7", "1e3"],
        &["12%", "-5 %", "7.5%", "100%", "0.05", "5-10%"],
        &[
            "08/31/2024",
            "31.08.2024",
            "2024-08-31",
            "2009",
            "2015-07",
            "Aug 31, 2024",
            "31 August 2024",
            "3/4/2024 5:07 PM",
        ],
        &[
            "2024-08-31 10:22",
            "2024-08-31T10:22:00Z",
            "2024-08-31T10:22:00.000+00:00",
            "1704067200000",
            "45292",
            "02/23/26",
        ],
        &[
            "Software",
            "Banking",
            "Health, Care",
            "Retail; Food",
            "a|b",
            "[\"x\", \"y\"]",
            "['x']",
            "Select",
            "-None-",
        ],
        &["true", "FALSE", "Yes", "no", "Y", "N", "1", "0", "x", "✓", "Ja", "WAHR"],
        &["5734,7372", "02110", "94107", "EC1A 1BB", "+1 415", "0742"],
        &["acme.example", "https://www.acme.example/about", "a@acme.example", "-", "N/A"],
        &["", " ", "-", "N/A", "unknown", "-1", "-999", "NaN", "null", "—", "9007199254740993", "1e400"],
        &[
            "56K followers",
            "12 employees",
            "3 kilo",
            "72 Main St",
            "12 people",
            "7 FTE",
            "a: b",
            "#x",
            "{y}",
            "\"q\"",
            "'z",
            "- w",
        ],
        &[
            "007", "0012", "00", "12", "5", "0.50", "-07", "+3", "1,007", "0-10", "00-10", "$007", "007%",
            "1e05",
        ],
        &[
            "\"12\"",
            "'5'",
            "\"a\";\"b\"",
            "a;b",
            "a; b;",
            ";a",
            "[x",
            "x]",
            "{\"a\": 1}",
            "\"",
            "''",
            "b|a",
            "a,b",
            "a,,b",
        ],
    ];

    fn pick<'a, T>(chance: &mut Rand32, of: &'a [T]) -> &'a T {
        &of[chance.rand_range(0..of.len() as u32) as usize]
    }

    #[test]
    fn a_model_reads_the_table_it_was_begun_from() {
        for seed in 0..2500 {
            let chance = &mut Rand32::new(seed);
            let kinds: Vec<&[&'static str]> =
                (0..chance.rand_range(1..5)).map(|_| *pick(chance, &KINDS)).collect();
            let mut text = kinds.iter().map(|_| *pick(chance, &HEADERS)).collect::<Vec<_>>().join("\t");
            // Few values of a kind, so that one form may read all of them.
            let few: Vec<Vec<&'static str>> = kinds
                .iter()
                .map(|kind| (0..chance.rand_range(1..6)).map(|_| *pick(chance, kind)).collect())
                .collect();
            for _ in 0..chance.rand_range(2..22) {
                text.push('\n');
                let cell = |few: &Vec<&'static str>, chance: &mut Rand32| match chance.rand_range(0..25) {
                    0 => *pick(chance, KINDS[12]),
                    _ => *pick(chance, few),
                };
                let cells: Vec<&str> = few.iter().map(|few| cell(few, chance)).collect();
                text.push_str(&cells.join("\t"));
            }
            init(text.as_bytes());
        }
    }
}
