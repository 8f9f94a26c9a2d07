//! The sums and bits of four icps side by side, an icp a lane: the unit that tables, curves and the choice of an icp share.

/// Sums and bits of four icps, aligned so that four numbers are read at once.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[repr(align(32))]
pub(super) struct Lanes4 {
    /// Points, lowest, highest points, known weight: of each icp.
    pub(super) sums: [[i32; 4]; 4],
    /// The bits of what keeps each icp from a yes, in the order of precedence.
    pub(super) bits: [u64; 4],
}

/// Added for joint cells that no table has.
pub(super) static NOTHING: Lanes4 = Lanes4 { sums: [[0; 4]; 4], bits: [0; 4] };

impl Lanes4 {
    #[inline(always)]
    pub(super) fn add(&mut self, other: &Self) {
        for (sum, more) in self.sums.iter_mut().zip(&other.sums) {
            let ([a, b, c, d], [e, f, g, h]) = (*sum, *more);
            *sum = [a.wrapping_add(e), b.wrapping_add(f), c.wrapping_add(g), d.wrapping_add(h)];
        }
        let ([a, b, c, d], [e, f, g, h]) = (self.bits, other.bits);
        self.bits = [a | e, b | f, c | g, d | h];
    }

    /// Adds to one icp.
    #[inline(always)]
    pub(super) fn add_to(&mut self, lane: usize, sums: [i32; 4], bits: u64) {
        for (all, more) in self.sums.iter_mut().zip(sums) {
            if let Some(sum) = all.get_mut(lane) {
                *sum = sum.wrapping_add(more);
            }
        }
        if let Some(all) = self.bits.get_mut(lane) {
            *all |= bits;
        }
    }
}
