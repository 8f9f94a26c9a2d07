//! Lists that are given with `--list`: their files, what they change, and their mistakes.

use super::support::{Folder, Ran};

const MODEL: &str = "
format: icp/1
name: named
attributes:
  company: {type: text}
  employees: {type: number}
lists:
  targets: [nobody]
  sizes: [1, 2]
icps:
  - id: q4
    fit:
      criteria:
        - {id: target, fit: {company: {in: $targets}}}
        - {id: size, fit: {employees: {in: $sizes}}}
      tiers: [{id: A, from: 100}, {id: B, from: 50}, {id: C}]
";

fn folder() -> Folder {
    let folder = Folder::with("a.csv", "company,employees\nAcme,50\nBluefin,7\n");
    folder.write("model.yaml", MODEL);
    folder.write("q4.txt", "\u{feff}# named by sales\r\n\r\n  ACME  \r\nBirk & Sons\r\n");
    folder.write("sizes.csv", "size,why\n50,usual\n,\n100,large\n");
    folder
}

fn score(folder: &Folder, options: &str) -> Ran {
    folder.run(&format!("score model.yaml a.csv --as-of 2026-11-21 {options}"))
}

fn tiers(ran: &Ran) -> Vec<String> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    let lines = ran.out.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.map(|line: serde_json::Value| line["icps"][0]["tier"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_list_is_the_lines_of_a_text_or_the_first_column_of_a_csv() {
    let folder = folder();
    assert_eq!(tiers(&score(&folder, "--format jsonl")), ["C", "C"]);
    assert_eq!(tiers(&score(&folder, "--format jsonl --list targets=q4.txt")), ["B", "C"]);
    let both = score(&folder, "--format jsonl --list targets=q4.txt --list sizes=sizes.csv");
    assert_eq!(tiers(&both), ["A", "C"]);
    let line: serde_json::Value = serde_json::from_str(both.out.lines().next().unwrap()).unwrap();
    let given = line["model"]["lists"].as_object().unwrap();
    assert_eq!(given.keys().collect::<Vec<_>>(), ["sizes", "targets"]);
    assert!(given.values().all(|digest| digest.as_str().unwrap().len() == 64), "{given:?}");
    // In the order of the document.
    assert!(both.out.find("\"targets\":\"") < both.out.find("\"sizes\":\""), "{}", both.out);
    // The document is the same.
    let plain = score(&folder, "--format jsonl");
    let plain: serde_json::Value = serde_json::from_str(plain.out.lines().next().unwrap()).unwrap();
    assert_eq!(plain["model"]["fingerprint"], line["model"]["fingerprint"]);
    assert_eq!(plain["model"]["lists"], serde_json::json!({}));
}

#[test]
fn every_command_takes_lists() {
    let folder = folder();
    let table = score(&folder, "--list targets=q4.txt");
    let lists: Vec<_> = table.out.lines().filter(|line| line.starts_with("list ")).collect();
    assert!(
        matches!(*lists, [line] if line.starts_with("list targets ") && line.ends_with(": 2 entries")),
        "{}",
        table.out
    );
    folder.write("b.csv", "company,employees\nAcme,\n");
    for words in ["explain", "explain --all", "next"] {
        let (command, options) = words.split_once(' ').unwrap_or((words, "--id Acme"));
        let words = format!("{command} model.yaml b.csv {options} --as-of 2026-11-21");
        let [with, without] =
            [" --list targets=q4.txt", ""].map(|list| folder.run(&format!("{words}{list}")));
        assert_eq!((with.code, without.code), (0, 0), "{}{}", with.err, without.err);
        assert_ne!(with.out, without.out, "{words}");
    }
    let cases = "cases: [{name: acme, account: {company: Acme}, expect: {tier: B}}]\n";
    folder.write("model.cases.yaml", cases);
    assert_eq!(folder.run("test model.yaml --as-of 2026-11-21").code, 1);
    assert_eq!(folder.run("test model.yaml --as-of 2026-11-21 --list targets=q4.txt").code, 0);
    let check = |list: &str| folder.run(&format!("check model.yaml --as-of 2026-11-21 --list {list}=q4.txt"));
    assert_eq!((check("targets").code, check("target").code), (0, 1));
}

#[test]
fn answers_of_every_form_name_the_lists() {
    let folder = folder();
    let run = |words: &str| {
        let ran = folder.run(&format!("{words} --as-of 2026-11-21 --list targets=q4.txt"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text.lines().next().unwrap()).unwrap();
    let lists = json(&run("score model.yaml a.csv --format jsonl"))["model"]["lists"].clone();
    let digest = lists["targets"].as_str().unwrap().to_owned();
    assert_eq!(json(&run("check model.yaml --format json"))["lists"], lists);
    assert_eq!(json(&folder.run("check model.yaml --format json").out)["lists"], serde_json::json!({}));
    let report = run("report model.yaml a.csv --format json");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&report).unwrap()["lists"], lists);
    let page = run("report model.yaml a.csv --format html");
    assert!(page.contains(&format!(", given the lists targets {digest}</p>")), "{page}");
}

#[cfg(feature = "full")]
#[test]
fn packed_answers_name_the_lists() {
    use calamine::{Reader as _, Xlsx};
    use parquet::file::reader::FileReader as _;
    let folder = folder();
    for name in ["out.xlsx", "out.parquet"] {
        let ran = score(&folder, &format!("--list targets=q4.txt -o {name}"));
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let file = std::fs::File::open(folder.path().join("out.parquet")).unwrap();
    let read = parquet::file::reader::SerializedFileReader::new(file).unwrap();
    let own = read.metadata().file_metadata().key_value_metadata().unwrap();
    let by = own.iter().find(|one| one.key == "icp").and_then(|one| one.value.clone()).unwrap();
    let by: serde_json::Value = serde_json::from_str(&by).unwrap();
    let digest = by["lists"]["targets"].as_str().unwrap();
    assert_eq!(digest.len(), 64);
    let file = std::fs::File::open(folder.path().join("out.xlsx")).unwrap();
    let about =
        Xlsx::new(std::io::BufReader::new(file)).unwrap().worksheet_range("about the scores").unwrap();
    let fact = about.rows().find(|row| row[0] == "list targets").unwrap();
    assert_eq!(fact[1].to_string(), digest);
}

#[test]
fn lists_that_cannot_be_used_are_refused() {
    let folder = folder();
    folder.write("empty.txt", "# none yet\n\n");
    folder.write("semicolons.csv", "company;owner\nAcme;Kim\n");
    folder.write("list.json", "[\"Acme\"]");
    for (options, code, expected) in [
        ("--list targets=none.txt", 2, "cannot read none.txt"),
        ("--list targets=empty.txt", 1, "empty.txt: it has no entries for the list `targets`"),
        (
            "--list target=q4.txt",
            1,
            "model.yaml: the model has no list `target`\n  at:   lists.target (unknown_reference)\n  help: did you mean `targets`?",
        ),
        ("--list sizes=q4.txt", 1, "`in` takes numbers, and list `sizes` has texts"),
        ("--list targets=semicolons.csv", 1, "its columns are separated by another sign"),
        ("--list targets=list.json", 2, "list.json is neither a text with one entry a line nor a CSV"),
        ("--list targets=q4.txt --list targets=q4.txt", 2, "--list gives `targets` twice"),
        ("--list targets=-", 2, "--list reads files, not standard input"),
        ("--list targets", 2, "it is written like targets=q4.txt"),
    ] {
        let ran = score(&folder, options);
        assert_eq!((ran.code, ran.out.is_empty()), (code, true), "{options}: {}", ran.err);
        assert!(ran.err.contains(expected), "{options}: {}", ran.err);
    }
    let kept = score(&folder, "--list targets=q4.txt -o q4.txt --format csv");
    assert_eq!(kept.code, 2, "{}", kept.err);
    assert!(folder.read("q4.txt").contains("ACME"));
}
