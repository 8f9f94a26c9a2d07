//! tmp
use icp_benches::clock::processor_time;
use icp_benches::task::{self, Table, Texts};
use icp_core::{AsOf, BatchOptions, Date};
const ROWS: usize = 8_192;
fn main() {
    let how =
        if std::env::args().nth(1).as_deref() == Some("plain") { Texts::Plain } else { Texts::Dictionary };
    let model = task::model();
    let leads = task::leads(ROWS);
    let table = Table::new(&leads, how);
    let options = BatchOptions::new(AsOf::Day(Date::MAX)).threads(1);
    let columns = table.columns();
    let mut best = f64::INFINITY;
    for _ in 0..(6_000_000 / ROWS) {
        let start = processor_time();
        let s = model.score_batch(&columns, &options).unwrap();
        best = best.min(processor_time() - start);
        assert!(s.rows() > 0);
    }
    println!("{how:?} {:.1}", best * 1e9 / ROWS as f64);
}
