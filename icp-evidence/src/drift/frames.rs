//! The parts of a drift as tables of figures.

use super::{Drift, Level};
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
                match one.level {
                    Level::Calm => "calm",
                    Level::Watch => "watch",
                    Level::Review => "review",
                }
                .into(),
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
