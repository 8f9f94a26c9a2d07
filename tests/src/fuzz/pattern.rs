//! Any text as the regular expression of `matches`.

use icp_core::{Account, Model};
use regex::Regex;
use serde_json::json;

use super::{check_words, today};

/// Texts are repeated up to this many bytes, and one in sixteen up to many more, which a quadratic search would feel.
const LONG: [usize; 2] = [400, 50_000];

/// The first byte says how much of the input is the pattern; the rest is a text that is also repeated.
pub fn matches(data: &[u8]) {
    let Some((length, data)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut end = usize::from(*length).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let (pattern, text) = text.split_at(end);
    let document = json!({"format": "icp/1", "name": "m", "attributes": {"t": {"type": "text"}},
        "icps": [{"id": "i", "fit": {"criteria": [{"id": "c", "fit": {"t": {"matches": pattern}}}],
            "tiers": [{"id": "in", "from": 50}, {"id": "out"}]}}]});
    let model = match Model::from_json(&document.to_string()) {
        Ok(model) => model,
        Err(error) => {
            let [problem] = error.problems() else { panic!("several mistakes: {error}") };
            let code = problem.code();
            let other = ["limit.text", "ident.charset"].contains(&code);
            assert!(code.starts_with("regex.") || other, "{code} for {pattern:?}");
            return check_words("a message", problem.message());
        }
    };
    let regex = Regex::new(pattern).expect("a pattern that was taken");
    let long = LONG[usize::from(data.len().is_multiple_of(16))];
    let long = text.repeat(long.checked_div(text.len()).unwrap_or_default());
    for text in [text, &long] {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let scored = model.assess(&Account::new().with("t", text), today()).expect("a text");
        let fits = scored.icps[0].fit.criteria[0].rating == Some(1.0);
        assert_eq!(fits, regex.is_match(text), "{pattern:?} on {} bytes of {text:.80?}", text.len());
    }
}
