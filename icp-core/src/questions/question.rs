//! The answer of this room: questions, in the order in which to ask them, and the outlook of each icp.

use crate::eval::IcpStatus;
use crate::value::Interval;

/// How the answer for a record could still change, and which of its missing values to ask for next: made by
/// [`Model::next_questions`](crate::Model::next_questions).
///
/// ```
#[doc = include_str!("../sample.txt")]
/// let questions = model.next_questions(&Account::new().with("country", "US"), today)?;
/// assert!(!questions.decided);
/// let asked: Vec<_> = questions.questions.iter().map(|question| question.attribute.as_str()).collect();
/// assert_eq!(asked, ["employees"]);
/// let answered = Account::new().with("country", "US").with("employees", 50);
/// assert!(model.next_questions(&answered, today)?.decided);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Questions {
    /// Whether the decision is made: no missing value can change the best icp, or the status, tiers, stage or
    /// verdicts of any. Scores may still move.
    pub decided: bool,
    /// The outlook of each icp, in priority order.
    pub icps: Vec<IcpOutlook>,
    /// The missing attributes that matter, the one that matters most first; none when nothing can change.
    pub questions: Vec<Question>,
}

/// The outlook of an icp: the answers that it can still give, whichever missing values are filled in.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// let questions = model.next_questions(&Account::new().with("country", "US"), today)?;
/// let smb = &questions.icps[0];
/// assert_eq!((smb.icp.as_str(), smb.decided), ("smb", false));
/// assert_eq!(smb.tiers, [Some("A".to_owned()), Some("B".to_owned()), None]);
/// assert!(smb.intent_tiers.is_empty() && smb.statuses.len() > 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct IcpOutlook {
    /// Its id.
    pub icp: String,
    /// Whether its status, tiers, stage and verdicts can no longer change.
    pub decided: bool,
    /// The statuses that it can have: the one it has, and those that answers can bring.
    pub statuses: Vec<IcpStatus>,
    /// The fit tiers that it can have, best first; `None`, for no tier, comes last.
    pub tiers: Vec<Option<String>>,
    /// The intent tiers that it can have, alike; empty without an intent scorecard.
    pub intent_tiers: Vec<Option<String>>,
    /// The stages that it can have, alike; empty without stages.
    pub stages: Vec<Option<String>>,
}

/// A missing attribute, and what it could change.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// let questions = model.next_questions(&Account::new().with("country", "US"), today)?;
/// let employees = &questions.questions[0];
/// assert_eq!((employees.title.as_deref(), employees.matters.as_str()), (Some("Employees"), "decision"));
/// assert_eq!(employees.settles, ["smb"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Question {
    /// The attribute's name.
    pub attribute: String,
    /// Its title, as the author wrote it.
    pub title: Option<String>,
    /// The two ends that it is known to lie between, where it is a number that is known as an interval.
    pub between: Option<Interval>,
    /// The most that it could change.
    pub matters: Matters,
    /// The parts of the answer that it could change, alone or with other answers.
    pub could_change: Changes,
    /// The icps for which one of its answers, alone, would settle whether they qualify.
    pub settles: Vec<String>,
    /// How much of the bounds of scores rests on it.
    pub decides: Vec<Share>,
}

/// The most that an attribute could change.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::questions::Matters;
/// let questions = model.next_questions(&Account::new().with("country", "US"), today)?.questions;
/// assert_eq!(questions[0].matters, Matters::Decision);
/// assert!(Matters::Decision < Matters::Score, "what matters more comes first");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Matters {
    /// The decision: the best icp, or a status, a tier, a stage, verdicts.
    Decision,
    /// A score, and nothing that is decided by it.
    Score,
}

impl Matters {
    /// The word in JSON.
    ///
    /// ```
    /// use icp_core::questions::Matters;
    /// assert_eq!(Matters::Score.as_str(), "score");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Score => "score",
        }
    }
}

/// The parts of the answer that an attribute could change; lists hold ids of icps, in priority order.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// let questions = model.next_questions(&Account::new().with("country", "US"), today)?;
/// let changes = &questions.questions[0].could_change;
/// assert!(changes.best && changes.intent_score.is_empty());
/// assert_eq!((&changes.status, &changes.score), (&vec!["smb".to_owned()], &vec!["smb".to_owned()]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Changes {
    /// Which icp is the best.
    pub best: bool,
    /// Icps whose status it could change.
    pub status: Vec<String>,
    /// Icps whose fit tier it could change.
    pub tier: Vec<String>,
    /// Icps whose intent tier it could change.
    pub intent_tier: Vec<String>,
    /// Icps whose stage it could change.
    pub stage: Vec<String>,
    /// Icps whose verdicts it could change through the conditions of the verdicts themselves.
    pub verdicts: Vec<String>,
    /// Icps whose score it could change.
    pub score: Vec<String>,
    /// Icps whose intent score it could change.
    pub intent_score: Vec<String>,
}

/// How much of the bounds of an icp's scores rests on an attribute: by how much narrower they would be if every
/// criterion that it could change were settled. In the unit of the score.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// let questions = model.next_questions(&Account::new().with("country", "US"), today)?;
/// // The size has three quarters of the weight: 25 to 100 becomes a single number.
/// let share = &questions.questions[0].decides[0];
/// assert_eq!((share.icp.as_str(), share.score, share.intent_score), ("smb", 75.0, 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Share {
    /// The icp's id.
    pub icp: String,
    /// Of the fit score.
    pub score: f64,
    /// Of the intent score; 0 without one.
    pub intent_score: f64,
}
