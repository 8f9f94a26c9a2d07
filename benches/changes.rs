//! Processor time of finding what would have to change: every account of a model with every goal that its icps have. A name behind it
//! is the one model that is measured. It ends with 1 where a search takes longer than is promised.

use std::fmt::Write;
use std::hint::black_box;
use std::process::ExitCode;

use icp_benches::clock::processor_time;
use icp_benches::task;
use icp_core::changes::{Changes, Goal};
use icp_core::{Account, Date, IcpStatus, Model, OnInvalid, Record};

/// How often a search is repeated; its least time counts.
const ROUNDS: usize = 5;

/// Accounts of the model `acme-gtm`: every choice of these values, or none.
const COMPANIES: [(&str, &[&str]); 6] = [
    ("industry", &["\"B2B SaaS\"", "\"Retail\""]),
    ("employees", &["12", "320", "null"]),
    ("arr", &["900000", "2600000", "null"]),
    ("tech_stack", &["[\"HubSpot\", \"Amplitude\"]", "[\"slack\"]"]),
    ("country", &["\"US\""]),
    ("last_round_on", &["\"2026-08-30\"", "\"2024-03-20\"", "null"]),
];

fn main() -> ExitCode {
    let today = Date::new(2026, 11, 21).unwrap_or(Date::MAX);
    // `cargo bench` adds an option of its own.
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let acme = include_str!("../examples/models/acme-gtm.yaml");
    let leads = task::leads(16);
    let leads = leads.iter().filter_map(|lead| serde_json::to_string(lead).ok()).collect();
    let all = [
        ("acme-gtm", Model::from_yaml(acme).ok(), companies(), 1.0),
        ("24 criteria of 12 attributes, 3 icps", Model::from_yaml(task::MODEL).ok(), leads, 10.0),
        ("24 criteria of 24 attributes", Model::from_json(&wide()).ok(), wide_accounts(), 10.0),
    ];
    let mut is_slow = false;
    println!(
        "{:<38} {:>8} {:>8} {:>6} {:>9} {:>9} {:>9}",
        "ms of a processor", "searches", "answers", "gaps", "mean", "99 %", "most"
    );
    for (name, model, accounts, most) in all {
        if only.as_ref().is_some_and(|only| !name.contains(&**only)) {
            continue;
        }
        let Some(model) = model else { return fail(name, "no model") };
        let records: Vec<Record<'_>> = accounts.iter().filter_map(|account| read(&model, account)).collect();
        if records.len() != accounts.len() {
            return fail(name, "an account is not read");
        }
        let Some(took) = measured(&model, &records, today) else { return fail(name, "nothing is found") };
        println!("{name:<38} {took}");
        is_slow |= took.of(100) > most;
    }
    ExitCode::from(u8::from(is_slow))
}

fn fail(name: &str, why: &str) -> ExitCode {
    eprintln!("{name}: {why}");
    ExitCode::FAILURE
}

fn read(model: &Model, account: &str) -> Option<Record<'static>> {
    let account = Account::from_json(account).ok()?;
    model.record(&account, OnInvalid::Error).ok().map(Record::into_owned)
}

/// The milliseconds that some searches took, and how they ended.
struct Took {
    /// Milliseconds of each, in order.
    times: Vec<f64>,
    /// Searches that found sets, and those that tell a gap.
    answers: usize,
    gaps: usize,
}

impl Took {
    /// The time that this share of the searches does not take longer than, in percent.
    fn of(&self, percent: usize) -> f64 {
        let place = (self.times.len() * percent).div_ceil(100).max(1) - 1;
        self.times.get(place).copied().unwrap_or(f64::NAN)
    }
}

impl std::fmt::Display for Took {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mean = self.times.iter().sum::<f64>() / self.times.len() as f64;
        let Self { times, answers, gaps } = self;
        let (nearly, most) = (self.of(99), self.of(100));
        write!(f, "{:>8} {answers:>8} {gaps:>6} {mean:>9.3} {nearly:>9.3} {most:>9.3}", times.len())
    }
}

/// All goals of all icps: each status, each tier, and scores.
fn goals(model: &Model) -> Vec<Goal> {
    let mut goals = Vec::new();
    for icp in (0..).map_while(|at| model.icp(at)) {
        use IcpStatus::{Disqualified, InsufficientData, Qualified, Unqualified};
        let statuses = [Qualified, Unqualified, Disqualified, InsufficientData].map(Goal::status);
        let tiers = icp.fit.tiers.iter().map(|tier| Goal::tier(&tier.id));
        let scores = [25.0, 50.0, 75.0, 90.0, 100.0].map(Goal::score);
        goals.extend(statuses.into_iter().chain(tiers).chain(scores).map(|goal| goal.of_icp(&icp.id)));
    }
    goals
}

/// Every record with every goal; nothing where no search has an answer.
fn measured(model: &Model, records: &[Record<'_>], today: Date) -> Option<Took> {
    let goals = goals(model);
    let mut took = Took { times: Vec::new(), answers: 0, gaps: 0 };
    for (record, goal) in records.iter().flat_map(|record| goals.iter().map(move |goal| (record, goal))) {
        let mut least = f64::INFINITY;
        let mut found: Option<Changes> = None;
        for _ in 0..ROUNDS {
            let start = processor_time();
            found = model.changes_record(black_box(record), today, goal, 2).ok();
            least = least.min(processor_time() - start);
        }
        let found = found.filter(|found| !found.reached);
        // A goal that is reached already takes no search.
        let Some(found) = found else { continue };
        took.answers += usize::from(!found.sets.is_empty());
        took.gaps += usize::from(!found.gaps.is_empty());
        took.times.push(least * 1e3);
    }
    took.times.sort_by(f64::total_cmp);
    (took.answers > 0).then_some(took)
}

fn companies() -> Vec<String> {
    let mut all = vec![String::new()];
    for (name, values) in COMPANIES {
        let with = |before: &String| {
            let comma = if before.is_empty() { "" } else { ", " };
            values.iter().map(|value| format!("{before}{comma}\"{name}\": {value}")).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    all.iter().map(|fields| format!("{{{fields}}}")).collect()
}

/// The value of the attribute at this place in [`wide`].
fn of_kind<T: Copy>(at: usize, of: [T; 4]) -> T {
    let [number, text, date, curve] = of;
    match at % 4 {
        0 => number,
        1 => text,
        2 => date,
        _ => curve,
    }
}

/// A model with 24 criteria over as many attributes: numbers, texts and dates, and a curve in each group of four.
fn wide() -> String {
    let (mut attributes, mut criteria) = (String::new(), String::new());
    for at in 0..24 {
        let kind = of_kind(at, ["number", "text", "date", "number"]);
        let rules = [
            format!("\"fit\": {{\"a{at}\": {{\"between\": [20, 200]}}}}"),
            format!("\"fit\": {{\"a{at}\": {{\"in\": [\"red\", \"green\", \"blue\"]}}}}"),
            format!("\"fit\": {{\"a{at}\": {{\"within_last\": \"6 months\"}}}}"),
            format!("\"curve\": {{\"attribute\": \"a{at}\", \"ratings\": [[0, 0], [50, 0.5], [100, 1]]}}"),
        ];
        let rule = of_kind(at, rules.each_ref());
        let comma = if at > 0 { "," } else { "" };
        // Writing to a text does not fail.
        let _ = write!(attributes, "{comma}\"a{at}\": {{\"type\": \"{kind}\"}}");
        let _ = write!(criteria, "{comma}{{\"id\": \"c{at}\", {rule}}}");
    }
    format!(
        "{{\"format\": \"icp/1\", \"name\": \"wide\", \"attributes\": {{{attributes}}}, \"icps\": [{{\"id\": \"all\", \"fit\": \
         {{\"criteria\": [{criteria}], \"tiers\": [{{\"id\": \"A\", \"from\": 79}}, {{\"id\": \"B\", \"from\": 50}}, {{\"id\": \"C\"}}]}}}}]}}"
    )
}

/// Accounts of [`wide`]: of the first attributes more and more fit, the others do not, and of some every fifth is missing.
fn wide_accounts() -> Vec<String> {
    let account = |(fitting, has_blanks): (usize, bool)| {
        let value = |at: usize| {
            let fits = of_kind(at, ["60", "\"green\"", "\"2026-10-01\"", "60"]);
            let misses = of_kind(at, ["10", "\"grey\"", "\"2019-10-01\"", "10"]);
            match has_blanks && at % 5 == 4 {
                true => format!("\"a{at}\": null"),
                false => format!("\"a{at}\": {}", if at < fitting { fits } else { misses }),
            }
        };
        format!("{{{}}}", (0..24).map(value).collect::<Vec<_>>().join(", "))
    };
    [0, 4, 8, 12, 16, 18, 20, 22]
        .into_iter()
        .flat_map(|fitting| [(fitting, false), (fitting, true)])
        .map(account)
        .collect()
}
