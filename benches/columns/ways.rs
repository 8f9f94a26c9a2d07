//! Models and options that leave the fastest path, so that nobody is surprised.

use icp_core::Model;
use icp_core::batch::{AsOf, BatchOptions, PerCriterion};
use icp_core::column::{Column, Columns, Offsets, Text, Values};
use serde_json::{Value, json};

use super::measure::{engine, full, short, short_number, times};
use super::variants::{array, changed, each_icp, set};
use super::{Grid, Setup};
use crate::task::{Table, Texts};

const ROWS: usize = 100_000;

/// Columns that the task does not have.
struct More {
    /// Where the events and texts of each row end.
    ends: Vec<i32>,
    days: Vec<i32>,
    demos: (Vec<i32>, String),
    notes: (Vec<i32>, String),
}

fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> (Vec<i32>, String) {
    let (mut offsets, mut bytes) = (vec![0], String::new());
    for text in texts {
        bytes.push_str(text);
        offsets.push(bytes.len() as i32);
    }
    (offsets, bytes)
}

impl More {
    /// Three events a row, and a note of about fifty letters.
    fn new(rows: usize) -> Self {
        const NAMES: [&str; 4] = ["demo", "pricing page", "webinar", "unsubscribe"];
        const NOTES: [&str; 3] = [
            "Asked for a demo; wants to replace their old CRM soon",
            "No answer since spring, two mails and one call",
            "Moving to the cloud, budget is there from January on",
        ];
        Self {
            ends: (0..=rows as i32).map(|row| row * 3).collect(),
            days: (0..rows as i32 * 3).map(|at| 20_400 - at * 37 % 300).collect(),
            demos: texts(NAMES.iter().copied().cycle().take(rows * 3)),
            notes: texts(NOTES.iter().copied().cycle().take(rows)),
        }
    }

    fn add<'a>(&'a self, columns: Columns<'a>) -> Columns<'a> {
        fn text((offsets, bytes): &(Vec<i32>, String)) -> Column<'_> {
            Column::new(Values::Text(Text { offsets: Offsets::Small(offsets), bytes: bytes.as_bytes() }))
        }
        let events = Values::Events {
            offsets: Offsets::Small(&self.ends),
            event: Box::new(text(&self.demos)),
            on: Box::new(Column::new(Values::Days(&self.days))),
            count: None,
        };
        let days = self.days.get(..columns.rows()).unwrap_or_default();
        [
            ("signals", Column::new(events)),
            ("note", text(&self.notes)),
            ("day", Column::new(Values::Days(days))),
        ]
        .into_iter()
        .fold(columns, |columns, (name, column)| columns.with(name, column).expect("columns of one length"))
    }
}

/// The task with one criterion more in the first icp, over an attribute that may be new.
fn criterion(attribute: Option<(&str, Value)>, criterion: Value) -> Model {
    changed(|document| {
        if let Some((name, attribute)) = attribute {
            set(document.get_mut("attributes").expect("attributes"), name, attribute);
        }
        array(document, "/icps/0/fit/criteria").push(criterion);
    })
}

/// The criteria of every icp in two dimensions, and something else done to its scorecard.
fn dimensions(firm: &Value, need: &Value, change: impl Fn(&mut Value)) -> Model {
    changed(|document| {
        each_icp(document, |icp| {
            for (at, criterion) in array(icp, "/fit/criteria").iter_mut().enumerate() {
                set(criterion, "dimension", json!(if at % 2 == 0 { "firm" } else { "need" }));
            }
            let card = icp.get_mut("fit").expect("a scorecard");
            set(card, "dimensions", json!([firm, need]));
            change(card);
        });
    })
}

/// Models that differ from the task in one thing.
fn models() -> Vec<(&'static str, Model)> {
    let signals = || Some(("signals", json!({"type": "events"})));
    let note = || Some(("note", json!({"type": "text"})));
    let intent = |icp: &mut Value| {
        let criteria = json!([{"id": "grows", "fit": {"growth": {"gte": 20}}}, {"id": "hurts", "fit": {"pains": {"has": "churn"}}}]);
        let tiers = json!([{"id": "hot", "from": 60}, {"id": "cold"}]);
        set(icp, "intent", json!({"criteria": criteria, "tiers": tiers}));
        set(icp, "stages", json!([{"id": "now", "when": {"fit": ["A", "B"], "intent": "hot"}}]));
    };
    let requires = |icp: &mut Value| {
        array(icp, "/fit/tiers").iter_mut().take(1).for_each(|tier| set(tier, "requires", json!(["size"])));
    };
    vec![
        (
            "percent, dimensions with shares",
            dimensions(&json!({"id": "firm", "share": 60}), &json!({"id": "need", "share": 40}), |_| {}),
        ),
        (
            "points, dimensions with caps",
            dimensions(&json!({"id": "firm", "cap": 6}), &json!({"id": "need", "cap": 4}), |card| {
                set(card, "scale", json!({"points": {"base": 10, "min": 0, "max": 100}}));
            }),
        ),
        (
            "percent, a lowest score under a condition",
            changed(|document| {
                each_icp(document, |icp| {
                    let card = icp.get_mut("fit").expect("a scorecard");
                    set(card, "limits", json!([{"when": {"stage": "series a"}, "at_least": 30}]));
                });
            }),
        ),
        ("tiers that require a criterion", changed(|document| each_icp(document, requires))),
        ("intent and stages", changed(|document| each_icp(document, intent))),
        (
            "a criterion that may not apply",
            criterion(
                None,
                json!({"id": "may", "applies_when": {"stage": "series a"}, "fit": {"growth": {"gt": 10}}}),
            ),
        ),
        (
            "a formula",
            criterion(
                Some(("each", json!({"formula": "arr / employees"}))),
                json!({"id": "each", "fit": {"each": {"gte": 50_000}}}),
            ),
        ),
        (
            "phrases searched in a text",
            criterion(
                note(),
                json!({"id": "note", "fit": {"note": {"mentions": ["crm", "cloud", "budget"]}}}),
            ),
        ),
        (
            "parts of words searched in a text",
            criterion(
                note(),
                json!({"id": "note", "fit": {"note": {"contains": ["crm", "cloud", "budget"]}}}),
            ),
        ),
        (
            "a pattern searched in a text",
            criterion(note(), json!({"id": "note", "fit": {"note": {"matches": "(?i)\\bcrm\\b"}}})),
        ),
        (
            "happened, of 3 events a row",
            criterion(signals(), json!({"id": "demo", "fit": {"signals": {"happened": {"event": "demo"}}}})),
        ),
        (
            "decay, of 3 events a row",
            criterion(
                signals(),
                json!({"id": "interest", "decay": {"attribute": "signals",
                    "ratings": {"demo": 0.8, "pricing page": 0.2}, "half_life": "30 days"}}),
            ),
        ),
    ]
}

pub(super) fn run(setup: &Setup) -> Grid {
    let table = Table::new(setup.first(ROWS), Texts::Dictionary);
    let more = More::new(table.rows());
    let columns = more.add(table.columns());
    let base = engine(&setup.model, &columns, &full());
    let mut grid = Grid::new(["way", "ns a row", "to the first"]);
    let mut row = |name: &str, ns: f64| grid.row(name, [short_number(ns), times(ns / base)]);
    row("the task: percent, plain tiers", base);
    let options: [(&str, BatchOptions<'_>); 7] = [
        ("without bounds and reasons", short()),
        ("with verdicts", full().verdicts(true)),
        ("the answer of every icp", full().per_icp(true)),
        ("the points of every criterion", full().per_criterion(PerCriterion::POINTS)),
        ("the status of every criterion", full().per_criterion(PerCriterion::STATUS)),
        ("the contribution of every criterion", full().per_criterion(PerCriterion::CONTRIBUTION)),
        ("a day for each row", BatchOptions::new(AsOf::Column("day")).threads(1)),
    ];
    for (name, options) in options {
        row(name, engine(&setup.model, &columns, &options));
    }
    for (name, model) in models() {
        row(name, engine(&model, &columns, &full()));
    }
    grid
}
