//! Which columns of the file stand beside the answers: found in the header, or keys of objects. `header` and `open` ask here.

use icp_core::AccountValue;
use icp_core::document::nearest;

use super::ReadOptions;
use crate::failure::Failure;
use crate::notice::notice;
use crate::text::{list, quoted};

/// The word for all columns.
const ALL: &str = "all";
/// Names of the header that a message lists.
const OFFERED: usize = 20;

/// The places of all columns that stand beside the answers: those to keep, those that another option asks for, and those that a
/// second model reads (`is_second`).
///
/// # Errors
/// A name that is wanted and that the header does not have.
pub(super) fn all(
    file: &str,
    names: &[String],
    options: ReadOptions<'_>,
    is_second: impl Fn(&str) -> bool,
) -> Result<Vec<usize>, Failure> {
    let mut all = places(file, names, options.keep)?;
    for (option, wanted) in options.asked {
        let place = names.iter().position(|name| name == wanted);
        all.push(place.ok_or_else(|| absent(file, names, option, wanted))?);
    }
    all.extend(names.iter().enumerate().filter(|(_, name)| is_second(name)).map(|(at, _)| at));
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|at| seen.insert(*at));
    Ok(all)
}

/// A column that an option asks for is not there.
pub(super) fn absent(file: &str, names: &[String], option: &str, name: &str) -> Failure {
    let failure = Failure::Usage(format!("{file}: `{option}`: no column named {}", quoted(name)));
    let known = || names.iter().map(String::as_str);
    match nearest(name, known()) {
        Some(near) => failure.help(format!("did you mean {}?", quoted(near))),
        None => failure.help(format!("the header has {}", list(known().take(OFFERED)))),
    }
}

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
    /// The keys at the end that options ask for, with these options.
    asked: Vec<(&'static str, String)>,
}

impl Keys {
    /// # Errors
    /// Objects have no header, so all of their keys are not known before the last one.
    pub(super) fn new(file: &str, options: ReadOptions<'_>) -> Result<Self, Failure> {
        let wanted = options.keep;
        if wanted.iter().any(|wanted| wanted == ALL) {
            return Err(Failure::Usage(format!(
                "{file}: `--keep all` is for tables; objects of JSON have no header"
            ))
            .help("name the keys: `--keep name,domain`"));
        }
        let kept = wanted.iter().flat_map(|names| split(names)).map(str::to_owned);
        let names: Vec<String> = kept.chain(options.asked.iter().map(|(_, name)| name.clone())).collect();
        Ok(Self { had: vec![false; names.len()], names, asked: options.asked.to_vec() })
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
    ///
    /// # Errors
    /// A key that an option asks for.
    pub(super) fn tell(&self, file: &str) -> Result<(), Failure> {
        let kept = self.names.len() - self.asked.len();
        let of_asked = self.asked.iter().zip(self.had.iter().skip(kept));
        if let Some(((option, name), _)) = of_asked.into_iter().find(|(_, had)| !**had) {
            return Err(Failure::Usage(format!("{file}: `{option}`: no account has {}", quoted(name))));
        }
        let absent = self.names.iter().zip(&self.had).filter(|(_, had)| !**had);
        let absent: Vec<&str> = absent.map(|(name, _)| name.as_str()).collect();
        if !absent.is_empty() {
            notice(&format!("{file}: `--keep`: no account has {}", list(absent)));
        }
        Ok(())
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
