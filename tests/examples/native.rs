//! Writes all vectors, and what this build gives for them, as one JSON document for the packages for JavaScript:
//! `cargo run -p icp-tests --example native -- FILE`.

use std::error::Error;

use icp_core::{Account, Date, OnInvalid, Options};
use icp_tests::cases;
use icp_tests::engine::changes_of;
use icp_tests::exact;
use icp_tests::vector::{self, Vector};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("give a file to write to")?;
    let mut topics = Map::new();
    let mut vectors = vec![];
    for (topic, found) in vector::all() {
        topics.insert(topic, found.len().into());
        vectors.extend(found.into_iter().map(given).collect::<Result<Vec<_>, _>>()?);
    }
    let agreed = match cases::all() {
        Some((_, found)) => Some(found.into_iter().map(given).collect::<Result<Vec<_>, _>>()?),
        None => None,
    };
    let (count, more) = (vectors.len(), agreed.as_ref().map_or(0, Vec::len));
    let document = json!({"topics": topics, "total": count, "vectors": vectors, "cases": agreed});
    std::fs::write(&file, document.to_string())?;
    println!("native: {count} vectors and {more} agreed cases in {file}");
    Ok(())
}

/// A vector with what this build gives for it.
fn given(vector: Vector) -> Result<Value, Box<dyn Error>> {
    let model = vector.read()?;
    let as_of = Date::parse(&vector.as_of).ok_or("a day")?;
    let on_invalid = if vector.lenient { OnInvalid::Missing } else { OnInvalid::Error };
    let account = Account::from_json(&vector.account.to_string())?;
    let options = Options::new(as_of).on_invalid(on_invalid);
    let questions = model.next_questions_with(&account, &options);
    let changes = match vector.changes.get("goal") {
        None => None,
        Some(goal) => {
            let most = vector.changes.get("max_changes").and_then(Value::as_u64);
            let most = most.map(usize::try_from).transpose()?;
            Some(json!({"goal": goal, "most": most, "answer": changes_of(&vector, &goal.to_string(), most)?}))
        }
    };
    let (assessment, explanation, refusal) = match model.assess_with(&account, &options) {
        Ok(told) => (Some(told.to_json()), Some(told.explain_html()), None),
        Err(error) => (None, None, Some(serde_json::to_string(&error)?)),
    };
    Ok(json!({
        "name": vector.name,
        "model": vector.model,
        "source": vector.source,
        "lists": vector.lists,
        "account": exact(vector.account),
        "as_of": vector.as_of,
        "lenient": vector.lenient,
        "fingerprint": model.fingerprint(),
        "findings": serde_json::to_string(&model.findings(as_of))?,
        "assessment": assessment,
        "explanation": explanation,
        "questions": questions.ok().map(|questions| questions.to_json()),
        "refusal": refusal,
        "changes": changes,
    }))
}
