//! How long it takes to read a model, to read a source file, and to give the model that source: the fastest of many times.

use std::hint::black_box;
use std::time::Instant;

use icp_core::{Model, Source};

fn fastest(name: &str, mut pass: impl FnMut()) {
    let mut best = f64::INFINITY;
    for _ in 0..200 {
        let start = Instant::now();
        pass();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{name:<24} {:>7.3} ms", best * 1e3);
}

fn main() {
    for (name, model, source) in [
        ("acme", include_str!("../../examples/models/acme-gtm.yaml"), include_str!("acme.source.yaml")),
        (
            "hubspot",
            include_str!("../../examples/sources/model.yaml"),
            include_str!("../../examples/sources/hubspot.yaml"),
        ),
    ] {
        let (Ok(read), Ok(file)) = (Model::from_yaml(model), Source::from_yaml(source)) else {
            println!("{name}: refused");
            continue;
        };
        fastest(&format!("{name}: read the model"), || drop(black_box(Model::from_yaml(black_box(model)))));
        fastest(&format!("{name}: read the source"), || {
            drop(black_box(Source::from_yaml(black_box(source))));
        });
        fastest(&format!("{name}: with_source"), || drop(black_box(read.with_source(black_box(&file)))));
    }
}
