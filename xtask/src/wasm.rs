//! The npm package `icp-wasm`: the module in its two builds, the code that loads them, its tests and its sizes.

use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use crate::step::{Step, root};

const TARGET: &str = "wasm32-unknown-unknown";

/// The builds of the module: the folder in the package, and the features.
const BUILDS: [(&str, &str); 3] = [("small", ""), ("yaml", "words,yaml"), ("full", "matches,words,yaml")];

/// What the names of functions and the like take is of no use to a browser.
const OPTIMIZE: [&str; 5] =
    ["-O3", "--strip-debug", "--strip-producers", "--strip-target-features", "--all-features"];

/// The tools for the packages for JavaScript.
pub(crate) fn packages() -> Vec<Step> {
    vec![
        Step::new("npm packages", "npm", &["ci", "--no-audit", "--no-fund"])
            .unless(&["npm", "ls", "--silent"]),
    ]
}

/// What a bare machine lacks.
pub(crate) fn setup() -> Vec<Step> {
    let mut steps = packages();
    if !has_target() {
        steps.push(Step::new("wasm target", "rustup", &["target", "add", TARGET]));
    }
    steps
}

/// The package in `icp-wasm/pkg`.
pub(crate) fn build() -> Vec<Step> {
    let mut steps = Vec::new();
    for (name, features) in BUILDS {
        let cargo = ["build", "--locked", "-p", "icp-wasm", "--profile", "wasm", "--target", TARGET];
        steps.push(Step::cargo("wasm", &cargo).args(["--features", features]));
        steps.push(Step::cargo("bindgen", &["run", "-q", "-p", "xtask", "--", "bindgen", name]));
        let module = format!("icp-wasm/pkg/{name}/icp_bg.wasm");
        steps.push(
            Step::new("wasm-opt", "npx", &["wasm-opt"]).args(OPTIMIZE).args([&*module, "-o", &*module]),
        );
    }
    steps.push(Step::new("package", "node", &["icp-wasm/scripts/package.mjs"]));
    steps
}

/// What the native build gives for all vectors, which the packages for JavaScript are compared with.
pub(crate) fn native() -> Vec<Step> {
    vec![Step::cargo(
        "native",
        &["run", "-q", "-p", "icp-tests", "--example", "native", "--", "target/native.json"],
    )]
}

/// Types, and all tests through the package.
pub(crate) fn test() -> Vec<Step> {
    vec![
        Step::new("types", "npx", &["tsc", "-p", "icp-js"]),
        Step::new(
            "test icp-wasm",
            "node",
            &["--expose-gc", "--test", "--test-reporter=tap", "icp-wasm/test/"],
        )
        .counted(),
    ]
}

/// The whole task.
pub(crate) fn steps() -> Vec<Step> {
    [setup(), native(), build(), test()].concat()
}

/// How large the builds are; too large fails.
pub(crate) fn measure() -> Vec<Step> {
    vec![Step::new("size", "node", &["icp-wasm/scripts/size.mjs"])]
}

/// The builds and their sizes.
pub(crate) fn size() -> Vec<Step> {
    [setup(), build(), measure()].concat()
}

fn has_target() -> bool {
    let printed = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output();
    let folder = printed.ok().and_then(|output| String::from_utf8(output.stdout).ok());
    folder.is_some_and(|folder| Path::new(folder.trim()).is_dir())
}

/// Writes the code that loads the module that was built last into the package's folder of that name.
pub(crate) fn bindgen(build: &str) -> Result<(), String> {
    let module: PathBuf = root().join("target").join(TARGET).join("wasm").join("icp_wasm.wasm");
    let folder = root().join("icp-wasm/pkg").join(build);
    let mut bindgen = Bindgen::new();
    let generate = |bindgen: &mut Bindgen| {
        bindgen.input_path(&module).out_name("icp").typescript(false).omit_default_module_path(false);
        bindgen.web(true)?.generate(&folder)
    };
    generate(&mut bindgen).map_err(|error| format!("{}: {error:#}", module.display()))
}
