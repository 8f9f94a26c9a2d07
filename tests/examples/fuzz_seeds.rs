//! Writes what the fuzzer begins with: `cargo run -p icp-tests --example fuzz_seeds -- FOLDER`.

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("give a folder to write to")?;
    println!("{} in {folder}", icp_tests::fuzz::seeds(Path::new(&folder))?);
    Ok(())
}
