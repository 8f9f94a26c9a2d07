//! The packages as they are published, in `target/packages`: crates, the Python package as source and wheel, and the npm
//! tarballs. Then each is installed from these files.

use crate::installed::PACKAGES;
use crate::step::Step;
use crate::{installed, node, python, wasm};

/// The crates that are published, those first that others need.
const CRATES: [&str; 6] = ["icp-core", "icp-evidence", "icp-exchange", "icp-export", "icp-learn", "icp-cli"];

/// All packages, built as they are published, installed and tried.
pub(crate) fn steps(profile: &str) -> Vec<Step> {
    let build = [
        wasm::setup(),
        wasm::build(),
        node::build(profile),
        vec![
            python::environment(),
            python::packages(),
            // Everything that the command can read and write.
            python::wheel(profile, &["--features", "full"]),
        ],
    ];
    [build.concat(), files(), vec![installed::step(&["--from-source"])]].concat()
}

/// The same with the wheel and the packages for JavaScript that other tasks of `ci` have built.
pub(crate) fn ci() -> Vec<Step> {
    [files(), vec![installed::step(&[])]].concat()
}

/// The files of what is built already; crates and the Python package's source are made here.
fn files() -> Vec<Step> {
    let named = CRATES.iter().flat_map(|name| ["-p", name]);
    let crates = Step::cargo("crates", &["package", "--locked", "--allow-dirty", "--no-verify", "--quiet"])
        .args(named);
    let source = ["-m", "maturin", "sdist", "-m", "icp-py/Cargo.toml", "-o", PACKAGES];
    [vec![crates, python::tools("python source", &source)], tarballs()].concat()
}

/// The npm tarballs of what is built already.
pub(crate) fn tarballs() -> Vec<Step> {
    vec![
        Step::new("npm packages, laid out", "node", &["icp-node/scripts/platforms.mjs"]),
        Step::new("npm tarballs", "node", &["icp-js/scripts/tarballs.mjs"]),
    ]
}
