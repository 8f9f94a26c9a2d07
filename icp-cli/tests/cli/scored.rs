//! Two tables that `icp score` wrote on different days, compared without a model.

use serde_json::Value;

use super::support::Folder;

/// The id, the employees and the industry of accounts.
fn accounts(rows: &[(&str, u32, &str)]) -> String {
    let line =
        |(id, employees, industry): &(&str, u32, &str)| format!("{id},{employees},{industry},HubSpot\n");
    "id,employees,industry,tools\n".to_owned() + &rows.iter().map(line).collect::<String>()
}

/// Scores both and writes them as files of that ending.
fn scored(ending: &str) -> Folder {
    let folder = Folder::with(
        "before.csv",
        accounts(&[
            ("007", 50, "software"),
            ("7", 9_000, "retail"),
            ("gone", 60, "software"),
            ("same", 70, "software"),
        ]),
    );
    folder.write(
        "after.csv",
        accounts(&[
            ("same", 70, "software"),
            ("7", 50, "software"),
            ("007", 9_000, "retail"),
            ("new", 20, "software"),
        ]),
    );
    for day in ["before", "after"] {
        let ran = folder.run(&format!("score model.yaml {day}.csv -o {day}-scored.{ending}"));
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    folder
}

fn compared(folder: &Folder, rest: &str) -> Value {
    let ran = folder.run(&format!("compare --scored {rest} --format json"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn accounts_are_found_again_in_every_form_of_a_table() {
    let folder = scored("csv");
    let found = compared(&folder, "before-scored.csv after-scored.csv");
    // `007` and `7` are two accounts, and change places.
    let counts = ["both", "gone", "new", "moved", "rose", "fell", "newly_qualified", "no_longer_qualified"];
    assert_eq!(counts.map(|key| found[key].as_u64().unwrap()), [3, 1, 1, 2, 1, 1, 1, 1], "{found}");
    assert_eq!(found["rows"], serde_json::json!([4, 4]));
    let text = folder.run("compare --scored before-scored.csv after-scored.csv").out;
    assert!(
        text.starts_with("2 of 3 accounts moved; 1 qualify now that did not, 1 no longer do.\n"),
        "{text}"
    );
    let page = folder.run("compare --scored before-scored.csv after-scored.csv -o moved.html");
    assert_eq!(page.code, 0, "{}", page.err);
    assert!(folder.read("moved.html").contains("<h1>Two scored tables</h1>"));
    // The same day twice: nobody moves.
    let same = compared(&folder, "after-scored.csv after-scored.csv");
    assert_eq!((same["moved"].as_u64(), same["both"].as_u64()), (Some(0), Some(4)));
    #[cfg(feature = "parquet")]
    {
        let packed = scored("parquet");
        assert_eq!(compared(&packed, "before-scored.parquet after-scored.parquet"), found);
    }
    #[cfg(feature = "excel")]
    {
        let book = scored("xlsx");
        assert_eq!(compared(&book, "before-scored.xlsx after-scored.xlsx"), found);
    }
}

#[test]
fn tables_that_cannot_be_compared_are_refused() {
    let folder = scored("csv");
    folder.write("twice.csv", "id,tier,score\n1,A,80\n1,B,60\n");
    folder.write("nobody.csv", "key,tier,score\n1,A,80\n");
    folder.write("words.csv", "id,tier,score\n1,A,high\n");
    folder.write("blank.csv", "id,tier\n1,\n");
    for (file, says) in [
        ("twice.csv", "twice.csv:3: the id was there before"),
        ("nobody.csv", "nobody.csv:2: the account has no id"),
        ("words.csv", "words.csv:2: the score is no number"),
        ("blank.csv", "blank.csv: no account has a status, a score or a tier"),
        ("before.csv", "no column has a name"),
    ] {
        let ran = folder.run(&format!("compare --scored {file} after-scored.csv"));
        assert!(ran.code == 1 && ran.err.contains(says), "{file}: {} {}", ran.code, ran.err);
    }
    // Another column may have the ids.
    assert_eq!(compared(&folder, "nobody.csv nobody.csv --id key")["both"], 1);
    for rest in ["--outcome won", "--as-of 2026-11-21", "model.yaml"] {
        let ran = folder.run(&format!("compare --scored before-scored.csv after-scored.csv {rest}"));
        assert_eq!(ran.code, 2, "{rest}: {}", ran.err);
    }
    assert_eq!(folder.run("compare model.yaml model.yaml").code, 2);
}
