//! The verdicts of a run, told once for each tier and not once for each account.

use icp_core::{IcpStatus, Model};

use super::row::Row;

/// How many accounts were told which verdicts, by status and, where they qualify, by icp and tier.
#[derive(Debug, Default)]
pub(crate) struct Said {
    groups: Vec<(Group, String, u64)>,
}

/// The accounts that are told of together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Group {
    status: IcpStatus,
    /// The icp and the place of its tier, where the account qualifies.
    tier: Option<(usize, usize)>,
}

/// The most lines; conditions of verdicts may give many.
const MOST: usize = 20;

impl Said {
    /// Counts the verdicts of an account; none where `said` is empty.
    pub(crate) fn add(&mut self, row: &Row, said: &str) {
        if said.is_empty() {
            return;
        }
        let tier = row.tier_place().filter(|_| row.best()).map(|tier| (row.icp(), tier));
        let group = Group { status: row.status, tier };
        match self.groups.iter_mut().find(|(of, text, _)| *of == group && text == said) {
            Some((.., count)) => *count += 1,
            None => self.groups.push((group, said.to_owned(), 1)),
        }
    }

    /// Each with its number of accounts: the tiers in the order of the model, then the other statuses.
    pub(super) fn entries(mut self, model: &Model) -> Vec<(String, u64)> {
        let order = |group: &Group| match group.tier {
            Some((icp, tier)) => (0, icp, tier),
            None => (1 + group.status as usize, 0, 0),
        };
        self.groups.sort_by(|(a, _, x), (b, _, y)| order(a).cmp(&order(b)).then_with(|| y.cmp(x)));
        let more: u64 = self.groups.iter().skip(MOST).map(|(.., count)| count).sum();
        let name = |group: &Group| {
            let Some((icp, tier)) = group.tier else { return group.status.as_str().replace('_', " ") };
            let Some(icp) = model.icp(icp) else { return String::new() };
            let tier = icp.fit.tiers.get(tier).map_or("", |tier| &tier.id);
            if model.icp(1).is_some() { format!("{}, {tier}", icp.id) } else { tier.to_owned() }
        };
        let told = self.groups.iter().take(MOST);
        let told = told.map(|(group, text, count)| (format!("  {}  {text}", name(group)), *count));
        told.chain((more > 0).then(|| ("  other verdicts".to_owned(), more))).collect()
    }
}
