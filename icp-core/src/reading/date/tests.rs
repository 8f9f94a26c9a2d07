//! Patterns, and dates by them.

use super::{DatePattern, PatternIssue};

fn pattern(text: &str) -> DatePattern {
    DatePattern::parse(text).unwrap()
}

fn read(by: &str, text: &str) -> Option<String> {
    pattern(by).read(text.as_bytes()).map(|date| date.to_string())
}

#[test]
fn dates_are_read_by_their_pattern() {
    for (by, text, date) in [
        ("M/D/YYYY", "11/23/2011", "2011-11-23"),
        ("M/D/YYYY", "7/4/2024", "2024-07-04"),
        ("M/D/YYYY", "07/04/2024", "2024-07-04"),
        ("DD.MM.YYYY", "20.09.2026", "2026-09-20"),
        ("YYYYMMDD", "20260920", "2026-09-20"),
        ("DMMMYYYY", "3nov2025", "2025-11-03"),
        ("D-MMM-YYYY", "20-Sep-2026", "2026-09-20"),
        ("MMM D, YYYY", "November  23, 2025", "2025-11-23"),
        ("MMM YYYY", "Feb 2026", "2026-02-01"),
        ("YYYY", "2026", "2026-01-01"),
        ("YYYY-MM", "2025-11", "2025-11-01"),
        ("YYYY-MM-DD hh:mm:ss", "2018-02-26 19:58:54", "2018-02-26"),
        ("YYYY-MM-DDThh:mm:ss.sssZ", "2026-09-20T10:30:00.000+0000", "2026-09-20"),
        ("YYYY-MM-DD hh:mmZ", "2026-09-20 23:30-08", "2026-09-20"),
        ("M/D/YYYY h:mm AM", "9/20/2026 12:05 pm", "2026-09-20"),
        ("YYYY年M月D日", "2026年9月20日", "2026-09-20"),
        ("YYYY-MM-DD", "2028-02-29", "2028-02-29"),
    ] {
        assert_eq!(read(by, text).as_deref(), Some(date), "{by}: {text}");
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    for (by, text) in [
        ("M/D/YYYY", "13/1/2024"),
        ("M/D/YYYY", "2/30/2024"),
        ("M/D/YYYY", "2/3/24"),
        ("M/D/YYYY", "2/3/2024 "),
        ("M/D/YYYY", "2/3/20245"),
        ("M/D/YYYY", "123/1/2024"),
        ("MM/DD/YYYY", "1/02/2024"),
        ("YYYY", "0000"),
        ("YYYY-MM-DD", "2027-02-29"),
        ("D MMM YYYY", "3 Nove 2025"),
        ("D MMM YYYY", "3Nov 2025"),
        ("YYYY-MM-DD hh:mm", "2026-09-20 24:00"),
        ("YYYY-MM-DD hh:mm", "2026-09-20 10:60"),
        ("YYYY-MM-DD hh:mm", "2026-09-20 10:30Z"),
        ("M/D/YYYY h:mm AM", "9/20/2026 13:05 pm"),
        ("M/D/YYYY h:mm AM", "9/20/2026 0:05 am"),
        ("M/D/YYYY h:mm AM", "9/20/2026 1:05 xm"),
        ("YYYY-MM-DD hh:mmZ", "2026-09-20 10:30+24"),
        ("YYYY-MM-DD hh:mmZ", "2026-09-20 10:30+01:60"),
        ("YYYY-MM-DD hh:mm:ss.sss", "2026-09-20 10:30:00."),
        ("YYYY年M月D日", "2026-9-20"),
    ] {
        assert_eq!(read(by, text), None, "{by}: {text}");
    }
}

#[test]
fn patterns_that_are_none() {
    for (text, issue) in [
        ("yyyy-MM-DD", PatternIssue::Unknown("yyyy")),
        ("DD/MM/YY", PatternIssue::Unknown("YY")),
        ("MMMM D, YYYY", PatternIssue::Unknown("MMMM")),
        ("DD of MM YYYY", PatternIssue::Unknown("o")),
        ("2 YYYY", PatternIssue::Unknown("2")),
        ("MM/MM/YYYY", PatternIssue::Twice("MM")),
        ("MMM M YYYY", PatternIssue::Twice("M")),
        ("DD.MM.", PatternIssue::NoYear),
        ("", PatternIssue::NoYear),
        ("DD.YYYY", PatternIssue::Without("D", "M")),
        ("YYYY-MM hh", PatternIssue::Without("h", "D")),
        ("YYYY-MM-DD AM", PatternIssue::Without("AM", "h")),
        ("YYYY-MM-DDZ", PatternIssue::Without("Z", "hh")),
        ("YYYYMD", PatternIssue::Adjoining("M")),
        ("DYYYYMM", PatternIssue::Adjoining("D")),
        ("DD.MM. hh:mm:ss.sssYYYY", PatternIssue::Adjoining(".sss")),
        ("DD.MM. hhZYYYY", PatternIssue::Adjoining("Z")),
        ("YYYY-MM-DD hhZ:mm", PatternIssue::Adjoining("Z")),
    ] {
        assert_eq!(DatePattern::parse(text), Err(issue), "{text}");
    }
}

#[test]
fn two_patterns_for_one_text() {
    for (one, other) in [
        ("M/D/YYYY", "D/M/YYYY"),
        ("MM/DD/YYYY", "D/M/YYYY"),
        ("YYYY-DD-MM", "YYYY-MM-DD"),
        ("YYYYMMDD", "DDMMYYYY"),
        ("YYYYMMDD", "MMDDYYYY"),
        ("YYYYMM", "MMYYYY"),
        ("M/D/YYYY hh:mm", "D/M/YYYY hh:mm"),
    ] {
        let text = pattern(one).conflict(&pattern(other));
        assert!(text.is_some(), "{one}, {other}");
        assert_eq!(pattern(other).conflict(&pattern(one)).is_some(), text.is_some());
    }
    for (one, other) in [
        ("M/D/YYYY", "MM/DD/YYYY"),
        ("M/D/YYYY", "D.M.YYYY"),
        ("M/D/YYYY", "YYYY/MM/DD"),
        ("M/D/YYYY", "M/D/YYYY hh:mm"),
        ("YYYY", "YYYY-MM"),
        ("YYYYMM", "YYYYMMDD"),
        ("D MMM YYYY", "MMM D YYYY"),
    ] {
        assert_eq!(pattern(one).conflict(&pattern(other)), None, "{one}, {other}");
    }
}
