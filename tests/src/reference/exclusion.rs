//! Exclusions: those that hold, and those that cannot be ruled out.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::condition::{Truth, holds, missing};
use super::{Case, id_text, in_order, inputs, items};

/// The exclusions that hold, and those that cannot be ruled out.
#[derive(Clone)]
pub(super) struct Exclusions<'a> {
    pub(super) held: Vec<Exclusion<'a>>,
    pub(super) possible: Vec<Exclusion<'a>>,
}

#[derive(Clone)]
pub(super) struct Exclusion<'a> {
    pub(super) json: &'a Value,
    pub(super) unknown: bool,
    pub(super) missing: BTreeSet<String>,
}

impl<'a> Exclusions<'a> {
    /// Shared exclusions first, then the icp's own.
    pub(super) fn read(case: &'a Case, icp: &'a Value) -> Self {
        let mut this = Self { held: vec![], possible: vec![] };
        for json in items(&case.model["exclusions"]).chain(items(&icp["exclusions"])) {
            let mut exclusion = Exclusion { json, unknown: false, missing: BTreeSet::new() };
            // A value for a blank may also lift what holds, or make hold what does not.
            let open = case.filling_in();
            if truth(&open, json) == Truth::Unknown {
                let mut wanted = BTreeSet::new();
                exclusion.conditions().iter().for_each(|condition| missing(&open, condition, &mut wanted));
                exclusion.missing = wanted;
            }
            match truth(case, json) {
                Truth::True => this.held.push(exclusion),
                Truth::False if exclusion.missing.is_empty() => {}
                Truth::False => this.possible.push(exclusion),
                Truth::Unknown => {
                    exclusion.unknown = true;
                    this.possible.push(exclusion);
                }
            }
        }
        this
    }
}

/// Whether an exclusion holds: its condition does, and what would spare the account does not.
pub(super) fn truth(case: &Case, exclusion: &Value) -> Truth {
    let unless = exclusion.get("unless").map_or(Truth::False, |condition| holds(case, condition));
    holds(case, &exclusion["when"]).min(unless.negated())
}

impl Exclusion<'_> {
    fn conditions(&self) -> Vec<&Value> {
        [self.json.get("when"), self.json.get("unless")].into_iter().flatten().collect()
    }

    pub(super) fn id(&self) -> String {
        id_text(&self.json["id"])
    }

    pub(super) fn reason(&self) -> &str {
        self.json["reason"].as_str().expect("a reason")
    }

    pub(super) fn entry(&self, case: &Case) -> Value {
        json!({
            "id": self.id(), "reason": self.reason(), "missing": in_order(case.model, &self.missing),
            "inputs": inputs::of_conditions(case, &self.conditions()),
        })
    }
}
