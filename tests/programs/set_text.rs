//! Sets in one text: lists in JSON, lists in other notations, and what is split; in records and in every column of texts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic here is a failed test")]

use icp_core::account::Field;
use icp_core::batch::{AsOf, BatchOptions};
use icp_core::column::{Codes, Column, Columns, Offsets, Text, Values, Views};
use icp_core::{Account, AccountError, AccountValue, Date, Model, OnInvalid, Record};

fn model() -> Model {
    Model::from_json(
        r#"{"format": "icp/1", "name": "demo", "attributes": {"tools": {"type": "set"}},
        "icps": [{"id": "smb", "fit": {"criteria": [
            {"id": "has", "weight": 4, "fit": {"tools": {"has": "HubSpot"}}},
            {"id": "two", "weight": 2, "fit": {"tools": {"size": 2}}},
            {"id": "empty", "fit": {"tools": {"size": 0}}}],
            "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#,
    )
    .unwrap()
}

/// A list of `times` texts as a cell of a table holds it.
fn in_a_cell(item: &str, times: usize) -> String {
    format!("[{}]", vec![format!("\"{item}\""); times].join(","))
}

#[test]
fn a_list_in_a_text_is_that_list_or_says_what_to_write() {
    let model = model();
    let field = |text: &str| {
        let values = [("tools", AccountValue::from(text))];
        let json = serde_json::json!({ "tools": text }).to_string();
        let mut read = Record::default();
        let from_json = model.read_record(&json, OnInvalid::Error, &mut read);
        let record = model.record_values(values, OnInvalid::Error);
        assert_eq!(
            from_json.map(|()| read.fields()),
            record.as_ref().map(Record::fields).map_err(Clone::clone)
        );
        Ok::<_, AccountError>(record?.fields()[0].clone())
    };
    let items = |items: &[&str]| Field::Set(items.iter().map(|item| (*item).to_owned().into()).collect());
    assert_eq!(field("\u{a0}[\"Hub\\u0053pot\", null, \"\"]\n").unwrap(), items(&["HubSpot"]));
    assert_eq!(field("[]").unwrap(), items(&[]));
    assert_eq!(field(&in_a_cell("a", 10_000)).unwrap(), items(&vec!["a"; 10_000]));
    for text in ["[sic] tool", "a [b]", " [a] b; [c]", "[", "[a"] {
        assert_eq!(field(text).unwrap(), Field::Joined(text.into()));
    }
    let list = "expected a JSON list of texts such as [\"HubSpot\", \"Stripe\"], or one text with separators, found text";
    let inside = "expected texts in the list, found";
    for (text, says) in [
        ("['HubSpot', 'Slack']", format!("{list} `['HubSpot', 'Slack']`")),
        ("{a,b}", format!("{list} `{{a,b}}`")),
        ("[\"a\", 1]", format!("{inside} the number 1 in it")),
        ("[[\"a\"]]", format!("{inside} a list in it")),
        ("[{}]", format!("{inside} an object in it")),
        ("[true]", format!("{inside} true in it")),
    ] {
        let error = field(text).unwrap_err();
        assert_eq!((error.code(), error.attribute()), ("account.value", Some("tools")));
        assert_eq!(error.to_string(), format!("attribute `tools`: {says}"));
    }
    // Beyond the limits of an account it is no list, and no text either.
    for text in [in_a_cell("a", 10_001), format!("{}{}", "[".repeat(17), "]".repeat(17))] {
        assert_eq!(field(&text).unwrap_err().code(), "account.value");
    }
}

/// Texts, and what the set is: whether it has HubSpot, and its size; nothing where it is invalid.
const TEXTS: [(&str, Option<(bool, usize)>); 18] = [
    ("[\"HubSpot\", \"Slack\"]", Some((true, 2))),
    ("HubSpot; Slack", Some((true, 2))),
    ("  [\"HubSpot; Slack\"]", Some((false, 1))),
    ("[]", Some((false, 0))),
    ("[null, \" \"]", Some((false, 0))),
    ("[sic] HubSpot; HubSpot", Some((true, 2))),
    ("['HubSpot', 'Slack']", None),
    ("[\"HubSpot\", \"Slack", None),
    ("[HubSpot; Slack]", None),
    ("{HubSpot,Slack}", None),
    ("[1]", None),
    ("[[\"HubSpot\"]]", None),
    ("\u{a0}[\"hubspot\"]\u{a0}", Some((true, 1))),
    ("HubSpot [EU]", Some((false, 1))),
    ("\n  \"\u{b}\u{b}\"\u{b}", None),
    ("HubSpot; \"Slack\"\u{a0};", None),
    ("\"Slack\"\u{b}\nHubSpot", None),
    ("\"Slack\"\u{a0}EU; HubSpot", Some((true, 2))),
];

fn joined(texts: &[&str]) -> (Vec<i32>, Vec<i64>, Vec<u8>) {
    let mut ends = vec![0i64];
    texts.iter().for_each(|text| ends.push(ends[ends.len() - 1] + text.len() as i64));
    (ends.iter().map(|end| *end as i32).collect(), ends, texts.concat().into_bytes())
}

/// Texts as views: the short ones inside, the long ones in a buffer.
fn views(texts: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let (mut views, mut buffer) = (Vec::new(), Vec::new());
    for text in texts {
        let mut view = [0u8; 16];
        view[..4].copy_from_slice(&(text.len() as u32).to_le_bytes());
        if text.len() <= 12 {
            view[4..4 + text.len()].copy_from_slice(text.as_bytes());
        } else {
            view[4..8].copy_from_slice(&text.as_bytes()[..4]);
            view[12..].copy_from_slice(&(buffer.len() as u32).to_le_bytes());
            buffer.extend_from_slice(text.as_bytes());
        }
        views.extend_from_slice(&view);
    }
    (views, buffer)
}

#[test]
fn every_column_of_texts_reads_them_as_records_do() {
    let (model, day) = (model(), Date::new(2026, 11, 21).unwrap());
    let texts: Vec<&str> = TEXTS.iter().map(|(text, _)| *text).collect();
    let (small, large, bytes) = joined(&texts);
    let (views, buffer) = views(&texts);
    let mixed: Vec<AccountValue> = texts.iter().map(|text| AccountValue::from(*text)).collect();
    let codes: Vec<u8> = (0..texts.len() as u8).rev().collect();
    let plain = || Values::Text(Text { offsets: Offsets::Small(&small), bytes: &bytes });
    let coded = Values::Dictionary { codes: Codes::U8(&codes), values: Box::new(Column::new(plain())) };
    let layouts = [
        ("texts", plain(), false),
        ("large texts", Values::Text(Text { offsets: Offsets::Large(&large), bytes: &bytes }), false),
        ("views", Values::Views(Views { views: &views, buffers: vec![&buffer] }), false),
        ("values", Values::Mixed(&mixed), false),
        ("dictionary", coded, true),
    ];
    for (layout, values, backwards) in layouts {
        let columns = Columns::new(texts.len()).with("tools", Column::new(values)).unwrap();
        let options = BatchOptions::new(AsOf::Day(day)).on_invalid(OnInvalid::Missing);
        let scores = model.score_batch(&columns, &options).unwrap();
        assert_eq!(scores.invalid, [("tools".into(), 9)], "{layout}");
        for at in 0..texts.len() {
            let (text, expected) = TEXTS[if backwards { texts.len() - 1 - at } else { at }];
            let score = expected.map(|(has, size)| {
                let points = 4 * u32::from(has) + 2 * u32::from(size == 2) + u32::from(size == 0);
                (f64::from(points) / 7.0 * 1e8).round() / 1e6
            });
            let found = Some(scores.shown.score[at]).filter(|score| !score.is_nan());
            assert_eq!(found, score, "{layout}: {text}");
            let account = Account::new().with("tools", text);
            assert_eq!(model.assess(&account, day).ok().map(|told| told.icps[0].fit.score), score.map(Some));
        }
        let error = model.score_batch(&columns, &BatchOptions::new(AsOf::Day(day))).unwrap_err();
        assert_eq!((error.code(), error.column()), ("batch.value", Some("tools")));
    }
}
