//! The parts of a backtest as tables of figures.

use super::Backtest;
use crate::frame::{Figure, Frame, auc, rate};

impl Backtest {
    /// The backtest as tables of figures for data tools, the periods first.
    pub fn frames(&self) -> Vec<Frame> {
        vec![self.periods_frame(), self.later_frame()]
    }

    fn periods_frame(&self) -> Frame {
        let frame = Frame::new("periods").text("period").count("rows").rate().count("qualified");
        let frame = frame.estimate("qualified_rate").number("lift").estimate("auc").number("auc_today");
        let frame = frame.count("worked").estimate("worked_rate");
        frame.rows(self.periods.iter().map(|one| {
            let own = |of: Option<&crate::stats::Rate>| {
                crate::frame::estimate(of.map(|rate| rate.rate), of.map(|rate| rate.interval))
            };
            let mut row: Vec<Figure> = vec![(&one.period).into(), one.rows.into()];
            row.extend(rate(one.rate.as_ref()));
            row.push(one.qualified.into());
            row.extend(own(one.qualified_rate.as_ref()));
            row.push(one.lift.into());
            row.extend(auc(one.auc.as_ref()));
            row.extend([one.auc_today.into(), one.worked.into()]);
            row.extend(own(one.worked_rate.as_ref()));
            row
        }))
    }

    fn later_frame(&self) -> Frame {
        let rows = self.later_dates.iter().map(|one| vec![(&one.attribute).into(), one.rows.into()]);
        Frame::new("later_dates").text("attribute").count("rows").rows(rows)
    }
}
