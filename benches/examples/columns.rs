//! A million accounts in columns: the engine beside the same rules by hand, and what its time depends on.
//!
//! `cargo xtask columns [SECTION]`, or `cargo run --profile dist -p icp-benches --example columns -- [SECTION]`

use std::process::ExitCode;

use icp_benches::columns::{SECTIONS, Section, Setup};

/// Rows of the largest tables.
const ROWS: usize = 1_000_000;

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
    if let Some(unknown) = asked.iter().find(|name| !names.contains(&name.as_str())) {
        eprintln!("there is no section `{unknown}`; there are {}", names.join(", "));
        return ExitCode::from(2);
    }
    println!("3 icps of 8 criteria and 4 exclusions over 12 attributes; least of some passes.");
    println!("One core, processor time, if not said otherwise.");
    let setup = Setup::new(ROWS);
    let mut outcome = ExitCode::SUCCESS;
    for Section { name, question, run } in SECTIONS {
        if asked.is_empty() || asked.iter().any(|asked| asked == name) {
            let grid = run(&setup);
            print!("\n## {name}: {question}\n\n{grid}");
            if grid.failure.is_some() {
                outcome = ExitCode::FAILURE;
            }
        }
    }
    outcome
}
