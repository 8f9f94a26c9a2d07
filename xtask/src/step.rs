//! A command that a task runs, and how its output is shown.

use std::io::{BufRead, BufReader, Read as _, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Instant;

use crate::error::Error;
use crate::spent::{Spent, Start, of_ended};
use crate::tally::Tally;

/// One command of a task.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    name: &'static str,
    program: &'static str,
    args: Vec<String>,
    env: Vec<(&'static str, String)>,
    /// A command that succeeds when there is nothing to do.
    unless: Option<&'static [&'static str]>,
    /// Whether it runs tests whose results are added up.
    pub(crate) tests: bool,
    /// The lane that it belongs to, if it may run beside steps of other lanes.
    pub(crate) lane: Option<&'static str>,
}

/// How a step went.
pub(crate) enum Outcome {
    /// There was nothing to do.
    Skipped,
    Done(Spent),
    Failed(Error, Spent),
}

impl Step {
    pub(crate) fn new(name: &'static str, program: &'static str, args: &[&str]) -> Self {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        Self { name, program, args, env: Vec::new(), unless: None, tests: false, lane: None }
    }

    pub(crate) fn cargo(name: &'static str, args: &[&str]) -> Self {
        Self::new(name, "cargo", args)
    }

    /// Tests, whose results are added up.
    pub(crate) fn tests(name: &'static str, args: &[&str]) -> Self {
        Self { tests: true, ..Self::cargo(name, args) }
    }

    /// The same, with its results added up: it prints them as cargo's tests do.
    pub(crate) fn counted(self) -> Self {
        Self { tests: true, ..self }
    }

    pub(crate) fn env(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.env.push((name, value.into()));
        self
    }

    pub(crate) fn args<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        self.args.extend(args.into_iter().map(str::to_owned));
        self
    }

    /// Not run when this command succeeds.
    pub(crate) fn unless(self, probe: &'static [&'static str]) -> Self {
        Self { unless: Some(probe), ..self }
    }

    /// Steps that run one after the other, beside those of other lanes.
    pub(crate) fn in_lane(lane: &'static str, steps: Vec<Self>) -> impl Iterator<Item = Self> {
        steps.into_iter().map(move |step| Self { lane: Some(lane), ..step })
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The line that runs it alone.
    pub(crate) fn alone(&self) -> String {
        let quoted = |text: &str| {
            let plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:,+".contains(c);
            if text.chars().all(plain) { text.to_owned() } else { format!("'{text}'") }
        };
        let env = self.env.iter().map(|(name, value)| format!("{name}={}", quoted(value)));
        let args = self.args.iter().map(|arg| quoted(arg));
        env.chain([self.program.to_owned()]).chain(args).collect::<Vec<_>>().join(" ")
    }

    fn command(&self) -> Command {
        let mut command = command(self.program);
        command.args(&self.args).envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    fn has_nothing_to_do(&self) -> bool {
        self.unless.is_some_and(succeeds)
    }

    /// Runs it, and shows its output at once.
    pub(crate) fn run(&self, tally: &mut Tally) -> Outcome {
        if self.has_nothing_to_do() {
            return Outcome::Skipped;
        }
        let start = Start::now();
        let mut command = self.command();
        let before = tally.failed;
        let status = if self.tests { tee(command, tally) } else { command.status() };
        self.outcome(status, start.spent(), before, tally)
    }

    /// Runs it beside others: its output is collected, whichever way it came.
    pub(crate) fn collect(&self, tally: &mut Tally, output: &mut Vec<u8>) -> Outcome {
        if self.has_nothing_to_do() {
            return Outcome::Skipped;
        }
        let start = Instant::now();
        let before = tally.failed;
        let mut processor = None;
        let status = collect(self.command(), output).and_then(|mut child| {
            processor = of_ended(&child);
            child.wait()
        });
        if self.tests {
            output.split(|byte| *byte == b'\n').for_each(|line| tally.read(&String::from_utf8_lossy(line)));
        }
        let spent = Spent { clock: start.elapsed().as_secs_f64(), processor };
        self.outcome(status, spent, before, tally)
    }

    fn outcome(
        &self,
        status: std::io::Result<ExitStatus>,
        spent: Spent,
        failed_before: u64,
        tally: &mut Tally,
    ) -> Outcome {
        let error = match status {
            Ok(status) if status.success() => return Outcome::Done(spent),
            Ok(status) => Error::Failed { program: self.program.to_owned(), status },
            Err(error) => Error::start(self.program)(error),
        };
        if self.tests && tally.failed == failed_before {
            // It did not build, or it crashed before it could say what failed.
            tally.failed += 1;
        }
        Outcome::Failed(error, spent)
    }
}

/// Whether a command runs and succeeds; what it prints is not shown.
pub(crate) fn succeeds(probe: &[&str]) -> bool {
    let Some((program, args)) = probe.split_first() else { return false };
    let mut command = command(program);
    command.args(args).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// A command at the root that asks nobody anything.
fn command(program: &str) -> Command {
    let mut command = match std::env::var_os("CARGO") {
        Some(cargo) if program == "cargo" => Command::new(cargo),
        Some(_) | None => Command::new(program),
    };
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs tests: their output is shown, and their results are added to the tally.
fn tee(mut command: Command, tally: &mut Tally) -> std::io::Result<ExitStatus> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    if let Some(stdout) = child.stdout.take() {
        let mut out = std::io::stdout().lock();
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            tally.read(&String::from_utf8_lossy(&line));
            out.write_all(&line)?;
            out.write_all(b"\n")?;
        }
    }
    child.wait()
}

/// Starts a command and reads all that it prints, errors too, until it is done.
fn collect(mut command: Command, output: &mut Vec<u8>) -> std::io::Result<Child> {
    let (mut reader, writer) = std::io::pipe()?;
    let child = command.stdout(writer.try_clone()?).stderr(writer).spawn()?;
    // The ends that this process would write to; while they are open, the output has no end.
    drop(command);
    reader.read_to_end(output)?;
    Ok(child)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_to_run_a_step_alone_can_be_pasted() {
        let step = Step::cargo("doc", &["doc", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings");
        assert_eq!(step.alone(), "RUSTDOCFLAGS='-D warnings' cargo doc --no-deps");
    }

    fn failure(outcome: &Outcome) -> String {
        match outcome {
            Outcome::Failed(error, _) => error.to_string(),
            Outcome::Skipped | Outcome::Done(_) => String::new(),
        }
    }

    #[test]
    fn a_failure_is_a_failure() {
        let mut tally = Tally::default();
        let bad = Step::cargo("bad", &["no-such-command"]);
        assert!(!failure(&bad.run(&mut tally)).is_empty());
        let none = Step::new("none", "no-such-program", &[]);
        assert!(failure(&none.run(&mut tally)).contains("cannot run"));
        assert!(failure(&none.collect(&mut tally, &mut Vec::new())).contains("cannot run"));
        assert_eq!(tally.failed, 0);
        let tests = Step { tests: true, ..bad };
        assert!(!failure(&tests.run(&mut tally)).is_empty());
        assert_eq!(tally.failed, 1, "a suite that does not start counts as a failed test");
        assert!(!failure(&tests.collect(&mut tally, &mut Vec::new())).is_empty());
        assert_eq!(tally.failed, 2);
    }

    #[test]
    #[cfg(unix)]
    fn all_that_a_step_prints_is_collected() {
        let says = "echo 'test result: ok. 3 passed; 1 failed'; echo wrong >&2";
        let step = Step::new("says", "sh", &["-c", says]).counted();
        let (mut tally, mut output) = (Tally::default(), Vec::new());
        assert!(matches!(step.collect(&mut tally, &mut output), Outcome::Done(_)));
        assert_eq!(String::from_utf8_lossy(&output), "test result: ok. 3 passed; 1 failed\nwrong\n");
        assert_eq!((tally.passed, tally.failed), (3, 1));
        let idle = step.unless(&["true"]);
        assert!(matches!(idle.collect(&mut tally, &mut output), Outcome::Skipped));
        assert_eq!(tally.passed, 3);
    }
}
