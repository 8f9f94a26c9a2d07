//! Asks a running service for scores and prints how long the answers took:
//! `cargo run --release -p icp-axum-example --example load -- http://127.0.0.1:8080 [SECONDS] [CLIENTS]`.

use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};

use ureq::Agent;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let url = args.next().ok_or("give the address of a service that runs")?;
    let seconds: u64 = args.next().map_or(Ok(5), |text| text.parse())?;
    let clients: usize = args.next().map_or(Ok(8), |text| text.parse())?;
    let end = Instant::now() + Duration::from_secs(seconds);
    let asking: Vec<_> = (0..clients).map(|client| (client, url.clone())).collect();
    let asking: Vec<_> =
        asking.into_iter().map(|(client, url)| thread::spawn(move || ask(&url, client, end))).collect();
    let (mut times, mut wrong) = (Vec::new(), 0);
    for client in asking {
        let (its, its_wrong) = client.join().map_err(|_| "a client panicked")?;
        times.extend(its);
        wrong += its_wrong;
    }
    times.sort_unstable();
    let at =
        |share: usize| times.get((times.len() * share / 1000).min(times.len().saturating_sub(1))).copied();
    println!("{} answers in {seconds} s by {clients} clients, {wrong} others", times.len());
    for (name, share) in [("half", 500), ("99 %", 990), ("99.9 %", 999), ("all", 1000)] {
        println!("{name:>7} within {:.2} ms", at(share).unwrap_or_default().as_secs_f64() * 1e3);
    }
    Ok(())
}

/// The times of the answers, and how many were none: another status, or no answer.
fn ask(url: &str, client: usize, end: Instant) -> (Vec<Duration>, usize) {
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    let (mut times, mut wrong) = (Vec::new(), 0);
    for number in (client..).step_by(97) {
        let start = Instant::now();
        if start >= end {
            break;
        }
        let (employees, arr) = (20 + number * 37 % 900, number * 1_000);
        let body = format!(
            r#"{{"employees": {employees}, "arr": {arr}, "country": "US", "tech_stack": ["HubSpot"]}}"#
        );
        let answer = agent.post(format!("{url}/score")).send(body);
        let is_whole = answer.is_ok_and(|mut answer| {
            answer.status() == 200 && answer.body_mut().read_to_string().is_ok_and(|text| text.ends_with('}'))
        });
        if is_whole {
            times.push(start.elapsed());
        } else {
            wrong += 1;
        }
    }
    (times, wrong)
}
