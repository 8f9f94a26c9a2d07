//! Counts and shares in messages.

use crate::value;

/// A number with a comma every three digits.
pub(crate) fn grouped(n: usize) -> String {
    value::grouped(n as u64)
}

/// `1 value`, `9,240 values`.
pub(crate) fn counted(n: usize, one: &str) -> String {
    format!("{} {one}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// A share with one decimal: 0 % and 100 % only where it is none or all.
pub(crate) fn percent(part: usize, whole: usize) -> String {
    if part == whole {
        return "100 %".to_owned();
    }
    let thousandths = (part as u128 * 1_000 + whole as u128 / 2) / (whole as u128).max(1);
    let shown = if part == 0 { 0 } else { thousandths.clamp(1, 999) };
    match shown % 10 {
        0 => format!("{} %", shown / 10),
        rest => format!("{}.{rest} %", shown / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, percent};

    #[test]
    fn a_share_is_all_or_nothing_only_where_it_is() {
        assert_eq!(percent(9_240, 9_240), "100 %");
        assert_eq!(percent(9_239, 9_240), "99.9 %");
        assert_eq!(percent(1, 9_240), "0.1 %");
        assert_eq!(
            (percent(0, 5), percent(1, 2), percent(1, 3)),
            ("0 %".into(), "50 %".into(), "33.3 %".into())
        );
        assert_eq!(
            (counted(1, "value"), counted(1_234_567, "value")),
            ("1 value".into(), "1,234,567 values".into())
        );
    }
}
