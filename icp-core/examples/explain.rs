//! Says in words why an account has its score, what is missing, and what that could still change.
//!
//! ```sh
//! cargo run -p icp-core --features yaml --example explain
//! ```

use std::error::Error;
use std::fs;

use icp_core::{Account, Date, Model};

fn main() -> Result<(), Box<dyn Error>> {
    let model = Model::from_yaml(&fs::read_to_string("examples/models/acme-gtm.yaml")?)?;
    let as_of = Date::parse("2026-10-01").ok_or("no date")?;
    let account = Account::new()
        .with("industry", "B2B SaaS")
        .with("employees", 410)
        .with("arr", 3_100_000)
        .with("country", "GB")
        .with("tech_stack", ["HubSpot", "Amplitude"])
        .with("last_round_on", None::<&str>);

    let answer = model.score(&account, as_of)?;

    // `explain_markdown` and `explain_html` say the same.
    println!("{}", answer.explain());
    Ok(())
}
