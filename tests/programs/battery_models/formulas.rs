//! M52: formulas, and formulas in a circle.

use icp_core::model::Definition;
use serde_json::json;

use super::{accepted, codes, good, refused, refused_at, with};

#[test]
fn m52_circles() {
    let formulas = |list: &[(&str, &str)]| {
        let mut model = good();
        for (name, formula) in list {
            model["attributes"][*name] = json!({"formula": formula});
        }
        model
    };
    let circle = refused(&formulas(&[("x", "y + 1"), ("y", "z * 2"), ("z", "x - arr")]), "cycle");
    assert_eq!(circle.path, "attributes.x.formula");
    assert_eq!(circle.message, "the formulas go in a circle: `x` -> `y` -> `z` -> `x`");
    assert_eq!(refused(&formulas(&[("x", "x")]), "cycle").message, "the formulas go in a circle: `x` -> `x`");
    let two = formulas(&[("a", "b"), ("b", "a"), ("c", "d"), ("d", "c + a")]);
    assert_eq!(codes(&Definition::from_json(&two.to_string()).unwrap_err()), ["cycle", "cycle"]);
    accepted(&formulas(&[("a", "b + c"), ("b", "d"), ("c", "d"), ("d", "arr")]));
    // A long chain is no circle, and no deep recursion either.
    let chain: Vec<(String, String)> =
        (0..1_900).map(|n| (format!("f{n}"), format!("f{} + 1", n + 1))).collect();
    let mut list: Vec<(&str, &str)> = chain.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    list.push(("f1900", "arr"));
    let model = formulas(&list).to_string();
    let read = move || assert!(Definition::from_json(&model).is_ok());
    std::thread::Builder::new().stack_size(256 << 10).spawn(read).unwrap().join().unwrap();
}

#[test]
fn formulas() {
    let formula = |text: &str| with("/attributes/ratio", json!({"formula": text}));
    for text in [
        "arr",
        "-arr",
        "arr/employees",
        "(arr + 1) * -2.5e3 - -employees",
        " arr ",
        "2",
        "arr-employees",
        "((((arr))))",
    ] {
        accepted(&formula(text));
    }
    for (text, column) in [
        ("arr +", 6),
        ("arr arr", 5),
        ("(arr", 5),
        ("arr)", 4),
        ("arr ** 2", 6),
        ("* 2", 1),
        ("1,000", 2),
        ("arr % 2", 5),
        ("01", 1),
        ("5.", 1),
        ("arr + $x", 7),
    ] {
        let refused = refused(&formula(text), "formula");
        assert!(
            refused.message.ends_with(&format!("in column {column} of the formula")),
            "{text}: {}",
            refused.message
        );
    }
    refused(&formula("industry + 1"), "type");
    refused(&formula(""), "empty");
    refused(&formula("9007199254740993 + arr"), "formula");
    refused(&formula(&("(".repeat(100) + "arr" + &")".repeat(100))), "limit.depth");
    refused(&formula(&"-".repeat(3_000)), "limit.depth");
    refused(&formula(&"arr+".repeat(1_000)), "limit.depth");
    accepted(&formula(&("arr+".repeat(50) + "arr")));
    // The longest declared name that stands there is meant.
    let mut model = formula("arr-growth / arr - growth");
    model["attributes"]["arr-growth"] = json!({"type": "number"});
    model["attributes"]["growth"] = json!({"type": "number"});
    accepted(&model);
    refused_at(&with("/attributes/live/formula", json!("arr")), "conflict", "attributes.live.formula");
    let aliased = with("/attributes/ratio", json!({"formula": "arr", "aliases": ["Ratio"]}));
    refused_at(&aliased, "conflict", "attributes.ratio.aliases");
}
