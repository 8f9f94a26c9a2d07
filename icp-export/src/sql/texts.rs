//! Texts and sets: how they are folded, searched and counted. Folding is exact for every constant of the model: a capital letter
//! beyond ASCII is made small where a constant has it, and can make no difference where none has.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use icp_core::value::fold;

use super::context::{Context, Use};
use crate::Dialect;

/// The sign around everything that is no letter and no digit, in the column of words.
const MARK: u32 = 1;

/// Each text once, in its order.
pub(super) fn distinct(texts: Vec<String>) -> Vec<String> {
    let mut seen = Vec::with_capacity(texts.len());
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen
}

/// The items that differ after folding.
pub(super) fn folded_once(items: &[Box<str>]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    items.iter().map(|item| &**item).filter(|item| seen.insert(fold(item).into_owned())).collect()
}

/// Whether one of the spellings is among the items of a set.
pub(super) fn has(context: &Context, attribute: usize, spellings: &[String]) -> String {
    let (value, dialect) = (context.value(attribute), context.dialect);
    let list = dialect.list(spellings);
    match (dialect, spellings) {
        (Dialect::DuckDb, [one]) => format!("list_contains({value}, {})", dialect.text(one)),
        (Dialect::DuckDb, _) => format!("list_has_any({value}, {list})"),
        (Dialect::Postgres, _) => format!("{value} && {list}"),
        (Dialect::Spark, [one]) => format!("array_contains({value}, {})", dialect.text(one)),
        (Dialect::Spark, _) => format!("arrays_overlap({value}, {list})"),
        (Dialect::BigQuery, _) => format!(
            "IF({value} IS NULL, NULL, EXISTS(SELECT 1 FROM UNNEST({value}) AS item WHERE item IN ({})))",
            dialect.texts(spellings)
        ),
        (Dialect::Snowflake, _) => format!("ARRAYS_OVERLAP({value}, {list})"),
    }
}

/// The number of different items of a set.
pub(super) fn size(context: &Context, attribute: usize) -> String {
    let value = context.canonical(attribute);
    match context.dialect {
        Dialect::DuckDb => format!("len(list_distinct({value}))"),
        Dialect::Postgres => {
            format!(
                "CASE WHEN {value} IS NOT NULL THEN cardinality(ARRAY(SELECT DISTINCT item FROM unnest({value}) AS items(item))) END"
            )
        }
        Dialect::Spark => format!("size(array_distinct({value}))"),
        Dialect::BigQuery => {
            format!(
                "IF({value} IS NULL, NULL, ARRAY_LENGTH(ARRAY(SELECT DISTINCT item FROM UNNEST({value}) AS item)))"
            )
        }
        Dialect::Snowflake => format!("ARRAY_SIZE(ARRAY_DISTINCT({value}))"),
    }
}

/// Whether a text has a phrase as whole words: what is no letter, digit or `_` has marks around it, and so have both ends.
pub(super) fn mentions(context: &Context, attribute: usize, phrase: &str) -> String {
    let column = context.marked(attribute);
    let mark = char::from_u32(MARK).unwrap_or('|');
    let mut text = String::from(mark);
    for sign in context.constant(attribute, phrase).chars() {
        if is_word(sign) {
            text.push(sign);
        } else {
            text.extend([mark, sign, mark]);
        }
    }
    text.push(mark);
    contains_marked(context.dialect, &column, &text, mark)
}

/// A search for a text with marks, which are written by their number.
fn contains_marked(dialect: Dialect, column: &str, text: &str, mark: char) -> String {
    let sign = dialect.sign(MARK);
    let mut parts = Vec::new();
    for (at, piece) in text.split(mark).enumerate() {
        if at > 0 {
            parts.push(sign.clone());
        }
        if !piece.is_empty() {
            parts.push(dialect.text(piece));
        }
    }
    let wanted = parts.join(" || ");
    match dialect {
        Dialect::DuckDb | Dialect::Spark | Dialect::Snowflake => format!("contains({column}, {wanted})"),
        Dialect::Postgres | Dialect::BigQuery => format!("strpos({column}, {wanted}) > 0"),
    }
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The column in which words are told apart, from the folded text.
pub(super) fn marked(dialect: Dialect, folded: &str) -> String {
    let mark = dialect.sign(MARK);
    // The same as `is_word`, range by range.
    let mut class = String::from("[^");
    class.push_str(&dialect.class(WORDS.iter().copied()));
    class.push(']');
    let by = match dialect {
        Dialect::DuckDb | Dialect::Postgres | Dialect::BigQuery | Dialect::Snowflake => "\\1",
        Dialect::Spark => "$1",
    };
    let by = format!("{mark} || {} || {mark}", dialect.text(by));
    let pattern = dialect.text(&format!("({class})"));
    let marked = match dialect {
        Dialect::DuckDb | Dialect::Postgres => format!("regexp_replace({folded}, {pattern}, {by}, 'g')"),
        Dialect::Spark | Dialect::BigQuery | Dialect::Snowflake => {
            format!("regexp_replace({folded}, {pattern}, {by})")
        }
    };
    // Few texts have a sign beyond ASCII, and the long class is slow.
    let short = dialect.text("([^0-9a-z_])");
    let ascii = match dialect {
        Dialect::DuckDb | Dialect::Postgres => format!("regexp_replace({folded}, {short}, {by}, 'g')"),
        Dialect::Spark | Dialect::BigQuery | Dialect::Snowflake => {
            format!("regexp_replace({folded}, {short}, {by})")
        }
    };
    format!("{mark} || CASE WHEN {} THEN {ascii} ELSE {marked} END || {mark}", dialect.is_ascii(folded))
}

/// All letters and digits, and `_`.
static WORDS: LazyLock<Vec<(u32, u32)>> = LazyLock::new(|| {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for sign in (0..=char::MAX as u32).filter_map(char::from_u32).filter(|sign| is_word(*sign)) {
        let code = sign as u32;
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == code => *last = code,
            _ => ranges.push((code, code)),
        }
    }
    ranges
});

/// The capital letters beyond ASCII that become another letter, each with that letter.
static CAPITALS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let one = |capital: char| {
        let text = capital.to_string();
        let small = fold(&text);
        let mut small = small.chars();
        match (small.next(), small.next()) {
            (Some(one), None) if one != capital => Some((capital, one)),
            _ => None,
        }
    };
    ('\u{80}'..='\u{1FFFF}').filter(|sign| sign.is_alphanumeric()).filter_map(one).collect()
});

/// A text folded: white space at the ends cut off, inside one blank, small letters.
pub(super) fn folded(dialect: Dialect, text: &str, of: &Use) -> String {
    let plain = dialect.matches(text, "^[!-~]+( [!-~]+)*$");
    let (from, to) = capitals(of);
    let mut all = text.to_owned();
    if of.canonical || of.signs.contains(&'\u{307}') {
        all = format!("replace({all}, 'İ', 'i\u{307}')");
    }
    all = format!("translate({all}, {}, {})", dialect.text(&from), dialect.text(&to));
    let blanks = format!("{}+", dialect.blank_class());
    all = dialect.replace_pattern(&all, &blanks, " ");
    all = format!("trim({all})");
    format!("CASE WHEN {plain} THEN {} ELSE {all} END", dialect.lower_ascii(text))
}

/// The capital letters that become a small letter of ASCII or one that matters here, and what they become.
fn capitals(of: &Use) -> (String, String) {
    let matters = |small: &char| of.canonical || small.is_ascii() || of.signs.contains(small);
    let more = CAPITALS.iter().filter(|(_, small)| matters(small));
    let ascii = ('A'..='Z').map(|capital| (capital, capital.to_ascii_lowercase()));
    ascii.chain(more.copied()).unzip()
}

/// A set as a list of folded items, without those that are blank.
pub(super) fn items(dialect: Dialect, list: &str, of: &Use) -> String {
    let item = folded(dialect, "item", of);
    match dialect {
        Dialect::DuckDb => {
            format!("list_filter(list_transform({list}, lambda item: {item}), lambda item: item <> '')")
        }
        Dialect::Spark => format!("filter(transform({list}, item -> {item}), item -> item <> '')"),
        Dialect::Snowflake => {
            format!("FILTER(TRANSFORM({list}, item VARCHAR -> {item}), item -> item <> '')")
        }
        Dialect::Postgres => format!(
            "CASE WHEN {list} IS NOT NULL THEN ARRAY(SELECT one FROM (SELECT {item} AS one FROM unnest({list}) AS items(item)) AS folded WHERE one <> '') END"
        ),
        Dialect::BigQuery => format!(
            "IF({list} IS NULL, NULL, ARRAY(SELECT one FROM (SELECT {item} AS one FROM UNNEST({list}) AS item) WHERE one <> ''))"
        ),
    }
}

/// One spelling for each value: the words of a CASE over the synonyms.
pub(super) fn one_spelling(context: &Context, attribute: usize, text: &str) -> String {
    let synonyms = context.attribute(attribute).map_or(&[][..], |one| &one.synonyms);
    if synonyms.is_empty() {
        return text.to_owned();
    }
    let mut cases = format!("CASE {text}");
    for (main, others) in synonyms {
        for other in others {
            let (from, to) = (context.constant(attribute, other), context.constant(attribute, main));
            if from != to {
                let _ =
                    write!(cases, " WHEN {} THEN {}", context.dialect.text(&from), context.dialect.text(&to));
            }
        }
    }
    format!("{cases} ELSE {text} END")
}

/// The same for the items of a set.
pub(super) fn one_spelling_each(context: &Context, attribute: usize, list: &str) -> String {
    let item = one_spelling(context, attribute, "item");
    if item == "item" {
        return list.to_owned();
    }
    match context.dialect {
        Dialect::DuckDb => format!("list_transform({list}, lambda item: {item})"),
        Dialect::Spark => format!("transform({list}, item -> {item})"),
        Dialect::Snowflake => format!("TRANSFORM({list}, item VARCHAR -> {item})"),
        Dialect::Postgres => format!(
            "CASE WHEN {list} IS NOT NULL THEN ARRAY(SELECT {item} FROM unnest({list}) AS items(item)) END"
        ),
        Dialect::BigQuery => {
            format!("IF({list} IS NULL, NULL, ARRAY(SELECT {item} FROM UNNEST({list}) AS item))")
        }
    }
}
