//! Reports, comparisons, drift and backtests of made-up accounts, in every form in which accounts are read.

use std::collections::BTreeMap;

use serde_json::Value;

use super::support::{Folder, Ran, shared};

/// A number that is read like a die: the same for the same row.
fn die(row: u64, salt: u64, sides: u64) -> u64 {
    let mut x = row.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 31)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (x ^ (x >> 29)) % sides
}

/// Accounts of which software makers are won more often; the colour says nothing.
struct Row {
    id: u64,
    employees: u64,
    industry: &'static str,
    tools: &'static str,
    won: Option<bool>,
    revenue: u64,
    day: String,
}

fn rows(count: u64) -> Vec<Row> {
    let row = |id| {
        let is_software = die(id, 1, 2) == 0;
        let won = die(id, 2, 100) < if is_software { 40 } else { 10 };
        Row {
            id,
            employees: 1 + die(id, 3, 300),
            industry: if is_software { "software" } else { "retail" },
            tools: if die(id, 4, 3) == 0 { "HubSpot" } else { "Excel" },
            won: (die(id, 5, 20) > 0).then_some(won),
            revenue: if won { 1_000 + die(id, 6, 500) } else { die(id, 6, 100) },
            day: format!("{}-{:02}-{:02}", 2024 + id % 2, 1 + die(id, 7, 12), 1 + die(id, 8, 28)),
        }
    };
    (0..count).map(row).collect()
}

fn csv(rows: &[Row]) -> String {
    let mut out = "id,employees,industry,tools,won,revenue,day\n".to_owned();
    for row in rows {
        let won = row.won.map_or("", |won| if won { "1" } else { "0" });
        let Row { id, employees, industry, tools, revenue, day, .. } = row;
        out.push_str(&format!("{id},{employees},{industry},{tools},{won},{revenue},{day}\n"));
    }
    out
}

fn jsonl(rows: &[Row]) -> String {
    let line = |row: &Row| {
        let Row { id, employees, industry, tools, won, revenue, day } = row;
        serde_json::json!({"id": id, "employees": employees, "industry": industry, "tools": tools, "won": won,
            "revenue": revenue, "day": day})
        .to_string()
    };
    rows.iter().map(|row| line(row) + "\n").collect()
}

const DAY: &str = "--as-of 2026-11-21";

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// The report of a file as JSON.
fn report(folder: &Folder, rest: &str) -> Value {
    json(&folder.run(&format!("report model.yaml {rest} {DAY} --format json")))
}

#[test]
fn a_report_counts_what_is_in_the_file() {
    let rows = rows(3_000);
    let folder = Folder::with("accounts.csv", csv(&rows));
    let found = report(&folder, "accounts.csv --outcome won --value revenue");
    assert_eq!(found["rows"], 3_000);
    let known = rows.iter().filter(|row| row.won.is_some()).count();
    let won = rows.iter().filter(|row| row.won == Some(true)).count();
    let rate = &found["outcomes"][0]["rate"];
    assert_eq!((rate["rows"].as_u64(), rate["won"].as_f64()), (Some(known as u64), Some(won as f64)));
    assert_eq!(found["outcomes"][0]["open"], 3_000 - known);
    // The statuses are those that `score` writes.
    let scored = folder.score("accounts.csv --format csv").out;
    let mut statuses: BTreeMap<&str, u64> = BTreeMap::new();
    let place = scored.lines().next().unwrap().split(',').position(|name| name == "status").unwrap();
    for line in scored.lines().skip(1) {
        *statuses.entry(line.split(',').nth(place).unwrap()).or_default() += 1;
    }
    for group in found["statuses"].as_array().unwrap() {
        let own = statuses.get(group["id"].as_str().unwrap()).copied().unwrap_or_default();
        assert_eq!(group["rows"], own, "{group}");
    }
    // Industry decides who is won. The tools of an account say nothing, so their weight hurts the score.
    let criteria = found["icps"][0]["criteria"].as_array().unwrap();
    let verdict = |id: &str| {
        let own = criteria.iter().find(|one| one["id"] == id).unwrap();
        own["trials"][0]["verdict"].as_str().unwrap().to_owned()
    };
    assert_eq!((verdict("trade").as_str(), verdict("stack").as_str()), ("earns", "wrong_way"));
    // A value has means in place of rates.
    let tier = &found["icps"][0]["tiers"][0];
    assert!(tier["means"][1]["mean"].as_f64().unwrap() > 100.0, "{tier}");
}

#[test]
fn every_form_of_accounts_gives_the_same_report() {
    let rows = rows(9_000);
    let folder = Folder::with("accounts.csv", csv(&rows));
    folder.write("accounts.jsonl", jsonl(&rows));
    let wanted = report(&folder, "accounts.csv --outcome won --value revenue");
    assert_eq!(report(&folder, "accounts.jsonl --outcome won --value revenue"), wanted);
    // Put together by their own names, and read from a pipe.
    assert_eq!(report(&folder, "accounts.csv --outcome won --value revenue --group-by id"), wanted);
    let piped = format!("report model.yaml - --outcome won --value revenue {DAY} --format json");
    assert_eq!(json(&folder.pipe(&piped, csv(&rows).as_bytes())), wanted);
    #[cfg(feature = "parquet")]
    {
        let ran = folder.score("accounts.csv --keep all --prefix x_ -o all.parquet");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(report(&folder, "all.parquet --outcome won --value revenue"), wanted);
    }
}

#[test]
fn words_of_an_outcome() {
    let mut table = "employees,industry,stage\n".to_owned();
    for row in rows(400) {
        let stage = match row.won {
            Some(true) => "Won",
            Some(false) => "Lost",
            None => "Demo",
        };
        table.push_str(&format!("{},{},{stage}\n", row.employees, row.industry));
    }
    let folder = Folder::with("deals.csv", &table);
    let run = |rest: &str| folder.run(&format!("report model.yaml deals.csv {rest} {DAY} --format json"));
    let refused = run("--outcome stage=Won");
    assert_eq!(refused.code, 1);
    assert!(
        refused.err.contains("`lost`") && refused.err.contains("`--lost` and `--open`"),
        "{}",
        refused.err
    );
    let found = json(&run("--outcome stage=Won --open Demo"));
    let open = rows(400).iter().filter(|row| row.won.is_none()).count();
    assert_eq!(found["outcomes"][0]["open"], open);
    assert_eq!(
        json(&run("--outcome stage=Won --lost Lost --open Demo"))["outcomes"][0]["rate"],
        found["outcomes"][0]["rate"]
    );
    // A place is a line of the file.
    let wrong = run("--outcome stage");
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("deals.csv:2: outcome `stage`: "), "{}", wrong.err);
    let absent = run("--outcome stag=Won");
    assert_eq!(absent.code, 2);
    assert!(
        absent.err.contains("`--outcome`: no column named `stag`\n  help: did you mean `stage`?"),
        "{}",
        absent.err
    );
}

#[test]
fn an_invalid_value_is_treated_as_score_treats_it() {
    let folder =
        Folder::with("a.csv", "employees,industry,won\n50,software,1\nmany,software,0\n7,retail,1\n");
    let words = format!("a.csv {DAY}");
    let (scored, reported) = (
        folder.run(&format!("score model.yaml {words}")),
        folder.run(&format!("report model.yaml {words} --outcome won")),
    );
    assert_eq!((reported.code, &reported.err), (1, &scored.err));
    let ran = folder.run(&format!("report model.yaml {words} --outcome won --on-invalid missing"));
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("employees"), "{}", ran.err);
}

#[test]
fn two_models_on_the_same_accounts() {
    let folder = Folder::with("accounts.csv", csv(&rows(2_000)));
    let same = json(&folder.run(&format!("compare model.yaml model.yaml accounts.csv {DAY} --format json")));
    assert_eq!((same["moved"].as_u64(), same["changes"].as_array().map(Vec::len)), (Some(0), Some(0)));
    // The new model reads a column that the old one does not.
    let newer = super::support::MODEL
        .replace("  founded: {type: date}\n", "  founded: {type: date}\n  revenue: {type: number}\n")
        .replace(
            "{id: size, fit: {employees: {between: [20, 200]}}}",
            "{id: size, fit: {revenue: {gte: 1000}}}",
        );
    folder.write("new.yaml", newer);
    let ran =
        folder.run(&format!("compare model.yaml new.yaml accounts.csv --outcome won {DAY} --format json"));
    let found = json(&ran);
    assert_eq!(found["rows"], 2_000);
    let outcome = &found["outcomes"][0];
    assert!(outcome["auc"]["difference"].as_f64().unwrap() > 0.1, "{outcome}");
    assert!(outcome["says"].as_str().unwrap().contains("better"), "{outcome}");
    assert_eq!(found["causes"][0]["id"], "size");
}

#[test]
fn a_drift_that_asks_for_a_review_has_a_code_of_its_own() {
    let folder = Folder::with("before.csv", csv(&rows(1_000)));
    let mut later = rows(2_000).split_off(1_000);
    folder.write("calm.csv", csv(&later));
    let calm = folder.run(&format!("drift model.yaml before.csv calm.csv --outcome won {DAY}"));
    assert_eq!(calm.code, 0, "{}{}", calm.out, calm.err);
    assert!(calm.out.contains("Nothing asks for a review"), "{}", calm.out);
    later.iter_mut().for_each(|row| row.industry = "software");
    folder.write("after.csv", csv(&later));
    let moved = folder.run(&format!("drift model.yaml before.csv after.csv --outcome won {DAY}"));
    assert_eq!(moved.code, 3, "{}{}", moved.out, moved.err);
    assert!(moved.out.contains("Review now: "), "{}", moved.out);
    let refused = folder.run("drift model.yaml before.csv gone.csv");
    assert_eq!(refused.code, 2, "{}", refused.err);
}

#[test]
fn drift_by_the_periods_of_one_file() {
    let mut rows = rows(2_000);
    // All of the second year are software makers.
    rows.iter_mut().filter(|row| row.day.starts_with("2025")).for_each(|row| row.industry = "software");
    let folder = Folder::with("accounts.csv", csv(&rows));
    let run = |rest: &str| folder.run(&format!("drift model.yaml accounts.csv {rest} {DAY}"));
    let ran = run("--by year --on day --outcome won --format json");
    assert_eq!(ran.code, 3, "{}", ran.err);
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&found["periods"][0]["period"], &found["periods"][1]["period"]),
        (&"2024".into(), &"2025".into())
    );
    assert!(found["review"].as_str().unwrap().starts_with("Review now: 2025 against 2024: "), "{found}");
    assert_eq!(run("--by year --on day -o a.html").code, 3);
    assert!(folder.read("a.html").contains("<svg "));
    for wrong in ["", "--by year", "later.csv --by year --on day", "--by year --on gone"] {
        assert_eq!(run(wrong).code, 2, "{wrong}");
    }
}

#[test]
fn a_backtest_judges_each_account_on_its_day() {
    let mut table = "employees,industry,founded,won,day\n".to_owned();
    for row in rows(600) {
        // Who is won gets a date after the day.
        let founded = if row.won == Some(true) { "2026-05-01" } else { "" };
        let won = row.won.map_or("", |won| if won { "yes" } else { "no" });
        table.push_str(&format!("{},{},{founded},{won},{}\n", row.employees, row.industry, row.day));
    }
    let folder = Folder::with("past.csv", table);
    let run = |rest: &str| {
        folder.run(&format!(
            "backtest model.yaml past.csv --outcome won {rest} --today 2026-11-21 --format json"
        ))
    };
    let found = json(&run("--decided-on day --by year"));
    let won = rows(600).iter().filter(|row| row.won == Some(true)).count();
    assert_eq!(found["later_dates"][0]["attribute"], "founded");
    assert_eq!(found["later_dates"][0]["rows"], won);
    let periods: Vec<&str> =
        found["periods"].as_array().unwrap().iter().map(|one| one["period"].as_str().unwrap()).collect();
    assert_eq!(periods, ["2024", "2025"]);
    // A lag of ten years is after everything.
    let mut words: Vec<&str> =
        "backtest model.yaml past.csv --outcome won --as-of day --lag".split(' ').collect();
    words.extend(["3650 days", "--today", "2026-11-21", "--format", "json"]);
    let late = json(&super::support::run(folder.path(), &words, b""));
    assert_eq!(late["later_dates"].as_array().map(Vec::len), Some(0));
    assert_eq!(run("").code, 2);
    let both = run("--decided-on day --as-of day");
    assert_eq!(both.code, 2, "{}", both.err);
}

/// The table of sales of a dealer of car parts.
#[test]
fn a_table_of_sales() {
    let Some(table) = shared("data/ibm_sales_win_loss/WA_Fn-UseC_-Sales-Win-Loss.csv") else { return };
    let folder = Folder::new();
    let model = "
format: icp/1
name: sales
attributes:
  past: {type: number, aliases: [Revenue From Client Past Two Years]}
  amount: {type: number, aliases: [Opportunity Amount USD]}
icps:
  - id: clients
    fit:
      criteria:
        - {id: known, weight: 3, fit: {past: {gte: 1}}}
        - {id: small, fit: {amount: {lte: 20000}}}
      tiers: [{id: A, from: 75}, {id: B, from: 20}, {id: C}]
";
    folder.write("sales.yaml", model);
    let words = ["report", "sales.yaml", table.to_str().unwrap(), "--outcome", "Opportunity Result=Won"];
    let ran = super::support::run(folder.path(), &[&words[..], &["--format", "json"]].concat(), b"");
    let found = json(&ran);
    assert_eq!(
        (found["rows"].as_u64(), found["outcomes"][0]["rate"]["won"].as_f64()),
        (Some(78_025), Some(17_627.0))
    );
    let verdict = |at: usize| found["icps"][0]["criteria"][at]["trials"][0]["verdict"].clone();
    assert_eq!((verdict(0), verdict(1)), ("earns".into(), "earns".into()));
}

#[test]
fn the_ending_decides_the_form_and_a_page_fetches_nothing() {
    let folder = Folder::with("accounts.csv", csv(&rows(400)));
    folder.write("later.csv", csv(&rows(800).split_off(400)));
    let runs = [
        "report model.yaml accounts.csv --outcome won",
        "compare model.yaml model.yaml accounts.csv --outcome won",
        "backtest model.yaml accounts.csv --outcome won --decided-on day",
        "drift model.yaml accounts.csv later.csv --outcome won",
    ];
    for words in runs {
        for (file, begins) in [("a.html", "<!doctype html>"), ("a.md", "## "), ("a.json", "{"), ("a.txt", "")]
        {
            let ran = folder.run(&format!("{words} -o {file}"));
            assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{words} {file}: {}", ran.err);
            let text = folder.read(file);
            assert!(text.starts_with(begins) && text.len() > 100, "{words} {file}: {text}");
            assert!(ran.err.contains(&format!("wrote {file} as ")), "{}", ran.err);
        }
        let page = folder.read("a.html");
        assert!(page.contains("<svg ") || words.starts_with("compare"), "{words}");
        assert!(!page.contains("http") && !page.contains("<script"), "{words}");
        // The sentences of the text stand on the page too.
        let first = folder.read("a.txt").lines().next().unwrap().chars().take(20).collect::<String>();
        assert!(page.contains(&first), "{words}: {first}");
    }
    assert_eq!(folder.run("report model.yaml accounts.csv --format json -o a.html").code, 2);
    assert!(
        folder
            .run("report model.yaml accounts.csv -o a.parquet")
            .err
            .contains("`icp report` does not write `.parquet`")
    );
}

#[test]
fn the_best_of_several_columns_are_an_outcome() {
    let rows = rows(9_000);
    let folder = Folder::with("accounts.csv", csv(&rows));
    folder.write("accounts.jsonl", jsonl(&rows));
    let ran = folder.run(&format!(
        "report model.yaml accounts.csv --best revenue:high --best-top 900 {DAY} --format json"
    ));
    let found = json(&ran);
    let mut revenues: Vec<u64> = rows.iter().map(|row| row.revenue).collect();
    revenues.sort_unstable_by(|a, b| b.cmp(a));
    let best = revenues.iter().filter(|revenue| **revenue >= revenues[899]).count();
    assert_eq!(found["outcomes"][0]["name"], "best");
    assert_eq!(found["outcomes"][0]["rate"]["won"].as_f64(), Some(best as f64));
    assert!(
        ran.err.contains(&format!("{best} of 9000 accounts are the best by revenue (high)")),
        "{}",
        ran.err
    );
    assert_eq!(report(&folder, "accounts.jsonl --best revenue:high --best-top 900"), found);
    let piped = folder.pipe("report model.yaml - --best revenue:high", csv(&rows).as_bytes());
    assert!(piped.code == 2 && piped.err.contains("reads the accounts twice"), "{}", piped.err);
    for wrong in ["--best revenue", "--best revenue:high --best-top 0", "--best gone:high"] {
        assert_eq!(folder.run(&format!("report model.yaml accounts.csv {wrong}")).code, 2, "{wrong}");
    }
}

#[test]
fn the_best_are_an_outcome_of_every_command() {
    let rows = rows(600);
    let folder = Folder::with("all.csv", csv(&rows));
    folder.write("first.csv", csv(&rows[..300]));
    folder.write("second.csv", csv(&rows[300..]));
    let mut revenues: Vec<u64> = rows.iter().map(|row| row.revenue).collect();
    revenues.sort_unstable_by(|a, b| b.cmp(a));
    let best = |rows: &[Row]| rows.iter().filter(|row| row.revenue >= revenues[89]).count() as f64;
    let says = format!("{} of 600 accounts are the best by revenue (high)", best(&rows));
    let json = |line: &str| {
        let ran = folder.run(&format!("{line} --best revenue:high --best-top 90 --format json"));
        assert!(ran.err.contains(&says), "{line}: {}", ran.err);
        serde_json::from_str::<Value>(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.out))
    };
    let report = json(&format!("report model.yaml all.csv {DAY}"));
    assert!(report["notes"][0].as_str().unwrap().starts_with(&says));
    assert_eq!(
        json(&format!("compare model.yaml model.yaml all.csv {DAY}"))["outcomes"][0]["outcome"],
        "best"
    );
    // Ranks are over both files together.
    let drift = json(&format!("drift model.yaml first.csv second.csv {DAY}"));
    let won = |when: &str| drift["rates"][0][when]["won"].as_f64().unwrap();
    assert_eq!((won("before"), won("after")), (best(&rows[..300]), best(&rows[300..])));
    assert_eq!(json(&format!("drift model.yaml all.csv --by year --on day {DAY}"))["outcomes"][0], "best");
    json("backtest model.yaml all.csv --decided-on day --today 2026-10-01");
    let both = folder.run("backtest model.yaml all.csv --outcome won --decided-on day --best revenue:high");
    assert!(both.code == 2 && both.err.contains("cannot be used with"), "{}", both.err);
    let piped = folder.pipe("compare model.yaml model.yaml - --best revenue:high", csv(&rows).as_bytes());
    assert!(piped.code == 2 && piped.err.contains("reads the accounts twice"), "{}", piped.err);
}

#[test]
fn the_bar_for_a_wanted_number_of_accounts() {
    let folder = Folder::with("accounts.csv", csv(&rows(3_000)));
    let found = report(&folder, "accounts.csv --want 200");
    let cut = &found["icps"][0]["scores"]["want"];
    // As many as the scored table has at or above that score, among those that nothing else keeps out.
    let scored = folder.run(&format!("score model.yaml accounts.csv --format csv --icps all {DAY}")).out;
    let names: Vec<&str> = scored.lines().next().unwrap().split(',').collect();
    let of = |name: &str| names.iter().position(|one| *one == name).unwrap();
    let (score, status) = (of("software.score"), of("software.status"));
    let bar = cut["score"].as_f64().unwrap();
    let reach = scored.lines().skip(1).filter(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        cells[status] == "qualified" && cells[score].parse::<f64>().is_ok_and(|score| score >= bar)
    });
    let reach = reach.count();
    assert!(reach >= 200, "{reach} {cut}");
    assert_eq!(cut["accounts"].as_f64(), Some(reach as f64));
}
