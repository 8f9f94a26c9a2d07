//! JSON text, written as it comes: what says it through serde weighs a tenth of what a browser fetches first.

use icp_core::model::AttributeInfo;
use icp_core::value::float_text;
use icp_core::{AccountError, ModelError, Problem};

/// An account that is refused.
pub(crate) fn refused(error: &AccountError) -> String {
    object(|json| {
        json.key("code").text(error.code());
        json.key("message").text(&error.to_string());
        json.key("attribute").maybe(error.attribute());
        json.key("expected").text(error.expected());
        json.key("found").text(error.found());
        json.key("help").maybe(error.help());
    })
}

/// The mistakes of a model.
pub(crate) fn mistakes(error: &ModelError) -> String {
    object(|json| {
        json.key("message").text(&error.to_string());
        json.key("problems").list(|json| {
            for one in error.problems() {
                json.object(|json| problem(json, one));
            }
        });
        json.key("more").whole(error.more());
    })
}

fn problem(json: &mut Json, problem: &Problem) {
    json.key("code").text(problem.code());
    json.key("path").text(&problem.path().to_string());
    json.key("line").number(problem.position().map(|at| at.line.into()));
    json.key("column").number(problem.position().map(|at| at.column.into()));
    json.key("message").text(problem.message());
    json.key("help").maybe(problem.help());
}

/// An attribute's properties, written into an object.
pub(crate) fn attribute(json: &mut Json, attribute: AttributeInfo<'_>) {
    json.key("name").text(attribute.name());
    json.key("type").text(attribute.kind().as_str());
    json.key("layer").maybe(attribute.layer().map(icp_core::value::Layer::as_str));
    json.key("title").maybe(attribute.title());
    json.key("unit").maybe(attribute.unit());
    json.key("description").maybe(attribute.description());
    json.key("aliases").list(|json| attribute.aliases().for_each(|alias| json.text(alias)));
    json.key("missing").list(|json| attribute.missing().for_each(|word| json.text(&word)));
    json.key("blank").maybe(attribute.blank().map(icp_core::model::Blank::as_str));
    json.key("written").maybe(attribute.written());
    json.key("separators").list(|json| attribute.separators().for_each(|one| json.text(one)));
    json.key("values").list(|json| attribute.values().for_each(|value| json.text(value)));
    json.key("min").number(attribute.min());
    json.key("max").number(attribute.max());
    json.key("formula").maybe(attribute.formula());
    json.key("changeable").raw(if attribute.is_changeable() { "true" } else { "false" });
}

/// An object of what is written into it.
pub(crate) fn object(write: impl FnOnce(&mut Json)) -> String {
    let mut json = Json { text: String::new() };
    json.object(write);
    json.text
}

/// A value of the core as JSON.
#[cfg(feature = "studio")]
pub(crate) fn text_of<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// JSON while it is written.
pub(crate) struct Json {
    text: String,
}

impl Json {
    /// A comma, unless something has just begun.
    fn begin(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['{', '[', ':']) {
            self.text.push(',');
        }
    }

    /// The key of what is written next.
    pub(crate) fn key(&mut self, key: &str) -> &mut Self {
        self.text(key);
        self.text.push(':');
        self
    }

    pub(crate) fn raw(&mut self, value: &str) {
        self.begin();
        self.text.push_str(value);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.raw("\"");
        for c in text.chars() {
            match c {
                '"' | '\\' => self.text.extend(['\\', c]),
                '\0'..'\x20' => {
                    let digit = |number| char::from_digit(number, 16).unwrap_or('0');
                    self.text.push_str("\\u00");
                    self.text.extend([digit(u32::from(c) / 16), digit(u32::from(c) % 16)]);
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    pub(crate) fn maybe(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.raw("null"),
        }
    }

    pub(crate) fn number(&mut self, number: Option<f64>) {
        match number {
            Some(number) => self.raw(&float_text(number)),
            None => self.raw("null"),
        }
    }

    pub(crate) fn whole(&mut self, number: usize) {
        self.raw(&number.to_string());
    }

    pub(crate) fn object(&mut self, write: impl FnOnce(&mut Self)) {
        self.raw("{");
        write(self);
        self.text.push('}');
    }

    pub(crate) fn list(&mut self, write: impl FnOnce(&mut Self)) {
        self.raw("[");
        write(self);
        self.text.push(']');
    }
}

#[cfg(test)]
mod tests {
    use icp_core::error::Path;
    use icp_core::{Account, Date, Model};
    use serde::Serialize;
    use serde_json::{Value, from_str, to_value};

    use super::*;

    /// The text written here equals what the core says.
    fn same(written: &str, told: impl Serialize) {
        let mut written: Value = from_str(written).unwrap();
        let mut told = to_value(told).unwrap();
        // Written without a fraction here, with one there.
        for value in [&mut written, &mut told] {
            for bound in ["min", "max"] {
                if let Some(number) = value.get_mut(bound).filter(|number| number.is_number()) {
                    *number = number.as_f64().into();
                }
            }
        }
        assert_eq!(written, told);
    }

    const MODEL: &str = r#"{"format": "icp/1", "name": "demo",
        "attributes": {
            "employees": {"type": "number", "title": "\"Employees\" \\ \u0001\n", "layer": "firmographic",
                "unit": "people", "min": 0, "max": 1.5e6, "aliases": ["staff", "größe"]},
            "hq": {"type": "text", "description": "where\tit is", "values": ["DE", "AT"]},
            "half": {"type": "number", "formula": "employees / 2"}},
        "icps": [{"id": "smb", "fit": {
            "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
            "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#;

    #[test]
    fn what_is_written_is_what_the_core_says() {
        let model = Model::from_json(MODEL).unwrap();
        for info in model.attributes() {
            same(&object(|json| attribute(json, info)), info);
        }
        let account = Account::new().with("employees", "many\u{7}");
        let error = model.score(&account, Date::new(2026, 11, 21).unwrap()).unwrap_err();
        same(&refused(&error), &error);
        let shape = AccountError::shape("an array");
        same(&refused(&shape), &shape);
        let foreign = ModelError::foreign(Path::root().key("owner").index(3), "function");
        same(&mistakes(&foreign), &foreign);
        for text in ["{", "{}", &MODEL.replace("size", "").replace("hq", "h\\u0000q")] {
            let error = Model::from_json(text).unwrap_err();
            same(&mistakes(&error), &error);
        }
        assert_eq!(object(|_| ()), "{}");
        let nested = object(|json| {
            json.key(",").list(|json| {
                ["{", ":", "["].iter().for_each(|text| json.text(text));
                json.list(|_| ());
                json.whole(7);
            });
        });
        assert_eq!(nested, r#"{",":["{",":","[",[],7]}"#);
    }
}
