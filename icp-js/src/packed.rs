//! The texts of a model's assessments by number, and the numbers of the last one. `session` keeps one of these with each model, and
//! `assessed` fills it.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Texts that a model keeps numbers for, and their bytes in all, before it begins anew: values of accounts are among them.
const MOST: (usize, usize) = (10_000, 1 << 20);

/// The texts that JavaScript knows by number, and the last numbers.
#[derive(Default)]
pub(crate) struct Packed {
    texts: BTreeMap<Arc<str>, u32>,
    /// The same by their numbers.
    by_number: Vec<Arc<str>>,
    /// Numbers by where a text lay: those of the model lie there again. Whether it is the same text is looked at each time.
    by_place: Vec<u32>,
    /// How many of the texts JavaScript knows.
    told: usize,
    /// The bytes of the texts.
    bytes: usize,
    /// Whether JavaScript knows that the numbers of texts go on from the last ones; at first, and after a call that broke off, they begin
    /// anew.
    goes_on: bool,
    pub(crate) numbers: Vec<f64>,
}

/// Places of texts, a power of two.
const PLACES: usize = 1 << 10;

impl Packed {
    /// Begins an assessment: two numbers go before it, of which `end` sets the first.
    pub(crate) fn begin(&mut self) {
        if self.by_number.len() > MOST.0 || self.bytes > MOST.1 {
            *self = Self::default();
        }
        self.numbers.clear();
        self.numbers.extend([0.0, f64::from(u8::from(!self.goes_on))]);
    }

    /// Ends an assessment that was made: tells how many texts are new.
    pub(crate) fn end(&mut self) {
        self.goes_on = true;
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
                self.bytes += text.len();
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
