//! A small app in each host that the packages for JavaScript promise: bundlers, servers, runners of tests, runtimes and a
//! browser. Apps and versions are in `icp-js/hosts`.

use crate::step::Step;
use crate::{dist, node, suites, wasm};

/// Builds the packages and runs the apps: all, those of some groups, or those of CI.
pub(crate) fn steps(args: &[String], profile: &str) -> Vec<Step> {
    let packages =
        [wasm::setup(), wasm::native(suites::DEV), wasm::build(), node::build(profile), dist::tarballs()];
    [packages.concat(), vec![apps(args.iter().map(String::as_str))]].concat()
}

/// Four hosts, with the packages that other tasks of `ci` have built.
pub(crate) fn ci() -> Vec<Step> {
    vec![apps(["--short"])]
}

fn apps<'a>(args: impl IntoIterator<Item = &'a str>) -> Step {
    Step::new("hosts", "node", &["icp-js/hosts/run.mjs"]).args(args).counted()
}
