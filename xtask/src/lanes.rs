//! Runs the steps of a task, one after the other or in lanes beside each other, and tells how it went.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::step::{Outcome, Step};
use crate::tally::Tally;

/// Lanes that run at a time. One waits for the network, or runs a test on one processor, while the other compiles.
const BESIDE: usize = 2;

/// The counts and failures of the steps that have run.
#[derive(Default)]
struct Report<'a> {
    tally: Tally,
    failed: Vec<&'a Step>,
}

/// Runs all steps, also those after a failed one, and tells how it went. Its last line is the tests' sum.
pub(crate) fn run_all(steps: &[Step]) -> ExitCode {
    let mut report = Report::default();
    for group in steps.chunk_by(|one, next| one.lane.is_some() == next.lane.is_some()) {
        if group.iter().all(|step| step.lane.is_none()) {
            group.iter().for_each(|step| report.run(step));
        } else {
            report.run_lanes(group);
        }
    }
    let Report { tally, failed } = report;
    for step in &failed {
        println!("{} failed; alone: {}", step.name(), step.alone());
    }
    if steps.iter().any(|step| step.tests) {
        if tally.ignored > 0 {
            println!("{} ignored", tally.ignored);
        }
        println!("{tally}");
    }
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl<'a> Report<'a> {
    /// Runs a step and shows its output at once.
    fn run(&mut self, step: &'a Step) {
        println!("== {}: {}", step.name(), step.alone());
        let outcome = step.run(&mut self.tally);
        self.end(step, &outcome);
    }

    /// Runs a step and shows its output when it has ended.
    fn collect(&mut self, step: &'a Step) {
        println!("== {}: begins", step.name());
        let mut output = Vec::new();
        let outcome = step.collect(&mut self.tally, &mut output);
        // Nobody else prints between these lines.
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "\n== {}: {}", step.name(), step.alone());
        let _ = out.write_all(&output);
        self.end(step, &outcome);
    }

    fn end(&mut self, step: &'a Step, outcome: &Outcome) {
        match outcome {
            Outcome::Skipped => println!("== {}: nothing to do", step.name()),
            Outcome::Done(spent) => println!("== {}: ok, {spent}\n", step.name()),
            Outcome::Failed(why, spent) => {
                println!("== {}: FAILED ({why}), {spent}\n", step.name());
                self.failed.push(step);
            }
        }
    }

    /// Runs the lanes of these steps, the first ones first; what they did is reported in the order of the steps.
    fn run_lanes(&mut self, steps: &'a [Step]) {
        let waiting = Mutex::new(lanes(steps).into_iter().enumerate());
        let done = Mutex::new(Vec::new());
        let work = || {
            loop {
                let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some((place, lane)) = next else { break };
                let mut report = Report::default();
                lane.into_iter().for_each(|step| report.collect(step));
                done.lock().unwrap_or_else(PoisonError::into_inner).push((place, report));
            }
        };
        thread::scope(|scope| {
            for _ in 0..BESIDE {
                scope.spawn(work);
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(place, _)| *place);
        for (_, report) in done {
            self.tally.add(&report.tally);
            self.failed.extend(report.failed);
        }
    }
}

/// The steps of each lane, in the order in which the lanes are first named.
fn lanes(steps: &[Step]) -> Vec<Vec<&Step>> {
    let mut lanes: Vec<Vec<&Step>> = Vec::new();
    for step in steps {
        match lanes.iter_mut().find(|lane| lane.first().is_some_and(|first| first.lane == step.lane)) {
            Some(lane) => lane.push(step),
            None => lanes.push(vec![step]),
        }
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_lane(lane: &'static str, step: Step) -> Step {
        Step::in_lane(lane, vec![step]).next().unwrap()
    }

    fn step(name: &'static str, lane: &'static str) -> Step {
        in_lane(lane, Step::new(name, "rustc", &["--version"]))
    }

    #[test]
    fn a_lane_has_its_steps_in_order() {
        let steps = [step("a", "one"), step("b", "two"), step("c", "one"), step("d", "three")];
        let names: Vec<Vec<&str>> =
            lanes(&steps).iter().map(|lane| lane.iter().map(|step| step.name()).collect()).collect();
        assert_eq!(names, [vec!["a", "c"], vec!["b"], vec!["d"]]);
    }

    #[test]
    fn every_lane_runs_and_failures_are_in_the_order_of_the_steps() {
        let bad = |name, lane| in_lane(lane, Step::cargo(name, &["no-such-command"]).counted());
        let steps =
            [bad("a", "one"), step("b", "two"), bad("c", "three"), step("d", "three"), bad("e", "four")];
        let mut report = Report::default();
        report.run_lanes(&steps);
        let failed: Vec<&str> = report.failed.iter().map(|step| step.name()).collect();
        assert_eq!(failed, ["a", "c", "e"]);
        assert_eq!(report.tally, Tally { passed: 0, failed: 3, ignored: 0 });
    }
}
