//! Substring search with a rolling hash (Rabin-Karp), for WebAssembly only. The standard library's search is
//! faster, but its code is eight times as large.

/// The base of the hash: any large odd number will do.
const BASE: u32 = 0x9e37_79b1;

/// The byte index of the first occurrence of a part in a text.
pub(crate) fn place_of(text: &str, part: &str) -> Option<usize> {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let number = |bytes: &[u8]| bytes.iter().fold(0u32, |sum, byte| next(sum, *byte));
    let (mut here, wanted) = (number(text.get(..part.len())?), number(part));
    // The base to the power of the part's length: the factor of the byte that leaves the window.
    let first = part.iter().fold(1u32, |power, _| power.wrapping_mul(BASE));
    for at in 0..=text.len() - part.len() {
        if here == wanted && text.get(at..at + part.len()) == Some(part) {
            return Some(at);
        }
        if let (Some(leaves), Some(comes)) = (text.get(at), text.get(at + part.len())) {
            here = next(here, *comes).wrapping_sub(first.wrapping_mul(u32::from(*leaves)));
        }
    }
    None
}

fn next(sum: u32, byte: u8) -> u32 {
    sum.wrapping_mul(BASE).wrapping_add(u32::from(byte))
}

/// The pieces of a text between separators.
pub(crate) fn pieces<'a>(text: &'a str, separator: &str) -> impl Iterator<Item = &'a str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = place_of(text, separator).and_then(|at| text.split_at_checked(at));
        rest = cut.and_then(|(_, after)| after.get(separator.len()..));
        Some(cut.map_or(text, |(piece, _)| piece))
    })
}

#[cfg(test)]
mod tests {
    use super::{pieces, place_of};

    #[test]
    fn finds_and_splits_like_the_standard_library() {
        let mut state = 5u64;
        let mut next = |most: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % most
        };
        let mut found = 0;
        for round in 0..20_000 {
            let letters = ["a", "b", "é", "ab", "aab", "😀", "\u{80}", "\u{7ff}"];
            let letters = &letters[..2 + round % 7];
            let mut text = |most: u64| -> String {
                (0..next(most)).map(|_| letters[next(letters.len() as u64) as usize]).collect()
            };
            let (text, part) = (text(40), text(5));
            assert_eq!(place_of(&text, &part), text.find(&part), "{part:?} in {text:?}");
            found += usize::from(text.contains(&part));
            if !part.is_empty() {
                assert!(pieces(&text, &part).eq(text.split(&part)), "{text:?} by {part:?}");
            }
        }
        assert!((5_000..15_000).contains(&found), "{found}");
    }
}
