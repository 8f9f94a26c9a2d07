//! The types of the full answer, down to one icp, which serialize to the JSON shape of FORMAT.md (`wire` writes it). Plain data:
//! nothing has to be looked up in the model to read it.

use super::{CardAssessment, DerivedNote, KeptOutBy, Labels, NextTier, Verdicts};
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
pub struct AssessmentData {
    /// The model that was applied.
    pub model: ModelNote,
    /// The source file by which the account was read, if there was one.
    pub source: Option<SourceNote>,
    /// The day on which the account was judged.
    pub as_of: Date,
    /// The id of the best icp, if one qualifies.
    pub best: Option<String>,
    /// The id of the one icp to show: see [`Scratch::headline`](crate::Scratch::headline). Explanations tell this one
    /// in full.
    pub headline: String,
    /// Every icp's result, in priority order.
    pub icps: Vec<IcpAssessment>,
    /// Numbers that were made from others by a formula.
    pub derived: Vec<DerivedNote>,
    /// Invalid values that counted as missing.
    pub issues: Vec<IssueNote>,
    /// The attributes whose numbers are known as intervals, for explanations.
    pub(crate) intervals: Vec<(Box<str>, Interval)>,
}

/// The model behind an assessment.
///
/// Store it with an answer: equal fingerprints mean that two answers were given by the same rules, whatever the files are called.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let note = &answer.data().model;
/// assert_eq!((note.name.as_str(), note.status.map(|status| status.as_str())), ("sales", Some("hypothesis")));
/// assert_eq!(note.fingerprint, model.fingerprint());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ModelNote {
    /// Its name.
    pub name: String,
    /// Its author's version.
    pub version: Option<String>,
    /// Whether data backs it, if it says so.
    pub status: Option<Status>,
    /// SHA-256 of its canonical document.
    pub fingerprint: String,
}

/// The source file behind an assessment.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let source = icp_core::Source::from_json(r#"{"format": "icp-source/1", "name": "crm"}"#)?;
/// let note = model.with_source(&source)?.assess(&account, today)?.source.ok_or("a source")?;
/// assert_eq!((note.name.as_str(), note.fingerprint.as_str()), ("crm", source.fingerprint()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SourceNote {
    /// Its name.
    pub name: String,
    /// SHA-256 of its canonical document.
    pub fingerprint: String,
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
pub struct IcpAssessment {
    /// Its id.
    pub icp: String,
    /// Its name for people.
    pub name: Option<String>,
    /// Its rank, 1 first.
    pub priority: u32,
    /// Whether it qualifies.
    pub status: IcpStatus,
    /// The id of the last tier that qualifies.
    pub qualifies_from: Option<String>,
    /// Why.
    pub reason: Reason,
    /// The verdict for each team: the stage's if it has one, else the tier's.
    pub verdicts: Verdicts,
    /// The stage of the grid of both tiers.
    pub stage: Option<String>,
    /// The labels: results without points.
    pub labels: Labels,
    /// Every exclusion that holds.
    pub exclusions: Vec<ExclusionNote>,
    /// Every exclusion that may yet hold, with what would settle it: those that are unknown, and those that a value
    /// for a blank could make hold.
    pub possible_exclusions: Vec<ExclusionNote>,
    /// The fit scorecard.
    pub fit: CardAssessment,
    /// The intent scorecard, if the icp has one.
    pub intent: Option<CardAssessment>,
    /// Attributes that would settle what is unknown, in the order of the model.
    pub missing: Vec<String>,
    /// The way to the next better tier; `None` at the best one, without a tier, and without a score.
    pub to_next_tier: Option<NextTier>,
    /// Each thing that alone keeps the account from qualifying; empty where it qualifies, and where no single thing does.
    pub kept_out_by: Vec<KeptOutBy>,
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
pub struct Reason {
    /// The gate that decided, or the tier; its place in the model is that of `id`.
    pub code: ReasonCode,
    /// The exclusion, criterion or tier behind it.
    pub id: Option<String>,
    /// The reason in words.
    pub text: String,
}

/// An exclusion that holds, or may.
///
/// Whether it holds is said by the list that it is in: `exclusions` or `possible_exclusions`.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let unknown = model.score(&Account::new().with("country", "DE"), today).unwrap();
/// let may_hold = &unknown.data().icps[0].possible_exclusions[0];
/// assert_eq!((may_hold.id.as_str(), may_hold.reason.as_str()), ("tiny", "cannot pay"));
/// assert_eq!(may_hold.missing, ["employees"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExclusionNote {
    /// Its id.
    pub id: String,
    /// Why, for people.
    pub reason: String,
    /// Attributes that would settle it; of one that holds, those whose values could lift it.
    pub missing: Vec<String>,
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
/// assert_eq!((issue.attribute.as_str(), issue.found.as_str()), ("employees", "text `many`"));
/// assert!(issue.expected.starts_with("a number"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IssueNote {
    /// The attribute.
    pub attribute: String,
    /// The expected value, in words.
    pub expected: String,
    /// The value as it was given, quoted for messages.
    pub found: String,
    /// Both in one message.
    pub message: String,
}
