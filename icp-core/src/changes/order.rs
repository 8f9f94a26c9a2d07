//! The order in which combinations of values are preferred, and that in which attributes are combined.

/// The order in which combinations are preferred: how many cells are passed, then each attribute's own order.
pub(super) type Key = (u32, Vec<(u32, f64)>);

/// Whether a combination is preferred to another.
pub(super) fn is_nearer((sum, order): &Key, (known, known_order): &Key) -> bool {
    let keys = order.iter().zip(known_order);
    let by_order =
        keys.map(|((passed, rank), (other, other_rank))| passed.cmp(other).then(rank.total_cmp(other_rank)));
    sum.cmp(known).then(by_order.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)).is_lt()
}

/// Every choice of some attributes of that size, in order.
pub(super) fn each_choice(of: &[usize], size: usize, take: &mut dyn FnMut(&[usize])) {
    fn go(of: &[usize], size: usize, chosen: &mut Vec<usize>, take: &mut dyn FnMut(&[usize])) {
        if chosen.len() == size {
            return take(chosen);
        }
        for (at, one) in of.iter().enumerate() {
            chosen.push(*one);
            go(of.get(at + 1..).unwrap_or_default(), size, chosen, take);
            chosen.pop();
        }
    }
    go(of, size, &mut Vec::new(), take);
}
