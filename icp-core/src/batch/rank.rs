//! The order of the rows of a table. The order itself is that of `RankKey` in `eval`.

use super::Scores;
use crate::eval::RankKey;

impl Scores {
    /// Where a row stands among others: see [`RankKey`].
    ///
    /// For rows of several tables; within one table [`Scores::rank`] has the places. `None` for a row that is not there.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Values};
    /// let columns = Columns::new(2).with("employees", Column::new(Values::U8(&[50, 5])))?;
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let scores = model.score_batch(&columns, &options)?;
    /// assert!(scores.rank_key(0) < scores.rank_key(1), "the smaller key is the better row");
    /// assert_eq!(scores.rank_key(2), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rank_key(&self, row: usize) -> Option<RankKey> {
        let shown = &self.shown;
        Some(RankKey::new(*shown.status.get(row)?, *self.icp.get(row)?, shown.score.get(row).copied()))
    }

    /// The place of each row in the order of [`RankKey`], 1 first: every row has a place of its own, and rows with equal
    /// keys keep their order. It says something of whole tables only.
    ///
    /// ```
    /// use icp_core::{Date, Model};
    /// use icp_core::batch::{AsOf, BatchOptions};
    /// use icp_core::column::{Column, Columns, Values};
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let columns = Columns::new(3).with("employees", Column::new(Values::F64(&[f64::NAN, 5.0, 50.0])))?;
    /// let scores = model.score_batch(&columns, &BatchOptions::new(AsOf::Day(Date::MAX)))?;
    /// assert_eq!(scores.rank(), [3, 2, 1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rank(&self) -> Vec<i32> {
        RankKey::ranks((0..self.rows()).filter_map(|row| self.rank_key(row)))
    }
}
