//! Who moved between two models, from where to where, and by which criterion; and lists of accounts by where they stand.

use std::collections::BTreeMap;

use icp_core::{Date, Model};
use icp_evidence::{Compare, EvidenceError};
use serde::{Deserialize, Serialize};

use super::counts::{Answers, Group, Turned};
use super::place::{Place, Standing};
use super::rules::NearAsked;
use super::table::{Table, options};

/// A model and where the accounts stand under it.
pub(super) type Side<'a> = (&'a Model, &'a Standing);

/// Accounts whose causes are looked for at once.
const PART: usize = 1 << 12;

/// Where accounts stand, by the names of the model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Named {
    icp: String,
    tier: Option<String>,
    status: &'static str,
}

impl Named {
    fn of(place: Place, model: &Model) -> Self {
        let (icp, tier, status) = place.named(model);
        // Without a tier it matters not which icp is shown.
        Self { icp: if tier.is_some() { icp } else { String::new() }, tier, status }
    }
}

/// Accounts that went from one place to another.
#[derive(Debug, Serialize)]
pub(super) struct Move {
    from: Named,
    to: Named,
    turned: Group,
}

/// Who moved.
#[derive(Debug, Default, Serialize)]
pub(super) struct Moved {
    rows: u64,
    newly_qualified: u64,
    no_longer_qualified: u64,
    /// Those that moved alone, the most first.
    moves: Vec<Move>,
}

/// Whether two places are the same to people, found out once for each pair.
struct Pairs<'a> {
    models: (&'a Model, &'a Model),
    /// The same document: equal places are equal.
    known: BTreeMap<(Place, Place), bool>,
    last: Option<((Place, Place), bool)>,
}

impl<'a> Pairs<'a> {
    fn new(before: &'a Model, after: &'a Model) -> Self {
        Self { models: (before, after), known: BTreeMap::new(), last: None }
    }

    fn differ(&mut self, from: Place, to: Place) -> bool {
        if let Some((pair, differ)) = self.last
            && pair == (from, to)
        {
            return differ;
        }
        let (before, after) = self.models;
        let differ =
            *self.known.entry((from, to)).or_insert_with(|| Named::of(from, before) != Named::of(to, after));
        self.last = Some(((from, to), differ));
        differ
    }
}

/// The rows that stand elsewhere, with both places.
fn each_moved(before: Side<'_>, after: Side<'_>, mut take: impl FnMut(usize, Place, Place)) {
    let mut pairs = Pairs::new(before.0, after.0);
    for (row, (from, to)) in before.1.places.iter().zip(&after.1.places).enumerate() {
        if pairs.differ(*from, *to) {
            take(row, *from, *to);
        }
    }
}

/// Who moved since what was kept.
pub(super) fn moved(before: Option<Side<'_>>, after: Side<'_>, answers: &Answers) -> Option<Moved> {
    let before = before?;
    let (mut moved, mut all) = (Moved::default(), Turned::default());
    let mut moves: BTreeMap<(Place, Place), Turned> = BTreeMap::new();
    each_moved(before, after, |row, from, to| {
        let answer = answers.get(row).copied().flatten();
        moved.rows += 1;
        moved.newly_qualified += u64::from(!from.is_qualified() && to.is_qualified());
        moved.no_longer_qualified += u64::from(from.is_qualified() && !to.is_qualified());
        moves.entry((from, to)).or_default().add(answer);
        all.add(answer);
    });
    let mut named: BTreeMap<(Named, Named), Turned> = BTreeMap::new();
    for ((from, to), turned) in moves {
        let sum = named.entry((Named::of(from, before.0), Named::of(to, after.0))).or_default();
        sum.rows += turned.rows;
        sum.won += turned.won;
        sum.lost += turned.lost;
    }
    moved.moves = named
        .into_iter()
        .map(|((from, to), turned)| Move { from, to, turned: Group::of("", &turned, &all) })
        .collect();
    moved.moves.sort_by_key(|one| std::cmp::Reverse(one.turned.rows));
    Some(moved)
}

/// The search for what moved accounts: both models score those that moved, and `icp-evidence` says by which criterion.
pub(super) struct Causes {
    compare: Compare,
    models: [Model; 2],
    day: Date,
    rows: Vec<u32>,
    done: usize,
}

impl Causes {
    pub(super) fn new((before, after): (Side<'_>, Side<'_>), day: Date) -> Self {
        let mut rows = Vec::new();
        each_moved(before, after, |row, _, _| rows.push(row as u32));
        let models = [before.0.clone(), after.0.clone()];
        Self { compare: Compare::new(before.0, after.0, Vec::new()), models, day, rows, done: 0 }
    }

    /// Looks at the next part; true when there are more.
    pub(super) fn step(&mut self, table: &Table) -> Result<bool, EvidenceError> {
        let part = self.rows.get(self.done..self.rows.len().min(self.done + PART)).unwrap_or_default();
        if !part.is_empty() {
            add(&mut self.compare, &self.models, self.day, table, part)?;
        }
        self.done += part.len();
        Ok(self.done < self.rows.len())
    }

    pub(super) fn said(&self) -> Result<String, EvidenceError> {
        let found = self.compare.comparison()?;
        Ok(crate::session::json(&(found.causes, found.changes)))
    }
}

fn add(
    compare: &mut Compare,
    models: &[Model; 2],
    day: Date,
    table: &Table,
    rows: &[u32],
) -> Result<(), EvidenceError> {
    let both = models.each_ref();
    let names: Vec<&str> = both.iter().flat_map(|model| model.attributes().map(|one| one.name())).collect();
    table.with_picked(&both, rows, |columns| compare.add(columns, &options(day, &names)))
}

/// Accounts that the page asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// Only those that moved.
    moved: bool,
    /// Only those that one thing alone keeps out; once the rules were counted.
    pub(super) near: Option<NearAsked>,
    status: Option<String>,
    /// Only those that do not qualify.
    out: bool,
    icp: Option<String>,
    tier: Option<String>,
    /// The place of the first in the order of ranks, from 0.
    first: usize,
    count: usize,
    /// The columns that are shown, by their places.
    columns: Vec<usize>,
    /// Only rows in one of whose columns this text is, in any case.
    text: String,
}

/// Accounts in the order of their rank.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    /// All that were meant.
    rows: usize,
    listed: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    row: usize,
    cells: Vec<String>,
    now: Named,
    score: Option<f64>,
    /// Where it stood, if it moved or its score is another one.
    before: Option<Named>,
    score_before: Option<f64>,
    /// The kind and the id of what moved it.
    cause: Option<(String, String)>,
}

/// The accounts that are asked for; of these rows where some are given.
pub(super) fn rows(
    table: &Table,
    before: Option<Side<'_>>,
    after: Side<'_>,
    day: Date,
    of: Option<Vec<u32>>,
    asked: &Wanted,
) -> Listed {
    let (model, standing) = after;
    let mut fits: BTreeMap<Place, bool> = BTreeMap::new();
    let mut is_place = |place: Place| {
        *fits.entry(place).or_insert_with(|| {
            let (icp, tier, status) = place.named(model);
            let is = |wanted: &Option<String>, found: Option<&str>| {
                wanted.as_deref().is_none_or(|wanted| found == Some(wanted))
            };
            (!asked.out || !place.is_qualified())
                && is(&asked.icp, Some(&icp))
                && is(&asked.tier, tier.as_deref())
                && is(&asked.status, Some(status))
        })
    };
    let mut pairs = before.map(|(before, standing)| (Pairs::new(before, model), standing));
    let mut has_moved = |row: usize, now: Place| {
        pairs.as_mut().is_some_and(|(pairs, standing)| {
            standing.places.get(row).is_some_and(|from| pairs.differ(*from, now))
        })
    };
    let text = asked.text.to_lowercase();
    let has_text = |row: usize| {
        text.is_empty() || asked.columns.iter().any(|at| table.text(row, *at).to_lowercase().contains(&text))
    };
    let mut found: Vec<u32> = Vec::new();
    let mut look = |row: u32| {
        let Some(place) = standing.places.get(row as usize).copied() else { return };
        if is_place(place) && (!asked.moved || has_moved(row as usize, place)) && has_text(row as usize) {
            found.push(row);
        }
    };
    match of {
        Some(rows) => rows.into_iter().for_each(look),
        None => (0..standing.places.len()).for_each(|row| look(row as u32)),
    }
    let key = |row: &u32| (standing.key(*row as usize), *row);
    let end = asked.first.saturating_add(asked.count);
    let rows = found.len();
    if end < rows {
        found.select_nth_unstable_by_key(end, key);
        found.truncate(end);
    }
    found.sort_unstable_by_key(key);
    let shown = found.get(asked.first..).unwrap_or_default();
    let listed = shown.iter().map(|row| {
        let at = *row as usize;
        let place = standing.places.get(at).copied();
        let moved = place.is_some_and(|place| has_moved(at, place));
        let score = |standing: &Standing| standing.scores.get(at).copied().filter(|score| !score.is_nan());
        let old = before.and_then(|(model, standing)| {
            Some((Named::of(*standing.places.get(at)?, model), score(standing)))
        });
        let cause = before.filter(|_| moved).and_then(|(before, _)| cause(table, before, model, day, *row));
        Row {
            row: at,
            cells: asked.columns.iter().map(|column| table.text(at, *column).to_owned()).collect(),
            now: place.map_or(Named { icp: String::new(), tier: None, status: "" }, |place| {
                Named::of(place, model)
            }),
            score: score(standing),
            before: old.as_ref().filter(|_| moved).map(|(named, _)| named.clone()),
            score_before: old.and_then(|(_, score)| score),
            cause,
        }
    });
    Listed { rows, listed: listed.collect() }
}

/// The cause of one account's move.
fn cause(table: &Table, before: &Model, after: &Model, day: Date, row: u32) -> Option<(String, String)> {
    let mut compare = Compare::new(before, after, Vec::new());
    add(&mut compare, &[before.clone(), after.clone()], day, table, &[row]).ok()?;
    let found = compare.comparison().ok()?;
    found.causes.first().map(|cause| (cause.kind.clone(), cause.id.clone()))
}
