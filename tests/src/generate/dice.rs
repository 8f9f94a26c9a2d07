//! Chance, with the few ways of drawing that the generator needs.

use oorandom::Rand64;
use serde_json::Value;

/// A stream of random draws, fixed by its seed and its purpose, or by bytes.
pub(super) struct Dice {
    /// The bytes that are drawn first, last byte first.
    bytes: Vec<u8>,
    chance: Rand64,
}

impl Dice {
    pub(super) fn new(seed: u64, purpose: u64) -> Self {
        Self { bytes: Vec::new(), chance: Rand64::new((u128::from(purpose) << 64) | u128::from(seed)) }
    }

    /// Draws that a fuzzer chooses: a byte each, two for a large range. After the last byte, those of one seed.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        Self { bytes: bytes.iter().rev().copied().collect(), ..Self::new(0, 5) }
    }

    /// A number from 0 up to but not including `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let Some(first) = self.bytes.pop() else { return self.chance.rand_range(0..end as u64) as usize };
        let second = if end > 256 { self.bytes.pop().unwrap_or_default() } else { 0 };
        let drawn = usize::from(u16::from_le_bytes([first, second]));
        // Two bytes are spread over a range that is larger still.
        if end > 1 << 16 { (drawn * end) >> 16 } else { drawn % end }
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    /// True in `percent` of a hundred draws.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(super) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// From `least` to `most` of the choices (fewer where there are fewer), each at most once, in random order.
    pub(super) fn some<T: Clone>(&mut self, choices: &[T], least: usize, most: usize) -> Vec<T> {
        let most = most.min(choices.len());
        let count = self.between(least.min(most) as i64, most as i64) as usize;
        let mut order: Vec<usize> = (0..choices.len()).collect();
        for place in 0..count {
            let other = place + self.below(order.len() - place);
            order.swap(place, other);
        }
        order.into_iter().take(count).map(|place| choices[place].clone()).collect()
    }

    /// A decimal with as many places as it likes, up to six, between two whole numbers.
    pub(super) fn decimal(&mut self, low: i64, high: i64) -> Value {
        let step = *self.pick(&[1_000_000, 1_000_000, 500_000, 100_000, 10_000, 1]);
        let steps = 1_000_000 / step;
        decimal(self.between(low * steps, high * steps) * step)
    }
}

/// Millionths as the number that a person would write.
pub(super) fn decimal(millionths: i64) -> Value {
    if millionths % 1_000_000 == 0 {
        Value::from(millionths / 1_000_000)
    } else {
        Value::from(millionths as f64 / 1e6)
    }
}

/// A decimal in millionths.
pub(super) fn millionths(value: &Value) -> i64 {
    (value.as_f64().expect("a number") * 1e6).round() as i64
}
