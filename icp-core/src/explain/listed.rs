//! Lists of one icp's answer as one text each, for a column of a table.

use crate::assess::IcpAssessment;

impl IcpAssessment<'_> {
    /// The ids of all exclusions that hold, with `; ` between them; at most `max_text` characters. What does not fit is left
    /// out, and an ellipsis says so.
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// let small = model.score(&Account::new().with("employees", 3).with("country", "DE"), today).unwrap();
    /// let smb = &small.data().icps[0];
    /// assert_eq!((&*smb.exclusion_ids(255), &*smb.exclusion_ids(3)), ("tiny", "ti…"));
    /// ```
    pub fn exclusion_ids(&self, max_text: usize) -> String {
        listed(self.exclusions.iter().map(|exclusion| &*exclusion.id), max_text)
    }

    /// The attributes that would settle what is unknown, with `; ` between them; at most `max_text` characters, as
    /// [`exclusion_ids`](Self::exclusion_ids).
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.data().icps[0].missing_names(255), "country");
    /// ```
    pub fn missing_names(&self, max_text: usize) -> String {
        listed(self.missing.iter().map(|name| &**name), max_text)
    }
}

/// Names on one line, as many as fit.
fn listed<'a>(names: impl Iterator<Item = &'a str>, max_text: usize) -> String {
    let mut text = String::new();
    let mut length = 0;
    let mut names = names.peekable();
    while let Some(name) = names.next() {
        let between = if text.is_empty() { "" } else { "; " };
        let own = between.len() + name.chars().count();
        // Room for the ellipsis, unless this is the last.
        let spare = if names.peek().is_some() { 2 } else { 0 };
        if length + own + spare > max_text {
            if text.is_empty() {
                text.extend(name.chars().take(max_text.saturating_sub(1)));
                text.push('…');
            } else {
                text.push_str(" …");
            }
            return text;
        }
        text.push_str(between);
        text.push_str(name);
        length += own;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn never_longer_than_asked() {
        let of = |max| listed(["alpha", "beta", "gamma"].into_iter(), max);
        assert_eq!(of(255), "alpha; beta; gamma");
        assert_eq!(of(18), "alpha; beta; gamma");
        assert_eq!(of(17), "alpha; beta …");
        assert_eq!(of(12), "alpha …");
        assert_eq!(of(4), "alp…");
        for max in 1..30 {
            assert!(of(max).chars().count() <= max, "{max}: {}", of(max));
        }
        assert_eq!(listed(std::iter::empty(), 9), "");
    }
}
