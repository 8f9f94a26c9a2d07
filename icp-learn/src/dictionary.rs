//! Texts as numbers, for columns of texts, items and names of events. Two texts that the format compares as equal have one.

use std::collections::BTreeMap;

use icp_core::value::fold;

/// Texts with numbers: spellings that are equal in the format have one.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    codes: BTreeMap<String, u32>,
    /// How often each spelling came.
    spelled: Vec<BTreeMap<String, u32>>,
}

impl Dictionary {
    pub(crate) fn code(&mut self, text: &str) -> u32 {
        let folded = fold(text);
        let code = match self.codes.get(&*folded) {
            Some(code) => *code,
            None => {
                let code = self.spelled.len() as u32;
                self.codes.insert(folded.into_owned(), code);
                self.spelled.push(BTreeMap::new());
                code
            }
        };
        if let Some(spelled) = self.spelled.get_mut(code as usize) {
            let text = text.trim();
            match spelled.get_mut(text) {
                Some(count) => *count += 1,
                None => {
                    spelled.insert(text.to_owned(), 1);
                }
            }
        }
        code
    }

    /// The names in the order of their folded texts, each in its commonest spelling, and the place of each code. Neither depends on
    /// the order of the rows.
    pub(crate) fn sorted(&self) -> (Vec<String>, Vec<u32>) {
        let mut places = vec![0; self.spelled.len()];
        let mut names = Vec::with_capacity(self.spelled.len());
        for (place, code) in self.codes.values().enumerate() {
            if let Some(at) = places.get_mut(*code as usize) {
                *at = place as u32;
            }
            let spelled = self.spelled.get(*code as usize).into_iter().flatten();
            let best = spelled.min_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
            names.push(best.map(|(text, _)| text.clone()).unwrap_or_default());
        }
        (names, places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_one_value_and_their_order_does_not_matter() {
        let words = |texts: &[&str]| {
            let mut dictionary = Dictionary::default();
            let codes: Vec<u32> = texts.iter().map(|text| dictionary.code(text)).collect();
            let (names, places) = dictionary.sorted();
            (names, codes.iter().map(|code| places[*code as usize]).collect::<Vec<_>>())
        };
        let (names, codes) = words(&["b", "Google", "google ", "GOOGLE", "google"]);
        assert_eq!((names, codes), (vec!["b".to_owned(), "google".to_owned()], vec![0, 1, 1, 1, 1]));
        assert_eq!(words(&["google", "google ", "GOOGLE", "Google", "b"]).0[1], "google");
    }
}
