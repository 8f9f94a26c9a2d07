//! Sorting and finding, against the standard library.

use std::cmp::Reverse;

use super::{Index, arrange, distinct, fill, sort, sort_by};

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

#[test]
fn an_index_is_like_a_map_of_the_standard_library() {
    let shuffled = numbers(2_000).zip(1_u64..).map(|(a, b)| format!("{a:02} {b}"));
    let rising = (0..1_000).map(|number| format!("{number:04}"));
    let falling = (0..1_000).rev().map(|number| format!("{number:04}"));
    let again = ["", "0", "é", "", "0"].map(String::from);
    let orders: [Vec<String>; 4] = [shuffled.collect(), rising.collect(), falling.collect(), again.into()];
    for texts in orders {
        let (mut index, mut map) = (Index::default(), std::collections::BTreeMap::new());
        assert!(index.is_empty() && !index.has("") && index.get("").is_none());
        for (number, text) in texts.iter().enumerate() {
            let is_new = !map.contains_key(text);
            map.entry(text.clone()).or_insert(number);
            assert_eq!(index.add(text, number), is_new, "{text}");
        }
        assert!(index.texts().eq(map.keys().map(|text| &**text)));
        assert!(index.numbers().eq(map.values().copied()));
        for (text, number) in &map {
            assert_eq!((index.get(text), index.has(text)), (Some(*number), true));
            let absent = format!("{text}!");
            assert_eq!((index.get(&absent), index.has(&absent)), (None, false));
        }
        assert!(!index.is_empty() && !index.note(&texts[0]));
    }
}
