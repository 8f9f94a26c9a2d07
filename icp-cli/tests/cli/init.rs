//! `icp init`: what it writes passes `check` and ranks the table it came from, for files of every kind and for real tables.

use super::support::{Folder, expect, run, shared};

/// Every way of writing that is recognized, with placeholders, spoilt cells, ids and free text beside it.
fn export() -> String {
    let mut rows = String::from(
        "Company ID,Company,Domain,Employees,Founded,First Seen,Due,Revenue,Share,Customer,Tools,Plan,Score,Notes\n",
    );
    for n in 0..120u32 {
        let sizes = ["1-10", "51-200", "501-1,000", "10,001+"][(n % 4) as usize];
        let tools = ["HubSpot; Slack", "Slack", "HubSpot", "Stripe;Slack"][(n % 4) as usize];
        let plan = ["free", "paid", "Select"][(n % 3) as usize];
        let score = if n == 7 { "n.n.b.".to_owned() } else { (n % 11).to_string() };
        rows.push_str(&format!(
            "{},Company {n} of Sample Town,company-{n}.example,\"{sizes}\",{}/{}/2012,2018-02-{:02} {:02}:30:00,{}/{}/2030,\"${},250,000\",{}%,{},{tools},{plan},{score},\"note {n}, and what was said on that day by those who were there\"\n",
            10_001 + n,
            n % 12 + 1,
            n % 28 + 1,
            n % 28 + 1,
            n % 24,
            n % 12 + 1,
            n % 9 + 1,
            n % 900 + 1,
            n % 100,
            if n % 5 == 0 { "Y" } else { "N" },
        ));
    }
    rows
}

/// A model of no values would read none of the columns.
#[test]
fn a_table_without_a_value_is_refused() {
    let folder = Folder::new();
    for (name, text) in
        [("header.csv", "a,b\n"), ("blank.csv", "a,b\n,\n , \n"), ("null.jsonl", "{\"a\": null}\n")]
    {
        folder.write(name, text);
        let ran = folder.run(&format!("init {name} -o m.yaml"));
        assert!(
            ran.code == 1 && ran.err.contains(&format!("{name}: no row has a value")),
            "{} {}",
            ran.code,
            ran.err
        );
        assert!(!folder.path().join("m.yaml").exists());
    }
}

/// The content of the first rows is told before a model is begun from it.
#[test]
fn files_whose_first_row_is_no_header_say_so() {
    let folder = Folder::new();
    for (name, text, wanted) in [
        (
            "semicolons.csv",
            "Name;Size\nAcme;4\n",
            "error: semicolons.csv: the header has one column, `Name;Size`\n  help: the columns seem to be separated by `;`: try `--delimiter ';'`",
        ),
        (
            "title.csv",
            "My report\nMade on Monday\n\nName,Size\nAcme,4\n",
            "error: title.csv: the header has 1 name\n  help: is line 4 the header? It has `Name`, `Size`: say so with `--header-row 4`",
        ),
        (
            "groups.csv",
            "Company,,Finance,\nName,Size,ARR,Currency\nAcme,4,9,EUR\n",
            "error: groups.csv: the header has 2 names\n  help: is line 2 the header? It has `Name`, `Size`, `ARR`: say so with `--header-row 2`",
        ),
        (
            "list.json",
            "{\"companies\": [{\"name\": \"Acme\", \"size\": 4}], \"total\": 1}",
            "error: list.json: one object, whose `companies` is a list of objects\n  help: if these are the accounts, say so with `--path companies`",
        ),
    ] {
        folder.write(name, text);
        let ran = folder.run(&format!("init {name}"));
        assert_eq!((ran.code, ran.err.trim_end(), &*ran.out), (1, wanted, ""), "{name}");
    }
    for (name, text, wanted) in [
        (
            "none.csv",
            "Acme,40,https://acme.example\nBluefin,90,https://bluefin.example\n",
            "notice: none.csv: the first row looks like an account, not like names of columns (`40`, `https://acme.example`)",
        ),
        (
            "totals.csv",
            "Name,Size\nAcme,4\nSubtotal,4\nBluefin,9\nSubtotal,9\nTotal,13\n",
            "notice: totals.csv:3: `Subtotal` is taken for an account, and so are 2 rows more: if it is a line of totals, take such rows out",
        ),
        (
            "end.csv",
            "Name,Size\nAcme,4\nBluefin,9\nTotal,13\n,\n",
            "notice: end.csv:4: `Total` is taken for an account: if it is a line of totals, leave it out with `--skip-last 1`",
        ),
    ] {
        folder.write(name, text);
        let ran = folder.run(&format!("init {name}"));
        assert!(ran.code == 0 && ran.err.contains(wanted), "{name}: {}", ran.err);
    }
    // Blank rows under a line of totals do not hide it from whoever scores.
    assert_eq!(folder.run("init end.csv -o end.yaml").code, 0);
    let ran = folder.run("score end.yaml end.csv");
    assert!(ran.err.contains("end.csv:4: `Total` is scored as an account"), "{}", ran.err);
}

/// A list of contacts names a company again and again: names and links are no criteria, and lists that may be sets are told.
#[test]
fn contacts_of_few_companies() {
    let folder = Folder::new();
    let tools =
        ["Nginx, React", "AWS, Gmail", "Outlook, Stripe", "IIS, .NET", "Plesk, PHP", "Shopify, Klaviyo"];
    let row = |n: usize| {
        let at = n / 4;
        format!(
            "C{at},https://c{at}.example/about,\"{}, t{n}, u{n}, v{n}\",{},Undisclosed\n",
            tools[at],
            ["a", "b"][n % 2]
        )
    };
    let rows: String = (0..24).map(row).collect();
    folder.write(
        "a.csv",
        format!(
            "Company Name,Website,Technologies,Plan,Revenue\n{rows}C9,https://c9.example,\"x, y, z\",b,5\n"
        ),
    );
    let model = folder.run("init a.csv").out;
    for line in [
        "# - Company Name: names: 7 different texts of 25; `--group-by` makes one account of the rows with the same",
        "# - Website: web addresses",
        "# - Technologies: ids, names or free text: 25 different texts of 25, or lists, which `{type: set, separator: \",\"}` reads",
        "missing: [Undisclosed]",
    ] {
        assert!(model.contains(line), "{line}: {model}");
    }
    assert!(model.contains("fit: {Plan: {in: [b]}}"), "{model}");
}

/// Sums as they are written in India, with their words.
#[test]
fn sums_in_lakh_and_crore() {
    let folder = Folder::new();
    let row = |n: u32| {
        format!("C{n},\"{},{:02},{:03}\",{} Cr,₹{} lakh\n", n % 40 + 1, n % 90, n % 900, n % 7, n % 11)
    };
    folder.write("a.csv", format!("Company,raised,revenue,deal\n{}", (0..60).map(row).collect::<String>()));
    assert_eq!(folder.run("init a.csv -o m.yaml").code, 0);
    let model = folder.read("m.yaml");
    for line in [
        r#"raised: {type: number, written: {thousands: ","}}"#,
        r"revenue: {type: number, written: {suffix: {Cr: 10000000}}}",
        r#"deal: {type: number, written: {prefix: ["₹"], suffix: {lakh: 100000}}}"#,
    ] {
        assert!(model.contains(line), "{model}");
    }
    assert_eq!(folder.run("score m.yaml a.csv").code, 0);
}

#[test]
fn the_model_of_an_export_passes_check() {
    let folder = Folder::new();
    folder.write("export.csv", export());
    let ran = folder.run("init export.csv -o first.yaml");
    assert_eq!((ran.code, &*ran.out), (0, ""), "{}", ran.err);
    let model = folder.read("first.yaml");
    expect("init", &model);
    let checked = folder.run("check first.yaml");
    assert_eq!(checked.code, 0, "{}", checked.out);
    // A model that was edited is not written over.
    let again = folder.run("init export.csv -o first.yaml");
    assert_eq!(again.code, 2, "{}", again.err);
    assert!(again.err.contains("is there already"), "{}", again.err);
    // The same table gives the same text.
    assert_eq!(folder.run("init export.csv").out, model);
}

/// A word behind numbers that may mean anything is asked for, days with short years and names are no criterion, and a table of
/// names alone is ranked all the same.
#[test]
fn columns_that_say_nothing_by_themselves() {
    let folder = Folder::new();
    let row = |n: u32| format!("Company {n},{n} kilo,{:02}-{:02}-17,{}\n", n % 28 + 1, n % 12 + 1, n % 3);
    let rows: String = (0..6).map(row).collect();
    folder.write("a.csv", format!("Account,weight,closed,plan\n{rows}"));
    let model = folder.run("init a.csv").out;
    assert!(
        model.contains("what `kilo` stands for: `{type: number, written: {suffix: {kilo: NUMBER}}}`"),
        "{model}"
    );
    assert!(model.contains("# dates with years of two digits, which nothing reads"), "{model}");
    assert!(model.contains("# - Account: names: 6 different texts"), "{model}");
    let scorecard = model.split("icps:").nth(1).unwrap();
    assert!(
        scorecard.contains("plan") && !scorecard.contains("closed") && !scorecard.contains("weight:  "),
        "{model}"
    );
    assert!(!scorecard.contains("in: [\"0 kilo\""), "{model}");
    folder.write("names.csv", "Company\nA\nB\nC\n");
    assert_eq!(folder.run("init names.csv -o names.yaml").code, 0);
    let model = folder.read("names.yaml");
    assert!(model.contains("fit: {Company: {known: true}}"), "{model}");
    assert_eq!(folder.run("check names.yaml").code, 0);
    let ranked = folder.run("score names.yaml names.csv");
    assert!(ranked.code == 0 && ranked.out.contains("3 accounts judged"), "{}", ranked.err);
}

#[test]
fn json_with_objects_in_it_gives_paths() {
    let folder = Folder::new();
    let row = |n: u32| {
        format!(
            "{{\"properties\": {{\"size\": {}, \"plan\": \"{}\"}}}}\n",
            n * 3,
            ["a", "b"][(n % 2) as usize]
        )
    };
    folder.write("accounts.jsonl", (0..30).map(row).collect::<String>());
    let ran = folder.run("init accounts.jsonl -o first.yaml");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let model = folder.read("first.yaml");
    assert!(model.contains("size: {type: number, aliases: [properties.size]}"), "{model}");
    assert!(model.contains("plan: {type: text, aliases: [properties.plan], values: [a, b]}"), "{model}");
    let ranked = folder.run("score first.yaml accounts.jsonl --top 1");
    assert_eq!(ranked.code, 0, "{}", ranked.err);
}

/// A real table, a line that its model has, and whether values have to count as missing.
const TABLES: [(&str, &str, bool); 6] = [
    ("yc_companies/yc_companies.csv", "launched_at: {type: date, written: M/D/YYYY}", false),
    ("crunchbase_2013/crunchbase-companies.csv", "funding_total_usd: {type: number}", true),
    (
        "olist_funnel/olist_closed_deals_dataset.csv",
        "won_date: {type: date, written: \"YYYY-MM-DD hh:mm:ss\"}",
        false,
    ),
    ("olist_funnel/olist_marketing_qualified_leads_dataset.csv", "first_contact_date: {type: date}", false),
    (
        "ibm_sales_win_loss/WA_Fn-UseC_-Sales-Win-Loss.csv",
        "opportunity_amount_usd: {type: number, aliases:",
        false,
    ),
    ("german_credit/germancredit.csv", "foreign_worker: {type: bool}", false),
];

#[test]
fn real_tables_go_from_file_to_ranked_list() {
    let mut absent = 0;
    for (path, line, spoilt) in TABLES {
        let Some(table) = shared(&format!("data/{path}")) else {
            // That it is absent is printed.
            absent += 1;
            continue;
        };
        let (folder, table) = (Folder::new(), table.display().to_string());
        let ran = run(folder.path(), &["init", &table, "-o", "first.yaml"], b"");
        assert_eq!(ran.code, 0, "{path}: {}", ran.err);
        let model = folder.read("first.yaml");
        assert!(model.contains(line), "{path}: {model}");
        let checked = folder.run("check first.yaml");
        assert_eq!(checked.code, 0, "{path}: {}", checked.out);
        let mut words = vec!["score", "first.yaml", &table, "--top", "3"];
        if spoilt {
            words.extend(["--on-invalid", "missing"]);
        }
        let ranked = run(folder.path(), &words, b"");
        assert_eq!(ranked.code, 0, "{path}: {}", ranked.err);
        assert!(ranked.out.contains("accounts judged as of"), "{path}: {}", ranked.out);
    }
    println!("{} of {} real tables were there", TABLES.len() - absent, TABLES.len());
}
