//! Finding `duplicate_in_list`: an entry that a list has twice.

use super::kind::{Kind, sample};

use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::ListItem;
use crate::sort::Index;
use crate::source::Path;
use crate::value::{float_text, fold};

pub(super) const DUPLICATE_IN_LIST: Kind = Kind {
    code: "duplicate_in_list",
    severity: Severity::Info,
    what: "an entry that a list has twice",
    why: "it counts once; the second may stand where another value was meant",
    wrong: sample! {
        "attributes: {country: {type: text}}"
        "lists: {markets: [DE, FR, de]}"
        "icps: [{id: smb, fit: {criteria: [{id: place, fit: {country: {in: $markets}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {country: {type: text}}"
        "lists: {markets: [DE, FR, NL]}"
        "icps: [{id: smb, fit: {criteria: [{id: place, fit: {country: {in: $markets}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for list in &model.definition.lists {
        let mut seen = Index::default();
        for (index, item) in list.items.iter().enumerate() {
            let (key, shown) = match item {
                ListItem::Number(number) => (float_text(*number), float_text(*number)),
                ListItem::Text(text) => (fold(text).into_owned(), quote(text)),
            };
            if !seen.add(&key, index + 1) {
                let first = seen.get(&key).unwrap_or_default();
                let path = Path::root().key("lists").key(&list.name).index(index);
                let message = format!("list {} has {shown} already, as its entry {first}", quote(&list.name));
                report.add(&path, message, "take one out, or write the value that was meant");
            }
        }
    }
}
