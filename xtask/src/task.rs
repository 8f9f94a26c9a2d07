//! The list of tasks: name, help and steps of each. `cargo xtask` and `cargo xtask ci` read it.

use crate::error::Error;
use crate::step::Step;
use crate::{
    assessment, calls, check, columns, cost, coverage, deny, dist, documented, files, fuzz, hosts, mutants,
    node, pairs, python, robustness, setup, site, sql, suites, wasm,
};

/// Something that can be asked for.
struct Task {
    name: &'static str,
    /// Shown after the name.
    takes: &'static str,
    what: &'static str,
    steps: fn(&[String]) -> Result<Vec<Step>, Error>,
}

const TASKS: &[Task] = &[
    Task {
        name: "ci",
        takes: "",
        what: "setup, check, documented, test, python, site, wasm and node: what CI runs",
        steps: |_| Ok(ci()),
    },
    Task {
        name: "setup",
        takes: "",
        what: "install what the other tasks need and is not there",
        steps: |_| Ok(setup::steps()),
    },
    Task {
        name: "check",
        takes: "",
        what: "formatting, lints, documentation",
        steps: |_| Ok(check::steps()),
    },
    Task {
        name: "documented",
        takes: "[--list]",
        what: "count the library's public items with examples; worse than xtask/documented.txt fails",
        steps: |args| Ok(documented::steps(args)),
    },
    Task {
        name: "test",
        takes: "",
        what: "all tests, with and without optional features, and the documentation's examples",
        steps: |_| Ok(suites::test(suites::DEV)),
    },
    Task {
        name: "python",
        takes: "",
        what: "build the Python package, install it, run its tests and check its types",
        steps: |_| Ok(python::steps(PUBLISHED)),
    },
    Task {
        name: "vectors",
        takes: "",
        what: "run the vectors and say how many there are, by topic and engine",
        steps: |_| Ok(suites::vectors()),
    },
    Task {
        name: "wasm",
        takes: "",
        what: "build the npm package icp-wasm, check its types and run its tests",
        steps: |_| Ok(wasm::steps()),
    },
    Task {
        name: "studio",
        takes: "",
        what: "build the page of the studio, for `icp studio` and for icp-wasm/web/serve.mjs",
        steps: |_| Ok([wasm::setup(), wasm::studio()].concat()),
    },
    Task {
        name: "node",
        takes: "",
        what: "build the npm package icp-node, check its types and run its tests and those of the example",
        steps: |_| {
            Ok([wasm::packages(), wasm::native(suites::DEV), node::build(PUBLISHED), node::test()].concat())
        },
    },
    Task {
        name: "site",
        takes: "",
        what: "make the site of the documentation in target/site/html",
        steps: |_| Ok(site::steps()),
    },
    Task {
        name: "dist",
        takes: "",
        what: "make all packages in target/package and target/packages, install each from its file and try it",
        steps: |_| Ok(dist::steps(PUBLISHED)),
    },
    Task {
        name: "hosts",
        takes: "[--short | --write] [GROUP...]",
        what: "score ten vectors in each bundler, runtime and test runner of icp-js/hosts/hosts.json",
        steps: |args| Ok(hosts::steps(args, QUICK)),
    },
    Task {
        name: "size",
        takes: "",
        what: "build the npm package icp-wasm and print how large its modules are; too large fails",
        steps: |_| Ok(wasm::size()),
    },
    Task {
        name: "differential",
        takes: "[--pairs N] [--languages LIST]",
        what: "the same random pairs (2000000) through the engine and reference,columns,python,node,wasm or all",
        steps: pairs::steps,
    },
    Task {
        name: "sql",
        takes: "[--dialect NAME] [--models N]",
        what: "models as SQL on engines of SQL beside this one: vectors, gallery, random models (10000) in DuckDB",
        steps: sql::steps,
    },
    Task {
        name: "fuzz",
        takes: "[--seconds N | --runs N] [--seed N] [TARGET...]",
        what: "fuzz the targets, each so long (60 seconds if not said)",
        steps: fuzz::steps,
    },
    Task {
        name: "mutants",
        takes: "[--shard K/N] [-F REGEX] ..",
        what: "change eval, batch and validate in small ways, and see whether the tests notice",
        steps: |args| Ok(mutants::steps(args)),
    },
    Task { name: "bench", takes: "", what: "the benchmarks", steps: |_| Ok(suites::bench()) },
    Task {
        name: "columns",
        takes: "[SECTION]",
        what: "what a row of a table costs, side by side with rules by hand; one section or all",
        steps: |sections| Ok(columns::steps(sections)),
    },
    Task {
        name: "files",
        takes: "[COMMAND...] [--rows N] [--passes N]",
        what: "time of the command from file to file, beside DuckDB and other builds of the command",
        steps: files::steps,
    },
    Task {
        name: "assessment",
        takes: "[--against COMMIT]",
        what: "time from a record to its whole assessment as JSON, in turns with another commit's (17cc237)",
        steps: assessment::steps,
    },
    Task {
        name: "calls",
        takes: "[--against COMMIT]",
        what: "processor time of calls to icp-node and icp-wasm, in turns with another commit's (17cc237)",
        steps: |args| calls::steps(args, PUBLISHED),
    },
    Task {
        name: "build-cost",
        takes: "[--ci] [--against COMMIT]",
        what: "time to build the command from nothing, by crates, or to run `ci`, by steps; beside another commit's",
        steps: cost::steps,
    },
    Task {
        name: "coverage",
        takes: "",
        what: "line coverage of icp-core, file by file; fails below 92 %",
        steps: |_| coverage::steps(),
    },
    Task {
        name: "deny",
        takes: "",
        what: "licences, bans and sources of all dependencies",
        steps: |_| deny::steps(),
    },
    Task {
        name: "limits",
        takes: "[--check]",
        what: "processor time and memory of the worst models and accounts that the limits allow",
        steps: |args| Ok(robustness::limits(args)),
    },
    Task {
        name: "soak",
        takes: "[ACCOUNTS]",
        what: "score 100000000 accounts (if not said) by the command, Python and Node in memory that stays the same",
        steps: robustness::soak,
    },
    Task {
        name: "miri",
        takes: "",
        what: "the core's tests under Miri, those that it runs in minutes",
        steps: |_| robustness::miri(),
    },
    Task {
        name: "msrv",
        takes: "",
        what: "build with the oldest compiler that is promised",
        steps: |_| robustness::msrv(),
    },
    Task {
        name: "semver",
        takes: "",
        what: "compare the library's interface with that of the published version",
        steps: |_| robustness::semver(),
    },
];

/// The profile of packages that are published.
const PUBLISHED: &str = "dist";
/// The profile of packages that are only tested: the same code in far less time.
const QUICK: &str = "release";

/// Everything. What does not need each other runs beside each other: Rust by itself, the packages for other languages and
/// all that needs them, and the fuzzer, which has a target directory of its own.
fn ci() -> Vec<Step> {
    let rust = [check::steps(), documented::steps(&[]), suites::test(suites::CI)].concat();
    let packages = [
        python::steps(QUICK),
        site::steps(),
        wasm::native(suites::CI),
        wasm::build(),
        wasm::measure(),
        wasm::test(),
        node::build(QUICK),
        node::test(),
        dist::ci(),
        hosts::ci(),
        robustness::short(),
        pairs::ci(),
        sql::ci(),
    ]
    .concat();
    let lanes = [("packages", packages), ("rust", rust), ("fuzzer", fuzz::ci())];
    let lanes = lanes.into_iter().flat_map(|(name, steps)| Step::in_lane(name, steps));
    [setup::steps(), wasm::setup()].concat().into_iter().chain(lanes).collect()
}

/// The steps of a task.
pub(crate) fn steps(name: &str, args: &[String]) -> Result<Vec<Step>, Error> {
    let task = TASKS.iter().find(|task| task.name == name);
    let task = task.ok_or_else(|| Error::Arguments(format!("there is no task `{name}`\n\n{}", usage())))?;
    if task.takes.is_empty() && !args.is_empty() {
        return Err(Error::Arguments(format!("`{name}` takes no arguments")));
    }
    (task.steps)(args)
}

/// All tasks, one a line.
pub(crate) fn usage() -> String {
    let mut text = String::from("cargo xtask TASK\n\n");
    for Task { name, takes, what, .. } in TASKS {
        let call = format!("{name} {takes}");
        // A long call has its description on the next line.
        let gap = if call.len() > 22 { format!("\n{:25}", "") } else { " ".to_owned() };
        text.push_str(&format!("  {call:<22}{gap}{what}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_is_in_the_usage_and_has_steps() {
        // These want tools that not every machine has.
        let has_tools = |task: &&Task| !["deny", "miri", "msrv", "semver"].contains(&task.name);
        for task in TASKS.iter().filter(has_tools) {
            assert!(usage().contains(task.what));
            assert!(!steps(task.name, &[]).unwrap().is_empty());
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        assert!(steps("cl", &[]).unwrap_err().to_string().contains("no task `cl`"));
        assert!(steps("check", &["x".into()]).unwrap_err().to_string().contains("takes no arguments"));
        assert!(steps("differential", &["x".into()]).unwrap_err().to_string().contains("`x`"));
    }
}
