//! Columns as products export them: which attribute each becomes, what is said beside it, and what the first scorecard asks.

use super::{account_names, model};
use crate::survey::Survey;

/// The model of columns that repeat these values, over forty rows.
fn of(columns: &[(&str, &[&str])]) -> String {
    let mut survey = Survey::with_columns(columns.iter().map(|(header, _)| *header));
    for row in 0..40 {
        survey.add_cells(columns.iter().map(|(_, values)| values[row % values.len()]));
    }
    model(&survey, "export")
}

fn has(text: &str, line: &str) -> bool {
    text.lines().any(|known| known.trim_start().starts_with(line))
}

#[test]
fn codes_are_texts_and_no_amounts() {
    let text = of(&[
        ("Billing Zip/Postal Code", &["94107", "10115", "75001"]),
        ("billingZip", &["94107", "10115"]),
        ("Employees", &["12", "250"]),
    ]);
    assert!(has(&text, "billing_zip_postal_code: {type: text"), "{text}");
    assert!(has(&text, "billingZip: {type: text"), "{text}");
    assert!(has(&text, "Employees: {type: number}"), "{text}");
    // Neither is asked for by the first scorecard.
    assert!(!text.contains("fit: {billing"), "{text}");
}

#[test]
fn what_a_system_keeps_about_its_records_is_not_scored() {
    let text = of(&[
        ("Company owner", &["Ana", "Tom"]),
        ("Create Date", &["2024-01-01", "2025-01-01"]),
        ("Latitude", &["37.5", "40.1"]),
        ("Currency", &["USD", "EUR"]),
        ("Industry", &["Software", "Banking"]),
    ]);
    assert!(has(&text, "company_owner: {type: text"), "{text}");
    assert_eq!(text.matches("fit: {").count() - text.matches("        fit:\n").count(), 1, "{text}");
    assert!(text.contains("fit: {Industry: {in:"), "{text}");
}

#[test]
fn numbers_that_can_be_read_in_two_ways_are_no_names() {
    let numbers: Vec<String> = (0..40).map(|row| format!("{},{:03}", 100 + row, 100 + row)).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let text = of(&[("CB Rank (Company)", &numbers), ("Type", &["a", "b"])]);
    assert!(has(&text, "# two readings are possible"), "{text}");
    assert!(has(&text, "cb_rank_company: {type: text"), "{text}");
    assert!(!text.contains("fit: {cb_rank"), "{text}");
}

#[test]
fn a_number_that_stands_for_nothing_is_found_among_texts() {
    let text = of(&[("Sector", &["Finance", "-1", "Retail", "Retail"]), ("Score", &["1", "-1", "4"])]);
    assert!(has(&text, "Sector: {type: text, missing: [-1], values: [Retail, Finance]}"), "{text}");
    assert!(has(&text, "Score: {type: number, missing: [-1]}"), "{text}");
}

#[test]
fn numbers_beside_a_word_say_how_to_read_them() {
    let sizes =
        ["2-10 employees", "11-50 employees", "1,001-5,000 employees", "Self-employed", "51-200 employees"];
    let text = of(&[("Company size", &sizes), ("Type", &["a", "b"])]);
    let wanted = "# 32 of 40 (80 %) are numbers: `{type: number, written: {suffix: {employees: 1}, thousands: \",\", \
                  range: interval}, missing: [Self-employed]}` reads them, if the rest is no value";
    assert!(has(&text, wanted), "{text}");
}

#[test]
fn money_of_several_currencies_and_boxes_are_told() {
    let text = of(&[
        ("Revenue", &["$1,200,000", "€3,400,000", "US$5,000,000"]),
        ("Target", &["true", ""]),
        ("Type", &["a", "b"]),
    ]);
    assert!(has(&text, "# amounts with `$` and `€`: read as they stand"), "{text}");
    assert!(has(&text, "# never no: `blank: false` if a blank means no"), "{text}");
}

#[test]
fn shares_with_decimals_are_no_numbers_of_rows() {
    let shares: Vec<String> = (0..40).map(|row| format!("{}.{:02}%", row, row * 2)).collect();
    let shares: Vec<&str> = shares.iter().map(String::as_str).collect();
    let text = of(&[("Growth", &shares), ("Type", &["a", "b"])]);
    assert!(has(&text, "Growth: {type: number, written: {percent: true}}"), "{text}");
    assert!(text.contains("0 to 0.3978, median 0.2"), "{text}");
}

#[test]
fn the_spelling_of_a_value_is_the_commonest_one() {
    let text = of(&[("State", &["CA", "Ca", "CA", "NY"])]);
    assert!(has(&text, "State: {type: text, values: [CA, NY]}"), "{text}");
}

#[test]
fn accounts_are_named_by_the_column_whose_header_says_so() {
    let mut survey = Survey::with_columns(["won", "Symbol", "Domain Name", "Security Name", "Website"]);
    for row in 0..20 {
        let (day, symbol) = (format!("2024-01-{:02}", row + 1), format!("S{row}x"));
        let (domain, name) = (format!("a{row}.example"), format!("Company {row}"));
        survey.add_cells([&*day, &*symbol, &*domain, &*name, &*domain]);
    }
    assert_eq!(account_names(&survey), Some("Security Name"));
}
