//! M3, M27, M54: bytes, hidden characters, line ends.

use icp_core::model::Definition;
use serde_json::json;

use super::{accepted, codes, good, only, read_json, refused, text_refused, with};

fn bytes_refused(bytes: &[u8], offset: usize) {
    let error = icp_core::document::utf8(bytes).unwrap_err();
    assert_eq!(codes(&error), ["syntax.encoding"]);
    let problem = &error.problems()[0];
    assert!(problem.message().contains(&format!("byte {offset} ")), "{}", problem.message());
}

#[test]
fn m03_encodings() {
    assert!(icp_core::document::utf8("{\"a\": \"é\"}".as_bytes()).is_ok());
    bytes_refused(b"{\"a\": \"\xff\"}", 7);
    bytes_refused(b"{\"a\": \"\xc0\xaf\"}", 7);
    bytes_refused(b"{\"a\": \"\xed\xa0\x80\"}", 7);
    for text in ["{}", "{\"a\": 1}"] {
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        bytes_refused(&little, 0);
        bytes_refused(&big, 0);
        bytes_refused(&[&[0xff, 0xfe], little.as_slice()].concat(), 0);
        bytes_refused(&[&[0xfe, 0xff], big.as_slice()].concat(), 0);
    }
    for escape in [r"\ud800", r"\udc00", r"\ud800x", r"\ud800A", r"\udc00\ud800"] {
        let refused = text_refused(&format!("{{\"a\": \"{escape}\"}}"), "syntax.encoding");
        assert_eq!((refused.line, refused.column), (1, 8), "{escape}");
    }
    let model = good().to_string().replace("\"small\"", r#""\ud83d\ude00 \u00e9""#);
    assert!(text_refused(&model.replace("icp/1", "icp/3"), "version").message.contains("icp/3"));
    let model = good().to_string().replacen("\"small\"", r#""\ud83d\ude00 \u00e9""#, 1);
    assert_eq!(&*read_json(&model).name, "😀 é");
}

#[test]
fn m27_hidden_characters() {
    for hidden in ["\0", "\u{1b}", "\u{202e}", "\u{200b}", " ", "\n", "\u{feff}"] {
        let id = format!("a{hidden}b");
        let one = refused(&with("/icps/0/id", json!(id)), "ident.charset");
        assert!(!one.message.chars().any(|c| c.is_control() || c == '\u{202e}'), "{}", one.message);
        refused(&with("/icps/0/fit/tiers/0/id", json!(id)), "ident.charset");
        if hidden != " " {
            refused(&with("/name", json!(id)), "ident.charset");
            let attributes = json!({"employees": {"type": "number"}, id.as_str(): {"type": "text"}});
            let model = with("/attributes", attributes);
            refused(&model, "ident.charset");
        }
        // For people: taken as they are.
        accepted(&with("/owner", json!(id)));
        accepted(&with("/icps/0/name", json!(id)));
        // And escaped in every message.
        let shown = refused(&with("/status", json!(id)), "enum");
        assert!(!shown.message.chars().any(|c| c.is_control() || matches!(c, '\u{202e}' | '\u{200b}')));
    }
}

#[test]
fn m54_line_ends() {
    let text = include_str!("../../models/whole-percent.yaml");
    let unix = Definition::from_yaml(text).unwrap();
    for ends in ["\r\n", "\r"] {
        assert_eq!(
            Definition::from_yaml(&text.replace('\n', ends)).unwrap_or_else(|e| panic!("{ends:?} {e}")),
            unix
        );
    }
    assert_eq!(Definition::from_yaml(text.trim_end()).unwrap(), unix);
    let pretty = serde_json::to_string_pretty(&good()).unwrap();
    assert_eq!(read_json(&pretty.replace('\n', "\r\n")), read_json(&pretty));
    assert_eq!(read_json(&pretty.replace('\n', "\r")), read_json(&pretty));
    // Lines are counted the same whatever ends them.
    for ends in ["\n", "\r\n", "\r"] {
        let refused = only(Definition::from_yaml(&format!("format: icp/1{ends}name: [{ends}")), "syntax");
        assert!(refused.line >= 2, "{ends:?} {}", refused.line);
    }
}
