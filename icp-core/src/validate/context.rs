//! The state of checking a draft: names, limits, and the mistakes so far. Every reader gets it; it reads nothing
//! itself.

use std::cell::Cell;

use super::symbols::{Declared, Listed, Named, ResultIds};
use super::used::Used;
use crate::draft::{Entry, Limits, Mistake, Node, Number};
use crate::error::{Code, Message, message, suggestion};
use crate::model::Rounded;
use crate::sort::{Index, sort_by_key};
use crate::source::Path;
use crate::value::{float_text, integer_text};

/// The state of checking a draft: names, limits, and the mistakes so far.
pub(super) struct Context<'d> {
    root: &'d Node,
    text: Option<&'d str>,
    pub(super) limits: &'d Limits,
    mistakes: Vec<Mistake>,
    /// How many values could not be read: see [`Context::refuse`].
    refused: usize,
    /// Declared attributes in document order, wrong ones too, so that a reference to one is not a mistake.
    pub(super) attributes: Vec<Declared<'d>>,
    pub(super) attribute_names: Index,
    /// Named lists, each once, and their places.
    pub(super) lists: Vec<Listed<'d>>,
    pub(super) list_names: Index,
    /// Named conditions in document order, wrong ones without their condition.
    pub(super) conditions: Vec<Option<Named>>,
    pub(super) condition_names: Index,
    /// While the labels of an icp are read: the ids that tests of its result may name.
    pub(super) result: Option<ResultIds>,
    /// The part of the model whose conditions are being read, for messages: ``criterion `size` ``.
    pub(super) within: Message,
    pub(super) used: Used,
    /// Whether a program made the document: its numbers may then be off by what arithmetic leaves over.
    pub(super) is_computed: bool,
    /// Numbers that were taken as the nearest one of six decimals: place, the number that was there, the one that counts.
    rounded: Vec<(u32, f64, f64)>,
    /// How many pairs of letters may still be compared in search of what was meant.
    effort: Cell<usize>,
}

/// Comparing this many pairs takes a moment. In a model with thousands of unknown names, the later ones get no suggestion.
const EFFORT: usize = 5_000_000;

impl<'d> Context<'d> {
    pub(super) fn new(
        root: &'d Node,
        mistakes: Vec<Mistake>,
        text: Option<&'d str>,
        limits: &'d Limits,
    ) -> Self {
        Self {
            root,
            text,
            limits,
            mistakes,
            refused: 0,
            attributes: Vec::new(),
            attribute_names: Index::default(),
            lists: Vec::new(),
            list_names: Index::default(),
            conditions: Vec::new(),
            condition_names: Index::default(),
            result: None,
            within: Message::from("the model"),
            used: Used { nodes: root.count(), ..Used::default() },
            is_computed: false,
            rounded: Vec::new(),
            effort: Cell::new(EFFORT),
        }
    }

    /// The name among many that is nearest to a misspelt one.
    pub(super) fn near<'n>(&self, word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        if !cfg!(feature = "messages") {
            return None;
        }
        let affordable = |name: &&str| {
            let cost = word.len().min(64).saturating_mul(name.len().min(64)).saturating_add(64);
            let left = self.effort.get().checked_sub(cost);
            self.effort.set(left.unwrap_or(0));
            left.is_some()
        };
        suggestion(word, names.into_iter().take_while(affordable))
    }

    /// Reports a mistake that leaves no value. The placeholder in its place must not be used, nor the part that holds it.
    pub(super) fn refuse(&mut self, code: Code, node: &Node, message: impl Into<Message>) -> Reported<'_> {
        self.push(Refused::Yes, code, node.order, node.offset, message.into())
    }

    /// The same about a key.
    pub(super) fn refuse_key(
        &mut self,
        code: Code,
        entry: &Entry,
        message: impl Into<Message>,
    ) -> Reported<'_> {
        self.push(Refused::Yes, code, entry.value.order, entry.offset(), message.into())
    }

    /// Leaves a value unread whose mistake has been reported.
    pub(super) fn leave(&mut self) {
        self.refused = self.refused.saturating_add(1);
    }

    /// Where [`Context::is_whole`] is to look from.
    pub(super) fn mark(&self) -> usize {
        self.refused
    }

    /// Whether every value since the mark could be read.
    pub(super) fn is_whole(&self, mark: usize) -> bool {
        self.refused == mark
    }

    /// Forgets what was refused since the mark: the part that holds it can be used without it.
    pub(super) fn forgive(&mut self, mark: usize) {
        self.refused = mark;
    }

    /// Reports a mistake about a value; help can be added to what is returned.
    pub(super) fn report(&mut self, code: Code, node: &Node, message: impl Into<Message>) -> Reported<'_> {
        self.push(Refused::No, code, node.order, node.offset, message.into())
    }

    /// Reports a mistake about a key.
    pub(super) fn report_key(
        &mut self,
        code: Code,
        entry: &Entry,
        message: impl Into<Message>,
    ) -> Reported<'_> {
        self.push(Refused::No, code, entry.value.order, entry.offset(), message.into())
    }

    #[cold]
    fn push(
        &mut self,
        refused: Refused,
        code: Code,
        order: u32,
        offset: Option<usize>,
        message: Message,
    ) -> Reported<'_> {
        if matches!(refused, Refused::Yes) {
            self.leave();
        }
        let mistake = if cfg!(feature = "messages") {
            Mistake::new(code, order, self.path_to(order), offset, message)
        } else {
            Mistake::new(code, 0, Path::root(), None, message)
        };
        self.mistakes.push(mistake);
        Reported(self.mistakes.last_mut())
    }

    pub(super) fn path_to(&self, order: u32) -> Path {
        self.root.path_to(order)
    }

    /// Notes that a number counts as another one.
    pub(super) fn note_rounded(&mut self, node: &Node, from: f64, to: f64) {
        self.rounded.push((node.order, from, to));
    }

    /// The numbers that count as others, in document order.
    pub(super) fn take_rounded(&mut self) -> Vec<Rounded> {
        let mut rounded = std::mem::take(&mut self.rounded);
        sort_by_key(&mut rounded, |(order, ..)| *order);
        // A shared criterion is read at each use.
        rounded.dedup_by_key(|(order, ..)| *order);
        rounded.into_iter().map(|(order, from, to)| Rounded { path: self.path_to(order), from, to }).collect()
    }

    pub(super) fn has_mistakes(&self) -> bool {
        !self.mistakes.is_empty()
    }

    pub(super) fn into_mistakes(self) -> Vec<Mistake> {
        self.mistakes
    }

    /// A number as its text: as written where the text is at hand.
    pub(super) fn number_text(&self, node: &Node, number: Number) -> String {
        let written = self.text.zip(node.offset).and_then(|(text, offset)| {
            let rest = text.get(offset..)?;
            let plain = |b: &u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E');
            let token = rest.get(..rest.bytes().take_while(|b| plain(b)).count())?;
            crate::draft::number(token)?.is_ok_and(|read| read == number).then_some(token)
        });
        match (written, number) {
            (Some(token), _) => token.to_owned(),
            (None, Number::Integer(integer)) => integer_text(integer),
            (None, Number::Float(float)) => float_text(float),
        }
    }

    /// One more of something that is limited over the whole model; the first beyond the limit is a mistake.
    pub(super) fn count(&mut self, what: Counted, node: &Node, more: usize) {
        let limits = self.limits;
        let (used, limit, noun, code) = match what {
            Counted::Nodes => {
                let noun = "values, shared criteria counted at each use";
                (&mut self.used.nodes, limits.nodes, noun, Code::LimitNodes)
            }
            Counted::Tests => (&mut self.used.tests, limits.tests, "tests", Code::LimitCount),
            Counted::ListItems => {
                let noun = "list entries, named lists counted at each use";
                (&mut self.used.list_items, limits.list_items_total, noun, Code::LimitList)
            }
            Counted::Patterns => {
                (&mut self.used.patterns, limits.patterns, "regular expressions", Code::LimitCount)
            }
            Counted::PatternCost => {
                let noun = "as the cost of all regular expressions";
                (&mut self.used.pattern_cost, limits.pattern_cost_total, noun, Code::LimitCount)
            }
        };
        let before = *used;
        *used = before.saturating_add(more);
        if before <= limit && *used > limit {
            self.report(code, node, message!("the model has more than {limit} {noun}"));
        }
    }

    /// Counts what a shared criterion uses once more.
    pub(super) fn count_again(&mut self, node: &Node, used: Used) {
        self.count(Counted::Nodes, node, used.nodes);
        self.count(Counted::Tests, node, used.tests);
        self.count(Counted::ListItems, node, used.list_items);
        self.count(Counted::Patterns, node, used.patterns);
        self.count(Counted::PatternCost, node, used.pattern_cost);
    }
}

/// Whether there is no value because of a mistake.
#[derive(Clone, Copy)]
enum Refused {
    Yes,
    No,
}

/// A mistake just reported, to which help can be added.
pub(super) struct Reported<'a>(Option<&'a mut Mistake>);

impl Reported<'_> {
    pub(super) fn help(self, help: impl Into<Message>) {
        if let Some(mistake) = self.0 {
            mistake.help(help);
        }
    }

    /// The way out, or else a general one.
    pub(super) fn help_or(self, help: Option<Message>, general: impl Into<Message>) {
        self.help(help.unwrap_or_else(|| general.into()));
    }

    /// The way out, where there is one.
    pub(super) fn help_if(self, help: Option<Message>) {
        if let Some(help) = help {
            self.help(help);
        }
    }
}

/// The things that are limited over the whole model.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counted {
    Nodes,
    Tests,
    ListItems,
    Patterns,
    PatternCost,
}
