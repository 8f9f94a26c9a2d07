//! Rules that add up what listed items give: `per_match`, and a `table` on a set.

use std::collections::BTreeSet;

use serde_json::Value;

use super::facts::Known;
use super::number::{Exact, MILLION, millionths};
use super::rule::{amount_or, listed};
use super::text::{canonical, fold, mentions};
use super::{Case, entries, operator};

/// A listed item, or a named list of which any entry will do.
struct Item {
    /// As the model writes it.
    written: String,
    entries: BTreeSet<String>,
    amount: Exact,
}

/// A rule that adds up, read for the attribute that it looks at.
pub(super) struct Matching {
    attribute: String,
    /// Whether any piece of a text or of an item will do.
    in_pieces: bool,
    items: Vec<Item>,
    /// The largest magnitude of the sum, in millionths.
    pub(super) limit: i128,
}

impl Matching {
    /// Reads a `per_match` rule, or a table on a set.
    pub(super) fn read(model: &Value, rule: &Value) -> Self {
        let attribute = rule["attribute"].as_str().expect("an attribute");
        let declared = &model["attributes"][attribute];
        let in_pieces = rule["find"] == "contains";
        let plain = |text: &str| {
            if declared["type"] == "set" && !in_pieces { canonical(declared, text) } else { fold(text) }
        };
        let item = |written: &str, amount: i128| Item {
            written: written.to_owned(),
            entries: BTreeSet::from([plain(written)]),
            amount: Exact::whole(amount),
        };
        let mut items: Vec<Item> = vec![];
        if let Some(of) = rule.get("of") {
            let each =
                rule.get("points_each").or_else(|| rule.get("rating_each")).map_or(MILLION, millionths);
            for text in operator::list(model, of) {
                let one = item(text.as_str().expect("text"), each);
                // Another spelling of an item is the item.
                if items.iter().all(|other| other.entries != one.entries) {
                    items.push(one);
                }
            }
        }
        for (key, amount) in entries(listed(rule)) {
            let mut one = item(key, millionths(amount));
            let named = key.strip_prefix('$').and_then(|name| model["lists"].get(name));
            if let Some(list) = named.filter(|_| rule.get("combine").is_none()) {
                let texts = operator::list(model, list).into_iter().map(|text| text.as_str().expect("text"));
                one.entries = texts.map(plain).collect();
            }
            items.push(one);
        }
        if let Some(full_at) = rule.get("full_at") {
            let all = items.len() as u64;
            let count = full_at.as_u64().unwrap_or(all);
            items.iter_mut().for_each(|item| item.amount = Exact::whole(MILLION).over(i128::from(count)));
        }
        let mut this = Self { attribute: attribute.to_owned(), in_pieces, items, limit: MILLION };
        let (lowest, highest) = this.sums();
        let most = lowest.size().max(highest);
        let in_points = rule.get("points").or_else(|| rule.get("points_each")).is_some();
        let limit = Exact::whole(amount_or(rule, "max", if in_points { most.rounded() } else { MILLION }));
        this.limit = if rule.get("full_at").is_some() { MILLION } else { limit.min(most).rounded() };
        this
    }

    /// The sums of the amounts below 0, and of those above.
    fn sums(&self) -> (Exact, Exact) {
        let sum =
            |is_wanted: fn(&Exact) -> bool| self.items.iter().map(|item| item.amount).filter(is_wanted).sum();
        (sum(|amount| *amount < Exact::ZERO), sum(|amount| *amount > Exact::ZERO))
    }

    /// Whether each item is there; nothing while that is not known.
    fn found(&self, case: &Case) -> Option<Vec<&Item>> {
        let is_there = |entry: &String| match case.facts.get(&self.attribute) {
            Some(Known::Set(items)) if self.in_pieces => items.iter().any(|item| item.contains(entry)),
            Some(Known::Set(items)) => items.contains(entry),
            Some(Known::Text { folded, .. }) if self.in_pieces => folded.contains(entry),
            Some(Known::Text { folded, .. }) => mentions(folded, entry),
            Some(Known::None) => false,
            other => panic!("no matches in {other:?}"),
        };
        case.facts.get(&self.attribute)?;
        Some(self.items.iter().filter(|item| item.entries.iter().any(is_there)).collect())
    }

    fn limited(&self, sum: Exact) -> Exact {
        sum.clamp(Exact::whole(-self.limit), Exact::whole(self.limit))
    }

    /// The sum of what is there; nothing where none is, or where that is not known.
    pub(super) fn sum(&self, case: &Case) -> Option<Exact> {
        let found = self.found(case).filter(|found| !found.is_empty())?;
        Some(self.limited(found.iter().map(|item| item.amount).sum()))
    }

    /// The lowest and the highest sum of any items, of one at least.
    pub(super) fn reachable(&self) -> [Exact; 2] {
        let amounts = || self.items.iter().map(|item| item.amount);
        let (lowest, highest) = self.sums();
        let least = amounts().min().expect("an item");
        let most = amounts().max().expect("an item");
        [
            self.limited(if lowest < Exact::ZERO { lowest } else { least }),
            self.limited(if highest > Exact::ZERO { highest } else { most }),
        ]
    }
}

/// The listed items that are there, as the model writes them; nothing for rules that list none, and while the attribute
/// is missing.
pub(super) fn matched(case: &Case, criterion: &Value) -> Option<Vec<String>> {
    let table = criterion.get("table").filter(|table| {
        let attribute = table["attribute"].as_str().expect("an attribute");
        case.model["attributes"][attribute]["type"] == "set"
    });
    let matching = Matching::read(case.model, criterion.get("per_match").or(table)?);
    let found = matching.found(case)?;
    Some(found.into_iter().map(|item| item.written.clone()).collect())
}
