//! The reading of an attribute's values: from what the model says of how a source writes them, or what a source file says in its
//! place.

use crate::error::quote;
use crate::model::{
    Attribute, Blank, ListItem, Placeholders, Range, Written, WrittenBool, WrittenDate, WrittenNumber,
};
use crate::reading::{
    self, Constants, Counted, DateForms, DatePattern, Form, NumberForm, NumberRead, Reading, Take, Words,
};
use crate::value::{AttributeType, Date, float_text};

/// How a source writes the values of an attribute.
#[derive(Clone, Copy)]
pub(crate) struct How<'d> {
    pub(crate) missing: Option<&'d Placeholders>,
    pub(crate) blank: Option<Blank>,
    pub(crate) written: Option<&'d Written>,
    pub(crate) separators: &'d [Box<str>],
}

impl<'d> How<'d> {
    /// As the model says.
    pub(crate) fn of(attribute: &'d Attribute) -> Self {
        Self {
            missing: attribute.missing.as_ref(),
            blank: attribute.blank,
            written: attribute.written.as_ref(),
            separators: &attribute.separators,
        }
    }
}

fetched! {
    /// Everything that a model says of how the values of an attribute are written, for the readers.
    reader: Make = written
}

type Make = fn(AttributeType, [&[ListItem]; 2], How<'_>) -> reading::Written;

/// The reading of an attribute of a type; `common` are the placeholders of the whole model.
pub(crate) fn reading(kind: AttributeType, common: &[ListItem], how: How<'_>) -> Reading {
    let missing: [&[ListItem]; 2] = match how.missing {
        None => [common, &[]],
        Some(Placeholders::None) => [&[], &[]],
        Some(Placeholders::Listed(own)) => [common, &**own],
    };
    let says_nothing =
        missing.iter().all(|words| words.is_empty()) && how.blank.is_none() && how.written.is_none();
    let separators: Vec<Box<str>> = match (kind, how.separators) {
        (AttributeType::Set, []) => vec![";".into()],
        (_, separators) => separators.to_vec(),
    };
    // INVARIANT: without the function `validate` has refused the model.
    let make = reader().filter(|_| !says_nothing);
    Reading { kind, separators, written: make.map(|make| Box::new(make(kind, missing, how))) }
}

/// Everything that a model says of it.
fn written(kind: AttributeType, missing: [&[ListItem]; 2], how: How<'_>) -> reading::Written {
    let mut written = reading::Written {
        missing: constants(missing.into_iter().flatten()),
        blank: how.blank.map(blank),
        form: how.written.map_or(Form::Usual, form),
        expected: how.written.map(|written| expected(written).into()),
        ..reading::Written::default()
    };
    match (kind, &written.form) {
        (AttributeType::Number, Form::Number(form)) => {
            // A range is no single number that could stand for none.
            let form = form.clone().with_range(None);
            let read = |text: &str| match form.read(text) {
                Ok(NumberRead::Number(number)) => Some(number),
                Ok(NumberRead::Interval(_)) | Err(_) => None,
            };
            written.values = written.missing.texts().iter().filter_map(|text| read(text)).collect();
            written.values.extend(written.missing.numbers());
        }
        (AttributeType::Number, _) => written.values = written.missing.numbers().to_vec(),
        (AttributeType::Date, form) => {
            let read = |text: &str| match form {
                Form::Date(forms) => forms.read(text),
                _ => Date::parse(text),
            };
            written.days =
                written.missing.texts().iter().filter_map(|text| read(text)).map(Date::days).collect();
        }
        _ => {}
    }
    written
}

fn constants<'d>(words: impl IntoIterator<Item = &'d ListItem>) -> Constants {
    let mut constants = Constants::default();
    for word in words {
        match word {
            ListItem::Number(number) => constants.add_number(*number),
            ListItem::Text(text) => constants.add_text(text),
        }
    }
    constants
}

fn blank(blank: Blank) -> reading::Blank {
    match blank {
        Blank::None => reading::Blank::None,
        Blank::False => reading::Blank::False,
        Blank::Zero => reading::Blank::Zero,
        Blank::Empty => reading::Blank::Empty,
    }
}

fn form(written: &Written) -> Form {
    match written {
        Written::Number(number) => Form::Number(number_form(number)),
        Written::Date(dates) => Form::Date(date_forms(dates)),
        Written::Bool(WrittenBool { truths, falses }) => {
            Form::Bool(Words::new(constants(truths), constants(falses)))
        }
        Written::Json => Form::Json,
        Written::Digits => Form::Digits,
        Written::Domain => Form::Domain,
    }
}

fn number_form(number: &WrittenNumber) -> NumberForm {
    let suffixes = number.suffix.iter().map(|(word, power)| (&**word, *power));
    let range = number.range.map(|range| match range {
        Range::Low => Take::Low,
        Range::High => Take::High,
        Range::Middle => Take::Middle,
        Range::Interval => Take::Interval,
    });
    NumberForm::new(number.prefix.iter().map(|word| &**word), suffixes)
        .with_signs(number.thousands, number.decimal)
        .with_percent(number.percent)
        .with_range(range)
}

fn date_forms(dates: &[WrittenDate]) -> DateForms {
    let mut forms = DateForms::default();
    for date in dates {
        match date {
            // INVARIANT: `validate` refuses a pattern that cannot be read.
            WrittenDate::Pattern(pattern) => {
                DatePattern::parse(pattern).into_iter().for_each(|pattern| forms.add_pattern(pattern));
            }
            WrittenDate::Excel => forms.count(Counted::Excel),
            WrittenDate::Excel1904 => forms.count(Counted::Excel1904),
            WrittenDate::EpochSeconds => forms.count(Counted::Seconds),
            WrittenDate::EpochMilliseconds => forms.count(Counted::Milliseconds),
        }
    }
    forms
}

/// The values that are taken, for the message about another one.
fn expected(written: &Written) -> String {
    let listed = |words: Vec<String>| words.join(", ");
    match written {
        Written::Number(number) => {
            let mut parts = Vec::new();
            parts.extend(number.prefix.iter().map(|word| quote(word)));
            parts.extend(number.thousands.map(|sign| format!("thousands `{sign}`")));
            parts.extend(number.decimal.map(|sign| format!("decimal `{sign}`")));
            parts.extend(number.suffix.iter().map(|(word, _)| quote(word)));
            parts.extend(number.percent.then(|| "the sign `%`".to_owned()));
            parts.extend(number.range.map(|_| "a range such as `51-200`".to_owned()));
            format!("a number (digits; the model names {})", listed(parts))
        }
        Written::Date(dates) => {
            let names = dates.iter().map(|date| quote(date.as_str())).collect();
            format!("a date ({}, or YYYY-MM-DD)", listed(names))
        }
        Written::Bool(words) => {
            let word = |word: &ListItem| match word {
                ListItem::Number(number) => format!("`{}`", float_text(*number)),
                ListItem::Text(text) => quote(text),
            };
            let words = words.truths.iter().chain(&words.falses).map(word).collect();
            format!("true or false (also yes or no, {})", listed(words))
        }
        Written::Json => r#"a JSON list of texts such as ["HubSpot", "Stripe"]"#.to_owned(),
        Written::Digits => "text, or a whole number up to 2^53".to_owned(),
        Written::Domain => "a web address, or a host such as `acme.example`".to_owned(),
    }
}
