//! The npm package `icp-wasm`: the module in its two builds and their parts, the code that loads them, its tests and its sizes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use crate::error::Error;
use crate::step::{Step, root};
use crate::suites;

const TARGET: &str = "wasm32-unknown-unknown";

/// The builds of the module: the folder in the package, and the features.
const BUILDS: [(&str, &str); 2] = [("small", "deferred"), ("full", "deferred,messages")];

/// The build for the studio, the page on which a model is shaped: in one piece and made for speed. Its folder is the page's.
const STUDIO: &str = "studio";

/// The instructions for several numbers at once, which every browser has had since 2023.
const STUDIO_FLAGS: &str = "-Ctarget-feature=+simd128";

/// The linker flag that keeps relocations: from them, the splitter knows which functions and data each function
/// uses.
const FLAGS: &str = "-Clink-arg=--emit-relocs";

/// The tools for the packages for JavaScript.
pub(crate) fn packages() -> Vec<Step> {
    vec![
        Step::new("npm packages", "npm", &["ci", "--no-audit", "--no-fund"])
            .unless(&["npm", "ls", "--silent"]),
    ]
}

/// The steps that install the tools for the packages, where they are missing.
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
        steps.push(Step::cargo("wasm", &cargo).args(["--features", features]).env("RUSTFLAGS", FLAGS));
        steps.push(Step::cargo("bindgen", &["run", "-q", "-p", "xtask", "--", "bindgen", name]));
        steps.push(Step::new("parts", "node", &["icp-wasm/scripts/parts.mjs", name]));
    }
    steps.push(Step::new("package", "node", &["icp-wasm/scripts/package.mjs"]));
    steps.extend(studio());
    steps
}

/// The module of the studio, in the page's folder.
pub(crate) fn studio() -> Vec<Step> {
    let cargo = ["build", "--locked", "-p", "icp-wasm", "--profile", "wasm-fast", "--target", TARGET];
    vec![
        Step::cargo("wasm of the studio", &cargo).args(["--features", STUDIO]).env("RUSTFLAGS", STUDIO_FLAGS),
        Step::cargo("bindgen", &["run", "-q", "-p", "xtask", "--", "bindgen", STUDIO]),
        Step::new("studio", "node", &["icp-wasm/scripts/studio.mjs"]),
    ]
}

/// Writes the native answers to all vectors, with which the packages for JavaScript are compared.
pub(crate) fn native(profile: &str) -> Vec<Step> {
    vec![suites::program("native", "native", profile).args(["target/native.json"])]
}

/// Types, and all tests through the package.
pub(crate) fn test() -> Vec<Step> {
    vec![
        Step::new("types", "npx", &["tsc", "-p", "icp-js"]),
        // The studio's tests score with the command what they downloaded, and have it serve the page.
        Step::cargo("command", &["test", "--no-run", "--all-features"]).args(suites::COMMAND),
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
    [setup(), native(suites::DEV), build(), test()].concat()
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

/// Splits the module that was built last, and writes the code that loads it into the package's folder of that name.
pub(crate) fn bindgen(build: &str) -> Result<(), Error> {
    let built = |profile: &str| root().join("target").join(TARGET).join(profile).join("icp_wasm.wasm");
    let (folder, module) = if build == STUDIO {
        (root().join("icp-wasm/web/studio/pkg"), built("wasm-fast"))
    } else {
        let (folder, built) = (root().join("icp-wasm/pkg").join(build), built("wasm"));
        let module = split(&built, &folder).map_err(|error| of_module(&built, error.to_string()))?;
        (folder, module)
    };
    let mut bindgen = Bindgen::new();
    let generate = |bindgen: &mut Bindgen| {
        bindgen.input_path(&module).out_name("icp").typescript(false).omit_default_module_path(false);
        // The table of functions, which the parts share, is one of them.
        bindgen.keep_lld_exports(true);
        bindgen.web(true)?.generate(&folder)
    };
    generate(&mut bindgen).map_err(|error| of_module(&module, format!("{error:#}")))
}

fn of_module(path: &Path, message: String) -> Error {
    Error::Module { path: path.display().to_string(), message }
}

/// Splits a module: its parts and the list of their files go into a folder, which is made anew. Gives the path of what
/// remains of it.
fn split(built: &Path, folder: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
    if folder.is_dir() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let rest = built.with_file_name("icp_wasm.rest.wasm");
    let wasm = fs::read(built)?;
    let mut options = Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &rest;
    // It writes code that loads the parts too; the package has its own.
    let code = folder.join("split.js");
    options.link_name = "split.js";
    let parts = transform(options)?;
    fs::remove_file(code)?;
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (part, stems) in parts.prefetch_map {
        let named = |stem: String| -> std::io::Result<String> {
            let name = format!("{}.wasm", stem.strip_prefix("split_").unwrap_or(&stem));
            let (from, to) = (folder.join(format!("{stem}.wasm")), folder.join(&name));
            if from.is_file() {
                fs::rename(from, to)?;
            }
            Ok(name)
        };
        files.insert(part, stems.into_iter().map(named).collect::<Result<_, _>>()?);
    }
    fs::write(folder.join("parts.json"), serde_json::to_string(&files)?)?;
    Ok(rest)
}
