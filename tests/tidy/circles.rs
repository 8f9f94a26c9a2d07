//! No circles between files. Those that have a reason stand in `circles.txt`, a list that may only shrink.
//!
//! `cargo test -p icp-tests --test tidy -- --nocapture circles::the_table` prints files, arrows and circles room by
//! room; `ICP_TREE` reads another tree for it. `ICP_BLESS=1` takes files out of the list that are in no circle any
//! more; nothing writes new ones into it.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::Graph;
use super::tree::{File, file, files, read};

const CRATES: &[&str] = &[
    "icp-core",
    "icp-cli",
    "icp-evidence",
    "icp-exchange",
    "icp-export",
    "icp-js",
    "icp-learn",
    "icp-node",
    "icp-py",
    "icp-wasm",
    "xtask",
];
const LIST: &str = "tests/tidy/circles.txt";

fn graphs(files: &[File]) -> Vec<(&'static str, Graph)> {
    let graph = |name: &'static str| {
        let sources = format!("{name}/src/");
        let own = files.iter().filter_map(|file| Some((file.path.strip_prefix(&*sources)?, &*file.text)));
        (name, Graph::new(own.filter(|(path, _)| path.ends_with(".rs"))))
    };
    CRATES.iter().copied().map(graph).collect()
}

/// A circle that is allowed: its reason, and its files by their paths from the root.
struct Allowed {
    reason: String,
    files: BTreeSet<String>,
}

/// Blocks of a line `# reason` and the files below it.
fn allowed(text: &str) -> Vec<Allowed> {
    let mut list: Vec<Allowed> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        match (line.strip_prefix("# "), list.last_mut()) {
            (Some(reason), Some(last)) if last.files.is_empty() => {
                last.reason.push(' ');
                last.reason.push_str(reason);
            }
            (Some(reason), _) => list.push(Allowed { reason: reason.to_owned(), files: BTreeSet::new() }),
            (None, Some(last)) => drop(last.files.insert(line.to_owned())),
            (None, None) => list.push(Allowed { reason: String::new(), files: [line.to_owned()].into() }),
        }
    }
    list
}

/// The circles of all crates, as paths from the root.
fn circles(graphs: &[(&str, Graph)]) -> Vec<BTreeSet<String>> {
    let name = |krate: &str, graph: &Graph, file: usize| format!("{krate}/src/{}", graph.path(file));
    let of = |(krate, graph): &(&str, Graph)| {
        let circle = |files: Vec<usize>| files.into_iter().map(|file| name(krate, graph, file)).collect();
        graph.circles().into_iter().map(circle).collect::<Vec<_>>()
    };
    graphs.iter().flat_map(of).collect()
}

/// Circles that are not allowed, and files of the list that are in none.
fn complaints(graphs: &[(&str, Graph)], list: &[Allowed]) -> Vec<String> {
    let circles = circles(graphs);
    let mut complaints = Vec::new();
    for circle in &circles {
        let shared = |allowed: &&Allowed| allowed.files.intersection(circle).count();
        let near = list.iter().max_by_key(shared).filter(|near| shared(near) > 0);
        let new: Vec<&str> = match near {
            Some(near) => circle.difference(&near.files).map(String::as_str).collect(),
            None => circle.iter().map(String::as_str).collect(),
        };
        if !new.is_empty() {
            let arrows = between(graphs, circle, &new);
            complaints.push(format!("a circle: {}, by {}", new.join(", "), arrows.join("; ")));
        }
    }
    for Allowed { reason, files } in list {
        if reason.is_empty() {
            complaints.push(format!("{LIST}: no `# reason` above {}", list_of(files)));
        }
        let is_free = |file: &&String| circles.iter().all(|circle| !circle.contains(*file));
        let free: BTreeSet<String> = files.iter().filter(is_free).cloned().collect();
        if !free.is_empty() {
            complaints.push(format!("{LIST}: in no circle any more (`ICP_BLESS=1`): {}", list_of(&free)));
        }
    }
    complaints
}

fn list_of(files: &BTreeSet<String>) -> String {
    files.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// The arrows inside a circle from and to some of its files.
fn between(graphs: &[(&str, Graph)], circle: &BTreeSet<String>, some: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (krate, graph) in graphs {
        let name = |file: usize| format!("{krate}/src/{}", graph.path(file));
        for (from, to) in graph.arrows.iter().map(|(from, to)| (name(*from), name(*to))) {
            let touches = some.contains(&&*from) || some.contains(&&*to);
            if touches && circle.contains(&from) && circle.contains(&to) {
                let own = format!("{krate}/src/");
                found.push(format!("{} -> {}", from.trim_start_matches(&own), to.trim_start_matches(&own)));
            }
        }
    }
    found
}

/// The list without the files that are in no circle, and without blocks that have less than two left.
fn shrunk(text: &str, circles: &[BTreeSet<String>]) -> String {
    let mut out = String::new();
    for Allowed { reason, files } in allowed(text) {
        let held = |file: &&String| circles.iter().any(|circle| circle.contains(*file));
        let left: Vec<&str> = files.iter().filter(held).map(String::as_str).collect();
        if !left.is_empty() {
            out.push_str(&format!("# {reason}\n{}\n\n", left.join("\n")));
        }
    }
    let length = out.trim_end().len();
    out.truncate(length);
    out.push('\n');
    out
}

#[derive(Default)]
struct Row {
    files: usize,
    inside: usize,
    outside: usize,
    circles: usize,
    in_circles: usize,
    largest: usize,
}

/// Files, arrows and circles of each room.
fn table(graphs: &[(&str, Graph)]) -> String {
    let mut out = format!(
        "{:<30} {:>6} {:>14} {:>15} {:>8} {:>17} {:>8}\n",
        "room", "files", "arrows inside", "to other rooms", "circles", "files in circles", "largest"
    );
    let mut line = |name: &str, row: &Row| {
        let Row { files, inside, outside, circles, in_circles, largest } = row;
        out.push_str(&format!(
            "{name:<30} {files:>6} {inside:>14} {outside:>15} {circles:>8} {in_circles:>17} {largest:>8}\n"
        ));
    };
    let mut all = Row::default();
    for (krate, graph) in graphs {
        let mut rooms: BTreeMap<String, Row> = BTreeMap::new();
        let room = |file: usize| format!("{krate}/{}", graph.room(file));
        for file in 0..graph.files.len() {
            rooms.entry(room(file)).or_default().files += 1;
        }
        for (from, to) in &graph.arrows {
            let row = rooms.entry(room(*from)).or_default();
            *(if room(*from) == room(*to) { &mut row.inside } else { &mut row.outside }) += 1;
        }
        for circle in graph.circles() {
            // A circle of several rooms counts where its first file is.
            let first = circle.first().copied().unwrap_or_default();
            let row = rooms.entry(room(first)).or_default();
            row.circles += 1;
            row.in_circles += circle.len();
            row.largest = row.largest.max(circle.len());
        }
        for (name, row) in &rooms {
            line(name, row);
            all.files += row.files;
            all.inside += row.inside;
            all.outside += row.outside;
            all.circles += row.circles;
            all.in_circles += row.in_circles;
            all.largest = all.largest.max(row.largest);
        }
    }
    line("all", &all);
    out
}

#[test]
fn files_do_not_lead_in_circles() {
    let graphs = graphs(files());
    let text = file(LIST).map_or("", |file| &file.text);
    if std::env::var_os("ICP_BLESS").is_some() {
        let path = super::tree::root().join(LIST);
        std::fs::write(path, shrunk(text, &circles(&graphs))).unwrap();
    }
    super::nothing(&complaints(&graphs, &allowed(text)));
}

#[test]
fn the_table() {
    let other = std::env::var_os("ICP_TREE").map(|tree| read(tree.as_ref()));
    let files = other.as_deref().unwrap_or_else(|| files());
    let graphs = graphs(files);
    println!("{}", table(&graphs));
    for circle in circles(&graphs) {
        println!("circle of {}: {}", circle.len(), list_of(&circle));
        let all: Vec<&str> = circle.iter().map(String::as_str).collect();
        println!("  {}", between(&graphs, &circle, &all).join("\n  "));
    }
    // No arrow leads nowhere, and the core has many.
    let arrows: usize = graphs.iter().map(|(_, graph)| graph.arrows.len()).sum();
    assert!(arrows > 500, "{arrows} arrows");
}

#[test]
fn a_new_circle_and_one_that_is_gone_are_found() {
    let graph = |files: &[(&'static str, &'static str)]| vec![("x", Graph::new(files.iter().copied()))];
    let round = [("lib.rs", ""), ("a.rs", "use crate::b::B;"), ("b.rs", "use crate::a::A;")];
    let straight = [("lib.rs", ""), ("a.rs", "use crate::b::B;"), ("b.rs", "")];
    let text = "# They are\n# recursive.\nx/src/a.rs\nx/src/b.rs\n";
    let list = allowed(text);
    assert_eq!(list[0].reason, "They are recursive.");
    assert_eq!(
        complaints(&graph(&round), &[]),
        ["a circle: x/src/a.rs, x/src/b.rs, by a.rs -> b.rs; b.rs -> a.rs"]
    );
    assert_eq!(complaints(&graph(&round), &list), [""; 0]);
    assert_eq!(complaints(&graph(&round), &allowed("x/src/a.rs\nx/src/b.rs\n")).len(), 1, "no reason");
    assert_eq!(complaints(&graph(&straight), &list).len(), 1);
    let wider = [round.as_slice(), &[("c.rs", "use crate::a::A;\nfn f(b: crate::b::B) {}")]].concat();
    assert_eq!(complaints(&graph(&wider), &list), [""; 0]);
    let longer = [
        ("lib.rs", ""),
        ("a.rs", "use crate::b::B;"),
        ("b.rs", "use crate::c::C;"),
        ("c.rs", "use crate::a::A;"),
    ];
    assert_eq!(complaints(&graph(&longer), &list).len(), 1);
    assert_eq!(shrunk(text, &circles(&graph(&straight))), "\n");
    assert_eq!(shrunk(text, &circles(&graph(&round))), "# They are recursive.\nx/src/a.rs\nx/src/b.rs\n");
}
