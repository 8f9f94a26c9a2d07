//! The answer for one account as it is read: numbers at once, texts when they are asked for. It decides nothing.

use std::sync::{Arc, OnceLock};

use super::Model;
use crate::account::Record;
use crate::assess::{
    AssessmentData, CriterionAssessment, DerivedNote, IcpAssessment, IssueNote, Reason, Verdicts,
};
use crate::eval::{CardScore, IcpScore, IcpStatus, ReasonCode, Scratch};
use crate::value::Date;

/// The answer for one account: every icp's result, and the one icp to show.
///
/// `status`, `score`, `tier` and the like are those of one icp, which [`Assessment::icp`] names: the best, or without one
/// the nearest to a yes. [`Assessment::icps`] has them all. Numbers and ids are there at once. What has texts (`reason`,
/// `verdicts`, `criteria`, `missing`, `icps`, `derived`, `issues`, the explanations) is made at the first call of any of them,
/// from the values as they were scored, and kept. [`Model::assess`] gives [`AssessmentData`] instead, where all of it is
/// public fields: take that to store or compare answers.
///
/// It serializes as [`AssessmentData`] does.
///
/// ```
/// use icp_core::{Account, Date, IcpStatus, Model};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}, "country": {"type": "text"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "weight": 3, "fit": {"employees": {"between": [20, 200]}}},
///                      {"id": "home", "fit": {"country": "US"}}],
///         "tiers": [{"id": "A", "from": 70}, {"id": "B"}]}}]}"#)?;
/// let answer = model.score(&Account::new().with("employees", 50), Date::new(2026, 11, 21).unwrap())?;
/// assert_eq!((answer.best(), answer.status()), (Some("smb"), IcpStatus::Qualified));
/// assert_eq!((answer.score(), answer.bounds(), answer.tier()), (Some(75.0), Some((75.0, 100.0)), Some("A")));
/// assert_eq!(answer.missing(), ["country"]);
/// assert_eq!(answer.criteria()[0].contribution, 75.0);
/// assert!(answer.explain().starts_with("Fits smb: score 75"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Assessment {
    model: Model,
    record: Arc<Record<'static>>,
    as_of: Date,
    scores: Box<[IcpScore]>,
    best: Option<usize>,
    headline: usize,
    data: OnceLock<AssessmentData>,
}

impl Assessment {
    /// INVARIANT: the scratch has just scored this record with this model.
    pub(super) fn new(model: Model, record: Record<'static>, as_of: Date, scratch: &Scratch) -> Self {
        Self {
            model,
            record: Arc::new(record),
            as_of,
            scores: scratch.scores().into(),
            best: scratch.best(),
            // INVARIANT: a model has an icp, so a scored account has a headline.
            headline: scratch.headline().unwrap_or_default(),
            data: OnceLock::new(),
        }
    }

    /// The id of the best icp, if one qualifies.
    pub fn best(&self) -> Option<&str> {
        self.id(self.best?)
    }

    /// The id of the icp whose status, score and tier are shown: the best, or without one the nearest to a yes (see
    /// [`Scratch::headline`]).
    pub fn icp(&self) -> &str {
        self.id(self.headline).unwrap_or_default()
    }

    /// The status of that icp.
    pub fn status(&self) -> IcpStatus {
        // INVARIANT: as `headline`.
        self.shown().map_or(IcpStatus::InsufficientData, |shown| shown.status)
    }

    /// Its fit score; `None` when nothing is known. On a percent scale from 0 to 100.
    pub fn score(&self) -> Option<f64> {
        self.fit()?.score
    }

    /// The id of its tier, if it has one.
    pub fn tier(&self) -> Option<&str> {
        let tier = self.fit()?.tier?;
        Some(&self.model.icp(self.headline)?.fit.tiers.get(tier)?.id)
    }

    /// The lowest and the highest score that the missing values could still lead to.
    pub fn bounds(&self) -> Option<(f64, f64)> {
        self.fit()?.bounds
    }

    /// The share of the weight whose criteria are known, from 0 to 1.
    pub fn coverage(&self) -> f64 {
        self.fit().map_or(0.0, |fit| fit.coverage)
    }

    /// The id of its stage, if the icp has stages.
    pub fn stage(&self) -> Option<&str> {
        let stage = self.shown()?.stage?;
        Some(&self.model.icp(self.headline)?.stages.get(stage)?.id)
    }

    /// Why it has its status.
    pub fn reason(&self) -> &Reason {
        static NONE: Reason = Reason { code: ReasonCode::NothingKnown, id: None, text: String::new() };
        self.shown_data().map_or(&NONE, |icp| &icp.reason)
    }

    /// The verdict for each team.
    pub fn verdicts(&self) -> &Verdicts {
        static NONE: Verdicts = Verdicts(Vec::new());
        self.shown_data().map_or(&NONE, |icp| &icp.verdicts)
    }

    /// The criteria of its fit scorecard, in document order.
    pub fn criteria(&self) -> &[CriterionAssessment] {
        self.shown_data().map_or(&[], |icp| &icp.fit.criteria)
    }

    /// The attributes that would settle what is unknown, in the order of the model.
    pub fn missing(&self) -> &[String] {
        self.shown_data().map_or(&[], |icp| &icp.missing)
    }

    /// Every icp's result, in priority order.
    pub fn icps(&self) -> &[IcpAssessment] {
        &self.data().icps
    }

    /// Numbers that were made from others by a formula.
    pub fn derived(&self) -> &[DerivedNote] {
        &self.data().derived
    }

    /// Invalid values that counted as missing.
    pub fn issues(&self) -> &[IssueNote] {
        // Without one there is no reason to make all of it.
        if self.record.issues().is_empty() { &[] } else { &self.data().issues }
    }

    /// The day on which the account was judged.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The model that it was scored with.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The values that were scored, checked.
    pub fn record(&self) -> &Record<'static> {
        &self.record
    }

    /// The numbers of every icp, in priority order.
    pub fn scores(&self) -> &[IcpScore] {
        &self.scores
    }

    /// The index of the best icp among [`Assessment::scores`] and [`Assessment::icps`], if one qualifies.
    pub fn best_index(&self) -> Option<usize> {
        self.best
    }

    /// The index of the icp that [`Assessment::icp`] names, among the same.
    pub fn icp_index(&self) -> usize {
        self.headline
    }

    /// All of it as plain data, made at the first call.
    pub fn data(&self) -> &AssessmentData {
        self.data.get_or_init(|| self.model.assess_own(&self.record, self.as_of, &mut self.model.scratch()))
    }

    /// [`Assessment::data`] without a copy, when the answer itself is not needed any more.
    pub fn into_data(mut self) -> AssessmentData {
        match self.data.take() {
            Some(data) => data,
            None => self.model.assess_own(&self.record, self.as_of, &mut self.model.scratch()),
        }
    }

    /// All of it in plain words: see [`AssessmentData::explain`].
    pub fn explain(&self) -> String {
        self.data().explain()
    }

    /// [`Assessment::explain`] as Markdown.
    pub fn explain_markdown(&self) -> String {
        self.data().explain_markdown()
    }

    /// [`Assessment::explain`] as an HTML fragment.
    pub fn explain_html(&self) -> String {
        self.data().explain_html()
    }

    fn id(&self, at: usize) -> Option<&str> {
        self.model.icp(at).map(|icp| &*icp.id)
    }

    fn shown(&self) -> Option<&IcpScore> {
        self.scores.get(self.headline)
    }

    fn fit(&self) -> Option<&CardScore> {
        self.shown().map(|shown| &shown.fit)
    }

    fn shown_data(&self) -> Option<&IcpAssessment> {
        self.data().icps.get(self.headline)
    }
}
