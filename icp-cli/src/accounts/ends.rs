//! How an input ends: oddities of it as a whole, and a last row that is hardly an account.

use icp_core::value::{fold, is_blank};

use super::{Accounts, Reader, Rows, identity};
use crate::failure::Failure;
use crate::notice::notice;
use crate::text::{count, quoted};

/// Words with which a line of totals begins.
const TOTALS: [&str; 12] = [
    "total",
    "totals",
    "subtotal",
    "grand total",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
    "somme",
    "suma",
    "totale",
    "totaal",
];
/// Rows after the last blank one that may be the end of a report.
const NOTES: u64 = 5;

impl Accounts<'_> {
    /// Oddities of the input as a whole, once all of it was read.
    pub(crate) fn close(&self) -> Result<(), Failure> {
        match &self.reader {
            Reader::Csv { rows, .. } => {
                tell(&self.name, rows, self.number);
                Ok(())
            }
            Reader::Json(_) if self.number == 0 => Ok(()),
            Reader::Json(_) => {
                if let Some(wanted) = self.wanted_id.as_deref().filter(|_| !self.named) {
                    return Err(Failure::Usage(format!("{}: no account has {}", self.name, quoted(wanted))));
                }
                self.keys.tell(self.model, &self.name)
            }
            #[cfg(feature = "parquet")]
            Reader::Parquet { .. } => Ok(()),
        }
    }

    /// Notes what an object calls its account.
    pub(super) fn name_object(&mut self) {
        let key = match (&self.wanted_id, &self.id_name) {
            (Some(wanted), _) => Some(wanted.clone()),
            (None, Some(name)) if self.account.get(name).is_some() => Some(name.clone()),
            (None, _) => {
                let keys = self.account.keys();
                identity::usual(&keys).and_then(|at| keys.clone().nth(at)).map(str::to_owned)
            }
        };
        self.id = key.as_deref().and_then(|key| self.account.get(key)).and_then(identity::of_value);
        self.named |= self.id.is_some();
        if self.id_name.is_none() {
            self.id_name = key;
        }
    }
}

/// Rows that were passed over, and a last row that is hardly an account.
fn tell(file: &str, rows: &Rows, accounts: u64) {
    let (passed, tail) = (rows.passed(), rows.tail());
    let last = rows.last().filter(|(_, first)| accounts > 0 && is_total(first));
    if passed.blank > 0 {
        let blank = count(passed.blank, "row");
        let after = match passed.since {
            // Of a single line of totals more is said below.
            1 if last.is_some() => String::new(),
            _ if tail.last().is_some() => String::new(),
            since if since > 0 && since <= NOTES && since < accounts => {
                format!(
                    "; {} after line {} may be totals or notes: `--skip-last {since}` leaves them out",
                    count(since, "row"),
                    passed.line
                )
            }
            _ => String::new(),
        };
        notice(&format!("{file}: {blank} of blank cells only, passed over{after}"));
    }
    if let Some((line, rows)) = tail.below() {
        notice(&format!("{file}: {} below the blank one on line {line} left out", count(rows, "row")));
    }
    if let Some((rows, first)) = tail.last() {
        let begin = first.cells().find(|cell| !is_blank(cell)).map_or_else(String::new, quoted);
        let line = first.line;
        notice(&format!("{file}: the last {} left out, from line {line} on ({begin})", count(rows, "row")));
    }
    if let Some((line, first)) = last {
        notice(&format!(
            "{file}:{line}: {} is scored as an account: if it is a line of totals, leave it out with `--skip-last {}`",
            quoted(first),
            tail.last().map_or(0, |(rows, _)| rows) + 1
        ));
    }
}

fn is_total(cell: &str) -> bool {
    const BEGINS: [&str; 8] = ["of ", "for ", "von ", "der ", "rows", "records", "(", "count"];
    let cell = fold(cell);
    let rests = TOTALS.iter().filter_map(|word| cell.strip_prefix(*word));
    rests.filter(|rest| !rest.starts_with(char::is_alphanumeric)).any(|rest| {
        let rest = rest.trim_start_matches([':', ' ']);
        let digit = rest.starts_with(|c: char| c.is_ascii_digit());
        rest.is_empty() || digit || BEGINS.iter().any(|begin| rest.starts_with(begin))
    })
}

#[cfg(test)]
mod tests {
    use super::is_total;

    #[test]
    fn totals_and_companies() {
        for total in
            ["Total", "TOTAL:", "Total of 2 rows", "Grand total (USD)", "Total 17", "Summe", "Totals"]
        {
            assert!(is_total(total), "{total}");
        }
        for company in
            ["TotalEnergies", "Total Quality Ltd", "Sum Up GmbH", "Summer Ltd", "Total Wine & More", ""]
        {
            assert!(!is_total(company), "{company}");
        }
    }
}
