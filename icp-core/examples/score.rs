//! Scores one account that is a struct of your own.
//!
//! ```sh
//! cargo run -p icp-core --features yaml --example score
//! ```

use std::error::Error;
use std::fs;

use icp_core::{Account, Date, Model};
use serde::Serialize;

/// The answers of a sign-up form. A question that was not answered is `None`: missing, not zero.
#[derive(Serialize)]
struct Lead {
    industry: &'static str,
    employees: Option<u32>,
    arr: Option<f64>,
    country: &'static str,
    tech_stack: Vec<&'static str>,
    last_round_on: Option<&'static str>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let model = Model::from_yaml(&fs::read_to_string("examples/models/acme-gtm.yaml")?)?;
    let as_of = Date::parse("2026-10-01").ok_or("no date")?;
    let lead = Lead {
        industry: "B2B SaaS",
        employees: Some(320),
        arr: Some(7_200_000.0),
        country: "Germany",
        tech_stack: vec!["HubSpot", "Amplitude"],
        last_round_on: None,
    };

    let answer = model.score(&Account::from_serialize(&lead)?, as_of)?;

    println!("best: {}", answer.best().unwrap_or("none"));
    for icp in answer.icps() {
        println!("{}: {}, because of {}", icp.icp, icp.status.as_str(), icp.reason.text);
        if let (Some(score), Some((low, high))) = (icp.fit.score, icp.fit.bounds) {
            println!("  score {score}, between {low} and {high} when everything is known");
        }
        for (team, say) in &icp.verdicts.0 {
            println!("  {team}: {say}");
        }
        println!("  still to ask: {}", icp.missing.join(", "));
    }
    Ok(())
}
