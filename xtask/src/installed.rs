//! Installs each package from its file, with an empty home folder, and runs the words of the README there: the crates in a
//! new project, the command, the wheel in a new environment, and the npm tarballs in a new folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;
use crate::step::{Step, root};
use crate::studio;

/// The folder of the sources and tarballs; crates are in `target/package`, where Cargo puts them.
pub(crate) const PACKAGES: &str = "target/packages";
/// Everything is installed below it, and it is removed at the end.
const PLACE: &str = "target/installed";

/// The README's first command, whose output is beside it.
const SCORE: [&str; 5] =
    ["score", "examples/models/acme-gtm.yaml", "examples/accounts.csv", "--as-of", "2026-10-01"];

#[cfg(windows)]
const BIN: &str = "Scripts";
#[cfg(not(windows))]
const BIN: &str = "bin";

/// The step that does it. `--from-source` also builds the command from its crate and the Python package from its source.
pub(crate) fn step(args: &[&str]) -> Step {
    Step::cargo("packages, installed", &["run", "-q", "-p", "xtask", "--", "install-packages"])
        .args(args.iter().copied())
}

/// Installs and tries all of them, and prints a line for each.
pub(crate) fn run(args: &[String]) -> Result<(), Error> {
    let readme = read("README.md")?;
    let from_source = args.iter().any(|arg| arg == "--from-source");
    let place = Place::new()?;
    let tried = [
        place.rust(&readme),
        if from_source { place.command(&readme) } else { Ok(()) },
        place.wheel(&readme, from_source),
        if from_source { place.source() } else { Ok(()) },
        place.node(&readme),
        place.browser(),
    ];
    fs::remove_dir_all(&place.folder).map_err(Error::file(&place.folder))?;
    let wrong: Vec<String> =
        tried.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::Check(wrong.join("\n"))) }
}

/// A new folder, with a home folder in it that is empty.
struct Place {
    folder: PathBuf,
}

impl Place {
    fn new() -> Result<Self, Error> {
        let folder = root().join(PLACE);
        let _ = fs::remove_dir_all(&folder);
        let home = folder.join("home");
        fs::create_dir_all(&home).map_err(Error::file(&home))?;
        Ok(Self { folder })
    }

    /// A program that finds nothing of its user's, but for the toolchain and the packages that Cargo has fetched.
    fn program(&self, name: impl AsRef<Path>) -> Command {
        let mut command = Command::new(name.as_ref());
        let tools = [("RUSTUP_HOME", ".rustup"), ("CARGO_HOME", ".cargo")];
        if let Some(home) = std::env::home_dir() {
            for (variable, folder) in tools {
                if std::env::var_os(variable).is_none() {
                    command.env(variable, home.join(folder));
                }
            }
        }
        let home = self.folder.join("home");
        command.env("HOME", &home).env("USERPROFILE", &home).env_remove("PYTHONPATH").env_remove("NODE_PATH");
        command.current_dir(root()).env("CARGO_TARGET_DIR", root().join("target"));
        command
    }

    /// The crates in a new project, with the README's program.
    fn rust(&self, readme: &str) -> Result<(), Error> {
        let crates = self.folder.join("crates");
        fs::create_dir_all(&crates).map_err(Error::file(&crates))?;
        for file in files("target/package", ".crate")? {
            let mut unpack = self.program("tar");
            output(unpack.arg("xzf").arg(&file).arg("-C").arg(&crates))?;
        }
        let project = self.folder.join("first");
        write(&project.join("src/main.rs"), block(readme, "## In Rust", "rust")?)?;
        let manifest = "[package]\nname = \"first\"\nedition = \"2024\"\n\n[dependencies]\n\
             icp-core = { version = \"*\", features = [\"yaml\"] }\n\n[workspace]\n";
        write(&project.join("Cargo.toml"), manifest)?;
        let mut cargo = self.program("cargo");
        // As the workspace's own crates are built, so that they serve here too.
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0");
        cargo.args(["run", "--quiet"]).args(self.patches()?).current_dir(&project);
        let said = output(&mut cargo)?;
        expect("a new project on the crates", &said, "mid-market: 75 of 100")
    }

    /// Arguments of Cargo that take the unpacked crates in the place of published ones.
    fn patches(&self) -> Result<Vec<String>, Error> {
        let mut args = Vec::new();
        for folder in files(&format!("{PLACE}/crates"), "")? {
            let stem = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let name = stem.rsplit_once('-').map_or(&*stem, |(name, _)| name);
            let path = folder.display().to_string().replace('\\', "/");
            args.extend(["--config".to_owned(), format!("patch.crates-io.{name}.path=\"{path}\"")]);
        }
        Ok(args)
    }

    /// The command from its crate, with the README's first words.
    fn command(&self, readme: &str) -> Result<(), Error> {
        let crates = files(&format!("{PLACE}/crates"), "")?;
        let own = crates.iter().find(|folder| folder.to_string_lossy().contains("icp-cli-"));
        let own = own.ok_or_else(|| Error::Check("there is no crate icp-cli".to_owned()))?;
        let mut cargo = self.program("cargo");
        cargo.args(["install", "--quiet", "--debug", "--features", "full", "--path"]);
        cargo.arg(own).args(self.patches()?);
        output(cargo.arg("--root").arg(&self.folder))?;
        let program = self.folder.join("bin/icp");
        self.scores("the command from its crate", &program, &[], readme)?;
        studio::serves("the command from its crate", &mut self.program(program))
    }

    /// The wheel by itself: the README's program, and the command in both ways. With everything that the command can do, it serves the studio.
    fn wheel(&self, readme: &str, is_full: bool) -> Result<(), Error> {
        let found = files("target/wheel", ".whl")?;
        let wheel = found.iter().find(|file| file.to_string_lossy().contains("icp_scoring-"));
        let wheel = wheel.ok_or_else(|| Error::Check("there is no wheel in target/wheel".to_owned()))?;
        let python = self.environment("wheel")?;
        let mut pip = self.program(&python);
        output(pip.args(["-m", "pip", "install", "-q", "--no-index", "--no-deps"]).arg(wheel))?;
        let program = self.folder.join("first.py");
        write(&program, block(readme, "## In Python", "python")?)?;
        let said = output(self.program(&python).arg(&program))?;
        expect("the wheel in a new environment", &said, "Fits Mid-market B2B SaaS: 80 of 100")?;
        self.scores("the command of the wheel", &python.with_file_name("icp"), &[], readme)?;
        self.scores("`python -m icp` of the wheel", &python, &["-m", "icp"], readme)?;
        if is_full {
            studio::serves("the command of the wheel", self.program(&python).args(["-m", "icp"]))?;
        }
        Ok(())
    }

    /// The Python package from its source, and the README's program for a table.
    fn source(&self) -> Result<(), Error> {
        let found = files(PACKAGES, ".tar.gz")?;
        let source = found.first().ok_or_else(|| Error::Check(format!("no source in {PACKAGES}")))?;
        let python = self.environment("source")?;
        let mut pip = self.program(&python);
        pip.args(["-m", "pip", "install", "-q", "pandas"]).arg(source);
        output(pip.env("MATURIN_PEP517_ARGS", "--profile dev"))?;
        let program = self.folder.join("table.py");
        let guide = read("icp-py/README.md")?;
        write(&program, block(&guide, "`model.score_frame(table)`", "python")?)?;
        output(self.program(&python).arg(&program))?;
        println!("the Python package from its source: scores");
        Ok(())
    }

    fn environment(&self, name: &str) -> Result<PathBuf, Error> {
        let folder = self.folder.join(name);
        output(
            self.program(if cfg!(windows) { "python" } else { "python3" }).args(["-m", "venv"]).arg(&folder),
        )?;
        Ok(folder.join(BIN).join("python"))
    }

    /// `icp-node` with the package of this platform.
    fn node(&self, readme: &str) -> Result<(), Error> {
        let project = self.npm("node", "icp-node-")?;
        let program = project.join("first.mjs");
        write(&program, block(readme, "## In Node", "js")?)?;
        let said = output(self.program("node").arg(&program))?;
        expect("icp-node in a new folder", &said, "mid-market-saas qualified A [ 80, 100 ]")
    }

    /// `icp-wasm`, in Node: the page's words, with a `fetch` that reads the model of the examples.
    fn browser(&self) -> Result<(), Error> {
        let project = self.npm("browser", "icp-wasm-")?;
        let page = read("icp-wasm/README.md")?;
        let before = "import { readFileSync } from \"node:fs\";\n\
             globalThis.fetch = async () => new Response(readFileSync(\"examples/models/acme-gtm.yaml\"));\n";
        let after =
            "console.log(assessment.icp, model.nextQuestions({ employees: 350 }).questions.length > 0);\n";
        let program = project.join("first.mjs");
        write(&program, &format!("{before}{}{after}", block(&page, "# icp-wasm", "js")?))?;
        let said = output(self.program("node").arg(&program))?;
        expect("icp-wasm in a new folder", &said, "mid-market-saas true")
    }

    /// A new folder with the tarballs whose name begins so installed.
    fn npm(&self, name: &str, begins: &str) -> Result<PathBuf, Error> {
        let project = self.folder.join(name);
        write(&project.join("package.json"), "{\"private\": true}\n")?;
        let mut npm = self.program(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.args(["install", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&project);
        let named =
            |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(begins));
        output(npm.args(files(PACKAGES, ".tgz")?.into_iter().filter(named)))?;
        Ok(project)
    }

    /// The README's first command prints what the README shows.
    fn scores(&self, what: &str, program: &Path, before: &[&str], readme: &str) -> Result<(), Error> {
        let mut command = self.program(program);
        let said = output(command.args(before).args(SCORE).env("COLUMNS", "120"))?;
        expect(what, &said, block(readme, "# icp\n", "text")?.trim_end())
    }
}

/// The first block of a language after a heading.
fn block<'a>(text: &'a str, heading: &str, language: &str) -> Result<&'a str, Error> {
    let found = || {
        let (_, after) = text.split_once(heading)?;
        let (_, code) = after.split_once(&format!("```{language}\n"))?;
        Some(code.split_once("```")?.0)
    };
    found().ok_or_else(|| Error::Check(format!("no block of {language} after `{}`", heading.trim())))
}

fn read(path: &str) -> Result<String, Error> {
    fs::read_to_string(root().join(path)).map_err(Error::file(Path::new(path)))
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text)).map_err(Error::file(path))
}

/// The paths in a folder that end so, sorted.
fn files(folder: &str, ending: &str) -> Result<Vec<PathBuf>, Error> {
    let place = root().join(folder);
    let entries = fs::read_dir(&place).map_err(Error::file(&place))?;
    let mut found: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    found.retain(|path| path.to_string_lossy().ends_with(ending));
    found.sort();
    Ok(found)
}

/// The output of a command; one that fails is an error with all that it said.
fn output(command: &mut Command) -> Result<String, Error> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(std::process::Stdio::null()).output().map_err(Error::start(&name))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    Err(Error::Check(format!("{name}: {}\n{said}{}", output.status, String::from_utf8_lossy(&output.stderr))))
}

fn expect(what: &str, said: &str, wanted: &str) -> Result<(), Error> {
    if !said.replace('\r', "").contains(wanted) {
        return Err(Error::Check(format!("{what}: expected\n{wanted}\nand it said\n{said}")));
    }
    println!("{what}: scores");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blocks_that_are_run_are_there() {
        let readme = read("README.md").unwrap();
        assert!(block(&readme, "## In Rust", "rust").unwrap().contains("fn main()"));
        assert!(block(&readme, "## In Python", "python").unwrap().starts_with("import icp\n"));
        assert!(block(&readme, "## In Node", "js").unwrap().contains("from \"icp-node\""));
        assert!(block(&readme, "# icp\n", "text").unwrap().contains("Lumenkraft"));
        assert!(
            block(&read("icp-wasm/README.md").unwrap(), "# icp-wasm", "js").unwrap().contains("Model.load")
        );
        assert!(block(&readme, "## In Rust", "cobol").is_err());
    }

    #[test]
    fn what_was_not_said_is_an_error() {
        assert!(expect("it", "a\r\nb", "a\nb").is_ok());
        assert!(expect("it", "a", "b").unwrap_err().to_string().contains("and it said\na"));
    }
}
