//! The same random models and accounts through every engine and every language.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::error::Error;
use crate::python;
use crate::step::{Step, root};
use crate::suites;

/// Pairs, unless another number is asked for.
const LONG: u64 = 2_000_000;
/// Pairs in CI.
const SHORT: &str = "2000";
/// Pairs that are in one file at a time, of some 120 MB; a multiple of the accounts that each model has.
const AT_ONCE: u64 = 20_000;
/// Accounts of each model.
const ACCOUNTS: u64 = 20;

/// The implementations that the engine is compared with. The first two need only Rust.
const ENGINES: [&str; 5] = ["reference", "columns", "python", "node", "wasm"];

/// The comparison in CI, with what its other steps have built.
pub(crate) fn ci() -> Vec<Step> {
    steps(&["--pairs", SHORT, "--languages", "all", "--profile", suites::CI].map(str::to_owned))
        .unwrap_or_default()
}

/// Builds what makes the pairs, then compares.
pub(crate) fn steps(args: &[String]) -> Result<Vec<Step>, Error> {
    let asked = Asked::of(args)?;
    let build = ["build", "--profile", &asked.profile(), "-p", "icp-tests", "--example", "pairs"];
    let compare = Step::cargo("differential", &["run", "-q", "-p", "xtask", "--", "compare"]);
    Ok(vec![Step::cargo("pairs", &build), compare.args(args.iter().map(String::as_str))])
}

/// The arguments of the command.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    pairs: u64,
    engines: Vec<&'static str>,
    /// Of the program that makes the pairs, where the number of pairs does not decide it.
    profile: Option<String>,
}

impl Asked {
    fn of(args: &[String]) -> Result<Self, Error> {
        let mut asked =
            Self { pairs: LONG, engines: ENGINES.iter().take(2).copied().collect(), profile: None };
        let mut args = args.iter().map(String::as_str);
        while let Some(arg) = args.next() {
            match arg {
                "--languages" => asked.engines = engines(args.next().unwrap_or_default())?,
                "--profile" => asked.profile = args.next().map(str::to_owned),
                "--pairs" => asked.pairs = number(args.next().unwrap_or_default())?,
                other => asked.pairs = number(other)?,
            }
        }
        Ok(asked)
    }

    /// Many pairs are worth an optimized build.
    fn profile(&self) -> String {
        let usual = if self.pairs > AT_ONCE { "release" } else { suites::DEV };
        self.profile.clone().unwrap_or_else(|| usual.to_owned())
    }
}

fn number(text: &str) -> Result<u64, Error> {
    let number = text.replace('_', "").parse().ok().filter(|number| *number > 0);
    let refused = || format!("`differential` takes a number of pairs, not `{text}`");
    number.ok_or_else(|| Error::Arguments(refused()))
}

fn engines(list: &str) -> Result<Vec<&'static str>, Error> {
    if list == "all" {
        return Ok(ENGINES.to_vec());
    }
    let known = |name: &str| {
        let engine = ENGINES.iter().find(|engine| **engine == name);
        let refused = || format!("there is no engine `{name}`, but {}, all", ENGINES.join(", "));
        engine.copied().ok_or_else(|| Error::Arguments(refused()))
    };
    list.split(',').map(known).collect()
}

/// Makes the pairs, some thousands at a time, and runs them through everything that was asked for.
pub(crate) fn compare(args: &[String]) -> Result<(), Error> {
    let asked = Asked::of(args)?;
    let folder = root().join("target/differential");
    std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    let file = folder.join("pairs.jsonl").display().to_string();
    let profile = asked.profile();
    let folder = if profile == suites::DEV { "debug" } else { &profile };
    let make = root().join("target").join(folder).join("examples/pairs");
    let start = Instant::now();
    let mut done = 0;
    while done < asked.pairs {
        let (first, count) = ((done / ACCOUNTS).to_string(), AT_ONCE.min(asked.pairs - done));
        let own =
            asked.engines.iter().take_while(|engine| ENGINES.iter().take(2).any(|rust| rust == *engine));
        let mut making = Command::new(&make);
        run(making.args([&*file, &*first, &*count.to_string()]).args(own))?;
        for engine in &asked.engines {
            match *engine {
                "python" => run(Command::new(python::TOOLS).args(["tests/languages/pairs.py", &file]))?,
                "node" => run(Command::new("node").args(["tests/languages/pairs.mjs", "icp-node", &file]))?,
                "wasm" => run(Command::new("node").args(["tests/languages/pairs.mjs", "icp-wasm", &file]))?,
                _ => {}
            }
        }
        done += count;
        println!("{done} of {} pairs after {:.0} s", asked.pairs, start.elapsed().as_secs_f64());
    }
    println!("{done} pairs agree in every byte: the engine, {}", asked.engines.join(", "));
    std::fs::remove_file(&file).map_err(Error::file(Path::new(&file)))
}

fn run(command: &mut Command) -> Result<(), Error> {
    let status = command.current_dir(root()).stdin(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        // The pairs are left in their file.
        Ok(status) => Err(Error::Failed { program: format!("{command:?}"), status }),
        Err(error) => Err(Error::start(format!("{command:?}"))(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(args: &[&str]) -> Result<Asked, Error> {
        Asked::of(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn what_is_asked_for_is_read() {
        let engines = vec!["python", "wasm"];
        let both = asked(&["--pairs", "1_000", "--languages", "python,wasm"]);
        assert_eq!(both.ok(), Some(Asked { pairs: 1_000, engines, profile: None }));
        assert_eq!(asked(&["500"]).ok().map(|asked| asked.pairs), Some(500));
        assert_eq!(asked(&[]).ok().map(|asked| asked.engines), Some(vec!["reference", "columns"]));
        let profile = |args: &[&str]| asked(args).unwrap().profile();
        assert_eq!([profile(&[]), profile(&["500"])], ["release", "dev"]);
        assert_eq!(profile(&["--profile", "ci"]), "ci");
        assert!(asked(&["--languages", "perl"]).is_err() && asked(&["--pairs"]).is_err());
    }

    #[test]
    fn models_are_not_split_between_files() {
        assert!(AT_ONCE.is_multiple_of(ACCOUNTS));
    }
}
