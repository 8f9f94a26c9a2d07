//! The attributes that an answer may depend on.

use std::collections::BTreeSet;

use serde_json::Value;

use super::formula::Formula;
use super::{entries, items};

/// Those that a rule of the model looks at, and what their formulas are made of. A shared criterion counts where it is
/// used.
pub(super) fn used(model: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    exclusions(&model["exclusions"], &mut names);
    for icp in items(&model["icps"]) {
        exclusions(&icp["exclusions"], &mut names);
        for card in [&icp["fit"], &icp["intent"]] {
            for line in items(&card["criteria"]) {
                let shared = line.get("use").and_then(Value::as_str).map(|name| &model["criteria"][name]);
                criterion(shared.unwrap_or(line), &mut names);
            }
            for tier in items(&card["tiers"]) {
                condition(&tier["when"], &mut names);
                verdicts(tier, &mut names);
            }
        }
        items(&icp["stages"]).for_each(|stage| verdicts(stage, &mut names));
    }
    let mut open: Vec<_> = names.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let operands = Formula::of(model, &name).map(|formula| formula.operands()).unwrap_or_default();
        open.extend(operands.into_iter().filter(|operand| names.insert(operand.clone())));
    }
    names
}

fn exclusions(list: &Value, into: &mut BTreeSet<String>) {
    for exclusion in items(list) {
        condition(&exclusion["when"], into);
        condition(&exclusion["unless"], into);
    }
}

fn criterion(line: &Value, into: &mut BTreeSet<String>) {
    for key in ["applies_when", "fit", "misfit"] {
        condition(&line[key], into);
    }
    items(&line["bands"]).for_each(|band| condition(&band["when"], into));
    for rule in ["table", "curve", "per_match", "decay"] {
        into.extend(line[rule]["attribute"].as_str().map(str::to_owned));
    }
}

/// Verdicts as a plain map have no conditions.
fn verdicts(of: &Value, into: &mut BTreeSet<String>) {
    items(&of["verdicts"]).for_each(|verdict| condition(&verdict["when"], into));
}

fn condition(condition: &Value, into: &mut BTreeSet<String>) {
    for (key, value) in entries(condition) {
        match key.as_str() {
            "all" | "any" => items(value).for_each(|part| self::condition(part, into)),
            "not" => self::condition(value, into),
            "at_least" => items(&value["of"]).for_each(|part| self::condition(part, into)),
            attribute => {
                into.insert(attribute.to_owned());
                let others = entries(value).filter_map(|(_, operand)| operand.get("attribute")?.as_str());
                into.extend(others.map(str::to_owned));
            }
        }
    }
}
