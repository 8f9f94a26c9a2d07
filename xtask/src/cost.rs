//! Measures a build from nothing: of the command, crate by crate, or of all that CI runs, step by step. Each is built
//! in a copy of the repository that is removed afterwards, beside one of another commit if that is asked for.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::Error;
use crate::spent::{Spent, Start};
use crate::step::Step;
use crate::tree::{Tree, cargo, git, run_in};

/// The file in which compilers note their processor time; while it is set, this program is cargo's wrapper of `rustc`.
const LOG: &str = "ICP_BUILD_COST_LOG";
/// Crates or steps that are shown.
const SHOWN: usize = 10;
/// The row of what no compiler of Rust took.
const OTHER: &str = "build scripts (compilers of C) and cargo";

/// Checks what is asked for, then measures.
pub(crate) fn steps(args: &[String]) -> Result<Vec<Step>, Error> {
    Asked::of(args)?;
    let own = args.iter().map(String::as_str);
    Ok(vec![Step::cargo("build cost", &["run", "-q", "-p", "xtask", "--", "measure-cost"]).args(own)])
}

/// The arguments of the command.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    against: Option<String>,
    /// All of CI instead of the command's build.
    ci: bool,
}

impl Asked {
    fn of(args: &[String]) -> Result<Self, Error> {
        let mut asked = Self { against: None, ci: false };
        let mut args = args.iter().map(String::as_str);
        while let Some(arg) = args.next() {
            match arg {
                "--ci" => asked.ci = true,
                "--against" => match args.next() {
                    Some(commit) if !commit.starts_with('-') => asked.against = Some(commit.to_owned()),
                    Some(_) | None => return Err(Error::Arguments("`--against` takes a commit".to_owned())),
                },
                other => {
                    let refused = format!("`build-cost` takes `--against COMMIT` and `--ci`, not `{other}`");
                    return Err(Error::Arguments(refused));
                }
            }
        }
        Ok(asked)
    }
}

/// One build: the whole, and its parts by name.
#[derive(Debug, Default, PartialEq)]
struct Cost {
    whole: Spent,
    parts: BTreeMap<String, f64>,
}

impl Cost {
    /// The parts of a command's build, from the compilers' notes.
    fn of_notes(whole: Spent, notes: &str) -> Self {
        let mut parts = BTreeMap::new();
        for (name, seconds) in notes.lines().filter_map(|line| line.split_once(' ')) {
            *parts.entry(name.to_owned()).or_default() += seconds.parse::<f64>().unwrap_or_default();
        }
        let other = whole.processor.map(|seconds| seconds - parts.values().sum::<f64>());
        parts.extend(other.map(|seconds| (OTHER.to_owned(), seconds.max(0.0))));
        Self { whole, parts }
    }

    /// Takes the time of a step from a line that `cargo xtask ci` has printed, `== test core: ok, 1.0 s, 2.0 s of processors`.
    fn add_step(&mut self, line: &str) {
        let rest = line.strip_prefix("== ").and_then(|rest| rest.rsplit_once("ok, "));
        let Some((name, spent)) = rest else { return };
        let Some(seconds) = Spent::parse(spent).and_then(|spent| spent.processor) else { return };
        *self.parts.entry(name.trim_end_matches(": ").to_owned()).or_default() += seconds;
    }
}

/// Measures, and prints tables.
pub(crate) fn run(args: &[String]) -> Result<(), Error> {
    let asked = Asked::of(args)?;
    // The files as they are now, also those that no commit has yet; nothing if all are committed.
    let now = git(&["stash", "create"])?;
    let now = if now.is_empty() { "HEAD".to_owned() } else { now };
    let commits = [("now", Some(now)), ("before", asked.against.clone())];
    let mut costs = Vec::new();
    for (name, commit) in commits {
        let Some(commit) = commit else { continue };
        let tree = Tree::new(&format!("build-cost/{name}"), &commit)?;
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load = load.split(' ').next().unwrap_or_default();
        let cost = if asked.ci { ci(&tree.path)? } else { command(&tree.path)? };
        println!("{name} ({}): {}; load before it {load}", tree.commit, cost.whole);
        costs.push(cost);
    }
    print!("{}", table(&costs));
    Ok(())
}

/// The whole and the dearest parts. The second cost is what the first is compared with.
fn table(costs: &[Cost]) -> String {
    let mut text = format!("\n{:<44} {:>8}", "seconds of processors", "now");
    let Some((now, before)) = costs.split_first() else { return String::new() };
    let before = before.first();
    text.push_str(if before.is_some() { "   before\n" } else { "\n" });
    let mut row = |name: &str, now: Option<f64>, before: Option<Option<f64>>| {
        let number = |seconds: Option<f64>| seconds.map_or_else(|| "-".to_owned(), |s| format!("{s:.1}"));
        let before = before.map(|seconds| format!(" {:>8}", number(seconds))).unwrap_or_default();
        let _ = writeln!(text, "{name:<44} {:>8}{before}", number(now));
    };
    row("whole", now.whole.processor, before.map(|cost| cost.whole.processor));
    row("whole, by the clock", Some(now.whole.clock), before.map(|cost| Some(cost.whole.clock)));
    let mut names: Vec<&String> = costs.iter().flat_map(|cost| cost.parts.keys()).collect();
    let most =
        |name: &String| costs.iter().filter_map(|cost| cost.parts.get(name)).copied().fold(0.0, f64::max);
    names.sort_by(|a, b| most(b).total_cmp(&most(a)).then(a.cmp(b)));
    names.dedup();
    for name in names.into_iter().take(SHOWN) {
        row(name, now.parts.get(name).copied(), before.map(|cost| cost.parts.get(name).copied()));
    }
    if let Some(before) = before {
        let ratio = |now: f64, before: f64| now / before;
        let processor =
            now.whole.processor.zip(before.whole.processor).map(|(now, before)| ratio(now, before));
        let clock = ratio(now.whole.clock, before.whole.clock);
        let processor =
            processor.map(|share| format!("{share:.2} of the processor time, ")).unwrap_or_default();
        let _ = writeln!(text, "\nnow is {processor}{clock:.2} by the clock");
    }
    text
}

/// The command's build from nothing, as a user makes it.
fn command(tree: &Path) -> Result<Cost, Error> {
    let notes = tree.join("build-cost.log");
    fs::write(&notes, "").map_err(Error::file(&notes))?;
    let this = std::env::current_exe().map_err(Error::Itself)?;
    // Fetching over the network is no part of it.
    run_in(tree, &["fetch", "--quiet", "--locked"], &[])?;
    let start = Start::now();
    let own = [("RUSTC_WRAPPER", this.as_path()), (LOG, notes.as_path())];
    run_in(tree, &["build", "--quiet", "--locked", "--release"], &own)?;
    let whole = start.spent();
    let notes = fs::read_to_string(&notes).map_err(Error::file(&notes))?;
    Ok(Cost::of_notes(whole, &notes))
}

/// The variable that `.ci/run` sets.
const AS_IN_CI: (&str, &str) = ("CARGO_INCREMENTAL", "0");

/// Where it fails, its time says nothing.
const CI: &str = "cargo xtask ci";

/// All of CI from nothing, but for what is fetched over the network.
fn ci(tree: &Path) -> Result<Cost, Error> {
    run_in(tree, &["fetch", "--quiet", "--locked"], &[])?;
    let start = Start::now();
    let mut cost = Cost::default();
    run_in(tree, &["build", "--quiet", "--locked", "-p", "xtask"], &[(AS_IN_CI.0, Path::new(AS_IN_CI.1))])?;
    cost.parts.extend(start.spent().processor.map(|seconds| ("xtask itself".to_owned(), seconds)));
    let mut child = cargo(tree, &["xtask", "ci"])
        .envs([AS_IN_CI])
        .stdout(Stdio::piped())
        .spawn()
        .map_err(Error::start(CI))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line.map_err(Error::start(CI))?;
            cost.add_step(&line);
            println!("{line}");
        }
    }
    let status = child.wait().map_err(Error::start(CI))?;
    cost.whole = start.spent();
    if status.success() { Ok(cost) } else { Err(Error::Failed { program: CI.to_owned(), status }) }
}

/// The compiler as cargo calls it through this program while a build is measured; whether it succeeded.
pub(crate) fn compile(args: &[String]) -> Option<bool> {
    let log = std::env::var_os(LOG)?;
    let (rustc, args) = args.split_first()?;
    let start = Start::now();
    let done = Command::new(rustc).args(args).status().is_ok_and(|status| status.success());
    // Cargo also asks what the compiler is; then there is no package.
    let name = std::env::var("CARGO_PKG_NAME").ok();
    if let Some((name, seconds)) = name.zip(start.spent().processor) {
        let file = OpenOptions::new().append(true).open(log);
        let noted = file.and_then(|mut file| file.write_all(format!("{name} {seconds:.3}\n").as_bytes()));
        return Some(done && noted.is_ok());
    }
    Some(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(args: &[&str]) -> Result<Asked, Error> {
        Asked::of(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_arguments_are_read() {
        assert_eq!(asked(&[]).ok(), Some(Asked { against: None, ci: false }));
        let against = Some("17cc237".to_owned());
        assert_eq!(asked(&["--ci", "--against", "17cc237"]).ok(), Some(Asked { against, ci: true }));
        assert!(asked(&["--against"]).is_err() && asked(&["--against", "--ci"]).is_err());
        assert!(asked(&["17cc237"]).unwrap_err().to_string().contains("`17cc237`"));
    }

    #[test]
    fn the_notes_of_the_compilers_are_added_up() {
        let whole = Spent { clock: 5.0, processor: Some(10.0) };
        let cost = Cost::of_notes(whole, "parquet 4.5\nserde 0.5\nserde 1.0\n");
        let parts: Vec<(&str, f64)> = cost.parts.iter().map(|(name, part)| (&**name, *part)).collect();
        assert_eq!(parts, [(OTHER, 4.0), ("parquet", 4.5), ("serde", 1.5)]);
    }

    #[test]
    fn the_steps_of_ci_are_read() {
        let mut cost = Cost::default();
        for line in [
            "== lint: cargo clippy",
            "== lint: ok, 1.5 s, 2.5 s of processors",
            "== wasm: ok, 1.0 s, 3.0 s of processors",
            "== wasm: ok, 1.0 s, 4.0 s of processors",
            "== setup: nothing to do",
            "test result: ok. 1 passed; finished in 1.0 s",
        ] {
            cost.add_step(line);
        }
        let parts: Vec<(&str, f64)> = cost.parts.iter().map(|(name, part)| (&**name, *part)).collect();
        assert_eq!(parts, [("lint", 2.5), ("wasm", 7.0)]);
    }

    #[test]
    fn the_table_has_the_dearest_and_says_the_ratio() {
        let cost = |processor: f64, parts: &[(&str, f64)]| Cost {
            whole: Spent { clock: processor / 2.0, processor: Some(processor) },
            parts: parts.iter().map(|(name, seconds)| ((*name).to_owned(), *seconds)).collect(),
        };
        let text = table(&[
            cost(30.0, &[("parquet", 20.0), ("serde", 2.0)]),
            cost(60.0, &[("zstd", 40.0), ("serde", 2.0)]),
        ]);
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
        let place = |wanted: &[&str]| lines.iter().position(|line| line == wanted);
        assert!(place(&["whole", "30.0", "60.0"]).is_some(), "{text}");
        assert!(place(&["zstd", "-", "40.0"]) < place(&["parquet", "20.0", "-"]), "{text}");
        assert!(place(&["parquet", "20.0", "-"]) < place(&["serde", "2.0", "2.0"]), "{text}");
        assert!(text.contains("0.50 of the processor time, 0.50 by the clock"), "{text}");
    }
}
