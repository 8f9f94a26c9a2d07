//! Measures the worst model and the worst account that the limits allow, in processor time and memory:
//! `cargo xtask limits` prints it. With `--check` it fails where something costs more than is documented.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "a program for people who work on this"
)]

mod memory;
mod models;

use std::process::ExitCode;

use cpu_time::ThreadTime;
use icp_core::model::Definition;
use icp_core::{Account, Date, Model};
use models::Worst;

/// The limits of docs/trust.md: no step takes more processor time, in milliseconds, or memory, in bytes.
const MOST_MILLISECONDS: f64 = 5_000.0;
const MOST_BYTES: usize = 256 << 20;

/// Processor time in milliseconds, and the most memory in use.
struct Cost {
    milliseconds: f64,
    bytes: usize,
}

/// The least of some passes; one where a pass takes long.
fn cost<T>(mut work: impl FnMut() -> T) -> (T, Cost) {
    let mut least: Option<(T, Cost)> = None;
    for _ in 0..3 {
        let start = ThreadTime::now();
        let (done, bytes) = memory::peak(&mut work);
        let milliseconds = start.elapsed().as_secs_f64() * 1e3;
        if least.as_ref().is_none_or(|(_, cost)| milliseconds < cost.milliseconds) {
            least = Some((done, Cost { milliseconds, bytes }));
        }
        if milliseconds > 300.0 {
            break;
        }
    }
    least.unwrap()
}

fn measure(worst: &Worst) -> Vec<Cost> {
    let as_of = Date::parse("2026-11-21").unwrap();
    let (definition, checked) = cost(|| Definition::from_json(&worst.model));
    definition.unwrap_or_else(|error| panic!("{}: {error}", worst.what));
    let (model, compiled) = cost(|| Model::from_json(&worst.model).unwrap());
    let (account, read) = cost(|| Account::from_json(&worst.account).unwrap());
    let (assessment, scored) = cost(|| model.assess(&account, as_of).unwrap());
    let (_, found) = cost(|| model.findings(as_of).len());
    let (_, explained) = cost(|| assessment.explain().len() + assessment.to_json().len());
    vec![checked, compiled, read, scored, found, explained]
}

fn main() -> ExitCode {
    let is_check = std::env::args().any(|arg| arg == "--check");
    println!("processor ms / peak MiB");
    let columns = ["check", "and compile", "read account", "score and tell", "findings", "explain"];
    println!("{:<61}{}", "model, account", columns.map(|column| format!("{column:>15}")).concat());
    let mut is_over = false;
    for worst in models::all() {
        let costs = measure(&worst);
        let told: Vec<String> = costs
            .iter()
            .map(|Cost { milliseconds, bytes }| {
                let told = format!("{milliseconds:.1}/{:.1}", *bytes as f64 / f64::from(1 << 20));
                format!("{told:>15}")
            })
            .collect();
        let size = format!("{} KiB, {} KiB", worst.model.len() >> 10, worst.account.len() >> 10);
        println!("{:<44}{size:>16} {}", worst.what, told.join(""));
        is_over |= costs.iter().any(|cost| cost.milliseconds > MOST_MILLISECONDS || cost.bytes > MOST_BYTES);
    }
    if is_over && is_check { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
