//! The parts of a report as tables of figures.

use super::{CriterionReport, Group, IcpReport, Report};
use crate::frame::{Figure, Frame, auc, estimate, rate};
use crate::stats::Rate;

impl Report {
    /// The report as tables of figures for data tools, the tiers first. A group of accounts has a row for each outcome.
    ///
    /// ```
    /// # use icp_core::Model;
    /// # use icp_evidence::Population;
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let frames = Population::new(&model, vec![]).report()?.frames();
    /// assert_eq!((frames[0].name.as_str(), frames[0].columns[1].0.as_str()), ("tiers", "tier"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn frames(&self) -> Vec<Frame> {
        vec![
            self.groups("tiers", "tier", |icp| &icp.tiers),
            self.statuses(),
            self.outcomes(),
            self.gains(),
            self.judged(),
            self.calibration(),
            self.criteria(),
            self.bins(),
            self.exclusions(),
            self.attributes(),
            self.scores(),
            self.cuts(),
            self.overlaps(),
        ]
    }

    /// A row for each outcome; one without any.
    fn each(&self) -> impl Iterator<Item = Option<usize>> {
        let none = self.outcomes.is_empty().then_some(None);
        (0..self.outcomes.len()).map(Some).chain(none)
    }

    fn outcome(&self, at: Option<usize>) -> Figure {
        at.and_then(|at| self.outcomes.get(at)).map(|one| one.name.clone()).into()
    }

    fn grouped(name: &str, of: &str) -> Frame {
        let frame = Frame::new(name).text("icp").text(of).count("rows").number("share").text("outcome");
        frame.rate().number("lift").number("captured").number("mean").number("deviation")
    }

    fn group(&self, icp: Option<&String>, group: &Group, at: Option<usize>) -> Vec<Figure> {
        let get = |list: &[Option<f64>]| at.and_then(|at| list.get(at).copied().flatten());
        let mean = at.and_then(|at| group.means.get(at).copied().flatten());
        let mut row = vec![
            icp.cloned().into(),
            (&group.id).into(),
            group.rows.into(),
            group.share.into(),
            self.outcome(at),
        ];
        row.extend(rate(of(&group.rates, at)));
        row.extend([get(&group.lift).into(), get(&group.captured).into()]);
        row.extend([mean.map(|mean| mean.mean).into(), mean.and_then(|mean| mean.deviation).into()]);
        row
    }

    fn groups(&self, name: &str, column: &str, of: impl Fn(&IcpReport) -> &[Group]) -> Frame {
        let groups = self.icps.iter().flat_map(|icp| of(icp).iter().map(move |group| (icp, group)));
        Self::grouped(name, column).rows(
            groups.flat_map(|(icp, group)| self.each().map(move |at| self.group(Some(&icp.icp), group, at))),
        )
    }

    /// The statuses of the icp that is shown, then those of each icp.
    fn statuses(&self) -> Frame {
        let shown = self.statuses.iter().map(|group| (None, group));
        let own = self.icps.iter().flat_map(|icp| icp.statuses.iter().map(|group| (Some(&icp.icp), group)));
        let rows =
            shown.chain(own).flat_map(|(icp, group)| self.each().map(move |at| self.group(icp, group, at)));
        Self::grouped("statuses", "status").rows(rows)
    }

    fn outcomes(&self) -> Frame {
        let frame = Frame::new("outcomes").text("outcome").flag("is_value").count("open").rate();
        let frame = frame.estimate("auc").number("ks").number("gini").estimate("coverage_auc");
        frame.rows(self.outcomes.iter().map(|one| {
            let mut row: Vec<Figure> = vec![(&one.name).into(), one.is_value.into(), one.open.into()];
            row.extend(rate(one.rate.as_ref()));
            row.extend(auc(one.auc.as_ref()));
            row.extend([one.ks.into(), one.gini.into()]);
            row.extend(auc(one.coverage_auc.as_ref()));
            row
        }))
    }

    fn gains(&self) -> Frame {
        let frame = Frame::new("gains").text("outcome").number("share").number("captured").number("lift");
        frame.rows(self.outcomes.iter().flat_map(|one| {
            one.gains.iter().map(|gain| {
                vec![(&one.name).into(), gain.share.into(), gain.captured.into(), gain.lift.into()]
            })
        }))
    }

    fn judged(&self) -> Frame {
        let frame = Frame::new("judged").text("icp").text("outcome").estimate("auc").number("ks");
        let frame = frame.text("test").number("statistic").number("p").flag("differs").text("says");
        frame.rows(self.icps.iter().flat_map(|icp| {
            icp.judged.iter().map(|one| {
                let test = one.test.as_ref();
                let mut row: Vec<Figure> = vec![(&icp.icp).into(), (&one.outcome).into()];
                row.extend(auc(one.auc.as_ref()));
                row.extend([
                    one.ks.into(),
                    test.map(|test| test.name.to_owned()).into(),
                    test.and_then(|test| test.statistic).into(),
                    test.map(|test| test.p).into(),
                    one.differs.into(),
                    (&one.says).into(),
                ]);
                row
            })
        }))
    }

    fn calibration(&self) -> Frame {
        let frame = Frame::new("calibration").text("icp").text("outcome").number("from").number("to").rate();
        let judged = self.icps.iter().flat_map(|icp| icp.judged.iter().map(move |one| (icp, one)));
        frame.rows(judged.flat_map(|(icp, judged)| {
            judged.calibration.iter().map(|one| {
                let mut row: Vec<Figure> =
                    vec![(&icp.icp).into(), (&judged.outcome).into(), one.from.into(), one.to.into()];
                row.extend(rate(Some(&one.rate)));
                row
            })
        }))
    }

    fn criteria(&self) -> Frame {
        let frame = Frame::new("criteria").text("icp").text("criterion").text("label").number("weight");
        let frame = STATUSES.iter().fold(frame, |frame, status| frame.number(status));
        let frame = frame.count("kept_out").text("outcome").number("iv").estimate("auc");
        let frame = frame.estimate("contribution").number("known_auc").text("verdict").text("redundant_with");
        frame.rows(self.icps.iter().flat_map(|icp| {
            icp.criteria.iter().flat_map(|one| {
                let none = one.trials.is_empty().then_some(None);
                (0..one.trials.len()).map(Some).chain(none).map(|at| criterion(&icp.icp, one, at))
            })
        }))
    }

    fn bins(&self) -> Frame {
        let frame = Frame::new("bins").text("icp").text("criterion").text("outcome").text("bin");
        let frame = frame.count("rows").number("share").rate().number("woe").number("rating");
        let frame = frame.number("would_be").number("mean");
        let criteria = self.icps.iter().flat_map(|icp| icp.criteria.iter().map(move |one| (icp, one)));
        let trials = criteria.flat_map(|(icp, one)| one.trials.iter().map(move |trial| (icp, one, trial)));
        frame.rows(trials.flat_map(|(icp, one, trial)| {
            trial.bins.iter().map(|bin| {
                let mut row: Vec<Figure> = vec![
                    (&icp.icp).into(),
                    (&one.id).into(),
                    (&trial.outcome).into(),
                    (&bin.label).into(),
                    bin.rows.into(),
                    bin.share.into(),
                ];
                row.extend(rate(bin.rate.as_ref()));
                row.extend([bin.woe.into(), bin.rating.into(), bin.would_be.into()]);
                row.push(bin.mean.map(|own| own.mean).into());
                row
            })
        }))
    }

    fn exclusions(&self) -> Frame {
        let frame = Frame::new("exclusions").text("icp").text("exclusion").count("holds").count("alone");
        let frame = frame.count("kept_out").text("outcome").rate();
        let exclusions = self.icps.iter().flat_map(|icp| icp.exclusions.iter().map(move |one| (icp, one)));
        frame.rows(exclusions.flat_map(|(icp, one)| {
            self.each().map(move |at| {
                let mut row: Vec<Figure> = vec![
                    (&icp.icp).into(),
                    (&one.id).into(),
                    one.holds.into(),
                    one.alone.into(),
                    one.kept_out.into(),
                    self.outcome(at),
                ];
                row.extend(rate(of(&one.rates, at)));
                row
            })
        }))
    }

    fn attributes(&self) -> Frame {
        let frame = Frame::new("attributes").text("attribute").count("known").number("fill").count("open");
        let frame = frame.text("outcome").number("known_auc").flag("leak");
        frame.rows(self.attributes.iter().flat_map(|one| {
            self.each().map(move |at| {
                let name = at.and_then(|at| self.outcomes.get(at)).map(|outcome| &outcome.name);
                vec![
                    (&one.name).into(),
                    one.known.into(),
                    one.fill.into(),
                    one.open.into(),
                    name.cloned().into(),
                    at.and_then(|at| one.known_auc.get(at).copied().flatten()).into(),
                    name.map(|name| one.leaks.contains(name)).into(),
                ]
            })
        }))
    }

    fn scores(&self) -> Frame {
        let frame = Frame::new("scores").text("icp").number("from").count("rows");
        frame.rows(self.icps.iter().flat_map(|icp| {
            let bins = icp.scores.histogram.iter();
            bins.map(|(from, rows)| vec![(&icp.icp).into(), (*from).into(), (*rows).into()])
        }))
    }

    fn cuts(&self) -> Frame {
        let frame = Frame::new("cuts").text("icp").number("share").number("from").count("rows");
        frame.rows(self.icps.iter().flat_map(|icp| {
            let cuts = icp.scores.cuts.iter();
            cuts.map(|(share, from, rows)| {
                vec![(&icp.icp).into(), (*share).into(), (*from).into(), (*rows).into()]
            })
        }))
    }

    fn overlaps(&self) -> Frame {
        let rows = self.overlap.sets.iter().map(|(icps, rows)| vec![icps.join(", ").into(), (*rows).into()]);
        Frame::new("overlap").text("icps").count("rows").rows(rows)
    }
}

/// The statuses of a criterion, as columns.
const STATUSES: [&str; 6] = ["fit", "partial", "none", "misfit", "unknown", "not_applicable"];

fn criterion(icp: &str, one: &CriterionReport, at: Option<usize>) -> Vec<Figure> {
    let mut row: Vec<Figure> = vec![icp.into(), (&one.id).into(), (&one.label).into(), one.weight.into()];
    row.extend(STATUSES.iter().map(|status| {
        let share = one.statuses.iter().find(|(id, _)| id == status).map(|(_, share)| *share);
        Figure::from(share)
    }));
    row.push(one.kept_out.into());
    let trial = at.and_then(|at| one.trials.get(at));
    row.push(trial.map(|trial| trial.outcome.clone()).into());
    row.push(trial.and_then(|trial| trial.iv).into());
    row.extend(auc(trial.and_then(|trial| trial.auc.as_ref())));
    let paired = trial.and_then(|trial| trial.contribution.as_ref());
    row.extend(estimate(paired.map(|one| one.difference), paired.and_then(|one| one.interval)));
    row.extend([
        trial.and_then(|trial| trial.known_auc).into(),
        trial.map(|trial| trial.verdict.words().to_owned()).into(),
        trial.and_then(|trial| trial.redundant_with.clone()).into(),
    ]);
    row
}

fn of(rates: &[Option<Rate>], at: Option<usize>) -> Option<&Rate> {
    at.and_then(|at| rates.get(at)?.as_ref())
}
