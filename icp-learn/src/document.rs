//! A learned card as a model document, with the rows behind every number as comments. The engine scores it as [`Card::points`] does.

use icp_core::init::yaml_text;
use icp_core::model::Definition;

use crate::Table;
use crate::attributes::{Used, attributes};
use crate::from_model::Source;
use crate::labels::{cells_text, counts_text, plain_id, tier_id, title};
use crate::rules::{between, condition, list, named, others};
use crate::words::{grouped, percent, plain, rows};
use crate::{
    Against, Band, Card, Cells, Counts, Criterion, Learned, MissingBand, Pair, Side, Subject, Values,
};

/// The most values of an attribute that are all listed.
const VALUES: usize = 25;

/// The names in a document.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'a> {
    /// The name of the model.
    pub model: &'a str,
    /// The id of the icp.
    pub icp: &'a str,
    /// The accounts that were learned from, such as a file's name.
    pub accounts: &'a str,
    /// The outcome.
    pub outcome: &'a str,
}

/// A part of a document: an icp, and the attributes that it reads.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    pub(crate) icp: String,
    pub(crate) attributes: Vec<Used>,
}

/// Writes a model document; `None` where no card was learned.
///
/// `reader` is the model that read the accounts, `sources` says where each column of the table comes from.
pub fn document(
    learned: &Learned,
    table: &Table,
    sources: &[Source],
    reader: &Definition,
    naming: Naming<'_>,
) -> Option<String> {
    let part = icp(learned, table, sources, naming.icp, "")?;
    let mut out = head(learned, naming);
    out.push_str(&format!("format: icp/1\nname: {}\nstatus: hypothesis\n\n", yaml_text(naming.model)));
    out.push_str(&attributes(reader, &part.attributes));
    out.push_str("\nicps:\n");
    out.push_str(&part.icp);
    Some(out)
}

/// The first comments: from what it was learned, and how far it can be trusted.
pub(crate) fn head(learned: &Learned, naming: Naming<'_>) -> String {
    let counts = &learned.counts;
    let mut out = format!("# Learned from {}", rows(counts.rows));
    match learned.against {
        Against::Lost => out.push_str(&format!(
            " of {}: {} were won ({}) by `{}`.\n",
            plain(naming.accounts),
            grouped(counts.won),
            percent(counts.rate().unwrap_or_default()),
            plain(naming.outcome),
        )),
        Against::Reference => out.push_str(&format!(
            " of {}: {} of the best customers, the others as their reference. Points are lift, not win rates.\n",
            plain(naming.accounts),
            grouped(counts.won),
        )),
    }
    if let Some(auc) = learned.judged.as_ref().and_then(|judged| judged.auc) {
        out.push_str(&format!(
            "# On rows that it was not fitted to: AUC {:.3}, 95 % interval {:.3} to {:.3}.\n",
            auc.auc, auc.interval.low, auc.interval.high
        ));
    }
    if let Some(signal) = &learned.signal {
        let found = if signal.is_found() { "There is a signal" } else { "No signal was found" };
        out.push_str(&format!("# {found}: p = {:.3} in {} permutations.\n", signal.p, signal.permutations));
    }
    out.push_str("# A first guess from the past: read every band, and change what you know better.\n");
    out
}

/// An icp of a card; `beside` holds lines of its own, such as a priority.
pub(crate) fn icp(
    learned: &Learned,
    table: &Table,
    sources: &[Source],
    id: &str,
    beside: &str,
) -> Option<Part> {
    let card = learned.card.as_ref()?;
    let writer = Writer { learned, table, sources };
    let mut out = format!("  - id: {}\n{beside}", yaml_text(id));
    let tiers = writer.tiers(card);
    out.push_str(&tiers.0);
    out.push_str("    fit:\n      scale: {points: {base: 0}}\n      criteria:\n");
    let (mut ids, mut used) = (Vec::new(), Vec::new());
    for criterion in card.criteria.iter().filter(|criterion| !is_nothing(criterion)) {
        let source = writer.source(criterion.subject)?;
        let cells: Vec<&Cells> = criterion.bands.iter().map(|band| &band.cells).collect();
        used.extend(writer.used(criterion.subject, &cells));
        let id = writer.id(&[criterion.subject], &mut ids);
        out.push_str(&writer.criterion(criterion, source, &id));
    }
    for pair in card.pairs.iter().filter(|pair| (pair.inside, pair.outside, pair.unknown) != (0, 0, 0)) {
        let subjects = [0, 1].map(|side| pair.sides.get(side).map(|side| side.subject));
        let subjects: Vec<Subject> = subjects.into_iter().flatten().collect();
        for side in &pair.sides {
            used.extend(writer.used(side.subject, &side.cells.iter().collect::<Vec<_>>()));
        }
        let id = writer.id(&subjects, &mut ids);
        out.push_str(&writer.pair(pair, &id));
    }
    if ids.is_empty() {
        return None;
    }
    out.push_str("      tiers:\n");
    out.push_str(&tiers.1);
    Some(Part { icp: out, attributes: used })
}

/// Whether a criterion gives no points to anybody.
fn is_nothing(criterion: &Criterion) -> bool {
    criterion.missing.points == 0 && criterion.bands.iter().all(|band| band.points == 0)
}

struct Writer<'a> {
    learned: &'a Learned,
    table: &'a Table,
    sources: &'a [Source],
}

impl<'a> Writer<'a> {
    fn source(&self, subject: Subject) -> Option<&'a Source> {
        self.sources.get(subject.column)
    }

    /// The item of a set that a criterion asks for.
    fn item(&self, subject: Subject) -> Option<&'a str> {
        let values = &self.table.columns().get(subject.column)?.values;
        match values {
            Values::Set { items, .. } => items.get(subject.item? as usize).map(String::as_str),
            Values::Number(_) | Values::Month(_) | Values::Text { .. } | Values::Bool(_) => None,
        }
    }

    /// The attribute of a rule. All of its values where there are few, else those that the rule names: a typo in an edited rule is then
    /// found, and a value that is called `other` is known to be one.
    fn used(&self, subject: Subject, cells: &[&Cells]) -> Option<Used> {
        let name = self.source(subject)?.attribute.name.to_string();
        let of_rule = || {
            let texts = cells.iter().flat_map(|cells| named(cells)).map(str::to_owned);
            texts.chain(self.item(subject).map(str::to_owned)).collect()
        };
        let values = match self.values(subject)? {
            Values::Text { names, .. } | Values::Set { items: names, .. } if names.len() <= VALUES => {
                names.clone()
            }
            Values::Text { .. } | Values::Set { .. } => of_rule(),
            Values::Number(_) | Values::Month(_) | Values::Bool(_) => Vec::new(),
        };
        Some(Used { name, values })
    }

    /// A title for people.
    fn title(&self, subject: Subject) -> String {
        title(self.table, self.sources, subject)
    }

    /// An id that no other criterion has.
    fn id(&self, subjects: &[Subject], taken: &mut Vec<String>) -> String {
        let names = subjects.iter().map(|subject| {
            let column = self.table.columns().get(subject.column).map_or("", |column| column.name.as_str());
            match self.item(*subject) {
                Some(item) => format!("{column}-{item}"),
                None => column.to_owned(),
            }
        });
        plain_id(&names.collect::<Vec<_>>().join("-x-"), "criterion", taken)
    }

    fn criterion(&self, criterion: &Criterion, source: &Source, id: &str) -> String {
        let key = yaml_text(&source.attribute.name);
        let story = self.learned.columns.get(criterion.subject.column);
        let mut out = String::new();
        let mut facts = Vec::new();
        if let Some(auc) = story.and_then(|story| story.auc) {
            facts.push(format!("AUC {auc:.3} by itself"));
        }
        if let Some(share) = story.and_then(|story| story.chosen) {
            facts.push(format!("chosen in {} of the folds", percent(share)));
        }
        if criterion.weak {
            facts.push("weak: it may be here by chance".to_owned());
        }
        if !facts.is_empty() {
            out.push_str(&format!("        # {}\n", facts.join("; ")));
        }
        out.push_str(&format!("        - id: {}\n", yaml_text(id)));
        out.push_str(&format!("          name: {}\n", yaml_text(&self.title(criterion.subject))));
        if let Some(range) = self.range(criterion) {
            out.push_str(&format!("          description: {}\n", yaml_text(&range)));
        }
        let missing = &criterion.missing;
        let points = criterion.bands.iter().map(|band| band.points);
        let (low, high) = points.fold((i64::MAX, i64::MIN), |(low, high), one| (low.min(one), high.max(one)));
        // A missing value counts within the bounds of what it can be; where a missing value says more than any value does, it is
        // a value of its own.
        let is_within = (low..=high).contains(&missing.points);
        if is_within {
            out.push_str(&format!("          if_unknown: {}  # {}\n", missing.points, self.missing(missing)));
        }
        out.push_str("          bands:\n");
        let mut band = |when: String, points: i64, comment: String| {
            out.push_str(&format!("            - {{when: {when}, points: {points}}}  # {comment}\n"));
        };
        if !is_within {
            band(format!("{{{key}: {{known: false}}}}"), missing.points, self.missing(missing));
        }
        let item = self.item(criterion.subject);
        let mut bands: Vec<&Band> = criterion.bands.iter().collect();
        // The oldest first, and the most events: each band begins where the one before ends.
        let is_falling =
            source.events.is_some() || matches!(self.values(criterion.subject), Some(Values::Month(_)));
        if is_falling {
            bands.reverse();
        }
        let rest = bands.iter().position(|band| matches!(band.cells, Cells::Texts { rest: true, .. }));
        let is_range = bands.iter().all(|band| matches!(band.cells, Cells::Range { .. }));
        let last = if is_range { bands.len().checked_sub(1) } else { rest };
        let is_truth = bands.iter().any(|band| matches!(band.cells, Cells::Bool(_)));
        let last =
            if is_truth { bands.iter().position(|band| band.cells == Cells::Bool(false)) } else { last };
        for (at, one) in bands.iter().enumerate() {
            if Some(at) != last {
                let when = condition(&key, source.events.as_ref(), item, &one.cells, is_falling);
                band(when, one.points, self.counts(&one.counts));
            }
        }
        match last.and_then(|at| bands.get(at)) {
            Some(rest) => out.push_str(&format!(
                "          otherwise: {}  # {}{}\n",
                rest.points,
                self.counts(&rest.counts),
                others(&rest.cells)
            )),
            None => out.push_str(&format!("          otherwise: {}\n", missing.points)),
        }
        out
    }

    /// The bands with the lowest and the highest win rate.
    fn range(&self, criterion: &Criterion) -> Option<String> {
        if self.learned.against == Against::Reference {
            return None;
        }
        let bands = criterion.bands.iter().filter_map(|band| Some((band.counts.rate()?, band)));
        let mut bands: Vec<(f64, &Band)> = bands.collect();
        bands.sort_by(|a, b| a.0.total_cmp(&b.0));
        let words = |(rate, band): &(f64, &Band)| {
            (percent(*rate), cells_text(self.table, criterion.subject, &band.cells))
        };
        let ((low, worst), (high, best)) = bands
            .split_last()
            .zip(bands.first())
            .and_then(|((best, rest), worst)| (!rest.is_empty()).then(|| (words(worst), words(best))))?;
        Some(format!("From {low} won ({worst}) to {high} ({best})"))
    }

    fn values(&self, subject: Subject) -> Option<&'a Values> {
        self.table.columns().get(subject.column).map(|column| &column.values)
    }

    fn pair(&self, pair: &Pair, id: &str) -> String {
        let names: Vec<String> = pair.sides.iter().map(|side| self.title(side.subject)).collect();
        let sides: Vec<String> = pair.sides.iter().map(|side| self.side(side)).collect();
        format!(
            "        # Two that say more together than one by one; gained {:.1} on rows left out.\n\
             \x20       - id: {}\n          name: {}\n          if_unknown: {}\n          bands:\n\
             \x20           - {{when: {{all: [{}]}}, points: {}}}  # {}\n          otherwise: {}\n",
            pair.gain,
            yaml_text(id),
            yaml_text(&names.join(" and ")),
            pair.unknown,
            sides.join(", "),
            pair.inside,
            self.counts(&pair.counts),
            pair.outside,
        )
    }

    fn side(&self, side: &Side) -> String {
        let Some(source) = self.source(side.subject) else { return String::new() };
        let key = yaml_text(&source.attribute.name);
        let item = self.item(side.subject);
        let texts: Vec<&str> = side.cells.iter().flat_map(named).collect();
        if !texts.is_empty() {
            return format!("{{{key}: {{in: {}}}}}", list(&texts));
        }
        let is_month = matches!(self.values(side.subject), Some(Values::Month(_)));
        let each: Vec<String> = side
            .cells
            .iter()
            .map(|cells| {
                if is_month || source.events.is_some() {
                    between(&key, source.events.as_ref(), cells)
                } else {
                    condition(&key, None, item, cells, false)
                }
            })
            .collect();
        match each.as_slice() {
            [one] => one.clone(),
            more => format!("{{any: [{}]}}", more.join(", ")),
        }
    }

    /// Rows behind points.
    fn counts(&self, counts: &Counts) -> String {
        counts_text(self.learned, counts)
    }

    fn missing(&self, missing: &MissingBand) -> String {
        let own = if missing.own { "" } else { "; too few for points of their own" };
        if missing.counts.rows == 0 {
            return "without a value: none here, so the mean of the others".to_owned();
        }
        format!("without a value: {}{own}", self.counts(&missing.counts))
    }

    /// `qualifies_from`, and the tiers.
    fn tiers(&self, card: &Card) -> (String, String) {
        if card.tiers.len() < 2 {
            return (String::new(), "        - {id: A}\n".to_owned());
        }
        let base = self.learned.counts.rate().unwrap_or_default();
        let judged = self.learned.judged.as_ref().map(|judged| judged.tiers.as_slice()).unwrap_or_default();
        let (mut out, mut from) = (String::new(), "A".to_owned());
        for (at, tier) in card.tiers.iter().enumerate() {
            let id = tier_id(at);
            let share = tier.counts.weight / self.learned.counts.weight.max(f64::MIN_POSITIVE);
            let mut told = match self.learned.against {
                Against::Lost => match judged.get(at) {
                    Some(rate) => format!(
                        "{} were won, 90 % interval {} to {}; {} of the accounts",
                        percent(rate.rate),
                        percent(rate.interval.low),
                        percent(rate.interval.high),
                        percent(share)
                    ),
                    None => format!(
                        "{} were won of those that it was fitted to, which is too good; {} of the accounts",
                        percent(tier.counts.rate().unwrap_or_default()),
                        percent(share)
                    ),
                },
                Against::Reference => {
                    let lost = (tier.counts.weight - tier.counts.won_weight)
                        / (self.learned.counts.weight - self.learned.counts.won_weight)
                            .max(f64::MIN_POSITIVE);
                    format!("{} of the reference population", percent(lost))
                }
            };
            if judged
                .get(at)
                .map_or(tier.counts.rate(), |rate| Some(rate.rate))
                .is_some_and(|rate| rate >= base)
                && at + 1 < card.tiers.len()
            {
                from = id.clone();
            }
            told = yaml_text(&told);
            if at + 1 == card.tiers.len() {
                out.push_str(&format!("        - {{id: {id}, description: {told}}}\n"));
            } else {
                out.push_str(&format!("        - {{id: {id}, description: {told}, from: {}}}\n", tier.from));
            }
        }
        (format!("    qualifies_from: {from}\n"), out)
    }
}
