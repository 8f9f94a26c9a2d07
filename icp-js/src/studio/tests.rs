//! The studio against the accounts one by one, and against the figures of `icp-evidence`.

use icp_core::{Account, Date, IcpStatus, Model, OnInvalid, Options};
use icp_evidence::{Outcome, Population};
use serde_json::{Value, from_str};

use super::Studio;
use super::table::takes_numbers;

const DAY: u32 = 20_261_121;

const MODEL: &str = "
format: icp/1
name: two
attributes:
  employees: {type: number, aliases: [Staff], written: {thousands: ','}}
  country: {type: text}
  tools: {type: set}
exclusions: [{id: closed, reason: no business, when: {country: {in: [XX]}}}]
icps:
  - id: large
    priority: 1
    qualifies_from: A
    fit:
      criteria:
        - {id: size, weight: 3, fit: {employees: {gte: 500}}}
        - {id: home, required: true, fit: {country: {in: [DE, US]}}}
      tiers: [{id: A, from: 75}, {id: B, from: 25}, {id: C}]
  - id: small
    priority: 2
    fit:
      criteria:
        - {id: size, fit: {employees: {lt: 500}}}
        - {id: crm, fit: {tools: {has: crm}}}
      tiers: [{id: A, from: 80}, {id: B}]
";

/// A file of this many accounts.
fn file(rows: usize) -> String {
    let mut text = "name;Staff;country;tools;won\n".to_owned();
    for row in 0..rows {
        let staff = ["12", "1,050", "", "about 40", "499", "500"][row % 6];
        let country = ["DE", "US", "FR", "XX", ""][row % 5];
        let tools = ["crm, chat", "chat", ""][row % 7 % 3];
        let won = ["yes", "no", ""][row * row % 11 % 3];
        text.push_str(&format!("\"firm {row}\nlimited\";{staff};{country};\"{tools}\";{won}\n"));
    }
    text
}

fn studio(rows: usize) -> (Studio, Value) {
    let mut studio = Studio::default();
    studio.begin(None);
    for piece in file(rows).as_bytes().chunks(1_000) {
        studio.feed(piece).unwrap();
    }
    let told = from_str(&studio.end().unwrap()).unwrap();
    (studio, told)
}

fn score(studio: &mut Studio) -> Value {
    studio.start();
    while studio.step().unwrap() {}
    from_str(&studio.counts()).unwrap()
}

fn account(studio: &Studio, row: usize) -> Account {
    let told: Value = from_str(&studio.row(row).unwrap()).unwrap();
    let cells = told["cells"].as_array().unwrap().iter();
    cells.fold(Account::new(), |account, cell| {
        account.with(cell[0].as_str().unwrap(), cell[1].as_str().unwrap())
    })
}

#[test]
fn counts_are_those_of_the_accounts_one_by_one() {
    let (mut studio, told) = studio(700);
    assert_eq!((told["rows"].as_u64(), told["delimiter"].as_str()), (Some(700), Some(";")));
    assert_eq!(told["columns"][1]["distinct"], 6);
    let opened: Value = from_str(&studio.open(MODEL, "", DAY).unwrap()).unwrap();
    assert_eq!(opened["readings"][0]["columns"][0], "Staff");
    assert_eq!(opened["readings"][0]["values"], serde_json::json!(["12", "1050", null, null, "499"]));
    assert_eq!(
        opened["readings"][0]["invalid"][3],
        "expected a number (digits; the model names thousands `,`), found text `about 40`"
    );
    let found = score(&mut studio);
    assert_eq!(found["moved"], Value::Null);

    let model = Model::from_yaml(MODEL).unwrap();
    let lenient = Options::new(Date::new(2026, 11, 21).unwrap()).on_invalid(OnInvalid::Missing);
    let mut rows: Vec<(usize, icp_core::Assessment)> = Vec::new();
    for row in 0..700 {
        rows.push((row, model.score_with(&account(&studio, row), &lenient).unwrap()));
    }
    for (at, icp) in ["large", "small"].iter().enumerate() {
        let said = &found["counts"]["icps"][at];
        assert_eq!(said["icp"], *icp);
        for group in said["statuses"].as_array().unwrap() {
            let own =
                rows.iter().filter(|(_, answer)| group["id"] == answer.icps()[at].status.as_str()).count();
            assert_eq!(group["rows"], own, "{icp} {group}");
        }
        for group in said["tiers"].as_array().unwrap() {
            let own = rows
                .iter()
                .filter(|(_, answer)| answer.icps()[at].fit.tier.as_deref() == group["id"].as_str())
                .count();
            assert_eq!(group["rows"], own, "{icp} {group}");
        }
        let with_score = rows.iter().filter(|(_, answer)| answer.icps()[at].fit.score.is_some()).count();
        let steps: u64 = said["histogram"].as_array().unwrap().iter().filter_map(Value::as_u64).sum();
        assert_eq!(
            (steps as usize, said["without_score"].as_u64()),
            (with_score, Some((700 - with_score) as u64))
        );
    }
    let qualified = rows.iter().filter(|(_, answer)| answer.status() == IcpStatus::Qualified).count();
    assert!(qualified > 50, "{qualified}");
    assert_eq!(found["counts"]["statuses"][0]["rows"], qualified);
    assert_eq!(found["invalid"][0]["count"], 700 / 6 + usize::from(700 % 6 > 3));

    // The list has the best first, and of equal ones the first.
    let listed: Value =
        from_str(&studio.rows(r#"{"status": "qualified", "first": 3, "count": 5, "columns": [0]}"#)).unwrap();
    rows.retain(|(_, answer)| answer.status() == IcpStatus::Qualified);
    rows.sort_by_key(|(_, answer)| {
        let icp = answer.best_index().unwrap();
        (icp, std::cmp::Reverse((answer.score().unwrap() * 1e6) as i64))
    });
    let order: Vec<usize> = rows.iter().map(|(row, _)| *row).collect();
    let shown: Vec<usize> = listed["listed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["row"].as_u64().unwrap() as usize)
        .collect();
    assert_eq!((listed["rows"].as_u64(), shown.as_slice()), (Some(qualified as u64), &order[3..8]));
    let searched: Value =
        from_str(&studio.rows(r#"{"count": 5, "columns": [0], "text": "FIRM 69\n"}"#)).unwrap();
    assert_eq!((searched["rows"].as_u64(), searched["listed"][0]["row"].as_u64()), (Some(1), Some(69)));
}

#[test]
fn rules_and_outcomes_are_those_of_a_report() {
    let (mut studio, _) = studio(700);
    studio.open(MODEL, "", DAY).unwrap();
    assert!(studio.outcome(r#"{"column": "country"}"#).unwrap_err().contains("neither true nor false"));
    let known: Value = from_str(&studio.outcome(r#"{"column": "won"}"#).unwrap()).unwrap();
    let found = score(&mut studio);
    studio.start_rules();
    while studio.step_rules().unwrap() {}
    let rules: Value = from_str(&studio.rules()).unwrap();

    let model = Model::from_yaml(MODEL).unwrap();
    let accounts: Vec<Account> = (0..700).map(|row| account(&studio, row)).collect();
    let mut columns = icp_core::column::Columns::new(700);
    let names = ["Staff", "country", "tools", "won"];
    let cells =
        names.map(|name| accounts.iter().map(|one| one.get(name).unwrap().clone()).collect::<Vec<_>>());
    for (name, cells) in names.iter().zip(&cells) {
        let column = icp_core::column::Column::new(icp_core::column::Values::Mixed(cells));
        columns = columns.with(*name, column).unwrap();
    }
    let mut population = Population::new(&model, vec![Outcome::new("won")]);
    let options = super::table::options(Date::new(2026, 11, 21).unwrap(), &[]);
    population.add(&columns, &options).unwrap();
    let report: Value = from_str(&serde_json::to_string(&population.report().unwrap()).unwrap()).unwrap();
    let overall = &report["outcomes"][0];
    assert_eq!(found["auc"]["auc"], overall["auc"]["auc"]);
    assert_eq!(known["won"].as_f64(), overall["rate"]["won"].as_f64());
    assert_eq!(known["open"], overall["open"]);
    for (at, icp) in report["icps"].as_array().unwrap().iter().enumerate() {
        let (counts, rules) = (&found["counts"]["icps"][at], &rules["icps"][at]);
        for (tier, group) in icp["tiers"].as_array().unwrap().iter().zip(counts["tiers"].as_array().unwrap())
        {
            assert_eq!((&tier["id"], &tier["rows"]), (&group["id"], &group["rows"]));
            assert_eq!(tier["rates"][0]["rate"], group["rate"]);
            assert_eq!(tier["rates"][0]["interval"], group["interval"]);
            assert_eq!(tier["captured"][0], group["captured"]);
        }
        for (criterion, own) in
            icp["criteria"].as_array().unwrap().iter().zip(rules["criteria"].as_array().unwrap())
        {
            assert_eq!((&criterion["id"], &criterion["kept_out"]), (&own["id"], &own["kept_out"]));
            for (status, share) in
                criterion["statuses"].as_array().unwrap().iter().map(|one| (&one[0], &one[1]))
            {
                let rows = own["statuses"].as_array().unwrap().iter().find(|one| one[0] == *status).unwrap();
                assert_eq!(share.as_f64().unwrap(), rows[1].as_f64().unwrap() / 700.0);
            }
        }
        for (exclusion, own) in
            icp["exclusions"].as_array().unwrap().iter().zip(rules["exclusions"].as_array().unwrap())
        {
            for key in ["id", "holds", "alone", "kept_out"] {
                assert_eq!(exclusion[key], own[key], "{key}");
            }
        }
    }
    assert!(rules["icps"][0]["exclusions"][0]["holds"].as_u64() > Some(100));
    // Lists of those that one thing keeps out are as long as was said.
    let listed = |studio: &Studio, asked: &str| -> Value { from_str(&studio.rows(asked)).unwrap() };
    let near = listed(&studio, r#"{"near": {}, "out": true, "count": 700}"#);
    assert_eq!(near["rows"], rules["near"]);
    assert!(near["listed"].as_array().unwrap().iter().all(|row| row["now"]["status"] != "qualified"));
    for (criterion, icp) in [("size", 0), ("home", 0), ("crm", 1)] {
        let id = &rules["icps"][icp]["icp"];
        let asked = format!(r#"{{"near": {{"icp": {id}, "criterion": "{criterion}"}}}}"#);
        let own = rules["icps"][icp]["criteria"].as_array().unwrap();
        let kept = &own.iter().find(|one| one["id"] == criterion).unwrap()["kept_out"];
        assert_eq!(&listed(&studio, &asked)["rows"], kept, "{criterion}");
    }
    let closed = listed(&studio, r#"{"near": {"icp": "small", "exclusion": "closed"}}"#);
    assert_eq!(closed["rows"], rules["icps"][1]["exclusions"][0]["kept_out"]);
    assert!(rules["near"].as_u64() > Some(20), "{rules}");
    assert_eq!(studio.outcome("null").unwrap(), "null");
    assert_eq!(score(&mut studio)["auc"], Value::Null);
}

#[test]
fn who_moved_is_told_with_the_cause() {
    let (mut studio, _) = studio(700);
    studio.open(MODEL, "", DAY).unwrap();
    score(&mut studio);
    studio.keep();
    studio.open(&MODEL.replace("gte: 500", "gte: 1000"), "", DAY).unwrap();
    let found = score(&mut studio);
    let moved = &found["moved"];
    // Those with exactly 500 in a country that counts are in tier A no longer, and in no tier of the other icp's.
    let left = (0..700).filter(|row| row % 6 == 5 && row % 5 < 2).count();
    // In the third country nobody qualified before.
    let expected = (0..700).filter(|row| row % 6 == 5 && row % 5 < 3).count();
    assert_eq!(moved["rows"], expected);
    assert_eq!(moved["no_longer_qualified"], left);
    assert_eq!(moved["moves"][0]["from"]["tier"], "A");
    studio.start_causes();
    while studio.step_causes().unwrap() {}
    let causes: Value = from_str(&studio.causes().unwrap()).unwrap();
    assert_eq!(
        causes[0],
        serde_json::json!([{"kind": "criterion", "id": "size", "up": 0, "down": expected}])
    );
    let listed: Value = from_str(&studio.rows(r#"{"moved": true, "count": 3, "columns": [0]}"#)).unwrap();
    assert_eq!(listed["rows"], expected);
    assert_eq!(listed["listed"][0]["cause"], serde_json::json!(["criterion", "size"]));
    assert_eq!(listed["listed"][0]["before"]["tier"], "A");
    assert!(studio.row(5).unwrap().contains("<"), "an explanation in HTML");
}

#[test]
fn numbers_that_are_kept_as_numbers_say_the_same() {
    // The same numbers once as they are, which are kept as numbers, and once beside a word that is one of none.
    let file = |word: &str| {
        let number = |row: usize| match row % 7 {
            0 => String::new(),
            1 => word.to_owned(),
            _ => format!("{}{}", row * 37 % 1_100, if row.is_multiple_of(3) { ".25" } else { "" }),
        };
        let rows = (0..1_500).map(|row| format!("{},{}\n", number(row), ["DE", "FR"][row % 2]));
        std::iter::once("employees,country\n".to_owned()).chain(rows).collect::<String>()
    };
    let model = MODEL
        .replace(", written: {thousands: ','}", ", missing: [unknown, 74]")
        .replace("{employees: {lt: 500}}", "{employees: {between: [100.25, 498.25]}}");
    assert!(takes_numbers(&Model::from_yaml(&model).unwrap(), "employees"));
    let told = ["", "unknown"].map(|word| {
        let mut studio = Studio::default();
        studio.begin(None);
        studio.feed(file(word).as_bytes()).unwrap();
        studio.end().unwrap();
        studio.open(&model, "", DAY).unwrap();
        let mut found = score(&mut studio);
        found["bytes"] = Value::Null;
        studio.start_rules();
        while studio.step_rules().unwrap() {}
        let rules: Value = from_str(&studio.rules()).unwrap();
        let listed: Value = from_str(&studio.rows(r#"{"count": 1500, "columns": [1]}"#)).unwrap();
        (found, rules, listed)
    });
    assert_eq!(told[0], told[1]);
    assert!(told[0].0["counts"]["statuses"][0]["rows"].as_u64() > Some(100));
}

#[test]
fn cells_of_a_sheet_are_read_as_what_they_are() {
    let mut studio = Studio::default();
    studio.begin_sheet();
    // A number, a text that says the same, an error, a truth, a day, and a row with nothing under a name.
    let rows = ["n1050,tDE", "\"t1,050\",e#N/A", "e#N/A,n5", "btrue,t FR", "d2020-01-02,tUS", ","];
    let text = std::iter::once("Staff,country").chain(rows).map(|row| format!("{row}\n")).collect::<String>();
    studio.feed(text.as_bytes()).unwrap();
    let told: Value = from_str(&studio.end().unwrap()).unwrap();
    assert_eq!((told["rows"].as_u64(), told["columns"][0]["examples"][0].as_str()), (Some(6), Some("1050")));
    let opened: Value = from_str(&studio.open(MODEL, "", DAY).unwrap()).unwrap();
    let [staff, country] = [0, 1].map(|at| &opened["readings"][at]);
    assert_eq!(staff["values"], serde_json::json!(["1050", "1050", null, null, null]));
    assert_eq!(country["values"], serde_json::json!(["DE", null, null, " FR", "US"]));
    let invalid = |at: usize| country["invalid"][at].as_str().unwrap_or_default();
    assert!(invalid(1).ends_with("found the error `#N/A`"), "{}", invalid(1));
    assert!(invalid(2).contains("number"), "{}", invalid(2));
    let found = score(&mut studio);
    // Three of the first column, two of the second.
    assert_eq!(
        (found["invalid"][0]["count"].as_u64(), found["invalid"][1]["count"].as_u64()),
        (Some(3), Some(2))
    );
    let row: Value = from_str(&studio.row(1).unwrap()).unwrap();
    assert_eq!(row["cells"], serde_json::json!([["Staff", "1,050"], ["country", "#N/A"]]));
    let begun = studio.begin_model("firms");
    assert!(Model::from_yaml(&begun).is_ok(), "{begun}");
    // A word for no value may be an error.
    let source =
        r##"{"format": "icp-source/1", "name": "book", "attributes": {"country": {"missing": ["#n/a"]}}}"##;
    let opened: Value = from_str(&studio.open(MODEL, source, DAY).unwrap()).unwrap();
    assert_eq!(opened["readings"][1]["invalid"][1], Value::Null);
}

#[test]
fn a_cut_lets_the_wanted_number_in() {
    let (mut studio, _) = studio(700);
    let curve = MODEL.replace(
        "{id: crm, fit: {tools: {has: crm}}}",
        "{id: near, curve: {attribute: employees, ratings: [[0, 1], [1100, 0]]}}",
    );
    studio.open(&curve, "", DAY).unwrap();
    let cut: Value = from_str(&studio.cut("small", 200).unwrap()).unwrap();
    let score_at = cut["score"].as_f64().unwrap();
    let cut_rows = cut["rows"].as_u64().unwrap();
    assert!(cut_rows >= 200);
    studio.open(&curve.replace("from: 80", &format!("from: {score_at}")), "", DAY).unwrap();
    let found = score(&mut studio);
    assert_eq!(found["counts"]["icps"][1]["statuses"][0]["rows"], cut_rows);
    assert_eq!(studio.cut("small", 100_000).unwrap(), "null");
    assert_eq!(studio.cut("small", 0).unwrap(), "null");
    assert_eq!(studio.cut("other", 5).unwrap(), "null");
}

#[test]
fn mistakes_leave_the_model_that_is_open() {
    let (mut studio, _) = studio(20);
    let opened: Value = from_str(&studio.open(MODEL, "", DAY).unwrap()).unwrap();
    let error: Value =
        from_str(&studio.open(&MODEL.replace("weight: 3", "wieght: 3"), "", DAY).unwrap_err()).unwrap();
    assert_eq!(
        (error["of"].as_str(), error["error"]["problems"][0]["code"].as_str()),
        (Some("model"), Some("unknown_field"))
    );
    let source = "{format: icp-source/1, name: crm, columns: {Staff: emplyees}}";
    let error: Value = from_str(&studio.open(MODEL, source, DAY).unwrap_err()).unwrap();
    assert_eq!(error["of"], "source");
    assert_eq!(score(&mut studio)["counts"]["rows"], 20);
    let again: Value =
        from_str(&studio.open(&Model::from_yaml(MODEL).unwrap().to_yaml(), "", DAY).unwrap()).unwrap();
    assert_eq!(again["fingerprint"], opened["fingerprint"]);
    let begun = studio.begin_model("firms");
    assert!(Model::from_yaml(&begun).is_ok(), "{begun}");
}
