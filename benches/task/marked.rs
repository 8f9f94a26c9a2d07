//! The same rules as an expert writes them when nothing but speed counts: texts and sets are bits, a missing value is
//! no bit (or NaN), points are whole millionths, and almost nothing branches.

use super::hand::{Answer, Answers, Required};
use super::table::{ListColumn, Table};
use super::text::{TextColumn, Valid};

/// The value is there.
const KNOWN: u16 = 1;
/// A bool is true.
const TRUE: u8 = 2;

/// Constants of an attribute, a bit each.
macro_rules! bits {
    ($all:ident: $($name:ident = $bit:literal $text:literal),+ $(,)?) => {
        $(const $name: u16 = 1 << $bit;)+
        const $all: &[(&str, u16)] = &[$(($text, $name)),+];
    };
}

bits!(INDUSTRIES: SAAS = 1 "saas", FINTECH = 2 "fintech", ECOMMERCE = 3 "ecommerce", MEDIA = 4 "media",
    AGENCY = 5 "agency", HEALTHCARE = 6 "healthcare", LOGISTICS = 7 "logistics", MANUFACTURING = 8 "manufacturing");
bits!(COUNTRIES: US = 1 "US", CA = 2 "CA", GB = 3 "GB", DE = 4 "DE", FR = 5 "FR", NL = 6 "NL");
bits!(STAGES: PRE_SEED = 1 "pre-seed", SEED = 2 "seed", SERIES_A = 3 "series a", SERIES_B = 4 "series b",
    SERIES_C = 5 "series c");
bits!(BUYERS: VP_SALES = 1 "vp sales", CRO = 2 "cro", HEAD = 3 "head of revenue", CFO = 4 "cfo");
bits!(TOOLS: HUBSPOT = 1 "hubspot", AMPLITUDE = 2 "amplitude", MIXPANEL = 3 "mixpanel",
    SALESFORCE = 4 "salesforce", DYNAMICS = 5 "dynamics", STRIPE = 6 "stripe", SEGMENT = 7 "segment",
    NOTION = 8 "notion");
bits!(PAINS: CHURN = 1 "churn", ONBOARDING = 2 "onboarding", REPORTING = 3 "manual reporting",
    SLOW = 4 "slow sales", FORECASTING = 5 "forecasting");

/// The values that the rules need of an account.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// Industry, country, stage, buyer.
    texts: [u16; 4],
    /// Employees, revenue, growth, people in sales; NaN is missing.
    numbers: [f64; 4],
    /// Customer-success team, regulated.
    bools: [u8; 2],
    /// Tools, pains.
    lists: [u16; 2],
}

/// A column of dictionary codes, or of lists of them, with the bits of each text.
#[derive(Debug)]
struct Lookup<'a, T> {
    column: &'a Valid<T>,
    codes: &'a [i32],
    marks: Vec<u16>,
}

impl<'a, T> Lookup<'a, T> {
    fn new(column: &'a Valid<T>, texts: &'a TextColumn, constants: &[(&str, u16)]) -> Self {
        let bit = |text| constants.iter().find(|(constant, _)| *constant == text).map_or(0, |(_, bit)| *bit);
        let (codes, distinct) = texts.coded();
        Self { column, codes, marks: distinct.into_iter().map(|text| KNOWN | bit(text)).collect() }
    }

    #[inline]
    fn mark(&self, at: usize) -> u16 {
        self.codes.get(at).and_then(|code| self.marks.get(*code as usize)).copied().unwrap_or_default()
    }
}

impl<'a> Lookup<'a, TextColumn> {
    fn texts(column: &'a Valid<TextColumn>, constants: &[(&str, u16)]) -> Self {
        Self::new(column, &column.values, constants)
    }

    #[inline]
    fn text(&self, row: usize) -> u16 {
        self.mark(row) & u16::from(self.column.is_valid(row)).wrapping_neg()
    }
}

impl<'a> Lookup<'a, ListColumn> {
    fn lists(column: &'a Valid<ListColumn>, constants: &[(&str, u16)]) -> Self {
        Self::new(column, &column.values.items, constants)
    }

    #[inline]
    fn list(&self, row: usize) -> u16 {
        let items = match self.column.values.offsets.get(row..row + 2) {
            Some([start, end]) if self.column.is_valid(row) => *start as usize..*end as usize,
            _ => return 0,
        };
        items.fold(KNOWN, |marks, item| marks | self.mark(item))
    }
}

/// Reads the columns of a table of dictionaries, whose texts are looked up once.
#[derive(Debug)]
pub struct Marker<'a> {
    table: &'a Table,
    texts: [Lookup<'a, TextColumn>; 4],
    lists: [Lookup<'a, ListColumn>; 2],
}

impl<'a> Marker<'a> {
    /// For a table with dictionaries.
    pub fn new(table: &'a Table) -> Self {
        let [industry, country, stage, buyer] = &table.texts;
        let [tools, pains] = &table.lists;
        Self {
            table,
            texts: [
                Lookup::texts(industry, INDUSTRIES),
                Lookup::texts(country, COUNTRIES),
                Lookup::texts(stage, STAGES),
                Lookup::texts(buyer, BUYERS),
            ],
            lists: [Lookup::lists(tools, TOOLS), Lookup::lists(pains, PAINS)],
        }
    }

    /// One row.
    #[inline]
    pub fn facts(&self, row: usize) -> Facts {
        let table = self.table;
        let number = |column: &Valid<Vec<f64>>| {
            let number = column.values.get(row).copied().unwrap_or(f64::NAN);
            if column.is_valid(row) { number } else { f64::NAN }
        };
        let truth = |column: &Valid<Vec<u8>>| {
            let yes = column.values.get(row).is_some_and(|byte| *byte != 0);
            (1 | u8::from(yes) << 1) & u8::from(column.is_valid(row)).wrapping_neg()
        };
        Facts {
            texts: self.texts.each_ref().map(|column| column.text(row)),
            numbers: table.numbers.each_ref().map(number),
            bools: table.bools.each_ref().map(truth),
            lists: self.lists.each_ref().map(|column| column.list(row)),
        }
    }
}

/// A table in which all of that has been done before.
#[derive(Debug, Default)]
pub struct Marked {
    rows: usize,
    texts: [Vec<u16>; 4],
    numbers: [Vec<f64>; 4],
    bools: [Vec<u8>; 2],
    lists: [Vec<u16>; 2],
}

impl Marked {
    /// From a table with dictionaries.
    pub fn new(table: &Table) -> Self {
        let marker = Marker::new(table);
        let mut marked = Self { rows: table.rows, ..Self::default() };
        for row in 0..table.rows {
            let facts = marker.facts(row);
            marked.texts.iter_mut().zip(facts.texts).for_each(|(column, value)| column.push(value));
            marked.numbers.iter_mut().zip(facts.numbers).for_each(|(column, value)| column.push(value));
            marked.bools.iter_mut().zip(facts.bools).for_each(|(column, value)| column.push(value));
            marked.lists.iter_mut().zip(facts.lists).for_each(|(column, value)| column.push(value));
        }
        marked
    }

    /// Bytes of memory that scoring has to read.
    pub fn bytes(&self) -> usize {
        self.rows * (6 * size_of::<u16>() + 4 * size_of::<f64>() + 2)
    }

    /// All rows.
    #[expect(
        clippy::indexing_slicing,
        reason = "every column has a value a row; nothing is checked in the loop"
    )]
    pub fn facts(&self) -> impl Iterator<Item = Facts> {
        let rows = self.rows;
        let texts = self.texts.each_ref().map(|column| &column[..rows]);
        let numbers = self.numbers.each_ref().map(|column| &column[..rows]);
        let bools = self.bools.each_ref().map(|column| &column[..rows]);
        let lists = self.lists.each_ref().map(|column| &column[..rows]);
        (0..rows).map(move |row| Facts {
            texts: texts.map(|column| column[row]),
            numbers: numbers.map(|column| column[row]),
            bools: bools.map(|column| column[row]),
            lists: lists.map(|column| column[row]),
        })
    }
}

/// Points in millionths, if so.
#[inline]
fn points(points: i32, holds: bool) -> i32 {
    points * i32::from(holds)
}

#[inline]
fn is(text: u16, of: u16) -> bool {
    text & of != 0
}

/// Known, and none of these.
#[inline]
fn is_not(text: u16, of: u16) -> bool {
    text & (KNOWN | of) == KNOWN
}

/// An amount for each of some items, at most two points.
#[inline]
fn each(items: u16, of: u16, amount: i32) -> i32 {
    (amount * (items & of).count_ones() as i32).min(2_000_000)
}

/// Points, weight and tiers in millionths.
#[inline]
fn answer(
    points: i32,
    weight: i32,
    tiers: [i32; 2],
    known: bool,
    excluded: bool,
    required: Required,
) -> Answer {
    let score = f64::from(points.max(0)) / f64::from(weight) * 100.0;
    let score = (score * 1e6 + 0.5) as i64 as f64 / 1e6;
    let tier = tiers.iter().map(|from| usize::from(points < *from)).sum();
    Answer::new(score, tier, known, excluded, required)
}

/// Scores an account against the three profiles.
#[inline]
pub fn score(facts: &Facts) -> Answers {
    Answers::new([mid_market(facts), enterprise(facts), founders(facts)])
}

#[inline]
fn mid_market(facts: &Facts) -> Answer {
    let Facts {
        texts: [industry, country, stage, buyer],
        numbers: [employees, arr, ..],
        bools: [cs_team, regulated],
        lists: [tools, pains],
    } = *facts;
    let excluded = (employees < 20.0)
        | is_not(country, US | CA | GB | DE | FR | NL)
        | is(industry, AGENCY)
        | (regulated & TRUE != 0);
    let revenue = points(1_000_000, arr > 2e6) + points(1_000_000, arr >= 5e6);
    let sum = points(3_000_000, (200.0..=500.0).contains(&employees))
        + revenue
        + points(2_000_000, is(tools, HUBSPOT) & is(tools, AMPLITUDE | MIXPANEL))
        + points(1_500_000, is(industry, SAAS))
        + points(1_200_000, is(industry, FINTECH))
        + points(900_000, is(industry, ECOMMERCE))
        + points(300_000, is(industry, MEDIA))
        + points(1_000_000, cs_team & TRUE != 0)
        + each(pains, CHURN | ONBOARDING | REPORTING | SLOW, 800_000)
        + points(1_000_000, is(stage, SERIES_A | SERIES_B))
        + points(500_000, is(buyer, VP_SALES | CRO | HEAD));
    let known = !employees.is_nan()
        | !arr.is_nan()
        | (cs_team != 0)
        | is(tools | pains | industry | stage | buyer, KNOWN);
    let required = if arr.is_nan() {
        Required::Unknown
    } else if revenue > 0 {
        Required::Met
    } else {
        Required::Unmet
    };
    answer(sum, 13_000_000, [10_400_000, 6_500_000], known, excluded, required)
}

#[inline]
fn enterprise(facts: &Facts) -> Answer {
    let Facts {
        texts: [industry, country, stage, buyer],
        numbers: [employees, arr, growth, sales_team],
        bools: [cs_team, _],
        lists: [tools, pains],
    } = *facts;
    let excluded = (employees < 500.0)
        | is_not(country, US | GB | DE)
        | is(stage, PRE_SEED | SEED)
        | (sales_team < 10.0);
    // The lower of two lines, between 0 and 1; NaN is 0.
    let curve = (growth / 40.0).min(0.25 + growth / 80.0).clamp(0.0, 1.0);
    let sum = points(2_800_000, employees >= 1_000.0)
        + points(1_200_000, employees >= 5_000.0)
        + points(3_000_000, arr >= 5e7)
        - points(1_500_000, arr < 5e6)
        + points(2_000_000, is(tools, SALESFORCE | DYNAMICS))
        + points(1_000_000, is(industry, FINTECH | HEALTHCARE | LOGISTICS | MANUFACTURING))
        + points(2_000_000, (sales_team >= 50.0) & (cs_team & TRUE != 0))
        + (curve * 1e6 + 0.5) as i32
        + points(1_000_000, is(pains, SLOW | FORECASTING))
        + points(500_000, is(buyer, CRO | CFO));
    let sales_led =
        (sales_team < 50.0) | (cs_team == KNOWN as u8) | (!sales_team.is_nan() & (cs_team & TRUE != 0));
    let known = !employees.is_nan()
        | !arr.is_nan()
        | !growth.is_nan()
        | sales_led
        | is(tools | pains | industry | buyer, KNOWN);
    answer(sum, 14_500_000, [10_875_000, 7_250_000], known, excluded, Required::Met)
}

#[inline]
fn founders(facts: &Facts) -> Answer {
    let Facts {
        texts: [industry, country, stage, _],
        numbers: [employees, arr, growth, _],
        bools: [_, regulated],
        lists: [tools, pains],
    } = *facts;
    let excluded =
        (employees > 100.0) | is(industry, AGENCY) | (regulated & TRUE != 0) | is(stage, SERIES_B | SERIES_C);
    let sum = points(3_000_000, employees < 20.0)
        + points(2_000_000, is(stage, PRE_SEED | SEED | SERIES_A))
        + each(tools, STRIPE | SEGMENT | HUBSPOT | NOTION, 680_000)
        + points(1_000_000, is(industry, SAAS | ECOMMERCE))
        + points(1_000_000, growth >= 20.0)
        + points(1_000_000, growth >= 50.0)
        + points(1_000_000, (1e5..=2e6).contains(&arr))
        + points(1_000_000, is(pains, ONBOARDING))
        + points(1_000_000, is(country, US | CA | GB));
    let known = !employees.is_nan()
        | !arr.is_nan()
        | !growth.is_nan()
        | is(tools | pains | industry | stage | country, KNOWN);
    answer(sum, 13_000_000, [9_100_000, 5_850_000], known, excluded, Required::Met)
}
