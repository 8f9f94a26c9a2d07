//! Measures a call from JavaScript in both npm packages, beside the same packages of another commit. `task` lists it. The packages take
//! turns, so that what else the machine does falls on both.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;
use crate::step::{Step, root};
use crate::tree::{Tree, cargo, run_in};
use crate::{node, wasm};

/// The program that measures one package, here and of other commits.
const PROGRAM: &str = "icp-js/bench/calls.mjs";
/// The commit that it is compared with, unless another one is asked for.
const BEFORE: &str = "17cc237";
/// How often each package is measured; the least time of each line is shown.
const ROUNDS: usize = 7;

/// The packages, and the files by which they are imported.
const PACKAGES: [(&str, &str); 2] = [("icp-node", "pkg/index.mjs"), ("icp-wasm", "pkg/node.js")];

/// Checks what is asked for, then builds both packages as they are published, and measures.
pub(crate) fn steps(args: &[String], profile: &str) -> Result<Vec<Step>, Error> {
    let against = against(args)?;
    let measure = ["run", "-q", "-p", "xtask", "--", "measure-calls", "--against", against];
    let build = [wasm::setup(), wasm::build(), node::build(profile)].concat();
    Ok([build, vec![Step::cargo("calls", &measure)]].concat())
}

fn against(args: &[String]) -> Result<&str, Error> {
    match args {
        [] => Ok(BEFORE),
        [option, commit] if option == "--against" && !commit.starts_with('-') => Ok(commit),
        _ => Err(Error::Arguments("`calls` takes `--against COMMIT`".to_owned())),
    }
}

/// Microseconds by the name of the line.
type Times = BTreeMap<String, f64>;

/// Builds the packages of the other commit, measures both in turns, and prints a table.
pub(crate) fn run(args: &[String]) -> Result<(), Error> {
    let tree = Tree::new("calls/before", against(args)?)?;
    build(&tree.path)?;
    let (mut old, mut new) = (Times::new(), Times::new());
    for round in 0..ROUNDS {
        for package in PACKAGES {
            // Each goes first as often as the other.
            for turn in [round, round + 1] {
                let (times, place) = if turn % 2 == 0 { (&mut old, &*tree.path) } else { (&mut new, root()) };
                add(times, &printed(place, package)?);
            }
        }
    }
    print!("{}", table(&tree.commit, &old, &new));
    Ok(())
}

/// The packages of another commit, by its own tasks and in the profile that it publishes with.
fn build(tree: &Path) -> Result<(), Error> {
    // Sizes have limits there too; a failure of that step leaves the package, which is all that is wanted.
    let sizes =
        cargo(tree, &["xtask", "size"]).stdout(Stdio::null()).status().map_err(Error::start("cargo"))?;
    let package = tree.join("icp-wasm").join("pkg/node.js");
    if !package.exists() {
        return Err(Error::Failed { program: "cargo xtask size".to_owned(), status: sizes });
    }
    let manifest = tree.join("Cargo.toml");
    let settings = std::fs::read_to_string(&manifest).map_err(Error::file(&manifest))?;
    let profile = if settings.contains("[profile.dist]") { "dist" } else { "release" };
    run_in(tree, &["build", "--quiet", "--locked", "--profile", profile, "-p", "icp-node"], &[])?;
    let status = Command::new("node")
        .args(["icp-node/scripts/package.mjs", profile])
        .current_dir(tree)
        .stdin(Stdio::null())
        .status()
        .map_err(Error::start("node"))?;
    if status.success() { Ok(()) } else { Err(Error::Failed { program: "node".to_owned(), status }) }
}

/// The lines that the program prints about a package.
fn printed(place: &Path, (package, entry): (&str, &str)) -> Result<String, Error> {
    let module: PathBuf = place.join(package).join(entry);
    let output = Command::new("node")
        .args(["--expose-gc", PROGRAM, package])
        .arg(module)
        .current_dir(root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(Error::start(PROGRAM))?;
    if !output.status.success() {
        return Err(Error::Failed { program: PROGRAM.to_owned(), status: output.status });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Takes the lines of one run: the least time of each.
fn add(times: &mut Times, printed: &str) {
    for (name, time) in printed.lines().filter_map(|line| line.split_once('\t')) {
        let Ok(time) = time.parse::<f64>() else { continue };
        let least = times.entry(name.to_owned()).or_insert(time);
        *least = least.min(time);
    }
}

fn table(commit: &str, old: &Times, new: &Times) -> String {
    let mut text = format!("{:<56} {commit:>10} {:>10} {:>8}\n", "us of a processor", "now", "ratio");
    for (name, time) in new {
        let Some(before) = old.get(name) else { continue };
        text.push_str(&format!("{name:<56} {before:>10.3} {time:>10.3} {:>7.2}x\n", time / before));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_times_are_compared() {
        let (mut old, mut new) = (Times::new(), Times::new());
        add(&mut old, "icp-node, a score\t5.0\nicp-node, a score\t4.0\nnoise");
        add(&mut new, "icp-node, a score\t3.0\nicp-node, other\t1.0\n");
        let text = table("abc", &old, &new);
        let line: Vec<&str> = text.lines().nth(1).unwrap().split_whitespace().collect();
        assert_eq!(line, ["icp-node,", "a", "score", "4.000", "3.000", "0.75x"]);
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
