//! PMML scorecards: a file is read element by element into the document of a model. What a model cannot say is refused,
//! all of it in one go.

mod card;
mod codes;
mod expression;
mod expression_map;
mod fields;
mod operand;
mod piece;
mod predicate;
mod read;
mod rules;
mod target;
mod truth;
mod values;
mod write;

pub(crate) use self::write::export;

use crate::doc::{Doc, Entries};
use crate::error::{Note, Refusal};
use crate::names::Taken;
use crate::told::Told;
use crate::xml::{self, Element};

/// Makes the document of a model.
pub(crate) fn import(bytes: &[u8]) -> Result<(Doc, Vec<Note>), Vec<Refusal>> {
    let root = xml::read(bytes).map_err(|refusal| vec![refusal])?;
    let mut told = Told::default();
    let doc = model(&root, &mut told);
    told.ended(doc)
}

fn model(root: &Element, told: &mut Told) -> Option<Doc> {
    if root.name != "PMML" {
        let message = format!("the root is `{}`, not `PMML`", root.name);
        return told.refuse(root, "pmml.root", message, "give a PMML file");
    }
    let version = root.get("version").unwrap_or_default();
    if !version.starts_with("4.") {
        let message = format!("version `{version}` of PMML");
        return told.refuse(
            root,
            "pmml.version",
            message,
            "versions 4.0 to 4.4 are taken: export the card in one of them",
        );
    }
    let mut cards = Vec::new();
    for part in root.parts() {
        match &*part.name {
            "Header" | "DataDictionary" | "TransformationDictionary" => {}
            "MiningBuildTask" => told.note(part, "how the card was built is not taken"),
            "Scorecard" if part.get("isScorable") == Some("false") => {
                told.note(part, "`isScorable` is false: this scorecard is left out");
            }
            "Scorecard" => cards.push(part),
            name => {
                let message = format!("`{name}` is no scorecard");
                let help = "only `Scorecard` elements are taken: take this one out, or export the model as a scorecard";
                told.refuse::<()>(part, "pmml.model", message, help);
            }
        }
    }
    if cards.is_empty() && told.refusals.is_empty() {
        return told.refuse(
            root,
            "pmml.model",
            "no `Scorecard`".to_owned(),
            "give a file with one `Scorecard` or more",
        );
    }
    let mut fields = fields::Fields::new(root, expression::pieces, told);
    let mut ids = Taken::default();
    let mut conditions = Vec::new();
    let mut icps = Vec::new();
    let mut read = Vec::new();
    for (at, card) in cards.iter().enumerate() {
        read.push(read::read(card, at, &mut fields, &mut ids, told));
    }
    if !told.refusals.is_empty() {
        return None;
    }
    let mut seen = Vec::new();
    read.iter().flatten().for_each(|card| card.tests(&mut |at, op| seen.push((at, op.cloned()))));
    fields.settle(&seen, told);
    let several = cards.len() > 1;
    for (at, card) in read.into_iter().flatten().enumerate() {
        icps.push(card.doc(&fields, several.then_some(at + 1), &mut conditions));
    }
    let mut entries = Entries::default();
    entries.put("format", Doc::text("icp/1"));
    let header = root.child("Header");
    let name = cards.iter().find_map(|card| card.get("modelName")).filter(|name| !name.trim().is_empty());
    entries.put("name", Doc::text(name.unwrap_or("scorecard").trim()));
    let version = header.and_then(|header| header.get("modelVersion")).map(str::trim);
    entries.put_text("version", version.filter(|version| !version.is_empty()));
    let description = header.and_then(|header| header.get("description")).map(str::trim);
    entries.put_text("description", description.filter(|text| !text.is_empty()));
    entries.put("attributes", fields.doc());
    entries.put_some("conditions", (!conditions.is_empty()).then_some(Doc::Map(conditions)));
    entries.put("icps", Doc::List(icps));
    Some(entries.doc())
}
