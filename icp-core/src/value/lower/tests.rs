//! Lower case, against the standard library.

use super::{lower, push_lower, sigma};

/// The standard library's tables are those that ours are compared with, where it has the same version.
const SAME_UNICODE: bool = char::UNICODE_VERSION.0 == 17;

fn lowered(text: &str) -> String {
    let mut out = String::new();
    push_lower(text, &mut out);
    out
}

#[test]
fn every_letter_is_lowered_as_the_standard_library_does() {
    let mut changed = 0;
    for c in char::MIN..=char::MAX {
        let (ours, theirs) = (lowered(&c.to_string()), c.to_lowercase().to_string());
        // A letter that only the later version knows stays as it is in the earlier one.
        let is_known = SAME_UNICODE || theirs.starts_with(c) == (lower(c) == c);
        assert!(ours == theirs || !is_known, "{c:?}");
        changed += usize::from(ours != c.to_string());
    }
    assert_eq!(changed, 1_488);
}

#[test]
fn a_sigma_ends_a_word_as_in_the_standard_library() {
    for text in ["ΟΔΥΣΣΕΥΣ", "ΣΑΣ.ΣΑΣ", "Σ", "Σ'", "Α'Σ'", "Α'Σ'Α", "ΑΣ\u{345}Σ", "İΣİΣ", "1ΣaΣ-Σ"]
    {
        assert_eq!(lowered(text), text.to_lowercase());
    }
}

/// The role that the standard library gives a character, seen from what it does with a sigma after it.
fn role(c: char) -> (bool, bool) {
    let is_final = |text: String| text.to_lowercase().ends_with('ς');
    (is_final(format!("{c}Σ")), is_final(format!("A{c}Σ")))
}

#[test]
fn every_character_has_the_role_that_the_standard_library_gives_it() {
    // Each run of characters is seen by both of its ends, and no run of ours may be left over.
    let (mut before, mut last, mut runs) = ((false, false), '\0', 0);
    for c in char::MIN..=char::MAX {
        let now = role(c);
        if now != before {
            for c in [last, c] {
                let ours = (lowered(&format!("{c}Σ")), lowered(&format!("A{c}Σ")));
                let ours = (ours.0.ends_with('ς'), ours.1.ends_with('ς'));
                assert!(ours == role(c) || !SAME_UNICODE, "{c:?}");
            }
            runs += usize::from(now != (false, false));
        }
        (before, last) = (now, c);
    }
    assert!(runs == sigma::runs() || !SAME_UNICODE, "{runs}");
}
