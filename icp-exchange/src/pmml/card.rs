//! A card that was read, as an icp: characteristics are criteria in points, attributes are their bands.

use super::fields::Fields;
use super::target::Target;
use crate::cond::Cond;
use crate::doc::{Doc, Entries};
use crate::op::Op;

/// How far a complex partial score may be from 0.
const FAR: f64 = 1_000_000.0;

/// A card.
pub(super) struct Card {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) base: f64,
    pub(super) target: Target,
    pub(super) criteria: Vec<Criterion>,
    /// Whether it has a score at all.
    pub(super) scored: Cond,
    pub(super) reasons: Option<Reasons>,
}

/// Which reason codes an answer has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reasons {
    pub(super) above: bool,
    pub(super) most: Option<usize>,
}

pub(super) struct Criterion {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) applies: Cond,
    pub(super) rule: Rule,
    pub(super) baseline: Option<f64>,
    pub(super) code: Option<String>,
}

pub(super) enum Rule {
    Bands {
        bands: Vec<Band>,
        otherwise: f64,
        /// Whether it gives nothing but its reason code.
        is_zero: bool,
    },
    /// The number of an attribute itself.
    Number(usize),
}

pub(super) struct Band {
    pub(super) when: Cond,
    pub(super) points: f64,
    pub(super) code: Option<String>,
}

impl Card {
    /// Each attribute that it reads, and each test of it.
    pub(super) fn tests(&self, see: &mut impl FnMut(usize, Option<&Op>)) {
        self.scored.tests(see);
        for criterion in &self.criteria {
            criterion.applies.tests(see);
            match &criterion.rule {
                Rule::Bands { bands, .. } => bands.iter().for_each(|band| band.when.tests(see)),
                Rule::Number(at) => see(*at, None),
            }
        }
    }

    /// The icp.
    pub(super) fn doc(
        self,
        fields: &Fields<'_>,
        priority: Option<usize>,
        conditions: &mut Vec<(String, Doc)>,
    ) -> Doc {
        let scored = (self.scored != Cond::True).then(|| {
            let name = if priority.is_some() {
                format!("{}-has-a-score", self.id)
            } else {
                "has-a-score".to_owned()
            };
            conditions.push((name.clone(), self.scored.doc(&fields.inputs, &[])));
            format!("${name}")
        });
        let criteria = self.criteria.iter().map(|one| one.doc(fields, scored.as_deref()));
        let mut scale = Entries::default();
        if self.base != 0.0 {
            scale.put("base", Doc::Number(self.base));
        }
        scale.put_some("min", self.target.min.map(Doc::Number));
        scale.put_some("max", self.target.max.map(Doc::Number));
        let mut fit = Entries::default();
        fit.put("scale", Doc::map([("points", scale.doc())]));
        if let Some(Reasons { above, most }) = self.reasons {
            let mut reasons = Entries::default();
            reasons.put("points", Doc::text(if above { "above" } else { "below" }));
            #[expect(clippy::cast_precision_loss, reason = "there are few ranks")]
            reasons.put_some("most", most.map(|most| Doc::Number(most as f64)));
            fit.put("reason_codes", reasons.doc());
        }
        fit.put("criteria", Doc::List(criteria.collect()));
        fit.put("tiers", Doc::List(vec![Doc::map([("id", Doc::text("scored"))])]));
        let mut icp = Entries::default();
        icp.put("id", Doc::text(&self.id));
        icp.put_text("name", self.name.as_deref());
        #[expect(clippy::cast_precision_loss, reason = "there are few cards in a file")]
        icp.put_some("priority", priority.map(|at| Doc::Number(at as f64)));
        icp.put("fit", fit.doc());
        icp.doc()
    }
}

impl Criterion {
    fn doc(&self, fields: &Fields<'_>, scored: Option<&str>) -> Doc {
        let mut entries = Entries::default();
        entries.put("id", Doc::text(&self.id));
        entries.put_text("name", self.name.as_deref());
        let own = (self.applies != Cond::True).then(|| self.applies.doc(&fields.inputs, &[]));
        match (scored, own) {
            (Some(scored), Some(own)) => {
                entries.put("applies_when", Doc::map([("all", Doc::List(vec![Doc::text(scored), own]))]));
            }
            (Some(scored), None) => entries.put("applies_when", Doc::text(scored)),
            (None, own) => entries.put_some("applies_when", own),
        }
        entries.put_some("baseline", self.baseline.map(Doc::Number));
        entries.put_text("reason_code", self.code.as_deref());
        match &self.rule {
            Rule::Bands { bands, otherwise, is_zero } => {
                // A criterion in points must be able to give some; this one is never unknown.
                entries.put_some("if_unknown", is_zero.then_some(Doc::Number(1.0)));
                // Where an earlier band takes what is missing, the later ones need not ask whether it is known.
                let mut known = Vec::new();
                let list = bands.iter().map(|band| {
                    let mut entries = Entries::default();
                    entries.put("when", band.when.doc(&fields.inputs, &known));
                    entries.put("points", Doc::Number(band.points));
                    entries.put_text("reason_code", band.code.as_deref());
                    known.extend(band.when.holds_without());
                    entries.doc()
                });
                entries.put("bands", Doc::List(list.collect()));
                if *otherwise != 0.0 {
                    entries.put("otherwise", Doc::Number(*otherwise));
                }
            }
            Rule::Number(input) => {
                let name = fields.inputs.get(*input).map_or("", |input| &*input.name);
                let end = |x: f64| Doc::List(vec![Doc::Number(x), Doc::Number(x)]);
                let ends = Doc::List(vec![end(-FAR), end(FAR)]);
                entries.put("curve", Doc::map([("attribute", Doc::text(name)), ("points", ends)]));
            }
        }
        entries.doc()
    }
}
