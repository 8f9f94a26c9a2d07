//! The next tier, near misses, the decisive part and the most of a criterion, each held against what a changed model
//! says of the same account.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

use icp_core::{Account, Date, Model};
use icp_tests::generate::{self, Level};
use serde_json::{Value, json};

/// Accounts to a model.
const ACCOUNTS: usize = 8;

fn models() -> u64 {
    std::env::var("ICP_MODELS").ok().and_then(|n| n.parse().ok()).unwrap_or(45)
}

/// A drawn model, the day on which it judges, and its accounts.
struct Drawn {
    document: Value,
    as_of: Date,
    accounts: Vec<Value>,
    seed: u64,
}

impl Drawn {
    fn all() -> impl Iterator<Item = Self> {
        (0..models()).map(|seed| {
            let level = [Level::Core, Level::Full, Level::Whole][seed as usize % 3];
            let document = generate::model(seed, level);
            let accounts = generate::accounts(seed, &document, ACCOUNTS);
            Self { document, as_of: Date::parse(&generate::as_of(seed)).unwrap(), accounts, seed }
        })
    }

    /// The results of one icp by a document, for each of these accounts; nothing where the document is no model.
    fn results(&self, document: &Value, icp: &Value, accounts: &[Value]) -> Option<Vec<Value>> {
        let model = Model::from_json(&document.to_string()).ok()?;
        let one = |account: &Value| {
            let account = Account::from_json(&account.to_string()).unwrap();
            let data = model.assess(&account, self.as_of).unwrap();
            let found = serde_json::to_value(data).unwrap();
            found["icps"].as_array().unwrap().iter().find(|one| one["icp"] == *icp).cloned()
        };
        accounts.iter().map(one).collect()
    }

    /// The results of one icp for all accounts.
    fn of_icp(&self, document: &Value, icp: &Value) -> Option<Vec<Value>> {
        self.results(document, icp, &self.accounts)
    }

    /// The result of one icp for one account.
    fn of_one(&self, document: &Value, icp: &Value, account: usize) -> Option<Value> {
        self.results(document, icp, &self.accounts[account..=account])?.pop()
    }

    /// The places of the icps that are not switched off.
    fn icps(&self) -> Vec<usize> {
        let icps = self.document["icps"].as_array().unwrap();
        (0..icps.len()).filter(|at| icps[*at]["enabled"] != json!(false)).collect()
    }

    /// A condition that holds for any account.
    fn always(&self) -> Value {
        let (name, _) = self.document["attributes"].as_object().unwrap().iter().next().unwrap();
        json!({"any": [{name: {"known": true}}, {name: {"known": false}}]})
    }

    /// A condition that holds for no account.
    fn never(&self) -> Value {
        json!({"not": self.always()})
    }

    /// The criteria that an icp writes out itself, and are not shared with others: their places and ids.
    fn own_criteria(&self, at: usize) -> Vec<(usize, String)> {
        let criteria = self.document["icps"][at]["fit"]["criteria"].as_array().unwrap();
        let id = |(place, one): (usize, &Value)| Some((place, one.get("id")?.as_str()?.to_owned()));
        criteria.iter().enumerate().filter(|(_, one)| one.get("use").is_none()).filter_map(id).collect()
    }
}

/// The entry of a list that has this id.
fn by_id<'a>(list: &'a Value, id: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|one| one["id"] == *id).unwrap()
}

fn is_known(criterion: &Value) -> bool {
    !matches!(criterion["status"].as_str(), Some("unknown" | "not_applicable"))
}

/// The place of an icp's tier in its document.
fn tier_at(tiers: &Value, id: &Value) -> Option<usize> {
    let number = id.as_str().and_then(|id| id.parse::<u64>().ok());
    let is = |tier: &Value| *id == tier["id"] || number.is_some_and(|number| tier["id"] == number);
    tiers.as_array().unwrap().iter().position(is)
}

/// Whether a list of near misses has this one.
fn is_kept_out(result: &Value, kind: &str, id: &str) -> bool {
    result["kept_out_by"].as_array().unwrap().contains(&json!({"kind": kind, "id": id}))
}

#[test]
fn without_an_exclusion_that_keeps_it_out_an_account_qualifies() {
    let (mut alone, mut not_alone) = (0, 0);
    for drawn in Drawn::all() {
        for at in drawn.icps() {
            let icp = drawn.document["icps"][at]["id"].clone();
            let now = drawn.of_icp(&drawn.document, &icp).unwrap();
            for path in ["/exclusions".to_owned(), format!("/icps/{at}/exclusions")] {
                let count = drawn.document.pointer(&path).and_then(Value::as_array).map_or(0, Vec::len);
                for place in 0..count {
                    let mut other = drawn.document.clone();
                    let taken = other.pointer_mut(&path).unwrap().as_array_mut().unwrap().remove(place);
                    let id = taken["id"].as_str().unwrap();
                    let then = drawn.of_icp(&other, &icp).unwrap();
                    for (now, then) in now.iter().zip(&then) {
                        let holds = now["exclusions"].as_array().unwrap().iter().any(|one| one["id"] == *id);
                        let expected = holds && then["status"] == "qualified";
                        let found = is_kept_out(now, "exclusion", id);
                        assert_eq!(found, expected, "seed {}, {icp}, {id}: {now:#}\n{then:#}", drawn.seed);
                        alone += usize::from(found);
                        not_alone += usize::from(holds && !found);
                    }
                }
            }
        }
    }
    println!("{alone} {not_alone}");
    assert!(alone > 20 && not_alone > 20, "{alone} {not_alone}");
}

#[test]
fn a_fit_that_always_holds_gives_the_most() {
    let (mut kept_out, mut next, mut most) = (0, 0, 0);
    for drawn in Drawn::all() {
        for at in drawn.icps() {
            let icp = drawn.document["icps"][at]["id"].clone();
            let tiers = &drawn.document["icps"][at]["fit"]["tiers"];
            let now = drawn.of_icp(&drawn.document, &icp).unwrap();
            for (place, id) in drawn.own_criteria(at) {
                let mut other = drawn.document.clone();
                let criterion = other["icps"][at]["fit"]["criteria"][place].as_object_mut().unwrap();
                if criterion.get("fit").is_none() {
                    continue;
                }
                criterion.insert("fit".to_owned(), drawn.always());
                // It stays written: the weight may be that of the penalty.
                if let Some(misfit) = criterion.get_mut("misfit") {
                    *misfit = drawn.never();
                }
                let Some(then) = drawn.of_icp(&other, &icp) else { continue };
                for (now, then) in now.iter().zip(&then) {
                    let context = || format!("seed {}, {icp}, {id}: {now:#}\n{then:#}", drawn.seed);
                    let (before, after) = (by_id(&now["criteria"], &id), by_id(&then["criteria"], &id));
                    if !is_known(before) {
                        assert!(!is_kept_out(now, "required", &id) && !is_kept_out(now, "criterion", &id));
                        continue;
                    }
                    if now["score"].is_number() {
                        assert_eq!(before["max_contribution"], after["contribution"], "{}", context());
                        most += 1;
                    }
                    let found = is_kept_out(now, "required", &id) || is_kept_out(now, "criterion", &id);
                    let expected = now["status"] != "qualified" && then["status"] == "qualified";
                    assert_eq!(found, expected, "{}", context());
                    kept_out += usize::from(found);
                    let (Some(was), Some(is)) = (tier_at(tiers, &now["tier"]), tier_at(tiers, &then["tier"]))
                    else {
                        continue;
                    };
                    let by = &now["to_next_tier"]["by"];
                    let is_named = by.as_array().is_some_and(|ids| ids.contains(&json!(id)));
                    assert!(!is_named || is < was, "{}", context());
                    assert!(is_named || is + 1 != was, "{}", context());
                    next += usize::from(is_named);
                }
            }
        }
    }
    println!("{kept_out} {next} {most}");
    assert!(kept_out > 20 && next > 20 && most > 200, "{kept_out} {next} {most}");
}

#[test]
fn the_points_that_are_short_reach_the_next_tier_and_a_step_less_does_not() {
    let (mut reached, mut missed) = (0, 0);
    for drawn in Drawn::all() {
        for at in drawn.icps() {
            let icp = drawn.document["icps"][at]["id"].clone();
            let card = &drawn.document["icps"][at]["fit"];
            let now = drawn.of_icp(&drawn.document, &icp).unwrap();
            for (place, now) in now.iter().enumerate() {
                let way = &now["to_next_tier"];
                let was = tier_at(&card["tiers"], &now["tier"]);
                let is_open = now["score"].is_number() && was.is_some_and(|was| was > 0);
                assert_eq!(way.is_object(), is_open, "seed {}: {now:#}", drawn.seed);
                let short = way["short"].as_f64().unwrap_or_default();
                // A base moves a score by as much only where nothing clips it.
                let clips = card.get("limits").is_some()
                    || ["min", "max"].iter().any(|key| card["scale"]["points"].get(key).is_some());
                // Halves of a millionth are rounded away from 0, so across 0 a sum is not moved by as much as its score.
                let crosses = was.is_some_and(|was| {
                    let from = was.checked_sub(1).and_then(|above| card["tiers"][above]["from"].as_f64());
                    (now["score"].as_f64() < Some(0.0)) != (from < Some(0.0))
                });
                if card["scale"].get("points").is_none() || clips || crosses || short == 0.0 {
                    continue;
                }
                let with_base = |more: i64| {
                    let points = &card["scale"]["points"];
                    let base = points["base"].as_f64().unwrap_or_default();
                    let millionths = (base * 1e6).round() as i64 + (short * 1e6).round() as i64 + more;
                    let mut other = drawn.document.clone();
                    other["icps"][at]["fit"]["scale"] = json!({"points": {"base": millionths as f64 / 1e6}});
                    drawn.of_one(&other, &icp, place).unwrap()
                };
                let above = &card["tiers"][was.unwrap() - 1];
                let (just, less) = (with_base(0), with_base(-1));
                let context = || format!("seed {}, {icp}: {now:#}\n{just:#}\n{less:#}", drawn.seed);
                assert_eq!(just["score"].as_f64(), above["from"].as_f64(), "{}", context());
                let then = |result: &Value| tier_at(&card["tiers"], &result["tier"]).unwrap();
                assert_eq!(then(&less), was.unwrap(), "{}", context());
                missed += 1;
                if above.get("requires").is_none() && above.get("when").is_none() {
                    assert_eq!(then(&just), was.unwrap() - 1, "{}", context());
                    reached += 1;
                }
            }
        }
    }
    println!("{reached} {missed}");
    assert!(reached > 5 && missed > reached, "{reached} {missed}");
}

#[test]
fn the_decisive_part_gives_the_rating_without_those_before_it() {
    let (mut bands, mut entries, mut fits) = (0, 0, 0);
    for drawn in Drawn::all() {
        for at in drawn.icps() {
            let icp = drawn.document["icps"][at]["id"].clone();
            let now = drawn.of_icp(&drawn.document, &icp).unwrap();
            for (place, id) in drawn.own_criteria(at) {
                for (account, now) in now.iter().enumerate() {
                    let before = by_id(&now["criteria"], &id);
                    let Some(part) = before["decisive"]["at"].as_str() else { continue };
                    let mut other = drawn.document.clone();
                    let rule = &mut other["icps"][at]["fit"]["criteria"][place];
                    let context =
                        format!("seed {}, {icp}, {id}, account {account}: {before:#}\n{rule:#}", drawn.seed);
                    let counted = if let Some(band) = part.strip_prefix("bands[") {
                        let band: usize = band.trim_end_matches(']').parse().unwrap();
                        rule["bands"].as_array_mut().unwrap().drain(..band);
                        &mut bands
                    } else if part == "fit" || part == "misfit" {
                        rule[part] = drawn.always();
                        &mut fits
                    } else if let Some(key) = part.strip_prefix("table.").filter(|part| *part != "otherwise")
                    {
                        let (unit, key) = key.split_once(['.', '[']).unwrap();
                        let key = key.trim_end_matches(']');
                        let key = serde_json::from_str(key).unwrap_or_else(|_| key.to_owned());
                        let rows = rule["table"][unit].as_object_mut().unwrap();
                        assert!(rows.contains_key(&key), "{context}");
                        rows.retain(|row, _| *row == key);
                        &mut entries
                    } else {
                        continue;
                    };
                    // A model may not be without an amount above zero.
                    let Some(then) = drawn.of_one(&other, &icp, account) else { continue };
                    let after = by_id(&then["criteria"], &id);
                    assert_eq!(after["points"], before["points"], "{context}\n{after:#}");
                    *counted += 1;
                }
            }
        }
    }
    println!("{bands} {entries} {fits}");
    assert!(bands > 20 && entries > 20 && fits > 20, "{bands} {entries} {fits}");
}

#[test]
fn no_account_gets_more_points_than_the_most() {
    let mut compared = 0;
    for drawn in Drawn::all() {
        for at in drawn.icps() {
            let icp = &drawn.document["icps"][at];
            // On a scale of percent a contribution depends on the weights that count with it.
            if icp["fit"]["scale"].get("points").is_none() {
                continue;
            }
            let now = drawn.of_icp(&drawn.document, &icp["id"]).unwrap();
            let lines = || now.iter().flat_map(|result| result["criteria"].as_array().unwrap());
            for line in lines().filter(|line| line["max_contribution"].is_number()) {
                // Each is rounded to a millionth, and one of them takes up what is left.
                let most = line["max_contribution"].as_f64().unwrap() + 2.000_001e-6;
                // An unknown one may be taken as more than its rule gives.
                for other in lines().filter(|other| other["id"] == line["id"] && is_known(other)) {
                    let gets = other["contribution"].as_f64().unwrap_or_default();
                    assert!(gets <= most, "seed {}: {line:#}\n{other:#}", drawn.seed);
                    compared += 1;
                }
            }
        }
    }
    println!("{compared}");
    assert!(compared > 1000, "{compared}");
}
