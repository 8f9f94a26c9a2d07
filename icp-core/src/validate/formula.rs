//! Reads the text of formulas, and refuses those that rest on themselves. Called by `attributes` once all names are
//! known.

use super::context::Context;
use super::reader::text;
use crate::draft::Node;
use crate::error::{Code, Message, message, message_of, quote, quoted};
use crate::model::{Arithmetic, Formula};
use crate::sort::distinct;
use crate::value::{AttributeType, parse_number};

/// Operations may nest so deep: later stages walk the tree by recursion.
const DEEPEST: usize = 64;

/// Reads the text of a formula: `+ - * /`, parentheses, numbers, names of number attributes.
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
            Some(c) if c.is_alphabetic() || c == '_' => Some((self.name()?, 1)),
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

    /// The longest declared name that stands here: names may hold `-` and blanks.
    fn name(&mut self) -> Option<Formula> {
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
            && kind != AttributeType::Number
        {
            let message =
                message!("attribute {} in the formula is a {kind}, not a number", quoted(declared.name));
            self.ctx.report(Code::Type, self.node, message);
            return None;
        }
        self.at = self.at.saturating_add(length);
        Some(Formula::Attribute(index))
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
        uses.push(formula.as_ref().map_or_else(Vec::new, |(_, formula)| operands(formula)));
    }
    let mut reported = 0;
    let mut states = vec![Visit::New; formulas.len()];
    for start in 0..formulas.len() {
        if states.get(start) != Some(&Visit::New) {
            continue;
        }
        // The way from `start` down: an attribute, and how many of its operands have been followed.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let at = *at;
            let operand = uses.get(at).and_then(|uses| uses.get(*next)).copied();
            *next = next.saturating_add(1);
            if let Some(own) = states.get_mut(at) {
                *own = if operand.is_some() { Visit::OnTheWay } else { Visit::Done };
            }
            let below = operand.and_then(|operand| Some((operand, *states.get(operand)?)));
            match below {
                Some((operand, Visit::New)) => way.push((operand, 0)),
                Some((operand, Visit::OnTheWay)) if reported < ctx.limits.problems => {
                    reported = reported.saturating_add(1);
                    let first = way.iter().position(|(on_way, _)| *on_way == operand).unwrap_or(0);
                    report_cycle(ctx, formulas, way.get(first..).unwrap_or_default());
                }
                Some((_, Visit::OnTheWay | Visit::Done)) => {}
                None => {
                    way.pop();
                }
            }
        }
    }
}

/// Whether the operands of an attribute have been followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    OnTheWay,
    Done,
}

fn report_cycle(ctx: &mut Context<'_>, formulas: &[Option<(&Node, Formula)>], circle: &[(usize, usize)]) {
    let name = |index: usize| ctx.attributes.get(index).map_or_else(String::new, |known| quote(known.name));
    let first = circle.iter().map(|(index, _)| *index).min().unwrap_or(0);
    let start = circle.iter().position(|(index, _)| *index == first).unwrap_or(0);
    let shown = message_of(|| {
        let circle = circle.iter().cycle().skip(start).take(circle.len().saturating_add(1));
        let names: Vec<String> = circle.map(|(index, _)| name(*index)).collect();
        if names.len() > 8 {
            let head = names.get(..6).unwrap_or_default().join(" -> ");
            format!("{head} -> ... -> {}", names.last().map_or("", |name| name))
        } else {
            names.join(" -> ")
        }
    });
    if let Some(Some((node, _))) = formulas.get(first) {
        ctx.report(Code::Cycle, node, message!("the formulas go in a circle: {shown}"));
    }
}

/// The attributes that a formula names, each once.
fn operands(formula: &Formula) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = vec![formula];
    while let Some(part) = open.pop() {
        match part {
            Formula::Number(_) => {}
            Formula::Attribute(index) => found.push(*index),
            Formula::Negative(part) => open.push(part),
            Formula::Binary(_, left, right) => open.extend([&**left, &**right]),
        }
    }
    distinct(&mut found);
    found
}
