//! The JSON shape of what a run over many accounts reports.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::error::BatchProblem;
use crate::intake::{Example, InvalidValues, Notice};

impl Serialize for BatchProblem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("BatchProblem", 5)?;
        object.serialize_field("code", self.code())?;
        object.serialize_field("column", &self.column())?;
        object.serialize_field("row", &self.row())?;
        object.serialize_field("message", self.message())?;
        object.serialize_field("help", &self.help())?;
        object.end()
    }
}

/// `text` is all of it on one line.
impl Serialize for Notice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Notice", 7)?;
        object.serialize_field("text", &self.to_string())?;
        object.serialize_field("code", self.kind.code())?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("help", &self.help)?;
        object.serialize_field("count", &self.count)?;
        object.serialize_field("of", &self.of)?;
        object.serialize_field("issues", &self.issues)?;
        object.end()
    }
}

impl Serialize for InvalidValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("InvalidValues", 9)?;
        object.serialize_field("attribute", &self.attribute)?;
        object.serialize_field("column", &self.column)?;
        object.serialize_field("valid", &self.valid)?;
        object.serialize_field("count", &self.invalid)?;
        object.serialize_field("missing", &self.missing)?;
        object.serialize_field("share", &self.share)?;
        object.serialize_field("expected", &self.expected)?;
        object.serialize_field("examples", &self.examples)?;
        object.serialize_field("rows", &self.rows)?;
        object.end()
    }
}

impl Serialize for Example {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Example", 2)?;
        object.serialize_field("found", &self.found)?;
        object.serialize_field("count", &self.count)?;
        object.end()
    }
}
