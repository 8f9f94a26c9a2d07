//! Random models: attributes, lists, exclusions, shared criteria, icps.

use serde_json::{Map, Value, json};

use super::Level;
use super::attribute::{self, Attribute};
use super::card;
use super::condition::Source;
use super::dice::Dice;
use super::label::labels;
use super::left_out;
use super::rule;
use super::scorecard::{self, Shared, verdicts};
use super::written;

/// A model while it is being drawn.
pub(super) struct Sketch {
    dice: Dice,
    level: Level,
    attributes: Vec<Attribute>,
    shared: Vec<Shared>,
    /// The names of conditions.
    named: Vec<String>,
}

impl Sketch {
    pub(super) fn new(mut dice: Dice, level: Level) -> Self {
        let attributes = attribute::draw(&mut dice, level);
        Self { dice, level, attributes, shared: vec![], named: vec![] }
    }

    pub(super) fn model(mut self) -> Value {
        let declared = self.attributes.iter().map(|one| (one.name.to_owned(), one.declared.clone()));
        let mut model = json!({"format": "icp/1", "name": "drawn", "attributes": Map::from_iter(declared)});
        if self.dice.chance(50) {
            model["version"] = self.dice.pick(&[json!("2026-10-01"), json!(3), json!("v1.2")]).clone();
        }
        if self.dice.chance(40) {
            model["status"] = json!(self.dice.pick(&["hypothesis", "validated"]));
        }
        let lists = self.attributes.iter().filter_map(|one| one.list.clone());
        let lists = Map::from_iter(lists.map(|(name, entries)| (name, json!(entries))));
        if !lists.is_empty() {
            model["lists"] = Value::Object(lists);
        }
        if self.level.is_whole() && self.dice.chance(60) {
            model["conditions"] = self.conditions();
        }
        if self.dice.chance(40) {
            model["exclusions"] = self.exclusions("shared");
        }
        if self.level != Level::Core && self.dice.chance(50) {
            model["criteria"] = self.shared_criteria(&model);
        }
        let count = self.dice.between(1, 4);
        let mut icps: Vec<_> = (0..count).map(|place| self.icp(place)).collect();
        self.rank(&mut model, &mut icps);
        if self.level.is_whole() {
            self.switch(&model, &mut icps);
        }
        if self.dice.chance(30) {
            model["select"] = json!(self.dice.pick(&["by_score", "by_score", "by_priority"]));
        }
        model["icps"] = Value::Array(icps);
        if self.level != Level::Core {
            left_out::pad(&mut self.dice, &mut model);
        }
        if self.level >= Level::Written {
            written::pad(&mut self.dice, &mut model);
        }
        model
    }

    fn condition(&mut self, depth: usize) -> Value {
        let source = Source { attributes: &self.attributes, level: self.level, named: &self.named };
        source.condition(&mut self.dice, depth)
    }

    /// Conditions by name, of which each may use those before it.
    fn conditions(&mut self) -> Value {
        let mut conditions = Map::new();
        for name in self.dice.some(&["big", "in_reach", "odd.one", "größer"], 1, 3) {
            conditions.insert(name.to_owned(), self.condition(2));
            self.named.push(name.to_owned());
        }
        Value::Object(conditions)
    }

    fn exclusions(&mut self, prefix: &str) -> Value {
        let count = self.dice.between(1, 2);
        let one = |place: i64| {
            let mut exclusion = json!({
                "id": format!("{prefix}-{place}"), "reason": format!("reason {place} of {prefix}"),
                "when": self.condition(2),
            });
            if self.dice.chance(30) {
                exclusion["unless"] = self.condition(1);
            }
            if self.dice.chance(50) {
                exclusion["if_unknown"] = json!(self.dice.pick(&["hold", "hold", "ignore"]));
            }
            exclusion
        };
        (0..count).map(one).collect()
    }

    fn shared_criteria(&mut self, model: &Value) -> Value {
        let mut criteria = Map::new();
        for name in ["common", "usual.one"].into_iter().take(self.dice.between(1, 2) as usize) {
            let source = Source { attributes: &self.attributes, level: self.level, named: &self.named };
            let criterion = rule::criterion(&mut self.dice, &source);
            let in_ratings = !Value::Object(criterion.clone()).to_string().contains("\"points");
            criteria.insert(name.to_owned(), Value::Object(criterion));
            let criterion = criteria[name].as_object().expect("a criterion");
            let weight = crate::reference::weight(model, &criteria[name]);
            let amounts = card::amounts(criterion, weight, in_ratings);
            self.shared.push(Shared { name: name.to_owned(), in_ratings, weight, amounts });
        }
        Value::Object(criteria)
    }

    fn scorecard(&mut self, prefix: &str, most: i64) -> Value {
        let source = Source { attributes: &self.attributes, level: self.level, named: &self.named };
        scorecard::draw(&mut self.dice, &source, &self.shared, prefix, most)
    }

    fn icp(&mut self, place: i64) -> Value {
        let id = ["mid-market", "enterprise", "Gründer", "p4"][place as usize];
        let mut icp = json!({"id": id, "fit": self.scorecard("c", 9)});
        if self.dice.chance(30) {
            icp["name"] = json!(format!("Profile {place}"));
        }
        if self.dice.chance(40) {
            icp["exclusions"] = self.exclusions(&format!("own{place}"));
        }
        let ids = tier_ids(&icp["fit"]);
        if ids.len() == 1 || self.dice.chance(50) {
            icp["qualifies_from"] = self.dice.pick(&ids).clone();
        }
        if self.level != Level::Core {
            if self.dice.chance(40) {
                icp["intent"] = self.scorecard("i", 4);
            }
            if self.dice.chance(40) {
                icp["stages"] = self.stages(&icp);
            }
        }
        if self.level.is_whole() && self.dice.chance(50) {
            let source = Source { attributes: &self.attributes, level: self.level, named: &self.named };
            icp["labels"] = labels(&mut self.dice, &source, &icp);
        }
        icp
    }

    fn stages(&mut self, icp: &Value) -> Value {
        let (fit, intent) = (tier_ids(&icp["fit"]), tier_ids(&icp["intent"]));
        let count = self.dice.between(1, 3) as usize;
        let one = |id: &str| {
            let mut when = Map::new();
            if intent.is_empty() || self.dice.chance(70) {
                when.insert("fit".to_owned(), json!(self.dice.some(&fit, 1, 3)));
            }
            if !intent.is_empty() && (when.is_empty() || self.dice.chance(60)) {
                let tiers = self.dice.some(&intent, 1, 3);
                let one = self.dice.chance(20);
                when.insert("intent".to_owned(), if one { tiers[0].clone() } else { json!(tiers) });
            }
            let mut stage = json!({"id": id, "when": when});
            if self.dice.chance(10) {
                stage = json!({"id": id});
            }
            if self.dice.chance(60) {
                let source = Source { attributes: &self.attributes, level: self.level, named: &self.named };
                stage["verdicts"] = verdicts(&mut self.dice, &source, id);
            }
            stage
        };
        ["SQL", "MQL", "nurture"].into_iter().take(count).map(one).collect()
    }

    /// Switches some icps off, though not all, and others take their priority.
    fn switch(&mut self, model: &Value, icps: &mut [Value]) {
        for place in 1..icps.len() {
            if self.dice.chance(15) {
                icps[place]["enabled"] = json!(false);
                if model.get("prioritize").is_none() && self.dice.chance(50) {
                    icps[place]["priority"] = icps[place - 1]["priority"].clone();
                }
            } else if self.dice.chance(10) {
                icps[place]["enabled"] = json!(true);
            }
        }
    }

    /// Gives every icp its priority: a rank, or the numbers that `prioritize` weighs.
    fn rank(&mut self, model: &mut Value, icps: &mut [Value]) {
        if self.dice.chance(30) {
            model["prioritize"] = json!({"win_rate": 0.4, "market_size": 0.35, "strategic_value": 0.25});
            for icp in icps {
                let market = *self.dice.pick(&[100, 250, 100, 4000]);
                let rate = self.dice.pick(&[json!(0.1), json!(0.3), json!(0.2)]).clone();
                icp["priority"] = json!({"market_size": market, "win_rate": rate, "strategic_value": 1});
            }
        } else if icps.len() > 1 || self.dice.chance(50) {
            let ranks = self.dice.some(&[1, 2, 3, 4, 5, 7], icps.len(), icps.len());
            for (icp, rank) in icps.iter_mut().zip(ranks) {
                icp["priority"] = json!(rank);
            }
        }
    }
}

fn tier_ids(card: &Value) -> Vec<Value> {
    ids(&card["tiers"])
}

/// The ids of a list.
pub(super) fn ids(list: &Value) -> Vec<Value> {
    list.as_array().into_iter().flatten().map(|one| one["id"].clone()).collect()
}
