//! The JSON shape of goals and of changes.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::changes::{Change, ChangeSet, Changes, Gap, Goal, Wanted};
use crate::draft::{Limits, NodeKind, Number};
use crate::error::AccountError;
use crate::eval::IcpStatus;
use crate::parse;
use crate::value::float_text;

impl Goal {
    /// Reads a goal from JSON: a text, as [`Goal::from`] takes it; a number, which is taken as its text; or an object with `status`,
    /// `tier` or `score`, and perhaps `icp`.
    ///
    /// # Errors
    /// `account.goal`: anything else.
    ///
    /// ```
    /// use icp_core::changes::Goal;
    /// assert_eq!(Goal::from_json(r#""qualified""#)?, Goal::from("qualified"));
    /// assert_eq!(Goal::from_json("70")?, Goal::from("70"));
    /// assert_eq!(Goal::from_json(r#"{"icp": "smb", "tier": "A"}"#)?, Goal::tier("A").of_icp("smb"));
    /// assert_eq!(Goal::from_json(r#"{"icp": "smb", "goal": "A"}"#)?, Goal::from("A").of_icp("smb"));
    /// assert_eq!(Goal::from_json(r#"{"tier": "A", "score": 3}"#).unwrap_err().code(), "account.goal");
    /// # Ok::<(), icp_core::AccountError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, AccountError> {
        let refused = || {
            let expected = "a goal: a text, a number, or an object with one of `goal`, `status`, `tier` and `score`, and perhaps `icp`";
            AccountError::goal(expected, crate::error::quote(text))
        };
        let tree = parse::json(text, &Limits::default()).map_err(|_| refused())?;
        let word = |kind: &NodeKind| match kind {
            NodeKind::Text(word) => Some(Self::from(&**word)),
            NodeKind::Number(Number::Integer(number)) => Some(Self::from(&*number.to_string())),
            NodeKind::Number(Number::Float(number)) => Some(Self::from(&*float_text(*number))),
            _ => None,
        };
        let NodeKind::Map(entries) = &tree.root.kind else {
            return word(&tree.root.kind).ok_or_else(refused);
        };
        let (mut wanted, mut icp) = (None, None);
        for entry in entries {
            let one = match (&*entry.key, &entry.value.kind) {
                ("icp", NodeKind::Text(id)) => {
                    icp = Some(&**id);
                    continue;
                }
                // A value that was left out.
                ("icp" | "goal" | "status" | "tier" | "score", NodeKind::Null) => continue,
                ("goal", kind) => word(kind).ok_or_else(refused)?,
                ("status", NodeKind::Text(word)) => {
                    let status = IcpStatus::ALL.iter().find(|status| status.as_str() == &**word);
                    Self::status(*status.ok_or_else(refused)?)
                }
                ("tier", NodeKind::Text(id)) => Self::tier(id),
                ("score", NodeKind::Number(Number::Integer(score))) => Self::score(*score as f64),
                ("score", NodeKind::Number(Number::Float(score))) => Self::score(*score),
                _ => return Err(refused()),
            };
            if wanted.replace(one).is_some() {
                return Err(refused());
            }
        }
        let goal = wanted.ok_or_else(refused)?;
        Ok(icp.map_or_else(|| goal.clone(), |icp| goal.clone().of_icp(icp)))
    }
}

impl Changes {
    /// The answer as JSON text, on one line.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::changes::Goal;
    /// let changes = model.changes(&Account::new().with("employees", 7), today, &Goal::tier("A"))?;
    /// let json: serde_json::Value = serde_json::from_str(&changes.to_json())?;
    /// assert_eq!((&json["goal"]["tier"], &json["complete"]), (&"A".into(), &true.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_json(&self) -> String {
        // Strings and finite numbers only: writing to memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Changes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Changes", 7)?;
        object.serialize_field("icp", &self.icp)?;
        object.serialize_field("goal", &GoalOnly(&self.goal.wanted))?;
        object.serialize_field("reached", &self.reached)?;
        object.serialize_field("sets", &self.sets)?;
        object.serialize_field("complete", &self.complete)?;
        object.serialize_field("max_changes", &self.max_changes)?;
        object.serialize_field("gaps", &self.gaps)?;
        object.end()
    }
}

impl Serialize for Gap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A goal without its icp.
struct GoalOnly<'g>(&'g Wanted);

impl Serialize for GoalOnly<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Goal", 1)?;
        match self.0 {
            Wanted::Status(status) => object.serialize_field("status", status.as_str())?,
            Wanted::Tier(tier) | Wanted::Word(tier) => object.serialize_field("tier", tier)?,
            Wanted::Score(score) => object.serialize_field("score", score)?,
        }
        object.end()
    }
}

impl Serialize for ChangeSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("ChangeSet", 4)?;
        object.serialize_field("changes", &self.changes)?;
        object.serialize_field("status", self.status.as_str())?;
        object.serialize_field("score", &self.score)?;
        object.serialize_field("tier", &self.tier)?;
        object.end()
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Change", 6)?;
        object.serialize_field("attribute", &self.attribute)?;
        object.serialize_field("from", &self.from)?;
        object.serialize_field("given", &self.given)?;
        object.serialize_field("to", &self.to)?;
        object.serialize_field("example", &self.example)?;
        object.serialize_field("passed", &self.passed)?;
        object.end()
    }
}
