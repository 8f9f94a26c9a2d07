//! The JSON shape of an attribute of a model.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::model::AttributeInfo;

impl Serialize for AttributeInfo<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("AttributeInfo", 16)?;
        object.serialize_field("name", self.name())?;
        object.serialize_field("type", self.kind().as_str())?;
        object.serialize_field("layer", &self.layer().map(crate::value::Layer::as_str))?;
        object.serialize_field("title", &self.title())?;
        object.serialize_field("unit", &self.unit())?;
        object.serialize_field("description", &self.description())?;
        object.serialize_field("aliases", &self.aliases().collect::<Vec<_>>())?;
        object.serialize_field("missing", &self.missing().collect::<Vec<_>>())?;
        object.serialize_field("blank", &self.blank().map(crate::model::Blank::as_str))?;
        object.serialize_field("written", &self.written())?;
        object.serialize_field("separators", &self.separators().collect::<Vec<_>>())?;
        object.serialize_field("values", &self.values().collect::<Vec<_>>())?;
        object.serialize_field("min", &self.min())?;
        object.serialize_field("max", &self.max())?;
        object.serialize_field("formula", &self.formula())?;
        object.serialize_field("changeable", &self.is_changeable())?;
        object.end()
    }
}
