//! Packed bits, as Arrow has them for validity and booleans. Readers in `batch` ask for masks of them.

/// Bits packed into bytes, least significant first: Arrow's validity and booleans.
///
/// ```
/// use icp_core::column::Bits;
/// let bits = Bits::new(&[0b0000_0101], 1, 3).unwrap();
/// assert_eq!((bits.get(0), bits.get(1), bits.len()), (false, true, 3));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bits<'a> {
    bytes: &'a [u8],
    offset: usize,
    len: usize,
}

impl<'a> Bits<'a> {
    /// The `len` bits from a bit of the bytes on; `None` when the bytes end before.
    ///
    /// Nothing is copied. The bytes may be longer than the bits need.
    ///
    /// ```
    /// use icp_core::column::Bits;
    /// assert_eq!(Bits::new(&[0xff], 4, 4).map(|bits| bits.len()), Some(4));
    /// assert_eq!(Bits::new(&[0xff], 4, 5), None);
    /// ```
    pub fn new(bytes: &'a [u8], offset: usize, len: usize) -> Option<Self> {
        let end = offset.checked_add(len)?.div_ceil(8);
        (end <= bytes.len()).then_some(Self { bytes, offset, len })
    }

    /// The number of bits.
    ///
    /// ```
    /// use icp_core::column::Bits;
    /// let bits = Bits::new(&[0b101], 0, 3).ok_or("too short")?;
    /// assert_eq!((bits.len(), bits.is_empty()), (3, false));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    ///
    /// ```
    /// use icp_core::column::Bits;
    /// let bits = Bits::new(&[], 0, 0).ok_or("too short")?;
    /// assert!(bits.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a bit is set; false beyond the end.
    ///
    /// ```
    /// use icp_core::column::Bits;
    /// let bits = Bits::new(&[0b101], 0, 3).ok_or("too short")?;
    /// assert_eq!([bits.get(0), bits.get(1), bits.get(9)], [true, false, false]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn get(&self, at: usize) -> bool {
        let bit = self.offset + at;
        at < self.len && self.bytes.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
    }

    /// The bits of a range, one a byte, all ones where set: a mask for a value of a byte or, sign-extended, more.
    #[inline(always)]
    pub(crate) fn masks(&self, first: usize, out: &mut [i8]) {
        let start = self.offset + first;
        let shift = (start % 8) as u32;
        let mut bytes = self.bytes.get(start / 8..).unwrap_or_default().iter();
        let mut low = bytes.next().map_or(0, |byte| u32::from(*byte));
        for masks in out.chunks_mut(8) {
            let high = bytes.next().map_or(0, |byte| u32::from(*byte));
            let eight = EIGHT.get(((low | high << 8) >> shift & 0xff) as usize).copied().unwrap_or_default();
            masks.iter_mut().zip(eight).for_each(|(to, from)| *to = from);
            low = high;
        }
    }
}

/// The masks of eight bits.
const EIGHT: [[i8; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut at = 0;
    while at < 256 * 8 {
        #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler")]
        {
            table[at / 8][at % 8] = -(((at / 8) >> (at % 8) & 1) as i8);
        }
        at += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn masks_are_the_bits() {
        let bytes: Vec<u8> = (0..40).map(|n: u8| n.wrapping_mul(37) ^ 0x5a).collect();
        for offset in 0..20 {
            let bits = Bits::new(&bytes, offset, 280).unwrap();
            for first in [0, 1, 7, 8, 9, 63] {
                let mut masks = vec![0i8; 200];
                bits.masks(first, &mut masks);
                for (at, mask) in masks.iter().enumerate() {
                    assert_eq!(*mask == -1, bits.get(first + at));
                }
            }
        }
        assert!(Bits::new(&[0], 1, 8).is_none());
        assert!(Bits::new(&[], 0, 0).is_some_and(|bits| bits.is_empty() && !bits.get(0)));
    }
}
