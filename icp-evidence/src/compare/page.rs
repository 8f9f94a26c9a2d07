//! A comparison in sentences, and as a page of HTML.

use super::Comparison;
use crate::page::{Heat, Page, of_model};
use crate::table::{grouped, percent};

impl Comparison {
    /// The sentences that matter, the most important first.
    pub fn sentences(&self) -> Vec<String> {
        let mut says: Vec<String> =
            self.outcomes.iter().map(|one| format!("{}: {}", one.outcome, one.says)).collect();
        says.push(match self.moved {
            0 => format!("None of {} accounts moves.", grouped(self.rows)),
            moved => format!(
                "{} of {} accounts move ({}): {} qualify now that did not, {} no longer do.",
                grouped(moved),
                grouped(self.rows),
                percent(self.moved_share),
                grouped(self.newly_qualified),
                grouped(self.no_longer_qualified)
            ),
        });
        says.extend(self.causes.first().filter(|_| self.moved > 0).map(|cause| {
            let (up, down) = (grouped(cause.up), grouped(cause.down));
            format!("The {} {} moves the most accounts: {up} up, {down} down.", cause.kind, cause.id)
        }));
        if self.changes.is_empty() {
            says.push("The models do not differ.".to_owned());
        }
        says
    }

    pub(super) fn title(&self) -> String {
        format!("Two models on {} accounts", grouped(self.rows))
    }

    /// The comparison as a whole page of HTML, which fetches nothing.
    pub fn to_html(&self) -> String {
        let ([before, after], [old, new]) = (&self.fingerprints, &self.lists);
        let about = format!("Fingerprints: {} before, {} after", of_model(before, old), of_model(after, new));
        let mut page = Page::new(&self.title(), &about, &self.sentences());
        page.chapter("From where to where");
        page.line("Rows are the tiers and statuses of the old model, columns those of the new one.");
        page.heat(&self.heat());
        page.chapter("Why, and whether it is better");
        self.tables().iter().for_each(|table| page.table(table));
        page.finish()
    }

    fn heat(&self) -> Heat {
        let mut rows: Vec<String> = Vec::new();
        let mut columns: Vec<String> = Vec::new();
        for one in &self.moves {
            for (names, name) in [(&mut rows, &one.from), (&mut columns, &one.to)] {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
        }
        // Places of both models stand in one order, so that those who stay are on the diagonal.
        let order = |name: &String| rows.iter().position(|one| one == name).unwrap_or(usize::MAX);
        columns.sort_by_key(order);
        let cell = |from: &String, to: &String| {
            self.moves.iter().filter(|one| one.from == *from && one.to == *to).map(|one| one.rows).sum()
        };
        let cells = rows.iter().map(|from| columns.iter().map(|to| cell(from, to)).collect()).collect();
        Heat { title: "Accounts by place before and after".to_owned(), rows, columns, cells }
    }
}
