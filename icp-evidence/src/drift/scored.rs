//! Two scored tables of different days, from their published columns alone: who moved, and whether scores, tiers and statuses drifted.
//! No model is needed.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use icp_core::column::{Cell, Columns};
use serde::Serialize;

use super::parts::{Part, by_key, range, tenths};
use super::{Level, PartShift};
use crate::EvidenceError;
use crate::level::ALARM;
use crate::outcome::written;
use crate::page::Page;
use crate::stats::{self, Ranked, Sum};
use crate::table::{Table, grouped, markdown, text_within};

/// The heading of a comparison.
const TITLE: &str = "Two scored tables";

/// The names of the published columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoredColumns {
    /// Tells accounts apart.
    pub id: String,
    /// The best icp.
    pub best: String,
    /// The status.
    pub status: String,
    /// The score.
    pub score: String,
    /// The tier.
    pub tier: String,
}

impl Default for ScoredColumns {
    fn default() -> Self {
        let [id, best, status, score, tier] = ["id", "best", "status", "score", "tier"].map(str::to_owned);
        Self { id, best, status, score, tier }
    }
}

/// An account as it was published.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    /// The best icp with its tier, or the status.
    place: String,
    status: String,
    /// In millionths.
    score: Option<i64>,
}

/// A scored table.
///
/// ```
/// use icp_core::column::{Column, Columns, Offsets, Text, Values};
/// use icp_evidence::{Scored, ScoredColumns};
/// let table = |scores: &[f64], ends: &[i32], tiers: &str| {
///     let tiers = Column::new(Values::Text(Text { offsets: Offsets::Small(ends), bytes: tiers.as_bytes() }));
///     let columns = Columns::new(2)
///         .with("id", Column::new(Values::F64(&[1.0, 2.0])))?
///         .with("score", Column::new(Values::F64(scores)))?
///         .with("tier", tiers)?;
///     let mut scored = Scored::new(ScoredColumns::default());
///     scored.add(&columns)?;
///     Ok::<_, Box<dyn std::error::Error>>(scored)
/// };
/// let (before, after) = (table(&[80.0, 40.0], &[0, 1, 2], "AB")?, table(&[80.0, 90.0], &[0, 1, 2], "AA")?);
/// let found = before.against(&after);
/// assert_eq!((found.both, found.moved, found.rose), (2, 1, 1));
/// assert_eq!((found.moves[1].from.as_str(), found.moves[1].to.as_str()), ("B", "A"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Scored {
    names: ScoredColumns,
    rows: BTreeMap<String, Row>,
}

/// A later table against an earlier one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScoredChange {
    /// The rows of both tables.
    pub rows: [u64; 2],
    /// Accounts in both.
    pub both: u64,
    /// Accounts in the earlier one alone.
    pub gone: u64,
    /// Accounts in the later one alone.
    pub new: u64,
    /// Accounts in both that have another tier, icp or status.
    pub moved: u64,
    /// Accounts in both that qualify only later.
    pub newly_qualified: u64,
    /// Accounts in both that qualified only before.
    pub no_longer_qualified: u64,
    /// Accounts in both whose score rose.
    pub rose: u64,
    /// Accounts in both whose score fell.
    pub fell: u64,
    /// The changes of the score of accounts with one on both days: least, quartiles, most.
    pub changes: Option<[f64; 5]>,
    /// From where to where, those that stay among them.
    pub moves: Vec<ScoredMove>,
    /// Status, tier and score of all rows, as drift has them; new and gone accounts count.
    pub parts: Vec<PartShift>,
    /// Why a review is asked for; null where nothing asks for one.
    pub review: Option<String>,
}

/// Accounts that went from one place to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScoredMove {
    /// The tier, with its icp where the table says it, or the status without one.
    pub from: String,
    /// The same later.
    pub to: String,
    /// Accounts.
    pub rows: u64,
}

impl Scored {
    /// No rows yet.
    pub fn new(names: ScoredColumns) -> Self {
        Self { names, rows: BTreeMap::new() }
    }

    /// Reads the rows of a table. The column of ids has to be there, and one of the others at least.
    ///
    /// # Errors
    /// A table without these columns, a row without an id, and an id that was there before.
    pub fn add(&mut self, columns: &Columns<'_>) -> Result<(), EvidenceError> {
        let names = &self.names;
        let ids = columns.get(&names.id).ok_or_else(|| EvidenceError::NoColumn(names.id.clone()))?;
        let [best, status, score, tier] =
            [&names.best, &names.status, &names.score, &names.tier].map(|name| columns.get(name));
        if [status, score, tier].iter().all(Option::is_none) {
            return Err(EvidenceError::NoColumn(names.tier.clone()));
        }
        let mut found = Self::new(names.clone());
        for row in 0..columns.rows() {
            let text = |column: Option<&icp_core::column::Column<'_>>| {
                column.and_then(|column| column.cell(row)).map(|cell| written(&cell)).unwrap_or_default()
            };
            let id = text(Some(ids));
            let refused = |expected| EvidenceError::Id { column: names.id.clone(), row, expected };
            if id.is_empty() {
                return Err(refused("an id"));
            }
            let (best, status, tier) = (text(best), text(status), text(tier));
            let score = match score.and_then(|column| column.cell(row)) {
                Some(Cell::Number(number)) => Some(number),
                _ => None,
            };
            if self.rows.contains_key(&id) || !found.put(&id, [&best, &status, &tier], score) {
                return Err(refused("each id once"));
            }
        }
        self.rows.extend(found.rows);
        Ok(())
    }

    /// Adds one account: its id, its best icp, its status and its tier, each empty where it has none, and its score. False, and
    /// nothing is added, where the id was there before.
    ///
    /// ```
    /// use icp_evidence::{Scored, ScoredColumns};
    /// let mut scored = Scored::new(ScoredColumns::default());
    /// assert!(scored.put("007", ["smb", "qualified", "A"], Some(83.5)));
    /// assert!(scored.put("7", ["", "disqualified", ""], None));
    /// assert!(!scored.put("7", ["smb", "qualified", "A"], Some(90.0)));
    /// ```
    pub fn put(&mut self, id: &str, [best, status, tier]: [&str; 3], score: Option<f64>) -> bool {
        let place = match (tier, best) {
            ("", _) => status.to_owned(),
            (tier, "") => tier.to_owned(),
            (tier, best) => format!("{best} {tier}"),
        };
        let score = score.map(|score| (score * 1e6).round() as i64);
        match self.rows.entry(id.to_owned()) {
            Entry::Occupied(_) => false,
            Entry::Vacant(free) => {
                free.insert(Row { place, status: status.to_owned(), score });
                true
            }
        }
    }

    /// A later table against this one.
    pub fn against(&self, later: &Self) -> ScoredChange {
        let mut moves: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        let (mut rose, mut fell, mut changes) = (0, 0, Vec::new());
        let (mut newly_qualified, mut no_longer_qualified) = (0, 0);
        for (id, before) in &self.rows {
            let Some(after) = later.rows.get(id) else { continue };
            *moves.entry((&before.place, &after.place)).or_default() += 1;
            let [was, is] = [before, after].map(|row| row.status == "qualified");
            newly_qualified += u64::from(is && !was);
            no_longer_qualified += u64::from(was && !is);
            if let (Some(old), Some(new)) = (before.score, after.score) {
                rose += u64::from(new > old);
                fell += u64::from(new < old);
                changes.push(new - old);
            }
        }
        changes.sort_unstable();
        let quantile = |share: f64| {
            let at = ((changes.len() as f64 * share).ceil() as usize).max(1) - 1;
            changes.get(at).map(|change| *change as f64 / 1e6)
        };
        let quantiles = [0.0, 0.25, 0.5, 0.75, 1.0].map(quantile);
        let both: u64 = moves.values().sum();
        let parts = self.parts(later);
        ScoredChange {
            rows: [self.rows.len() as u64, later.rows.len() as u64],
            both,
            gone: self.rows.len() as u64 - both,
            new: later.rows.len() as u64 - both,
            moved: moves.iter().filter(|((from, to), _)| from != to).map(|(_, rows)| rows).sum(),
            newly_qualified,
            no_longer_qualified,
            rose,
            fell,
            changes: match quantiles {
                [Some(a), Some(b), Some(c), Some(d), Some(e)] => Some([a, b, c, d, e]),
                _ => None,
            },
            moves: moves
                .into_iter()
                .map(|((from, to), rows)| ScoredMove { from: from.to_owned(), to: to.to_owned(), rows })
                .collect(),
            review: review(&parts),
            parts,
        }
    }

    fn parts(&self, later: &Self) -> Vec<PartShift> {
        let words = |key: &&str| Some(if key.is_empty() { "nothing" } else { *key }.to_owned());
        let texts = |kind: &'static str, get: for<'r> fn(&'r Row) -> &'r str| {
            let of = |scored: &Self| {
                let mut sums: BTreeMap<String, u64> = BTreeMap::new();
                scored.rows.values().for_each(|row| *sums.entry(get(row).to_owned()).or_default() += 1);
                sums
            };
            let (one, other) = (of(self), of(later));
            let each = |sums: &BTreeMap<String, u64>| {
                sums.iter().map(|(key, rows)| (key.clone(), Sum::of(*rows))).collect::<Vec<_>>().into_iter()
            };
            let bins = by_key(each(&one), each(&other));
            Part::new((kind, None, kind), bins, |key| words(&key.as_str()))
        };
        let ranked = |scored: &Self| {
            let entry = |row: &Row| stats::Entry { key: row.score, won: Sum::of(1), lost: Sum::default() };
            Ranked::of(scored.rows.values().map(entry).collect())
        };
        let (ends, bins) = tenths(&ranked(self), &ranked(later));
        let score = Part::new(("score", None, "score"), bins, |bin: &usize| range(&ends, *bin));
        let parts = [texts("status", |row| &row.status), texts("tier", |row| &row.place), score];
        let alarm = ALARM / parts.len() as f64;
        parts.into_iter().map(|part| part.judge(alarm)).collect()
    }
}

/// The part that moved most, where one did.
fn review(parts: &[PartShift]) -> Option<String> {
    let moved = parts.iter().filter(|part| part.level == Level::Review);
    let most = moved.max_by(|a, b| a.psi.unwrap_or_default().total_cmp(&b.psi.unwrap_or_default()))?;
    Some(format!("Review now: {} moved (PSI {:.2}).", most.id, most.psi.unwrap_or_default()))
}

impl ScoredChange {
    /// The sentences that matter.
    pub fn sentences(&self) -> Vec<String> {
        let mut says = vec![format!(
            "{} of {} accounts moved; {} qualify now that did not, {} no longer do.",
            grouped(self.moved),
            grouped(self.both),
            grouped(self.newly_qualified),
            grouped(self.no_longer_qualified)
        )];
        says.push(format!(
            "{} accounts are new, {} are gone; {} scores rose, {} fell.",
            grouped(self.new),
            grouped(self.gone),
            grouped(self.rose),
            grouped(self.fell)
        ));
        says.push(self.review.clone().unwrap_or_else(|| "Nothing asks for a review.".to_owned()));
        says
    }

    /// The moves and the parts as tables.
    pub fn tables(&self) -> Vec<Table> {
        let mut moves = Table::new("Moves", &["from", "to", "accounts"]);
        for one in self.moves.iter().filter(|one| one.from != one.to) {
            moves.row([one.from.clone(), one.to.clone(), one.rows.to_string()]);
        }
        let mut parts = Table::new("Parts", &["part", "bins", "PSI", "moved most"]);
        for one in &self.parts {
            parts.row([
                one.id.clone(),
                one.bins.to_string(),
                one.psi.map(|psi| format!("{psi:.3}")).unwrap_or_default(),
                one.moved.as_ref().map(|moved| moved.bin.clone()).unwrap_or_default(),
            ]);
        }
        [moves, parts].into_iter().filter(|table| !table.rows.is_empty()).collect()
    }

    /// As text for a terminal.
    pub fn to_text(&self) -> String {
        self.to_text_within(usize::MAX)
    }

    /// The same within that many columns.
    pub fn to_text_within(&self, columns: usize) -> String {
        text_within(&self.sentences(), &self.tables(), columns)
    }

    /// As a whole page of HTML, which fetches nothing.
    pub fn to_html(&self) -> String {
        let about = format!("{} accounts before, {} after", grouped(self.rows[0]), grouped(self.rows[1]));
        let mut page = Page::new(TITLE, &about, &self.sentences());
        self.tables().iter().for_each(|table| page.table(table));
        page.finish()
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        markdown(TITLE, &self.sentences(), &self.tables())
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
