//! The order in which each of some things comes after those that it uses, and the circles in which there is none. Formulas and
//! named conditions ask for it.

use crate::error::{Message, message_of, quote};

/// Things in the order of their uses.
pub(super) struct Ordered {
    /// All of them, each after those that it uses where no circle is in the way.
    pub(super) order: Vec<usize>,
    /// Circles, each begun with its first member in document order.
    pub(super) circles: Vec<Vec<usize>>,
}

/// Whether what a thing uses has been followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    OnTheWay,
    Done,
}

/// Orders things by what each of them uses. Circles beyond `most` are not told.
pub(super) fn ordered(uses: &[Vec<usize>], most: usize) -> Ordered {
    let mut found = Ordered { order: Vec::new(), circles: Vec::new() };
    let mut states = vec![Visit::New; uses.len()];
    for start in 0..uses.len() {
        if states.get(start) != Some(&Visit::New) {
            continue;
        }
        // The way from `start` down: a thing, and how many of those that it uses have been followed.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let at = *at;
            let used = uses.get(at).and_then(|uses| uses.get(*next)).copied();
            *next = next.saturating_add(1);
            if let Some(own) = states.get_mut(at) {
                *own = if used.is_some() { Visit::OnTheWay } else { Visit::Done };
            }
            let below = used.and_then(|used| Some((used, *states.get(used)?)));
            match below {
                Some((used, Visit::New)) => way.push((used, 0)),
                Some((used, Visit::OnTheWay)) if found.circles.len() < most => {
                    let first = way.iter().position(|(on_way, _)| *on_way == used).unwrap_or(0);
                    let circle = way.iter().skip(first).map(|(index, _)| *index);
                    found.circles.push(from_first(circle.collect()));
                }
                Some((_, Visit::OnTheWay | Visit::Done)) => {}
                None => {
                    found.order.push(at);
                    way.pop();
                }
            }
        }
    }
    found
}

fn from_first(mut circle: Vec<usize>) -> Vec<usize> {
    let first = circle.iter().enumerate().min_by_key(|(_, index)| **index).map_or(0, |(at, _)| at);
    circle.rotate_left(first);
    circle
}

/// A circle as messages show it, its first member once more at the end.
pub(super) fn shown<'n>(circle: &[usize], name: impl Fn(usize) -> &'n str) -> Message {
    message_of(|| {
        let all = circle.iter().chain(circle.first());
        let names: Vec<String> = all.map(|index| quote(name(*index))).collect();
        if names.len() > 8 {
            let head = names.get(..6).unwrap_or_default().join(" -> ");
            format!("{head} -> ... -> {}", names.last().map_or("", |name| name))
        } else {
            names.join(" -> ")
        }
    })
}
