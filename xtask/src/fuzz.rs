//! Fuzzing on the stable compiler: the targets with the flags that the fuzzer needs, what it begins with, and a table
//! of what it did.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::error::Error;
use crate::step::{Step, root};
use crate::suites;

/// The flags that instrument code for coverage. Comparisons are not traced: that takes more than half of the time,
/// and the words that matter are in the dictionary.
const FLAGS: [&str; 4] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=3",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
];

/// The crates that are instrumented: ours, and the parsers that they use. To instrument the plain evaluator, the
/// generators and Arrow would slow them down, and make the fuzzer search for paths in code that is not tested.
const TOLD: [&str; 5] = ["icp_core", "icp_cli", "serde_json", "granit_parser", "csv_core"];

/// The environment variable by which cargo calls this program in place of the compiler.
const WRAPPER: &str = "RUSTC_WRAPPER";

/// Seconds that a target runs in CI, and if nothing else is said.
const SECONDS: (&str, &str) = ("5", "60");

/// The seed of the random numbers in CI: the same commit tries the same inputs, as far as the time goes.
const SEED: &str = "1";

/// The targets, with the bytes of the longest input. Long inputs find little more, and take their time.
const TARGETS: [(&str, &str); 13] = [
    ("model_json", "4096"),
    ("model_yaml", "4096"),
    ("roundtrip", "4096"),
    ("assess", "400"),
    ("columns", "400"),
    ("account_json", "1024"),
    ("csv", "1024"),
    ("arrow", "8192"),
    ("matches", "160"),
    ("written", "80"),
    ("written_date", "32"),
    ("source", "2048"),
    ("init", "2048"),
];

/// Lines of a find that are shown.
const SHOWN: usize = 40;

/// The short form.
pub(crate) fn ci() -> Vec<Step> {
    let targets = TARGETS.iter().map(|(name, _)| *name);
    let args = ["--seconds", SECONDS.0, "--seed", SEED].into_iter().chain(targets);
    with_seeds(&args.map(str::to_owned).collect::<Vec<_>>(), suites::CI).unwrap_or_default()
}

/// Builds the targets and the seeds, then runs.
pub(crate) fn steps(args: &[String]) -> Result<Vec<Step>, Error> {
    with_seeds(args, suites::DEV)
}

/// The same with the seeds by a program of this profile.
fn with_seeds(args: &[String], profile: &str) -> Result<Vec<Step>, Error> {
    Asked::of(args)?;
    let own = args.iter().map(String::as_str);
    let this = std::env::current_exe().map_err(Error::Itself)?;
    let build = ["build", "--locked", "--release", "--manifest-path", "fuzz/Cargo.toml"];
    Ok(vec![
        Step::cargo("fuzz targets", &build).env(WRAPPER, this.display().to_string()),
        suites::program("fuzz seeds", "fuzz_seeds", profile).args(["fuzz/corpus"]),
        Step::cargo("fuzz", &["run", "-q", "-p", "xtask", "--", "fuzz_all"]).args(own),
    ])
}

/// The compiler as cargo calls it through this program, if it does: with more flags for the crates whose ways are told.
pub(crate) fn compiler(args: &[String]) -> Option<Command> {
    std::env::var_os(WRAPPER)?;
    let (rustc, args) = args.split_first()?;
    if PathBuf::from(rustc).file_stem()? != "rustc" {
        return None;
    }
    let mut command = Command::new(rustc);
    command.args(args);
    let name = args.iter().skip_while(|arg| *arg != "--crate-name").nth(1);
    if name.is_some_and(|name| TOLD.contains(&name.as_str())) {
        command.args(FLAGS);
    }
    Some(command)
}

/// The arguments of the command.
struct Asked {
    /// For each target, as the fuzzer takes it.
    how_long: String,
    /// Of the random numbers, as the fuzzer takes it; a new one in every run if it is not given.
    seed: Option<String>,
    targets: Vec<(&'static str, &'static str)>,
}

impl Asked {
    fn of(args: &[String]) -> Result<Self, Error> {
        let mut asked =
            Self { how_long: format!("-max_total_time={}", SECONDS.1), seed: None, targets: Vec::new() };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let option = match arg.as_str() {
                "--seconds" => "-max_total_time",
                "--runs" => "-runs",
                "--seed" => "-seed",
                name => {
                    let target = TARGETS.iter().find(|(target, _)| *target == name);
                    let names = || TARGETS.map(|(name, _)| name).join(", ");
                    asked.targets.push(*target.ok_or_else(|| {
                        Error::Arguments(format!("there is no target `{name}`, but {}", names()))
                    })?);
                    continue;
                }
            };
            let number = args.next().map(|number| number.replace('_', "")).unwrap_or_default();
            number.parse::<u64>().map_err(|_| Error::Arguments(format!("`{arg}` takes a number")))?;
            let given = format!("{option}={number}");
            match option {
                "-seed" => asked.seed = Some(given),
                _ => asked.how_long = given,
            }
        }
        if asked.targets.is_empty() {
            asked.targets = TARGETS.to_vec();
        }
        Ok(asked)
    }
}

/// The results of one target, parsed from the fuzzer's output.
#[derive(Default)]
struct Told {
    executions: u64,
    /// Inputs that go a way of their own.
    corpus: String,
    /// The numbers of branches (edges) that were covered at the start and at the end.
    covered: [u64; 2],
    find: Option<PathBuf>,
    last: Vec<String>,
    ended_well: bool,
}

impl Told {
    /// Reads a line such as `#1024 NEW    cov: 50 ft: 80 corp: 9/1Kb lim: 8 exec/s: 100 rss: 30Mb`.
    fn read(&mut self, line: &str) {
        if let Some(path) = line.split("Test unit written to ").nth(1) {
            self.find = Some(PathBuf::from(path));
        }
        if let Some(number) = line.strip_prefix("stat::number_of_executed_units:") {
            self.executions = number.trim().parse().unwrap_or_default();
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let after = |name: &str| {
            let at = words.iter().position(|word| *word == name)?;
            words.get(at + 1).copied()
        };
        let number = words.first().and_then(|word| word.strip_prefix('#')).and_then(|n| n.parse().ok());
        if let (Some(executions), Some(covered)) = (number, after("cov:").and_then(|n| n.parse().ok())) {
            self.executions = self.executions.max(executions);
            self.covered[1] = covered;
            if self.covered[0] == 0 || words.get(1) == Some(&"INITED") {
                self.covered[0] = covered;
            }
            self.corpus = after("corp:").unwrap_or_default().to_owned();
        } else {
            self.last.push(line.to_owned());
        }
    }
}

/// Runs the targets one after the other. A find fails, and says how to see it again.
pub(crate) fn fuzz_all(args: &[String]) -> Result<(), Error> {
    let asked = Asked::of(args)?;
    let mut table = format!(
        "{:<13} {:>12} {:>8} {:>14} {:>16} {:>5}\n",
        "target", "executions", "a second", "corpus", "reached", "finds"
    );
    let (mut sum, mut finds) = (0, Vec::new());
    for (name, longest) in &asked.targets {
        let start = Instant::now();
        let told = run(name, longest, &asked)?;
        let rate = told.executions as f64 / start.elapsed().as_secs_f64();
        let [from, to] = told.covered;
        let found = u8::from(!told.ended_well);
        let reached = format!("{from} -> {to}");
        let corpus = &told.corpus;
        let executions = told.executions;
        let _ =
            writeln!(table, "{name:<13} {executions:>12} {rate:>8.0} {corpus:>14} {reached:>16} {found:>5}");
        sum += executions;
        if !told.ended_well {
            finds.push((*name, told));
        }
    }
    print!("{table}");
    println!("{sum} executions, {} finds", finds.len());
    for (name, told) in &finds {
        let from = told.last.len().saturating_sub(SHOWN);
        println!("\n{name}:\n  {}", told.last.get(from..).unwrap_or_default().join("\n  "));
        if let Some(path) = &told.find {
            let folder = format!("fuzz/regressions/{name}");
            println!("  see it again: {} {}", binary(name).display(), path.display());
            println!("  then keep it: mkdir -p {folder} && cp {} {folder}/A-NAME-FOR-IT", path.display());
            println!("  and without the fuzzer: cargo test -p icp-tests --test fuzz_finds");
        }
    }
    if finds.is_empty() { Ok(()) } else { Err(Error::Check(format!("{} finds", finds.len()))) }
}

fn binary(name: &str) -> PathBuf {
    PathBuf::from("fuzz/target/release").join(name)
}

fn run(name: &str, longest: &str, asked: &Asked) -> Result<Told, Error> {
    let (corpus, artifacts) = (format!("fuzz/corpus/{name}"), format!("fuzz/artifacts/{name}/"));
    for folder in [&corpus, &artifacts] {
        fs::create_dir_all(root().join(folder)).map_err(Error::file(Path::new(folder)))?;
    }
    let binary = binary(name);
    let unreadable = |error: std::io::Error| Error::start(binary.display())(error);
    let mut child = Command::new(root().join(&binary))
        .current_dir(root())
        .args([&*corpus, &*asked.how_long, "-timeout=5", "-rss_limit_mb=512", "-print_final_stats=1"])
        .args(["-dict=fuzz/corpus/words.dict", &format!("-artifact_prefix={artifacts}")])
        .arg(format!("-max_len={longest}"))
        .args(&asked.seed)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(unreadable)?;
    let mut told = Told::default();
    if let Some(stderr) = child.stderr.take() {
        for line in BufReader::new(stderr).split(b'\n') {
            let line = line.map_err(unreadable)?;
            told.read(&String::from_utf8_lossy(&line));
            if told.last.len() > 4 * SHOWN {
                told.last.drain(..2 * SHOWN);
            }
        }
    }
    told.ended_well = child.wait().map_err(unreadable)?.success();
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fuzzer_says_is_read() {
        let mut told = Told::default();
        for line in [
            "#2\tINITED cov: 50 ft: 51 corp: 1/1b exec/s: 0 rss: 30Mb",
            "#900\tNEW    cov: 60 ft: 80 corp: 9/1Kb lim: 8 exec/s: 100 rss: 30Mb L: 3/3 MS: 1 CopyPart-",
            "a line of a panic",
            "artifact_prefix='a/'; Test unit written to a/crash-1",
            "stat::number_of_executed_units: 1000",
        ] {
            told.read(line);
        }
        assert_eq!((told.executions, told.covered, &*told.corpus), (1000, [50, 60], "9/1Kb"));
        assert_eq!(told.find, Some(PathBuf::from("a/crash-1")));
        assert!(told.last.contains(&"a line of a panic".to_owned()));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let asked = |args: &[&str]| Asked::of(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>());
        assert!(
            asked(&["--runs"]).is_err() && asked(&["--seconds", "x"]).is_err() && asked(&["cvs"]).is_err()
        );
        let two = asked(&["--runs", "1_000", "csv", "--seed", "7", "arrow"]).ok();
        let two = two.map(|asked| (asked.how_long, asked.seed, asked.targets.len()));
        assert_eq!(two, Some(("-runs=1000".to_owned(), Some("-seed=7".to_owned()), 2)));
        assert_eq!(asked(&[]).ok().map(|asked| asked.targets.len()), Some(TARGETS.len()));
    }
}
