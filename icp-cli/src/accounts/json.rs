//! Where a JSON value ends, found without reading it. `objects` cuts a text with it, `nested` passes over values.

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

#[cfg(test)]
mod tests {
    use super::value_end;

    #[test]
    fn a_value_ends_where_its_brackets_close() {
        assert_eq!(value_end(r#"{"a": "}\"]", "b": [1, {}]} rest"#), Some(27));
        assert_eq!(value_end("12, 3"), Some(2));
        assert_eq!(value_end(r#"{"a": "x}"#), None);
        assert_eq!(value_end("]"), Some(1));
    }
}
