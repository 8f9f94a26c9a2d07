//! Tests of an icp's own result, which conditions of labels may have.

use super::NumberTest;
use super::named::named;

/// Tests of an icp's own result, all of which must hold. An empty list tests nothing.
///
/// ```
/// # use icp_core::model::{Condition, Definition, ResultStatus};
/// # let definition = Definition::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "all", "fit": {"tiers": [{"id": "A"}], "criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}}]},
/// #         "labels": [{"id": "act", "first": [{"when": {"result": {"tier": "A", "status": ["qualified"]}}, "say": "call"}]}]}]}"#)?;
/// // "when": {"result": {"tier": "A", "status": ["qualified"]}}
/// let Some(Condition::Result(result)) = &definition.icps[0].labels[0].first[0].when else { panic!("a test of the result") };
/// assert_eq!((&*result.tier[0], &*result.status), ("A", &[ResultStatus::Qualified][..]));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ResultTest {
    /// Ids of tiers of fit.
    pub tier: Vec<Box<str>>,
    /// Statuses.
    pub status: Vec<ResultStatus>,
    /// Ids of stages.
    pub stage: Vec<Box<str>>,
    /// Ids of tiers of intent.
    pub intent_tier: Vec<Box<str>>,
    /// Tests on the published score of fit.
    pub score: Vec<NumberTest>,
    /// Tests on the coverage.
    pub coverage: Vec<NumberTest>,
    /// Tests on the published score of intent.
    pub intent_score: Vec<NumberTest>,
}

named! {
    /// A status of an icp, as conditions name it.
    ///
    /// ```
    /// use icp_core::model::ResultStatus;
    /// assert_eq!(ResultStatus::InsufficientData.as_str(), icp_core::IcpStatus::InsufficientData.as_str());
    /// ```
    ResultStatus {
        /// It reached a tier that qualifies.
        Qualified = "qualified",
        /// It did not, or a required criterion is not met.
        Unqualified = "unqualified",
        /// An exclusion holds.
        Disqualified = "disqualified",
        /// Too little is known to say.
        InsufficientData = "insufficient_data",
    }
}
