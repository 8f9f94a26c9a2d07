//! The JSON shape of questions.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::values::ends;
use crate::questions::{Changes, IcpOutlook, Question, Questions, Share};

impl Questions {
    /// The questions as JSON text, on one line.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let questions = model.next_questions(&Account::new().with("country", "US"), today)?;
    /// let json: serde_json::Value = serde_json::from_str(&questions.to_json())?;
    /// assert_eq!(json["questions"][0]["attribute"], "employees");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_json(&self) -> String {
        // Strings and finite numbers only: writing to memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Questions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Questions", 3)?;
        object.serialize_field("decided", &self.decided)?;
        object.serialize_field("icps", &self.icps)?;
        object.serialize_field("questions", &self.questions)?;
        object.end()
    }
}

impl Serialize for IcpOutlook {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let statuses: Vec<&str> = self.statuses.iter().map(|status| status.as_str()).collect();
        let mut object = serializer.serialize_struct("IcpOutlook", 6)?;
        object.serialize_field("icp", &self.icp)?;
        object.serialize_field("decided", &self.decided)?;
        object.serialize_field("statuses", &statuses)?;
        object.serialize_field("tiers", &self.tiers)?;
        object.serialize_field("intent_tiers", &self.intent_tiers)?;
        object.serialize_field("stages", &self.stages)?;
        object.end()
    }
}

impl Serialize for Question {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Question", 7)?;
        object.serialize_field("attribute", &self.attribute)?;
        object.serialize_field("title", &self.title)?;
        object.serialize_field("between", &self.between.map(|interval| ends(&interval)))?;
        object.serialize_field("matters", self.matters.as_str())?;
        object.serialize_field("could_change", &self.could_change)?;
        object.serialize_field("settles", &self.settles)?;
        object.serialize_field("decides", &self.decides)?;
        object.end()
    }
}

impl Serialize for Changes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Changes", 8)?;
        object.serialize_field("best", &self.best)?;
        object.serialize_field("status", &self.status)?;
        object.serialize_field("tier", &self.tier)?;
        object.serialize_field("intent_tier", &self.intent_tier)?;
        object.serialize_field("stage", &self.stage)?;
        object.serialize_field("verdicts", &self.verdicts)?;
        object.serialize_field("score", &self.score)?;
        object.serialize_field("intent_score", &self.intent_score)?;
        object.end()
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Share", 3)?;
        object.serialize_field("icp", &self.icp)?;
        object.serialize_field("score", &self.score)?;
        object.serialize_field("intent_score", &self.intent_score)?;
        object.end()
    }
}
