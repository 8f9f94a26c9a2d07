//! Measures the way from a record to the JSON text of its whole assessment, beside the same of another commit. Both programs run in turns,
//! so that what else the machine does falls on both.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::Error;
use crate::step::{Step, root};
use crate::tree::{Tree, run_in};

/// The program that is built from both commits.
const PROGRAM: &str = "benches/examples/assessment.rs";
/// The commit that it is compared with, unless another one is asked for.
const BEFORE: &str = "17cc237";
/// How often each program runs; the least time of each line is shown.
const ROUNDS: usize = 9;

/// Checks what is asked for, then builds and measures.
pub(crate) fn steps(args: &[String]) -> Result<Vec<Step>, Error> {
    let against = against(args)?;
    let build = ["build", "-q", "--profile", "dist", "-p", "icp-benches", "--example", "assessment"];
    let measure = ["run", "-q", "-p", "xtask", "--", "measure-assessment", "--against", against];
    Ok(vec![Step::cargo("build", &build), Step::cargo("assessment", &measure)])
}

fn against(args: &[String]) -> Result<&str, Error> {
    match args {
        [] => Ok(BEFORE),
        [option, commit] if option == "--against" && !commit.starts_with('-') => Ok(commit),
        _ => Err(Error::Arguments("`assessment` takes `--against COMMIT`".to_owned())),
    }
}

/// Nanoseconds an account, and bytes of JSON, by the name of the line.
type Times = BTreeMap<String, (f64, u64)>;

/// Builds the program of the other commit, runs both, and prints a table.
pub(crate) fn run(args: &[String]) -> Result<(), Error> {
    let tree = Tree::new("assessment/before", against(args)?)?;
    let before = build(&tree.path)?;
    let now = root().join("target/dist/examples/assessment");
    let (mut old, mut new) = (Times::new(), Times::new());
    for _ in 0..ROUNDS {
        add(&mut old, &printed(&before)?);
        add(&mut new, &printed(&now)?);
    }
    print!("{}", table(&tree.commit, &old, &new));
    Ok(())
}

/// Builds the program in a copy of another commit, in the profile that programs are published with there.
fn build(tree: &Path) -> Result<std::path::PathBuf, Error> {
    let read = |path: &Path| fs::read_to_string(path).map_err(Error::file(path));
    let mut program = read(&root().join(PROGRAM))?;
    let model = read(&tree.join("icp-core/src/engine/model.rs"))?;
    if !tree.join("icp-core/src/wire/whole.rs").exists() {
        // There the data is made first, by a method that had another name once.
        let is_old = model.contains("pub fn assess(\n        &self,\n        record:");
        let (from, to) = (".assess_json(", if is_old { ".assess(" } else { ".assess_record(" });
        program = program.replace(from, to).replace(".ok()?.len()", ".ok()?.to_json().len()");
    }
    let path = tree.join(PROGRAM);
    fs::write(&path, program).map_err(Error::file(&path))?;
    let has_dist = read(&tree.join("Cargo.toml"))?.contains("[profile.dist]");
    let profile = if has_dist { "dist" } else { "release" };
    let build =
        ["build", "-q", "--locked", "--profile", profile, "-p", "icp-benches", "--example", "assessment"];
    run_in(tree, &build, &[])?;
    Ok(tree.join("target").join(profile).join("examples/assessment"))
}

fn printed(program: &Path) -> Result<String, Error> {
    let output = Command::new(program).stdin(Stdio::null()).output();
    let output = output.map_err(Error::start(program.display()))?;
    if !output.status.success() {
        return Err(Error::Failed { program: program.display().to_string(), status: output.status });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Takes the lines of one run: the least time of each.
fn add(times: &mut Times, printed: &str) {
    for line in printed.lines() {
        let mut parts = line.split('\t');
        let (Some(name), Some(Ok(time)), Some(Ok(bytes))) =
            (parts.next(), parts.next().map(str::parse::<f64>), parts.next().map(str::parse::<u64>))
        else {
            continue;
        };
        let kept = times.entry(name.to_owned()).or_insert((time, bytes));
        kept.0 = kept.0.min(time);
    }
}

fn table(commit: &str, old: &Times, new: &Times) -> String {
    let mut text =
        format!("{:<30} {commit:>10} {:>10} {:>8} {:>16}\n", "ns of a processor", "now", "ratio", "bytes");
    for (name, (time, bytes)) in new {
        let Some((before, bytes_before)) = old.get(name) else { continue };
        let ratio = time / before;
        let bytes = format!("{bytes_before} {bytes}");
        text.push_str(&format!("{name:<30} {before:>10.0} {time:>10.0} {ratio:>7.2}x {bytes:>16}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_times_are_compared() {
        let (mut old, mut new) = (Times::new(), Times::new());
        add(&mut old, "acme, whole\t200.5\t10\nacme, whole\t100\t10\nnoise");
        add(&mut new, "acme, whole\t70\t12\nacme, whole\t90\t12\nother\t1\t1");
        let text = table("abc", &old, &new);
        let line: Vec<&str> = text.lines().nth(1).unwrap().split_whitespace().collect();
        assert_eq!(line, ["acme,", "whole", "100", "70", "0.70x", "10", "12"]);
        assert_eq!(text.lines().count(), 2, "{text}");
    }

    #[test]
    fn the_arguments_are_read() {
        let args = |args: &[&str]| args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>();
        assert_eq!(against(&[]).ok(), Some(BEFORE));
        assert_eq!(against(&args(&["--against", "abc"])).ok(), Some("abc"));
        assert!(against(&args(&["--against"])).is_err() && against(&args(&["abc"])).is_err());
    }
}
