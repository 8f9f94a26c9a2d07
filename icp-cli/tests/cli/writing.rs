//! Which accounts are written, in which order, and what stands beside the answers.

use super::support::{Folder, Ran};

const CSV: &str = "\
name,employees,industry,owner,status
Ash,100,software,Kim,open
Birch,10,software,=cmd(),won
Cedar,3,steel,,open
Elm,,software,Kim,
Fir,,,\"Lee, Jo\",open
Gorse,50,steel,Kim,lost
Hazel,120,software,Lee,open
";

fn names(ran: &Ran) -> Vec<&str> {
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect()
}

#[test]
fn only_accounts_with_some_answers() {
    let folder = Folder::with("a.csv", CSV);
    let only = |only: &str| folder.score(&format!("a.csv --format csv --only {only}"));
    let all = folder.score("a.csv --format csv");
    let with = |column: usize, words: &[&str]| {
        let lines = all.out.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        let found = lines.filter(|cells| words.contains(&cells[column]));
        found.map(|cells| cells[0].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&only("status=disqualified")), with(2, &["disqualified"]));
    assert_eq!(names(&only("status=disqualified")), ["Cedar"]);
    assert_eq!(names(&only("tier=A,tier=B")), with(8, &["A", "B"]));
    assert!(names(&only("tier=A,tier=B")).len() > 1);
    assert_eq!(names(&only("best=")), with(1, &[""]));
    assert_eq!(names(&only("status=qualified,tier=A")), with(8, &["A"]));
    assert_eq!(names(&only("sales=call,sales=write")), with(10, &["call", "write"]));
    // The others are counted all the same.
    let ran = only("status=disqualified");
    assert!(ran.err.contains("7 accounts judged"), "{}", ran.err);
    let ran = folder.score("a.csv --only status=disqualified -o out.csv");
    assert!(ran.err.ends_with("wrote 1 of 7 accounts to out.csv as CSV\n"), "{}", ran.err);
    let table = folder.score("a.csv --only status=disqualified").out;
    assert!(table.contains("Cedar") && !table.contains("Hazel"), "{table}");
    assert!(table.contains("\n1 of 7 accounts are what `--only` asks for\n"), "{table}");
    let lines = folder.score("a.csv --format jsonl --only status=disqualified").out;
    assert!(lines.starts_with("{\"account\":\"Cedar\",") && lines.lines().count() == 1, "{lines}");
}

#[test]
fn in_the_order_of_a_column() {
    let folder = Folder::with("a.csv", CSV);
    let sorted = |options: &str| folder.score(&format!("a.csv --format csv {options}"));
    let by_size = ["Cedar", "Birch", "Gorse", "Ash", "Hazel", "Elm", "Fir"];
    let ran = sorted("--keep name,employees --sort employees");
    assert_eq!(names(&ran), by_size);
    let falling = ["Hazel", "Ash", "Gorse", "Birch", "Cedar", "Elm", "Fir"];
    assert_eq!(names(&sorted("--keep name,employees --sort employees:desc")), falling);
    assert_eq!(names(&sorted("--keep name,employees --sort employees:desc --top 2")), ["Hazel", "Ash"]);
    // The best status first, not the first by the alphabet.
    let ran = sorted("--sort status");
    let statuses: Vec<&str> = ran.out.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
    let mut seen = statuses.clone();
    seen.dedup();
    assert_eq!(seen, ["qualified", "insufficient_data", "disqualified"]);
    let top = names(&sorted("--top 7")).join(" ");
    assert_eq!(names(&sorted("--sort rank")).join(" "), top);
    // A rank is that among all, however few are written.
    let ran = sorted("--keep name,employees --sort employees --top 1 --rank");
    assert!(
        ran.out.lines().nth(1).unwrap().starts_with("Cedar,") && ran.out.ends_with(",7\n"),
        "{}",
        ran.out
    );
    let table = folder.score("a.csv --sort name:desc --top 1").out;
    assert!(table.contains("Hazel") && table.contains("\nand 6 more\n"), "{table}");
    let lines = folder.score("a.csv --format jsonl --sort name:desc").out;
    assert!(lines.starts_with("{\"account\":\"Hazel\""), "{lines}");
}

#[test]
fn columns_of_the_file_come_first() {
    let folder = Folder::with("a.csv", CSV);
    let ran = folder.score("a.csv --format csv --keep owner,employees");
    assert!(ran.out.starts_with("name,owner,employees,best,status,"), "{}", ran.out);
    assert!(ran.out.contains("\nBirch,'=cmd(),10,"), "{}", ran.out);
    assert!(ran.out.contains("\nFir,\"Lee, Jo\",,"), "{}", ran.out);
    let ran = folder.score("a.csv --format csv --keep all --prefix icp_");
    assert!(ran.out.starts_with("name,employees,industry,owner,status,icp_best,icp_status,"), "{}", ran.out);
    assert!(ran.out.contains("\nElm,,software,Kim,,"), "{}", ran.out);
    // One by one as in columns: a file of events sends every account through the other way.
    let alone = folder.score("a.csv --format csv --keep all --prefix icp_ --group-by name --id name");
    assert_eq!(alone.out, ran.out);
    let objects = "{\"name\":\"Ash\",\"employees\":100,\"industry\":\"software\",\"tags\":[\"a\",\"b\"],\"at\":{\"x\":1}}\n";
    folder.write("a.jsonl", objects);
    let ran = folder.score("a.jsonl --format csv --keep name,tags,at,none");
    assert!(ran.out.starts_with("name,tags,at,none,best,"), "{}", ran.out);
    assert!(ran.out.contains("\nAsh,a; b,\"{\"\"x\"\":1}\",,software,"), "{}", ran.out);
    assert!(ran.err.contains("`--keep`: no account has `none`"), "{}", ran.err);
}

#[test]
fn columns_of_every_icp() {
    let folder = Folder::with("a.csv", CSV);
    let ran = folder.score("a.csv --format csv --icps all");
    let head = ran.out.lines().next().unwrap();
    let of = ["score", "tier", "status", "coverage", "lower", "upper", "reason"];
    for icp in ["software", "old-trade"] {
        let names: Vec<String> = of.iter().map(|name| format!("{icp}.{name}")).collect();
        assert!(head.contains(&names.join(",")), "{head}");
    }
    assert_eq!(folder.score("a.csv --format csv --icps all --group-by name").out, ran.out);
    let one = folder.score("a.csv --format csv").out;
    for (with, without) in ran.out.lines().zip(one.lines()) {
        assert!(with.starts_with(without), "{with}");
    }
    let sorted = folder.score("a.csv --format csv --icps all --sort old-trade.score:desc");
    assert_eq!(names(&sorted)[0], "Ash", "{}", sorted.out);
}

#[test]
fn a_mark_for_excel() {
    let folder = Folder::with("a.csv", CSV);
    let with = folder.score("a.csv --format csv --bom").out;
    assert_eq!(with.strip_prefix('\u{feff}'), Some(&*folder.score("a.csv --format csv").out));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let folder = Folder::with("a.csv", CSV);
    let mut told = String::new();
    for options in [
        "--format csv --keep owners",
        "--format csv --keep all",
        "--format csv --sort employees",
        "--format csv --sort scor",
        "--only tier=a",
        "--only tiers=A",
        "--only status=qualifed",
        "--only qualified",
        "--keep owner",
        "--format jsonl --icps all",
        "--bom",
    ] {
        let ran = folder.score(&format!("a.csv {options}"));
        assert_eq!((ran.code, &*ran.out), (2, ""), "{options}: {}", ran.err);
        told.push_str(&format!("{options}\n{}\n", ran.err));
    }
    super::support::expect("writing_refused", &told);
}

#[test]
fn texts_for_a_crm() {
    let folder = Folder::with("a.csv", CSV);
    let texts = "--keep name --texts reasons,exclusions,missing";
    let ran = folder.score(&format!("a.csv --format csv {texts} --group-by name"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out, folder.score(&format!("a.csv --format csv {texts}")).out);
    assert!(ran.out.lines().next().unwrap().ends_with(",reasons,exclusions,missing"), "{}", ran.out);
    let line = |name: &str| ran.out.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(line("Cedar").contains(",tiny,"), "{}", ran.out);
    assert!(line("Elm").ends_with(",,employees; tools"), "{}", ran.out);
    let short = folder.score(&format!("a.csv --format csv {texts} --max-text 12")).out;
    assert!(short.contains(",employees …\n"), "{short}");
    assert_eq!(folder.score("a.csv --format csv --texts why").code, 2);
    assert_eq!(folder.score("a.csv --format csv --texts reasons --max-text 0").code, 2);
}

#[cfg(feature = "excel")]
#[test]
fn a_workbook_with_a_sheet_for_each_status() {
    use calamine::{Data, Reader as _, Xlsx};
    let folder = Folder::with("a.csv", CSV);
    let ran = folder.score("a.csv -o out.xlsx --keep all --prefix icp_ --rank --sort employees:desc");
    assert_eq!((ran.code, &*ran.out), (0, ""), "{}", ran.err);
    assert!(ran.err.ends_with("wrote 7 accounts to out.xlsx as a workbook\n"), "{}", ran.err);
    let file = std::fs::File::open(folder.path().join("out.xlsx")).unwrap();
    let mut book = Xlsx::new(std::io::BufReader::new(file)).unwrap();
    let mut sheets = book.sheet_names();
    assert_eq!(sheets, ["qualified", "insufficient data", "disqualified", "about the scores"]);
    let about = book.worksheet_range(&sheets.pop().unwrap()).unwrap();
    let facts: Vec<String> = about.rows().map(|row| format!("{} {}", row[0], row[1])).collect();
    let fingerprint = facts[3].strip_prefix("fingerprint ").unwrap().len();
    assert_eq!(
        (&*facts[1], &*facts[2], fingerprint, &*facts[4]),
        ("model demo", "version 7", 64, "as of 2026-11-21")
    );
    let csv = folder.score("a.csv --format csv --keep all --prefix icp_ --rank --sort employees:desc").out;
    let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let mut rows = 0;
    for sheet in sheets {
        let range = book.worksheet_range(&sheet).unwrap();
        let names: Vec<String> = range.rows().next().unwrap().iter().map(Data::to_string).collect();
        assert_eq!(names, header);
        for row in range.rows().skip(1) {
            rows += 1;
            let at = |name: &str| &row[header.iter().position(|known| *known == name).unwrap()];
            assert_eq!(at("icp_status").to_string().replace('_', " "), sheet);
            let line = csv.lines().find(|line| line.starts_with(&format!("{},", at("name")))).unwrap();
            let rank = line.rsplit(',').next().unwrap();
            assert_eq!(*at("icp_rank"), Data::Float(rank.parse().unwrap()));
            if *at("name") == Data::String("Birch".to_owned()) {
                // A number of a CSV is one here, and a formula is its text.
                assert_eq!(*at("employees"), Data::Float(10.0));
                assert_eq!(*at("owner"), Data::String("=cmd()".to_owned()));
            }
        }
    }
    assert_eq!(rows, 7);
    // The answers of a workbook can be read again, and sorted or not they are the same.
    let again = folder.score("out.xlsx --sheet qualified --format csv --prefix x_ --id name");
    assert_eq!(again.code, 0, "{}", again.err);
    let none = folder.score("a.csv -o none.xlsx --only tier=in");
    assert!(none.err.ends_with("wrote 0 of 7 accounts to none.xlsx as a workbook\n"), "{}", none.err);
    let file = std::fs::File::open(folder.path().join("none.xlsx")).unwrap();
    assert_eq!(
        Xlsx::new(std::io::BufReader::new(file)).unwrap().sheet_names(),
        ["accounts", "about the scores"]
    );
}
