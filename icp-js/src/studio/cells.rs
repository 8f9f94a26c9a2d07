//! The cells of a sheet, which are numbers, days and truths already. They come as texts with a sign in front that says what each is, so that
//! they are kept as the texts of any file are.

use icp_core::value::parse_number;
use icp_core::{AccountValue, Date};

use super::texts::Texts;

/// Whole numbers that a float holds exactly.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// How the values of a column are given to the core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As they came, for an attribute that takes texts or for another one.
    AsIs { is_text: bool },
    /// As numbers, where it can be.
    Numbers,
    /// As texts, whatever they are.
    Texts,
}

/// The values of the different texts of a column.
pub(super) struct Cells {
    values: Vec<AccountValue>,
    /// Where errors are among them, the same for an attribute of texts: there an error would be taken for a text, so it is said to be none.
    strict: Option<Vec<AccountValue>>,
}

impl Cells {
    /// The texts without their signs, and the values; no values where all of them are texts.
    pub(super) fn read(marked: &Texts) -> (Texts, Option<Self>) {
        let mut texts = Texts::new();
        let mut values = Vec::new();
        let (mut has_errors, mut has_others) = (false, false);
        for at in 0..marked.len() {
            let (sign, text) = marked.text(at).split_at_checked(1).unwrap_or_default();
            // There was room for more.
            texts.push(text.as_bytes());
            values.push(value(sign, text));
            has_errors |= sign == "e";
            has_others |= !matches!(sign, "" | "t");
        }
        let strict = has_errors.then(|| {
            let is_error = |at: usize| marked.text(at).starts_with('e');
            let each = values.iter().enumerate();
            each.map(|(at, value)| match value {
                AccountValue::Text(error) if is_error(at) => {
                    AccountValue::Other(format!("the error `{error}`"))
                }
                value => value.clone(),
            })
            .collect()
        });
        (texts, has_others.then_some(Self { values, strict }))
    }

    /// All of them; for an attribute of texts or for another one.
    pub(super) fn values(&self, is_text: bool) -> &[AccountValue] {
        self.strict.as_ref().filter(|_| is_text).unwrap_or(&self.values)
    }

    pub(super) fn has_errors(&self) -> bool {
        self.strict.is_some()
    }

    /// The number of each, where all are numbers or blank.
    pub(super) fn numbers(&self) -> Option<Vec<f64>> {
        let number = |value: &AccountValue| match value {
            AccountValue::Null => Some(f64::NAN),
            AccountValue::Integer(number) => Some(*number as f64),
            AccountValue::Float(number) => Some(*number),
            _ => None,
        };
        self.values.iter().map(number).collect()
    }

    /// The bytes that they take.
    pub(super) fn bytes(&self) -> usize {
        let each = size_of::<AccountValue>() * self.values.capacity();
        if self.strict.is_some() { 2 * each } else { each }
    }
}

fn value(sign: &str, text: &str) -> AccountValue {
    let own = || AccountValue::Text(text.to_owned());
    match sign {
        "" => AccountValue::Null,
        "n" => parse_number(text).map_or_else(
            |_| own(),
            |number| {
                let is_whole = number.fract() == 0.0 && number.abs() < WHOLE;
                if is_whole { AccountValue::Integer(number as i128) } else { AccountValue::Float(number) }
            },
        ),
        "b" => AccountValue::Bool(text == "true"),
        "d" => Date::parse(text).map_or_else(own, AccountValue::Date),
        // A text, or an error: the value that was meant is not known.
        _ => own(),
    }
}
