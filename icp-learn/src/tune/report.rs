//! The sentences and tables about what tuning found, as text, Markdown and JSON.

use icp_core::value::float_text;
use icp_evidence::frame::Frame;
use icp_evidence::{Table as Words, wrapped};
use serde_json::{Value, json};

use super::tuned::{Gain, Tuned};
use crate::Counts;
use crate::words::{grouped, percent};

impl Tuned {
    /// The sentences that matter.
    pub fn sentences(&self) -> Vec<String> {
        let counts = &self.counts;
        let mut out = vec![format!(
            "{} accounts with a score by icp `{}`, of which {} were won ({}); {} without an outcome or a score were left out.",
            grouped(counts.rows),
            self.icp,
            grouped(counts.won),
            percent(counts.rate().unwrap_or_default()),
            grouped(self.left_out)
        )];
        out.push(match &self.scores {
            Some(gain) => format!("Weights and points: {}", told(gain, "AUC", 3)),
            None => "Weights and points were left as they are.".to_owned(),
        });
        out.extend(
            self.tiers
                .as_ref()
                .map(|gain| format!("Tiers: {}", told(gain, "log likelihood of an account", 4))),
        );
        if let Some(why) = self.no_tiers.filter(|_| self.tiers.is_none()) {
            out.push(format!("Other cuts of tiers were not tried: {why}."));
        }
        if self.changes.is_empty() {
            out.push(
                "Nothing changes: the numbers that people wrote are as good as these accounts can tell."
                    .to_owned(),
            );
        }
        out
    }

    /// The changes, the tiers and what was left alone, for people.
    pub fn tables(&self) -> Vec<Words> {
        let mut out = Vec::new();
        if !self.changes.is_empty() {
            let mut table = Words::new("Changes", &["of", "number", "was", "becomes"]);
            for change in &self.changes {
                let [from, to] = [change.from, change.to].map(|number| float_text(number.to_f64()));
                table.row([change.id.clone(), change.amount.text(), from, to]);
            }
            out.push(table);
            let mut table = Words::new("Tiers", &["tier", "share", "won", "share then", "won then"]);
            let share = |counts: &Counts| percent(counts.weight / self.counts.weight);
            let rate = |counts: &Counts| counts.rate().map_or_else(|| "-".to_owned(), percent);
            for tier in &self.by_tier {
                let (before, after) = (&tier.before, &tier.after);
                table.row([tier.id.clone(), share(before), rate(before), share(after), rate(after)]);
            }
            table.note("By cuts of scores alone. The last two are of accounts that the new numbers were not fitted to.".to_owned());
            out.push(table);
        }
        if !self.left_alone.is_empty() {
            let mut table = Words::new("Left alone", &["criterion", "why"]);
            self.left_alone.iter().for_each(|(id, why)| table.row([id.clone(), (*why).to_owned()]));
            out.push(table);
        }
        out
    }

    /// The changes, the tiers, the gains and what was left alone, for programs.
    pub fn frames(&self) -> Vec<Frame> {
        let changes = self.changes.iter().map(|change| {
            let [from, to] = [change.from, change.to].map(|number| number.to_f64().into());
            vec![change.id.clone().into(), change.amount.text().into(), from, to]
        });
        let tiers = self.by_tier.iter().map(|tier| {
            let of = |counts: &Counts| [counts.rows.into(), counts.won.into(), counts.rate().into()];
            [vec![tier.id.clone().into()], of(&tier.before).to_vec(), of(&tier.after).to_vec()].concat()
        });
        let measures = [("auc", &self.scores), ("tier_log_likelihood", &self.tiers)];
        let gains = measures.into_iter().filter_map(|(name, gain)| {
            let gain = gain.as_ref()?;
            let Gain { before, after, gain: more, interval } = *gain;
            let numbers = [before, after, more, interval.low, interval.high].map(Into::into);
            Some([vec![name.into()], numbers.to_vec(), vec![gain.is_above_noise().into()]].concat())
        });
        let left = self.left_alone.iter().map(|(id, why)| vec![id.clone().into(), (*why).into()]);
        vec![
            Frame::new("changes").text("id").text("number").number("from").number("to").rows(changes),
            Frame::new("tiers")
                .text("tier")
                .count("rows_before")
                .count("won_before")
                .number("rate_before")
                .count("rows_after")
                .count("won_after")
                .number("rate_after")
                .rows(tiers),
            Frame::new("gains")
                .text("measure")
                .number("before")
                .number("after")
                .number("gain")
                .number("low")
                .number("high")
                .flag("above_noise")
                .rows(gains),
            Frame::new("left_alone").text("criterion").text("why").rows(left),
        ]
    }

    /// For a terminal of any width.
    pub fn to_text(&self) -> String {
        self.to_text_within(usize::MAX)
    }

    /// The same in lines of at most `columns` letters; a table that is too wide goes on below.
    pub fn to_text_within(&self, columns: usize) -> String {
        let sentences = self.sentences();
        let lines = sentences.iter().flat_map(|sentence| wrapped(sentence, columns));
        let mut out: String = lines.map(|line| line + "\n").collect();
        for table in self.tables() {
            out.push('\n');
            out.push_str(&table.to_text_within(columns));
        }
        out
    }

    /// For a page that others lay out.
    pub fn to_markdown(&self) -> String {
        let sentences: Vec<String> =
            self.sentences().iter().map(|sentence| format!("- {sentence}")).collect();
        let tables: String = self.tables().iter().map(|table| format!("\n{}", table.to_markdown())).collect();
        format!("# Tuned\n\n{}\n{tables}", sentences.join("\n"))
    }

    /// Every number with its name, on one line.
    pub fn to_json(&self) -> String {
        let gain = |gain: &Gain| {
            json!({"before": gain.before, "after": gain.after, "gain": gain.gain, "low": gain.interval.low, "high": gain.interval.high,
                "above_noise": gain.is_above_noise()})
        };
        let counts = |counts: &Counts| json!({"rows": counts.rows, "won": counts.won, "rate": counts.rate()});
        let changes = self.changes.iter().map(|change| {
            json!({"id": change.id, "number": change.amount.text(), "from": change.from.to_f64(), "to": change.to.to_f64()})
        });
        let tiers = self.by_tier.iter();
        let tiers = tiers
            .map(|tier| json!({"id": tier.id, "before": counts(&tier.before), "after": counts(&tier.after)}));
        let left = self.left_alone.iter().map(|(id, why)| json!({"criterion": id, "why": why}));
        json!({
            "icp": self.icp,
            "accounts": counts(&self.counts),
            "left_out_rows": self.left_out,
            "auc": self.scores.as_ref().map(gain),
            "tier_log_likelihood": self.tiers.as_ref().map(gain),
            "tiers_not_tried": self.no_tiers,
            "changes": changes.collect::<Vec<Value>>(),
            "tiers": tiers.collect::<Vec<Value>>(),
            "left_alone": left.collect::<Vec<Value>>(),
        })
        .to_string()
    }
}

/// A gain in words.
fn told(gain: &Gain, unit: &str, places: usize) -> String {
    let word = if gain.is_above_noise() { "above noise" } else { "not above noise, so they stay" };
    format!(
        "on accounts that the numbers were not fitted to, {unit} {:.places$} becomes {:.places$}, a gain of {:+.places$} (95 % interval {:+.places$} \
         to {:+.places$}): {word}.",
        gain.before, gain.after, gain.gain, gain.interval.low, gain.interval.high
    )
}
