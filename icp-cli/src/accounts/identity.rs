//! Which column names the accounts.

use icp_core::AccountValue;
use icp_core::document::nearest;
use icp_core::value::fold;

use crate::failure::Failure;
use crate::text::{list, quoted};

/// Names that usually hold what people call an account, the best first, by their letters.
const USUAL: [&str; 22] = [
    "id",
    "account",
    "accountid",
    "accountname",
    "company",
    "companyid",
    "companyname",
    "name",
    "organization",
    "organizationname",
    "organisation",
    "organisationname",
    "businessname",
    "customername",
    "clientname",
    "startupname",
    "domain",
    "website",
    "email",
    "permalink",
    "recordid",
    "leadid",
];

/// The column that names the accounts.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Found {
    /// The one that was asked for.
    pub(crate) asked: Option<usize>,
    /// Else the one that is called as such columns usually are.
    pub(crate) usual: Option<usize>,
}

/// The column that was asked for, else the usual one.
pub(crate) fn column(file: &str, names: &[String], wanted: Option<&str>) -> Result<Found, Failure> {
    match wanted {
        Some(wanted) => match names.iter().position(|name| name == wanted) {
            Some(at) => Ok(Found { asked: Some(at), usual: None }),
            None => {
                let failure = Failure::Usage(format!("{file}: no column named {}", quoted(wanted)));
                let shown = list(names.iter().map(String::as_str).take(20));
                Err(failure.help(format!(
                    "the header has {shown}; a column is named here, an account by `icp explain --id`"
                )))
            }
        },
        None => Ok(Found { asked: None, usual: usual(&names.iter().map(String::as_str)) }),
    }
}

/// The column whose equal values put rows together.
pub(crate) fn group(file: &str, names: &[String], column: &str) -> Result<usize, Failure> {
    names.iter().position(|name| name == column).ok_or_else(|| {
        let failure = Failure::Usage(format!("{file}: `--group-by`: no column named {}", quoted(column)));
        match nearest(column, names.iter().map(String::as_str)) {
            Some(near) => failure.help(format!("did you mean {}?", quoted(near))),
            None => {
                failure.help(format!("the header has {}", list(names.iter().map(String::as_str).take(20))))
            }
        }
    })
}

/// The index of the column that usually names accounts, such as `company`, if one of these columns does.
pub(crate) fn usual<'a>(names: &(impl Iterator<Item = &'a str> + Clone)) -> Option<usize> {
    let plain = |name: &str| fold(name).chars().filter(|c| !matches!(c, ' ' | '-' | '_')).collect::<String>();
    USUAL.iter().find_map(|usual| names.clone().position(|name| plain(name) == *usual))
}

/// The column that names accounts, where nobody asks for another one.
pub(crate) fn usual_name<'a>(names: &[&'a str]) -> Option<&'a str> {
    usual(&names.iter().copied()).and_then(|at| names.get(at)).copied()
}

/// A value as the name of an account, if it can be one.
pub(crate) fn of_value(value: &AccountValue) -> Option<String> {
    match value {
        AccountValue::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        AccountValue::Integer(n) => Some(n.to_string()),
        AccountValue::Float(x) => Some(x.to_string()),
        AccountValue::Date(date) => Some(date.to_string()),
        // A name is a text, a number or a day.
        _ => None,
    }
}
