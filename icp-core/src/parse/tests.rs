//! The draft that each reader makes of a text, and where it stops.

use serde_json::Value;

use crate::draft::{Draft, Limits, Node, NodeKind, Number};
use crate::source::Position;

fn json(text: &str) -> Draft {
    super::json(text, &Limits::default()).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// A tree as the value that it stands for.
fn value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null | NodeKind::Invalid => Value::Null,
        NodeKind::Bool(flag) => (*flag).into(),
        NodeKind::Number(Number::Integer(integer)) => i64::try_from(*integer).unwrap().into(),
        NodeKind::Number(Number::Float(float)) => (*float).into(),
        NodeKind::Text(text) => (**text).into(),
        NodeKind::List(items) => items.iter().map(value).collect(),
        NodeKind::Map(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.to_string(), value(&entry.value))).collect())
        }
    }
}

/// A sequence of numbers that looks random and is always the same.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }
}

#[test]
fn json_is_what_serde_json_takes_for_json() {
    let seed = r#"{"a": [1, -2.5e3, "x\n\u00e9\ud83d\ude00", true, false, null], "b": {"c": {}, "d": []}, "é": 0.1}"#;
    let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "u", "0", "1", "-", ".", "e", "E", "+", " ", "\n", "t",
        "n", "é", "\u{1}", "/",
    ];
    let mut next = Sequence(7);
    let mut accepted = 0;
    for _ in 0..60_000 {
        let mut text: Vec<char> = seed.chars().collect();
        for _ in 0..1 + next.below(3) {
            let at = next.below(text.len());
            let piece = pieces[next.below(pieces.len())].chars().next().unwrap();
            match next.below(3) {
                0 => text[at] = piece,
                1 => text.insert(at, piece),
                _ => drop(text.remove(at)),
            }
        }
        let text: String = text.into_iter().collect();
        let theirs: Result<Value, _> = serde_json::from_str(&text);
        let ours = super::json(&text, &Limits::default());
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}\n{ours:?}\n{theirs:?}");
        if let (Ok(draft), Ok(theirs)) = (ours, theirs) {
            accepted += 1;
            // Of keys given twice we keep the first, and say so.
            if draft.mistakes.is_empty() {
                let (ours, theirs) = (value(&draft.root), theirs);
                assert!(ours == theirs || text.contains("-0"), "{text}\n{ours}\n{theirs}");
            }
        }
    }
    assert!(accepted > 1_000, "{accepted}");
}

#[test]
fn numbers_are_read_exactly() {
    let mut next = Sequence(11);
    for _ in 0..20_000 {
        let bits =
            (next.below(1 << 31) as u64) << 33 ^ (next.below(1 << 31) as u64) << 2 ^ next.below(4) as u64;
        let float = f64::from_bits(bits);
        if float.is_finite() {
            let text = format!("{float:e}");
            assert_eq!(json(&text).root.kind, NodeKind::Number(Number::Float(float + 0.0)), "{text}");
        }
    }
    let kind = |text: &str| json(text).root.kind;
    assert_eq!(kind("-0"), NodeKind::Number(Number::Integer(0)));
    assert_eq!(kind("170141183460469231731687303715884105728"), NodeKind::Number(Number::Integer(i128::MAX)));
    assert_eq!(kind(&format!("-{}", "9".repeat(400))), NodeKind::Number(Number::Integer(i128::MIN)));
    assert_eq!(kind("1e999"), NodeKind::Invalid);
}

#[test]
fn every_node_knows_its_place() {
    let text = " {\"a\": [10, {\"b\" : \"x\"}],\n\"é\": null}";
    let draft = json(text);
    let at = |node: &Node| Position::of(text, node.offset.unwrap());
    let NodeKind::Map(entries) = &draft.root.kind else { panic!() };
    let NodeKind::List(items) = &entries[0].value.kind else { panic!() };
    let NodeKind::Map(inner) = &items[1].kind else { panic!() };
    let place = |node: &Node| {
        (node.order, at(node).line, at(node).column, draft.root.path_to(node.order).to_string())
    };
    assert_eq!(place(&draft.root), (0, 1, 2, String::new()));
    assert_eq!(place(&entries[0].value), (1, 1, 8, "a".into()));
    assert_eq!(place(&items[0]), (2, 1, 9, "a[0]".into()));
    assert_eq!(place(&items[1]), (3, 1, 13, "a[1]".into()));
    assert_eq!(place(&inner[0].value), (4, 1, 20, "a[1].b".into()));
    assert_eq!(place(&entries[1].value), (5, 2, 6, "é".into()));
    assert_eq!(entries[1].key_offset.map(|offset| Position::of(text, offset).column), Some(1));
    assert_eq!(draft.root.count(), 6);
}

#[test]
#[cfg(feature = "yaml")]
fn yaml_and_json_give_the_same_tree() {
    let block = "a:\n  - 10\n  - b: x\n    c: |\n      two\n      lines\n\"é\": ~\nd: >-\n  folded\n  text\ne: 'it''s'\nf: \"\\u00e9\\n\"\n";
    let same = r#"{"a": [10, {"b": "x", "c": "two\nlines\n"}], "é": null, "d": "folded text", "e": "it's", "f": "é\n"}"#;
    let read = |text: &str| super::yaml(text, &Limits::default()).unwrap();
    assert_eq!(value(&read(block).root), value(&json(same).root));
    assert_eq!(value(&read(same).root), value(&json(same).root));
    let draft = read(block);
    let NodeKind::Map(entries) = &draft.root.kind else { panic!() };
    let at = |offset: Option<usize>| Position::of(block, offset.unwrap());
    assert_eq!((at(entries[1].key_offset).line, at(entries[1].key_offset).column), (7, 1));
    assert_eq!((at(entries[1].value.offset).line, at(entries[1].value.offset).column), (7, 6));
    let NodeKind::List(items) = &entries[0].value.kind else { panic!() };
    assert_eq!((at(items[0].offset).line, at(items[0].offset).column), (2, 5));
}

#[test]
#[cfg(not(feature = "yaml"))]
fn without_yaml_it_says_so() {
    let error = super::yaml("format: icp/1", &Limits::default()).unwrap_err();
    assert_eq!(error.problems()[0].code(), "yaml.off");
}
