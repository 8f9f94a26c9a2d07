//! The npm package `icp-node`: the addon, its types and its tests, and the example that uses it.

use crate::step::{Step, root};

/// The folder for the compiler's notes of the functions that JavaScript sees.
const NOTES: &str = "target/napi-types";

/// The package in `icp-node/pkg`, with the addon of this machine, built with a profile.
pub(crate) fn build(profile: &str) -> Vec<Step> {
    let cargo = ["build", "--locked", "--profile", profile, "-p", "icp-node"];
    // The folder has to be there, or nothing is noted.
    let notes = root().join(NOTES);
    vec![
        Step::new("notes", "node", &["-e", "fs.mkdirSync(process.argv[1], {recursive: true})", NOTES]),
        Step::cargo("addon", &cargo).env("NAPI_TYPE_DEF_TMP_FOLDER", notes.display().to_string()),
        Step::new("package", "node", &["icp-node/scripts/package.mjs", profile]),
    ]
}

/// Types, and all tests through the package.
pub(crate) fn test() -> Vec<Step> {
    let tests = ["--expose-gc", "--test", "--test-reporter=tap", "icp-node/test/"];
    vec![
        Step::new("addon's types", "node", &["icp-node/scripts/typings.mjs"]),
        Step::new("types", "npx", &["tsc", "-p", "icp-node"]),
        Step::new("test icp-node", "node", &tests).counted(),
        Step::new("test the service", "node", &["--test", "--test-reporter=tap", "examples/node/"]).counted(),
    ]
}
