//! Processor time and memory of a whole report on the outcomes of a table, after it was read: `evidence ibm|olist DIRECTORY [ROUNDS]`,
//! where the directory has the public tables. A second figure is for the report together with the drift of the table's second half against
//! its first, which `benches/evidence/peers.py` has from other packages. `--dump FILE` writes the score, the tier and the rating of each
//! row for that script.

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::io::Write;

use icp_benches::clock::processor_time;
use icp_core::batch::{AsOf, BatchOptions, MissingColumns, Observed, Observer, PerCriterion};
use icp_core::column::{Column, Columns, Offsets, Text, Values};
use icp_core::{Date, Model};
use icp_evidence::{Drift, Outcome, Population};

type Failure = Box<dyn std::error::Error>;

/// A column that owns its values.
enum Owned {
    Numbers(Vec<f64>),
    Texts(Vec<i32>, Vec<u8>),
}

impl Owned {
    /// Numbers where all values are.
    fn new(values: &[&str]) -> Self {
        let number = |text: &&str| if text.is_empty() { Some(f64::NAN) } else { text.parse().ok() };
        if let Some(numbers) = values.iter().map(number).collect() {
            return Self::Numbers(numbers);
        }
        let (mut ends, mut bytes) = (vec![0], Vec::new());
        for text in values {
            bytes.extend_from_slice(text.as_bytes());
            ends.push(i32::try_from(bytes.len()).unwrap_or(i32::MAX));
        }
        Self::Texts(ends, bytes)
    }

    fn column(&self) -> Column<'_> {
        Column::new(match self {
            Self::Numbers(numbers) => Values::F64(numbers),
            Self::Texts(ends, bytes) => Values::Text(Text { offsets: Offsets::Small(ends), bytes }),
        })
    }

    /// Some of the rows.
    fn part(&self, from: usize, to: usize) -> Self {
        match self {
            Self::Numbers(numbers) => Self::Numbers(numbers.get(from..to).unwrap_or_default().to_vec()),
            Self::Texts(ends, bytes) => {
                Self::Texts(ends.get(from..=to).unwrap_or_default().to_vec(), bytes.clone())
            }
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len() * 8,
            Self::Texts(ends, bytes) => ends.len() * 4 + bytes.len(),
        }
    }
}

/// The cells of a line; a quoted cell may have commas in it.
fn cells(line: &str) -> Vec<&str> {
    let mut quoted = false;
    let is_end = |sign: char| {
        quoted ^= sign == '"';
        sign == ',' && !quoted
    };
    line.split(is_end).map(|cell| cell.trim_matches('"')).collect()
}

/// The rows of a file by name.
fn rows(text: &str) -> (Vec<&str>, Vec<Vec<&str>>) {
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let head = lines.next().map(cells).unwrap_or_default();
    (head, lines.map(cells).collect())
}

fn ibm(directory: &str) -> Result<Vec<(String, Owned)>, Failure> {
    let text = fs::read_to_string(format!("{directory}/ibm_sales_win_loss/WA_Fn-UseC_-Sales-Win-Loss.csv"))?;
    let (head, rows) = rows(&text);
    Ok(columns(&head, &rows))
}

/// Leads, each beside its deal if it was won.
fn olist(directory: &str) -> Result<Vec<(String, Owned)>, Failure> {
    let read = |name: &str| fs::read_to_string(format!("{directory}/olist_funnel/{name}_dataset.csv"));
    let (leads, deals) = (read("olist_marketing_qualified_leads")?, read("olist_closed_deals")?);
    let ((mut head, mut all), (more, deals)) = (rows(&leads), rows(&deals));
    let deals: BTreeMap<&str, &Vec<&str>> =
        deals.iter().filter_map(|deal| Some((*deal.first()?, deal))).collect();
    for lead in &mut all {
        let deal = lead.first().and_then(|id| deals.get(*id));
        lead.push(if deal.is_some() { "yes" } else { "no" });
        lead.extend((1..more.len()).map(|at| deal.and_then(|deal| deal.get(at)).copied().unwrap_or("")));
    }
    head.push("won");
    head.extend(more.iter().skip(1));
    Ok(columns(&head, &all))
}

fn columns(head: &[&str], rows: &[Vec<&str>]) -> Vec<(String, Owned)> {
    let column = |at: usize| {
        let values: Vec<&str> = rows.iter().map(|row| row.get(at).copied().unwrap_or("")).collect();
        Owned::new(&values)
    };
    head.iter().enumerate().map(|(at, name)| ((*name).to_owned(), column(at))).collect()
}

/// Counts the kinds of rows: those that are the same to every rule are one.
#[derive(Default)]
struct Kinds(usize);

impl Observer for Kinds {
    fn row(&mut self, _: usize, _: &Observed<'_>) {
        self.0 += 1;
    }

    fn alike(&mut self, _: &[u32], _: &Observed<'_>) {
        self.0 += 1;
    }
}

/// The greatest memory of this process since it was asked to forget, in bytes.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kib| kib * 1024)
}

fn table_of(owned: &[(String, Owned)]) -> Result<Columns<'_>, Failure> {
    let mut table = Columns::new(owned.first().map_or(0, |(_, column)| column.column().rows()));
    for (name, column) in owned {
        table = table.with(name.as_str(), column.column())?;
    }
    Ok(table)
}

fn main() -> Result<(), Failure> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let dump = match args.iter().position(|arg| arg == "--dump") {
        Some(at) => args.drain(at..).nth(1),
        None => None,
    };
    let [table, directory, rounds @ ..] = &*args else {
        return Err("evidence ibm|olist DIRECTORY [ROUNDS] [--dump FILE]".into());
    };
    let rounds = rounds.first().map_or(Ok(5), |rounds| rounds.parse())?;
    let (owned, model, outcome) = match table.as_str() {
        "ibm" => (ibm(directory)?, include_str!("../evidence/ibm.json"), "Opportunity Result=Won"),
        _ => (olist(directory)?, include_str!("../evidence/olist.json"), "won=yes"),
    };
    let model = Model::from_json(model)?;
    let table = table_of(&owned)?;
    let day = Date::new(2018, 12, 31).unwrap_or(Date::MAX);
    let options = BatchOptions::new(AsOf::Day(day)).missing_columns(MissingColumns::Unknown);
    let options = options.threads(1);
    if let Some(file) = dump {
        return write(&model, &table, &options, &file);
    }
    // The column that is judged, and those that the model has.
    let of_model = |name: &str| name == outcome.split('=').next().unwrap_or("") || model.declares(name);
    let read: usize = owned.iter().filter(|(name, _)| of_model(name)).map(|(_, column)| column.bytes()).sum();
    let report = || {
        let mut population = Population::new(&model, vec![Outcome::parse(outcome)]);
        population.add(&table, &options)?;
        let counted = processor_time();
        Ok::<_, Failure>((population.report()?, counted))
    };
    let half = table.rows() / 2;
    let part = |from, to| owned.iter().map(|(name, column)| (name.clone(), column.part(from, to))).collect();
    let halves: [Vec<(String, Owned)>; 2] = [part(0, half), part(half, table.rows())];
    let halves = [table_of(&halves[0])?, table_of(&halves[1])?];
    // Each half is counted once, for both.
    let both = || {
        let new = || Population::new(&model, vec![Outcome::parse(outcome)]);
        let [mut before, mut after] = [new(), new()];
        before.add(&halves[0], &options)?;
        after.add(&halves[1], &options)?;
        let drift = Drift::between(&before, &after)?;
        before.merge(after)?;
        Ok::<_, Failure>((before.report()?, drift))
    };
    // Forgets the peak of reading; only Linux can.
    let forgot = fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = peak();
    let (mut least, mut counting, mut least_both) = (f64::INFINITY, 0.0, f64::INFINITY);
    let mut memory = None;
    for round in 0..rounds {
        let start = processor_time();
        let (found, counted) = report()?;
        let seconds = processor_time() - start;
        if round == 0 {
            memory = peak().zip(before).filter(|_| forgot).map(|(after, before)| after - before);
        }
        if seconds < least {
            (least, counting) = (seconds, counted - start);
        }
        black_box(found);
        let start = processor_time();
        black_box(both()?);
        least_both = least_both.min(processor_time() - start);
    }
    let scale = 1e5 / table.rows() as f64;
    let (kinds, _) = model.observe(&table, &options, Kinds::default)?;
    println!(
        "{} rows of {} kinds: report {:.4} s, of which counting {:.4} s; for 100,000 rows {:.4} s",
        table.rows(),
        kinds.iter().map(|kinds| kinds.0).sum::<usize>(),
        least,
        counting,
        least * scale
    );
    println!("report and drift between halves: for 100,000 rows {:.4} s", least_both * scale);
    if let Some(memory) = memory {
        println!(
            "columns read {:.1} MB, memory beyond them at its peak {:.1} MB: {:.2} times",
            read as f64 / 1e6,
            memory as f64 / 1e6,
            memory as f64 / read as f64
        );
    }
    Ok(())
}

/// Score, tier and ratings of each row.
fn write(model: &Model, table: &Columns<'_>, options: &BatchOptions<'_>, file: &str) -> Result<(), Failure> {
    let scores = model.score_batch(table, &options.per_criterion(PerCriterion::ALL))?;
    let mut out = std::io::BufWriter::new(fs::File::create(file)?);
    let ids: Vec<&str> = model.criteria(0).map(|criterion| &*criterion.id).collect();
    writeln!(out, "score,tier,status,{}", ids.join(","))?;
    for row in 0..scores.rows() {
        let shown = &scores.shown;
        let (score, tier, status) = (shown.score.get(row), shown.tier.get(row), shown.status.get(row));
        let status = status.map_or("", |status| status.as_str());
        write!(out, "{},{},{status}", score.unwrap_or(&f64::NAN), tier.unwrap_or(&u16::MAX))?;
        for criterion in scores.criteria.first().into_iter().flatten() {
            write!(out, ",{}", criterion.rating.get(row).unwrap_or(&f64::NAN))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
