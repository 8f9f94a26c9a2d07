//! The attributes that an answer may depend on.

use std::collections::BTreeSet;

use serde_json::Value;

use super::formula::Formula;
use super::{entries, items, resolve};

/// Those that a rule of the model looks at, and what their formulas are made of. A shared criterion counts where it is
/// used.
pub(super) fn used(model: &Value) -> BTreeSet<String> {
    let mut found = Used { model, names: BTreeSet::new() };
    found.exclusions(&model["exclusions"]);
    for icp in resolve::icps(model) {
        found.exclusions(&icp["exclusions"]);
        for card in [&icp["fit"], &icp["intent"]] {
            resolve::criteria(model, card).iter().for_each(|line| found.criterion(line));
            items(&card["limits"]).for_each(|limit| found.condition(&limit["when"]));
            for tier in items(&card["tiers"]) {
                found.condition(&tier["when"]);
                found.verdicts(tier);
            }
        }
        items(&icp["stages"]).for_each(|stage| found.verdicts(stage));
        for label in items(&icp["labels"]) {
            items(&label["first"]).for_each(|entry| found.condition(&entry["when"]));
        }
    }
    let mut names = found.names;
    let mut open: Vec<_> = names.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let operands = Formula::of(model, &name).map(|formula| formula.operands()).unwrap_or_default();
        open.extend(operands.into_iter().filter(|operand| names.insert(operand.clone())));
    }
    names
}

/// The attributes found so far.
struct Used<'a> {
    model: &'a Value,
    names: BTreeSet<String>,
}

impl Used<'_> {
    fn exclusions(&mut self, list: &Value) {
        for exclusion in items(list) {
            self.condition(&exclusion["when"]);
            self.condition(&exclusion["unless"]);
        }
    }

    fn criterion(&mut self, line: &Value) {
        for key in ["applies_when", "fit", "misfit"] {
            self.condition(&line[key]);
        }
        items(&line["bands"]).for_each(|band| self.condition(&band["when"]));
        for rule in ["table", "curve", "per_match", "decay"] {
            self.names.extend(line[rule]["attribute"].as_str().map(str::to_owned));
        }
    }

    /// Verdicts as a plain map have no conditions.
    fn verdicts(&mut self, of: &Value) {
        items(&of["verdicts"]).for_each(|verdict| self.condition(&verdict["when"]));
    }

    fn condition(&mut self, condition: &Value) {
        if condition.is_null() {
            return;
        }
        let condition = resolve::condition(self.model, condition);
        for (key, value) in entries(condition) {
            match key.as_str() {
                "all" | "any" => items(value).for_each(|part| self.condition(part)),
                "not" => self.condition(value),
                "at_least" => items(&value["of"]).for_each(|part| self.condition(part)),
                attribute => {
                    self.names.insert(attribute.to_owned());
                    let others = entries(value).filter_map(|(_, operand)| operand.get("attribute")?.as_str());
                    self.names.extend(others.map(str::to_owned));
                }
            }
        }
    }
}
