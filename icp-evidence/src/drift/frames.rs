//! The parts of a drift as tables of figures.

use super::{Drift, Level, PeriodDrift};
use crate::frame::{Figure, Frame, rate};

impl Drift {
    /// The drift as tables of figures for data tools, the parts of the model first.
    pub fn frames(&self) -> Vec<Frame> {
        vec![self.parts_frame(), self.rates_frame(), self.joint_frame()]
    }

    fn parts_frame(&self) -> Frame {
        let frame = Frame::new("parts").text("kind").text("icp").text("id").count("bins").number("psi");
        frame.count("half_rows").number("p").text("level").rows(self.parts.iter().map(|one| {
            vec![
                (&one.kind).into(),
                one.icp.clone().into(),
                (&one.id).into(),
                (one.bins as u64).into(),
                one.psi.into(),
                (one.half_rows as u64).into(),
                one.p.into(),
                word(one.level).into(),
            ]
        }))
    }

    fn rates_frame(&self) -> Frame {
        let frame = Frame::new("rates").text("outcome").text("icp").text("tier").text("population").rate();
        frame.number("p").flag("differs").rows(self.rates.iter().flat_map(|one| {
            [("before", &one.before), ("after", &one.after)].map(|(population, own)| {
                let mut row: Vec<Figure> =
                    vec![(&one.outcome).into(), (&one.icp).into(), (&one.tier).into(), population.into()];
                row.extend(rate(own.as_ref()));
                row.extend([one.test.as_ref().map(|test| test.p).into(), one.differs.into()]);
                row
            })
        }))
    }

    fn joint_frame(&self) -> Frame {
        let frame = Frame::new("joint").text("icp").text("criterion").text("other").number("before");
        frame.number("after").rows(self.joint.iter().map(|one| {
            let [first, second] = &one.criteria;
            vec![(&one.icp).into(), first.into(), second.into(), one.before.into(), one.after.into()]
        }))
    }
}

impl PeriodDrift {
    /// The periods as tables of figures for data tools: the periods, then the parts of each against the one before and against the
    /// first.
    pub fn frames(&self) -> Vec<Frame> {
        vec![self.periods_frame(), self.parts_frame()]
    }

    fn periods_frame(&self) -> Frame {
        let score = |drift: &Option<Drift>| {
            let parts = drift.iter().flat_map(|drift| &drift.parts).filter(|part| part.kind == "score");
            parts.filter_map(|part| part.psi).max_by(f64::total_cmp)
        };
        let frame = Frame::new("periods").text("period").count("rows").text("outcome").rate();
        frame.number("psi_previous").number("psi_first").rows(self.periods.iter().flat_map(|one| {
            let none = one.rates.is_empty().then_some(None);
            (0..one.rates.len()).map(Some).chain(none).map(move |at| {
                let name = at.and_then(|at| self.outcomes.get(at)).cloned();
                let mut row: Vec<Figure> = vec![(&one.period).into(), one.rows.into(), name.into()];
                row.extend(rate(at.and_then(|at| one.rates.get(at)?.as_ref())));
                row.extend([score(&one.from_previous).into(), score(&one.from_first).into()]);
                row
            })
        }))
    }

    fn parts_frame(&self) -> Frame {
        let frame = Frame::new("parts").text("period").text("against").text("kind").text("icp").text("id");
        frame.number("psi").number("p").text("level").rows(self.periods.iter().flat_map(|one| {
            let both = [("previous", &one.from_previous), ("first", &one.from_first)];
            both.into_iter().flat_map(move |(against, drift)| {
                drift.iter().flat_map(|drift| &drift.parts).map(move |part| {
                    vec![
                        (&one.period).into(),
                        against.into(),
                        (&part.kind).into(),
                        part.icp.clone().into(),
                        (&part.id).into(),
                        part.psi.into(),
                        part.p.into(),
                        word(part.level).into(),
                    ]
                })
            })
        }))
    }
}

/// A level as figures name it.
fn word(level: Level) -> &'static str {
    match level {
        Level::Calm => "calm",
        Level::Watch => "watch",
        Level::Review => "review",
    }
}
