//! JSON text, written as it comes: what says it through serde weighs a tenth of what a browser fetches first.

use icp_core::{AccountError, AttributeInfo, ModelError, Problem, float_text};

/// An account that is refused.
pub(crate) fn refused(error: &AccountError) -> String {
    object(|json| {
        json.text("code", error.code());
        json.text("message", &error.to_string());
        json.maybe("attribute", error.attribute());
        json.text("expected", error.expected());
        json.text("found", error.found());
    })
}

/// The mistakes of a model.
pub(crate) fn mistakes(error: &ModelError) -> String {
    object(|json| {
        json.text("message", &error.to_string());
        json.list("problems", &mut error.problems().iter().map(problem));
        json.raw("more", &error.more().to_string());
    })
}

fn problem(problem: &Problem) -> String {
    object(|json| {
        json.text("code", problem.code());
        json.text("path", &problem.path().to_string());
        json.number("line", problem.position().map(|at| at.line.into()));
        json.number("column", problem.position().map(|at| at.column.into()));
        json.text("message", problem.message());
        json.maybe("help", problem.help());
    })
}

/// What a form needs to know about an attribute.
pub(crate) fn attribute(attribute: AttributeInfo<'_>) -> String {
    object(|json| {
        json.text("name", attribute.name());
        json.text("type", attribute.kind().as_str());
        json.maybe("layer", attribute.layer().map(icp_core::Layer::as_str));
        json.maybe("title", attribute.title());
        json.maybe("unit", attribute.unit());
        json.maybe("description", attribute.description());
        json.list("aliases", &mut attribute.aliases().map(quoted));
        json.list("values", &mut attribute.values().map(quoted));
        json.number("min", attribute.min());
        json.number("max", attribute.max());
        json.maybe("formula", attribute.formula());
    })
}

/// An object that is being written.
pub(crate) struct Object(String);

/// An object of what is written into it.
pub(crate) fn object(write: impl FnOnce(&mut Object)) -> String {
    let mut object = Object(String::new());
    write(&mut object);
    if object.0.is_empty() {
        object.0.push('{');
    }
    object.0.push('}');
    object.0
}

impl Object {
    /// A key with what is JSON already.
    pub(crate) fn raw(&mut self, key: &str, value: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        quote(&mut self.0, key);
        self.0.push(':');
        self.0.push_str(value);
    }

    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.raw(key, &quoted(value));
    }

    pub(crate) fn maybe(&mut self, key: &str, value: Option<&str>) {
        self.raw(key, &value.map_or("null".to_owned(), quoted));
    }

    pub(crate) fn number(&mut self, key: &str, value: Option<f64>) {
        self.raw(key, &value.map_or("null".to_owned(), float_text));
    }

    /// A key with a list of what is JSON already.
    pub(crate) fn list(&mut self, key: &str, items: &mut dyn Iterator<Item = String>) {
        self.raw(key, &list(items));
    }
}

/// A list of what is JSON already.
pub(crate) fn list(items: &mut dyn Iterator<Item = String>) -> String {
    let mut text = String::new();
    for item in items {
        text.push(if text.is_empty() { '[' } else { ',' });
        text.push_str(&item);
    }
    if text.is_empty() {
        text.push('[');
    }
    text.push(']');
    text
}

/// A text as JSON.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::new();
    quote(&mut out, text);
    out
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\0'..'\x20' => {
                let digit = |number| char::from_digit(number, 16).unwrap_or('0');
                out.push_str("\\u00");
                out.extend([digit(u32::from(c) / 16), digit(u32::from(c) % 16)]);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use icp_core::{Account, Date, Model, Path};
    use serde::Serialize;
    use serde_json::{Value, from_str, to_value};

    use super::*;

    /// What is written here is what the core says.
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
            same(&attribute(info), info);
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
        assert_eq!(list(&mut [].into_iter()), "[]");
    }
}
