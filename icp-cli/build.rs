//! Says whether the page of the studio was made, which is then in the command: `cargo xtask studio` writes it into
//! `page/made/`.

use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(has_page)");
    // A folder that is always there: of one that is not, cargo would build the command anew each time.
    println!("cargo::rerun-if-changed=page");
    if Path::new("page/made/files.rs").is_file() {
        println!("cargo::rustc-cfg=has_page");
    }
}
