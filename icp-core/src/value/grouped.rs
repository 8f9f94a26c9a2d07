//! Counts as people read them, in messages, reports and the command.

/// A count with a comma every three digits.
///
/// Use it for rows and accounts. Numbers of a model are written by `describe`, which leaves years such as 2015 without a comma.
///
/// ```
/// use icp_core::value::grouped;
/// assert_eq!((grouped(950), grouped(1_234_567)), ("950".to_owned(), "1,234,567".to_owned()));
/// ```
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
