//! Reads the text of formulas, and refuses those that rest on themselves. Called by `attributes` once all names are
//! known.

use super::circles::{ordered, shown};
use super::context::Context;
use super::reader::text;
use crate::draft::Node;
use crate::error::{Code, Message, message, quoted};
use crate::model::{Arithmetic, EventCount, Formula, OncePer};
use crate::sort::distinct;
use crate::value::{AttributeType, Span, fold, parse_number};

/// Operations may nest so deep: later stages walk the tree by recursion.
const DEEPEST: usize = 64;

/// Reads the text of a formula: `+ - * /`, parentheses, numbers, names of number attributes, and functions.
pub(super) fn formula(ctx: &mut Context<'_>, node: &Node) -> Option<Formula> {
    let source = text(ctx, node, "`formula`")?;
    let mut reader = Reader { ctx, node, source, at: 0, depth: 0 };
    let (formula, _) = reader.sum()?;
    reader.skip_blanks();
    if reader.rest().is_empty() {
        return Some(formula);
    }
    reader.unexpected("an operator or the end")
}

struct Reader<'c, 'd, 't> {
    ctx: &'c mut Context<'d>,
    node: &'t Node,
    source: &'t str,
    at: usize,
    depth: usize,
}

/// A word before parentheses.
#[derive(Clone, Copy)]
enum Function {
    /// `min` and `max`: one of some numbers.
    Of(Arithmetic),
    Days,
    Count,
}

impl Function {
    const ALL: [(&str, Self); 4] = [
        ("min", Self::Of(Arithmetic::Min)),
        ("max", Self::Of(Arithmetic::Max)),
        ("days", Self::Days),
        ("count", Self::Count),
    ];
}

/// A part of a formula and how deep it is.
type Part = (Formula, usize);

impl Reader<'_, '_, '_> {
    fn sum(&mut self) -> Option<Part> {
        let mut left = self.product()?;
        loop {
            let operation = match self.peek() {
                Some('+') => Arithmetic::Add,
                Some('-') => Arithmetic::Subtract,
                Some(_) | None => return Some(left),
            };
            self.at = self.at.saturating_add(1);
            let right = self.product()?;
            left = self.join(operation, left, right)?;
        }
    }

    fn product(&mut self) -> Option<Part> {
        let mut left = self.factor()?;
        loop {
            let operation = match self.peek() {
                Some('*') => Arithmetic::Multiply,
                Some('/') => Arithmetic::Divide,
                Some(_) | None => return Some(left),
            };
            self.at = self.at.saturating_add(1);
            let right = self.factor()?;
            left = self.join(operation, left, right)?;
        }
    }

    fn factor(&mut self) -> Option<Part> {
        match self.peek() {
            Some('-') => {
                self.at = self.at.saturating_add(1);
                self.deeper()?;
                let (part, depth) = self.factor()?;
                self.depth = self.depth.saturating_sub(1);
                Some((Formula::Negative(Box::new(part)), self.checked(depth)?))
            }
            Some('(') => {
                self.at = self.at.saturating_add(1);
                self.deeper()?;
                let part = self.sum()?;
                self.depth = self.depth.saturating_sub(1);
                if self.peek() != Some(')') {
                    return self.unexpected("`)`");
                }
                self.at = self.at.saturating_add(1);
                Some(part)
            }
            Some(c) if c.is_ascii_digit() => Some((self.number()?, 1)),
            Some(c) if c.is_alphabetic() || c == '_' => match self.function() {
                Some(function) => self.call(function),
                None => Some((Formula::Attribute(self.name(AttributeType::Number)?), 1)),
            },
            Some(_) | None => self.unexpected("a number, an attribute or `(`"),
        }
    }

    fn join(&mut self, operation: Arithmetic, left: Part, right: Part) -> Option<Part> {
        let depth = self.checked(left.1.max(right.1))?;
        Some((Formula::Binary(operation, Box::new(left.0), Box::new(right.0)), depth))
    }

    fn checked(&mut self, depth: usize) -> Option<usize> {
        if depth >= DEEPEST {
            let message = message!("the formula has more than {DEEPEST} operations inside of each other");
            self.ctx
                .report(Code::LimitDepth, self.node, message)
                .help("group them with parentheses, or use further attributes");
            return None;
        }
        Some(depth.saturating_add(1))
    }

    fn deeper(&mut self) -> Option<()> {
        self.depth = self.checked(self.depth)?;
        Some(())
    }

    fn number(&mut self) -> Option<Formula> {
        let rest = self.rest();
        let mut length = 0;
        let mut before = ' ';
        for c in rest.chars() {
            let sign = matches!(c, '+' | '-') && matches!(before, 'e' | 'E');
            if !(c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E') || sign) {
                break;
            }
            before = c;
            length += 1;
        }
        let token = rest.get(..length).unwrap_or_default();
        let Ok(number) = parse_number(token) else {
            let message = message!("{} is not a number that a formula can use", quoted(token));
            return self.fault(&message);
        };
        self.at = self.at.saturating_add(length);
        Some(Formula::Number(number))
    }

    /// The function that stands here, if its name and a parenthesis do.
    fn function(&mut self) -> Option<Function> {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
        let (name, after) = (rest.get(..length)?, rest.get(length..)?);
        let blanks = after.len().saturating_sub(after.trim_start().len());
        let found =
            Function::ALL.into_iter().find(|(word, _)| *word == name && after.trim_start().starts_with('('));
        let (_, function) = found?;
        self.at = self.at.saturating_add(length).saturating_add(blanks).saturating_add(1);
        Some(function)
    }

    /// The arguments of a function.
    fn call(&mut self, function: Function) -> Option<Part> {
        self.deeper()?;
        let part = match function {
            Function::Of(operation) => {
                let mut all = self.sum()?;
                while self.peek() == Some(',') {
                    self.at = self.at.saturating_add(1);
                    let next = self.sum()?;
                    all = self.join(operation, all, next)?;
                }
                all
            }
            Function::Days => {
                self.skip_blanks();
                (Formula::Days(self.name(AttributeType::Date)?), 1)
            }
            Function::Count => (self.count()?, 1),
        };
        self.depth = self.depth.saturating_sub(1);
        match self.peek() {
            Some(')') => {}
            Some(_) => return self.unexpected("`,` or `)`"),
            None => {
                // Between braces a comma ends what stands before it.
                let help = "where it stands between braces, put a formula with commas in quotation marks";
                let message =
                    message!("expected `)`, found the end, in column {} of the formula", self.column());
                self.ctx.report(Code::Formula, self.node, message).help(help);
                return None;
            }
        }
        self.at = self.at.saturating_add(1);
        Some(part)
    }

    /// `visits, demo, 90 days, once per day`: the attribute, then in any order names of events, a time, and how often each counts.
    fn count(&mut self) -> Option<Formula> {
        self.skip_blanks();
        let attribute = self.name(AttributeType::Events)?;
        let mut count = EventCount { attribute, events: Vec::new(), within_last: None, once_per: None };
        while self.peek() == Some(',') {
            self.at = self.at.saturating_add(1);
            self.skip_blanks();
            let rest = self.rest();
            let length = rest.find([',', '(', ')']).unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or_default().trim_end();
            match (Span::parse(word), fold(word).as_ref()) {
                (_, "") => return self.unexpected("the name of an event, a time or `once per day`"),
                (Some(_), _) if count.within_last.is_some() => {
                    return self.fault("`count` has two times");
                }
                (Some(span), _) => count.within_last = Some(span),
                (None, "once per day") => count.once_per = Some(OncePer::Day),
                (None, _) => count.events.push(word.into()),
            }
            self.at = self.at.saturating_add(length);
        }
        Some(Formula::Count(Box::new(count)))
    }

    /// The longest declared name that stands here, which is of this type: names may hold `-` and blanks.
    fn name(&mut self, wanted: AttributeType) -> Option<usize> {
        let rest = self.rest();
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let mut best = None;
        for (at, c) in rest.char_indices().chain([(rest.len(), ' ')]).take(130) {
            let candidate = rest.get(..at).unwrap_or_default();
            if !word(c)
                && let Some(index) = self.ctx.attribute_names.get(candidate)
            {
                best = Some((at, index));
            }
            if !(word(c) || matches!(c, '-' | ' ')) {
                break;
            }
        }
        let Some((length, index)) = best else {
            let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
            let name = rest.get(..length).unwrap_or_default();
            let near = self.ctx.near(name, self.ctx.attribute_names.texts()).map(quoted);
            let message =
                message!("unknown attribute {} in column {} of the formula", quoted(name), self.column());
            let reported = self.ctx.report(Code::UnknownAttribute, self.node, message);
            match near {
                Some(near) => reported.help(message!("did you mean {near}?")),
                None => reported.help("a formula names declared number attributes"),
            }
            return None;
        };
        let declared = self.ctx.attributes.get(index)?;
        if let Some(kind) = declared.kind
            && kind != wanted
        {
            let name = declared.name;
            let message = message!("attribute {} in the formula is a {kind}, not a {wanted}", quoted(name));
            let reported = self.ctx.report(Code::Type, self.node, message);
            match kind {
                AttributeType::Date => {
                    reported.help(message!("`days({})` are the days from it to the as-of date", name));
                }
                AttributeType::Events => {
                    reported.help(message!("`count({})` is how many there are", name));
                }
                AttributeType::Number | AttributeType::Text | AttributeType::Bool | AttributeType::Set => {}
            }
            return None;
        }
        self.at = self.at.saturating_add(length);
        Some(index)
    }

    fn unexpected<T>(&mut self, wanted: &str) -> Option<T> {
        self.skip_blanks();
        let found = match self.rest().chars().next() {
            Some(c) => quoted(c.encode_utf8(&mut [0; 4])),
            None => Message::from("the end"),
        };
        self.fault(&message!("expected {wanted}, found {found}"))
    }

    fn fault<T>(&mut self, message: &str) -> Option<T> {
        let message = message!("{message}, in column {} of the formula", self.column());
        self.ctx.report(Code::Formula, self.node, message).help("formulas look like `arr / (employees + 1)`");
        None
    }

    fn column(&self) -> usize {
        self.source.get(..self.at).map_or(0, |before| before.chars().count()).saturating_add(1)
    }

    fn peek(&mut self) -> Option<char> {
        self.skip_blanks();
        self.rest().chars().next()
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at = self.at.saturating_add(rest.len().saturating_sub(rest.trim_start().len()));
    }

    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }
}

/// Reports formulas that rest on themselves, each circle once.
pub(super) fn refuse_cycles(ctx: &mut Context<'_>, formulas: &[Option<(&Node, Formula)>]) {
    let mut uses: Vec<Vec<usize>> = Vec::new();
    for formula in formulas {
        let mut used = Vec::new();
        if let Some((_, formula)) = formula {
            formula.attributes(&mut |index| used.push(index));
        }
        distinct(&mut used);
        uses.push(used);
    }
    for circle in ordered(&uses, ctx.limits.problems).circles {
        let name = |index: usize| ctx.attributes.get(index).map_or("", |known| known.name);
        let shown = shown(&circle, name);
        if let Some(Some((node, _))) = circle.first().and_then(|first| formulas.get(*first)) {
            ctx.report(Code::Cycle, node, message!("the formulas go in a circle: {shown}"));
        }
    }
}
