//! Where a JSON value ends, and where a key's value begins, found without reading them. `objects` cuts a text with it,
//! `nested` passes over values.

/// The length of the JSON value at the start of the text, by its brackets and quotes.
pub(super) fn value_end(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' | b'\n' if depth == 0 => return Some(at.max(1)),
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    (depth == 0 && !quoted).then_some(text.len())
}

/// The keys of the object at the start of the text, each with the offset of its value. The text may end anywhere.
pub(super) fn members(text: &str) -> impl Iterator<Item = (String, usize)> + '_ {
    let mut at = usize::from(text.starts_with('{'));
    std::iter::from_fn(move || {
        if at == 0 {
            return None;
        }
        let past = |at: usize, signs: &[char]| {
            let rest = text.get(at..)?;
            Some(at + (rest.len() - rest.trim_start_matches(signs).len()))
        };
        at = past(at, &[' ', '\t', '\r', '\n', ','])?;
        let rest = text.get(at..)?;
        let key = rest.get(..text_end(rest)?)?;
        at += key.len();
        at = past(at, &[' ', '\t', '\r', '\n', ':'])?;
        let value = at;
        at += value_end(text.get(at..)?)?;
        Some((serde_json::from_str(key).ok()?, value))
    })
}

/// The length of the JSON text at the start of the text, with its quotes.
fn text_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    let inside = text.strip_prefix('"')?.bytes();
    let end = inside.enumerate().find(|(_, byte)| {
        let is_end = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        is_end
    });
    end.map(|(at, _)| at + 2)
}

/// Where the value begins that a path leads to: first a key as it stands, else the keys between its dots.
pub(super) fn value_at(text: &str, path: &str) -> Option<usize> {
    if let Some((_, at)) = members(text).find(|(key, _)| key == path) {
        return Some(at);
    }
    members(text).find_map(|(key, at)| {
        let rest = path.strip_prefix(&*key)?.strip_prefix('.')?;
        Some(at + value_at(text.get(at..)?, rest)?)
    })
}

#[cfg(test)]
mod tests {
    use super::{value_at, value_end};

    #[test]
    fn a_value_ends_where_its_brackets_close() {
        assert_eq!(value_end(r#"{"a": "}\"]", "b": [1, {}]} rest"#), Some(27));
        assert_eq!(value_end("12, 3"), Some(2));
        assert_eq!(value_end(r#"{"a": "x}"#), None);
        assert_eq!(value_end("]"), Some(1));
    }

    #[test]
    fn a_path_is_first_a_key_then_keys_between_dots() {
        let text = r#"{"n": 2, "a.b": [1], "a": {"b": [2], "c.d": {"e": [3]}}, "q\"\u00e9": [4], "s": "}"}"#;
        let at = |path: &str| value_at(text, path).and_then(|at| text.get(at..at + 3));
        assert_eq!(at("a.b"), Some("[1]"));
        assert_eq!(at("a.c.d.e"), Some("[3]"));
        assert_eq!(at("q\"é"), Some("[4]"));
        assert_eq!(at("s"), Some("\"}\""));
        assert_eq!((at("b"), at("a.x"), at("n.x"), at("")), (None, None, None, None));
        for end in 0..text.len() {
            if let Some(cut) = text.get(..end) {
                let _ = value_at(cut, "a.c.d.e");
            }
        }
        assert_eq!(value_at("[{}]", "a"), None);
    }
}
