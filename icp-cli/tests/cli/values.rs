//! Invalid values over a whole file: what ends the work, what is told, and where they are listed.

use super::support::Folder;

const MODEL: &str = "\
format: icp/1
name: leads
attributes:
  converted: {type: bool}
  size: {type: number}
  tools: {type: set}
  note: {type: number}
exclusions: [{id: customer, reason: has bought, when: {converted: true}}]
icps:
  - id: smb
    fit:
      criteria: [{id: size, fit: {size: {gte: 2}}}, {id: stack, fit: {tools: {has: b}}}]
      tiers: [{id: A, from: 50}, {id: B}]
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("m.yaml", MODEL);
    folder.write("a.csv", "id,converted,size,tools,note\na,0,1,a|b,many\nb,1,5k,b|c,?\nc,1,7,,\n");
    folder.write(
        "a.jsonl",
        "{\"id\": \"a\", \"converted\": 0, \"size\": 1, \"note\": \"many\"}\n{\"id\": \"b\", \"converted\": 1, \"size\": \"5k\"}\n",
    );
    folder
}

#[test]
fn a_column_without_a_valid_value_ends_the_work_and_leaves_nothing() {
    let folder = folder();
    for (accounts, format) in
        [("a.csv", "table"), ("a.csv", "csv"), ("a.csv", "jsonl"), ("a.jsonl", "csv"), ("a.jsonl", "jsonl")]
    {
        let ran = folder.run(&format!(
            "score m.yaml {accounts} --on-invalid missing --format {format} --as-of 2026-10-01"
        ));
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{accounts}, {format}: {}", ran.err);
        assert!(ran.err.contains("column `converted`: not one of "), "{}", ran.err);
        assert!(ran.err.contains("`--allow-empty-column converted`"), "{}", ran.err);
    }
    let ran = folder.run("score m.yaml a.csv --on-invalid missing -o out.csv --as-of 2026-10-01");
    assert_eq!(ran.code, 1);
    assert!(folder.names().iter().all(|name| !name.starts_with("out")));
    // The flag that would switch the exclusion off is not advised, and every column that is wrong is told.
    let ran = folder.run("score m.yaml a.csv --as-of 2026-10-01");
    assert!(!ran.err.contains("--on-invalid"), "{}", ran.err);
    assert!(
        ran.err.contains("also wrong: `size`") && ran.err.contains("not one of 3 values is valid"),
        "{}",
        ran.err
    );
}

#[test]
fn what_is_allowed_is_told_first_and_every_value_is_listed() {
    let folder = folder();
    for accounts in ["a.csv", "a.jsonl"] {
        let ran = folder.run(&format!(
            "score m.yaml {accounts} --on-invalid missing --allow-empty-column converted --invalid bad.csv --format csv --as-of 2026-10-01"
        ));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let warning = ran.err.lines().find(|line| line.starts_with("warning: ")).unwrap_or_default();
        assert!(warning.starts_with("warning: exclusion `customer` could not be judged for "), "{}", ran.err);
        let all = "values is valid: all counted as missing (`--on-invalid missing`): expected true or false";
        assert!(ran.err.contains(all), "{}", ran.err);
        let listed = folder.read("bad.csv");
        let lines: Vec<&str> = listed.lines().collect();
        assert_eq!(lines[0], "row,account,column,value,expected");
        assert!(lines[1].starts_with("1,a,converted,") && lines[3].starts_with("2,b,size,5k,"), "{listed}");
        assert!(!listed.contains("note"), "{listed}");
    }
    assert_eq!(folder.run("score m.yaml a.csv --invalid bad.TXT --as-of 2026-10-01").code, 1);
    assert!(folder.read("bad.TXT").starts_with("row,account,column,value,expected\n1,a,converted,0,"));
    for name in ["bad.parquet", "bad.jsonl", "bad.xlsx"] {
        let ran = folder.run(&format!("score m.yaml a.csv --invalid {name}"));
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(&format!("`--invalid` writes CSV, and {name} is named as another form")));
        assert!(!folder.names().iter().any(|other| other == name), "{name}");
    }
    let ran = folder
        .run("score m.yaml a.csv --on-invalid missing --allow-empty-column converted --as-of 2026-10-01");
    assert!(ran.err.contains("set `tools` never holds its separator `;`"), "{}", ran.err);
}
