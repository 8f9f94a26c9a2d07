//! The parts of a comparison as tables of figures.

use super::Comparison;
use crate::frame::{Figure, Frame, auc, estimate, rate};

impl Comparison {
    /// The comparison as tables of figures for data tools, the moves first.
    pub fn frames(&self) -> Vec<Frame> {
        vec![self.moves_frame(), self.changes_frame(), self.causes_frame(), self.outcomes_frame()]
    }

    fn moves_frame(&self) -> Frame {
        let frame = Frame::new("moves").text("from").text("to").count("rows").text("outcome").rate();
        let none = self.outcomes.is_empty().then_some(None);
        let each: Vec<Option<usize>> = (0..self.outcomes.len()).map(Some).chain(none).collect();
        frame.rows(self.moves.iter().flat_map(|one| {
            each.iter().map(move |at| {
                let outcome = at.and_then(|at| self.outcomes.get(at)).map(|one| one.outcome.clone());
                let mut row: Vec<Figure> =
                    vec![(&one.from).into(), (&one.to).into(), one.rows.into(), outcome.into()];
                row.extend(rate(at.and_then(|at| one.rates.get(at)?.as_ref())));
                row
            })
        }))
    }

    fn changes_frame(&self) -> Frame {
        let frame = Frame::new("changes").text("path").text("before").text("after").text("says");
        let text = |value: &serde_json::Value| {
            if value.is_null() { None } else { Some(value.to_string()) }
        };
        frame.rows(self.changes.iter().map(|one| {
            vec![(&one.path).into(), text(&one.before).into(), text(&one.after).into(), (&one.says).into()]
        }))
    }

    fn causes_frame(&self) -> Frame {
        let frame = Frame::new("causes").text("kind").text("id").count("up").count("down");
        frame.rows(
            self.causes
                .iter()
                .map(|one| vec![(&one.kind).into(), (&one.id).into(), one.up.into(), one.down.into()]),
        )
    }

    fn outcomes_frame(&self) -> Frame {
        let frame = Frame::new("outcomes").text("outcome").estimate("auc_before").estimate("auc_after");
        let frame = frame.estimate("difference").number("p").number("size");
        let frame = frame.number("captured_before").number("captured_after").text("says");
        frame.rows(self.outcomes.iter().map(|one| {
            let paired = one.auc.as_ref();
            let mut row: Vec<Figure> = vec![(&one.outcome).into()];
            row.extend(auc(paired.map(|paired| &paired.before)));
            row.extend(auc(paired.map(|paired| &paired.after)));
            row.extend(estimate(
                paired.map(|paired| paired.difference),
                paired.and_then(|paired| paired.interval),
            ));
            row.extend([
                paired.and_then(|paired| paired.p).into(),
                one.size.into(),
                one.captured.map(|[before, _]| before).into(),
                one.captured.map(|[_, after]| after).into(),
                (&one.says).into(),
            ]);
            row
        }))
    }
}
