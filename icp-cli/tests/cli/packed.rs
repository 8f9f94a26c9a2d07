//! Compressed files: gzip, also of several members, and Zstandard; whole ones are read, cut ones are refused.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::support::{Folder, Ran};

const TEXT: &str = "name,industry,employees,tools,founded\nAsh,software,50,,\nBirch,steel,500,,\n";

fn gzip(text: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn ids(ran: &Ran) -> Vec<&str> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect()
}

fn score(name: &str, bytes: impl AsRef<[u8]>) -> Ran {
    Folder::with(name, bytes).score(&format!("{name} --format csv"))
}

/// Compresses a text.
type Pack = fn(&[u8]) -> Vec<u8>;

/// Each way of compressing, with the ending of its files.
fn packings() -> Vec<(&'static str, Pack)> {
    vec![
        ("gz", |text| gzip(text)),
        #[cfg(feature = "zstd")]
        ("zst", |text| zstd::encode_all(text, 3).unwrap()),
    ]
}

#[test]
fn compressed_files_are_read_as_what_they_hold() {
    let json =
        "{\"name\": \"Ash\", \"industry\": \"software\"}\n{\"name\": \"Birch\", \"industry\": \"steel\"}\n";
    for (ending, pack) in packings() {
        for name in
            [format!("a.csv.{ending}"), "a.csv".to_owned(), format!("accounts.{ending}"), "a".to_owned()]
        {
            assert_eq!(ids(&score(&name, pack(TEXT.as_bytes()))), ["Ash", "Birch"], "{name}");
        }
        for name in
            [format!("a.jsonl.{ending}"), format!("A.JSON.{}", ending.to_uppercase()), "a.ndjson".to_owned()]
        {
            assert_eq!(ids(&score(&name, pack(json.as_bytes()))), ["Ash", "Birch"], "{name}");
        }
        // Through a pipe the first bytes tell as well.
        for text in [TEXT, json] {
            let piped = Folder::new().pipe("score model.yaml - --format csv", &pack(text.as_bytes()));
            assert_eq!(ids(&piped), ["Ash", "Birch"]);
        }
        // The text inside is recognized as it would be outside.
        let tab: Vec<u8> = "\u{feff}sep=\t\nname\tindustry\nAsh\tsoftware\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(ids(&score(&format!("a.csv.{ending}"), pack(&tab))), ["Ash"]);
        let ran = score(&format!("a.csv.{ending}"), pack(b"name,industry\nCaf\xe9,software\n"));
        assert!(ran.err.contains("it is read as Windows-1252") && ran.out.contains("Café"), "{}", ran.err);
        let ran = score(&format!("a.csv.{ending}"), pack(b"%PDF-1.7\n"));
        assert!(
            ran.err.starts_with(&format!("error: cannot read a.csv.{ending}: it is a PDF")),
            "{}",
            ran.err
        );
        let ran = score(&format!("a.csv.{ending}"), pack(b""));
        assert!(ran.err.starts_with(&format!("error: a.csv.{ending}: the file is empty")), "{}", ran.err);
    }
}

#[test]
fn several_members_are_one_file() {
    let (head, rest) = TEXT.split_at(45);
    for (_, pack) in packings() {
        let both = [pack(head.as_bytes()), pack(b""), pack(rest.as_bytes())].concat();
        assert_eq!(ids(&score("a.csv", both)), ["Ash", "Birch"]);
    }
}

#[test]
fn a_file_that_is_cut_is_an_error() {
    let (head, rest) = TEXT.split_at(45);
    for (_, pack) in packings() {
        let first = pack(head.as_bytes());
        let whole = [first.clone(), pack(rest.as_bytes())].concat();
        let folder = Folder::new();
        // Shorter ones are no longer known for what they are; where a member ends, nothing is missing.
        for end in (4..whole.len()).filter(|end| *end != first.len()) {
            folder.write("a.csv", &whole[..end]);
            let ran = folder.score("a.csv --format csv");
            assert_eq!((ran.code, &*ran.out), (2, ""), "{end}: {}", ran.err);
            assert!(ran.err.starts_with("error: cannot read a.csv: its "), "{end}: {}", ran.err);
        }
    }
}

#[test]
fn a_damaged_file_of_gzip_is_an_error() {
    let folder = Folder::new();
    folder.write("b.csv", TEXT);
    let whole = gzip(TEXT);
    let mut harmless = 0;
    for at in 10..whole.len() {
        let mut wrong = whole.clone();
        wrong[at] ^= 0x40;
        folder.write("a.csv", &wrong);
        let ran = folder.score("a.csv --format csv");
        if ran.code == 0 {
            // The last bits of the data may mean nothing.
            harmless += 1;
            assert_eq!(ran.out, folder.score("b.csv --format csv").out, "{at}");
            continue;
        }
        assert_eq!((ran.code, &*ran.out), (2, ""), "{at}: {}", ran.err);
        assert!(ran.err.starts_with("error: cannot read a.csv: its gzip data is "), "{at}: {}", ran.err);
    }
    assert!(harmless <= 1, "{harmless}");
}

#[test]
fn a_large_file_is_read_piece_by_piece() {
    let mut text = String::from("name,industry,employees,tools,founded\n");
    for row in 0..30_000 {
        text.push_str(&format!("account {row},software,{},,\n", row % 300));
    }
    for (ending, pack) in packings() {
        let name = format!("a.csv.{ending}");
        let packed = Folder::with(&name, pack(text.as_bytes())).score(&format!("{name} --format csv"));
        let plain = Folder::with("a.csv", &text).score("a.csv --format csv");
        assert_eq!((packed.code, packed.out.lines().count()), (0, 30_001), "{}", packed.err);
        assert!(packed.out == plain.out);
    }
}

#[cfg(not(feature = "zstd"))]
#[test]
fn without_zstandard_it_is_said_how_to_get_it() {
    let ran = score("a.csv.zst", b"\x28\xb5\x2f\xfd\x24\0\0\0\0");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("it is compressed with Zstandard"), "{}", ran.err);
    assert!(
        ran.err.contains("help: this command was built without Zstandard: build it with `--features full`")
    );
}
