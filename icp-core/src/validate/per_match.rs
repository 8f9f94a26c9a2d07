//! Reads the rules that give something for each listed item that is there: `per_match`, and how a `table` on a set combines
//! its items. Called by `rules`.

use super::context::Context;
use super::lists::{Texts, is_allowed, named_texts, same, texts};
use super::reader::{Fields, backticked, entries, how_many, word};
use super::rule_parts::{amount, attribute, most, rated, refuse_same};
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, message, quoted};
use crate::model::{Combine, Find, Items, MatchItem, PerMatch, Rule, Unit};
use crate::value::{AttributeType, is_blank};

/// The keys that say what is given.
const AMOUNTS: [&str; 5] = ["rating_each", "points_each", "ratings", "points", "full_at"];

pub(super) fn per_match<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    let mut fields = Fields::open(ctx, node, "`per_match`")?;
    let attribute = attribute(ctx, &mut fields, &[AttributeType::Set, AttributeType::Text]);
    let given = given(ctx, &mut fields);
    let own = matches!(given, Some((_, "ratings" | "points")));
    let of = if own || given.is_none() { fields.get("of") } else { fields.require(ctx, "of") };
    let max = fields.get("max");
    let find = fields.get("find").and_then(|node| word(ctx, node, "`find`", &[Find::CONTAINS]));
    let find = if find.is_some() { Find::Contains } else { Find::Whole };
    fields.close(ctx);
    let meaning = match (attribute, find) {
        (Some((index, AttributeType::Set)), Find::Whole) => Texts::Values(index),
        (Some(_) | None, Find::Whole | Find::Contains) => Texts::Phrases,
    };
    let mark = ctx.mark();
    let of_node = of;
    let of = of.filter(|_| !own).map(|of| texts(ctx, of, "`of`", meaning, false));
    let listed = of.as_ref().filter(|_| ctx.is_whole(mark)).map(|of| of.items.len());
    let (node, key) = given?;
    let unit = if key.starts_with("points") { Unit::Points } else { Unit::Rating };
    let matches = match key {
        "ratings" | "points" => {
            if let Some(of) = of_node {
                let message = message!("`of` beside `{key}`, whose keys are the items");
                ctx.report(Code::Conflict, of, message).help("take `of` out");
            }
            let items = own_amounts(ctx, node, key, meaning, unit);
            PerMatch::Own { items, max: max.map(|node| most(ctx, node, unit)) }
        }
        "full_at" => {
            if let Some(max) = max {
                let message = "`full_at` takes no `max`: it gives at most rating 1";
                ctx.report(Code::Conflict, max, message).help("take `max` out");
            }
            let all = matches!(&node.kind, NodeKind::Text(text) if &**text == "all");
            let full_at = match (&node.kind, listed) {
                (NodeKind::Text(_), listed) if all => listed.unwrap_or(1),
                (NodeKind::Text(text), _) => {
                    let message = message!("`full_at` cannot be {}", quoted(text));
                    ctx.refuse(Code::Enum, node, message).help("it is a whole number, or `all`");
                    1
                }
                (_, listed) => how_many(ctx, node, "`full_at`", listed),
            };
            PerMatch::Share { of: of?, full_at, all }
        }
        _ => {
            let each = rated(ctx, node, key, unit, "rating_each");
            let max = max.map(|node| most(ctx, node, unit));
            PerMatch::Each { of: of?, each, max }
        }
    };
    Some((Rule::PerMatch { attribute: attribute?.0, find, matches }, unit))
}

/// The one key that says what is given; none or two are reported.
fn given<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>) -> Option<(&'d Node, &'static str)> {
    let (mut given, mut second) = (None, None);
    for key in AMOUNTS {
        match (fields.get(key), given) {
            (Some(node), None) => given = Some((node, key)),
            (Some(node), Some(_)) => second = second.or(Some((node, key))),
            (None, _) => {}
        }
    }
    match (given, second) {
        (Some((_, first)), Some((node, key))) => {
            let message = message!("{} has both `{first}` and `{key}`", fields.what());
            ctx.refuse(Code::Conflict, node, message).help("one rule takes one of them");
            None
        }
        (None, _) => {
            let message = message!("{} has none of {}", fields.what(), backticked(AMOUNTS));
            ctx.refuse(Code::MissingField, fields.node, message);
            None
        }
        (given, None) => given,
    }
}

/// Items with what each gives. A key `$name` stands for a named list, of which one entry must be there.
fn own_amounts<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    key: &str,
    meaning: Texts,
    unit: Unit,
) -> Vec<MatchItem> {
    let list = entries(ctx, node, &message!("`{key}`"));
    let mut seen = Vec::new();
    let mut read = Vec::new();
    for (place, entry) in list.iter().enumerate() {
        let gives = amount(ctx, &entry.value, &quoted(&entry.key), unit);
        if let Some(of) = item(ctx, entry, meaning) {
            let form = match &of.list {
                Some(_) => (*entry.key).to_owned(),
                None => same(ctx, &entry.key, meaning),
            };
            seen.push((form, place));
            read.push(MatchItem { of, gives });
        }
    }
    refuse_same(ctx, list, seen);
    read
}

fn item<'d>(ctx: &mut Context<'d>, entry: &'d Entry, meaning: Texts) -> Option<Items<Box<str>>> {
    if let Some(name) = entry.key.strip_prefix('$') {
        let mut texts = Vec::new();
        named_texts(ctx, &entry.value, name, "`per_match`", meaning, &mut texts);
        return Some(Items { list: Some(name.into()), items: texts, single: false });
    }
    if is_blank(&entry.key) {
        ctx.refuse_key(Code::Empty, entry, "an item is blank");
        return None;
    }
    if let Texts::Values(index) = meaning
        && !is_allowed(ctx, &entry.value, index, &entry.key, "the rule has")
    {
        return None;
    }
    Some(Items { list: None, items: vec![entry.key.clone()], single: true })
}

/// `combine` and `max` of a table.
pub(super) struct Combining<'d> {
    combine: Option<&'d Node>,
    max: Option<&'d Node>,
}

impl<'d> Combining<'d> {
    pub(super) fn take(fields: &mut Fields<'d>) -> Self {
        Self { combine: fields.get("combine"), max: fields.get("max") }
    }

    /// How the items of a set are combined; `None` when it is refused.
    pub(super) fn read(
        &self,
        ctx: &mut Context<'d>,
        attribute: Option<(usize, AttributeType)>,
        unit: Option<Unit>,
    ) -> Option<Combine> {
        let how = match self.combine {
            Some(node) => word(ctx, node, "`combine`", &["best", "sum"])?,
            None => 0,
        };
        if let (Some(node), Some((_, kind))) =
            (self.combine, attribute.filter(|known| known.1 != AttributeType::Set))
        {
            let message = message!("`combine` goes with a set, and this is a table of type {kind}");
            ctx.report(Code::Conflict, node, message).help("take `combine` out");
        }
        match (how, self.max) {
            (0, None) => Some(Combine::Best),
            (0, Some(node)) => {
                let message = "`max` of a table goes with `combine: sum`";
                ctx.report(Code::Conflict, node, message).help("write `combine: sum`, or take `max` out");
                Some(Combine::Best)
            }
            (_, max) => Some(Combine::Sum { max: max.zip(unit).map(|(node, unit)| most(ctx, node, unit)) }),
        }
    }
}
