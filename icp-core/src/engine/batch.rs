//! Scores tables with a model; it forwards to `batch` and decides nothing.

use super::{Model, nested};
#[cfg(feature = "arrow")]
use crate::batch::can_be;
use crate::batch::{BatchOptions, Job, LabelTable, Scores, VerdictRule, VerdictTable, run};
use crate::column::{Column, Columns, Values};
use crate::error::BatchError;
#[cfg(feature = "arrow")]
use crate::eval::ReasonCode;
use crate::model::{Label, Verdict};
use crate::plan::Plan;

impl Model {
    /// Scores a table, without copying it: the same bits as one account at a time, many times faster.
    ///
    /// Columns are matched with attributes by name, then by `aliases`; where an attribute has several, the first that
    /// is not missing counts in each row. Other columns are passed over. An attribute takes from a column what it
    /// takes from an account, so texts that are numbers are fine for a number.
    ///
    /// # Errors
    /// A table that cannot be read, a column that is missing (unless allowed), an invalid value (unless it counts as
    /// missing) with its column and row, a column without a single valid value (unless allowed, also where invalid values
    /// count as missing), or a stop by the caller. Of several values, that of the first row; the others are among the
    /// problems.
    ///
    /// ```
    /// use icp_core::{Date, Model};
    /// use icp_core::batch::{AsOf, BatchOptions};
    /// use icp_core::column::{Column, Columns, Values};
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let columns = Columns::new(3).with("employees", Column::new(Values::F64(&[50.0, 5.0, f64::NAN])))?;
    /// let today = AsOf::Day(Date::new(2026, 11, 21).unwrap());
    /// let scores = model.score_batch(&columns, &BatchOptions::new(today))?;
    /// assert_eq!((scores.best(0), scores.best(1), scores.best(2)), (Some(0), None, None));
    /// assert_eq!(scores.shown.score[..2], [100.0, 0.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_batch(
        &self,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
    ) -> Result<Scores, BatchError> {
        let mut scores = Scores::default();
        self.score_batch_into(columns, options, &mut scores)?;
        Ok(scores)
    }

    /// [`Model::score_batch`] into the memory of other scores, for tables that come one after the other: asking the
    /// system for new memory takes a good part of the time. After an error what is in it is of no use.
    ///
    /// # Errors
    /// As [`Model::score_batch`].
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Values};
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let (mut scores, mut best) = (icp_core::batch::Scores::default(), 0);
    /// for part in [[50, 5], [60, 70]] {
    ///     let columns = Columns::new(2).with("employees", Column::new(Values::U8(&part)))?;
    ///     model.score_batch_into(&columns, &options, &mut scores)?;
    ///     best += (0..scores.rows()).filter(|row| scores.best(*row).is_some()).count();
    /// }
    /// assert_eq!((best, scores.rows()), (3, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_batch_into(
        &self,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
        scores: &mut Scores,
    ) -> Result<(), BatchError> {
        self.score_part_into(columns, options, scores)?;
        scores.intake.check(options.allow_empty_columns, options.on_invalid, options.host)
    }

    /// [`Model::score_batch_into`] for a part of a run: what invalid values do is decided by who has the others too.
    pub(crate) fn score_part_into(
        &self,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
        scores: &mut Scores,
    ) -> Result<(), BatchError> {
        let verdicts = if options.verdicts { self.verdict_table() } else { VerdictTable::default() };
        let labels = if options.labels { self.label_table() } else { LabelTable::default() };
        let names = self.column_names(options.columns)?;
        let job = Job::new(&self.inner.plan, self.watch(), *options, &verdicts, &labels);
        let inner = nested::values(&names, columns);
        if inner.is_empty() {
            run(&job, &names, columns, scores)?;
            self.add_row_texts(&names, columns, options, scores)?;
        } else {
            let mut columns = columns.clone();
            for (name, values) in &inner {
                columns = columns.with_nested(name, Column::new(Values::Mixed(values)));
            }
            run(&job, &names, &columns, scores)?;
            self.add_row_texts(&names, &columns, options, scores)?;
        }
        if *scores.fingerprint != *self.fingerprint() {
            scores.fingerprint = self.fingerprint().into();
        }
        let given = self.given();
        if *scores.given != *given {
            scores.given = given.into();
        }
        Ok(())
    }

    /// The given lists and the source, each with the start of its fingerprint.
    fn given(&self) -> String {
        let lists = self.given_lists().map(|(list, digest)| (&*list.name, digest));
        let source = self.source().map(|source| (source.name(), source.fingerprint()));
        let mut given = String::new();
        for (name, digest) in lists.chain(source) {
            let start = digest.get(..12).unwrap_or(digest);
            given.extend([if given.is_empty() { "" } else { ", " }, name, " ", start]);
        }
        given
    }

    /// The names under which each attribute's column is looked for: the caller's, or its own and its aliases.
    pub(crate) fn column_names<'a>(
        &'a self,
        columns: &'a [(&'a str, &'a str)],
    ) -> Result<Vec<Vec<&'a str>>, BatchError> {
        let attributes = &self.inner.definition.attributes;
        let inputs = || attributes.iter().filter(|a| a.formula.is_none()).map(|a| &*a.name);
        if let Some((unknown, _)) = columns.iter().find(|(name, _)| inputs().all(|input| input != *name)) {
            return Err(BatchError::no_attribute(unknown, inputs()));
        }
        let names = attributes.iter().map(|a| match columns.iter().find(|(name, _)| **name == *a.name) {
            Some((_, column)) => vec![*column],
            None => a.names().collect(),
        });
        Ok(names.collect())
    }

    /// Whether an icp, by its place in priority order, can have a reason at all.
    #[cfg(feature = "arrow")]
    pub(crate) fn can_be(&self, at: usize, reason: ReasonCode) -> bool {
        self.inner.plan.icps.get(at).is_some_and(|icp| can_be(&self.inner.plan, icp, reason))
    }

    fn verdict_table(&self) -> VerdictTable {
        let mut table = VerdictTable {
            teams: self.teams().into_iter().map(Into::into).collect(),
            ..VerdictTable::default()
        };
        let Plan { icps, cards, .. } = &self.inner.plan;
        for (at, icp_plan) in icps.iter().enumerate() {
            let Some(icp) = self.icp(at) else { continue };
            let tier_plans = cards.get(icp_plan.fit).map(|card| &*card.tiers).unwrap_or_default();
            let tiers = icp.fit.tiers.iter().zip(tier_plans);
            let tiers =
                tiers.map(|(tier, plan)| verdict_rules(&mut table, &tier.verdicts, &plan.verdicts)).collect();
            let stages = icp.stages.iter().zip(&icp_plan.stages);
            let stages = stages
                .map(|(stage, plan)| verdict_rules(&mut table, &stage.verdicts, &plan.verdicts))
                .collect();
            table.icps.push((tiers, stages));
        }
        table
    }

    fn label_table(&self) -> LabelTable {
        let ids = self.label_ids();
        let mut texts = Vec::new();
        let icps = (0..).map_while(|at| self.icp(at)).map(|icp| {
            let label = |label: &Label| {
                let column = ids.iter().position(|id| **id == *label.id).unwrap_or_default();
                (column, label.first.iter().map(|entry| number_of(&mut texts, &entry.say)).collect())
            };
            icp.labels.iter().map(label).collect()
        });
        let icps = icps.collect();
        LabelTable { ids: ids.into_iter().map(Into::into).collect(), texts, icps }
    }
}

/// Number of a text among some; it is added if it is new.
fn number_of(texts: &mut Vec<Box<str>>, text: &str) -> u16 {
    let known = texts.iter().position(|known| **known == *text);
    let at = known.unwrap_or_else(|| {
        texts.push(text.into());
        texts.len() - 1
    });
    at as u16
}

/// Verdicts by number.
fn verdict_rules(
    table: &mut VerdictTable,
    verdicts: &[Verdict],
    conditions: &[Option<u32>],
) -> Vec<VerdictRule> {
    let mut out = Vec::with_capacity(verdicts.len());
    for (verdict, condition) in verdicts.iter().zip(conditions) {
        let team = table.teams.iter().position(|team| **team == *verdict.team).unwrap_or_default();
        let text = number_of(&mut table.texts, &verdict.say);
        out.push(VerdictRule { team, text, condition: *condition });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::{AsOf, IcpColumns};
    use crate::column::{Codes, Offsets, Text};
    use crate::value::Date;

    const MODEL: &str = r#"{"format": "icp/1", "name": "wide", "attributes": {"size": {"type": "number"},
        "trade": {"type": "text"}, "tools": {"type": "set"}},
        "icps": [{"id": "a", "priority": 1, "fit": {"criteria": [
            {"id": "size", "weight": 2.5, "curve": {"attribute": "size", "ratings": [[-3, 0], [20.5, 0.333333], [90, 1]]}},
            {"id": "trade", "fit": {"trade": {"in": ["x", "y"]}}, "misfit": {"trade": "z"}, "penalty": 0.3},
            {"id": "tools", "per_match": {"attribute": "tools", "of": ["p", "q", "r"], "rating_each": 0.4}}],
            "tiers": [{"id": "A", "from": 70}, {"id": "B", "from": 33.333333}, {"id": "C"}]}},
          {"id": "b", "priority": 2, "exclusions": [{"id": "large", "reason": "too large", "when": {"size": {"gt": 95}}}],
            "fit": {"criteria": [{"id": "size", "required": true, "fit": {"size": {"between": [5, 60]}}},
            {"id": "tools", "fit": {"tools": {"has": "p"}}}], "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#;

    /// All that was found, with the bits of numbers.
    fn told(scores: &Scores) -> impl PartialEq + std::fmt::Debug + use<> {
        let bits = |numbers: &[f64]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<_>>();
        let of = |icp: &IcpColumns| {
            let numbers = [&icp.score, &icp.lower, &icp.upper, &icp.coverage].map(|column| bits(column));
            (icp.status.clone(), icp.tier.clone(), icp.reason.clone(), numbers)
        };
        (scores.icp.clone(), of(&scores.shown), scores.icps.iter().map(of).collect::<Vec<_>>())
    }

    #[test]
    fn wide_registers_change_no_bit() {
        let model = Model::from_json(MODEL).unwrap();
        let rows = 1_000;
        let sizes: Vec<f64> =
            (0..rows).map(|n| if n % 7 == 0 { f64::NAN } else { n as f64 * 0.137 - 9.0 }).collect();
        let trades: Vec<i32> = (0..rows).map(|n| n * n % 4).collect();
        let words = Text { offsets: Offsets::Small(&[0, 1, 2, 3, 4]), bytes: b"xyzw" };
        let trade = Values::Dictionary {
            codes: Codes::I32(&trades),
            values: Box::new(Column::new(Values::Text(words))),
        };
        let items: Vec<u8> = (0..rows * 2).map(|n| b"pqrs"[(n * 7 % 13 % 4) as usize]).collect();
        let ends: Vec<i32> = (0..=rows * 2).collect();
        let lists: Vec<i32> = (0..=rows).map(|n| n * 2).collect();
        let items = Column::new(Values::Text(Text { offsets: Offsets::Small(&ends), bytes: &items }));
        let tools = Values::List { offsets: Offsets::Small(&lists), items: Box::new(items) };
        let columns = Columns::new(rows as usize)
            .with("size", Column::new(Values::F64(&sizes)))
            .and_then(|columns| columns.with("trade", Column::new(trade)))
            .and_then(|columns| columns.with("tools", Column::new(tools)))
            .unwrap();
        let options = BatchOptions::new(AsOf::Day(Date::MAX)).per_icp(true);
        let (verdicts, labels) = (VerdictTable::default(), LabelTable::default());
        let names = model.column_names(&[]).unwrap();
        let score = |job: &Job<'_>| {
            let mut scores = Scores::default();
            run(job, &names, &columns, &mut scores).unwrap();
            scores
        };
        let job = Job::new(&model.inner.plan, model.watch(), options, &verdicts, &labels);
        let found = score(&job);
        assert!(found.shown.status.iter().any(|status| *status != found.shown.status[0]));
        let narrow = score(&job.without_simd());
        assert_eq!(told(&found), told(&narrow));
    }
}
