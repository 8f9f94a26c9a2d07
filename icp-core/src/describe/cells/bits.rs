//! Which of some items or phrases are there, in words: a set of combinations of them, each said by what it asks for.

use super::words::Words;
use crate::page::Sentence;

/// An item or a phrase: its kind, which has the verbs, and its name.
pub(super) struct Bit {
    pub(super) verb: Verb,
    pub(super) name: Sentence,
}

/// How an item or a phrase is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Has,
    BeginsWith,
    EndsWith,
    Contains,
    HasContaining,
    IsPartOf,
    Mentions,
    Matches,
}

impl Verb {
    const fn there(self) -> &'static str {
        match self {
            Self::Has => "has ",
            Self::BeginsWith => "begins with ",
            Self::EndsWith => "ends with ",
            Self::Contains => "contains ",
            Self::HasContaining => "has an item that contains ",
            Self::IsPartOf => "part of ",
            Self::Mentions => "mentions ",
            Self::Matches => "matches the pattern ",
        }
    }

    const fn not_there(self) -> &'static str {
        match self {
            Self::Has => "does not have ",
            Self::BeginsWith => "does not begin with ",
            Self::EndsWith => "does not end with ",
            Self::Contains => "does not contain ",
            Self::HasContaining => "has no item that contains ",
            Self::IsPartOf => "not part of ",
            Self::Mentions => "does not mention ",
            Self::Matches => "does not match the pattern ",
        }
    }
}

/// The combinations that are in a set, by their masks; `None` for those that no value has.
pub(super) type InSet<'a> = &'a dyn Fn(u32) -> Option<bool>;

/// The words of a set of combinations.
pub(super) fn words(bits: &[Bit], in_set: InSet<'_>) -> Words {
    let places: Vec<usize> = (0..bits.len()).collect();
    let all: Vec<Option<bool>> = (0..1u32 << bits.len().min(31)).map(in_set).collect();
    said(bits, &places, &all)
}

/// The words of a set of combinations of the bits at these places; `all` has an entry for each combination of them.
fn said(bits: &[Bit], places: &[usize], all: &[Option<bool>]) -> Words {
    let mut found = all.iter().flatten();
    match found.next() {
        None => return Words::Nothing,
        Some(first) if found.all(|other| other == first) => {
            return if *first { Words::Everything } else { Words::Nothing };
        }
        Some(_) => {}
    }
    // A bit that makes no difference is left out.
    for at in 0..places.len() {
        let (without, with) = halves(all, at);
        let join = |(a, b): (&Option<bool>, &Option<bool>)| match (a, b) {
            (Some(a), Some(b)) if a != b => None,
            (a, b) => Some(a.or(*b)),
        };
        if let Some(joined) = without.iter().zip(&with).map(join).collect::<Option<Vec<_>>>() {
            let mut others = places.to_vec();
            others.remove(at);
            return said(bits, &others, &joined);
        }
    }
    if let Some(words) = by_count(bits, places, all) {
        return words;
    }
    let (Some(place), (without, with)) = (places.first(), halves(all, 0)) else { return Words::Nothing };
    let Some(bit) = bits.get(*place) else { return Words::Nothing };
    let others = places.get(1..).unwrap_or_default();
    let one = |verb: &str| Words::One(Sentence::new(verb).then(bit.name.clone()));
    let with = one(bit.verb.there()).and(said(bits, others, &with));
    with.or(one(bit.verb.not_there()).and(said(bits, others, &without)))
}

/// The combinations without and with one bit, each by the other bits.
fn halves(all: &[Option<bool>], bit: usize) -> (Vec<Option<bool>>, Vec<Option<bool>>) {
    let mut halves = (Vec::new(), Vec::new());
    for (mask, found) in all.iter().enumerate() {
        if mask >> bit & 1 == 1 { &mut halves.1 } else { &mut halves.0 }.push(*found);
    }
    halves
}

/// The words, if it only matters how many of the bits are there.
fn by_count(bits: &[Bit], places: &[usize], all: &[Option<bool>]) -> Option<Words> {
    let named: Vec<&Bit> = places.iter().filter_map(|place| bits.get(*place)).collect();
    let verb = named.first()?.verb;
    if named.iter().any(|bit| bit.verb != verb) {
        return None;
    }
    let mut by_count: Vec<Option<bool>> = vec![None; named.len() + 1];
    for (mask, found) in all.iter().enumerate() {
        let known = by_count.get_mut(mask.count_ones() as usize)?;
        if let Some(found) = found
            && *known.get_or_insert(*found) != *found
        {
            return None;
        }
    }
    let known: Vec<(usize, bool)> =
        by_count.iter().enumerate().filter_map(|(n, found)| Some((n, (*found)?))).collect();
    // One step from one to the other; counts that no value has go with the one before.
    let mut steps = known.windows(2).filter_map(|pair| match pair {
        [(_, before), (n, after)] if before != after => Some((*n, *after)),
        _ => None,
    });
    let (n, rises) = steps.next()?;
    if steps.next().is_some() {
        return None;
    }
    let names = |joint: &str| {
        let count = named.len();
        let mut words = Sentence::default();
        for (at, bit) in named.iter().enumerate() {
            if at > 0 {
                words = words.ours(if at + 1 == count { joint } else { ", " });
            }
            words = words.then(bit.name.clone());
        }
        words
    };
    let least =
        |n: usize, verb: &str| Sentence::new(verb).ours(&format!("at least {n} of ")).then(names(" and "));
    let words = match (n, rises) {
        (1, true) => Sentence::new(verb.there()).then(names(" or ")),
        (1, false) if verb == Verb::Has && named.len() > 1 => {
            Sentence::new("has none of ").then(names(" and "))
        }
        (1, false) => Sentence::new(verb.not_there()).then(names(" or ")),
        (n, true) if n == named.len() && verb == Verb::Has => {
            Sentence::new(verb.there()).then(names(" and "))
        }
        (n, true) => least(n, verb.there()),
        (n, false) => least(n, verb.not_there()),
    };
    Some(Words::One(words))
}
