//! JSON Lines in, answers out: one assessment a line, and at the end how many qualify.
//!
//! The model is read once; the record and the working memory are used again for every line.
//!
//! ```sh
//! cargo run -p icp-core --features yaml --example json_lines < examples/accounts.jsonl
//! ```

use std::error::Error;
use std::fs;
use std::io::{self, Read};

use icp_core::{Date, Model, OnInvalid, Record};

fn main() -> Result<(), Box<dyn Error>> {
    let model = Model::from_yaml(&fs::read_to_string("examples/models/acme-gtm.yaml")?)?;
    let as_of = Date::parse("2026-10-01").ok_or("no date")?;
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;

    let mut scratch = model.scratch();
    let mut record = Record::default();
    let (mut all, mut qualified) = (0, 0);
    for (number, line) in (1..).zip(text.lines()) {
        // An invalid value refuses its line, and the next one goes on.
        if let Err(error) = model.read_record(line, OnInvalid::Error, &mut record) {
            eprintln!("line {number}: {error}");
            continue;
        }
        let assessment = model.assess_record(&record, as_of, &mut scratch)?;
        all += 1;
        qualified += u32::from(assessment.best.is_some());
        println!("{}", assessment.to_json());
    }
    eprintln!("{qualified} of {all} qualify");
    Ok(())
}
