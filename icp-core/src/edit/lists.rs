//! Named lists with the entries that were given. `mod` has the checks of what comes out.

use crate::draft::Mistake;
use crate::error::{Code, ModelError, message, quoted, suggestion};
use crate::model::{Definition, ListItem, NamedList};
use crate::source::Path;

use super::place::refused;

/// Puts the entries of the lists in the place of the model's.
pub(super) fn lists(definition: &mut Definition, given: &[NamedList]) -> Result<(), ModelError> {
    for list in given {
        match definition.lists.iter_mut().find(|own| own.name == list.name) {
            Some(own) => {
                let is_of_numbers = matches!(own.items.first(), Some(ListItem::Number(_)));
                let item = |item: &ListItem| if is_of_numbers { number(item) } else { item.clone() };
                own.items = list.items.iter().map(item).collect();
            }
            None => return Err(unknown(definition, &list.name)),
        }
    }
    Ok(())
}

/// A text that is a number as that number: files have texts only.
fn number(item: &ListItem) -> ListItem {
    match item {
        ListItem::Text(text) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => ListItem::Number(number),
            _ => item.clone(),
        },
        ListItem::Number(_) => item.clone(),
    }
}

fn unknown(definition: &Definition, name: &str) -> ModelError {
    let known = || definition.lists.iter().map(|list| &*list.name);
    let path = Path::root().key("lists").key(name);
    let message = message!("the model has no list {}", quoted(name));
    let mut mistake = Mistake::new(Code::UnknownReference, 0, path, None, message);
    if let Some(near) = suggestion(name, known()) {
        mistake.help(message!("did you mean {}?", quoted(near)));
    } else {
        mistake.help("lists are declared under `lists`; a given one takes the place of the entries there");
    }
    refused(mistake)
}
