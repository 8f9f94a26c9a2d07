//! Which columns of the file stand beside the answers: found in the header, or keys of objects. `header` and `open` ask here.

use icp_core::AccountValue;
use icp_core::document::nearest;

use crate::failure::Failure;
use crate::notice::notice;
use crate::text::{list, quoted};

/// The word for all columns.
const ALL: &str = "all";
/// Names of the header that a message lists.
const OFFERED: usize = 20;

/// The places of the wanted columns in a header, each once.
///
/// # Errors
/// A name that the header does not have.
pub(super) fn places(file: &str, names: &[String], wanted: &[String]) -> Result<Vec<usize>, Failure> {
    let of = |name: &str| names.iter().position(|known| known == name);
    let mut places = Vec::new();
    for wanted in wanted {
        if wanted == ALL && of(ALL).is_none() {
            places.extend(0..names.len());
        } else if let Some(at) = of(wanted) {
            // A name may have a comma of its own.
            places.push(at);
        } else {
            for name in split(wanted) {
                places.push(of(name).ok_or_else(|| unknown(file, names, name))?);
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    places.retain(|at| seen.insert(*at));
    Ok(places)
}

fn split(names: &str) -> impl Iterator<Item = &str> {
    names.split(',').map(str::trim).filter(|name| !name.is_empty())
}

fn unknown(file: &str, names: &[String], name: &str) -> Failure {
    let failure = Failure::Usage(format!("{file}: `--keep`: no column named {}", quoted(name)));
    let known = || names.iter().map(String::as_str);
    match nearest(name, known()) {
        Some(near) => failure.help(format!("did you mean {}? `--keep all` keeps every column", quoted(near))),
        None => failure.help(format!("the header has {}", list(known().take(OFFERED)))),
    }
}

/// The keys of objects that are kept, and whether an object had each.
#[derive(Debug, Default)]
pub(super) struct Keys {
    names: Vec<String>,
    had: Vec<bool>,
}

impl Keys {
    /// # Errors
    /// Objects have no header, so all of their keys are not known before the last one.
    pub(super) fn new(file: &str, wanted: &[String]) -> Result<Self, Failure> {
        if wanted.iter().any(|wanted| wanted == ALL) {
            return Err(Failure::Usage(format!(
                "{file}: `--keep all` is for tables; objects of JSON have no header"
            ))
            .help("name the keys: `--keep name,domain`"));
        }
        let names: Vec<String> = wanted.iter().flat_map(|names| split(names)).map(str::to_owned).collect();
        Ok(Self { had: vec![false; names.len()], names })
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The values of an object.
    pub(super) fn of(&mut self, account: &icp_core::Account) -> Vec<AccountValue> {
        let values = self.names.iter().zip(&mut self.had).map(|(name, had)| {
            let value = account.get(name);
            *had |= value.is_some();
            value.cloned().unwrap_or_default()
        });
        values.collect()
    }

    /// Tells which keys no object had.
    pub(super) fn tell(&self, file: &str) {
        let absent = self.names.iter().zip(&self.had).filter(|(_, had)| !**had);
        let absent: Vec<&str> = absent.map(|(name, _)| name.as_str()).collect();
        if !absent.is_empty() {
            notice(&format!("{file}: `--keep`: no account has {}", list(absent)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn names_of_columns_each_once() {
        let names = ["id", "a,b", "status"].map(str::to_owned);
        let of = |wanted: &[&str]| {
            places("f", &names, &wanted.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(of(&["all"]).unwrap(), [0, 1, 2]);
        assert_eq!(of(&["status, id", "a,b", "id"]).unwrap(), [2, 0, 1]);
        assert!(of(&["status,b"]).is_err() && of(&[""]).unwrap().is_empty());
    }
}
