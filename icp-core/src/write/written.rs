//! How a source writes the values of an attribute, as a tree. Called by `document`.

use super::tree::{Object, constants, flag, list, number, text, texts};
use crate::draft::Node;
use crate::model::{Attribute, Blank, Placeholders, Written, WrittenDate, WrittenNumber};
use crate::value::nearest;

/// Puts `missing`, `blank` and `written`.
pub(super) fn keys(object: &mut Object, attribute: &Attribute) {
    object.put_some("missing", attribute.missing.as_ref().map(placeholders));
    object.put_some("blank", attribute.blank.map(blank));
    object.put_some("written", attribute.written.as_ref().map(written));
}

/// `separator`: a single one as a text.
pub(super) fn separators(separators: &[Box<str>]) -> Option<Node> {
    match separators {
        [] => None,
        [one] => Some(text(one)),
        several => Some(list(texts(several))),
    }
}

fn placeholders(missing: &Placeholders) -> Node {
    match missing {
        Placeholders::None => text("none"),
        Placeholders::Listed(words) => list(constants(words)),
    }
}

fn blank(blank: Blank) -> Node {
    match blank {
        Blank::None | Blank::Empty => text(blank.as_str()),
        Blank::False => flag(false),
        Blank::Zero => number(0.0),
    }
}

fn written(written: &Written) -> Node {
    match written {
        Written::Number(form) => of_number(form),
        Written::Date(forms) => match &**forms {
            [one] => text(one.as_str()),
            several => list(several.iter().map(WrittenDate::as_str).map(text).collect()),
        },
        Written::Bool(words) => {
            let mut object = Object::default();
            object.put_list("true", constants(&words.truths));
            object.put_list("false", constants(&words.falses));
            object.node()
        }
        Written::Json => text("json"),
        Written::Digits => text("digits"),
        Written::Domain => text("domain"),
    }
}

fn of_number(form: &WrittenNumber) -> Node {
    let mut object = Object::default();
    object.put_list("prefix", texts(&form.prefix));
    let mut suffix = Object::default();
    for (word, power) in &form.suffix {
        suffix.put(word, number(nearest(&format!("1e{power}"))));
    }
    object.put_some("suffix", (!form.suffix.is_empty()).then(|| suffix.node()));
    let sign = |sign: char| text(sign.encode_utf8(&mut [0; 4]));
    object.put_some("thousands", form.thousands.map(sign));
    object.put_some("decimal", form.decimal.map(sign));
    object.put_some("percent", form.percent.then(|| flag(true)));
    object.put_text("range", form.range.map(|range| range.as_str()));
    object.node()
}
