//! Faults that the fuzzer found stay mended.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::fs;

use icp_tests::fuzz::{TARGETS, regressions};
use oorandom::Rand32;

#[test]
fn finds_stay_mended() {
    let mut count = 0;
    for entry in fs::read_dir(regressions()).into_iter().flatten() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let (_, run) = TARGETS.iter().find(|(target, _)| *target == name).unwrap();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            println!("{}", path.display());
            run(&fs::read(path).unwrap());
            count += 1;
        }
    }
    println!("{count} finds stay mended");
}

#[test]
fn every_target_has_its_binary() {
    for (name, _) in TARGETS {
        let path = regressions().with_file_name("targets").join(format!("{name}.rs"));
        let source = fs::read_to_string(&path).unwrap();
        assert!(source.contains(&format!("icp_tests::fuzz::{name}(data)")), "{}", path.display());
        let xtask = fs::read_to_string(regressions().with_file_name("../xtask/src/fuzz.rs")).unwrap();
        assert!(xtask.contains(&format!("(\"{name}\",")), "`cargo xtask fuzz` does not run {name}");
    }
}

#[test]
fn every_target_takes_anything() {
    let mut dice = Rand32::new(1);
    for (name, run) in TARGETS {
        for length in 0..24 {
            let bytes: Vec<u8> = (0..length).map(|_| dice.rand_range(0..256) as u8).collect();
            println!("{name}: {bytes:?}");
            run(&bytes);
        }
    }
}
