//! A name as a path into nested objects. Asked by all who look a name up: in records, in columns, in structures.

/// The keys that a name is as a path: two or more, none of them empty.
pub(crate) fn path(name: &str) -> Option<impl Iterator<Item = &str> + Clone> {
    let is_path = name.bytes().any(|byte| byte == b'.') && name.split('.').all(|key| !key.is_empty());
    is_path.then(|| name.split('.'))
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn empty_keys_make_no_path() {
        let keys = |name| path(name).map(|keys| keys.collect::<Vec<_>>());
        assert_eq!(keys("a.b"), Some(vec!["a", "b"]));
        for name in ["a", "a.", ".a", "a..b", "."] {
            assert_eq!(keys(name), None, "{name}");
        }
    }
}
