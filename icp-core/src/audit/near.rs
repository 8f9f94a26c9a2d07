//! Whether two values are probably the same one, written in two ways. Stricter than the search for a misspelt name: values
//! are many, and two of them may well be alike (`Iran`, `Iraq`; `Tier 1`, `Tier 2`).

use crate::error::distance;

/// Whether two folded values are near: they differ in signs and blanks only, or in a letter or two of a longer word.
pub(super) fn are_near(a: &str, b: &str) -> bool {
    if a == b {
        return false;
    }
    let letters = |text| str::chars(text).filter(|c| c.is_alphanumeric());
    if a.contains(char::is_alphabetic) && letters(a).eq(letters(b)) {
        return true;
    }
    let (left, right) = (a.chars().count(), b.chars().count());
    let allowed = match left.min(right) {
        0..=4 => return false,
        5..=8 => 1,
        _ => 2,
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    left.abs_diff(right) <= allowed
        && a.chars().next() == b.chars().next()
        && digits(a) == digits(b)
        && distance(a, b) <= allowed
}

#[cfg(test)]
mod tests {
    use super::are_near;

    #[test]
    fn near_values_are_one_value_written_twice() {
        for (a, b) in [
            ("gtx pro", "gtxpro"),
            ("technolgy", "technology"),
            ("philipines", "philippines"),
            ("e-commerce", "ecommerce"),
            ("restaurant", "restaurants"),
        ] {
            assert!(are_near(a, b) && are_near(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("iran", "iraq"),
            ("tier 1", "tier 2"),
            ("north korea", "south korea"),
            ("austria", "australia"),
            ("us", "uk"),
            ("saas", "saas"),
            ("50-100", "51-100"),
            ("1.5", "15"),
        ] {
            assert!(!are_near(a, b), "{a} {b}");
        }
    }
}
