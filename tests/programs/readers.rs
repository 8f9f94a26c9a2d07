//! Readers of single values and of source files, on texts that are made of the pieces which they look for: what the targets of the
//! fuzzer promise holds in every test run.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use icp_tests::fuzz::TARGETS;
use oorandom::Rand32;

/// Pieces of numbers, dates, truths, lists and web addresses.
const PIECES: [&str; 68] = [
    "1",
    "2",
    "0",
    "12",
    "20",
    "999",
    "000",
    "1,200",
    "1.200",
    "2026",
    "01",
    "31",
    "29",
    "9007199254740993",
    ",",
    ".",
    "'",
    " ",
    "\u{a0}",
    "\u{b}",
    "“",
    "»",
    "{",
    "-",
    "−",
    "–",
    "+",
    "%",
    "$",
    "US$",
    "€",
    "K",
    "M",
    "people",
    "million",
    "pers.",
    " to ",
    "<",
    ">=",
    "≤",
    "/",
    ":",
    "T",
    "Z",
    "+02:00",
    " AM",
    "pm",
    "Feb",
    "march",
    "yes",
    "Y",
    "false",
    "N/A",
    "x",
    "[",
    "]",
    "\"",
    "HubSpot",
    "usa",
    ";",
    "; ",
    "|",
    "ab",
    "\n",
    "https://",
    "www.",
    "a.example",
    "@",
];

/// Pieces of source files.
const LINES: [&str; 16] = [
    "format: icp-source/1\n",
    "name: s\n",
    "columns: {Staff: employees, Country: country}\n",
    "columns: {Staff: employees, \"a.b\": employees}\n",
    "columns: {\"\": country}\n",
    "attributes:\n  employees: {written: {thousands: \",\"}, missing: [x, -1]}\n",
    "attributes:\n  employees: {blank: 0}\n  country: {missing: none}\n",
    "attributes: {arr: {written: {prefix: [$], suffix: {K: 1000}, range: interval}}}\n",
    "attributes: {tools: {separator: [\",\", \"|\"]}}\n",
    "attributes: {nobody: {blank: none}}\n",
    "file: {skip: 2, delimiter: tab}\n",
    "file: {header_row: 3, sheet: 2, path: a.b, encoding: utf-16le}\n",
    "file: {skip: 1, header_row: 2}\n",
    "description: é\n",
    "- \n",
    "\t",
];

fn target(name: &str) -> fn(&[u8]) {
    TARGETS.iter().find(|(target, _)| *target == name).unwrap().1
}

#[test]
fn the_engine_and_the_plain_evaluator_read_the_same_values() {
    let (run, mut dice) = (target("written"), Rand32::new(11));
    for form in 0..0x80_u8 {
        for _ in 0..100 {
            let pieces = dice.rand_range(1..7);
            let text: String =
                (0..pieces).map(|_| PIECES[dice.rand_range(0..PIECES.len() as u32) as usize]).collect();
            run(&[&[form], text.as_bytes()].concat());
            if dice.rand_range(0..4) == 0 {
                run(&[&[form | 0x80], text.as_bytes()].concat());
            }
        }
    }
}

#[test]
fn a_day_that_a_pattern_wrote_is_read_as_that_day() {
    let (run, mut dice) = (target("written_date"), Rand32::new(12));
    for _ in 0..6_000 {
        let length = dice.rand_range(4..16);
        let bytes: Vec<u8> = (0..length).map(|_| dice.rand_range(0..256) as u8).collect();
        run(&bytes);
    }
}

#[test]
fn source_files_are_refused_in_words_or_stay_the_same() {
    let (run, mut dice) = (target("source"), Rand32::new(13));
    for _ in 0..1_000 {
        let mut text = LINES[..2].concat();
        for _ in 0..dice.rand_range(0..5) {
            text.push_str(LINES[dice.rand_range(0..LINES.len() as u32) as usize]);
        }
        run(&[&[dice.rand_range(0..4) as u8], text.as_bytes()].concat());
    }
}
