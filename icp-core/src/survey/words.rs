//! The help of values that were refused: the keys that would read all of them, if only one reading is possible, else both. Called
//! by `intake` for columns and by `eval` for single accounts.

use super::reading::{Read, Refused, Way};
use super::{ColumnSurvey, list};
use crate::error::{counted, grouped, quote};
use crate::value::{AttributeType, fold};

impl ColumnSurvey {
    /// Counts a refused value by the words that its error has for it.
    pub(crate) fn add_found(&mut self, found: &str) {
        let cut = |text: &str| text.contains('…') || text.contains("\\u{");
        let quoted =
            |text: &'_ str| text.strip_prefix('`').and_then(|text| text.strip_suffix('`')).map(str::to_owned);
        if let Some(number) = found.strip_prefix("the number ") {
            match number.parse() {
                Ok(value) => self.add_number(value, number),
                Err(_) => self.others += 1,
            }
            return;
        }
        match quoted(found.strip_prefix("text ").unwrap_or(found)).filter(|text| !cut(text)) {
            Some(text) => self.add_text(&text),
            None => self.others += 1,
        }
    }

    /// The keys that read all of these values, which were refused: in words, with the attribute they belong to.
    pub(crate) fn help(&self, refused: Refused<'_>) -> Option<String> {
        let missing = self.missing_key();
        let whole = self.known();
        if whole == 0 {
            return Some(format!(
                "{}: write {}",
                self.are_placeholders(refused.valid),
                on(missing.as_deref()?, refused)
            ));
        }
        // A number under a text is a code that has lost its leading zeros; the error says so by itself.
        if refused.kind == AttributeType::Text {
            return None;
        }
        if let Some((words, written)) = self.open_numbers().filter(|_| refused.kind == AttributeType::Number)
        {
            let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
            let written = on(&format!("written: {written}"), refused);
            let (words, subject) = (words.join(" and "), self.subject(refused.valid));
            let are = if self.values() == 1 { "is a number" } else { "are numbers" };
            return Some(format!(
                "{subject} {are} once you say what {words} stands for, with that number for `NUMBER`: {written}"
            ));
        }
        if let Some(written) = self.words_of_bools().filter(|_| refused.kind == AttributeType::Bool) {
            let keys = on(&format!("written: {written}"), refused);
            let are = if self.values() == 1 { "looks like a word" } else { "look like words" };
            return Some(format!("{} {are} for yes and no: write {keys}", self.subject(refused.valid)));
        }
        let reads = |way: &Way| way.count == whole && way.written.is_some();
        let ways: Vec<Way> = self.ways(refused.kind).into_iter().filter(reads).collect();
        let subject = self.subject(refused.valid);
        let keys = |way: &Way| {
            let written = way.written.as_ref().map(|written| format!("written: {written}"));
            written.into_iter().chain(missing.clone()).collect::<Vec<_>>().join(", ")
        };
        match &*ways {
            [way] if way.goes_with(refused) => {
                Some(format!("{subject} {}: write {}", way.looks(self.values()), on(&keys(way), refused)))
            }
            [one, two] if refused.valid == 0 || !refused.is_written => Some(format!(
                "{subject} can be read in two ways{}: write {} or {}",
                one.why_open(),
                quote_keys(&keys(one)),
                on(&keys(two), refused)
            )),
            _ => self.help_of_most(refused),
        }
    }

    /// The keys that read nearly all of these values, and some of the others.
    fn help_of_most(&self, refused: Refused<'_>) -> Option<String> {
        let (known, reads) =
            (self.known(), |way: &Way| way.count * 4 >= self.known() * 3 && way.goes_with(refused));
        let ways: Vec<Way> = self.ways(refused.kind).into_iter().filter(|way| reads(way)).collect();
        let [way] = &*ways else { return None };
        let written = way.written.as_ref().filter(|_| way.count < known && refused.valid == 0)?;
        let keys = self
            .missing_key()
            .into_iter()
            .fold(format!("written: {written}"), |keys, missing| format!("{keys}, {missing}"));
        let others = self.others_than(way).into_iter().take(3).map(quote).collect::<Vec<_>>().join(", ");
        Some(format!(
            "{} of {} {}: write {}, and correct the others{}",
            grouped(way.count),
            counted(known, "value"),
            way.looks(2),
            on(&keys, refused),
            if others.is_empty() { String::new() } else { format!(", such as {others}") }
        ))
    }

    /// The help for one value, where only one reading is possible.
    pub(crate) fn help_of_one(found: &str, attribute: &str, kind: AttributeType) -> Option<String> {
        let mut column = Self::default();
        column.add_found(found);
        let refused = Refused { attribute, kind, valid: 0, is_written: false };
        let is_word = kind == AttributeType::Bool && column.words_of_bools().is_some();
        let is_one = is_word
            || column.known() == 0
            || column.ways(kind).iter().filter(|way| way.count == 1).count() == 1;
        column.help(refused).filter(|_| is_one)
    }

    /// The help for a number where a text is wanted: a code.
    pub(crate) fn help_of_code(found: &str, attribute: &str) -> Option<String> {
        let digits = found.strip_prefix("the number ").filter(|code| !code.contains(['.', 'e']))?;
        let is_code = digits.bytes().all(|byte| byte.is_ascii_digit());
        is_code.then(|| format!("to take it by its digits, write `written: digits` on {}", quote(attribute)))
    }

    fn missing_key(&self) -> Option<String> {
        let mut folded = Vec::new();
        let mut each = self.placeholders().into_iter().map(|(text, _)| text);
        let mut texts = Vec::new();
        for text in each.by_ref() {
            let form = fold(&text).into_owned();
            if !folded.contains(&form) {
                folded.push(form);
                texts.push(text);
            }
        }
        (!texts.is_empty()).then(|| format!("missing: {}", list(texts.iter().map(String::as_str))))
    }

    fn are_placeholders(&self, valid: usize) -> String {
        let each = self.placeholders().into_iter().map(|(text, _)| quote(&text)).collect::<Vec<_>>();
        let are = if self.values() == 1 { "stands" } else { "stand" };
        format!("{} ({}) {are} for no value", self.subject(valid), each.join(", "))
    }

    fn subject(&self, valid: usize) -> String {
        match (valid, self.values()) {
            (0, 1) => "it".to_owned(),
            (0, all) => format!("all {}", counted(all, "value")),
            (_, 1) => "the invalid one".to_owned(),
            (_, all) => format!("all {} that are invalid", grouped(all)),
        }
    }
}

impl Way {
    /// Whether it leaves the values that were taken as they are.
    fn goes_with(&self, refused: Refused<'_>) -> bool {
        match &self.read {
            _ if refused.valid == 0 => true,
            _ if refused.is_written => false,
            Read::Numbers(form) => form.decimal == '.' && !form.percent,
            Read::Dates(_) | Read::Moments | Read::Bools => true,
            Read::Items(_) | Read::Events | Read::Texts => false,
        }
    }

    fn looks(&self, values: usize) -> String {
        let one = values == 1;
        let what = match &self.read {
            Read::Dates(patterns) => patterns.patterns.join(" and "),
            Read::Numbers(_) => "numbers in another form".to_owned(),
            Read::Bools => "words for yes and no".to_owned(),
            Read::Moments => "times that are counted from a day on".to_owned(),
            Read::Texts => "codes of digits".to_owned(),
            Read::Items(_) | Read::Events => "lists".to_owned(),
        };
        format!("{} like {what}", if one { "looks" } else { "look" })
    }

    fn why_open(&self) -> &'static str {
        match &self.read {
            Read::Dates(_) => ", since no day is past the 12th",
            Read::Numbers(_) => ", since `,` may part thousands or decimals",
            Read::Moments => ", since Excel counts days from 1900 or from 1904",
            Read::Bools | Read::Texts | Read::Items(_) | Read::Events => "",
        }
    }
}

/// Keys that are to be written, and where.
fn on(keys: &str, refused: Refused<'_>) -> String {
    format!("{} on {}", quote_keys(keys), quote(refused.attribute))
}

fn quote_keys(keys: &str) -> String {
    format!("`{keys}`")
}
