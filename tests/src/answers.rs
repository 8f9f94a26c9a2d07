//! The answers that a scored table must give: its columns with their words and values, worked out from the assessments
//! of its accounts one by one. No code for tables is used, so that the two are compared.

use std::collections::BTreeSet;

use icp_core::Model;
use icp_core::batch::{PerCriterion, TextColumns};
use icp_core::model::Icp;
use serde_json::{Value, json};

/// Statuses, the best first.
const STATUSES: [&str; 4] = ["qualified", "unqualified", "insufficient_data", "disqualified"];

/// A column of the answers.
struct Answer {
    name: String,
    /// The words in their order; `None` for numbers, and for words without one.
    order: Option<Vec<String>>,
    values: Vec<Value>,
}

/// All columns that a table can give (answers of each icp and criterion, verdicts, labels, texts, whether it qualifies, ranks), in
/// their order, for accounts with these assessments and texts. Each is its name, its words where these have an order, and a
/// value for each row.
pub fn answers(model: &Model, assessments: &[Value], texts: &TextColumns) -> Value {
    let icps: Vec<&Icp> = (0..).map_while(|at| model.icp(at)).collect();
    let ids: Vec<String> = icps.iter().map(|icp| icp.id.to_string()).collect();
    let lists = |list: fn(&Icp) -> Vec<String>| icps.iter().map(|icp| list(icp)).collect::<Vec<_>>();
    let words = [
        lists(|icp| icp.fit.tiers.iter().map(|tier| tier.id.to_string()).collect()),
        lists(|icp| {
            let tiers = icp.intent.iter().flat_map(|card| &card.tiers);
            tiers.map(|tier| tier.id.to_string()).collect()
        }),
        lists(|icp| icp.stages.iter().map(|stage| stage.id.to_string()).collect()),
    ];
    let with_intent = icps.iter().any(|icp| icp.intent.is_some());
    let mut table = Table { assessments, with_intent, columns: Vec::new() };
    table.add("best", Some(ids.clone()), |all| all["best"].clone());
    table.add("icp", Some(ids.clone()), |all| all["headline"].clone());
    table.of_icp("", words.each_ref().map(|lists| in_common(lists)), &|all| shown(all).clone());
    for team in model.teams() {
        table.add(&format!("verdict.{team}"), None, |all| shown(all)["verdicts"][team].clone());
    }
    for label in model.label_ids() {
        table.add(&format!("label.{label}"), None, |all| shown(all)["labels"][label].clone());
    }
    let TextColumns { reasons, exclusions, missing, .. } = texts;
    for (name, texts) in [("reasons", reasons), ("exclusions", exclusions), ("missing", missing)] {
        let value = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
        let values = texts.iter().map(|text| value(text)).collect();
        table.columns.push(Answer { name: name.to_owned(), order: None, values });
    }
    for (at, id) in ids.iter().enumerate() {
        let own = words.each_ref().map(|lists| Some(lists[at].clone()));
        table.of_icp(&format!("{id}."), own, &|all| of(all, id).clone());
    }
    for id in &ids {
        table.of_criteria(id, &|all| of(all, id)["criteria"].clone());
        table.of_criteria(&format!("{id}.intent"), &|all| of(all, id)["intent"]["criteria"].clone());
    }
    let values = ranks(&ids, assessments);
    table.columns.push(Answer { name: "rank".to_owned(), order: None, values });
    let columns = table.columns.into_iter();
    columns
        .map(|column| json!({"name": column.name, "order": column.order, "values": column.values}))
        .collect()
}

/// The answer of one icp.
fn of<'a>(all: &'a Value, id: &str) -> &'a Value {
    all["icps"].as_array().unwrap().iter().find(|icp| icp["icp"] == id).unwrap()
}

/// The answer of the icp to show.
fn shown(all: &Value) -> &Value {
    of(all, all["headline"].as_str().unwrap())
}

/// The order in which the words of all lists stand, if one list has all of them in it.
fn in_common(lists: &[Vec<String>]) -> Option<Vec<String>> {
    let all: BTreeSet<&String> = lists.iter().flatten().collect();
    let whole = lists.iter().find(|list| list.len() == all.len())?;
    let at = |word: &String| whole.iter().position(|other| other == word);
    let follows = |list: &Vec<String>| list.iter().map(at).collect::<Vec<_>>().is_sorted();
    lists.iter().all(follows).then(|| whole.clone())
}

struct Table<'a> {
    assessments: &'a [Value],
    with_intent: bool,
    columns: Vec<Answer>,
}

impl Table<'_> {
    fn add(&mut self, name: &str, order: Option<Vec<String>>, value: impl Fn(&Value) -> Value) {
        let values = self.assessments.iter().map(value).collect();
        self.columns.push(Answer { name: name.to_owned(), order, values });
    }

    /// The orders are those of tiers, of tiers of intent, and of stages.
    fn of_icp(&mut self, before: &str, orders: [Option<Vec<String>>; 3], icp: &dyn Fn(&Value) -> Value) {
        let [tiers, intent_tiers, stages] = orders;
        let name = |name: &str| format!("{before}{name}");
        let statuses = STATUSES.map(str::to_owned).to_vec();
        self.add(&name("score"), None, |all| icp(all)["score"].clone());
        self.add(&name("tier"), tiers, |all| icp(all)["tier"].clone());
        self.add(&name("status"), Some(statuses), |all| icp(all)["status"].clone());
        self.add(&name("coverage"), None, |all| icp(all)["coverage"].clone());
        self.add(&name("lower"), None, |all| icp(all)["bounds"][0].clone());
        self.add(&name("upper"), None, |all| icp(all)["bounds"][1].clone());
        if self.with_intent {
            self.add(&name("intent"), None, |all| icp(all)["intent"]["score"].clone());
            self.add(&name("intent_tier"), intent_tiers, |all| icp(all)["intent"]["tier"].clone());
        }
        self.add(&name("stage"), stages, |all| icp(all)["stage"].clone());
        self.add(&name("reason"), None, |all| icp(all)["reason"]["text"].clone());
        self.add(&name("qualified"), None, |all| Value::from(icp(all)["status"] == STATUSES[0]));
    }

    fn of_criteria(&mut self, before: &str, criteria: &dyn Fn(&Value) -> Value) {
        // Every assessment has all criteria; without an account there is nothing to be told.
        let first = self.assessments.first().map(criteria).unwrap_or_default();
        for (at, criterion) in first.as_array().into_iter().flatten().enumerate() {
            for what in PerCriterion::WORDS {
                let name = format!("{before}.{}.{what}", criterion["id"].as_str().unwrap());
                self.add(&name, None, |all| criteria(all)[at][what].clone());
            }
        }
    }
}

/// Statuses one after the other, accounts that qualify by the place of their icp, the higher score before the lower
/// and before none, and then the row.
fn ranks(ids: &[String], assessments: &[Value]) -> Vec<Value> {
    let key = |all: &Value| {
        let shown = shown(all);
        let status = STATUSES.iter().position(|status| shown["status"] == *status).unwrap();
        let icp = ids.iter().position(|id| shown["icp"] == **id).unwrap();
        (status, if status == 0 { icp } else { 0 }, shown["score"].as_f64().unwrap_or(f64::NEG_INFINITY))
    };
    let mut rows: Vec<_> = assessments.iter().map(key).zip(0..).collect();
    rows.sort_by(|((s, i, a), _), ((t, j, b), _)| (s, i).cmp(&(t, j)).then(b.partial_cmp(a).unwrap()));
    let mut ranks = vec![Value::Null; rows.len()];
    rows.iter().zip(1..).for_each(|((_, row), rank): (&(_, usize), i32)| ranks[*row] = Value::from(rank));
    ranks
}
