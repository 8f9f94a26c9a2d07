//! The answer for one account as it is read: numbers at once, texts when they are asked for. It decides nothing.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::Model;
use crate::account::Record;
use crate::assess::{
    AssessmentData, CriterionAssessment, DerivedNote, IcpAssessment, IssueNote, Labels, Reason, Verdicts,
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
/// assert!(answer.explain().starts_with("Fits smb: 75 of 100"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Assessment {
    pub(super) model: Model,
    pub(super) record: Arc<Record<'static>>,
    pub(super) as_of: Date,
    scores: Box<[IcpScore]>,
    best: Option<usize>,
    headline: usize,
    pub(super) data: OnceLock<AssessmentData<'static>>,
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
    ///
    /// `None` means that no icp qualifies; [`Assessment::icp`] names one even then.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.best(), Some("smb"));
    /// assert_eq!(model.score(&Account::new(), today)?.best(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn best(&self) -> Option<&str> {
        self.id(self.best?)
    }

    /// The id of the icp whose status, score and tier are shown: the best, or without one the nearest to a yes (see
    /// [`Scratch::headline`]).
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let unknown = model.score(&Account::new(), today)?;
    /// assert_eq!((unknown.best(), unknown.icp()), (None, "smb"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn icp(&self) -> &str {
        self.id(self.headline).unwrap_or_default()
    }

    /// The status of that icp.
    ///
    /// An exclusion that holds comes before all else; [`Assessment::reason`] says what decided.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::IcpStatus;
    /// assert_eq!(answer.status(), IcpStatus::Qualified);
    /// let tiny = model.score(&Account::new().with("employees", 2), today)?;
    /// assert_eq!(tiny.status(), IcpStatus::Disqualified);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn status(&self) -> IcpStatus {
        // INVARIANT: as `headline`.
        self.shown().map_or(IcpStatus::InsufficientData, |shown| shown.status)
    }

    /// Its fit score; `None` when nothing is known. On a percent scale from 0 to 100.
    ///
    /// It counts what is known; [`Assessment::bounds`] says how far what is missing can still move it.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.score(), Some(75.0));
    /// assert_eq!(model.score(&Account::new(), today)?.score(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score(&self) -> Option<f64> {
        self.fit()?.score
    }

    /// The id of its tier, if it has one.
    ///
    /// `None` while too little is known, and where an exclusion holds.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.tier(), Some("A"));
    /// ```
    pub fn tier(&self) -> Option<&str> {
        let tier = self.fit()?.tier?;
        Some(&self.model.icp(self.headline)?.fit.tiers.get(tier)?.id)
    }

    /// The lowest and the highest score that the missing values could still lead to.
    ///
    /// Equal where nothing is missing; `None` when no criterion applies.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.bounds(), Some((75.0, 100.0)));
    /// ```
    pub fn bounds(&self) -> Option<(f64, f64)> {
        self.fit()?.bounds
    }

    /// The share of the weight whose criteria are known, from 0 to 1.
    ///
    /// A model may ask for a least coverage (`min_coverage`) before it gives a tier.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.coverage(), 0.75);
    /// ```
    pub fn coverage(&self) -> f64 {
        self.fit().map_or(0.0, |fit| fit.coverage)
    }

    /// The id of its stage, if the icp has stages.
    ///
    /// Stages combine the tiers of fit and intent; a model without them has none.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.stage(), None);
    /// ```
    pub fn stage(&self) -> Option<&str> {
        let stage = self.shown()?.stage?;
        Some(&self.model.icp(self.headline)?.stages.get(stage)?.id)
    }

    /// Why it has its status.
    ///
    /// The code is for programs, the text for people.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.reason().code.as_str(), "tier");
    /// assert_eq!(answer.reason().text, "tier A");
    /// ```
    pub fn reason(&self) -> &Reason<'static> {
        static NONE: Reason<'_> =
            Reason { code: ReasonCode::NothingKnown, id: None, text: Cow::Borrowed("") };
        self.shown_data().map_or(&NONE, |icp| &icp.reason)
    }

    /// The labels: results without points.
    ///
    /// Of the icp that is shown; another icp's are in [`Assessment::icps`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.labels().get("plan"), None, "the model has no labels");
    /// ```
    pub fn labels(&self) -> &Labels<'static> {
        static NONE: Labels<'_> = Labels(Vec::new());
        self.shown_data().map_or(&NONE, |icp| &icp.labels)
    }

    /// The verdict for each team.
    ///
    /// It comes from the tier, or from the stage where that has one for the team.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.verdicts().get("sales"), Some("call"));
    /// ```
    pub fn verdicts(&self) -> &Verdicts<'static> {
        static NONE: Verdicts<'_> = Verdicts(Vec::new());
        self.shown_data().map_or(&NONE, |icp| &icp.verdicts)
    }

    /// The criteria of its fit scorecard, in document order.
    ///
    /// Their contributions add up to the score, before floors and clips. Intent is in [`Assessment::icps`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let parts: Vec<_> = answer.criteria().iter().map(|one| (&*one.id, one.contribution)).collect();
    /// assert_eq!(parts, [("size", 75.0), ("home", 0.0)]);
    /// ```
    pub fn criteria(&self) -> &[CriterionAssessment<'static>] {
        self.shown_data().map_or(&[], |icp| &icp.fit.criteria)
    }

    /// The attributes that would settle what is unknown, in the order of the model.
    ///
    /// [`Assessment::next_questions`] puts those first that matter most.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.missing(), ["country"]);
    /// ```
    pub fn missing(&self) -> &[Cow<'static, str>] {
        self.shown_data().map_or(&[], |icp| &icp.missing)
    }

    /// Every icp's result, in priority order.
    ///
    /// Take one by its id, or by the index that [`Assessment::scores`] has it at.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let smb = answer.icps().iter().find(|icp| icp.icp == "smb").ok_or("no such icp")?;
    /// assert_eq!((smb.priority, smb.fit.score), (1, Some(75.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn icps(&self) -> &[IcpAssessment<'static>] {
        &self.data().icps
    }

    /// Numbers that were made from others by a formula.
    ///
    /// Each has the formula, the numbers that went in, and the number that came out.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!((&*answer.derived()[0].formula, answer.derived()[0].value), ("arr / employees", None));
    /// ```
    pub fn derived(&self) -> &[DerivedNote<'static>] {
        &self.data().derived
    }

    /// Invalid values that counted as missing.
    ///
    /// There are none unless [`OnInvalid::Missing`](crate::OnInvalid::Missing) was asked for.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::{OnInvalid, Options};
    /// let lenient = Options::new(today).on_invalid(OnInvalid::Missing);
    /// let answer = model.score_with(&Account::new().with("employees", "many"), &lenient)?;
    /// assert_eq!(answer.issues()[0].attribute, "employees");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn issues(&self) -> &[IssueNote<'static>] {
        // Without one there is no reason to make all of it.
        if self.record.issues().is_empty() { &[] } else { &self.data().issues }
    }

    /// The day on which the account was judged.
    ///
    /// Spans such as `within_last: 6 months` count back from it.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.as_of(), today);
    /// ```
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The model that it was scored with.
    ///
    /// The clone of the one that scored it: cheap to hold, equal to it.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(*answer.model(), model);
    /// ```
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The values that were scored, checked.
    ///
    /// Texts are made from these, so a change of the account afterwards changes nothing.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.record().fields().len(), model.attributes().count());
    /// ```
    pub fn record(&self) -> &Record<'static> {
        &self.record
    }

    /// The numbers of every icp, in priority order.
    ///
    /// No texts are made for them; [`Model::icp`] has the names by the same index.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.scores()[answer.icp_index()].fit.score, answer.score());
    /// ```
    pub fn scores(&self) -> &[IcpScore] {
        &self.scores
    }

    /// The index of the best icp among [`Assessment::scores`] and [`Assessment::icps`], if one qualifies.
    ///
    /// [`Assessment::best`] is its id.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.best_index(), Some(0));
    /// ```
    pub fn best_index(&self) -> Option<usize> {
        self.best
    }

    /// The index of the icp that [`Assessment::icp`] names, among the same.
    ///
    /// It is the best icp's, if one qualifies.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(Some(answer.icp_index()), answer.best_index());
    /// ```
    pub fn icp_index(&self) -> usize {
        self.headline
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

    fn shown_data(&self) -> Option<&IcpAssessment<'static>> {
        self.data().icps.get(self.headline)
    }
}
