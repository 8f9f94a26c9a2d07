//! A mask over the bytes of a sixteen-byte word, for texts that are read as whole words.

/// The first bytes of a word of sixteen, by how many.
const MASKS: [u128; 17] = {
    let mut masks = [u128::MAX; 17];
    let mut len = 0;
    while len < 16 {
        #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler")]
        {
            masks[len] = (1u128 << (8 * len)) - 1;
        }
        len += 1;
    }
    masks
};

/// A mask for the first bytes of a word (little-endian), all sixteen where the length is larger.
#[inline]
pub(crate) fn byte_mask(len: usize) -> u128 {
    MASKS.get(len.min(16)).copied().unwrap_or_default()
}
