//! Sorting, for every type by the same code: the standard library's is made anew for each, which would be a seventh
//! of what a browser fetches, and nothing here is sorted often.

mod index;
mod set;
#[cfg(test)]
mod tests;

pub(crate) use index::Index;
pub(crate) use set::Set;

use std::cmp::Ordering;

/// Sorts; equal things stay in their order.
pub(crate) fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let places = arranged(items.len(), &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b).is_gt(),
        (None, _) | (_, None) => false,
    });
    follow(places, &mut |a, b| items.swap(a, b));
}

/// Sorts by the natural order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts by what each thing has.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by the natural order and leaves each thing once.
pub(crate) fn distinct<T: Ord>(items: &mut Vec<T>) {
    sort(items);
    items.dedup();
}

/// Leaves the first of equal things, in the order in which they are.
pub(crate) fn first_of_each<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = |a: usize, b: usize| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        (None, _) | (_, None) => Ordering::Equal,
    };
    let places = arranged(items.len(), &mut |a, b| order(a, b).is_gt());
    let mut is_again = vec![false; items.len()];
    for pair in places.windows(2) {
        if let [first, again] = pair
            && order(*first, *again).is_eq()
            && let Some(is_again) = is_again.get_mut(*again)
        {
            *is_again = true;
        }
    }
    let mut is_again = is_again.into_iter();
    items.retain(|_| is_again.next() == Some(false));
}

/// The indexes of some things, in the order of the things.
fn arranged(count: usize, is_after: &mut dyn FnMut(usize, usize) -> bool) -> Vec<usize> {
    let mut places = Vec::new();
    fill(&mut places, count);
    arrange(&mut places, &mut Vec::new(), is_after);
    places
}

/// The indices from 0 to `count`, for [`arrange`] to sort.
pub(crate) fn fill(places: &mut Vec<usize>, count: usize) {
    places.clear();
    places.extend(0..count);
}

/// Sorts indices by the things that they point to, with a bottom-up merge sort. Allocates nothing if `spare` has
/// enough capacity.
pub(crate) fn arrange(
    places: &mut Vec<usize>,
    spare: &mut Vec<usize>,
    is_after: &mut dyn FnMut(usize, usize) -> bool,
) {
    if places.windows(2).all(|pair| matches!(pair, [a, b] if !is_after(*a, *b))) {
        return;
    }
    let mut run = 1;
    while run < places.len() {
        spare.clear();
        for pair in places.chunks(2 * run) {
            let (left, right) = pair.split_at(run.min(pair.len()));
            merge(left, right, spare, is_after);
        }
        std::mem::swap(places, spare);
        run *= 2;
    }
}

fn merge<'p>(
    mut left: &'p [usize],
    mut right: &'p [usize],
    into: &mut Vec<usize>,
    is_after: &mut dyn FnMut(usize, usize) -> bool,
) {
    while let ([a, after_a @ ..], [b, after_b @ ..]) = (left, right) {
        if is_after(*a, *b) {
            into.push(*b);
            right = after_b;
        } else {
            into.push(*a);
            left = after_a;
        }
    }
    into.extend(left);
    into.extend(right);
}

/// Applies a permutation in place, cycle by cycle: afterwards, the thing at index `i` is the one that was at
/// `places[i]`.
fn follow(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut at = start;
        // Each index that is done is made to point to itself.
        while let Some(from) = places.get_mut(at).map(|place| std::mem::replace(place, at))
            && from != start
        {
            swap(at, from);
            at = from;
        }
    }
}
