//! Quotes of names in messages, and the name that was probably meant.

use crate::value::visible;

/// The candidate nearest to a misspelt word, if one is near enough.
pub(crate) fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = crate::value::fold(word);
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let folded = crate::value::fold(candidate);
            let signs = same_but_for_signs(&word, &folded);
            let distance = if signs { 0 } else { distance(&word, &folded) };
            // With no letter in common, a name is another one, however short.
            let longest = word.chars().count().max(folded.chars().count());
            // Nearest is a name that differs in case and blanks only, then one that differs in signs.
            let is_opposite = negated(&word) != negated(&folded) || !signs && are_opposite(&word, &folded);
            let is_near = distance <= allowed && distance < longest && !is_opposite;
            is_near.then_some(((distance, word != folded), candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether a name begins with a sign that says the opposite of what follows: `!in`.
pub(crate) fn negated(name: &str) -> bool {
    name.trim().strip_prefix(['!', '¬', '~']).is_some_and(|rest| rest.trim().starts_with(char::is_alphabetic))
}

/// Whether two folded names differ by words that say the opposite, or another thing that is spelt alike: `max_age` is not
/// a misspelt `min_age`.
fn are_opposite(a: &str, b: &str) -> bool {
    const PAIRS: [(&str, &str); 26] = [
        ("min", "max"),
        ("minimum", "maximum"),
        ("least", "most"),
        ("gt", "lt"),
        ("gte", "lte"),
        ("ge", "le"),
        ("before", "after"),
        ("older", "newer"),
        ("first", "last"),
        ("start", "end"),
        ("starts", "ends"),
        ("above", "below"),
        ("over", "under"),
        ("upper", "lower"),
        ("high", "low"),
        ("more", "less"),
        ("greater", "less"),
        ("all", "any"),
        ("and", "any"),
        ("and", "all"),
        ("any", "none"),
        ("all", "none"),
        ("include", "exclude"),
        ("includes", "excludes"),
        ("in", "out"),
        ("fit", "unfit"),
    ];
    const NOT: [&str; 5] = ["not", "no", "non", "never", "without"];
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (left, right) = (words(a), words(b));
    let has = |words: &[String], word: &str| words.iter().any(|other| other == word);
    let apart = |x: &str, y: &str| has(&left, x) && !has(&right, x) && has(&right, y) && !has(&left, y);
    let negated = |words: &[String]| NOT.iter().any(|word| has(words, word));
    let before = |short: &str, long: &str| {
        ["un", "in", "non", "mis", "dis", "not"].iter().any(|begin| long.strip_prefix(begin) == Some(short))
    };
    let one_before = |short: &[String], long: &[String]| {
        short.len() == long.len() && short.iter().zip(long).any(|(x, y)| before(x, y))
    };
    PAIRS.iter().any(|(x, y)| apart(x, y) || apart(y, x))
        || negated(&left) != negated(&right)
        || one_before(&left, &right)
        || one_before(&right, &left)
}

fn same_but_for_signs(a: &str, b: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let a = letters(a);
    !a.is_empty() && a == letters(b)
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut cost =
                (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

/// A user's text for a message: in backticks, at most 80 characters, nothing that a terminal would act on.
pub(crate) fn quote(text: &str) -> String {
    format!("`{}`", visible(text, 80).replace('`', "\\u{60}"))
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn a_name_that_differs_in_case_only_is_nearest() {
        let names = ["employees", "# employees", "# Employees", "# employes"];
        assert_eq!(suggest("# EMPLOYEES ", names), Some("# employees"));
        assert_eq!(suggest("EMPLOYEES", ["# employees", "employees"]), Some("employees"));
        assert_eq!(suggest("em-ployees", ["employes", "# employees"]), Some("# employees"));
        assert_eq!(suggest("revenue", names), None);
        for opposite in ["!employees", "~employees", "¬ employees"] {
            assert_eq!(suggest(opposite, ["employees"]), None);
        }
    }

    #[test]
    fn short_names_without_a_common_letter_are_not_near() {
        assert_eq!(suggest("x", ["r", "y", ""]), None);
        assert_eq!(suggest("x", ["r", "X", "xy"]), Some("X"));
        assert_eq!(suggest("x", ["r", "xy"]), Some("xy"));
        assert_eq!(suggest("id", ["is", "on"]), Some("is"));
    }
}
