//! Runs a loop with the widest registers that the processor has. The bits are the same with all of them.

/// The instruction sets that the processor was found to have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Simd {
    #[cfg(target_arch = "x86_64")]
    avx2: Option<fearless_simd::Avx2>,
}

impl Simd {
    /// Asks the processor.
    pub(super) fn new() -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            avx2: fearless_simd::Level::new().as_avx2(),
        }
    }

    /// As if the processor had none of them.
    #[cfg(test)]
    pub(super) fn without() -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            avx2: None,
        }
    }

    /// Runs a loop. It is compiled once more for wide registers, as far as all of it is inlined
    /// (`#[inline(always)]`, also for the closure).
    #[inline(always)]
    pub(super) fn run<R>(self, work: impl FnOnce() -> R) -> R {
        #[cfg(target_arch = "x86_64")]
        if let Some(avx2) = self.avx2 {
            use fearless_simd::Simd as _;
            return avx2.vectorize(work);
        }
        work()
    }
}
