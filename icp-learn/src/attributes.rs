//! The attributes of a document: those that its rules read, as the model has them that read the accounts.

use icp_core::model::Definition;

use crate::labels::readable;

/// An attribute that is read, and the values of texts and sets that rules may name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Used {
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
}

/// The attributes that a part of a document reads, as the model has them that read the accounts.
pub(crate) fn attributes(reader: &Definition, used: &[Used]) -> String {
    let mut pruned = reader.clone();
    pruned.attributes.retain(|attribute| used.iter().any(|used| *used.name == *attribute.name));
    for attribute in &mut pruned.attributes {
        let own = used.iter().filter(|used| *used.name == *attribute.name);
        let mut values: Vec<Box<str>> =
            own.flat_map(|used| &used.values).map(|value| value.as_str().into()).collect();
        values.sort();
        values.dedup();
        attribute.values = values;
        if attribute.title.is_none() {
            let header = attribute.aliases.first().unwrap_or(&attribute.name);
            attribute.title = Some(readable(header).into());
        }
    }
    let text = pruned.to_yaml();
    let mut lines = text.lines().skip_while(|line| !line.starts_with("attributes:"));
    let first = lines.next().unwrap_or("attributes:");
    let rest: Vec<&str> = lines.take_while(|line| line.starts_with(' ')).collect();
    format!("{first}\n{}\n", rest.join("\n"))
}
