//! Reads single values and the fields of objects, and refuses what has another type. Every reader is made of these;
//! none has a rule of the format in it.

use super::context::Context;
use super::rewrite;
use crate::draft::{Entry, Node, NodeKind, Number};
use crate::error::{self, Code, Message, hint, message, quote, quoted, suggestion};
use crate::value::{MAX_EXACT_INTEGER, Micro, is_blank};

/// The entries of one object: each is read by its key, and a key that was not asked for is unknown.
pub(super) struct Fields<'d> {
    pub(super) node: &'d Node,
    entries: &'d [Entry],
    /// The keys that were asked for.
    known: Vec<&'static str>,
    what: Message,
}

impl<'d> Fields<'d> {
    /// Opens an object; `what` names it in messages, such as ``criterion `size` ``.
    pub(super) fn open(ctx: &mut Context<'d>, node: &'d Node, what: impl Into<Message>) -> Option<Self> {
        Self::named(ctx, node, what.into())
    }

    fn named(ctx: &mut Context<'d>, node: &'d Node, what: Message) -> Option<Self> {
        match &node.kind {
            NodeKind::Map(entries) => Some(Self { node, entries, known: Vec::new(), what }),
            _ => {
                wrong_type(ctx, node, &what, "an object");
                None
            }
        }
    }

    pub(super) fn what(&self) -> &str {
        &self.what
    }

    pub(super) fn rename(&mut self, what: impl Into<Message>) {
        self.what = what.into();
    }

    /// The value of a key, if it is there.
    pub(super) fn get(&mut self, key: &'static str) -> Option<&'d Node> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.entries.iter().find(|entry| &*entry.key == key).map(|entry| &entry.value)
    }

    /// The list of a key that may be left out. Programs write `[]` for it, which is the same.
    pub(super) fn list(&mut self, key: &'static str) -> Option<&'d Node> {
        self.get(key).filter(|node| !matches!(&node.kind, NodeKind::List(items) if items.is_empty()))
    }

    /// The object of a key that may be left out. Programs write `{}` for it, which is the same.
    pub(super) fn object(&mut self, key: &'static str) -> Option<&'d Node> {
        self.get(key).filter(|node| !matches!(&node.kind, NodeKind::Map(entries) if entries.is_empty()))
    }

    /// The value of a key that must be there.
    pub(super) fn require(&mut self, ctx: &mut Context<'d>, key: &'static str) -> Option<&'d Node> {
        let value = self.get(key);
        if value.is_none() {
            ctx.refuse(Code::MissingField, self.node, message!("{} has no `{key}`", self.what));
        }
        value
    }

    /// A text for people, if it is there. What holds it can be used without it.
    pub(super) fn text(&mut self, ctx: &mut Context<'d>, key: &'static str) -> Option<Box<str>> {
        let node = self.get(key)?;
        let mark = ctx.mark();
        let text = text(ctx, node, &message!("`{key}`"));
        ctx.forgive(mark);
        text.map(Into::into)
    }

    /// A text that must be there.
    pub(super) fn require_text(&mut self, ctx: &mut Context<'d>, key: &'static str) -> Box<str> {
        let node = self.require(ctx, key);
        node.and_then(|node| text(ctx, node, &message!("`{key}`"))).unwrap_or_default().into()
    }

    /// A decimal, if it is there.
    pub(super) fn micro(
        &mut self,
        ctx: &mut Context<'d>,
        key: &'static str,
        within: &Within,
    ) -> Option<Micro> {
        self.get(key).map(|node| micro(ctx, node, &message!("`{key}`"), within))
    }

    /// Reports every key that was not asked for.
    pub(super) fn close(self, ctx: &mut Context<'d>) {
        for entry in self.entries {
            if self.known.contains(&&*entry.key) {
                continue;
            }
            let taken = |key: &str| self.entries.iter().any(|entry| &*entry.key == key);
            let renamed = hint(|| rewrite::renamed(entry, &self.known, &taken));
            let is_other = cfg!(feature = "messages") && (renamed.is_some() || rewrite::is_word(&entry.key));
            let near = match is_other {
                true => None,
                false => ctx.near(&entry.key, self.known.iter().copied()),
            };
            let message = message!("unknown field {} in {}", quoted(&entry.key), self.what);
            let reported = ctx.report_key(Code::UnknownField, entry, message);
            match near {
                Some(key) => reported.help(message!("did you mean `{key}`?")),
                None => reported.help_or(
                    renamed,
                    message!("the fields here are {}", backticked(self.known.iter().copied())),
                ),
            }
        }
    }
}

/// Words in backticks, separated by commas.
pub(super) fn backticked<'a>(words: impl IntoIterator<Item = &'a str>) -> Message {
    error::message_of(|| words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "))
}

/// Users' texts in backticks, separated by commas.
pub(super) fn listed<'a>(texts: impl IntoIterator<Item = &'a str>) -> Message {
    error::message_of(|| texts.into_iter().map(quote).collect::<Vec<_>>().join(", "))
}

/// Refuses a value that is of another type than it must be.
pub(super) fn wrong_type(ctx: &mut Context<'_>, node: &Node, label: &str, wanted: &str) {
    if matches!(node.kind, NodeKind::Invalid) {
        ctx.leave();
        return;
    }
    let message = message!("{label} must be {wanted}, found {}", node.kind.noun());
    let help = hint(|| {
        Some(match &node.kind {
            NodeKind::Null => String::from("give it a value or leave it out"),
            NodeKind::Number(number) if wanted == "text" => {
                format!("write `\"{}\"`", ctx.number_text(node, *number))
            }
            NodeKind::Bool(flag) if wanted == "text" => format!("write `\"{flag}\"`"),
            NodeKind::Text(text) if wanted == FLAG => format!("write `{}`", rewrite::flag_meant(text)?),
            NodeKind::Number(Number::Integer(flag @ 0..=1)) if wanted == FLAG => {
                format!("write `{}`", *flag == 1)
            }
            _ => return None,
        })
    });
    ctx.refuse(Code::Type, node, message).help_if(help);
}

/// A text that is not blank.
pub(super) fn text<'d>(ctx: &mut Context<'_>, node: &'d Node, label: &str) -> Option<&'d str> {
    match &node.kind {
        NodeKind::Text(text) if is_blank(text) => {
            ctx.refuse(Code::Empty, node, message!("{label} is blank"));
            None
        }
        NodeKind::Text(text) => Some(text),
        _ => {
            wrong_type(ctx, node, label, "text");
            None
        }
    }
}

/// A finite number that every language can hold.
pub(super) fn number(ctx: &mut Context<'_>, node: &Node, label: &str) -> Option<f64> {
    match &node.kind {
        NodeKind::Number(Number::Float(float)) => Some(float + 0.0),
        NodeKind::Number(Number::Integer(integer)) => {
            if integer.unsigned_abs() > u128::from(MAX_EXACT_INTEGER) {
                let message =
                    message!("{label} is an integer beyond 2^53, which not every language can hold");
                ctx.refuse(Code::NotExact, node, message)
                    .help("use a smaller number, or one with an exponent");
                return None;
            }
            Some(*integer as f64)
        }
        NodeKind::Text(text) => {
            let message = message!("{label} must be a number, found text {}", quoted(text));
            let help =
                error::message_of(|| match (rewrite::number_meant(text), rewrite::percent_meant(text)) {
                    (Some(number), _) => format!("write `{number}`, without quotes"),
                    (None, Some(percent)) => {
                        format!(
                            "a number has no percent sign: it is {percent} or {}, as accounts have it",
                            percent / 100.0
                        )
                    }
                    (None, None) => String::from("numbers are written like 3, -1.5 or 2e6"),
                });
            ctx.refuse(Code::Type, node, message).help(help);
            None
        }
        _ => {
            wrong_type(ctx, node, label, "a number");
            None
        }
    }
}

/// A range of numbers, for checks and messages.
#[derive(Debug)]
pub(super) struct Within {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Whether the low end itself is refused.
    pub(super) above: bool,
}

/// The largest weight, points, share or bound.
pub(super) const LARGEST: f64 = 1e9;

impl Within {
    pub(super) const RATING: &Self = &Self { low: -1.0, high: 1.0, above: false };
    pub(super) const SHARE_OF_ONE: &Self = &Self { low: 0.0, high: 1.0, above: false };
    pub(super) const POSITIVE_RATING: &Self = &Self { low: 0.0, high: 1.0, above: true };
    pub(super) const POINTS: &Self = &Self { low: -LARGEST, high: LARGEST, above: false };
    pub(super) const NOT_NEGATIVE: &Self = &Self { low: 0.0, high: LARGEST, above: false };
    pub(super) const POSITIVE: &Self = &Self { low: 0.0, high: LARGEST, above: true };
    pub(super) const PERCENT: &Self = &Self { low: 0.0, high: 100.0, above: false };

    fn holds(&self, value: f64) -> bool {
        let low = if self.above { value > self.low } else { value >= self.low };
        low && value <= self.high
    }

    /// The number that a percentage is: a part of one, or as it stands where only the relation to others counts.
    fn percent(&self, node: &Node) -> Option<String> {
        let NodeKind::Text(text) = &node.kind else { return None };
        let percent = rewrite::percent_meant(text)?;
        let value = if self.high <= 1.0 { percent / 100.0 } else { percent };
        self.holds(value).then(|| format!("write `{value}`, without quotes"))
    }

    fn range(&self) -> Message {
        if self.above {
            message!("above {} and at most {}", self.low, self.high)
        } else {
            message!("from {} to {}", self.low, self.high)
        }
    }
}

/// A number in a range.
pub(super) fn number_within(ctx: &mut Context<'_>, node: &Node, label: &str, within: &Within) -> Option<f64> {
    if let Some(help) = hint(|| within.percent(node)) {
        let message = message!("{label} must be a number, found a percentage");
        ctx.refuse(Code::Type, node, message).help(help);
        return None;
    }
    let value = number(ctx, node, label)?;
    if within.holds(value) {
        return Some(value);
    }
    ctx.refuse(Code::Range, node, message!("{label} must be {}, found {value}", within.range()));
    None
}

/// An exact decimal in a range; 0 when it is refused.
pub(super) fn micro(ctx: &mut Context<'_>, node: &Node, label: &str, within: &Within) -> Micro {
    let Some(value) = number_within(ctx, node, label, within) else { return Micro::ZERO };
    if let Some(exact) = Micro::from_f64(value) {
        return exact;
    }
    // The error of arithmetic is far below the seventh decimal: `8.370000000000001` was meant as 8.37.
    let meant = Micro::near(value);
    if let Some(meant) = meant.filter(|_| ctx.is_computed) {
        ctx.note_rounded(node, value, meant.to_f64());
        return meant;
    }
    let mistake = ctx.refuse(Code::Precision, node, message!("{label} has more than six decimals"));
    if let Some(meant) = meant {
        mistake.help(message!("write `{meant}`"));
    }
    Micro::ZERO
}

/// A whole number in a range.
pub(super) fn whole(ctx: &mut Context<'_>, node: &Node, label: &str, low: u32, high: u32) -> Option<u32> {
    let value = number(ctx, node, label)?;
    if value.fract() == 0.0 && value >= f64::from(low) && value <= f64::from(high) {
        return Some(value as u32);
    }
    let message = message!("{label} must be a whole number from {low} to {high}, found {value}");
    ctx.refuse(Code::Range, node, message);
    None
}

/// The type of a flag, for messages.
const FLAG: &str = "true or false";

/// `true` or `false`; false when it is refused.
pub(super) fn flag(ctx: &mut Context<'_>, node: &Node, label: &str) -> bool {
    if let NodeKind::Bool(flag) = node.kind {
        return flag;
    }
    wrong_type(ctx, node, label, FLAG);
    false
}

/// One of a few words: its place among them.
pub(super) fn word(
    ctx: &mut Context<'_>,
    node: &Node,
    label: &str,
    choices: &[&'static str],
) -> Option<usize> {
    let text = text(ctx, node, label)?;
    let place = choices.iter().position(|word| *word == text);
    if place.is_none() {
        let mistake = ctx.refuse(Code::Enum, node, message!("{label} cannot be {}", quoted(text)));
        match suggestion(text, choices.iter().copied()) {
            Some(word) => mistake.help(message!("did you mean `{word}`?")),
            None => mistake.help(message!("it is one of {}", backticked(choices.iter().copied()))),
        }
    }
    place
}

/// The nodes of a list that must not be empty; none when it is no list or empty (that is refused).
pub(super) fn items<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str) -> &'d [Node] {
    match &node.kind {
        NodeKind::List(items) => {
            refuse_empty(ctx, node, label, items.len());
            items
        }
        _ => {
            wrong_type(ctx, node, label, "a list");
            &[]
        }
    }
}

/// The entries of an object that must not be empty.
pub(super) fn entries<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str) -> &'d [Entry] {
    match &node.kind {
        NodeKind::Map(entries) => {
            refuse_empty(ctx, node, label, entries.len());
            entries
        }
        _ => {
            wrong_type(ctx, node, label, "an object");
            &[]
        }
    }
}

fn refuse_empty(ctx: &mut Context<'_>, node: &Node, label: &str, count: usize) {
    if count == 0 {
        ctx.refuse(Code::Empty, node, message!("{label} is empty"));
    }
}

/// A count from 1 to the number of what is listed, if that is known; 0 when it is refused.
pub(super) fn how_many(ctx: &mut Context<'_>, node: &Node, label: &str, listed: Option<usize>) -> usize {
    let Some(value) = number(ctx, node, label) else { return 0 };
    let most = listed.unwrap_or(usize::MAX);
    let fits = value.fract() == 0.0 && value >= 1.0 && value <= most as f64;
    if fits || listed == Some(0) {
        return value as usize;
    }
    let message = match listed {
        Some(most) => message!("{label} must be a whole number from 1 to {most}, of which there are {most}"),
        None => message!("{label} must be a whole number from 1 on"),
    };
    ctx.refuse(Code::Range, node, message);
    0
}
