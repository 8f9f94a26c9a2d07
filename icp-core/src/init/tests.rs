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
fn codes_with_commas_are_no_amounts() {
    let text = of(&[("SIC Codes", &["5734,7372", "7371", "6021,6022"]), ("Type", &["a", "b"])]);
    assert!(has(&text, "sic_codes: {type: text"), "{text}");
}

#[test]
fn a_name_with_a_comma_is_no_list() {
    let text =
        of(&[("Account Name", &["Acme, Inc.", "Bluefin, Inc.", "Acme", "Bluefin"]), ("Type", &["a", "b"])]);
    assert!(!text.contains("type: set"), "{text}");
    let text = of(&[("Platform", &["Magento", "Magento;Shopify", "Magento;Shopify", "None"])]);
    assert!(has(&text, "Platform: {type: set"), "{text}");
}

#[test]
fn days_and_years_in_one_column_are_dates() {
    let days = ["2009-03-15", "2011", "2015-07", "2019", "2008-01-31"];
    let text = of(&[("Founded Date", &days), ("Type", &["a", "b"])]);
    assert!(has(&text, "founded_date: {type: date, written: [YYYY, YYYY-MM]"), "{text}");
    let text = of(&[("Since", &["March 5, 2026", "Jun 12, 2026"])]);
    assert!(has(&text, "Since: {type: date, written: \"MMM D, YYYY\"}"), "{text}");
}

#[test]
fn ranges_are_asked_for_from_the_begin_of_one_on() {
    let text = of(&[("Size", &["1-10", "11-50", "51-200", "Over 10,000"]), ("Type", &["a", "b"])]);
    assert!(has(&text, "Size: {type: number, written: {thousands: \",\", range: interval}}"), "{text}");
    assert!(text.contains("fit: {Size: {gte: 51}}"), "{text}");
    let text = of(&[("Size", &["1-10", "251-1K", "1K-5K", "100K+"])]);
    assert!(has(&text, "Size: {type: number, written: {suffix: {K: 1000}, range: interval}}"), "{text}");
    let text = of(&[("Size", &["1-10M", "10-50M"])]);
    assert!(has(&text, "Size: {type: text"), "{text}");
}

#[test]
fn what_became_of_accounts_and_what_nobody_wants_is_not_asked_for() {
    let text = of(&[
        ("Converted", &["Yes", "No"]),
        ("won_date", &["2024-01-03", "2024-05-06"]),
        ("Do Not Email", &["Yes", "No", "No"]),
        ("CB Rank", &["12", "250", "9000"]),
        ("Street", &["1 Main St", "2 Main St", "3 High St"]),
        ("Industry", &["Software", "Banking"]),
    ]);
    assert!(
        has(&text, "# is it what became of the account? `icp learn` learns from it (`--outcome Converted`)"),
        "{text}"
    );
    assert_eq!(text.matches("weight: 1").count(), 1, "{text}");
    assert!(
        text.contains("#   - {id: not-for-us, reason: not our market, when: {Industry: {in: ["),
        "{text}"
    );
}

#[test]
fn columns_that_no_name_tells_apart_are_left_out() {
    let mut survey = Survey::with_columns(["City", "New York", "", "New York"]);
    for row in 0..20 {
        survey.add_cells(if row % 2 == 0 { ["Bern", "a", "x", "1"] } else { ["Rome", "b", "y", "2"] });
    }
    let text = model(&survey, "export");
    assert!(has(&text, "# - New York: the name of several columns: rename all but one"), "{text}");
    assert!(has(&text, "# - : a column without a name: give it one"), "{text}");
}

#[test]
fn days_with_short_years_are_told_where_they_all_differ() {
    let days: Vec<String> =
        (0..40).map(|row| format!("{:02}/{:02}/26", row % 12 + 1, row % 28 + 1)).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let text = of(&[("Last Seen", &days), ("Type", &["a", "b"])]);
    assert!(has(&text, "# - Last Seen: dates with years of two digits, which nothing reads"), "{text}");
}

#[test]
fn suffixes_that_differ_in_case_are_one() {
    let text = of(&[("Revenue", &["1.2M", "7 m", "900k"]), ("Type", &["a", "b"])]);
    assert!(has(&text, "Revenue: {type: number, written: {suffix: {M: 1000000, k: 1000}}}"), "{text}");
}

#[test]
fn each_sign_between_days_has_its_own_order() {
    let days = ["08/31/2024", "31.08.2024", "12/24/2023", "24.12.2023"];
    let text = of(&[("Since", &days)]);
    assert!(has(&text, "Since: {type: date, written: [D.M.YYYY, M/D/YYYY]}"), "{text}");
    assert!(text.contains("2023-12-24 to 2024-08-31"), "{text}");
}

#[test]
fn counts_of_time_are_days_under_the_name_of_one() {
    let moments = ["1704067200000", "1706745600000", "1693526400000"];
    let text = of(&[("createdate", &moments), ("Id", &moments), ("Type", &["a", "b"])]);
    assert!(has(&text, "createdate: {type: date, written: epoch_ms}"), "{text}");
    assert!(has(&text, "Id: {type: number}"), "{text}");
    let text = of(&[("Closed on", &["45292", "45301", "45123"])]);
    assert!(
        has(
            &text,
            "# days as a spreadsheet counts them? `{type: date, written: excel}` reads them, or `excel_1904`"
        ),
        "{text}"
    );
}

#[test]
fn numbers_in_several_forms_are_told() {
    let text = of(&[("Revenue", &["1,200.50", "1.200,50", "900"]), ("Growth", &["12%", "0.05"])]);
    assert_eq!(
        text.matches("# numbers, but not all in one form, so that nothing reads them").count(),
        2,
        "{text}"
    );
}

#[test]
fn names_are_not_asked_for() {
    let text = of(&[
        ("Company Name for Emails", &["Acme", "Bluefin"]),
        ("Company", &["Acme", "Bluefin"]),
        ("Type", &["a", "b"]),
    ]);
    assert_eq!(text.matches("weight: 1").count(), 1, "{text}");
}

#[test]
fn a_box_that_is_ticked_is_a_yes() {
    let text = of(&[("Target", &["x", "", "X"])]);
    assert!(has(&text, "Target: {type: bool, written: {true: [x]}}"), "{text}");
    assert!(has(&text, "# never no: `blank: false` if a blank means no"), "{text}");
}

#[test]
fn accounts_without_a_name_have_their_ids() {
    let mut survey = Survey::with_columns(["Lead Number", "Source"]);
    for row in 0..20 {
        survey.add_cells([&*format!("{}", 660_700 + row * 7), "Web"]);
    }
    assert_eq!(account_names(&survey), Some("Lead Number"));
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

#[test]
fn headers_that_are_words_of_the_format() {
    let reserved = of(&[("hasOwnProperty", &["a", "b"]), ("all", &["a", "b"])]);
    assert!(reserved.contains("# - hasOwnProperty: a word that programs keep for themselves"), "{reserved}");
    assert!(reserved.contains("all_2: {type: text, aliases: [all]"), "{reserved}");
}
