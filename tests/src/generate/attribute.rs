//! The attributes that a model may declare, with the constants that its conditions may name.

use serde_json::{Value, json};

use super::Level;
use super::dice::Dice;
use super::written;

/// A declared attribute.
#[derive(Clone)]
pub(super) struct Attribute {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) declared: Value,
    /// Constants that conditions draw from.
    pub(super) constants: Vec<Value>,
    /// The list of the model that holds some of the constants, as `$name`.
    pub(super) list: Option<(String, Vec<Value>)>,
    /// Whether `values` closes the constants.
    pub(super) closed: bool,
}

/// Draws the attributes of a model: at least one of each kind that every model needs.
pub(super) fn draw(dice: &mut Dice, level: Level) -> Vec<Attribute> {
    let mut drawn = vec![];
    for (kinds, least, most) in
        [("number", 1, 3), ("text", 1, 4), ("bool", 1, 2), ("date", 1, 2), ("set", 1, 2), ("events", 0, 1)]
    {
        if kinds == "events" && level == Level::Core {
            continue;
        }
        drawn.extend(dice.some(&of_kind(kinds), least, most));
    }
    let mut attributes: Vec<_> = drawn.into_iter().map(|(name, kind)| declare(dice, name, kind)).collect();
    if level >= Level::Written {
        let names = dice.some(&["website", "postcode"], 0, 2);
        attributes.extend(names.into_iter().map(|name| declare(dice, name, "text")));
        for one in &mut attributes {
            if level.is_whole() {
                widen(dice, one);
            }
            written::declare(dice, one.name, one.kind, &one.constants, &mut one.declared);
        }
    }
    if level != Level::Core && dice.chance(60) {
        attributes.extend(formulas(dice, level, &attributes));
    }
    // The order of declaration shows in what is missing, so it must not follow the kinds.
    let length = attributes.len();
    dice.some(&attributes, length, length)
}

fn of_kind(kind: &'static str) -> Vec<(&'static str, &'static str)> {
    let names: &[&str] = match kind {
        "number" => &["employees", "arr", "deal-size", "größe"],
        "text" => &["industry", "country", "job title", "motion", "_notes"],
        "bool" => &["cs_team", "regulated"],
        "date" => &["last_round_on", "founded"],
        "set" => &["tools", "pain points"],
        _ => &["activity"],
    };
    names.iter().map(|name| (*name, kind)).collect()
}

fn declare(dice: &mut Dice, name: &'static str, kind: &'static str) -> Attribute {
    let mut declared = json!({"type": kind});
    let constants = match kind {
        "number" => numbers(dice),
        "date" => dates(dice),
        "bool" => vec![json!(true), json!(false)],
        "events" => ["Demo", "visit", "pricing  page", "Übung"].iter().map(|name| json!(name)).collect(),
        _ => words(name).iter().map(|word| json!(word)).collect(),
    };
    if dice.chance(40) {
        declared["layer"] =
            json!(dice.pick(&["firmographic", "technographic", "behavioral", "pain", "buying"]));
    }
    if dice.chance(20) {
        declared["title"] = json!(format!("The {name}"));
    }
    if kind == "number" && dice.chance(30) {
        declared["unit"] = json!("USD");
        declared["min"] = json!(-1_000_000);
    }
    if dice.chance(50) {
        let aliases = [format!("{name}__c"), format!("hs {name}"), format!("{name} Alt")];
        declared["aliases"] = json!(dice.some(&aliases, 1, 2));
    }
    if dice.chance(15) {
        declared["changeable"] = json!(dice.chance(30));
    }
    if matches!(kind, "text" | "set") && dice.chance(60) {
        declared["synonyms"] = synonyms(name);
    }
    if kind == "set" && dice.chance(50) {
        declared["separator"] = json!(dice.pick(&[",", "|", " / "]));
    }
    let closed = matches!(kind, "text" | "set") && dice.chance(20);
    if closed {
        declared["values"] = json!(constants);
    }
    let list = (matches!(kind, "text" | "set" | "number") && dice.chance(50))
        .then(|| (format!("core_{}", name.replace([' ', '-', 'ö', 'ß'], "_")), dice.some(&constants, 1, 4)));
    Attribute { name, kind, declared, constants, list, closed }
}

/// Adds a range to a number and a list to events.
fn widen(dice: &mut Dice, one: &mut Attribute) {
    if one.kind == "number" && (one.declared.get("min").is_some() || dice.chance(30)) && dice.chance(80) {
        one.declared["min"] = dice.pick(&[json!(0), json!(-1_000_000), json!(0.1), json!(50)]).clone();
        one.declared["max"] = dice.pick(&[json!(200), json!(2_000_000), json!(50.3)]).clone();
    }
    if one.kind == "events" && dice.chance(50) {
        one.list = Some(("happenings".to_owned(), dice.some(&one.constants, 1, 4)));
    }
}

fn words(name: &str) -> &'static [&'static str] {
    match name {
        "industry" => &["SaaS", "B2B SaaS", "Fintech", "Health Care", "Straße & Bau", "ΣΊΣΥΦΟΣ", "日本語"],
        "country" => &["US", "DE", "GB", "Türkiye", "NO", "İstanbul"],
        "job title" => &["head", "vp of sales", "revops", "c++", "ops", "chief_x"],
        "motion" => &["product-led", "sales-led", "self serve"],
        "_notes" => &["renewal", "é", "no budget", "x", "100%"],
        "website" => &["acme.example", "https://Shop.acme.example/", "bluefin.example", "b.co.uk"],
        "postcode" => &["94107", "7011", "0042", "10"],
        "tools" => &["HubSpot", "Salesforce", "Mixpanel", "Segment", "C#", "naïve tool"],
        _ => &["slow onboarding", "churn", "manual work", "Über-Kosten"],
    }
}

/// Spellings that are no value of their own.
fn synonyms(name: &str) -> Value {
    match name {
        "industry" => {
            json!({"SaaS": ["software as a service", "Cloud  Software"], "Fintech": ["financial technology"]})
        }
        "country" => json!({"US": ["USA", "United States", "u.s."], "DE": ["Germany", "Österreich?"]}),
        "job title" => json!({"head": ["lead", "Leiter"]}),
        "motion" => json!({"product-led": ["PLG"]}),
        "website" => json!({"bluefin.example": ["www.blue.example"]}),
        "postcode" => json!({"10": ["ten"]}),
        "_notes" => json!({"renewal": ["renews"]}),
        "tools" => json!({"HubSpot": ["hub spot", "HS"], "Salesforce": ["SFDC"]}),
        _ => json!({"churn": ["attrition", "Abwanderung"]}),
    }
}

/// Numbers that lie close, so that conditions share and neighbour their break points.
fn numbers(dice: &mut Dice) -> Vec<Value> {
    let mut numbers = vec![json!(0), json!(50), json!(200), json!(500), json!(0.1), json!(0.3), json!(-2.5)];
    numbers.extend([
        json!(2_000_000),
        json!(5_000_000),
        json!(200.000_001),
        json!(9_007_199_254_740_992_i64),
    ]);
    numbers.extend((0..3).map(|_| dice.decimal(-20, 300)));
    distinct(dice.some(&numbers, 4, 7))
}

fn distinct(mut numbers: Vec<Value>) -> Vec<Value> {
    let key = |value: &Value| value.as_f64().unwrap_or(0.0);
    numbers.sort_by(|a, b| key(a).total_cmp(&key(b)));
    numbers.dedup_by(|a, b| key(a) == key(b));
    numbers
}

fn dates(dice: &mut Dice) -> Vec<Value> {
    let mut days = vec!["2024-02-29".to_owned(), "2026-01-01".to_owned(), "2025-12-31".to_owned()];
    days.extend((0..4).map(|_| crate::reference::date::write(18_500 + dice.below(2_300) as i64)));
    days.sort();
    days.dedup();
    days.into_iter().map(Value::from).collect()
}

fn formulas(dice: &mut Dice, level: Level, attributes: &[Attribute]) -> Vec<Attribute> {
    let plain = ["employees", "arr", "größe"];
    let numbers: Vec<_> =
        attributes.iter().map(|attribute| attribute.name).filter(|name| plain.contains(name)).collect();
    if numbers.is_empty() {
        return vec![];
    }
    let (a, b) = (*dice.pick(&numbers), *dice.pick(&numbers));
    let shapes = [
        format!("{a} / {b}"),
        format!("({a} + {b}) * 0.5 - 1"),
        format!("{a} - {b} / 3"),
        format!("{a} * {b}"),
        format!("1000 / ({a} - 50)"),
    ];
    let mut written = dice.pick(&shapes).clone();
    if level.is_whole() && dice.chance(50) {
        let of = |kind: &str| attributes.iter().find(|one| one.kind == kind).map(|one| one.name);
        let mut functions = vec![format!("min({a}, {b} + 3)"), format!("max({a} / 2, 40, {b})")];
        functions.extend(of("date").map(|date| format!("days({date}) / 30")));
        if let Some(events) = of("events") {
            let within = super::condition::span(dice);
            functions.push(format!("count({events})"));
            functions.push(format!("count({events}, demo, {within}) * {a}"));
            functions.push(format!("count({events}, visit, {within}, Demo, once per day) - 1"));
        }
        written = dice.pick(&functions).clone();
    }
    let mut first = json!({"formula": written});
    if dice.chance(50) {
        first["type"] = json!("number");
    }
    let mut formulas = vec![formula(dice, "ratio", first)];
    if dice.chance(30) {
        formulas.push(formula(dice, "twice_removed", json!({"formula": format!("ratio * 2 + {a}")})));
    }
    formulas
}

fn formula(dice: &mut Dice, name: &'static str, declared: Value) -> Attribute {
    let constants = distinct(vec![json!(1), json!(0), json!(2.5), dice.decimal(-5, 100)]);
    Attribute { name, kind: "number", declared, constants, list: None, closed: false }
}
