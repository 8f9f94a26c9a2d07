//! Processor time from a record to the JSON text of its whole assessment, and to the numbers alone. `cargo xtask assessment` runs it,
//! built from this commit and from another one, in turns; so it uses only what both have. A number is how often it
//! goes through the accounts, for tools that count instructions; a name behind it is the one line that is measured.

use std::hint::black_box;

use icp_benches::clock::processor_time;
use icp_benches::task;
use icp_core::{Date, Model, OnInvalid, Record};
use oorandom::Rand32;

/// Few enough that they stay in the processor's cache.
const ACCOUNTS: usize = 256;
/// Seconds for each number that is printed.
const SECONDS: f64 = 0.25;

fn main() {
    let today = Date::new(2026, 11, 21).unwrap_or(Date::MAX);
    let mut args = std::env::args().skip(1);
    let passes = args.next().and_then(|passes| passes.parse().ok());
    let run = Run { passes, line: args.next() };
    let leads = task::leads(ACCOUNTS);
    let leads = leads.iter().filter_map(|lead| serde_json::to_string(lead).ok()).collect();
    run.measure("acme-gtm", include_str!("../../examples/models/acme-gtm.yaml"), &lines(company), today);
    run.measure(
        "acme-intent",
        include_str!("../../examples/models/acme-intent.yaml"),
        &lines(visitor),
        today,
    );
    run.measure("24 criteria", task::MODEL, &leads, Date::MAX);
}

/// How long each line is measured.
struct Run {
    /// Passes over the accounts; without a number as many as the time allows.
    passes: Option<usize>,
    /// The one line that is measured; all without a name.
    line: Option<String>,
}

impl Run {
    /// Prints a line for each way: name, nanoseconds an account, and bytes of JSON an account.
    fn measure(&self, name: &str, model: &str, lines: &Vec<String>, today: Date) {
        let Ok(model) = Model::from_yaml(model) else { return println!("{name}: no model") };
        let mut records = Vec::new();
        for line in lines {
            let mut record = Record::default();
            if model.read_record(line, OnInvalid::Error, &mut record).is_ok() {
                records.push(record);
            }
        }
        let mut scratch = model.scratch();
        self.line(&format!("{name}, numbers alone"), records.len(), || {
            let scored = records
                .iter()
                .filter(|record| model.evaluate(black_box(record), today, &mut scratch).is_ok());
            black_box(scored.count());
            0
        });
        self.line(&format!("{name}, whole"), records.len(), || {
            let texts = records.iter().filter_map(|record| {
                Some(model.assess_json(black_box(record), today, &mut scratch).ok()?.len())
            });
            texts.sum()
        });
    }

    fn line(&self, name: &str, records: usize, mut pass: impl FnMut() -> usize) {
        if self.line.as_ref().is_some_and(|line| line != name) {
            return;
        }
        let (begin, mut least) = (processor_time(), f64::INFINITY);
        let mut bytes = 0;
        for done in 1.. {
            let start = processor_time();
            bytes = black_box(pass());
            let end = processor_time();
            least = least.min(end - start);
            if self.passes.map_or(end - begin > SECONDS, |passes| done >= passes) {
                break;
            }
        }
        let records = records.max(1);
        println!("{name}\t{:.1}\t{}", least * 1e9 / records as f64, bytes / records);
    }
}

fn lines(of: fn(&mut Dice) -> String) -> Vec<String> {
    let mut dice = Dice(Rand32::new(7));
    (0..ACCOUNTS).map(|_| of(&mut dice)).collect()
}

struct Dice(Rand32);

impl Dice {
    /// One of these values, or `null` once in eight times.
    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = self.0.rand_range(0..of.len() as u32 * 8) as usize;
        if at % 8 == 7 { "null" } else { of.get(at / 8).copied().unwrap_or("null") }
    }

    fn text(&mut self, of: &[&str]) -> String {
        match self.pick(of) {
            "null" => "null".to_owned(),
            text => format!("\"{text}\""),
        }
    }

    /// Up to three events.
    fn events(&mut self, of: &[&str]) -> String {
        let mut events = Vec::new();
        for _ in 0..self.0.rand_range(0..4) {
            let (month, day) = (self.0.rand_range(8..12), self.0.rand_range(1..21));
            let event = self.pick(of);
            events.push(format!("{{\"event\": \"{event}\", \"on\": \"2026-{month:02}-{day:02}\"}}"));
        }
        format!("[{}]", events.join(", "))
    }
}

/// An account of the model `acme-gtm`.
fn company(dice: &mut Dice) -> String {
    format!(
        "{{\"industry\": {}, \"employees\": {}, \"arr\": {}, \"country\": {}, \"cs_team\": {}, \"tech_stack\": {}, \
         \"pain_points\": {}, \"last_round_on\": {}}}",
        dice.text(&["B2B SaaS", "Retail", "Banking"]),
        dice.pick(&["12", "35", "210", "320", "480", "1200"]),
        dice.pick(&["900000", "1900000", "2600000", "7200000"]),
        dice.text(&["Germany", "US", "GB", "BR"]),
        dice.pick(&["true", "false"]),
        dice.pick(&[
            "[\"HubSpot\", \"Amplitude\"]",
            "[\"hubspot\", \"MIXPANEL\", \"slack\"]",
            "[\"slack\"]",
            "[]"
        ]),
        dice.pick(&["[\"churn\", \"slow onboarding\"]", "[\"no usage data\"]"]),
        dice.text(&["2026-06-15", "2026-08-30", "2024-03-20"]),
    )
}

/// An account of the model `acme-intent`.
fn visitor(dice: &mut Dice) -> String {
    format!(
        "{{\"industry\": {}, \"employees\": {}, \"country\": {}, \"site\": {}, \"talk\": {}}}",
        dice.text(&["B2B SaaS", "Software", "FinTech", "Retail"]),
        dice.pick(&["12", "60", "210", "320", "1200", "3000"]),
        dice.text(&["Germany", "US", "GB", "BR"]),
        dice.events(&["pricing page", "manual", "blog", "trial started"]),
        dice.events(&["meeting", "reply", "unsubscribed", "demo asked"]),
    )
}
