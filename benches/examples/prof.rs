//! tmp
use icp_benches::clock::processor_time;
use icp_benches::task::{self, Table, Texts};
use icp_core::{AsOf, BatchOptions, Date};
fn main() {
    let how =
        if std::env::args().nth(1).as_deref() == Some("plain") { Texts::Plain } else { Texts::Dictionary };
    let model = task::model();
    let leads = task::leads(300_000);
    let table = Table::new(&leads, how);
    let options = BatchOptions::new(AsOf::Day(Date::MAX)).threads(1);
    let columns = table.columns();
    let mut best = f64::INFINITY;
    for _ in 0..20 {
        let start = processor_time();
        let s = model.score_batch(&columns, &options).unwrap();
        best = best.min(processor_time() - start);
        assert!(s.rows() > 0);
    }
    println!("{how:?} {:.1}", best * 1e9 / 300_000.0);
}
