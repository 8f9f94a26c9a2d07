//! The assessment as numbers, from which JavaScript makes the object: that takes a third of the time that JSON text takes. Texts go over
//! once for each model and are numbers from then on. `session` keeps one of these with each model.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use crate::session::{Call, Scorer, Session};

/// Texts that a model keeps numbers for, before it begins anew: values of accounts are among them.
const MOST: usize = 10_000;

/// The texts that JavaScript knows by number, and the last numbers.
#[derive(Default)]
pub(crate) struct Packed {
    texts: HashMap<Arc<str>, u32, BuildHasherDefault<Quick>>,
    /// The same by their numbers.
    by_number: Vec<Arc<str>>,
    /// Numbers by where a text lay: those of the model lie there again. Whether it is the same text is looked at each time.
    by_place: Vec<u32>,
    /// How many of the texts JavaScript knows.
    told: usize,
    numbers: Vec<f64>,
}

/// Places of texts, a power of two.
const PLACES: usize = 1 << 10;

/// A hash of texts, eight bytes at a time. Texts that meet cost time only, and of them there are few.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            let mut last = [0; 8];
            last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            self.add(u64::from_le_bytes(last));
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

impl Quick {
    const fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Packed {
    /// The number of a text.
    fn number_of(&mut self, text: &str) -> u32 {
        self.by_place.resize(PLACES, u32::MAX);
        let place = (text.as_ptr().addr() >> 2).wrapping_add(text.len().wrapping_mul(31)) % PLACES;
        let number = self.by_place.get(place).copied().unwrap_or(u32::MAX);
        if self.by_number.get(number as usize).is_some_and(|known| **known == *text) {
            return number;
        }
        let number = match self.texts.get(text) {
            Some(number) => *number,
            None => {
                let (number, text): (u32, Arc<str>) = (self.by_number.len() as u32, text.into());
                self.by_number.push(Arc::clone(&text));
                self.texts.insert(text, number);
                number
            }
        };
        if let Some(place) = self.by_place.get_mut(place) {
            *place = number;
        }
        number
    }

    /// The texts that JavaScript has not been told yet.
    fn new_texts(&mut self) -> &[Arc<str>] {
        let told = std::mem::replace(&mut self.told, self.by_number.len());
        self.by_number.get(told..).unwrap_or_default()
    }
}

impl Session {
    /// As [`Scorer::assess_numbers`].
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn assess_numbers(&mut self, model: usize, call: Call<'_>) -> Result<&[f64], String> {
        self.get_mut(model)?.assess_numbers(call)
    }

    /// The numbers of the last assessment.
    pub fn last_numbers(&self, model: usize) -> &[f64] {
        self.get(model).map_or(&[], |open| &open.packed.numbers)
    }

    /// The texts that were numbered since this was last asked, as a JSON list.
    pub fn new_texts(&mut self, model: usize) -> String {
        let new = self
            .get_mut(model)
            .map_or(Vec::new(), |open| open.packed.new_texts().iter().map(|text| &**text).collect());
        crate::session::json(&new)
    }
}

impl Scorer {
    /// Scores an account and gives the assessment as [`AssessmentData::to_numbers`](icp_core::AssessmentData::to_numbers) does, behind
    /// two more: how many texts are new, and 1 where the numbers of texts begin anew. A text's number is its place among all.
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn assess_numbers(&mut self, call: Call<'_>) -> Result<&[f64], String> {
        let mut packed = std::mem::take(&mut self.packed);
        let is_full = packed.texts.len() > MOST;
        if is_full {
            packed = Packed::default();
        }
        let mut numbers = std::mem::take(&mut packed.numbers);
        numbers.clear();
        numbers.extend([0.0, f64::from(u8::from(is_full))]);
        let told = self.told(call, |assessment| {
            assessment.to_numbers(&mut |text| packed.number_of(text), &mut numbers);
        });
        if let Some(count) = numbers.first_mut() {
            *count = (packed.by_number.len() - packed.told) as f64;
        }
        packed.numbers = numbers;
        self.packed = packed;
        told.map(|()| &*self.packed.numbers)
    }
}
