//! The JSON shape of findings and score ranges.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::analyze::{Finding, ScoreRange};

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 5)?;
        object.serialize_field("code", self.code())?;
        object.serialize_field("severity", self.severity().as_str())?;
        object.serialize_field("path", &self.path().to_string())?;
        object.serialize_field("message", self.message())?;
        object.serialize_field("help", &self.help())?;
        object.end()
    }
}

impl Serialize for ScoreRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("ScoreRange", 5)?;
        object.serialize_field("icp", &self.icp)?;
        object.serialize_field("scorecard", self.scorecard.as_str())?;
        object.serialize_field("lowest", &self.lowest)?;
        object.serialize_field("highest", &self.highest)?;
        object.serialize_field("is_exact", &self.is_exact)?;
        object.end()
    }
}
