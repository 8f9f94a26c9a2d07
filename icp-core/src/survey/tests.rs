//! Samples of columns: how dates, numbers, words and sets are recognized, and that pieces add up.

use super::{ColumnSurvey, Read};
use crate::value::AttributeType::{self, Bool, Date, Number, Set, Text};

fn survey(texts: &[&str]) -> ColumnSurvey {
    let mut column = ColumnSurvey::default();
    texts.iter().for_each(|text| column.add_text(text));
    column
}

/// The text to be written for each way that reads all values, as an attribute of a type.
fn written(kind: AttributeType, texts: &[&str]) -> Vec<String> {
    let column = survey(texts);
    let known = column.values() - column.text_placeholders();
    let ways = column.ways(kind).into_iter().filter(|way| way.count == known);
    ways.map(|way| way.written.unwrap_or_else(|| "nothing".to_owned())).collect()
}

#[test]
fn dates_have_a_pattern_only_where_all_agree() {
    for (texts, wanted) in [
        (&["11/23/2011", "1/5/2012"][..], &["M/D/YYYY"][..]),
        (&["23.11.2011", "5.1.2012"], &["D.M.YYYY"]),
        (&["1/2/2012", "3/4/2012"], &["M/D/YYYY", "D/M/YYYY"]),
        (&["2018-02-26 19:58:54"], &["\"YYYY-MM-DD hh:mm:ss\""]),
        (&["2018-02-26T19:58:54.123"], &["\"YYYY-MM-DDThh:mm:ss.sss\""]),
        (&["2018-02-26"], &["nothing"]),
        (&["2018-2-26", "2018-02-26"], &["YYYY-M-D"]),
        (&["Nov 23, 2011"], &["\"MMM D, YYYY\""]),
        (&["23-Nov-2011"], &["D-MMM-YYYY"]),
        (&["11/23/2011 3:05 PM", "1/5/2012 11:00 AM"], &["\"M/D/YYYY h:mm AM\""]),
        (&["2012-06", "2011-01"], &["YYYY-MM"]),
        (&["2012", "1999"], &["YYYY"]),
        (&["20120630"], &["YYYYMMDD"]),
        (&["1330000000", "1350000000"], &["epoch_s"]),
        (&["1330000000000"], &["epoch_ms"]),
        (&["45984", "41000.5"], &["excel", "excel_1904"]),
        (&["11/23/2011", "23/11/2011"], &[]),
        (&["11/23/2011", "soon"], &[]),
        (&["31/2/2012"], &[]),
        (&["2018-02-26 25:00"], &[]),
    ] {
        assert_eq!(written(Date, texts), wanted, "{texts:?}");
    }
}

#[test]
fn numbers_have_a_form_only_where_all_agree() {
    for (texts, wanted) in [
        (&["1,200", "50", "1,200.5"][..], &["{thousands: \",\"}"][..]),
        (&["1,200,000"], &["{thousands: \",\"}"]),
        (&["1,200", "3,400"], &["{thousands: \",\"}", "{decimal: \",\"}"]),
        (&["12,5", "1,200"], &["{decimal: \",\"}"]),
        (&["1.200,5", "12"], &["{thousands: \".\", decimal: \",\"}"]),
        (&["1 200", "12\u{a0}500"], &["{thousands: \" \"}"]),
        (&["$5", "$1,200"], &["{prefix: [\"$\"], thousands: \",\"}", "{prefix: [\"$\"], decimal: \",\"}"]),
        (&["$1.2M", "$300K"], &["{prefix: [\"$\"], suffix: {K: 1000, M: 1000000}}"]),
        (&["12%", "3.5 %"], &["{percent: true}"]),
        (&["51-200", "10,001+", "2 to 10", "1,001-5,000,000"], &["{thousands: \",\", range: interval}"]),
        (&["<10", "11–50"], &["{range: interval}"]),
        (&["1-10", "501-1,000", "1,001-5,000", "10,001+"], &["{thousands: \",\", range: interval}"]),
        (&["10,001+"], &["{thousands: \",\", range: interval}", "{decimal: \",\", range: interval}"]),
        (&["20-10"], &[]),
        (&["50 employees", "1 employee"], &["{suffix: {employee: 1, employees: 1}}"]),
        (&["5 EUR", "7 euro"], &["{suffix: {EUR: 1, euro: 1}}"]),
        (&["5 million USD", "7k USD"], &["{suffix: {k USD: 1000, million USD: 1000000}}"]),
        // A word that is not known may mean anything, and two units are no number of one thing.
        (&["5 kilo"], &[]),
        (&["5 kilo", "1,200"], &[]),
        (&["5 EUR", "7 USD"], &[]),
        (&["5", "1e6", "-2.5"], &["nothing"]),
        (&["12 Main Street", "5 High Road", "7 Low Road"], &[]),
        (&["12%", "5"], &[]),
        (&["2012-06-01"], &[]),
        (&["1,20"], &["{decimal: \",\"}"]),
        (&["00123"], &[]),
    ] {
        assert_eq!(written(Number, texts), wanted, "{texts:?}");
    }
}

#[test]
fn pairs_of_words_are_true_and_false_together() {
    for (texts, wanted) in [
        (&["1", "0", "1"][..], &["{true: [1], false: [0]}"][..]),
        (&["Y", "n", "N/A"], &["{true: [\"y\"], false: [\"n\"]}"]),
        (&["TRUE", "no"], &["nothing"]),
        (&["1"], &[]),
        (&["Y", "0"], &[]),
    ] {
        assert_eq!(written(Bool, texts), wanted, "{texts:?}");
    }
}

#[test]
fn sets_have_short_items_that_come_in_other_company() {
    let separator = |texts: &[&str]| match &*survey(texts).ways(Set) {
        [way] => match way.read {
            Read::Items(separator) => separator,
            _ => None,
        },
        _ => None,
    };
    assert_eq!(separator(&["cat, wolf", "wolf", "eagle, cat", "eagle"]), Some(','));
    assert_eq!(separator(&["A|B", "B|C", "A|C"]), Some('|'));
    // A place has its parts in an order, and each in one company.
    assert_eq!(separator(&["Paris, France", "Berlin, Germany", "Rome, Italy"]), None);
    assert_eq!(separator(&["yes, registered under the name", "none"]), None);
    assert_eq!(survey(&["[\"A\", \"B\"]", "[]"]).ways(Set).len(), 1);
    assert_eq!(written(Text, &["red", "blue, dark"]), ["nothing"]);
}

#[test]
fn placeholders_are_told_and_left_aside() {
    let column = survey(&["5", "-1", "12", "-1", "Unknown", "n/a", "N/A", "-"]);
    let wanted = [("-", 1), ("N/A", 1), ("Unknown", 1), ("n/a", 1), ("-1", 2)];
    assert_eq!(column.placeholders(), wanted.map(|(text, count)| (text.to_owned(), count)));
    // With other numbers below zero, -1 is one of them.
    assert_eq!(survey(&["5", "-1", "-2.5"]).placeholders(), []);
    // Namibia among countries.
    assert_eq!(survey(&["DE", "NA", "FR"]).placeholders(), []);
}

#[test]
fn commas_part_thousands_where_nothing_else_is_possible() {
    let rest = ["2,450", "3,871", "9,999", "1,200", "1,001"];
    let with = |more: &[&'static str]| written(Number, &[&rest, more].concat());
    let two = ["{thousands: \",\"}", "{decimal: \",\"}"];
    assert_eq!(with(&["312"]), two[..1]);
    // Without a number below a thousand, or with one of four digits that has none, either may be meant.
    assert_eq!(with(&[]), two);
    assert_eq!(with(&["312", "4500"]), two);
    assert_eq!(written(Number, &["1,200", "312"]), two);
    // A thousand does not begin with a 0.
    assert_eq!(written(Number, &["0,125", "0,250"]), two[1..]);
}

#[test]
fn digits_that_no_number_holds_are_none() {
    assert_eq!(written(Number, &["12", "9007199254740993"]), written(Number, &["12", "x"]));
    assert_eq!(survey(&["02-200", "09,001+", "up to 05", "-02", "-000000"]).ways(Number).len(), 0);
    assert_eq!(survey(&["9007199254740993", "1e400", "$9,007,199,254,740,993"]).ways(Number).len(), 0);
}

#[test]
fn lists_are_found_by_what_their_items_share_with_others() {
    for texts in [
        &["EMEA", "EMEA, Q3 targets", "Q3 targets"][..],
        &["a, b, c", "a", "a, c", "a, b", "b", "c", "b, d once", "b, e once", "a, b", "a, c", "a, b, c"],
    ] {
        let column = survey(texts);
        assert!(column.ways(Set).iter().any(|way| way.read == Read::Items(Some(','))), "{texts:?}");
    }
    let places =
        ["Austin, Texas", "Dallas, Texas", "Houston, Texas", "Albany, New York", "Buffalo, New York"];
    assert!(survey(&places).ways(Set).is_empty());
    // A set refuses items in quotation marks.
    let quoted = ["EMEA", "EMEA, Q3 targets", "Q3 targets", "\"EMEA\", Q3 targets"];
    assert!(survey(&quoted).ways(Set).is_empty());
}

#[test]
fn pieces_add_up_to_the_whole() {
    let texts: Vec<String> = (0..4_000)
        .map(|n: u32| match n % 7 {
            0 => format!("{}/{}/2012", n % 12 + 1, n % 28 + 1),
            1 => format!("${},000.{n}", n % 999),
            2 => format!("{}-{} people", n, n + 9),
            3 => "N/A".to_owned(),
            4 => String::new(),
            5 => format!("2018-02-{:02} {}:00", n % 28 + 1, n % 24),
            _ => format!("{}.5", n * 31 % 1_013),
        })
        .collect();
    let whole = |texts: &[String]| survey(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let once = whole(&texts);
    for size in [1, 13, 3_999] {
        let mut parts = ColumnSurvey::default();
        let mut pieces: Vec<ColumnSurvey> = texts.chunks(size).map(whole).collect();
        pieces.reverse();
        pieces.iter().for_each(|piece| parts.merge(piece));
        assert_eq!(parts, once, "in pieces of {size}");
    }
}

#[test]
fn the_help_of_refused_values_has_the_keys_that_read_them() {
    let help = |kind, valid, found: &[&str]| {
        let mut column = ColumnSurvey::default();
        found.iter().for_each(|found| column.add_found(found));
        column.help(super::Refused { attribute: "x", kind, valid, is_written: false })
    };
    for (kind, valid, found, wanted) in [
        (
            Date,
            0,
            &["text `11/23/2011`", "text `1/5/2012`"][..],
            "all 2 values look like M/D/YYYY: write `written: M/D/YYYY` on `x`",
        ),
        (
            Date,
            7,
            &["text `11/23/2011`"],
            "the invalid one looks like M/D/YYYY: write `written: M/D/YYYY` on `x`",
        ),
        (
            Date,
            0,
            &["text `1/2/2012`", "text `3/4/2012`"],
            "all 2 values can be read in two ways, since no day is past the 12th: write `written: M/D/YYYY` or `written: D/M/YYYY` on `x`",
        ),
        (
            Date,
            0,
            &["the number 45984", "the number 45985"],
            "all 2 values can be read in two ways, since Excel counts days from 1900 or from 1904: write `written: excel` or `written: excel_1904` on `x`",
        ),
        (
            Number,
            3,
            &["text `$1,200,000`", "text `N/A`"],
            "all 2 that are invalid look like numbers in another form: write `written: {prefix: [\"$\"], thousands: \",\"}, missing: [N/A]` on `x`",
        ),
        (
            Number,
            3,
            &["text `1,200`"],
            "the invalid one can be read in two ways, since `,` may part thousands or decimals: write `written: {thousands: \",\"}` or `written: {decimal: \",\"}` on `x`",
        ),
        (
            Bool,
            2,
            &["text `Y`"],
            "the invalid one looks like a word for yes and no: write `written: {true: [\"y\"]}` on `x`",
        ),
        (
            Bool,
            0,
            &["text `WAHR`", "text `FALSCH`", "text `Y`"],
            "all 3 values look like words for yes and no: write `written: {true: [wahr, \"y\"], false: [falsch]}` on `x`",
        ),
        (
            Date,
            0,
            &[
                "text `11/23/2011`",
                "text `7/4/2024`",
                "text `1/30/2020`",
                "text `2/28/2020`",
                "text `3/30/2020`",
                "text `4/30/2020`",
                "text `5/30/2020`",
                "text `6/30/2020`",
                "text `7/30/2020`",
                "text `8/30/2020`",
                "text `soon`",
            ],
            "10 of 11 values look like M/D/YYYY: write `written: M/D/YYYY` on `x`, and correct the others, such as `soon`",
        ),
        (
            Text,
            3,
            &["text `-`"],
            "the invalid one (`-`) stands for no value: write `missing: [\"-\"]` on `x`",
        ),
        (
            Number,
            3,
            &["text `-`", "text `Select`"],
            "all 2 that are invalid (`-`, `Select`) stand for no value: write `missing: [\"-\", Select]` on `x`",
        ),
        (
            Bool,
            0,
            &["the number 1", "the number 0"],
            "all 2 values look like words for yes and no: write `written: {true: [1], false: [0]}` on `x`",
        ),
    ] {
        assert_eq!(help(kind, valid, found).as_deref(), Some(wanted));
    }
    let kilo = help(Number, 0, &["text `5 kilo`", "text `1,200`"]).unwrap();
    assert_eq!(
        kilo,
        "all 2 values are numbers once you say what `kilo` stands for, with that number for `NUMBER`: `written: {suffix: \
         {kilo: NUMBER}, thousands: \",\"}` on `x`"
    );
    for (kind, valid, found) in [
        (Date, 0, &["text `11/23/2011`", "text `soon`"][..]),
        (Date, 0, &["text `5/18/27`"]),
        // A number that was taken as 1.5 would be another number.
        (Number, 3, &["text `12,5`"]),
        (Number, 3, &["text `12%`"]),
        (Date, 0, &["a list"]),
        (Text, 0, &["true"]),
    ] {
        assert_eq!(help(kind, valid, found), None, "{found:?}");
    }
    let one = |found: &str, kind| ColumnSurvey::help_of_one(found, "x", kind);
    assert_eq!(
        one("text `11/23/2011`", Date).as_deref(),
        Some("it looks like M/D/YYYY: write `written: M/D/YYYY` on `x`")
    );
    assert_eq!(one("text `1/2/2012`", Date), None);
    let code = |found: &str| ColumnSurvey::help_of_code(found, "zip");
    assert_eq!(
        code("the number 94107").as_deref(),
        Some("to take it by its digits, write `written: digits` on `zip`")
    );
    assert_eq!(code("the number 2.5"), None);
}
