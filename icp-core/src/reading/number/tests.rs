//! Numbers in texts.

use super::{NumberForm, NumberRead, Take};
use crate::value::{Interval, NumberIssue};

fn money() -> NumberForm {
    let suffixes = [("K", 3), ("M", 6), ("people", 0), ("Mio.", 6), ("m²", -1)];
    NumberForm::new(["$", "US$"].into_iter(), suffixes.into_iter()).with_signs(Some(','), None)
}

fn number(form: &NumberForm, text: &str) -> Result<f64, NumberIssue> {
    form.read(text).map(|read| match read {
        NumberRead::Number(number) => number,
        NumberRead::Interval(interval) => panic!("{interval:?}"),
    })
}

#[test]
fn numbers_are_read_with_all_around_them() {
    let form = money();
    for (text, value) in [
        ("1200", 1200.0),
        ("1,200", 1200.0),
        ("$1,200,000", 1_200_000.0),
        (" us$ 1,200.50 ", 1200.5),
        ("-$5", -5.0),
        ("$-5", -5.0),
        ("− $ 5", -5.0),
        ("+5", 5.0),
        ("850K", 850_000.0),
        ("850 k", 850_000.0),
        ("1.1M", 1_100_000.0),
        ("0.1K", 100.0),
        ("1.2345678901234567M", 1_234_567.890_123_456_7),
        ("8.41 Mio.", 8_410_000.0),
        ("12 People", 12.0),
        ("4.5E+06", 4_500_000.0),
        ("5m²", 0.5),
        ("-0", 0.0),
        ("0.00", 0.0),
        ("9,007,199,254,740,992", 9_007_199_254_740_992.0),
        ("99999999999999999999.5", 1e20),
        ("12,34,567.5", 1_234_567.5),
        ("$1,00,00,000", 1e7),
    ] {
        assert_eq!(number(&form, text).map(f64::to_bits), Ok(f64::to_bits(value)), "{text}");
    }
    for text in [
        "",
        "$",
        "K",
        "1,20",
        "1,2000",
        "1200,000",
        "12,34,5678",
        "123,45,678",
        "12,345,67",
        "0,12,345",
        "1,200,00",
        "0,500",
        "007",
        "1.",
        ".5",
        "1.2.3K",
        "--5",
        "-$-5",
        "5-",
        "$5$",
        "€5",
        "5 €",
        "1 K M",
        "1K people",
        "1e3K",
        "51-200",
        "10+",
        "<5",
        "5%",
        "1 200",
        "(5)",
        "5/18/27",
        "NaN",
        "1..2",
        "$ $5",
        "١٢",
    ] {
        assert_eq!(number(&form, text), Err(NumberIssue::Grammar), "{text}");
    }
    for text in ["9007199254740993", "9,007,199,254,740,993", "$9007199254740993", "9007199254740993 people"]
    {
        assert_eq!(number(&form, text), Err(NumberIssue::NotExact), "{text}");
    }
    assert_eq!(number(&form, &format!("{}K", "9".repeat(308))), Err(NumberIssue::TooLarge));
    assert_eq!(number(&form, "9007199254740993K"), Ok(9_007_199_254_740_993_000.0));
}

#[test]
fn other_signs() {
    let none = || NumberForm::new([].into_iter(), [("€", 0)].into_iter());
    let german = none().with_signs(Some('.'), Some(','));
    for (text, value) in
        [("1.234.567,89", 1_234_567.89), ("1.500", 1500.0), ("1,5", 1.5), ("4 €", 4.0), ("1500", 1500.0)]
    {
        assert_eq!(number(&german, text), Ok(value), "{text}");
    }
    for text in ["1.5", "1,234,567.89", "1e3", "1.50"] {
        assert_eq!(number(&german, text), Err(NumberIssue::Grammar), "{text}");
    }
    assert_eq!(number(&none().with_signs(None, Some(',')), "1.500"), Err(NumberIssue::Grammar));
    let blanks = none().with_signs(Some(' '), Some(','));
    for text in ["4 500 000 €", "4\u{a0}500\u{202f}000€", "4500000"] {
        assert_eq!(number(&blanks, text), Ok(4_500_000.0), "{text}");
    }
    let percent = none().with_percent(true);
    for (text, value) in [("12.5%", 0.125), ("12.5 %", 0.125), ("-7%", -0.07), ("100%", 1.0), ("0.1%", 0.001)]
    {
        assert_eq!(number(&percent, text), Ok(value), "{text}");
    }
    for text in ["12.5", "%", "1e1%", "5%%", "5 €"] {
        assert_eq!(number(&percent, text), Err(NumberIssue::Grammar), "{text}");
    }
}

#[test]
fn ranges() {
    let form = |take| money().with_range(Some(take));
    let between = |low, high| Some(NumberRead::Interval(Interval::new(low, high).unwrap()));
    let (least, most) = (f64::NEG_INFINITY, f64::INFINITY);
    let below = Interval::new(least, 10.0).and_then(Interval::without_high).map(NumberRead::Interval);
    let above = Interval::new(10.0, most).and_then(Interval::without_low).map(NumberRead::Interval);
    for (text, value) in [
        ("51-200", between(51.0, 200.0)),
        ("1,001–5,000", between(1001.0, 5000.0)),
        ("1 — 5 people", between(1.0, 5.0)),
        ("1 people - 5 people", between(1.0, 5.0)),
        ("$1M-$10M", between(1e6, 1e7)),
        ("$1M - 10M", between(1e6, 1e7)),
        ("500K-1M", between(5e5, 1e6)),
        ("2 to 10", between(2.0, 10.0)),
        ("2 TO 10 people", between(2.0, 10.0)),
        ("-5--2", between(-5.0, -2.0)),
        ("-5 − 2", between(-5.0, 2.0)),
        ("10,001+", between(10_001.0, most)),
        ("10K +", between(10_000.0, most)),
        ("10+ people", between(10.0, most)),
        ("10 people+", between(10.0, most)),
        ("<10", below),
        ("< 10 people", below),
        (">10", above),
        ("<=10", between(least, 10.0)),
        ("≥ 10", between(10.0, most)),
        ("Under 10", below),
        ("less than $10", below),
        ("fewer than 10 people", below),
        ("OVER 10", above),
        ("more than 10", above),
        ("up to 10", between(least, 10.0)),
        ("at least $10K", between(10_000.0, most)),
        ("251-1K", between(251.0, 1000.0)),
        ("$0-$1M", between(0.0, 1e6)),
        ("251 people-1K", between(251.0, 1000.0)),
        ("1K-2000 people", between(1000.0, 2000.0)),
        ("1-1K", None),
        ("over10", None),
        ("over 10+", None),
        ("under 5-7", None),
        ("50-50", Some(NumberRead::Number(50.0))),
        ("50", Some(NumberRead::Number(50.0))),
        ("1e-3", Some(NumberRead::Number(0.001))),
        ("1-10M", None),
        ("1K-10", None),
        ("1 people - 10", None),
        ("200-51", None),
        ("51-", None),
        ("-", None),
        ("1-2-3", None),
        ("5+-7", None),
        ("10++", None),
        ("+", None),
        ("<", None),
        ("<5-7", None),
        ("<10+", None),
        ("<==10", None),
        ("≤=10", None),
        ("2to10", None),
        ("2 to", None),
        ("5/7", None),
    ] {
        assert_eq!(form(Take::Interval).read(text).ok(), value, "{text}");
    }
    for (text, low, high, middle) in [
        ("51-200", Some(51.0), Some(200.0), Some(125.5)),
        ("200+", Some(200.0), None, None),
        ("<10", None, None, None),
        (">10", None, None, None),
        ("<=10", None, Some(10.0), None),
        ("7", Some(7.0), Some(7.0), Some(7.0)),
    ] {
        let read = |take| number(&form(take), text).ok();
        assert_eq!((read(Take::Low), read(Take::High), read(Take::Middle)), (low, high, middle), "{text}");
    }
    let percent = NumberForm::new([].into_iter(), [].into_iter()).with_percent(true);
    let percent = percent.with_range(Some(Take::Interval));
    for text in ["10%-20%", "10-20 %"] {
        assert_eq!(percent.read(text).ok(), between(0.1, 0.2), "{text}");
    }
    for text in ["10-20", "10%-20", "10"] {
        assert_eq!(percent.read(text), Err(NumberIssue::Grammar), "{text}");
    }
}
