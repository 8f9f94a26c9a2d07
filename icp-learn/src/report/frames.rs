//! The report as tables of figures for data tools: the columns, the bands of the criteria, and the tiers.

use icp_evidence::frame::{Frame, Values};

use super::bands::{cells, interval};
use super::build::{Subjects, fate};
use crate::from_model::LeftOut;
use crate::labels::tier_id;
use crate::{Counts, Fate};

/// The tables on one card; of several cards, each row begins with the group of its card.
pub(super) fn frames(subjects: &Subjects<'_>, left: &LeftOut, group: Option<&str>) -> Vec<Frame> {
    [columns(subjects, left), bands(subjects), tiers(subjects)].map(|frame| of_group(frame, group)).into()
}

fn of_group(mut frame: Frame, group: Option<&str>) -> Frame {
    let rows = frame.columns.first().map_or(0, |(_, values)| values.len());
    if let Some(group) = group {
        let names = vec![Some(group.to_owned()); rows];
        frame.columns.insert(0, ("profile".to_owned(), Values::Text(names)));
    }
    frame
}

/// Rows of tables with the same columns, one below the other.
pub(super) fn below(mut frames: Vec<Frame>, more: Vec<Frame>) -> Vec<Frame> {
    if frames.is_empty() {
        return more;
    }
    for (frame, more) in frames.iter_mut().zip(more) {
        for ((_, values), (_, own)) in frame.columns.iter_mut().zip(more.columns) {
            values.append(own);
        }
    }
    frames
}

/// Every column: whether it is used, and why not.
fn columns(subjects: &Subjects<'_>, left: &LeftOut) -> Frame {
    let frame =
        Frame::new("columns").text("column").flag("used").text("why_not").number("auc").number("gain");
    let frame = frame.count("known").number("chosen").text("nearest");
    let stories = subjects.learned.columns.iter().enumerate().map(|(at, story)| {
        let is_used = story.fate == Fate::Used;
        let fate = fate(story);
        vec![
            subjects.column(at).into(),
            is_used.into(),
            (!is_used).then(|| fate.strip_prefix("no: ").unwrap_or(&fate).to_owned()).into(),
            story.auc.into(),
            story.gain.into(),
            story.known.into(),
            story.chosen.into(),
            story.runner_up.map(|column| subjects.column(column)).into(),
        ]
    });
    let left = left
        .iter()
        .map(|(name, reason)| vec![name.clone().into(), false.into(), format!("not read: {reason}").into()]);
    frame.rows(stories.chain(left))
}

/// Every band of every criterion. The band of accounts without a value is called `no value`.
fn bands(subjects: &Subjects<'_>) -> Frame {
    let frame = Frame::new("bands").text("column").text("band").number("points").count("rows").count("won");
    let frame = frame.number("rate").number("low").number("high").flag("weak");
    let criteria = subjects.learned.card.iter().flat_map(|card| &card.criteria);
    let rows = criteria.flat_map(|criterion| {
        let row = |band: String, points: i64, counts: &Counts| {
            let within = interval(counts);
            vec![
                subjects.name(criterion.subject).into(),
                band.into(),
                (points as f64).into(),
                counts.rows.into(),
                counts.won.into(),
                counts.rate().into(),
                within.map(|within| within.low).into(),
                within.map(|within| within.high).into(),
                criterion.weak.into(),
            ]
        };
        let bands = criterion.bands.iter();
        let mut rows: Vec<_> = bands
            .map(|band| row(cells(subjects, criterion.subject, &band.cells), band.points, &band.counts))
            .collect();
        rows.push(row("no value".to_owned(), criterion.missing.points, &criterion.missing.counts));
        rows
    });
    frame.rows(rows)
}

/// The tiers, with the win rates of rows that their card was not fitted to.
fn tiers(subjects: &Subjects<'_>) -> Frame {
    let learned = subjects.learned;
    let judged = learned.judged.as_ref().map(|judged| judged.tiers.as_slice()).unwrap_or_default();
    let tiers = learned.card.iter().flat_map(|card| &card.tiers).enumerate();
    let frame = Frame::new("tiers").text("tier").number("from").count("rows").number("rate");
    frame.number("low").number("high").rows(tiers.map(|(at, tier)| {
        let rate = judged.get(at);
        vec![
            tier_id(at).into(),
            (tier.from as f64).into(),
            tier.counts.rows.into(),
            rate.map(|rate| rate.rate).into(),
            rate.map(|rate| rate.interval.low).into(),
            rate.map(|rate| rate.interval.high).into(),
        ]
    }))
}
