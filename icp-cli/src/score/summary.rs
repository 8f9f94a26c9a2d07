//! The counts below the table: how many accounts have each status, tier and exclusion.

use icp_core::assessment::ReasonCode;
use icp_core::{Date, IcpStatus, Model};

use super::row::Row;
use super::said::Said;
use crate::text::{count, grouped, shown, width, wrapped};

/// How many accounts there are of each kind. Every account is counted once, and one that is excluded under every
/// exclusion that holds.
#[derive(Debug)]
pub(crate) struct Summary {
    accounts: u64,
    /// Qualified, by icp and tier.
    qualified: Vec<Vec<u64>>,
    /// The others, by what is said of them.
    others: Vec<(IcpStatus, usize, ReasonCode, u64)>,
    /// Those that no icp is free to take.
    excluded: Excluded,
    /// Invalid values that counted as missing, by attribute.
    dropped: Vec<(Box<str>, u64)>,
    /// The verdicts, where they are told.
    pub(super) said: Said,
}

impl Summary {
    pub(crate) fn new(model: &Model) -> Self {
        let icps = (0..).map_while(|at| model.icp(at));
        Self {
            accounts: 0,
            qualified: icps.map(|icp| vec![0; icp.fit.tiers.len()]).collect(),
            others: Vec::new(),
            excluded: Excluded::new(model),
            dropped: model.attributes().map(|attribute| (attribute.name().into(), 0)).collect(),
            said: Said::default(),
        }
    }

    /// Accounts so far.
    pub(crate) fn accounts(&self) -> u64 {
        self.accounts
    }

    /// Counts an account; `held` are all exclusions that hold, each with the place of its icp.
    pub(crate) fn add(&mut self, row: &Row, held: impl Iterator<Item = (usize, usize)>) {
        self.accounts += 1;
        if row.status == IcpStatus::Disqualified {
            return self.excluded.add(held);
        }
        let tiers = self.qualified.get_mut(row.icp()).filter(|_| row.best());
        match tiers.zip(row.tier_place()).and_then(|(tiers, at)| tiers.get_mut(at)) {
            Some(count) => *count += 1,
            None => self.add_others((row.status, row.icp(), row.why()), 1),
        }
    }

    /// Adds the accounts of another piece of the input.
    pub(super) fn merge(&mut self, other: Self) {
        let Self { accounts, qualified, others, excluded, dropped, said: _ } = other;
        self.accounts += accounts;
        for (tiers, more) in self.qualified.iter_mut().zip(qualified) {
            tiers.iter_mut().zip(more).for_each(|(count, more)| *count += more);
        }
        for (status, icp, reason, more) in others {
            self.add_others((status, icp, reason), more);
        }
        self.excluded.merge(&excluded);
        dropped.iter().for_each(|(attribute, values)| self.drop(attribute, *values));
    }

    /// Counts invalid values of an attribute that counted as missing.
    pub(crate) fn drop(&mut self, attribute: &str, values: u64) {
        if let Some((_, count)) = self.dropped.iter_mut().find(|(name, _)| **name == *attribute) {
            *count += values;
        }
    }

    fn add_others(&mut self, kind: (IcpStatus, usize, ReasonCode), accounts: u64) {
        let same = |(status, icp, reason, _): &&mut (IcpStatus, usize, ReasonCode, u64)| {
            (*status, *icp, *reason) == kind
        };
        match self.others.iter_mut().find(same) {
            Some((.., count)) => *count += accounts,
            None => self.others.push((kind.0, kind.1, kind.2, accounts)),
        }
    }

    /// The summary as lines. The lines that are not indented add up to the total.
    pub(crate) fn lines(&mut self, model: &Model, as_of: Date) -> Vec<String> {
        let mut entries: Vec<(String, u64)> = Vec::new();
        for (icp, tiers) in (0..).map_while(|at| model.icp(at)).zip(&self.qualified) {
            let name = match &icp.name {
                Some(name) => format!("{}  {name}", icp.id),
                None => icp.id.to_string(),
            };
            entries.push((name, tiers.iter().sum()));
            for (tier, count) in icp.fit.tiers.iter().zip(tiers).take(icp.last_qualifying_tier() + 1) {
                let name = tier.name.as_deref().map_or_else(String::new, |name| format!("  {name}"));
                entries.push((format!("  {}{name}", tier.id), *count));
            }
        }
        for (title, status) in
            [("unqualified", IcpStatus::Unqualified), ("insufficient data", IcpStatus::InsufficientData)]
        {
            let reasons = self.reasons(model, status);
            entries.push((title.to_owned(), reasons.iter().map(|(_, count)| count).sum()));
            entries.extend(reasons.into_iter().map(|(text, count)| (format!("  {text}"), count)));
        }
        entries.extend(self.excluded.entries());
        let version = model.version().map_or_else(String::new, |version| format!(" {version}"));
        let by = format!("{}{version}", model.name());
        let fingerprint: String = model.fingerprint().chars().take(12).collect();
        let mut lines = vec![
            format!("{} judged as of {as_of} by {}", count(self.accounts, "account"), shown(&by)),
            format!("fingerprint {fingerprint}"),
        ];
        let lists = model.given_lists();
        lines.extend(lists.map(|(list, digest)| {
            let digest: String = digest.chars().take(12).collect();
            format!("list {} {digest}: {}", shown(&list.name), count(list.items.len() as u64, "entry"))
        }));
        lines.push(String::new());
        lines.extend(aligned(entries, Some(("total".to_owned(), self.accounts))));
        let said = std::mem::take(&mut self.said).entries(model);
        if !said.is_empty() {
            lines.push(String::new());
            lines.push("verdicts".to_owned());
            lines.extend(aligned(said, None));
        }
        let dropped = self.dropped.iter().filter(|(_, count)| *count > 0);
        let dropped: Vec<(String, u64)> =
            dropped.map(|(name, count)| (format!("  {name}"), *count)).collect();
        if !dropped.is_empty() {
            let all = dropped.iter().map(|(_, count)| count).sum();
            lines.push(String::new());
            lines.extend(aligned(
                std::iter::once(("invalid values that counted as missing".to_owned(), all))
                    .chain(dropped)
                    .collect(),
                None,
            ));
        }
        lines
    }

    /// The reasons of the accounts with a status, and how many accounts have each; the most frequent first.
    fn reasons(&self, model: &Model, status: IcpStatus) -> Vec<(String, u64)> {
        let mut reasons: Vec<(String, u64)> = Vec::new();
        for (_, icp, reason, count) in self.others.iter().filter(|(of, ..)| *of == status) {
            let text = said(model, *icp, *reason);
            match reasons.iter_mut().find(|(known, _)| *known == text) {
                Some((_, sum)) => *sum += count,
                None => reasons.push((text, *count)),
            }
        }
        sort(&mut reasons);
        reasons
    }
}

/// Excluded accounts, and under which exclusions. Those with the same words are one.
#[derive(Debug)]
struct Excluded {
    accounts: u64,
    /// Accounts under more than one of the words.
    several: u64,
    /// For each icp and each of its exclusions, the index of its text in `words`.
    places: Vec<Vec<usize>>,
    words: Vec<(String, u64)>,
    /// The places of the account that was counted last; kept for its memory.
    last: Vec<usize>,
}

impl Excluded {
    fn new(model: &Model) -> Self {
        let mut this =
            Self { accounts: 0, several: 0, places: Vec::new(), words: Vec::new(), last: Vec::new() };
        for icp in (0..).map_while(|at| model.icp(at)) {
            let mut places = Vec::new();
            for exclusion in model.definition().exclusions.iter().chain(&icp.exclusions) {
                let same = this.words.iter().position(|(words, _)| **words == *exclusion.reason);
                places.push(same.unwrap_or(this.words.len()));
                if same.is_none() {
                    this.words.push((exclusion.reason.to_string(), 0));
                }
            }
            this.places.push(places);
        }
        this
    }

    fn add(&mut self, held: impl Iterator<Item = (usize, usize)>) {
        self.accounts += 1;
        self.last.clear();
        self.last.extend(held.filter_map(|(icp, at)| self.places.get(icp)?.get(at).copied()));
        self.last.sort_unstable();
        self.last.dedup();
        self.several += u64::from(self.last.len() > 1);
        for place in &self.last {
            if let Some((_, count)) = self.words.get_mut(*place) {
                *count += 1;
            }
        }
    }

    /// Adds those of another piece of the input.
    fn merge(&mut self, other: &Self) {
        self.accounts += other.accounts;
        self.several += other.several;
        self.words.iter_mut().zip(&other.words).for_each(|((_, count), (_, more))| *count += more);
    }

    /// The accounts, and of each exclusion for how many it holds, the most frequent first.
    fn entries(&self) -> Vec<(String, u64)> {
        let several = match self.several {
            0 => String::new(),
            several => format!(" ({} by several exclusions)", grouped(several)),
        };
        let mut words: Vec<_> = self.words.iter().filter(|(_, count)| *count > 0).cloned().collect();
        sort(&mut words);
        let indented = words.into_iter().map(|(text, count)| (format!("  {text}"), count));
        std::iter::once((format!("disqualified{several}"), self.accounts)).chain(indented).collect()
    }
}

/// The most frequent first.
fn sort(counts: &mut [(String, u64)]) {
    counts.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
}

/// The text of a reason. In a model with several icps, the id of the icp comes first.
fn said(model: &Model, icp: usize, reason: ReasonCode) -> String {
    let text = model.reason(icp, reason).text;
    match model.icp(icp).filter(|_| model.icp(1).is_some()) {
        Some(icp) => format!("{}: {text}", icp.id),
        None => text.into_owned(),
    }
}

/// Texts at the left, counts at the right, a total under a line.
fn aligned(entries: Vec<(String, u64)>, total: Option<(String, u64)>) -> Vec<String> {
    let shown_entries: Vec<(String, String)> =
        entries.into_iter().map(|(text, n)| (safe(&text), grouped(n))).collect();
    let total = total.map(|(text, n)| (text, grouped(n)));
    let all = || shown_entries.iter().chain(&total);
    let left = all().map(|(text, _)| width(text)).max().unwrap_or_default();
    let right = all().map(|(_, n)| n.len()).max().unwrap_or_default();
    let line =
        |(text, n): &(String, String)| format!("{text}{}  {n:>right$}", " ".repeat(left - width(text)));
    let mut lines: Vec<String> = shown_entries.iter().map(line).collect();
    if let Some(total) = &total {
        lines.push("─".repeat(left + 2 + right));
        lines.push(line(total));
    }
    lines
}

/// A text with its indentation, cut to what fits on a line with its count.
fn safe(text: &str) -> String {
    let rest = text.trim_start();
    let indent = text.len() - rest.len();
    let cut = wrapped(&shown(rest), LONGEST, 1).into_iter().next().unwrap_or_default();
    format!("{}{cut}", " ".repeat(indent))
}

/// Columns of a text in the summary.
const LONGEST: usize = 68;
