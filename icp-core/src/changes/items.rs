//! The sets to which an attribute may change: named items that come and go and, where a rule counts items, others too. Called for
//! the candidates of an attribute.

use std::borrow::Cow;

use super::candidate::{Candidate, Source, What};
use super::counts;
use crate::account::Field;
use crate::eval::{canonical, find};
use crate::plan::{Binning, Input};
use crate::value::fold;

/// The most named items of which every choice is tried.
pub(super) const EVERY_CHOICE: usize = 8;

/// The most items that a set is made to have because a rule counts them.
const MOST_COUNTED: f64 = 100.0;

/// The items of an account, and those that the icp names.
struct Items<'s> {
    input: &'s Input,
    /// Those that the icp names, by number; spellings of one item are one item.
    named: Vec<(u32, &'s str)>,
    /// Whether the account has each of them.
    has: Vec<bool>,
    /// The items of the account.
    now: Vec<Cow<'static, str>>,
    /// Those of them that the icp does not name, as they are compared.
    others: Vec<String>,
    /// Pieces that a rule looks for within items, and items of the account that hold one, as they are compared: items like named
    /// ones, numbered from [`PIECES`] on.
    pieces: Vec<String>,
}

/// The number of the first piece, beyond those of all items that a model names.
const PIECES: u32 = 1 << 31;

impl Source<'_> {
    /// Every choice of a few named items; of many, those with one or two items more or less, and whole lists. Where their number
    /// counts, each choice with as many other items as bring it to each number that the model tells apart.
    pub(super) fn items(&self) -> Vec<Candidate> {
        let Some(input) = self.input() else { return Vec::new() };
        let mut now: Vec<Cow<'static, str>> = Vec::new();
        let is_known = crate::eval::each_item(input, self.now, |item| now.push(Cow::Owned(item.to_owned())));
        let (named, has, others) = (Vec::new(), Vec::new(), Vec::new());
        let mut items = Items { input, named, has, now, others, pieces: Vec::new() };
        for value in &self.named.values {
            if items.number(value).is_none() {
                items.pieces.push(items.folded(value));
            }
        }
        // Items of the account that hold a piece come and go like named ones, also where only another icp names them.
        let within: Vec<_> = self.named.pieces.iter().map(|piece| fold(piece)).collect();
        let holds_piece = |item: &&str| {
            let folded = items.folded(item);
            within.iter().any(|piece| folded.contains(&**piece))
        };
        let holding: Vec<String> =
            items.now.iter().map(|item| &**item).filter(holds_piece).map(str::to_owned).collect();
        for item in &holding {
            if items.number(item).is_none() {
                items.pieces.push(items.folded(item));
            }
        }
        for value in self.named.values.iter().copied().chain(holding.iter().map(|item| &**item)) {
            if let Some(number) = items.number(value)
                && !items.named.iter().any(|(known, _)| *known == number)
            {
                items.named.push((number, value));
            }
        }
        let own: Vec<Option<u32>> = items.now.iter().map(|item| items.number(item)).collect();
        items.has = items.named.iter().map(|(number, _)| own.contains(&Some(*number))).collect();
        items.others =
            items.now.iter().filter(|item| !items.names(item)).map(|item| items.folded(item)).collect();
        crate::sort::distinct(&mut items.others);
        let sizes = if self.named.is_counted { sizes(input) } else { Vec::new() };
        let more = if sizes.is_empty() { Vec::new() } else { self.unnamed(&items) };
        let mut all = Vec::new();
        for flips in items.choices(&self.named.lists) {
            let mut differences: Vec<i32> = sizes.iter().map(|size| items.to_size(&flips, *size)).collect();
            differences.push(0);
            crate::sort::distinct(&mut differences);
            all.extend(
                differences.into_iter().filter_map(|others| items.changed(&flips, others, &more, is_known)),
            );
        }
        all
    }

    /// Items that the icp does not name and the account does not have: those that the model lists, then made-up ones.
    fn unnamed(&self, items: &Items<'_>) -> Vec<Box<str>> {
        let listed = self.attribute.values.iter().cloned();
        let made = (1..).map(|number| format!("item {number}").into());
        let mut seen: Vec<String> = items.others.clone();
        let mut is_new = |item: &str| {
            let folded = items.folded(item);
            let is_new = !items.names(item) && !seen.contains(&folded);
            seen.push(folded);
            is_new
        };
        listed.chain(made).filter(|item| is_new(item)).take(MOST_COUNTED as usize).collect()
    }
}

impl<'s> Items<'s> {
    /// The number of an item that the model names, or of a piece.
    fn number(&self, item: &str) -> Option<u32> {
        let lookup = self.input.binnings.iter().find_map(|binning| match binning {
            Binning::Items { lookup, .. } => Some(lookup),
            Binning::Presence(_)
            | Binning::Bool(_)
            | Binning::Number(..)
            | Binning::Date(..)
            | Binning::Recent { .. }
            | Binning::Values(..)
            | Binning::Hosts(..)
            | Binning::Phrases(..)
            | Binning::Length(..)
            | Binning::Size(..) => None,
        });
        let named = lookup.and_then(|lookup| find(lookup, item, &mut String::new()));
        named.or_else(|| {
            let folded = self.folded(item);
            let place = self.pieces.iter().position(|piece| *piece == folded)?;
            Some(PIECES + place as u32)
        })
    }

    /// Whether the icp names an item.
    fn names(&self, item: &str) -> bool {
        self.number(item).is_some_and(|number| self.named.iter().any(|(known, _)| *known == number))
    }

    /// An item as it is compared.
    fn folded(&self, item: &str) -> String {
        canonical(self.input, item, &mut String::new()).to_owned()
    }

    /// For each named item whether it comes or goes, in each choice.
    fn choices(&self, lists: &[Vec<&str>]) -> Vec<Vec<bool>> {
        let count = self.named.len();
        let flipped = |chosen: Vec<usize>| (0..count).map(|at| chosen.contains(&at)).collect();
        let mut choices: Vec<Vec<bool>> =
            counts::choices(count, EVERY_CHOICE).into_iter().map(flipped).collect();
        if count > EVERY_CHOICE {
            let every: Vec<u32> = self.named.iter().map(|(number, _)| *number).collect();
            let listed = |list: &Vec<&str>| list.iter().filter_map(|item| self.number(item)).collect();
            for list in lists.iter().map(listed).chain([every]) {
                let is_in = |at: usize| self.named.get(at).is_some_and(|(number, _)| list.contains(number));
                for wanted in [true, false] {
                    let flips = self.has.iter().enumerate().map(|(at, has)| is_in(at) && *has != wanted);
                    choices.push(flips.collect());
                }
            }
        }
        crate::sort::distinct(&mut choices);
        choices
    }

    /// How many other items have to come, or to go, for a choice to have a number of items.
    fn to_size(&self, flips: &[bool], (low, high): (f64, f64)) -> i32 {
        let kept = flips.iter().zip(&self.has).filter(|(flip, has)| flip != has).count();
        let size = (kept + self.others.len()) as f64;
        (crate::value::clamped(size, low, high) - size) as i32
    }

    /// The set after a choice, with a number of other items more or fewer; `None` where that is the set now, or where it does not
    /// have that number of others.
    fn changed(&self, flips: &[bool], others: i32, more: &[Box<str>], is_known: bool) -> Option<Candidate> {
        let each = |wanted: bool| {
            flips
                .iter()
                .zip(&self.has)
                .zip(&self.named)
                .filter(move |((flip, has), _)| **flip && **has == wanted)
        };
        let added: Vec<Box<str>> = each(false).map(|(_, (_, item))| (*item).into()).collect();
        let dropped: Vec<u32> = each(true).map(|(_, (number, _))| *number).collect();
        let count = others.unsigned_abs() as usize;
        let passed = added.len() + dropped.len() + count;
        if passed == 0 && is_known {
            return None;
        }
        let mut kept = self.now.clone();
        kept.retain(|item| self.number(item).is_none_or(|number| !dropped.contains(&number)));
        kept.extend(added.iter().map(|item| Cow::Owned((**item).to_owned())));
        if others < 0 {
            let gone = self.others.get(..count)?;
            kept.retain(|item| !gone.contains(&self.folded(item)));
        } else {
            kept.extend(more.get(..count)?.iter().map(|item| Cow::Owned((**item).to_owned())));
        }
        let names = self.named.iter().filter(|(number, _)| dropped.contains(number));
        let what = match (passed, kept.is_empty()) {
            (0, true) => What::Empty,
            _ => What::Items(added, names.map(|(_, item)| (*item).into()).collect(), others),
        };
        Some(Candidate::new(Field::Set(kept), what, passed.max(1) as u32))
    }
}

/// The numbers of items that the model tells apart: the first and the last one of each cell.
fn sizes(input: &Input) -> Vec<(f64, f64)> {
    let cuts = input.binnings.iter().filter_map(|binning| match binning {
        Binning::Size(_, cuts) => Some(cuts),
        Binning::Presence(_)
        | Binning::Bool(_)
        | Binning::Number(..)
        | Binning::Date(..)
        | Binning::Recent { .. }
        | Binning::Values(..)
        | Binning::Hosts(..)
        | Binning::Phrases(..)
        | Binning::Length(..)
        | Binning::Items { .. } => None,
    });
    counts::cells(cuts.flat_map(|cuts| cuts.iter()), 0.0, MOST_COUNTED)
}
