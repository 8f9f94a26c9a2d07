//! Numbers from a scratch, turned into the model's names: for callers that score without an assessment.

use super::Model;
use crate::assess::{Labels, Reason, Verdicts, labels, reason, verdicts};
use crate::eval::{ReasonCode, Scratch, excluded_by};
use crate::explain::among;
use crate::model::{Criterion, Icp, Rule};
use crate::value::Micro;

/// The words behind the numbers of [`Model::evaluate`], without a whole assessment. Icps are named by their place
/// in priority order, as in [`Scratch::scores`].
///
/// ```
/// use icp_core::{Account, Date, Model, OnInvalid};
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "smb", "name": "Small firms", "fit": {
/// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
/// #         "tiers": [{"id": "A", "from": 80, "verdicts": {"sales": "call"}}, {"id": "B"}]}}]}"#)?;
/// let mut scratch = model.scratch();
/// let account = Account::new().with("employees", 50);
/// model.evaluate(&model.record(&account, OnInvalid::Error)?, Date::new(2026, 11, 21).unwrap(), &mut scratch)?;
/// let score = &scratch.scores()[0];
/// assert_eq!(model.icp(0).map(|icp| icp.label()), Some("Small firms"));
/// assert_eq!(model.reason(0, score.reason).text, "tier A");
/// assert_eq!(model.verdicts(0, &scratch).get("sales"), Some("call"));
/// assert_eq!(model.teams(), ["sales"]);
/// assert_eq!((model.score_text(0, 66.666667), model.score_text(0, 79.999)), ("66.67".into(), "79.999".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Model {
    /// An icp by its place in priority order.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(model.icp(0).map(|icp| icp.label()), Some("Small firms"));
    /// assert!(model.icp(1).is_none());
    /// ```
    pub fn icp(&self, at: usize) -> Option<&Icp> {
        self.inner.definition.icps.get(self.inner.plan.icps.get(at)?.index)
    }

    /// The criteria of an icp, by its place in priority order: those of fit and then those of intent, in document order,
    /// as [`Scores::criteria`](crate::batch::Scores::criteria) has them.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let labels: Vec<_> = model.criteria(0).map(|criterion| criterion.label()).collect();
    /// assert_eq!(labels, ["Size", "home"]);
    /// ```
    pub fn criteria(&self, at: usize) -> impl Iterator<Item = &Criterion> {
        let cards = self.icp(at).into_iter().flat_map(|icp| std::iter::once(&icp.fit).chain(&icp.intent));
        cards.flat_map(|card| &card.criteria)
    }

    /// The labels of the bands of each of these criteria, which [`CriterionColumns::band`](crate::batch::CriterionColumns::band)
    /// gives by their places; none for a criterion with another rule.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert!(model.band_labels(0).iter().all(|bands| bands.is_empty()), "no criterion has bands");
    /// ```
    pub fn band_labels(&self, at: usize) -> Vec<Vec<Option<&str>>> {
        let mut all = Vec::new();
        for criterion in self.criteria(at) {
            all.push(match &criterion.rule {
                Rule::Bands { bands, .. } => bands.iter().map(|band| band.label.as_deref()).collect(),
                _ => Vec::new(),
            });
        }
        all
    }

    /// Why an icp has its status; empty for a place that the model does not have.
    ///
    /// [`Assessment::reason`](crate::Assessment::reason) has it made; this is for codes that came from a table.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::assessment::ReasonCode;
    /// assert_eq!(model.reason(0, ReasonCode::Excluded(0)).text, "excluded: cannot pay");
    /// ```
    pub fn reason(&self, at: usize, code: ReasonCode) -> Reason<'_> {
        match self.icp(at) {
            Some(icp) => reason(&self.inner.definition, icp, code),
            None => Reason { code, id: None, text: "".into() },
        }
    }

    /// The places of all exclusions of an icp (shared ones first) that hold for the account that the scratch was last
    /// scored with, as in [`ReasonCode::Excluded`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let mut scratch = model.scratch();
    /// let tiny = Account::new().with("employees", 2);
    /// model.evaluate(&model.record(&tiny, OnInvalid::Error)?, today, &mut scratch)?;
    /// assert_eq!(model.excluded_by(0, &scratch), [0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn excluded_by(&self, at: usize, scratch: &Scratch) -> Vec<usize> {
        self.inner.plan.icps.get(at).map_or_else(Vec::new, |icp| excluded_by(icp, scratch).collect())
    }

    /// The verdict for each team on the account that the scratch was last scored with.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let mut scratch = model.scratch();
    /// model.evaluate(&model.record(&account, OnInvalid::Error)?, today, &mut scratch)?;
    /// assert_eq!(model.verdicts(0, &scratch).get("sales"), Some("call"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn verdicts(&self, at: usize, scratch: &Scratch) -> Verdicts<'_> {
        let plan = &self.inner.plan;
        match (plan.icps.get(at), self.icp(at), scratch.scores().get(at)) {
            (Some(icp_plan), Some(icp), Some(score)) => verdicts(plan, scratch, icp_plan, icp, score),
            _ => Verdicts::default(),
        }
    }

    /// A fit score for people: at most two decimals, or as many as it takes not to seem to be in another tier.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(model.score_text(0, 66.666667), "66.67");
    /// assert_eq!(model.score_text(0, 69.999), "69.999", "70 would be tier A");
    /// ```
    pub fn score_text(&self, at: usize, score: f64) -> String {
        let tiers = self.icp(at).map_or(&[][..], |icp| &icp.fit.tiers);
        among(&tiers.iter().filter_map(|tier| tier.from).map(Micro::to_f64), score)
    }

    /// The labels on the account that the scratch was last scored with.
    ///
    /// Of an icp by its place in priority order.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let mut scratch = model.scratch();
    /// model.evaluate(&model.record(&account, OnInvalid::Error)?, today, &mut scratch)?;
    /// assert_eq!(model.labels(0, &scratch).0, [], "the model has no labels");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn labels(&self, at: usize, scratch: &Scratch) -> Labels<'_> {
        let plan = &self.inner.plan;
        match (plan.icps.get(at), self.icp(at), scratch.scores().get(at)) {
            (Some(icp_plan), Some(icp), Some(score)) => labels(plan, scratch, icp_plan, icp, score),
            _ => Labels::default(),
        }
    }

    /// The ids of all labels, in document order; one that several icps have comes once.
    ///
    /// The labels of a table, in the order of its columns.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert!(model.label_ids().is_empty());
    /// ```
    pub fn label_ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for (_, icp) in self.inner.definition.scored_icps() {
            for label in &icp.labels {
                if !ids.contains(&&*label.id) {
                    ids.push(&label.id);
                }
            }
        }
        ids
    }

    /// Every team that a tier or a stage speaks to, in document order.
    ///
    /// The teams of a table's verdicts, in the order of its columns.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(model.teams(), ["sales"]);
    /// ```
    pub fn teams(&self) -> Vec<&str> {
        let mut teams: Vec<&str> = Vec::new();
        for (_, icp) in self.inner.definition.scored_icps() {
            let tiers = icp.fit.tiers.iter().flat_map(|tier| &tier.verdicts);
            let stages = icp.stages.iter().flat_map(|stage| &stage.verdicts);
            for verdict in tiers.chain(stages) {
                if !teams.contains(&&*verdict.team) {
                    teams.push(&verdict.team);
                }
            }
        }
        teams
    }
}
