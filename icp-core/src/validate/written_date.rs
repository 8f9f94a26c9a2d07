//! Reads `written` of a date: patterns and ways to count days, of which no two may read one text as two days. Called by
//! `written`.

use super::context::Context;
use super::reader::{items, text};
use crate::draft::{Node, NodeKind};
use crate::error::{Code, Message, hint, message, quoted, suggestion};
use crate::model::WrittenDate;
use crate::reading::{DatePattern, PatternIssue};

/// The most patterns of one attribute: each is compared with each.
const MOST: usize = 16;

/// The usual form, which is always read.
const USUAL: [&str; 3] = ["YYYY-MM-DD", "YYYY-MM-DDThh:mm:ssZ", "YYYY-MM-DD hh:mm:ssZ"];

/// Reads one pattern or word, or a list of them.
pub(super) fn dates<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Vec<WrittenDate>> {
    let nodes = match &node.kind {
        NodeKind::List(_) => items(ctx, node, "`written` of a date"),
        _ => std::slice::from_ref(node),
    };
    if nodes.len() > MOST {
        let message = message!("`written` has {} patterns, the limit is {MOST}", nodes.len());
        ctx.report(Code::LimitCount, node, message);
        return None;
    }
    let mut read: Vec<(WrittenDate, Option<DatePattern>)> = Vec::new();
    for node in nodes {
        let Some(text) = text(ctx, node, "`written` of a date") else { continue };
        let Some(one) = date(ctx, node, text.trim()) else { continue };
        match read.iter().find_map(|other| clash(&one, other)) {
            Some(message) => {
                ctx.report(Code::Ambiguous, node, message).help("keep the one that the source writes");
            }
            None => read.push(one),
        }
    }
    let read: Vec<WrittenDate> = read.into_iter().map(|(date, _)| date).collect();
    (!read.is_empty()).then_some(read)
}

fn date(ctx: &mut Context<'_>, node: &Node, text: &str) -> Option<(WrittenDate, Option<DatePattern>)> {
    if let Some(counted) = WrittenDate::COUNTED.into_iter().find(|counted| counted.as_str() == text) {
        return Some((counted, None));
    }
    let pattern = match DatePattern::parse(text) {
        Ok(pattern) => pattern,
        Err(issue) => {
            let words = WrittenDate::COUNTED.map(|counted| counted.as_str().to_owned());
            let meant = hint(|| {
                let near = suggestion(text, words.iter().map(|word| &**word));
                near.map(|word| format!("did you mean `{word}`?")).or_else(|| meant(text))
            });
            let general = help(issue);
            ctx.refuse(Code::Enum, node, why(text, issue)).help_or(meant, general);
            return None;
        }
    };
    for usual in USUAL {
        let found = DatePattern::parse(usual).ok().and_then(|usual| pattern.conflict(&usual));
        if let Some(found) = found {
            let message = message!("{} reads the usual form as another day: `{found}`", quoted(text));
            ctx.refuse(Code::Ambiguous, node, message).help("`YYYY-MM-DD` is always read as it stands");
            return None;
        }
    }
    Some((WrittenDate::Pattern(text.into()), Some(pattern)))
}

/// Why two of a list cannot stand together.
fn clash(
    (one, pattern): &(WrittenDate, Option<DatePattern>),
    (other, before): &(WrittenDate, Option<DatePattern>),
) -> Option<Message> {
    let same = one == other;
    let (one, other) = (quoted(one.as_str()), quoted(other.as_str()));
    match (pattern, before) {
        (Some(pattern), Some(before)) if pattern == before => Some(message!("{one} is listed twice")),
        (Some(pattern), Some(before)) => {
            let text = pattern.conflict(before)?;
            Some(message!("{other} and {one} read `{text}` as two days"))
        }
        (None, None) if same => Some(message!("{one} is listed twice")),
        (None, None) => Some(message!("{other} and {one} read one number as two days")),
        (Some(digits), None) | (None, Some(digits)) => {
            digits.is_digits().then(|| message!("{other} and {one} read one number as two days"))
        }
    }
}

fn why(text: &str, issue: PatternIssue<'_>) -> Message {
    let pattern = quoted(text);
    match issue {
        PatternIssue::Unknown(piece) => {
            message!("{} is nothing that pattern {pattern} can have", quoted(piece))
        }
        PatternIssue::Twice(piece) => message!("{} is there twice in pattern {pattern}", quoted(piece)),
        PatternIssue::NoYear => message!("pattern {pattern} has no year"),
        PatternIssue::Without(piece, wanted) => {
            message!("pattern {pattern} has `{piece}` without `{wanted}`")
        }
        PatternIssue::Adjoining(piece) => {
            message!("{} beside other digits in pattern {pattern} can be read in two ways", quoted(piece))
        }
    }
}

fn help(issue: PatternIssue<'_>) -> Message {
    match issue {
        PatternIssue::Unknown("YY" | "yy") => Message::from("years have four digits: `YYYY`"),
        PatternIssue::Adjoining(".sss" | "Z") => {
            Message::from("put another sign behind it: it does not always have the same number of digits")
        }
        PatternIssue::Adjoining(_) => {
            Message::from("write two letters, such as `MM`, if it always has two digits")
        }
        PatternIssue::Unknown(_)
        | PatternIssue::Twice(_)
        | PatternIssue::NoYear
        | PatternIssue::Without(..) => Message::from(
            "a pattern is made of `YYYY`, `MM`, `M`, `MMM`, `DD`, `D`, `hh`, `h`, `mm`, `ss`, `.sss`, `AM`, `Z` \
                 and other signs, or it is `excel`, `excel_1904`, `epoch_s` or `epoch_ms`",
        ),
    }
}

/// A pattern in the letters of another language, as it is written here.
fn meant(text: &str) -> Option<String> {
    let spelt = [
        ("%Y", "YYYY"),
        ("%m", "MM"),
        ("%d", "DD"),
        ("%H", "hh"),
        ("%I", "hh"),
        ("%M", "mm"),
        ("%S", "ss"),
        ("%b", "MMM"),
        ("%p", "AM"),
        ("%z", "Z"),
    ];
    let letters = [("yyyy", "YYYY"), ("dd", "DD"), ("d", "D"), ("HH", "hh"), ("H", "h"), ("MMMM", "MMM")];
    let table: &[(&str, &str)] = if text.contains('%') { &spelt } else { &letters };
    let pattern = table.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    // Small letters for months: those of minutes, where no hour stands before them.
    let pattern = if pattern.contains('h') { pattern } else { pattern.replace("mm", "MM").replace('m', "M") };
    DatePattern::parse(&pattern).is_ok().then(|| format!("write `{pattern}`"))
}
