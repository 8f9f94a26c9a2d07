//! The JSON shape of a criterion of a model.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::model::CriterionInfo;

impl Serialize for CriterionInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("CriterionInfo", 9)?;
        object.serialize_field("icp", &self.icp)?;
        object.serialize_field("scorecard", self.scorecard)?;
        object.serialize_field("id", &self.id)?;
        object.serialize_field("name", &self.name)?;
        object.serialize_field("dimension", &self.dimension)?;
        object.serialize_field("weight", &self.weight)?;
        object.serialize_field("required", &self.required)?;
        object.serialize_field("rule", self.rule)?;
        object.serialize_field("attributes", &self.attributes)?;
        object.end()
    }
}
