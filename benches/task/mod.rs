//! The measured task: three profiles of eight criteria and four exclusions each, over twelve attributes, once as
//! a model and once written by hand.

pub mod hand;
pub mod marked;
mod table;
mod text;

pub use table::{Row, Table};
pub use text::Texts;

use icp_core::Model;
use serde::{Deserialize, Serialize};

/// The model's text.
pub const MODEL: &str = include_str!("model.yaml");

/// The model.
///
/// # Panics
/// Where the text is no model.
pub fn model() -> Model {
    Model::from_yaml(MODEL).expect("a model")
}

/// One account as a program would hold it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    /// Line of business.
    pub industry: Option<String>,
    /// Country code.
    pub country: Option<String>,
    /// Funding stage.
    pub stage: Option<String>,
    /// Title of the contact.
    pub buyer: Option<String>,
    /// People.
    pub employees: Option<f64>,
    /// Revenue a year.
    pub arr: Option<f64>,
    /// Growth in percent a year.
    pub growth: Option<f64>,
    /// People in sales.
    pub sales_team: Option<f64>,
    /// Whether there is a customer-success team.
    pub cs_team: Option<bool>,
    /// Whether it is in a regulated industry.
    pub regulated: Option<bool>,
    /// Tools in use.
    pub tools: Option<Vec<String>>,
    /// The problems that it has.
    pub pains: Option<Vec<String>>,
}

/// The values of an account that the rules read, however it is held.
pub trait Company {
    /// Line of business.
    fn industry(&self) -> Option<&str>;
    /// Country code.
    fn country(&self) -> Option<&str>;
    /// Funding stage.
    fn stage(&self) -> Option<&str>;
    /// Title of the contact.
    fn buyer(&self) -> Option<&str>;
    /// People.
    fn employees(&self) -> Option<f64>;
    /// Revenue a year.
    fn arr(&self) -> Option<f64>;
    /// Growth in percent a year.
    fn growth(&self) -> Option<f64>;
    /// People in sales.
    fn sales_team(&self) -> Option<f64>;
    /// Whether there is a customer-success team.
    fn cs_team(&self) -> Option<bool>;
    /// Whether it is in a regulated industry.
    fn regulated(&self) -> Option<bool>;
    /// Tools in use.
    fn tools(&self) -> Option<impl Items>;
    /// The problems that it has.
    fn pains(&self) -> Option<impl Items>;
}

/// The items of a set.
pub trait Items: Copy {
    /// Whether one of them does.
    fn any(self, does: impl Fn(&str) -> bool) -> bool;
}

impl Items for &[String] {
    fn any(self, does: impl Fn(&str) -> bool) -> bool {
        self.iter().any(|item| does(item))
    }
}

impl Company for Lead {
    fn industry(&self) -> Option<&str> {
        self.industry.as_deref()
    }
    fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }
    fn stage(&self) -> Option<&str> {
        self.stage.as_deref()
    }
    fn buyer(&self) -> Option<&str> {
        self.buyer.as_deref()
    }
    fn employees(&self) -> Option<f64> {
        self.employees
    }
    fn arr(&self) -> Option<f64> {
        self.arr
    }
    fn growth(&self) -> Option<f64> {
        self.growth
    }
    fn sales_team(&self) -> Option<f64> {
        self.sales_team
    }
    fn cs_team(&self) -> Option<bool> {
        self.cs_team
    }
    fn regulated(&self) -> Option<bool> {
        self.regulated
    }
    fn tools(&self) -> Option<impl Items> {
        self.tools.as_deref()
    }
    fn pains(&self) -> Option<impl Items> {
        self.pains.as_deref()
    }
}

const INDUSTRIES: [&str; 10] = [
    "saas",
    "fintech",
    "ecommerce",
    "media",
    "agency",
    "healthcare",
    "logistics",
    "manufacturing",
    "education",
    "retail",
];
const COUNTRIES: [&str; 10] = ["US", "CA", "GB", "DE", "FR", "NL", "SE", "BR", "IN", "AU"];
const STAGES: [&str; 6] = ["pre-seed", "seed", "series a", "series b", "series c", "public"];
const BUYERS: [&str; 6] = ["vp sales", "cro", "head of revenue", "cfo", "founder", "office manager"];
const TOOLS: [&str; 12] = [
    "hubspot",
    "salesforce",
    "amplitude",
    "mixpanel",
    "segment",
    "stripe",
    "notion",
    "dynamics",
    "slack",
    "zendesk",
    "jira",
    "intercom",
];
const PAINS: [&str; 8] =
    ["churn", "onboarding", "manual reporting", "slow sales", "forecasting", "hiring", "compliance", "costs"];

/// `count` accounts, always the same ones; about one value in twelve is missing.
pub fn leads(count: usize) -> Vec<Lead> {
    let mut dice = oorandom::Rand64::new(7);
    (0..count).map(|_| lead(&mut dice, |dice| dice.rand_range(0..12) == 0)).collect()
}

/// `count` accounts of which each value is missing with this probability.
pub fn leads_with_gaps(count: usize, share: f64) -> Vec<Lead> {
    let mut dice = oorandom::Rand64::new(7);
    (0..count).map(|_| lead(&mut dice, |dice| dice.rand_float() < share)).collect()
}

fn lead(dice: &mut oorandom::Rand64, is_missing: impl Fn(&mut oorandom::Rand64) -> bool) -> Lead {
    fn pick(dice: &mut oorandom::Rand64, of: &[&str]) -> String {
        let at = dice.rand_range(0..of.len() as u64) as usize;
        of.get(at).copied().unwrap_or_default().to_owned()
    }
    fn some(dice: &mut oorandom::Rand64, of: &[&str]) -> Vec<String> {
        let mut items: Vec<String> = (0..dice.rand_range(0..6)).map(|_| pick(dice, of)).collect();
        items.sort();
        items.dedup();
        items
    }
    // Sizes spread over orders of magnitude.
    let size = dice.rand_float() * 4.0;
    let employees = [5.0, 20.0, 80.0, 400.0, 2_000.0].get(size as usize).copied().unwrap_or(5.0);
    let employees = (employees * (1.0 + 3.0 * dice.rand_float())).round();
    let arr = (employees * (40_000.0 + 120_000.0 * dice.rand_float())).round();
    let growth = (dice.rand_float() * 90.0 - 10.0).round();
    let (industry, country) = (pick(dice, &INDUSTRIES), pick(dice, &COUNTRIES));
    let (stage, buyer) = (pick(dice, &STAGES), pick(dice, &BUYERS));
    let (tools, pains) = (some(dice, &TOOLS), some(dice, &PAINS));
    let (cs_team, regulated) = (dice.rand_range(0..2) == 0, dice.rand_range(0..8) == 0);
    macro_rules! maybe {
        ($value:expr) => {
            (!is_missing(dice)).then_some($value)
        };
    }
    Lead {
        industry: maybe!(industry),
        country: maybe!(country),
        stage: maybe!(stage),
        buyer: maybe!(buyer),
        employees: maybe!(employees),
        arr: maybe!(arr),
        growth: maybe!(growth),
        sales_team: maybe!((employees / 8.0).floor()),
        cs_team: maybe!(cs_team),
        regulated: maybe!(regulated),
        tools: maybe!(tools),
        pains: maybe!(pains),
    }
}

#[cfg(test)]
mod tests {
    use icp_core::{Account, Date, IcpStatus, OnInvalid};

    use super::*;

    /// The two say the same: status, score and tier of every profile, and the best.
    #[test]
    fn the_model_and_the_hand_agree() {
        let model = model();
        let mut scratch = model.scratch();
        let as_of = Date::new(2026, 11, 21).unwrap();
        let mut qualified = 0;
        for lead in leads(20_000) {
            let account = Account::from_serialize(&lead).unwrap();
            let record = model.record(&account, OnInvalid::Error).unwrap();
            model.evaluate(&record, as_of, &mut scratch).unwrap();
            let by_hand = hand::score::<hand::AnyCase>(&lead);
            assert_eq!(scratch.best(), by_hand.best, "{lead:?}");
            for (found, hand) in scratch.scores().iter().zip(&by_hand.icps) {
                qualified += usize::from(found.status == IcpStatus::Qualified);
                assert_eq!(found.status, hand.status, "{lead:?}");
                assert_eq!(found.fit.tier, hand.tier, "{lead:?}");
                match found.fit.score {
                    Some(score) => {
                        assert!((score - hand.score).abs() < 1e-6, "{lead:?}: {score} {}", hand.score);
                    }
                    None => assert!(hand.score.is_nan()),
                }
            }
        }
        assert!(qualified > 1_000, "the task has to be worth measuring: {qualified}");
    }
}
