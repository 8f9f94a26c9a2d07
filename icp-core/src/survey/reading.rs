//! The judgement of a column: as which type its values can be read, and what has to be written for it. Called for models that are
//! begun from a table, and for the help of a refused column. It looks at values only; nothing is guessed: where two readings
//! are possible, both are given.

use super::ColumnSurvey;
use super::dates::Patterns;
use super::distinct::Distinct;
use super::numbers::Form;
use super::placeholder::is_placeholder;
use super::written::{of_bools, of_dates, of_numbers};
use crate::account::is_refused_set;
use crate::value::{AttributeType, fold};

/// Words for yes and no that are not usual ones, folded: pairs that are only taken together.
const PAIRS: [(&str, &str); 11] = [
    ("wahr", "falsch"),
    ("vrai", "faux"),
    ("verdadero", "falso"),
    ("1", "0"),
    ("y", "n"),
    ("t", "f"),
    ("on", "off"),
    ("ja", "nein"),
    ("oui", "non"),
    ("si", "no"),
    ("sim", "não"),
];

/// The texts in a box that is ticked, where the others are blank.
const TICKS: [&str; 6] = ["x", "✓", "✔", "☑", "checked", "ticked"];

/// Separators of the items of a set, the surest first.
pub(super) const SEPARATORS: [char; 5] = [';', '|', '\n', '\t', ','];
/// The most items of a set, and the most where they are separated by a comma, which texts have too.
const ITEMS: usize = 400;
const COMMA_ITEMS: usize = 64;
/// Bytes of an item; a longer one is a sentence.
pub(super) const ITEM: usize = 48;
/// The least share of what stands in lists that also stands elsewhere, in percent.
const SHARED: usize = 85;

/// The attribute whose values were refused.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(
    not(all(feature = "messages", not(target_family = "wasm"))),
    allow(dead_code, reason = "without the words nobody reads them")
)]
pub(crate) struct Refused<'a> {
    pub(crate) attribute: &'a str,
    pub(crate) kind: AttributeType,
    /// How many values it took.
    pub(crate) valid: usize,
    /// Whether the model says how they are written.
    pub(crate) is_written: bool,
}

/// One way to read the values of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Way {
    pub(crate) read: Read,
    /// The text that has to stand behind `written`; none where nothing has to.
    pub(crate) written: Option<String>,
    /// How many values it reads.
    pub(crate) count: usize,
}

/// The values that a way gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Read {
    Numbers(Form),
    Dates(Patterns),
    Bools,
    /// A set, with its separator where that is not a list of JSON.
    Items(Option<char>),
    Events,
    Texts,
    /// Numbers that are days or moments.
    Moments,
}

impl Read {
    pub(crate) fn kind(&self) -> AttributeType {
        match self {
            Self::Numbers(_) => AttributeType::Number,
            Self::Dates(_) | Self::Moments => AttributeType::Date,
            Self::Bools => AttributeType::Bool,
            Self::Items(_) => AttributeType::Set,
            Self::Events => AttributeType::Events,
            Self::Texts => AttributeType::Text,
        }
    }
}

impl ColumnSurvey {
    /// The ways to read the values as an attribute of a type, at most two; without any that reads only a part of what another
    /// one reads. Placeholders are left aside.
    pub(crate) fn ways(&self, kind: AttributeType) -> Vec<Way> {
        match kind {
            AttributeType::Number => self.numbers.ways().into_iter().map(|form| self.of_form(form)).collect(),
            AttributeType::Date => self.date_ways(),
            AttributeType::Bool => self.bool_way().into_iter().collect(),
            AttributeType::Set => self.set_way().into_iter().collect(),
            AttributeType::Text => self.text_way().into_iter().collect(),
            AttributeType::Events if self.events > 0 => {
                vec![Way { read: Read::Events, written: None, count: self.events }]
            }
            AttributeType::Events => Vec::new(),
        }
    }

    pub(super) fn of_form(&self, form: Form) -> Way {
        Way { written: of_numbers(&form), count: form.count, read: Read::Numbers(form) }
    }

    /// Words behind numbers that may mean anything, and how to write what they stand for; if every value is such a number.
    pub(crate) fn open_numbers(&self) -> Option<(Vec<String>, String)> {
        let form = self.numbers.open_way().filter(|form| form.count == self.known())?;
        Some((form.unknown_words().map(str::to_owned).collect(), of_numbers(&form)?))
    }

    fn date_ways(&self) -> Vec<Way> {
        let of = |patterns: Patterns| Way {
            written: of_dates(&patterns),
            count: patterns.count,
            read: Read::Dates(patterns),
        };
        let mut ways: Vec<Way> = self.dates.ways(true).into_iter().map(of).collect();
        if ways.is_empty() {
            ways = self.moments();
        }
        ways
    }

    /// Numbers that lie where days and moments of the years 1990 to 2099 lie.
    fn moments(&self) -> Vec<Way> {
        let Some(form) = self.numbers.ways().into_iter().next().filter(Form::is_usual) else {
            return Vec::new();
        };
        let Some((low, high)) = form.ends else { return Vec::new() };
        let within = |least: f64, most: f64| low >= least && high < most;
        let of =
            |written: &str| Way { read: Read::Moments, written: Some(written.to_owned()), count: form.count };
        let (from, to) = (631_152_000.0, 4_102_444_800.0);
        if within(from, to) {
            vec![of("epoch_s")]
        } else if within(from * 1e3, to * 1e3) {
            vec![of("epoch_ms")]
        } else if within(32_874.0, 73_051.0) {
            vec![of("excel"), of("excel_1904")]
        } else {
            Vec::new()
        }
    }

    /// True and false, by the usual words or by a pair of others.
    fn bool_way(&self) -> Option<Way> {
        if self.bools > 0 || !self.is_exact() || self.distinct.len() > 12 {
            return (self.bools > 0).then_some(Way { read: Read::Bools, written: None, count: self.bools });
        }
        let words = || self.distinct.each().filter(|(text, _)| !is_placeholder(text));
        let is_usual = |text: &str| matches!(&*fold(text), "true" | "yes" | "false" | "no");
        let usual: usize = words().filter(|(text, _)| is_usual(text)).map(|(_, count)| count).sum();
        if usual > 0 && words().all(|(text, _)| is_usual(text)) {
            return Some(Way { read: Read::Bools, written: None, count: usual });
        }
        let side = |word: &str| {
            let of = words().filter(|(text, _)| *fold(text) == *word);
            let mut texts: Vec<String> = of.map(|(text, _)| fold(text).into_owned()).collect();
            texts.sort();
            texts.dedup();
            texts
        };
        let count = words().map(|(_, count)| count).sum();
        if self.rows() > self.values() && words().all(|(text, _)| TICKS.contains(&&*fold(text))) && count > 0
        {
            let mut ticks: Vec<String> = words().map(|(text, _)| fold(text).into_owned()).collect();
            ticks.sort();
            ticks.dedup();
            return Some(Way { read: Read::Bools, written: Some(of_bools(&ticks, &[])), count });
        }
        let pair = PAIRS.iter().find(|(yes, no)| {
            words().all(|(text, _)| *fold(text) == **yes || *fold(text) == **no)
                && !side(yes).is_empty()
                && !side(no).is_empty()
        });
        let (yes, no) = pair?;
        // The usual `no` needs no word of its own.
        let no = if *no == "no" { Vec::new() } else { side(no) };
        Some(Way { read: Read::Bools, written: Some(of_bools(&side(yes), &no)), count })
    }

    /// The words for true and false among the others, each of which means one of them.
    #[cfg(all(feature = "messages", not(target_family = "wasm")))]
    pub(super) fn words_of_bools(&self) -> Option<String> {
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for (text, _) in self.distinct.each().filter(|(text, _)| !is_placeholder(text)) {
            let text = fold(text).into_owned();
            if PAIRS.iter().any(|(word, _)| *word == text) {
                yes.push(text);
            } else if PAIRS.iter().any(|(_, word)| *word == text) {
                no.push(text);
            } else {
                return None;
            }
        }
        for side in [&mut yes, &mut no] {
            side.sort();
            side.dedup();
        }
        (self.is_exact() && !(yes.is_empty() && no.is_empty())).then(|| of_bools(&yes, &no))
    }

    fn set_way(&self) -> Option<Way> {
        if self.lists > 0 {
            return Some(Way { read: Read::Items(None), written: None, count: self.lists });
        }
        let separator = SEPARATORS.into_iter().find(|separator| self.is_set(*separator))?;
        Some(Way { read: Read::Items(Some(separator)), written: None, count: self.texts })
    }

    /// Whether the texts are lists with this separator: few and short items, which stand alone or beside different ones. This must be so
    /// of most items, or of nearly all that stand in lists, each as often as its rows are. No text may be one that a set refuses.
    fn is_set(&self, separator: char) -> bool {
        // An item with a text that it stands in, and the rows that have it in a list there.
        let mut items: Vec<(&str, &str, usize)> = Vec::new();
        let (mut lists, mut rows, mut long) = (0, 0, 0);
        for (text, count) in self.distinct.each().filter(|(text, _)| !is_placeholder(text)) {
            if Distinct::is_cut(text) || is_refused_set(text) {
                return false;
            }
            let in_list = if text.contains(separator) { count } else { 0 };
            lists += usize::from(in_list > 0);
            rows += in_list;
            for item in text.split(separator).map(str::trim).filter(|item| !item.is_empty()) {
                long += usize::from(item.len() > ITEM);
                items.push((item, text, in_list));
            }
        }
        if lists == 0 || rows * 50 < self.texts {
            return false;
        }
        items.sort_unstable();
        items.dedup_by(|(item, text, _), (other, of, _)| (*item, *text) == (*other, *of));
        let of_item = items.chunk_by(|(a, ..), (b, ..)| a == b);
        let (mut all, mut several, mut listed, mut shared) = (0, 0, 0, 0);
        for each in of_item {
            let in_lists: usize = each.iter().map(|(.., count)| count).sum();
            all += 1;
            listed += in_lists;
            if each.len() > 1 {
                several += 1;
                shared += in_lists;
            }
        }
        let most = if separator == ',' { COMMA_ITEMS } else { ITEMS };
        // These signs are in few texts that are no lists: `Magento;Shopify Plus` beside `Magento`.
        let is_sure = matches!(separator, ';' | '|');
        let one = is_sure && several > 0 && long == 0 && shared * 2 >= listed;
        let mostly = lists >= 2 && long == 0 && all <= most && all >= 2 && several * 3 >= all * 2;
        mostly || one && several <= most || several >= 2 && several <= most && shared * 100 >= listed * SHARED
    }

    fn text_way(&self) -> Option<Way> {
        // Numbers of a sheet or of JSON among texts, too.
        if self.numbers_typed > 0 && self.are_whole() && self.known() == self.numbers_typed + self.texts {
            let written = Some("digits".to_owned());
            return Some(Way { read: Read::Texts, written, count: self.known() });
        }
        (self.texts > 0).then_some(Way { read: Read::Texts, written: None, count: self.texts })
    }
}
