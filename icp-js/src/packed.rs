//! The texts of a model's assessments by number, and the numbers of the last one. `session` keeps one of these with each model, and
//! `assessed` fills it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

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
    pub(crate) numbers: Vec<f64>,
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
    /// Begins an assessment: two numbers go before it, of which `end` sets the first.
    pub(crate) fn begin(&mut self) {
        let is_full = self.by_number.len() > MOST;
        if is_full {
            *self = Self::default();
        }
        self.numbers.clear();
        self.numbers.extend([0.0, f64::from(u8::from(is_full))]);
    }

    /// Ends an assessment: tells how many texts are new.
    pub(crate) fn end(&mut self) {
        if let Some(count) = self.numbers.first_mut() {
            *count = (self.by_number.len() - self.told) as f64;
        }
    }

    /// The number of a text.
    pub(crate) fn number_of(&mut self, text: &str) -> u32 {
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
    pub(crate) fn new_texts(&mut self) -> &[Arc<str>] {
        let told = std::mem::replace(&mut self.told, self.by_number.len());
        self.by_number.get(told..).unwrap_or_default()
    }
}
