//! The sections that grow: rows, icps, criteria, distinct values, missing values.

use icp_core::Model;

use super::measure::{engine, engine_kept, full, nanoseconds, short_number, whole};
use super::side::Loop;
use super::variants::{industry, with_criteria, with_icps, with_industries};
use super::{Grid, Setup};
use crate::task::marked::Marked;
use crate::task::{self, Lead, Table, Texts};

/// Rows where nothing else is said: enough that no processor remembers them.
const ROWS: usize = 200_000;

/// Plain texts and dictionaries.
fn tables(leads: &[Lead]) -> [Table; 2] {
    [Texts::Plain, Texts::Dictionary].map(|how| Table::new(leads, how))
}

fn both(model: &Model, tables: &[Table; 2]) -> [f64; 2] {
    tables.each_ref().map(|table| engine(model, &table.columns(), &full()))
}

/// Into new memory, and into memory that is kept.
fn ways(model: &Model, table: &Table) -> [f64; 2] {
    let columns = table.columns();
    [engine(model, &columns, &full()), engine_kept(model, &columns, &full())]
}

pub(super) fn rows(setup: &Setup) -> Grid {
    let mut grid = Grid::new([
        "rows",
        "plain texts, ns a row",
        "dictionaries",
        "plain, memory kept",
        "dictionaries, memory kept",
    ]);
    // From ten thousand rows on.
    let mut range = [(f64::INFINITY, 0.0_f64); 4];
    for exponent in 3..=7 {
        let rows = 10_usize.pow(exponent);
        let of = |how| match setup.rows() {
            all if rows > all => ways(&setup.model, &setup.table(how).repeat(rows / all)),
            all if rows == all => ways(&setup.model, setup.table(how)),
            _ => ways(&setup.model, &Table::new(setup.first(rows), how)),
        };
        let ([plain, plain_kept], [coded, coded_kept]) = (of(Texts::Plain), of(Texts::Dictionary));
        let found = [plain, coded, plain_kept, coded_kept];
        if exponent >= 4 {
            range.iter_mut().zip(found).for_each(|(r, ns)| *r = (r.0.min(ns), r.1.max(ns)));
        }
        grid.row(whole(rows), found.map(short_number));
    }
    let spread = range.map(|(least, most)| format!("{:.0} %", (most / least - 1.0) * 100.0));
    grid.row("most above least from 10,000 on", spread);
    grid.note("10,000,000 rows are 1,000,000 ten times over.");
    grid
}

/// Models of a growing number of criteria.
fn models(setup: &Setup, head: &str, models: impl IntoIterator<Item = (usize, usize, Model)>) -> Grid {
    let heads = [head, "criteria", "plain texts, ns a row", "ns a criterion"];
    let mut grid = Grid::new(heads.into_iter().chain(["dictionaries, ns a row", "ns a criterion"]));
    let tables = tables(setup.first(ROWS));
    for (count, criteria, model) in models {
        let ns = both(&model, &tables);
        let cells = ns.iter().flat_map(|ns| [format!("{ns:.1}"), format!("{:.2}", ns / criteria as f64)]);
        grid.row(count.to_string(), std::iter::once(criteria.to_string()).chain(cells));
    }
    grid
}

pub(super) fn icps(setup: &Setup) -> Grid {
    models(setup, "icps", [1, 3, 6, 12, 24].map(|count| (count, 8 * count, with_icps(count))))
}

pub(super) fn criteria(setup: &Setup) -> Grid {
    models(setup, "of each icp", [2, 4, 8, 16, 32].map(|count| (count, 3 * count, with_criteria(count))))
}

pub(super) fn distinct(setup: &Setup) -> Grid {
    let mut grid = Grid::new(["named by the model", "in the data", "plain texts", "dictionaries"]);
    const COUNTS: [usize; 4] = [10, 100, 1_000, 10_000];
    let of = |data: usize| {
        let mut leads = setup.first(ROWS).to_vec();
        for (at, lead) in leads.iter_mut().enumerate() {
            // As if drawn, but always the same.
            let number = (at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
            lead.industry = lead.industry.take().map(|_| industry(number as usize % data));
        }
        tables(&leads)
    };
    let mut row = |named: usize, data: usize, ns: [f64; 2]| {
        let [plain, coded] = ns.map(short_number);
        grid.row(whole(named), [whole(data), plain, coded]);
    };
    let few = with_industries(COUNTS[0]);
    for count in COUNTS {
        let tables = of(count);
        row(count, count, both(&with_industries(count), &tables));
        if count > COUNTS[0] {
            row(COUNTS[0], count, both(&few, &tables));
        }
    }
    grid
}

pub(super) fn nulls(setup: &Setup) -> Grid {
    let hands = ["missing", "by hand, plain texts", "by hand, bits"];
    let mut grid = Grid::new(hands.into_iter().chain(["plain texts", "dictionaries"]));
    for share in [0.0, 0.1, 0.5, 0.9] {
        let tables = tables(&task::leads_with_gaps(ROWS, share));
        let [plain, coded] = &tables;
        let marked = Marked::new(coded);
        let hands = [Loop::AsWritten(plain), Loop::Marked(&marked)];
        let hands = hands.map(|way| nanoseconds(ROWS, || way.pass()));
        let all = hands.into_iter().chain(both(&setup.model, &tables));
        grid.row(format!("{:.0} %", share * 100.0), all.map(short_number));
    }
    grid
}
