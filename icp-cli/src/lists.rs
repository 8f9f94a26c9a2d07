//! Lists that a run gives to a model, from their files. The core judges whether they suit it.

use std::path::{Path, PathBuf};

use icp_core::model::NamedList;

use crate::accounts::entries;
use crate::failure::Failure;
use crate::text::{quoted, shown};

/// The lists of a run: a name and a file for each.
pub(crate) fn read(lists: &[(String, PathBuf)]) -> Result<Vec<NamedList>, Failure> {
    let mut given: Vec<NamedList> = Vec::new();
    for (name, file) in lists {
        let known = quoted(name);
        if given.iter().any(|list| *list.name == **name) {
            return Err(Failure::Usage(format!("--list gives {known} twice")));
        }
        if file == Path::new("-") {
            return Err(Failure::Usage("--list reads files, not standard input".to_owned()));
        }
        let items = entries(file)?;
        if items.is_empty() {
            let file = file.display().to_string();
            return Err(Failure::Mistake(format!(
                "{}: it has no entries for the list {known}",
                shown(&file)
            )));
        }
        given.push(NamedList::new(name, items));
    }
    Ok(given)
}
