//! The types of the full answer, down to one icp, which serialize to the JSON shape of FORMAT.md (`wire` writes it). Plain data:
//! nothing has to be looked up in the model to read it.

use std::borrow::Cow;
use std::sync::Arc;

use super::{CardAssessment, DerivedNote, InputNote, KeptOutBy, Labels, Lift, NextTier, Verdicts};
use crate::eval::{IcpStatus, ReasonCode};
use crate::model::Status;
use crate::value::{Date, Interval};

/// The answer for one account: every icp's result, and the best icp.
///
/// It serializes to the JSON shape that is the same in all languages (see FORMAT.md).
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let assessment = model.assess(&Account::new().with("employees", 50), Date::new(2026, 11, 21).unwrap())?;
/// assert_eq!(assessment.best.as_deref(), Some("smb"));
/// assert_eq!(assessment.icps[0].fit.score, Some(100.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AssessmentData<'a> {
    /// The model that was applied.
    pub model: ModelNote<'a>,
    /// The source file by which the account was read, if there was one.
    pub source: Option<SourceNote<'a>>,
    /// The day on which the account was judged.
    pub as_of: Date,
    /// The id of the best icp, if one qualifies.
    pub best: Option<Cow<'a, str>>,
    /// The id of the one icp to show: see [`Scratch::headline`](crate::Scratch::headline). Explanations tell this one
    /// in full.
    pub headline: Cow<'a, str>,
    /// Every icp's result, in priority order.
    pub icps: Vec<IcpAssessment<'a>>,
    /// Numbers that were made from others by a formula.
    pub derived: Vec<DerivedNote<'a>>,
    /// Invalid values that counted as missing.
    pub issues: Vec<IssueNote<'a>>,
    /// The attributes whose numbers are known as intervals, for explanations.
    pub(crate) intervals: Vec<(Cow<'a, str>, Interval)>,
}

/// The model behind an assessment.
///
/// Store it with an answer: equal fingerprints mean that two answers were given by the same rules, whatever the files are called.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let note = &answer.data().model;
/// assert_eq!((&*note.name, note.status.map(|status| status.as_str())), ("sales", Some("hypothesis")));
/// assert_eq!(note.fingerprint, model.fingerprint());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ModelNote<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its author's version.
    pub version: Option<Cow<'a, str>>,
    /// Whether data backs it, if it says so.
    pub status: Option<Status>,
    /// SHA-256 of its canonical document.
    pub fingerprint: Cow<'a, str>,
    /// The lists that were given to it, each by its name with the SHA-256 of its entries.
    pub lists: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

/// The source file behind an assessment.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let source = icp_core::Source::from_json(r#"{"format": "icp-source/1", "name": "crm"}"#)?;
/// let note = model.with_source(&source)?.assess(&account, today)?.source.ok_or("a source")?;
/// assert_eq!((&*note.name, &*note.fingerprint), ("crm", source.fingerprint()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SourceNote<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// SHA-256 of its canonical document.
    pub fingerprint: Cow<'a, str>,
}

/// One icp's result.
///
/// [`AssessmentData::icps`] has one for every icp, qualified or not. For the one icp to show, [`Assessment`](crate::Assessment)
/// has the same facts as methods.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let smb = &answer.data().icps[0];
/// assert_eq!((smb.status.as_str(), smb.fit.tier.as_deref(), smb.stage.as_deref()), ("qualified", Some("A"), Some("now")));
/// // The verdict of the stage comes in place of that of the tier, which says "call".
/// assert_eq!(smb.verdicts.get("sales"), Some("call today"));
/// assert_eq!(smb.intent.as_ref().and_then(|intent| intent.tier.as_deref()), Some("hot"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct IcpAssessment<'a> {
    /// Its id.
    pub icp: Cow<'a, str>,
    /// Its name for people.
    pub name: Option<Cow<'a, str>>,
    /// Its rank, 1 first.
    pub priority: u32,
    /// Whether it qualifies.
    pub status: IcpStatus,
    /// The id of the last tier that qualifies.
    pub qualifies_from: Option<Cow<'a, str>>,
    /// Why.
    pub reason: Reason<'a>,
    /// The verdict for each team: the stage's if it has one, else the tier's.
    pub verdicts: Verdicts<'a>,
    /// The stage of the grid of both tiers.
    pub stage: Option<Cow<'a, str>>,
    /// The labels: results without points.
    pub labels: Labels<'a>,
    /// Every exclusion that holds.
    pub exclusions: Vec<ExclusionNote<'a>>,
    /// Every exclusion that may yet hold, with what would settle it: those that are unknown, and those that a value
    /// for a blank could make hold.
    pub possible_exclusions: Vec<ExclusionNote<'a>>,
    /// The fit scorecard.
    pub fit: CardAssessment<'a>,
    /// The intent scorecard, if the icp has one.
    pub intent: Option<CardAssessment<'a>>,
    /// Attributes that would settle what is unknown, in the order of the model.
    pub missing: Vec<Cow<'a, str>>,
    /// The way to the next better tier; `None` at the best one, without a tier, and without a score.
    pub to_next_tier: Option<NextTier<'a>>,
    /// Each thing that alone keeps the account from qualifying; empty where it qualifies, and where no single thing does.
    pub kept_out_by: Vec<KeptOutBy<'a>>,
}

/// Why an icp has its status.
///
/// Programs decide by the code and the id, which keep their meaning; the text is for people.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let small = model.score(&Account::new().with("employees", 3).with("country", "DE"), today).unwrap();
/// let reason = &small.data().icps[0].reason;
/// assert_eq!((reason.code.as_str(), reason.id.as_deref()), ("excluded", Some("tiny")));
/// assert_eq!(reason.text, "excluded: cannot pay");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason<'a> {
    /// The gate that decided, or the tier; its place in the model is that of `id`.
    pub code: ReasonCode,
    /// The exclusion, criterion or tier behind it.
    pub id: Option<Cow<'a, str>>,
    /// The reason in words.
    pub text: Cow<'a, str>,
}

/// An exclusion that holds, or may.
///
/// Whether it holds is said by the list that it is in: `exclusions` or `possible_exclusions`.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let unknown = model.score(&Account::new().with("country", "DE"), today).unwrap();
/// let may_hold = &unknown.data().icps[0].possible_exclusions[0];
/// assert_eq!((&*may_hold.id, &*may_hold.reason), ("tiny", "cannot pay"));
/// assert_eq!(may_hold.missing, ["employees"]);
/// assert_eq!(&*may_hold.when, "Employees is less than 5; but not where country is US");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ExclusionNote<'a> {
    /// Its id.
    pub id: Cow<'a, str>,
    /// Why, for people.
    pub reason: Cow<'a, str>,
    /// Attributes that would settle it; of one that holds, those whose values could lift it.
    pub missing: Vec<Cow<'a, str>>,
    /// Its condition in words.
    pub when: Cow<'a, str>,
    /// The attributes that its condition reads, with the values of the account.
    pub inputs: Vec<Arc<InputNote<'a>>>,
    /// The attributes of which one value alone would make it surely not hold, with all values that do.
    pub lift: Vec<Lift<'a>>,
}

/// An invalid value that counted as missing.
///
/// There are some only with [`OnInvalid::Missing`](crate::OnInvalid::Missing); otherwise the first invalid value is an
/// [`AccountError`](crate::AccountError).
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::{OnInvalid, Options};
/// let odd = Account::new().with("employees", "many").with("country", "DE");
/// let answer = model.assess_with(&odd, &Options::new(today).on_invalid(OnInvalid::Missing))?;
/// let issue = &answer.issues[0];
/// assert_eq!((&*issue.attribute, &*issue.found), ("employees", "text `many`"));
/// assert!(issue.expected.starts_with("a number"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IssueNote<'a> {
    /// The attribute.
    pub attribute: Cow<'a, str>,
    /// The expected value, in words.
    pub expected: Cow<'a, str>,
    /// The value as it was given, quoted for messages.
    pub found: Cow<'a, str>,
    /// Both in one message.
    pub message: Cow<'a, str>,
}
