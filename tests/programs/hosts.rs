//! `under` with thousands of hosts: every account and every row as the hosts say, compared label by label.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic here is a failed test")]

use icp_core::batch::{AsOf, BatchOptions};
use icp_core::column::{Codes, Column, Columns, Offsets, Text, Values};
use icp_core::{Account, Date, Model};
use serde_json::json;

/// Hosts of both lists, some of them under others.
const HOSTS: usize = 5_000;

/// A host: one in three is under the one before it.
fn host(at: usize) -> String {
    match at % 3 {
        2 => format!("shop.{}", host(at - 1)),
        _ => format!("company-{at}.example"),
    }
}

/// The lists of customers (the even hosts) and of partners.
fn lists() -> [Vec<String>; 2] {
    [0, 1].map(|rest| (0..HOSTS).filter(|at| at % 2 == rest).map(host).collect())
}

fn model() -> Model {
    let [customers, partners] = lists();
    let card = json!({
        "criteria": [
            {"id": "customer", "weight": 4, "fit": {"site": {"under": "$customers"}}},
            {"id": "partner", "weight": 2, "fit": {"site": {"under": "$partners"}}},
            {"id": "one", "fit": {"site": {"under": host(4)}}},
        ],
        "tiers": [{"id": "A", "from": 50}, {"id": "B"}],
    });
    let document = json!({
        "format": "icp/1",
        "name": "hosts",
        "attributes": {"site": {"type": "text", "written": "domain"}},
        "lists": {"customers": customers, "partners": partners},
        "icps": [{"id": "all", "fit": card}],
    });
    Model::from_json(&document.to_string()).unwrap()
}

/// Whether a host is one of these or has one of them behind a dot.
fn is_under(host: &str, hosts: &[String]) -> bool {
    hosts.iter().any(|other| host == other || host.ends_with(&format!(".{other}")))
}

#[test]
fn thousands_of_hosts_are_looked_up_in_rows_and_columns() {
    let (model, day) = (model(), Date::new(2026, 11, 30).unwrap());
    let lists = lists();
    let hosts: Vec<String> = (0..HOSTS)
        .step_by(7)
        .flat_map(|at| {
            let host = host(at);
            [format!("www.a.b.{host}"), format!("x{host}"), format!("{host}.org"), host]
        })
        .chain([host(4), format!("shop.{}", host(4))])
        .collect();
    let expected: Vec<f64> = hosts
        .iter()
        .map(|host| {
            let [customer, partner] = [0, 1].map(|list| u32::from(is_under(host, &lists[list])));
            let one = u32::from(is_under(host, &[self::host(4)]));
            (f64::from(4 * customer + 2 * partner + one) / 7.0 * 1e8).round() / 1e6
        })
        .collect();
    assert!(expected.iter().any(|score| *score > 80.0) && expected.contains(&0.0));
    for (host, expected) in hosts.iter().zip(&expected) {
        let account = Account::new().with("site", format!("https://{}/", host.to_uppercase()));
        assert_eq!(model.score(&account, day).unwrap().score(), Some(*expected), "{host}");
    }
    let mut offsets = vec![0];
    hosts.iter().for_each(|host| offsets.push(offsets[offsets.len() - 1] + host.len() as i32));
    let (bytes, codes) = (hosts.concat(), (0..hosts.len() as i32).collect::<Vec<i32>>());
    let text = || Values::Text(Text { offsets: Offsets::Small(&offsets), bytes: bytes.as_bytes() });
    let coded = Values::Dictionary { codes: Codes::I32(&codes), values: Box::new(Column::new(text())) };
    for values in [text(), coded] {
        let columns = Columns::new(hosts.len()).with("site", Column::new(values)).unwrap();
        let scores = model.score_batch(&columns, &BatchOptions::new(AsOf::Day(day))).unwrap();
        assert_eq!(scores.shown.score, expected);
    }
}
