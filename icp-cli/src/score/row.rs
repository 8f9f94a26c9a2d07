use std::cmp::Ordering;

use icp_core::{CardScore, IcpStatus, Model, ReasonCode, Scratch};

/// What is kept of an account: numbers, and places in the model where the words are.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Its number in the input, from 1.
    pub(crate) number: u64,
    /// What it is called, if anything.
    pub(crate) id: Option<Box<str>>,
    /// The icp that the rest is about, by priority.
    pub(crate) icp: usize,
    /// Whether that is the account's best icp.
    pub(crate) best: bool,
    pub(crate) status: IcpStatus,
    pub(crate) reason: ReasonCode,
    pub(crate) fit: CardScore,
    pub(crate) intent: Option<f64>,
    pub(crate) stage: Option<usize>,
}

impl Row {
    /// The account that the scratch was last scored with; `None` for a model without icps.
    pub(crate) fn new(number: u64, id: Option<&str>, scratch: &Scratch) -> Option<Self> {
        let icp = scratch.headline()?;
        let score = scratch.scores().get(icp)?;
        Some(Self {
            number,
            id: id.map(Into::into),
            icp,
            best: scratch.best() == Some(icp),
            status: score.status,
            reason: score.reason,
            fit: score.fit,
            intent: score.intent.and_then(|intent| intent.score),
            stage: score.stage,
        })
    }

    /// What it is called, or its number.
    pub(crate) fn name(&self) -> String {
        self.id.as_deref().map_or_else(|| self.number.to_string(), str::to_owned)
    }

    /// The id of the tier.
    pub(crate) fn tier<'m>(&self, model: &'m Model) -> Option<&'m str> {
        Some(&model.icp(self.icp)?.fit.tiers.get(self.fit.tier?)?.id)
    }

    /// The id of the stage.
    pub(crate) fn stage<'m>(&self, model: &'m Model) -> Option<&'m str> {
        Some(&model.icp(self.icp)?.stages.get(self.stage?)?.id)
    }

    /// The reason of the status, with the icp before it where that is not said elsewhere.
    pub(crate) fn reason(&self, model: &Model) -> String {
        let text = model.reason(self.icp, self.reason).text;
        let excluded = self.status == IcpStatus::Disqualified;
        match model.icp(self.icp).filter(|_| !self.best && !excluded && model.icps().nth(1).is_some()) {
            Some(icp) => format!("{}: {text}", icp.id),
            None => text,
        }
    }

    /// The order of the table.
    pub(crate) fn rank(&self, other: &Self) -> Ordering {
        let by_icp = |row: &Self| if row.best { row.icp } else { 0 };
        group(self.status)
            .cmp(&group(other.status))
            .then(by_icp(self).cmp(&by_icp(other)))
            .then(other.fit.score.partial_cmp(&self.fit.score).unwrap_or(Ordering::Equal))
            .then(self.number.cmp(&other.number))
    }
}

/// Accounts of one kind stand together.
fn group(status: IcpStatus) -> u8 {
    match status {
        IcpStatus::Qualified => 0,
        IcpStatus::Unqualified => 1,
        IcpStatus::InsufficientData => 2,
        IcpStatus::Disqualified => 3,
    }
}

/// Rows with something that belongs to each, of which only the best so many are kept.
#[derive(Debug)]
pub(crate) struct Ranking<T> {
    rows: Vec<(Row, T)>,
    most: usize,
}

impl<T> Ranking<T> {
    pub(crate) fn new(most: Option<u64>) -> Self {
        let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
        Self { rows: Vec::new(), most }
    }

    pub(crate) fn push(&mut self, row: Row, with: T) {
        self.rows.push((row, with));
        if self.rows.len() >= self.most.saturating_mul(2).saturating_add(1_000) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        self.rows.sort_by(|(a, _), (b, _)| a.rank(b));
        self.rows.truncate(self.most);
    }

    /// The rows, best first.
    pub(crate) fn ranked(mut self) -> Vec<(Row, T)> {
        self.cut();
        self.rows
    }
}
