//! The table of a scorecard of optbinning, `Scorecard.table()`: the columns `Variable`, `Bin` and `Points`, in either of its styles.

use super::Read;
use super::bins::Interval;
use crate::cond::Cond;
use crate::doc::Doc;
use crate::op::{Const, Op};
use crate::sheet::{Band, Criterion, Sheet};
use crate::table::Table;
use crate::told::{Place, Told};

/// Reads a table.
pub(crate) fn read(bytes: &[u8]) -> Read {
    let mut told = Told::default();
    let table = Table::read(bytes, &mut told)?;
    let doc = table.and_then(|table| doc(&table, &mut told));
    told.ended(doc)
}

fn doc(table: &Table, told: &mut Told) -> Option<Doc> {
    let columns = ["variable", "bin", "points"].map(|name| table.column(&[name]));
    let at = Place { line: 1, path: "table".to_owned() };
    let [Some(variable), Some(bin), Some(points)] = columns else {
        let help = "write what `scorecard.table()` gives: scorecard.table(style=\"summary\").to_csv(..)";
        return told.refuse(at, "table.columns", "no columns `Variable`, `Bin` and `Points`", help);
    };
    told.note(&at, "the intercept is not in the table: one that was fitted with `intercept_based=True` adds its `intercept_` to every score");
    let mut sheet = Sheet::default();
    let mut rows = table.rows.iter().filter(|row| !row.text(variable).is_empty()).peekable();
    let (mut special, mut printed) = (false, false);
    while let Some(first) = rows.next() {
        let name = first.text(variable);
        let mut own = vec![first];
        while let Some(next) = rows.next_if(|row| row.text(variable) == name) {
            own.push(next);
        }
        let attribute = sheet.attribute(name, &first.place);
        let mut bands = Vec::new();
        let (mut missing, mut is_text) = (None, false);
        for row in own {
            let Some(given) = row.number(points) else {
                let message = format!("`{}` for points of `{name}`", row.text(points));
                told.refuse::<()>(&row.place, "table.points", message, "points are numbers");
                continue;
            };
            let text = row.text(bin);
            if text == "Missing" {
                missing = Some(given);
            } else if let Some(interval) = Interval::read(text) {
                if !printed && !interval.tests().is_empty() {
                    told.note(&row.place, "cut points are those that the table prints, with two decimals: give `show_digits` for more");
                    printed = true;
                }
                sheet.kind(attribute, "number", &row.place, told);
                bands.push(Band { when: interval.cond(attribute), points: given, label: None });
            } else if let Some(list) = categories(text) {
                is_text = true;
                let Some(list) = list else {
                    let help = "raise numpy's print threshold before the table is made: np.set_printoptions(threshold=10**6)";
                    told.refuse::<()>(
                        &row.place,
                        "table.bin",
                        format!("`{name}` has a bin that was printed in part"),
                        help,
                    );
                    continue;
                };
                let op = Op::In(list.into_iter().map(Const::Text).collect());
                if let Some(when) = sheet.test(attribute, op, &row.place, told) {
                    bands.push(Band { when, points: given, label: None });
                }
            } else if text.contains(['\'', '"']) {
                let message = format!("`{text}` of `{name}` is no list of categories");
                told.refuse::<()>(&row.place, "table.bin", message, "give the table as optbinning makes it");
            } else if !special {
                told.note(&row.place, format!("`{text}`: which values are special codes is not in the table, they count as any value does"));
                special = true;
            }
        }
        if let Some(missing) = missing {
            bands.push(Band { when: Cond::Missing(attribute), points: missing, label: None });
        }
        // A category that no bin has counts by the last row of its variable, which is that of missing values.
        let otherwise = if is_text { missing.unwrap_or_default() } else { 0.0 };
        if is_text && otherwise != 0.0 {
            told.note(&first.place, format!("categories of `{name}` that are in no bin have the points of missing values, as in optbinning"));
        }
        sheet.add(&first.place, Criterion { name: name.to_owned(), bands, otherwise }, told);
    }
    sheet.doc("scorecard", told)
}

/// The texts of a bin of categories, as an array prints them: `['DE', 'AT']`, `['DE' 'AT']`; `None` inside where it was cut short.
fn categories(text: &str) -> Option<Option<Vec<String>>> {
    let begin = text.find('[')?;
    let end = text.rfind(']')?;
    let mut rest = text.get(begin + 1..end)?.trim();
    let mut list = Vec::new();
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("...") {
            return Some(None);
        }
        if first != '\'' && first != '"' {
            return None;
        }
        // Quotes inside of a text are printed as they are: the one that ends it has another text behind it, or nothing.
        let ends = |(at, _): &(usize, &str)| {
            let after = rest.get(at + 1..).unwrap_or_default();
            let next = after.trim_start();
            next.is_empty()
                || next.starts_with(',')
                || (next.len() < after.len() && next.starts_with(['\'', '"', '.']))
        };
        let (end, _) = rest.match_indices(first).skip(1).find(ends)?;
        let item = rest.get(1..end)?.replace("\\'", "'").replace("\\\\", "\\");
        list.push(item);
        rest = rest.get(end + 1..)?.trim_start().trim_start_matches(',').trim_start();
    }
    (!list.is_empty()).then_some(Some(list))
}

#[cfg(test)]
mod tests {
    use super::categories;

    #[test]
    fn categories_as_arrays_print_them() {
        let list = |text| categories(text).flatten().map(|list| list.join("|"));
        assert_eq!(list("<StringArray>\n['New York']\nLength: 1, dtype: str").as_deref(), Some("New York"));
        assert_eq!(list("['DE' 'AT']").as_deref(), Some("DE|AT"));
        assert_eq!(list("['DE', \"Cote d'Ivoire\"]").as_deref(), Some("DE|Cote d'Ivoire"));
        assert_eq!(
            list("<StringArray>\n['Cote d'Ivoire', 'US']\nLength: 2, dtype: str").as_deref(),
            Some("Cote d'Ivoire|US")
        );
        assert_eq!(categories("['a' 'b' ... 'z']"), Some(None));
        assert_eq!(categories("['a' b]"), None);
        assert_eq!(categories("Special"), None);
    }
}
