//! The one icp to show for an account. Every table, command and binding asks here.

use super::{IcpScore, IcpStatus, Scratch};

impl Scratch {
    /// The place of the one icp to show when there is room for one: the best; without one, the icp that is
    /// nearest to a yes, which is an icp with insufficient data before one that is unqualified before one that is
    /// disqualified, the highest score first, then the highest priority. `None` before anything was scored.
    ///
    /// ```
    /// use icp_core::{Account, Date, Model, OnInvalid};
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let mut scratch = model.scratch();
    /// let account = Account::new().with("employees", 5);
    /// let record = model.record(&account, OnInvalid::Error)?;
    /// model.evaluate(&record, Date::new(2026, 11, 21).unwrap(), &mut scratch)?;
    /// assert_eq!((scratch.best(), scratch.headline()), (None, Some(0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn headline(&self) -> Option<usize> {
        self.best().or_else(|| {
            let nearer = |a: &IcpScore, b: &IcpScore| {
                (distance(a.status), b.fit.score) < (distance(b.status), a.fit.score)
            };
            let mut nearest: Option<(usize, &IcpScore)> = None;
            for (at, score) in self.scores().iter().enumerate() {
                if nearest.is_none_or(|(_, so_far)| nearer(score, so_far)) {
                    nearest = Some((at, score));
                }
            }
            nearest.map(|(at, _)| at)
        })
    }
}

/// How far a status is from a yes.
fn distance(status: IcpStatus) -> u8 {
    match status {
        IcpStatus::Qualified => 0,
        IcpStatus::InsufficientData => 1,
        IcpStatus::Unqualified => 2,
        IcpStatus::Disqualified => 3,
    }
}
