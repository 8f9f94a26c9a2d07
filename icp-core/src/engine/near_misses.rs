//! The things of which one alone keeps an account from qualifying, for programs that score in a loop of their own. It forwards to
//! `eval`, as the whole assessment and `batch::observe` (which counts for reports) do.

use super::Model;
use crate::eval::{KeptOut, Scratch};

impl Model {
    /// Each thing that by itself keeps the account that was scored last from qualifying for an icp: an exclusion that holds, a
    /// required criterion that is not met, or another criterion that could give more. They come in this order.
    ///
    /// Choose it to count near misses of many accounts: it makes no texts, and its memory is used again. The full answer of one
    /// account has the same list with ids, [`IcpAssessment::kept_out_by`](crate::assessment::IcpAssessment::kept_out_by).
    /// It is empty where the icp qualifies, where no single thing is enough, and where the scratch has scored nothing with this
    /// model. `icp` is an index of [`Scratch::scores`].
    ///
    /// ```
    #[doc = include_str!("../sample_full.txt")]
    /// use icp_core::OnInvalid;
    /// use icp_core::assessment::KeptOut;
    /// let mut scratch = model.scratch();
    /// let mut alone = Vec::new();
    /// for employees in [3, 50, 5_000] {
    ///     let account = Account::new().with("employees", employees).with("country", "DE").with("tools", "HubSpot");
    ///     model.evaluate(&model.record(&account, OnInvalid::Error)?, today, &mut scratch)?;
    ///     alone.push(model.kept_out_by(&mut scratch, 0).to_vec());
    /// }
    /// // The first is excluded and too small, the second qualifies, the third is only too large.
    /// assert_eq!(alone, [vec![], vec![], vec![KeptOut::Required(0)]]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn kept_out_by<'s>(&self, scratch: &'s mut Scratch, icp: usize) -> &'s [KeptOut] {
        scratch.kept_out_by(&self.inner.plan, icp)
    }
}
