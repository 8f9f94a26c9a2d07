//! A command that a task runs, and how its output is shown.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use crate::error::Error;
use crate::spent::Start;
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
    tests: bool,
}

impl Step {
    pub(crate) fn new(name: &'static str, program: &'static str, args: &[&str]) -> Self {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        Self { name, program, args, env: Vec::new(), unless: None, tests: false }
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

    /// The line that runs it alone.
    fn alone(&self) -> String {
        let quoted = |text: &str| {
            let plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:,+".contains(c);
            if text.chars().all(plain) { text.to_owned() } else { format!("'{text}'") }
        };
        let env = self.env.iter().map(|(name, value)| format!("{name}={}", quoted(value)));
        let args = self.args.iter().map(|arg| quoted(arg));
        env.chain([self.program.to_owned()]).chain(args).collect::<Vec<_>>().join(" ")
    }

    fn run(&self, tally: &mut Tally) -> Result<(), Error> {
        let mut command = command(self.program);
        command.args(&self.args).envs(self.env.iter().map(|(name, value)| (name, value)));
        let status = if self.tests { tee(command, tally) } else { command.status() };
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Error::Failed { program: self.program.to_owned(), status }),
            Err(error) => Err(Error::start(self.program)(error)),
        }
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
    let failed_before = tally.failed;
    if let Some(stdout) = child.stdout.take() {
        let mut out = std::io::stdout().lock();
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            tally.read(&String::from_utf8_lossy(&line));
            out.write_all(&line)?;
            out.write_all(b"\n")?;
        }
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == failed_before {
        // It did not build, or it crashed before it could say what failed.
        tally.failed += 1;
    }
    Ok(status)
}

/// Runs all steps, also those after a failed one, and tells how it went. Its last line is the tests' sum.
pub(crate) fn run_all(steps: &[Step]) -> ExitCode {
    let mut tally = Tally::default();
    let mut failed = Vec::new();
    for step in steps {
        if step.unless.is_some_and(succeeds) {
            println!("== {}: nothing to do", step.name);
            continue;
        }
        println!("== {}: {}", step.name, step.alone());
        let start = Start::now();
        let outcome = step.run(&mut tally);
        let spent = start.spent();
        match outcome {
            Ok(()) => println!("== {}: ok, {spent}\n", step.name),
            Err(why) => {
                println!("== {}: FAILED ({why}), {spent}\n", step.name);
                failed.push(step);
            }
        }
    }
    for step in &failed {
        println!("{} failed; alone: {}", step.name, step.alone());
    }
    if steps.iter().any(|step| step.tests) {
        if tally.ignored > 0 {
            println!("{} ignored", tally.ignored);
        }
        println!("{tally}");
    }
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_to_run_a_step_alone_can_be_pasted() {
        let step = Step::cargo("doc", &["doc", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings");
        assert_eq!(step.alone(), "RUSTDOCFLAGS='-D warnings' cargo doc --no-deps");
    }

    #[test]
    fn a_failure_is_a_failure() {
        let mut tally = Tally::default();
        let bad = Step::cargo("bad", &["no-such-command"]);
        assert!(bad.run(&mut tally).is_err());
        assert!(
            Step::new("none", "no-such-program", &[])
                .run(&mut tally)
                .unwrap_err()
                .to_string()
                .contains("cannot run")
        );
        assert_eq!(tally.failed, 0);
        assert!(Step { tests: true, ..bad }.run(&mut tally).is_err());
        assert_eq!(tally.failed, 1, "a suite that does not start counts as a failed test");
    }
}
