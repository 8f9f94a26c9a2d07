//! The state that all parts of an export share: the model, the choices, the names that are taken, the reads of each attribute, and
//! the places that cannot be said.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use icp_core::model::{Attribute, Definition};
use icp_core::value::{Span, fold};

use crate::{AsOf, Dialect, Refusal, SqlOptions};

/// The forms of an attribute's value that the rules look at.
#[derive(Debug, Clone, Default)]
pub(super) struct Use {
    /// The value: a number, a day, a folded text, folded items.
    pub(super) value: bool,
    /// A text whose words are told apart.
    pub(super) marked: bool,
    /// A text or items with one spelling for each value.
    pub(super) canonical: bool,
    /// Signs beyond ASCII of the constants that it is compared with.
    pub(super) signs: BTreeSet<char>,
}

/// The table of an export while it is made.
pub(super) struct Context<'m> {
    pub(super) definition: &'m Definition,
    pub(super) dialect: Dialect,
    pub(super) options: &'m SqlOptions,
    uses: RefCell<BTreeMap<usize, Use>>,
    refusals: RefCell<Vec<Refusal>>,
    notes: RefCell<Vec<String>>,
    taken: RefCell<BTreeSet<String>>,
    /// Whether sums of the card that is being made need 64 bits.
    pub(super) wide: Cell<bool>,
}

impl<'m> Context<'m> {
    pub(super) fn new(definition: &'m Definition, options: &'m SqlOptions) -> Self {
        Self {
            definition,
            dialect: options.dialect,
            options,
            uses: RefCell::default(),
            refusals: RefCell::default(),
            notes: RefCell::default(),
            taken: RefCell::default(),
            wide: Cell::new(false),
        }
    }

    pub(super) fn attribute(&self, at: usize) -> Option<&'m Attribute> {
        self.definition.attributes.get(at)
    }

    /// Notes that a form of an attribute is needed.
    pub(super) fn uses(&self, attribute: usize, note: impl FnOnce(&mut Use)) {
        note(self.uses.borrow_mut().entry(attribute).or_default());
    }

    pub(super) fn all_uses(&self) -> BTreeMap<usize, Use> {
        self.uses.borrow().clone()
    }

    /// Refuses a place, whatever the choices.
    pub(super) fn refuse(
        &self,
        code: &'static str,
        path: &str,
        rule: &'static str,
        message: String,
        help: &'static str,
    ) {
        let one = Refusal { code, path: path.to_owned(), rule, message, help };
        let mut refusals = self.refusals.borrow_mut();
        if !refusals.contains(&one) {
            refusals.push(one);
        }
    }

    /// Refuses a place unless it may be said nearly; a comment tells it then.
    pub(super) fn nearly(&self, code: &'static str, path: &str, rule: &'static str, message: &str) {
        if !self.options.approximate {
            let help = "allow it with --approximate, and a comment tells it; or leave it to the engine";
            return self.refuse(code, path, rule, message.to_owned(), help);
        }
        let note = format!("{path} `{rule}`: {message}");
        let mut notes = self.notes.borrow_mut();
        if !notes.contains(&note) {
            notes.push(note);
        }
    }

    pub(super) fn refusals(&self) -> Vec<Refusal> {
        self.refusals.borrow().clone()
    }

    pub(super) fn notes(&self) -> Vec<String> {
        self.notes.borrow().clone()
    }

    /// A name of a column or a CTE that nothing else has: letters of the ids, in the limits of all dialects.
    pub(super) fn fresh(&self, parts: &[&str]) -> String {
        let plain = |part: &&str| -> String {
            let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
            part.chars().map(sign).take(24).collect()
        };
        let mut name: String = parts.iter().map(plain).collect::<Vec<_>>().join("__");
        if name.starts_with(|first: char| first.is_ascii_digit()) {
            name.insert(0, '_');
        }
        name.truncate(54);
        let mut taken = self.taken.borrow_mut();
        let mut number = 1;
        let mut candidate = name.clone();
        while !taken.insert(candidate.clone()) {
            number += 1;
            candidate = format!("{name}_{number}");
        }
        candidate
    }

    /// The column with the value of an attribute, as the rules read it.
    pub(super) fn value(&self, attribute: usize) -> String {
        self.uses(attribute, |one| one.value = true);
        self.column_of("v", attribute)
    }

    /// The column in which the words of a text are told apart.
    pub(super) fn marked(&self, attribute: usize) -> String {
        self.uses(attribute, |one| (one.value, one.marked) = (true, true));
        self.column_of("words", attribute)
    }

    /// The column with one spelling for each value.
    pub(super) fn canonical(&self, attribute: usize) -> String {
        self.uses(attribute, |one| (one.value, one.canonical) = (true, true));
        self.column_of("same", attribute)
    }

    /// The name of a column of an attribute: it has its number where the letters would not tell it from another.
    pub(super) fn column_of(&self, what: &str, attribute: usize) -> String {
        let name = |at: usize| -> String {
            let text = self.attribute(at).map_or("", |one| &*one.name);
            let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
            text.chars().map(sign).take(40).collect()
        };
        let own = name(attribute);
        let first = (0..attribute).any(|other| name(other) == own);
        if first { format!("{what}__{own}_{attribute}") } else { format!("{what}__{own}") }
    }

    /// A text of the model, folded; its signs beyond ASCII are noted, so that the column is folded for them too.
    pub(super) fn constant(&self, attribute: usize, text: &str) -> String {
        let folded = fold(text).into_owned();
        if folded.contains(['σ', 'ς']) {
            let path = format!("attributes.{}", self.attribute(attribute).map_or("", |one| &*one.name));
            self.nearly(
                "sql.folding",
                &path,
                "type",
                "a capital sigma becomes one of two small letters by what stands around it",
            );
        }
        let signs: Vec<char> = folded.chars().filter(|sign| !sign.is_ascii()).collect();
        self.uses(attribute, |one| one.signs.extend(signs));
        folded
    }

    /// All folded spellings of a value: its own and its synonyms.
    pub(super) fn spellings(&self, attribute: usize, value: &str) -> Vec<String> {
        let mut all = vec![self.constant(attribute, value)];
        let own = fold(value);
        let synonyms = self.attribute(attribute).map_or(&[][..], |one| &one.synonyms);
        for (main, others) in synonyms {
            let same = fold(main) == own || others.iter().any(|other| fold(other) == own);
            if same {
                for text in std::iter::once(main).chain(others) {
                    let folded = self.constant(attribute, text);
                    if !all.contains(&folded) {
                        all.push(folded);
                    }
                }
            }
        }
        all
    }

    /// The day on which accounts are judged.
    pub(super) fn as_of(&self) -> String {
        match &self.options.as_of {
            AsOf::Today => "CURRENT_DATE".to_owned(),
            AsOf::Day(day) => format!("DATE '{day}'"),
            AsOf::Column(_) => "v__as_of".to_owned(),
            AsOf::Expression(expression) => format!("CAST({expression} AS DATE)"),
        }
    }

    /// The day that lies a length of time before it.
    pub(super) fn before(&self, span: Span) -> String {
        if let AsOf::Day(day) = &self.options.as_of {
            // No day of an account is before the year 1, and not every dialect can write one.
            let day = day.minus(span);
            return if day.ymd().0 < 1 { "DATE '0001-01-01'".to_owned() } else { format!("DATE '{day}'") };
        }
        let day = self.as_of();
        match (span.months(), span.days()) {
            (Some(months), _) => self.dialect.minus_months(&day, months),
            (None, days) => self.dialect.minus_days(&day, days.unwrap_or(0)),
        }
    }
}
