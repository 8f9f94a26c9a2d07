use icp_core::{Date, IcpStatus, Model, ReasonCode};

use super::row::Row;
use crate::text::{count, grouped, shown, width, wrapped};

/// How many accounts there are of each kind. Every account is counted once.
#[derive(Debug)]
pub(crate) struct Summary {
    accounts: u64,
    /// Qualified, by icp and tier.
    qualified: Vec<Vec<u64>>,
    /// The others, by what is said of them.
    others: Vec<(IcpStatus, usize, ReasonCode, u64)>,
    /// Invalid values that counted as missing, by attribute.
    dropped: Vec<(Box<str>, u64)>,
}

impl Summary {
    pub(crate) fn new(model: &Model) -> Self {
        let icps = (0..).map_while(|at| model.icp(at));
        Self {
            accounts: 0,
            qualified: icps.map(|icp| vec![0; icp.fit.tiers.len()]).collect(),
            others: Vec::new(),
            dropped: model.attributes().map(|attribute| (attribute.name().into(), 0)).collect(),
        }
    }

    /// Accounts so far.
    pub(crate) fn accounts(&self) -> u64 {
        self.accounts
    }

    /// Counts an account.
    pub(crate) fn add(&mut self, row: &Row) {
        self.accounts += 1;
        let tiers = self.qualified.get_mut(row.icp()).filter(|_| row.best);
        match tiers.zip(row.tier_place()).and_then(|(tiers, at)| tiers.get_mut(at)) {
            Some(count) => *count += 1,
            None => self.add_other(row),
        }
    }

    /// Counts invalid values of an attribute that counted as missing.
    pub(crate) fn drop(&mut self, attribute: &str, values: u64) {
        if let Some((_, count)) = self.dropped.iter_mut().find(|(name, _)| **name == *attribute) {
            *count += values;
        }
    }

    fn add_other(&mut self, row: &Row) {
        let same = |(status, icp, reason, _): &&mut (IcpStatus, usize, ReasonCode, u64)| {
            (*status, *icp, *reason) == (row.status, row.icp(), row.why())
        };
        match self.others.iter_mut().find(same) {
            Some((_, _, _, count)) => *count += 1,
            None => self.others.push((row.status, row.icp(), row.why(), 1)),
        }
    }

    /// The summary as lines. The lines that are not indented add up to the total.
    pub(crate) fn lines(&self, model: &Model, as_of: Date) -> Vec<String> {
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
        for (title, status) in [
            ("unqualified", IcpStatus::Unqualified),
            ("insufficient data", IcpStatus::InsufficientData),
            ("disqualified", IcpStatus::Disqualified),
        ] {
            let reasons = self.reasons(model, status);
            entries.push((title.to_owned(), reasons.iter().map(|(_, count)| count).sum()));
            entries.extend(reasons.into_iter().map(|(text, count)| (format!("  {text}"), count)));
        }
        let version = model.version().map_or_else(String::new, |version| format!(" {version}"));
        let by = format!("{}{version}", model.name());
        let fingerprint: String = model.fingerprint().chars().take(12).collect();
        let mut lines = vec![
            format!(
                "{} judged as of {as_of} by {} (fingerprint {fingerprint})",
                count(self.accounts, "account"),
                shown(&by)
            ),
            String::new(),
        ];
        lines.extend(aligned(entries, Some(("total".to_owned(), self.accounts))));
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

    /// What is said of the accounts with a status, the most frequent first.
    fn reasons(&self, model: &Model, status: IcpStatus) -> Vec<(String, u64)> {
        let mut reasons: Vec<(String, u64)> = Vec::new();
        for (_, icp, reason, count) in self.others.iter().filter(|(of, ..)| *of == status) {
            let text = said(model, *icp, *reason, status);
            match reasons.iter_mut().find(|(known, _)| *known == text) {
                Some((_, sum)) => *sum += count,
                None => reasons.push((text, *count)),
            }
        }
        reasons.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        reasons
    }
}

/// What is said of the accounts with a status, an icp and a reason.
fn said(model: &Model, icp: usize, reason: ReasonCode, status: IcpStatus) -> String {
    let text = model.reason(icp, reason).text;
    if status == IcpStatus::Disqualified {
        return text.strip_prefix("excluded: ").unwrap_or(&text).to_owned();
    }
    match model.icp(icp).filter(|_| model.icp(1).is_some()) {
        Some(icp) => format!("{}: {text}", icp.id),
        None => text,
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
const LONGEST: usize = 60;
