//! The end of an input: what is told once all rows were read (rows left out, keys that nobody had), and last rows that look like totals.
//! `icp init` asks for such rows, too. It leaves no row out by itself.

use icp_core::value::{fold, is_blank};

use super::group::Groups;
use super::log::Log;
use super::tail::{Ended, LastRows};
use super::{Accounts, Reader};
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
/// The most rows after the last blank one that may be the notes or totals of a report.
const NOTES: u64 = 5;

impl Accounts<'_> {
    /// Oddities of the input as a whole, once all of it was read.
    pub(crate) fn close(&self) -> Result<(), Failure> {
        self.logs.iter().for_each(Log::tell);
        if let Some(groups) = &self.groups {
            groups.tell(&self.name, matches!(self.reader, Reader::Json(_)))?;
        }
        let rows = self.groups.as_ref().map_or(self.number, Groups::rows);
        match &self.reader {
            Reader::Csv { rows: csv, .. } => {
                tell(&self.name, &csv.ended(), rows);
                Ok(())
            }
            Reader::Json(_) if rows == 0 => Ok(()),
            Reader::Json(_) => {
                if let Some(wanted) = self.wanted_id.as_deref().filter(|_| !self.named) {
                    return Err(Failure::Usage(format!("{}: no account has {}", self.name, quoted(wanted))));
                }
                self.kept_keys.tell(&self.name)?;
                self.keys.tell(self.model, &self.name)
            }
            #[cfg(feature = "excel")]
            Reader::Sheet { sheet, .. } => {
                tell(&self.name, &sheet.ended(), rows);
                Ok(())
            }
            #[cfg(feature = "parquet")]
            Reader::Parquet { .. } => Ok(()),
        }
    }
}

/// Rows that were passed over or left out, and a last row that is hardly an account.
fn tell(file: &str, ended: &Ended<'_>, accounts: u64) {
    let last = ended.last.filter(|(_, first)| accounts > 0 && is_total(first));
    if ended.blank > 0 {
        let blank = count(ended.blank, "row");
        let after = match ended.notes {
            // Of a single line of totals more is said below.
            Some((1, _)) if last.is_some() => String::new(),
            Some((rows, line)) if rows > 0 && rows <= NOTES && rows < accounts => {
                let notes = count(rows, "row");
                format!(
                    "; {notes} after line {line} may be totals or notes: `--skip-last {rows}` leaves them out"
                )
            }
            _ => String::new(),
        };
        notice(&format!("{file}: {blank} of blank cells only, passed over{after}"));
    }
    if let Some((line, rows)) = ended.below {
        notice(&format!("{file}: {} below the blank one on line {line} left out", count(rows, "row")));
    }
    let left_out = ended.left_out.as_ref();
    if let Some(LastRows { rows, line, begin }) = left_out {
        let (rows, begin) = (count(*rows, "row"), quoted(begin));
        notice(&format!("{file}: the last {rows} left out, from line {line} on ({begin})"));
    }
    if let Some((line, first)) = last {
        let rows = left_out.map_or(0, |left| left.rows) + 1;
        notice(&format!(
            "{file}:{line}: {} is scored as an account: if it is a line of totals, leave it out with `--skip-last {rows}`",
            quoted(first),
        ));
    }
}

/// Rows that look like lines of totals.
#[derive(Debug, Default)]
pub(super) struct Totals {
    first: Option<(u64, String)>,
    count: u64,
    /// How many of the rows that came last are such ones.
    last: u64,
}

impl Totals {
    /// Looks at the first cell of a row that is not blank.
    pub(super) fn add<'a>(&mut self, line: u64, mut cells: impl Iterator<Item = &'a str>) {
        let Some(first) = cells.find(|cell| !is_blank(cell)) else { return };
        if !is_total(first) {
            self.last = 0;
            return;
        }
        self.count += 1;
        self.last += 1;
        self.first.get_or_insert_with(|| (line, first.to_owned()));
    }

    /// Tells of them, where they are counted as accounts.
    pub(super) fn tell(&self, file: &str, skip_last: usize) {
        let Some((line, first)) = &self.first else { return };
        let out = if self.last == self.count {
            format!("leave it out with `--skip-last {}`", self.count + skip_last as u64)
        } else {
            "take such rows out of the file, or export it without subtotals".to_owned()
        };
        let (first, more) = (quoted(first), self.count - 1);
        let others = if more > 0 {
            format!(", and so {} {} more", if more == 1 { "is" } else { "are" }, count(more, "row"))
        } else {
            String::new()
        };
        notice(&format!(
            "{file}:{line}: {first} is taken for an account{others}: if it is a line of totals, {out}"
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
