//! The same rules as an engineer would write them into a backend: `if`s over a struct with `String` fields.
//!
//! The model compares texts in any case and without outer blanks, so the same rules do too ([`AnyCase`]). A program
//! that trusts its texts to be spelt one way ([`AsWritten`]) is measured beside it.

use icp_core::IcpStatus;

use super::{Company, Items};

/// How texts are compared.
pub trait Spelling {
    /// Whether a value is a constant, which is in lower case.
    fn same(value: &str, constant: &str) -> bool;

    /// Whether a value is one of some constants.
    fn among(value: &str, of: &[&str]) -> bool {
        of.iter().any(|constant| Self::same(value, constant))
    }
}

/// Byte for byte.
pub enum AsWritten {}

/// In any case, without outer blanks.
pub enum AnyCase {}

impl Spelling for AsWritten {
    fn same(value: &str, constant: &str) -> bool {
        value == constant
    }
}

impl Spelling for AnyCase {
    fn same(value: &str, constant: &str) -> bool {
        value.trim().eq_ignore_ascii_case(constant)
    }
}

/// One profile's answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// Whether it qualifies.
    pub status: IcpStatus,
    /// 0 to 100; NaN when nothing is known.
    pub score: f64,
    /// The place of the tier.
    pub tier: Option<usize>,
}

/// All profiles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answers {
    /// The place of the best.
    pub best: Option<usize>,
    /// In priority order.
    pub icps: [Answer; 3],
}

impl Answers {
    #[inline]
    pub(super) fn new(icps: [Answer; 3]) -> Self {
        let best = icps.iter().position(|answer| answer.status == IcpStatus::Qualified);
        Self { best, icps }
    }
}

/// A sum of criteria.
#[derive(Default)]
struct Sum {
    points: f64,
    weights: f64,
    known: bool,
}

impl Sum {
    /// Adds a criterion; `None` is unknown and counts nothing.
    fn add(&mut self, weight: f64, rating: Option<f64>) {
        self.weights += weight;
        if let Some(rating) = rating {
            self.points += weight * rating;
            self.known = true;
        }
    }

    fn answer(&self, excluded: bool, required: Required, tiers: [f64; 2]) -> Answer {
        let score = (100.0 * self.points / self.weights).max(0.0);
        let score = (score * 1e6).round() / 1e6;
        let tier = tiers.iter().position(|from| score >= *from).unwrap_or(2);
        Answer::new(score, tier, self.known, excluded, required)
    }
}

impl Answer {
    /// The outcome of a score and its tier; nothing known is no score.
    #[inline]
    pub(super) fn new(score: f64, tier: usize, known: bool, excluded: bool, required: Required) -> Self {
        let score = if known { score } else { f64::NAN };
        if excluded {
            return Self { status: IcpStatus::Disqualified, score, tier: None };
        }
        if !known {
            return Self { status: IcpStatus::InsufficientData, score, tier: None };
        }
        match required {
            Required::Unmet => Self { status: IcpStatus::Unqualified, score, tier: Some(tier) },
            Required::Unknown => Self { status: IcpStatus::InsufficientData, score, tier: None },
            Required::Met if tier < 2 => Self { status: IcpStatus::Qualified, score, tier: Some(tier) },
            Required::Met => Self { status: IcpStatus::Unqualified, score, tier: Some(tier) },
        }
    }
}

#[derive(Clone, Copy)]
pub(super) enum Required {
    Met,
    Unmet,
    Unknown,
}

fn yes(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

fn among<S: Spelling>(value: Option<&str>, of: &[&str]) -> Option<f64> {
    value.map(|value| yes(S::among(value, of)))
}

fn has<S: Spelling>(items: impl Items, item: &str) -> bool {
    items.any(|i| S::same(i, item))
}

fn count<S: Spelling>(items: impl Items, of: &[&str]) -> f64 {
    of.iter().filter(|item| has::<S>(items, item)).count() as f64
}

/// Scores an account against the three profiles.
pub fn score<S: Spelling>(lead: &impl Company) -> Answers {
    Answers::new([mid_market::<S>(lead), enterprise::<S>(lead), founders::<S>(lead)])
}

fn mid_market<S: Spelling>(lead: &impl Company) -> Answer {
    let (industry, country) = (lead.industry(), lead.country());
    let excluded = lead.employees().is_some_and(|n| n < 20.0)
        || country.is_some_and(|c| !S::among(c, &["US", "CA", "GB", "DE", "FR", "NL"]))
        || industry.is_some_and(|industry| S::same(industry, "agency"))
        || lead.regulated() == Some(true);
    let mut sum = Sum::default();
    sum.add(3.0, lead.employees().map(|n| yes((200.0..=500.0).contains(&n))));
    let revenue = lead.arr().map(|arr| {
        if arr >= 5e6 {
            1.0
        } else if arr > 2e6 {
            0.5
        } else {
            0.0
        }
    });
    sum.add(2.0, revenue);
    let tools = lead.tools();
    sum.add(
        2.0,
        tools.map(|t| yes(has::<S>(t, "hubspot") && (has::<S>(t, "amplitude") || has::<S>(t, "mixpanel")))),
    );
    let ratings = [("saas", 1.0), ("fintech", 0.8), ("ecommerce", 0.6), ("media", 0.2)];
    let rating = |value| ratings.iter().find(|(constant, _)| S::same(value, constant)).map_or(0.0, |r| r.1);
    sum.add(1.5, industry.map(rating));
    sum.add(1.0, lead.cs_team().map(yes));
    let pains = ["churn", "onboarding", "manual reporting", "slow sales"];
    sum.add(2.0, lead.pains().map(|p| (0.4 * count::<S>(p, &pains)).min(1.0)));
    sum.add(1.0, among::<S>(lead.stage(), &["series a", "series b"]));
    sum.add(0.5, among::<S>(lead.buyer(), &["vp sales", "cro", "head of revenue"]));
    let required = match revenue {
        None => Required::Unknown,
        Some(rating) if rating > 0.0 => Required::Met,
        Some(_) => Required::Unmet,
    };
    sum.answer(excluded, required, [80.0, 50.0])
}

fn enterprise<S: Spelling>(lead: &impl Company) -> Answer {
    let stage = lead.stage();
    let excluded = lead.employees().is_some_and(|n| n < 500.0)
        || lead.country().is_some_and(|c| !S::among(c, &["US", "GB", "DE"]))
        || stage.is_some_and(|stage| S::among(stage, &["pre-seed", "seed"]))
        || lead.sales_team().is_some_and(|n| n < 10.0);
    let mut sum = Sum::default();
    sum.add(
        4.0,
        lead.employees().map(|n| {
            if n >= 5_000.0 {
                1.0
            } else if n >= 1_000.0 {
                0.7
            } else {
                0.0
            }
        }),
    );
    sum.add(3.0, lead.arr().map(|arr| if arr < 5e6 { -0.5 } else { yes(arr >= 5e7) }));
    sum.add(2.0, lead.tools().map(|t| yes(has::<S>(t, "salesforce") || has::<S>(t, "dynamics"))));
    sum.add(1.0, among::<S>(lead.industry(), &["fintech", "healthcare", "logistics", "manufacturing"]));
    let sales_led = match (lead.sales_team(), lead.cs_team()) {
        (Some(n), _) if n < 50.0 => Some(0.0),
        (_, Some(false)) => Some(0.0),
        (Some(_), Some(true)) => Some(1.0),
        _ => None,
    };
    sum.add(2.0, sales_led);
    sum.add(
        1.0,
        lead.growth().map(|g| {
            if g <= 0.0 {
                0.0
            } else if g <= 20.0 {
                0.5 * g / 20.0
            } else if g < 60.0 {
                0.5 + 0.5 * (g - 20.0) / 40.0
            } else {
                1.0
            }
        }),
    );
    sum.add(1.0, lead.pains().map(|p| yes(has::<S>(p, "slow sales") || has::<S>(p, "forecasting"))));
    sum.add(0.5, among::<S>(lead.buyer(), &["cro", "cfo"]));
    sum.answer(excluded, Required::Met, [75.0, 50.0])
}

fn founders<S: Spelling>(lead: &impl Company) -> Answer {
    let (industry, stage) = (lead.industry(), lead.stage());
    let excluded = lead.employees().is_some_and(|n| n > 100.0)
        || industry.is_some_and(|industry| S::same(industry, "agency"))
        || lead.regulated() == Some(true)
        || stage.is_some_and(|stage| S::among(stage, &["series b", "series c"]));
    let mut sum = Sum::default();
    sum.add(3.0, lead.employees().map(|n| yes(n < 20.0)));
    sum.add(2.0, among::<S>(stage, &["pre-seed", "seed", "series a"]));
    let tools = ["stripe", "segment", "hubspot", "notion"];
    sum.add(2.0, lead.tools().map(|t| (0.34 * count::<S>(t, &tools)).min(1.0)));
    sum.add(1.0, among::<S>(industry, &["saas", "ecommerce"]));
    sum.add(
        2.0,
        lead.growth().map(|g| {
            if g >= 50.0 {
                1.0
            } else if g >= 20.0 {
                0.5
            } else {
                0.0
            }
        }),
    );
    sum.add(1.0, lead.arr().map(|arr| yes((1e5..=2e6).contains(&arr))));
    sum.add(1.0, lead.pains().map(|p| yes(has::<S>(p, "onboarding"))));
    sum.add(1.0, among::<S>(lead.country(), &["US", "CA", "GB"]));
    sum.answer(excluded, Required::Met, [70.0, 45.0])
}
