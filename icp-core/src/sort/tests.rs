//! Sorting and finding, against the standard library.

use std::cmp::Reverse;

use super::{arrange, distinct, fill, sort, sort_by};

/// Numbers that look random.
fn numbers(count: u64) -> impl Iterator<Item = u64> {
    (1..=count).map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) % 97)
}

#[test]
fn sorts_like_the_standard_library() {
    for count in 0..200 {
        let mut items: Vec<(u64, usize)> = numbers(count).zip(0..).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|(number, _)| Reverse(*number));
        sort_by(&mut items, |(a, _), (b, _)| b.cmp(a));
        assert_eq!(items, expected, "equal ones keep their order, of {count}");
        sort(&mut items);
        expected.sort();
        assert_eq!(items, expected);
    }
}

#[test]
fn leaves_each_thing_once() {
    let mut texts = ["b", "a", "b", "", "a"].map(String::from).to_vec();
    distinct(&mut texts);
    assert_eq!(texts, ["", "a", "b"]);
}

#[test]
fn an_order_that_contradicts_itself_loses_nothing() {
    let mut items: Vec<u64> = numbers(50).collect();
    let mut expected = items.clone();
    let mut calls = 0;
    sort_by(&mut items, |_, _| {
        calls += 1;
        if calls % 3 == 0 { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater }
    });
    items.sort_unstable();
    expected.sort_unstable();
    assert_eq!(items, expected);
}

#[test]
fn arranges_without_new_memory() {
    let (mut places, mut spare) = (Vec::with_capacity(64), Vec::with_capacity(64));
    let before = [places.as_ptr(), spare.as_ptr()];
    fill(&mut places, 64);
    arrange(&mut places, &mut spare, &mut |a, b| a < b);
    assert!(places.iter().copied().eq((0..64).rev()));
    assert!(before.contains(&places.as_ptr()) && before.contains(&spare.as_ptr()));
}
