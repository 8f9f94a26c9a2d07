//! The JSON shape of errors: of models, accounts and tables.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::error::{AccountError, BatchError, ModelError, Problem};

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Problem", 6)?;
        object.serialize_field("code", self.code())?;
        object.serialize_field("path", &self.path().to_string())?;
        object.serialize_field("line", &self.position().map(|at| at.line))?;
        object.serialize_field("column", &self.position().map(|at| at.column))?;
        object.serialize_field("message", self.message())?;
        object.serialize_field("help", &self.help())?;
        object.end()
    }
}

/// The mistakes, how many more there are, and all of them as one text.
impl Serialize for ModelError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("ModelError", 3)?;
        object.serialize_field("message", &self.to_string())?;
        object.serialize_field("problems", self.problems())?;
        object.serialize_field("more", &self.more())?;
        object.end()
    }
}

impl Serialize for AccountError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("AccountError", 6)?;
        object.serialize_field("code", self.code())?;
        object.serialize_field("message", &self.to_string())?;
        object.serialize_field("attribute", &self.attribute())?;
        object.serialize_field("expected", self.expected())?;
        object.serialize_field("found", self.found())?;
        object.serialize_field("help", &self.help())?;
        object.end()
    }
}

/// `text` is all of it on one line.
impl Serialize for BatchError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("BatchError", 7)?;
        object.serialize_field("text", &self.to_string())?;
        object.serialize_field("code", self.code())?;
        object.serialize_field("column", &self.column())?;
        object.serialize_field("row", &self.row())?;
        object.serialize_field("message", self.message())?;
        object.serialize_field("help", &self.help())?;
        object.serialize_field("problems", &self.problems())?;
        object.end()
    }
}
