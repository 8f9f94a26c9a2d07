//! Which cells of two slots one account can have together, as far as that is simple to see: where it is not, all may
//! be.
//! `Worlds::each` leaves out the others.

use super::classes::Axis;
use super::phrases::{Implied, implied, is_in};
use super::slot::{Shape, Slot, integers};
use crate::model::Comparison;
use crate::plan::{Hosts, Phrase};
use crate::reading::host;
use crate::value::Span;

/// The most pairs of cells that are compared one by one; with more, only missing values are matched.
const PAIRS: u64 = 1 << 17;

/// Which classes of two slots go together.
pub(super) enum Links {
    /// All.
    Free,
    /// Those listed, by row.
    Some { width: usize, together: Vec<bool> },
}

/// Whether a value known in one slot is known in the other.
#[derive(Clone, Copy, PartialEq)]
enum Presence {
    Apart,
    Together,
    /// The first is known only if the second is.
    FirstNeeds,
    SecondNeeds,
}

impl Links {
    pub(super) fn new(
        (a, of_a): (&Axis, &Slot<'_>),
        (b, of_b): (&Axis, &Slot<'_>),
        spend: &dyn Fn(u64) -> Option<()>,
    ) -> Option<Self> {
        let missing = missing(of_a, of_b);
        if missing == Presence::Apart {
            return Some(Self::Free);
        }
        let pairs = u64::from(of_a.cells) * u64::from(of_b.cells);
        let tie = tie(of_a, of_b).filter(|_| pairs <= PAIRS);
        let by_none = missing == Presence::Together && of_a.has_none() && pairs <= PAIRS;
        let by_cell = tie.is_some() || by_none;
        spend(if by_cell { pairs } else { (a.classes.len() * b.classes.len()) as u64 })?;
        // The slots of one attribute have no value together.
        let allows = |x: u32, y: u32| match (of_a.is_none(x), of_b.is_none(y)) {
            (false, false) => tie.as_ref().is_none_or(|tie| tie.allows(x, y)),
            (x, y) => x == y || missing != Presence::Together,
        };
        let pair = |x: &Vec<u32>, y: &Vec<u32>| {
            let (known_a, known_b) = (x.first() != Some(&0), y.first() != Some(&0));
            let goes = match missing {
                Presence::Apart => true,
                Presence::Together => known_a == known_b,
                Presence::FirstNeeds => !known_a || known_b,
                Presence::SecondNeeds => known_a || !known_b,
            };
            let compared = by_cell && goes && known_a && known_b;
            if compared { x.iter().any(|x| y.iter().any(|y| allows(*x, *y))) } else { goes }
        };
        let together = a.classes.iter().flat_map(|x| b.classes.iter().map(move |y| (x, y)));
        Some(Self::Some { width: b.classes.len(), together: together.map(|(x, y)| pair(x, y)).collect() })
    }

    pub(super) fn allow(&self, a: usize, b: usize) -> bool {
        match self {
            Self::Free => true,
            Self::Some { width, together } => together.get(a * width + b).copied().unwrap_or(true),
        }
    }
}

fn missing(a: &Slot<'_>, b: &Slot<'_>) -> Presence {
    if a.attributes == b.attributes {
        return Presence::Together;
    }
    let behind = |of: &Slot<'_>, one: &Slot<'_>| match one.attributes {
        [attribute] => of.attributes.contains(attribute) || of.inputs.contains(attribute),
        _ => false,
    };
    if behind(a, b) {
        Presence::FirstNeeds
    } else if behind(b, a) {
        Presence::SecondNeeds
    } else {
        Presence::Apart
    }
}

/// How two slots of the same attributes are tied.
enum Tie<'s> {
    Recent(&'s [Span], &'s [Span]),
    Phrases(Implied),
    /// Masks of the spellings of each value, and the phrases that depend on more than the folded text.
    Spelled {
        masks: Vec<(u32, Vec<u32>)>,
        free: u32,
        values_first: bool,
    },
    /// Cells of the hosts of each value's spellings.
    Hosts {
        of: Vec<(u32, Vec<u32>)>,
        values_first: bool,
    },
    Lengths {
        of: Vec<(u32, Vec<f64>)>,
        cuts: &'s [f64],
        values_first: bool,
    },
    Sizes {
        cuts: &'s [f64],
        items_first: bool,
    },
    Orders(Comparison, Comparison),
}

fn tie<'s>(a: &'s Slot<'_>, b: &'s Slot<'_>) -> Option<Tie<'s>> {
    if a.attributes != b.attributes {
        return None;
    }
    match (&a.shape, &b.shape) {
        (Shape::Recent(a), Shape::Recent(b)) => Some(Tie::Recent(a, b)),
        (Shape::Phrases { phrases: a, .. }, Shape::Phrases { phrases: b, .. }) => {
            let implied = implied(a, b);
            (!implied.is_empty()).then_some(Tie::Phrases(implied))
        }
        (Shape::Values(values), Shape::Phrases { phrases, .. }) => Some(spelled(values, phrases, true)),
        (Shape::Phrases { phrases, .. }, Shape::Values(values)) => Some(spelled(values, phrases, false)),
        (Shape::Values(values), Shape::Hosts(hosts)) => Some(under(values, hosts, true)),
        (Shape::Hosts(hosts), Shape::Values(values)) => Some(under(values, hosts, false)),
        (Shape::Values(values), Shape::Count { cuts, .. }) => Some(lengths(values, cuts, true)),
        (Shape::Count { cuts, .. }, Shape::Values(values)) => Some(lengths(values, cuts, false)),
        (Shape::Items, Shape::Count { cuts, is_size: true, .. }) => {
            Some(Tie::Sizes { cuts, items_first: true })
        }
        (Shape::Count { cuts, is_size: true, .. }, Shape::Items) => {
            Some(Tie::Sizes { cuts, items_first: false })
        }
        (Shape::Compare(a), Shape::Compare(b)) => Some(Tie::Orders(*a, *b)),
        (
            Shape::Plain
            | Shape::Number(_)
            | Shape::Count { .. }
            | Shape::Date(_)
            | Shape::Recent(_)
            | Shape::Values(_)
            | Shape::Hosts(_)
            | Shape::Phrases { .. }
            | Shape::Items
            | Shape::Compare(_),
            _,
        ) => None,
    }
}

fn spelled<'s>(values: &[(u32, Vec<Box<str>>)], phrases: &[Phrase], values_first: bool) -> Tie<'s> {
    let mask = |text: &str| {
        let bits = phrases.iter().enumerate().map(|(bit, phrase)| u32::from(is_in(phrase, text)) << bit);
        bits.sum()
    };
    let masks = values.iter().map(|(cell, texts)| (*cell, texts.iter().map(|t| mask(t)).collect())).collect();
    let free = phrases.iter().enumerate().filter(|(_, p)| matches!(p, Phrase::Matches(_)));
    Tie::Spelled { masks, free: free.map(|(bit, _)| 1 << bit).sum(), values_first }
}

fn under<'s>(values: &[(u32, Vec<Box<str>>)], hosts: &Hosts, values_first: bool) -> Tie<'s> {
    let cell = |text: &str| hosts.cell(host(text).unwrap_or(text));
    let of = values.iter().map(|(value, texts)| (*value, texts.iter().map(|text| cell(text)).collect()));
    Tie::Hosts { of: of.collect(), values_first }
}

fn lengths<'s>(values: &[(u32, Vec<Box<str>>)], cuts: &'s [f64], values_first: bool) -> Tie<'s> {
    let length = |text: &str| text.chars().count() as f64;
    let of = values.iter().map(|(cell, texts)| (*cell, texts.iter().map(|t| length(t)).collect())).collect();
    Tie::Lengths { of, cuts, values_first }
}

impl Tie<'_> {
    fn allows(&self, a: u32, b: u32) -> bool {
        match self {
            Self::Recent(first, second) => match (ages(first, a), ages(second, b)) {
                (Some((from, to)), Some((other_from, other_to))) => from <= other_to && other_from <= to,
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            },
            Self::Phrases(implied) => implied.allow(a - 1, b - 1),
            Self::Spelled { masks, free, values_first } => {
                let (value, phrases) = if *values_first { (a, b) } else { (b, a) };
                let known = masks.iter().find(|(cell, _)| *cell == value);
                known.is_none_or(|(_, masks)| masks.iter().any(|mask| (mask ^ (phrases - 1)) & !free == 0))
            }
            Self::Hosts { of, values_first } => {
                let (value, host) = if *values_first { (a, b) } else { (b, a) };
                let known = of.iter().find(|(cell, _)| *cell == value);
                known.is_none_or(|(_, hosts)| hosts.contains(&host))
            }
            Self::Lengths { of, cuts, values_first } => {
                let (value, length) = if *values_first { (a, b) } else { (b, a) };
                let known = of.iter().find(|(cell, _)| *cell == value);
                let Some((low, high)) = integers(cuts, 1.0, length) else { return false };
                let within = |length: &f64| *length >= low && high.is_none_or(|high| *length <= high);
                known.is_none_or(|(_, lengths)| lengths.iter().any(within))
            }
            Self::Sizes { cuts, items_first } => {
                let (items, size) = if *items_first { (a, b) } else { (b, a) };
                let most = integers(cuts, 0.0, size).and_then(|(_, high)| high);
                most.is_none_or(|most| f64::from((items - 1).count_ones()) <= most)
            }
            Self::Orders(first, second) => {
                let orders =
                    [std::cmp::Ordering::Less, std::cmp::Ordering::Equal, std::cmp::Ordering::Greater];
                orders.iter().any(|o| holds(*first, *o) == (a == 2) && holds(*second, *o) == (b == 2))
            }
        }
    }
}

fn holds(comparison: Comparison, order: std::cmp::Ordering) -> bool {
    match comparison {
        Comparison::Is => order.is_eq(),
        Comparison::IsNot => order.is_ne(),
        Comparison::Gt => order.is_gt(),
        Comparison::Gte => order.is_ge(),
        Comparison::Lt => order.is_lt(),
        Comparison::Lte => order.is_le(),
    }
}

/// The ages in days that a cell of spans may have; `None` for days after the as-of date.
fn ages(spans: &[Span], cell: u32) -> Option<(u32, u32)> {
    let reached = (cell as usize).checked_sub(1)?;
    if reached > spans.len() {
        return None;
    }
    let shorter = spans.get(reached).map_or(0, |span| days(*span).0 + 1);
    let longer = reached.checked_sub(1).and_then(|at| spans.get(at)).map_or(u32::MAX, |span| days(*span).1);
    Some((shorter, longer))
}

/// The fewest and the most days that a span may have: months vary, and so do years.
fn days(span: Span) -> (u32, u32) {
    match (span.days(), span.months()) {
        (Some(days), _) => (days, days),
        (None, Some(months)) => {
            // A month has 30.436875 days on average; no run of months is four days off.
            let average = u64::from(months) * 30_436_875 / 1_000_000;
            let average = u32::try_from(average).unwrap_or(u32::MAX - 8);
            (average.saturating_sub(4), average + 4)
        }
        (None, None) => (0, u32::MAX),
    }
}
